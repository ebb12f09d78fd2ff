// The page's own words stand in words.json, in one table: to translate the page, translate that. {n} and the like are
// filled in; where a text has several forms, the number n chooses.

import WORDS from "../words.json" with { type: "json" };

const NUMBERS = new Intl.NumberFormat(WORDS.locale), PLURALS = new Intl.PluralRules(WORDS.locale);

/** Say a thing in the page's language. */
export function say(key, values = {}) {
  const words = WORDS[key], form = typeof words === "string" ? words : words[PLURALS.select(values.n)] ?? words.other;
  return form.replace(/\{(\w+)\}/g, (_, name) => (typeof values[name] === "number" ? NUMBERS.format(values[name]) : String(values[name])));
}
