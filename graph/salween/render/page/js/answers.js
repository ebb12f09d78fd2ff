// An answer as a table whose cells lead on: a name to its dossier, a record to its evidence, a source to its address.

import { el, lineSample, outLink } from "./dom.js";
import { CONTRADICTS, REPORTS } from "./index.js";
import { say } from "./say.js";
import { csvRows } from "./save.js";
import { dateWords, dayWords, typeset } from "./time.js";
import { capital, recordDoubt, recordStyle } from "./words.js";

const ROWS = 200, MOST_VOICES = 2;

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
      const stance = raw.attestations.stance[a];
      if (stance !== REPORTS && stance !== CONTRADICTS) seen.set(raw.attestations.source[a], a);
    }
    return [...seen];
  }

  function voiceWords([source, a], language) {
    const publisher = raw.sources.publisher[source], speaker = raw.attestations.speaker[a];
    const house = publisher < 0 ? raw.sources.id[source] : index.shortLabel(publisher, language);
    const who = raw.attestations.isQuoted[a] && speaker >= 0 && speaker !== publisher ? say("sayIn", { who: index.shortLabel(speaker, language), house }) : house;
    const published = text(raw.sources.published[source]);
    return [who, published ? dateWords(published) : say("undated")].join(", ");
  }

  function doubtOf(record) {
    const fields = [...new Set(index.disputesOf[record].map((dispute) => text(raw.disputes.field[dispute])))].map((field) => raw.fields[field] ?? field);
    return [recordDoubt(index, record), fields.length ? say("differOn", { fields: fields.join(", ") }) : ""].filter(Boolean).join("; ");
  }

  const confirmedOf = (record) => raw.validities.confirmed[raw.records.validity[record]];

  function evidenceCells(record, language) {
    if (record === undefined) return [el("td", {}), el("td", {}), el("td", {})];
    const voices = voicesOf(record), rest = voices.length - MOST_VOICES, confirmed = confirmedOf(record);
    const open = el("button", { type: "button", class: "evidence", onclick: () => go.record(record), title: say("seeSources") }, lineSample(recordStyle(index, record)), say("evidence"));
    return [
      el("td", { class: "says-so" }, open, el("ul", {}, ...voices.slice(0, MOST_VOICES).map((voice) => el("li", {}, outLink(text(raw.sources.url[voice[0]]), voiceWords(voice, language)))),
        rest > 0 ? el("li", { class: "quiet" }, say("andMore", { n: rest })) : "")),
      el("td", {}, confirmed === null ? "" : dayWords(confirmed)),
      el("td", {}, doubtOf(record)),
    ];
  }

  const recordOf = (value) => (typeof value === "string" ? thingOf(value).record : undefined);

  /** An answer as elements: the table, its size, and a button for what does not stand in it yet. */
  function show(holder, { columns, rows, isCut }, caption, language, limit = ROWS) {
    const at = columns.indexOf("record"), shown = columns.filter((_, n) => n !== at);
    const heads = [...shown.map((name) => capital(name.replaceAll("_", " "))), ...(at < 0 ? [] : [say("whoSaysSo"), say("lastConfirmed"), say("doubt")])];
    holder.replaceChildren(
      el("div", { class: "wide-table", tabindex: 0, role: "region", "aria-label": caption }, el("table", { class: "answer" },
        el("caption", {}, [say("nRows", { n: rows.length }), isCut ? say("rowsCut") : ""].filter(Boolean).join("; ")),
        el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
        el("tbody", {}, ...rows.slice(0, limit).map((row) => el("tr", {},
          ...row.filter((_, n) => n !== at).map((value) => el("td", { class: typeof value === "number" ? "number" : undefined }, ...cell(value, language))),
          ...(at < 0 ? [] : evidenceCells(recordOf(row[at]), language))))))),
      rows.length > limit ? el("button", { type: "button", class: "plain more", onclick: () => show(holder, { columns, rows, isCut }, caption, language, limit + ROWS) }, say("showMore", { n: Math.min(ROWS, rows.length - limit), all: rows.length })) : "");
  }

  /** An answer as CSV, with what each row rests on. */
  function csv({ columns, rows }) {
    const at = columns.indexOf("record");
    const more = (row) => {
      const record = at < 0 ? undefined : recordOf(row[at]);
      if (record === undefined) return at < 0 ? [] : ["", "", ""];
      return [voicesOf(record).map((voice) => `${voiceWords(voice, "en")} ${text(raw.sources.url[voice[0]])}`.trim()).join("; "), confirmedOf(record) === null ? "" : dayWords(confirmedOf(record)), doubtOf(record)];
    };
    return csvRows([[...columns, ...(at < 0 ? [] : ["who_says_so", "last_confirmed", "doubt"])], ...rows.map((row) => [...row.map((value) => value ?? ""), ...more(row)])]);
  }

  return { show, csv, cell };
}
