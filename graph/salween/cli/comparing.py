"""Commands that compare: two states of the record, and the record with and without a source."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .session import NOTHING, OK, USAGE, Session, meant, plural, stop, with_clocks

if TYPE_CHECKING:
    from ..build import Loaded
    from ..diff import Change
    from ..perspective import Perspective


@click.command()
@click.argument("old")
@click.argument("new", required=False)
@click.option("--format", "form", type=click.Choice(["text", "md", "json"]), default="text", show_default=True)
@click.option("--answers", is_flag=True, help="Ask every saved question of both, and say which answers flipped.")
@with_clocks
@click.pass_obj
def diff(
    session: Session, old: str, new: str | None, form: str, answers: bool, as_of: int | None, known_at: int | None
) -> None:
    """Say what changed between two states of the dataset, in words.

    OLD and NEW are folders or git revisions; NEW is the dataset in the project, unless given. --as-of is the day on
    which holders of places are compared, --known-at the day of knowledge of both.
    """
    from ..diff import flipped
    from ..perspective import Perspective

    with tempfile.TemporaryDirectory() as scratch:
        before = _state(session, old, Path(scratch) / "old")
        after = _state(session, new, Path(scratch) / "new") if new is not None else session.load()
        if before.judge is None or after.judge is None:
            stop("one of the two cannot be read: salween check shows why", USAGE)
        earlier, later = (Perspective.of(one, despite_errors=True).at(as_of, known_at) for one in (before, after))
        for note in dict.fromkeys((*later.notes, *earlier.notes)):
            session.talk(note)
        changes = later.changes_since(earlier)
        if answers:
            changes += flipped(_answers(earlier), _answers(later))
    if form == "json":
        click.echo(json.dumps([change._asdict() for change in changes], ensure_ascii=False, indent=1))
    elif changes:
        click.echo(_in_words(changes, "- " if form == "md" else "  ", "## " if form == "md" else ""))
    session.talk(plural(len(changes), "change"))
    sys.exit(OK if changes else NOTHING)


@click.command("what-if")
@click.option("--without", "names", multiple=True, required=True, help="A source, or a publisher with all its sources.")
@click.option("--origin", is_flag=True, help="Leave out what rewrites them as well.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_clocks
@click.pass_obj
def what_if(
    session: Session, names: tuple[str, ...], origin: bool, form: str, as_of: int | None, known_at: int | None
) -> None:
    """Say what falls, and what weakens, if a source is wrong."""
    from ..diff import sources_of
    from ..diff import what_if as judged_without
    from ..problem import suggest

    seen = session.perspective(as_of, known_at)
    judge = seen.judge
    without: frozenset[str] = frozenset()
    for name in names:
        found = sources_of(judge, name, origin) or sources_of(judge, meant(judge, name), origin)
        if not found:
            known = [*judge.corpus.sources, *(str(source.publisher) for source in judge.corpus.sources.values())]
            stop(f'no source or publisher "{name}": {suggest(name, known, "salween stats lists publishers")}', NOTHING)
        without |= found
    changes = judged_without(judge, without, seen.as_of)
    session.talk(
        f"without {plural(len(without), 'source')}: {', '.join(sorted(without)[:4])}"
        + (" …" if len(without) > 4 else "")
    )
    if form == "json":
        click.echo(json.dumps([change._asdict() for change in changes], ensure_ascii=False, indent=1))
    elif changes:
        click.echo(_in_words(changes, "  ", ""))
    else:
        session.talk("nothing falls and nothing weakens")


def _state(session: Session, name: str, scratch: Path) -> Loaded:
    """Return a state of the record: a folder that is a project, or a git revision of this one."""
    from ..build import load

    folder = Path(name)
    if (folder / "data" / "dataset.yaml").is_file():
        return load(folder)
    if name.startswith("-"):  # git would take it as an option
        stop(f'"{name}" is neither a project\'s folder nor a git revision of this record', USAGE)
    scratch.mkdir(parents=True)
    command = ["git", "-C", str(session.root), "archive", "--format=tar", name, "data", "ontology"]
    try:
        archive = subprocess.run(command, capture_output=True, check=True).stdout
    except (subprocess.CalledProcessError, FileNotFoundError):
        stop(f'"{name}" is neither a project\'s folder nor a git revision of this record', USAGE)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        try:
            tar.extractall(scratch, filter="data")
        except tarfile.FilterError:
            stop(f"{name} holds a link that leads out of the project: compare two folders instead", USAGE)
    if not (scratch / "data" / "dataset.yaml").is_file():
        stop(f"there was no record yet at {name}", USAGE)
    return load(scratch)


def _answers(seen: Perspective) -> dict[str, set[str]]:
    """Return the rows of every saved question, asked with its example, as text."""
    from ..query import QueryError

    found = {}
    for id in seen.project.questions:
        try:
            asked = seen.asked(id)
        except QueryError:  # its example is not in this state of the dataset
            continue
        found[id] = {" | ".join(map(str, row)) for row in seen.dataset.select(asked.query, asked.include)}
    return found


def _in_words(changes: list[Change], bullet: str, heading: str) -> str:
    lines: list[str] = []
    for sort in dict.fromkeys(change.sort for change in changes):
        lines += [f"{heading}{sort}", ""]
        for change in changes:
            if change.sort == sort:
                cause = f" ({change.cause})" if change.cause else ""
                lines.append(f"{bullet}{change.id}: {change.what}{cause}")
        lines.append("")
    return "\n".join(lines)
