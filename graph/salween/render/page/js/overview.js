// The whole map as a list of shapes: from far the groups as bubbles, from near their members. Knows no canvas; the
// picture and the saved file draw the same list.

import { bundlesOf, distance, mix } from "./shapes.js";
import { NO, UNKNOWN } from "./time.js";

const ALPHA = [0, 0.3, 0.62, 1, 1];
/** From this scale on a group's members are seen, and below it its bubble; so few marks are always seen. */
const NEAR = 0.23, FEW_MARKS = 70;
/** A bubble is so much wider than tall (STRETCH of layout/packing.py); a zone reaches so far around its bubbles. */
const WIDE = 1.4, SHORE = 44;
/** The colours of the zones, the largest first; groups without one are as good as white, for eyes that see teal as grey. */
const ZONES = ["#2f8f83", "#c8553d", "#4a74b8", "#8a5aa3", "#b07f00", "#a2627a"], NOWHERE = "#7d868f";
/** At most so many marks are drawn at a time, the most tied first. */
const MOST = 380;

export function makeOverview(index, given) {
  const { raw } = index, { entities, kinds } = raw;
  const base = [];
  for (let entity = 0; entity < index.entities; entity++) {
    if (entities.x[entity] === null) continue;
    const kind = entities.kind[entity], size = 5 + 2.6 * Math.log2(1 + index.tiesOf[entity].length);
    base.push({ id: entities.id[entity], entity, x: entities.x[entity], y: entities.y[entity], size, shape: kinds.shape[kind], colour: kinds.colour[kind] });
  }
  const bubbles = given.map((mark) => ({ id: mark.id, entity: index.entityOf.get(mark.id), x: mark.x, y: mark.y, ry: mark.size, rx: mark.size * WIDE, size: mark.value, colour: mark.color, shape: mark.shape, members: [] }));
  const bubbleOf = new Map(bubbles.map((bubble) => [bubble.entity, bubble])), numberOf = new Map(base.map((mark, n) => [mark.entity, n]));
  for (const mark of base) {
    const leader = entities.group[mark.entity];
    mark.bubble = bubbleOf.get(leader >= 0 ? leader : mark.entity);
    mark.bubble?.members.push(mark);
  }
  const order = base.slice().sort((a, b) => Number(b.bubble?.entity === b.entity && b.bubble.size > 1) - Number(a.bubble?.entity === a.entity && a.bubble.size > 1) || index.weight[b.entity] - index.weight[a.entity] || a.entity - b.entity);
  const bundles = bundlesOf(index, base), spans = spansOf(), zones = zonesOf();
  const edge = base.length ? bounds(bubbles.length ? bubbles.map((b) => [b.x - b.rx, b.y - b.ry, b.x + b.rx, b.y + b.ry]) : base.map((m) => [m.x, m.y, m.x, m.y])) : null;
  zones.forEach((zone, n) => { zone.colour = ZONES[n % ZONES.length]; zone.members.forEach((bubble) => { bubble.hue = zone.colour; }); });
  for (const bubble of bubbles) bubble.hue ??= zones.length ? NOWHERE : bubble.colour;
  const alike = new Map();
  for (const bubble of bubbles.filter((b) => b.size > 1)) { const name = index.label(bubble.entity); alike.set(name, (alike.get(name) ?? 0) + 1); }
  let theme = null, isNarrow = false, seen = base.length;

  /** The pairs of bubbles that have ties, with the bundles of these. */
  function spansOf() {
    const found = new Map();
    for (const bundle of bundles) {
      const a = base[bundle.a].bubble, b = base[bundle.b].bubble;
      if (!a || !b || a === b) continue;
      const key = a.entity < b.entity ? `${a.entity} ${b.entity}` : `${b.entity} ${a.entity}`;
      if (!found.has(key)) found.set(key, { a, b, bundles: [], count: 0, answer: NO, style: "accepted" });
      found.get(key).bundles.push(bundle);
    }
    return [...found.values()];
  }

  function zonesOf() {
    const found = new Map(), count = (zone) => zone.members.reduce((sum, bubble) => sum + bubble.size, 0);
    for (const bubble of bubbles) {
      const zone = entities.zone[bubble.entity];
      if (zone >= 0) found.set(zone, [...(found.get(zone) ?? []), bubble]);
    }
    return [...found].map(([entity, members]) => ({ entity, members, ...bounds(members.map((b) => [b.x - b.rx, b.y - b.ry, b.x + b.rx, b.y + b.ry])) })).sort((a, b) => count(b) - count(a) || a.entity - b.entity);
  }

  /** Ask every tie whether it belongs to the day; `narrow` leaves out what has none. */
  function weigh(day, narrow) {
    const answers = index.shownOn(day);
    isNarrow = narrow;
    for (const mark of base) mark.best = NO;
    for (const bundle of bundles) {
      bundle.answer = NO;
      let best = Infinity; // of several ties that say as much of the day, the one that Python names first is drawn
      bundle.ties = bundle.all.filter((tie) => answers[tie]);
      for (const tie of bundle.ties) {
        const answer = answers[tie], style = raw.ties.style[tie];
        if (answer > bundle.answer || (answer === bundle.answer && style < best)) [bundle.answer, best] = [answer, style];
      }
      bundle.style = raw.styles[best];
      for (const n of [bundle.a, bundle.b]) base[n].best = Math.max(base[n].best, bundle.answer);
    }
    for (const bubble of bubbles) {
      bubble.seen = bubble.members.filter((mark) => mark.best > NO).length;
      bubble.best = bubble.members.reduce((best, mark) => Math.max(best, mark.best), NO);
    }
    seen = narrow ? base.filter((mark) => mark.best > NO).length : base.length;
    for (const span of spans) {
      [span.count, span.answer, span.style] = [0, NO, undefined];
      for (const { ties, answer, style } of span.bundles) {
        span.count += ties.length;
        if (answer > span.answer || (answer === span.answer && raw.styles.indexOf(style) < raw.styles.indexOf(span.style))) [span.answer, span.style] = [answer, style];
      }
    }
  }

  const isNear = (scale) => scale >= NEAR || seen <= FEW_MARKS;
  const isGroup = (bubble) => bubble.size > 1;
  const isHidden = (thing) => isNarrow && thing.best === NO;
  /** How large a mark is drawn, in pixels: never a speck, never a moon. */
  const pixels = (mark, scale) => mark.size * 0.8 * Math.min(1.15, Math.max(0.42, 0.25 + scale * 0.85));
  const tint = (colour) => (theme?.dark ? mix(colour, "#ffffff", 0.72) : colour);

  /** Tell whether a thing is within the window, or near it. */
  function within(eye, x, y, reach = 40) {
    return Math.abs(x - eye.x) * eye.scale < eye.width / 2 + reach && Math.abs(y - eye.y) * eye.scale < eye.height / 2 + reach;
  }

  /** What stands in the window: marks from near; from far, those that belong to no group. */
  function marksIn(eye) {
    const list = isNear(eye.scale) ? order : bubbles.filter((bubble) => !isGroup(bubble));
    const found = [];
    for (const mark of list) {
      if (found.length >= MOST) break;
      if (!isHidden(mark) && within(eye, mark.x, mark.y)) found.push(mark);
    }
    return found;
  }

  /**
   * The shapes of what is seen, in the units of the map, from the ground up.
   * @param eye {x, y, scale, width, height} where the camera stands
   * @param look {theme, hovered, pair, picked} colours; an id under the pointer; two ids; the ties of a chosen record
   */
  function list(eye, look) {
    theme = look.theme;
    const near = isNear(eye.scale), { paper, ink, accent, line, dark } = theme;
    const groups = bubbles.filter((bubble) => isGroup(bubble) && !isHidden(bubble));
    const [p, q] = (look.pair || "~").split("~");
    const focus = look.hovered;
    const strokes = near ? fine(eye, p, q, focus, look.picked) : coarse(focus, look.picked);
    return {
      near,
      zones: zones.map((zone) => ({ fill: mix(zone.colour, paper, dark ? 0.15 : 0.12), ovals: zone.members.filter((b) => !isHidden(b)).map((b) => [b.x, b.y, b.rx + SHORE * WIDE, b.ry + SHORE]) })),
      bubbles: groups.map((bubble) => {
        const chosen = focus === bubble.id, faint = bubble.best < UNKNOWN;
        const part = near ? (dark ? 0.24 : 0.15) : (dark ? 0.44 : 0.27) * (faint ? 0.4 : 1) * (bubble.hue === NOWHERE ? 0.35 : 1) + (chosen ? 0.14 : 0);
        return { x: bubble.x, y: bubble.y, rx: bubble.rx, ry: bubble.ry, fill: mix(bubble.hue, paper, part), stroke: near ? "" : mix(bubble.hue, paper, chosen ? 1 : faint ? 0.25 : 0.7), width: chosen ? 2.2 : 1 };
      }),
      strokes: strokes.map(({ kind, chosen, ...stroke }) => ({ ...stroke, colour: chosen ? accent : kind ? ink : line })),
      marks: marksIn(eye).map((mark) => ({ id: mark.id, x: mark.x, y: mark.y, r: near ? pixels(mark, eye.scale) / eye.scale : Math.max((eye.width < 600 ? 2 : 3) / eye.scale, 9), shape: mark.shape, fill: tint(mark.colour), alpha: [0.22, 0.6, 0.85, 1, 1][mark.best], ring: mark.id === focus })),
    };
  }

  /** From far: a stroke between two groups, as wide as many ties. */
  function coarse(focus, picked) {
    return spans.filter((span) => span.answer && !isHidden(span.a) && !isHidden(span.b)).map((span) => {
      const chosen = picked?.size > 0 && span.bundles.some((bundle) => bundle.all.some((tie) => picked.has(tie)));
      const kind = span.a.id === focus || span.b.id === focus || chosen, dim = focus !== null && !kind ? 0.35 : 1;
      const strength = Math.min(1, 0.16 + Math.log2(span.count) * 0.13);
      return { a: span.a, b: span.b, bent: 0.09, style: span.style, answer: span.answer, kind, chosen, alpha: kind ? 0.9 : strength * (span.answer === UNKNOWN ? 0.6 : 1) * dim, width: (kind ? 0.5 : 0) + Math.min(6, 0.7 + Math.log2(span.count) * 0.75) };
    }).sort((a, b) => Number(a.kind) - Number(b.kind));
  }

  /** From near: a stroke between two marks, where one of them is in the window. */
  function fine(eye, p, q, focus, picked) {
    const found = [];
    for (const bundle of bundles) {
      if (!bundle.answer) continue;
      const a = base[bundle.a], b = base[bundle.b];
      if (!within(eye, a.x, a.y, 0) && !within(eye, b.x, b.y, 0)) continue;
      const chosen = (a.id === p && b.id === q) || (a.id === q && b.id === p) || (picked?.size > 0 && bundle.all.some((tie) => picked.has(tie)));
      const kind = chosen || a.id === focus || b.id === focus;
      found.push({ a, b, bent: bendOf(bundle), style: bundle.style, answer: bundle.answer, kind, chosen, alpha: kind ? 1 : ALPHA[bundle.answer] * (bundle.across ? 0.3 : 0.75) * (focus ? 0.5 : 1), width: chosen ? 2.6 : kind ? 1.6 : 1.2 });
    }
    return found.sort((a, b) => Number(a.kind) - Number(b.kind));
  }

  const bendOf = (bundle) => (bundle.across ? 0.1 : 0);

  /** What is at a point of the map: {mark}, {bubble}, {ties} or nothing. */
  function hit(eye, { x, y }) {
    const near = isNear(eye.scale);
    let best = null, least = Infinity;
    for (const mark of marksIn(eye)) {
      const far = Math.hypot(mark.x - x, mark.y - y) * eye.scale, reach = (near ? pixels(mark, eye.scale) : 4) + (eye.touch ? 14 : 4);
      if (far < reach && far < least) [best, least] = [mark, far];
    }
    if (best) return { mark: best };
    if (near) {
      const ties = bundleAt(eye, x, y);
      if (ties) return { ties };
    }
    const bubble = near ? undefined : bubbles.find((b) => isGroup(b) && !isHidden(b) && ((x - b.x) / b.rx) ** 2 + ((y - b.y) / b.ry) ** 2 <= 1);
    return bubble ? { bubble } : null;
  }

  function bundleAt(eye, x, y) {
    let best = null, least = (eye.touch ? 14 : 6) / eye.scale;
    for (const bundle of bundles) {
      if (!bundle.answer) continue;
      const far = distance(x, y, base[bundle.a], base[bundle.b], bendOf(bundle));
      if (far < least) [best, least] = [bundle, far];
    }
    return best?.ties;
  }

  /** The names to place, the most telling first. From far: countries, groups and those alone; from near: members. */
  function names(eye, language, hovered) {
    const text = (thing) => index.shortLabel(thing.entity, language);
    if (isNear(eye.scale)) {
      return marksIn(eye).map((mark) => {
        const leads = mark.bubble && mark.bubble.entity === mark.entity && mark.bubble.size > 3;
        return { node: mark.id, entity: mark.entity, x: mark.x, y: mark.y, r: (pixels(mark, eye.scale) * 0.9) / eye.scale, get text() { return text(mark); }, bold: leads && mark.best > NO, faint: mark.best < UNKNOWN };
      });
    }
    const titles = zones.filter((zone) => zone.members.filter(isGroup).length > 1).map((zone) => ({ node: `zone ${zone.entity}`, zone, around: bubbles, get text() { return index.label(zone.entity, language); } }));
    const found = [];
    for (const bubble of bubbles) {
      if (isHidden(bubble) || !within(eye, bubble.x, bubble.y, bubble.rx * eye.scale)) continue;
      if (!isGroup(bubble) && eye.scale < NEAR * 0.72 && bubble.id !== hovered) continue;
      found.push({ node: bubble.id, entity: bubble.entity, x: bubble.x, y: bubble.y, bubble: isGroup(bubble) ? bubble : undefined, kind: alike.get(index.label(bubble.entity)) > 1 ? index.kindLabel(bubble.entity) : "", r: isGroup(bubble) ? 0 : Math.max(3.2 / eye.scale, 9), get text() { return text(bubble); }, faint: bubble.best < UNKNOWN });
    }
    return [...titles, ...found];
  }

  /** How many marks and groups are shown at all. */
  const counts = () => ({ marks: seen, groups: bubbles.filter((bubble) => isGroup(bubble) && !isHidden(bubble)).length });

  return { counts, base, bubbles, bundles, zones, edge, weigh, list, hit, names, isNear, numberOf, bubbleOf, near: NEAR };
}

/** The box around boxes of [left, top, right, bottom]. */
function bounds(boxes) {
  return { x0: Math.min(...boxes.map((b) => b[0])), y0: Math.min(...boxes.map((b) => b[1])), x1: Math.max(...boxes.map((b) => b[2])), y1: Math.max(...boxes.map((b) => b[3])) };
}
