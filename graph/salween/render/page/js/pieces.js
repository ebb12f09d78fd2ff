// The pieces that the panel is made of: names that are links, records as rows, sources, a person's legal stage. Text only.

import { el, lineSample, outLink } from "./dom.js";
import { answerOn, dateWords, dayWords } from "./time.js";
import { legalStages, recordDoubt, recordStyle, refLabel, stageWords, whenWords } from "./words.js";
import { say, sayPieces } from "./say.js";

/** @param go {record(number), tie(number), href(part of a state)} @param state() the state that is shown */
export function makePieces(index, go, state) {
  const { raw, text } = index;

  const name = (ref) => {
    if (ref === null) return "";
    const label = refLabel(index, ref, state().language);
    if (ref >= 0) return el("a", { class: "name", lang: index.foreignTag(ref, state().language), href: go.href({ entity: raw.entities.id[ref], record: "", pair: "" }) }, label);
    return -1 - ref < index.records ? toRecord(-1 - ref, label) : label;
  };
  const toRecord = (record, words) => el("a", { class: "name", href: go.href({ record: raw.records.id[record], pair: "" }) }, words);
  const section = (title, ...children) => {
    const kept = children.flat().filter(Boolean);
    return kept.length ? el("section", {}, el("h3", {}, title), ...kept) : null;
  };
  const chip = (words, kind = "") => el("span", { class: `chip ${kind}` }, words);

  /** The legal stage of a person on the day, which goes with the name wherever there is an accusation. */
  function stageLine(entity) {
    const stages = legalStages(index, entity, state().day);
    if (!stages.length && !index.isAccused(entity)) return null;
    return el("p", { class: "stage" }, say("stageOn", { day: dayWords(state().day) }), " ", stages.length ? "" : raw.noStage,
      ...stages.flatMap((found, n) => {
        const [stage, rest] = stageWords(index, found, state().language);
        return [n ? "; " : "", toRecord(found.record, stage), rest];
      }));
  }

  function row(term, value) {
    return value ? [el("dt", {}, term), el("dd", {}, value)] : [];
  }

  /** Records as rows; `own` gives the part that somebody has in one, {time, when, doubt}, where it is another's than the whole's. */
  function recordList(records, words, own = () => ({})) {
    if (!records.length) return null;
    return el("ul", { class: "records" }, ...records.map((record) => {
      const { time = raw.records.validity[record], when = whenWords(index, record), doubt = recordDoubt(index, record) } = own(record);
      return el("li", {}, el("button", { class: "evidence wide", type: "button", onclick: () => go.record(record) },
        lineSample(recordStyle(index, record), answerOn(raw, time, state().day)), el("span", {}, words(record), el("span", { class: "quiet" }, ` ${[when, doubt].filter(Boolean).join(" · ")}`))));
    }));
  }

  function sourceList(attestations) {
    const sources = [...new Set(attestations.filter(index.isOut).map((a) => raw.attestations.source[a]))];
    return sources.length ? el("ul", { class: "sources" }, ...sources.map((source) => el("li", {}, sourceLine(source)))) : null;
  }

  function sourceLine(source) {
    const publisher = raw.sources.publisher[source];
    const published = text(raw.sources.published[source]);
    const dated = published ? dateWords(published) : say("undatedRead", { day: dateWords(text(raw.sources.retrieved[source])) });
    return [
      publisher >= 0 ? name(publisher) : "", publisher >= 0 ? ", " : "",
      outLink(text(raw.sources.url[source]), text(raw.sources.title[source])), ", ", dated,
      text(raw.sources.archive[source]) ? [" (", outLink(text(raw.sources.archive[source]), say("archived")), ")"] : "",
    ].flat();
  }

  /** What was judged of it and another: whether the two are one, and why. `me` is the reference of it. */
  function identityList(identities, me) {
    const { verdict, one, other, merged, because, attestations } = raw.identities;
    return section(say("identities"), identities.length ? el("ul", { class: "identities" }, ...identities.map((n) => el("li", {},
      ...sayPieces(`identity ${text(verdict[n])}`, { other: text(merged[n]) || name(one[n] === me ? other[n] : one[n]) }), text(because[n]) ? el("span", { class: "quiet" }, ` ${say("because", { because: text(because[n]) })}`) : "", sourceList(attestations[n])))) : null);
  }

  /** Records that were withdrawn: their ids, the day and the reason. */
  function withdrawnList(numbers) {
    const { id, date, because } = raw.withdrawals;
    return section(say("withdrawn"), numbers.length ? el("ul", { class: "identities" }, ...numbers.map((n) => el("li", {}, el("code", {}, text(id[n])), " ", say("withdrawnOn", { day: dateWords(text(date[n])), because: text(because[n]) })))) : null);
  }

  return { name, toRecord, section, chip, stageLine, row, recordList, sourceList, identityList, withdrawnList };
}

export function split(list, test) {
  return [list.filter(test), list.filter((item) => !test(item))];
}

export async function copy(button, words) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const area = el("textarea", { class: "hidden" }, words);
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  button.textContent = say("copied");
}
