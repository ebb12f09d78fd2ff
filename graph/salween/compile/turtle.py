"""RDF as Turtle and TriG that every reader takes: pyoxigraph, rdflib, N3.js.

Turtle lets a prefixed name hold nearly anything behind a backslash, and readers differ on what: rdflib stops at
`id:x\\#name.Co\\.`. So only plain names get a prefix here, and every other IRI stands in angle brackets.
Source: RDF 1.1 Turtle and TriG, W3C, the grammars; RDF 1.2 Turtle for triple terms.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

import pyoxigraph as ox

from ..ontology import XSD

#: What may follow a prefix: a narrow part of PN_LOCAL, in which nothing is escaped and no dot ends the name.
_PLAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")
#: What may be written relative to the base: one named folder and one name in it, which no reader resolves otherwise.
_BESIDE = re.compile(r"[a-z]+/(?!\.{0,2}(?:[#?]|$))[^/?#:]+(?:#.*)?")
_BARE = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]+\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

Statement = ox.Triple | ox.Quad
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | ox.DefaultGraph


def write_statements(
    file: IO[bytes],
    statements: Iterable[Statement],
    form: ox.RdfFormat,
    prefixes: Mapping[str, str] | None = None,
    base: str = "",
) -> None:
    """Write statements in a syntax, in the order given. Prefixes and `base` shorten IRIs in Turtle and TriG."""
    if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        for block in _Writer(prefixes or {}, base).written(statements, form == ox.RdfFormat.TRIG):
            file.write(block)
    else:
        ox.serialize(statements, file, form, prefixes=dict(prefixes) if prefixes else None)  # type: ignore[arg-type]


def serialized(
    statements: Iterable[Statement], form: ox.RdfFormat, prefixes: Mapping[str, str] | None = None, base: str = ""
) -> bytes:
    """Return what `write_statements` writes."""
    file = io.BytesIO()
    write_statements(file, statements, form, prefixes, base)
    return file.getvalue()


class _Writer:
    """Shortens terms, and remembers what it made of each."""

    def __init__(self, prefixes: Mapping[str, str], base: str) -> None:
        self.base = base
        self.prefixes = prefixes
        self.longest_first = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))
        self.known: dict[Term, str] = {}

    def written(self, statements: Iterable[Statement], has_graphs: bool) -> Iterator[bytes]:
        """Yield the head, then one block for each run of statements about one subject in one graph."""
        head = [f"@base <{self.base}> .\n"] if self.base else []
        head += [f"@prefix {name}: <{space}> .\n" for name, space in sorted(self.prefixes.items())]
        yield "".join(head).encode()
        graph: Term = ox.DefaultGraph()
        subject = predicate = None
        parts: list[str] = []
        for statement in statements:
            own = getattr(statement, "graph_name", ox.DefaultGraph()) if has_graphs else ox.DefaultGraph()
            if own != graph:
                parts.append((" .\n" if subject else "") + ("}\n" if graph != ox.DefaultGraph() else ""))
                parts.append(f"{self.term(own)} {{\n" if own != ox.DefaultGraph() else "")
                graph, subject = own, None
            if statement.subject != subject:
                start = " .\n" if subject else ""
                parts.append(f"{start}{self.term(statement.subject)} {self.verb(statement.predicate)} ")
            elif statement.predicate != predicate:
                parts.append(f" ;\n\t{self.verb(statement.predicate)} ")
            else:
                parts.append(" , ")
            parts.append(self.term(statement.object))
            subject, predicate = statement.subject, statement.predicate
            if len(parts) > 10_000:
                yield "".join(parts).encode()
                parts = []
        parts.append((" .\n" if subject else "") + ("}\n" if graph != ox.DefaultGraph() else ""))
        yield "".join(parts).encode()

    def verb(self, predicate: ox.NamedNode) -> str:
        return "a" if predicate.value == _TYPE else self.term(predicate)

    def term(self, term: Term) -> str:
        found = self.known.get(term)
        if found is None:
            found = self.known[term] = self._term(term)
        return found

    def _term(self, term: Term) -> str:
        if isinstance(term, ox.NamedNode):
            return self._iri(term.value)
        if isinstance(term, ox.Literal):
            return self._literal(term)
        if isinstance(term, ox.Triple):
            return f"<<( {self.term(term.subject)} {self.term(term.predicate)} {self.term(term.object)} )>>"
        return str(term)

    def _iri(self, iri: str) -> str:
        for name, space in self.longest_first:
            if iri.startswith(space) and _PLAIN.fullmatch(iri, len(space)):
                return f"{name}:{iri[len(space):]}"
        if self.base and iri.startswith(self.base) and _BESIDE.fullmatch(iri, len(self.base)):
            return f"<{iri[len(self.base):]}>"
        return f"<{iri}>"

    def _literal(self, literal: ox.Literal) -> str:
        kind = literal.datatype.value
        if literal.language or kind == XSD + "string":
            return str(literal)
        if kind in _BARE and _BARE[kind].fullmatch(literal.value):
            return literal.value
        return f"{ox.Literal(literal.value)}^^{self._iri(kind)}"
