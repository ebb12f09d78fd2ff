// A card for each entity of a view's kinds: who stands to it in which relation, when, by whose word, as the view's rows say.

import { el, lineSample, markSample } from "./dom.js";
import { READING_STYLES } from "./index.js";
import { say } from "./say.js";
import { dateWords, dayWords, NO, recordOn, UNKNOWN } from "./time.js";
import { capital, legalStages, lineStyle, refLabel, spanWords, tieWhen, whenWords } from "./words.js";


export function makeCards(holder, index, go) {
  const { raw, text } = index;

  /** The cards of a view on a day: [{entity, rows: [{label, items}]}], those with most items first. */
  function cardsOf(state, view) {
    const chosen = index.entityOf.get(state.entity), found = [];
    for (let entity = 0; entity < index.entities; entity++) {
      if (!view.cards.kinds.some((kind) => index.isA(entity, kind))) continue;
      const rows = view.cards.rows.map((row) => ({ label: row.label, items: itemsOf(row, entity, state) })).filter(({ items }) => items.length);
      if (rows.length) found.push({ entity, rows, size: rows.reduce((sum, { items }) => sum + items.length, 0) });
    }
    found.sort((a, b) => Number(b.entity === chosen) - Number(a.entity === chosen) || b.size - a.size || a.entity - b.entity);
    return found;
  }

  /** What stands in a row of a card: {ref, record, tie, when, answer, style, words}. */
  function itemsOf(row, entity, state) {
    const found = [], answers = index.answersOn(state.day);
    for (const tie of index.tiesOf[entity]) {
      const predicate = raw.predicates.key[raw.ties.predicate[tie]], record = raw.ties.record[tie];
      const inward = raw.ties.object[tie] === entity && row.by.includes(predicate), outward = raw.ties.subject[tie] === entity && row.to.includes(predicate);
      if (!inward && !outward) continue;
      const isPast = answers[tie] === NO;
      if (isPast && record >= 0 && raw.validities.startEarliest[raw.ties.validity[tie]] > state.day) continue;
      found.push({ ref: index.other(tie, entity), record, tie, when: tieWhen(index, tie), answer: answers[tie], style: lineStyle(index, tie), words: inward ? raw.predicates.label[raw.ties.predicate[tie]] : "", start: record < 0 ? 0 : raw.validities.startLatest[raw.ties.validity[tie]] ?? 0 });
    }
    if (row.own) for (const record of index.eventsOf[entity]) found.push(...eventItems(row, entity, record, state));
    if (row.stages) return stagesOf(found, state);
    return found.sort((a, b) => b.answer - a.answer || b.start - a.start);
  }

  function eventItems(row, entity, record, state) {
    const kind = raw.eventKinds.name[raw.records.term[record]];
    if ((row.event && kind !== row.event) || !index.isLive(record)) return [];
    const fills = index.fillsOf[record], role = (fill) => raw.roles.key[raw.fills.role[fill]];
    if (!fills.some((fill) => role(fill) === row.own && raw.fills.actor[fill] === entity)) return [];
    const answer = recordOn(raw, record, state.day);
    const start = raw.validities.startLatest[raw.records.validity[record]] ?? 0;
    if (start > state.day) return [];
    return fills.filter((fill) => role(fill) === row.other).map((fill) => {
      const until = text(raw.fills.until[fill]), own = spanWords(text(raw.fills.from[fill]), until, "");
      const fact = [];
      const cells = raw.fills.qualifiers[fill];
      for (let n = 0; n < cells.length; n += 2) if (!Array.isArray(cells[n + 1])) fact.push(`${raw.fields[text(cells[n])] ?? text(cells[n])} ${text(cells[n + 1])}`);
      return { ref: raw.fills.actor[fill], record, tie: -1, when: own || whenWords(index, record), answer: ended(until, state.day) ? NO : answer, style: READING_STYLES[raw.records.status[record]], words: row.event ? fact.join(", ") : raw.eventKinds.label[raw.records.term[record]], start, stage: raw.eventKinds.stage[raw.records.term[record]] };
    });
  }

  /** Has one who was in it longer than the record says left it by the day? Only plain days are compared. */
  const ended = (until, day) => /^\d{4}-\d{2}-\d{2}$/.test(until) && Date.parse(until) / 864e5 + 719163 <= day;

  /** One item for each accused, with the stage reached in the case by the day, and the replies to what is said in it. */
  function stagesOf(items, state) {
    const byRef = new Map();
    for (const item of items) byRef.set(item.ref, [...(byRef.get(item.ref) ?? []), item]);
    return [...byRef].map(([ref, list]) => {
      const last = list.sort((a, b) => b.start - a.start)[0];
      const own = list.find((item) => item.stage) ?? last;
      return { ...own, words: own.stage || stageWords(ref, state), isAccused: true, replies: list.flatMap(({ record }) => repliesOf(record, ref)) };
    });
  }

  /** The stage that somebody has reached by the day, wherever; or that there is none. */
  function stageWords(ref, state) {
    return (ref >= 0 && legalStages(index, ref, state.day)[0]?.stage) || say("noStage");
  }

  /** Those who are accused of something by the day and stand in no case, an item for each accusation. */
  function outsideCases(row, state) {
    const role = (fill) => raw.roles.key[raw.fills.role[fill]], isEvent = (record) => raw.records.isEvent[record];
    const said = [...Array(index.records).keys()].filter((record) => index.isLive(record) && (raw.validities.startLatest[raw.records.validity[record]] ?? 0) <= state.day);
    const accusing = said.filter((record) => (isEvent(record) ? raw.eventKinds.accuses[raw.records.term[record]] || raw.eventKinds.stage[raw.records.term[record]] : raw.predicates.accuses[raw.records.term[record]]));
    const whoIn = (record) => (isEvent(record) ? index.fillsOf[record].filter((fill) => role(fill) === row.other).map((fill) => raw.fills.actor[fill]) : [raw.records.subject[record]]);
    const inCase = new Set(accusing.filter((record) => isEvent(record) && index.fillsOf[record].some((fill) => role(fill) === row.own)).flatMap(whoIn));
    return accusing.flatMap((record) => whoIn(record).filter((ref) => ref >= 0 && !inCase.has(ref)).map((ref) => {
      const what = isEvent(record) ? raw.eventKinds.label[raw.records.term[record]] : `${raw.predicates.label[raw.records.term[record]]} ${refLabel(index, raw.records.object[record], state.language)}`;
      return { ref, record, tie: -1, when: whenWords(index, record), answer: recordOn(raw, record, state.day), style: READING_STYLES[raw.records.status[record]], words: say("accusedOf", { what, stage: stageWords(ref, state) }), start: 0, isAccused: true, replies: repliesOf(record, ref) };
    })).sort((a, b) => a.ref - b.ref || a.record - b.record);
  }

  /** The replies to a record that are somebody's own, or of one who speaks for all of the accused in it. */
  function repliesOf(record, ref) {
    const others = index.fillsOf[record].map((fill) => raw.fills.actor[fill]);
    return raw.records.replies[record].filter(([, speaker]) => speaker === ref || !others.includes(speaker));
  }

  /** The answer of the accused, or that there is none on record: it goes with the accusation. */
  function replyLine({ replies }, state) {
    if (!replies.length) return el("p", { class: "reply-line quiet" }, say("noReply"));
    return replies.map(([says, speaker]) => el("p", { class: "reply-line" }, el("strong", {}, say("reply")), " ", speaker >= 0 ? `${index.shortLabel(speaker, state.language)}: ` : "", text(says)));
  }

  function itemRow(item, state) {
    const speakers = item.record < 0 ? [] : [...new Set(raw.records.attestations[item.record].filter((a) => raw.attestations.stance[a] === 0).map((a) => raw.attestations.speaker[a]))].filter((ref) => ref >= 0);
    const against = item.record >= 0 && raw.records.attestations[item.record].some((a) => raw.attestations.stance[a] === 1 && ["", "whole"].includes(text(raw.attestations.of[a])));
    const who = speakers.slice(0, 2).map((ref) => index.shortLabel(ref, state.language)).join(", ") + (speakers.length > 2 ? ` +${speakers.length - 2}` : "");
    const doubt = item.record < 0 ? say("style inferred") : raw.records.status[item.record] ? text(raw.records.reading[item.record]) : "";
    return el("li", { class: item.answer === NO ? "past" : "" },
      item.ref >= 0 ? el("a", { class: "name", lang: index.foreignTag(item.ref, state.language), href: go.href({ entity: raw.entities.id[item.ref], record: "", pair: "" }) }, refLabel(index, item.ref, state.language)) : refLabel(index, item.ref, state.language),
      el("button", { type: "button", class: "evidence", onclick: () => (item.record < 0 ? go.tie(item.tie) : go.record(item.record)) }, lineSample(item.style, item.answer),
        [item.words, item.when, item.answer === UNKNOWN ? say("answer unknown") : item.answer === NO ? say("past") : "", doubt, who && say("saysSo", { who }), against ? say("denied") : ""].filter(Boolean).join(" · ")),
      item.isAccused ? replyLine(item, state) : "");
  }

  function card({ entity, rows }, state) {
    const kind = raw.entities.kind[entity], stages = legalStages(index, entity, state.day);
    return el("article", { class: "card" },
      el("p", { class: "kind" }, markSample(raw.kinds.shape[kind], raw.kinds.colour[kind]), capital(index.kindLabel(entity))),
      el("h3", {}, el("a", { class: "name", lang: index.foreignTag(entity, state.language), href: go.href({ entity: raw.entities.id[entity], record: "", pair: "" }) }, index.label(entity, state.language))),
      stages.length ? el("p", { class: "stage" }, stages.map(({ stage, record }) => say("stageDated", { stage, day: dateWords(text(raw.records.date[record])) })).join("; ")) : "",
      el("dl", {}, ...rows.flatMap(({ label, items }) => [el("dt", {}, label), el("dd", {}, el("ul", {}, ...items.map((item) => itemRow(item, state))))])));
  }

  /** Which views have cards, where this one has none. */
  function elsewhere() {
    const views = raw.views.filter(({ cards }) => cards.rows.length);
    const links = views.map(({ id, title }) => el("li", {}, el("a", { class: "name", href: go.href({ view: id }) }, title)));
    return [el("p", {}, say("viewWithoutCards")), el("ul", { class: "start" }, ...links)];
  }

  return {
    cardsOf,
    show(state, view) {
      if (!view?.cards.rows.length) return holder.replaceChildren(...elsewhere());
      const cards = cardsOf(state, view);
      const row = view.cards.rows.find(({ stages }) => stages), outside = row ? outsideCases(row, state) : [];
      const aside = outside.length ? el("article", { class: "card" }, el("h3", {}, say("outsideCases")), el("p", { class: "quiet" }, say("outsideNote")), el("ul", {}, ...outside.map((item) => itemRow(item, state)))) : "";
      holder.replaceChildren(el("p", { class: "caption" }, view.about ?? "", ` ${capital(say("onDay", { day: dayWords(state.day) }))}.`),
        cards.length || aside ? el("div", { class: "cards" }, ...cards.map((one) => card(one, state)), aside) : el("p", {}, say("noCards")));
    },
  };
}
