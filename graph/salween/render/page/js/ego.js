// What stands around one entity on a day: its neighbours, the relation to each, and the events it took part in.

import { compare } from "./shapes.js";
import { dateWords, recordOn, NO, UNKNOWN, CERTAIN } from "./time.js";
import { capital, eventTitle, lineStyle } from "./words.js";

const RING = 34, EVENTS = 10;

/** What stands around an entity on a day: its neighbours with the relations to each, and events it took part in. */
export function around(index, state, centre) {
  const { raw } = index, { day, language } = state, hidden = new Set((state.hide ?? []).map((id) => index.entityOf.get(id)));
  const answers = index.shownOn(day);
  const startOf = (record) => raw.validities.startLatest[raw.records.validity[record]] ?? 0;
  const byOther = new Map(), seen = new Set();
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
  const weight = (ref) => (ref >= 0 ? index.weight[ref] : 0);
  let others = [...byOther.keys()].filter((ref) => !hidden.has(ref)).sort((a, b) => weight(b) - weight(a) || a - b);
  const folded = others.length > RING + 1 ? others.slice(RING) : [];
  others = others.slice(0, others.length - folded.length);
  const first = (ref) => [...byOther.get(ref).values()][0];
  const orderOf = (ref) => [raw.predicates.family[first(ref).predicate], first(ref).predicate, ref >= 0 ? raw.entities.kind[ref] : 999, ref];
  others.sort((a, b) => compare(orderOf(a), orderOf(b)));
  const events = index.eventsOf[centre]
    .filter((record) => !seen.has(record) && index.isLive(record) && (!index.mask || index.mask.records[record]) && !raw.records.says[record] && recordOn(raw, record, day) > UNKNOWN)
    .sort((a, b) => startOf(b) - startOf(a));
  const shown = events.length > EVENTS + 1 ? events.slice(0, EVENTS) : events;
  const marks = new Map([[raw.entities.id[centre], { entity: centre, centre: true }]]);
  const lines = new Map(), ring = [];
  const own = raw.entities.id[centre];
  for (const other of others) {
    const id = other >= 0 ? raw.entities.id[other] : `event ${-1 - other}`;
    const text = other >= 0 ? index.shortLabel(other, language) : eventTitle(index, -1 - other, language);
    ring.push({ id, ...(other >= 0 ? { entity: other } : { record: -1 - other }), text });
    const list = [...byOther.get(other).values()];
    list.forEach((line, n) => {
      const word = raw.predicates.label[line.predicate];
      const count = line.ties.length > 1 ? ` ×${line.ties.length}` : "";
      const doubt = line.answer === UNKNOWN ? " ?" : line.answer === CERTAIN ? "" : " (possible)";
      lines.set(`${id} ${n}`, { ...line, from: line.outward ? own : id, to: line.outward ? id : own, word: word + count + doubt, turn: n - (list.length - 1) / 2, middle: own, other: id });
    });
  }
  if (folded.length) ring.push({ id: "more ties", text: `and ${folded.length} more` });
  for (const record of shown.reverse()) {
    const id = `event ${record}`;
    if (marks.has(id) || ring.some((mark) => mark.id === id)) continue;
    const kind = raw.eventKinds.label[raw.records.term[record]];
    const date = index.text(raw.records.date[record]) || index.text(raw.records.from[record]);
    ring.push({ id, record, text: `${capital(kind)}, ${dateWords(date)}`, small: true });
    const fill = index.fillsOf[record].find((f) => raw.fills.actor[f] === centre);
    const style = ["accepted", "provisional", "disputed"][raw.records.status[record]];
    lines.set(`${id} 0`, { record, ties: [], style, answer: recordOn(raw, record, day), from: own, to: id, symmetric: true, word: raw.roles.label[raw.fills.role[fill]], turn: 0, middle: own, other: id, faint: true });
  }
  if (events.length > shown.length) ring.push({ id: "more events", text: `and ${events.length - shown.length} more events`, small: true });
  for (const mark of ring) marks.set(mark.id, mark);
  return { centre, ring, marks, lines, language, names: [], words: [] };
}
