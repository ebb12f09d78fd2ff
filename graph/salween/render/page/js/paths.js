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

function stretch(index, tie) {
  return isEvent(index, tie) ? null : within(index, tie);
}

/** The days within which a state may have held or an event happened: the first, and the first day after. */
function within({ raw }, tie) {
  const [first, over] = raw.validities.within[raw.ties.validity[tie]];
  return [first ?? -Infinity, over ?? Infinity];
}

/** Does a tie join two on the day of an event only, not for a time? */
function isEvent({ raw }, tie) {
  return raw.validities.occurs[raw.ties.validity[tie]] === 1;
}

function meet(a, b) {
  const found = [Math.max(a[0], b[0]), Math.min(a[1], b[1])];
  return found[0] < found[1] ? found : null;
}

const covers = (wide, narrow) => wide === null || (narrow !== null && wide[0] <= narrow[0] && wide[1] >= narrow[1]);

/**
 * Whether the states of a path held at the same time, and when, by the days that Python judged; null where fewer than
 * two hops are states.
 * @returns {{answer: "certain"|"possible"|"unknown", days: (number|null)[]|null, numbers: number[]} | null}
 */
export function statesTogether(index, hops) {
  const states = [...hops.keys()].filter((n) => !isEvent(index, hops[n].tie)), numbers = states.map((n) => n + 1);
  if (states.length < 2) return null;
  for (const answer of ["certain", "possible"]) {
    const days = states.map((n) => index.raw.validities[answer][index.raw.ties.validity[hops[n].tie]]).reduce(sharedDays);
    if (days) return { answer, days, numbers };
  }
  return { answer: "unknown", days: null, numbers };
}

/** The days from first to last that two stretches share, null where they share none; an open end is null. */
function sharedDays(a, b) {
  if (!a || !b) return null;
  const [first, last] = [Math.max(a[0] ?? -Infinity, b[0] ?? -Infinity), Math.min(a[1] ?? Infinity, b[1] ?? Infinity)];
  return first > last ? null : [Number.isFinite(first) ? first : null, Number.isFinite(last) ? last : null];
}

/**
 * The events of a path in time: groups of numbers of hops from 1, each group surely after the one before it, within a
 * group in no known order. Empty where fewer than two events are on it.
 * @returns {number[][]}
 */
export function eventsInTime(index, hops) {
  const events = hops.flatMap(({ tie }, n) => {
    const [first, over] = within(index, tie);
    return isEvent(index, tie) ? [{ record: index.raw.ties.record[tie], number: n + 1, first, over }] : [];
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
