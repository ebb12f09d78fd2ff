// The picture: the whole map, or one actor with all around it. vis-network keeps the marks, the camera and the mouse;
// hulls, bundles, names and words are drawn in its hooks, so that no two names ever overlap.

import { bundlesOf, compare, distance, even, hullsOf, mix, overlap, solid, tall, trace } from "./shapes.js";
import { capital, eventTitle, lineStyle } from "./words.js";
import { NO, UNKNOWN, CERTAIN, recordOn, dateWords } from "./time.js";

const FONT = '"Inter", system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans Myanmar", "Padauk", "Myanmar Text", "Noto Sans Thai", "Leelawadee UI", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const HULLS = ["#4477AA", "#CC6677", "#228833", "#BB9900", "#33A0B8", "#AA4499", "#EE7733", "#777777"];
const DASHES = { accepted: [], provisional: [1.6, 3.6], disputed: [8, 5], inferred: [] };
/** From strongest to weakest: a bundle is drawn as the best tie in it. */
const STYLES = ["accepted", "inferred", "provisional", "disputed"];
const ALPHA = [0, 0.3, 0.62, 1];
const RING = 34, EVENTS = 10;

/**
 * Make the picture in an element.
 * @param marks {nodes, edges, options} as pyvis wrote them; edges name the ties they bundle
 * @param on {entity(number), record(number), ties(number[]), table()}
 */
export function makeGraph(vis, holder, index, marks, on) {
  const { raw } = index;
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const network = new vis.Network(holder, { nodes, edges }, marks.options);
  const canvas = network.canvas.frame.canvas;
  const widths = new Map();
  const base = marks.nodes.map((mark) => ({ ...mark, entity: index.entityOf.get(mark.id), words: mark.label }));
  const numberOf = new Map(base.map((mark, n) => [mark.entity, n]));
  const bundles = bundlesOf(index, base);
  const hulls = hullsOf(index, base);
  let scene = null, theme = {}, hovered = null, placed = [], grow = 1;

  network.on("beforeDrawing", (ctx) => { if (scene?.kind === "map") drawMap(ctx); });
  network.on("afterDrawing", (ctx) => { if (scene) drawNames(ctx); });
  network.on("hoverNode", ({ node }) => { hovered = node; canvas.style.cursor = "pointer"; network.redraw(); });
  network.on("blurNode", () => { hovered = null; canvas.style.cursor = ""; network.redraw(); });
  network.on("hoverEdge", () => { canvas.style.cursor = "pointer"; });
  network.on("blurEdge", () => { canvas.style.cursor = ""; });
  network.on("click", ({ pointer }) => click(pointer));
  network.on("resize", () => requestAnimationFrame(() => { if (scene && canvas.clientWidth) frame(); }));  // after vis has moved its camera

  function click(pointer) {
    const box = placed.find((b) => pointer.DOM.x >= b.x && pointer.DOM.x <= b.x + b.w && pointer.DOM.y >= b.y && pointer.DOM.y <= b.y + b.h);
    const node = network.getNodeAt(pointer.DOM) ?? box?.node;
    if (node !== undefined) {
      const mark = scene.marks.get(node);
      if (mark?.entity !== undefined) on.entity(mark.entity);
      else if (mark?.record !== undefined) on.record(mark.record);
      else if (mark) on.table();
      return;
    }
    const edge = box?.edge ?? network.getEdgeAt(pointer.DOM);
    const line = edge !== undefined ? scene.lines?.get(edge) : scene.kind === "map" ? bundleAt(pointer.canvas) : undefined;
    if (line?.record !== undefined) on.record(line.record);
    else if (line) on.ties(line.ties);
  }

  function bundleAt({ x, y }) {
    const reach = 6 / network.getScale();
    let best = null, least = reach;
    for (const bundle of bundles) {
      if (!bundle.answer) continue;
      const a = base[bundle.a], b = base[bundle.b];
      const far = distance(x, y, a, b, bend(bundle));
      if (far < least) [best, least] = [bundle, far];
    }
    return best ? { ties: best.ties } : undefined;
  }

  // ---- the whole map -------------------------------------------------------------------------------------------

  /** Answer for the day, of each bundle and each mark. */
  function weigh(day) {
    const best = new Uint8Array(base.length), answers = index.answersOn(day);
    for (const bundle of bundles) {
      bundle.answer = NO;
      bundle.style = "disputed";
      for (const tie of bundle.all) {
        const answer = answers[tie];
        if (!answer) continue;
        const style = lineStyle(index, tie);
        const better = answer > bundle.answer || (answer === bundle.answer && STYLES.indexOf(style) < STYLES.indexOf(bundle.style));
        if (better) [bundle.answer, bundle.style] = [answer, style];
      }
      bundle.ties = bundle.all.filter((tie) => answers[tie]);
      best[bundle.a] = Math.max(best[bundle.a], bundle.answer);
      best[bundle.b] = Math.max(best[bundle.b], bundle.answer);
    }
    return best;
  }

  function markOf(mark, answer) {
    return {
      id: mark.id, x: mark.x, y: mark.y, size: mark.size * grow, shape: mark.shape, label: undefined,
      color: solid(tint(mark.color)), opacity: [0.22, 0.6, 0.85, 1][answer], borderWidth: 0,
    };
  }

  function showMap(state) {
    const best = weigh(state.day);
    const fresh = scene?.kind !== "map";
    if (fresh) {
      grow = Math.max(1, (canvas.clientWidth < 600 ? 0.38 : 0.56) / fitScale());
      edges.clear();
      nodes.clear();
      nodes.add(base.map((mark, n) => markOf(mark, best[n])));
    } else {
      const changed = base.map((mark, n) => [mark, n]).filter(([, n]) => best[n] !== scene.best[n] || scene.theme !== theme);
      if (changed.length) nodes.update(changed.map(([mark, n]) => markOf(mark, best[n])));
    }
    const leaders = new Map(hulls.map((hull) => [hull.leader, hull]));
    const order = base
      .map((mark, n) => ({
        node: mark.id, x: mark.x, y: mark.y, r: mark.size * grow * 0.9, text: index.shortLabel(mark.entity, state.language),
        bold: leaders.get(mark.entity)?.size > 3 && best[n] > NO, hull: leaders.get(mark.entity), faint: best[n] < UNKNOWN, rank: (leaders.has(mark.entity) ? 1e6 : 0) + (best[n] > NO ? 1e4 : 0) + index.weight[mark.entity],
      }))
      .sort((a, b) => b.rank - a.rank || (a.node < b.node ? -1 : 1));
    scene = { kind: "map", best, theme, names: order, words: [], marks: new Map(base.map((mark) => [mark.id, mark])), pair: state.pair, record: state.record };
    if (fresh) frame();
    else network.redraw();
  }

  function extent() {
    const xs = base.map((mark) => mark.x), ys = base.map((mark) => mark.y);
    return { x0: Math.min(...xs), x1: Math.max(...xs), y0: Math.min(...ys), y1: Math.max(...ys) };
  }

  function fitScale() {
    if (!base.length) return 1;
    const { x0, x1, y0, y1 } = extent();
    const wide = Math.max(80, canvas.clientWidth - Math.min(170, canvas.clientWidth * 0.2)), high = Math.max(80, canvas.clientHeight - 104);
    return Math.min(1.5, wide / Math.max(1, x1 - x0), high / Math.max(1, y1 - y0));
  }

  /** Put the camera where all of the scene is seen. */
  function frame() {
    if (scene.kind === "map" && base.length) {
      const { x0, x1, y0, y1 } = extent();
      const scale = fitScale();
      network.moveTo({ position: { x: (x0 + x1) / 2, y: (y0 + y1) / 2 + 12 / scale }, scale, animation: false });
    } else if (scene.kind === "ego") {
      arrange();
      network.moveTo({ position: { x: 0, y: 0 }, scale: 1, animation: false });
    }
    network.redraw();
  }

  function drawMap(ctx) {
    const scale = network.getScale();
    ctx.save();
    ctx.lineJoin = ctx.lineCap = "round";
    for (const [n, hull] of hulls.entries()) {
      ctx.fillStyle = ctx.strokeStyle = mix(HULLS[n % HULLS.length], theme.paper, theme.dark ? 0.17 : 0.085);
      ctx.lineWidth = 62;
      ctx.beginPath();
      hull.points.forEach(([x, y], i) => ctx[i ? "lineTo" : "moveTo"](x, y));
      ctx.closePath();
      ctx.stroke();
      ctx.fill();
    }
    ctx.lineCap = "butt";
    const focus = hovered === null ? -1 : numberOf.get(scene.marks.get(hovered)?.entity) ?? -1;
    const [p, q] = (scene.pair || "~").split("~"), picked = tiesOfChosen(scene.record);
    for (const bundle of bundles) {
      if (!bundle.answer) continue;
      const a = base[bundle.a], b = base[bundle.b];
      const chosen = (a.id === p && b.id === q) || (a.id === q && b.id === p) || (picked.size > 0 && bundle.all.some((tie) => picked.has(tie)));
      const near = chosen || bundle.a === focus || bundle.b === focus;
      ctx.globalAlpha = near ? 1 : ALPHA[bundle.answer] * (bundle.across ? 0.3 : 0.62) * (focus >= 0 ? 0.5 : 1);
      ctx.strokeStyle = chosen ? theme.accent : near ? theme.ink : theme.line;
      ctx.lineWidth = (chosen ? 2.6 : near ? 1.6 : 1.1) / scale;
      ctx.setLineDash((bundle.answer === UNKNOWN ? [2, 6] : DASHES[bundle.style]).map((d) => d / scale));
      trace(ctx, a, b, bend(bundle));
      if (bundle.style === "inferred") {
        ctx.lineWidth *= 3;
        ctx.stroke();
        ctx.strokeStyle = theme.paper;
        ctx.lineWidth /= 2.4;
        ctx.globalAlpha = 1;
      }
      ctx.stroke();
    }
    ctx.restore();
  }

  const tiesOfChosen = (id) => new Set(index.tiesOfRecord[index.recordOf.get(id) ?? -1] ?? []);
  const bend = (bundle) => (bundle.across ? 0.1 : 0);

  // ---- one actor and all around it -------------------------------------------------------------------------------

  function showEgo(state, centre) {
    scene = { kind: "ego", ...around(state, centre), theme, pair: state.pair, record: index.recordOf.get(state.record) };
    frame();
  }

  /** What stands around an entity on a day: its neighbours with the relations to each, and events it took part in. */
  function around(state, centre) {
    const { day, language } = state;
    const byOther = new Map(), seen = new Set();
    for (const tie of index.tiesOf[centre]) {
      const answer = index.answersOn(day)[tie];
      if (answer === NO) continue;
      seen.add(raw.ties.record[tie]);
      const other = index.other(tie, centre);
      if (other === centre) continue;
      const outward = raw.ties.subject[tie] === centre;
      const symmetric = raw.predicates.symmetric[raw.ties.predicate[tie]];
      const style = lineStyle(index, tie);
      const key = `${raw.ties.predicate[tie]} ${symmetric ? "" : outward} ${style} ${answer === UNKNOWN}`;
      if (!byOther.has(other)) byOther.set(other, new Map());
      const lines = byOther.get(other);
      if (!lines.has(key)) lines.set(key, { ties: [], predicate: raw.ties.predicate[tie], outward, symmetric, style, answer });
      const line = lines.get(key);
      line.ties.push(tie);
      line.answer = Math.max(line.answer, answer);
    }
    const weight = (ref) => (ref >= 0 ? index.weight[ref] : 0);
    let others = [...byOther.keys()].sort((a, b) => weight(b) - weight(a) || a - b);
    const folded = others.length > RING + 1 ? others.slice(RING) : [];
    others = others.slice(0, others.length - folded.length);
    const first = (ref) => [...byOther.get(ref).values()][0];
    const orderOf = (ref) => [raw.predicates.family[first(ref).predicate], first(ref).predicate, ref >= 0 ? raw.entities.kind[ref] : 999, ref];
    others.sort((a, b) => compare(orderOf(a), orderOf(b)));
    const events = index.eventsOf[centre]
      .filter((record) => !seen.has(record) && index.isLive(record) && !raw.records.says[record] && recordOn(raw, record, day) > UNKNOWN)
      .sort((a, b) => startOf(b) - startOf(a));
    const shown = events.length > EVENTS + 1 ? events.slice(0, EVENTS) : events;
    const marks = new Map([[raw.entities.id[centre], { entity: centre, centre: true }]]);
    const lines = new Map(), ring = [];
    const own = raw.entities.id[centre];
    for (const other of others) {
      const id = other >= 0 ? raw.entities.id[other] : `event ${-1 - other}`;
      const text = other >= 0 ? index.shortLabel(other, language) : eventTitle(index, -1 - other, language);
      ring.push({ id, ...(other >= 0 ? { entity: other } : { record: -1 - other }), text });
      const list = [...byOther.get(other).values()];
      list.forEach((line, n) => {
        const word = raw.predicates.label[line.predicate];
        const count = line.ties.length > 1 ? ` ×${line.ties.length}` : "";
        const doubt = line.answer === UNKNOWN ? " ?" : line.answer === CERTAIN ? "" : " (possible)";
        lines.set(`${id} ${n}`, { ...line, from: line.outward ? own : id, to: line.outward ? id : own, word: word + count + doubt, turn: n - (list.length - 1) / 2, other: id });
      });
    }
    if (folded.length) ring.push({ id: "more ties", text: `and ${folded.length} more` });
    for (const record of shown.reverse()) {
      const id = `event ${record}`;
      if (marks.has(id) || ring.some((mark) => mark.id === id)) continue;
      const kind = raw.eventKinds.label[raw.records.term[record]];
      const date = index.text(raw.records.date[record]) || index.text(raw.records.from[record]);
      ring.push({ id, record, text: `${capital(kind)}, ${dateWords(date)}`, small: true });
      const fill = index.fillsOf[record].find((f) => raw.fills.actor[f] === centre);
      const style = ["accepted", "provisional", "disputed"][raw.records.status[record]];
      lines.set(`${id} 0`, { record, ties: [], style, answer: recordOn(raw, record, day), from: own, to: id, symmetric: true, word: raw.roles.label[raw.fills.role[fill]], turn: 0, other: id, faint: true });
    }
    if (events.length > shown.length) ring.push({ id: "more events", text: `and ${events.length - shown.length} more events`, small: true });
    for (const mark of ring) marks.set(mark.id, mark);
    return { centre, ring, marks, lines, language, names: [], words: [] };
  }

  const startOf = (record) => raw.validities.startLatest[raw.records.validity[record]] ?? 0;

  /** Put the ring of an ego view on an ellipse that fits the window, and hand it to vis. */
  function arrange() {
    const { ring, centre, lines, language } = scene;
    const width = canvas.clientWidth, height = canvas.clientHeight;
    const rx = Math.max(60, Math.min(560, width / 2 - Math.max(56, Math.min(170, width * 0.17))));
    const ry = Math.max(60, Math.min(400, height / 2 - (height < 360 ? 30 : 56)));
    const own = raw.entities.id[centre];
    const list = [{ ...ego(centre), id: own, x: 0, y: 0 }];
    const angles = even(ring.length, rx, ry);
    ring.forEach((mark, n) => {
      const near = ring.length > 15 && n % 2 ? 0.74 : 1;
      mark.x = rx * near * Math.cos(angles[n]);
      mark.y = ry * near * Math.sin(angles[n]);
      mark.angle = angles[n];
      list.push({ ...look(mark), id: mark.id, x: mark.x, y: mark.y });
    });
    scene.names = [
      { node: own, x: 0, y: 0, r: 15, text: index.shortLabel(centre, language), bold: true },
      ...ring.map((mark) => ({ node: mark.id, x: mark.x, y: mark.y, r: mark.small ? 5 : 9, text: mark.text, faint: mark.small, angle: mark.angle, small: mark.small })),
    ];
    scene.words = [...lines].map(([edge, line]) => ({ edge, text: line.word, faint: line.answer === UNKNOWN || line.faint, line }));
    edges.clear();
    nodes.clear();
    nodes.add(list);
    edges.add([...lines].map(([id, line]) => edgeOf(id, line)));
  }

  function ego(entity) {
    const kind = raw.entities.kind[entity];
    return { shape: raw.kinds.shape[kind], size: 14, color: { ...solid(tint(raw.kinds.colour[kind])), border: theme.ink }, borderWidth: 2, label: undefined };
  }

  function look(mark) {
    if (mark.entity !== undefined) {
      const kind = raw.entities.kind[mark.entity];
      return { shape: raw.kinds.shape[kind], size: 9, color: solid(tint(raw.kinds.colour[kind])), borderWidth: 0, label: undefined };
    }
    return { shape: mark.record === undefined ? "dot" : "diamond", size: mark.small ? 5 : 8, color: solid(theme.muted), borderWidth: 0, label: undefined };
  }

  function edgeOf(id, line) {
    const forward = line.from === raw.entities.id[scene.centre] ? 1 : -1;
    const round = 0.16 * line.turn * forward;
    const chosen = scene.record !== undefined ? line.record === scene.record || line.ties.some((tie) => raw.ties.record[tie] === scene.record)
      : scene.pair !== "" && scene.pair.split("~").every((end) => end === line.from || end === line.to);
    return {
      id, from: line.from, to: line.to, label: undefined,
      width: (line.style === "inferred" ? 4.4 : line.faint ? 1 : 1.7) + (chosen ? 1 : 0),
      color: { color: chosen ? theme.accent : line.faint ? theme.line : theme.ink, hover: theme.accent, highlight: theme.accent, opacity: chosen ? 1 : [0, 0.34, 0.7, 1][line.answer] },
      dashes: line.answer === UNKNOWN ? [2, 6] : DASHES[line.style].length ? DASHES[line.style] : false,
      arrows: { to: { enabled: !line.symmetric, scaleFactor: 0.55 } },
      smooth: round ? { enabled: true, type: round > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(round) } : false,
      hoverWidth: 0.6, selectionWidth: 0, arrowStrikethrough: false,
    };
  }

  /** A point on an edge of an ego view, `t` of the way from the middle outward. */
  function along(word, t) {
    const type = network.body.edges[word.edge]?.edgeType;
    const part = word.line.from === raw.entities.id[scene.centre] ? t : 1 - t;
    if (type?.getPoint) return type.getPoint(part, type.getViaNode?.());
    const mark = scene.marks.get(word.line.other);
    return { x: mark.x * t, y: mark.y * t };
  }

  // ---- names and words -------------------------------------------------------------------------------------------

  function drawNames(ctx) {
    const ratio = canvas.width / canvas.clientWidth, scale = network.getScale(), view = network.getViewPosition();
    const width = canvas.clientWidth, height = canvas.clientHeight;
    const toScreen = (x, y) => [(x - view.x) * scale + width / 2, (y - view.y) * scale + height / 2];
    placed = [];
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.lineJoin = "round";
    if (scene.kind === "ego") hollow(ctx, toScreen);
    const marks = scene.names.map((name) => {
      const [x, y] = toScreen(name.x, name.y), r = name.r * scale;
      return { x: x - r, y: y - r, w: 2 * r, h: 2 * r, node: name.node };
    });
    const inside = (box) => box.x >= 2 && box.y >= 2 && box.x + box.w <= width - 2 && box.y + box.h <= height - 2;
    const free = (box, node) =>
      inside(box) && !placed.some((other) => overlap(box, other)) && !marks.some((mark) => mark.node !== node && overlap(box, mark));
    const overMarks = (box) => inside(box) && !placed.some((other) => overlap(box, other));
    const names = hovered === null ? scene.names : [...scene.names].sort((a, b) => Number(b.node === hovered) - Number(a.node === hovered));
    const room = scene.kind === "map" ? Math.max(24, Math.min(160, (width * height) / 7000) * Math.max(1, scale / fitScale())) : 999;
    for (const name of names) {
      if (placed.length >= room) break;
      const [x, y] = toScreen(name.x, name.y), r = name.r * scale;
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      const size = name.bold ? (scene.kind === "ego" ? 17 : width < 600 ? 12.5 : 14.5) : name.small ? 11.5 : width < 600 ? 11 : 12.5;
      const text = name.node === hovered && scene.marks.get(name.node)?.entity !== undefined ? index.label(scene.marks.get(name.node).entity, scene.language ?? language) : name.text;
      const beside = sides(x, y, r, name.angle);
      const above = (w, h) => {
        const [cx, top] = toScreen(name.hull.middle, name.hull.top), bottom = toScreen(0, name.hull.bottom)[1];
        return [[cx - w / 2, top - 20 * scale - h], [cx - w / 2, bottom + 20 * scale + h]];
      };
      const target = { node: name.node, card: scene.kind === "ego" && name.bold }, colour = name.faint ? theme.muted : theme.ink;
      const isTitle = name.bold && name.hull !== undefined;
      const done = place(ctx, text, size, name.bold ? 650 : 450, beside, free, target, colour);
      if (!done && name.node === hovered) place(ctx, text, size, 560, beside, overMarks, { ...target, card: true }, theme.ink);
      if (done || !name.bold || name.node === hovered) continue;
      if (isTitle && place(ctx, text, size, 650, above, free, target, colour)) continue;
      if (!isTitle || (name.hull.size > 4 && text.length < 30)) place(ctx, text, size, 650, beside, overMarks, target, colour);
    }
    for (const word of scene.words) {
      const spots = [0.52, 0.6, 0.44, 0.68, 0.36, 0.76, 0.3].map((t) => { const p = along(word, t); return toScreen(p.x, p.y); });
      place(ctx, word.text, 11, 400, (w) => spots.map(([x, y]) => [x - w / 2, y]), free, { edge: word.edge, card: true }, word.faint ? theme.muted : theme.soft);
    }
    ctx.restore();
  }

  /** Draw the hollow of inferred ties, which are double. */
  function hollow(ctx, toScreen) {
    ctx.save();
    ctx.strokeStyle = theme.paper;
    ctx.lineWidth = 1.8;
    for (const word of scene.words) {
      if (word.line.style !== "inferred") continue;
      ctx.beginPath();
      for (let t = 0.08; t <= 0.94; t += 0.043) { const p = along(word, t); ctx.lineTo(...toScreen(p.x, p.y)); }
      ctx.stroke();
    }
    ctx.restore();
  }

  /** The places for a name beside its mark, best first. */
  function sides(x, y, r, angle) {
    return (w, h) => {
      const gap = r + 5;
      const right = [x + gap, y], left = [x - gap - w, y], below = [x - w / 2, y + gap + h / 2 - 2], above = [x - w / 2, y - gap - h / 2 + 2];
      const corners = [[x + r, y - r - h / 2], [x + r, y + r + h / 2], [x - r - w, y - r - h / 2], [x - r - w, y + r + h / 2]];
      if (angle === undefined) return [right, left, below, above, ...corners];
      const c = Math.cos(angle), s = Math.sin(angle);
      const first = c > 0.3 ? [right, s > 0 ? below : above] : c < -0.3 ? [left, s > 0 ? below : above] : s > 0 ? [below, right, left] : [above, right, left];
      return [...first, right, left, below, above, ...corners];
    };
  }

  function place(ctx, text, size, weight, spots, free, target, colour) {
    ctx.font = `${weight} ${size}px ${FONT}`;
    const key = `${ctx.font}${text}`;
    if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
    const w = widths.get(key), h = size * tall(text);
    for (const [x, y] of spots(w, h)) {
      const box = { x: x - 2, y: y - h / 2, w: w + 4, h, text, ...target };
      if (!free(box, target.node)) continue;
      placed.push(box);
      if (box.card) {
        ctx.fillStyle = theme.paper;
        ctx.fillRect(box.x, box.y + 1, box.w, box.h - 2);
      }
      ctx.lineWidth = 3.6;
      ctx.strokeStyle = theme.paper;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = colour;
      ctx.fillText(text, x, y);
      return true;
    }
    return false;
  }

  // ---- what the page asks ------------------------------------------------------------------------------------------

  let language = "en";
  const tint = (colour) => (theme.dark ? mix(colour, "#ffffff", 0.72) : colour);

  return {
    network,
    get placed() { return placed; },
    get scene() { return scene; },
    /** @param colours {ink, paper, muted, soft, line, accent, dark} */
    setTheme(colours) { theme = colours; },
    show(state) {
      language = state.language;
      hovered = null;
      const centre = index.entityOf.get(state.entity);
      if (centre === undefined) showMap(state);
      else showEgo(state, centre);
    },
    fit: frame,
    zoom(by) { network.moveTo({ scale: network.getScale() * by, animation: false }); },
    pan(dx, dy) {
      const { x, y } = network.getViewPosition(), scale = network.getScale();
      network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, animation: false });
    },
  };
}
