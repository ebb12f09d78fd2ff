"""What there is, as RDF: the service and its datasets, one named graph, one thing with all that hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..compile.terms import RDF, RDFS, VOID
from ..compile.turtle import write_statements
from .frames import Job, Out
from .negotiate import GRAPHS, choose, content_type
from .reply import clock_headers, refusal
from .served import Engine

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "JSON-LD", "RDF_XML", "TriG",
)  # fmt: skip
#: Triples that point at a thing, of which a page of data gives so many.
MOST_INCOMING = 5_000
_LABEL = ox.NamedNode(RDFS + "label")


def write_graph(held: Engine, triples: Iterable[ox.Triple] | Iterable[ox.Quad], accept: str, out: Out) -> None:
    """Write triples in the syntax that a client likes best; 406 where it likes none of ours."""
    media = choose(accept, GRAPHS)
    if media is None:
        return refusal(out, 406, f"this can be had as {', '.join(GRAPHS)}")
    out.start(200, {"Content-Type": content_type(media), **clock_headers(held)})
    write_statements(out.file, triples, GRAPHS[media], held.dataset.prefixes | {"sd": SD})


def answer_service(held: Engine, job: Job, out: Out) -> None:
    """Describe the service: what it speaks, in which formats, and the graphs it holds; with the dataset's own VoID.

    Source: SPARQL 1.1 Service Description, W3C, section 3.
    """
    write_graph(held, _service(held, job["origin"]), job["accept"], out)


def _service(held: Engine, origin: str) -> Iterator[ox.Triple]:
    store, node = held.dataset.store, ox.NamedNode
    me, whole = node(f"{origin}/sparql"), node(f"{origin}/sparql#dataset")
    kind, integer = node(RDF + "type"), node("http://www.w3.org/2001/XMLSchema#integer")
    yield ox.Triple(me, kind, node(SD + "Service"))
    yield ox.Triple(me, node(SD + "endpoint"), me)
    yield ox.Triple(me, node(SD + "supportedLanguage"), node(SD + "SPARQL11Query"))
    yield ox.Triple(me, node(SD + "defaultDataset"), whole)
    for name in _FORMAT_NAMES:
        yield ox.Triple(me, node(SD + "resultFormat"), node(FORMATS + name))
    yield ox.Triple(whole, kind, node(SD + "Dataset"))
    yield ox.Triple(whole, kind, node(VOID + "Dataset"))
    yield ox.Triple(whole, node(VOID + "sparqlEndpoint"), me)
    found = {iri: store.quads_for_pattern(None, None, None, node(iri)) for iri in held.graphs.values()}
    counts = {iri: sum(1 for _ in quads) for iri, quads in found.items()}
    seen = [graph.value for graph in held.dataset.graphs()]
    default = node(f"{origin}/sparql#default")
    yield ox.Triple(whole, node(SD + "defaultGraph"), default)
    yield ox.Triple(default, kind, node(SD + "Graph"))
    total = ox.Literal(str(sum(counts[iri] for iri in seen)), datatype=integer)
    yield ox.Triple(default, node(VOID + "triples"), total)
    for name, iri in held.graphs.items():
        entry, graph = node(f"{origin}/sparql#graph-{name}"), node(f"{origin}/sparql#triples-{name}")
        yield ox.Triple(whole, node(SD + ("namedGraph" if iri in seen else "availableGraph")), entry)
        yield ox.Triple(entry, kind, node(SD + "NamedGraph"))
        yield ox.Triple(entry, node(SD + "name"), node(iri))
        yield ox.Triple(entry, node(SD + "graph"), graph)
        yield ox.Triple(graph, kind, node(SD + "Graph"))
        yield ox.Triple(graph, node(VOID + "triples"), ox.Literal(str(counts[iri]), datatype=integer))
    for quad in store.quads_for_pattern(None, None, None, node(held.graphs["dataset"])):
        yield quad.triple


def answer_graph(held: Engine, job: Job, out: Out) -> None:
    """Give one named graph, or (`graph` empty) the default graph: what a query sees unless it asks for more."""
    store, name = held.dataset.store, job["graph"]
    if name and name not in held.graphs.values():
        return refusal(out, 404, f"there is no graph <{name}> here; there are: {', '.join(held.graphs.values())}")
    graphs = [ox.NamedNode(name)] if name else held.dataset.graphs()
    triples = (quad.triple for graph in graphs for quad in store.quads_for_pattern(None, None, None, graph))
    write_graph(held, triples, job["accept"], out)


def thing_triples(held: Engine, iri: str, graphs: Iterable[ox.NamedNode]) -> list[ox.Triple]:
    """Return what is said of a thing and of its parts, what points at it, and the names of what it points at."""
    store, graphs = held.dataset.store, list(graphs)
    found: set[ox.Triple] = set()
    todo, seen = [ox.NamedNode(iri)], {iri}
    named: set[ox.NamedNode] = set()
    while todo:
        me = todo.pop()
        for graph in graphs:
            for quad in store.quads_for_pattern(me, None, None, graph):
                found.add(quad.triple)
                other = quad.object
                if isinstance(other, ox.NamedNode) and other.value not in seen:
                    if other.value.startswith(f"{iri}#"):
                        seen.add(other.value)
                        todo.append(other)
                    elif other.value.startswith(held.base):
                        named.add(other)
    incoming = [
        quad for graph in graphs for quad in store.quads_for_pattern(None, None, ox.NamedNode(iri), graph)
    ]  # fmt: skip
    for quad in sorted(incoming, key=str)[:MOST_INCOMING]:
        found.add(quad.triple)
    for other in named:
        for graph in graphs:
            found.update(quad.triple for quad in store.quads_for_pattern(other, _LABEL, None, graph))
    return sorted(found, key=lambda triple: (str(triple.subject) != f"<{iri}>", str(triple)))
