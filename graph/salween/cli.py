"""The command line: arguments in, exit code out. The only room that prints or exits.

Data goes to stdout, talk to stderr. Exit codes: 0 fine, 1 problems in the input, 2 the command line is wrong,
3 nothing found, 4 a limit was reached. Heavy rooms are imported by the command that needs them.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from .build import Loaded
    from .judge import Clocks, Judge
    from .problem import Problem
    from .query import Dataset

OK, PROBLEMS, USAGE, NOTHING, LIMIT = 0, 1, 2, 3, 4
VERSION = "0.1.0"

F = TypeVar("F", bound=Callable[..., Any])


class Session:
    """What every command shares: the project's folder, and whether to talk."""

    def __init__(self, root: Path | None, quiet: bool) -> None:
        self.given = root
        self.quiet = quiet

    @property
    def root(self) -> Path:
        from .build import find_root

        if self.given is not None:
            if not (self.given / "data" / "dataset.yaml").is_file():
                stop(f"{self.given} is no project: it has no data/dataset.yaml", USAGE)
            return self.given
        found = find_root(Path.cwd())
        if found is None:
            stop("there is no data/dataset.yaml here or above: change into a project, or give --root", USAGE)
        return found

    def talk(self, text: str) -> None:
        if not self.quiet:
            click.echo(text, err=True)

    def load(self) -> Loaded:
        from .build import load

        return load(self.root)

    def sound(self) -> tuple[Loaded, Judge]:
        """Return the project and its judge, or stop with its problems: no answer rests on a broken record."""
        from .problem import any_errors

        loaded = self.load()
        if loaded.judge is None or any_errors(loaded.problems):
            self.show_problems([p for p in loaded.problems if p.is_error][:3])
            count = sum(problem.is_error for problem in loaded.problems)
            stop(f"the record has {plural(count, 'error')}: mend what salween check shows, then ask again", PROBLEMS)
        return loaded, loaded.judge

    def show_problems(self, problems: Iterable[Problem], form: str = "text", err: bool = True) -> None:
        from .problem import to_github, to_json, to_text

        root = self.root

        def text_of(path: str) -> str | None:
            file = root / path
            return file.read_text("utf-8", errors="replace") if file.is_file() else None

        found = list(problems)
        if form == "json":
            click.echo(to_json(found), err=err)
        elif form == "github":
            if found:
                click.echo(to_github(found), err=err)
        elif found:
            click.echo(to_text(found, text_of), err=err)


def stop(message: str, code: int) -> NoReturn:
    click.echo(f"salween: {message}", err=True)
    sys.exit(code)


def plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


class Day(click.ParamType):
    """A day, YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            return date.fromisoformat(value).toordinal()
        except ValueError:
            self.fail(f'"{value}" is not a day: write YYYY-MM-DD', param, ctx)


def with_clocks(command: F) -> F:
    """Give a command the two clocks."""
    command = click.option("--known-at", type=Day(), help="Use only sources published by this day (default: the edition).")(command)
    return click.option("--as-of", type=Day(), help="True in the world on this day (default: the end of coverage).")(command)


def clocks_of(session: Session, judge: Judge, as_of: int | None, known_at: int | None) -> Clocks:
    """Return the clocks, and say on stderr where a day lies beyond what the record covers."""
    from .dates import iso
    from .judge import Clocks

    dataset = judge.corpus.dataset
    if as_of is not None and as_of > dataset.covers_to:
        session.talk(f"{iso(as_of)} is beyond coverage, which ends on {iso(dataset.covers_to)}: what held then is not known")
    return Clocks(as_of or dataset.covers_to, min(known_at or dataset.edition, dataset.edition))


def compiled(session: Session, loaded: Loaded, judge: Judge, clocks: Clocks) -> Dataset:
    """Return the record by the two clocks, ready to ask."""
    from .compile import to_nquads
    from .infer import infer
    from .query import open_dataset

    seen = judge.seen_from(clocks.known_at)
    conclusions = loaded.conclusions if seen is judge else infer(seen, loaded.rules)
    nquads = to_nquads(seen, conclusions, clocks)
    return open_dataset(nquads, judge.corpus.dataset.base, clocks.as_of, clocks.known_at)


def apart(given: str) -> list[str]:
    """Return the graphs named in --with."""
    from .compile import APART

    names = [name.strip() for name in given.split(",") if name.strip()]
    for name in names:
        if name not in APART:
            stop(f'--with {name}: choose from {", ".join(APART)}', USAGE)
    return names


def screen_width() -> int:
    """Return the width to fit tables to: the terminal's, or 0 where the output is not one."""
    import shutil

    return shutil.get_terminal_size().columns if sys.stdout.isatty() else int(os.environ.get("COLUMNS", 0))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--root", type=click.Path(path_type=Path, file_okay=False), help="The project (default: the nearest folder with data/dataset.yaml).")
@click.option("--quiet", is_flag=True, help="Print answers only.")
@click.version_option(VERSION, prog_name="salween")
@click.pass_context
def main(context: click.Context, root: Path | None, quiet: bool) -> None:
    """Salween: a knowledge graph that people write in a text editor.

    Facts are YAML files under data/. `check` reads them as a compiler reads code; `build` makes the page, the RDF
    and the files for Gephi; `ask`, `show`, `why` and `query` answer.
    """
    context.obj = Session(root, quiet)


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--shacl", is_flag=True, help="Check the compiled record against ontology/shapes.ttl too.")
@click.pass_obj
def check(session: Session, form: str, shacl: bool) -> None:
    """Report every problem in the input."""
    from .problem import any_errors, sorted_problems
    from .query.questions import read_questions

    loaded = session.load()
    problems = list(loaded.problems)
    if loaded.ontology.kinds:
        problems += read_questions(loaded.root, loaded.ontology)[1]
    if shacl and loaded.judge is not None and not any_errors(problems):
        from .compile import to_nquads
        from .verify import verify

        problems += verify(loaded.root, to_nquads(loaded.judge, loaded.conclusions), loaded.judge.corpus)
    problems = sorted_problems(problems)
    session.show_problems(problems, form, err=False)
    errors = sum(problem.is_error for problem in problems)
    counts = f"{plural(errors, 'error')}, {plural(len(problems) - errors, 'warning')}"
    if loaded.corpus is not None:
        corpus = loaded.corpus
        held = f"{len(corpus.entities)} entities, {len(corpus.records)} claims and events, {len(corpus.sources)} sources"
        counts += f" in {held}"
    session.talk(counts)
    sys.exit(PROBLEMS if errors else OK)


@main.command()
@click.option("--draw/--no-draw", default=None, help="Make the page and the layout however large the record is, or not at all.")
@click.pass_obj
def build(session: Session, draw: bool | None) -> None:
    """Check, judge, compile and draw: the artefacts go to build/latest/."""
    from . import build as river

    root = session.root
    mark = river.fingerprint(root, VERSION)
    if river.is_current(root, mark):
        session.talk("nothing changed")
        return _point_to(session, root)
    loaded, judge = session.sound()
    warnings = [problem for problem in loaded.problems if not problem.is_error]
    if warnings:
        session.talk(f"{plural(len(warnings), 'warning')}: salween check shows them")
    river.write_generation(root, mark, _artefacts(loaded, judge, draw))
    return _point_to(session, root)


def _artefacts(loaded: Loaded, judge: Judge, draw: bool | None) -> dict[str, Callable[[], bytes]]:
    """Return what a build writes, each made when it is asked for."""
    from .build import MAX_DRAWN_TIES
    from .compile import description, to_nquads
    from .ties import all_ties

    nquads = to_nquads(judge, loaded.conclusions)
    about = json.dumps(description(judge.corpus, nquads.count(b"\n")), ensure_ascii=False, indent=1, sort_keys=True)
    found: dict[str, Callable[[], bytes]] = {
        "salween.nq": lambda: nquads,
        "description.jsonld": lambda: f"{about}\n".encode(),
    }
    if draw is False or (draw is None and sum(1 for _ in all_ties(judge)) > MAX_DRAWN_TIES):
        return found
    from .export import FORMATS
    from .layout import positions, read_lock
    from .network import to_network
    from .render import to_html

    places = positions(judge, read_lock(loaded.root))
    found["index.html"] = lambda: to_html(judge, loaded.conclusions, places)
    network = to_network(judge, conclusions=loaded.conclusions)
    found["salween.gexf"] = lambda: FORMATS["gexf"].writer(network, places)[0]
    return found


def _point_to(session: Session, root: Path) -> None:
    """Print where the page is, and what to try."""
    from .build import latest

    folder = latest(root)
    page = folder / "index.html"
    click.echo(page if page.is_file() else folder / "salween.nq")
    if session.quiet:
        return
    name = os.path.relpath(sys.argv[0]) if "/" in sys.argv[0] else "salween"
    click.echo(
        f"\nTry:\n  open the page in a browser and type a name, in any script\n"
        f"  {name} ask                      what can be asked\n"
        f"  {name} ask who-controls --set place=lashio --as-of 2024-10-01",
        err=True,
    )


@main.command()
@click.argument("query")
@click.option("--format", "form", default="table", show_default=True, help="table, csv, tsv, json, xml; for graphs turtle, ntriples, rdfxml, jsonld.")
@click.option("--with", "more", default="", help="See claimed and inferred ties too: claimed,inferred.")
@click.option("--timeout", type=float, default=60, show_default=True, help="Seconds before the query is stopped.")
@with_clocks
@click.pass_obj
def query(session: Session, query: str, form: str, more: str, timeout: float, as_of: int | None, known_at: int | None) -> None:
    """Ask in SPARQL: QUERY is the text, a file, or - for standard input."""
    from .query import QueryError, QueryTimeout, serialised, within

    text = sys.stdin.read() if query == "-" else Path(query).read_text("utf-8") if _is_file(query) else query
    loaded, judge = session.sound()
    clocks = clocks_of(session, judge, as_of, known_at)
    dataset = compiled(session, loaded, judge, clocks)
    seen = apart(more)
    try:
        answer = within(timeout, lambda: serialised(dataset, text, form, seen, screen_width()))
    except QueryTimeout as error:
        stop(str(error), LIMIT)
    except QueryError as error:
        stop(str(error), USAGE)
    click.get_binary_stream("stdout").write(answer)
    if "claimed" not in seen:
        session.talk(f"{plural(dataset.left_out(), 'tie')} that somebody only claims {'is' if dataset.left_out() == 1 else 'are'} left out: --with claimed adds them")


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except OSError:  # a query is longer than a file name can be
        return False


@main.command()
@click.argument("question", required=False)
@click.option("--set", "given", multiple=True, metavar="NAME=VALUE", help="A parameter; entities by id or by name in any script.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@click.option("--with", "more", default="", help="See claimed and inferred ties too: claimed,inferred.")
@with_clocks
@click.pass_obj
def ask(session: Session, question: str | None, given: tuple[str, ...], form: str, more: str, as_of: int | None, known_at: int | None) -> None:
    """Answer a saved question, or list them all."""
    from .dates import iso
    from .problem import suggest
    from .query import QueryError, with_evidence
    from .query.questions import filled, read_questions

    loaded, judge = session.sound()
    questions, _ = read_questions(loaded.root, loaded.ontology)
    if question is None:
        for item in questions.values():
            takes = " ".join(f"--set {p.name}={p.example}" for p in item.parameters)
            click.echo(f"{item.id}\n  {item.question or item.title}\n  salween ask {item.id} {takes}".rstrip())
        return
    if question not in questions:
        stop(f'no question "{question}": {suggest(question, questions, "salween ask lists them")}', USAGE)
    chosen = questions[question]
    pairs = dict(_pair(text) for text in given)
    clocks = clocks_of(session, judge, as_of, known_at)
    dataset = compiled(session, loaded, judge, clocks)
    try:
        text, shown = filled(chosen, pairs, judge.corpus, loaded.ontology)
        rows = with_evidence(dataset, dataset.select(text, apart(more)))
    except (QueryError, SyntaxError) as error:
        stop(str(error), USAGE)
    session.talk(f"{chosen.title}: " + ", ".join([*(f"{k} = {v}" for k, v in shown.items()),
                 f"on {iso(clocks.as_of)}", f"using sources up to {iso(clocks.known_at)}"]))
    for note in chosen.notes:
        session.talk(f"note: {note}")
    if not rows.rows:
        stop("nothing found", NOTHING)
    if form == "table":
        click.echo(rows.to_table(screen_width()))
    elif form == "json":
        click.echo(json.dumps([dict(zip(rows.variables, map(_plain, row), strict=True)) for row in rows], ensure_ascii=False, indent=1))
    else:
        import csv

        writer = csv.writer(sys.stdout)
        writer.writerow(rows.variables)
        writer.writerows([["" if value is None else str(value) for value in row] for row in rows])


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        stop(f'--set {text}: write name=value', USAGE)
    return name.strip(), value.strip()


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def _find(judge: Judge, wanted: str) -> str:
    """Return the entity that an id or a name in any script means, or stop."""
    from .query.guard import QueryError
    from .query.questions import find_entity

    try:
        return find_entity(wanted, "", judge.corpus, judge.ontology)
    except QueryError as error:
        stop(str(error), NOTHING)


@main.command()
@click.argument("entity")
@click.option("--format", "form", type=click.Choice(["md", "json"]), default="md", show_default=True)
@with_clocks
@click.pass_obj
def show(session: Session, entity: str, form: str, as_of: int | None, known_at: int | None) -> None:
    """Print what the record says of an ENTITY, found by its id or any of its names in any script."""
    from dataclasses import asdict

    from .tell import dossier, to_markdown

    _, judge = session.sound()
    clocks = clocks_of(session, judge, as_of, known_at)
    found = dossier(judge.seen_from(clocks.known_at), _find(judge, entity), clocks.as_of)
    click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1) if form == "json" else to_markdown(found))


@main.command()
@click.argument("record")
@with_clocks
@click.pass_obj
def why(session: Session, record: str, as_of: int | None, known_at: int | None) -> None:
    """Print why a claim, an event or a conclusion is judged as it is."""
    from .infer import infer
    from .problem import suggest
    from .tell.why import why as reasons
    from .tell.why import why_conclusion

    loaded, judge = session.sound()
    clocks = clocks_of(session, judge, as_of, known_at)
    seen = judge.seen_from(clocks.known_at)
    if record in judge.corpus.records:
        click.echo(reasons(seen, record, clocks.as_of))
        return
    conclusions = {c.id: c for c in (loaded.conclusions if seen is judge else infer(seen, loaded.rules))}
    matching = [c for id, c in conclusions.items() if id == record or id.rpartition(".")[0] == record]
    if not matching:
        ids = [*judge.corpus.records, *conclusions]
        stop(f'no record "{record}": {suggest(record, ids, "salween show ENTITY lists what names it")}', NOTHING)
    for conclusion in matching:
        click.echo(why_conclusion(seen, conclusion, clocks.as_of))


@main.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Print the manual's page on a problem CODE, or list the codes."""
    from .codes import CODES
    from .codes import explain as page
    from .problem import suggest

    if code is None:
        for name, entry in sorted(CODES.items()):
            click.echo(f"{name:28} {entry.title}")
        return
    found = page(code)
    if found is None:
        stop(f'no code "{code}": {suggest(code, CODES, "salween explain lists them")}', NOTHING)
    click.echo(found)


@main.command()
@click.option("--top", default=10, show_default=True, help="How many of each list.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_clocks
@click.pass_obj
def stats(session: Session, top: int, form: str, as_of: int | None, known_at: int | None) -> None:
    """Count the record: by kind, publisher, language and standing."""
    from dataclasses import asdict

    from .tell import stats as count
    from .tell import stats_text

    _, judge = session.sound()
    clocks = clocks_of(session, judge, as_of, known_at)
    found = count(judge.seen_from(clocks.known_at))
    click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1) if form == "json" else stats_text(found, top))


@main.command()
@click.argument("form", metavar="FORMAT")
@click.option("--out", type=click.Path(path_type=Path), help="The file, or for csv the folder (default: standard output).")
@click.option("--include", default="", help="Records that are no ties else: rejected,negated,planned.")
@click.option("--on-day", is_flag=True, help="Only what belongs to the as-of day, not the whole record.")
@with_clocks
@click.pass_obj
def export(session: Session, form: str, out: Path | None, include: str, on_day: bool, as_of: int | None, known_at: int | None) -> None:
    """Write the record in a FORMAT, and print what it could not carry."""
    from .compile import to_nquads
    from .export import FORMATS, RDF_FORMATS
    from .infer import infer
    from .layout import positions, read_lock
    from .network import to_network
    from .problem import suggest

    if form not in FORMATS and form not in RDF_FORMATS:
        stop(f'no format "{form}": {suggest(form, [*FORMATS, *RDF_FORMATS], "")}', USAGE)
    loaded, judge = session.sound()
    clocks = clocks_of(session, judge, as_of, known_at)
    seen = judge.seen_from(clocks.known_at)
    conclusions = loaded.conclusions if seen is judge else infer(seen, loaded.rules)
    files: dict[str, bytes]
    if form in RDF_FORMATS:
        content, losses = RDF_FORMATS[form].writer(to_nquads(seen, conclusions, clocks), judge.corpus.dataset.base)
        files = {f"salween{RDF_FORMATS[form].suffix}": content}
    else:
        wanted = frozenset(name.strip() for name in include.split(",") if name.strip())
        network = to_network(seen, clocks.as_of if on_day else None, include=wanted, conclusions=conclusions)
        written, losses = FORMATS[form].writer(network, positions(seen, read_lock(loaded.root)))
        files = written if isinstance(written, dict) else {f"salween{FORMATS[form].suffix}": written}
    _write_out(session, files, out)
    for loss in losses:
        session.talk(f"not carried: {loss}")


def _write_out(session: Session, files: dict[str, bytes], out: Path | None) -> None:
    """Write one file to out or stdout, several into the folder out; each whole or not at all."""
    if out is None and len(files) > 1:
        stop(f"this format is {len(files)} files: give a folder with --out", USAGE)
    if out is None:
        click.get_binary_stream("stdout").write(*files.values())
        return
    for name, content in files.items():
        target = out / name if len(files) > 1 or out.is_dir() else out
        target.parent.mkdir(parents=True, exist_ok=True)
        working = target.with_name(f".{target.name}.{os.getpid()}")
        working.write_bytes(content)
        working.replace(target)
        session.talk(f"wrote {target}")


@main.command()
@click.option("--out", type=click.Path(path_type=Path), help="Where the page goes (default: standard output).")
@with_clocks
@click.pass_obj
def render(session: Session, out: Path | None, as_of: int | None, known_at: int | None) -> None:
    """Write the page: one HTML file that opens offline."""
    from .infer import infer
    from .layout import positions, read_lock
    from .render import to_html

    loaded, judge = session.sound()
    clocks = clocks_of(session, judge, as_of, known_at)
    seen = judge.seen_from(clocks.known_at)
    conclusions = loaded.conclusions if seen is judge else infer(seen, loaded.rules)
    _write_out(session, {"index.html": to_html(seen, conclusions, positions(seen, read_lock(loaded.root)))}, out)


@main.command()
@click.option("--anew", is_flag=True, help="Forget the positions there are: everything may move.")
@click.pass_obj
def layout(session: Session, anew: bool) -> None:
    """Write data/layout.lock.json: where each actor stands. Those already in it keep their place."""
    from .layout import positions, read_lock, write_lock

    loaded, judge = session.sound()
    lock = {} if anew else read_lock(loaded.root)
    places = positions(judge, lock)
    write_lock(loaded.root, places)
    session.talk(f"{plural(len(places), 'position')}, {len(places.keys() - lock.keys())} of them new")


@main.command()
@click.option("--out", type=click.Path(path_type=Path), help="Where the schema goes (default: standard output).")
@click.pass_obj
def schema(session: Session, out: Path | None) -> None:
    """Write the JSON Schema by which an editor completes predicates, kinds and ids."""
    from .schema import to_schema

    loaded = session.load()
    if loaded.corpus is None:
        session.show_problems(loaded.problems)
        sys.exit(PROBLEMS)
    text = json.dumps(to_schema(loaded.ontology, loaded.corpus), ensure_ascii=False, indent=1) + "\n"
    _write_out(session, {"salween.schema.json": text.encode()}, out)


@main.command()
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename(session: Session, old: str, new: str) -> None:
    """Change an id everywhere in data/, and keep the old address alive."""
    from .rename import RenameError
    from .rename import rename as change

    loaded, _ = session.sound()
    try:
        changed = change(loaded, old, new)
    except RenameError as error:
        stop(str(error), USAGE)
    for path, count in changed:
        session.talk(f"{path}: {plural(count, 'place')}")


if __name__ == "__main__":
    main()
