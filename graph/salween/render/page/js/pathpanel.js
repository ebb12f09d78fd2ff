// Paths between two: ask for the other end, then each path hop by hop, with its evidence and the time in which all held.

import { el, lineSample } from "./dom.js";
import { eventsInTime, findPaths, statesTogether } from "./paths.js";
import { CONTRADICTS } from "./index.js";
import { say } from "./say.js";
import { attachSearch } from "./search.js";
import { dayWords } from "./time.js";
import { capital, lineStyle, refLabel, STYLE_WORDS, tieDetails, tieDoubt, tieWhen } from "./words.js";

const MOST_HOPS = 4;

export function makePathPanel(index, go, pieces, now) {
  const { raw } = index;
  let known = { key: "", paths: [] };

  /** The paths of a state, or nothing where none are asked for; kept until something changes them. */
  function pathsOf(state) {
    const [a, b] = state.path.split("~").map((id) => index.entityOf.get(id));
    if (a === undefined || b === undefined || a === b) return null;
    const key = `${state.path} ${state.known}`;
    if (known.key !== key) known = { key, paths: findPaths(index, a, b, { maxHops: MOST_HOPS }) };
    return known.paths.map((hops) => ({ hops: hops.map((hop) => ({ ...hop, answer: index.answersOn(state.day)[hop.tie] })) }));
  }

  /** A button that becomes a box to name the other end in. */
  function ask(entity) {
    const holder = el("p", { class: "ask-path" });
    const open = () => {
      const input = el("input", { type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": "path-hits", "aria-label": say("pathFind"), placeholder: say("pathFind"), autocomplete: "off", spellcheck: "false" });
      const hits = el("ul", { id: "path-hits", role: "listbox", tabindex: -1, "aria-label": say("pathFind"), class: "hits", hidden: true });
      holder.replaceChildren(el("span", { class: "find" }, input, hits));
      attachSearch(input, hits, index, () => now().language, (other) => go.change({ path: `${raw.entities.id[entity]}~${raw.entities.id[other]}`, entity: "", record: "", pair: "", camera: "", drawing: "ties" }), "path-hit");
      input.focus();
    };
    holder.append(el("button", { type: "button", class: "plain", onclick: open }, say("pathTo")));
    return holder;
  }

  function hop({ start, end, tie, answer }, n) {
    const record = raw.ties.record[tie], style = lineStyle(index, tie), outward = raw.ties.subject[tie] === start;
    const predicate = raw.ties.predicate[tie], words = outward || raw.predicates.symmetric[predicate] ? raw.predicates.label[predicate] : raw.predicates.inverse[predicate];
    return el("li", {}, n ? "" : pieces.name(start), el("button", { type: "button", class: "evidence wide", onclick: () => go.record(record) }, lineSample(style, Math.max(1, answer)),
      el("span", {}, words, tieDetails(index, tie), el("span", { class: "quiet" }, ` ${[tieWhen(index, tie), tieDoubt(index, tie), disputants(record)].filter(Boolean).join(" · ")}`))), pieces.name(end));
  }

  /** In which order the events of a path came, where there are several. */
  function inTime(hops) {
    const groups = eventsInTime(index, hops).map((numbers) => say(numbers.length > 1 ? "pathUnordered" : "pathHop", { n: list(numbers) }));
    return groups.length ? say("pathInTime", { order: groups.map((hop, n) => say(n ? "pathThen" : "pathFirst", { hop })).join(", ") }) : "";
  }

  const list = (numbers) => numbers.map(String).reduce((a, b) => say("both ends", { a, b }));

  /** Whether the states of a path held at the same time, and when. */
  function together(hops) {
    const found = statesTogether(index, hops);
    if (!found) return "";
    const [from, until] = (found.days ?? [null, null]).map((day) => (day === null ? "" : dayWords(day)));
    const when = from && from === until ? say("onDay", { day: from }) : from && until ? say("fromUntil", { from, until }) : from ? say("fromDay", { day: from }) : until ? say("untilDay", { day: until }) : say("anyTime");
    return say(`pathTogether ${found.answer}`, { n: list(found.numbers), when });
  }

  /** Who disputes a record, or a part of it. */
  function disputants(record) {
    const at = raw.attestations, differ = index.disputesOf[record].flatMap((dispute) => raw.disputes.attestations[dispute]);
    const against = raw.records.attestations[record].filter((a) => at.stance[a] === CONTRADICTS || differ.includes(a));
    const names = against.map((a) => (at.speaker[a] >= 0 ? at.speaker[a] : raw.sources.publisher[at.source[a]])).filter((ref) => ref >= 0).map((ref) => index.shortLabel(ref, now().language));
    return names.length ? say("pathDisputed", { who: list([...new Set(names)]) }) : "";
  }

  function show(state) {
    const found = pathsOf(state), [a, b] = state.path.split("~").map((id) => index.entityOf.get(id));
    if (!found) return [el("h2", { tabindex: -1 }, say("path")), el("p", {}, say("pathUnknown"))];
    return [
      el("p", { class: "kind" }, say("pathsFound", { n: found.length })),
      el("h2", { tabindex: -1 }, say("pathTitle", { a: refLabel(index, a, state.language), b: refLabel(index, b, state.language) })),
      found.length ? "" : el("p", {}, say("pathNone", { n: MOST_HOPS })),
      ...found.map(({ hops }) => {
        const weakest = hops.reduce((worst, one) => (one.weight > worst.weight ? one : worst));
        return el("section", { class: "path" }, el("ol", {}, ...hops.map(hop)),
          el("p", { class: "quiet" }, [inTime(hops), together(hops), hops.length > 1 ? say("pathWeakest", { words: `${capital(raw.predicates.label[raw.ties.predicate[weakest.tie]])}, ${STYLE_WORDS[lineStyle(index, weakest.tie)]}` }) : ""].filter(Boolean).join(" ")));
      }),
      el("p", { class: "quiet" }, say("notFindings"), "."),
    ];
  }

  return { pathsOf, ask, show };
}
