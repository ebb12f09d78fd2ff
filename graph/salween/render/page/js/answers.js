// An answer as a table whose cells lead on: a name to its dossier, a record to its evidence, a source to its address.

import { el, lineSample, outLink } from "./dom.js";
import { CONTRADICTS, REPORTS } from "./index.js";
import { say } from "./say.js";
import { csvRows } from "./save.js";
import { dateWords, dayWords, typeset } from "./time.js";
import { capital, recordDoubt, recordStyle } from "./words.js";

const ROWS = 200, MOST_VOICES = 2;
/** What no reader sees: which records a row rests on, which name in one, which of their fields. */
const HIDDEN = ["record", "record_part", "record_field", "record_attestation"];

/** @param go {href(part of a state), record(number)} */
export function makeAnswers(index, go, about) {
  const { raw, text } = index, { base } = raw.dataset;
  const entityByLabel = new Map(), sourceOf = new Map(raw.sources.id.map((id, number) => [id, number]));
  for (let entity = 0; entity < index.entities; entity++) {
    const label = index.label(entity, "en");
    entityByLabel.set(label, entityByLabel.has(label) ? -1 : entity); // two of one name: neither is meant for sure
  }
  const spaces = Object.entries(about.prefixes).sort((a, b) => b[1].length - a[1].length);

  /** What a text is: an entity, a record, a source, or nothing that the page has. */
  function thingOf(value) {
    if (value.startsWith(base)) {
      const [room, id] = value.slice(base.length).split("#")[0].split(/\/(.*)/s);
      if (room === "source") return { source: sourceOf.get(id) };
      if (room === "id" || room === "claim") return { entity: index.entityOf.get(id), record: index.recordOf.get(id) };
    }
    const entity = entityByLabel.get(value);
    return { entity: entity === -1 ? undefined : entity, record: index.recordOf.get(value) };
  }

  /** A value as a person reads it: ids without their base, terms with their prefix. */
  function shortened(value) {
    if (value === null || value === undefined) return "";
    if (typeof value === "boolean") return say(value ? "yes" : "no");
    if (typeof value === "number") return say("number", { n: value });
    if (!/^https?:/.test(value)) return value;
    const [prefix, space] = spaces.find(([, space]) => value.startsWith(space)) ?? ["", ""];
    if (!space) return value;
    const local = value.slice(space.length);
    return prefix === "" || ["sal", "claim", "source"].includes(prefix) ? local : `${prefix}:${local}`;
  }

  function linked(value, language) {
    const { entity, record, source } = thingOf(value);
    if (entity !== undefined) return el("a", { class: "name", lang: index.foreignTag(entity, language), href: go.href({ entity: raw.entities.id[entity], record: "", pair: "" }) }, index.label(entity, language));
    if (record !== undefined) return el("a", { class: "name", href: go.href({ record: raw.records.id[record], pair: "" }) }, shortened(value));
    if (source !== undefined) return outLink(text(raw.sources.url[source]), text(raw.sources.title[source]));
    return /^https?:/.test(value) && !value.startsWith(base) && shortened(value) === value ? outLink(value, value) : null;
  }

  /** The content of a cell; a list of names is linked name by name. */
  function cell(value, language) {
    if (typeof value !== "string") return [shortened(value)];
    const whole = linked(value, language);
    if (whole) return [whole];
    if (/^https?:/.test(value)) return [shortened(value)];
    return value.split(/(, |; |: )/).map((part) => linked(part, language) ?? typeset(part));
  }

  // ---- what a row rests on ----------------------------------------------------------------------------------------

  /** Who says so: the sources that a record rests on, those that only repeat it and those that deny it left out. */
  function voicesOf(record) {
    const seen = new Map();
    for (const a of raw.records.attestations[record]) {
      const stance = raw.attestations.stance[a], source = raw.attestations.source[a];
      if (stance !== REPORTS && stance !== CONTRADICTS) seen.set(source, { source, speaker: raw.attestations.isQuoted[a] ? raw.attestations.speaker[a] : -1 });
    }
    return [...seen.values()];
  }

  function voiceWords({ source, speaker = -1 }, language) {
    const publisher = raw.sources.publisher[source];
    const house = publisher < 0 ? raw.sources.id[source] : index.shortLabel(publisher, language);
    const who = speaker >= 0 && speaker !== publisher ? say("sayIn", { who: index.shortLabel(speaker, language), house }) : house;
    const published = text(raw.sources.published[source]);
    return [who, published ? dateWords(published) : say("undated")].join(", ");
  }

  function doubtOf(record) {
    const fields = [...new Set(index.disputesOf[record].map((dispute) => text(raw.disputes.field[dispute])))].map((field) => raw.fields[field] ?? field);
    return [recordDoubt(index, record), fields.length ? say("differOn", { fields: fields.join(", ") }) : ""].filter(Boolean).join("; ");
  }

  const confirmedOf = (record) => raw.validities.confirmed[raw.records.validity[record]];

  /** What a row rests on: as it was judged for this row when the page was made; of an answer that is new, its record. */
  function evidenceOf(row, columns, given) {
    const at = columns.indexOf("record"), [first] = at < 0 || typeof row[at] !== "string" ? [] : row[at].split(" ");
    const record = first === undefined ? undefined : thingOf(first).record;
    if (given) {
      const voices = given.voices.map(([source, speaker]) => ({ source: sourceOf.get(source), speaker: index.entityOf.get(speaker) }));
      return { record, voices: voices.filter(({ source }) => source !== undefined), confirmed: given.confirmed ? dateWords(given.confirmed) : "", doubt: given.doubt };
    }
    if (record === undefined) return { voices: [], confirmed: "", doubt: "" };
    const confirmed = confirmedOf(record);
    return { record, voices: voicesOf(record), confirmed: confirmed === null ? "" : dayWords(confirmed), doubt: doubtOf(record) };
  }

  function evidenceCells({ record, voices, confirmed, doubt }, language) {
    const rest = voices.length - MOST_VOICES;
    const open = record === undefined ? "" : el("button", { type: "button", class: "evidence", onclick: () => go.record(record), title: say("seeSources") }, lineSample(recordStyle(index, record)), say("evidence"));
    return [
      el("td", { class: "says-so" }, open, el("ul", {}, ...voices.slice(0, MOST_VOICES).map((voice) => el("li", {}, outLink(text(raw.sources.url[voice.source]), voiceWords(voice, language)))),
        rest > 0 ? el("li", { class: "quiet" }, say("andMore", { n: rest })) : "")),
      el("td", {}, confirmed),
      el("td", {}, doubt),
    ];
  }

  /** An answer as elements: the table, its size, and a button for what does not stand in it yet. */
  function show(holder, { columns, rows, evidence, isCut }, caption, language, limit = ROWS) {
    const rests = columns.includes("record"), kept = columns.map((_, n) => n).filter((n) => !HIDDEN.includes(columns[n]));
    const heads = [...kept.map((n) => capital(columns[n].replaceAll("_", " "))), ...(rests ? [say("whoSaysSo"), say("lastConfirmed"), say("doubt")] : [])];
    holder.replaceChildren(
      el("div", { class: "wide-table", tabindex: 0, role: "region", "aria-label": caption }, el("table", { class: "answer" },
        el("caption", {}, [say("nRows", { n: rows.length }), isCut ? say("rowsCut") : ""].filter(Boolean).join("; ")),
        el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
        el("tbody", {}, ...rows.slice(0, limit).map((row, number) => el("tr", {},
          ...kept.map((n) => el("td", { class: typeof row[n] === "number" ? "number" : undefined }, ...cell(row[n], language))),
          ...(rests ? evidenceCells(evidenceOf(row, columns, evidence?.[number]), language) : [])))))),
      rows.length > limit ? el("button", { type: "button", class: "plain more", onclick: () => show(holder, { columns, rows, evidence, isCut }, caption, language, limit + ROWS) }, say("showMore", { n: Math.min(ROWS, rows.length - limit), all: rows.length })) : "");
  }

  /** An answer as CSV, with what each row rests on. */
  function csv({ columns, rows, evidence }) {
    const rests = columns.includes("record"), kept = columns.map((_, n) => n).filter((n) => !HIDDEN.slice(1).includes(columns[n]));
    const more = (row, number) => {
      const { voices, confirmed, doubt } = evidenceOf(row, columns, evidence?.[number]);
      return [voices.map((voice) => `${voiceWords(voice, "en")} ${text(raw.sources.url[voice.source])}`.trim()).join("; "), confirmed, doubt];
    };
    return csvRows([[...kept.map((n) => columns[n]), ...(rests ? ["who_says_so", "last_confirmed", "doubt"] : [])], ...rows.map((row, number) => [...kept.map((n) => row[n] ?? ""), ...(rests ? more(row, number) : [])])]);
  }

  return { show, csv, cell };
}
