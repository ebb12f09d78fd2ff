"""Answers that are committed: a change to facts shows which of them it changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from salween.answers import DAYS, answers, differing, write_answers
from salween.build import load
from salween.cli import main
from salween.perspective import Perspective

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small project of the acceptance cases, in a folder that can be written."""
    shutil.copytree(ROOT / "tests" / "small" / "data", tmp_path / "data")
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    return tmp_path


def run(project: Path, *arguments: str) -> tuple[int, str]:
    found = CliRunner().invoke(main, ["--root", str(project), "answers", *arguments])
    return found.exit_code, found.stdout


def test_answers_are_written_once_and_change_with_the_facts(project: Path) -> None:
    code, written = run(project)
    assert code == 0
    assert "answers/control.txt" in written.splitlines()
    assert run(project) == (0, "")
    assert run(project, "--check") == (0, "")
    control = (project / "answers" / "control.txt").read_text("utf-8")
    assert control.count("Bridgetown | ") == DAYS
    assert "Bridgetown | 2024-12-31 | held by Hill Army" in control

    facts = next(path for path in project.glob("data/*.yaml") if "from: 2024-08-03" in path.read_text("utf-8"))
    facts.write_text(facts.read_text("utf-8").replace("from: 2024-08-03", "from: 2024-08-02"), "utf-8")
    code, changed = run(project, "--check")
    assert code == 1
    assert changed
    before = (project / "answers" / "control.txt").read_text("utf-8")
    assert before == control  # --check writes nothing


def test_an_answer_to_a_question_that_is_gone_is_removed(project: Path) -> None:
    seen = Perspective.of(load(project))
    wanted = answers(seen)
    write_answers(project, wanted)
    (project / "answers" / "gone.txt").write_text("nobody asks this any more", "utf-8")
    assert differing(project, wanted) == ["gone.txt"]
    assert write_answers(project, wanted) == ["gone.txt"]
    assert differing(project, wanted) == []


def test_the_answers_of_the_dataset_are_current() -> None:
    """Where this fails, look at what `salween answers` changes: it is what the change to facts or rules does."""
    assert differing(ROOT, answers(Perspective.of(load(ROOT)))) == []
