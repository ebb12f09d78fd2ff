"""The routes: a request in, a job for a child out. Holds no record; what it knows of it, a helper told it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from .frames import Job
from .limits import MAX_BODY
from .look import SORTS
from .negotiate import choose
from .pool import Pool
from .protocol import FORM, READ_ONLY, Days, Refused, asked, days_of, fields_of
from .relay import Relayed
from .shield import Shield, body_of, origin_of

NO_DAYS = Days(None, None)
#: What may be asked for below /static/, and as what.
STATIC = {
    "serve.css": "text/css; charset=utf-8",
    "query.css": "text/css; charset=utf-8",
    "query.js": "text/javascript; charset=utf-8",
    "vendor/yasgui.min.js": "text/javascript; charset=utf-8",
    "vendor/yasgui.min.css": "text/css; charset=utf-8",
}
#: The editor sets styles on its elements; scripts are ours alone, and it may ask us alone.
QUERY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def make_app(pool: Pool, hosts: Iterable[str], origins: Iterable[str]) -> Shield:
    """Return the application over a pool of helpers, answering to some hosts and readable from some other origins."""

    def route(path: str, endpoint: Callable[[Pool, Request], Awaitable[Response]], *methods: str) -> Route:
        async def answered(request: Request) -> Response:
            try:
                return await endpoint(pool, request)
            except Refused as refused:
                return PlainTextResponse(f"{refused.reason}\n", refused.status, refused.headers)

        return Route(path, answered, methods=list(methods or ("GET",)))

    routes = [
        route("/", page),
        route("/health", health),
        route("/sparql", sparql, "GET", "POST"),
        route("/query", query),
        route("/query/examples", examples),
        route("/static/{name:path}", static),
        route("/graph-store", graph_store, "GET", "POST", "PUT", "DELETE", "PATCH"),
        route("/graph/{name}", graph),
        route("/dataset", dataset),
        route("/.well-known/void", void),
        route("/reconcile", reconcile, "GET", "POST"),
        route("/reconcile/suggest/{what}", suggest),
        route("/reconcile/properties", propose),
        route("/reconcile/preview", preview),
        *(route(f"/{sort}/{{id:path}}", thing) for sort in SORTS),
    ]
    origins = list(origins)
    cors = Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type", "Accept"],
        expose_headers=["Salween-As-Of", "Salween-Known-At", "Salween-Note", "Salween-Truncated"],
    )
    return Shield(Starlette(routes=routes, middleware=[cors] if origins else []), hosts, origins, pool.log)


def _accept(request: Request) -> str:
    return ", ".join(request.headers.getlist("accept"))


async def page(pool: Pool, request: Request) -> Response:
    job: Job = {"do": "page", "if_none_match": request.headers.get("if-none-match", ""), "accept": ""}
    return Relayed(pool, job, NO_DAYS)


async def health(pool: Pool, request: Request) -> Response:
    about = pool.current.about if pool.current is not None else {}
    shown = {key: about[key] for key in ("title", "as_of", "known_at", "quads", "mark") if key in about}
    return JSONResponse({"status": "ok" if about else "starting", **shown}, 200 if about else 503)


async def sparql(pool: Pool, request: Request) -> Response:
    """The SPARQL 1.1 Protocol; asked nothing, it describes itself, to a browser by the page for asking."""
    body = await body_of(request, MAX_BODY) if request.method == "POST" else b""
    content_type = request.headers.get("content-type", "")
    found, days = asked(request.method, request.scope["query_string"], content_type, body)
    accept = _accept(request)
    job: Job = {"accept": accept, "origin": origin_of(request)}
    if found is None:
        if choose(accept, ("text/turtle", "text/html")) == "text/html":
            return RedirectResponse("/query", 303)
        return Relayed(pool, {"do": "service", **job}, days)
    job |= {"query": found.query, "default": found.default, "named": found.named, "include": found.include}
    return Relayed(pool, {"do": "sparql", **job}, days)


async def query(pool: Pool, request: Request) -> Response:
    text = files(__package__).joinpath("static", "query.html").read_bytes()
    return Response(text, headers={"Content-Security-Policy": QUERY_POLICY}, media_type="text/html")


async def examples(pool: Pool, request: Request) -> Response:
    return Relayed(pool, {"do": "examples"}, days_of(fields_of(request.scope["query_string"])))


async def static(pool: Pool, request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise Refused(404, "there is no such file")
    content = files(__package__).joinpath("static", *name.split("/")).read_bytes()
    headers = {"Content-Type": STATIC[name], "Cache-Control": "max-age=3600"}
    return Response(content, headers=headers)


async def thing(pool: Pool, request: Request) -> Response:
    """An address of the record: `/id/…`, `/claim/…`, `/source/…`, `/conclusion/…`."""
    sort = request.url.path.split("/")[1]
    days = days_of(fields_of(request.scope["query_string"]))
    job: Job = {"do": "thing", "sort": sort, "id": request.path_params["id"], "query": _days_again(days)}
    return Relayed(pool, job | {"accept": _accept(request)}, days)


def _days_again(days: Days) -> str:
    """Return the clocks as a query string again, for the links of a page."""
    from ..dates import iso

    pairs = (("as-of", days.as_of), ("known-at", days.known_at))
    return "&".join(f"{name}={iso(day)}" for name, day in pairs if day is not None)


async def graph_store(pool: Pool, request: Request) -> Response:
    """The Graph Store HTTP Protocol, to read. Source: SPARQL 1.1 Graph Store HTTP Protocol, W3C, section 5.2."""
    if request.method not in ("GET", "HEAD"):
        raise Refused(403, READ_ONLY, {"Allow": "GET, HEAD"})
    fields = fields_of(request.scope["query_string"])
    graphs = [value for key, value in fields if key == "graph"]
    is_default = any(key == "default" for key, _ in fields)
    if len(graphs) + is_default != 1:
        raise Refused(400, "name one graph: ?default, or ?graph= with its IRI")
    if graphs and not graphs[0]:
        raise Refused(400, "?graph= needs the IRI of a graph")
    job: Job = {"do": "graph", "graph": graphs[0] if graphs else "", "accept": _accept(request)}
    return Relayed(pool, job, days_of(fields))


async def graph(pool: Pool, request: Request) -> Response:
    """The address of a named graph leads to its content."""
    async with pool.helper(NO_DAYS) as helper:
        layers = helper.about["graphs"]
    name = request.path_params["name"]
    if name not in layers:
        raise Refused(404, f"there is no such graph; there are {', '.join(layers)}")
    return RedirectResponse(f"/graph-store?graph={layers[name]}", 303)


async def dataset(pool: Pool, request: Request) -> Response:
    return Relayed(pool, {"do": "service", "accept": _accept(request), "origin": origin_of(request)}, NO_DAYS)


async def void(pool: Pool, request: Request) -> Response:
    return RedirectResponse("/dataset", 303)


async def reconcile(pool: Pool, request: Request) -> Response:
    """The Reconciliation API: manifest, batches, extensions."""
    fields = fields_of(request.scope["query_string"])
    if request.method == "POST":
        body = await body_of(request, MAX_BODY)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            raise Refused(415, f"post a batch as {FORM}, in a field called queries")
        fields += fields_of(body)
    return Relayed(pool, {"do": "reconcile", "fields": dict(fields), "origin": origin_of(request)}, days_of(fields))


async def suggest(pool: Pool, request: Request) -> Response:
    what = request.path_params["what"]
    if what not in ("entity", "type", "property"):
        raise Refused(404, "entities, types and properties can be suggested")
    fields = dict(fields_of(request.scope["query_string"]))
    job: Job = {"do": "suggest", "what": what, "prefix": fields.get("prefix", ""), "cursor": fields.get("cursor", "")}
    return Relayed(pool, job, NO_DAYS)


async def propose(pool: Pool, request: Request) -> Response:
    fields: dict[str, Any] = dict(fields_of(request.scope["query_string"]))
    job: Job = {"do": "propose", "type": fields.get("type", ""), "limit": fields.get("limit", "")}
    return Relayed(pool, job, NO_DAYS)


async def preview(pool: Pool, request: Request) -> Response:
    fields = dict(fields_of(request.scope["query_string"]))
    return Relayed(pool, {"do": "preview", "id": fields.get("id", "")}, NO_DAYS)
