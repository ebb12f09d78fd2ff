"""The files put together: one corpus, in which every id is one thing's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from ..dates import Edtf
from ..model import Claim, Corpus, Dataset, Entity, Event, Identity, Ref, Source, Withdrawal
from ..place import Place
from ..problem import Problem

Thing = Entity | Source | Claim | Event
T = TypeVar("T", Entity, Source, Claim | Event)
#: By id: what sort of thing has it, and where.
Seen = dict[str, tuple[str, Place]]


@dataclass(slots=True)
class Part:
    """What one file holds, before the files are put together."""

    path: str
    entities: list[Entity] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    records: list[Claim | Event] = field(default_factory=list)
    identities: list[Identity] = field(default_factory=list)
    default_source: Ref | None = None
    problems: list[Problem] = field(default_factory=list)


def gather(
    dataset: Dataset, parts: Iterable[Part], withdrawals: Iterable[Withdrawal] = ()
) -> tuple[Corpus, list[Problem]]:
    """Put the files together; problems: duplicate-id, clashing-id, taken-from-nothing."""
    problems: list[Problem] = []
    entities: dict[str, Entity] = {}
    sources: dict[str, Source] = {}
    records: dict[str, Claim | Event] = {}
    identities: list[Identity] = []
    seen: dict[str, tuple[str, Place]] = {}
    for part in parts:
        identities += part.identities
        problems += _put_all("entity", part.entities, entities, seen)
        problems += _put_all("source", part.sources, sources, seen)
        problems += _put_all("record", part.records, records, seen)
    problems += _take(records)
    withdrawn = {withdrawal.id for withdrawal in withdrawals}
    corpus = Corpus(
        dataset,
        dict(sorted(entities.items())),
        dict(sorted(sources.items())),
        {id: record for id, record in sorted(records.items()) if id not in withdrawn},
        tuple(identities),
        tuple(withdrawals),
    )
    return corpus, problems


def _put_all(noun: str, things: Iterable[T], into: dict[str, T], seen: Seen) -> Iterator[Problem]:
    """Put things under their ids; sources have ids of their own, entities and records share theirs."""
    for thing in things:
        key = f"source {thing.id}" if noun == "source" else str(thing.id)
        if key in seen:
            yield _clash(noun, thing, seen[key], seen)
        else:
            seen[key] = (noun, thing.id.place)
            into[str(thing.id)] = thing


def _clash(noun: str, thing: Thing, first: tuple[str, Place], seen: Seen) -> Problem:
    if isinstance(thing, Claim):
        number = 2
        while f"{thing.id}.{number}" in seen:
            number += 1
        what = f'two claims would have the id "{thing.id}"'
        fix = f"give this one its own: id: {thing.id}.{number}"
        why = "an id is cited, so it is never numbered anew"
        return Problem("clashing-id", thing.place, what, fix, why, others=(("the other at", first[1]),))
    what = f'the id "{thing.id}" is taken' + (f" by {_a(first[0])}" if first[0] != noun else "")
    return Problem("duplicate-id", thing.id.place, what, "give one of the two another id", others=(("first at", first[1]),))


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _take(records: dict[str, Claim | Event]) -> list[Problem]:
    """End the open claim of whoever a place was taken from on the day it was taken, on the taker's sources."""
    problems = []
    open_claims: dict[tuple[str, str, str | None], list[Claim]] = {}
    takers = [record for record in records.values() if isinstance(record, Claim) and record.taken_from is not None]
    if takers:
        for record in records.values():
            if isinstance(record, Claim) and record.until is None and "until" not in record.unknown and not record.is_negated:
                open_claims.setdefault((record.subject, record.predicate, record.object), []).append(record)
    for taker in takers:
        assert taker.taken_from is not None
        found = [
            claim
            for claim in open_claims.get((taker.taken_from, taker.predicate, taker.object), ())
            if claim.qualifier("extent") == taker.qualifier("extent") and _began_before(claim.start, taker.start)
        ]
        if len(found) != 1 or taker.start is None:
            what = f'"{taker.taken_from}" has {"no" if not found else len(found)} open claim to "{taker.object}" to end'
            if taker.start is None:
                what = "taken_from: without from:"
            fix = "write that claim, or give the end as its until: instead of taken_from:"
            problems.append(Problem("taken-from-nothing", taker.taken_from.place, what, fix))
            continue
        [claim] = found
        vouching = tuple(
            a._replace(stance="supports", of="until", details=(), still=None)
            for a in taker.attestations
            if a.stance == "supports"
        )
        cited = {(a.source, a.locator, a.said_by) for a in claim.attestations}
        added = tuple(a for a in vouching if (a.source, a.locator, a.said_by) not in cited)
        records[str(claim.id)] = replace(claim, until=taker.start, attestations=claim.attestations + added)
    return problems


def _began_before(start: Edtf | None, day: Edtf | None) -> bool:
    return (
        start is None or day is None or start.span.earliest is None or day.span.latest is None
        or start.span.earliest <= day.span.latest
    )
