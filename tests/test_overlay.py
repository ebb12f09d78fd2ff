"""An overlay: an analyst's private additions over the record. In every answer, with a mark; in no release."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import salween
from salween.build import OverlayError
from salween.cli import main

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "small"

NOTES = """
source: own-2026-04-02
sources:
  - {id: own-2026-04-02, publisher: our-desk, title: An interview, published: 2026-04-02, retrieved: 2026-04-03,
     read: whole, no_url: notes of our own, language: en}
entities:
  - {id: our-desk, kind: MediaOutlet, name: {en: Our Desk}, reliability: C}
  - {id: person-77, kind: Person, private: true}
claims:
  - {subject: gate-militia, controls: bridgetown, from: 2026-04-01}
events:
  - {id: talk-own, event: Meeting, date: 2026-04-01, sides: [[person-77], [gate-militia]]}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small record with the real ontology, and beside it a folder `own` of notes."""
    root = tmp_path / "project"
    shutil.copytree(SMALL / "data", root / "data")
    (root / "ontology").symlink_to(ROOT / "ontology")
    lay(tmp_path / "own", NOTES)
    return root


def lay(folder: Path, text: str, name: str = "notes.yaml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder


Run = Callable[..., Result]


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*args: str, overlay: str = "../own") -> Result:
        monkeypatch.chdir(project)
        result = CliRunner().invoke(main, [*args, "--overlay", overlay])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def test_every_answer_has_it_and_marks_it(run: Run) -> None:
    claim = "gate-militia.controls.bridgetown"
    for args, said in (
        (("ask", "who-controls", "--set", "place=bridgetown"), "Our Desk, 2026-04-02 [overlay]"),
        (("show", "bridgetown"), "controls Bridgetown [overlay], from 2026-04-01"),
        (("show", "bridgetown"), "notes of our own [overlay]"),
        (("why", claim), "Our Desk, 2026-04-02 [overlay] — grade C"),
        (("path", "gate-militia", "bridgetown"), "possibly on 2026-04-30) [overlay]"),
        (("what-if", "--without", "our-desk"), "controls Bridgetown [overlay]"),
        (("stats",), "+ overlay ../own"),
        (("render",), "+ overlay ../own"),
        (("query", "SELECT ?x { ?x sal:overlay true ; a sal:Claim }"), claim),
    ):
        result = run(*args)
        assert result.exit_code == 0, result.output
        assert said in result.output, args


def test_the_mark_stands_on_what_the_overlay_adds_and_on_nothing_else(run: Run) -> None:
    rows = json.loads(run("query", "SELECT ?x { ?x sal:overlay true }", "--format", "json").stdout)
    marked = sorted(row["x"]["value"].rpartition("/")[2] for row in rows["results"]["bindings"])
    claim = "gate-militia.controls.bridgetown"
    assert marked == sorted([
        claim, f"{claim}#own-2026-04-02", "our-desk", "own-2026-04-02", "person-77", "talk-own",
        "talk-own#own-2026-04-02",
    ])  # fmt: skip
    ours = [line for line in run("ask", "who-controls", "--set", "place=bridgetown").stdout.splitlines() if line]
    assert sum("[overlay]" in line for line in ours) == 2  # who holds it now, and the row; the record's rows have none


def test_the_program_takes_it_before_the_command_as_well(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    result = CliRunner().invoke(main, ["--overlay", "../own", "why", "gate-militia.controls.bridgetown"])
    assert result.exit_code == 0 and "[overlay]" in result.stdout


@pytest.mark.parametrize(
    "args",
    [("build",), ("export", "gexf"), ("export", "nquads"), ("publish", "--to", "http://127.0.0.1:9/"), ("layout",),
     ("rename", "gate-militia", "gate-guard")],
)  # fmt: skip
def test_what_makes_a_release_or_changes_the_record_refuses_it(run: Run, project: Path, args: tuple[str, ...]) -> None:
    before = sorted((path, path.read_bytes()) for path in (project / "data").rglob("*.yaml"))
    result = run(*args)
    assert result.exit_code == 2
    assert f"{args[0]} " in result.stderr and "an overlay is never part of it: leave --overlay out" in result.stderr
    assert not (project / "build").exists()
    assert sorted((path, path.read_bytes()) for path in (project / "data").rglob("*.yaml")) == before


def test_a_mistake_in_it_points_at_its_own_file(run: Run, tmp_path: Path) -> None:
    lay(tmp_path / "own", NOTES.replace("bridgetown", "brigdetown"))
    result = run("check")
    assert result.exit_code == 1
    assert '../own/notes.yaml:10:39: error[unknown-id]: no entity or record "brigdetown" for controls' in result.stdout
    assert "10 |   - {subject: gate-militia, controls: brigdetown" in result.stdout  # the line is shown


def test_it_silently_replaces_nothing_of_the_record(run: Run, tmp_path: Path) -> None:
    """An id of the record's is taken: for an entity as for a claim, with both places."""
    own = "  - {id: bridgetown, kind: Town, name: {en: Another}}\n"
    lay(tmp_path / "own", NOTES.replace("claims:", f"{own}claims:"))
    said = run("check").stdout
    assert 'own/notes.yaml:9:10: error[duplicate-id]: the id "bridgetown" is already in use' in said
    assert "the other at data/" in said


def test_it_may_know_more_than_the_edition_if_it_says_so(run: Run, tmp_path: Path) -> None:
    """The record's own edition stays; the overlay's days are of its own dataset.yaml, and name nothing else."""
    later = NOTES.replace("published: 2026-04-02", "published: 2031-04-02").replace("2026-04-03", "2031-04-03")
    lay(tmp_path / "own", later)
    assert "fix: write edition: 2031-04-03 in ../own/dataset.yaml" in run("check").stdout
    lay(tmp_path / "own", "edition: 2031-05-01\n", "dataset.yaml")
    result = run("show", "bridgetown")
    assert result.exit_code == 0 and "using sources up to 2031-05-01" in result.stdout
    lay(tmp_path / "own", "edition: 2031-05-01\ntitle: Mine\n", "dataset.yaml")
    assert '../own/dataset.yaml:2:1: error[unknown-key]: no key "title"' in run("check").stdout


@pytest.mark.parametrize(
    ("overlay", "said"),
    [("../none", "is no folder"), ("data", "lie in one another"), ("data/sub", "is no folder"), (".", "lie in one"),
     ("../empty", "holds no YAML file")],
)  # fmt: skip
def test_a_folder_that_can_be_none_is_refused(run: Run, tmp_path: Path, overlay: str, said: str) -> None:
    (tmp_path / "empty").mkdir()
    result = run("check", overlay=overlay)
    assert result.exit_code == 2 and said in result.stderr


def test_in_python_it_answers_and_is_not_exported(project: Path, tmp_path: Path) -> None:
    kg = salween.load(project, overlay=tmp_path / "own")
    assert "gate-militia.controls.bridgetown" in kg.judge.corpus.records
    assert kg.query("SELECT ?x { ?x sal:overlay true ; a sal:Claim }").rows != ()
    assert b"[overlay]" not in salween.load(project).nquads
    with pytest.raises(ValueError, match="an overlay is never part of one"):
        kg.export(tmp_path / "x.gexf")
    with pytest.raises(OverlayError, match="is no folder"):
        salween.load(project, overlay=tmp_path / "none")


def test_the_record_without_it_is_the_record(project: Path) -> None:
    """Nothing lingers of an overlay that lay over it: the compiled record is the same bytes, and has no mark."""
    salween.load(project, overlay=project.parent / "own").nquads  # noqa: B018
    assert salween.load(project).nquads == salween.load(SMALL).nquads
    assert b'ontology#overlay> "true"' not in salween.load(project).nquads
