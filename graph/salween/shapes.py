"""Compiled record × shapes → problems: a second gate, by SHACL, for what the first should have held.

Runs pyshacl over plain rdflib memory, and offline: nothing is fetched, whatever the shapes or the record name. What
is found is shown where the thing that it is about was written. Problems: shacl, bad-shapes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .compile import PREFIXES, Iris
from .model import Corpus, Event
from .ontology import XSD, snake
from .place import Place
from .problem import Problem, Severity, sorted_problems

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

SHAPES = "ontology/shapes.ttl"
#: The graphs that the shapes see, as one. The plain ties say nothing that does not stand in these.
GRAPHS = ("ontology", "entities", "sources", "claims", "assessments")
INSTALL = 'pip install "salween[shacl]"'


class ShapesUnavailable(RuntimeError):
    """The SHACL engine is not installed; the message says how to install it."""


def check_shapes(root: Path, nquads: bytes, corpus: Corpus) -> list[Problem]:
    """Return what the shapes of a project say against its compiled record, sorted by place.

    Raises ShapesUnavailable where pyshacl is not installed.
    """
    try:
        import pyshacl
    except ImportError as error:
        raise ShapesUnavailable(f"the SHACL engine is not installed: {INSTALL}") from error
    import rdflib.plugins.sparql
    from pyshacl.errors import ReportableRuntimeError
    from rdflib import RDF, SH

    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False  # nor may a FROM fetch anything
    shapes, lines, problems = _read_shapes(root)
    if problems:
        return problems
    wanted = {ox.NamedNode(f"{corpus.dataset.base}graph/{name}") for name in GRAPHS}
    data = _graph(quad for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS) if quad.graph_name in wanted)
    try:
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    except ReportableRuntimeError as error:
        return [_bad_shapes(Place(SHAPES, 0, 0), str(error))]
    if not isinstance(report, rdflib.Graph):  # then it is what went wrong
        return [_bad_shapes(Place(SHAPES, 0, 0), str(report))]
    places = _Places(corpus)
    return sorted_problems(
        _problem(result, report, shapes, lines, places)
        for about in report.subjects(RDF.type, SH.ValidationReport)
        for result in report.objects(about, SH.result)
    )


def _read_shapes(root: Path) -> tuple[rdflib.Graph, dict[str, int], list[Problem]]:
    """Return the shapes, and the line on which each is declared, by local name; problem: bad-shapes."""
    path = root / SHAPES
    if not path.is_file():
        what, fix = f"no {SHAPES} file", "add the file, or check without --shacl"
        return _graph([]), {}, [Problem("bad-shapes", Place(SHAPES, 0, 0), what, fix)]
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return _graph([]), {}, [_bad_shapes(Place(SHAPES, 0, 0), f"the file cannot be read: {error}")]
    try:
        shapes = _graph(ox.parse(text, format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        place = Place(SHAPES, max(0, (error.lineno or 1) - 1), max(0, (error.offset or 1) - 1))
        return _graph([]), {}, [_bad_shapes(place, f"this is not Turtle: {error.msg}")]
    declared = (re.match(r"(?:<\S*[/#]|\w*:)(\w+)>?\s", line) for line in text.splitlines())
    lines = {match[1]: number for number, match in reversed([*enumerate(declared)]) if match}
    return shapes, lines, []


def _bad_shapes(place: Place, what: str) -> Problem:
    return Problem("bad-shapes", place, what.strip().splitlines()[0], "correct the shapes here")


def _graph(triples: Iterable[ox.Quad | ox.Triple]) -> rdflib.Graph:
    """Return triples in rdflib's plain memory; a plain text has no datatype there."""
    import rdflib

    def term(value: object) -> Node:
        if isinstance(value, ox.NamedNode):
            return rdflib.URIRef(value.value)
        if isinstance(value, ox.Literal):
            datatype = value.datatype.value
            typed = None if value.language or datatype == XSD + "string" else rdflib.URIRef(datatype)
            return rdflib.Literal(value.value, lang=value.language, datatype=typed)
        assert isinstance(value, ox.BlankNode)
        return rdflib.BNode(value.value)

    graph = rdflib.Graph()
    for triple in triples:
        graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


# ---- what was found ------------------------------------------------------------------------------------------


def _problem(
    result: Node, report: rdflib.Graph, shapes: rdflib.Graph, lines: dict[str, int], places: _Places
) -> Problem:
    """Return one result of validation as a problem, at the place of what it is about."""
    from rdflib import SH, Literal, URIRef

    focus, path, value = (report.value(result, p) for p in (SH.focusNode, SH.resultPath, SH.value))
    shape = _named(report.value(result, SH.sourceShape), shapes)
    said = [text for text in report.objects(result, SH.resultMessage) if isinstance(text, Literal)]
    in_english = [text for text in said if text.language in (None, "en")] or said
    key = snake(_local(str(path))) if isinstance(path, URIRef) else ""
    line = lines.get(_local(shape), 0)
    broken = _local(str(report.value(result, SH.sourceConstraintComponent))).removesuffix("ConstraintComponent")
    where = f"on {_short(str(path))}" if isinstance(path, URIRef) else f"by sh:{broken[:1].lower()}{broken[1:]}"
    quoted = f': "{places.short(str(value))}"' if value not in (None, focus) else ""
    why = f"shape {_local(shape)} {where} of {places.short(str(focus))}{quoted}"
    fix = f"correct the record. If it is right, check {SHAPES}:{line + 1} or report a fault in Salween"
    return Problem(
        "shacl",
        places.of(str(focus), key) or Place(SHAPES, line, 0),
        " ".join(min(map(str, in_english), default="does not match its shape").split()),
        fix,
        why,
        Severity.ERROR if report.value(result, SH.resultSeverity) == SH.Violation else Severity.WARNING,
    )


def _named(shape: Node | None, shapes: rdflib.Graph) -> str:
    """Return the IRI of a shape; of one without a name, that of the shape it stands in."""
    from rdflib import BNode

    seen: set[Node] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = next(iter(sorted(shapes.subjects(None, shape), key=lambda node: (isinstance(node, BNode), node))), None)
    return "" if shape is None or isinstance(shape, BNode) else str(shape)


def _local(iri: str) -> str:
    return re.split(r"[/#]", iri)[-1]


def _short(iri: str) -> str:
    return next((f"{p}:{iri[len(n) :]}" for p, n in PREFIXES.items() if iri.startswith(n)), iri)


class _Places:
    """Where each thing of a corpus was written, by its IRI in the compiled record."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.base = corpus.dataset.base
        self.iris = Iris(self.base)

    def short(self, text: str) -> str:
        """Return an IRI of the record without its base and sort, any other text as it is."""
        return text[len(self.base) :].partition("/")[2] if text.startswith(self.base) else text

    def of(self, iri: str, key: str) -> Place | None:
        """Return the place of a thing, or of its key where it has it; of its part, where an IRI names one."""
        if not iri.startswith(self.base):
            return None
        sort, _, rest = iri[len(self.base) :].partition("/")
        id, _, part = rest.partition("#")
        if sort.partition("#")[0] == "dataset":
            return self.corpus.dataset.place
        if sort == "source":
            source = self.corpus.sources.get(id)
            return source.place_of(key) if source else None
        thing = self.corpus.entities.get(id) or self.corpus.records.get(id)
        if thing is None:
            return None
        if part:
            for attestation in thing.attestations:
                if self.iris.attestation(id, attestation) == f"<{iri}>":
                    return attestation.place
            for fill in thing.roles if isinstance(thing, Event) else ():
                if self.iris.role(id, fill) == f"<{iri}>":
                    return fill.actor.place
        return thing.place_of(key)
