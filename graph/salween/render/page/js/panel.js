// The panel: what is known of an entity, and the evidence of a tie or an event. Text only.

import { el, lineSample, markSample, outLink } from "./dom.js";
import { SUPPORTS, CONTRADICTS, REPORTS, NEGATED, PLANNED, STATUS } from "./index.js";
import {
  answerWords, capital, citation, claimWords, CONFIDENCE, confirmedWords, eventTitle, legalStages, lineStyle, many,
  recordWords, refLabel, STYLE_WORDS, tieWhen, whenWords,
} from "./words.js";
import { CERTAIN, dateWords, dayWords, isLater, NO, POSSIBLE, recordOn, spanWords, UNKNOWN } from "./time.js";

const GRADES = { A: "completely reliable", B: "usually reliable", C: "fairly reliable", D: "not usually reliable", E: "unreliable", F: "cannot be judged" };
const BASES = { claim: "a claim", admission: "an admission", witness: "a witness", imagery: "imagery", document: "a document", court: "a court", list: "a list" };
const PUBLIC = { office: "holds or held an office", listed: "named in an official list", convicted: "convicted by a court", "officially-wanted": "officially wanted", court: "named by a court", "self-published": "published by the person" };

/**
 * Make the panel.
 * @param go {record(number), tie(number), href(part of a state)}
 */
export function makePanel(holder, index, go) {
  const { raw, text } = index;
  let state = null;

  const name = (ref) => {
    if (ref === null) return "";
    const label = refLabel(index, ref, state.language);
    if (ref >= 0) return el("a", { class: "name", href: go.href({ entity: raw.entities.id[ref], record: "", pair: "" }) }, label);
    return -1 - ref < index.records ? toRecord(-1 - ref, label) : label;
  };
  const toRecord = (record, words) => el("a", { class: "name", href: go.href({ record: raw.records.id[record], pair: "" }) }, words);
  const section = (title, ...children) => {
    const kept = children.flat().filter(Boolean);
    return kept.length ? el("section", {}, el("h3", {}, title), ...kept) : null;
  };
  const chip = (words, kind = "") => el("span", { class: `chip ${kind}` }, words);

  // ---- an entity ----------------------------------------------------------------------------------------------

  function dossier(entity) {
    const { day } = state;
    const kind = raw.entities.kind[entity];
    const ties = index.tiesOf[entity].map((tie) => ({ tie, answer: index.answersOn(day)[tie] }));
    const at = (...answers) => ties.filter(({ answer }) => answers.includes(answer)).map(({ tie }) => tie);
    const [later, before] = split(at(NO), (tie) => raw.ties.record[tie] >= 0 && isLater(raw.validities, raw.ties.validity[tie], day));
    const because = text(raw.entities.publicBecause[entity]);
    const point = raw.entities.point[entity];
    return [
      el("p", { class: "kind" }, markSample(raw.kinds.shape[kind], raw.kinds.colour[kind]), capital(index.kindLabel(entity))),
      el("h2", { tabindex: -1 }, index.label(entity, state.language)),
      names(entity),
      raw.entities.isPrivate[entity] ? el("p", { class: "quiet" }, "A private person: the record holds no name.") : null,
      stageLine(entity),
      section(`Ties on ${dayWords(day)}`, groupsOfTies(entity, at(CERTAIN, POSSIBLE)) ?? el("p", { class: "quiet" }, "None that is known to hold on this day.")),
      at(UNKNOWN).length ? section("Not known on this day", el("p", { class: "quiet" }, "Seen too long ago, or undated: the record cannot tell."), groupsOfTies(entity, at(UNKNOWN))) : null,
      section("Before", groupsOfTies(entity, before)),
      section("After this day", groupsOfTies(entity, later)),
      facts(entity),
      ...eventLists(entity),
      section("About this entry", el("dl", {},
        ...row("Id", raw.entities.id[entity]),
        ...row("Named because", PUBLIC[because] ?? because),
        ...row("Reliability as a source", text(raw.entities.grade[entity]) && `${text(raw.entities.grade[entity])}, ${GRADES[text(raw.entities.grade[entity])]}`),
        ...row("Place", point && `${point[0].toFixed(3)}, ${point[1].toFixed(3)}`),
        ...outside(entity),
        ...row("Note", text(raw.entities.note[entity]))),
        sourceList(raw.entities.attestations[entity])),
    ];
  }

  function names(entity) {
    const main = index.label(entity, state.language);
    const rest = index.namesOf[entity].filter((n) => text(raw.names.text[n]) !== main);
    if (!rest.length) return null;
    return el("ul", { class: "names" }, ...rest.map((n) => {
      const sort = text(raw.names.sort[n]);
      const when = spanWords(text(raw.names.from[n]), text(raw.names.until[n]), "");
      return el("li", { lang: text(raw.names.lang[n]) }, text(raw.names.text[n]), sort === "name" && !when ? "" : el("span", { class: "quiet", lang: "en" }, ` ${[sort === "name" ? "" : sort, when].filter(Boolean).join(", ")}`));
    }));
  }

  function row(term, value) {
    return value ? [el("dt", {}, term), el("dd", {}, value)] : [];
  }

  function outside(entity) {
    const cells = raw.entities.ids[entity];
    const rows = [];
    for (let n = 0; n < cells.length; n += 2) rows.push(...row(text(cells[n]), text(cells[n + 1])));
    return rows;
  }

  /** The legal stage of a person on the day, which goes with the name wherever there is an accusation. */
  function stageLine(entity) {
    const stages = legalStages(index, entity, state.day);
    if (!stages.length) return null;
    return el("p", { class: "stage" }, `Legal stage on ${dayWords(state.day)}: `,
      ...stages.flatMap(({ stage, case: inCase, record }, n) => [
        n ? "; " : "",
        toRecord(record, stage),
        inCase === null ? "" : ` (${refLabel(index, inCase, state.language)})`,
      ]));
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
    const start = (tie) => (raw.ties.record[tie] < 0 ? 0 : raw.validities.startLatest[raw.ties.validity[tie]] ?? 0);
    return [...groups].map(([words, list]) =>
      el("div", { class: "relation" }, el("h4", {}, words, list.length > 1 ? el("span", { class: "count" }, String(list.length)) : ""),
        el("ul", { class: "ties" }, ...list.sort((a, b) => start(b) - start(a)).map((tie) => tieRow(entity, tie)))));
  }

  function tieRow(entity, tie) {
    const style = lineStyle(index, tie);
    const answer = index.answersOn(state.day)[tie];
    const record = raw.ties.record[tie];
    const doubt = style === "accepted" ? "" : style === "inferred" ? "inferred" : style === "disputed" ? "disputed" : text(raw.records.reading[record]);
    const open = () => (record < 0 ? go.tie(tie) : go.record(record));
    const possible = answer === POSSIBLE ? "possible" : "";
    return el("li", {}, name(index.other(tie, entity)),
      el("button", { class: "evidence", type: "button", onclick: open, title: `${STYLE_WORDS[style]}: see the sources` },
        lineSample(style, answer), [tieWhen(index, tie), possible, doubt].filter(Boolean).join(" · ") || "sources"));
  }

  /** Values, counts, plans and denials: what is claimed of the entity and is no tie. */
  function facts(entity) {
    const claims = index.claimsOf[entity].filter((record) => raw.records.object[record] === null);
    const other = index.claimsOf[entity].filter((record) => raw.records.object[record] !== null && !index.isLive(record));
    return [
      section("Figures and dates", recordList(claims, (record) => claimWords(index, record, state.language).replace(`${refLabel(index, raw.records.subject[record], state.language)} `, ""))),
      section("Planned, not so, or in error", recordList(other, (record) => recordWords(index, record, state.language))),
    ];
  }

  function recordList(records, words) {
    if (!records.length) return null;
    return el("ul", { class: "records" }, ...records.map((record) => {
      const style = ["accepted", "provisional", "disputed", "disputed"][raw.records.status[record]];
      const doubt = raw.records.status[record] ? text(raw.records.reading[record]) : "";
      return el("li", {}, el("button", { class: "evidence wide", type: "button", onclick: () => go.record(record) },
        lineSample(style, recordOn(raw, record, state.day)), el("span", {}, words(record), el("span", { class: "quiet" }, ` ${[whenWords(index, record), doubt].filter(Boolean).join(" · ")}`))));
    }));
  }

  function eventLists(entity) {
    const start = (record) => raw.validities.startLatest[raw.records.validity[record]] ?? 0;
    const all = index.eventsOf[entity].slice().sort((a, b) => start(b) - start(a));
    const [sayings, events] = split(all, (record) => raw.records.says[record] > 0);
    const words = (record) => recordWords(index, record, state.language);
    return [
      section("Events", recordList(events, words)),
      section("Said by it or of it", recordList(sayings, (record) => `${eventTitle(index, record, state.language)}: ${text(raw.records.says[record])}`)),
    ];
  }

  function sourceList(attestations) {
    const sources = [...new Set(attestations.map((a) => raw.attestations.source[a]))];
    return sources.length ? el("ul", { class: "sources" }, ...sources.map((source) => el("li", {}, sourceLine(source)))) : null;
  }

  function sourceLine(source) {
    const publisher = raw.sources.publisher[source];
    const published = text(raw.sources.published[source]);
    const dated = published ? dateWords(published) : `undated, read ${dateWords(text(raw.sources.retrieved[source]))}`;
    return [
      publisher >= 0 ? name(publisher) : "", publisher >= 0 ? ", " : "",
      outLink(text(raw.sources.url[source]), text(raw.sources.title[source])), ", ", dated,
      text(raw.sources.archive[source]) ? [" (", outLink(text(raw.sources.archive[source]), "archived copy"), ")"] : "",
    ].flat();
  }

  // ---- a record -----------------------------------------------------------------------------------------------

  function evidence(record) {
    const { records } = raw;
    const status = records.status[record];
    const style = ["accepted", "provisional", "disputed", "disputed"][status];
    const reading = text(records.reading[record]);
    const flags = records.flags[record];
    const isEvent = records.isEvent[record];
    const kind = isEvent ? raw.eventKinds.label[records.term[record]] : raw.families.label[raw.predicates.family[records.term[record]]];
    const asked = isEvent ? raw.eventKinds : raw.predicates;
    const accused = asked.accuses[records.term[record]] ? peopleIn(record) : [];
    const because = text(records.because[record]);
    return [
      el("p", { class: "kind" }, capital(kind ?? ""), flags & PLANNED ? chip("planned") : "", flags & NEGATED ? chip("known not to be so") : ""),
      el("h2", { tabindex: -1 }, isEvent ? capital(raw.eventKinds.label[records.term[record]]) : [name(records.subject[record]), ` ${raw.predicates.label[records.term[record]]}${records.object[record] === null ? ":" : ""} `, records.object[record] === null ? text(records.value[record]) : name(records.object[record])].flat()),
      whenWords(index, record) ? el("p", { class: "when" }, capital(whenWords(index, record))) : el("p", { class: "when quiet" }, "Undated"),
      text(records.says[record]) ? el("p", { class: "says" }, text(records.says[record])) : null,
      ...accused.map(stageOf),
      isEvent ? roles(record) : null,
      pairs(records.qualifiers[record]),
      el("section", { class: `reading ${style}` }, el("h3", {}, "Our reading"),
        el("p", {}, lineSample(style), el("strong", {}, capital(reading)), ` · confidence ${CONFIDENCE[records.confidence[record]]}`),
        because && because !== reading ? el("p", {}, `${capital(because)}.`) : null,
        records.assessed[record].length ? el("p", { class: "quiet" }, `An analyst's judgement${text(records.assessed[record][0]) ? ` (${text(records.assessed[record][0])})` : ""}, ${dateWords(text(records.assessed[record][1]))}.`) : null,
        flags ? null : el("p", {}, `${capital(answerWords(index, record, state.day))}${confirmedWords(index, record) ? `; ${confirmedWords(index, record)}` : ""}.`),
        disputes(record),
        outcome(record)),
      ...voices(record),
      replies(record),
      text(records.note[record]) ? section("Note", el("p", {}, text(records.note[record]))) : null,
      el("p", { class: "cite" },
        el("button", { type: "button", class: "plain", onclick: (event) => copy(event.currentTarget, citation(index, record, state.language)) }, "Copy citation"),
        el("code", {}, records.id[record])),
    ];
  }

  function peopleIn(record) {
    const ends = raw.records.isEvent[record]
      ? index.fillsOf[record].filter((f) => raw.roles.key[raw.fills.role[f]] === "accused").map((f) => raw.fills.actor[f])
      : [raw.records.subject[record]];
    return ends.filter((ref) => ref !== null && ref >= 0 && index.isA(ref, "Person"));
  }

  function stageOf(person) {
    const line = stageLine(person);
    if (line) line.prepend(`${index.label(person, state.language)}. `);
    return line ?? el("p", { class: "stage" }, `${index.label(person, state.language)}: no charge or judgment on record by ${dayWords(state.day)}.`);
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
        const quiet = [...listPairs(raw.fills.qualifiers[fill], true), spanWords(text(raw.fills.from[fill]), text(raw.fills.until[fill]), "")].filter(Boolean);
        return el("dd", {}, name(raw.fills.actor[fill]), quiet.length ? el("span", { class: "quiet" }, `, ${quiet.join(", ")}`) : "", sourceList(raw.fills.attestations[fill]));
      }),
    ]));
  }

  /** Fields with values, in words; `title` needs no name. */
  function listPairs(cells, isBare = false) {
    const found = [];
    for (let n = 0; n < cells.length; n += 2) {
      const key = text(cells[n]), value = cells[n + 1];
      const words = Array.isArray(value) ? value.map((ref) => refLabel(index, ref, state.language)).join(", ") : fieldWords(key, text(value));
      found.push(isBare && key === "title" ? words : `${raw.fields[key] ?? key}: ${words}`);
    }
    return found;
  }

  const fieldWords = (key, words) => (/^(from|until|date)$/.test(key) ? dateWords(words) : words === "true" ? "yes" : words);

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
      const weight = raw.disputes.isEqual[dispute] ? "the dissent is as strong" : "the dissent is weaker";
      return el("li", {}, `Sources differ on the ${raw.fields[field] ?? field}; ${weight}.`,
        ...others.flatMap((other) => [" ", toRecord(other, recordWords(index, other, state.language))]));
    });
    for (const other of raw.records.disputedWith[record]) {
      found.push(el("li", {}, "On some days another record says otherwise: ", toRecord(other, recordWords(index, other, state.language))));
    }
    return found.length ? el("ul", { class: "disputes" }, ...found) : null;
  }

  function outcome(record) {
    const found = raw.records.outcome[record];
    if (!found.length) return null;
    const words = { no: "It did not happen", partly: "It happened in part", yes: "It happened", unknown: "Whether it happened is not known" }[text(found[0])] ?? text(found[0]);
    return el("div", {}, el("p", {}, words, found[1] >= 0 ? [": ", toRecord(found[1], recordWords(index, found[1], state.language))] : "."), sourceList(found[2]));
  }

  /** Who says so, and beside it who says otherwise. */
  function voices(record) {
    const list = raw.records.attestations[record];
    const with_ = (stance) => list.filter((a) => raw.attestations.stance[a] === stance);
    const dissents = (a) => index.disputesOf[record].some((d) => raw.disputes.attestations[d].includes(a));
    const [differs, supports] = split(with_(SUPPORTS), dissents), against = [...with_(CONTRADICTS), ...differs];
    const column = (title, attestations) => el("div", {}, el("h3", {}, title), el("ul", { class: "voices" }, ...attestations.map((a) => voice(record, a))));
    return [
      el("section", { class: against.length ? "two" : "" }, supports.length ? column("Who says so", supports) : null, against.length ? column(differs.length ? "Who says otherwise, or differs" : "Who says otherwise", against) : null),
      section("Repeated by", with_(REPORTS).length ? el("ul", { class: "voices" }, ...with_(REPORTS).map((a) => voice(record, a))) : null),
    ];
  }

  function voice(record, a) {
    const at = raw.attestations;
    const source = at.source[a], grade = text(at.grade[a]), of = text(at.of[a]), basis = text(at.basis[a]), still = text(at.still[a]);
    const publisher = raw.sources.publisher[source];
    const published = text(raw.sources.published[source]);
    const stance = at.stance[a] === CONTRADICTS ? (of === "whole" || !of ? "denies it" : `disputes the ${raw.fields[of] ?? of}`) : of ? `on the ${raw.fields[of] ?? of} only` : "";
    const details = listPairs(at.details[a]);
    const differs = at.stance[a] !== SUPPORTS ? [] : index.disputesOf[record]
      .filter((d) => raw.disputes.attestations[d].includes(a)).map((d) => text(raw.disputes.field[d])).map((field) => raw.fields[field] ?? field);
    return el("li", { class: at.stance[a] === CONTRADICTS ? "against" : "" },
      el("p", { class: "who" },
        at.isQuoted[a] && at.speaker[a] >= 0 ? [name(at.speaker[a]), ", in "] : "",
        publisher >= 0 ? name(publisher) : "",
        grade ? el("abbr", { class: "chip grade", title: `Reliability ${grade}: ${GRADES[grade] ?? ""}` }, grade) : "",
        at.isParty[a] ? chip("a party", "party") : "",
        differs.length ? chip(`differs on the ${differs.join(", ")}`, "no") : "",
        stance ? chip(stance, at.stance[a] === CONTRADICTS ? "no" : "") : ""),
      el("p", {}, outLink(text(raw.sources.url[source]), text(raw.sources.title[source])),
        el("span", { class: "quiet" }, `, ${[published ? dateWords(published) : `undated, read ${dateWords(text(raw.sources.retrieved[source]))}`, text(at.locator[a]), text(raw.sources.language[source]) !== "en" ? text(raw.sources.language[source]) : ""].filter(Boolean).join(", ")}`),
        text(raw.sources.archive[source]) ? [" · ", outLink(text(raw.sources.archive[source]), "archived copy")] : "",
        text(raw.sources.noUrl[source]) ? el("span", { class: "quiet" }, ` No address: ${text(raw.sources.noUrl[source])}.`) : ""),
      text(at.says[a]) ? el("p", { class: "says" }, text(at.says[a])) : null,
      details.length ? el("p", { class: "gives" }, `Gives ${details.join("; ")}`) : null,
      basis || still ? el("p", { class: "quiet" }, [basis && `rests on ${BASES[basis] ?? basis}`, still && (still === "published" ? "says it held when published" : `says it held on ${dateWords(still)}`)].filter(Boolean).join("; ")) : null);
  }

  function replies(record) {
    return section("Reply", ...raw.records.replies[record].map(([says, speaker, attestations]) =>
      el("div", { class: "reply" }, el("p", {}, speaker >= 0 ? [name(speaker), ": "] : "", text(says)), sourceList(attestations))));
  }

  /** An inferred tie: by which rule, and the records that it rests on. */
  function inference(tie) {
    const number = raw.ties.validity[tie];
    const predicate = raw.predicates.label[raw.ties.predicate[tie]];
    return [
      el("p", { class: "kind" }, "Inferred"),
      el("h2", { tabindex: -1 }, name(raw.ties.subject[tie]), ` ${predicate} `, name(raw.ties.object[tie])),
      el("section", { class: "reading inferred" }, el("p", {}, lineSample("inferred"), `Nobody says so: it follows by the rule “${text(raw.conclusions.rule[number])}” from the records below, and is as strong as the weakest of them.`)),
      section("It rests on", recordList(raw.conclusions.restsOn[number], (record) => recordWords(index, record, state.language))),
    ];
  }

  // ---- several ties, and the beginning --------------------------------------------------------------------------

  function between(ties) {
    const ends = [...new Set(ties.flatMap((tie) => [raw.ties.subject[tie], raw.ties.object[tie]]))];
    if (ties.length === 1) return raw.ties.record[ties[0]] < 0 ? inference(ties[0]) : evidence(raw.ties.record[ties[0]]);
    return [
      el("p", { class: "kind" }, many(ties.length, "tie")),
      el("h2", { tabindex: -1 }, ...ends.slice(0, 2).flatMap((ref, n) => [n ? " and " : "", name(ref)])),
      el("ul", { class: "records" }, ...ties.map((tie) => {
        const style = lineStyle(index, tie);
        const record = raw.ties.record[tie];
        const words = `${refLabel(index, raw.ties.subject[tie], state.language)} ${raw.predicates.label[raw.ties.predicate[tie]]} ${refLabel(index, raw.ties.object[tie], state.language)}`;
        return el("li", {}, el("button", { class: "evidence wide", type: "button", onclick: () => (record < 0 ? go.tie(tie) : go.record(record)) },
          lineSample(style, index.answersOn(state.day)[tie]), el("span", {}, words, el("span", { class: "quiet" }, ` ${[tieWhen(index, tie), style === "accepted" ? "" : STYLE_WORDS[style]].filter(Boolean).join(" · ")}`))));
      })),
    ];
  }

  function welcome() {
    const { dataset } = raw;
    const top = [...index.weight.keys()].filter((e) => index.tiesOf[e].length).sort((a, b) => index.weight[b] - index.weight[a] || a - b).slice(0, 12);
    const start = (record) => raw.validities.startLatest[raw.records.validity[record]] ?? 0;
    const events = [...Array(index.records).keys()].filter((r) => raw.records.isEvent[r] && index.isLive(r) && !raw.records.says[r] && recordOn(raw, r, state.day) > UNKNOWN);
    events.sort((a, b) => start(b) - start(a));
    return [
      el("h2", { tabindex: -1 }, dataset.title),
      el("p", {}, dataset.description),
      el("p", { class: "quiet" }, `${many(index.entities, "entity", "entities")}, ${many(index.ties, "tie")}, ${many(raw.sources.id.length, "source")}. Each tie is somebody's claim with its sources and dates: open one to see who says so, who says otherwise, and how we read it.`),
      section("Most is known of", el("ul", { class: "start" }, ...top.map((entity) => el("li", {}, name(entity), el("span", { class: "quiet" }, ` ${index.kindLabel(entity)}`))))),
      section(`Latest events by ${dayWords(state.day)}`, recordList(events.slice(0, 6), (record) => recordWords(index, record, state.language))),
      section("About", el("dl", {}, ...row("Edition", dateWords(dataset.edition)), ...row("Covers to", dayWords(dataset.coversTo)), ...row("Licence", dataset.licence),
        ...(dataset.contact ? [el("dt", {}, "Corrections"), el("dd", {}, outLink(dataset.contact, dataset.contact))] : []), ...row("By", dataset.creator))),
    ];
  }

  return {
    /** Show what a state chooses; `ties` are the ties of a chosen line; `stays` keeps the place one has scrolled to. */
    show(next, ties, stays = false) {
      state = next;
      const record = index.recordOf.get(next.record), entity = index.entityOf.get(next.entity);
      const body = record !== undefined ? evidence(record) : ties?.length ? between(ties) : entity !== undefined ? dossier(entity) : welcome();
      const back = (record !== undefined || ties?.length) && entity !== undefined
        ? el("a", { class: "back", href: go.href({ record: "", pair: "" }) }, `← ${index.shortLabel(entity, next.language)}`) : null;
      holder.replaceChildren(...[back, ...body].flat().filter(Boolean));
      if (!stays) holder.scrollTop = 0;
    },
  };
}

function split(list, test) {
  return [list.filter(test), list.filter((item) => !test(item))];
}

async function copy(button, words) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const area = el("textarea", { class: "hidden" }, words);
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  button.textContent = "Copied";
}
