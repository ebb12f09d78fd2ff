// Fills that tell answers and holders apart without colour: a pattern for each holder, and one for each kind of doubt.

import { svg } from "./dom.js";
import { tintOf } from "./holders.js";

const SIZE = 10;

/**
 * Fills for one drawing; the patterns go into its <defs>.
 * @param looks of holders, from `looksOf`
 * @param prefix keeps the ids of two drawings apart
 */
export function makeFills(index, looks, theme, prefix) {
  const defs = svg("defs"), known = new Map();

  function pattern(key, size, ...children) {
    if (!known.has(key)) {
      const id = `${prefix}-${known.size}`;
      known.set(key, `url(#${id})`);
      defs.append(svg("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" }, ...children));
    }
    return known.get(key);
  }

  const ground = (colour, size = SIZE) => svg("rect", { width: size, height: size, fill: colour });
  const ink = () => ({ stroke: theme.ink, "stroke-opacity": 0.26, "stroke-width": 1, fill: "none" });

  /** Marks of a holder's own pattern, over its tint. */
  function marksOf(kind) {
    const dot = (x, y, r = 1.1) => svg("circle", { cx: x, cy: y, r, fill: theme.ink, "fill-opacity": 0.28 });
    const line = (d) => svg("path", { d, ...ink() });
    return {
      plain: [], dots: [dot(2.5, 2.5), dot(7.5, 7.5)], lines: [line("M0 2.5H10M0 7.5H10")], rings: [svg("circle", { cx: 5, cy: 5, r: 2.4, ...ink() })],
      grid: [line("M0 5H10M5 0V10")], slant: [line("M0 10L10 0M-2 2L2 -2M8 12L12 8")], waves: [line("M0 4Q2.5 1 5 4T10 4M0 9Q2.5 6 5 9T10 9")], bars: [line("M2.5 0V10M7.5 0V10")],
    }[kind] ?? [];
  }

  function holderFill(holder) {
    const look = looks.get(holder);
    return pattern(`holder ${holder}`, SIZE, ground(tintOf(look, theme)), ...marksOf(look?.pattern ?? "plain"));
  }

  /** The fill of a state, and how its edge is drawn: {fill, stroke, dash}. */
  function fillOf(state) {
    const { answer, holders } = state;
    const tint = (n) => tintOf(looks.get(holders[n] ?? holders[0]), theme);
    const edge = { stroke: theme.muted, dash: "" };
    const stripes = (width) => svg("path", { d: `M0 ${SIZE}L${SIZE} 0M-3 3L3 -3M${SIZE - 3} ${SIZE + 3}L${SIZE + 3} ${SIZE - 3}`, stroke: tint(1), "stroke-width": width });
    if (answer === "held") return { fill: holderFill(holders[0]), ...edge };
    if (answer === "probably held") return { fill: holderFill(holders[0]), stroke: theme.ink, dash: "4 3", opacity: 0.62 };
    if (answer === "claimed by") return { fill: theme.paper, stroke: theme.ink, dash: "1.5 3" };
    if (answer === "shared") return { fill: pattern(`shared ${holders}`, SIZE, ground(tint(0)), svg("rect", { y: SIZE / 2, width: SIZE, height: SIZE / 2, fill: tint(1) })), ...edge };
    if (answer === "contested" || answer === "besieged") return { fill: pattern(`contested ${holders}`, SIZE, ground(tint(0)), stripes(4.4)), stroke: theme.ink, dash: "" };
    if (answer === "handover") return { fill: pattern(`handover ${holders}`, SIZE, ground(tint(0)), svg("path", { d: `M0 0L${SIZE} ${SIZE / 2}L0 ${SIZE}Z`, fill: tint(1) })), stroke: theme.ink, dash: "" };
    if (answer === "disputed") return { fill: pattern(`disputed ${holders}`, SIZE, ground(tint(0)), stripes(2), svg("path", { d: `M0 0L${SIZE} ${SIZE}`, stroke: theme.ink, "stroke-opacity": 0.5 })), stroke: theme.no, dash: "" };
    if (answer === "unknown") return { fill: pattern("unknown", SIZE, ground(theme.paper), svg("circle", { cx: 5, cy: 5, r: 0.9, fill: theme.muted })), stroke: theme.line, dash: "2 4" };
    return { fill: theme.paper, stroke: theme.rule, dash: "" };
  }

  return { defs, fillOf, holderFill };
}

/** A key of the answers and of the holders that are seen, as SVG groups of a swatch and words, from a height down. */
export function answerKey(index, fills, theme, seen, looks, words, language) {
  const rows = seen.map((state) => ({ ...fills.fillOf(state), text: words(state) }));
  const holders = [...looks].slice(0, 9).map(([holder]) => ({ fill: fills.holderFill(holder), stroke: theme.muted, dash: "", text: holder >= 0 ? index.shortLabel(holder, language) : "" }));
  const item = ({ fill, stroke, dash, opacity, text }, n, x) => svg("g", { transform: `translate(${x},${n * 20})` },
    svg("rect", { width: 26, height: 13, rx: 2, fill, stroke, "stroke-dasharray": dash, "fill-opacity": opacity }), svg("text", { x: 33, y: 11, "font-size": 12, fill: theme.soft }, text));
  return svg("g", {}, ...holders.map((row, n) => item(row, n, 0)), ...rows.map((row, n) => item(row, n, 170)));
}
