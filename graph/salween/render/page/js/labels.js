// The names and words of the picture, placed by priority so that no two ever overlap. Drawn after vis has drawn the marks.

import { overlap, tall } from "./shapes.js";

export const FONT = '"Inter", system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans Myanmar", "Padauk", "Myanmar Text", "Salween Myanmar", "Noto Sans Thai", "Leelawadee UI", "Salween Thai", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';

/**
 * @param network the vis network, whose camera and edges it reads
 * @returns {{draw(ctx, scene, look), placed: {x, y, w, h, text, size, weight, colour}[]}}
 */
export function makeLabels(network, canvas, index) {
  const widths = new Map();
  let placed = [], shown = null, paint = {};

  /** A point on an edge of an ego view, `t` of the way from the middle outward. */
  function along(word, t) {
    const type = network.body.edges[word.edge]?.edgeType;
    const part = word.line.from === word.line.middle ? t : 1 - t;
    if (type?.getPoint) return type.getPoint(part, type.getViaNode?.());
    const a = shown.marks.get(word.line.middle), b = shown.marks.get(word.line.other);
    return { x: (a.x ?? 0) * (1 - t) + b.x * t, y: (a.y ?? 0) * (1 - t) + b.y * t };
  }

  function draw(ctx, scene, { theme, hovered, language, room }) {
    shown = scene;
    paint = theme;
    const ratio = canvas.width / canvas.clientWidth, scale = network.getScale(), view = network.getViewPosition();
    const width = canvas.clientWidth, height = canvas.clientHeight;
    const toScreen = (x, y) => [(x - view.x) * scale + width / 2, (y - view.y) * scale + height / 2];
    placed = [];
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.lineJoin = "round";
    if (scene.kind !== "map") hollow(ctx, toScreen);
    const marks = scene.names.map((name) => {
      const [x, y] = toScreen(name.x, name.y), r = name.r * scale;
      return { x: x - r, y: y - r, w: 2 * r, h: 2 * r, node: name.node };
    });
    const inside = (box) => box.x >= 2 && box.y >= 2 && box.x + box.w <= width - 2 && box.y + box.h <= height - 2;
    const free = (box, node) =>
      inside(box) && !placed.some((other) => overlap(box, other)) && !marks.some((mark) => mark.node !== node && overlap(box, mark));
    const overMarks = (box) => inside(box) && !placed.some((other) => overlap(box, other));
    const most = room(width, height, scale);
    const names = hovered === null ? scene.names : [...scene.names].sort((a, b) => Number(b.node === hovered) - Number(a.node === hovered));
    for (const name of names) {
      if (placed.length >= most) break;
      const [x, y] = toScreen(name.x, name.y), r = name.r * scale;
      if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
      const size = name.bold ? (scene.kind !== "map" ? 17 : width < 600 ? 12.5 : 14.5) : name.small ? 11.5 : width < 600 ? 11 : 12.5;
      const text = name.node === hovered && scene.marks.get(name.node)?.entity !== undefined ? index.label(scene.marks.get(name.node).entity, scene.language ?? language) : name.text;
      const beside = sides(x, y, r, name.angle);
      const above = (w, h) => {
        const [cx, top] = toScreen(name.hull.middle, name.hull.top), bottom = toScreen(0, name.hull.bottom)[1];
        return [[cx - w / 2, top - 20 * scale - h], [cx - w / 2, bottom + 20 * scale + h]];
      };
      const target = { node: name.node, card: scene.kind !== "map" && name.bold }, colour = name.faint ? theme.muted : theme.ink;
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

  function place(ctx, text, size, weight, spots, free, target, colour) {
    ctx.font = `${weight} ${size}px ${FONT}`;
    const key = `${ctx.font}${text}`;
    if (!widths.has(key)) widths.set(key, ctx.measureText(text).width);
    const w = widths.get(key), h = size * tall(text);
    for (const [x, y] of spots(w, h)) {
      const box = { x: x - 2, y: y - h / 2, w: w + 4, h, text, size, weight, colour, left: x, middle: y, ...target };
      if (!free(box, target.node)) continue;
      placed.push(box);
      if (box.card) {
        ctx.fillStyle = paint.paper;
        ctx.fillRect(box.x, box.y + 1, box.w, box.h - 2);
      }
      ctx.lineWidth = 3.6;
      ctx.strokeStyle = paint.paper;
      ctx.strokeText(text, x, y);
      ctx.fillStyle = colour;
      ctx.fillText(text, x, y);
      return true;
    }
    return false;
  }

  return { draw, along, get placed() { return placed; }, forget: () => widths.clear() };
}
