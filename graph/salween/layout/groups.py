"""Judged ties → the groups of the map: who belongs to whom, as the record says; communities are the fallback."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from ..judge import ACCEPTED, CERTAIN, POSSIBLE, Judge
from ..ties import Tie, all_ties

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
#: Families of predicates, and predicates, that put nobody into a group.
APART = ("lawFamily", "sanctionsFamily", "diplomacyFamily", "publishingFamily", "conflictFamily")
AGAINST = ("hostile_to", "ceasefire_with", "contests", "stands_in_ground_controlled_by")
#: Kinds that the map draws; anything else, and every event, is seen from close by only.
DRAWN = ("Actor", "Place")
#: A family larger than this is cut into those of its members that have families of their own.
LARGEST_GROUP, LEAST_CUT = 40, 6


def drawn(judge: Judge) -> list[str]:
    """Return the ids of the actors and places that have a tie, sorted."""
    ends = {end for tie in all_ties(judge) for end in (tie.subject, tie.object)}
    entities = judge.corpus.entities
    return sorted(id for id in ends if id in entities and judge.ontology.is_a(entities[id].kind, DRAWN))


def groups(judge: Judge) -> dict[str, str]:
    """Return for each drawn id the id of its group's leader, by id; empty for those that belong nowhere."""
    ids = drawn(judge)
    ties = list(all_ties(judge))
    weights = weights_of(ids, ties)
    lasting = weights_of(ids, (tie for tie in ties if _binds(judge, tie)))
    places = {id for id in ids if judge.ontology.is_a(judge.corpus.entities[id].kind, ["Place"])}
    parents = _parents(judge, ids, ties, places)
    unlisted = weights_of(ids, (t for t in ties if judge.ontology.predicates[t.predicate].family != "sanctionsFamily"))
    return _led(ids, _gathered(ids, parents, unlisted, lasting, places), weights, parents)


def _binds(judge: Judge, tie: Tie) -> bool:
    """Tell whether a tie lasts and is of a sort that puts two on one side: no listing, charge or visit does."""
    predicate = judge.ontology.predicates[tie.predicate]
    return predicate.lapse != "occurrence" and predicate.family not in APART and tie.predicate not in AGAINST


def weights_of(ids: list[str], ties: Iterable[Tie]) -> dict[str, Counter[str]]:
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
    places as it is itself, that it has most lasting ties to, of those that put two on one side; the rest are
    communities. The last group, which may be empty, is of those that belong nowhere."""
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
