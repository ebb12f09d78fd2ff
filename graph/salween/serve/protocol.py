"""A request in the terms of the SPARQL 1.1 Protocol → what is asked, or why not. Knows HTTP; knows no record.

Source: SPARQL 1.1 Protocol, W3C, section 2; `as-of`, `known-at` (a day) and `include` (claimed, inferred) are ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from ..compile import OPT_IN_GRAPHS
from ..dates import day_of
from ..problem import chosen
from ..query.guard import MAX_LENGTH

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
MAX_FIELDS = 200
READ_ONLY = "this server changes nothing: facts are changed in data/, and the next build brings them here"

Fields = Sequence[tuple[str, str]]


class Refused(Exception):
    """A request that is not answered: a status and a reason."""

    def __init__(self, status: int, reason: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status, self.reason, self.headers = status, reason, headers or {}


class Asked(NamedTuple):
    """A query, the graphs that the request names, and the opt-in graphs that it includes."""

    query: str
    default: list[str]
    named: list[str]
    include: list[str]


class Days(NamedTuple):
    """The two clocks as a request gives them: ordinals, None where it does not."""

    as_of: int | None
    known_at: int | None


def fields_of(text: str | bytes) -> list[tuple[str, str]]:
    """Return the fields of a query string or a form; Refused where it is not UTF-8, or has too many."""
    try:
        decoded = text.decode("utf-8") if isinstance(text, bytes) else text
        return parse_qsl(decoded, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        raise Refused(400, f"the parameters are not UTF-8, or more than {MAX_FIELDS}") from None


def asked(method: str, query_string: bytes, content_type: str, body: bytes) -> tuple[Asked | None, Days]:
    """Return what a request asks; None where it asks nothing, which is to be told what there is."""
    fields = fields_of(query_string)
    if method == "POST":
        media, _, parameter = content_type.partition(";")
        media = media.strip().lower()
        charset = parameter.partition("charset=")[2].strip().strip('"').lower()
        if charset not in ("", "utf-8", "utf8"):
            raise Refused(415, f"send UTF-8, not {charset}")
        if media == UPDATE:
            raise Refused(403, READ_ONLY)
        if media == FORM:
            fields += fields_of(body)
        elif media == QUERY:
            if _values(fields, "query"):
                raise Refused(400, "the query is in the body and in the address: send it once")
            fields.append(("query", _utf8(body)))
        else:
            raise Refused(415, f"post a query as {QUERY}, or as {FORM} in a field called query")
    if _values(fields, "update"):
        raise Refused(403, READ_ONLY)
    days = days_of(fields)
    queries = _values(fields, "query")
    if not queries and method != "POST":
        return None, days
    if len(queries) != 1:
        raise Refused(400, "send one query" if not queries else f"send one query, not {len(queries)}")
    if not queries[0].strip():
        raise Refused(400, "the query is empty")
    if len(queries[0]) > MAX_LENGTH:
        raise Refused(413, f"the query has {len(queries[0]):,} characters, more than {MAX_LENGTH:,}")
    default, named = _values(fields, "default-graph-uri"), _values(fields, "named-graph-uri")
    return Asked(queries[0], default, named, included(fields)), days


def included(fields: Fields) -> list[str]:
    """Return the opt-in graphs that a request includes; `with` is the name that the field had before."""
    try:
        return [*chosen(_values(fields, "include") + _values(fields, "with"), OPT_IN_GRAPHS, "opt-in graph")]
    except ValueError as error:
        raise Refused(400, f"include: {error}") from None


def days_of(fields: Fields) -> Days:
    """Return the two clocks of a request; Refused where one is given twice or is no day."""
    found: list[int | None] = []
    for name in ("as-of", "known-at"):
        given = [value for value in _values(fields, name) if value]
        if len(given) > 1:
            raise Refused(400, f"{name} is given {len(given)} times")
        try:
            found.append(day_of(given[0]) if given else None)
        except ValueError as error:
            raise Refused(400, f"{name}: {error}") from None
    return Days(*found)


def _values(fields: Fields, name: str) -> list[str]:
    return [value for key, value in fields if key == name]


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the query is not UTF-8") from None
