"""SPARQL text before an engine sees it: tokens, what is too long or too deep, and parameters put in as terms.

What a query reaches for is no matter of its text: `parsed.py` asks the engine's parser. Nor is a crash: `child.py`
gives the engine a stack that no query fills. What is refused here would only be slow, and so gets a reason at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

MAX_LENGTH = 100_000
#: How deep brackets may stand, and how many operators a query may have. The engine recurses over both, and where no
#: larger stack is to be had it has the usual one. On 8 MB it dies of 1,250 nested EXISTS, subqueries or functions,
#: 2,500 groups, 5,000 brackets, BIND, MINUS or AS; of 10,000 of !, ||, &&, +, -, *, UNION or FILTER in a chain, 6,000
#: of VALUES, 49,000 of |; of / it is slow from 640 on. What is let through here has been seen to pass on 1 MB. The
#: largest saved question has 76 operators.
MAX_NESTING = 100
MAX_OPERATORS = 300

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
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


def refuse(query: str) -> None:
    """Raise QueryError where a query is too long or too deep."""
    if len(query) > MAX_LENGTH:
        raise QueryError(f"the query has {len(query):,} characters, more than {MAX_LENGTH:,}")
    _refuse_deep(query)


def refuse_update(query: str) -> None:
    """Raise Forbidden where what the engine could not read as a query begins as an update does."""
    words = (token.text for token in tokens(query) if token.kind == "word")
    first = next((word for word in words if word.lower() not in ("base", "prefix", "version")), "")
    if first.lower() in _UPDATES:
        raise Forbidden(f"{first.upper()} would change the dataset: facts are changed in data/, not here")


def _refuse_deep(query: str) -> None:
    """Raise QueryError where the engine's stack might not hold what is nested or chained."""
    depth = operators = 0
    before = Token("space", "", 0)
    for token in tokens(query):
        if token.kind == "other":
            pair = before.text + token.text  # << and >>, the brackets of a triple, are two tokens
            depth += (token.text in "({[" or pair == "<<") - (token.text in ")}]" or pair == ">>")
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
    lines = query.split("\n")
    if at is None or not 0 < int(at[1]) <= len(lines) or not query.strip():  # of no text there is no line to show
        return said
    number, column, line = at[1], int(at[2]), re.sub(r"[\t\r]", " ", lines[int(at[1]) - 1])
    start = max(0, column - 80)  # of a long line the part around the place
    margin = " " * len(number)
    return f"{said}\n  {number} | {line[start : column + 40]}\n  {margin} | {' ' * (column - 1 - start)}^"


def names_graphs(query: str) -> bool:
    """Tell whether a query speaks of named graphs at all: by FROM, by GRAPH, or by the name of one.

    >>> [names_graphs(f"ASK {{ {text} }}") for text in ("GRAPH ?g {}", "graph:claims ?p ?o", "?s ?p 'graph'")]
    [True, True, False]
    """
    return any(
        (token.kind == "word" and token.text.lower() in ("from", "graph"))
        or (token.kind == "name" and token.text.lower().startswith(("graph:", "from:")))
        or (token.kind == "iri" and ("graph/" in token.text or "\\" in token.text))
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
    outside, done = list(text), 0
    for start, stop in _blocks(text, r"\b(?:OPTIONAL|EXISTS|MINUS)\s*\{", "{}"):
        if start >= done:  # else it stands inside of the one before
            outside[start:stop], done = " " * (stop - start), stop
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
    ends: dict[int, int] = {}
    opened: list[int] = []
    for found in re.finditer(f"[{re.escape(pair)}]", text):
        if found[0] == pair[0]:
            opened.append(found.start())
        elif opened:
            ends[opened.pop()] = found.end()
    for match in re.finditer(opening, text, re.IGNORECASE):
        yield match.start(), ends.get(match.end() - 1, len(text))
