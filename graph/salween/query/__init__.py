"""Dataset × SPARQL → rows. The engine is Oxigraph, loaded from the compiled N-Quads; nothing else runs SPARQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import pyoxigraph as ox

from ..compile import GRAPHS, JUDGED, OPT_IN_GRAPHS, PREFIXES
from ..compile.turtle import serialized
from ..dates import Day, iso
from ..ontology import XSD
from ..problem import chosen
from .advice import advice
from .child import QueryLimit, QueryTimeout, on_large_stack, within
from .evidence import FIELD_WORDS, field_word, with_evidence
from .guard import Forbidden, QueryError, names_graphs, pointed, refuse, refuse_update, substituted
from .parsed import Parser
from .rows import Rows, first_rows, from_solutions, text_table

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
        text, named = self.admitted(query)
        if protocol is not None:
            default = [ox.NamedNode(name) for name in protocol.default] or [NO_GRAPH]
            return self._put(text, default_graph=default, named_graphs=[ox.NamedNode(n) for n in protocol.named])
        if named:  # the graphs it asks for, which are all ours, and no others
            return self.plain._put(text)
        graphs = self.graphs(more)
        store = self.seen if self.seen is not None and not more else self.store
        if store is self.seen and set(store.named_graphs()) <= set(graphs):  # no slice stands beside it
            return self._put(text, store, use_default_graph_as_union=True)
        return self._put(text, store, default_graph=graphs, named_graphs=graphs)

    def filled(self, query: str) -> str:
        """Return a query with its two days put in."""
        days = {"asOf": self.as_of, "knownAt": self.known_at}
        return substituted(query, {name: f'"{iso(day)}"^^<{XSD}date>' for name, day in days.items()})

    def admitted(self, query: str) -> tuple[str, frozenset[str]]:
        """Return a query as the engine gets it, with its two days put in, and the graphs that it names by FROM.

        Raises QueryError where it is too long or too deep, Forbidden where it would change something, ask another
        server or name a graph that is not here, and SyntaxError for what is not SPARQL.
        """
        refuse(query)
        text = self.filled(query)
        with in_words(text):
            parser = Parser(self.prefixes, self.base)
            parser.refuse_service(text)
            named = parser.graphs(text)
        known = {f"{self.base}graph/{name}" for name in GRAPHS}
        for name in sorted(named - known):
            raise Forbidden(f"FROM <{name}>: there is no such graph here (there are: {', '.join(sorted(known))})")
        return text, named

    def _put(self, text: str, store: ox.Store | None = None, **graphs: Any) -> Result:
        """Put a query that was admitted to the engine; `graphs` are its own options of what the query sees."""
        store = self.store if store is None else store
        with in_words(text):
            return store.query(text, base_iri=self.base, prefixes=self.prefixes, **graphs)

    @property
    def prefixes(self) -> dict[str, str]:
        own = {"": f"{self.base}id/", "claim": f"{self.base}claim/", "source": f"{self.base}source/"}
        return {**PREFIXES, **own, "graph": f"{self.base}graph/"}

    def select(self, query: str, include: str | Iterable[str] = ()) -> Rows:
        """Run a SELECT or ASK and return its rows; an ASK gives one row, `answer`. Other forms raise QueryError."""
        return on_large_stack(lambda: self._select(query, include), len(query))

    def _select(self, query: str, include: str | Iterable[str]) -> Rows:
        result = self.solve(query, include)
        if isinstance(result, ox.QuerySolutions):
            with in_words(query):
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
        """Return what a query sees as an rdflib Dataset, read through oxrdflib: no opt-in graph but those included.

        It asks no other server and cannot be updated. Of a query that rdflib has parsed itself nothing is promised:
        rdflib follows SERVICE.
        """
        import oxrdflib
        import rdflib

        parser = Parser(self.prefixes, self.base)

        class ReadOnly(oxrdflib.OxigraphStore):
            def query(self, query: Any, *args: Any, **more: Any) -> Any:
                if isinstance(query, str):
                    parser.refuse_service(query)
                return super().query(query, *args, **more)

            def update(self, *_: Any, **__: Any) -> None:
                raise Forbidden("an update would change the dataset: facts are changed in data/, not here")

        more = chosen(include, OPT_IN_GRAPHS, "opt-in graph")
        dataset = rdflib.Dataset(store=ReadOnly(store=self.plain._holding(more)), default_union=True)
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


@contextmanager
def in_words(query: str) -> Iterator[None]:
    """Say what the engine says against a query with its line, and as QueryError what it has no function for."""
    try:
        yield
    except SyntaxError as error:
        refuse_update(query)
        raise SyntaxError(pointed(str(error), query)) from None
    except RuntimeError as error:
        function = re.search("custom function (.*) is not supported", str(error))
        said = f"the engine has no function {function[1]}" if function else f"the engine cannot answer this: {error}"
        raise QueryError(said) from None


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
    return serialised_first(dataset, query, form, include, width)[0]


def serialised_first(
    dataset: Dataset,
    query: str,
    form: str,
    include: str | Iterable[str] = (),
    width: int = 0,
    most: int | None = None,
) -> tuple[bytes, bool]:
    """Return what `serialised` does, of the first `most` rows or triples only, and whether there were more."""

    def work() -> tuple[bytes, bool]:
        result = dataset.solve(query, include)
        with in_words(query):
            return _written(dataset, result, form, width, most)

    return on_large_stack(work, len(query))


def _written(dataset: Dataset, result: Result, form: str, width: int, most: int | None) -> tuple[bytes, bool]:
    if isinstance(result, ox.QueryTriples):
        if form == "table":
            form = "turtle"
        if form not in GRAPH_FORMATS:
            raise QueryError(f"a graph cannot be written as {form}: choose from {', '.join(GRAPH_FORMATS)}")
        found = list(islice(result, most and most + 1))
        triples = sorted(found[:most], key=str)
        return serialized(triples, GRAPH_FORMATS[form], dataset.prefixes), len(found) > len(triples)
    is_cut = False
    if most is not None:
        result, is_cut = first_rows(result, most)
    if form == "table":
        if isinstance(result, ox.QueryBoolean):
            return b"yes\n" if result else b"no\n", False
        return (from_solutions(result, dataset.base).to_table(width) + "\n").encode(), is_cut
    if form not in TABLES:
        raise QueryError(f"rows cannot be written as {form}: choose from table, {', '.join(TABLES)}")
    return result.serialize(format=TABLES[form]) or b"", is_cut


__all__ = [
    "FIELD_WORDS",
    "GRAPH_FORMATS",
    "TABLES",
    "Dataset",
    "ProtocolGraphs",
    "QueryError",
    "QueryLimit",
    "QueryTimeout",
    "Rows",
    "Slices",
    "field_word",
    "open_dataset",
    "serialised",
    "serialised_first",
    "text_table",
    "to_trig",
    "with_evidence",
    "within",
]
