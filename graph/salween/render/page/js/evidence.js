// The evidence of a record: our reading and why, who says so, who says otherwise, the reply. Text only.

import { el, lineSample, outLink } from "./dom.js";
import { SUPPORTS, CONTRADICTS, REPORTS, NEGATED, PLANNED } from "./index.js";
import { copy, split } from "./pieces.js";
import { say, sayPieces } from "./say.js";
import { suggestion } from "./suggest.js";
import { answerWords, capital, citation, confidenceWords, confirmedWords, eventTitle, fillWhen, kindWords, recordStyle, refLabel, verbWords, whenWords } from "./words.js";
import { dateWords, dayWords } from "./time.js";

/** @param pieces of the panel @param now() the state that is shown */
export function makeEvidence(index, pieces, now) {
  const { raw, text } = index, { name, toRecord, section, chip, stageLine, recordList, sourceList, identityList } = pieces;

  function evidence(record) {
    const { records } = raw;
    const style = recordStyle(index, record);
    const reading = text(records.reading[record]);
    const flags = records.flags[record];
    const isEvent = records.isEvent[record];
    const kind = isEvent ? raw.eventKinds.label[records.term[record]] : raw.families.label[raw.predicates.family[records.term[record]]];
    const because = text(records.because[record]);
    return [
      el("p", { class: "kind" }, capital(kind ?? ""), flags & PLANNED ? chip(say("planned")) : "", flags & NEGATED ? chip(say("notSo")) : ""),
      el("h2", { tabindex: -1 }, isEvent ? kindWords(index, record) : [name(records.subject[record]), ` ${verbWords(index, record)}${records.object[record] === null ? ":" : ""} `, records.object[record] === null ? text(records.value[record]) : name(records.object[record])].flat()),
      whenWords(index, record) ? el("p", { class: "when" }, capital(whenWords(index, record))) : el("p", { class: "when quiet" }, capital(say("undated"))),
      text(records.says[record]) ? el("p", { class: "says" }, text(records.says[record])) : null,
      ...records.accused[record].map(stageOf),
      isEvent ? roles(record) : null,
      pairs(records.qualifiers[record]),
      el("section", { class: `reading ${style}` }, el("h3", {}, say("ourReading")),
        el("p", {}, lineSample(style), el("strong", {}, capital(reading)), ` · ${say("confidenceOf", { confidence: confidenceWords(index, record) })}`),
        because && because !== reading ? el("p", {}, `${capital(because)}.`) : null,
        records.assessed[record].length ? el("p", { class: "quiet" }, say(text(records.assessed[record][0]) ? "judgedBy" : "judged", { who: text(records.assessed[record][0]), day: dateWords(text(records.assessed[record][1])) })) : null,
        flags ? null : el("p", {}, `${capital(answerWords(index, record, now().day))}${confirmedWords(index, record) ? `; ${confirmedWords(index, record)}` : ""}.`),
        disputes(record),
        outcome(record)),
      ...voices(record),
      replies(record),
      identityList(index.identitiesOfRecord[record], -1 - record),
      text(records.note[record]) ? section(say("note"), el("p", {}, text(records.note[record]))) : null,
      el("p", { class: "cite" },
        el("button", { type: "button", class: "plain", onclick: (event) => copy(event.currentTarget, citation(index, record, now().language)) }, say("cite")),
        el("button", { type: "button", class: "plain", onclick: (event) => copy(event.currentTarget, suggestion(index, record)) }, say("suggest")),
        el("code", {}, records.id[record])),
    ];
  }

  function stageOf(person) {
    const line = stageLine(person);
    line?.prepend(say("ofPerson", { who: index.label(person, now().language) }), " ");
    return line;
  }

  function roles(record) {
    const groups = new Map();
    for (const fill of index.fillsOf[record]) {
      const key = `${raw.fills.role[fill]} ${raw.fills.side[fill]}`;
      groups.set(key, [...(groups.get(key) ?? []), fill]);
    }
    if (!groups.size) return null;
    return el("dl", { class: "roles" }, ...[...groups.values()].flatMap((fills) => [
      el("dt", {}, capital(raw.roles.label[raw.fills.role[fills[0]]])),
      ...fills.map((fill) => {
        const quiet = [text(raw.fills.details[fill]), fillWhen(index, fill), text(raw.fills.reading[fill])].filter(Boolean);
        return el("dd", {}, name(raw.fills.actor[fill]), quiet.length ? el("span", { class: "quiet" }, `, ${quiet.join(", ")}`) : "", sourceList(raw.fills.attestations[fill]));
      }),
    ]));
  }

  /** Fields with values, in words. */
  function listPairs(cells) {
    const found = [];
    for (let n = 0; n < cells.length; n += 2) {
      const key = text(cells[n]), value = cells[n + 1];
      const words = Array.isArray(value) ? value.map((ref) => refLabel(index, ref, now().language)).join(", ") : fieldWords(key, text(value));
      found.push(`${raw.fields[key] ?? key}: ${words}`);
    }
    return found;
  }

  const fieldWords = (key, words) => (/^(from|until|date)$/.test(key) ? dateWords(words) : words === "true" ? say("yes") : words);

  function pairs(cells) {
    const rows = [];
    for (let n = 0; n < cells.length; n += 2) {
      const value = cells[n + 1];
      rows.push(el("dt", {}, capital(raw.fields[text(cells[n])] ?? text(cells[n]))), el("dd", {}, ...(Array.isArray(value) ? value.map(name) : [fieldWords(text(cells[n]), text(value))])));
    }
    return rows.length ? el("dl", { class: "roles" }, ...rows) : null;
  }

  function disputes(record) {
    const found = index.disputesOf[record].map((dispute) => {
      const field = text(raw.disputes.field[dispute]);
      const others = raw.disputes.others[dispute];
      return el("li", {}, say(raw.disputes.isEqual[dispute] ? "differAsStrong" : "differWeaker", { field: raw.fields[field] ?? field }),
        ...others.flatMap((other) => [" ", toRecord(other, eventTitle(index, other, now().language))]));
    });
    for (const other of raw.records.disputedWith[record]) {
      found.push(el("li", {}, say("otherRecord"), " ", toRecord(other, eventTitle(index, other, now().language))));
    }
    return found.length ? el("ul", { class: "disputes" }, ...found) : null;
  }

  function outcome(record) {
    const found = raw.records.outcome[record];
    if (!found.length) return null;
    const what = found[1] >= 0 ? toRecord(found[1], eventTitle(index, found[1], now().language)) : "";
    return el("div", {}, el("p", {}, say(`outcome ${text(found[0])}`), what ? [" ", what] : ""), sourceList(found[2]));
  }

  /** Who says so, and beside it who says otherwise. */
  function voices(record) {
    const list = raw.records.attestations[record];
    const with_ = (stance) => list.filter((a) => raw.attestations.stance[a] === stance);
    const dissents = (a) => index.disputesOf[record].some((d) => raw.disputes.attestations[d].includes(a));
    const [differs, supports] = split(with_(SUPPORTS), dissents), against = [...with_(CONTRADICTS), ...differs];
    const column = (title, attestations) => el("div", {}, el("h3", {}, title), el("ul", { class: "voices" }, ...attestations.map((a) => voice(record, a))));
    return [
      el("section", { class: against.length ? "two" : "" }, supports.length ? column(say("whoSaysSo"), supports) : null, against.length ? column(say(differs.length ? "whoDiffers" : "whoDenies"), against) : null),
      section(say("repeatedBy"), with_(REPORTS).length ? el("ul", { class: "voices" }, ...with_(REPORTS).map((a) => voice(record, a))) : null),
    ];
  }

  /** Does one speak of all that a record says, not of a part only? */
  const isWhole = (a) => raw.attestations.of[a].every((field) => text(field) === "whole");

  function voice(record, a) {
    const at = raw.attestations;
    const source = at.source[a], grade = text(at.grade[a]), of = at.of[a].map((field) => raw.fields[text(field)] ?? text(field)), basis = text(at.basis[a]), still = text(at.still[a]);
    const publisher = raw.sources.publisher[source];
    const published = text(raw.sources.published[source]);
    const stance = at.stance[a] === CONTRADICTS ? (isWhole(a) ? say("deniesIt") : say("deniesField", { field: of.join(", ") })) : of.length ? say("fieldOnly", { field: of.join(", ") }) : "";
    const details = listPairs(at.details[a]);
    const differs = at.stance[a] !== SUPPORTS ? [] : index.disputesOf[record]
      .filter((d) => raw.disputes.attestations[d].includes(a)).map((d) => text(raw.disputes.field[d])).map((field) => raw.fields[field] ?? field);
    return el("li", { class: at.stance[a] === CONTRADICTS ? "against" : "" },
      el("p", { class: "who" },
        at.isQuoted[a] && at.speaker[a] >= 0 && publisher >= 0 ? sayPieces("sayIn", { who: name(at.speaker[a]), house: name(publisher) })
          : at.isQuoted[a] && at.speaker[a] >= 0 ? name(at.speaker[a]) : publisher >= 0 ? name(publisher) : "",
        grade ? el("abbr", { class: "chip grade", title: say("reliability", { grade, words: say(`grade ${grade}`) }) }, grade) : "",
        at.isParty[a] ? chip(say("aParty"), "party") : "",
        differs.length ? chip(say("differsOn", { fields: differs.join(", ") }), "no") : "",
        stance ? chip(stance, at.stance[a] === CONTRADICTS ? "no" : "") : ""),
      el("p", {}, outLink(text(raw.sources.url[source]), text(raw.sources.title[source])),
        el("span", { class: "quiet" }, `, ${[published ? dateWords(published) : say("undatedRead", { day: dateWords(text(raw.sources.retrieved[source])) }), text(at.locator[a]), text(raw.sources.language[source]) !== "en" ? text(raw.sources.language[source]) : ""].filter(Boolean).join(", ")}`),
        text(raw.sources.archive[source]) ? [" · ", outLink(text(raw.sources.archive[source]), say("archived"))] : "",
        text(raw.sources.noUrl[source]) ? el("span", { class: "quiet" }, " ", say("noAddress", { because: text(raw.sources.noUrl[source]) })) : ""),
      text(at.says[a]) ? el("p", { class: "says" }, text(at.says[a])) : null,
      details.length ? el("p", { class: "gives" }, say("gives", { details: details.join("; ") })) : null,
      basis || still ? el("p", { class: "quiet" }, [basis && say("restsOn", { basis: say(`basis ${basis}`) }), still && (still === "published" ? say("heldWhenPublished") : say("saysHeldOn", { day: dateWords(still) }))].filter(Boolean).join("; ")) : null,
      text(at.verified[a]) ? el("p", { class: "quiet" }, say("citationVerified", { day: dateWords(text(at.verified[a])) })) : null);
  }

  function replies(record) {
    return section(say("reply"), ...raw.records.replies[record].map(([says, speaker, attestations]) =>
      el("div", { class: "reply" }, el("p", {}, speaker >= 0 ? [name(speaker), ": "] : "", text(says)), sourceList(attestations))));
  }

  /** An inferred tie: by which rule, and the records that it rests on. */
  function inference(tie) {
    const number = -1 - raw.ties.record[tie];
    const predicate = raw.predicates.label[raw.ties.predicate[tie]];
    return [
      el("p", { class: "kind" }, say("inferredOne")),
      el("h2", { tabindex: -1 }, name(raw.ties.subject[tie]), ` ${predicate} `, name(raw.ties.object[tie])),
      el("section", { class: "reading inferred" }, el("p", {}, lineSample("inferred"), say("followsBy", { rule: text(raw.conclusions.rule[number]) }))),
      section(say("itRestsOn"), recordList(raw.conclusions.restsOn[number], (record) => eventTitle(index, record, now().language))),
    ];
  }

  return { evidence, inference };
}
