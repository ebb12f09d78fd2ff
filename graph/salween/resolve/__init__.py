"""Nodes × ontology → corpus: text becomes dates, numbers and ids. What cannot be read is reported and left out.

A file is resolved by itself (`resolve_file`), so files can be read in any order and in parallel. `gather` puts them
together, and `link` sees that every id that is used exists.
"""

from __future__ import annotations

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


__all__ = ["Part", "gather", "link", "resolve_dataset", "resolve_file", "resolve_withdrawals"]
