"""Two things with one id: which gives way, and that the id offered to it is free."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salween.build import load
from salween.model import Dataset
from salween.ontology import read_ontology
from salween.place import Place
from salween.problem import Problem
from salween.read import read_bytes
from salween.resolve import gather, resolve_file
from salween.resolve.gather import Part

ROOT = Path(__file__).resolve().parents[1]
ONTOLOGY = read_ontology(ROOT)[0]
DATASET = Dataset("", "https://example.org/", 739000, 739000, "", "", "", "", Place("data/dataset.yaml", 0, 0))
CLAIM = "  - {%ssubject: a-army, controls: %s, from: 2024-08-03, sources: [post]%s}\n"

#: A claim as its file writes it: an id of its own or none, the town, and an old id.
claims = st.tuples(
    st.sampled_from(["", "", "", ".2", ".3", ".10"]),
    st.sampled_from(["bridge", "ferry"]),
    st.sampled_from(["", "", "", ".2", ".4"]),
)


def part(name: str, rows: list[str]) -> Part:
    tree, problems = read_bytes(name, ("claims:\n" + "".join(rows)).encode())
    found = resolve_file(name, tree, ONTOLOGY)
    assert [*problems, *found.problems] == []
    return found


def row(own: str, town: str, was: str) -> str:
    stem = f"a-army.controls.{town}"
    return CLAIM % (f"id: {stem}{own}, " if own else "", town, f", was: [{stem}{was}]" if was else "")


def offered(problem: Problem) -> str:
    found = re.search(r"id: ([a-z0-9.-]+)$", problem.fix)
    assert found is not None
    return found[1]


@given(st.lists(st.lists(claims, min_size=1, max_size=4), min_size=1, max_size=3), st.permutations(range(3)))
@settings(max_examples=200, deadline=None)
def test_following_every_fix_leaves_no_clash(files: list[list[tuple[str, str, str]]], newness: list[int]) -> None:
    """An id offered is nobody's, was nobody's, and is offered to nobody else; so what it tells works at once."""
    names = [f"data/{number}.yaml" for number in range(len(files))]
    parts = [part(name, [row(*claim) for claim in rows]) for name, rows in zip(names, files, strict=True)]
    corpus, problems = gather(DATASET, parts, (), lambda path: newness[names.index(path)])
    clashes = [problem for problem in problems if problem.code == "clashing-id"]
    ids = [str(record.id) for one in parts for record in one.records]
    assert len(clashes) == len(ids) - len(set(ids))
    taken = {*ids, *(was for record in corpus.records.values() for was in record.was)}
    free = [offered(problem) for problem in clashes]
    assert len(free) == len(set(free))
    assert not taken & set(free)
    assert len({problem.place for problem in clashes}) == len(clashes)
    for problem in clashes:
        [(_, other)] = problem.others
        assert newness[names.index(problem.place.path)] >= newness[names.index(other.path)]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in git: one claim, committed."""
    (tmp_path / "ontology").symlink_to(ROOT / "ontology")
    (tmp_path / "data").mkdir()
    for path in (ROOT / "tests" / "faults" / "base").iterdir():
        (tmp_path / "data" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "data" / "towns.yaml").write_text("claims:\n" + held("2024-08-03"), "utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "data")
    git(tmp_path, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "towns")
    return tmp_path


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


def held(day: str) -> str:
    return f"  - {{subject: hill-army, controls: bridgetown, from: {day}, sources: [post-2025-04-23]}}\n"


def clash(root: Path) -> tuple[str, str]:
    [problem] = [problem for problem in load(root).problems if problem.code == "clashing-id"]
    return str(problem.place), problem.fix


def test_a_file_that_git_does_not_know_gives_way_wherever_it_sorts(project: Path) -> None:
    (project / "data" / "a-new-page.yaml").write_text("claims:\n" + held("2025-01-01"), "utf-8")
    assert clash(project) == (
        "data/a-new-page.yaml:2:5",
        "give this claim a separate id: hill-army.controls.bridgetown.2",
    )


def test_a_file_that_was_changed_gives_way_to_one_that_was_not(project: Path) -> None:
    early = project / "data" / "base.yaml"
    early.write_text(early.read_text("utf-8") + "\nclaims:\n" + held("2025-01-01"), "utf-8")
    place, _ = clash(project)
    assert place.startswith("data/base.yaml:")


def test_without_git_the_later_file_is_told_and_so_is_the_other(project: Path) -> None:
    (project / "data" / "a-new-page.yaml").write_text("claims:\n" + held("2025-01-01"), "utf-8")
    (project / ".git").rename(project / "elsewhere")
    place, fix = clash(project)
    assert place == "data/towns.yaml:2:5"
    assert fix.startswith("give the newer claim a separate id: ")
