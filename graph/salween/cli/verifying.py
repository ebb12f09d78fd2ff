"""The command that checks citations against copies of their pages."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .session import NOTHING, OK, PROBLEMS, Day, Session, plural, stop


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE|FILE]…")
@click.option("--pages", type=click.Path(path_type=Path, file_okay=False), help="Your copies (default: pages/).")
@click.option("--changed", is_flag=True, help="Only sources with a citation that is new, changed or not found yet.")
@click.option("--fetch", "is_fetch", is_flag=True, help="Get missing copies over the web first.")
@click.option("--full", is_flag=True, help="Show what was found, too.")
@click.option("--no-lock", is_flag=True, help="Report only: leave data/citations.lock.json as it is.")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--on", "on", type=Day(), help="The day to write into the lock (default: today).")
@click.pass_obj
def verify(
    session: Session,
    sources: tuple[str, ...],
    pages: Path | None,
    changed: bool,
    is_fetch: bool,
    full: bool,
    no_lock: bool,
    form: str,
    on: int | None,
) -> None:
    """Check citations against your copies of pages.

    Save the text of a page as pages/SOURCE.txt (or .md, .html, .json), then run this: it looks on the page for the
    numbers, days, names and speakers that each fact takes from it. Results go into data/citations.lock.json, which
    holds no text of a page. A FILE under data/ stands for every source that it cites.
    """
    from ..verify import read_lock, write_lock
    from ..verify.copies import FOLDER
    from ..verify.lock import today
    from ..verify.match import MISSING
    from ..verify.report import problems as problems_of
    from ..verify.report import summary, to_json, to_text
    from ..verify.run import verify as look

    session.no_overlay("verify", "writes into data/")
    loaded, judge = session.sound()
    corpus = judge.corpus
    lock, problems = read_lock(loaded.root)
    if problems:
        session.show_problems(problems)
        sys.exit(PROBLEMS)
    folder = pages or loaded.root / FOLDER
    wanted = _wanted(session, loaded.root, sources)
    if is_fetch:
        from ..verify.fetch import fetch

        session.talk(f"getting the pages that are not in {folder} over the web, one a second from each site")
        for line in fetch(corpus, folder, wanted):
            session.talk(line)
    elif not folder.is_dir():
        stop(f"there is no folder {folder}: save pages there as SOURCE.txt, or give --pages DIR", NOTHING)
    report = look(corpus, loaded.ontology, folder, lock, on or today(), wanted, changed)
    if form == "json":
        click.echo(to_json(report))
    elif form == "github":
        session.show_problems(problems_of(report), form, err=False)
    else:
        text = to_text(report, full)
        if text:
            click.echo(text)
    if wanted and report.absent:
        session.talk(f"no copy in {folder}: {', '.join(report.absent)}")
    session.talk(summary(report))
    if report.pages and not no_lock and write_lock(loaded.root, report.lock):
        session.talk("wrote data/citations.lock.json")
    if not report.pages and not report.unreadable:
        stop(f"no copy of a cited page in {folder}", NOTHING) if not changed else sys.exit(OK)
    sys.exit(PROBLEMS if report.count(MISSING) or report.unreadable else OK)


def _wanted(session: Session, root: Path, given: tuple[str, ...]) -> set[str]:
    """Return the sources that ids and files mean; stop where one means none."""
    from ..problem import suggest
    from ..verify.expected import citations

    loaded, judge = session.sound()
    found: set[str] = set()
    by_source = None
    for name in given:
        if name in judge.corpus.sources:
            found.add(name)
            continue
        path = Path(name)
        if not path.is_file():
            near = suggest(name, judge.corpus.sources, "give an id or a file under data/")
            stop(f'no source "{name}": {near}', NOTHING)
        by_source = by_source or citations(judge.corpus, loaded.ontology)
        shown = path.resolve().relative_to(root.resolve()).as_posix()
        cited = {s for s, cited in by_source.items() if any(c.attestation.place.path == shown for c in cited)}
        if not cited:
            stop(f"{shown} cites no source", NOTHING)
        session.talk(f"{shown}: {plural(len(cited), 'source')}")
        found |= cited
    return found
