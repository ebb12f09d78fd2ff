"""Whether a point can be where its place is, and as exact as it says."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from ..judge import Judge
from ..problem import Problem, Severity

#: How far a place may lie from the nearest other one inside the same whole, in kilometres, by the kind of the whole.
#: A whole of another kind is a town or smaller.
_REACH = (("Country", 1500), ("Province", 400), ("Region", 400), ("District", 200), ("Township", 200))
_LOCAL = 50
#: How many decimals of a degree an exact point has at least: three are about a hundred metres.
_EXACT = 3


def points(judge: Judge) -> Iterator[Problem]:
    """Codes point-at-zero, point-too-exact (warning): a point was measured, as exactly as it says."""
    for entity in judge.corpus.entities.values():
        if entity.point is None:
            continue
        if entity.point == (0.0, 0.0):
            what, fix = f'"{entity.id}" has the point 0, 0', "write its latitude and longitude, or remove point:"
            why = "zeros usually mean a missing value, and the point lies in the Gulf of Guinea"
            yield Problem("point-at-zero", entity.place_of("point"), what, fix, why)
        elif entity.precision == "exact" and max(map(_decimals, entity.point)) < _EXACT:
            what = (
                f'"{entity.id}" has precision: exact, but {entity.point[0]}, {entity.point[1]} is only exact to about '
                "a kilometre"
            )
            fix = "write more decimals, or precision: town"
            why = "a reader could pick the wrong building"
            yield Problem("point-too-exact", entity.place_of("point"), what, fix, why, Severity.WARNING)


def far_off(judge: Judge) -> Iterator[Problem]:
    """Code point-far-off (warning): a place lies near the others inside the same whole."""
    inside: dict[str, set[str]] = defaultdict(set)
    entities = judge.corpus.entities
    for claim in judge.corpus.claims:
        part, wider = entities.get(claim.subject), claim.object
        is_inside = judge.ontology.predicates[claim.predicate].is_part_whole
        if is_inside and part is not None and part.point is not None and wider is not None and wider in entities:
            inside[wider].add(str(claim.subject))
    reported: set[str] = set()
    for whole, parts in sorted(inside.items()):
        near = {id: point for id in (*parts, whole) if (point := entities[id].point) is not None}
        reach = next((far for kind, far in _REACH if judge.ontology.is_a(entities[whole].kind, [kind])), _LOCAL)
        for id in sorted(parts - reported):
            others = [(kilometres(near[id], point), other) for other, point in near.items() if other != id]
            distance, nearest = min(others, default=(0.0, ""))
            if distance > reach and (len(others) > 1 or whole in near):  # of two alone, either may be wrong
                reported.add(id)
                what = f'"{id}" lies {distance:,.0f} km from "{nearest}", the nearest other place in "{whole}"'
                fix = "correct point: or within:"
                why = "places in one area lie near each other"
                seen = (("the other at", entities[nearest].place),)
                place = entities[id].place_of("point")
                yield Problem("point-far-off", place, what, fix, why, Severity.WARNING, seen)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how far two points are from each other, along a great circle.

    >>> round(kilometres((22.9, 97.7), (22.9, 98.7)))
    102
    """
    (a, b), (c, d) = (tuple(map(math.radians, point)) for point in (one, other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


def _decimals(number: float) -> int:
    return len(repr(number).partition(".")[2].rstrip("0"))
