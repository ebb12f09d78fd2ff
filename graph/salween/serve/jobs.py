"""What a child can be asked to do: one table of jobs, each a function of the record, the job and where to write."""

from __future__ import annotations

from collections.abc import Callable

from . import describe, pages, reconcile, sparql
from .frames import Job, Out
from .negotiate import GRAPHS, TABLES
from .served import Served

Work = Callable[[Served, Job, Out], None]

JOBS: dict[str, Work] = {
    "sparql": sparql.answer_query,
    "service": describe.answer_service,
    "graph": describe.answer_graph,
    "page": pages.answer_page,
    "thing": pages.answer_thing,
    "examples": sparql.answer_examples,
    "reconcile": reconcile.answer_batch,
    "suggest": reconcile.answer_suggest,
    "propose": reconcile.answer_proposal,
    "preview": pages.answer_preview,
}
#: The slow ones, which wait in a line of their own: a page is not held up by ten long queries.
HEAVY = frozenset({"sparql", "graph"})


def answer(served: Served, job: Job, out: Out) -> None:
    """Do a job. The answer, whatever its status, is in `out`, and is not yet sent as a whole."""
    JOBS[job["do"]](served, job, out)


def warm(served: Served) -> None:
    """Do a job of each kind and throw the answer away.

    What a job imports, opens or keeps is then there before the fork: a child can open no file.
    """
    corpus = served.judge.corpus
    things = [("id", next(iter(corpus.entities), "")), ("source", next(iter(corpus.sources), ""))]
    things += [("claim" if "." in id else "id", id) for id in list(corpus.records)[:40]]
    things += [("conclusion", conclusion.id) for conclusion in served.conclusions[:1]]
    origin = "http://localhost"
    jobs: list[Job] = [
        {"do": "thing", "sort": sort, "id": f"{id}{suffix}", "accept": "text/html", "query": ""}
        for sort, id in [*things, ("id", "no-such-thing")]
        for suffix in ("", ".ttl")
    ]
    select, construct = "SELECT * { ?s ?p ?o } LIMIT 1", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"
    rest = {"default": [], "named": [], "with": [], "origin": origin}
    for query, media in ((select, [*TABLES]), (construct, [*GRAPHS]), ("no query", ["*/*"])):
        jobs += [{"do": "sparql", "query": query, "accept": accept, **rest} for accept in media]
    jobs += [
        {"do": "service", "accept": "", "origin": origin},
        {"do": "graph", "graph": f"{served.base}graph/dataset", "accept": ""},
        {"do": "page", "accept": "", "if_none_match": ""},
        {"do": "examples"},
        {"do": "reconcile", "fields": {"queries": '{"q": {"query": "a name"}}'}, "origin": origin},
        {"do": "reconcile", "fields": {}, "origin": origin},
        {"do": "suggest", "what": "entity", "prefix": "a", "cursor": "0"},
        {"do": "propose", "type": "", "limit": ""},
        {"do": "preview", "id": things[0][1]},
    ]
    for job in jobs:
        answer(served, job, Out(None, 1 << 40))
