// What the picture of ties shows, as SVG: for a file that others can print. The same marks, lines and names as on the canvas.

import { svg } from "./dom.js";
import { FONT } from "./labels.js";
import { DASHES, OUTLINES } from "./paint.js";
import { UNKNOWN } from "./time.js";

/** @param graph as makeGraph gives it @param theme the colours */
export function pictureOfTies(graph, theme) {
  const { network, scene, shapes } = graph, canvas = network.canvas.frame.canvas, isMap = scene.kind === "map";
  const width = canvas.clientWidth, height = canvas.clientHeight, scale = network.getScale(), view = network.getViewPosition();
  const at = ({ x, y }) => [(x - view.x) * scale + width / 2, (y - view.y) * scale + height / 2];
  const ground = isMap ? shapes.zones.flatMap(({ fill, ovals }) => ovals.map(([x, y, rx, ry]) => oval({ x, y, rx, ry, fill }))) : [];
  const bubbles = isMap ? shapes.bubbles.map(oval) : [], drawn = isMap ? strokes() : lines();
  const children = isMap && shapes.near ? [...ground, ...bubbles, ...drawn] : [...ground, ...drawn, ...bubbles];
  return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FONT }, svg("rect", { width, height, fill: theme.paper }), ...children, ...(isMap ? shapes.marks.map(mapMark) : marks()), ...names());

  function oval({ x, y, rx, ry, fill, stroke, width: wide }) {
    const [cx, cy] = at({ x, y });
    return svg("ellipse", { cx, cy, rx: rx * scale, ry: ry * scale, fill, stroke: stroke || undefined, "stroke-width": stroke ? wide : undefined });
  }

  function strokes() {
    return shapes.strokes.flatMap(({ a, b, bent, style, answer, alpha, width: wide, colour }) => {
      const [ax, ay] = at(a), [bx, by] = at(b), [cx, cy] = at({ x: (a.x + b.x) / 2 + (b.y - a.y) * bent, y: (a.y + b.y) / 2 - (b.x - a.x) * bent });
      return stroke(`M${ax} ${ay}Q${cx} ${cy} ${bx} ${by}`, style, answer, { stroke: colour, "stroke-width": wide, "stroke-opacity": alpha });
    });
  }

  function mapMark({ x, y, r, shape, fill, alpha }) {
    const [cx, cy] = at({ x, y });
    return shapeOf(shape, cx, cy, r * scale, { fill, "fill-opacity": alpha });
  }

  function shapeOf(shape, x, y, size, look) {
    return OUTLINES[shape] ? svg("path", { d: OUTLINES[shape], transform: `translate(${x},${y}) scale(${size})`, ...look, "vector-effect": "non-scaling-stroke" }) : svg("circle", { cx: x, cy: y, r: size, ...look });
  }

  function lines() {
    return [...scene.lines].flatMap(([id, line]) => {
      const edge = network.body.edges[id], type = edge?.edgeType;
      if (!edge?.from || !edge.to) return [];
      const isBent = Boolean(edge.options.smooth?.enabled), { from, to } = edge;
      const points = Array.from({ length: 13 }, (_, n) => (isBent ? type.getPoint(n / 12, type.getViaNode?.()) : { x: from.x + ((to.x - from.x) * n) / 12, y: from.y + ((to.y - from.y) * n) / 12 }));
      const d = `M${points.map((point) => at(point).join(" ")).join("L")}`, colour = line.faint ? theme.line : theme.ink;
      const drawn = stroke(d, line.style, line.answer, { stroke: colour, "stroke-width": line.faint ? 1 : 1.7, "stroke-opacity": [0, 0.34, 0.7, 1, 1][line.answer] });
      if (!line.symmetric) {
        const [ex, ey] = at(points[12]), [px, py] = at(points[11]), turn = Math.atan2(ey - py, ex - px), r = 13 * scale;
        const tip = [ex - r * Math.cos(turn), ey - r * Math.sin(turn)], wing = (side) => [tip[0] - 10 * Math.cos(turn + side), tip[1] - 10 * Math.sin(turn + side)];
        drawn.push(svg("polygon", { points: [tip, wing(0.42), wing(-0.42)].map((p) => p.join(",")).join(" "), fill: colour, "fill-opacity": [0, 0.5, 0.8, 1, 1][line.answer] }));
      }
      return drawn;
    });
  }

  /** A line by our reading; an inferred one is double. */
  function stroke(d, style, answer, look) {
    const dash = answer === UNKNOWN ? "2 6" : DASHES[style].join(" ");
    if (style !== "inferred") return [svg("path", { d, fill: "none", "stroke-dasharray": dash, ...look })];
    return [svg("path", { d, fill: "none", ...look, "stroke-width": look["stroke-width"] * 2.8 }), svg("path", { d, fill: "none", stroke: theme.paper, "stroke-width": look["stroke-width"] * 1.1 })];
  }

  function marks() {
    return Object.values(network.body.nodes).filter((node) => network.body.nodeIndices.includes(node.id) && !node.options.hidden).map((node) => {
      const [x, y] = at(node), size = node.options.size * scale, { background, border } = node.options.color;
      const look = { fill: background, "fill-opacity": node.options.opacity, stroke: border, "stroke-width": node.options.borderWidth };
      return shapeOf(node.options.shape, x, y, size, look);
    });
  }

  /** The names where they stand on the screen, as wide as they are there, whatever font the file is opened with. */
  function names() {
    return graph.placed.map(({ text, left, middle, size, weight, colour, w }) =>
      svg("text", { textLength: Math.max(1, w - 4), lengthAdjust: "spacingAndGlyphs", x: left, y: middle + size * 0.35, "font-size": size, "font-weight": weight, fill: colour, stroke: theme.paper, "stroke-width": 3.6, "stroke-linejoin": "round", "paint-order": "stroke" }, text));
  }
}
