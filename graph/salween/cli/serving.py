"""Commands that speak to others: the server over a build, and loading another store."""

from __future__ import annotations

import os
import socket
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .session import LIMIT, PROBLEMS, USAGE, Session, plural, stop, with_clocks

if TYPE_CHECKING:
    from ..serve import Served

INSTALL = "pip install 'salween[serve]'"


@click.command()
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Its port; 0 for any free one."
)
@click.option("--bind", default="127.0.0.1", show_default=True, help="The address it listens at.")
@click.option(
    "--host", "hosts", multiple=True, metavar="NAME", help="Answer under this host name too, as in kg.example.org."
)
@click.option(
    "--cors", "origins", multiple=True, metavar="ORIGIN", help="Let pages of this origin, https://…, read answers."
)
@click.option(
    "--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1), help="Seconds before a query is stopped."
)
@click.option("--memory", default=1024, show_default=True, type=click.IntRange(16), help="Megabytes a query may use.")
@click.option("--most", default=256, show_default=True, type=click.IntRange(1), help="Megabytes sent at most.")
@click.option(
    "--rows", default=100_000, show_default=True, type=click.IntRange(1), help="Rows sent at most; more are cut."
)
@click.option("--children", default=6, show_default=True, type=click.IntRange(1), help="Queries answered at once.")
@click.option("--slices", default=4, show_default=True, type=click.IntRange(1), help="Other days kept ready.")
@click.pass_obj
def serve(
    session: Session,
    port: int,
    bind: str,
    hosts: tuple[str, ...],
    origins: tuple[str, ...],
    timeout: float,
    memory: int,
    most: int,
    rows: int,
    children: int,
    slices: int,
) -> None:
    """Serve the page, SPARQL, and a page for each thing.

    Names can be reconciled against it, in OpenRefine. Nothing can be written; each build is read when it is there.
    """
    from ..serve import CannotServe, Limits, run

    if not hasattr(os, "fork"):
        stop("the server needs a system with fork: Linux, macOS, or WSL on Windows", USAGE)
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
    except ImportError:
        stop(f"the server needs starlette and uvicorn: {INSTALL}", USAGE)
    root = session.root
    try:
        listener = socket.create_server((bind, port), family=socket.AF_INET6 if ":" in bind else socket.AF_INET)
    except OSError as error:
        stop(f"cannot listen at {bind}, port {port}: {error.strerror or error}", USAGE)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts inherits it
    address = f"http://{f'[{bind}]' if ':' in bind else bind}:{listener.getsockname()[1]}/"
    limits = Limits(timeout, memory, answer_mb=most, rows=rows, children=children, slices=slices)
    if session.overlay is not None:
        session.talk("an overlay is served: whoever reaches this address reads it")
    session.talk("reading the record …")
    try:
        run(
            lambda: _gather(root, session.overlay),
            lambda: _stamp(root, session.overlay),
            listener,
            limits,
            session.talk,
            {*hosts, *([] if bind in ("0.0.0.0", "::") else [f"[{bind}]" if ":" in bind else bind])},
            origins,
            lambda: click.echo(address),
        )
    except CannotServe as error:
        stop(str(error), PROBLEMS)


def _stamp(root: Path, overlay: Path | None = None) -> str:
    """Return the name of the last build, empty where there is none; with an overlay, how its files stand as well."""
    from ..build import latest
    from ..read import overlay_files

    files = [*overlay_files(overlay), overlay / "dataset.yaml"] if overlay is not None else []
    times = [f"{path} {path.stat().st_mtime_ns}" for path in files if path.is_file()]
    mark = f" and overlay {blake2b(' '.join(times).encode(), digest_size=4).hexdigest()}" if overlay is not None else ""
    try:
        return latest(root).readlink().name + mark
    except OSError:
        return mark


def _gather(root: Path, overlay: Path | None = None) -> Served:
    """Read the record as it stands, with what the last build made of just this input: it never has an overlay in it."""
    from ..build import OverlayError, built, load, mark_of
    from ..perspective import Perspective
    from ..problem import DatasetError, to_text
    from ..serve import CannotServe, open_served

    mark = mark_of(root)
    try:
        seen = Perspective.of(load(root, overlay)).with_build()
        folder = built(root) if overlay is None else None
        page = folder / "index.html" if folder is not None else None
        drawn = page.read_bytes() if page is not None and page.is_file() else seen.html() if seen.is_drawn else b""
        seen.refuse_private({"index.html": drawn, "salween.nq": seen.nquads})
    except OverlayError as error:
        raise CannotServe(f"--overlay: {error}") from None
    except DatasetError as error:
        first = to_text(error.errors[:1], lambda path: None).strip()
        raise CannotServe(f"{error.headline}; salween check shows all\n{first}") from None
    return open_served(seen, drawn, mark)


@click.command()
@click.option(
    "--to", "url", required=True, metavar="URL", help="Where the store takes graphs, as in http://localhost:7878/store."
)
@click.option("--user", help="Log in as this user; the password is asked for, or comes from SALWEEN_PASSWORD.")
@click.option("--basic", is_flag=True, help="Log in by basic, not digest, authentication.")
@click.option("--timeout", default=60.0, show_default=True, type=click.FloatRange(0.1), help="Seconds for a request.")
@with_clocks
@click.pass_obj
def publish(
    session: Session, url: str, user: str | None, basic: bool, timeout: float, as_of: int | None, known_at: int | None
) -> None:
    """Load another SPARQL store with the record, graph by graph.

    By the Graph Store Protocol, which Oxigraph, Fuseki, GraphDB and Virtuoso speak. Each graph replaces the one of its
    name there; other graphs stay as they are.
    """
    from ..publish import Login, RemoteError, in_parts
    from ..publish import publish as put

    session.no_overlay("publish", "makes a release")
    seen = session.perspective(as_of, known_at)
    nquads = seen.nquads
    with session.stopping():
        seen.refuse_private({"salween.nq": nquads})
    login = None
    if user is not None:
        password = os.environ.get("SALWEEN_PASSWORD")
        if password is None:
            password = click.prompt("Password", hide_input=True, err=True)
        login = Login(user, password, basic)
    session.talk(
        "each graph is replaced by itself: until the last one is there, readers of that store see some old, some new"
    )
    for graph in in_parts(nquads):
        session.talk(f"{graph} goes in parts: while it is loaded, readers of that store see less than all of it")
    try:
        for graph, count in put(nquads, url, login, timeout):
            session.talk(f"{graph}: {plural(count, 'triple')}")
    except RemoteError as error:
        stop(str(error), LIMIT if error.is_limit else USAGE)


def ask_elsewhere(
    session: Session, url: str, text: str, form: str, more: dict[str, str], timeout: float, width: int
) -> None:
    """Print what another SPARQL server answers. Our prefixes are declared where a project is at hand."""
    from ..build import find_root
    from ..compile import PREFIXES
    from ..publish import RemoteError, ask_endpoint
    from ..query import GRAPH_FORMATS, TABLES
    from ..query.guard import declared

    if form != "table" and form not in TABLES and form not in GRAPH_FORMATS:
        stop(f"--format {form}: choose from table, {', '.join((*TABLES, *GRAPH_FORMATS))}", USAGE)
    prefixes, base = dict(PREFIXES), ""
    root = session.given or find_root(Path.cwd())
    if root is not None:
        base = _base(root)
        prefixes |= {"": f"{base}id/", **{name: f"{base}{name}/" for name in ("claim", "source", "graph")}}
    try:
        answer = ask_endpoint(
            url,
            declared(text, prefixes),
            form,
            more,
            timeout,
            width=width,
            base=base,
            tell=lambda said: session.talk(f"note: {said}"),
        )
    except RemoteError as error:
        stop(str(error), LIMIT if error.is_limit else USAGE)
    sys.stdout.buffer.write(answer)


def _base(root: Path) -> str:
    """Return the base of the IRIs of a project, from its dataset.yaml alone."""
    from ..ontology import read_ontology
    from ..read import read_file
    from ..resolve import resolve_dataset

    dataset, _ = resolve_dataset(read_file(root, root / "data" / "dataset.yaml")[0], read_ontology(root)[0])
    return dataset.base if dataset is not None else ""
