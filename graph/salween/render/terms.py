"""The ontology → the tables of the page's index that say what kinds, predicates, events, roles and fields there are.

A term is numbered by its position in the ontology; what another table says of it is that number. Knows no record.
"""

from __future__ import annotations

from typing import Any

from ..compile.wording import negated
from ..ontology import Ontology, Term

Columns = dict[str, list[Any]]


def terms(ontology: Ontology) -> dict[str, Any]:
    """Return the tables, by name."""
    return {
        "kinds": _kinds(ontology),
        "families": _families(ontology),
        "predicates": _predicates(ontology),
        "eventKinds": _event_kinds(ontology),
        "roles": {"key": [*ontology.roles], "label": [role.label for role in ontology.roles.values()]},
        "fields": _fields(ontology),
    }


def _kinds(ontology: Ontology) -> Columns:
    kinds = ontology.kinds.values()
    number = {key: number for number, key in enumerate(ontology.kinds)}
    return {
        "name": [kind.name for kind in kinds],
        "label": [kind.label for kind in kinds],
        "colour": [kind.colour for kind in kinds],
        "shape": [kind.shape for kind in kinds],
        "wider": [[number[name] for name in kind.lineage[1:] if name in number] for kind in kinds],
    }


def _families(ontology: Ontology) -> Columns:
    families = ontology.families.values()
    return {
        "key": [*ontology.families],
        "label": [family.label for family in families],
        "colour": [family.colour for family in families],
    }


def _predicates(ontology: Ontology) -> Columns:
    predicates = ontology.predicates.values()
    family = {key: number for number, key in enumerate(ontology.families)}
    return {
        "key": [p.key for p in predicates],
        "label": [p.label for p in predicates],
        "inverse": [p.inverse_label or p.label for p in predicates],
        "negated": [negated(p.label) for p in predicates],
        "family": [family.get(p.family, -1) for p in predicates],
        "symmetric": [int(p.is_symmetric) for p in predicates],
    }


def _event_kinds(ontology: Ontology) -> Columns:
    kinds = ontology.event_kinds.values()
    family = {key: number for number, key in enumerate(ontology.families)}
    return {
        "name": [kind.name for kind in kinds],
        "label": [kind.label for kind in kinds],
        "family": [family.get(kind.family, -1) for kind in kinds],
    }


def _fields(ontology: Ontology) -> dict[str, str]:
    """Return the label of each field, role or qualifier that sources can differ on, by key."""
    found: list[Term] = [*ontology.qualifiers.values(), *ontology.roles.values()]
    fixed = {"from": "start", "until": "end", "whole": "all of it"}
    return {**{term.key: term.label for term in found}, **fixed}
