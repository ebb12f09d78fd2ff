"""Pages for people: one thing of the record, its standing and its sources; as data by the same address."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..compile import OPT_IN_GRAPHS
from ..infer import Conclusion
from ..model import Claim, Entity, Event, Source
from . import views
from .describe import thing_triples, write_graph
from .frames import Job, Out
from .look import Missing, Moved, Named, Withdrawn, look
from .negotiate import GRAPHS, SUFFIXES, choose
from .reply import clock_headers, refusal
from .served import Served

if TYPE_CHECKING:
    from jinja2 import Environment

#: No script, no frame, nothing from elsewhere.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PREVIEW_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"


@cache
def templates() -> Environment:
    from jinja2 import DictLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    folder = files(__package__).joinpath("templates")
    texts = {entry.name: entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".html")}
    environment = SandboxedEnvironment(
        loader=DictLoader(texts), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["web"] = views.web_address
    return environment


def _html(served: Served, out: Out, code: int, template: str, values: dict[str, Any], policy: str = POLICY) -> None:
    dataset = served.judge.corpus.dataset
    shared = {"dataset": dataset, "about": served.about, "query": "", "formats": (), "about_days": ()}
    text = templates().get_template(template).render(shared | values)
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy}
    out.start(code, headers | clock_headers(served))
    out.write(text.encode("utf-8", "replace"))


def answer_page(served: Served, job: Job, out: Out) -> None:
    """Give the page of the whole record, which brings its own policy; or a plain one where none was drawn."""
    if not served.page:
        kinds = views.kinds(served)
        return _html(served, out, 200, "home.html", {"kinds": kinds})
    tag = f'"{hashlib.sha256(served.page).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "X-Frame-Options": "DENY"}
    if job["if_none_match"] in (tag, f"W/{tag}"):
        out.start(304, headers)
        return
    out.start(200, {"Content-Type": "text/html; charset=utf-8", **headers})
    out.write(served.page)


def answer_thing(served: Served, job: Job, out: Out) -> None:
    """Answer for an address of the record: HTML or data, 308 where it moved, 410 where withdrawn, 404 where none is.

    A name in place of an id leads to the one thing that has it (303), else to those that may be meant (404).
    """
    sort, name, query = job["sort"], job["id"], job["query"]
    found = look(served, sort, name)
    if isinstance(found, Moved):
        out.start(308, {"Location": views.quoted(found.path) + (f"?{query}" if query else "")})
        return
    if isinstance(found, Named):
        out.start(303, {"Location": views.quoted(found.path) + (f"?{query}" if query else "")})
        return
    if isinstance(found, Withdrawn | Missing):
        return _no_page(served, job, found, out)
    offers = ("text/html", *GRAPHS)
    media = SUFFIXES.get(found.suffix) or choose(job["accept"], offers)
    if media is None:
        return refusal(out, 406, f"this can be had as {', '.join(offers)}")
    path = f"/{sort}/{found.thing.id}"
    if media != "text/html":
        graphs = served.dataset.graphs(OPT_IN_GRAPHS if sort == "conclusion" else ())
        triples = thing_triples(served, served.base + path[1:], graphs)
        write_graph(served, triples, media, out)
        return
    formats = tuple((suffix[1:], f"{path}{suffix}") for suffix in (".ttl", ".jsonld", ".nt"))
    iri = served.base + path[1:]
    shared: dict[str, Any] = {"iri": iri, "path": path, "query": f"?{query}" if query else "", "formats": formats}
    shared["about_days"] = job.get("notes", ())
    template, values = _view(served, found.thing)
    _html(served, out, 200, template, shared | values)


def _view(served: Served, thing: Entity | Claim | Event | Source | Conclusion) -> tuple[str, dict[str, Any]]:
    if isinstance(thing, Entity):
        return "entity.html", views.entity(served, thing)
    if isinstance(thing, Source):
        return "source.html", views.source(served, thing)
    if isinstance(thing, Conclusion):
        return "conclusion.html", views.conclusion(served, thing)
    return "record.html", views.record(served, thing)


def _no_page(served: Served, job: Job, found: Withdrawn | Missing, out: Out) -> None:
    """Say why there is nothing, as a page to who prefers one, else in a line of text."""
    near: tuple[tuple[str, str], ...] = ()
    if isinstance(found, Withdrawn):
        status, title, reason = 410, "Withdrawn", found.reason
    else:
        status, title, near = 404, "Not here", found.near
        reason = f'there is no {job["sort"]} "{job["id"]}" in this record'
        if found.is_shared:
            reason = f'"{job["id"]}" is the name of {len(near)}'
    if choose(job["accept"], ("text/plain", "text/html")) == "text/html":
        return _html(served, out, status, "message.html", {"title": title, "reason": reason, "near": near})
    hint = f"; did you mean {', '.join(f'{path} ({what})' if what else path for path, what in near)}?" if near else ""
    refusal(out, status, reason + hint)


def answer_preview(served: Served, job: Job, out: Out) -> None:
    """Give a small page of an entity to be shown in a frame of OpenRefine."""
    entity = served.judge.corpus.entities.get(served.judge.corpus.now(job["id"]))
    if entity is None:
        return refusal(out, 404, f'there is no entity "{job["id"]}"')
    _html(served, out, 200, "preview.html", views.preview(served, entity), PREVIEW_POLICY)
