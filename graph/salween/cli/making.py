"""Commands that write files: the build, the exports, the page, the layout."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .session import PROBLEMS, USAGE, VERSION, Session, clocks_of, conclusions_of, plural, stop, with_clocks, write_out

if TYPE_CHECKING:
    from ..build import Loaded, Maker
    from ..infer import Conclusion
    from ..judge import Clocks, Judge
    from ..render import Asking, View


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
    mark = river.mark_of(root, VERSION, *drawn, *(["sparql"] if sparql else []))
    if river.is_current(root, mark):
        session.talk("nothing changed")
        return _point_to(session, root)
    loaded, judge = session.sound()
    warnings = [problem for problem in loaded.problems if not problem.is_error]
    if warnings:
        session.talk(f"{plural(len(warnings), 'warning')}: salween check shows them")
    makers = _artefacts(session, loaded, judge, draw, sparql)
    try:
        river.write_generation(root, mark, makers)
    except OSError as error:
        stop(f"{error.filename2 or error.filename or 'the build'} cannot be written: {error.strerror}", USAGE)
    return _point_to(session, root, _example(loaded, judge))


def _example(loaded: Loaded, judge: Judge) -> str:
    """Return a saved question of one name that this record can answer, as it is typed."""
    from ..query import QueryError
    from ..query.questions import filled, read_questions

    for question in read_questions(loaded.root, loaded.ontology)[0].values():
        try:
            given = filled(question, {}, judge.corpus, loaded.ontology)[1]
        except QueryError:  # its example is of another record
            continue
        if len(given) == 1:
            return f"{question.id} " + " ".join(f"--set {name}={value}" for name, value in given.items())
    return ""


def _artefacts(session: Session, loaded: Loaded, judge: Judge, draw: bool | None, sparql: bool) -> list[Maker]:
    """Return what makes the artefacts: the RDF, and where it is drawn the page and the file for Gephi."""
    from ..build import MAX_DRAWN_TIES
    from ..layout import strays
    from ..ties import all_ties

    conclusions = loaded.conclusions

    def rdf() -> dict[str, bytes]:
        from ..compile import description, to_nquads

        nquads = to_nquads(judge, conclusions)
        about = description(judge.corpus, nquads.count(b"\n"))
        text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True)
        return {"salween.nq": nquads, "description.jsonld": f"{text}\n".encode()}

    if draw is False or (draw is None and sum(1 for _ in all_ties(judge)) > MAX_DRAWN_TIES):
        return [rdf]
    places = places_of(loaded, judge)
    astray = len(strays(judge, places))
    if astray > len(places) * MOST_ASTRAY:
        what = f"{astray} of {plural(len(places), 'mark')} of the map stand among those of another group"
        session.talk(f"{what}: salween layout --anew places all of them anew")

    def page() -> dict[str, bytes]:
        from ..compile import default_clocks
        from ..render import read_views, to_html

        views = read_views(loaded.root, loaded.ontology)[0]
        asking = asking_of(loaded, judge, conclusions, default_clocks(judge.corpus), sparql)
        return {"index.html": to_html(judge, conclusions, places, views=views, asking=asking)}

    def gephi() -> dict[str, bytes]:
        from ..export import FORMATS
        from ..network import to_network

        network = to_network(judge, conclusions=conclusions)
        return {"salween.gexf": FORMATS["gexf"].writer(network, places)[0]}

    return [rdf, page, gephi]


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
    from ..compile import to_nquads
    from ..export import FORMATS, RDF_FORMATS
    from ..network import ASIDE, to_network
    from ..problem import suggest

    session.no_overlay("export", "makes a release")
    if form not in FORMATS and form not in RDF_FORMATS:
        stop(f'no format "{form}": {suggest(form, [*FORMATS, *RDF_FORMATS], "")}', USAGE)
    if form in RDF_FORMATS and (include or on_day):
        stop(f"{'--include' if include else '--on-day'} is for csv, gexf and graphml: {form} is RDF", USAGE)
    loaded, judge = session.sound()
    clocks = clocks_of(session, judge, as_of, known_at)
    seen = judge.seen_from(clocks.known_at)
    conclusions = conclusions_of(loaded, seen)
    files: dict[str, bytes]
    if form in RDF_FORMATS:
        content, losses = RDF_FORMATS[form].writer(to_nquads(seen, conclusions, clocks), judge.corpus.dataset.base)
        files = {f"salween{RDF_FORMATS[form].suffix}": content}
    else:
        wanted = frozenset(name.strip() for name in include.split(",") if name.strip())
        for name in sorted(wanted - set(ASIDE)):
            stop(f"--include {name}: choose from {', '.join(ASIDE)}", USAGE)
        network = to_network(seen, clocks.as_of if on_day else None, include=wanted, conclusions=conclusions)
        written, losses = FORMATS[form].writer(network, places_of(loaded, seen))
        files = written if isinstance(written, dict) else {f"salween{FORMATS[form].suffix}": written}
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
    from ..problem import suggest
    from ..render import to_html, to_plain_html

    loaded, judge = session.sound()
    views = views_of(session, loaded)
    ids = [one.id for one in views]
    if view and view not in ids:
        stop(f'no view "{view}": {suggest(view, ids, f"there are {len(ids)} in ontology/views/")}', USAGE)
    clocks = clocks_of(session, judge, as_of, known_at)
    seen = judge.seen_from(clocks.known_at)
    conclusions = conclusions_of(loaded, seen)
    if engine == "pyvis":
        if view or sparql:
            stop("--engine pyvis draws ties and no more: leave out the view and --sparql", USAGE)
        plain = to_plain_html(seen, conclusions, places_of(loaded, seen), clocks.as_of)
        return write_out(session, {"index.html": plain}, out)
    asking = asking_of(loaded, seen, conclusions, clocks, sparql)
    page = to_html(seen, conclusions, places_of(loaded, seen), clocks.as_of, views, view, asking)
    return write_out(session, {"index.html": page}, out)


@click.command()
@click.option("--anew", is_flag=True, help="Forget the positions there are: everything may move.")
@click.pass_obj
def layout(session: Session, anew: bool) -> None:
    """Write data/layout.lock.json: where each actor stands. Those already in it keep their place."""
    from ..layout import positions, write_lock

    session.no_overlay("layout", "writes into data/")
    loaded, judge = session.sound()
    lock = {} if anew else _lock(loaded)
    places = positions(judge, lock)
    write_lock(loaded.root, places)
    session.talk(f"{plural(len(places), 'position')}, {len(places.keys() - lock.keys())} of them new")


def _lock(loaded: Loaded) -> dict[str, tuple[float, float]]:
    """Return the locked positions, or stop with what is wrong there: they are not made anew in silence."""
    from ..layout import read_lock

    lock, problems = read_lock(loaded.root)
    if problems:
        Session(loaded.root, quiet=False).show_problems(problems)
        stop("the layout lock cannot be read: mend it, or forget it with salween layout --anew", PROBLEMS)
    return lock


def places_of(loaded: Loaded, judge: Judge) -> dict[str, tuple[float, float]]:
    """Return where everything stands: what the lock holds, and newcomers beside their neighbours."""
    from ..layout import positions

    return positions(judge, _lock(loaded))


def asking_of(
    loaded: Loaded, judge: Judge, conclusions: Sequence[Conclusion], clocks: Clocks, with_engine: bool = False
) -> Asking:
    """Return what the page can be asked: the saved questions of the project, answered by the two clocks."""
    from ..query.questions import read_questions
    from ..render import answer_all

    questions = read_questions(loaded.root, loaded.ontology)[0].values()
    return answer_all(judge, conclusions, clocks, questions, with_engine)


def views_of(session: Session, loaded: Loaded) -> tuple[View, ...]:
    """Return the views of the project; a mistake in one is told, and that view is left out."""
    from ..problem import to_text
    from ..render import read_views

    views, problems = read_views(loaded.root, loaded.ontology)
    if problems:
        session.talk(to_text(problems, lambda path: None))
    return views
