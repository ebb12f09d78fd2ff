// What stands around one entity on a day: its neighbours, the relation to each, and the events it took part in.

import { PLANNED } from "./index.js";
import { compare } from "./shapes.js";
import { recordOn, NO, POSSIBLE, UNKNOWN, CERTAIN } from "./time.js";
import { capital, eventTitle, lineStyle, partOf, recordStyle, whenWords } from "./words.js";
import { say } from "./say.js";

const RING = 34, EVENTS = 10;
/** How many more an expanded neighbour brings. */
const SECOND = 12;

/**
 * What stands around an entity on a day: its neighbours with the relations to each, and events it took part in. Those
 * of `state.more` bring their own neighbours, those of `state.pins` are there whoever is in the middle.
 */
export function around(index, state, centre) {
  const { raw } = index, { day, language } = state, hidden = new Set((state.hide ?? []).map((id) => index.entityOf.get(id)));
  const answers = index.shownOn(day), own = raw.entities.id[centre];
  const startOf = (record) => raw.validities.begin[raw.records.validity[record]] ?? 0;
  const weight = (ref) => (ref >= 0 ? index.weight[ref] : 0);
  const { byOther, seen } = relations(index, answers, centre);
  const pins = (state.pins ?? []).map((id) => index.entityOf.get(id)).filter((pin) => pin !== undefined && pin !== centre && !hidden.has(pin));
  let others = [...byOther.keys()].filter((ref) => !hidden.has(ref)).sort((a, b) => Number(pins.includes(b)) - Number(pins.includes(a)) || weight(b) - weight(a) || a - b);
  const folded = others.length > RING + 1 ? others.slice(RING) : [];
  others = others.slice(0, others.length - folded.length);
  const first = (ref) => [...byOther.get(ref).values()][0];
  const orderOf = (ref) => [raw.predicates.family[first(ref).predicate], first(ref).predicate, ref >= 0 ? raw.entities.kind[ref] : 999, ref];
  others.sort((a, b) => compare(orderOf(a), orderOf(b)));
  const events = index.eventsOf[centre]
    .filter((record) => !seen.has(record) && index.isLive(record) && (!index.mask || index.mask.records[record]) && !raw.records.says[record] && recordOn(raw, record, day) > UNKNOWN)
    .sort((a, b) => startOf(b) - startOf(a));
  const shown = events.length > EVENTS + 1 ? events.slice(0, EVENTS) : events;
  const marks = new Map([[own, { id: own, entity: centre, centre: true }]]), lines = new Map(), ring = [];
  const markFor = (ref) => ({ id: idOfRef(index, ref), ...(ref >= 0 ? { entity: ref } : { record: -1 - ref }), text: ref >= 0 ? index.shortLabel(ref, language) : eventTitle(index, -1 - ref, language) });
  for (const other of others) {
    ring.push({ ...markFor(other), isPinned: pins.includes(other), isOpen: (state.more ?? []).includes(idOfRef(index, other)) });
    addLines(index, lines, centre, other, byOther.get(other));
  }
  for (const pin of pins) if (!others.includes(pin)) ring.push({ ...markFor(pin), isPinned: true, isOpen: (state.more ?? []).includes(raw.entities.id[pin]) });
  if (folded.length) ring.push({ id: "more ties", text: say("andMore", { n: folded.length }) });
  for (const record of shown.reverse()) {
    const id = `event ${record}`;
    if (marks.has(id) || ring.some((mark) => mark.id === id)) continue;
    const kind = raw.eventKinds.label[raw.records.term[record]];
    ring.push({ id, record, text: [capital(kind), whenWords(index, record).split(", ")[0]].filter(Boolean).join(", "), small: true });
    const fill = index.fillsOf[record].find((f) => raw.fills.actor[f] === centre);
    lines.set(`${id} 0`, { record, ties: [], style: recordStyle(index, record), answer: recordOn(raw, record, day), from: own, to: id, symmetric: true, word: raw.roles.label[raw.fills.role[fill]], turn: 0, middle: own, other: id, faint: true });
  }
  for (const { id, entity, text, line } of plansOf(index, centre, language, hidden)) {
    if (!ring.some((mark) => mark.id === id)) ring.push(entity === undefined ? { id, record: line.record, text, small: true } : { id, entity, text });
    lines.set(`planned ${line.record}`, line);
  }
  if (events.length > shown.length) ring.push({ id: "more events", text: say("andMoreEvents", { n: events.length - shown.length }), small: true });
  for (const mark of ring) marks.set(mark.id, mark);
  const outer = [], joined = new Set(pins);
  for (const mark of ring.filter((one) => one.isOpen && one.entity !== undefined)) {
    joined.add(mark.entity);
    const found = relations(index, answers, mark.entity).byOther;
    const fresh = [...found.keys()].filter((ref) => ref >= 0 && !hidden.has(ref) && !marks.has(idOfRef(index, ref))).sort((a, b) => weight(b) - weight(a) || a - b);
    for (const ref of fresh.slice(0, SECOND)) {
      const one = { ...markFor(ref), parent: mark.id, second: true };
      outer.push(one);
      marks.set(one.id, one);
    }
    if (fresh.length > SECOND) {
      const one = { id: `more of ${mark.id}`, text: say("andMore", { n: fresh.length - SECOND }), parent: mark.id, second: true, small: true };
      outer.push(one);
      marks.set(one.id, one);
    }
  }
  for (const entity of joined) {
    for (const [other, found] of relations(index, answers, entity).byOther) {
      if (other !== centre && other >= 0 && marks.has(idOfRef(index, other)) && !(joined.has(other) && other < entity)) addLines(index, lines, entity, other, found, true);
    }
  }
  return { centre, ring, outer, marks, lines, language, names: [], words: [] };
}

/** What is planned with an entity and is not yet so: claims to another, and events. */
function plansOf(index, centre, language, hidden) {
  const { raw } = index, own = raw.entities.id[centre], isPlan = (record) => raw.records.flags[record] === PLANNED && index.isHeard(record) && (!index.mask || index.mask.records[record]);
  const line = (record, id, word, part = {}) => ({ record, ties: [], style: "planned", answer: CERTAIN, from: own, to: id, symmetric: true, word, turn: 0, middle: own, other: id, ...part });
  const claims = index.claimsOf[centre].filter((record) => isPlan(record) && raw.records.object[record] !== null).flatMap((record) => {
    const outward = raw.records.subject[record] === centre, other = outward ? raw.records.object[record] : raw.records.subject[record];
    if (other < 0 || other === centre || hidden.has(other)) return [];
    const id = raw.entities.id[other], word = raw.predicates.label[raw.records.term[record]];
    return [{ id, entity: other, text: index.shortLabel(other, language), line: line(record, id, word, outward ? { symmetric: false } : { from: id, to: own, symmetric: false }) }];
  });
  const events = index.eventsOf[centre].filter(isPlan).slice(-3).map((record) => {
    const id = `event ${record}`, fill = index.fillsOf[record].find((f) => raw.fills.actor[f] === centre);
    return { id, text: capital(raw.eventKinds.label[raw.records.term[record]]), line: line(record, id, raw.roles.label[raw.fills.role[fill]], { faint: true }) };
  });
  return [...claims.slice(0, 6), ...events];
}

const idOfRef = (index, ref) => (ref >= 0 ? index.raw.entities.id[ref] : `event ${-1 - ref}`);

/** The ties of an entity by whom they join it to, alike ones as one line; and the records that they come from. */
function relations(index, answers, centre) {
  const { raw } = index, byOther = new Map(), seen = new Set();
  for (const tie of index.tiesOf[centre]) {
    const answer = answers[tie];
    if (answer === NO) continue;
    seen.add(raw.ties.record[tie]);
    const other = index.other(tie, centre);
    if (other === centre) continue;
    const outward = raw.ties.subject[tie] === centre;
    const symmetric = raw.predicates.symmetric[raw.ties.predicate[tie]];
    const style = lineStyle(index, tie);
    const key = `${raw.ties.predicate[tie]} ${symmetric ? "" : outward} ${style} ${answer === UNKNOWN}`;
    if (!byOther.has(other)) byOther.set(other, new Map());
    const lines = byOther.get(other);
    if (!lines.has(key)) lines.set(key, { ties: [], predicate: raw.ties.predicate[tie], outward, symmetric, style, answer });
    const line = lines.get(key);
    line.ties.push(tie);
    line.answer = Math.max(line.answer, answer);
  }
  return { byOther, seen };
}

/** The parts that all of some ties speak of; nothing where one speaks of the whole. */
function sharedParts(index, ties) {
  const parts = [...new Set(ties.map((tie) => partOf(index, index.raw.ties.record[tie])))];
  return parts.every(Boolean) ? parts.sort().join(", ") : "";
}

/** Add the lines between two, each with the words of its relation; `faint` for those that do not touch the middle. */
function addLines(index, lines, centre, other, found, faint = false) {
  const { raw } = index, own = idOfRef(index, centre), id = idOfRef(index, other), list = [...found.values()];
  list.forEach((line, n) => {
    const word = raw.predicates.label[line.predicate];
    const count = line.ties.length > 1 ? ` ×${line.ties.length}` : "";
    const limits = [sharedParts(index, line.ties), line.answer === POSSIBLE ? say("on possible") : ""].filter(Boolean).join(", ");
    const doubt = (limits ? ` (${limits})` : "") + (line.answer === UNKNOWN ? " ?" : "");
    lines.set(faint ? `${own} ${id} ${n}` : `${id} ${n}`, { ...line, from: line.outward ? own : id, to: line.outward ? id : own, word: word + count + doubt, turn: n - (list.length - 1) / 2, middle: own, other: id, faint });
  });
}

/** The neighbours of an entity on a day that a second ring begins with: the few with most ties. */
export function nearest(index, state, centre) {
  const answers = index.shownOn(state.day), { byOther } = relations(index, answers, centre);
  return [...byOther.keys()].filter((ref) => ref >= 0).sort((a, b) => index.weight[b] - index.weight[a] || a - b).slice(0, 5).map((ref) => idOfRef(index, ref)).sort();
}
