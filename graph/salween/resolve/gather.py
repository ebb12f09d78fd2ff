"""The files put together: one corpus, in which every id is one thing's."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from ..dates import Edtf
from ..model import Claim, Corpus, Dataset, Entity, Event, Identity, Ref, Source, Withdrawal
from ..place import Place
from ..problem import Problem, with_article

_TAKEN = "taken_from: ends one open claim of the previous holder on the day this claim starts"
Thing = Entity | Source | Claim | Event
T = TypeVar("T", Entity, Source, Claim | Event)
#: By id: all that have it, in the order read, each with what sort of thing it is.
Bearers = dict[str, list[tuple[str, Thing]]]
_NUMBER = re.compile(r"\.\d+$")


@dataclass(slots=True)
class Part:
    """What one file holds, before the files are put together.

    `lost` are the ids of rows that could not be read, `flawed` those of things that were read but for something;
    `is_whole` is false where a section or the file itself could not be read.
    """

    path: str
    entities: list[Entity] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    records: list[Claim | Event] = field(default_factory=list)
    identities: list[Identity] = field(default_factory=list)
    default_source: Ref | None = None
    lost: set[str] = field(default_factory=set)
    flawed: set[str] = field(default_factory=set)
    is_whole: bool = True
    problems: list[Problem] = field(default_factory=list)


class Gaps(NamedTuple):
    """What is not in the corpus as its authors meant it, for causes that have been reported."""

    lost: frozenset[str]
    flawed: frozenset[str]
    is_whole: bool


NO_GAPS = Gaps(frozenset(), frozenset(), True)


def gaps(parts: Sequence[Part]) -> Gaps:
    return Gaps(
        frozenset(id for part in parts for id in part.lost),
        frozenset(id for part in parts for id in part.flawed),
        all(part.is_whole for part in parts),
    )


def gather(
    dataset: Dataset,
    parts: Iterable[Part],
    withdrawals: Iterable[Withdrawal] = (),
    newness: Callable[[str], int] = lambda path: 0,
) -> tuple[Corpus, list[Problem]]:
    """Put the files together; problems: duplicate-id, clashing-id, taken-from-nothing.

    `newness` tells how new a file is, the higher the newer: of two with one id, the one in the newer file gives way.
    It is asked only where two have one.
    """
    entities: dict[str, Entity] = {}
    sources: dict[str, Source] = {}
    records: dict[str, Claim | Event] = {}
    identities: list[Identity] = []
    bearers: Bearers = {}
    is_sound = True
    for part in parts:
        identities += part.identities
        _put_all("entity", part.entities, entities, bearers, part.flawed)
        _put_all("source", part.sources, sources, bearers, part.flawed)
        _put_all("record", part.records, records, bearers, part.flawed)
        is_sound = is_sound and part.is_whole and not part.problems
    withdrawn = {str(withdrawal.id) for withdrawal in withdrawals}
    old = {was for thing in (*entities.values(), *records.values()) for was in thing.was}
    problems = list(_clashing(bearers, {*entities, *records, *old, *withdrawn}, newness))
    found = _take(records, entities)
    problems += found if is_sound else []  # else the claim to end may be one that could not be read
    corpus = Corpus(
        dataset,
        dict(sorted(entities.items())),
        dict(sorted(sources.items())),
        {id: record for id, record in sorted(records.items()) if id not in withdrawn},
        tuple(identities),
        tuple(withdrawals),
    )
    return corpus, problems


def _put_all(noun: str, things: Iterable[T], into: dict[str, T], bearers: Bearers, flawed: Container[str]) -> None:
    """Put things under their ids; sources have ids of their own, entities and records share theirs."""
    for thing in things:
        found = bearers.setdefault(f"source {thing.id}" if noun == "source" else str(thing.id), [])
        if not found:
            into[str(thing.id)] = thing
        if not found or thing.id not in flawed:  # else its id may be what could not be read
            found.append((noun, thing))


def _clashing(bearers: Bearers, taken: set[str], newness: Callable[[str], int]) -> Iterator[Problem]:
    """Yield a problem for each thing that has another's id: all but the oldest. No id that is offered is taken."""
    for found in bearers.values():
        if len(found) == 1:
            continue
        (noun, stays), *rest = sorted(found, key=lambda bearer: newness(bearer[1].place.path))
        others = (("the other at", _where(stays)),)
        for own, thing in rest:
            if not isinstance(thing, Claim):
                what = f'the id "{thing.id}" is already in use' + (f" by {with_article(noun)}" if own != noun else "")
                fix, why = "give one of them another id, or merge them", "an id identifies one thing"
                yield Problem("duplicate-id", _where(thing), what, fix, why, others=others)
                continue
            base, number = _NUMBER.sub("", thing.id), 2
            while f"{base}.{number}" in taken:
                number += 1
            taken.add(f"{base}.{number}")
            paths = thing.place.path, stays.place.path
            is_known = paths[0] == paths[1] or newness(paths[0]) != newness(paths[1])
            one = "this claim" if is_known else "the newer claim"
            what = f'two claims have the id "{thing.id}"'
            fix = f"give {one} a separate id: {base}.{number}"
            why = "people cite ids, so Salween never numbers claims itself"
            yield Problem("clashing-id", _where(thing), what, fix, why, others=others)


def _where(thing: Thing) -> Place:
    """Return where a thing is told to have its id: a claim, which has one by default, where it begins."""
    return thing.place if isinstance(thing, Claim) else thing.id.place


def _take(records: dict[str, Claim | Event], entities: dict[str, Entity]) -> list[Problem]:
    """Join the open claim of whoever a place was taken from to the claim of the taker, whose start is its end."""
    problems = []
    taken: set[str] = set()
    open_claims: dict[tuple[str, str, str | None], list[Claim]] = {}
    takers = [record for record in records.values() if isinstance(record, Claim) and record.taken_from is not None]
    if takers:
        for record in records.values():
            is_open = record.until is None and "until" not in record.unknown and not record.is_negated
            if isinstance(record, Claim) and is_open:
                open_claims.setdefault((record.subject, record.predicate, record.object), []).append(record)
    for taker in takers:
        assert taker.taken_from is not None
        if taker.taken_from not in entities:  # it is reported with the other ids that do not exist
            continue
        found = [
            claim
            for claim in open_claims.get((taker.taken_from, taker.predicate, taker.object), ())
            if claim.id not in (*taken, taker.id)
            and claim.qualifier("extent") == taker.qualifier("extent")
            and _began_before(claim.start, taker.start)
        ]
        if len(found) != 1 or taker.start is None:
            counted = f"{len(found) or 'no'} open claim{'s' if len(found) > 1 else ''}"
            what = f'taken_from: "{taker.taken_from}" has {counted} of "{taker.predicate}" with "{taker.object}" to end'
            fix = (
                f"add a claim: {{subject: {taker.taken_from}, {taker.predicate}: {taker.object}, from: unknown}}, or "
                "remove taken_from:"
            )
            if taker.start is None:
                what, fix = "taken_from: without from:", "add from: with the day on which it was taken"
            elif found:
                fix = "remove taken_from:, and add until: to the claim that ended"
            problems.append(Problem("taken-from-nothing", taker.taken_from.place, what, fix, _TAKEN))
            continue
        [claim] = found
        records[str(claim.id)] = replace(claim, taken_by=taker.id)
        taken.add(str(claim.id))
    return problems


def _began_before(start: Edtf | None, day: Edtf | None) -> bool:
    early, late = (start.span.earliest if start else None), (day.span.latest if day else None)
    return early is None or late is None or early <= late
