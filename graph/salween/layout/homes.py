"""Judged ties → the country of each entity: the nearest one up the chain of belonging.

Belonging is what groups are made by, at any time: it is for finding, and says nothing of a day.
"""

from __future__ import annotations

from collections import defaultdict, deque

from ..judge import ACCEPTED, Judge
from ..ties import all_ties
from .groups import BELONGS_TO, HAS

#: The kinds that a lane can be named for: a country as a place, or the state as an actor.
COUNTRIES = ("Country", "State")
_MORE = ("citizen_of", "connects", "faces", "controls")


def homes(judge: Judge, citizens: bool = True) -> dict[str, str]:
    """Return for each entity that belongs somewhere the id of its country, by id; by citizenship too, unless told."""
    above: dict[str, list[tuple[int, str]]] = defaultdict(list)
    rank = {key: number for number, key in enumerate((*BELONGS_TO, *HAS, *_MORE))}
    for tie in all_ties(judge):
        if tie.predicate == "citizen_of" and not citizens:
            continue
        if tie.predicate in rank and judge.judgements[tie.record].status == ACCEPTED:
            child, parent = (tie.object, tie.subject) if tie.predicate in HAS else (tie.subject, tie.object)
            above[child].append((rank[tie.predicate], parent))
    entities = judge.corpus.entities
    countries = {id for id, entity in entities.items() if judge.ontology.is_a(entity.kind, COUNTRIES)}
    return {id: found for id in entities if (found := _nearest(id, above, countries)) is not None}


def _nearest(id: str, above: dict[str, list[tuple[int, str]]], countries: set[str]) -> str | None:
    seen, queue = {id}, deque([id])
    while queue:
        here = queue.popleft()
        if here in countries:
            return here
        for _, parent in sorted(above.get(here, ())):
            if parent not in seen:
                seen.add(parent)
                queue.append(parent)
    return None
