"""The river in one place: from a folder to what it holds, and from that to the artefacts under `build/`."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .check import check_corpus
from .compile.spread import at_once
from .infer import Conclusion, Rule, infer, read_rules
from .judge import Judge
from .model import Corpus
from .ontology import Ontology, read_ontology
from .place import Place
from .private import Protected
from .private.search import protect
from .problem import Problem, any_errors, sorted_problems
from .read import data_files, gc_paused, name_of, newness, overlay_files, read_file
from .resolve import (
    gaps,
    gather,
    joined,
    laid_over,
    link,
    named_for_ids,
    resolve_dataset,
    resolve_file,
    resolve_withdrawals,
)
from .verify import read_lock

if TYPE_CHECKING:
    from .query.questions import Question

#: What makes some of the artefacts: their bytes by file name.
Maker = Callable[[], dict[str, bytes]]

KEPT_GENERATIONS = 3
#: Above this many ties the page and the layout are made only when asked for.
MAX_DRAWN_TIES = 5_000


@dataclass(frozen=True)
class Loaded:
    """A project as read, checked and judged. `corpus` and `judge` are None where there is nothing to judge."""

    root: Path
    ontology: Ontology
    rules: tuple[Rule, ...]
    corpus: Corpus | None
    judge: Judge | None
    problems: list[Problem]
    #: The names that must appear nowhere.
    protected: Protected = field(default=Protected(), repr=False)

    @cached_property
    def conclusions(self) -> list[Conclusion]:
        return infer(self.judge, self.rules) if self.judge is not None else []

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The saved questions; what is wrong with them is told by `read_questions`."""
        from .query.questions import read_questions

        return read_questions(self.root, self.ontology)[0]

    def question(self, id: str) -> Question | None:
        """Return one saved question, None where there is none; it is read by itself where not all were read before."""
        from .query.questions import read_question

        known = self.__dict__.get("questions")
        return read_question(self.root, self.ontology, id) if known is None else known.get(id)


def find_root(start: Path) -> Path | None:
    """Return the nearest folder, from start upward, that has data/dataset.yaml."""
    return next((f for f in (start, *start.parents) if (f / "data" / "dataset.yaml").is_file()), None)


class OverlayError(ValueError):
    """A folder that can be no overlay, with the reason in words."""


def load(root: Path, overlay: Path | None = None) -> Loaded:
    """Read, resolve, judge and check a project. Its problems are sorted by place, each once.

    `overlay` is a folder of private additions in the same language, read on top of data/: OverlayError where it can
    be none. What it adds takes part in every answer and in no release.
    """
    if overlay is not None:
        _refuse_overlay(root, overlay)
    with gc_paused():
        loaded = _load(root, overlay)
        protected, found = protect(root, overlay)
    problems = [*loaded.problems, *found]
    if found:  # the words of another problem may quote a name
        problems = list(map(protected.covered_problem, problems))
    return replace(loaded, protected=protected, problems=sorted_problems(problems))


def _refuse_overlay(root: Path, overlay: Path) -> None:
    data, folder = (root / "data").resolve(), overlay.resolve()
    if not folder.is_dir():
        raise OverlayError(f"{overlay} is no folder")
    if folder.is_relative_to(data) or data.is_relative_to(folder):
        raise OverlayError(f"{overlay} and data/ lie in one another: what stands in data/ is the record, and published")
    if not overlay_files(overlay):
        raise OverlayError(f"{overlay} holds no YAML file")


def _load(root: Path, overlay: Path | None) -> Loaded:
    ontology, problems = read_ontology(root)
    if problems:
        return Loaded(root, ontology, (), None, None, sorted_problems(problems))
    rules, problems = read_rules(root, ontology)
    dataset_tree, found = read_file(root, root / "data" / "dataset.yaml")
    problems += found
    over = name_of(root, overlay) if overlay is not None else ""
    if overlay is not None and os.path.lexists(overlay / "dataset.yaml"):
        own, more = read_file(root, overlay / "dataset.yaml")
        dataset_tree, unknown = laid_over(dataset_tree, own, f"{over}/dataset.yaml", ontology)
        problems += more + unknown
    dataset, more = resolve_dataset(dataset_tree, ontology) if dataset_tree or not found else (None, [])
    problems += more
    parts = []
    paths = data_files(root) + (overlay_files(overlay) if overlay is not None else [])
    for path in paths:
        tree, found = read_file(root, path)
        part = resolve_file(name_of(root, path), tree, ontology)
        problems += found + part.problems
        part.is_whole = part.is_whole and not found
        parts.append(part)
    corrections = root / "data" / "corrections.yaml"
    tree, found = read_file(root, corrections) if os.path.lexists(corrections) else (None, [])
    withdrawals, more = resolve_withdrawals(tree, ontology)
    problems += found + more
    if dataset is None:
        return Loaded(root, ontology, rules, None, None, sorted_problems(problems))
    if over:
        dataset = replace(dataset, title=f"{dataset.title} + overlay {over}")
    corpus, found = gather(dataset, parts, withdrawals, newness(root, over))
    lock, more = read_lock(root)
    corpus = replace(corpus, overlay=over, checked={source: kept.facts for source, kept in lock.sources.items()})
    problems = [*named_for_ids(problems, corpus), *found, *more]
    corpus, found = link(corpus, ontology, gaps(parts))
    problems += found
    corpus, found = joined(corpus, ontology)
    problems += found
    judge = Judge(corpus, ontology)
    problems += check_corpus(judge, is_whole=not any_errors(problems))
    if not parts:
        what = "no records under data/"
        fix = "add a YAML file with entities:, sources: and claims:, or give the project with --root"
        problems.append(Problem("empty-record", Place("data", 0, 0), what, fix))
    return Loaded(root, ontology, rules, corpus, judge, sorted_problems(problems))


def fingerprint(root: Path) -> str:
    """Return what the artefacts depend on as 16 hex digits: the inputs under data/ and ontology/, and the program."""
    digest = hashlib.blake2b(digest_size=8)
    program = Path(__file__).parent
    for folder, base in ((root / "data", root), (root / "ontology", root), (program, program)):
        for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
            digest.update(path.relative_to(base).as_posix().encode() + b"\0")
            digest.update(hashlib.blake2b(_content(path)).digest())
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    """Return the bytes of an input, or none where it cannot be read: then the record has a problem, and no build."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def latest(root: Path) -> Path:
    return root / "build" / "latest"


def mark_of(root: Path, *options: str) -> str:
    """Return the name of the generation that a build of this input by this program, so asked for, has."""
    return "-".join([fingerprint(root), *options])


def built(root: Path) -> Path | None:
    """Return the folder of the last build, however asked for, if it was made from this input by this program."""
    folder = latest(root)
    mark = folder.readlink().name if folder.is_symlink() else ""
    is_of_this = mark.partition("-")[0] == fingerprint(root) if mark else False
    return folder if is_of_this and _is_whole(folder, mark) else None


def is_current(root: Path, mark: str) -> bool:
    """Tell whether the last build was made from exactly this input by exactly this program, and is whole."""
    return _is_whole(latest(root), mark)


def _is_whole(generation: Path, mark: str) -> bool:
    """Tell whether a generation has this mark, and every file that its manifest names."""
    try:
        manifest = json.loads((generation / "manifest.json").read_text("utf-8"))
        sizes = {name: file["bytes"] for name, file in manifest["files"].items()}
        return manifest["fingerprint"] == mark and all((generation / n).stat().st_size == b for n, b in sizes.items())
    except (OSError, ValueError, TypeError, KeyError, AttributeError):  # somebody touched it, or it is none
        return False


def write_generation(
    root: Path, mark: str, makers: Sequence[Maker], search: Callable[[dict[str, bytes]], None] = lambda made: None
) -> Path:
    """Write the artefacts beside the last build and swap them in by one rename; return their folder.

    What was made is given to `search` before it is written, which raises where it may not be.

    A build that fails or is killed leaves the last one whole: nothing is visible before the rename. A generation
    that was made before from the same input is not made again.
    """
    build = root / "build"
    build.mkdir(exist_ok=True)
    generation = build / mark
    if not _is_whole(generation, mark):
        working = build / f".{mark}.{os.getpid()}"
        working.mkdir()
        try:
            _write(working, mark, makers, search)
            _put(working, generation, mark)
        finally:
            shutil.rmtree(working, ignore_errors=True)
    pointer = build / f".latest.{os.getpid()}"
    pointer.unlink(missing_ok=True)
    pointer.symlink_to(mark)
    pointer.replace(latest(root))
    _forget_old(build, mark)
    return generation


def _put(working: Path, generation: Path, mark: str) -> None:
    """Rename a finished generation into its place; if another build was faster, its generation is as good."""
    if not _is_whole(generation, mark):
        shutil.rmtree(generation, ignore_errors=True)
    try:
        working.rename(generation)
    except OSError:
        if not _is_whole(generation, mark):
            raise


def _write(folder: Path, mark: str, makers: Sequence[Maker], search: Callable[[dict[str, bytes]], None]) -> None:
    """Make the artefacts, side by side where there are processors for it; write a manifest with sizes and hashes."""
    files = {}
    for made in at_once(makers, spread=True):
        search(made)
        for name, content in made.items():
            (folder / name).write_bytes(content)
            files[name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest = {"fingerprint": mark, "files": files}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")


def _forget_old(build: Path, mark: str) -> None:
    """Keep a few generations to go back to, and none of what a killed build left."""
    folders = [path for path in build.iterdir() if path.is_dir() and not path.is_symlink()]
    done = [path for path in folders if (path / "manifest.json").is_file() and path.name != mark]
    done.sort(key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    left = [path for path in build.iterdir() if path.name.startswith(".") and not _is_running(path.suffix[1:])]
    for path in done[KEPT_GENERATIONS - 1 :] + left:
        if path.is_symlink():
            path.unlink(missing_ok=True)
        else:
            shutil.rmtree(path, ignore_errors=True)


def _is_running(process: str) -> bool:
    """Tell whether another build, by its number, is still at work."""
    try:
        os.kill(int(process), 0)
        return int(process) != os.getpid()
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
