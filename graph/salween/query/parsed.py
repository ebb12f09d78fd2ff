"""What a query reaches for beyond its own graphs, told by the engine's parser and by no reading of ours.

pyoxigraph gives no parse of a query. But its parser tells a keyword from the same letters in a text, a comment or a
name, if other letters are put in their place everywhere: a name stays a name, and where the grammar needed the word,
the parser stops there. So `SERVICESILENT<…>`, `SERVICE:p` or a comment that a carriage return ends hide nothing.
Nothing is evaluated here that has either word: what is parsed has the other letters, over an empty store.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import islice, product

import pyoxigraph as ox

from .guard import Forbidden

#: How many places of a query are tried for where its FROM clauses or its prologue may be.
MOST_TRIED = 100
#: The parser names the place where the longest keyword would end that it tried: ENCODE_FOR_URI.
LONGEST = 14

_ANY_CASE = re.IGNORECASE | re.ASCII  # as the engine has it: ſ is no s
_SPACE = r"(?:[ \t\r\n]|\#[^\r\n]*[\r\n])*"
_IRI = r"<[^<>\"{}|^`\x00-\x20]*>"
_NAME = r"(?:\\.|[^\s<>{}()\"'\#\\:]){0,200}:(?:\\.|[^\s<>{}()\"'\#\\])*"
_FROM = re.compile("from", _ANY_CASE)
_ONE = f"from{_SPACE}(?:named{_SPACE})?(?P<graph>{_IRI}|{_NAME})"
_CLAUSE = re.compile(_ONE, _ANY_CASE)
_CLAUSES = re.compile(f"(?=(?P<all>(?:{_ONE.replace('?P<graph>', '?:')}{_SPACE})+))", _ANY_CASE)
_SERVICE = re.compile(rf"service[^\s<{{]*{_SPACE}", _ANY_CASE)
_FORM = re.compile("select|construct|describe|ask", _ANY_CASE)


class Parser:
    """The engine's parser, with the prefixes and the base that every query here is read with."""

    def __init__(self, prefixes: Mapping[str, str], base: str) -> None:
        self.prefixes, self.base = dict(prefixes), base

    def fault(self, query: str) -> tuple[int, str] | None:
        """Return where the engine cannot parse a query, and its words; None where it can.

        It has no function that only parses, so a query is put to an empty store.
        """
        try:
            self._put(query)
        except SyntaxError as error:
            return _offset(query, str(error)), str(error)
        except (RuntimeError, OSError):  # parsed, and then found to need what the engine lacks
            pass
        return None

    def refuse_service(self, query: str) -> None:
        """Raise Forbidden where the engine reads the keyword SERVICE, SyntaxError where it cannot read the query."""
        if not _SERVICE.search(query):
            return
        fault = self.fault(_renamed(query, "service"))
        if fault is None:
            return
        if any(found.start() <= fault[0] <= found.end() + LONGEST for found in _SERVICE.finditer(query)):
            raise Forbidden("SERVICE asks another server: this one answers from its own dataset only")
        raise SyntaxError(fault[1])

    def graphs(self, query: str) -> frozenset[str]:
        """Return the graphs that a query names by FROM and FROM NAMED, as IRIs, after `refuse_service`.

        The clauses stand side by side. Those are the right ones without which the parser finds no other FROM. Raises
        SyntaxError where the query cannot be read, Forbidden where its clauses cannot.
        """
        if not _FROM.search(query) or self.fault(_renamed(query, "from")) is None:
            return frozenset()
        for clauses in islice(_CLAUSES.finditer(query), MOST_TRIED):
            written = [clause["graph"] for clause in _CLAUSE.finditer(clauses["all"])]
            if len(written) > MOST_TRIED:
                raise Forbidden(f"FROM names more than {MOST_TRIED} graphs: there are not so many here")
            start, stop = clauses.span("all")
            without = query[:start] + re.sub(r"[^\r\n]", " ", clauses["all"]) + query[stop:]
            if self.fault(_renamed(without, "from")) is None:
                named = self._resolved(without, written)
                if named:
                    return named
        if fault := self.fault(query):
            raise SyntaxError(fault[1])
        raise Forbidden("FROM names its graphs in a way that cannot be read: write FROM and each IRI between < and >")

    def _resolved(self, query: str, written: Sequence[str]) -> frozenset[str]:
        """Return names as the engine resolves them by what stands before the form of a query; none where it cannot."""
        columns = " ".join(f"({name} AS ?g{number})" for number, name in enumerate(written))
        for form in islice(_FORM.finditer(query), MOST_TRIED):
            with suppress(SyntaxError):  # that word is not where the prologue ends
                found = self._put(f"{query[: form.start()]}SELECT {columns} {{}}")
                if isinstance(found, ox.QuerySolutions):
                    return frozenset(term.value for solution in found for term in solution)
        return frozenset()

    def _put(self, query: str) -> object:
        return ox.Store().query(query, prefixes=self.prefixes, base_iri=self.base)


def _renamed(query: str, word: str) -> str:
    """Return a query with other letters for a word, wherever it stands, in the same case; their number is the same.

    The first letter stays, since the f of `from` may end an escape; the others are no hexadecimal digits.
    """
    lower = query.lower()
    letters = ("".join(rest) for rest in product("zyxwvutsrqponmlkjihg", repeat=len(word) - 1))
    other = next(word[0] + rest for rest in letters if word[0] + rest not in lower)

    def put(match: re.Match[str]) -> str:
        return "".join(new.upper() if old.isupper() else new for old, new in zip(match[0], other, strict=True))

    return re.sub(word, put, query, flags=_ANY_CASE)


def _offset(query: str, said: str) -> int:
    """Return the character that a parser's message means, counted from the start; the end where it names none."""
    at = re.match(r"error at (\d+):(\d+):", said)
    if at is None:
        return len(query)
    start = 0
    for _ in range(int(at[1]) - 1):
        start = query.find("\n", start) + 1
    return start + int(at[2]) - 1
