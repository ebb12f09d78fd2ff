"""Nodes × ontology → corpus: text becomes dates, numbers and ids. What cannot be read is reported and left out.

A file is resolved by itself (`resolve_file`), so files can be read in any order and in parallel; whether the ids
it names exist is known only when all files are together (`gather`), and is checked by `check`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..dates import Edtf, day_of
from ..model import Claim, Corpus, Dataset, Entity, Event, Identity, Ref, Source, Withdrawal
from ..ontology import Ontology
from ..place import Place
from ..problem import Problem
from ..read import Mapping
from .entities import Entities
from .fields import RECORD_ID, Fields

SECTIONS = ("source", "sources", "entities", "claims", "events", "identity")
DATASET_KEYS = ("title", "base", "edition", "covers_to", "licence", "contact", "description", "creator")
DEFAULT_BASE = "https://w3id.org/salween/"


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


def resolve_file(path: str, root: Mapping | None, ontology: Ontology) -> Part:
    """Return what the file holds; its problems are those of its own text."""
    part = Part(path)
    if root is None:
        return part
    reader = Entities(ontology, path)
    reader.unknown_keys(root, SECTIONS, "a file of the record")
    if "source" in root.items:
        reader.default_source = part.default_source = reader.id(root.items["source"], "source")
    for row in reader.rows(root.items.get("sources"), "sources"):
        source = reader.source(row)
        if source is not None:
            part.sources.append(source)
    for row in reader.rows(root.items.get("entities"), "entities"):
        entity, claims = reader.entity(row)
        if entity is not None:
            part.entities.append(entity)
        part.records += claims
    for row in reader.rows(root.items.get("claims"), "claims"):
        part.records += reader.claims(row)
    for row in reader.rows(root.items.get("events"), "events"):
        event, claims = reader.event(row)
        if event is not None:
            part.records.append(event)
        part.records += claims
    for row in reader.rows(root.items.get("identity"), "identity judgements"):
        identity = reader.identity(row)
        if identity is not None:
            part.identities.append(identity)
    part.problems = reader.problems
    return part


def resolve_dataset(root: Mapping | None, ontology: Ontology) -> tuple[Dataset | None, list[Problem]]:
    """Return what `data/dataset.yaml` says; problems: missing-key, bad-date and others."""
    path = "data/dataset.yaml"
    if root is None:
        what, fix = "there is nothing in data/dataset.yaml", "write title:, edition: and covers_to: there"
        return None, [Problem("missing-key", Place(path, 0, 0), what, fix)]
    fields = Fields(ontology, path)
    fields.unknown_keys(root, DATASET_KEYS, "dataset.yaml")
    days = {}
    for key, meaning in (("edition", "the day of this edition"), ("covers_to", "the last day the record vouches for")):
        date = fields.date(root.items.get(key), key)
        if key not in root.items:
            fields.missing(root, key, "dataset.yaml", f"give {meaning}, as in {key}: 2026-11-24")
        elif date is not None and not date.span.is_one_day:
            fields.report("bad-date", root.items[key].place, f"{key} must be one day", "write it as YYYY-MM-DD")
        elif date is not None:
            days[key] = day_of(date.text)
    if "title" not in root.items:
        fields.missing(root, "title", "dataset.yaml", "give the record a title")
    base = fields.text(root, "base") or DEFAULT_BASE
    if not base.endswith(("/", "#")):
        fields.report("bad-url", root.items["base"].place, f'base "{base}" has no / at its end', f"write {base}/")
    if len(days) < 2:
        return None, fields.problems
    dataset = Dataset(
        title=fields.text(root, "title"),
        base=base,
        edition=days["edition"],
        covers_to=days["covers_to"],
        licence=fields.text(root, "licence"),
        contact=fields.text(root, "contact"),
        description=fields.text(root, "description"),
        creator=fields.text(root, "creator"),
        place=root.place,
    )
    return dataset, fields.problems


def resolve_withdrawals(root: Mapping | None, ontology: Ontology) -> tuple[list[Withdrawal], list[Problem]]:
    """Return what `data/corrections.yaml` withdraws: a list `withdrawn:` of id, date, because."""
    if root is None:
        return [], []
    fields = Fields(ontology, "data/corrections.yaml")
    fields.unknown_keys(root, ("withdrawn",), "corrections.yaml")
    found = []
    for row in fields.rows(root.items.get("withdrawn"), "withdrawn records"):
        fields.unknown_keys(row, ("id", "date", "because"), "a withdrawal")
        for key in ("id", "date", "because"):
            if key not in row.items:
                fields.missing(row, key, "a withdrawal", f"add {key}:")
        id = fields.id(row.items.get("id"), "id", RECORD_ID)
        date = fields.date(row.items.get("date"), "date")
        if id is not None and date is not None:
            found.append(Withdrawal(id, date, fields.text(row, "because")))
    return found, fields.problems


def gather(dataset: Dataset, parts: Iterable[Part], withdrawals: Iterable[Withdrawal] = ()) -> tuple[Corpus, list[Problem]]:
    """Put the files together; problems: duplicate-id, clashing-id, taken-from-nothing."""
    problems: list[Problem] = []
    entities: dict[str, Entity] = {}
    sources: dict[str, Source] = {}
    records: dict[str, Claim | Event] = {}
    identities: list[Identity] = []
    seen: dict[str, tuple[str, Place]] = {}
    for part in parts:
        identities += part.identities
        for noun, things, into in (
            ("entity", part.entities, entities),
            ("source", part.sources, sources),
            ("record", part.records, records),
        ):
            for thing in things:  # type: ignore[attr-defined]
                key = thing.id if noun != "source" else f"source {thing.id}"
                if key in seen:
                    problems.append(_clash(noun, thing, seen[key], seen))
                    continue
                seen[key] = (noun, thing.id.place)
                into[str(thing.id)] = thing  # type: ignore[index]
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


def _clash(noun: str, thing: Entity | Source | Claim | Event, first: tuple[str, Place], seen: dict[str, tuple[str, Place]]) -> Problem:
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


__all__ = ["Part", "gather", "resolve_dataset", "resolve_file", "resolve_withdrawals"]
