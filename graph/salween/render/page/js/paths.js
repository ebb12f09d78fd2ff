// How two are joined, by the rules of paths.py: hops that overlap in time, ranked by the weakest, then by length.

import { NO } from "./time.js";

const MOST_STEPS = 200_000, ANY = [null, null, null, null];

/**
 * Return the best paths between two, each a list of {start, end, tie, weakness, answer}; `bounds` is when all held.
 * @param {number} start @param {number} goal numbers of entities
 * @returns {{hops: object[], bounds: (number|null)[]}[]}
 */
export function findPaths(index, start, goal, { day = null, maxHops = 4, best = 3 } = {}) {
  const graph = graphOf(index, day);
  for (let limit = 0; limit < 5; limit++) {
    const distance = distances(graph, goal, limit);
    if (!distance.has(start) || distance.get(start) > maxHops) continue;
    const walk = { steps: 0, found: [] };
    walkFrom(index, graph, { goal, limit, distance, maxHops }, walk, start, [], ANY, new Set([start]));
    if (walk.found.length >= best || limit === 4 || walk.steps > MOST_STEPS) return walk.found.sort((a, b) => rank(index, a, b)).slice(0, best);
  }
  return [];
}

/** 0 is strongest: accepted with high, moderate or low confidence, then provisional, then disputed. */
function weaknessOf({ raw }, tie) {
  const record = raw.ties.record[tie], status = raw.records.status[record];
  if (status === 0 && raw.ties.isAgreed[tie]) return raw.records.confidence[record];
  return status === 2 ? 4 : 3;
}

/** For each reference, whom it is tied to and by which hops, strongest first. */
function graphOf(index, day) {
  const { raw, text } = index, graph = new Map();
  const answers = day === null ? null : index.answersOn(day);
  const add = (start, end, hop) => {
    if (!graph.has(start)) graph.set(start, new Map());
    if (!graph.get(start).has(end)) graph.get(start).set(end, []);
    graph.get(start).get(end).push({ start, end, ...hop });
  };
  for (let tie = 0; tie < index.ties; tie++) {
    const record = raw.ties.record[tie];
    if (record < 0 || raw.predicates.isPartWhole[raw.ties.predicate[tie]] || index.isHidden(tie) || (answers && answers[tie] === NO)) continue;
    const hop = { tie, weakness: weaknessOf(index, tie) };
    add(raw.ties.subject[tie], raw.ties.object[tie], hop);
    add(raw.ties.object[tie], raw.ties.subject[tie], hop);
  }
  const id = (hop) => text(raw.ties.id[hop.tie]);
  for (const neighbours of graph.values()) {
    for (const hops of neighbours.values()) hops.sort((a, b) => a.weakness - b.weakness || order(id(a), id(b)));
  }
  return graph;
}

function distances(graph, goal, limit) {
  const distance = new Map([[goal, 0]]), queue = [goal];
  for (const here of queue) {
    for (const [other, hops] of graph.get(here) ?? []) {
      if (distance.has(other) || hops[0].weakness > limit) continue;
      distance.set(other, distance.get(here) + 1);
      queue.push(other);
    }
  }
  return distance;
}

function walkFrom(index, graph, ways, walk, here, hops, bounds, seen) {
  if (here === ways.goal) {
    walk.found.push({ hops, bounds });
    return;
  }
  const left = ways.maxHops - hops.length - 1;
  for (const other of [...(graph.get(here)?.keys() ?? [])].sort((a, b) => order(idOf(index, a), idOf(index, b)))) {
    if (++walk.steps > MOST_STEPS) return;
    if (seen.has(other) || (ways.distance.get(other) ?? left + 1) > left) continue;
    const step = stepOver(index, graph.get(here).get(other), bounds, ways.limit);
    if (step) walkFrom(index, graph, ways, walk, other, [...hops, step.hop], step.bounds, new Set([...seen, other]));
  }
}

/** The strongest tie that overlaps in time with the path so far, and what is left of that time. */
function stepOver({ raw }, candidates, bounds, limit) {
  const v = raw.validities;
  for (const hop of candidates) {
    if (hop.weakness > limit) return null;
    const number = raw.ties.validity[hop.tie];
    if (v.occurs[number]) return { hop, bounds };
    const own = [v.startEarliest[number], v.startLatest[number], v.endEarliest[number], v.endLatest[number]];
    const common = bounds.every((day) => day === null) ? own : meet(bounds, own);
    if (common) return { hop, bounds: common };
  }
  return null;
}

/** The time in which both hold, or null where they cannot meet. */
function meet(a, b) {
  const most = (x, y) => (x === null ? y : y === null ? x : Math.max(x, y)), least = (x, y) => (x === null ? y : y === null ? x : Math.min(x, y));
  const both = (x, y, of) => (x === null || y === null ? null : of(x, y));
  const found = [most(a[0], b[0]), both(a[1], b[1], Math.max), both(a[2], b[2], Math.min), least(a[3], b[3])];
  return found[0] !== null && found[3] !== null && found[0] >= found[3] ? null : found;
}

function rank(index, a, b) {
  const weak = (path) => path.hops.map((hop) => hop.weakness), ids = (path) => path.hops.map((hop) => index.text(index.raw.ties.id[hop.tie]));
  const sum = (list) => list.reduce((all, one) => all + one, 0);
  const [wa, wb] = [weak(a), weak(b)];
  const first = Math.max(...wa) - Math.max(...wb) || wa.length - wb.length || sum(wa) - sum(wb);
  if (first) return first;
  const [ia, ib] = [ids(a), ids(b)];
  for (let n = 0; n < ia.length; n++) if (ia[n] !== ib[n]) return order(ia[n], ib[n]);
  return 0;
}

const idOf = ({ raw }, ref) => (ref >= 0 ? raw.entities.id[ref] : raw.records.id[-1 - ref] ?? "");
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
