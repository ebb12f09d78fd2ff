"""A query of the SPARQL 1.1 Protocol, answered in the child: what it sees, and in which format it is written.

The default graph is the union of all graphs but `claimed` and `inferred`, unless the request or the query says
otherwise; the request's say goes before the query's. Source: SPARQL 1.1 Protocol, W3C, sections 2.1 and 2.2.
"""

from __future__ import annotations

from typing import Any

import pyoxigraph as ox

from ..compile import APART
from ..dates import iso
from ..ontology import XSD
from ..query.guard import Forbidden, QueryError, declared, names_its_graphs, refuse, substituted
from ..query.questions import filled
from .frames import Job, Out
from .negotiate import GRAPHS, TABLES, choose, content_type
from .reply import as_json, clock_headers, refusal
from .served import Engine, Served

#: A graph that holds nothing: the default graph of a request that names none.
NOTHING = ox.NamedNode("urn:x-salween:nothing")


def answer_query(held: Engine, job: Job, out: Out) -> None:
    """Answer a query: 400 for what is no SPARQL, 403 for what is refused, 406 where no format fits."""
    known = frozenset(held.graphs.values())
    strange = [name for name in (*job["default"], *job["named"]) if name not in known]
    if strange:
        return refusal(out, 403, f"there is no graph <{strange[0]}> here; there are: {', '.join(sorted(known))}")
    try:
        refuse(job["query"], known)
        result = held.dataset.store.query(_text(held, job["query"]), **_dataset(held, job))
    except Forbidden as error:
        return refusal(out, 403, str(error))
    except (QueryError, SyntaxError) as error:
        return refusal(out, 400, str(error))
    is_graph = isinstance(result, ox.QueryTriples)
    media = choose(job["accept"], GRAPHS if is_graph else TABLES)
    if media is None:
        return refusal(out, 406, f"this answer can be had as {', '.join(GRAPHS if is_graph else TABLES)}")
    out.start(200, {"Content-Type": content_type(media), **clock_headers(held)})
    try:
        if isinstance(result, ox.QueryTriples):
            ox.serialize(result, out.file, GRAPHS[media], prefixes=held.dataset.prefixes)
        else:
            result.serialize(out.file, TABLES[media])
    except OSError as error:
        if out.has_begun:
            raise
        refusal(out, 500, f"the engine failed at this query: {error}")


def _text(held: Engine, query: str) -> str:
    days = {"asOf": held.clocks.as_of, "knownAt": held.clocks.known_at}
    return substituted(query, {name: f'"{iso(day)}"^^<{XSD}date>' for name, day in days.items()})


def _dataset(held: Engine, job: Job) -> dict[str, Any]:
    """Return which graphs the engine lets the query see."""
    found: dict[str, Any] = {"prefixes": held.dataset.prefixes}
    if job["default"] or job["named"]:
        default = [ox.NamedNode(name) for name in job["default"]] or [NOTHING]
        return found | {"default_graph": default, "named_graphs": [ox.NamedNode(name) for name in job["named"]]}
    if names_its_graphs(job["query"]):
        return found
    seen = held.dataset.graphs([name for name in job["with"] if name in APART])
    return found | {"default_graph": seen, "named_graphs": seen}


def answer_examples(served: Served, job: Job, out: Out) -> None:
    """Give the query page what it offers: our prefixes, terms, and the saved questions with their examples."""
    corpus, ontology = served.judge.corpus, served.judge.ontology
    questions = []
    for question in served.questions.values():
        try:
            text, _ = filled(question, {}, corpus, ontology)
        except QueryError:  # its example is of another record
            continue
        query = declared(text, served.dataset.prefixes)
        questions.append({"id": question.id, "title": question.title, "asks": question.question, "query": query})
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
