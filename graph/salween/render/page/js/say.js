// The page's own words stand in words.json, in one table: to translate the page, translate that. {n} and the like are
// filled in; where a text has several forms, the number n chooses.

import WORDS from "../words.json" with { type: "json" };

const NUMBERS = new Intl.NumberFormat(WORDS.locale), PLURALS = new Intl.PluralRules(WORDS.locale), DATES = new Map();

function form(key, { n }) {
  const words = WORDS[key];
  return typeof words === "string" ? words : words[PLURALS.select(n)] ?? words.other;
}

/** Say a thing in the page's language. */
export function say(key, values = {}) {
  return form(key, values).replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? NUMBERS.format(values[name]) : String(values[name])));
}

/** The same with elements among the values: the pieces in their order. */
export function sayPieces(key, values) {
  return form(key, values).split(/\{(\w+)\}/g).flatMap((part, n) => (n % 2 ? values[part] : part));
}

/** A day, or a month, or a year, as the page's language writes it; `parts` names the parts that are said. */
export function sayDate(parts, year, month = 1, day = 1) {
  const key = parts.join();
  if (!DATES.has(key)) DATES.set(key, new Intl.DateTimeFormat(WORDS.locale, { timeZone: "UTC", ...Object.fromEntries(parts.map((part) => [part, part === "month" ? "long" : "numeric"])) }));
  return DATES.get(key).format(new Date(Date.UTC(year, month - 1, day)));
}
