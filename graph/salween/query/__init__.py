"""Dataset × SPARQL → rows. The engine is Oxigraph, loaded from the compiled N-Quads; nothing else runs SPARQL."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..compile import APART, GRAPHS, PREFIXES
from ..dates import Day, iso
from ..ontology import SAL, XSD
from .guard import QueryError, names_its_graphs, refuse, substituted
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


class QueryTimeout(Exception):
    """A query that ran longer than it was given."""


@dataclass(frozen=True)
class Dataset:
    """The compiled record, loaded for asking. `base` is the record's base IRI; days are those it was sliced by."""

    store: ox.Store
    base: str
    as_of: Day
    known_at: Day

    def graphs(self, apart: Iterable[str] = ()) -> list[ox.NamedNode]:
        """Return the named graphs that a query sees: all but claimed and inferred, and those asked for."""
        wanted = [name for name in GRAPHS if name not in APART or name in set(apart)]
        return [ox.NamedNode(f"{self.base}graph/{name}") for name in wanted]

    def solve(self, query: str, apart: Iterable[str] = ()) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a query and return the engine's own result.

        Our prefixes are known without being declared; `$asOf` and `$knownAt` are put in. Raises QueryError for
        what is refused and SyntaxError for what is not SPARQL.
        """
        known = frozenset(f"{self.base}graph/{name}" for name in GRAPHS)
        refuse(query, known)
        days = {"asOf": self.as_of, "knownAt": self.known_at}
        clocks = {name: f'"{iso(day)}"^^<{XSD}date>' for name, day in days.items()}
        text = substituted(query, clocks)
        if names_its_graphs(query):  # the graphs it asks for, which refuse() has seen to be ours, and no others
            return self.store.query(text, prefixes=self.prefixes)
        graphs = self.graphs(apart)
        union: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [*graphs]
        named: list[ox.NamedNode | ox.BlankNode] = [*graphs]
        return self.store.query(
            text,
            prefixes=self.prefixes,
            default_graph=union,
            named_graphs=named,
        )

    @property
    def prefixes(self) -> dict[str, str]:
        own = {"": f"{self.base}id/", "claim": f"{self.base}claim/", "source": f"{self.base}source/"}
        return {**PREFIXES, **own, "graph": f"{self.base}graph/"}

    def select(self, query: str, apart: Iterable[str] = ()) -> Rows:
        """Run a SELECT or ASK and return its rows; an ASK gives one row, `answer`. Other forms raise QueryError."""
        result = self.solve(query, apart)
        if isinstance(result, ox.QuerySolutions):
            return from_solutions(result, self.base)
        if isinstance(result, ox.QueryBoolean):
            return Rows(("answer",), ((bool(result),),), self.base)
        raise QueryError("a CONSTRUCT or DESCRIBE gives a graph, not rows: ask for turtle")

    def left_out(self) -> int:
        """Return how many plain ties a query does not see: those that are only claimed."""
        graph = ox.NamedNode(f"{self.base}graph/claimed")
        return sum(1 for _ in self.store.quads_for_pattern(None, None, None, graph))

    def to_rdflib(self) -> rdflib.Dataset:
        """Return the same store as an rdflib Dataset (read through oxrdflib)."""
        import oxrdflib
        import rdflib

        dataset = rdflib.Dataset(store=oxrdflib.OxigraphStore(store=self.store), default_union=True)
        for prefix, namespace in self.prefixes.items():
            dataset.bind(prefix, namespace)
        return dataset


def open_dataset(nquads: bytes, base: str, as_of: Day, known_at: Day) -> Dataset:
    """Load compiled N-Quads into the engine's memory."""
    store = ox.Store()
    store.bulk_load(input=nquads, format=ox.RdfFormat.N_QUADS)
    return Dataset(store, base, as_of, known_at)


def to_trig(nquads: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Return compiled N-Quads as TriG: the same statements in the same order, in a fifth of the bytes."""
    quads = ox.parse(nquads, format=ox.RdfFormat.N_QUADS)
    return ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes={**prefixes}) or b""


def serialised(dataset: Dataset, query: str, form: str, apart: Iterable[str] = (), width: int = 0) -> bytes:
    """Run a query and return its answer in a format: table, csv, tsv, json, xml for rows; turtle … for graphs."""
    result = dataset.solve(query, apart)
    if isinstance(result, ox.QueryTriples):
        if form == "table":
            form = "turtle"
        if form not in GRAPH_FORMATS:
            raise QueryError(f"a graph cannot be written as {form}: choose from {', '.join(GRAPH_FORMATS)}")
        triples = sorted(result, key=str)
        return ox.serialize(triples, format=GRAPH_FORMATS[form], prefixes=dataset.prefixes) or b""
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


_NAMED = (
    '{0} rdfs:label {1} FILTER(LANG({1}) = "en" '
    '|| NOT EXISTS {{ {0} rdfs:label ?l FILTER(LANG(?l) = "en" || STR(?l) < STR({1})) }})'
)
_EVIDENCE = f"""
SELECT ?record ?status ?because ?confirmed ?publisher ?issued ?locator ?stance ?of ?speaker ?own ?added WHERE {{
  VALUES ?record {{ %s }}
  ?record sal:status ?status ; sal:because ?because .
  OPTIONAL {{ ?record sal:lastConfirmed ?confirmed }} OPTIONAL {{ ?record sal:overlay ?own }}
  OPTIONAL {{ ?record sal:attestation ?attestation .
    ?attestation sal:source ?source ; sal:stance ?stance ; sal:speaker ?voice .
    ?source dct:publisher ?house .
    {_NAMED.format("?voice", "?speaker")}
    {_NAMED.format("?house", "?publisher")}
    OPTIONAL {{ ?source dct:issued ?issued }} OPTIONAL {{ ?attestation sal:locator ?locator }}
    OPTIONAL {{ ?attestation sal:of ?of }} OPTIONAL {{ ?attestation sal:overlay ?added }} }}
}}"""
_DISPUTES = "SELECT ?record ?field WHERE { VALUES ?record { %s } ?record sal:disputedField ?field }"


#: What a field is called in a sentence.
FIELD_WORDS = {"whole": "it", "from": "the start", "until": "the end", "value": "the number"}


def field_word(key: object) -> str:
    """Return what a field is called in a sentence: "the start", "the extent", "it" for the whole."""
    return FIELD_WORDS.get(str(key), f"the {str(key).replace('_', ' ')}")


def _issued(day: object) -> str:
    """Return the day a source came out as a reader writes it: `[a..b]` is one day within."""
    return "undated" if day is None else str(day).strip("[]").replace("..", " to ")


def with_evidence(dataset: Dataset, rows: Rows, most: int = 0) -> Rows:
    """Return the rows of a question with three columns more: who says so, last confirmed, and doubt.

    A question that names the record a row rests on in `?record` gets them; others are returned as they are. `most`
    limits how many sources a cell names (0: all).
    """
    if "record" not in rows.variables or not rows.rows:
        return rows
    index = rows.variables.index("record")
    records = sorted({str(row[index]) for row in rows if row[index]})
    listed = " ".join(f"<{record}>" for record in records)
    said: dict[str, list[str]] = {}
    doubts: dict[str, str] = {}
    confirmed: dict[str, date | str] = {}
    dissent: dict[str, set[str]] = {}
    denied: set[tuple[str, str]] = set()
    for record, status, because, last, publisher, issued, locator, stance, of, speaker, own, added in dataset.select(
        _EVIDENCE % listed
    ):
        key = str(record)
        word = str(status).removeprefix(SAL)
        doubt = "" if word == "accepted" else str(because) if word == "provisional" else f"{word}: {because}"
        doubts[key] = f"[overlay] {doubt}".rstrip() if own else doubt
        if isinstance(last, date):
            confirmed[key] = last
        if publisher is None or str(stance).endswith("Reports"):  # who only repeats it vouches for nothing
            continue
        where = str(publisher) if speaker == publisher else f"{speaker}, in {publisher}"
        said_in = f"{where}, {_issued(issued)}" + (f" ({locator})" if locator else "") + (" [overlay]" if added else "")
        if str(stance).endswith("Contradicts"):
            denied.add((key, str(of)))
            dissent.setdefault(key, set()).add(f"{speaker} denies {field_word(of)}")
        elif said_in not in said.setdefault(key, []):
            said[key].append(said_in)
    for record, field in dataset.select(_DISPUTES % listed):
        if (str(record), str(field)) not in denied:
            dissent.setdefault(str(record), set()).add(f"sources differ on {field_word(field)}")
    columns = tuple(name for name in rows.variables if name != "record")
    built = []
    for row in rows:
        key = str(row[index])
        doubt = "; ".join(filter(None, [doubts.get(key, ""), *sorted(dissent.get(key, ()))]))
        rest = tuple(value for position, value in enumerate(row) if position != index)
        cited = sorted(said.get(key, []))
        shown = cited[:most] if most and len(cited) > most + 1 else cited
        more = [f"and {len(cited) - len(shown)} more"] if len(shown) < len(cited) else []
        built.append((*rest, "; ".join([*shown, *more]), confirmed.get(key), doubt))
    return Rows((*columns, "who_says_so", "last_confirmed", "doubt"), tuple(built), rows.base)


__all__ = [
    "GRAPH_FORMATS",
    "TABLES",
    "Dataset",
    "QueryError",
    "QueryTimeout",
    "Rows",
    "field_word",
    "open_dataset",
    "serialised",
    "text_table",
    "to_trig",
    "with_evidence",
    "within",
]
