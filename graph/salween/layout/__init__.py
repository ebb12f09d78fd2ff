"""Where each actor and place stands on the map: judged ties → positions, the same on every run, pinned by a lock.

Groups come from what the record says of belonging (`part_of`, `sides_with`, `within` …); communities are the
fallback. Each group is laid out by itself; the groups are packed as circles, those of a country together, the
countries as they lie to each other. Only plain arithmetic over sorted ids is used, so neither PYTHONHASHSEED nor a
numeric library moves anything. Files: `data/layout.lock.json`. Problems: bad-layout-lock.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from ..judge import Judge
from ..place import Place
from ..problem import Problem
from ..ties import all_ties
from .bubbles import Bubble, bubbles
from .groups import drawn, groups, weights_of
from .packing import STRETCH, packed
from .spread import GAP, Point
from .zones import middles, zones

__all__ = [
    "GAP", "LOCK", "STRETCH", "Bubble", "Point", "bubbles", "drawn", "groups", "positions", "read_lock", "strays",
    "write_lock", "zones",
]  # fmt: skip

LOCK = "data/layout.lock.json"


def positions(judge: Judge, lock: Mapping[str, Point]) -> dict[str, Point]:
    """Return a position in whole units for each drawn id, by id. What the lock holds keeps its place."""
    ids = drawn(judge)
    leaders = groups(judge)
    weights = weights_of(ids, all_ties(judge))
    kept = {id: lock[id] for id in ids if id in lock}
    if not kept:
        zone_of = zones(judge, leaders)
        return _whole(packed(ids, leaders, weights, zone_of, middles(judge, zone_of)))
    return _whole(_with_newcomers(ids, leaders, weights, kept))


def strays(judge: Judge, found: Mapping[str, Point]) -> list[str]:
    """Return the ids that stand nearer to the middle of another group than to that of their own, sorted.

    A few there always are; many, where the record has regrouped since the lock was written, and its map is no map.
    """
    leaders = {id: leader for id, leader in groups(judge).items() if leader and id in found}
    members: dict[str, list[Point]] = {}
    for id, leader in leaders.items():
        members.setdefault(leader, []).append(found[id])
    middle = {
        leader: (sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots))
        for leader, spots in members.items()
        if len(spots) > 2
    }
    return sorted(
        id
        for id, leader in leaders.items()
        if leader in middle and min(middle, key=lambda other: math.dist(middle[other], found[id])) != leader
    )


def read_lock(root: Path) -> tuple[dict[str, Point], list[Problem]]:
    """Return the locked positions, empty where there is no lock; problem: bad-layout-lock."""
    path = root / LOCK
    if not path.exists():
        return {}, []
    try:
        found = json.loads(path.read_text("utf-8"), parse_constant=float.fromhex)  # NaN and Infinity are no positions
        return {str(id): (float(x), float(y)) for id, (x, y) in found.items()}, []
    except (OSError, ValueError, TypeError, AttributeError) as error:
        line = error.lineno - 1 if isinstance(error, json.JSONDecodeError) else 0
        what = "the layout lock is not a set of ids with two numbers each"
        fix = "correct the line. Or delete the file and run salween layout, which makes every position new"
        why = "it keeps each actor in place when others are added"
        return {}, [Problem("bad-layout-lock", Place(LOCK, line, 0), what, fix, why)]


def write_lock(root: Path, found: Mapping[str, Point]) -> None:
    """Write positions: sorted, whole, one id a line, so that a newcomer is one line of a diff."""
    lines = [f"{json.dumps(id, ensure_ascii=False)}: [{round(x)}, {round(y)}]" for id, (x, y) in sorted(found.items())]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (root / LOCK).write_text(text, "utf-8", newline="\n")


def _with_newcomers(
    ids: list[str], leaders: dict[str, str], weights: dict[str, Counter[str]], kept: dict[str, Point]
) -> dict[str, Point]:
    """Add to locked positions those of newcomers: at the mean of their neighbours, of their own group first."""
    found = dict(kept)
    waiting = [id for id in ids if id not in found]
    spots = list(found.values()) or [(0.0, 0.0)]
    row = (min(x for x, _ in spots), max(y for _, y in spots) + 1.5 * GAP)
    while waiting:

        def known(id: str) -> tuple[int, str]:
            return (-sum(weight for other, weight in weights[id].items() if other in found), id)

        id = min(waiting, key=known)
        waiting.remove(id)
        near = sorted(other for other in weights[id] if other in found)
        mine = leaders[id] or None
        kin = [other for other in near if leaders[other] == mine]
        kin = kin or [other for other in sorted(found) if leaders[other] == mine] or near
        if kin:
            x = sum(found[other][0] for other in kin) / len(kin)
            y = sum(found[other][1] for other in kin) / len(kin)
        else:  # nobody there knows it: a row below the map
            x, y = row
            row = (x + 3 * STRETCH * GAP, y)
        found[id] = _free(x, y, list(found.values()))
    return {id: found[id] for id in ids}


def _free(x: float, y: float, taken: list[Point]) -> Point:
    """Return the nearest spot on a spiral that is a gap away from all that is taken."""
    turn = math.pi * (3 - math.sqrt(5))
    for step in range(10_000):
        far = 0.22 * GAP * math.sqrt(step)
        px, py = x + STRETCH * far * math.cos(step * turn), y + far * math.sin(step * turn)
        if all(math.hypot((px - ox) / STRETCH, py - oy) >= 0.85 * GAP for ox, oy in taken):
            return (px, py)
    return (x, y)


def _whole(found: dict[str, Point]) -> dict[str, Point]:
    return {id: (float(round(x)), float(round(y))) for id, (x, y) in sorted(found.items())}
