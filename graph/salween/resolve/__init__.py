"""Nodes × ontology → corpus: text becomes dates, numbers and ids. What cannot be read is reported and left out.

A file is resolved by itself (`resolve_file`), so files can be read in any order and in parallel. `gather` puts them
together, and `link` sees that every id that is used exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from ..model import Claim, Entity, Event, Ref, Source
from ..ontology import Ontology
from ..read import Mapping
from .dataset import laid_over, resolve_dataset, resolve_withdrawals
from .entities import Entities
from .fields import RECORD_ID
from .gather import Gaps, Part, gaps, gather
from .joined import joined
from .link import link, named_for_ids

T = TypeVar("T")
SECTIONS = ("source", "sources", "entities", "claims", "events", "identity")


def resolve_file(path: str, root: Mapping | None, ontology: Ontology) -> Part:
    """Return what the file holds; its problems are those of its own text."""
    part = Part(path)
    if root is None:
        return part
    reader = Entities(ontology, path)
    reader.unknown_keys(root, SECTIONS, "a data file")
    part.is_whole = not reader.problems
    reader.default_is_lost = (root.place, "source") in reader.meant
    if "source" in root.items:
        reader.default_source = part.default_source = reader.id(root.items["source"], "source")
        reader.default_is_lost = part.default_source is None
    for row in reader.rows(root.items.get("sources"), "sources"):
        before = reader.count
        sources = _some(reader.source(row))
        part.sources += sources
        if reader.count > before:
            _note(row, part, sources)
    for row in reader.rows(root.items.get("entities"), "entities"):
        before = reader.count
        entity, claims = reader.entity(row)
        part.entities += _some(entity)
        part.records += claims
        if reader.count > before:
            _note(row, part, [*_some(entity), *claims])
    for row in reader.rows(root.items.get("claims"), "claims"):
        before = reader.count
        claims = reader.claims(row)
        part.records += claims
        if reader.count > before:
            _note(row, part, claims)
    for row in reader.rows(root.items.get("events"), "events"):
        before = reader.count
        event, claims = reader.event(row)
        part.records += [*_some(event), *claims]
        if reader.count > before:
            _note(row, part, [*_some(event), *claims])
    for row in reader.rows(root.items.get("identity"), "identity"):
        part.identities += _some(reader.identity(row))
    part.problems = reader.found()
    return part


def _note(row: Mapping, part: Part, things: Iterable[Source | Entity | Claim | Event]) -> None:
    """Note that something of a row could not be read: the ids of what was made of it, and the id it gives itself."""
    ids = {str(thing.id) for thing in things}
    part.flawed |= ids
    id = row.items.get("id")
    if isinstance(id, Ref) and RECORD_ID.fullmatch(id):
        part.lost.add(str(id))
    elif not ids:  # it may have been meant as any
        part.is_whole = False


def _some(thing: T | None) -> list[T]:
    return [] if thing is None else [thing]


__all__ = [
    "Gaps",
    "Part",
    "gaps",
    "gather",
    "joined",
    "laid_over",
    "link",
    "named_for_ids",
    "resolve_dataset",
    "resolve_file",
    "resolve_withdrawals",
]
