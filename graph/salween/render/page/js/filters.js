// Which ties and records a reader wants to see: the named view, and the ticks of each facet. Nothing ticked lets all through.

import { NO } from "./time.js";

/** The facets in the order of the panel; each is also the name of its part of the address. */
export const FACETS = ["kind", "family", "status", "confidence", "publisher", "written"];

/** What each tie and each record has in each facet, worked out once and again for another day of knowledge. */
export function makeFilters(index) {
  const { raw, text } = index;
  let facts = null, factsOf = -1, mask = null;

  function factsNow() {
    if (factsOf === index.step) return facts;
    const voices = (records, of) => [...new Set(records.flatMap((record) => raw.records.attestations[record].map((a) => of(raw.attestations.source[a]))))];
    const publisher = (source) => raw.entities.id[raw.sources.publisher[source]] ?? "";
    const language = (source) => text(raw.sources.language[source]).split("-")[0];
    const kindOf = (ref) => (ref === null ? [] : ref >= 0 ? [raw.kinds.name[raw.entities.kind[ref]]] : [raw.eventKinds.name[raw.records.term[-1 - ref]]]);
    const record = (number, family, ends) => ({
      kind: [...new Set(ends.flatMap(kindOf))], family: [family],
      status: [raw.statuses[raw.records.status[number]]], confidence: [raw.confidences[raw.records.confidence[number]]],
      publisher: voices([number], publisher), written: voices([number], language), ends,
    });
    const familyOf = (number) => raw.families.key[number] ?? "";
    const records = Array.from({ length: index.records }, (_, number) => {
      const isEvent = raw.records.isEvent[number];
      const kinds = isEvent ? raw.eventKinds : raw.predicates;
      const ends = isEvent ? index.fillsOf[number].map((fill) => raw.fills.actor[fill]) : [raw.records.subject[number], raw.records.object[number]];
      return record(number, familyOf(kinds.family[raw.records.term[number]]), ends);
    });
    const ties = Array.from({ length: index.ties }, (_, tie) => {
      const ends = [raw.ties.subject[tie], raw.ties.object[tie]], family = familyOf(raw.predicates.family[raw.ties.predicate[tie]]);
      const own = raw.ties.record[tie], judged = { status: [raw.statuses[raw.ties.status[tie]]], confidence: [raw.confidences[raw.ties.confidence[tie]]] };
      if (own >= 0) return { ...records[own], ...judged, kind: [...new Set(ends.flatMap(kindOf))], family: [family], ends };
      const rests = raw.conclusions.restsOn[-1 - own];
      return { ...judged, kind: [...new Set(ends.flatMap(kindOf))], family: [family], publisher: voices(rests, publisher), written: voices(rests, language), ends };
    });
    [facts, factsOf] = [{ records, ties }, index.step];
    return facts;
  }

  const viewOf = (state) => raw.views.find((view) => view.id === state.view);
  const isA = (ref, kinds) => ref !== null && ref >= 0 && kinds.some((kind) => index.isA(ref, kind));

  function inView(view, fact, predicate, event) {
    if (!view) return true;
    const asked = view.predicates.length || view.families.length;
    if (event !== undefined) return view.events.length ? view.events.includes(event) : !asked || view.families.includes(fact.family[0]);
    if (asked && !view.predicates.includes(predicate) && !view.families.includes(fact.family[0])) return false;
    return !view.kinds.length || fact.ends.some((ref) => isA(ref, view.kinds));
  }

  /** Does it pass all ticked facets, but for one? With `both`, each end must be of a ticked kind. */
  function passes(fact, state, but = "") {
    return FACETS.every((facet) => {
      const wanted = state[facet];
      if (!wanted.length || facet === but) return true;
      if (facet === "kind" && state.both) return fact.ends.every((ref) => ref === null || ref < 0 || wanted.includes(raw.kinds.name[raw.entities.kind[ref]]));
      return fact[facet].some((value) => wanted.includes(value));
    });
  }

  const eventOf = (record) => (raw.records.isEvent[record] ? raw.eventKinds.name[raw.records.term[record]] : undefined);
  const predicateOf = (record) => (raw.records.isEvent[record] ? undefined : raw.predicates.key[raw.records.term[record]]);

  return {
    viewOf,
    /** Is anything ticked? */
    isAny: (state) => FACETS.some((facet) => state[facet].length),
    /** The mask of a state for `index.mask`; nothing where all passes, which saves asking every record. */
    maskOf(state) {
      const all = viewOf(state);
      if (!FACETS.some((facet) => state[facet].length) && !(all && ["predicates", "families", "events", "kinds"].some((key) => all[key].length))) return null;
      const key = [state.view, state.both, ...FACETS.map((facet) => state[facet].join())].join(" ") + ` ${index.step}`;
      if (mask?.key === key) return mask;
      const { records, ties } = factsNow(), view = viewOf(state);
      mask = {
        key,
        ties: Uint8Array.from(ties, (fact, tie) => Number(inView(view, fact, raw.predicates.key[raw.ties.predicate[tie]]) && passes(fact, state))),
        records: Uint8Array.from(records, (fact, record) => Number(index.isHeard(record) && inView(view, fact, predicateOf(record), eventOf(record)) && passes(fact, state))),
      };
      return mask;
    },
    /** How many ties of the day each value of a facet would show, given the other facets: [value, count], most first. */
    counts(facet, state) {
      const { ties } = factsNow(), view = viewOf(state), answers = index.answersOn(state.day), found = new Map(state[facet].map((value) => [value, 0]));
      ties.forEach((fact, tie) => {
        if (answers[tie] === NO || !inView(view, fact, raw.predicates.key[raw.ties.predicate[tie]]) || !passes(fact, state, facet)) return;
        for (const value of fact[facet]) found.set(value, (found.get(value) ?? 0) + 1);
      });
      return [...found].filter(([value]) => value).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    },
  };
}
