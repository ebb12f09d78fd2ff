// A card for each entity of a view's kinds: who stands to it in which relation, when, by whose word, as the view's rows say.

import { el, lineSample, markSample } from "./dom.js";
import { SUPPORTS } from "./index.js";
import { say } from "./say.js";
import { ANSWER_WORDS, answerOn, dayWords, isLater, NO, POSSIBLE, recordOn, runOn, UNKNOWN } from "./time.js";
import { capital, fillWhen, legalStages, lineStyle, recordDoubt, recordStyle, refLabel, stageWords, tieDoubt, tieWhen, whenWords } from "./words.js";

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
      const time = raw.ties.validity[tie];
      if (answers[tie] === NO && isLater(raw, time, state.day)) continue;
      found.push({ ref: index.other(tie, entity), record, tie, when: tieWhen(index, tie), answer: answers[tie], style: lineStyle(index, tie), doubt: tieDoubt(index, tie), words: inward ? raw.predicates.label[raw.ties.predicate[tie]] : "", start: raw.validities.begin[time] ?? 0 });
    }
    if (row.own) for (const record of index.eventsOf[entity]) found.push(...eventItems(row, entity, record, state));
    if (row.stages) return stagesOf(found, entity, state);
    return found.sort((a, b) => b.answer - a.answer || b.start - a.start);
  }

  function eventItems(row, entity, record, state) {
    const kind = raw.eventKinds.name[raw.records.term[record]];
    if ((row.event && kind !== row.event) || !index.isLive(record)) return [];
    const fills = index.fillsOf[record], role = (fill) => raw.roles.key[raw.fills.role[fill]];
    if (!fills.some((fill) => role(fill) === row.own && raw.fills.actor[fill] === entity)) return [];
    return fills.filter((fill) => role(fill) === row.other).flatMap((fill) => {
      const time = raw.fills.validity[fill], answer = answerOn(raw, time, state.day);
      if (answer === NO && isLater(raw, time, state.day)) return [];
      return [{ ref: raw.fills.actor[fill], record, tie: -1, when: fillWhen(index, fill) || whenWords(index, record), answer, style: recordStyle(index, record), doubt: text(raw.fills.reading[fill]) || recordDoubt(index, record), words: row.event ? text(raw.fills.details[fill]) : raw.eventKinds.label[raw.records.term[record]], start: raw.validities.begin[time] ?? 0 }];
    });
  }

  /** One item for each accused, with the stage reached in the case by the day, and the replies to what is said in it. */
  function stagesOf(items, inCase, state) {
    const byRef = new Map();
    for (const item of items) byRef.set(item.ref, [...(byRef.get(item.ref) ?? []), item]);
    return [...byRef].map(([ref, list]) => {
      const [last] = list.sort((a, b) => b.start - a.start), own = ref >= 0 ? legalStages(index, ref, state.day).find((found) => found.case === inCase) : undefined;
      const item = own ? list.find(({ record }) => record === own.record) ?? { ...last, record: own.record, when: whenWords(index, own.record), style: recordStyle(index, own.record), doubt: recordDoubt(index, own.record) } : last;
      return { ...item, words: own?.stage ?? stageAnywhere(ref, state), isAccused: true, replies: list.flatMap(({ record }) => repliesOf(record, ref)) };
    });
  }

  /** The stage that somebody has reached by the day, wherever; or that there is none. */
  function stageAnywhere(ref, state) {
    return (ref >= 0 && legalStages(index, ref, state.day)[0]?.stage) || raw.noStage;
  }

  /** Those who are accused of something by the day and stand in no case, an item for each accusation. */
  function outsideCases(state) {
    const { outside } = raw, rows = [...outside.person.keys()].filter((row) => outside.shown[row] && runOn(outside.first[row], state.day) === 1);
    return rows.map((row) => {
      const ref = outside.person[row], record = outside.record[row];
      const what = raw.records.isEvent[record] ? raw.eventKinds.label[raw.records.term[record]] : `${raw.predicates.label[raw.records.term[record]]} ${refLabel(index, raw.records.object[record], state.language)}`;
      return { ref, record, tie: -1, when: whenWords(index, record), answer: recordOn(raw, record, state.day), style: recordStyle(index, record), doubt: recordDoubt(index, record), words: say("accusedOf", { what, stage: stageAnywhere(ref, state) }), isAccused: true, replies: repliesOf(record, ref) };
    }).sort((a, b) => a.ref - b.ref || a.record - b.record);
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
    const speakers = item.record < 0 ? [] : [...new Set(raw.records.attestations[item.record].filter((a) => raw.attestations.stance[a] === SUPPORTS).map((a) => raw.attestations.speaker[a]))].filter((ref) => ref >= 0);
    const against = item.record >= 0 && raw.records.isDenied[item.record];
    const who = speakers.slice(0, 2).map((ref) => index.shortLabel(ref, state.language)).join(", ") + (speakers.length > 2 ? ` +${speakers.length - 2}` : "");
    return el("li", { class: item.answer === NO ? "past" : "" },
      item.ref >= 0 ? el("a", { class: "name", lang: index.foreignTag(item.ref, state.language), href: go.href({ entity: raw.entities.id[item.ref], record: "", pair: "" }) }, refLabel(index, item.ref, state.language)) : refLabel(index, item.ref, state.language),
      el("button", { type: "button", class: "evidence", onclick: () => (item.record < 0 ? go.tie(item.tie) : go.record(item.record)) }, lineSample(item.style, item.answer),
        [item.words, item.when, item.answer === UNKNOWN || item.answer === POSSIBLE ? ANSWER_WORDS[item.answer] : item.answer === NO ? say("past") : "", item.doubt, who && say("saysSo", { who }), against ? say("denied") : ""].filter(Boolean).join(" · ")),
      item.isAccused ? replyLine(item, state) : "");
  }

  function card({ entity, rows }, state) {
    const kind = raw.entities.kind[entity], stages = legalStages(index, entity, state.day);
    return el("article", { class: "card" },
      el("p", { class: "kind" }, markSample(raw.kinds.shape[kind], raw.kinds.colour[kind]), capital(index.kindLabel(entity))),
      el("h3", {}, el("a", { class: "name", lang: index.foreignTag(entity, state.language), href: go.href({ entity: raw.entities.id[entity], record: "", pair: "" }) }, index.label(entity, state.language))),
      stages.length ? el("p", { class: "stage" }, stages.map((found) => stageWords(index, found, state.language).join("")).join("; ")) : "",
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
      const row = view.cards.rows.find(({ stages }) => stages), outside = row ? outsideCases(state) : [];
      const aside = outside.length ? el("article", { class: "card" }, el("h3", {}, say("outsideCases")), el("p", { class: "quiet" }, say("outsideNote")), el("ul", {}, ...outside.map((item) => itemRow(item, state)))) : "";
      holder.replaceChildren(el("p", { class: "caption" }, view.about ?? "", ` ${capital(say("onDay", { day: dayWords(state.day) }))}.`),
        cards.length || aside ? el("div", { class: "cards" }, ...cards.map((one) => card(one, state)), aside) : el("p", {}, say("noCards")));
    },
  };
}
