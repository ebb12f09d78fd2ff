"""Other SPARQL servers: one is loaded by the Graph Store Protocol, any is asked by the SPARQL 1.1 Protocol.

Nothing but urllib, each call within a time and each answer within a size. Knows no record: N-Quads come in.
"""

from __future__ import annotations

import http.client
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from email.message import Message
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox

from .query import GRAPH_FORMATS
from .query.rows import from_solutions

#: Bytes of one request to a store: some refuse larger ones.
CHUNK = 4 << 20
MOST_BYTES = 512 << 20
_BLOCK = 1 << 16
#: The headers in which our server says what a reader must know of an answer.
SAID = ("Salween-Note", "Salween-Truncated")
_MEDIA = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "turtle": "text/turtle",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
    "jsonld": "application/ld+json",
}


class RemoteError(Exception):
    """Another server did not do what was asked; in words. `is_limit` where it was ours to stop."""

    def __init__(self, text: str, is_limit: bool = False) -> None:
        super().__init__(text)
        self.is_limit = is_limit


class Login(NamedTuple):
    """Who asks. `is_basic` sends the password as it is, which only TLS makes bearable; else digest."""

    user: str
    password: str
    is_basic: bool = False


# ---- loading ---------------------------------------------------------------------------------------------------


def publish(
    nquads: bytes, url: str, login: Login | None = None, seconds: float = 60, chunk: int = CHUNK
) -> Iterator[tuple[str, int]]:
    """Put each named graph of N-Quads at a Graph Store, and yield its IRI and how many triples it has.

    A graph replaces the one of its name; other graphs stay as they are. A large one is put in parts, the first by PUT
    and the rest by POST, so while it is loaded a reader of that store may see a part. RemoteError where one fails.
    Source: SPARQL 1.1 Graph Store HTTP Protocol, W3C, sections 5.3 and 5.5.
    """
    opener = _opener(url, login)
    graphs = graphs_of(nquads)
    for done, (graph, triples) in enumerate(graphs.items()):
        address = f"{url}{'&' if '?' in url else '?'}{urlencode({'graph': graph})}"
        parts = list(_parts(triples, chunk))
        for number, part in enumerate(parts):
            request = urllib.request.Request(address, data=part, method="POST" if number else "PUT")
            request.add_header("Content-Type", "text/turtle; charset=utf-8")
            try:
                _answer(opener, request, seconds, MOST_BYTES)
            except RemoteError as error:
                raise RemoteError(
                    f"{error}{_left_behind(graph, number, len(parts), done, len(graphs))}", error.is_limit
                ) from None
        yield graph, len(triples)


def in_parts(nquads: bytes, chunk: int = CHUNK) -> list[str]:
    """Return the graphs that are too large for one request: a reader may see a part of them while they are loaded."""
    return [graph for graph, triples in graphs_of(nquads).items() if sum(map(len, triples)) + len(triples) > chunk]


def _left_behind(graph: str, part: int, parts: int, done: int, graphs: int) -> str:
    """Return in words how the store stands after a failure; nothing where nothing there has changed."""
    said = f"; the store has {part} of {parts} parts of <{graph}>" if part else ""
    said += f"; {done} of {graphs} graphs are new there and the others as they were" if done else ""
    return f"{said}: publish again to make it whole" if said else ""


def graphs_of(nquads: bytes) -> dict[str, list[bytes]]:
    """Return the triples of each named graph as lines of N-Triples, which are Turtle too.

    >>> graphs_of(b'<urn:s> <urn:p> "a <urn:g> ." <urn:g> .')
    {'urn:g': [b'<urn:s> <urn:p> "a <urn:g> ." .']}
    """
    found: dict[str, list[bytes]] = {}
    for line in nquads.splitlines():
        if line:
            head, _, graph = line.removesuffix(b" .").rpartition(b" ")  # no IRI has a space in it
            found.setdefault(graph.decode("utf-8")[1:-1], []).append(head + b" .")
    return found


def _parts(lines: Iterable[bytes], size: int) -> Iterator[bytes]:
    part: list[bytes] = []
    held = 0
    for line in lines:
        if held + len(line) > size and part:
            yield b"\n".join([*part, b""])
            part, held = [], 0
        part.append(line)
        held += len(line) + 1
    yield b"\n".join([*part, b""])


# ---- asking ----------------------------------------------------------------------------------------------------


def ask_endpoint(
    url: str,
    query: str,
    form: str,
    more: Mapping[str, str] | None = None,
    seconds: float = 60,
    most: int = MOST_BYTES,
    width: int = 0,
    base: str = "",
    login: Login | None = None,
    tell: Callable[[str], None] = lambda said: None,
) -> bytes:
    """Return the answer of an endpoint in a format of ours: table, csv, tsv, json, xml; turtle … for graphs.

    `more` are further fields of the request, such as our own days. `tell` gets what our server says beside an answer:
    that a day is too late, that the rows are cut. RemoteError with the server's words where it
    refuses, where it takes longer than `seconds` in all, or sends more than `most` bytes.
    """
    rows = "json" if form == "table" or form in GRAPH_FORMATS else form
    graph = form if form in GRAPH_FORMATS else "turtle"
    first, second = (graph, rows) if form in GRAPH_FORMATS else (rows, graph)
    accept = f"{_MEDIA[first]}, {_MEDIA[second]};q=0.5"
    opener = _opener(url, login)
    body = urlencode({"query": query, **(more or {})}).encode()
    request = urllib.request.Request(url, data=body, method="POST")
    request.add_header("Content-Type", "application/x-www-form-urlencoded")
    request.add_header("Accept", accept)
    headers, answer = _answer(opener, request, seconds, most)
    media = headers.get_content_type()
    for said in filter(None, map(headers.get, SAID)):
        tell("".join(char for char in said if char.isprintable()))
    if form != "table" or media not in (_MEDIA["json"], "application/json"):
        wanted = {_MEDIA[first if form != "table" else graph], *(("application/json",) if form == "json" else ())}
        if media not in wanted:
            raise RemoteError(f"{form} was asked for, and the server sent {media or 'something without a type'}")
        return answer
    try:
        found = ox.parse_query_results(answer, ox.QueryResultsFormat.JSON)
        if isinstance(found, ox.QueryBoolean):
            return b"yes\n" if found else b"no\n"
        return (from_solutions(found, base).to_table(width) + "\n").encode()
    except (SyntaxError, ValueError) as error:
        raise RemoteError(f"the server's answer is not what it says it is: {error}") from None


# ---- one call --------------------------------------------------------------------------------------------------


def _opener(url: str, login: Login | None) -> urllib.request.OpenerDirector:
    """Return an opener that speaks HTTP and nothing else, follows no redirect, and logs in only at this address."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RemoteError(f"{url} is no address of a server: write http://… or https://…")
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler(), urllib.request.HTTPSHandler(), urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(), urllib.request.ProxyHandler(), urllib.request.UnknownHandler(),
    ):  # fmt: skip
        opener.add_handler(handler)
    if login is not None:
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, f"{parts.scheme}://{parts.netloc}/", login.user, login.password)
        basic, digest = urllib.request.HTTPBasicAuthHandler, urllib.request.HTTPDigestAuthHandler
        opener.add_handler((basic if login.is_basic else digest)(passwords))
    return opener


def _answer(
    opener: urllib.request.OpenerDirector, request: urllib.request.Request, seconds: float, most: int
) -> tuple[Message, bytes]:
    """Return the head and the body of an answer; RemoteError where there is none, or it is late or large."""
    deadline = time.monotonic() + seconds
    late = RemoteError(f"{request.host} did not answer within {seconds:g} s", is_limit=True)
    found = bytearray()
    try:
        with opener.open(request, timeout=seconds) as response:
            while block := response.read1(_BLOCK):
                found += block
                if len(found) > most:
                    raise RemoteError(f"the answer is larger than {most >> 20} MB: ask for less", is_limit=True)
                if time.monotonic() > deadline:
                    raise late
            if response.length:
                raise RemoteError(f"{request.host} broke off in the middle of its answer")
            return response.headers, bytes(found)
    except urllib.error.HTTPError as error:
        with error:
            words = error.read(2000).decode("utf-8", "replace").strip()
        said = f"{request.host} says {error.code} {error.reason}"
        raise RemoteError(f"{said}: {words}" if words else said) from None
    except TimeoutError:
        raise late from None
    except http.client.IncompleteRead:
        raise RemoteError(f"{request.host} broke off in the middle of its answer") from None
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        if isinstance(getattr(error, "reason", None), socket.timeout):
            raise late from None
        why = getattr(error, "reason", error)
        raise RemoteError(f"{request.host} cannot be reached: {getattr(why, 'strerror', None) or why}") from None
