// Elements made of text only: no string of the record is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element. Attributes that are undefined or false are left out; functions are listeners (`onclick`).
 * @param {string} tag
 * @param {Record<string, unknown>} attributes
 * @param {...(Node|string|null|undefined|false)} children
 */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Make an SVG element in the same way. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false && value !== null) node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

/** A link that leaves the page: http and https only, else plain text. */
export function outLink(address, ...children) {
  if (!/^https?:\/\//i.test(address)) return el("span", {}, ...children);
  return el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, ...children);
}

/** A sample of a line, as ties of that reading are drawn. */
export function lineSample(style, answer = 4) {
  const strokes = { accepted: {}, provisional: { "stroke-dasharray": "1.5 4", "stroke-linecap": "round" }, disputed: { "stroke-dasharray": "7 4" }, planned: { "stroke-dasharray": "9 3 2 3" } };
  const lines = style === "inferred" ? [3, 7] : [5];
  return svg("svg", { class: `line answer-${answer}`, width: 30, height: 10, "aria-hidden": true },
    ...lines.map((y) => svg("line", { x1: 1, x2: 29, y1: y, y2: y, stroke: "currentColor", "stroke-width": style === "inferred" ? 1.2 : answer === 2 ? 1 : 1.8, ...strokes[style] })));
}

const POINTS = {
  square: "2,2 10,2 10,10 2,10", diamond: "6,1 11,6 6,11 1,6", triangle: "6,1 11,10 1,10", triangleDown: "1,2 11,2 6,11",
  hexagon: "3.5,1.5 8.5,1.5 11,6 8.5,10.5 3.5,10.5 1,6", star: "6,0.5 7.5,4.3 11.6,4.5 8.4,7 9.5,11 6,8.7 2.5,11 3.6,7 0.4,4.5 4.5,4.3",
};

/** A sample of a mark: the shape and colour of a kind. */
export function markSample(shape, colour) {
  const mark = POINTS[shape] ? svg("polygon", { points: POINTS[shape], fill: colour }) : svg("circle", { cx: 6, cy: 6, r: 4.6, fill: colour });
  return svg("svg", { class: "mark", width: 12, height: 12, viewBox: "0 0 12 12", "aria-hidden": true }, mark);
}
