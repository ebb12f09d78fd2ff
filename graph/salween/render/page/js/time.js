// "Did it hold on that day?" as judge/when.py answers it, from the same days; and days and dates in words.
// A day is an ordinal of Python's datetime.date: 1 is the first of January of the year 1.

import { say, sayDate } from "./say.js";

/** The four answers, from weakest to strongest, as infer.py orders them. */
export const NO = 0, UNKNOWN = 1, POSSIBLE = 2, CERTAIN = 3;
export const ANSWER_WORDS = ["no", "unknown", "possible", "certain"].map((answer) => say(`on ${answer}`));
const EPOCH = 719163;
const PARTS = ["year", "month", "day"];

/**
 * Did it hold on the day?
 * @param {Record<string, any[]>} v the validities, as columns; `certain` and `possible` are [first, last] or null
 * @param {number} i which of them
 * @param {number} day
 */
export function holdsOn(v, i, day) {
  if (v.endLatest[i] !== null && day >= v.endLatest[i]) return NO;
  if (v.startEarliest[i] !== null && day < v.startEarliest[i]) return NO;
  return has(v.certain[i], day) ? CERTAIN : has(v.possible[i], day) ? POSSIBLE : UNKNOWN;
}

/** Tell whether a stretch of days, open where an end is null, has the day. */
function has(days, day) {
  return days !== null && (days[0] === null || days[0] <= day) && (days[1] === null || day <= days[1]);
}

/** Had it happened by the day? For what occurs and does not last. */
export function happenedBy(v, i, day) {
  if (v.startLatest[i] !== null && v.startLatest[i] <= day) return CERTAIN;
  if (v.startEarliest[i] !== null) return v.startEarliest[i] <= day ? POSSIBLE : NO;
  return UNKNOWN;
}

/** Does a record belong to the day: does it hold, or, for an occurrence, has it happened by then? */
export function recordOn(raw, record, day) {
  const kinds = raw.records.isEvent[record] ? raw.eventKinds : raw.predicates;
  const v = raw.records.validity[record];
  return kinds.occurs[raw.records.term[record]] ? happenedBy(raw.validities, v, day) : holdsOn(raw.validities, v, day);
}

/** Does a tie belong to the day? A conclusion does as far as the weakest record that it rests on. */
export function tieOn(raw, tie, day) {
  const v = raw.ties.validity[tie];
  if (raw.ties.record[tie] < 0) {
    return Math.min(...raw.conclusions.restsOn[v].map((record) => recordOn(raw, record, day)));
  }
  const occurs = raw.predicates.occurs[raw.ties.predicate[tie]];
  return occurs ? happenedBy(raw.validities, v, day) : holdsOn(raw.validities, v, day);
}

/** Tell whether what does not hold on the day is still to come. */
export function isLater(v, i, day) {
  return v.startEarliest[i] !== null && day < v.startEarliest[i];
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

/** Say two dates without repeating the month or year that they share. */
function range(low, high, key) {
  const a = /^(\d{4})-(\d{2})-(\d{2})$/.exec(low), b = /^(\d{4})-(\d{2})-(\d{2})$/.exec(high);
  if (a && b && a[1] === b[1]) {
    const shared = a[2] === b[2] ? ["day"] : ["day", "month"];
    return say(key, { a: sayDate(shared, Number(a[1]), Number(a[2]), Number(a[3])), b: dateWords(high) });
  }
  return say(key, { a: dateWords(low), b: dateWords(high) });
}

/** Say when a record or a role held, from its dates as written. */
export function spanWords(from, until, date) {
  if (date) return dateWords(date);
  const plain = (text) => text && text !== "unknown" && !text.startsWith("[");
  if (plain(from) && plain(until)) return say("fromUntil", { from: dateWords(from), until: dateWords(until) });
  const start = from === "unknown" ? say("startUnknown") : from.startsWith("[") ? say("began", { day: dateWords(from) }) : from && say("fromDay", { day: dateWords(from) });
  const end = until === "unknown" ? say("endUnknown") : until.startsWith("[") ? say("ended", { day: dateWords(until) }) : until && say("untilDay", { day: dateWords(until) });
  return [start, end].filter(Boolean).join(", ");
}
