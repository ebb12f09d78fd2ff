"""Judged records → paths: how two entities are joined, hop by hop, each hop a tie with its sources and its time.

The fewest hops come first. Of paths equally long the one with the stronger weakest hop comes first, then the one with
the stronger second weakest, and so on; how strong a hop is stands in `weight`. A path reads the same from both ends.

States on a path must be able to hold together unless asked otherwise: a post left in 2010 and a lease of 2020 join
nobody. An event joins those in it on its day, and asks nothing of the other hops; `tell/path.py` says their order.
Places that contain places are not walked: a shared country joins everybody.
"""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from .dates import Bounds, Day, intersect
from .judge import CERTAIN, CONFIDENCES, NO, POSSIBLE, STATUSES, UNKNOWN, Judge, Verdict
from .ontology import Ontology
from .read import gc_paused
from .ties import Tie, all_ties, on_day

#: How many steps a search may take before it says that it stopped.
MAX_STEPS = 200_000
_ANSWERS = (CERTAIN, POSSIBLE, UNKNOWN)


class Hop(NamedTuple):
    """One tie of a path, walked from `start` to `end`, with the tie or against it. A small weight is strong.

    `is_event` where it joins the two on the day of an event only, not for a time.
    """

    tie: Tie
    start: str
    end: str
    weight: int
    is_event: bool


@dataclass(frozen=True, slots=True)
class Path:
    """Hops from one entity to another."""

    hops: tuple[Hop, ...]

    @property
    def weakest(self) -> Hop:
        return max(self.hops, key=lambda hop: hop.weight)


class Search(NamedTuple):
    """The paths found, best first, and why there are none or not all: empty where there is nothing to say."""

    paths: tuple[Path, ...]
    why_not: str


class Ways(NamedTuple):
    """What a path may be: on one day or at any time, together in time or not, via and around whom, how long."""

    as_of: Day | None = None
    together: bool = True
    via: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    max_hops: int = 4


ANY_WAY = Ways()


def find_paths(judge: Judge, start: str, goal: str, ways: Ways = ANY_WAY, best: int = 3) -> Search:
    """Return the best paths between two entities, at most `best`; where there is none, why not.

    Parallel ties between the same two are one hop: the strongest of them that fits in time.
    """
    graph = _graph(judge, ways)
    found = _search(graph, start, goal, ways, best)
    if found.paths or found.why_not:
        return found
    return Search((), _why_none(judge, graph, start, goal, ways))


def is_joined(judge: Judge, id: str) -> bool:
    """Tell whether any path can lead through an entity: whether a relationship joins it to another."""
    return id in _graph(judge, ANY_WAY)


# ---- what there is to walk, and how strong it is ---------------------------------------------------------------

#: For each entity whom it is tied to, and by which hops, strongest first.
Graph = dict[str, dict[str, list[Hop]]]
#: The whole graph of a judge, made at the first search: the next ones need not fold every event again.
_GRAPHS: WeakKeyDictionary[Judge, Graph] = WeakKeyDictionary()


def weight(ontology: Ontology, verdict: Verdict, predicate: str, answer: str = CERTAIN) -> int:
    """Return how weak a hop is: by status, by its answer on the day asked for, by the order of its family, by
    confidence. The ontology gives the order: office and ownership before a meeting.
    """
    status, confidence = STATUSES.index(verdict.status), CONFIDENCES.index(verdict.confidence)
    order = min(ontology.families[ontology.predicates[predicate].family].path_order, 99)
    return ((status * len(_ANSWERS) + _ANSWERS.index(answer)) * 100 + order) * len(CONFIDENCES) + confidence


def hop_weights(judge: Judge, ties: Iterable[Tie]) -> Iterator[int | None]:
    """Yield the weight of each tie on a path at any time, None for a tie that no path walks."""
    ontology = judge.ontology
    for tie in ties:
        is_walked = not ontology.predicates[tie.predicate].is_part_whole
        yield weight(ontology, tie.verdict, tie.predicate) if is_walked else None


def _graph(judge: Judge, ways: Ways) -> Graph:
    """Return the graph in which to search: the whole, or what belongs to the day, around whom is avoided."""
    graph = _GRAPHS.get(judge)
    if graph is None:
        with gc_paused():
            ties = list(all_ties(judge))
            graph = _GRAPHS[judge] = _joined(judge.ontology, zip(ties, hop_weights(judge, ties), strict=True))
    if ways.as_of is not None:
        graph = _joined(judge.ontology, _of_the_day(judge, graph, ways.as_of))
    return _around(graph, set(ways.avoid)) if ways.avoid else graph


def _joined(ontology: Ontology, weighed: Iterable[tuple[Tie, int | None]]) -> Graph:
    graph: Graph = defaultdict(lambda: defaultdict(list))
    several = []
    for tie, found in weighed:
        if found is None:
            continue
        is_event = ontology.predicates[tie.predicate].lapse == "occurrence"
        for start, end in ((tie.subject, tie.object), (tie.object, tie.subject)):
            hops = graph[start][end]
            hops.append(Hop(tie, start, end, found, is_event))
            if len(hops) == 2:
                several.append(hops)
    for hops in several:
        hops.sort(key=lambda hop: (hop.weight, hop.tie.id))
    return graph


def _of_the_day(judge: Judge, graph: Graph, day: Day) -> Iterator[tuple[Tie, int]]:
    """Yield each tie that belongs to a day with its weight on it: what is certain then before what is possible."""
    predicates = judge.ontology.predicates
    for start, neighbours in graph.items():
        for hops in neighbours.values():
            for tie in (hop.tie for hop in hops if hop.tie.subject == start):
                answer = on_day(judge, predicates[tie.predicate].lapse, tie.validity, day)
                if answer != NO:
                    yield tie, weight(judge.ontology, tie.verdict, tie.predicate, answer)


def _around(whole: Graph, avoid: set[str]) -> Graph:
    return {
        start: {end: hops for end, hops in neighbours.items() if end not in avoid}
        for start, neighbours in whole.items()
        if start not in avoid
    }


# ---- the search ------------------------------------------------------------------------------------------------

#: How weak some hops are: their weights, weakest first, then their ids. Adding the same hop to two of them keeps their
#: order, so that the best way on from a place is the best whatever led there.
Rank = tuple[tuple[int, ...], tuple[str, ...]]
NOTHING: Rank = ((), ())


def _plus(rank: Rank, hop: Hop) -> Rank:
    weights, ids = rank
    return tuple(sorted((*weights, hop.weight), reverse=True)), tuple(sorted((*ids, hop.tie.id)))


def _sum(a: Rank, b: Rank) -> Rank:
    return tuple(sorted(a[0] + b[0], reverse=True)), tuple(sorted(a[1] + b[1]))


class _Walk(NamedTuple):
    """A path so far: where it stands, its hops, the time in which its states hold together, whom it came by."""

    here: str
    hops: tuple[Hop, ...]
    bounds: Bounds | None
    seen: tuple[str, ...]
    wanted: frozenset[str]  # via whom it still has to go
    rank: Rank


def _search(graph: Graph, start: str, goal: str, ways: Ways, best: int) -> Search:
    """Return the best paths, shortest first. `why_not` says where it stopped before it had seen all."""
    wanted = frozenset(ways.via) - {start, goal}
    ahead = _Ahead(graph, goal, ways.max_hops)
    found: list[Path] = []
    steps = 0
    for length in range(ahead.distance.get(start, ways.max_hops + 1), ways.max_hops + 1):
        search = _OfLength(graph, ahead, ways.together, length, steps)
        found += search.best(_Walk(start, (), None, (start,), wanted, NOTHING), goal, best - len(found))
        steps = search.steps
        if len(found) >= best or steps > MAX_STEPS:
            break
    stopped = steps > MAX_STEPS and len(found) < best
    return Search(tuple(found), "the search stopped early: there may be other paths" if stopped else "")


class _Ahead:
    """The best rank from any entity to the goal in so many hops, were there no rule of time: no real path beats it."""

    def __init__(self, graph: Graph, goal: str, most: int) -> None:
        self.graph, self.goal = graph, goal
        self.distance = _distances(graph, goal, most)
        self._known: dict[tuple[str, int, frozenset[str]], Rank | None] = {}

    def rank(self, here: str, hops: int, wanted: frozenset[str]) -> Rank | None:
        """Return the best rank of what may be ahead, None where the goal cannot be reached in just so many hops."""
        if here == self.goal or hops == 0:
            return NOTHING if here == self.goal and hops == 0 and not wanted else None
        key = (here, hops, wanted)
        if key not in self._known:
            self._known[key] = min(self._ways_on(here, hops, wanted), default=None)
        return self._known[key]

    def _ways_on(self, here: str, hops: int, wanted: frozenset[str]) -> Iterator[Rank]:
        for other, ties in self.graph.get(here, {}).items():
            if self.distance.get(other, hops) < hops:
                ahead = self.rank(other, hops - 1, wanted - {other})
                if ahead is not None:
                    yield _plus(ahead, ties[0])


class _OfLength:
    """The paths of one length, best first: of all walks so far the one is taken on that can still become the best."""

    def __init__(self, graph: Graph, ahead: _Ahead, together: bool, length: int, steps: int) -> None:
        self.graph, self.ahead, self.together, self.length, self.steps = graph, ahead, together, length, steps
        #: The times in which a walk by the same entities held already: a weaker one within them adds nothing.
        self.held: dict[tuple[str, ...], list[Bounds | None]] = defaultdict(list)

    def best(self, first: _Walk, goal: str, count: int) -> Iterator[Path]:
        queue: list[tuple[Rank, int, int, _Walk]] = []
        self._push(queue, first)
        while queue and count and self.steps <= MAX_STEPS:
            walk = heapq.heappop(queue)[-1]
            if any(_covers(held, walk.bounds) for held in self.held[walk.seen]):
                continue
            self.held[walk.seen].append(walk.bounds)
            if walk.here == goal:
                self.held[walk.seen].append(None)  # one path by the same entities is enough
                count -= 1
                yield Path(walk.hops)
                continue
            for other, hops in self.graph.get(walk.here, {}).items():
                left = self.length - len(walk.hops) - 1
                if other not in walk.seen and self.ahead.rank(other, left, walk.wanted - {other}) is not None:
                    self._go_on(queue, walk, other, hops)

    def _go_on(self, queue: list[tuple[Rank, int, int, _Walk]], walk: _Walk, other: str, hops: list[Hop]) -> None:
        """Push the walk on to another entity, by each tie that fits in time until one leaves the time as it was."""
        for hop in hops:
            bounds, own = walk.bounds, hop.tie.validity.bounds
            is_timed = self.together and not hop.is_event
            if is_timed:
                bounds = own if walk.bounds is None else intersect(walk.bounds, own)
            if bounds is not None or not is_timed:
                seen, wanted = (*walk.seen, other), walk.wanted - {other}
                self._push(queue, _Walk(other, (*walk.hops, hop), bounds, seen, wanted, _plus(walk.rank, hop)))
            if not is_timed:
                return

    def _push(self, queue: list[tuple[Rank, int, int, _Walk]], walk: _Walk) -> None:
        ahead = self.ahead.rank(walk.here, self.length - len(walk.hops), walk.wanted)
        if ahead is not None:
            self.steps += 1
            heapq.heappush(queue, (_sum(walk.rank, ahead), -len(walk.hops), self.steps, walk))


def _covers(wide: Bounds | None, narrow: Bounds | None) -> bool:
    """Tell whether whatever can follow in the narrow time can follow in the wide one. None is any time."""
    if wide is None or narrow is None:
        return wide is None
    starts = wide.start_earliest is None or (
        narrow.start_earliest is not None and narrow.start_earliest >= wide.start_earliest
    )
    ends = wide.end_latest is None or (narrow.end_latest is not None and narrow.end_latest <= wide.end_latest)
    return starts and ends


def _distances(graph: Graph, goal: str, most: int) -> dict[str, int]:
    """Return how many hops each entity is from the goal, as far as `most`."""
    distance, queue = {goal: 0}, deque([goal])
    while queue:
        here = queue.popleft()
        if distance[here] == most:
            break
        for other in graph.get(here, ()):
            if other not in distance:
                distance[other] = distance[here] + 1
                queue.append(other)
    return distance


def _why_none(judge: Judge, graph: Graph, start: str, goal: str, ways: Ways) -> str:
    """Say what stands in the way, by lifting one condition at a time."""
    for id in (start, goal):
        if not graph.get(id):
            when = " on that day" if ways.as_of is not None else ""
            others = " except to those avoided" if ways.avoid else ""
            return f"{judge.corpus.label(id)} has no relationship{when}{others}"
    relaxed = (
        (ways._replace(together=False), "there is one only if its hops need not hold at the same time (--any-time)"),
        (ways._replace(max_hops=ways.max_hops + 2), f"there is one of up to {ways.max_hops + 2} hops (--max-hops)"),
        (ways._replace(via=()), "there is one, but not via those asked for"),
        (ways._replace(avoid=()), "there is one only through those avoided"),
        (ways._replace(as_of=None), "there is one on other days"),
    )
    for other, reason in relaxed:
        if other != ways and _search(_graph(judge, other), start, goal, other, 1).paths:
            return reason
    return f"nothing joins them within {ways.max_hops + 2} hops"
