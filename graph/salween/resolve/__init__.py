"""Nodes × ontology → corpus: text becomes dates, numbers and ids. What cannot be read is reported and left out.

A file is resolved by itself (`resolve_file`), so files can be read in any order and in parallel. `gather` puts them
together, and `link` sees that every id that is used exists.
"""

from __future__ import annotations

from typing import Never

from ..model import Ref
from ..ontology import Ontology
from ..read import Mapping
from .dataset import resolve_dataset, resolve_withdrawals
from .entities import Entities
from .gather import Part, gather
from .link import link

SECTIONS = ("source", "sources", "entities", "claims", "events", "identity")


def resolve_file(path: str, root: Mapping | None, ontology: Ontology) -> Part:
    """Return what the file holds; its problems are those of its own text."""
    part = Part(path)
    if root is None:
        return part
    reader = Entities(ontology, path)
    reader.unknown_keys(root, SECTIONS, "a file of the record")
    if "source" in root.items:
        reader.default_source = part.default_source = reader.id(root.items["source"], "source")
        reader.default_is_lost = part.default_source is None
    for row in reader.rows(root.items.get("sources"), "sources"):
        source = reader.source(row)
        part.sources += [source] if source is not None else _lost(row, part)
    for row in reader.rows(root.items.get("entities"), "entities"):
        entity, claims = reader.entity(row)
        part.entities += [entity] if entity is not None else _lost(row, part)
        part.records += claims
    for row in reader.rows(root.items.get("claims"), "claims"):
        part.records += reader.claims(row) or _lost(row, part)
    for row in reader.rows(root.items.get("events"), "events"):
        event, claims = reader.event(row)
        part.records += [event] if event is not None else _lost(row, part)
        part.records += claims
    for row in reader.rows(root.items.get("identity"), "identity"):
        identity = reader.identity(row)
        if identity is not None:
            part.identities.append(identity)
    part.problems = reader.found()
    return part


def _lost(row: Mapping, part: Part) -> list[Never]:
    """Note the id of a row that could not be read, so that its uses are not reported as well."""
    id = row.items.get("id")
    if isinstance(id, Ref):
        part.lost.append(str(id))
    return []


__all__ = ["Part", "gather", "link", "resolve_dataset", "resolve_file", "resolve_withdrawals"]
