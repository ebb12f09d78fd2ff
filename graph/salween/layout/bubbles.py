"""Positions and groups → one bubble a group, as it is seen from far: an ellipse around where most of it stands."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from statistics import median
from typing import NamedTuple

from .packing import MARGIN, STRETCH
from .spread import GAP, Point

#: A member that stands farther than this many medians from its group's middle, as a newcomer may, stretches nothing.
OUTLYING = 2.6


class Bubble(NamedTuple):
    leader: str
    members: tuple[str, ...]
    middle: Point
    #: Half of its height; its half width is STRETCH times as much.
    radius: float


def bubbles(positions: Mapping[str, Point], leaders: Mapping[str, str]) -> list[Bubble]:
    """Return a bubble for each group, and one for each mark that belongs to none, the largest groups first."""
    members: dict[str, list[str]] = defaultdict(list)
    for id in sorted(positions):
        members[leaders.get(id) or id].append(id)
    return sorted(_around(members, positions), key=lambda bubble: (-len(bubble.members), bubble.leader))


def _around(members: Mapping[str, list[str]], positions: Mapping[str, Point]) -> Iterator[Bubble]:
    for leader, group in members.items():
        spots = [positions[id] for id in group]
        if len(spots) == 1:
            yield Bubble(leader, tuple(group), spots[0], 0.5 * GAP)
            continue
        x, y = median(x for x, _ in spots), median(y for _, y in spots)
        far = [math.hypot((px - x) / STRETCH, py - y) for px, py in spots]
        limit = OUTLYING * max(GAP, median(far))
        near = [spot for spot, away in zip(spots, far, strict=True) if away <= limit]
        middle = tuple((min(axis) + max(axis)) / 2 for axis in zip(*near, strict=True))
        reach = max(math.hypot((px - middle[0]) / STRETCH, py - middle[1]) for px, py in near)
        yield Bubble(leader, tuple(group), (middle[0], middle[1]), reach + MARGIN * GAP)
