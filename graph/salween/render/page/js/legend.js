// The key of the picture: what each line means, and each kind that is in it.

import { el, lineSample, markSample, svg } from "./dom.js";
import { STYLE_WORDS } from "./words.js";
import { say } from "./say.js";

/** The kinds of some entities, those with most first. */
export function kindsOf(index, entities) {
  const kinds = new Map();
  for (const entity of entities) kinds.set(index.raw.entities.kind[entity], (kinds.get(index.raw.entities.kind[entity]) ?? 0) + 1);
  return [...kinds].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([kind]) => kind);
}

/** What lines and marks mean: each style, and each kind that is on the map. */
export function showLegend(holder, index, base) {
  const { raw } = index, top = kindsOf(index, base.map((mark) => mark.entity)).slice(0, 14);
  holder.append(
    el("ul", {}, ...Object.entries(STYLE_WORDS).map(([style, words]) => el("li", {}, lineSample(style), words)),
      el("li", {}, svg("svg", { class: "line answer-1", width: 30, height: 10 }, svg("line", { x1: 1, x2: 29, y1: 5, y2: 5, stroke: "currentColor", "stroke-width": 1.6, "stroke-dasharray": "2 6" })), say("notKnownOn")),
      el("li", {}, lineSample("accepted", 2), say("possibleOn")),
      el("li", {}, svg("svg", { class: "line", width: 30, height: 12 }, svg("ellipse", { cx: 15, cy: 6, rx: 9, ry: 5.4, fill: "currentColor", "fill-opacity": 0.22, stroke: "currentColor" })), say("keyBubble")),
      el("li", {}, svg("svg", { class: "line answer-1", width: 30, height: 10 }, svg("line", { x1: 1, x2: 29, y1: 5, y2: 5, stroke: "currentColor", "stroke-width": 4.5 })), say("keyWidth"))),
    el("ul", { class: "kinds" }, ...top.map((kind) => el("li", {}, markSample(raw.kinds.shape[kind], raw.kinds.colour[kind]), raw.kinds.label[kind]))),
  );
}
