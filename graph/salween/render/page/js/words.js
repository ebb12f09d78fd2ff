// Sentences of the page: what a record says, when, how we read it, and how to cite it. Text only, no elements.

import { NEGATED, PLANNED } from "./index.js";
import { say } from "./say.js";
import { ANSWERS, dateWords, dayWords, recordOn, runOn, typeset } from "./time.js";

/** The name of an entity, or the title of an event. */
export function refLabel(index, ref, language) {
  if (ref === null) return "";
  if (ref >= 0) return index.label(ref, language);
  return -1 - ref < index.records ? eventTitle(index, -1 - ref, language) : say("anEvent");
}

/** A record as a title; where it is planned or did not come about, that is said first. */
export function eventTitle(index, record, language) {
  const { raw } = index, flags = raw.records.flags[record];
  const words = raw.records.isEvent[record] ? whatAndWho(index, record, language) : claimWords(index, record, language);
  return flags & PLANNED ? say("plannedSo", { words }) : words;
}

/** What an event was and who took part, the first four. */
function whatAndWho(index, record, language) {
  const { raw } = index, kind = kindWords(index, record);
  const minor = new Set(["about", "place", "document", "case", "platform", "organizer", "witnesses", "orders", "list", "land"]);
  const fills = index.fillsOf[record].filter((fill) => !minor.has(raw.roles.key[raw.fills.role[fill]]));
  const names = [...new Set(fills.map((fill) => raw.fills.actor[fill]).filter((ref) => ref >= 0))].map((ref) => index.label(ref, language));
  const shown = names.length > 4 ? say("namesAndMore", { names: names.slice(0, 3).join(", "), n: names.length - 3 }) : names.join(", ");
  return shown ? say("titled", { kind, names: shown }) : kind;
}

/** What kind of event a record is; where it did not happen, that is said with it. */
export function kindWords(index, record) {
  const { raw } = index, kind = capital(raw.eventKinds.label[raw.records.term[record]]);
  return raw.records.flags[record] & NEGATED ? say("didNotHappen", { kind }) : kind;
}

/** What a claim says of its subject: "controls", or "does not control" where it says that it is not so. */
export function verbWords(index, record) {
  const { raw } = index, isNegated = raw.records.flags[record] & NEGATED;
  return (isNegated ? raw.predicates.negated : raw.predicates.label)[raw.records.term[record]];
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
  const predicate = verbWords(index, record);
  const object = raw.records.object[record];
  const value = object === null ? index.text(raw.records.value[record]) : refLabel(index, object, language);
  const colon = object === null ? ":" : "";
  return `${refLabel(index, raw.records.subject[record], language)} ${predicate}${colon} ${value}${partWords(index, record)}`;
}

/** When a record held or happened, as judged. */
export function whenWords(index, record) {
  return typeset(index.text(index.raw.records.when[record]));
}

/** What readers are told of a record on a day, as a sentence. */
export function answerWords(index, record, day) {
  const { raw } = index, occurs = raw.validities.occurs[raw.records.validity[record]];
  const answer = ANSWERS[recordOn(raw, record, day)], on = { day: dayWords(day) };
  return occurs ? say(`happened ${answer}`, on) : say(`held ${answer}`, on);
}

/** How a line is drawn, and the words for it. */
export function lineStyle(index, tie) {
  return index.raw.styles[index.raw.ties.style[tie]];
}

/** How the line of a record is drawn. */
export function recordStyle(index, record) {
  return index.raw.styles[index.raw.records.style[record]];
}

/** What a reader is warned of where a tie is not well supported; nothing where it is. */
export function tieDoubt(index, tie) {
  const { ties } = index.raw, style = lineStyle(index, tie);
  return style === "accepted" ? "" : ties.record[tie] < 0 ? STYLE_WORDS[style] : index.text(ties.reading[tie]);
}

/** What a reader is warned of where a record is not well supported; nothing where it is. */
export function recordDoubt(index, record) {
  return recordStyle(index, record) !== "accepted" ? index.text(index.raw.records.reading[record]) : "";
}

export const STYLE_WORDS = Object.fromEntries(["accepted", "provisional", "disputed", "inferred", "planned"].map((style) => [style, say(`style ${style}`)]));

/** All that qualifies a tie, in brackets after a space: "acting president"; nothing where nothing does. */
export function tieDetails(index, tie) {
  const details = index.text(index.raw.ties.details[tie]);
  return details ? ` (${details})` : "";
}

/** When a tie held, as judged. */
export function tieWhen(index, tie) {
  return typeset(index.text(index.raw.ties.when[tie]));
}

/** When one who is in an event was in it, where that is another time than the event's; nothing else. */
export function fillWhen(index, fill) {
  return typeset(index.text(index.raw.fills.when[fill]));
}

/** The last day on which a lasting tie is known to have held, in words, or nothing. */
export function confirmedWords(index, record) {
  const day = index.raw.validities.confirmed[index.raw.records.validity[record]];
  return day === null ? "" : say("confirmedOn", { day: dayWords(day) });
}

/**
 * The legal stage of a person on a day, by case, the cases that the record names first.
 * @returns {{stage: string, case: number|null, record: number, since: string}[]}
 */
export function legalStages(index, entity, day) {
  const { stages } = index.raw;
  return index.stagesOf[entity].filter((row) => stages.shown[row]).flatMap((row) => {
    const found = stages.stage[row][runOn(stages.first[row], day)];
    return found ? [{ stage: index.text(found[0]), case: stages.case[row], record: found[1], since: typeset(index.text(found[2])) }] : [];
  }).sort((a, b) => Number(a.case === null) - Number(b.case === null));
}

/** A legal stage in words: what it is, in which case, since when; the first apart, which leads to its record. */
export function stageWords(index, { stage, case: inCase, since }, language) {
  return [stage, `${inCase === null ? "" : ` (${refLabel(index, inCase, language)})`}, ${since}`];
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
    words: `${eventTitle(index, record, language)}${when ? ` (${when})` : ""}`, reading: text(raw.records.reading[record]), confidence: confidenceWords(index, record),
    title: dataset.title, edition: dataset.edition, address: `${dataset.base}${path}/${raw.records.id[record]}`, sources: named.join("; "),
  });
}

export function confidenceWords(index, record) {
  return say(`confidence ${index.raw.confidences[index.raw.records.confidence[record]]}`);
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
