// Who held each place: the runs that render/control.py packed, in words, and the look of each holder.

import { mix } from "./shapes.js";
import { runOn, typeset } from "./time.js";

/** Colours for holders, by how much they held; each also has a pattern of its own, so that colour is never alone. */
const COLOURS = ["#4477AA", "#CC6677", "#228833", "#BB9900", "#AA4499", "#33A0B8", "#EE7733", "#332288"];
export const PATTERNS = ["plain", "dots", "lines", "rings", "grid", "slant", "waves", "bars"];

/** The places of the runs, as numbers of entities. */
export function heldPlaces(index) {
  const { control } = index.raw;
  return control.place.filter((_, row) => control.shown[row]);
}

/** The run of a place that a day lies in, or null where nobody ever held it: as `runsOf` gives runs. */
export function stateOn(index, place, day) {
  const runs = runsOf(index, place);
  return runs.length ? runs[runOn(runs.map(({ first }) => first), day)] : null;
}

/** The runs of a place in order: {first, next, answer, words, holders, claims}; `answer` is the key of its words. */
export function runsOf(index, place) {
  const { control } = index.raw, row = control.place.indexOf(place);
  if (row < 0 || !control.shown[row]) return [];
  return control.first[row].map((first, n) => ({
    first, next: control.first[row][n + 1] ?? Infinity, answer: control.answers[control.answer[row][n]], words: control.words[row][n], holders: control.holders[row][n], claims: control.claims[row][n],
  }));
}

/** Does anybody know of the place on these days? */
export const isTold = (state) => Boolean(state) && state.answer !== "no record";

/** One state for each answer among some, in the order in which the vocabulary has them: for a key. */
export function statesIn(index, states) {
  const order = ({ answer }) => index.raw.control.answers.indexOf(answer);
  return [...new Map(states.map((state) => [state.answer, state])).values()].sort((a, b) => order(a) - order(b));
}

/** The answer in words, with the names in the reader's language: "held by MNDAA; contested by the army". */
export function stateWords(index, state, language, brief = false) {
  const called = (_, ref) => (brief ? index.shortLabel(Number(ref), language) : index.label(Number(ref), language));
  return typeset(index.text(state.words)).replace(/\{(\d+)\}/g, called);
}

/** The look of each holder, {colour, pattern}: the ones who held the most places for longest come first. */
export function looksOf(index) {
  const weight = new Map();
  for (const place of heldPlaces(index)) {
    for (const run of runsOf(index, place)) {
      for (const holder of run.answer === "unknown" ? [] : run.holders) weight.set(holder, (weight.get(holder) ?? 0) + Math.min(2000, run.next - Math.max(run.first, 1)));
    }
  }
  const order = [...weight].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([holder]) => holder);
  return new Map(order.map((holder, n) => [holder, { colour: COLOURS[n] ?? "#777777", pattern: PATTERNS[n % PATTERNS.length], rank: n }]));
}

/** A holder's colour on paper of either kind, so that ink stands out on it. */
export function tintOf(look, theme) {
  return mix(look?.colour ?? "#777777", theme.paper, theme.dark ? 0.55 : 0.42);
}
