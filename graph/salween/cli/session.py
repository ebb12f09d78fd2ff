"""What every command shares: the project, the clocks, how to talk and how to stop."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from ..build import Loaded
    from ..judge import Judge
    from ..perspective import Perspective
    from ..private import Protected
    from ..problem import Problem

OK, PROBLEMS, USAGE, NOTHING, LIMIT = 0, 1, 2, 3, 4
VERSION = "0.1.0"

F = TypeVar("F", bound=Callable[..., Any])


class Session:
    """What every command shares: the project's folder, and whether to talk."""

    def __init__(self, root: Path | None, quiet: bool) -> None:
        self.given = root
        self.quiet = quiet
        self.overlay: Path | None = None
        self.protected: Protected | None = None

    @property
    def root(self) -> Path:
        from ..build import find_root

        if self.given is not None:
            if not (self.given / "data" / "dataset.yaml").is_file():
                stop(f"{self.given} is no project: it has no data/dataset.yaml", USAGE)
            return self.given
        found = find_root(Path.cwd())
        if found is None:
            what = "there is no data/dataset.yaml here or above: change into a project, or give --root"
            stop(f"{what} (docs/guide.md says how to begin one of your own)", USAGE)
        return found

    def talk(self, text: str) -> None:
        if not self.quiet:
            click.echo(text, err=True)

    def load(self) -> Loaded:
        from ..build import OverlayError, load

        try:
            loaded = load(self.root, self.overlay)
        except OverlayError as error:
            stop(f"--overlay: {error}", USAGE)
        self.protected = loaded.protected
        return loaded

    def no_overlay(self, command: str, why: str) -> None:
        """Stop a command that makes a release, or changes the record, where an overlay is given."""
        if self.overlay is not None:
            stop(f"{command} {why}, and an overlay is never part of it: leave --overlay out", USAGE)

    def sound(self) -> tuple[Loaded, Judge]:
        """Return the project and its judge, or stop with its problems: no answer rests on a broken record."""
        from ..problem import any_errors

        loaded = self.load()
        if loaded.judge is None or any_errors(loaded.problems):
            self.stop_with(loaded.problems)
        return loaded, loaded.judge

    def perspective(self, as_of: int | None = None, known_at: int | None = None) -> Perspective:
        """Return the dataset by the days of a command, or stop with its problems; say where a day is too late."""
        from ..perspective import Perspective

        loaded, _ = self.sound()
        found = Perspective.of(loaded).at(as_of, known_at)
        for note in found.notes:
            self.talk(note)
        return found

    @contextmanager
    def stopping(self) -> Iterator[None]:
        """Stop with the problems of the dataset where an answer finds some that reading it did not."""
        from ..problem import DatasetError

        try:
            yield
        except DatasetError as error:
            self.stop_with(error.problems)

    def stop_with(self, problems: Iterable[Problem]) -> NoReturn:
        """Show the first errors among some problems, and stop."""
        errors = [problem for problem in problems if problem.is_error]
        self.show_problems(errors[:3])
        count = plural(len(errors), "error")
        stop(f"the dataset has {count}: fix what salween check shows, then ask again", PROBLEMS)

    def refuse_private(self, root: Path) -> None:
        """Stop where the last build, or what it was made from, has a name that private.txt lists by now."""
        from ..build import latest
        from ..private.search import in_artefacts, protect

        protected, problems = protect(root)
        self.protected = protected
        if protected:
            from ..render import shipped

            files = {path.name: path.read_bytes() for path in latest(root).iterdir()}
            problems += in_artefacts(protected, files, shipped())
        if problems:
            self.show_problems(problems[:20])
            stop(f"{plural(len(problems), 'error')} in the dataset: fix what salween check shows", PROBLEMS)

    def show_problems(self, problems: Iterable[Problem], form: str = "text", err: bool = True) -> None:
        from ..problem import to_github, to_json, to_text

        root = self.root

        def text_of(path: str) -> str | None:
            file = root / path
            try:  # a pipe would wait for ever, and a device never end
                text = file.read_text("utf-8", errors="replace") if file.is_file() else None
            except OSError:
                return None
            is_private = text is not None and self.protected is not None and any(self.protected.find(text))
            return None if is_private else text

        found = list(problems)
        if self.protected:
            found = list(map(self.protected.covered_problem, found))
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


def _laid_over(context: click.Context, _: click.Parameter, folder: Path | None) -> None:
    if folder is not None:
        context.meta["salween.overlay"] = folder
        if isinstance(context.obj, Session):
            context.obj.overlay = folder


def overlay_option(is_refused: bool = False) -> click.Option:
    """Return the option that lays private additions over the record: the program's, and each command's that takes it.

    A command that refuses it says why, and does not show it.
    """
    return click.Option(
        ["--overlay"],
        type=click.Path(path_type=Path),
        metavar="DIR",
        expose_value=False,
        callback=_laid_over,
        hidden=is_refused,
        help="Private additions read on top of data/: in every answer, in no release.",
    )


class Day(click.ParamType[int]):
    """A day, YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        from ..dates import day_of

        try:
            return day_of(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _opted_in(context: click.Context, option: click.Parameter, given: str | None) -> tuple[str, ...]:
    from ..compile import OPT_IN_GRAPHS
    from ..problem import chosen

    try:
        found = chosen(given or "", OPT_IN_GRAPHS, "opt-in graph")
    except ValueError as error:
        stop(f"{option.opts[0]}: {error}", USAGE)
    before: tuple[str, ...] = context.meta.setdefault("salween.opt-in", found)
    return tuple(dict.fromkeys((*before, *found)))


def with_opt_in(command: F) -> F:
    """Give a command the opt-in graphs. `--with`, the name that the option had before, is read first and not shown."""
    help = "See opt-in graphs too: claimed, inferred, or claimed,inferred."
    new = click.option("--include", "include", callback=_opted_in, metavar="GRAPHS", help=help)
    old = click.option("--with", "old", callback=_opted_in, hidden=True, expose_value=False, is_eager=True)
    return new(old(command))


def with_clocks(command: F) -> F:
    """Give a command the two clocks."""
    known_at = click.option("--known-at", type=Day(), help="Use only sources out by this day (default: the edition's).")
    as_of = click.option("--as-of", type=Day(), help="What held on this day (default: the last one covered).")
    return as_of(known_at(command))


def screen_width() -> int:
    """Return the width to fit tables to: the terminal's, or 0 where the output is not one."""
    import shutil

    columns = os.environ.get("COLUMNS", "")
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else int(columns) if columns.isdecimal() else 0


def meant(judge: Judge, wanted: str) -> str:
    """Return the entity that an id or a name means, empty where it means none, or more than one."""
    from ..names import UnclearName

    try:
        return judge.finder.entity(wanted)
    except UnclearName:
        return ""


def write_out(session: Session, files: dict[str, bytes], out: Path | None) -> None:
    """Write one file to out or stdout, several into the folder out; each whole or not at all."""
    if out is None and len(files) > 1:
        stop(f"this format is {len(files)} files: give a folder with --out", USAGE)
    if out is None:
        sys.stdout.buffer.write(*files.values())
        return
    for name, content in files.items():
        target = out / name if len(files) > 1 or out.is_dir() else out
        try:
            _write_whole(target, content)
        except OSError as error:
            stop(f"{target} cannot be written: {error.strerror}", USAGE)
        session.talk(f"wrote {target}")


def _write_whole(target: Path, content: bytes) -> None:
    """Write a file beside its place and put it there by a rename; write into a pipe or a device as it is."""
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    working = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        working.write_bytes(content)
        working.replace(target)
    finally:
        working.unlink(missing_ok=True)
