// How two are joined: the search of paths.py over the weights that Python gives each tie. Fewest hops first, then the
// smaller weights, from the largest down; states on a path must be able to hold together.

const MOST_STEPS = 200_000, NO_HOPS = { weights: [], ids: [] };

/**
 * Return the best paths between two, each a list of {start, end, tie, weight}.
 * @param {number} start @param {number} goal numbers of entities
 * @returns {object[][]}
 */
export function findPaths(index, start, goal, { maxHops = 4, best = 3 } = {}) {
  const graph = graphOf(index), ahead = aheadOf(graph, goal, maxHops), found = [], count = { steps: 0 };
  for (let length = ahead.distance.get(start) ?? maxHops + 1; length <= maxHops; length++) {
    found.push(...ofLength(index, graph, ahead, count, { start, goal, length, best: best - found.length }));
    if (found.length >= best || count.steps > MOST_STEPS) break;
  }
  return found;
}

/** For each reference, whom it is tied to and by which hops, strongest first. */
function graphOf(index) {
  const { raw, text } = index, graph = new Map();
  const add = (start, end, hop) => {
    if (!graph.has(start)) graph.set(start, new Map());
    if (!graph.get(start).has(end)) graph.get(start).set(end, []);
    graph.get(start).get(end).push({ start, end, ...hop });
  };
  for (let tie = 0; tie < index.ties; tie++) {
    const weight = raw.ties.hop[tie];
    if (weight === null || index.isHidden(tie)) continue;
    const hop = { tie, weight, id: text(raw.ties.id[tie]) };
    add(raw.ties.subject[tie], raw.ties.object[tie], hop);
    add(raw.ties.object[tie], raw.ties.subject[tie], hop);
  }
  for (const neighbours of graph.values()) {
    for (const hops of neighbours.values()) hops.sort((a, b) => a.weight - b.weight || byId(a.id, b.id));
  }
  return graph;
}

/** How far each is from the goal, and the best rank of what may lie between in so many hops, whatever its time. */
function aheadOf(graph, goal, most) {
  const distance = new Map([[goal, 0]]), queue = [goal], known = new Map();
  for (const here of queue) {
    for (const other of distance.get(here) < most ? graph.get(here)?.keys() ?? [] : []) {
      if (distance.has(other)) continue;
      distance.set(other, distance.get(here) + 1);
      queue.push(other);
    }
  }
  function rank(here, hops) {
    if (here === goal || hops === 0) return here === goal && hops === 0 ? NO_HOPS : null;
    const key = `${here} ${hops}`;
    if (!known.has(key)) {
      let found = null;
      for (const [other, ties] of graph.get(here) ?? []) {
        const rest = (distance.get(other) ?? hops) < hops ? rank(other, hops - 1) : null;
        const way = rest && addHop(rest, ties[0]);
        if (way && (!found || compareRanks(way, found) < 0)) found = way;
      }
      known.set(key, found);
    }
    return known.get(key);
  }
  return { distance, rank };
}

/** The paths of one length, best first: of all walks so far the one goes on that can still become the best. */
function ofLength(index, graph, ahead, count, { start, goal, length, best }) {
  const queue = [], held = new Map(), found = [];
  const push = (walk) => {
    const rest = ahead.rank(walk.here, length - walk.hops.length);
    if (rest) into(queue, { ...walk, bound: addRanks(walk.rank, rest), step: ++count.steps });
  };
  push({ here: start, hops: [], time: null, seen: [start], rank: NO_HOPS });
  while (queue.length && found.length < best && count.steps <= MOST_STEPS) {
    const walk = outOf(queue), key = walk.seen.join(" ");
    const times = held.get(key) ?? held.set(key, []).get(key);
    if (times.some((time) => covers(time, walk.time))) continue;
    times.push(walk.time);
    if (walk.here === goal) {
      times.push(null); // one path by the same entities is enough
      found.push(walk.hops);
      continue;
    }
    for (const [other, hops] of graph.get(walk.here) ?? []) {
      if (walk.seen.includes(other) || !ahead.rank(other, length - walk.hops.length - 1)) continue;
      for (const hop of hops) {
        const own = stretch(index, hop.tie), time = own && walk.time ? meet(walk.time, own) : own ?? walk.time;
        if (!own || time) push({ here: other, hops: [...walk.hops, hop], time, seen: [...walk.seen, other], rank: addHop(walk.rank, hop) });
        if (!own) break; // a weaker tie could only leave less time
      }
    }
  }
  return found;
}

// ---- ranks: the weights of some hops, largest first, then their ids ------------------------------------------------

const byFall = (a, b) => b - a, byId = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const addRanks = (a, b) => ({ weights: [...a.weights, ...b.weights].sort(byFall), ids: [...a.ids, ...b.ids].sort(byId) });
const addHop = (rank, hop) => addRanks(rank, { weights: [hop.weight], ids: [hop.id] });

function compareRanks(a, b) {
  for (const part of ["weights", "ids"]) {
    const n = a[part].findIndex((one, k) => one !== b[part][k]);
    if (n >= 0 && n < b[part].length) return a[part][n] < b[part][n] ? -1 : 1;
    if (a[part].length !== b[part].length) return a[part].length - b[part].length;
  }
  return 0;
}

// ---- times: the first day on which all states may hold, and the day by which they no longer can; null is any time ----

function stretch({ raw }, tie) {
  const v = raw.validities, n = raw.ties.validity[tie];
  return v.occurs[n] ? null : [v.startEarliest[n] ?? -Infinity, v.endLatest[n] ?? Infinity];
}

function meet(a, b) {
  const found = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
  return found[0] < found[1] ? found : null;
}

const covers = (wide, narrow) => wide === null || (narrow !== null && wide[0] <= narrow[0] && wide[1] >= narrow[1]);

/**
 * The time in which the states of a path hold together, as [may begin, surely began, may end, surely ended], a day or
 * null each; null where fewer than two hops are states.
 * @returns {(number|null)[] | null}
 */
export function statesTogether({ raw }, hops) {
  const v = raw.validities, states = hops.map(({ tie }) => raw.ties.validity[tie]).filter((n) => !v.occurs[n]);
  if (states.length < 2) return null;
  const all = (name) => states.map((n) => v[name][n]), known = (days) => days.filter((day) => day !== null);
  const most = (days) => (days.length ? Math.max(...days) : null), least = (days) => (days.length ? Math.min(...days) : null);
  const sure = (days, of) => (days.includes(null) ? null : of(days));
  return [most(known(all("startEarliest"))), sure(all("startLatest"), most), sure(all("endEarliest"), least), least(known(all("endLatest")))];
}

/**
 * The events of a path in time: groups of numbers of hops from 1, each group surely after the one before it, within a
 * group in no known order. Empty where all hops that are events are of one event.
 * @returns {number[][]}
 */
export function eventsInTime({ raw }, hops) {
  const v = raw.validities, events = [];
  hops.forEach(({ tie }, n) => {
    const time = raw.ties.validity[tie], record = raw.ties.record[tie];
    if (v.occurs[time]) events.push({ record, number: n + 1, first: v.startEarliest[time] ?? -Infinity, over: v.endLatest[time] ?? Infinity });
  });
  if (new Set(events.map(({ record }) => record)).size < 2) return [];
  const groups = [];
  let over = -Infinity;
  for (const event of events.sort((a, b) => a.first - b.first || a.over - b.over || a.number - b.number)) {
    if (groups.length && event.first < over) groups.at(-1).push(event.number);
    else groups.push([event.number]);
    over = Math.max(over, event.over);
  }
  return groups.map((numbers) => numbers.sort((a, b) => a - b));
}

// ---- a heap of walks, the one that can become best on top -------------------------------------------------------------

const before = (a, b) => (compareRanks(a.bound, b.bound) || b.hops.length - a.hops.length || a.step - b.step) < 0;

function into(heap, walk) {
  let n = heap.push(walk) - 1;
  for (let up = (n - 1) >> 1; n > 0 && before(heap[n], heap[up]); n = up, up = (n - 1) >> 1) [heap[n], heap[up]] = [heap[up], heap[n]];
}

function outOf(heap) {
  const top = heap[0], last = heap.pop();
  if (heap.length) heap[0] = last;
  for (let n = 0, next = 1; next < heap.length; n = next, next = 2 * n + 1) {
    if (next + 1 < heap.length && before(heap[next + 1], heap[next])) next++;
    if (!before(heap[next], heap[n])) break;
    [heap[n], heap[next]] = [heap[next], heap[n]];
  }
  return top;
}
