"""The compiled record in the syntaxes of RDF: N-Quads in, and out by pyoxigraph, sorted, so that bytes repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pyoxigraph as ox

from ..compile import APART, PREFIXES
from .report import Exported, count

#: The base of a dataset that names no other.
BASE = "https://w3id.org/salween/"


def write_nquads(nquads: bytes, base: str = BASE) -> Exported[bytes]:
    """Return the same quads, sorted by graph, subject, predicate and object, each once."""
    return Exported(_serialized(_quads(nquads), ox.RdfFormat.N_QUADS), [])


def write_trig(nquads: bytes, base: str = BASE) -> Exported[bytes]:
    """Return the named graphs as TriG. `base` is that of the dataset; the ids under it are shortened."""
    return Exported(_serialized(_quads(nquads), ox.RdfFormat.TRIG, _prefixes(base)), [])


def write_jsonld(nquads: bytes, base: str = BASE) -> Exported[bytes]:
    """Return the named graphs as JSON-LD, expanded: full IRIs, no context to fetch."""
    return Exported(_serialized(_quads(nquads), ox.RdfFormat.JSON_LD), [])


def write_turtle(nquads: bytes, base: str = BASE) -> Exported[bytes]:
    """Return as Turtle what a query sees unless it asks for more: all graphs as one, less `claimed` and `inferred`."""
    apart = {f"{base}graph/{name}": name for name in APART}
    quads = _quads(nquads)
    graphs = Counter(quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode))
    triples = {quad.triple for quad in quads if getattr(quad.graph_name, "value", "") not in apart}
    losses = [
        f"{count(graphs[iri], 'triple', 'triples')} of the graph {name} are left out: here they would look settled"
        for iri, name in apart.items()
        if graphs[iri]
    ]
    kept = len(graphs.keys() - apart.keys())
    if kept > 1:
        losses.append(f"Turtle has no named graphs: the {kept} graphs are one here; trig keeps them apart")
    return Exported(_serialized(_sorted(triples), ox.RdfFormat.TURTLE, _prefixes(base)), losses)


def _quads(nquads: bytes) -> list[ox.Quad]:
    def key(quad: ox.Quad) -> tuple[str, str, str, str]:
        return str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object)

    return sorted(set(ox.parse(nquads, format=ox.RdfFormat.N_QUADS)), key=key)


def _sorted(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    return sorted(triples, key=lambda triple: (str(triple.subject), str(triple.predicate), str(triple.object)))


def _prefixes(base: str) -> dict[str, str]:
    """Return the prefixes. None begins with another one: the serializer would take now this one, now that."""
    return PREFIXES | {name: f"{base}{name}/" for name in ("id", "claim", "source", "graph")}


def _serialized(
    statements: Iterable[ox.Quad] | Iterable[ox.Triple], syntax: ox.RdfFormat, prefixes: dict[str, str] | None = None
) -> bytes:
    """Return statements in a syntax, with the prefixes sorted: the serializer keeps them in a table without order."""
    text = ox.serialize(statements, format=syntax, prefixes=prefixes)
    assert text is not None  # it is None only where an output was given
    lines = text.splitlines(keepends=True) if prefixes else [text]
    end = next((n for n, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join([*sorted(lines[:end]), *lines[end:]])
