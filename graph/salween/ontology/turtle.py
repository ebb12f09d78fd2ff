"""Turtle → the ontology. Refuses one in which a key means two things.

Parsed with pyoxigraph, which loads ten times faster than rdflib here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from ..place import Place
from ..problem import Problem
from .keys import RESERVED
from .terms import (
    OWL,
    RDF_TYPE,
    RDFS,
    SAL,
    SCHEMA,
    SKOS,
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

VALUE_TYPES = {
    SAL + "Quantity": "quantity",
    XSD + "string": "text",
    XSD + "date": "date",
    XSD + "anyURI": "uri",
    XSD + "boolean": "boolean",
}
#: The place on paths of a family that says none: after those that do.
LAST_ON_PATHS = 99


def read_ontology(root: Path) -> tuple[Ontology, list[Problem]]:
    """Read every Turtle file of `root/ontology` but the shapes; problems: bad-ontology, ontology-overlap."""
    quads: list[ox.Quad] = []
    lines: dict[str, tuple[str, int]] = {}
    folder = root / "ontology"
    files = sorted(path for path in folder.glob("*.ttl") if path.name != "shapes.ttl")
    if not files:
        place = Place("ontology", 0, 0)
        what, fix = "no ontology/*.ttl file", "run inside a project, or give its folder with --root"
        return Ontology(), [Problem("bad-ontology", place, what, fix)]
    for path in files:
        name = f"ontology/{path.name}"
        try:
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            what, fix = f"the file cannot be read: {error}", "correct the link or the permissions, or save it as UTF-8"
            return Ontology(), [Problem("bad-ontology", Place(name, 0, 0), what, fix)]
        try:
            quads += ox.parse(text, format=ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            place = Place(name, max(0, (error.lineno or 1) - 1), max(0, (error.offset or 1) - 1))
            said = re.sub(r"^Parser error at line \d+ .*?: ", "", error.msg)
            what, fix = f"this is not Turtle: {said[:1].lower()}{said[1:]}", "check this line and the one above"
            return Ontology(), [Problem("bad-ontology", place, what, fix)]
        for number, line in enumerate(text.splitlines()):
            match = re.match(r"sal:(\w+)\s+a\s", line)
            if match:
                lines.setdefault(match[1], (name, number))
    ontology = _Reader(quads, lines).ontology(f"ontology/{files[0].name}")
    return ontology, _overlaps(ontology, lines)


class _Reader:
    """The triples of the ontology by subject, and the terms made of them."""

    def __init__(self, quads: list[ox.Quad], lines: dict[str, tuple[str, int]]) -> None:
        self.about: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
        self.of_type: dict[str, list[str]] = defaultdict(list)
        self.lines = lines
        self.quads = tuple(quads)
        for quad in quads:
            subject, predicate, value = quad.subject, quad.predicate.value, quad.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
                continue
            self.about[subject.value][predicate].append(value)
            if predicate == RDF_TYPE:
                self.of_type[value.value].append(subject.value)

    def names(self, iri: str, predicate: str) -> tuple[str, ...]:
        """Return the local names of our own terms that a term points to, sorted."""
        values = (v.value for v in self.about[iri].get(predicate, ()))
        return tuple(sorted(v.removeprefix(SAL) for v in values if v.startswith(SAL)))

    def one(self, iri: str, predicate: str) -> str:
        return next((v.value for v in self.about[iri].get(predicate, ())), "")

    def flag(self, iri: str, name: str) -> bool:
        return self.one(iri, SAL + name) == "true"

    def local(self, iri: str, name: str) -> str:
        return self.one(iri, SAL + name).removeprefix(SAL)

    def term(self, iri: str, key: str = "") -> tuple[str, str, str, str, str, int]:
        name = iri.removeprefix(SAL)
        label = self.one(iri, RDFS + "label") or self.one(iri, SKOS + "prefLabel") or name
        return (
            name,
            key or name,
            label,
            self.one(iri, SKOS + "definition"),
            self.one(iri, SKOS + "example"),
            self.lines.get(name, ("", 0))[1],
        )

    def lineage(self, iri: str) -> tuple[str, ...]:
        found, queue = [], [iri]
        while queue:
            here = queue.pop(0)
            name = here.removeprefix(SAL)
            if name in found or not here.startswith(SAL):
                continue
            found.append(name)
            queue += [SAL + parent for parent in self.names(here, RDFS + "subClassOf")]
        return tuple(found)

    def inherited(self, iri: str, name: str) -> str:
        """Return an annotation of a class, or of its nearest wider class that has one."""
        for cls in self.lineage(iri):
            value = self.local(SAL + cls, name)
            if value:
                return value
        return ""

    def inherited_names(self, iri: str, name: str) -> tuple[str, ...]:
        return next((found for cls in self.lineage(iri) if (found := self.names(SAL + cls, SAL + name))), ())

    def terms(self, metaclass: str) -> list[str]:
        return sorted(self.of_type[SAL + metaclass])

    def words(self, vocabulary: str) -> dict[str, str]:
        """Return the closed list of a vocabulary, in the order declared: notation → local name."""
        members = self.of_type[vocabulary]
        return {word: m.removeprefix(SAL) for m in members if (word := self.one(m, SKOS + "notation"))}

    def ontology(self, path: str) -> Ontology:
        kinds = [
            Kind(
                *self.term(iri),
                lineage=self.lineage(iri),
                is_abstract=self.flag(iri, "abstract"),
                colour=self.inherited(iri, "colour") or "#777777",
                shape=self.inherited(iri, "shape") or "dot",
                source_sort=self.inherited(iri, "sourceSort"),
            )
            for iri in self.terms("Kind")
        ]
        event_kinds = [self.event_kind(iri) for iri in self.terms("EventKind")]
        predicates = [self.predicate(iri) for iri in self.terms("Predicate")]
        roles = [
            Role(
                *self.term(iri, self.one(iri, SAL + "key")),
                range=self.names(iri, SCHEMA + "rangeIncludes"),
                role_in=self.names(iri, SAL + "roleIn"),
                protects=self.flag(iri, "protects"),
            )
            for iri in self.terms("Role")
        ]
        qualifiers = [self.qualifier(iri) for iri in self.terms("Qualifier")]
        stages = [
            LegalStage(
                *self.term(SAL + name, word),
                rank=rank,
                is_passing=self.flag(SAL + name, "passing"),
                clears=self.flag(SAL + name, "clears"),
                sets_aside=self.flag(SAL + name, "setsAside"),
                in_every_case=self.flag(SAL + name, "inEveryCase"),
            )
            for rank, (word, name) in enumerate(self.words(SAL + "LegalStage").items())
        ]
        units = [
            Unit(
                *self.term(SAL + name, word),
                dimension=self.local(SAL + name, "dimension"),
                spellings=tuple(value.value for value in self.about[SAL + name].get(SKOS + "altLabel", ())),
                is_whole=self.flag(SAL + name, "whole"),
            )
            for word, name in self.words(SAL + "Unit").items()
        ]
        families = [self.family(iri) for iri in self.terms("Family")]
        return Ontology(
            kinds={kind.name: kind for kind in kinds},
            event_kinds={kind.name: kind for kind in event_kinds},
            predicates={predicate.key: predicate for predicate in predicates},
            roles={role.key: role for role in roles},
            qualifiers={qualifier.key: qualifier for qualifier in qualifiers},
            families={family.name: family for family in families},
            units={unit.key: unit for unit in units},
            stages={stage.key: stage for stage in stages},
            words={iri.removeprefix(SAL): self.words(iri) for iri in self.terms("Vocabulary")},
            path=path,
            quads=self.quads,
        )

    def family(self, iri: str) -> Family:
        order = self.one(iri, SAL + "pathOrder")
        return Family(
            *self.term(iri),
            colour=self.one(iri, SAL + "colour"),
            path_order=int(order or LAST_ON_PATHS),
            is_of_war=self.flag(iri, "ofWar"),
        )

    def event_kind(self, iri: str) -> EventKind:
        folds = [
            Fold(self.local(node, "foldFrom"), self.local(node, "foldTo"), self.local(node, "foldTie"))
            for node in (SAL + name for name in self.inherited_names(iri, "fold"))
        ]
        return EventKind(
            *self.term(iri),
            lineage=self.lineage(iri),
            is_abstract=self.flag(iri, "abstract"),
            family=self.inherited(iri, "family"),
            lapse=self.inherited(iri, "lapse") or "occurrence",
            horizon_days=int(self.inherited(iri, "horizonDays") or 0),
            requires=self.inherited_names(iri, "requires"),
            folds=tuple(folds),
            accuses=self.inherited(iri, "accuses") == "true",
            accused_roles=self.inherited_names(iri, "accusedRole"),
            settled_by=self.inherited_names(iri, "settledBy"),
            legal_stage=self.inherited(iri, "legalStage"),
            no_end=self.inherited(iri, "noEnd"),
        )

    def predicate(self, iri: str) -> Predicate:
        ranges = [v.value for v in self.about[iri].get(SCHEMA + "rangeIncludes", ())]
        value_type = next((VALUE_TYPES[r] for r in ranges if r in VALUE_TYPES), "")
        return Predicate(
            *self.term(iri, snake(iri.removeprefix(SAL))),
            inverse_label=self.one(iri, SAL + "inverseLabel"),
            domain=self.names(iri, SCHEMA + "domainIncludes"),
            range=self.names(iri, SCHEMA + "rangeIncludes"),
            value_type=value_type,
            dimension=self.local(iri, "dimension"),
            family=self.local(iri, "family"),
            lapse=self.local(iri, "lapse") or "occurrence",
            horizon_days=int(self.one(iri, SAL + "horizonDays") or 0),
            is_symmetric=any(v.value == OWL + "SymmetricProperty" for v in self.about[iri][RDF_TYPE]),
            is_exclusive=self.flag(iri, "exclusive"),
            contest_of=self.local(iri, "contestOf"),
            is_siege=self.flag(iri, "siege"),
            accuses=self.flag(iri, "accuses"),
            settled_by=self.names(iri, SAL + "settledBy"),
            joins_party=self.flag(iri, "joinsParty"),
            is_part_whole=self.flag(iri, "partWhole"),
            is_structural=self.flag(iri, "structural"),
            is_kinship=self.flag(iri, "kinship"),
            is_folded_only=self.flag(iri, "foldedOnly"),
            is_inferred_only=self.flag(iri, "inferredOnly"),
            no_end=self.one(iri, SAL + "noEnd"),
            office_label=self.one(iri, SAL + "officeLabel"),
        )

    def qualifier(self, iri: str) -> Qualifier:
        ranges = [v.value for v in self.about[iri].get(SCHEMA + "rangeIncludes", ())]
        value_type = next((VALUE_TYPES[r] for r in ranges if r in VALUE_TYPES), "")
        words: list[tuple[str, str]] = []
        for cls in ranges:
            if cls in self.of_type[SAL + "Vocabulary"]:
                value_type = "word"
                words += self.words(cls).items()
        return Qualifier(
            *self.term(iri, snake(iri.removeprefix(SAL))),
            value_type=value_type or "entity",
            dimension=self.local(iri, "dimension"),
            range=self.names(iri, SCHEMA + "rangeIncludes"),
            words=tuple(sorted(words)),
            word_labels=tuple(sorted((word, self.one(SAL + name, RDFS + "label") or word) for word, name in words)),
            qualifies=self.names(iri, SAL + "qualifies"),
            phrase=self.one(iri, SAL + "phrase"),
        )


def _overlaps(ontology: Ontology, lines: dict[str, tuple[str, int]]) -> list[Problem]:
    """Predicates, qualifiers, role keys and reserved keys are disjoint, or a key would mean two things."""
    problems = []
    seen: dict[str, tuple[str, Place | None]] = dict.fromkeys(RESERVED, ("a key of the language", None))
    groups: list[tuple[str, Iterable[Term]]] = [
        ("a predicate", ontology.predicates.values()),
        ("a qualifier", ontology.qualifiers.values()),
        ("a role", ontology.roles.values()),
    ]
    for word, terms in groups:
        for term in terms:
            place = Place(*lines.get(term.name, (ontology.path, 0)), 0)
            if term.key in seen:
                other, declared = seen[term.key]
                what, fix = f'"{term.key}" is {other} and {word}', "give this term another name"
                others = (("the other at", declared),) if declared is not None else ()
                why = "each key has one meaning everywhere"
                problems.append(Problem("ontology-overlap", place, what, fix, why, others=others))
            seen[term.key] = (word, place)
    return problems
