"""Where each actor and place stands on the map: judged ties → positions, the same on every run, pinned by a lock.

Groups come from what the record says of belonging (`part_of`, `sides_with`, `within` …); communities are the
fallback. Each group is laid out by itself and the groups are packed as circles. Only plain arithmetic over sorted
ids is used, so neither PYTHONHASHSEED nor a numeric library moves anything. Files: `data/layout.lock.json`.
Problems: bad-layout-lock.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from .judge import ACCEPTED, CERTAIN, POSSIBLE, Judge
from .place import Place
from .problem import Problem
from .ties import Tie, all_ties

Point = tuple[float, float]

LOCK = "data/layout.lock.json"
#: Predicates by which a subject belongs to its object, strongest first. An ontology without one loses nothing.
BELONGS_TO = (
    "wing_of",
    "part_of",
    "holds_office",
    "post_in",
    "speaks_for",
    "sides_with",
    "member_of",
    "leads",
    "commands",
    "deputy_of",
    "reports_to",
    "writes_for",
    "stands_in",
    "within",
    "territory_of",
    "based_in",
    "operates_in",
)
#: Predicates by which an object belongs to its subject.
HAS = ("owns", "employs", "directs", "operates")
#: Kinds that the map draws; anything else, and every event, is seen from close by only.
DRAWN = ("Actor", "Place")
#: The least distance of two marks, in the map's units before it is stretched.
GAP = 62.0
#: Labels are wide and screens too: x is stretched by this at the very end.
STRETCH = 1.4
#: A family larger than this is cut into those of its members that have families of their own.
LARGEST_GROUP, LEAST_CUT = 40, 6
#: A group larger than this, which no one can read by name, stays on the spiral that others only begin on.
LARGEST_SPREAD = 600
#: More groups than these are not packed beside their kin; the smallest stand on rings around the others.
MOST_PACKED = 300


def drawn(judge: Judge) -> list[str]:
    """Return the ids of the actors and places that have a tie, sorted."""
    ends = {end for tie in all_ties(judge) for end in (tie.subject, tie.object)}
    entities = judge.corpus.entities
    return sorted(id for id in ends if id in entities and judge.ontology.is_a(entities[id].kind, DRAWN))


def groups(judge: Judge) -> dict[str, str]:
    """Return for each drawn id the id of its group's leader, by id; empty for those that belong nowhere."""
    ids = drawn(judge)
    ties = list(all_ties(judge))
    weights = _weights(ids, ties)
    lasting = _weights(ids, (tie for tie in ties if judge.ontology.predicates[tie.predicate].lapse != "occurrence"))
    places = {id for id in ids if judge.ontology.is_a(judge.corpus.entities[id].kind, ["Place"])}
    parents = _parents(judge, ids, ties, places)
    return _led(ids, _gathered(ids, parents, weights, lasting, places), weights, parents)


def positions(judge: Judge, lock: Mapping[str, Point]) -> dict[str, Point]:
    """Return a position in whole units for each drawn id, by id. What the lock holds keeps its place."""
    ids = drawn(judge)
    leaders = groups(judge)
    weights = _weights(ids, all_ties(judge))
    kept = {id: lock[id] for id in ids if id in lock}
    if not kept:
        return _whole(_packed(ids, leaders, weights))
    return _whole(_with_newcomers(ids, leaders, weights, kept))


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
        what = "the layout lock is not a list of ids with two numbers each"
        fix = "mend the line, or delete the file and run salween layout: every position is then new"
        why = "what it holds keeps its place, so that a newcomer moves nobody"
        return {}, [Problem("bad-layout-lock", Place(LOCK, line, 0), what, fix, why)]


def write_lock(root: Path, found: Mapping[str, Point]) -> None:
    """Write positions: sorted, whole, one id a line, so that a newcomer is one line of a diff."""
    lines = [f"{json.dumps(id, ensure_ascii=False)}: [{round(x)}, {round(y)}]" for id, (x, y) in sorted(found.items())]
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (root / LOCK).write_text(text, "utf-8", newline="\n")


# ---- groups --------------------------------------------------------------------------------------------------


def _weights(ids: list[str], ties: Iterable[Tie]) -> dict[str, Counter[str]]:
    """Return how many ties join each id to each other one."""
    known = set(ids)
    found: dict[str, Counter[str]] = {id: Counter() for id in ids}
    for tie in ties:
        if tie.subject in known and tie.object in known and tie.subject != tie.object:
            found[tie.subject][tie.object] += 1
            found[tie.object][tie.subject] += 1
    return found


def _parents(judge: Judge, ids: list[str], ties: list[Tie], places: set[str]) -> dict[str, str]:
    """Return whom each id belongs to, as the record has it at the end of its coverage; those without are left out."""
    known, day = set(ids), judge.corpus.dataset.covers_to
    rank = {key: number for number, key in enumerate((*BELONGS_TO, *HAS))}
    best: dict[str, tuple[tuple[bool, int, bool, bool, int, str], str]] = {}
    for tie in ties:
        child, parent = (tie.object, tie.subject) if tie.predicate in HAS else (tie.subject, tie.object)
        if tie.predicate not in rank or child not in known or parent not in known or child == parent:
            continue
        holds = tie.validity.on(day) in (CERTAIN, POSSIBLE)
        accepted = judge.judgements[tie.record].status == ACCEPTED
        start = tie.validity.bounds.start_latest or 0
        mixed = (child in places) != (parent in places)
        score = (mixed, rank[tie.predicate], not holds, not accepted, -start, parent)
        if child not in best or score < best[child][0]:
            best[child] = (score, parent)
    return {child: parent for child, (_, parent) in sorted(best.items())}


def _gathered(
    ids: list[str],
    parents: dict[str, str],
    weights: dict[str, Counter[str]],
    lasting: dict[str, Counter[str]],
    places: set[str],
) -> list[list[str]]:
    """Return the groups: families by belonging, cut where too large; a stray joins the family, of actors or of
    places as it is itself, that it has most lasting ties to; the rest are communities. The last group, which may
    be empty, is of those that belong nowhere."""
    children: dict[str, list[str]] = defaultdict(list)
    root = {id: _root(id, parents) for id in ids}
    for id in ids:
        if root[id] != id:
            children[parents[id]].append(id)
    families: list[list[str]] = []
    for top in sorted(set(root.values())):
        _cut(top, children, families)
    found = [sorted(family) for family in families if len(family) > 1]
    of = {id: number for number, family in enumerate(found) for id in family}
    joined = {}
    for id in ids:
        pull: Counter[int] = Counter()
        for other, weight in sorted(lasting[id].items()):
            if id not in of and other in of and (id in places) == (other in places):
                pull[of[other]] += weight
        if pull:
            joined[id] = min(pull, key=lambda number: (-pull[number], number))
    for id, number in joined.items():
        found[number].append(id)
    rest = [id for id in ids if id not in of and id not in joined]
    communities = _communities(rest, weights)
    alone = [id for part in communities if len(part) < 3 for id in part]
    return [*map(sorted, found), *(part for part in communities if len(part) > 2), sorted(alone)]


def _root(id: str, parents: dict[str, str]) -> str:
    """Return the top of a chain of belonging; of a ring, its least id."""
    seen = [id]
    while seen[-1] in parents:
        above = parents[seen[-1]]
        if above in seen:
            return min(seen[seen.index(above) :])
        seen.append(above)
    return seen[-1]


def _cut(top: str, children: dict[str, list[str]], found: list[list[str]]) -> None:
    """Add the family under an id as one group, or as several where it is too large to read."""
    family, seen = [top], {top}
    for id in family:
        fresh = [child for child in children.get(id, ()) if child not in seen]
        family += fresh
        seen.update(fresh)
    if len(family) <= LARGEST_GROUP:
        found.append(family)
        return
    own = [top]
    for child in children.get(top, ()):
        part: list[list[str]] = []
        _cut(child, {id: [c for c in below if c != top] for id, below in children.items()}, part)
        found += [group for group in part if len(group) >= LEAST_CUT]
        own += [id for group in part if len(group) < LEAST_CUT for id in group]
    found.append(own)


def _communities(ids: list[str], weights: dict[str, Counter[str]]) -> list[list[str]]:
    """Return the Louvain communities of what no belonging gathers."""
    if not ids:
        return []
    import networkx as nx

    number = {id: index for index, id in enumerate(ids)}
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(len(ids)))
    network.add_weighted_edges_from(
        sorted((number[a], number[b], w) for a in ids for b, w in weights[a].items() if b in number and a < b)
    )
    found = sorted(sorted(part) for part in nx.community.louvain_communities(network, seed=1, resolution=1.1))
    return [[ids[index] for index in part] for part in found]


def _led(
    ids: list[str], found: list[list[str]], weights: dict[str, Counter[str]], parents: dict[str, str]
) -> dict[str, str]:
    """Return each id's leader: the one of its group that belongs to none of it and is tied to most of it."""
    leaders = dict.fromkeys(found[-1], "") if found else {}
    for group in found[:-1]:
        members = set(group)
        ranked = sorted(
            (
                parents.get(id) in members,
                -sum(1 for other in weights[id] if other in members),
                -sum(weights[id].values()),
                id,
            )
            for id in group
        )
        leaders |= dict.fromkeys(group, ranked[0][-1])
    return {id: leaders[id] for id in ids}


# ---- positions -----------------------------------------------------------------------------------------------


def _packed(ids: list[str], leaders: dict[str, str], weights: dict[str, Counter[str]]) -> dict[str, Point]:
    """Lay out each group by itself, then put the groups side by side: the largest in the middle, kin nearby."""
    members: dict[str, list[str]] = defaultdict(list)
    for id in ids:
        members[leaders[id] or id].append(id)
    inner = {leader: _spread(leader, group, weights) for leader, group in members.items()}
    radius = {leader: max(math.hypot(x, y) for x, y in spots.values()) + 0.75 * GAP for leader, spots in inner.items()}
    pull: dict[str, Counter[str]] = {leader: Counter() for leader in members}
    for id in ids:
        for other, weight in weights[id].items():
            if (leaders[id] or id) != (leaders[other] or other):
                pull[leaders[id] or id][leaders[other] or other] += weight
    centre: dict[str, Point] = {}
    order = sorted(members, key=lambda leader: (-len(members[leader]), leader))
    for leader in order[:MOST_PACKED]:
        centre[leader] = _beside(radius[leader], centre, radius, pull[leader])
    centre |= _around(order[MOST_PACKED:], centre, radius)
    mean_x = sum(x for x, _ in centre.values()) / len(centre) if centre else 0.0
    mean_y = sum(y for _, y in centre.values()) / len(centre) if centre else 0.0
    found = {}
    for leader, spots in inner.items():
        cx, cy = centre[leader]
        for id, (x, y) in spots.items():
            found[id] = ((cx - mean_x + x) * STRETCH, cy - mean_y + y)
    return found


def _spread(leader: str, group: list[str], weights: dict[str, Counter[str]]) -> dict[str, Point]:
    """Place a group around its leader: ties pull, marks push, and no two come nearer than the gap."""
    order = [leader, *sorted((id for id in group if id != leader), key=lambda id: (-weights[id][leader], id))]
    count = len(order)
    turn = math.pi * (3 - math.sqrt(5))
    xs = [GAP * math.sqrt(number) * math.cos(number * turn) for number in range(count)]
    ys = [GAP * math.sqrt(number) * math.sin(number * turn) for number in range(count)]
    number = {id: index for index, id in enumerate(order)}
    if count > LARGEST_SPREAD:
        return {id: (xs[index], ys[index]) for id, index in number.items()}
    edges = sorted((number[a], number[b]) for a in order for b in weights[a] if b in number and number[a] < number[b])
    rounds = max(12, min(160, 1_500_000 // (count * count + 1)))
    for step in range(rounds):
        heat = 0.5 * GAP * (1 - step / rounds)
        dx, dy = [-0.04 * x for x in xs], [-0.04 * y for y in ys]
        for a in range(count):
            for b in range(a + 1, count):
                ox, oy = xs[b] - xs[a], ys[b] - ys[a]
                square = ox * ox + oy * oy + 0.01
                if square < 9 * GAP * GAP:
                    push = 0.55 * GAP * GAP / square
                    dx[a] -= ox * push
                    dy[a] -= oy * push
                    dx[b] += ox * push
                    dy[b] += oy * push
        for a, b in edges:
            ox, oy = xs[b] - xs[a], ys[b] - ys[a]
            far = math.sqrt(ox * ox + oy * oy) + 0.01
            force = 0.12 * (far - 1.1 * GAP) / far
            dx[a] += ox * force
            dy[a] += oy * force
            dx[b] -= ox * force
            dy[b] -= oy * force
        for a in range(1, count):  # the leader stays in the middle
            size = math.sqrt(dx[a] * dx[a] + dy[a] * dy[a]) + 0.01
            scale = min(size, heat) / size
            xs[a] += dx[a] * scale
            ys[a] += dy[a] * scale
    _part(xs, ys)
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return {id: (xs[index] - middle_x, ys[index] - middle_y) for id, index in number.items()}


def _part(xs: list[float], ys: list[float]) -> None:
    """Push apart whatever is nearer than the gap, in place."""
    count = len(xs)
    for _ in range(80):
        moved = False
        for a in range(count):
            for b in range(a + 1, count):
                ox, oy = xs[b] - xs[a], ys[b] - ys[a]
                far = math.sqrt(ox * ox + oy * oy)
                if far < GAP - 0.5:
                    if far < 0.01:
                        ox, oy, far = 1.0, 0.1 * (b - a), 1.0
                    step = (GAP - far) / far / (1 if a == 0 else 2)
                    if a:
                        xs[a] -= ox * step
                        ys[a] -= oy * step
                    xs[b] += ox * step
                    ys[b] += oy * step
                    moved = True
        if not moved:
            return


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


def _beside(radius: float, centre: dict[str, Point], radii: dict[str, float], pull: Counter[str]) -> Point:
    """Return the free place for a circle that touches another one and is nearest to the middle and to its kin."""
    if not centre:
        return (0.0, 0.0)
    best: tuple[float, Point] | None = None
    total = sum(pull[leader] for leader in centre) or 1
    pulling = [(pull[leader], ox, oy) for leader, (ox, oy) in centre.items() if pull[leader]]
    others = [(ox, oy, radius + radii[other] + 0.35 * GAP - 0.01) for other, (ox, oy) in centre.items()]
    last = others[0]  # what was in the way a moment ago is often in the way again
    for near, (cx, cy) in centre.items():
        reach = radius + radii[near] + 0.35 * GAP
        if best is not None and math.hypot(cx, cy) - reach > best[0]:
            continue  # no place around it can be better
        for step in range(72):
            angle = step * math.pi / 36
            x, y = cx + reach * math.cos(angle), cy + reach * math.sin(angle)
            if best is not None and math.hypot(1.2 * x, y) > best[0] + 0.001:
                continue
            if math.hypot(x - last[0], y - last[1]) < last[2]:
                continue
            blocked = next((one for one in others if math.hypot(x - one[0], y - one[1]) < one[2]), None)
            if blocked is not None:
                last = blocked
                continue
            kin = sum(weight * math.hypot(x - ox, y - oy) for weight, ox, oy in pulling) / total
            cost = round(math.hypot(1.2 * x, y) + 0.35 * kin, 3)
            if best is None or cost < best[0]:
                best = (cost, (x, y))
    assert best is not None  # the far side of the outermost circle is always free
    return best[1]


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
