"""The page at work: its modules under node, and the page itself in Chromium, with no network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from salween.build import Loaded, load
from salween.dates import day_of
from salween.infer import holds
from salween.judge import CERTAIN, NO, POSSIBLE, UNKNOWN
from salween.layout import positions
from salween.names import fold
from salween.render import page_index, to_html
from salween.ties import all_ties, on_day

HERE = Path(__file__).parent
SMALL, ROOT = HERE / "small", HERE.parent
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]
ANSWERS = (NO, UNKNOWN, POSSIBLE, CERTAIN)
HIT = "<img src=x onerror=window.hit=1>"

HOSTILE = f"""
sources:
  - id: s
    publisher: paper
    title: "</script><script>window.hit=2</script>{HIT}"
    published: 2025-01-01
    retrieved: 2026-01-01
    read: whole
    url: "https://example.org/\\"><script>window.hit=3</script>"
    language: en
entities:
  - {{id: paper, kind: MediaOutlet, name: {{en: "Paper {HIT}"}}, reliability: B, sources: [s]}}
  - {{id: band, kind: ArmedGroup, name: {{en: "Band {HIT}"}}, alias: ["href {HIT}"], note: "{HIT}", sources: [s]}}
  - {{id: town, kind: Town, name: {{en: "Town {HIT}"}}, sources: [s]}}
claims:
  - {{subject: band, controls: town, from: 2026-01-01, note: "{HIT}",
     sources: [{{source: s, says: "{HIT}", locator: "{HIT}"}}],
     reply: {{says: "{HIT}", sources: [s]}}}}
events:
  - {{id: fight, event: Meeting, date: 2025-01-01, sides: [[{{actor: band, title: "{HIT}"}}], [town]], sources: [s]}}
"""


def needs(tool: Path | str | None, name: str) -> None:
    """Skip where a tool is missing, or fail where the run says that nothing may be skipped."""
    if tool is None or not Path(tool).exists():
        message = f"{name} is missing: install it as the README says"
        if os.environ.get("SALWEEN_REQUIRE") == "all":
            pytest.fail(message)
        pytest.skip(message)


def project(folder: Path, text: str, title: str) -> Loaded:
    (folder / "data").mkdir(parents=True)
    (folder / "ontology").symlink_to(ROOT / "ontology")
    lines = [f"title: {json.dumps(title)}", f"description: {json.dumps(title)}", "creator: x", "licence: x"]
    lines += ["contact: a@b.c", "edition: 2026-06-01", "covers_to: 2026-04-30"]
    (folder / "data/dataset.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "data/all.yaml").write_text(text, "utf-8")
    return load(folder)


def write_page(found: Loaded, path: Path) -> Path:
    assert found.judge is not None, found.problems
    path.write_bytes(to_html(found.judge, found.conclusions, positions(found.judge, {})))
    return path


# ---- under node ------------------------------------------------------------------------------------------------


def test_python_folds_names_by_the_table_that_the_page_is_held_to() -> None:
    table = json.loads((HERE / "js/fold.json").read_text("utf-8"))
    assert [[given, fold(given)] for given, _ in table] == table


def test_the_modules_pass_their_own_tests(tmp_path: Path) -> None:
    needs(shutil.which("node"), "node")
    found = load(SMALL)
    judge = found.judge
    assert judge is not None
    days = [*range(day_of("2018-01-01"), day_of("2027-01-01"), 23), *range(day_of("2024-07-28"), day_of("2024-08-12"))]
    records, ties = [], []
    for day in days:
        terms = [(judge.term(judge.corpus.records[id]).lapse, j.validity) for id, j in judge.judgements.items()]
        records.append([ANSWERS.index(on_day(judge, lapse, validity, day)) for lapse, validity in terms])
        authored = [
            on_day(judge, judge.ontology.predicates[tie.predicate].lapse, tie.validity, day) for tie in all_ties(judge)
        ]
        ties.append([ANSWERS.index(a) for a in [*authored, *(holds(judge, c, day) for c in found.conclusions)]])
    raw = page_index(judge, found.conclusions, {})
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"raw": raw, "days": days, "records": records, "ties": ties}), "utf-8")
    run = subprocess.run(
        ["node", "--test", *map(str, sorted((HERE / "js").glob("*.test.mjs")))],
        env={**os.environ, "SALWEEN_ANSWERS": str(path)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "# skipped 0" in run.stdout


# ---- in Chromium -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    needs(CHROMIUM, "Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def small_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_page(load(SMALL), tmp_path_factory.mktemp("page") / "small.html")


class Reader:
    """A page that is open, and all that went wrong in it: requests, errors, words on the console."""

    def __init__(self, browser: Any, path: Path, hash: str = "", **context: Any) -> None:
        self.wrong: list[str] = []
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **context})
        self.page = self.context.new_page()
        self.page.on("console", lambda m: self.wrong.append(f"console: {m.text}"))
        self.page.on("pageerror", lambda e: self.wrong.append(f"error: {e}"))
        self.page.on("request", lambda r: self.note(r.url))
        self.page.goto(f"file://{path}{hash}")
        if context.get("java_script_enabled", True):
            self.page.wait_for_selector("html[data-ready]", timeout=20_000)

    def note(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            self.wrong.append(f"request: {url}")

    def text(self, selector: str = "#panel") -> str:
        return str(self.page.locator(selector).inner_text())

    def settle(self) -> None:
        self.page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")

    def words(self) -> list[str]:
        """Return the relations that are written on the lines of the picture's ego view."""
        lines = "[...salween.graph.scene.lines.values()]"
        found: list[str] = self.page.evaluate(f"() => {lines}.map((line) => `${{line.word}} ${{line.other}}`)")
        return found

    def placed(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.evaluate("() => salween.placed")
        return found

    def close(self) -> None:
        self.context.close()
        assert self.wrong == []


@pytest.fixture
def read(browser: Any) -> Iterator[Any]:
    opened: list[Reader] = []

    def open_(path: Path, hash: str = "", **context: Any) -> Reader:
        opened.append(Reader(browser, path, hash, **context))
        return opened[-1]

    yield open_
    for reader in opened:
        reader.close()


def assert_apart(boxes: list[dict[str, Any]]) -> None:
    for a, b in combinations(boxes, 2):
        beside = a["x"] >= b["x"] + b["w"] or b["x"] >= a["x"] + a["w"]
        assert beside or a["y"] >= b["y"] + b["h"] or b["y"] >= a["y"] + a["h"], (a, b)


def test_the_page_opens_with_no_request_and_no_word_on_the_console(read: Any, small_page: Path) -> None:
    reader = read(small_page)
    assert "Ties are claims, not findings" in reader.text("header")
    assert "Edition 1 June 2026, covers to 30 April 2026" in reader.text("header")
    assert len(reader.placed()) > 10
    assert reader.page.evaluate("() => salween.graph.network.body.data.nodes.length") <= 400


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("တပ်မ", "State Army"),
        ("桥镇", "Bridgetown"),
        ("สมชาย", "Somchai"),
        ("highland ARMY", "Hill Army"),
        ("border force", "River Guard"),
    ],
)
def test_a_name_in_any_script_is_found_by_keyboard(read: Any, small_page: Path, query: str, title: str) -> None:
    reader = read(small_page)
    reader.page.keyboard.press("/")
    reader.page.keyboard.insert_text(query)
    assert reader.page.locator("#hits li").first.is_visible()
    reader.page.keyboard.press("Enter")
    assert reader.text("#panel h2") == title
    assert "of=" in reader.page.evaluate("() => location.hash")


def test_a_click_on_a_line_shows_the_evidence(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=hill-army&day=2024-10-01")
    reader.settle()
    assert "controls bridgetown" in reader.words()
    x, y = reader.page.evaluate(
        """() => {
            const net = salween.graph.network, places = net.getPositions(["hill-army", "bridgetown"]);
            const [a, b] = [places["hill-army"], places["bridgetown"]];
            const at = net.canvasToDOM({ x: a.x + (b.x - a.x) * 0.8, y: a.y + (b.y - a.y) * 0.8 });
            const corner = document.getElementById("map").getBoundingClientRect();
            return [corner.x + at.x, corner.y + at.y];
        }"""
    )
    reader.page.mouse.click(x, y)
    panel = reader.text()
    assert "Hill Army controls Bridgetown" in panel
    assert "Well supported" in panel and "confidence" in panel
    assert "Who says so" in panel and "The Border Post" in panel and "4 August 2024, p2" in panel
    assert "Who says otherwise" in panel and "the town was never lost" in panel and "a party" in panel
    assert "Sources differ on the start" in panel and "Gives start: 6 August 2024" in panel
    link = reader.page.locator("#panel a[href='https://example.org/post/1']").first
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_click_on_a_mark_and_on_a_name_goes_there_and_back_returns(read: Any, small_page: Path) -> None:
    reader = read(small_page)
    box = next(b for b in reader.placed() if b.get("node") == "bridgetown")
    corner = reader.page.locator("#map").bounding_box()
    reader.page.mouse.click(corner["x"] + box["x"] + box["w"] / 2, corner["y"] + box["y"] + box["h"] / 2)
    assert reader.text("#panel h2") == "Bridgetown"
    reader.page.locator("#panel a.name", has_text="Hill Army").first.click()
    assert reader.text("#panel h2") == "Hill Army"
    reader.page.go_back()
    assert reader.text("#panel h2") == "Bridgetown"
    reader.page.go_back()
    assert reader.text("#panel h2") == "A small record for tests"
    reader.page.go_forward()
    assert reader.text("#panel h2") == "Bridgetown"
    reader.page.locator("#map").focus()
    reader.page.keyboard.press("Escape")
    assert reader.text("#panel h2") == "A small record for tests"


def test_an_address_restores_what_was_seen(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=bridgetown&record=hill-army.controls.bridgetown&day=2024-08-05&names=zh&view=table")
    assert "桥镇" in reader.text("#panel h2")
    assert "Held on 5 August 2024" in reader.text() or "May have held on 5 August 2024" in reader.text()
    assert reader.page.locator("#table").is_visible() and not reader.page.locator("#map").is_visible()
    assert reader.page.input_value("#day") == "2024-08-05"
    assert reader.page.input_value("#language") == "zh"


def test_the_day_changes_what_is_drawn_and_the_unknown_is_drawn_so(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=hill-army&day=2024-10-01")
    assert "controls bridgetown" in reader.words()
    slider = reader.page.locator("#slider")
    slider.evaluate("(slider, day) => { slider.value = day; }", day_of("2025-06-01"))
    slider.dispatch_event("input")
    assert not any("bridgetown" in word for word in reader.words())
    assert "controls ? farmoor" in reader.words(), "seen once, a year before: neither held nor left"
    assert "Before" in reader.text() and "Not known on this day" in reader.text()
    reader.page.wait_for_timeout(300)
    assert "day=2025-06-01" in reader.page.evaluate("() => location.hash")
    reader.page.fill("#day", "2024-10-01")
    reader.page.keyboard.press("Enter")
    assert "controls bridgetown" in reader.words()
    reader.page.fill("#day", "yesterday")
    reader.page.keyboard.press("Tab")
    assert reader.page.input_value("#day") == "2024-10-01"


def test_line_styles_follow_our_reading(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=lo-su&day=2022-06-01")
    styles = "() => Object.fromEntries([...salween.graph.scene.lines.values()].map((l) => [l.other, l.style]))"
    assert reader.page.evaluate(styles) == {"sunpark": "provisional"}
    dashes = reader.page.evaluate("() => salween.graph.network.body.data.edges.get()[0].dashes")
    assert dashes


def test_an_accusation_shows_the_stage_and_the_reply(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#record=lo-su.runs_scam_compound.sunpark")
    panel = reader.text()
    assert "no charge or judgment on record" in panel
    assert "One source only" in panel and "he calls it a hotel" in panel
    reader = read(small_page, "#of=lo-ban&day=2025-12-15")
    assert "Legal stage on 15 December 2025: convicted (The Lo case)" in reader.text()


@pytest.mark.parametrize("size", [(1280, 800), (390, 780), (800, 500)])
@pytest.mark.parametrize("language", ["en", "zh", "my", "th"])
def test_no_two_labels_overlap(read: Any, small_page: Path, size: tuple[int, int], language: str) -> None:
    reader = read(small_page, f"#names={language}", viewport={"width": size[0], "height": size[1]})
    for _ in range(3):
        assert reader.placed()
        assert_apart(reader.placed())
        reader.page.evaluate("() => salween.graph.zoom(1.5)")
        reader.settle()
    for entity in ("hill-army", "state-army", "boss-tun", "treasury"):
        reader.page.evaluate("(entity) => salween.keeper.change({ entity })", entity)
        reader.settle()
        assert reader.placed()
        assert_apart(reader.placed())


def test_hostile_strings_do_nothing(read: Any, tmp_path: Path) -> None:
    path = write_page(project(tmp_path / "p", HOSTILE, HIT), tmp_path / "hostile.html")
    reader = read(path)
    steps: list[dict[str, str]] = [{"entity": "band"}, {"record": "band.controls.town"}, {"record": "fight"}]
    for change in [*steps, {"view": "table"}, {"record": "", "entity": ""}]:
        reader.page.evaluate("(change) => salween.keeper.change(change)", change)
        reader.settle()
    reader.page.evaluate("() => salween.keeper.change({ view: 'map', entity: 'band' })")
    reader.page.fill("#find", "band")
    assert HIT in reader.text("#hits") and HIT in reader.text("header") and HIT in reader.text()
    box = reader.page.locator("#map").bounding_box()
    reader.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    reader.settle()
    assert reader.page.evaluate("() => window.hit") is None
    assert reader.page.evaluate("() => document.querySelectorAll('body img').length") == 0


def test_a_narrow_dark_page_has_a_sheet_and_no_sideways_scroll(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=hill-army", viewport={"width": 360, "height": 700}, color_scheme="dark")
    assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= 360
    assert reader.page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"
    panel, picture = reader.page.locator("#panel").bounding_box(), reader.page.locator("#map").bounding_box()
    assert panel["y"] >= picture["y"] + picture["height"] - 1
    assert picture["height"] > 150


def test_the_table_has_the_same_ties_and_sorts(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=hill-army&day=2024-10-01&view=table")
    assert "Hill Army" in reader.text("#table") and "well supported" in reader.text("#table")
    reader.page.locator("#table th button", has_text="Whom").click()
    column = reader.page.locator("#table tbody td:nth-child(3)").all_inner_texts()
    assert column == sorted(column) and "Bridgetown" in column
    reader.page.locator("#table tbody tr", has_text="Bridgetown").locator("button").last.click()
    assert "Who says so" in reader.text()


def test_a_citation_is_copied(read: Any, small_page: Path) -> None:
    may = ["clipboard-read", "clipboard-write"]
    reader = read(small_page, "#record=hill-army.controls.bridgetown", permissions=may)
    reader.page.locator("button", has_text="Copy citation").click()
    reader.page.locator("button", has_text="Copied").wait_for()
    assert "claim/hill-army.controls.bridgetown" in reader.page.evaluate("() => navigator.clipboard.readText()")


def test_without_javascript_there_is_a_list(read: Any, small_page: Path) -> None:
    reader = read(small_page, java_script_enabled=False)
    assert reader.page.locator(".plain-list li", has_text="Hill Army controls Bridgetown").is_visible()


def test_the_record_s_page_opens_and_its_labels_keep_apart(read: Any, tmp_path: Path) -> None:
    path = write_page(load(ROOT), tmp_path / "record.html")
    reader = read(path)
    assert len(reader.placed()) > 30
    assert_apart(reader.placed())
    ids, weight = reader.page.evaluate("() => [salween.index.raw.entities.id, salween.index.weight]")
    for entity in sorted(ids, key=lambda id: -weight[ids.index(id)])[:12]:
        reader.page.evaluate("(entity) => salween.keeper.change({ entity })", entity)
        reader.settle()
        assert_apart(reader.placed())
    for record in reader.page.evaluate("() => salween.index.raw.records.id"):
        reader.page.evaluate("(record) => salween.keeper.change({ record })", record)
    assert reader.text("#panel h2")
