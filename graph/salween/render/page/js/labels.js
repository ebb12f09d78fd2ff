// The names and words of the picture, placed by priority so that no two ever overlap. Drawn after vis has drawn the marks.

import { mix, overlap, tall } from "./shapes.js";

const SEGMENTS = new Map();
/** The words of a name, as far as the reader's browser can tell them: Burmese, Thai and Chinese are written without spaces. */
function partsOf(text) {
  if (/\s/u.test(text)) return text.split(/\s+/u);
  if (!/[\u0e00-\u0e7f\u1000-\u109f\u3400-\u9fff]/u.test(text) || typeof Intl.Segmenter !== "function") return [text];
  if (!SEGMENTS.has(text)) SEGMENTS.set(text, [...new Intl.Segmenter(/[\u1000-\u109f]/u.test(text) ? "my" : /[\u0e00-\u0e7f]/u.test(text) ? "th" : "zh", { granularity: "word" }).segment(text)].map(({ segment }) => segment));
  return SEGMENTS.get(text);
}

export const FONT = '"Inter", system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans Myanmar", "Padauk", "Myanmar Text", "Salween Myanmar", "Noto Sans Thai", "Leelawadee UI", "Salween Thai", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

/**
 * @param network() the vis network, whose camera and edges it reads
 * @returns {{draw(ctx, scene, look), placed: {x, y, w, h, text, size, weight, colour}[]}}
 */
export function makeLabels(network, index) {
  const widths = new Map();
  let placed = [], shown = null, paint = {};

  /** A point on an edge of an ego view, `t` of the way from the middle outward. */
  function along(word, t) {
    const type = network().body.edges[word.edge]?.edgeType;
    const part = word.line.from === word.line.middle ? t : 1 - t;
    if (type?.getPoint) return type.getPoint(part, type.getViaNode?.());
    const a = shown.marks.get(word.line.middle), b = shown.marks.get(word.line.other);
    return { x: (a.x ?? 0) * (1 - t) + b.x * t, y: (a.y ?? 0) * (1 - t) + b.y * t };
  }

  /**
   * Place and draw the names of what is seen.
   * @param names most telling first: {node, x, y, r, text, bold, faint, small, angle} beside a mark, or of a bubble or a zone
   * @param look {theme, eye, hovered, language, room, reserved} `reserved` are boxes of the window that others use
   */
  function draw(ctx, scene, names, { theme, eye, hovered, language, room, reserved }) {
    shown = scene;
    paint = theme;
    const { canvas } = network().canvas.frame, ratio = canvas.width / canvas.clientWidth, { scale, width, height } = eye, isMap = scene.kind === "map", isSmall = width < 600;
    const toScreen = (x, y) => [(x - eye.x) * scale + width / 2, (y - eye.y) * scale + height / 2];
    placed = [];
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.lineJoin = "round";
    if (!isMap) hollow(ctx, toScreen);
    const marks = names.filter((name) => name.r > 0).map((name) => {
      const [x, y] = toScreen(name.x, name.y), r = name.r * scale;
      return { x: x - r, y: y - r, w: 2 * r, h: 2 * r, node: name.node };
    });
    /** What is in the middle of a bubble is for its own name. */
    const cores = names.filter((name) => name.bubble).map(({ node, x, y, bubble }) => {
      const [cx, cy] = toScreen(x, y), w = bubble.rx * scale * 1.3, h = bubble.ry * scale * 1.3;
      return { x: cx - w / 2, y: cy - h / 2, w, h, node };
    });
    const clearOf = (box) => !cores.some((core) => overlap(box, core));
    const inside = (box) => box.x >= 2 && box.y >= 2 && box.x + box.w <= width - 2 && box.y + box.h <= height - 2 && !reserved.some((other) => overlap(box, other));
    const overMarks = (box) => inside(box) && !placed.some((other) => overlap(box, other));
    const free = (box, node) => overMarks(box) && !marks.some((mark) => mark.node !== node && overlap(box, mark));
    const first = hovered === null ? names : [...names].sort((a, b) => Number(b.node === hovered) - Number(a.node === hovered));
    for (const name of first) {
      if (placed.length >= room) break;
      if (name.zone) titleOf(ctx, name, toScreen, scale, isSmall, (box) => free(box) && clearOf(box), (box) => overMarks(box) && clearOf(box), overMarks);
      else if (name.bubble) nameBubble(ctx, name, toScreen, scale, isSmall, name.node === hovered, overMarks, cores);
      else nameMark(ctx, name, { toScreen, scale, width, height, isMap, isSmall, hovered, language: scene.language ?? language, free, overMarks });
    }
    for (const word of scene.words) {
      const spots = [0.52, 0.6, 0.44, 0.68, 0.36, 0.76, 0.3].map((t) => { const p = along(word, t); return toScreen(p.x, p.y); });
      place(ctx, [{ text: word.text, size: 11, weight: 400, colour: word.faint ? theme.muted : theme.soft }], (w) => spots.map(([x, y]) => [x - w / 2, y]), free, { edge: word.edge, card: true });
    }
    ctx.restore();
  }

  function nameMark(ctx, name, { toScreen, scale, width, height, isMap, isSmall, hovered, language, free, overMarks }) {
    const [x, y] = toScreen(name.x, name.y), r = name.r * scale;
    if (x < -20 || y < -20 || x > width + 20 || y > height + 20) return;
    const size = name.bold ? (isMap ? (isSmall ? 12.5 : 14.5) : 17) : name.small ? 11.5 : isSmall ? 11 : 12.5;
    const isHovered = name.node === hovered, entity = entityOf(name);
    const text = isHovered && entity !== undefined ? index.label(entity, language) : name.text;
    const target = { node: name.node, card: !isMap && name.bold }, colour = name.faint ? paint.muted : paint.ink;
    const line = [{ text, size, weight: name.bold ? 650 : 450, colour }], beside = sides(x, y, r, name.angle);
    if (place(ctx, line, beside, free, target)) return;
    if (isHovered) place(ctx, [{ text, size, weight: 560, colour: paint.ink }], beside, overMarks, { ...target, card: true });
    else if (name.bold) place(ctx, line, beside, overMarks, target);
  }

  const entityOf = (name) => name.entity ?? shown.marks?.get(name.node)?.entity;

  /** The name of a group in its bubble, in two lines where it is long, with how many it has; else above or below. */
  function nameBubble(ctx, name, toScreen, scale, isSmall, isHovered, overMarks, cores) {
    const { bubble } = name, [x, y] = toScreen(name.x, name.y), rx = bubble.rx * scale, ry = bubble.ry * scale;
    const least = isSmall ? 9.5 : 10.5, colour = name.faint ? paint.muted : paint.ink;
    if (!isHovered && ry < 7) return;
    const target = { node: name.node, isBubble: true, centre: true }, weight = bubble.size > 5 || isHovered ? 620 : 500;
    const inner = (size) => {
      const lines = wrapped(ctx, name.text, size, weight, rx * 1.7, ry > 21 ? 3 : 2).map((text) => ({ text, size, weight, colour }));
      const count = [name.kind, name.faint ? "" : String(bubble.seen)].filter(Boolean).join(" · ");
      if (ry > 13 && count) lines.push({ text: count, size: Math.min(size - 0.5, isSmall ? 10 : 11.5), weight: 430, colour: paint.soft, isCount: true });
      return lines;
    };
    for (let size = Math.min(isSmall ? 13.5 : 17, Math.max(least, ry * 0.36)); ; size = Math.max(least, size - 1)) {
      const lines = inner(size), wide = Math.max(...lines.map((line) => widthOf(ctx, line))), high = lines.reduce((sum, line) => sum + line.size * tall(line.text), 0);
      const isCut = high > ry * 1.8 && lines.at(-1).isCount, fit = isCut ? lines.slice(0, -1) : lines;  // a count may go, a word of a name not
      if (wide <= rx * 1.9 && high - (isCut ? size : 0) <= ry * 1.85 && place(ctx, fit, (w) => [[x - w / 2, y]], overMarks, target)) return;
      if (size <= least) break;
    }
    const parts = partsOf(name.text);
    if (parts.length > 1 && name.text.length > 14) {  // cut to what its bubble holds, since a name outside would be far from it
      const cut = `${parts[0]}…`;
      if (cut.length > 3 && widthOf(ctx, { text: cut, size: least, weight }) < rx * 1.9 && place(ctx, [{ text: cut, size: least, weight, colour }], (w) => [[x - w / 2, y]], overMarks, target)) return;
    }
    const lines = wrapped(ctx, name.text, least, weight, 96, 2).map((text) => ({ text, size: least, weight, colour }));
    const beside = (w, h) => [[x - w / 2, y], [x - w / 2, y + ry + h / 2 - 2], [x - w / 2, y - ry - h / 2 + 2], [x + rx + 3, y], [x - rx - w - 3, y]];
    const spills = (box) => overMarks(box) && !cores.some((core) => core.node !== name.node && overlap(box, core));
    if (!place(ctx, lines, beside, spills, target) && isHovered) place(ctx, lines, beside, overMarks, { ...target, card: true });
  }

  /** The name of a country at the shore of its zone, where no group is; at the top where it can be. */
  function titleOf(ctx, { node, zone, text }, toScreen, scale, isSmall, clear, overCores, overMarks) {
    const [x0, y0] = toScreen(zone.x0, zone.y0), [x1, y1] = toScreen(zone.x1, zone.y1), cx = (x0 + x1) / 2, cy = (y0 + y1) / 2;
    const line = [{ text, size: isSmall ? 14 : 20, weight: 620, colour: mix(zone.colour, paint.ink, paint.dark ? 0.6 : 0.72) }];
    const turns = Array.from({ length: 24 }, (_, n) => ((n % 2 ? 1 : -1) * Math.ceil(n / 2) * Math.PI) / 12 - Math.PI / 2);
    const shore = (w, h) => [0.84, 0.92, 1, 1.1].flatMap((far) => turns.map((turn) => [cx + (far * ((x1 - x0) / 2) + w / 2) * Math.cos(turn) - w / 2, cy + (far * ((y1 - y0) / 2) + h / 2) * Math.sin(turn)]));
    const target = { node, isZone: true };
    if (place(ctx, line, shore, clear, target) || place(ctx, line, shore, overCores, target)) return;
    place(ctx, line, (w, h) => [[cx - w / 2, y0 - h / 2]], overMarks, target);
  }

  /** A name in one line, or in as many as are allowed where it is wider than there is room. */
  function wrapped(ctx, text, size, weight, room, most) {
    const wide = widthOf(ctx, { text, size, weight });
    if (wide <= room || most < 2) return [text];
    const words = partsOf(text);
    const space = /\s/u.test(text) ? " " : "", part = Math.max(room, wide / most), lines = [""];
    for (const word of words) {
      const longer = lines.at(-1) ? `${lines.at(-1)}${space}${word}` : word;
      if (lines.at(-1) && lines.length < most && widthOf(ctx, { text: longer, size, weight }) > Math.min(part, Math.max(wide / Math.min(most, Math.ceil(wide / room)) * 1.15, 30))) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }

  /** Draw the hollow of inferred ties, which are double. */
  function hollow(ctx, toScreen) {
    ctx.save();
    ctx.strokeStyle = paint.paper;
    ctx.lineWidth = 1.8;
    for (const word of shown.words) {
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

  /** How wide a line is; measured once, at one size, since a width grows with the size. */
  function widthOf(ctx, { text, size, weight }) {
    const key = `${weight} ${text}`;
    if (!widths.has(key)) {
      ctx.font = `${weight} 20px ${FONT}`;
      widths.set(key, ctx.measureText(text).width / 20);
    }
    return widths.get(key) * size + 0.5;
  }

  /** Draw lines, one below the other, at the first spot that is free; tell whether there was one. */
  function place(ctx, lines, spots, free, target) {
    const w = Math.max(...lines.map((line) => widthOf(ctx, line))), h = lines.reduce((sum, line) => sum + line.size * tall(line.text), 0);
    for (const [x, y] of spots(w, h)) {
      const whole = { x: x - 2, y: y - h / 2, w: w + 4, h };
      if (!free(whole, target.node)) continue;
      if (target.card) {
        ctx.fillStyle = paint.paper;
        ctx.fillRect(whole.x, whole.y + 1, whole.w, whole.h - 2);
      }
      let top = whole.y;
      for (const line of lines) {
        const high = line.size * tall(line.text), wide = widthOf(ctx, line), left = target.centre ? x + (w - wide) / 2 : x;
        placed.push({ x: left - 2, y: top, w: wide + 4, h: high, ...line, left, middle: top + high / 2, ...target });
        ctx.font = `${line.weight} ${line.size}px ${FONT}`;
        ctx.lineWidth = target.isBubble && !target.card ? 2.4 : 3.6;
        ctx.strokeStyle = paint.paper;
        ctx.globalAlpha = target.isBubble ? 0.75 : 1;
        ctx.strokeText(line.text, left, top + high / 2);
        ctx.globalAlpha = 1;
        ctx.fillStyle = line.colour;
        ctx.fillText(line.text, left, top + high / 2);
        top += high;
      }
      return true;
    }
    return false;
  }

  return { draw, along, get placed() { return placed; }, forget: () => widths.clear() };
}
