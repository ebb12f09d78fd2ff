// Sentences of the page: what a record says, when, how we read it, and how to cite it. Text only, no elements.

import { NEGATED, PLANNED, STATUS } from "./index.js";
import { say } from "./say.js";
import { dateWords, dayWords, spanWords, recordOn, ANSWER_WORDS, holdsOn, CERTAIN, POSSIBLE, UNKNOWN } from "./time.js";

/** The name of an entity, or the title of an event. */
export function refLabel(index, ref, language) {
  if (ref === null) return "";
  if (ref >= 0) return index.label(ref, language);
  return -1 - ref < index.records ? eventTitle(index, -1 - ref, language) : say("anEvent");
}

/** A short title of an event: what it was and who took part, the first four. */
export function eventTitle(index, record, language) {
  const { raw } = index;
  if (!raw.records.isEvent[record]) return claimWords(index, record, language);
  const kind = raw.eventKinds.label[raw.records.term[record]];
  const minor = new Set(["about", "place", "document", "case", "platform", "organizer", "witnesses", "orders", "list", "land"]);
  const fills = index.fillsOf[record].filter((fill) => !minor.has(raw.roles.key[raw.fills.role[fill]]));
  const names = [...new Set(fills.map((fill) => raw.fills.actor[fill]).filter((ref) => ref >= 0))].map((ref) => index.label(ref, language));
  const shown = names.length > 4 ? say("namesAndMore", { names: names.slice(0, 3).join(", "), n: names.length - 3 }) : names.join(", ");
  return shown ? say("titled", { kind: capital(kind), names: shown }) : capital(kind);
}

/** The part of its object that a record speaks of, in brackets after a space; nothing where it is the whole. */
export function partWords(index, record) {
  const part = partOf(index, record);
  return part ? ` (${part})` : "";
}

/** The extent of a record, or nothing: a hold of the wards is none of the town. */
export function partOf(index, record) {
  const cells = record < 0 ? [] : index.raw.records.qualifiers[record];
  const at = cells.findIndex((cell, n) => n % 2 === 0 && index.text(cell) === "extent");
  return at < 0 ? "" : index.text(cells[at + 1]);
}

/** A claim as a sentence without its dates. */
export function claimWords(index, record, language) {
  const { raw } = index;
  const predicate = raw.predicates.label[raw.records.term[record]];
  const object = raw.records.object[record];
  const value = object === null ? index.text(raw.records.value[record]) : refLabel(index, object, language);
  const colon = object === null ? ":" : "";
  return `${refLabel(index, raw.records.subject[record], language)} ${predicate}${colon} ${value}${partWords(index, record)}`;
}

/** A record as a title, with a word in front where it is planned or negated. */
export function recordWords(index, record, language) {
  const flags = index.raw.records.flags[record];
  const words = eventTitle(index, record, language);
  if (flags & NEGATED) return say("knownNotSo", { words });
  return flags & PLANNED ? say("plannedSo", { words }) : words;
}

/** When a record held or happened, as its author wrote it. */
export function whenWords(index, record) {
  const { records } = index.raw;
  return spanWords(index.text(records.from[record]), index.text(records.until[record]), index.text(records.date[record]));
}

/** What the record says of one day. */
export function answerWords(index, record, day) {
  const { raw } = index;
  const kinds = raw.records.isEvent[record] ? raw.eventKinds : raw.predicates;
  const answer = recordOn(raw, record, day);
  const on = dayWords(day);
  if (kinds.occurs[raw.records.term[record]]) {
    return say(`happened ${ANSWERS[answer]}`, { day: on });
  }
  return say(`held ${ANSWERS[answer]}`, { day: on });
}

/** How a line is drawn, and the words for it. A tie whose ends are disputed is drawn as disputed. */
export function lineStyle(index, tie) {
  const { ties } = index.raw;
  if (ties.record[tie] < 0) return "inferred";
  if (ties.status[tie] === STATUS.disputed) return "disputed";
  return ties.status[tie] === STATUS.accepted ? "accepted" : "provisional";
}

const ANSWERS = ["no", "unknown", "possible", "certain"];

export const STYLE_WORDS = Object.fromEntries(["accepted", "provisional", "disputed", "inferred", "planned"].map((style) => [style, say(`style ${style}`)]));

/** The dates of a tie in few words: of its record, narrowed to the one who has dates of its own. */
export function tieWhen(index, tie) {
  const { raw } = index;
  const record = raw.ties.record[tie];
  if (record < 0) return "";
  const ends = [raw.ties.subject[tie], raw.ties.object[tie]];
  for (const fill of index.fillsOf[record]) {
    const from = index.text(raw.fills.from[fill]), until = index.text(raw.fills.until[fill]);
    if ((from || until) && ends.includes(raw.fills.actor[fill])) {
      return spanWords(from || index.text(raw.records.from[record]), until || index.text(raw.records.until[record]), "");
    }
  }
  return whenWords(index, record);
}

/** The last day on which a lasting tie is known to have held, in words, or nothing. */
export function confirmedWords(index, record) {
  const day = index.raw.validities.confirmed[index.raw.records.validity[record]];
  return day === null ? "" : say("confirmedOn", { day: dayWords(day) });
}

/**
 * The legal stage of a person on a day, by case: the latest that had happened by then.
 * @returns {{stage: string, case: number|null, record: number}[]}
 */
export function legalStages(index, entity, day) {
  const { raw } = index;
  const latest = new Map();
  for (const record of index.eventsOf[entity]) {
    const stage = raw.eventKinds.stage[raw.records.term[record]];
    if (!stage || !index.isLive(record)) continue;
    const fills = index.fillsOf[record];
    const roleOf = (fill) => raw.roles.key[raw.fills.role[fill]];
    if (!fills.some((f) => raw.fills.actor[f] === entity && ["accused", "deceased"].includes(roleOf(f)))) continue;
    const start = raw.validities.startLatest[raw.records.validity[record]];
    if (start === null || start > day) continue;
    const inCase = fills.find((f) => roleOf(f) === "case");
    const key = inCase === undefined ? null : raw.fills.actor[inCase];
    const known = latest.get(key);
    if (!known || start >= known.start) latest.set(key, { stage, case: key, record, start });
  }
  return [...latest.values()].sort((a, b) => b.start - a.start);
}

/** A citation of a record: what it says, where it stands, and what it rests on. */
export function citation(index, record, language) {
  const { raw, text } = index;
  const { dataset } = raw;
  const path = raw.records.isEvent[record] ? "id" : "claim";
  const when = whenWords(index, record);
  const sources = [...new Set(raw.records.attestations[record].map((a) => raw.attestations.source[a]))];
  const named = sources.map((s) => {
    const publisher = raw.sources.publisher[s];
    const dated = text(raw.sources.published[s]) || text(raw.sources.retrieved[s]);
    const address = text(raw.sources.url[s]);
    return [publisher >= 0 ? index.label(publisher) : "", say("quoted", { words: text(raw.sources.title[s]) }), dateWords(dated), address].filter(Boolean).join(", ");
  });
  return say("citation", {
    words: `${recordWords(index, record, language)}${when ? ` (${when})` : ""}`, reading: text(raw.records.reading[record]), confidence: confidenceWords(index, record),
    title: dataset.title, edition: dataset.edition, address: `${dataset.base}${path}/${raw.records.id[record]}`, sources: named.join("; "),
  });
}

/** The confidences as the address has them; `confidenceWords` says them. */
export const CONFIDENCE = ["high", "moderate", "low"];

export function confidenceWords(index, record) {
  return say(`confidence ${CONFIDENCE[index.raw.records.confidence[record]]}`);
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
