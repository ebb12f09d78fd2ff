// The page's index: what render/index.py packed, unpacked, with the look-ups that every other module asks.

import { applyKnown, kept } from "./known.js";
import { rowsOf } from "./names.js";
import { NO, tieOn } from "./time.js";

export const NEGATED = 1, PLANNED = 2;
export const SUPPORTS = 0, CONTRADICTS = 1, REPORTS = 2;
/** Which script a language tag's main names are shown in. */
export const LANGUAGES = [["en", "English"], ["zh", "中文"], ["my", "မြန်မာ"], ["th", "ไทย"]];

/**
 * Return the packed index as plain values.
 * @param {string} base64 of gzip of JSON
 */
export async function unpack(base64) {
  return JSON.parse(await unpackText(base64));
}

/** Return a packed text. */
export function unpackText(base64) {
  const stream = new Blob([bytesOf(base64)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

/** The bytes that base64 stands for. */
export function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const plain = atob(base64.trim()), bytes = new Uint8Array(plain.length);
  for (let n = 0; n < plain.length; n++) bytes[n] = plain.charCodeAt(n);
  return bytes;
}

/** Return the index with its look-ups; `raw` keeps the columns. */
export function makeIndex(raw) {
  const entities = raw.entities.id.length, records = raw.records.id.length, ties = raw.ties.id.length;
  const text = (number) => raw.strings[number];
  const lists = (count) => Array.from({ length: count }, () => []);
  const namesOf = lists(entities), tiesOf = lists(entities), tiesOfEvent = lists(records), tiesOfRecord = lists(records);
  const claimsOf = lists(entities), claimsOfEvent = lists(records), fillsOf = lists(records), eventsOf = lists(entities);
  const disputesOf = lists(records), identitiesOf = lists(entities), identitiesOfRecord = lists(records);
  const stagesOf = lists(entities), edition = kept(raw), last = raw.known.days.length - 1;
  let step = last;
  const accused = new Set();
  raw.names.entity.forEach((entity, name) => namesOf[entity].push(name));
  raw.stages.person.forEach((person, stage) => stagesOf[person].push(stage));
  raw.identities.verdict.forEach((_, identity) => {
    for (const ref of [raw.identities.one[identity], raw.identities.other[identity]]) (ref >= 0 ? identitiesOf[ref] : identitiesOfRecord[-1 - ref])?.push(identity);
  });
  gather();

  /** Fill the look-ups with what is known by the day of knowledge. */
  function gather() {
    for (const list of [tiesOf, tiesOfEvent, tiesOfRecord, claimsOf, claimsOfEvent, fillsOf, eventsOf, disputesOf]) list.forEach((one) => { one.length = 0; });
    for (let tie = 0; tie < ties; tie++) {
      if (isHidden(tie)) continue;
      const ends = new Set([raw.ties.subject[tie], raw.ties.object[tie]]);
      for (const ref of ends) (ref >= 0 ? tiesOf[ref] : tiesOfEvent[-1 - ref])?.push(tie);
      if (raw.ties.record[tie] >= 0) tiesOfRecord[raw.ties.record[tie]].push(tie);
    }
    for (let record = 0; record < records; record++) {
      if (!isHeard(record)) continue;
      for (const ref of new Set([raw.records.subject[record], raw.records.object[record]])) {
        if (ref !== null) (ref >= 0 ? claimsOf[ref] : claimsOfEvent[-1 - ref])?.push(record);
      }
    }
    raw.fills.record.forEach((record, fill) => {
      if (!raw.fills.shown[fill]) return;
      fillsOf[record].push(fill);
      const actor = raw.fills.actor[fill];
      if (actor >= 0 && eventsOf[actor].at(-1) !== record && !eventsOf[actor].includes(record)) eventsOf[actor].push(record);
    });
    accused.clear();
    for (let record = 0; record < records; record++) if (isHeard(record)) for (const person of raw.records.accused[record]) accused.add(person);
    raw.disputes.record.forEach((record, dispute) => { if (raw.disputes.shown[dispute]) disputesOf[record].push(dispute); });
  }

  /** Was the record known by the day of knowledge? */
  function isHeard(record) {
    return raw.records.shown[record] === 1;
  }

  function isHidden(tie) {
    return raw.ties.shown[tie] === 0;
  }

  /** Was the source of an attestation out by the day of knowledge? */
  function isOut(attestation) {
    return raw.sources.heard[raw.attestations.source[attestation]] <= step;
  }

  /** See the dataset by the sources of one of the days of knowledge; `number` counts them. */
  function seeFrom(number) {
    const next = Math.max(0, Math.min(last, number));
    if (next === step) return;
    step = next;
    applyKnown(raw, edition, step);
    answered = NaN;
    gather();
  }

  const entityOf = new Map(raw.entities.id.map((id, number) => [id, number]));
  raw.entities.same.forEach((ids, number) => ids.forEach((id) => entityOf.set(text(id), number)));
  const recordOf = new Map(raw.records.id.map((id, number) => [id, number]));
  const wider = (entity) => [raw.entities.kind[entity], ...raw.kinds.wider[raw.entities.kind[entity]]].map((k) => raw.kinds.name[k]);

  /** The names of an entity in a language; `tag` is compared by its first part. */
  const inLanguage = (entity, language) => namesOf[entity].filter((n) => text(raw.names.lang[n]).split("-")[0] === language);

  /** The name to show for an entity: in the language, else in English, else the first, else its id. */
  function label(entity, language = "en") {
    for (const wanted of [language, "en"]) {
      const name = inLanguage(entity, wanted).find((n) => text(raw.names.sort[n]) === "name");
      if (name !== undefined) return text(raw.names.text[name]);
    }
    return namesOf[entity].length ? text(raw.names.text[namesOf[entity][0]]) : raw.entities.id[entity];
  }

  /** The language of the name that `label` gives, for the lang attribute. */
  function tagOf(entity, language = "en") {
    const shown = label(entity, language), name = namesOf[entity].find((n) => text(raw.names.text[n]) === shown);
    return name === undefined ? undefined : text(raw.names.lang[name]);
  }

  /** The language to be told of a label, where it is not the page's own. */
  function foreignTag(entity, language = "en") {
    const tag = tagOf(entity, language);
    return tag && tag !== "en" ? tag : undefined;
  }

  const short = new Map();
  /** A name that fits a picture: an abbreviation in capitals where the full name is long. */
  function shortLabel(entity, language = "en") {
    const key = `${language} ${entity}`;
    if (!short.has(key)) {
      const full = label(entity, language);
      const tag = inLanguage(entity, language).length ? language : "en";
      const brief = inLanguage(entity, tag).map((n) => text(raw.names.text[n])).find((t) => /^[A-Z][A-Z0-9&-]{1,9}$/.test(t));
      const cut = full.length > 38 ? `${full.slice(0, 36).trimEnd()}…` : full;
      short.set(key, full.length > 20 && brief ? brief : cut);
    }
    return short.get(key);
  }

  let answers = null, answered = NaN;
  /** The answers of all ties for a day; asked many times for one day, so the last are kept. */
  function answersOn(day) {
    if (answered !== day) {
      answers = Uint8Array.from({ length: ties }, (_, tie) => (isHidden(tie) ? NO : tieOn(raw, tie, day)));
      answered = day;
    }
    return answers;
  }

  let mask = null, shown = null, shownFor = "";
  /** The answers of the ties that pass the filters; the others answer no. */
  function shownOn(day) {
    const key = `${day} ${step} ${mask?.key}`;
    if (key !== shownFor) {
      const all = answersOn(day);
      shown = mask ? all.map((answer, tie) => (mask.ties[tie] ? answer : NO)) : all;
      shownFor = key;
    }
    return shown;
  }

  /** Is the record known, and does it say what is so: neither planned, nor negated, nor an error? */
  const isLive = (record) => isHeard(record) && raw.records.isAsserted[record] === 1;

  return {
    raw, text, entities, records, ties, namesOf, tiesOf, tiesOfEvent, tiesOfRecord, claimsOf, claimsOfEvent,
    fillsOf, eventsOf, disputesOf, identitiesOf, identitiesOfRecord, stagesOf, entityOf, recordOf, label, tagOf, foreignTag, shortLabel, isLive, isHeard, isAccused: (entity) => accused.has(entity), isHidden, isOut, answersOn, shownOn, seeFrom,
    get step() { return step; },
    get mask() { return mask; },
    /** Let only some ties and records through: {key, ties, records}, from filters.js, or null for all. */
    set mask(given) { mask = given; },
    lastStep: last,
    isA: (entity, kind) => wider(entity).includes(kind),
    kindLabel: (entity) => raw.kinds.label[raw.entities.kind[entity]],
    searchRows: rowsOf({ raw, text }),
    weight: tiesOf.map((list, entity) => list.length * 4 + eventsOf[entity].length),
    /** The other end of a tie, seen from one. */
    other: (tie, ref) => (raw.ties.subject[tie] === ref ? raw.ties.object[tie] : raw.ties.subject[tie]),
  };
}
