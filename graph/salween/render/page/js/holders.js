// Who held each place: the runs that render/control.py packed, in words, and the look of each holder.

import { say } from "./say.js";
import { mix } from "./shapes.js";
import { dayWords } from "./time.js";
import { refLabel } from "./words.js";

/** Colours for holders, by how much they held; each also has a pattern of its own, so that colour is never alone. */
const COLOURS = ["#4477AA", "#CC6677", "#228833", "#BB9900", "#AA4499", "#33A0B8", "#EE7733", "#332288"];
export const PATTERNS = ["plain", "dots", "lines", "rings", "grid", "slant", "waves", "bars"];

/** The places of the runs, as numbers of entities. */
export function heldPlaces(index) {
  return index.raw.control.place;
}

/** The run of a place that holds a day: {answer, since, claims, first, next}, or null where there is none. */
export function stateOn(index, place, day) {
  const { control, dataset } = index.raw, row = control.place.indexOf(place);
  if (row < 0) return null;
  if (day > dataset.coversTo) return { answer: control.answers.indexOf("beyond coverage"), since: null, claims: [], first: dataset.coversTo + 1, next: null };
  return runsOf(index, place).findLast((run) => run.first <= day) ?? null;
}

/** The runs of a place in order. */
export function runsOf(index, place) {
  const { control, dataset } = index.raw, row = control.place.indexOf(place);
  if (row < 0) return [];
  return control.first[row].map((first, n) => ({
    first, next: control.first[row][n + 1] ?? dataset.coversTo + 1, answer: control.answer[row][n], since: control.since[row][n], claims: control.claims[row][n],
  }));
}

/** Those who hold, claim or contest, each once. */
export function holdersOf(index, state) {
  return [...new Set(state.claims.map((record) => index.raw.records.subject[record]))];
}

/** The answer in words: "held by MNDAA", "not known since 3 May 2025". */
export function stateWords(index, state, language, brief = false) {
  const answer = index.raw.control.answers[state.answer], words = say(`answer ${answer}`);
  if (answer === "no record" || answer === "beyond coverage") return words;
  if (answer === "unknown") return state.since === null ? words : say("sinceDay", { words, day: dayWords(state.since) });
  const names = holdersOf(index, state).map((ref) => (brief && ref >= 0 ? index.shortLabel(ref, language) : refLabel(index, ref, language)));
  const isJoint = answer === "shared" || answer === "handover" || answer === "contested";
  return `${words} ${isJoint ? names.reduce((a, b) => say("both ends", { a, b })) : names.join(", ")}`;
}

/** The look of each holder, {colour, pattern}: the ones who held the most places for longest come first. */
export function looksOf(index) {
  const { control } = index.raw, weight = new Map();
  for (const place of control.place) {
    for (const run of runsOf(index, place)) {
      for (const holder of run.answer > 1 ? holdersOf(index, run) : []) weight.set(holder, (weight.get(holder) ?? 0) + Math.min(2000, run.next - Math.max(run.first, 1)));
    }
  }
  const order = [...weight].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([holder]) => holder);
  return new Map(order.map((holder, n) => [holder, { colour: COLOURS[n] ?? "#777777", pattern: PATTERNS[n % PATTERNS.length], rank: n }]));
}

/** A holder's colour on paper of either kind, so that ink stands out on it. */
export function tintOf(look, theme) {
  return mix(look?.colour ?? "#777777", theme.paper, theme.dark ? 0.55 : 0.42);
}
