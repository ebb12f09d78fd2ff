// What readers are told of a day, looked up in the runs that Python judged; and days and dates as the page writes them.
// A day is an ordinal of Python's datetime.date: 1 is the first of January of the year 1.

import { say, sayDate } from "./say.js";

/** What readers are told of a day, from weakest to strongest, as render/facts.py numbers it. */
export const NO = 0, UNKNOWN = 1, POSSIBLE = 2, OPEN = 3, CERTAIN = 4;
export const ANSWERS = ["no", "unknown", "possible", "open", "certain"];
export const ANSWER_WORDS = ANSWERS.map((answer) => say(`on ${answer}`));
const EPOCH = 719163;
const PARTS = ["year", "month", "day"];

/** The number of the run that a day lies in, given the first day of each. */
export function runOn(firsts, day) {
  let run = firsts.length - 1;
  while (run > 0 && firsts[run] > day) run--;
  return run;
}

/** What readers are told of a time on a day: `runs` are days and answers by turns. */
export function answerOn({ validities }, time, day) {
  const runs = validities.runs[time];
  let n = runs.length - 2;
  while (n > 0 && runs[n] > day) n -= 2;
  return runs[n + 1];
}

/** What readers are told of a record on a day. */
export function recordOn(raw, record, day) {
  return answerOn(raw, raw.records.validity[record], day);
}

/** What readers are told of a tie on a day. */
export function tieOn(raw, tie, day) {
  return answerOn(raw, raw.ties.validity[tie], day);
}

/** Tell whether what is not so on the day is still to come: a later run says more. */
export function isLater({ validities }, time, day) {
  const runs = validities.runs[time];
  return runs.some((first, n) => n % 2 === 0 && first > day && runs[n + 1] !== NO);
}

/** @param {number} day @returns {string} YYYY-MM-DD */
export function iso(day) {
  return new Date((day - EPOCH) * 864e5).toISOString().slice(0, 10);
}

/** @param {string} text YYYY-MM-DD @returns {number|null} */
export function dayOf(text) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(time) || iso(time / 864e5 + EPOCH) !== text ? null : time / 864e5 + EPOCH;
}

/** A day as a reader types it: YYYY-MM-DD, or with its month in words, as in 3 Aug 2024. @returns {number|null} */
export function readDay(text) {
  const [, day, word, year] = /^(\d{1,2})\s+(\p{L}{3,})\.?\s+(\d{4})$/u.exec(text.trim()) ?? [];
  if (!day) return dayOf(text.trim());
  const months = [...Array(12).keys()].map((n) => sayDate(["month"], 2000, n + 1).toLowerCase());
  const month = months.findIndex((name) => name.startsWith(word.toLowerCase())) + 1;
  return month ? dayOf(`${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`) : null;
}

/** @param {number} day @returns {string} 3 August 2024 */
export function dayWords(day) {
  return dateWords(iso(day));
}

/**
 * Say an EDTF date in words; what has no plain words is given as written.
 * @param {string} text
 * @returns {string}
 */
export function dateWords(text) {
  if (text === "" || text === "unknown") return text;
  if (text.startsWith("[") && text.endsWith("]")) {
    const inner = text.slice(1, -1);
    if (inner.includes(",")) return inner.split(",").map((part) => dateWords(part.trim())).reduce((a, b) => say("eitherDay", { a, b }));
    const [low, high] = inner.split("..").map((part) => part.trim());
    if (!low) return say("onOrBefore", { day: dateWords(high) });
    if (!high) return say("onOrAfter", { day: dateWords(low) });
    return low === high ? dateWords(low) : range(low, high, "betweenDays");
  }
  if (text.includes("/")) {
    const [low, high] = text.split("/");
    if (!low || low === "..") return say("upToDay", { day: dateWords(high) });
    if (!high || high === "..") return say("fromDayOn", { day: dateWords(low) });
    return range(low, high, "dayToDay");
  }
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([~?%])?$/.exec(text);
  if (!match) return /^\d{3}X$/.test(text) ? say("decade", { year: `${text.slice(0, 3)}0` }) : text;
  const [, year, month, dayOfMonth, mark] = match;
  const words = sayDate(PARTS.slice(0, dayOfMonth ? 3 : month ? 2 : 1), Number(year), Number(month ?? 1), Number(dayOfMonth ?? 1));
  return mark ? say(`date ${mark}`, { day: words }) : words;
}

function range(low, high, key) {
  const [a, b] = shared(low, high);
  return say(key, { a, b });
}

/** Two dates in words, the first without the month or year that they share. */
function shared(low, high) {
  const a = /^(\d{4})-(\d{2})-(\d{2})$/.exec(low), b = /^(\d{4})-(\d{2})-(\d{2})$/.exec(high);
  const parts = a && b && a[1] === b[1] ? (a[2] === b[2] ? ["day"] : ["day", "month"]) : PARTS;
  return [parts === PARTS ? dateWords(low) : sayDate(parts, Number(a[1]), Number(a[2]), Number(a[3])), dateWords(high)];
}

/** Python's words for a time, with its days as the page writes days: 2024-08-03 is 3 August 2024. */
export function typeset(words) {
  return words.replace(/(\d{4}-\d\d-\d\d) (and|to) (\d{4}-\d\d-\d\d)/g, (_, low, word, high) => shared(low, high).join(` ${word} `))
    .replace(/(?<![\w.-])\d{4}-\d\d(?:-\d\d)?(?![\w-])/g, dateWords);
}
