"""Whether what is joined can be: nothing with itself, no circle, and no two verdicts on one pair."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ..judge import Judge
from ..model import Claim, Identity
from ..problem import Problem, Severity

#: What an id of a well-known register looks like, by the key of ids:, and an example.
_REGISTERS = {
    "geonames": (r"[1-9]\d*", "1314759"),
    "imo": (r"\d{7}", "9074729"),
    "isni": (r"\d{15}[\dX]", "0000000121032683"),
    "lei": (r"[A-Z0-9]{18}\d\d", "5493001KJTIIGC8Y1R12"),
    "ofac": (r"\d+", "30629"),
    "osm": (r"(?:node|way|relation)/\d+", "relation/50371"),
    "viaf": (r"[1-9]\d*", "84036661"),
    "wikidata": (r"Q[1-9]\d*", "Q836"),
}


def joined_to_itself(judge: Judge) -> Iterator[Problem]:
    """Code joined-to-itself: a claim joins two things."""
    joined = set(judge.corpus.same.values())  # what joins two that are said to be one is reported where they are
    for claim in judge.corpus.claims:
        if claim.object is not None and claim.subject == claim.object and claim.subject not in joined:
            what = f'"{claim.subject}" is both subject and object of "{claim.predicate}"'
            fix, why = "correct the id that is wrong", "a claim links two different things"
            yield Problem("joined-to-itself", claim.object.place, what, fix, why)


def circles(judge: Judge) -> Iterator[Problem]:
    """Code circular-chain: no part contains its whole, and nobody is their own ancestor."""
    for predicate in judge.ontology.predicates.values():
        if not (predicate.is_part_whole or predicate.is_structural or predicate.is_kinship) or predicate.is_symmetric:
            continue
        above: dict[str, list[Claim]] = defaultdict(list)
        for claim in judge.corpus.claims:
            if claim.predicate == predicate.key and claim.object is not None and claim.object != claim.subject:
                above[claim.subject].append(claim)
        closed: set[str] = set()
        for id in above:
            ring = _ring(id, above, closed)
            if ring:
                closed |= {str(claim.subject) for claim in ring}
                last = max(ring, key=lambda claim: claim.place)
                path = " → ".join([str(claim.subject) for claim in ring] + [str(ring[0].subject)])
                what = f'"{predicate.key}" forms a circle: {path}'
                others = tuple((f'"{claim.id}" at', claim.place) for claim in ring if claim is not last)
                fix = "remove or reverse the claim that is wrong"
                why = "no part contains its whole, and nobody is their own ancestor"
                yield Problem("circular-chain", last.place, what, fix, why, others=others)


def _ring(start: str, above: dict[str, list[Claim]], closed: set[str]) -> list[Claim]:
    """Return the claims of a circle through `start`, or nothing."""
    if start in closed:
        return []
    paths: list[list[Claim]] = [[claim] for claim in above.get(start, ())]
    seen = set()
    while paths:
        path = paths.pop()
        here = str(path[-1].object)
        if here == start:
            return path
        if here not in seen:
            seen.add(here)
            paths += [[*path, claim] for claim in above.get(here, ())]
    return []


def contrary_identities(judge: Judge) -> Iterator[Problem]:
    """Code contrary-identity: a judgement is on two things, and the only one on them (what is said to be the same is
    held to that where it is joined).
    """
    by_pair: dict[frozenset[str], Identity] = {}
    for identity in judge.corpus.identities:
        pair = frozenset(map(str, identity.pair))
        if len(pair) == 1:
            what, fix = f'{identity.verdict}: names "{identity.pair[0]}" twice', "name two different ids"
            yield Problem("contrary-identity", identity.place, what, fix, "a judgement compares two things")
            continue
        other = by_pair.setdefault(pair, identity)
        if other is not identity and (other.verdict == "same") == (identity.verdict == "same"):
            both = " and ".join(f'"{id}"' for id in identity.pair)
            what = f"{both} have two judgements: {other.verdict}: and {identity.verdict}:"
            fix, others = "keep one of them", (("the other at", other.place),)
            yield Problem("contrary-identity", identity.place, what, fix, "each pair has one judgement", others=others)


def outside_ids(judge: Judge) -> Iterator[Problem]:
    """Codes bad-outside-id, shared-outside-id (warning): an id of a register is well formed and one thing's."""
    judged = {frozenset(map(str, identity.pair)) for identity in judge.corpus.identities}
    first: dict[tuple[str, str], str] = {}
    for entity in sorted(judge.corpus.entities.values(), key=lambda entity: entity.place):
        id = str(entity.id)
        for register, value in entity.ids:
            form, example = _REGISTERS.get(register, (".+", ""))
            if not re.fullmatch(form, value):
                what = f'ids: "{value}" is not a valid {register} id'
                fix, why = f"write it as in {register}: {example}", "other datasets are linked by this id"
                yield Problem("bad-outside-id", entity.place_of("ids"), what, fix, why)
            other = first.setdefault((register, value), id)
            if other != id and frozenset((id, other)) not in judged:
                what = f'"{id}" and "{other}" have the same {register} id, {value}'
                fix = f"correct one, or add under identity: - {{same: [{other}, {id}], because: …}}"
                others = (("the other at", judge.corpus.entities[other].place_of("ids")),)
                why = "other datasets would be linked to both"
                place = entity.place_of("ids")
                yield Problem("shared-outside-id", place, what, fix, why, Severity.WARNING, others)
