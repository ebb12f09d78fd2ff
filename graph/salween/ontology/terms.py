"""The terms of an ontology as values: kinds, predicates, roles and qualifiers, and how each behaves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import pyoxigraph as ox

SAL = "https://w3id.org/salween/ontology#"
SCHEMA = "https://schema.org/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Term:
    """What every term has: its local name, the key an author types, label, definition, example, declaration."""

    name: str
    key: str
    label: str
    definition: str
    example: str
    line: int

    @property
    def iri(self) -> str:
        return SAL + self.name


@dataclass(frozen=True, slots=True)
class Kind(Term):
    """A kind of entity. `lineage` holds the kind and all wider ones, nearest first.

    `source_sort` is what it is as a source: official, agency, local …; empty where it is of no such sort.
    """

    lineage: tuple[str, ...]
    is_abstract: bool
    colour: str
    shape: str
    source_sort: str


@dataclass(frozen=True, slots=True)
class Fold:
    """How an event becomes ties: `start` and `end` are role names, equal where sides meet across."""

    start: str
    end: str
    tie: str


@dataclass(frozen=True, slots=True)
class EventKind(Term):
    lineage: tuple[str, ...]
    is_abstract: bool
    family: str
    lapse: str
    horizon_days: int
    requires: tuple[str, ...]
    folds: tuple[Fold, ...]
    accuses: bool
    accused_roles: tuple[str, ...]
    settled_by: tuple[str, ...]
    legal_stage: str
    no_end: str


@dataclass(frozen=True, slots=True)
class Predicate(Term):
    """A relation. `value_type` is empty where the object is an entity; else quantity, text, date, uri or boolean.

    `dimension` names what a quantity measures; empty where it counts things of whatever unit it names.
    """

    inverse_label: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    value_type: str
    dimension: str
    family: str
    lapse: str
    horizon_days: int
    is_symmetric: bool
    is_exclusive: bool
    contest_of: str
    is_siege: bool
    accuses: bool
    settled_by: tuple[str, ...]
    joins_party: bool
    is_part_whole: bool
    is_structural: bool
    is_kinship: bool
    is_folded_only: bool
    is_inferred_only: bool
    no_end: str
    office_label: str  # how it is said where the object is an office; empty where no other way


@dataclass(frozen=True, slots=True)
class Role(Term):
    range: tuple[str, ...]
    role_in: tuple[str, ...]
    protects: bool


@dataclass(frozen=True, slots=True)
class Qualifier(Term):
    """`value_type` as in Predicate, or `word` (one of `words`: notation → local name), or `entity`.

    `phrase` is how a sentence says it, with {} for the value; `word_labels` what it calls each of the words.
    """

    value_type: str
    dimension: str
    range: tuple[str, ...]
    words: tuple[tuple[str, str], ...]
    word_labels: tuple[tuple[str, str], ...]
    qualifies: tuple[str, ...]
    phrase: str


@dataclass(frozen=True, slots=True)
class LegalStage(Term):
    """Where a case can stand; `rank` counts from 0 in the order of the ontology.

    A passing stage ends with what brought it; one that clears counts from its first possible day, one that sets aside
    ends a conviction.
    """

    rank: int
    is_passing: bool
    clears: bool
    sets_aside: bool
    in_every_case: bool


@dataclass(frozen=True, slots=True)
class Unit(Term):
    """A unit of measure; its key is how it is written, `spellings` are others that lead to it."""

    dimension: str
    spellings: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Family(Term):
    """`path_order` is its place among the families where two paths are equally long: the smallest first.

    Events of a family that is of war concern all who fight in that war, whoever is named.
    """

    colour: str
    path_order: int
    is_of_war: bool


@dataclass(frozen=True)
class Ontology:
    """Everything the record may say. Dictionaries are keyed by the YAML key, kinds and families by local name."""

    kinds: dict[str, Kind] = field(default_factory=dict)
    event_kinds: dict[str, EventKind] = field(default_factory=dict)
    predicates: dict[str, Predicate] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    qualifiers: dict[str, Qualifier] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    stages: dict[str, LegalStage] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)  # vocabulary -> notation -> local name, as declared
    path: str = "ontology/salween.ttl"
    quads: tuple[ox.Quad, ...] = ()

    def is_a(self, kind: str, wider: Iterable[str]) -> bool:
        """Tell whether a kind is, or is narrower than, any of the wider ones."""
        lineage = self.kinds[kind].lineage if kind in self.kinds else self.event_lineage(kind)
        return any(name in lineage for name in wider)

    def vocabulary(self, name: str) -> tuple[str, ...]:
        """Return the words of a closed list, as authors type them, in the order of the ontology."""
        return tuple(self.words.get(name, ()))

    def event_lineage(self, kind: str) -> tuple[str, ...]:
        return self.event_kinds[kind].lineage if kind in self.event_kinds else ()

    def roles_of(self, event_kind: str) -> dict[str, Role]:
        """Return the roles that an event of the kind may have, by key."""
        return self._roles_of[event_kind]

    @cached_property
    def _roles_of(self) -> dict[str, dict[str, Role]]:
        return {
            name: {key: role for key, role in self.roles.items() if set(role.role_in) & set(kind.lineage)}
            for name, kind in self.event_kinds.items()
        }

    @cached_property
    def role_names(self) -> dict[str, Role]:
        return {role.name: role for role in self.roles.values()}

    @cached_property
    def predicate_names(self) -> dict[str, Predicate]:
        return {predicate.name: predicate for predicate in self.predicates.values()}

    def qualifiers_of(self, *names: str) -> dict[str, Qualifier]:
        """Return the qualifiers of a term, given its own name, its lineage and its family."""
        key = frozenset(names)
        found = self._qualifiers_cache.get(key)
        if found is None:
            found = {k: q for k, q in self.qualifiers.items() if key & set(q.qualifies)}
            self._qualifiers_cache[key] = found
        return found

    @cached_property
    def _qualifiers_cache(self) -> dict[frozenset[str], dict[str, Qualifier]]:
        return {}

    def qualifiers_of_predicate(self, predicate: Predicate) -> dict[str, Qualifier]:
        return self.qualifiers_of(predicate.name, predicate.family, "Claim", "Attested")

    def qualifiers_of_event(self, kind: EventKind) -> dict[str, Qualifier]:
        return self.qualifiers_of(*kind.lineage, kind.family, "Attested")

    def qualifiers_of_role(self, role: Role) -> dict[str, Qualifier]:
        return self.qualifiers_of(role.name, "RoleInEvent")


def snake(name: str) -> str:
    """Return a camelCase name as the key an author types.

    >>> snake("holdsOffice")
    'holds_office'
    """
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()
