"""The compiled record in the syntaxes of RDF: N-Quads in, and out by pyoxigraph, sorted, so that bytes repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pyoxigraph as ox

from ..compile import OPT_IN_GRAPHS, PREFIXES
from ..compile.terms import RDF
from ..compile.turtle import serialized
from ..ontology import SAL
from .report import Exported, count


def write_nquads(nquads: bytes, base: str) -> Exported[bytes]:
    """Return the same quads, sorted by graph, subject, predicate and object, each once."""
    return Exported(serialized(_quads(nquads), ox.RdfFormat.N_QUADS), [])


def write_trig(nquads: bytes, base: str) -> Exported[bytes]:
    """Return the named graphs as TriG. `base` is that of the dataset; the ids under it are shortened."""
    return Exported(serialized(_quads(nquads), ox.RdfFormat.TRIG, _prefixes(base), base), [])


def write_jsonld(nquads: bytes, base: str) -> Exported[bytes]:
    """Return the named graphs as JSON-LD, expanded: full IRIs, no context to fetch."""
    return Exported(serialized(_quads(nquads), ox.RdfFormat.JSON_LD), [])


def write_turtle(nquads: bytes, base: str) -> Exported[bytes]:
    """Return as Turtle what a query sees unless it asks for more: all graphs as one, less `claimed` and `inferred`."""
    opt_in = {f"{base}graph/{name}": name for name in OPT_IN_GRAPHS}
    quads = _quads(nquads)
    graphs = Counter(quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode))
    triples = {quad.triple for quad in quads if getattr(quad.graph_name, "value", "") not in opt_in}
    losses = [
        f"{count(graphs[iri], 'triple', 'triples')} of the graph {name} are left out: here they would look settled"
        for iri, name in opt_in.items()
        if graphs[iri]
    ]
    kept = len(graphs.keys() - opt_in.keys())
    if kept > 1:
        losses.append(f"Turtle has no named graphs: the {kept} graphs are one here; trig keeps them apart")
    return Exported(serialized(_sorted(triples), ox.RdfFormat.TURTLE, _prefixes(base), base), losses)


def write_trig12(nquads: bytes, base: str) -> Exported[bytes]:
    """Return TriG of RDF 1.2, in which a claim's IRI is the reifier of its plain triple.

    `rdf:reifies` asserts nothing: a triple that is only claimed is not thereby stated. Negated claims reify theirs
    too, so whoever reads it must look at `sal:negated`, `sal:mode` and `sal:status` of the reifier.
    Source: RDF 1.2 Concepts and Abstract Data Model, W3C, section on triple terms and reification.
    """
    quads = _quads(nquads)
    graph = ox.NamedNode(f"{base}graph/claims")
    ends: dict[ox.NamedNode, dict[str, ox.NamedNode | ox.Literal]] = {}
    for quad in quads:
        part = quad.predicate.value.removeprefix(SAL)
        is_part = quad.graph_name == graph and part in ("subject", "predicate", "object", "value")
        if is_part and isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            ends.setdefault(quad.subject, {})[part] = quad.object
    reified = []
    for claim, found in ends.items():
        subject, predicate, target = (
            found.get("subject"),
            found.get("predicate"),
            found.get("object", found.get("value")),
        )
        if isinstance(subject, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and target is not None:
            reified.append(ox.Quad(claim, ox.NamedNode(RDF + "reifies"), ox.Triple(subject, predicate, target), graph))
    losses = ["the roles of events beyond two ends stay nodes: a triple has no room for them"]
    return Exported(serialized([*quads, *reified], ox.RdfFormat.TRIG, _prefixes(base), base), losses)


def _quads(nquads: bytes) -> list[ox.Quad]:
    def key(quad: ox.Quad) -> tuple[str, str, str, str]:
        return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)

    return sorted(set(ox.parse(nquads, format=ox.RdfFormat.N_QUADS)), key=key)


def _sorted(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    return sorted(triples, key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object)))


def _prefixes(base: str) -> dict[str, str]:
    """Return the prefixes. None begins with another one: the serializer would take now this one, now that."""
    return PREFIXES | {name: f"{base}{name}/" for name in ("id", "claim", "source", "graph")}
