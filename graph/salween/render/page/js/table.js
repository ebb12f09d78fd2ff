// The same ties as rows: for reading in order, for the keyboard and for a screen reader.

import { el, lineSample } from "./dom.js";
import { dayWords, UNKNOWN, NO, ANSWER_WORDS } from "./time.js";
import { capital, lineStyle, refLabel, STYLE_WORDS, tieDetails, tieDoubt, tieWhen } from "./words.js";
import { say } from "./say.js";

const PAGE = 200;

/** The ties that the picture shows in a state: all, or those of one entity, less those that do not hold on the day. */
export function shownTies(index, state) {
  const entity = index.entityOf.get(state.entity);
  const all = entity === undefined ? [...Array(index.ties).keys()] : index.tiesOf[entity];
  return all.filter((tie) => index.shownOn(state.day)[tie] !== NO);
}

/** How many ties belong to the day, and of how many it is not known. */
export function countWords(index, state) {
  const ties = shownTies(index, state), unknown = ties.filter((tie) => index.shownOn(state.day)[tie] === UNKNOWN).length;
  return [say("nTies", { n: ties.length - unknown }), unknown ? say("nUnknown", { n: unknown }) : ""].filter(Boolean).join(", ");
}

/** @param go {record(number), tie(number), href(part of a state)} */
export function makeTable(holder, index, go) {
  const { raw } = index;
  let order = { column: 0, up: true }, limit = PAGE, last = null;

  function show(state) {
    last = state;
    const rows = shownTies(index, state).map((tie) => {
      const style = lineStyle(index, tie);
      const record = raw.ties.record[tie];
      const reading = tieDoubt(index, tie) || STYLE_WORDS[style];
      const answer = index.answersOn(state.day)[tie];
      const start = raw.validities.begin[raw.ties.validity[tie]] ?? 0;
      const sources = record < 0 ? 0 : new Set(raw.records.attestations[record].map((a) => raw.attestations.source[a])).size;
      const label = (ref) => refLabel(index, ref, state.language);
      return { tie, record, style, answer, cells: [label(raw.ties.subject[tie]), raw.predicates.label[raw.ties.predicate[tie]] + tieDetails(index, tie), label(raw.ties.object[tie]), start, answer, reading, sources] };
    });
    const { column, up } = order;
    rows.sort((a, b) => {
      const [x, y] = [a.cells[column], b.cells[column]];
      return (typeof x === "number" ? x - y : x.localeCompare(y, "en")) * (up ? 1 : -1) || a.tie - b.tie;
    });
    const heads = [...["tableWho", "tableRelation", "tableWhom", "tableWhen"].map((key) => say(key)), capital(say("onDay", { day: dayWords(state.day) })), say("ourReading"), say("sources")];
    const link = (ref, words) =>
      el("a", { class: "name", lang: ref >= 0 ? index.foreignTag(ref, last.language) : undefined, href: go.href(ref >= 0 ? { entity: raw.entities.id[ref], record: "", pair: "" } : { record: raw.records.id[-1 - ref], pair: "" }) }, words);
    holder.replaceChildren(
      el("table", {},
        el("caption", {}, `${countWords(index, state)} ${say("onDay", { day: dayWords(state.day) })}. ${say("notFindings")}.`),
        el("thead", {}, el("tr", {}, ...heads.map((head, n) =>
          el("th", { scope: "col", "aria-sort": n === column ? (up ? "ascending" : "descending") : "none" },
            el("button", { type: "button", class: "plain", onclick: () => { order = { column: n, up: n === column ? !up : true }; show(last); } }, head, n === column ? (up ? " ↑" : " ↓") : ""))))),
        el("tbody", {}, ...rows.slice(0, limit).map(({ tie, record, style, answer, cells }) =>
          el("tr", { class: answer === UNKNOWN ? "unknown" : "" },
            el("td", {}, link(raw.ties.subject[tie], cells[0])), el("td", {}, cells[1]), el("td", {}, link(raw.ties.object[tie], cells[2])),
            el("td", {}, tieWhen(index, tie)), el("td", {}, ANSWER_WORDS[answer]),
            el("td", {}, lineSample(style, answer), ` ${cells[5]}`),
            el("td", {}, el("button", { class: "name", type: "button", onclick: () => (record < 0 ? go.tie(tie) : go.record(record)) }, record < 0 ? say("rule") : String(cells[6]))))))),
      rows.length > limit ? el("button", { type: "button", class: "plain more", onclick: () => { limit += PAGE; show(last); } }, say("showMore", { n: Math.min(PAGE, rows.length - limit), all: rows.length })) : "",
    );
  }
  return { show };
}
