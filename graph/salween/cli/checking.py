"""Commands for those who write: what is wrong, what a code means, what an editor needs, another id."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .session import NOTHING, OK, PROBLEMS, USAGE, Session, plural, stop, with_clocks, write_out


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--shacl", is_flag=True, help="Check the compiled record against ontology/shapes.ttl too.")
@click.pass_obj
def check(session: Session, form: str, shacl: bool) -> None:
    """Report every problem in the input."""
    from ..layout import read_lock
    from ..problem import any_errors, sorted_problems
    from ..query.questions import read_questions
    from ..render.views import read_views

    loaded = session.load()
    problems = loaded.problems + read_lock(loaded.root)[1]
    if loaded.ontology.kinds:
        problems += read_questions(loaded.root, loaded.ontology)[1]
        problems += read_views(loaded.root, loaded.ontology)[1]
    if shacl and loaded.judge is not None and not any_errors(problems):
        from ..compile import to_nquads
        from ..shapes import ShapesUnavailable, check_shapes

        try:
            problems += check_shapes(loaded.root, to_nquads(loaded.judge, loaded.conclusions), loaded.judge.corpus)
        except ShapesUnavailable as error:
            stop(str(error), USAGE)
    problems = sorted_problems(problems)
    session.show_problems(problems, form, err=False)
    errors = sum(problem.is_error for problem in problems)
    counts = f"{plural(errors, 'error')}, {plural(len(problems) - errors, 'warning')}"
    if loaded.corpus is not None:
        corpus = loaded.corpus
        counts += f" in {len(corpus.entities)} entities, {len(corpus.records)} claims and events"
        counts += f", {len(corpus.sources)} sources"
    session.talk(counts)
    sys.exit(PROBLEMS if errors else OK)


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Print the manual's page on a problem CODE, or list the codes."""
    from ..codes import CODES
    from ..codes import explain as page
    from ..problem import suggest

    if code is None:
        for name, entry in sorted(CODES.items()):
            click.echo(f"{name:28} {entry.title}")
        return
    found = page(code)
    if found is None:
        stop(f'no code "{code}": {suggest(code, CODES, "salween explain lists them")}', NOTHING)
    click.echo(found)


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="Where the schema goes (default: standard output).")
@click.pass_obj
def schema(session: Session, out: Path | None) -> None:
    """Write the JSON Schema by which an editor completes.

    It offers predicates, kinds and ids.
    """
    from ..schema import to_schema

    loaded = session.load()
    if loaded.corpus is None:
        session.show_problems(loaded.problems)
        sys.exit(PROBLEMS)
    text = json.dumps(to_schema(loaded.ontology, loaded.corpus), ensure_ascii=False, indent=1) + "\n"
    write_out(session, {"salween.schema.json": text.encode()}, out)


@click.command()
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename(session: Session, old: str, new: str) -> None:
    """Change an id everywhere in data/, and keep the old address alive."""
    from ..rename import RenameError
    from ..rename import rename as change

    session.no_overlay("rename", "changes what stands in data/")
    loaded, _ = session.sound()
    try:
        changed = change(loaded, old, new)
    except RenameError as error:
        stop(str(error), USAGE)
    for path, count in changed:
        session.talk(f"{path}: {plural(count, 'place')}")


@click.command()
@click.option("--top", default=10, show_default=True, help="How many of each list.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_clocks
@click.pass_obj
def stats(session: Session, top: int, form: str, as_of: int | None, known_at: int | None) -> None:
    """Count the dataset: by kind, publisher, language and status.

    With --known-at, only what sources known by that day tell.
    """
    from dataclasses import asdict

    from ..tell import stats_text

    found = session.perspective(as_of, known_at).stats()
    click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1) if form == "json" else stats_text(found, top))


@click.command()
@click.option("--top", default=10, show_default=True, help="How many of each sort; 0 for all.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_clocks
@click.pass_obj
def todo(session: Session, top: int, form: str, as_of: int | None, known_at: int | None) -> None:
    """List what to find out next.

    Stale states, accusations with one origin, unknown starts, sources read in part.
    """
    from ..tell import todo_text

    tasks = session.perspective(as_of, known_at).todo()
    found = [task._asdict() for task in tasks]
    click.echo(json.dumps(found, ensure_ascii=False, indent=1) if form == "json" else todo_text(tasks, top))
