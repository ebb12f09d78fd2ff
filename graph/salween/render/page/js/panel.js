// The panel: what is known of an entity, the ties between two, paths, and the beginning. Text only.

import { el, lineSample, markSample, outLink } from "./dom.js";
import { nearest } from "./ego.js";
import { makeEvidence } from "./evidence.js";
import { membersOf, toggled } from "./focus.js";
import { isTold, stateOn, stateWords } from "./holders.js";
import { makePathPanel } from "./pathpanel.js";
import { makePieces, split } from "./pieces.js";
import { say, sayPieces } from "./say.js";
import { capital, claimWords, eventTitle, lineStyle, fillWhen, refLabel, STYLE_WORDS, tieDetails, tieDoubt, tieWhen } from "./words.js";
import { answerOn, CERTAIN, dateWords, dayWords, isLater, NO, OPEN, POSSIBLE, recordOn, typeset, UNKNOWN } from "./time.js";

/**
 * Make the panel.
 * @param go {record(number), tie(number), href(part of a state)}
 */
export function makePanel(holder, index, go) {
  const { raw, text } = index;
  let state = null;
  const pieces = makePieces(index, go, () => state), { name, section, stageLine, row, recordList, sourceList, identityList, withdrawnList } = pieces;
  const { evidence, inference } = makeEvidence(index, pieces, () => state);
  const paths = makePathPanel(index, go, pieces, () => state);

  // ---- an entity ----------------------------------------------------------------------------------------------

  function dossier(entity) {
    const { day } = state;
    const kind = raw.entities.kind[entity];
    const ties = index.tiesOf[entity].map((tie) => ({ tie, answer: index.answersOn(day)[tie] }));
    const at = (...answers) => ties.filter(({ answer }) => answers.includes(answer)).map(({ tie }) => tie);
    const [later, before] = split(at(NO), (tie) => isLater(raw, raw.ties.validity[tie], day));
    const { happened, toCome } = eventLists(entity);
    const because = text(raw.entities.publicBecause[entity]);
    const point = raw.entities.point[entity], grade = text(raw.entities.grade[entity]);
    return [
      el("p", { class: "kind" }, markSample(raw.kinds.shape[kind], raw.kinds.colour[kind]), capital(index.kindLabel(entity))),
      el("h2", { tabindex: -1, lang: index.tagOf(entity, state.language) }, index.label(entity, state.language)),
      names(entity),
      raw.entities.isPrivate[entity] ? el("p", { class: "quiet" }, say("privatePerson")) : null,
      el("div", { class: "acts" }, paths.ask(entity), ...focusButtons(entity)),
      stageLine(entity),
      controlLine(entity),
      section(say("tiesOn", { day: dayWords(day) }), groupsOfTies(entity, at(CERTAIN, OPEN)) ?? el("p", { class: "quiet" }, say("noTies"))),
      section(say("possiblyOn"), groupsOfTies(entity, at(POSSIBLE))),
      at(UNKNOWN).length ? section(capital(say("notKnownOn")), el("p", { class: "quiet" }, say("cannotTell")), groupsOfTies(entity, at(UNKNOWN))) : null,
      section(say("before"), groupsOfTies(entity, before)),
      section(say("after"), groupsOfTies(entity, later), toCome),
      facts(entity),
      ...happened,
      identityList(index.identitiesOf[entity], entity),
      withdrawnList(withdrawn((parts) => parts.includes(raw.entities.id[entity]))),
      section(say("aboutEntry"), el("dl", {},
        ...row(say("id"), raw.entities.id[entity]),
        ...row(say("namedBecause"), because && say(`public ${because}`)),
        ...row(say("reliabilityAs"), grade && say("gradeIs", { grade, words: say(`grade ${grade}`) })),
        ...row(say("place"), point && `${point[0].toFixed(3)}, ${point[1].toFixed(3)}`),
        ...outside(entity),
        ...row(say("note"), text(raw.entities.note[entity]))),
        sourceList(raw.entities.attestations[entity])),
    ];
  }

  /** Who held a place on the day, in words; nothing of what nobody is known to have held. */
  function controlLine(entity) {
    const held = stateOn(index, entity, state.day);
    return isTold(held) ? el("p", { class: "stage" }, say("controlOn", { day: dayWords(state.day) }), ` ${stateWords(index, held, state.language)}.`) : null;
  }

  /** Keep an entity in the picture of others or leave it out, and bring the neighbours of its neighbours. */
  function focusButtons(entity) {
    const id = raw.entities.id[entity], button = (words, part) => el("button", { type: "button", class: "plain", onclick: () => go.change(part) }, say(words));
    const near = nearest(index, state, entity);
    return [
      near.length && !state.more.length ? button("secondRing", { more: near }) : state.more.length ? button("foldRing", { more: [] }) : null,
      button(state.pins.includes(id) ? "unpin" : "pin", { pins: toggled(state.pins, id) }),
      state.hide.includes(id) ? button("unhide", { hide: [] }) : button("hide", { hide: toggled(state.hide, id) }),
    ];
  }

  /** The members of a group that the map is near to. */
  function group(leader) {
    return [
      el("p", { class: "kind" }, say("groupOf")),
      el("h2", { tabindex: -1, lang: index.tagOf(leader, state.language) }, index.label(leader, state.language)),
      el("p", { class: "quiet" }, say("groupNote")),
      section(say("tiesOn", { day: dayWords(state.day) }), el("ul", { class: "start" }, ...membersOf(index, leader, state.day).map(({ entity, count }) =>
        el("li", {}, name(entity), el("span", { class: "quiet" }, ` ${index.kindLabel(entity)}${count ? `, ${say("nTies", { n: count })}` : ""}`))))),
    ];
  }

  /** The withdrawn records whose id has parts that pass a test. */
  function withdrawn(test) {
    return [...raw.withdrawals.id.keys()].filter((n) => test(text(raw.withdrawals.id[n]).split(".")));
  }

  /** What there is to say of an id that the record no longer has. */
  function gone(id) {
    const list = withdrawnList(withdrawn((parts) => parts.join(".") === id));
    return list && [el("h2", { tabindex: -1 }, say("withdrawn")), list];
  }

  function names(entity) {
    const main = index.label(entity, state.language);
    const rest = index.namesOf[entity].filter((n) => text(raw.names.text[n]) !== main);
    if (!rest.length) return null;
    return el("ul", { class: "names" }, ...rest.map((n) => {
      const sort = text(raw.names.sort[n]);
      const when = typeset(text(raw.names.when[n]));
      return el("li", { lang: text(raw.names.lang[n]) }, text(raw.names.text[n]), sort === "name" && !when ? "" : el("span", { class: "quiet", lang: "en" }, ` ${[sort === "name" ? "" : sort, when].filter(Boolean).join(", ")}`));
    }));
  }

  function outside(entity) {
    const cells = raw.entities.ids[entity];
    const rows = [];
    for (let n = 0; n < cells.length; n += 2) rows.push(...row(text(cells[n]), text(cells[n + 1])));
    return rows;
  }

  /** Ties by what they say, each relation once, with the others below it. */
  function groupsOfTies(entity, ties) {
    if (!ties.length) return null;
    const groups = new Map();
    for (const tie of ties) {
      const predicate = raw.ties.predicate[tie];
      const outward = raw.ties.subject[tie] === entity || raw.predicates.symmetric[predicate];
      const words = outward ? raw.predicates.label[predicate] : raw.predicates.inverse[predicate];
      groups.set(words, [...(groups.get(words) ?? []), tie]);
    }
    const start = (tie) => raw.validities.begin[raw.ties.validity[tie]] ?? 0;
    return [...groups].map(([words, list]) =>
      el("div", { class: "relation" }, el("h4", {}, words, list.length > 1 ? el("span", { class: "count" }, String(list.length)) : ""),
        el("ul", { class: "ties" }, ...list.sort((a, b) => start(b) - start(a)).map((tie) => tieRow(entity, tie)))));
  }

  function tieRow(entity, tie) {
    const style = lineStyle(index, tie);
    const answer = index.answersOn(state.day)[tie];
    const record = raw.ties.record[tie];
    const open = () => (record < 0 ? go.tie(tie) : go.record(record));
    return el("li", {}, name(index.other(tie, entity)),
      el("button", { class: "evidence", type: "button", onclick: open, title: say("seeSourcesOf", { words: STYLE_WORDS[style] }) },
        lineSample(style, answer), [text(raw.ties.details[tie]), tieWhen(index, tie), tieDoubt(index, tie)].filter(Boolean).join(" · ") || say("evidence")));
  }

  /** Values, counts, plans and denials: what is claimed of the entity and is no tie. */
  function facts(entity) {
    const claims = index.claimsOf[entity].filter((record) => raw.records.object[record] === null);
    const other = index.claimsOf[entity].filter((record) => raw.records.object[record] !== null && !index.isLive(record));
    return [
      section(say("figures"), recordList(claims, (record) => claimWords(index, record, state.language).replace(`${refLabel(index, raw.records.subject[record], state.language)} `, ""))),
      section(say("asideRecords"), recordList(other, (record) => eventTitle(index, record, state.language))),
    ];
  }

  /** Events that somebody was in, by when that one was: those that had begun by the day, and those to come. */
  function eventLists(entity) {
    const start = (record) => raw.validities.begin[raw.records.validity[record]] ?? 0;
    const all = index.eventsOf[entity].slice().sort((a, b) => start(b) - start(a));
    const [later, begun] = split(all, (record) => answerOn(raw, own(record).time, state.day) === NO && isLater(raw, own(record).time, state.day));
    const [sayings, events] = split(begun, (record) => raw.records.says[record] > 0);
    const words = (record) => eventTitle(index, record, state.language);
    const said = (record) => `${words(record)}: ${text(raw.records.says[record])}`;
    return {
      happened: [section(say("events"), recordList(events, words, own)), section(say("sayings"), recordList(sayings, said, own))],
      toCome: recordList(later, (record) => (raw.records.says[record] ? said(record) : words(record)), own),
    };

    /** The part that the one has in an event, the one of which most is told on the day. */
    function own(record) {
      const parts = index.fillsOf[record].filter((fill) => raw.fills.actor[fill] === entity);
      const [fill] = parts.sort((a, b) => answerOn(raw, raw.fills.validity[b], state.day) - answerOn(raw, raw.fills.validity[a], state.day));
      return { time: raw.fills.validity[fill], when: fillWhen(index, fill) || undefined, doubt: text(raw.fills.reading[fill]) || undefined };
    }
  }

  // ---- several ties, and the beginning --------------------------------------------------------------------------

  function between(ties) {
    const ends = [...new Set(ties.flatMap((tie) => [raw.ties.subject[tie], raw.ties.object[tie]]))];
    if (ties.length === 1) return raw.ties.record[ties[0]] < 0 ? inference(ties[0]) : evidence(raw.ties.record[ties[0]]);
    return [
      el("p", { class: "kind" }, say("nTies", { n: ties.length })),
      el("h2", { tabindex: -1 }, ...(ends.length > 1 ? sayPieces("both ends", { a: name(ends[0]), b: name(ends[1]) }) : ends.map(name))),
      el("ul", { class: "records" }, ...ties.map((tie) => {
        const style = lineStyle(index, tie);
        const record = raw.ties.record[tie];
        const words = `${refLabel(index, raw.ties.subject[tie], state.language)} ${raw.predicates.label[raw.ties.predicate[tie]]} ${refLabel(index, raw.ties.object[tie], state.language)}${tieDetails(index, tie)}`;
        return el("li", {}, el("button", { class: "evidence wide", type: "button", onclick: () => (record < 0 ? go.tie(tie) : go.record(record)) },
          lineSample(style, index.answersOn(state.day)[tie]), el("span", {}, words, el("span", { class: "quiet" }, ` ${[tieWhen(index, tie), tieDoubt(index, tie)].filter(Boolean).join(" · ")}`))));
      })),
    ];
  }

  function welcome(view) {
    const { dataset } = raw;
    const weight = new Float64Array(index.entities), shown = index.shownOn(state.day), isWhole = !view || raw.views[0] === view;
    for (let entity = 0; entity < index.entities; entity++) weight[entity] = isWhole ? index.weight[entity] : index.tiesOf[entity].filter((tie) => shown[tie]).length;
    const top = [...weight.keys()].filter((e) => index.tiesOf[e].length).sort((a, b) => weight[b] - weight[a] || a - b).slice(0, 12).filter((e) => weight[e]);
    const start = (record) => raw.validities.begin[raw.records.validity[record]] ?? 0;
    const events = [...Array(index.records).keys()].filter((r) => raw.records.isEvent[r] && index.isLive(r) && (!index.mask || index.mask.records[r]) && !raw.records.says[r] && recordOn(raw, r, state.day) > POSSIBLE);
    events.sort((a, b) => start(b) - start(a));
    return [
      el("h2", { tabindex: -1 }, view && raw.views[0] !== view ? view.title : dataset.title),
      el("p", {}, view && raw.views[0] !== view ? view.about : dataset.description),
      el("p", { class: "quiet" }, `${[say("nEntities", { n: index.entities }), say("nTies", { n: index.ties }), say("nSources", { n: raw.sources.id.length })].join(", ")}. ${say("howToRead")}`),
      section(say("mostKnown"), el("ul", { class: "start" }, ...top.map((entity) => el("li", {}, name(entity), el("span", { class: "quiet" }, ` ${index.kindLabel(entity)}`))))),
      section(say("latestEvents", { day: dayWords(state.day) }), recordList(events.slice(0, 6), (record) => eventTitle(index, record, state.language))),
      section(say("about"), el("dl", {}, ...row(say("editionIs"), dateWords(dataset.edition)), ...row(say("coversTo"), dayWords(dataset.coversTo)), ...row(say("licence"), dataset.licence),
        ...(dataset.contact ? [el("dt", {}, say("corrections")), el("dd", {}, outLink(dataset.contact, dataset.contact))] : []), ...row(say("by"), dataset.creator))),
      withdrawnList([...raw.withdrawals.id.keys()]),
    ];
  }

  return {
    pathsOf: (next) => (next.path ? paths.pathsOf(next) : null),
    /** Show what a state chooses; `ties` are the ties of a chosen line; `stays` keeps the place one has scrolled to. */
    show(next, ties, view, stays = false) {
      state = next;
      const record = index.recordOf.get(next.record), entity = index.entityOf.get(next.entity);
      const missing = next.record && record === undefined ? next.record : next.entity && entity === undefined ? next.entity : next.group && !index.entityOf.has(next.group) ? next.group : view ? "" : next.view;
      const left = missing && gone(missing);
      const body = record !== undefined ? evidence(record) : next.path && !ties?.length ? paths.show(next) : ties?.length ? between(ties) : entity !== undefined ? dossier(entity) : index.entityOf.has(next.group) ? group(index.entityOf.get(next.group)) : left || welcome(view);
      const note = missing && !left ? el("p", { class: "fault", role: "alert" }, say("notHere", { id: missing })) : null;
      const toPath = (record !== undefined || ties?.length) && next.path ? el("a", { class: "back", href: go.href({ record: "", pair: "" }) }, `← ${say("path")}`) : null;
      const back = toPath ? toPath : (record !== undefined || ties?.length) && entity !== undefined
        ? el("a", { class: "back", href: go.href({ record: "", pair: "" }) }, `← ${index.shortLabel(entity, next.language)}`) : null;
      holder.replaceChildren(...[back, note, ...body].flat().filter(Boolean));
      if (!stays) holder.scrollTop = 0;
    },
  };
}
