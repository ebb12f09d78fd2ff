"""SPARQL text before an engine sees it: tokens, what is refused, and parameters put in as terms.

The engine cannot be stopped in the middle of a query, follows SERVICE to wherever it points, and dies, with the whole
process, of a stack that is too small for what is nested or chained: so all of that is refused here, with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

MAX_LENGTH = 100_000
#: How deep brackets may stand, and how many operators a query may have. The engine recurses over both. On a stack of
#: 8 MB it dies of 1,250 nested EXISTS, subqueries or functions, 2,500 groups, 5,000 brackets, BIND, MINUS or AS; of
#: 10,000 of !, ||, &&, +, -, *, UNION or FILTER in a chain, 6,000 of VALUES, 49,000 of |; of / it is slow from 640 on.
#: What is let through here has been seen to pass on 1 MB. The largest saved question has 76 operators.
MAX_NESTING = 100
MAX_OPERATORS = 300

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')
    |(?P<iri><[^<>\"{}|^`\\\x00-\x20]*>)
    |(?P<variable>[?$]\w+)
    |(?P<name>[^\W\d][\w.-]*:(?:[\w.%:-]|\\.)*|:(?:[\w.%:-]|\\.)+)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<space>\s+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_CHAINED = {"union", "optional", "minus", "filter", "bind", "exists", "graph", "as", "values"}
_UPDATES = {"insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add"}


class Token(NamedTuple):
    kind: str
    text: str
    start: int


class QueryError(ValueError):
    """A query that is refused, with the reason in words."""


class Forbidden(QueryError):
    """A query that is refused for what it would do: change something, or reach outside."""


def tokens(query: str) -> Iterator[Token]:
    """Yield every token of a query, white space and comments included: joined, they are the query again."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup
        assert kind is not None
        yield Token(kind, match[0], match.start())


def refuse(query: str, known_graphs: frozenset[str] = frozenset()) -> None:
    """Raise QueryError where a query is too long or too deep, reaches outside, or would change anything."""
    if len(query) > MAX_LENGTH:
        raise QueryError(f"the query has {len(query):,} characters, more than {MAX_LENGTH:,}")
    _refuse_deep(query)
    after_from = False
    first = ""
    for token in tokens(query):
        if token.kind in ("space", "comment"):
            continue
        word = token.text.lower() if token.kind == "word" else ""
        if word == "service":
            raise Forbidden("SERVICE asks another server: this one answers from its own record only")
        if word and not first and word not in ("base", "prefix"):
            first = word
            if word in _UPDATES:
                raise Forbidden(f"{token.text.upper()} would change the record: facts are changed in data/, not here")
        if token.kind == "iri" and after_from and token.text[1:-1] not in known_graphs:
            names = ", ".join(sorted(known_graphs)) or "none"
            raise Forbidden(f"FROM {token.text}: there is no such graph here (there are: {names})")
        after_from = word == "from" or (after_from and word == "named")


def _refuse_deep(query: str) -> None:
    """Raise QueryError where the engine's stack might not hold what is nested or chained."""
    depth = operators = 0
    before = Token("space", "", 0)
    for token in tokens(query):
        if token.kind == "other" and token.text in "({[":
            depth += 1
        elif token.kind == "other" and token.text in ")}]":
            depth -= 1
        operators += _is_operator(token, before)
        if depth > MAX_NESTING:
            raise QueryError(f"the query is nested deeper than {MAX_NESTING} brackets: ask in smaller steps")
        if operators > MAX_OPERATORS:
            names = "!, |, ||, &&, +, -, *, /, UNION, OPTIONAL, MINUS, FILTER, BIND, EXISTS, GRAPH, AS, VALUES"
            hint = "use IN or VALUES for many choices, and ask in smaller steps"
            raise QueryError(f"the query has more than {MAX_OPERATORS} operators ({names}): {hint}")
        before = token


def _is_operator(token: Token, before: Token) -> bool:
    """Tell whether a token is one over which the engine recurses; the - of a language tag is none."""
    if token.kind == "word":
        return token.text.lower() in _CHAINED
    if token.kind != "other":
        return False
    if token.text in "|&":  # the second of a pair is no other
        return before != (token.kind, token.text, token.start - 1)
    return token.text in "!+*/" or (token.text == "-" and before.kind != "word")


def pointed(said: str, query: str) -> str:
    """Return what the parser says against a query with the line that it means, and a mark under the place.

    >>> print(pointed("error at 1:6: expected }", "ASK { ?s"))
    error at 1:6: expected }
      1 | ASK { ?s
        |      ^
    """
    at = re.match(r"error at (\d+):(\d+):", said)
    lines = query.splitlines()
    if at is None or not 0 < int(at[1]) <= len(lines):
        return said
    number, column, line = at[1], int(at[2]), lines[int(at[1]) - 1].replace("\t", " ")
    start = max(0, column - 80)  # of a long line the part around the place
    margin = " " * len(number)
    return f"{said}\n  {number} | {line[start : column + 40]}\n  {margin} | {' ' * (column - 1 - start)}^"


def names_its_graphs(query: str) -> bool:
    """Tell whether a query says by FROM which graphs it is about.

    >>> names_its_graphs("ASK FROM <urn:g> {}"), names_its_graphs("ASK { ?s sal:from 'from' }")
    (True, False)
    """
    return any(token.kind == "word" and token.text.lower() == "from" for token in tokens(query))


def names_graphs(query: str) -> bool:
    """Tell whether a query speaks of named graphs at all: by FROM, by GRAPH, or by the name of one.

    >>> [names_graphs(f"ASK {{ {text} }}") for text in ("GRAPH ?g {}", "graph:claims ?p ?o", "?s ?p 'graph'")]
    [True, True, False]
    """
    return any(
        (token.kind == "word" and token.text.lower() in ("from", "graph"))
        or (token.kind == "name" and token.text.startswith("graph:"))
        or (token.kind == "iri" and "graph/" in token.text)
        for token in tokens(query)
    )


def substituted(query: str, terms: Mapping[str, str]) -> str:
    """Return the query with each `$name` that has a term replaced by it. Terms are serialised RDF, never text.

    >>> substituted("?s ?p $o . # $o", {"o": "<urn:x>"})
    '?s ?p <urn:x> . # $o'
    """
    return "".join(
        terms[token.text[1:]]
        if token.kind == "variable" and token.text[0] == "$" and token.text[1:] in terms
        else token.text
        for token in tokens(query)
    )


def declared(query: str, prefixes: Mapping[str, str]) -> str:
    """Return the query with a PREFIX line for each of ours that it uses and does not declare itself.

    >>> declared("SELECT * { ?s sal:controls ?o }", {"sal": "urn:x#", "rdf": "urn:y#"})
    'PREFIX sal: <urn:x#>\\nSELECT * { ?s sal:controls ?o }'
    """
    found = [token.text for token in tokens(query) if token.kind == "name"]
    used = sorted({name.partition(":")[0] for name in found} & (prefixes.keys() - own_prefixes(query).keys()))
    return "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in used) + query


def own_prefixes(query: str) -> dict[str, str]:
    """Return the prefixes that a query declares itself.

    >>> own_prefixes("PREFIX s: <urn:x#> ASK { ?x s:y ?z }")
    {'s': 'urn:x#'}
    """
    return dict(re.findall(r"\bPREFIX\s+([\w.-]*):\s*<([^>]*)>", query, re.IGNORECASE))


def open_end_filters(query: str) -> list[str]:
    """Return the variables that a query compares as an end without allowing for a missing one, sorted.

    A naive `FILTER(?end > ?day)` misses every record without an end; the plain-triple form finds them. A filter
    that stands inside the OPTIONAL, EXISTS or MINUS that binds the end drops nothing, and is none.

    >>> open_end_filters("?c sal:endLatest ?e FILTER(?e > $asOf) ?c sal:subject ?s")
    ['?e']
    >>> open_end_filters("FILTER NOT EXISTS { ?c sal:endLatest ?e FILTER(?e <= $asOf) }")
    []
    """
    text = "".join(t.text for t in tokens(query) if t.kind not in ("comment", "string", "iri"))
    ends = set(re.findall(r"sal:end(?:Earliest|Latest)\s+([?$]\w+)", text))
    outside = list(text)
    for start, stop in _blocks(text, r"\b(?:OPTIONAL|EXISTS|MINUS)\s*\{", "{}"):
        outside[start:stop] = " " * (stop - start)
    left = "".join(outside)
    compared = {
        name
        for start, stop in _blocks(left, r"\bFILTER\s*\(", "()")
        if re.search(r"[<>]", left[start:stop])
        and not re.search(r"\b(?:bound|coalesce)\b", left[start:stop], re.IGNORECASE)
        for name in re.findall(r"[?$]\w+", left[start:stop])
    }
    return sorted(ends & compared)


def _blocks(text: str, opening: str, pair: str) -> Iterator[tuple[int, int]]:
    """Yield where each bracketed block after an opening begins and ends, its nested brackets counted."""
    for match in re.finditer(opening, text, re.IGNORECASE):
        depth, stop = 1, match.end()
        while stop < len(text) and depth:
            depth += (text[stop] == pair[0]) - (text[stop] == pair[1])
            stop += 1
        yield match.start(), stop
