"""What a child can be asked to do: one table of jobs, each a function of the record, the job and where to write."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from . import describe, pages, reconcile, sparql
from .frames import Job, Out
from .negotiate import GRAPHS, TABLES
from .served import Engine, Served

ORIGIN = "http://localhost"

#: For who holds the RDF: the slow ones wait in a line of their own, so that no page is held up by ten long queries.
ASKING: dict[str, Callable[[Engine, Job, Out], None]] = {
    "sparql": sparql.answer_query,
    "service": describe.answer_service,
    "graph": describe.answer_graph,
}
#: For who holds the record itself.
SHOWING: dict[str, Callable[[Served, Job, Out], None]] = {
    "page": pages.answer_page,
    "thing": pages.answer_thing,
    "examples": sparql.answer_examples,
    "reconcile": reconcile.answer_batch,
    "suggest": reconcile.answer_suggest,
    "propose": reconcile.answer_proposal,
    "preview": pages.answer_preview,
}


def answer(held: Engine, job: Job, out: Out) -> None:
    """Do a job. The answer, whatever its status, is in `out`, and is not yet sent as a whole."""
    if job["do"] in ASKING:
        ASKING[job["do"]](held, job, out)
    else:
        assert isinstance(held, Served)
        SHOWING[job["do"]](held, job, out)


def warm(held: Engine) -> None:
    """Do a job of each kind and throw the answer away.

    What a job imports, opens or keeps is then there before the fork: a child can open no file.
    """
    for job in _showing(held) if isinstance(held, Served) else _asking(held):
        answer(held, job, Out(None, 1 << 40))


def _asking(held: Engine) -> Iterator[Job]:
    rest = {"default": [], "named": [], "include": [], "origin": ORIGIN}
    select, construct = "SELECT * { ?s ?p ?o } LIMIT 1", "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1"
    for query, media in ((select, [*TABLES]), (construct, [*GRAPHS]), ("no query", ["*/*"])):
        yield from ({"do": "sparql", "query": query, "accept": accept, **rest} for accept in media)
    yield {"do": "service", "accept": "", "origin": ORIGIN}
    yield {"do": "graph", "graph": f"{held.base}graph/dataset", "accept": ""}


def _showing(served: Served) -> Iterator[Job]:
    corpus = served.judge.corpus
    things = [("id", next(iter(corpus.entities), "")), ("source", next(iter(corpus.sources), ""))]
    things += [("claim" if "." in id else "id", id) for id in list(corpus.records)[:40]]
    things += [("conclusion", conclusion.id) for conclusion in served.conclusions[:1]]
    for sort, id in [*things, ("id", "no-such-thing")]:
        for suffix in ("", ".ttl"):
            yield {"do": "thing", "sort": sort, "id": f"{id}{suffix}", "accept": "text/html", "query": ""}
    yield {"do": "page", "accept": "", "if_none_match": ""}
    yield {"do": "examples"}
    yield {"do": "reconcile", "fields": {"queries": '{"q": {"query": "a name"}}'}, "origin": ORIGIN}
    yield {"do": "reconcile", "fields": {}, "origin": ORIGIN}
    yield {"do": "suggest", "what": "entity", "prefix": "a", "cursor": "0"}
    yield {"do": "propose", "type": "", "limit": ""}
    yield {"do": "preview", "id": things[0][1]}
