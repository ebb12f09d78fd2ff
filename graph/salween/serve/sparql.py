"""A query of the SPARQL 1.1 Protocol, answered in the child: what it sees, and in which format it is written.

The default graph is the union of all graphs but `claimed` and `inferred`, unless the request or the query says
otherwise; the request's say goes before the query's. Source: SPARQL 1.1 Protocol, W3C, sections 2.1 and 2.2.
"""

from __future__ import annotations

from itertools import islice

import pyoxigraph as ox

from ..compile.turtle import write_statements
from ..query import ProtocolGraphs, Result, in_words
from ..query.guard import Forbidden, QueryError, declared
from ..query.rows import first_rows
from .frames import Job, Out
from .negotiate import GRAPHS, TABLES, choose, content_type
from .reply import as_json, clock_headers, refusal
from .served import Engine, Served

#: The header that says that a result has more than it gives.
TRUNCATED = "Salween-Truncated"
#: The header that says what a query most likely does not mean.
NOTE = "Salween-Note"


def answer_query(held: Engine, job: Job, out: Out) -> None:
    """Answer a query: 400 for what is no SPARQL, 403 for what is refused, 406 where no format fits."""
    known = frozenset(held.graphs.values())
    strange = [name for name in (*job["default"], *job["named"]) if name not in known]
    if strange:
        return refusal(out, 403, f"there is no graph <{strange[0]}> here; there are: {', '.join(sorted(known))}")
    try:
        graphs = ProtocolGraphs(job["default"], job["named"]) if job["default"] or job["named"] else None
        _send(held, job, held.dataset.solve(job["query"], job["include"], graphs), out)
    except Forbidden as error:
        refusal(out, 403, str(error))
    except (QueryError, SyntaxError) as error:
        if out.has_begun:
            raise
        refusal(out, 400, str(error))


def _send(held: Engine, job: Job, result: Result, out: Out) -> None:
    """Write a result in the format that the request likes best."""
    is_graph = isinstance(result, ox.QueryTriples)
    media = choose(job["accept"], GRAPHS if is_graph else TABLES)
    if media is None:
        return refusal(out, 406, f"this answer can be had as {', '.join(GRAPHS if is_graph else TABLES)}")
    headers = {"Content-Type": content_type(media), **clock_headers(held), **_notes(held, job)}
    try:
        with in_words(job["query"]):
            _write(held, result, media, headers, out)
    except OSError as error:
        if out.has_begun:
            raise
        refusal(out, 500, f"the engine failed at this query: {error}")


def _write(held: Engine, result: Result, media: str, headers: dict[str, str], out: Out) -> None:
    if isinstance(result, ox.QueryTriples):
        found = list(islice(result, out.rows + 1))
        out.start(200, headers | _truncated(len(found) > out.rows, out.rows, "triples"))
        write_statements(out.file, found[: out.rows], GRAPHS[media], held.dataset.prefixes)
    else:
        result, is_cut = first_rows(result, out.rows)
        out.start(200, headers | _truncated(is_cut, out.rows, "rows"))
        result.serialize(out.file, TABLES[media])


def _truncated(is_cut: bool, most: int, what: str) -> dict[str, str]:
    """Return the header of an answer that is not whole."""
    said = f"the first {most} {what} of more; ask for the others with ORDER BY, OFFSET and LIMIT"
    return {TRUNCATED: said} if is_cut else {}


def _notes(held: Engine, job: Job) -> dict[str, str]:
    """Return the header that says what in a query is worth reading again; headers are ASCII."""
    said = "; ".join(held.dataset.advice(job["query"], job["include"]))
    return {NOTE: said.encode("ascii", "backslashreplace").decode()} if said else {}


def answer_examples(served: Served, job: Job, out: Out) -> None:
    """Give the query page what it offers: our prefixes, terms, and the saved questions with their examples."""
    ontology, questions = served.judge.ontology, []
    for question in served.questions.values():
        try:
            asked = served.perspective.asked(question.id)
        except QueryError:  # its example is of another record
            continue
        query = declared(asked.query, served.dataset.prefixes)
        example = {"id": question.id, "title": question.title, "asks": question.question, "query": query}
        questions.append({**example, "include": asked.include})
    about = served.about
    as_json(out, {
        "title": about["title"],
        "asOf": about["as_of"],
        "knownAt": about["known_at"],
        "prefixes": served.dataset.prefixes,
        "questions": questions,
        "properties": sorted(p.iri for p in (*ontology.predicates.values(), *ontology.qualifiers.values())),
        "classes": sorted(k.iri for k in (*ontology.kinds.values(), *ontology.event_kinds.values())),
    })  # fmt: skip
