"""Commands that write files: the build, the exports, the page, the layout."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .session import PROBLEMS, USAGE, Session, plural, stop, with_clocks, write_out

if TYPE_CHECKING:
    from ..perspective import Perspective


#: The share of marks beside another group than their own from which the build says that the map has worn out.
MOST_ASTRAY = 1 / 8

with_engine = click.option(
    "--sparql", is_flag=True, help="Give the page an engine and the record, to answer any question offline (+3 MB)."
)


@click.command()
@click.option("--draw/--no-draw", default=None, help="Make the page however large the record is, or not at all.")
@with_engine
@click.pass_obj
def build(session: Session, draw: bool | None, sparql: bool) -> None:
    """Check, judge, compile and draw into build/latest/."""
    from .. import build as river

    session.no_overlay("build", "makes a release")
    root = session.root
    drawn = {None: [], True: ["drawn"], False: ["undrawn"]}[draw]
    mark = river.mark_of(root, *drawn, *(["sparql"] if sparql else []))
    if river.is_current(root, mark):
        session.refuse_private(root)
        session.talk("nothing changed")
        return _point_to(session, root)
    seen = session.perspective()
    warnings = [problem for problem in seen.project.problems if not problem.is_error]
    if warnings:
        session.talk(f"{plural(len(warnings), 'warning')}: salween check shows them")
    session.show_problems(seen.view_problems)
    with session.stopping():
        makers = seen.artefacts(draw, sparql)
        if len(makers) > 1:
            _warn_of_strays(session, seen)
    try:
        with session.stopping():
            river.write_generation(root, mark, makers, seen.refuse_private)
    except OSError as error:
        stop(f"{error.filename2 or error.filename or 'the build'} cannot be written: {error.strerror}", USAGE)
    return _point_to(session, root, _example(seen))


def _example(seen: Perspective) -> str:
    """Return a saved question of one name that this dataset can answer, as it is typed."""
    from ..query import QueryError

    for id in seen.project.questions:
        try:
            given = seen.asked(id).given
        except QueryError:  # its example is of another dataset
            continue
        if len(given) == 1:
            return f"{id} " + " ".join(f"--set {name}={value}" for name, value in given.items())
    return ""


def _warn_of_strays(session: Session, seen: Perspective) -> None:
    """Say that the map has worn out, where many marks stand among those of another group."""
    from ..layout import strays

    astray = len(strays(seen.judge, seen.positions))
    if astray > len(seen.positions) * MOST_ASTRAY:
        what = f"{astray} of {plural(len(seen.positions), 'mark')} of the map stand among those of another group"
        session.talk(f"{what}: salween layout --anew places all of them anew")


def _point_to(session: Session, root: Path, example: str = "") -> None:
    """Print where the page is, and what to try."""
    from ..build import latest

    folder = latest(root)
    page = folder / "index.html"
    click.echo(page if page.is_file() else folder / "salween.nq")
    program = Path(sys.argv[0])
    name = "python -m salween" if program.name == "__main__.py" else program.name
    if len(program.parts) > 1 and program.name != "__main__.py":
        name = os.path.relpath(program)
    lines = ["", "Try:", "  open the page in a browser and type a name, in any script", f"  {name} ask"]
    if example:
        lines[-1] += " " * 22 + "what can be asked"
        lines.append(f"  {name} ask {example}")
    session.talk("\n".join(lines))


@click.command()
@click.argument("form", metavar="FORMAT")
@click.option("--out", type=click.Path(path_type=Path), help="The file, or for csv the folder (default: stdout).")
@click.option("--include", default="", help="Tie these records as well: rejected,negated,planned.")
@click.option("--on-day", is_flag=True, help="Only what belongs to the as-of day, not the whole record.")
@with_clocks
@click.pass_obj
def export(
    session: Session,
    form: str,
    out: Path | None,
    include: str,
    on_day: bool,
    as_of: int | None,
    known_at: int | None,
) -> None:
    """Write the record in a FORMAT, and print what it could not carry.

    FORMAT is csv, gexf, graphml, jsonld, nquads, trig, trig12 or turtle.

    The first three are the network, and --include and --on-day are theirs. The others are RDF: turtle without what is
    only claimed or inferred, the rest whole.
    """
    from ..export import FORMATS, RDF_FORMATS
    from ..network import ASIDE
    from ..problem import suggest

    session.no_overlay("export", "makes a release")
    if form not in FORMATS and form not in RDF_FORMATS:
        stop(f'no format "{form}": {suggest(form, [*FORMATS, *RDF_FORMATS], "")}', USAGE)
    if form in RDF_FORMATS and (include or on_day):
        stop(f"{'--include' if include else '--on-day'} is for csv, gexf and graphml: {form} is RDF", USAGE)
    wanted = [name.strip() for name in include.split(",") if name.strip()]
    for name in sorted(set(wanted) - set(ASIDE)):
        stop(f"--include {name}: choose from {', '.join(ASIDE)}", USAGE)
    seen = session.perspective(as_of, known_at)
    with session.stopping():
        files, losses = seen.exported(form, on_day, wanted)
    write_out(session, files, out)
    for loss in losses:
        session.talk(f"not carried: {loss}")


@click.command()
@click.argument("view", metavar="[VIEW]", default="")
@click.option("--out", type=click.Path(path_type=Path), help="Where the page goes (default: standard output).")
@click.option(
    "--engine",
    type=click.Choice(["page", "pyvis"]),
    default="page",
    show_default=True,
    help="pyvis: a plain drawing of the day's ties, no more.",
)
@with_engine
@with_clocks
@click.pass_obj
def render(
    session: Session,
    view: str,
    out: Path | None,
    engine: str,
    sparql: bool,
    as_of: int | None,
    known_at: int | None,
) -> None:
    """Write the page: one HTML file that opens offline.

    In a VIEW of ontology/views/ if one is named.
    """
    from ..problem import NotFound

    if engine == "pyvis" and (view or sparql):
        stop("--engine pyvis draws ties and no more: leave out the view and --sparql", USAGE)
    seen = session.perspective(as_of, known_at)
    with session.stopping():
        if engine == "pyvis":
            return write_out(session, {"index.html": seen.plain_html()}, out)
        session.show_problems(seen.view_problems)
        try:
            page = seen.html(view, sparql)
        except NotFound as error:
            stop(str(error), USAGE)
    return write_out(session, {"index.html": page}, out)


@click.command()
@click.option("--check", "is_checked", is_flag=True, help="Write nothing: say which are out of date, and exit 1.")
@click.pass_obj
def answers(session: Session, is_checked: bool) -> None:
    """Write answers/: the answer to every saved question, and who held each place on ten days.

    Commit them: a change to facts then shows which answers it changes.
    """
    from ..answers import FOLDER, differing, write_answers
    from ..answers import answers as all_answers

    session.no_overlay("answers", "writes into the project")
    seen = session.perspective().with_build()
    wanted, root = all_answers(seen), seen.project.root
    if is_checked:
        changed = differing(root, wanted)
        for name in changed:
            click.echo(f"{FOLDER}/{name}")
        if changed:
            stop(f"{plural(len(changed), 'answer')} out of date: salween answers writes them", PROBLEMS)
        return
    with session.stopping():
        seen.refuse_private({f"{FOLDER}/{name}": text.encode() for name, text in wanted.items()})
    for name in write_answers(root, wanted):
        click.echo(f"{FOLDER}/{name}")


@click.command()
@click.option("--anew", is_flag=True, help="Forget the positions there are: everything may move.")
@click.pass_obj
def layout(session: Session, anew: bool) -> None:
    """Write data/layout.lock.json: where each actor stands. Those already in it keep their place."""
    from ..layout import positions, read_lock, write_lock

    session.no_overlay("layout", "writes into data/")
    loaded, judge = session.sound()
    lock, problems = ({}, []) if anew else read_lock(loaded.root)
    if problems:
        session.show_problems(problems)
        stop("the layout lock cannot be read: mend it, or forget it with salween layout --anew", PROBLEMS)
    places = positions(judge, lock)
    write_lock(loaded.root, places)
    session.talk(f"{plural(len(places), 'position')}, {len(places.keys() - lock.keys())} of them new")
