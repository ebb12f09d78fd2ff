// Draws the list of shapes of overview.js on a canvas, in the units of the map.

import { trace } from "./shapes.js";
import { UNKNOWN } from "./time.js";

export const DASHES = { accepted: [], provisional: [1.6, 3.6], disputed: [8, 5], inferred: [], planned: [10, 3, 2, 3] };
/** Outlines of the marks, of about one unit's radius. */
export const OUTLINES = {
  square: "M-.9-.9H.9V.9H-.9Z", diamond: "M0-1.2L1.2 0L0 1.2L-1.2 0Z", triangle: "M0-1.1L1 .75H-1Z", triangleDown: "M-1-.75H1L0 1.1Z",
  hexagon: "M-.5-.87H.5L1 0L.5.87H-.5L-1 0Z", star: "M0-1.15L.32-.38L1.12-.33L.48.2L.7 1L0 .55L-.7 1L-.48.2L-1.12-.33L-.32-.38Z",
};
const outlines = new Map();

/** @param list as overview.js gives it */
export function paintMap(ctx, list, scale, paper) {
  ctx.save();
  ctx.lineJoin = "round";
  for (const { fill, ovals } of list.zones) {
    ctx.fillStyle = fill;
    for (const oval of ovals) ellipse(ctx, ...oval);
  }
  if (list.near) list.bubbles.forEach((bubble) => paintBubble(ctx, bubble, scale));
  list.strokes.forEach((stroke) => paintStroke(ctx, stroke, scale, paper));
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
  if (!list.near) list.bubbles.forEach((bubble) => paintBubble(ctx, bubble, scale));
  list.marks.forEach((mark) => paintMark(ctx, mark, scale));
  ctx.restore();
}

function ellipse(ctx, x, y, rx, ry) {
  ctx.beginPath();
  ctx.ellipse(x, y, rx, ry, 0, 0, 2 * Math.PI);
  ctx.fill();
}

function paintBubble(ctx, { x, y, rx, ry, fill, stroke, width }, scale) {
  ctx.fillStyle = fill;
  ellipse(ctx, x, y, rx, ry);
  if (!stroke) return;
  ctx.strokeStyle = stroke;
  ctx.lineWidth = width / scale;
  ctx.stroke();
}

function paintStroke(ctx, { a, b, bent, style, answer, alpha, width, colour }, scale, paper) {
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = colour;
  ctx.lineWidth = width / scale;
  ctx.setLineDash((answer === UNKNOWN ? [2, 6] : DASHES[style]).map((d) => (d * Math.max(1, width / 1.6)) / scale));
  trace(ctx, a, b, bent);
  if (style === "inferred" && answer !== UNKNOWN) {
    ctx.lineWidth *= 2.6;
    ctx.stroke();
    ctx.strokeStyle = paper;
    ctx.lineWidth /= 2.2;
    ctx.globalAlpha = 1;
  }
  ctx.stroke();
}

function paintMark(ctx, { x, y, r, shape, fill, alpha, ring }, scale) {
  ctx.globalAlpha = alpha;
  ctx.fillStyle = ctx.strokeStyle = fill;
  if (!outlines.has(shape)) outlines.set(shape, OUTLINES[shape] ? new Path2D(OUTLINES[shape]) : null);
  const outline = outlines.get(shape);
  if (outline) {
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(r, r);
    ctx.fill(outline);
    ctx.restore();
  } else ellipse(ctx, x, y, r, r);
  if (!ring) return;
  ctx.globalAlpha = 1;
  ctx.lineWidth = 2 / scale;
  ctx.beginPath();
  ctx.arc(x, y, r + 4 / scale, 0, 2 * Math.PI);
  ctx.stroke();
}
