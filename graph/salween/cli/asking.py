"""Commands that answer: SPARQL, saved questions, dossiers, reasons."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .serving import ask_elsewhere
from .session import (
    LIMIT,
    NOTHING,
    USAGE,
    F,
    Session,
    meant,
    plural,
    screen_width,
    stop,
    with_clocks,
    with_opt_in,
    write_out,
)

if TYPE_CHECKING:
    from ..judge import Judge
    from ..names import Target
    from ..perspective import Perspective

MAX_SECONDS = 86_400


def _seconds(_: click.Context, __: click.Parameter, value: float) -> float:
    if not 0 < value <= MAX_SECONDS:
        stop(f"--timeout: give seconds, more than 0 and at most {MAX_SECONDS}", USAGE)
    return value


with_timeout = click.option(
    "--timeout", type=float, default=60, show_default=True, callback=_seconds, help="Seconds before a query is stopped."
)


def with_limits(command: F) -> F:
    """Give a command the limits of a query: its time, its memory, its rows."""
    memory = click.option(
        "--memory", default=1024, show_default=True, type=click.IntRange(16), help="Megabytes a query may use."
    )
    rows = click.option(
        "--max-rows", default=1_000_000, show_default=True, type=click.IntRange(1), help="Rows printed at most."
    )
    return memory(rows(command))


@click.command()
@click.argument("query")
@click.option("--format", "form", default="table", help="table (default), csv, tsv, json, xml; turtle, ntriples …")
@with_opt_in
@with_timeout
@with_limits
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL server instead of the record at hand.")
@with_clocks
@click.pass_obj
def query(
    session: Session,
    query: str,
    form: str,
    include: tuple[str, ...],
    timeout: float,
    memory: int,
    max_rows: int,
    endpoint: str | None,
    as_of: int | None,
    known_at: int | None,
) -> None:
    """Ask in SPARQL: QUERY is text, a file, or - for standard input."""
    from ..dates import iso
    from ..query import QueryError, QueryLimit, serialised_first, within

    text = _sparql(query)
    if endpoint is not None:
        if session.overlay is not None:
            stop("an overlay is no part of another server's record: leave out --overlay or --endpoint", USAGE)
        days = {"as-of": as_of, "known-at": known_at}
        fields = {name: iso(day) for name, day in days.items() if day is not None}
        fields |= {"include": ",".join(include)} if include else {}
        return ask_elsewhere(session, endpoint, text, form, fields, timeout, screen_width())
    dataset = session.perspective(as_of, known_at).with_build().dataset
    width, left_out = screen_width(), dataset.left_out()

    def answered() -> bytes:
        found = *serialised_first(dataset, text, form, include, width, max_rows), dataset.advice(text, include)
        return pickle.dumps(found)

    try:
        answer, is_cut, notes = pickle.loads(within(timeout, answered, memory))
    except QueryLimit as error:
        stop(str(error), LIMIT)
    except QueryError as error:
        stop(str(error), USAGE)
    sys.stdout.buffer.write(answer)
    for line in notes:
        session.talk(f"note: {line}")
    if left_out and "claimed" not in include:
        session.talk(f"left out: {plural(left_out, 'claimed relationship')}; --include claimed adds them")
    if is_cut:
        stop(f"these are the first {max_rows:,} rows, and there are more: --max-rows prints more", LIMIT)


def _sparql(query: str) -> str:
    """Return the text that the argument means: standard input, a file, or itself."""
    try:
        if query == "-":
            return sys.stdin.buffer.read().decode("utf-8")
        if query.endswith((".rq", ".sparql")) and not _is_file(query):
            stop(f"there is no file {query}", USAGE)
        text = Path(query).read_text("utf-8") if _is_file(query) else query
        return text.encode("utf-8").decode("utf-8")
    except UnicodeError:
        stop("the query is not UTF-8", USAGE)
    except OSError as error:
        stop(f"{query} cannot be read: {error.strerror}", USAGE)


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except OSError:  # a query is longer than a file name can be
        return False


@click.command()
@click.argument("question", required=False)
@click.argument("name", nargs=-1)
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="A parameter; entities by id or any name.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@with_opt_in
@with_timeout
@with_clocks
@click.pass_obj
def ask(
    session: Session,
    question: str | None,
    name: tuple[str, ...],
    given: tuple[str, ...],
    form: str,
    include: tuple[str, ...],
    timeout: float,
    as_of: int | None,
    known_at: int | None,
) -> None:
    """Answer a saved question, or list them all.

    A question about one thing takes its NAME as it stands; --set names what is asked about in every other.
    """
    from ..dates import iso
    from ..names import UnclearName
    from ..perspective import Asked
    from ..problem import NotFound
    from ..query import QueryError, QueryLimit, Rows, within

    seen = session.perspective(as_of, known_at).with_build()
    if question is None:
        questions = seen.project.questions
        if not questions:
            session.talk("no questions are saved: each is a SPARQL file in ontology/questions/, as docs/guide.md says")
        for item in questions.values():
            forms = ("[--set {}={}]" if p.is_optional else "--set {}={}" for p in item.parameters)
            takes = " ".join(f.format(p.name, p.example) for f, p in zip(forms, item.parameters, strict=True))
            click.echo(f"{item.id}\n  {item.question or item.title}\n  salween ask {item.id} {takes}".rstrip())
        return
    try:
        chosen = seen.question(question)
    except NotFound as error:
        stop(str(error), USAGE)
    pairs = dict(_pair(text) for text in given)
    if name:
        wanted = [p.name for p in chosen.parameters if not p.is_optional]
        if len(wanted) != 1 or wanted[0] in pairs:
            takes = f"write {' '.join(f'--set {key}=…' for key in wanted)}" if wanted else "it is about no one thing"
            stop(f'which is "{" ".join(name)}" in {question}? {takes}', USAGE)
        pairs[wanted[0]] = " ".join(name)
    most, dataset = 2 if form == "table" else 0, seen.dataset

    def run(asked: Asked) -> Rows:
        # pickled by a child of our own, which is killed where a question of the reader's own would never end
        found: Rows = pickle.loads(within(timeout, lambda: pickle.dumps(seen.rows(asked, dataset, most))))
        return found

    try:
        rows, shown, notes = seen.answer(question, pairs, include, run)
    except QueryLimit as error:
        stop(str(error), LIMIT)
    except (QueryError, SyntaxError) as error:
        wanting = "" if pairs else " ".join(f"--set {p.name}=…" for p in chosen.parameters if not p.is_optional)
        code = NOTHING if isinstance(error, UnclearName) else USAGE
        stop(f"{error}{wanting and f' (the example of the question; {wanting} asks for yours)'}", code)
    session.talk(
        f"{chosen.title}: "
        + ", ".join(
            [
                *(f"{k} = {v}" for k, v in shown.items()),
                f"on {iso(seen.as_of)}",
                f"using sources up to {iso(seen.known_at)}",
            ]
        )
    )
    for note in (*notes, *chosen.notes):
        session.talk(f"note: {note}")
    if not rows.rows:
        stop("nothing found", NOTHING)
    if form == "table":
        for line in filter(None, map(seen.headline, shown.values())):
            click.echo(f"{line}\n")
        click.echo(rows.to_table(screen_width()))
    elif form == "json":
        objects = [dict(zip(rows.variables, map(_plain, row), strict=True)) for row in rows]
        click.echo(json.dumps(objects, ensure_ascii=False, indent=1))
    else:
        import csv

        writer = csv.writer(sys.stdout)
        writer.writerow(rows.variables)
        writer.writerows([["" if value is None else str(value) for value in row] for row in rows])


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        stop(f"--set {text}: write name=value", USAGE)
    return name.strip(), value.strip()


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _end(seen: Perspective, wanted: str) -> str:
    """Return the one entity that an id or a name on a path means, or ask which is meant, and stop."""
    from ..names import UnclearName

    try:
        return seen.find_joined(wanted)
    except UnclearName as error:
        stop(str(error), NOTHING)


def _target(seen: Perspective, wanted: str) -> Target:
    """Return the entity, the record or the conclusion that an id or a name means, or say what else it is and stop."""
    from ..names import Target, UnclearName
    from ..tell import words

    judge = seen.judge
    try:
        found = judge.finder.target(wanted)
    except UnclearName as error:
        if any(conclusion.id == wanted for conclusion in seen.conclusions):
            return Target("record", wanted)
        stop(str(error), NOTHING)
    if found.sort == "withdrawn":
        stop(f'"{found.id}" was {judge.finder.withdrawn[found.id].in_words}', NOTHING)
    if found.sort == "source":
        source = judge.corpus.sources[found.id]
        what = f'"{found.id}" is a source: {words.label(judge, source.publisher)}, “{source.title}”'
        stop(f"{what} (salween what-if --without {found.id} says what rests on it)", NOTHING)
    return found


@click.command()
@click.argument("entity", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["md", "html", "json"]), default="md", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="Where the dossier goes (default: standard output).")
@with_clocks
@click.pass_obj
def show(
    session: Session, entity: tuple[str, ...], form: str, out: Path | None, as_of: int | None, known_at: int | None
) -> None:
    """Print what the record says of an ENTITY, by id or any name.

    A name may be in any script, and one of several words needs no quotation marks. The id of a claim, an
    event or a conclusion prints what `why` prints.
    """
    from dataclasses import asdict

    from ..tell import to_html, to_markdown

    seen = session.perspective(as_of, known_at)
    target = _target(seen, " ".join(entity))
    if target.note:
        session.talk(target.note)
    if target.sort == "record":
        if form != "md":
            stop(f'"{target.id}" is no entity but a record: leave --format out', USAGE)
        return write_out(session, {f"{target.id}.md": f"{seen.why(target.id)}\n".encode()}, out)
    found = seen.dossier(target.id)
    if form == "json":
        text = json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n"
    else:
        text = to_html(found) if form == "html" else to_markdown(found) + "\n"
    write_out(session, {f"{found.id}.{form}": text.encode()}, out)


@click.command()
@click.argument("record")
@with_clocks
@click.pass_obj
def why(session: Session, record: str, as_of: int | None, known_at: int | None) -> None:
    """Print why a claim, an event or a conclusion is judged as it is."""
    from ..perspective import Withdrawn
    from ..problem import NotFound

    seen = session.perspective(as_of, known_at)
    if note := seen.note_on(record):
        session.talk(note)
    try:
        click.echo(seen.why(record))
    except Withdrawn as error:
        stop(str(error), NOTHING)
    except NotFound as error:
        entity = meant(seen.judge, record)
        stop(_of_entity(seen.judge, entity) if entity else str(error), NOTHING)


def _of_entity(judge: Judge, id: str) -> str:
    """Say that an entity is no record, and name a few records that are about it."""
    about = [c.id for c in judge.corpus.claims if id in (c.subject, c.object)]
    about += [event.id for event in judge.corpus.events if id in {fill.actor for fill in event.roles}]
    about.sort(key=lambda record: -len(judge.corpus.records[record].attestations))
    some = f"; of {len(about)} about it: {', '.join(about[:3])}" if about else ""
    return f'"{id}" is an entity, and a claim or an event has reasons{some} (salween show {id} prints the rest)'


@click.command()
@click.argument("start")
@click.argument("goal")
@click.option("--via", multiple=True, metavar="ENTITY", help="Only paths via this entity.")
@click.option("--through", multiple=True, hidden=True)  # the name that --via had before
@click.option("--avoid", multiple=True, metavar="ENTITY", help="No path via this entity.")
@click.option("--max-hops", default=4, show_default=True, type=click.IntRange(1, 8))
@click.option("--best", default=3, show_default=True, type=click.IntRange(1, 50), help="How many paths.")
@click.option("--any-time", is_flag=True, help="Also paths whose hops cannot all have held at the same time.")
@with_clocks
@click.pass_obj
def path(
    session: Session,
    start: str,
    goal: str,
    via: tuple[str, ...],
    through: tuple[str, ...],
    avoid: tuple[str, ...],
    max_hops: int,
    best: int,
    any_time: bool,
    as_of: int | None,
    known_at: int | None,
) -> None:
    """Find how START and GOAL are joined, each hop with its sources.

    Fewest hops first, then the weakest link. With --as-of, only relationships of that day and events by then.
    """
    from ..paths import Ways
    from ..tell.path import path_text

    seen = session.perspective(as_of, known_at)
    ends = _end(seen, start), _end(seen, goal)
    if ends[0] == ends[1]:
        stop(f'"{start}" and "{goal}" are one: a path needs two', USAGE)
    wanted, avoided = (tuple(_end(seen, name) for name in names) for names in ((*via, *through), avoid))
    for id in (*ends, *wanted):
        if id in avoided:
            stop(f'--avoid leaves out "{id}", which the path has to have: leave out one or the other', USAGE)
    ways = Ways(None if as_of is None else seen.as_of, not any_time, wanted, avoided, max_hops)
    search = seen.paths(*ends, ways, best)
    for found in search.paths:
        click.echo(f"{path_text(seen.judge, found, seen.as_of)}\n")
    if not search.paths:
        stop(f"no path: {search.why_not}", NOTHING)
    if search.why_not:
        session.talk(search.why_not)
