"""The command line as a user runs it: exit codes, what goes where, and no mistake of a user's that ends in a traceback.

Most run in this process; what depends on a process of its own (imports, signals, the hash seed) runs in one.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from salween.build import KEPT_GENERATIONS
from salween.cli import main
from salween.export import FORMATS, RDF_FORMATS

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "small"
PROGRAM = Path(sys.modules["salween.cli"].__file__ or "").parents[2]

OK, PROBLEMS, USAGE, NOTHING, LIMIT = 0, 1, 2, 3, 4

QUESTION = """\
# title: Who controls a place
# question: Who held $place?
# param place: Place = bridgetown
SELECT ?who ?record WHERE { ?record sal:predicate sal:controls ; sal:object $place ; sal:subject ?who }
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small record, in a folder of the test's own, with an ontology that it may change and one question."""
    root = tmp_path / "project"
    shutil.copytree(SMALL / "data", root / "data")
    shutil.copytree(ROOT / "ontology", root / "ontology", ignore=shutil.ignore_patterns("*.rq"))
    (root / "ontology" / "questions" / "who-controls.rq").write_text(QUESTION)
    return root


Run = Callable[..., Result]


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in the project, or in a folder given; an exception that is no exit fails the test."""

    def run(*args: str, cwd: Path | None = None, stdin: str | bytes | None = None) -> Result:
        monkeypatch.chdir(cwd or project)
        result = CliRunner().invoke(main, args, input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def process(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "salween", *args],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(PROGRAM), **env},
        capture_output=True,
        timeout=120,
    )


def spoil(project: Path) -> None:
    """Make one mistake in the record."""
    path = project / "data" / "10-guard.yaml"
    path.write_text(path.read_text("utf-8").replace("guards: moonpark", "guards: moonprk"), "utf-8")


# ---- where it runs -------------------------------------------------------------------------------------------


def test_a_sound_record_has_nothing_to_say_but_its_size(run: Run) -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (OK, "")
    assert result.stderr == "0 errors, 0 warnings in 45 entities, 40 claims and events, 24 sources\n"


def test_it_runs_from_a_folder_inside_the_project(run: Run, project: Path) -> None:
    spoil(project)
    (project / "data" / "deep" / "er").mkdir(parents=True)
    result = run("check", cwd=project / "data" / "deep" / "er")
    assert result.exit_code == PROBLEMS
    assert result.stdout.startswith("data/10-guard.yaml:10:36: error[unknown-id]: ")  # relative to the project


def test_it_runs_on_the_project_given(run: Run, project: Path, tmp_path: Path) -> None:
    assert run("--root", str(project), "check", cwd=tmp_path).exit_code == OK
    assert run("--root", "project", "show", "hill-army", cwd=tmp_path).exit_code == OK


@pytest.mark.parametrize(
    "args",
    [
        ["check"],
        ["build"],
        ["ask"],
        ["show", "x"],
        ["why", "x"],
        ["query", "ASK {}"],
        ["stats"],
        ["schema"],
        ["rename", "x", "y"],
        ["render"],
        ["layout"],
        ["export", "gexf"],
        ["todo"],
        ["path", "x", "y"],
    ],
    ids=lambda args: args[0],
)
def test_outside_of_any_project_it_says_what_to_do(run: Run, tmp_path: Path, args: list[str]) -> None:
    result = run(*args, cwd=tmp_path)
    assert (result.exit_code, result.stdout) == (USAGE, "")
    assert result.stderr == (
        "salween: there is no data/dataset.yaml here or above: change into a project, or give --root "
        "(docs/guide.md says how to begin one of your own)\n"
    )


def test_a_folder_that_is_no_project_is_named(run: Run, tmp_path: Path) -> None:
    result = run("--root", str(tmp_path), "check")
    assert (result.exit_code, result.stdout) == (USAGE, "")
    assert result.stderr == f"salween: {tmp_path} is no project: it has no data/dataset.yaml\n"


# ---- exit codes, and what goes where -------------------------------------------------------------------------


def test_an_example_of_another_record_asks_for_one_s_own(run: Run, project: Path) -> None:
    question = project / "ontology" / "questions" / "who-controls.rq"
    text = question.read_text("utf-8")
    question.write_text(text.replace("Place = bridgetown", "Place = atlantis"), "utf-8")
    assert "(the example of the question; --set place=… asks for yours)" in run("ask", "who-controls").stderr


FORMS = sorted([*FORMATS, *RDF_FORMATS])
#: Arguments, exit code, a part of what stands on stdout, a part of what stands on stderr.
# fmt: off
COMMANDS: list[tuple[list[str], int, str, str]] = [
    (["show", "hill-army"], OK, "# Hill Army", ""),
    (["show", "桥镇"], OK, "# Bridgetown", ""),
    (["show", "山地军", "--as-of", "2024-10-01"], OK, "# Hill Army", ""),
    (["show", "Hill", "Army"], OK, "# Hill Army", ""),
    (["show", "Nobody at all"], NOTHING, "", 'salween: no entity "Nobody at all": try another spelling'),
    (["show", "hil-army"], NOTHING, "", 'did you mean "hill-army" (Hill Army, armed group)?'),
    (["show", "hill"], NOTHING, "", 'no entity "hill": did you mean\n  hill-army   Hill Army, armed group\n'),
    (["show", "hill-army.controls.bridgetown"], OK, "our reading: ", ""),
    (["show", "hill-army.controls.bridgetwn"], NOTHING, "", 'did you mean "hill-army.controls.bridgetown"?'),
    (["show", "hill-army.controls.bridgetown", "--format", "json"], USAGE, "", "is no entity but a record: "),
    (["why", "hill-army.controls.bridgetown"], OK, "hill-army.controls.bridgetown", ""),
    (["why", "hill-army.controls.bridgetwn"], NOTHING, "", 'did you mean "hill-army.controls.bridgetown"?'),
    (["why", "bridgetown"], NOTHING, "", '"bridgetown" is an entity, and a claim or an event has reasons; of '),
    (["why", "桥镇"], NOTHING, "", '"bridgetown" is an entity, and a claim or an event has reasons; of '),
    (["ask"], OK, "salween ask who-controls --set place=bridgetown", ""),
    (["ask", "who-controls"], OK, "hill-army", "place = bridgetown"),
    (["ask", "who-controls", "--set", "place=桥镇"], OK, "hill-army", "place = bridgetown"),
    (["ask", "who-controls", "桥镇"], OK, "hill-army", "place = bridgetown"),
    (["ask", "who-controls", "hil", "army"], NOTHING, "", 'no place "hil army"'),
    (["ask", "who-controls", "x", "--set", "place=oxbow"], USAGE, "", 'which is "x" in who-controls? write --set'),
    (["ask", "who-controls", "--set", "place=capital"], NOTHING, "", "salween: nothing found"),
    (["ask", "who-controlls"], USAGE, "", 'no question "who-controlls": did you mean "who-controls"?'),
    (["ask", "who-controls", "--set", "plce=oxbow"], USAGE, "", 'no parameter "plce": did you mean "place"?'),
    (["ask", "who-controls", "--set", "place=oxbw"], NOTHING, "", 'no place "oxbw": did you mean "oxbow" (Oxbow,'),
    (["ask", "who-controls", "--set", "place=hill-army"], NOTHING, "", '"hill-army" is an armed group, not a place'),
    (["ask", "who-controls", "--set", "place"], USAGE, "", "--set place: write name=value"),
    (["ask", "who-controls", "--include", "everything"], USAGE, "", "choose from claimed, inferred"),
    (["ask", "who-controls", "--as-of", "2024-02-30"], USAGE, "", '"2024-02-30" is not a day: write YYYY-MM-DD'),
    (["ask", "who-controls", "--as-of", "2027-01-01"], OK, "hill-army", "2027-01-01 is beyond coverage"),
    (["query", "SELECT ?x WHERE { VALUES ?x { 1 } }"], OK, "1", "left out: "),
    (["query", "SELECT ?x WHERE {"], USAGE, "", "\n  1 | SELECT ?x WHERE {\n    |                  ^\n"),
    (["query", "ASK { ?x sal:controlls :bridgetown }"], OK, "no", "no sal:controlls: did you mean sal:controls?"),
    (["query", "ASK { ?x sal:controls :brigetown }"], OK, "no", "no :brigetown: did you mean :bridgetown?"),
    (["query", "ASK { ?x sal:endLatest ?e FILTER(?e > $asOf) }"], OK, "no", "comparing ?e, an end, leaves out"),
    (["query", "INSERT DATA { <a:a> <b:b> 1 }"], USAGE, "", "INSERT would change the dataset"),
    (["query", "SELECT * { SERVICE <http://e.org/> { ?s ?p ?o } }"], USAGE, "", "SERVICE asks another server"),
    (["query", "ASK {}", "--format", "xlsx"], USAGE, "", "rows cannot be written as xlsx"),
    (["query", "(" * 101], USAGE, "", "nested deeper than 100 brackets"),
    (["stats"], OK, "A small record for tests", ""),
    (["schema"], OK, '"$schema"', ""),
    (["explain", "unknown-id"], OK, "unknown-id", ""),
    (["explain"], OK, "unknown-id", ""),
    (["explain", "unknwon-id"], NOTHING, "", 'no code "unknwon-id": did you mean "unknown-id"?'),
    (["export", "gefx"], USAGE, "", 'no format "gefx": did you mean "gexf"?'),
    (["export", "csv"], USAGE, "", "give a folder with --out"),
    (["export", "gexf", "--include", "planed"], USAGE, "", "planned"),
    (["export", "trig", "--include", "planned"], USAGE, "", "--include is for csv, gexf and graphml"),
    (["export", "trig", "--on-day"], USAGE, "", "--on-day is for csv, gexf and graphml"),
    (["query", "ASK {}", "--endpoint", "http://[::1]:9", "--overlay", "."], USAGE, "", "no part of another server's"),
    (["query", "nosuch.rq"], USAGE, "", "there is no file nosuch.rq"),
    (["publish", "--help"], OK, "Oxigraph, Fuseki", ""),
    (["export", "--help"], OK, f"FORMAT is {', '.join(FORMS[:-1])} or {FORMS[-1]}.", ""),
    (["what-if", "--without", "The Pst"], NOTHING, "", 'no source or publisher "The Pst"'),
    (["what-if", "--without", "The Border Post"], OK, "hill-army.controls.bridgetown", "without "),
    (["rename", "hil-army", "x"], USAGE, "", 'no id "hil-army": did you mean "hill-army"?'),
    (["nonsense"], USAGE, "", "No such command 'nonsense'"),
    (["check", "--format", "xml"], USAGE, "", "'xml' is not one of"),
    (["check", "data"], USAGE, "", "unexpected extra argument"),
]
# fmt: on


@pytest.mark.parametrize(("args", "code", "data", "talk"), COMMANDS, ids=[" ".join(c[0])[:60] for c in COMMANDS])
def test_data_goes_to_stdout_and_talk_to_stderr(run: Run, args: list[str], code: int, data: str, talk: str) -> None:
    result = run(*args)
    assert result.exit_code == code, result.stderr
    assert data in result.stdout
    assert talk in result.stderr
    if not data:
        assert result.stdout == ""
    assert "\x1b" not in result.output  # no colours where nobody asked


@pytest.mark.parametrize(
    "command", ["query", "ask", "show", "why", "path", "stats", "todo", "diff", "what-if", "export", "render"]
)
def test_every_command_that_answers_takes_both_days(run: Run, command: str) -> None:
    shown = run(command, "--help").stdout
    assert "--as-of DAY" in shown and "--known-at DAY" in shown


def test_quiet_leaves_the_answer(run: Run) -> None:
    for args in (
        ["check"],
        ["ask", "who-controls"],
        ["query", "ASK {}"],
        ["stats"],
        ["build", "--no-draw"],
        ["layout"],
    ):
        result = run("--quiet", *args)
        assert (result.exit_code, result.stderr) == (OK, ""), args
    assert run("--quiet", "query", "ASK {}").stdout == "yes\n"
    failed = run("--quiet", "show", "nobody")
    assert (failed.exit_code, failed.stdout) == (NOTHING, "")
    assert failed.stderr  # why there is no answer is no talk


def test_no_command_answers_from_a_broken_record(run: Run, project: Path) -> None:
    spoil(project)
    for args in (
        ["ask"],
        ["show", "hill-army"],
        ["query", "ASK {}"],
        ["export", "gexf"],
        ["build"],
        ["rename", "a", "b"],
    ):
        result = run(*args)
        assert (result.exit_code, result.stdout) == (PROBLEMS, ""), args
        assert "error[unknown-id]: " in result.stderr
        assert result.stderr.endswith(
            "salween: the dataset has 1 error: fix what salween check shows, then ask again\n"
        )


@pytest.mark.parametrize("columns", ["80", "0", "x", ""])
def test_a_table_is_drawn_whatever_the_terminal_says(run: Run, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    result = run("ask", "who-controls")
    assert result.exit_code == OK
    if columns == "80":
        assert all(len(line) <= 80 for line in result.stdout.splitlines())


def test_rows_with_too_many_columns_are_blocks(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    cells = " ".join(f"?column{number}" for number in range(8))
    rows = "('a' '' 'c' 'd' '腊戌 town of many words that do not fit it' 'f' 'g' 'h') (1 2 3 4 5 6 7 8)"
    lines = run("query", f"SELECT {cells} {{ VALUES ({cells}) {{ {rows} }} }}").stdout.splitlines()
    assert lines[:5] == [
        "column0  a",
        "column2  c",
        "column3  d",
        "column4  腊戌 town of many words that do not fit",
        "         it",
    ]
    assert lines[8:10] == ["", "column0  1"]


# ---- check ---------------------------------------------------------------------------------------------------


def test_check_shows_problems_to_a_person(run: Run, project: Path) -> None:
    spoil(project)
    result = run("check")
    assert result.exit_code == PROBLEMS
    first, excerpt, carets, *rest = result.stdout.splitlines()
    assert first.startswith("data/10-guard.yaml:10:36: error[unknown-id]: ")
    assert "moonprk" in excerpt
    assert carets.strip("| ") == "^" * len("moonprk")
    assert any(line == '  fix: did you mean "moonpark"?' for line in rest)
    assert result.stderr == "1 error, 0 warnings in 45 entities, 39 claims and events, 24 sources\n"


def test_check_writes_json_for_programs(run: Run, project: Path) -> None:
    assert json.loads(run("check", "--format", "json").stdout) == []
    spoil(project)
    [problem] = json.loads(run("check", "--format", "json").stdout)
    assert {key: problem[key] for key in ("code", "severity", "path", "line", "column")} == {
        "code": "unknown-id",
        "severity": "error",
        "path": "data/10-guard.yaml",
        "line": 10,
        "column": 36,
    }
    assert problem["fix"] == 'did you mean "moonpark"?'


def test_check_writes_annotations_for_github(run: Run, project: Path) -> None:
    assert run("check", "--format", "github").stdout == ""
    spoil(project)
    [line] = run("check", "--format", "github").stdout.splitlines()
    assert line.startswith("::error file=data/10-guard.yaml,line=10,col=36,title=unknown-id::")


def test_check_runs_the_shapes_where_asked(run: Run, project: Path) -> None:
    pytest.importorskip("pyshacl")
    assert run("check", "--shacl").exit_code == OK
    (project / "ontology" / "shapes.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix sal: <https://w3id.org/salween/ontology#> .\n"
        '<urn:s> a sh:NodeShape ; sh:targetClass sal:Lease ; sh:nodeKind sh:Literal ; sh:message "a lease" .\n'
    )
    result = run("check", "--shacl")
    assert result.exit_code == PROBLEMS
    assert result.stdout.startswith("data/02-lease.yaml:15:5: error[shacl]: a lease\n")


def test_without_the_shacl_engine_check_says_how_to_install_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    result = run("check", "--shacl")
    assert (result.exit_code, result.stdout) == (USAGE, "")
    assert result.stderr == 'salween: the SHACL engine is not installed: pip install "salween[shacl]"\n'


# ---- query ---------------------------------------------------------------------------------------------------

WHO = "SELECT ?who WHERE { ?who sal:controls :farmoor } ORDER BY ?who"


def test_query_writes_each_format(run: Run) -> None:
    day = ("--as-of", "2024-06-01")
    iri = "https://w3id.org/salween/id/hill-army"
    assert run("query", WHO, *day).stdout.splitlines()[-1] == "hill-army"
    assert list(csv.reader(io.StringIO(run("query", WHO, "--format", "csv", *day).stdout))) == [["who"], [iri]]
    assert run("query", WHO, "--format", "tsv", *day).stdout == f"?who\n<{iri}>\n"
    found = json.loads(run("query", WHO, "--format", "json", *day).stdout)
    assert found["results"]["bindings"] == [{"who": {"type": "uri", "value": iri}}]
    assert iri in run("query", WHO, "--format", "xml", *day).stdout


def test_query_writes_graphs(run: Run) -> None:
    query = "CONSTRUCT { ?who sal:controls ?what } WHERE { ?who sal:controls ?what . FILTER(?what = :farmoor) }"
    day = ("--as-of", "2024-06-01")
    assert ":hill-army sal:controls :farmoor ." in run("query", query, *day).stdout
    assert run("query", query, "--format", "ntriples", *day).stdout == (
        "<https://w3id.org/salween/id/hill-army> <https://w3id.org/salween/ontology#controls> "
        "<https://w3id.org/salween/id/farmoor> .\n"
    )
    assert json.loads(run("query", query, "--format", "jsonld", *day).stdout)
    refused = run("query", query, "--format", "csv", *day)
    assert (refused.exit_code, refused.stdout) == (USAGE, "")


def test_query_reads_a_file_and_standard_input(run: Run, project: Path) -> None:
    (project / "who.rq").write_text(WHO)
    day = ("--as-of", "2024-06-01")
    assert (
        run("query", "who.rq", *day).stdout
        == run("query", "-", *day, stdin=WHO).stdout
        == run("query", WHO, *day).stdout
    )


def test_a_query_that_is_no_text_is_refused(run: Run, project: Path) -> None:
    (project / "who.rq").write_bytes(b"SELECT ('\xff' AS ?x) {}")
    for result in (run("query", "who.rq"), run("query", "-", stdin=b"SELECT ('\xff' AS ?x) {}")):
        assert (result.exit_code, result.stdout) == (USAGE, "")
        assert "UTF-8" in result.stderr


def test_a_heavy_query_is_stopped(run: Run) -> None:
    cross = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    start = time.monotonic()
    result = run("query", cross, "--timeout", "0.5")
    assert (result.exit_code, result.stdout) == (LIMIT, "")
    assert result.stderr == "salween: the query was stopped after 0.5 s\n"
    assert time.monotonic() - start < 10


def test_a_heavy_question_of_ones_own_is_stopped(run: Run, project: Path) -> None:
    (project / "ontology" / "questions" / "all.rq").write_text(
        "# title: All\n# question: All with all?\nSELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }\n"
    )
    result = run("ask", "all", "--timeout", "0.5")
    assert (result.exit_code, result.stdout) == (LIMIT, "")
    assert result.stderr == "salween: the query was stopped after 0.5 s\n"


@pytest.mark.parametrize("asked", [("query", "ASK {}"), ("ask", "who-controls")])
@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "soon"])
def test_a_time_that_is_none_is_refused(run: Run, asked: tuple[str, str], seconds: str) -> None:
    result = run(*asked, "--timeout", seconds)
    assert (result.exit_code, result.stdout) == (USAGE, "")


def test_claimed_ties_are_left_out_and_counted(run: Run) -> None:
    """What one party says is not answered as if it were known, and the answer says so."""
    query = "SELECT ?who WHERE { ?who sal:runsScamCompound :sunpark }"
    plain, more, before = (run("query", query, *add) for add in ((), ("--include", "claimed"), ("--with", "claimed")))
    assert "lo-su" not in plain.stdout
    assert "lo-su" in more.stdout
    assert re.search(r"^left out: \d+ claimed relationships; --include claimed adds them$", plain.stderr, re.M)
    assert more.stderr == ""
    assert before.stdout == more.stdout, "--with is what the option was called before"
    both = run("query", query, "--with", "claimed", "--include", "inferred")
    assert "lo-su" in both.stdout and "left out" not in both.stderr
    assert "--with" not in run("query", "--help").stdout


# ---- build ---------------------------------------------------------------------------------------------------


def whole(folder: Path) -> dict[str, bytes]:
    """Return every artefact of a build, after seeing that it is what its manifest says."""
    import hashlib

    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    manifest = json.loads(files["manifest.json"])["files"]
    assert manifest == {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
        if name != "manifest.json"
    }
    return files


def test_a_build_makes_everything_and_tells_where(run: Run, project: Path) -> None:
    result = run("build")
    assert result.exit_code == OK
    assert result.stdout == f"{project / 'build' / 'latest' / 'index.html'}\n"
    assert "Try:" in result.stderr
    files = whole(project / "build" / "latest")
    assert sorted(files) == ["description.jsonld", "index.html", "manifest.json", "salween.gexf", "salween.nq"]


def test_what_the_build_proposes_works(run: Run) -> None:
    """Whatever the record is: a question that is proposed has an answer in it."""
    [proposed] = re.findall(r"^  .* ask (\S+ --set .*)$", run("build", "--no-draw").stderr, re.M)
    assert run("ask", *proposed.split()).exit_code == OK


def test_building_again_changes_nothing(run: Run, project: Path) -> None:
    run("build", "--no-draw")
    before = (project / "build" / "latest" / "salween.nq").stat().st_mtime_ns
    result = run("build", "--no-draw")
    assert (result.exit_code, result.stderr.splitlines()[0]) == (OK, "nothing changed")
    assert (project / "build" / "latest" / "salween.nq").stat().st_mtime_ns == before


def test_a_page_that_was_left_out_is_made_when_asked_for(run: Run, project: Path) -> None:
    run("build", "--no-draw")
    assert not (project / "build" / "latest" / "index.html").exists()
    assert run("build").stdout.endswith("index.html\n")
    assert (project / "build" / "latest" / "index.html").exists()


def test_an_artefact_that_was_deleted_is_made_again(run: Run, project: Path) -> None:
    run("build", "--no-draw")
    (project / "build" / "latest" / "salween.nq").unlink()
    assert run("build", "--no-draw").exit_code == OK
    whole(project / "build" / "latest")


def test_a_broken_edit_leaves_the_last_build_whole(run: Run, project: Path) -> None:
    run("build", "--no-draw")
    before = whole(project / "build" / "latest")
    spoil(project)
    assert run("build", "--no-draw").exit_code == PROBLEMS
    assert whole(project / "build" / "latest") == before


def test_a_build_that_fails_on_the_way_leaves_the_last_one_whole(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", "--no-draw")
    before = whole(project / "build" / "latest")
    (project / "data" / "more.yaml").write_text(
        "claims:\n  - {subject: state, described_as: a state, sources: [gazetteer-2020]}\n"
    )

    def fail(*_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("salween.build._write", fail)
    result = run("build", "--no-draw")
    assert (result.exit_code, result.stdout) == (USAGE, "")
    assert result.stderr == "salween: the build cannot be written: No space left on device\n"
    assert whole(project / "build" / "latest") == before
    assert [path.name for path in (project / "build").iterdir() if path.name.startswith(".")] == []


def test_a_build_that_is_killed_leaves_the_last_one_whole(run: Run, project: Path) -> None:
    run("build", "--no-draw")
    before = whole(project / "build" / "latest")
    (project / "data" / "more.yaml").write_text(
        "claims:\n  - {subject: state, described_as: a state, sources: [gazetteer-2020]}\n"
    )
    slow = (
        "import os, signal, sys; from salween import build; from salween.cli import main; write = build._write\n"
        "def killed(*args): write(*args); os.kill(os.getpid(), signal.SIGKILL)\n"
        "build._write = killed; main(['build', '--no-draw'])"
    )
    env = {**os.environ, "PYTHONPATH": str(PROGRAM)}
    killed = subprocess.run([sys.executable, "-c", slow], cwd=project, env=env, capture_output=True, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert whole(project / "build" / "latest") == before
    assert run("build", "--no-draw").exit_code == OK
    assert whole(project / "build" / "latest") != before
    assert [path.name for path in (project / "build").iterdir() if path.name.startswith(".")] == []


def test_builds_at_the_same_time_do_not_disturb_each_other(project: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(PROGRAM)}
    command = [sys.executable, "-m", "salween", "build", "--no-draw"]
    running = [
        subprocess.Popen(command, cwd=project, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    assert [(process.communicate(timeout=120)[1][-300:], process.returncode)[1] for process in running] == [OK] * 3
    whole(project / "build" / "latest")
    assert len(list((project / "build").iterdir())) == 2  # the generation and the pointer to it


def test_a_few_generations_are_kept(run: Run, project: Path) -> None:
    note = project / "data" / "note.yaml"
    for number in range(KEPT_GENERATIONS + 2):
        note.write_text(f"# {number}\n")
        run("build", "--no-draw")
    folders = [path for path in (project / "build").iterdir() if not path.is_symlink()]
    assert len(folders) == KEPT_GENERATIONS
    assert (project / "build" / "latest").resolve() in folders


@pytest.mark.parametrize("left", ["{", "[]", ""])
def test_a_spoiled_manifest_is_made_anew(run: Run, project: Path, left: str) -> None:
    run("build", "--no-draw")
    (project / "build" / "latest" / "manifest.json").write_text(left)
    assert run("build", "--no-draw").exit_code == OK
    whole(project / "build" / "latest")


@pytest.mark.parametrize("where", ["build", "build/latest/x"])
def test_something_else_in_the_way_of_the_build_is_named(run: Run, project: Path, where: str) -> None:
    (project / where).parent.mkdir(parents=True, exist_ok=True)
    (project / where).write_text("mine")
    result = run("build", "--no-draw")
    assert (result.exit_code, result.stdout) == (USAGE, "")
    assert result.stderr.startswith("salween: ")
    assert (project / where).read_text() == "mine"


def test_the_same_input_gives_the_same_bytes_in_any_folder(project: Path, tmp_path: Path) -> None:
    """Whatever the hash seed, the time zone and the language of the machine are."""
    other = tmp_path / "another" / "place"
    shutil.copytree(project, other)
    one = process("build", cwd=project, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    two = process("build", cwd=other, PYTHONHASHSEED="2", TZ="Asia/Yangon", LC_ALL="C.UTF-8")
    assert (one.returncode, two.returncode) == (OK, OK), one.stderr + two.stderr
    assert whole(project / "build" / "latest") == whole(other / "build" / "latest")


# ---- files that are written ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["gexf", "graphml", "turtle", "trig", "nquads", "jsonld"])
def test_an_export_goes_to_stdout_or_to_a_file(run: Run, project: Path, form: str) -> None:
    shown = run("export", form)
    assert (shown.exit_code, bool(shown.stdout_bytes)) == (OK, True)
    written = run("export", form, "--out", "out/deep/file")
    assert (written.exit_code, written.stdout) == (OK, "")
    assert "wrote out/deep/file" in written.stderr
    assert (project / "out" / "deep" / "file").read_bytes() == shown.stdout_bytes


def test_tables_go_into_a_folder(run: Run, project: Path) -> None:
    assert run("export", "csv", "--out", "tables").exit_code == OK
    assert all(path.suffix == ".csv" for path in (project / "tables").iterdir())


def test_the_page_has_an_engine_only_where_it_is_asked_for(run: Run, project: Path) -> None:
    page = project / "build" / "latest" / "index.html"
    assert run("build").exit_code == OK
    assert b'id="asking"' in page.read_bytes() and b'id="engine-code"' not in page.read_bytes()
    assert run("build", "--sparql").exit_code == OK
    assert b'id="engine-code"' in page.read_bytes(), "another flag is another build"
    assert run("render", "--sparql", "--out", "ask.html").exit_code == OK
    assert (project / "ask.html").read_bytes() == page.read_bytes()
    assert run("render", "--engine", "pyvis", "--out", "plain.html").exit_code == OK
    plain = (project / "plain.html").read_text("utf-8")
    assert "Hill Army" in plain and "asking" not in plain
    assert run("render", "--engine", "pyvis", "--sparql").exit_code == USAGE


@pytest.mark.parametrize("args", [["export", "gexf"], ["export", "csv"], ["render"], ["schema"]], ids=" ".join)
def test_a_file_that_cannot_be_written_is_told(run: Run, project: Path, args: list[str]) -> None:
    (project / "taken").write_text("mine")
    result = run(*args, "--out", "taken/file")
    assert (result.exit_code, result.stdout) == (USAGE, "")
    assert result.stderr.startswith("salween: taken/file")
    assert (project / "taken").read_text() == "mine"


def test_a_pipe_or_a_device_is_written_into_and_not_replaced(run: Run, project: Path) -> None:
    """`--out /dev/null` by root would else put a file in its place."""
    pipe, read = project / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    assert run("schema", "--out", "pipe").exit_code == OK
    assert pipe.is_fifo()
    reader.join(timeout=10)
    assert json.loads(read[0])


def test_a_reader_that_has_enough_is_no_error(project: Path) -> None:
    command = f"{sys.executable} -m salween query 'SELECT * {{ ?s ?p ?o }}' --format csv | head -1"
    env = {**os.environ, "PYTHONPATH": str(PROGRAM)}
    result = subprocess.run(command, shell=True, cwd=project, env=env, capture_output=True, timeout=60)
    assert result.stdout in (b"s,p,o\r\n", b"o,p,s\r\n")
    assert b"Traceback" not in result.stderr


def test_the_schema_takes_the_record(run: Run, project: Path) -> None:
    assert run("schema", "--out", "schema.json").exit_code == OK
    found = json.loads((project / "schema.json").read_text("utf-8"))
    assert found["properties"].keys() == {"source", "sources", "entities", "claims", "events", "identity"}


def test_rename_tells_where_it_changed_something(run: Run, project: Path) -> None:
    result = run("rename", "moonpark-lease-1", "moonpark-lease")
    assert (result.exit_code, result.stdout) == (OK, "")
    assert result.stderr == "data/02-lease.yaml: 2 places\n"
    assert run("check").exit_code == OK
    assert (
        run("rename", "moonpark-lease", "state").stderr
        == 'salween: the id "state" is taken, at data/common.yaml:10:10\n'
    )


def test_the_layout_keeps_what_it_has(run: Run, project: Path) -> None:
    assert "of them new" in run("layout").stderr
    before = (project / "data" / "layout.lock.json").read_bytes()
    assert run("layout").stderr.endswith(" 0 of them new\n")
    assert (project / "data" / "layout.lock.json").read_bytes() == before


def test_a_layout_that_cannot_be_read_is_not_overwritten(run: Run, project: Path) -> None:
    """It holds every position: what is wrong there is most often a merge."""
    lock = project / "data" / "layout.lock.json"
    lock.write_text('{\n"hill-army": [1, 2]\n"bridgetown": [3, 4]\n}\n')
    for command in ("check", "layout", "build"):
        result = run(command)
        assert result.exit_code == PROBLEMS, command
        assert "data/layout.lock.json:3:1: error[bad-layout-lock]: " in result.output
    assert lock.read_text().startswith('{\n"hill-army": [1, 2]\n"bridge')
    assert run("layout", "--anew").exit_code == OK


def test_a_state_from_before_there_was_a_base_is_compared(run: Run, project: Path, tmp_path: Path) -> None:
    old = shutil.copytree(project, tmp_path / "old")
    about = old / "data" / "dataset.yaml"
    about.write_text(re.sub(r"^base: .*\n", "", about.read_text("utf-8"), flags=re.M), "utf-8")
    result = run("diff", str(old), "--answers")
    assert (result.exit_code, result.stdout) == (NOTHING, ""), result.output


@pytest.mark.parametrize("state", ["nowhere", "--output=stolen", "HEAD"])
def test_a_state_that_cannot_be_compared_is_told(run: Run, project: Path, state: str) -> None:
    """No such revision; what git would take as an option; an ontology that is a link out of the repository."""
    (project / "ontology").rename(project.parent / "ontology")
    (project / "ontology").symlink_to("../ontology")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for args in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"]):
        subprocess.run([*git, *args], cwd=project, check=True, capture_output=True)
    result = run("diff", "--", state)
    assert (result.exit_code, result.stdout) == (USAGE, "")
    assert result.stderr.startswith("salween: ")
    assert len(result.stderr.splitlines()) == 1
    assert not (project / "stolen").exists()


# ---- what is loaded ------------------------------------------------------------------------------------------


def loaded_by(project: Path, *args: str) -> set[str]:
    script = (
        "import sys\nfrom salween.cli import main\n"
        f"try: main({list(args)!r})\nexcept SystemExit: pass\n"
        "print('|'.join(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    env = {**os.environ, "PYTHONPATH": str(PROGRAM)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=project, env=env, capture_output=True, check=True, timeout=60
    )
    return set(done.stdout.decode().splitlines()[-1].split("|"))


HEAVY = {"jinja2", "networkx", "oxrdflib", "pandas", "pyoxigraph", "pyshacl", "pyvis", "rdflib", "yaml"}


def test_help_loads_nothing_heavy(project: Path) -> None:
    assert loaded_by(project, "--help") & HEAVY == set()


def test_check_loads_neither_networkx_nor_an_rdf_library_of_python(project: Path) -> None:
    assert loaded_by(project, "check") & HEAVY == {"pyoxigraph", "yaml"}


# ---- what a user may do wrong --------------------------------------------------------------------------------


def write(path: str, content: str | bytes) -> Callable[[Path], None]:
    def act(project: Path) -> None:
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(content if isinstance(content, bytes) else content.encode())

    return act


def folder(path: str) -> Callable[[Path], None]:
    def act(project: Path) -> None:
        (project / path).unlink(missing_ok=True)
        (project / path).mkdir(parents=True)

    return act


def link(path: str, target: str) -> Callable[[Path], None]:
    return lambda project: (project / path).symlink_to(target)


def without(path: str) -> Callable[[Path], None]:
    return lambda project: shutil.rmtree(project / path)


def count(number: str) -> Callable[[Path], None]:
    return write("data/x.yaml", f"claims: [{{subject: moonpark, people: {number}, sources: [times-2024-04-10]}}]\n")


def dataset(more: str) -> Callable[[Path], None]:
    return write("data/dataset.yaml", f"title: T\nedition: 2026-06-01\ncovers_to: 2026-04-30\n{more}\n")


#: What is done, and the place and code of the one problem that must tell of it.
SPOILED: dict[str, tuple[Callable[[Path], None], str]] = {
    "no ontology": (without("ontology"), "ontology:1:1: error[bad-ontology]"),
    "an ontology that is no Turtle": (
        write("ontology/salween.ttl", "@prefix x"),
        "ontology/salween.ttl:1:9: error[bad-ontology]",
    ),
    "an ontology that is no UTF-8": (write("ontology/x.ttl", b"# \xff"), "ontology/x.ttl:1:1: error[bad-ontology]"),
    "an ontology that leads nowhere": (link("ontology/x.ttl", "gone"), "ontology/x.ttl:1:1: error[bad-ontology]"),
    "a link that leads nowhere": (link("data/x.yaml", "gone"), "data/x.yaml:1:1: error[unreadable]"),
    "a link to itself": (link("data/x.yaml", "x.yaml"), "data/x.yaml:1:1: error[unreadable]"),
    "a folder called x.yaml": (folder("data/x.yaml"), "data/x.yaml:1:1: error[unreadable]"),
    "a rule that is a folder": (folder("ontology/rules/x.yaml"), "ontology/rules/x.yaml:1:1: error[unreadable]"),
    "a rule that is none": (write("ontology/rules/x.yaml", "[]"), "ontology/rules/x.yaml:1:1: error[bad-yaml]"),
    "a question that is a folder": (
        folder("ontology/questions/x.rq"),
        "ontology/questions/x.rq:1:1: error[unreadable]",
    ),
    "a question that is no UTF-8": (
        write("ontology/questions/x.rq", b"# title: \xff\n"),
        "ontology/questions/x.rq:1:10: error[not-utf8]",
    ),
    "a question that is no SPARQL": (
        write("ontology/questions/x.rq", "# title: T\n# question: Q?\nSELECT ?x WHERE {\n"),
        "ontology/questions/x.rq:4:1: error[bad-question]",
    ),
    "a list of private names that is no UTF-8": (
        write("private.txt", b"Ma \xff\n"),
        "private.txt:1:4: error[not-utf8]",
    ),
    "corrections that are a folder": (folder("data/corrections.yaml"), "data/corrections.yaml:1:1: error[unreadable]"),
    "an empty dataset.yaml": (write("data/dataset.yaml", ""), "data/dataset.yaml:1:1: error[missing-key]"),
    "a base that is no address": (dataset("base: my record/"), "data/dataset.yaml:4:7: error[bad-url]"),
    "a base without a server": (dataset("base: record/"), "data/dataset.yaml:4:7: error[bad-url]"),
    "a base with a fragment": (dataset("base: https://example.org/r#"), "data/dataset.yaml:4:7: error[bad-url]"),
    "a number beyond all counting": (count("1e999999999"), "data/x.yaml:1:38: error[bad-number]"),
    "a number of 5000 digits": (count("9" * 5000), "data/x.yaml:1:38: error[bad-number]"),
    "a file of zeros": (write("data/x.yaml", b"\0" * 10), "data/x.yaml:1:1: error[control-character]"),
    "a file in UTF-16": (write("data/x.yaml", "claims: []".encode("utf-16")), "data/x.yaml:1:1: error[not-utf8]"),
    "a file too large": (write("data/x.yaml", "#" * 2_000_001), "data/x.yaml:1:1: error[too-large]"),
    "a file too deep": (write("data/x.yaml", "claims: " + "[" * 5000), "data/x.yaml:1:28: error[too-deep]"),
}


@pytest.mark.parametrize("spoiled", SPOILED)
def test_a_mistake_in_the_input_is_one_problem(run: Run, project: Path, spoiled: str) -> None:
    act, told = SPOILED[spoiled]
    act(project)
    result = run("check")
    assert result.exit_code == PROBLEMS
    problems = [line for line in result.stdout.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]
    assert [line.split("]: ")[0] + "]" for line in problems] == [told]
    assert result.stderr.startswith("1 error, 0 warnings")
    if "questions" not in told:  # a build asks no question
        assert run("build", "--no-draw").exit_code == PROBLEMS
        assert run("show", "hill-army").exit_code == PROBLEMS


def test_an_empty_record_is_told(run: Run, project: Path) -> None:
    for path in (project / "data").glob("*.yaml"):
        if path.name != "dataset.yaml":
            path.unlink()
    result = run("check")
    assert result.exit_code == PROBLEMS
    assert result.stdout.startswith("data:1:1: error[empty-record]: no records under data/\n")


def test_names_of_every_sort_make_a_dataset_that_can_be_read(run: Run, project: Path) -> None:
    """Brackets, quotes and private code points are no part of an IRI as they are."""
    names = (
        r"""["[Bracket]", "a]]>b", "</script>", "\\ \" ' `", "100 %", "#?/{}|^", "\uE000", "\U0001F600", "ကော့သူးလေ"]"""
    )
    text = f"entities: [{{id: odd, kind: Town, name: {{en: Odd}}, alias: {names}, sources: [gazetteer-2020]}}]\n"
    (project / "data" / "x.yaml").write_text(text, "utf-8")
    assert run("check").exit_code == OK
    for args in (
        ["query", "SELECT ?n WHERE { :odd sal:name ?n }"],
        ["export", "turtle"],
        ["export", "gexf"],
        ["show", "odd"],
    ):
        assert run(*args).exit_code == OK, args


def test_a_path_from_a_thing_to_itself_is_no_path(run: Run) -> None:
    result = run("path", "hill-army", "hill-army")
    assert result.exit_code in (USAGE, NOTHING)
    assert result.stderr.startswith("salween: ")


@pytest.mark.parametrize("args", [["show", ""], ["why", ""], ["query", ""], ["rename", "", ""], ["show", "x" * 5000]])
def test_an_argument_that_is_nothing_is_told_in_one_line(run: Run, args: list[str]) -> None:
    result = run(*args)
    assert result.exit_code in (USAGE, NOTHING)
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_an_answer_takes_the_last_build_if_it_is_of_this_very_input(run: Run, project: Path) -> None:
    """It spares compiling; and a build of other input, or an answer by other clocks, is compiled anew."""
    ask = ("query", "SELECT ?x { ?x sal:object :bridgetown ; sal:predicate sal:controls } ORDER BY ?x")
    before = run(*ask).stdout
    assert run("build", "--no-draw").exit_code == run("build").exit_code == OK
    nquads = (project / "build" / "latest" / "salween.nq").read_bytes()
    assert run(*ask).stdout == before
    (project / "build" / "latest" / "salween.nq").write_bytes(
        nquads.replace(b"hill-army.controls", b"hill-ARMY.controls")
    )
    assert "hill-ARMY" in run(*ask).stdout  # of the same size, so it passes for whole: it was read
    assert "hill-ARMY" not in run(*ask, "--as-of", "2024-10-01").stdout
    town = project / "data" / "overlooked.yaml"
    town.write_text("# a comment changes the input\n")
    assert run(*ask).stdout == before
