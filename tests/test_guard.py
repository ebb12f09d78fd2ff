"""What is let through to the engine never kills it: at its limits each construct passes on a stack of 1 MB."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

import salween
from salween.query.guard import MAX_NESTING, MAX_OPERATORS, QueryError, refuse

SMALL = Path(__file__).parent / "small"
PROGRAM = Path(sys.modules["salween"].__file__ or "").parents[1]


def queries(operators: int, nesting: int) -> dict[str, str]:
    """Return a query for each construct over which the engine recurses, so long or so deep."""
    n, p, g = operators, "<urn:p>", "{?s ?p ?o}"
    deep = nesting - 1  # inside the braces of the query
    return {
        "!": "ASK {FILTER(" + "!" * (n - 1) + "true)}",
        "||": "ASK {FILTER(" + "||".join(["true"] * n) + ")}",
        "&&": "ASK {FILTER(" + "&&".join(["true"] * n) + ")}",
        "+": "ASK {FILTER(" + "+".join(["1"] * n) + "=1)}",
        "-": "ASK {FILTER(" + "-".join(["1"] * n) + "=1)}",
        "*": "ASK {FILTER(" + "*".join(["1"] * n) + "=1)}",
        "/": "ASK {FILTER(" + "/".join(["1"] * n) + "=1)}",
        "path": "ASK {?s " + "/".join([p] * (n + 1)) + " ?o}",
        "union": "ASK {" + " UNION ".join([g] * (n + 1)) + "}",
        "minus": "ASK {?s ?p ?o " + "MINUS {?s ?p ?o}" * n + "}",
        "optional": "ASK {?s ?p ?o " + "OPTIONAL {?s ?p ?o}" * n + "}",
        "filter": "ASK {?s ?p ?o " + "FILTER(?o=1) " * n + "}",
        "bind": "ASK {" + " ".join(f"BIND(1 AS ?x{i})" for i in range(n // 2)) + "}",
        "values": "ASK {" + "VALUES ?x {1} " * (n // 4) + "}",
        "|": "ASK {?s " + "|".join(["a"] * (n + 1)) + " ?o}",
        "as": "SELECT " + " ".join(f"(1 AS ?x{i})" for i in range(n)) + " {}",
        "()": "ASK {FILTER(" + "(" * (deep - 1) + "true" + ")" * (deep - 1) + ")}",
        "{}": "ASK " + "{" * nesting + "?s ?p ?o" + "}" * nesting,
        "()*": "ASK {?s " + "(" * deep + p + ")*" * deep + " ?o}",
        "exists": "ASK {?s ?p ?o " + "FILTER EXISTS {?s ?p ?o " * deep + "}" * deep + "}",
        "subquery": "ASK {" + "{SELECT * {" * (deep // 2) + "?s ?p ?o" + "}}" * (deep // 2) + "}",
        "function": "ASK {FILTER(" + "ABS(" * (deep - 1) + "1" + ")" * (deep - 1) + "=1)}",
        "if": "ASK {FILTER(" + "IF(true," * (deep - 1) + "1" + ",1)" * (deep - 1) + "=1)}",
        "graph": "ASK {" + "GRAPH ?g {" * deep + "?s ?p ?o" + "}" * deep + "}",
        "nested optional": "ASK {" + "?s ?p ?o OPTIONAL {" * deep + "}" * deep + "}",
        "list": "ASK {?s ?p " + "(" * deep + "1" + ")" * deep + "}",
        "both": "ASK {FILTER(" + "(" * (deep - 1) + "!" * (n - 1) + "true" + ")" * (deep - 1) + ")}",
    }


AT_THE_LIMIT = queries(MAX_OPERATORS, MAX_NESTING)
_ALONE = """
import sys, pyoxigraph as ox
store = ox.Store()
store.add(ox.Quad(ox.NamedNode("urn:p"), ox.NamedNode("urn:p"), ox.NamedNode("urn:p")))
for query in sys.stdin.read().split("\\n"):
    result = store.query(query)
    if isinstance(result, ox.QuerySolutions):
        list(result)
"""


def test_what_is_let_through_never_kills_the_engine() -> None:
    for query in AT_THE_LIMIT.values():
        refuse(query)

    def small_stack() -> None:
        resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, 1 << 20))

    done = subprocess.run(
        [sys.executable, "-c", _ALONE], input="\n".join(AT_THE_LIMIT.values()), text=True, capture_output=True,
        preexec_fn=small_stack, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("construct", AT_THE_LIMIT)
def test_one_more_is_refused_with_a_reason(construct: str) -> None:
    more = queries(MAX_OPERATORS * 4 + 4, MAX_NESTING * 2 + 2)[construct]
    with pytest.raises(QueryError, match=r"more than 300 operators \(!.*use IN or VALUES|nested deeper than 100"):
        refuse(more)


@pytest.mark.parametrize("construct", ["!", "||", "union", "path", "()", "function", "both"])
def test_in_process_it_is_refused_too_and_python_lives(construct: str) -> None:
    """A query of 20,000 operators ended the interpreter, and a notebook's work with it."""
    kg = salween.load(SMALL)
    with pytest.raises(QueryError, match=r"more than|nested deeper|characters"):
        kg.query(queries(20_000, 5_000)[construct])


def test_what_only_looks_like_an_operator_is_none() -> None:
    tags = " ".join(f'"x{i}"@zh-Hans' for i in range(1000))
    numbers = ",".join(str(i) for i in range(1000))
    refuse(f"ASK {{ VALUES ?x {{ {tags} }} ?s ?p ?o FILTER(?o IN ({numbers})) }} # {'!' * 1000}")
    refuse("ASK { ?s ?p '" + "!" * 1000 + "', <urn:a/b/c/d> ; a:b-c-d ?x }")
