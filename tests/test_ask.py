"""Ask on the page: saved questions with their answers, and with an engine in the page any question, in Chromium."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from salween.build import Loaded, load
from salween.judge import Judge
from salween.perspective import Perspective
from salween.query import Dataset, QueryError, open_dataset
from salween.query.guard import Forbidden
from salween.query.questions import Question, filled, read_questions

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "small"
#: Questions on the small record, whose own examples are of the real one.
ON_SMALL = {
    "who-controls": {"place": "bridgetown"},
    "meetings-of": {"person": "somchai"},
    "person-card": {"person": "lo-su"},
    "sources-of": {"source": "times-2024-08-07"},
    "one-origin": {"family": "control"},
    "who-met-whom": {"from": "2020-01-01", "to": "2026-01-01"},
    "accusations": {},
    "disputed": {},
}


def judge_of(found: Loaded) -> Judge:
    assert found.judge is not None, found.problems
    return found.judge


def page_of(found: Loaded, with_engine: bool) -> bytes:
    return Perspective.of(found).html(with_engine=with_engine)


@pytest.fixture(scope="module")
def small() -> Loaded:
    return load(SMALL)


@pytest.fixture(scope="module")
def questions(small: Loaded) -> dict[str, Question]:
    return read_questions(small.root, small.ontology)[0]


@pytest.fixture(scope="module")
def dataset(small: Loaded) -> Dataset:
    return Perspective.of(small).dataset


@pytest.fixture(scope="module")
def plain(small: Loaded, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ask") / "plain.html"
    path.write_bytes(page_of(small, with_engine=False))
    return path


@pytest.fixture(scope="module")
def engine(small: Loaded, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ask") / "engine.html"
    path.write_bytes(page_of(small, with_engine=True))
    return path


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ask") / "record.html"
    path.write_bytes(page_of(load(ROOT), with_engine=False))
    return path


def answered(reader: Any) -> None:
    reader.page.wait_for_selector(".found table, .found .fault, .found > p:not([role])", timeout=20_000)


def address(question: str, values: dict[str, str]) -> str:
    from urllib.parse import quote, urlencode

    return f"#as=ask&ask={question}&set={quote(urlencode(values))}"


# ---- the guard -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", json.loads((ROOT / "tests/js/guard.json").read_text("utf-8")), ids=lambda row: row[0])
def test_python_refuses_by_the_table_that_the_page_is_held_to(row: list[Any]) -> None:
    query, refused, _, is_named = row
    dataset = open_dataset(b"", "urn:base/", 1, 1)
    if refused:
        with pytest.raises(Forbidden):
            dataset.solve(query)
    else:
        assert bool(dataset.admitted(query)[1]) is is_named


# ---- without an engine -----------------------------------------------------------------------------------------


def test_a_question_is_answered_for_its_example_and_its_cells_lead_on(read: Any, record: Path) -> None:
    reader = read(record, "#as=ask")
    reader.page.locator("#sheet a", has_text="Who controls a place").click()
    answered(reader)
    sheet = reader.text("#sheet")
    assert "Who holds Lashio on the day" in sheet and "As of 30 April 2026, by sources up to" in sheet
    assert "Who says so" in sheet and "Last confirmed" in sheet
    reader.page.locator("#sheet td a.name", has_text="Myanmar military").first.click()
    assert reader.text("#panel h2") == "Myanmar military"
    assert reader.page.locator("#sheet table.answer").is_visible(), "the answer stays beside the dossier"
    reader.page.locator("#sheet td .evidence").first.click()
    assert "Our reading" in reader.text()
    outside = reader.page.locator("#sheet td.says-so li a").first
    assert outside.get_attribute("href").startswith("http") and outside.get_attribute("rel") == "noopener noreferrer"
    reader.page.go_back()
    reader.page.go_back()
    reader.page.locator("#sheet a.back").click()
    assert "Ask the record" in reader.text("#sheet")


def test_for_anything_else_it_gives_the_command(read: Any, record: Path) -> None:
    reader = read(record, address("who-controls", {"place": "myawaddy"}))
    answered(reader)
    assert "salween ask who-controls --set place=myawaddy" in reader.text("#sheet")
    assert reader.page.locator("#sheet table.answer").count() == 0, "no answer to another question is shown"
    link = reader.page.locator(".found a").first.get_attribute("href")
    assert link.startswith("http://127.0.0.1:8000/sparql?query=") and "as-of=2026-04-30" in link


def test_an_answer_of_another_day_is_never_passed_off(read: Any, record: Path) -> None:
    reader = read(record, "#as=ask&ask=who-controls&day=2024-09-01")
    answered(reader)
    assert "As of 30 April 2026" in reader.text("#sheet")
    said = reader.text("#sheet .otherwise")
    assert "1 September 2024" in said and "salween ask who-controls --set place=lashio --as-of 2024-09-01" in said
    reader.page.locator("#sheet .otherwise button", has_text="Put the bar").click()
    assert reader.page.locator("#sheet .otherwise").count() == 0


def test_the_record_s_page_with_its_answers_is_under_two_megabytes(record: Path) -> None:
    assert record.stat().st_size < 2_000_000


def test_a_question_whose_example_is_of_another_record_asks_for_one(read: Any, plain: Path) -> None:
    reader = read(plain, "#as=ask&ask=who-controls")
    answered(reader)
    assert "fill in the boxes" in reader.text("#sheet")
    assert "Who holds place on the day" in reader.text("#sheet .asks"), "no sign of SPARQL is shown to a reader"


def test_a_question_that_there_is_not_is_told(read: Any, plain: Path) -> None:
    reader = read(plain, "#as=ask&ask=who-kontrols")
    reader.page.wait_for_selector(".questions")
    assert "asks for “who-kontrols”" in reader.text("#sheet [role=alert]")


def test_an_answer_fades_while_its_boxes_say_something_else(read: Any, record: Path) -> None:
    """Who types another name and is told that there is none must not read the old table as the answer."""
    reader = read(record, "#as=ask&ask=who-controls")
    answered(reader)
    reader.page.fill("#set-place", "Nowhere at all")
    reader.page.press("#set-place", "Enter")
    assert "is not the name of one thing that fits here (place)" in reader.text("#sheet [role=alert]")
    assert reader.page.locator(".found.stale").count() == 1


# ---- with an engine --------------------------------------------------------------------------------------------


def test_the_engine_answers_what_python_answers(
    read: Any, engine: Path, dataset: Dataset, questions: dict[str, Question], small: Loaded
) -> None:
    judge = judge_of(small)
    reader = read(engine, "#as=ask")
    for id, values in ON_SMALL.items():
        text, _ = filled(questions[id], values, judge.finder)
        rows = dataset.select(text, questions[id].include)
        reader.page.evaluate("(hash) => { location.hash = hash; }", address(id, values))
        reader.page.locator("#sheet h2", has_text=questions[id].title).wait_for()
        answered(reader)
        if not rows.rows:
            assert "Nothing in the record" in reader.text(".found"), id
            continue
        shown = reader.page.locator("#sheet caption").inner_text()
        assert shown == (f"{len(rows)} row" if len(rows) == 1 else f"{len(rows)} rows"), id


def test_boxes_complete_by_any_name_and_a_link_restores_the_answer(read: Any, engine: Path) -> None:
    reader = read(engine, "#as=ask&ask=who-controls")
    reader.page.locator("#set-place").fill("桥镇")
    assert reader.page.locator("#set-place-hits li").count() == 1
    reader.page.keyboard.press("Enter")
    assert reader.page.input_value("#set-place") == "Bridgetown"
    answered(reader)
    assert "Hill Army" in reader.text("#sheet table")
    hash = reader.page.evaluate("() => location.hash")
    assert "ask=who-controls" in hash and "bridgetown" in hash
    again = read(engine, hash)
    answered(again)
    assert again.text("#sheet table") == reader.text("#sheet table")
    again.page.locator("#set-place").fill("nowhere at all")
    again.page.locator("#sheet .do").click()
    assert "“nowhere at all”" in again.text("#sheet .fault")


def test_sparql_is_typed_run_and_saved(read: Any, engine: Path, dataset: Dataset) -> None:
    reader = read(engine, "#as=ask&ask=sparql")
    area = reader.page.locator("#sparql")
    assert "PREFIX sal:" in area.input_value()
    area.press("Control+Enter")
    answered(reader)
    assert reader.page.locator("#sheet .fault").count() == 0
    area = reader.page.locator("#sparql")
    area.fill("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    area.press("Control+Enter")
    [[count]] = dataset.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows
    reader.page.locator("#sheet td.number", has_text=f"{count:,}").wait_for()
    with reader.page.expect_download() as saved:
        reader.page.locator(".found button", has_text="CSV").click()
    assert Path(saved.value.path()).read_bytes().decode("utf-8-sig") == f"n\r\n{count}\r\n"
    area = reader.page.locator("#sparql")
    area.fill("CONSTRUCT WHERE { ?s sal:controls ?o }")
    area.press("Control+Enter")
    reader.page.locator(".turtle").wait_for()


@pytest.mark.parametrize(
    ("query", "words", "line"),
    [
        ("SELECT * {\n  ?s ?p\n}", "Line 3, column 1: expected", 3),
        ("SELECT * { SERVICE <https://example.org/> { ?s ?p ?o } }", "SERVICE asks another server", 0),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE would change the dataset", 0),
        ("SELECT*{SERVICESILENT<https://example.org/>{?s ?p ?o}}", "SERVICE asks another server", 0),
        ("PREFIX : <urn:x> SELECT * FROM:y { ?s ?p ?o }", "FROM <urn:xy>: there is no such graph", 0),
        ("SELECT (<urn:f>(1) AS ?x) {}", "custom function <urn:f> is not supported", 0),
        ("SELECT * FROM <urn:x> { ?s ?p ?o }", "no such graph", 0),
        ("((((((((((" * 11, "nested deeper", 0),
    ],
)
def test_what_is_wrong_or_refused_is_said_and_its_line_marked(
    read: Any, engine: Path, query: str, words: str, line: int
) -> None:
    reader = read(engine, "#as=ask&ask=sparql")
    reader.page.locator("#sparql").fill(query)
    reader.page.locator("#sheet button", has_text="Run").click()
    answered(reader)
    assert words in reader.text("#sheet .found")
    marked = reader.page.locator("#sheet .lines .wrong")
    assert (int(marked.inner_text()) if marked.count() else 0) == line


def test_a_query_without_end_is_stopped_and_the_next_is_answered(read: Any, engine: Path) -> None:
    reader = read(engine, "#as=ask&ask=sparql")
    area = reader.page.locator("#sparql")
    area.fill("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    area.press("Control+Enter")
    reader.page.locator("#sheet button", has_text="Stop").click(timeout=10_000)
    answered(reader)
    assert "Stopped." in reader.text("#sheet .found")
    late = "() => { const real = setTimeout; window.setTimeout = (f, t) => real(f, t > 5000 ? 700 : t); }"
    reader.page.evaluate(late)
    area.press("Control+Enter")
    reader.page.locator(".found .fault", has_text="Stopped after").wait_for(timeout=20_000)
    area.fill("ASK {}")
    area.press("Control+Enter")
    reader.page.locator("#sheet td", has_text="yes").wait_for(timeout=20_000)


def test_graphs_apart_are_seen_only_when_ticked(read: Any, engine: Path, dataset: Dataset) -> None:
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    reader = read(engine, "#as=ask&ask=sparql")
    counts = [dataset.select(query, seen).rows[0][0] for seen in ([], ["claimed"])]
    assert counts[0] != counts[1]
    reader.page.locator("#sparql").fill(query)
    for count in counts:
        reader.page.locator("#sheet button", has_text="Run").click()
        reader.page.locator("#sheet td.number", has_text=f"{count:,}").wait_for()
        reader.page.locator("#sheet input[value=claimed]").check()


def test_only_the_page_with_an_engine_may_compile_and_work(plain: Path, engine: Path) -> None:
    without, with_engine = (path.read_text("utf-8").partition("</head>")[0] for path in (plain, engine))
    assert "wasm" not in without.partition("<style>")[0] and "worker-src" not in without
    assert "'wasm-unsafe-eval'" in with_engine and "worker-src blob:" in with_engine
    for head in (without, with_engine):
        assert "'unsafe-inline'" not in head and "connect-src" not in head and "default-src 'none'" in head


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_ask(read: Any, engine: Path, axe: str, scheme: str) -> None:
    reader = read(engine, "#as=ask", color_scheme=scheme, viewport={"width": 390, "height": 780})
    reader.page.evaluate(axe)
    found = []
    for hash in ("#as=ask", address("who-controls", {"place": "bridgetown"}), "#as=ask&ask=sparql&query=ASK+%7B%7D"):
        reader.page.evaluate("(hash) => { location.hash = hash; }", hash)
        if hash != "#as=ask":
            answered(reader)
        assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= 390
        report = reader.page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
        for fault in report["violations"]:
            if fault["impact"] in ("serious", "critical"):
                found += [f"{hash} {fault['id']}: {node['html'][:160]}" for node in fault["nodes"][:3]]
    assert found == [], "\n".join(sorted(set(found)))


def test_a_hostile_answer_is_text(read: Any, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=window.hit=1>"
    (tmp_path / "p").mkdir()
    shutil.copytree(SMALL / "data", tmp_path / "p" / "data")
    (tmp_path / "p" / "ontology").symlink_to(ROOT / "ontology")
    found = load(tmp_path / "p")
    path = tmp_path / "page.html"
    path.write_bytes(page_of(found, with_engine=True))
    reader = read(path, "#as=ask&ask=sparql")
    area = reader.page.locator("#sparql")
    area.fill(f"SELECT ('{hostile}' AS ?x) (<javascript:window.hit=2> AS ?y) (<https://example.org/\"> AS ?z) {{}}")
    area.press("Control+Enter")
    answered(reader)
    area.fill(f"SELECT ('{hostile}' AS ?x) (<javascript:window.hit=2> AS ?y) {{}}")
    area.press("Control+Enter")
    reader.page.locator("#sheet td", has_text="onerror").wait_for()
    assert reader.page.locator("#sheet td a").count() == 0
    assert reader.page.evaluate("() => window.hit") is None


def test_a_question_that_python_cannot_fill_is_no_answer(small: Loaded, questions: dict[str, Question]) -> None:
    with pytest.raises(QueryError):
        filled(questions["who-controls"], {}, judge_of(small).finder)
