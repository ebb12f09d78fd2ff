"""Groups → where each stands: side by side within its country, the countries as they lie to each other on the earth."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping

from .spread import GAP, Point, spread

#: Labels are wide and screens too: x is stretched by this at the very end.
STRETCH = 1.4
#: How far a group's circle reaches beyond its outermost mark.
MARGIN = 0.68
#: More groups than these are not packed beside their kin; the smallest stand on rings around the others.
MOST_PACKED = 300
#: How much paper is left between two groups, of one zone and of different ones.
NEAR, FAR = 0.25 * GAP, 1.8 * GAP
#: How much kin pulls, a group of a zone and one of none.
KIN, KIN_ALONE = 0.35, 0.9
#: The map is wide already: what lies east of another stands less so on it, and what lies north more.
EASTWARD = 0.45

Weights = dict[str, Counter[str]]


def packed(
    ids: list[str],
    leaders: Mapping[str, str],
    weights: Weights,
    zone_of: Mapping[str, str],
    middle: Mapping[str, Point],
) -> dict[str, Point]:
    """Lay out each group by itself, then put the groups side by side: the largest in the middle, kin nearby."""
    members: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        members[leaders[id] or id].append(id)
    inner = {leader: spread(leader, group, weights) for leader, group in members.items()}
    radius = {
        leader: max(math.hypot(x, y) for x, y in spots.values()) + (MARGIN if len(spots) > 1 else 0.5) * GAP
        for leader, spots in inner.items()
    }
    pull: Weights = {leader: Counter() for leader in members}
    for id in ids:
        for other, weight in weights[id].items():
            if (leaders[id] or id) != (leaders[other] or other):
                pull[leaders[id] or id][leaders[other] or other] += weight
    centre = _placed(members, radius, pull, zone_of, middle)
    mean_x = sum(x for x, _ in centre.values()) / len(centre) if centre else 0.0
    mean_y = sum(y for _, y in centre.values()) / len(centre) if centre else 0.0
    found = {}
    for leader, spots in inner.items():
        cx, cy = centre[leader]
        for id, (x, y) in spots.items():
            found[id] = ((cx - mean_x + x) * STRETCH, cy - mean_y + y)
    return found


def _placed(
    members: Mapping[str, list[str]],
    radius: dict[str, float],
    pull: Weights,
    zone_of: Mapping[str, str],
    middle: Mapping[str, Point],
) -> dict[str, Point]:
    """Return the middle of each group's circle, by its leader."""
    area: Counter[str] = Counter()
    for leader in sorted(members):
        area[zone_of[leader]] += math.ceil(radius[leader] ** 2)
    anchor = _anchors({zone: math.sqrt(size / 0.72) for zone, size in area.items() if zone}, middle)
    anchor[""] = (0.0, 0.0)
    rank = {zone: number for number, zone in enumerate(sorted(area, key=lambda zone: (not zone, -area[zone], zone)))}
    order = sorted(members, key=lambda leader: (rank[zone_of[leader]], -len(members[leader]), leader))
    most = set(sorted(members, key=lambda leader: (-len(members[leader]), leader))[:MOST_PACKED])
    centre: dict[str, Point] = {}
    for leader in order:
        if leader not in most:
            continue
        toward = {other: centre.get(other) or anchor[zone_of[other]] for other in pull[leader]}
        centre[leader] = _beside(leader, centre, radius, toward, pull[leader], zone_of, anchor[zone_of[leader]])
    rest = sorted((leader for leader in order if leader not in most), key=lambda one: (-len(members[one]), one))
    return centre | _around(rest, centre, radius)


def _anchors(radius: Mapping[str, float], middle: Mapping[str, Point]) -> dict[str, Point]:
    """Return where each zone stands: the largest in the middle, the others around it as they lie on the earth."""
    order = sorted(radius, key=lambda zone: (-radius[zone], zone))
    if not order:
        return {}
    first, *others = order
    found: dict[str, Point] = {first: (0.0, 0.0)}
    taken: list[float] = []
    for zone in sorted(others, key=lambda zone: (zone not in middle, -radius[zone], zone)):
        if zone in middle and first in middle:
            east, north = (there - here for there, here in zip(middle[zone], middle[first], strict=True))
            angle = math.atan2(-north, EASTWARD * east)
        else:  # nobody knows where it lies: it stands where there is most room
            angle = max((step * math.pi / 8 for step in range(16)), key=lambda at: (_room(at, taken), -at))
        taken.append(angle)
        far = radius[first] + radius[zone] + FAR
        found[zone] = (far * math.cos(angle), far * math.sin(angle))
    return found


def _room(angle: float, taken: list[float]) -> float:
    return round(min((abs((angle - other + math.pi) % (2 * math.pi) - math.pi) for other in taken), default=0.0), 6)


def _beside(
    leader: str,
    centre: Mapping[str, Point],
    radii: Mapping[str, float],
    toward: Mapping[str, Point],
    pull: Counter[str],
    zone_of: Mapping[str, str],
    anchor: Point,
) -> Point:
    """Return the free place for a circle that touches another one and is nearest to its zone's middle and its kin."""
    radius, zone, (ax, ay) = radii[leader], zone_of[leader], anchor
    others = [(x, y, radius + radii[one] + (NEAR if zone_of[one] == zone else FAR)) for one, (x, y) in centre.items()]
    if all(math.hypot(ax - x, ay - y) >= reach for x, y, reach in others):
        return anchor
    best: tuple[float, Point] | None = None
    total = sum(pull.values()) or 1
    pulling = [(weight, *toward[one]) for one, weight in sorted(pull.items())]
    last = others[0]  # what was in the way a moment ago is often in the way again
    for cx, cy, reach in others:
        if best is not None and math.hypot(cx - ax, cy - ay) - reach > best[0]:
            continue  # no place around it can be better
        for step in range(72):
            angle = step * math.pi / 36
            x, y = cx + (reach + 0.01) * math.cos(angle), cy + (reach + 0.01) * math.sin(angle)
            far = math.hypot(x - ax, y - ay)
            if best is not None and far > best[0] + 0.001:
                continue
            if math.hypot(x - last[0], y - last[1]) < last[2]:
                continue
            blocked = next((one for one in others if math.hypot(x - one[0], y - one[1]) < one[2]), None)
            if blocked is not None:
                last = blocked
                continue
            kin = sum(weight * math.hypot(x - ox, y - oy) for weight, ox, oy in pulling) / total
            cost = round(far + (KIN if zone else KIN_ALONE) * kin, 3)
            if best is None or cost < best[0]:
                best = (cost, (x, y))
    assert best is not None  # the far side of the outermost circle is always free
    return best[1]


def _around(rest: list[str], centre: dict[str, Point], radius: dict[str, float]) -> dict[str, Point]:
    """Put what is too much to pack on rings around the packed, in order."""
    out = max((math.hypot(x, y) + radius[leader] for leader, (x, y) in centre.items()), default=0.0)
    found: dict[str, Point] = {}
    turn, widest = 2 * math.pi, 0.0
    for leader in rest:
        if turn >= 2 * math.pi:  # a new ring, as wide as the first on it, which is the largest
            out += widest + radius[leader] + 0.35 * GAP
            turn, widest = 0.0, radius[leader]
        step = 2 * math.asin(min(1.0, (radius[leader] + 0.18 * GAP) / out))
        found[leader] = (out * math.cos(turn + step / 2), out * math.sin(turn + step / 2))
        turn += step if turn + 2 * step <= 2 * math.pi else 2 * math.pi
    return found


