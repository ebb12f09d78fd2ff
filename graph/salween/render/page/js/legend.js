// The key of the picture: what each line means, and each kind that is in it.

import { el, lineSample, markSample, svg } from "./dom.js";
import { STYLE_WORDS } from "./words.js";
import { say } from "./say.js";

/** What lines and marks mean: each style, and each kind that is on the map. */
export function showLegend(holder, index, base) {
  const { raw } = index;
  const kinds = new Map();
  for (const mark of base) {
    const kind = raw.entities.kind[mark.entity];
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const top = [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 14).map(([kind]) => kind);
  holder.append(
    el("ul", {}, ...Object.entries(STYLE_WORDS).map(([style, words]) => el("li", {}, lineSample(style), words)),
      el("li", {}, svg("svg", { class: "line answer-1", width: 30, height: 10 }, svg("line", { x1: 1, x2: 29, y1: 5, y2: 5, stroke: "currentColor", "stroke-width": 1.6, "stroke-dasharray": "2 6" })), say("notKnownOn"))),
    el("ul", { class: "kinds" }, ...top.map((kind) => el("li", {}, markSample(raw.kinds.shape[kind], raw.kinds.colour[kind]), raw.kinds.label[kind]))),
  );
}
