"""Judged ties → the zones of the map: each group's country, where the record says one, and none elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from statistics import median

from ..judge import Judge
from ..ties import all_ties
from .homes import homes
from .spread import Point

#: A country with fewer marks than this is no zone of its own.
LEAST_ZONE = 9
#: The part of those whose country is known that must agree on it, and the part of all that must be known.
MOST_AGREE, MANY_KNOWN = 0.6, 0.35


def zones(judge: Judge, leaders: Mapping[str, str]) -> dict[str, str]:
    """Return for each drawn id its group's country, the state before its land, by id; empty where there is none.

    A group has its leader's country, else the one that most of its members agree on, where they are many enough; one
    that belongs to no group has its own. Citizenship makes nobody's group a country's.
    """
    state = {tie.subject: tie.object for tie in all_ties(judge) if tie.predicate == "territory_of"}
    home = {id: state.get(country, country) for id, country in homes(judge, citizens=False).items() if id in leaders}
    members: dict[str, list[str]] = defaultdict(list)
    for id, leader in leaders.items():
        members[leader or id].append(id)
    of: dict[str, str] = {}
    for leader, group in members.items():
        votes = Counter(home[id] for id in group if id in home)
        most = min(votes, key=lambda zone: (-votes[zone], zone), default="")
        agreed = votes[most] > 1 and votes[most] >= max(MOST_AGREE * votes.total(), MANY_KNOWN * len(group))
        of[leader] = home.get(leader) or (most if agreed else "")
    size = Counter({zone: sum(len(members[one]) for one in of if of[one] == zone) for zone in set(of.values())})
    found = {id: of[leader or id] for id, leader in leaders.items()}
    return {id: zone if size[zone] >= LEAST_ZONE else "" for id, zone in found.items()}


def middles(judge: Judge, zone_of: Mapping[str, str]) -> dict[str, Point]:
    """Return where the places of each zone lie on the earth, as a median: east and north; none where none is known."""
    points: dict[str, list[Point]] = defaultdict(list)
    for id, zone in zone_of.items():
        point = judge.corpus.entities[id].point
        if zone and point is not None:
            points[zone].append((point[1], point[0]))
    return {zone: (median(x for x, _ in found), median(y for _, y in found)) for zone, found in points.items()}
