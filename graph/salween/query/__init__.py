"""Dataset × SPARQL → rows. The engine is Oxigraph, loaded from the compiled N-Quads; nothing else runs SPARQL."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from ..compile import GRAPHS, JUDGED, OPT_IN_GRAPHS, PREFIXES
from ..compile.turtle import serialized
from ..dates import Day, iso
from ..ontology import XSD
from ..problem import chosen
from .advice import advice
from .evidence import FIELD_WORDS, field_word, with_evidence
from .guard import QueryError, names_graphs, names_its_graphs, pointed, refuse, substituted
from .rows import Rows, from_solutions, text_table

if TYPE_CHECKING:
    import rdflib

#: What a query can be printed as: name → (for tables, for graphs).
TABLES = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPH_FORMATS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


#: A graph that holds nothing: the default graph of a request that names none.
NO_GRAPH = ox.NamedNode("urn:x-salween:nothing")


class ProtocolGraphs(NamedTuple):
    """The IRIs of the graphs that a request names by the SPARQL Protocol: for its default graph, and by name."""

    default: Sequence[str]
    named: Sequence[str]


class QueryTimeout(Exception):
    """A query that ran longer than it was given."""


@dataclass(frozen=True)
class Dataset:
    """The compiled record, loaded for asking. `base` is the record's base IRI; days are those it was sliced by.

    A slice that shares its store with others has its judged graphs under names that end in `mark`, and what is made of
    each record under one that ends in `readings`. A query that names graphs is put to `whole`, where each has its own.
    `seen` holds what a query sees that asks for no more, and nothing else: the engine then takes its default graph from
    one index, where a list of graphs costs a look-up a graph at every step.
    """

    load: Callable[[], ox.Store]
    base: str
    as_of: Day
    known_at: Day
    mark: str = ""
    readings: str = ""
    whole: Callable[[], Dataset] | None = None
    seen: ox.Store | None = None

    @cached_property
    def store(self) -> ox.Store:
        """Every graph of it, under its name."""
        return self.load()

    def graphs(self, include: Iterable[str] = ()) -> list[ox.NamedNode]:
        """Return the named graphs that a query sees: all but the opt-in graphs, and those of them in `include`."""
        wanted = [name for name in GRAPHS if name not in OPT_IN_GRAPHS or name in set(include)]
        names = [f"{name}{self.mark if name in JUDGED else ''}" for name in wanted]
        names += [f"assessments{self.readings}"] if self.readings else []
        return [ox.NamedNode(f"{self.base}graph/{name}") for name in names]

    @property
    def plain(self) -> Dataset:
        """Return this slice with its graphs under their own names."""
        return self if self.whole is None else self.whole()

    def solve(self, query: str, include: str | Iterable[str] = (), protocol: ProtocolGraphs | None = None) -> Result:
        """Run a query and return the engine's own result.

        It sees the default graph of every door: the union of all named graphs but the opt-in ones, of which `include`
        adds some by name. A query that names graphs by FROM sees those; the graphs of a request go before both.
        Our prefixes are known without being declared; `$asOf` and `$knownAt` are put in. Raises QueryError for
        what is refused, SyntaxError for what is not SPARQL, ValueError for an opt-in graph that there is not.
        """
        more = chosen(include, OPT_IN_GRAPHS, "opt-in graph")
        if self.whole is not None and (names_graphs(query) or protocol or (self.seen is not None and more)):
            return self.plain.solve(query, more, protocol)
        known = frozenset(f"{self.base}graph/{name}" for name in GRAPHS)
        refuse(query, known)
        text = self.filled(query)
        try:
            return self._put(query, text, more, protocol)
        except SyntaxError as error:
            raise SyntaxError(pointed(str(error), text)) from None

    def filled(self, query: str) -> str:
        """Return a query with its two days put in."""
        days = {"asOf": self.as_of, "knownAt": self.known_at}
        return substituted(query, {name: f'"{iso(day)}"^^<{XSD}date>' for name, day in days.items()})

    def _put(self, query: str, text: str, include: tuple[str, ...], protocol: ProtocolGraphs | None) -> Result:
        """Put a query to the store with the graphs that it sees."""
        graphs: Sequence[ox.NamedNode] = self.graphs(include)
        if protocol is not None:
            default = [ox.NamedNode(name) for name in protocol.default] or [NO_GRAPH]
            graphs = [ox.NamedNode(name) for name in protocol.named]
            return self.store.query(text, prefixes=self.prefixes, default_graph=[*default], named_graphs=[*graphs])
        if names_its_graphs(query):  # the graphs it asks for, which refuse() has seen to be ours, and no others
            return self.store.query(text, prefixes=self.prefixes)
        store = self.seen if self.seen is not None and not include else self.store
        if store is self.seen and set(store.named_graphs()) <= set(graphs):  # no slice stands beside it
            return store.query(text, prefixes=self.prefixes, use_default_graph_as_union=True)
        return store.query(text, prefixes=self.prefixes, default_graph=[*graphs], named_graphs=[*graphs])

    @property
    def prefixes(self) -> dict[str, str]:
        own = {"": f"{self.base}id/", "claim": f"{self.base}claim/", "source": f"{self.base}source/"}
        return {**PREFIXES, **own, "graph": f"{self.base}graph/"}

    def select(self, query: str, include: str | Iterable[str] = ()) -> Rows:
        """Run a SELECT or ASK and return its rows; an ASK gives one row, `answer`. Other forms raise QueryError."""
        result = self.solve(query, include)
        if isinstance(result, ox.QuerySolutions):
            return from_solutions(result, self.base)
        if isinstance(result, ox.QueryBoolean):
            return Rows(("answer",), ((bool(result),),), self.base)
        raise QueryError("a CONSTRUCT or DESCRIBE gives a graph, not rows: ask for turtle")

    def advice(self, query: str, include: str | Iterable[str] = ()) -> list[str]:
        """Return what in a query most likely does not mean what it says; whatever has a name stands in what is seen."""
        more = chosen(include, OPT_IN_GRAPHS, "opt-in graph")
        return advice(query, self.seen if self.seen is not None else self.store, self.prefixes, more)

    def left_out(self) -> int:
        """Return how many plain ties a query does not see: those that are only claimed."""
        if self.whole is not None and self.seen is not None:
            return self.plain.left_out()
        graph = ox.NamedNode(f"{self.base}graph/claimed{self.mark}")
        return sum(1 for _ in self.store.quads_for_pattern(None, None, None, graph))

    def to_rdflib(self, include: str | Iterable[str] = ()) -> rdflib.Dataset:
        """Return what a query sees as an rdflib Dataset, read through oxrdflib: no opt-in graph but those included."""
        import oxrdflib
        import rdflib

        more = chosen(include, OPT_IN_GRAPHS, "opt-in graph")
        store = self.plain._holding(more)
        dataset = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store), default_union=True)
        for prefix, namespace in self.prefixes.items():
            dataset.bind(prefix, namespace)
        return dataset

    def _holding(self, include: tuple[str, ...]) -> ox.Store:
        """Return a store that holds the graphs that a query sees, and nothing else."""
        if set(include) == set(OPT_IN_GRAPHS):
            return self.store
        if not include and self.seen is not None:
            return self.seen
        store = ox.Store()
        for graph in self.graphs(include):
            store.bulk_extend(self.store.quads_for_pattern(None, None, None, graph))
        return store


def open_dataset(nquads: bytes, base: str, as_of: Day, known_at: Day) -> Dataset:
    """Load compiled N-Quads into the engine's memory: at once what a query sees, the whole when it is asked for."""
    return Dataset(lambda: _loaded(nquads), base, as_of, known_at, seen=_loaded(_without_opt_in(nquads, base)))


def _without_opt_in(nquads: bytes, base: str, mark: str = "") -> bytes:
    """Return N-Quads but for those of the graphs that a query does not see unless it asks.

    These stand together: the compiler writes graph by graph, in the order of GRAPHS, and `dataset` comes after them.
    """

    def first_of(graph: str) -> int:
        """Where the first N-Quad of a graph ends; no literal holds a line's end."""
        found = nquads.find(f" <{base}graph/{graph}{mark}> .\n".encode())
        return found if found >= 0 else len(nquads)

    start = nquads.rfind(b"\n", 0, min(map(first_of, OPT_IN_GRAPHS))) + 1
    stop = nquads.rfind(b"\n", 0, first_of("dataset")) + 1
    return nquads[:start] + nquads[stop:] if start < stop else nquads


def _loaded(nquads: bytes) -> ox.Store:
    store = ox.Store()
    store.load(input=nquads, format=ox.RdfFormat.N_QUADS, lenient=True)  # our own writing: its IRIs are sound
    return store


def to_trig(nquads: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Return compiled N-Quads as TriG: the same statements in the same order, in a fifth of the bytes.

    For the engine in the page, which reads whatever its own sister wrote; `compile.turtle` writes for every reader.
    """
    quads = ox.parse(nquads, format=ox.RdfFormat.N_QUADS)
    return ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes={**prefixes}) or b""


class Slices:
    """One store for the dataset by several pairs of days. What is authored is in it once, what is made of each record
    once a day of knowledge, and what else the as-of day changes once a slice.

    A slice sees its parts as one default graph; a query that names graphs is put to one that stands alone.
    """

    MOST = 8

    def __init__(self, authored: bytes, base: str) -> None:
        self.store, self.base = ox.Store(), base
        self._load(authored)
        self.authored = authored.count(b"\n")
        self.readings: dict[Day, int] = {}  # how many quads, by day of knowledge
        self.kept: dict[tuple[Day, Day], Dataset] = {}

    def at(
        self,
        days: tuple[Day, Day],
        readings: Callable[[str], bytes],
        of_the_day: Callable[[str, Callable[[int], int]], bytes],
        whole: Callable[[], Dataset],
    ) -> Dataset:
        """Return the slice as of one day, known by another; the makers give quads of graphs whose names end as told."""
        as_of, known_at = days
        if days not in self.kept:
            while len(self.kept) >= self.MOST:
                self._forget(next(iter(self.kept)))
            known = f"@{iso(known_at)}"
            if known_at not in self.readings:
                made = readings(known)
                self._load(made)
                self.readings[known_at] = made.count(b"\n")
            rest = self.authored + self.readings[known_at]
            mark = f"@{iso(as_of)}{known}"
            day = of_the_day(mark, lambda own: rest + own)
            seen = None if self.kept else self.store  # the first is read as one graph until another comes beside it
            self._load(_without_opt_in(day, self.base, mark) if seen else day)
            self.kept[days] = Dataset(lambda: self.store, self.base, *days, mark, known, whole, seen)
        return self.kept[days]

    def _forget(self, days: tuple[Day, Day]) -> None:
        gone = self.kept.pop(days)
        for name in JUDGED:
            self.store.remove_graph(ox.NamedNode(f"{self.base}graph/{name}{gone.mark}"))
        if not any(known_at == days[1] for _, known_at in self.kept):
            self.store.remove_graph(ox.NamedNode(f"{self.base}graph/assessments{gone.readings}"))
            del self.readings[days[1]]

    def _load(self, nquads: bytes) -> None:
        self.store.load(input=nquads, format=ox.RdfFormat.N_QUADS, lenient=True)


def serialised(dataset: Dataset, query: str, form: str, include: str | Iterable[str] = (), width: int = 0) -> bytes:
    """Run a query and return its answer in a format: table, csv, tsv, json, xml for rows; turtle … for graphs."""
    result = dataset.solve(query, include)
    if isinstance(result, ox.QueryTriples):
        if form == "table":
            form = "turtle"
        if form not in GRAPH_FORMATS:
            raise QueryError(f"a graph cannot be written as {form}: choose from {', '.join(GRAPH_FORMATS)}")
        triples = sorted(result, key=str)
        return serialized(triples, GRAPH_FORMATS[form], dataset.prefixes)
    if form == "table":
        if isinstance(result, ox.QueryBoolean):
            return b"yes\n" if result else b"no\n"
        return (from_solutions(result, dataset.base).to_table(width) + "\n").encode()
    if form not in TABLES:
        raise QueryError(f"rows cannot be written as {form}: choose from table, {', '.join(TABLES)}")
    return result.serialize(format=TABLES[form]) or b""


def within(seconds: float, work: Callable[[], bytes]) -> bytes:
    """Do work in a forked child and return its bytes; QueryTimeout where it takes longer.

    A query cannot be stopped from inside its process: the child is killed. What it raises is raised here as
    QueryError, with its words.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            try:
                answer = b"+" + work()
            except (QueryError, SyntaxError, OSError) as error:
                answer = b"-" + str(error).encode()
            with os.fdopen(writing, "wb") as pipe:
                pipe.write(answer)
        finally:
            os._exit(0)
    os.close(writing)
    answer = b""
    deadline = time.monotonic() + seconds
    try:
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([reading], [], [], left)[0]:
                os.kill(child, signal.SIGKILL)
                raise QueryTimeout(f"the query was stopped after {seconds:g} s")
            block = os.read(reading, 1 << 20)
            if not block:
                break
            answer += block
    finally:
        os.close(reading)
        os.waitpid(child, 0)
    if not answer.startswith(b"+"):
        raise QueryError(answer[1:].decode() or "the engine died of this query: make it smaller")
    return bytes(answer[1:])


__all__ = [
    "FIELD_WORDS",
    "GRAPH_FORMATS",
    "TABLES",
    "Dataset",
    "ProtocolGraphs",
    "QueryError",
    "QueryTimeout",
    "Rows",
    "Slices",
    "field_word",
    "open_dataset",
    "serialised",
    "text_table",
    "to_trig",
    "with_evidence",
    "within",
]
