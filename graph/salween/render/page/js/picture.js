// What the picture of ties shows, as SVG: for a file that others can print. The same marks, lines and names as on the canvas.

import { svg } from "./dom.js";
import { mix } from "./shapes.js";
import { UNKNOWN } from "./time.js";
import { FONT } from "./labels.js";

const OUTLINES = {
  square: "M-1-1H1V1H-1Z", diamond: "M0-1.2L1.2 0L0 1.2L-1.2 0Z", triangle: "M0-1.1L1 .75H-1Z", triangleDown: "M-1-.75H1L0 1.1Z",
  hexagon: "M-.5-.87H.5L1 0L.5.87H-.5L-1 0Z", star: "M0-1.1L.3-.35L1.05-.3L.45.2L.65.95L0 .5L-.65.95L-.45.2L-1.05-.3L-.3-.35Z",
};
const LINE_DASHES = { accepted: "", provisional: "1.6 3.6", disputed: "8 5", inferred: "" };

/** @param graph as makeGraph gives it @param theme the colours @param hullColour(n) of a group */
export function pictureOfTies(graph, theme, hullColours) {
  const { network, scene } = graph, canvas = network.canvas.frame.canvas;
  const width = canvas.clientWidth, height = canvas.clientHeight, scale = network.getScale(), view = network.getViewPosition();
  const at = ({ x, y }) => [(x - view.x) * scale + width / 2, (y - view.y) * scale + height / 2];
  const children = scene.kind === "map" ? [...hulls(), ...bundles()] : [...lines()];
  return svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FONT }, svg("rect", { width, height, fill: theme.paper }), ...children, ...marks(), ...names());

  function hulls() {
    return graph.hulls.filter((hull) => !graph.narrow || hull.members.filter((mark) => scene.best[graph.base.indexOf(mark)]).length > 1).map((hull, n) => {
      const fill = mix(hullColours[n % hullColours.length], theme.paper, theme.dark ? 0.17 : 0.085);
      return svg("polygon", { points: hull.points.map(([x, y]) => at({ x, y }).join(",")).join(" "), fill, stroke: fill, "stroke-width": 62 * scale, "stroke-linejoin": "round" });
    });
  }

  function bundles() {
    return graph.bundles.filter((bundle) => bundle.answer).flatMap((bundle) => {
      const a = graph.base[bundle.a], b = graph.base[bundle.b], bent = graph.bend(bundle);
      const [ax, ay] = at(a), [bx, by] = at(b), [cx, cy] = at({ x: (a.x + b.x) / 2 + (b.y - a.y) * bent, y: (a.y + b.y) / 2 - (b.x - a.x) * bent });
      const opacity = [0, 0.3, 0.62, 1][bundle.answer] * (bundle.across ? 0.3 : 0.62);
      return stroke(`M${ax} ${ay}Q${cx} ${cy} ${bx} ${by}`, bundle.style, bundle.answer, { stroke: theme.line, "stroke-width": 1.1, "stroke-opacity": opacity });
    });
  }

  function lines() {
    return [...scene.lines].flatMap(([id, line]) => {
      const edge = network.body.edges[id], type = edge?.edgeType;
      if (!edge?.from || !edge.to) return [];
      const isBent = Boolean(edge.options.smooth?.enabled), { from, to } = edge;
      const points = Array.from({ length: 13 }, (_, n) => (isBent ? type.getPoint(n / 12, type.getViaNode?.()) : { x: from.x + ((to.x - from.x) * n) / 12, y: from.y + ((to.y - from.y) * n) / 12 }));
      const d = `M${points.map((point) => at(point).join(" ")).join("L")}`, colour = line.faint ? theme.line : theme.ink;
      const drawn = stroke(d, line.style, line.answer, { stroke: colour, "stroke-width": line.faint ? 1 : 1.7, "stroke-opacity": [0, 0.34, 0.7, 1][line.answer] });
      if (!line.symmetric) {
        const [ex, ey] = at(points[12]), [px, py] = at(points[11]), turn = Math.atan2(ey - py, ex - px), r = 13 * scale;
        const tip = [ex - r * Math.cos(turn), ey - r * Math.sin(turn)], wing = (side) => [tip[0] - 10 * Math.cos(turn + side), tip[1] - 10 * Math.sin(turn + side)];
        drawn.push(svg("polygon", { points: [tip, wing(0.42), wing(-0.42)].map((p) => p.join(",")).join(" "), fill: colour, "fill-opacity": [0, 0.5, 0.8, 1][line.answer] }));
      }
      return drawn;
    });
  }

  /** A line by our reading; an inferred one is double. */
  function stroke(d, style, answer, look) {
    const dash = answer === UNKNOWN ? "2 6" : LINE_DASHES[style];
    if (style !== "inferred") return [svg("path", { d, fill: "none", "stroke-dasharray": dash, ...look })];
    return [svg("path", { d, fill: "none", ...look, "stroke-width": look["stroke-width"] * 2.8 }), svg("path", { d, fill: "none", stroke: theme.paper, "stroke-width": look["stroke-width"] * 1.1 })];
  }

  function marks() {
    return Object.values(network.body.nodes).filter((node) => network.body.nodeIndices.includes(node.id) && !node.options.hidden).map((node) => {
      const [x, y] = at(node), size = node.options.size * scale, { background, border } = node.options.color;
      const look = { fill: background, "fill-opacity": node.options.opacity, stroke: border, "stroke-width": node.options.borderWidth };
      const shape = OUTLINES[node.options.shape];
      return shape ? svg("path", { d: shape, transform: `translate(${x},${y}) scale(${size})`, ...look, "vector-effect": "non-scaling-stroke" }) : svg("circle", { cx: x, cy: y, r: size, ...look });
    });
  }

  function names() {
    return graph.placed.map(({ text, left, middle, size, weight, colour }) =>
      svg("text", { x: left, y: middle + size * 0.35, "font-size": size, "font-weight": weight, fill: colour, stroke: theme.paper, "stroke-width": 3.6, "stroke-linejoin": "round", "paint-order": "stroke" }, text));
  }
}
