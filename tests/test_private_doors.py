"""A private name stops all that would publish it, no message prints it, and the list does not fail in silence."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import salween
from salween.cli import main
from salween.perspective import DatasetError
from salween.private import Protected, entry_of, read_list
from salween.private.search import protect
from salween.problem import to_github, to_json, to_text

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "small"
NAME = "Thida Ko Nobody"


def protected(*names: str) -> Protected:
    entries = [entry_of(name, f"line {number + 1} of private.txt") for number, name in enumerate(names)]
    return Protected(tuple(entry for entry in entries if entry is not None))


ONE = protected(NAME)


# ---- the doors -------------------------------------------------------------------------------------------------

Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(SMALL / "data", root / "data")
    (root / "ontology").symlink_to(ROOT / "ontology")
    return root


@pytest.fixture
def run(project: Path) -> Run:
    def run(*args: str) -> Result:
        if args[0] == "serve":  # it listens: in a separate process
            command = [sys.executable, "-m", "salween", "--root", str(project), *args]
            done = subprocess.run(command, capture_output=True, timeout=120)
            return Result(CliRunner(), done.stdout, done.stderr, done.stdout + done.stderr, None, done.returncode, None)
        result = CliRunner().invoke(main, ["--root", str(project), *args])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


DOORS = [("check",), ("build",), ("export", "gexf"), ("export", "nquads"), ("render",), ("render", "--engine", "pyvis"),
         ("publish", "--to", "http://127.0.0.1:9/"), ("serve", "--port", "0"), ("show", "bridgetown")]  # fmt: skip


@pytest.mark.parametrize("door", DOORS, ids=" ".join)
@pytest.mark.parametrize("where", ["data/notes.yaml", "ontology", "stories/a.yaml", "data/layout.lock.json"])
def test_a_name_in_the_input_stops_every_door_and_is_not_printed(
    run: Run, project: Path, door: tuple[str, ...], where: str
) -> None:
    (project / "private.txt").write_text("# none yet\nThida Ko Nobody\n", "utf-8")
    if where == "ontology":
        (project / "ontology").unlink()
        shutil.copytree(ROOT / "ontology", project / "ontology")
        where = "ontology/questions/q.rq"
    path = project / where
    path.parent.mkdir(exist_ok=True)
    before = path.read_text("utf-8") if path.exists() else ""
    path.write_text("# " + "Nobody, THIDA-KO\n" + before, "utf-8")
    result = run(*door)
    assert result.exit_code == 1, result.output
    assert "private-name" in result.output and '"T… K… N…", line 2 of private.txt' in result.output
    assert not list(ONE.find(result.output))
    assert not (project / "build").exists()


@pytest.mark.parametrize(
    "door", [d for d in DOORS if d[0] in ("build", "export", "publish", "serve") or d == ("render",)], ids=" ".join
)
def test_a_name_that_only_the_artefact_has_stops_it(run: Run, project: Path, door: tuple[str, ...]) -> None:
    """The words of a name come together only in what is made: in the id of a claim and in a line of the page."""
    (project / "private.txt").write_text("Hill Army controls Bridgetown\n", "utf-8")
    checked = run("check")
    assert checked.exit_code == 0, checked.output
    result = run(*door)
    assert result.exit_code == 1 and "private-name" in result.output, result.output
    assert "ridgetown" not in result.output
    assert not (project / "build" / "latest").exists()


def test_answers_are_searched_before_they_are_written(run: Run, project: Path) -> None:
    """An answer puts side by side what no file does: here a place and who holds it."""
    assert run("answers").exit_code == 0
    rows = (project / "answers" / "control.txt").read_text("utf-8").splitlines()
    shutil.rmtree(project / "answers")
    row = next(line for line in rows if "Bridgetown" in line)
    (project / "private.txt").write_text(" ".join(row.split()[:4]) + "\n", "utf-8")
    assert run("check").exit_code == 0
    result = run("answers")
    assert result.exit_code == 1 and "private-name" in result.output, (row, result.output)
    assert not (project / "answers").exists()


def test_a_build_that_is_there_is_searched_for_what_is_listed_since(run: Run, project: Path) -> None:
    assert run("build").exit_code == 0
    assert run("build").stderr.startswith("nothing changed")
    (project / "private.txt").write_text("Bridgetown\n", "utf-8")
    result = run("build")
    assert result.exit_code == 1 and "private-name" in result.stderr and "Bridgetown" not in result.stderr
    (project / "private.txt").write_text("Thida Ko Nobody\n", "utf-8")
    assert run("build").stderr.startswith("nothing changed")


def test_a_build_that_is_stopped_leaves_the_last_one(run: Run, project: Path) -> None:
    assert run("build").exit_code == 0
    before = sorted(path.name for path in (project / "build").iterdir())
    (project / "private.txt").write_text("Hill Army controls Bridgetown\n", "utf-8")
    path = project / "data" / "more.yaml"
    path.write_text("entities:\n  - {id: new-place, kind: Town, name: {en: Newplace}, within: upland}\n", "utf-8")
    assert run("build").exit_code == 1
    assert sorted(path.name for path in (project / "build").iterdir()) == before


def test_python_stops_as_the_command_line_does(project: Path, tmp_path: Path) -> None:
    (project / "private.txt").write_text("Hill Army controls Bridgetown\n", "utf-8")
    kg = salween.load(project)
    with pytest.raises(DatasetError, match="private-name"):
        kg.render(tmp_path / "page.html")
    with pytest.raises(DatasetError, match="private-name"):
        kg.export(tmp_path / "x.nq")
    assert list(tmp_path.glob("*.*")) == []
    (project / "private.txt").write_text("Bridgetown\n", "utf-8")
    with pytest.raises(DatasetError, match="private-name") as raised:
        salween.load(project)
    assert "Bridgetown" not in str(raised.value) and "ridgetown" not in str(raised.value)


def test_no_form_of_a_problem_prints_the_name(tmp_path: Path) -> None:
    (tmp_path / "private.txt").write_text(f"{NAME}\n王小明\n", "utf-8")
    (tmp_path / "data").mkdir()
    text = f"a: {NAME}\nb: 王小明\n"
    (tmp_path / "data" / "a.yaml").write_text(text, "utf-8")
    _, problems = protect(tmp_path)
    assert len(problems) == 2
    for said in (to_text(problems, lambda path: text), to_json(problems), to_github(problems)):
        assert not list(protected(NAME, "王小明").find(said)) and "private-name" in said


# ---- the list --------------------------------------------------------------------------------------------------


def test_a_list_that_cannot_be_read_is_an_error(run: Run, project: Path) -> None:
    listed = project / "private.txt"

    def says(code: str) -> None:
        for door in (("check",), ("build",), ("export", "nquads")):
            result = run(*door)
            assert result.exit_code == 1 and f"private.txt:1:1: error[{code}]" in result.output, result.output
        if listed.is_dir() and not listed.is_symlink():
            listed.rmdir()
        else:
            listed.unlink()

    listed.mkdir()
    says("unreadable")
    listed.symlink_to("gone.txt")
    says("unreadable")
    listed.symlink_to(project / "data")
    says("unreadable")
    os.mkfifo(listed)
    says("unreadable")
    listed.symlink_to("/dev/zero")
    says("unreadable")
    listed.write_bytes("Ma \xff".encode("latin-1"))
    assert "not-utf8" in run("check").output
    listed.unlink()
    listed.write_bytes("Thida Ko Nobody\n".encode("utf-16"))
    assert "not-utf8" in run("check").output
    if os.geteuid() != 0:
        listed.chmod(0)
        says("unreadable")


def test_a_name_that_would_be_everywhere_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "private.txt").write_text("\ufeffU\nNu\n王\n  \n# Nu\n...\n12345\nMa Nu\n", "utf-8")
    found, problems = read_list(tmp_path, tmp_path)
    assert [(p.code, p.place.line + 1) for p in problems] == [("private-list", n) for n in (1, 2, 3, 6, 7)]
    assert [entry.listed for entry in found.entries] == ["line 8 of private.txt"]


def test_no_list_is_no_search(tmp_path: Path) -> None:
    assert protect(tmp_path) == (Protected(), [])
    assert list(Protected().find("Thida Ko Nobody")) == []


def test_what_is_no_regular_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    os.mkfifo(tmp_path / "data" / "fifo.yaml")
    (tmp_path / "data" / "zero").symlink_to("/dev/zero")
    (tmp_path / "data" / "gone").symlink_to("gone")
    (tmp_path / "data" / "loop").symlink_to(".")
    (tmp_path / "private.txt").write_text(f"{NAME}\n", "utf-8")
    assert protect(tmp_path)[1] == []


# ---- overlays --------------------------------------------------------------------------------------------------


def test_an_overlay_has_its_own_list_and_is_searched_by_both(project: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "notes.yaml").write_text("entities:\n  - {id: person-7, kind: Person, private: true}\n", "utf-8")
    (own / "private.txt").write_text("Daw Secret One\n", "utf-8")
    (project / "private.txt").write_text(f"{NAME}\n", "utf-8")

    def run(*args: str) -> Result:
        return CliRunner().invoke(main, ["--root", str(project), *args, "--overlay", str(own)])

    assert run("check").exit_code == 0
    for where, text, listed in (
        (own / "a.yaml", "# Thida Ko Nobody\n", "line 1 of private.txt"),
        (own / "b.yaml", "# One, Daw-Secret\n", "line 1 of ../own/private.txt"),
        (project / "data" / "c.yaml", "# daw secret one\n", "line 1 of ../own/private.txt"),
        (own / "daw-secret-one.yaml", "entities: []\n", "line 1 of ../own/private.txt"),
    ):
        where.write_text(text, "utf-8")
        for door in (("check",), ("render",), ("show", "bridgetown")):
            result = run(*door)
            assert result.exit_code == 1 and listed in result.output, (where, result.output)
            assert not list(protected(NAME, "Daw Secret One").find(result.output))
        where.unlink()
    (own / "private.txt").unlink()
    (own / "private.txt").mkdir()
    assert "own/private.txt:1:1: error[unreadable]" in run("check").output


# ---- what it costs ---------------------------------------------------------------------------------------------


def test_a_small_list_costs_little() -> None:
    """CPU time of the whole real project: nothing without a list, a tenth of a second or so with ten names."""
    script = (
        "import sys, time; from pathlib import Path; from salween.private.search import protect\n"
        "root = Path(sys.argv[1]); protect(root)\n"
        "start = time.process_time(); protect(root); print(time.process_time() - start)"
    )

    def cost(root: Path) -> float:
        found = subprocess.run([sys.executable, "-c", script, str(root)], capture_output=True, text=True, check=True)
        return float(found.stdout)

    with_list = Path(os.environ.get("TMPDIR", "/tmp")) / f"salween-cost-{os.getpid()}"
    with_list.mkdir()
    try:
        for folder in ("data", "ontology"):
            (with_list / folder).symlink_to(ROOT / folder)
        assert cost(with_list) < 0.002
        words = ["alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet"]
        names = [f"Xuwei {word} Qazbar" for word in words]
        (with_list / "private.txt").write_text("\n".join(names), "utf-8")
        assert cost(with_list) < 0.4  # measured: 0.11 s
    finally:
        shutil.rmtree(with_list)


def test_a_hostile_text_is_searched_in_linear_time() -> None:
    start = time.process_time()
    for text in ("thida" * 200_000, "thidako " * 100_000, "%74" * 300_000, "&amp;" * 200_000, "\\" * 500_000,
                 "t h i d a k o n o b o d " * 30_000, "ko " * 300_000, "Thida Ko " * 100_000):  # fmt: skip
        list(ONE.find(text))
    assert time.process_time() - start < 20
