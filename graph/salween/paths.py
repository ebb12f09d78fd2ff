"""Judged records → paths: how two entities are joined, hop by hop, each hop a tie with its sources and its time.

Hops overlap in time unless asked otherwise: a chain of ties that never held together is no chain. Paths are ranked
by their weakest hop, then by length. Places that contain places are not walked: a shared country joins everybody.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from weakref import WeakKeyDictionary

from .collector import no_collector
from .dates import UNBOUNDED, Bounds, Day, intersect
from .judge import ACCEPTED, NO, PROVISIONAL, Judge, weakness
from .ties import Tie, all_ties, on_day

#: How many steps a search may take before it says that it stopped.
MAX_STEPS = 200_000


class Hop(NamedTuple):
    """One tie of a path, walked from `start` to `end`, with the tie or against it."""

    tie: Tie
    start: str
    end: str
    weakness: int  # 0 is strongest, as `judge.weakness` ranks readings


@dataclass(frozen=True, slots=True)
class Path:
    """Hops from one entity to another. `bounds` is the time in which all of them hold, as far as is known."""

    hops: tuple[Hop, ...]
    bounds: Bounds

    @property
    def weakest(self) -> Hop:
        return max(self.hops, key=lambda hop: hop.weakness)


class Search(NamedTuple):
    """The paths found, best first, and why there are none or not all: empty where there is nothing to say."""

    paths: tuple[Path, ...]
    why_not: str


class Ways(NamedTuple):
    """What a path may be: on one day or at any time, together in time or not, through and around whom, how long."""

    as_of: Day | None = None
    together: bool = True
    through: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    max_hops: int = 4


ANY_WAY = Ways()


def find_paths(judge: Judge, start: str, goal: str, ways: Ways = ANY_WAY, best: int = 3) -> Search:
    """Return the best paths between two entities, at most `best`; where there is none, why not.

    Parallel ties between the same two are one hop: the strongest of them that fits in time.
    """
    graph = _graph(judge, ways)
    found = _best(graph, start, goal, ways, best)
    if found.paths or found.why_not:
        return found
    return Search((), _why_none(judge, graph, start, goal, ways))


#: For each entity whom it is tied to, and by which hops, strongest first.
Graph = dict[str, dict[str, list[Hop]]]
#: The whole graph of a judge, made at the first search: the next ones need not fold every event again.
_GRAPHS: WeakKeyDictionary[Judge, Graph] = WeakKeyDictionary()


def _graph(judge: Judge, ways: Ways) -> Graph:
    """Return the graph in which to search: the whole, or what belongs to the day, around whom is avoided."""
    whole = _GRAPHS.get(judge)
    if whole is None:
        with no_collector():
            whole = _GRAPHS[judge] = _whole(judge)
    graph, avoid = whole, set(ways.avoid)
    if ways.as_of is not None:
        graph = _on_day(judge, graph, ways.as_of)
    return _around(graph, avoid) if avoid else graph


def _on_day(judge: Judge, whole: Graph, day: Day) -> Graph:
    predicates = judge.ontology.predicates
    graph: Graph = {}
    for start, neighbours in whole.items():
        for end, hops in neighbours.items():
            held = [h for h in hops if on_day(judge, predicates[h.tie.predicate].lapse, h.tie.validity, day) != NO]
            if held:
                graph.setdefault(start, {})[end] = held
    return graph


def _around(whole: Graph, avoid: set[str]) -> Graph:
    return {
        start: {end: hops for end, hops in neighbours.items() if end not in avoid}
        for start, neighbours in whole.items()
        if start not in avoid
    }


def _whole(judge: Judge) -> Graph:
    graph: Graph = defaultdict(lambda: defaultdict(list))
    several = []
    left_out = {key for key, predicate in judge.ontology.predicates.items() if predicate.is_part_whole}
    for tie in all_ties(judge):
        if tie.predicate in left_out:
            continue
        weak = _weakness(judge, tie)
        for start, end in ((tie.subject, tie.object), (tie.object, tie.subject)):
            hops = graph[start][end]
            hops.append(Hop(tie, start, end, weak))
            if len(hops) == 2:
                several.append(hops)
    for hops in several:
        hops.sort(key=lambda hop: (hop.weakness, hop.tie.id))
    return graph


def _weakness(judge: Judge, tie: Tie) -> int:
    verdict = judge.judgements[tie.record].verdict
    status = PROVISIONAL if verdict.status == ACCEPTED and not tie.is_agreed else verdict.status
    return weakness(status, verdict.confidence)


def _best(graph: Graph, start: str, goal: str, ways: Ways, best: int) -> Search:
    """Return the best paths by weakest hop, then length, then ids; walks only towards the goal."""
    for limit in range(5):  # first over strong ties only: the rank by weakest hop comes for free
        distance = _distances(graph, goal, limit, ways.max_hops)
        if start not in distance or distance[start] > ways.max_hops:
            continue
        walk = _Walk(graph, goal, ways, limit, distance)
        paths = sorted(walk.from_here(start, (), UNBOUNDED, frozenset([start])), key=_rank)
        if len(paths) >= best or limit == 4 or walk.steps > MAX_STEPS:
            return Search(
                tuple(paths[:best]), "the search was stopped: there may be others" if walk.steps > MAX_STEPS else ""
            )
        if paths and limit < 4:
            continue
    return Search((), "")


def _rank(path: Path) -> tuple[int, int, int, tuple[str, ...]]:
    weak = [hop.weakness for hop in path.hops]
    return max(weak), len(weak), sum(weak), tuple(hop.tie.id for hop in path.hops)


def _distances(graph: Graph, goal: str, limit: int, most: int) -> dict[str, int]:
    """Return how far each entity is from the goal, as far as `most` hops, over ties that are strong enough."""
    distance, queue = {goal: 0}, deque([goal])
    while queue:
        here = queue.popleft()
        if distance[here] == most:
            break
        for other, hops in graph.get(here, {}).items():
            if other not in distance and hops[0].weakness <= limit:
                distance[other] = distance[here] + 1
                queue.append(other)
    return distance


class _Walk:
    """A walk from the start that never goes where the goal is out of reach, nor comes back."""

    def __init__(self, graph: Graph, goal: str, ways: Ways, limit: int, distance: dict[str, int]) -> None:
        self.graph, self.goal, self.ways, self.limit, self.distance = graph, goal, ways, limit, distance
        self.steps = 0

    def from_here(self, here: str, hops: tuple[Hop, ...], bounds: Bounds, seen: frozenset[str]) -> Iterator[Path]:
        if here == self.goal:
            if set(self.ways.through) <= seen:
                yield Path(hops, bounds)
            return
        left = self.ways.max_hops - len(hops) - 1
        for other in sorted(self.graph.get(here, ())):
            self.steps += 1
            if self.steps > MAX_STEPS:
                return
            if other in seen or self.distance.get(other, left + 1) > left:
                continue
            step = self._step(self.graph[here][other], bounds)
            if step is not None:
                yield from self.from_here(other, (*hops, step[0]), step[1], seen | {other})

    def _step(self, candidates: Iterable[Hop], bounds: Bounds) -> tuple[Hop, Bounds] | None:
        """Return the strongest tie that overlaps in time with the path so far, and what is left of that time."""
        for hop in candidates:
            if hop.weakness > self.limit:
                return None
            if not self.ways.together or hop.tie.validity.lapse == "occurrence":
                return hop, bounds  # what happened once joins two from then on
            common = hop.tie.validity.bounds if bounds == UNBOUNDED else intersect(bounds, hop.tie.validity.bounds)
            if common is not None:
                return hop, common
        return None


def _why_none(judge: Judge, graph: Graph, start: str, goal: str, ways: Ways) -> str:
    """Say what stands in the way, by lifting one condition at a time."""
    for id in (start, goal):
        if id not in graph:
            when = " on that day" if ways.as_of is not None else ""
            return f"{id} has no tie{when}" + (" but to those avoided" if ways.avoid else "")
    relaxed = (
        (ways._replace(together=False), "there is one only if its hops need not overlap in time"),
        (ways._replace(max_hops=ways.max_hops + 2), f"there is one of up to {ways.max_hops + 2} hops"),
        (ways._replace(through=()), "there is one, but not through those asked for"),
        (ways._replace(avoid=()), "there is one only through those avoided"),
        (ways._replace(as_of=None), "there is one on other days"),
    )
    for other, reason in relaxed:
        if other != ways and _best(_graph(judge, other), start, goal, other, 1).paths:
            return reason
    return f"nothing joins them within {ways.max_hops + 2} hops"
