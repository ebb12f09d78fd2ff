"""The ontology as values: which kinds, predicates, roles and qualifiers there are, and how each behaves.

Comes from `ontology/*.ttl`; goes to every later room, so that none of them names a predicate. `keys` are those of the
language itself, `terms` what an ontology declares, `turtle` reads it.
"""

from .keys import (
    ATTESTATION_KEYS,
    ENTITY_KEYS,
    EVENT_KEYS,
    ITEM_KEYS,
    QUANTITY_KEYS,
    RECORD_KEYS,
    RESERVED,
    SOURCE_KEYS,
)
from .terms import (
    SAL,
    XSD,
    EventKind,
    Family,
    Fold,
    Kind,
    LegalStage,
    Ontology,
    Predicate,
    Qualifier,
    Role,
    Term,
    Unit,
    snake,
)
from .turtle import read_ontology

__all__ = [
    "ATTESTATION_KEYS",
    "ENTITY_KEYS",
    "EVENT_KEYS",
    "ITEM_KEYS",
    "QUANTITY_KEYS",
    "RECORD_KEYS",
    "RESERVED",
    "SAL",
    "SOURCE_KEYS",
    "XSD",
    "EventKind",
    "Family",
    "Fold",
    "Kind",
    "LegalStage",
    "Ontology",
    "Predicate",
    "Qualifier",
    "Role",
    "Term",
    "Unit",
    "read_ontology",
    "snake",
]
