// Shapes and sums of the picture that need no canvas of their own: bundles, rings, boxes, colours.

/** The pairs of drawn marks that have ties, with all of these. */
export function bundlesOf(index, base) {
  const { raw } = index, count = base.length;
  const number = new Map(base.map((mark, n) => [mark.entity, n])), group = base.map((mark) => raw.entities.group[mark.entity]);
  const found = new Map();
  for (let tie = 0; tie < index.ties; tie++) {
    const a = number.get(raw.ties.subject[tie]), b = number.get(raw.ties.object[tie]);
    if (a === undefined || b === undefined || a === b) continue;
    const key = a < b ? a * count + b : b * count + a;
    let bundle = found.get(key);
    if (!bundle) found.set(key, (bundle = { a: Math.min(a, b), b: Math.max(a, b), all: [], ties: [], across: group[a] !== group[b] || group[a] < 0 }));
    bundle.all.push(tie);
  }
  return [...found.values()];
}

/**
 * Angles on an ellipse, the same way along it from each to the next, clockwise; none at the right, where the name
 * of the middle stands.
 */
export function even(count, rx, ry) {
  const steps = 720, lengths = [0];
  for (let n = 1; n <= steps; n++) {
    const a = (n / steps) * 2 * Math.PI, b = ((n - 1) / steps) * 2 * Math.PI;
    lengths.push(lengths[n - 1] + Math.hypot(rx * (Math.sin(a) - Math.sin(b)), ry * (Math.cos(a) - Math.cos(b))));
  }
  const found = [], shift = (((count / 4) % 1) + 0.5) % 1;
  for (let k = 0, n = 0; k < count; k++) {
    while (n < steps && lengths[n] < ((k + shift) / count) * lengths[steps]) n++;
    found.push((n / steps) * 2 * Math.PI - Math.PI / 2);
  }
  return found;
}

export function overlap(a, b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

export function trace(ctx, a, b, bent) {
  ctx.beginPath();
  ctx.moveTo(a.x, a.y);
  if (bent) ctx.quadraticCurveTo((a.x + b.x) / 2 + (b.y - a.y) * bent, (a.y + b.y) / 2 - (b.x - a.x) * bent, b.x, b.y);
  else ctx.lineTo(b.x, b.y);
}

/** The distance of a point from a line, straight or bent, sampled in a few pieces. */
export function distance(x, y, a, b, bent) {
  const cx = (a.x + b.x) / 2 + (b.y - a.y) * bent, cy = (a.y + b.y) / 2 - (b.x - a.x) * bent;
  const at = (t) => [(1 - t) ** 2 * a.x + 2 * t * (1 - t) * cx + t * t * b.x, (1 - t) ** 2 * a.y + 2 * t * (1 - t) * cy + t * t * b.y];
  let least = Infinity, [px, py] = at(0);
  const pieces = bent ? 10 : 1;
  for (let n = 1; n <= pieces; n++) {
    const [qx, qy] = at(n / pieces);
    const dx = qx - px, dy = qy - py, square = dx * dx + dy * dy || 1;
    const t = Math.max(0, Math.min(1, ((x - px) * dx + (y - py) * dy) / square));
    least = Math.min(least, Math.hypot(x - px - t * dx, y - py - t * dy));
    [px, py] = [qx, qy];
  }
  return least;
}

/** How tall a line of a script is, in parts of its size: Burmese stacks, Thai has marks above and below. */
export function tall(text) {
  return /[\u1000-\u109f]/.test(text) ? 1.9 : /[\u0e00-\u0e7f]/.test(text) ? 1.6 : 1.28;
}

export function mix(colour, other, part) {
  const read = (hex) => [1, 3, 5].map((i) => parseInt((hex.length < 7 ? `#${[...hex.slice(1)].map((c) => c + c).join("")}` : hex).slice(i, i + 2), 16));
  const a = read(colour), b = read(other);
  return `#${a.map((v, i) => Math.round(v * part + b[i] * (1 - part)).toString(16).padStart(2, "0")).join("")}`;
}

export function solid(colour) {
  return { background: colour, border: colour, highlight: { background: colour, border: colour }, hover: { background: colour, border: colour } };
}

export function compare(a, b) {
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return a[n] - b[n];
  return 0;
}
