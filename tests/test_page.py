"""The page at work: its modules under node, and the page itself in Chromium, with no network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from salween.build import Loaded, load
from salween.dates import day_of
from salween.judge import Judge
from salween.layout import bubbles, groups, positions
from salween.names import Finder, UnclearName, fold
from salween.paths import find_paths
from salween.render import page_index, to_plain_html
from salween.ties import all_ties

HERE = Path(__file__).parent
SMALL, ROOT = HERE / "small", HERE.parent
Needs = Callable[[Path | str | None, str], None]
WritePage = Callable[[Loaded, Path], Path]
HIT = "<img src=x onerror=window.hit=1>"

HOSTILE = f"""
sources:
  - id: s
    publisher: paper
    title: "</script><script>window.hit=2</script>{HIT}"
    published: 2025-01-01
    retrieved: 2026-01-01
    read: whole
    url: "https://example.org/?a='onerror='window.hit=3"
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


def project(folder: Path, text: str, title: str) -> Loaded:
    (folder / "data").mkdir(parents=True)
    (folder / "ontology").symlink_to(ROOT / "ontology")
    lines = [f"title: {json.dumps(title)}", f"description: {json.dumps(title)}", "creator: x", "licence: x"]
    lines += ["contact: a@b.c", "edition: 2026-06-01", "covers_to: 2026-04-30", "base: https://example.org/record/"]
    (folder / "data/dataset.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "data/all.yaml").write_text(text, "utf-8")
    return load(folder)


# ---- under node ------------------------------------------------------------------------------------------------


def test_python_folds_names_by_the_table_that_the_page_is_held_to() -> None:
    table = json.loads((HERE / "js/fold.json").read_text("utf-8"))
    assert [[given, fold(given)] for given, _ in table] == table


def test_the_modules_pass_their_own_tests(tmp_path: Path, needs: Needs) -> None:
    needs(shutil.which("node"), "node")
    found = load(SMALL)
    judge = found.judge
    assert judge is not None
    places = positions(judge, {})
    raw = page_index(judge, found.conclusions, places, rules=found.rules)
    groups_of = bubbles(places, groups(judge))
    marks = [{"id": b.leader, "x": b.middle[0], "y": b.middle[1], "size": b.radius, "value": len(b.members),
              "color": "#888888", "shape": "dot"} for b in groups_of]  # fmt: skip
    path = tmp_path / "answers.json"
    given = {"raw": raw, "marks": marks, "paths": paths(judge), "named": named(judge.finder, NAMES)}
    path.write_text(json.dumps(given), "utf-8")
    run = subprocess.run(
        ["node", "--test", *map(str, sorted((HERE / "js").glob("*.test.mjs")))],
        env={**os.environ, "SALWEEN_ANSWERS": str(path)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "# skipped 0" in run.stdout


#: What is typed: whole, in part, abbreviated, misspelt, in several scripts, by id.
NAMES = [
    "Hill Army", "hill army", "HILL", "hill-army", "ha", "army hill", "Bridgetown", "Birdgetown", "桥", "桥镇", "တပ်",
    "star south", "border force nine", "Brijtown", "State", "gazette", "ill", "zz", " ", "Riverr Guard", "lo ban",
    "person-1", "สมชาย",
]  # fmt: skip


def named(finder: Finder, typed: Iterable[str]) -> list[list[Any]]:
    """Return for each text whom the finder offers while it is typed, or who is like it, and whom it means by itself."""
    found = []
    for text in typed:
        offered = finder.beginning(text)
        near = [] if offered else finder.candidates(text)
        try:
            meant = finder.entity(text)
        except UnclearName:
            meant = ""
        rows = [[[match.id, int(match.rung), match.name] for match in matches] for matches in (offered, near)]
        found.append([text, *rows, meant])
    return found


def paths(judge: Judge) -> list[Any]:
    """Return the best paths between pairs of entities: the ties of each, hop by hop."""
    found = []
    ids = sorted({end for tie in all_ties(judge) for end in (tie.subject, tie.object)} & judge.corpus.entities.keys())
    for start, goal in combinations(ids, 2):
        best = find_paths(judge, start, goal).paths
        found.append([start, goal, [[hop.tie.id for hop in path.hops] for path in best]])
    return found


# ---- in Chromium -----------------------------------------------------------------------------------------------


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


def test_a_misspelt_name_offers_those_like_it_and_enter_takes_no_guess(read: Any, small_page: Path) -> None:
    reader = read(small_page)
    reader.page.fill("#find", "Birdgetown")
    assert "Nobody has this name" in reader.page.inner_text("#hits")
    assert "Bridgetown" in reader.page.inner_text("#hits [role=option] >> nth=0")
    reader.page.press("#find", "Enter")
    assert "#of=" not in reader.page.url
    reader.page.press("#find", "ArrowDown")
    reader.page.press("#find", "Enter")
    reader.page.wait_for_function("location.hash === '#of=bridgetown'")
    reader.page.fill("#find", "xyzzy")
    assert reader.page.inner_text("#hits") == "No name like this in the record"


def test_enter_takes_no_side_where_several_have_the_name(read: Any, record_page: Path) -> None:
    reader = read(record_page)
    reader.page.fill("#find", "Myint Swe")
    assert reader.page.locator("#hits [role=option]").count() >= 2
    assert reader.page.locator("#hits [aria-selected=true]").count() == 0
    reader.page.press("#find", "Enter")
    assert "of=" not in reader.page.url
    reader.page.fill("#find", "Myint Swe Kokang")
    reader.page.press("#find", "Enter")
    reader.page.wait_for_function("location.hash.includes('of=myint-swe-kokang')")


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
    reader = read(small_page, "#of=bridgetown&record=hill-army.controls.bridgetown&day=2024-08-05&names=zh&as=table")
    assert "桥镇" in reader.text("#panel h2")
    assert "Held on 5 August 2024" in reader.text() or "May have held on 5 August 2024" in reader.text()
    assert reader.page.locator("#sheet").is_visible() and not reader.page.locator("#map").is_visible()
    assert reader.page.input_value("#day") == "2024-08-05"
    assert reader.page.input_value("#language") == "zh"


def test_a_hold_of_a_part_is_never_shown_as_a_hold_of_the_whole(read: Any, small_page: Path) -> None:
    """Who has the wards does not have the town: the panel, the lines, the table and the files say so."""
    reader = read(small_page, "#of=twinford&day=2025-05-02")
    panel = reader.text()
    assert "Control on 2 May 2025: shared by Hill Army (villages) and State Army (wards)." in panel
    assert "wards · from 22 April 2025" in panel and "villages · from 10 August 2024" in panel
    words = reader.page.evaluate("[...salween.graph.placed].map((box) => box.text ?? '').join(' ')")
    assert "controls (wards)" in words and "controls (villages)" in words, words
    rows = reader.page.evaluate("salween.csv()")
    assert "controls (wards)" in rows and "controls (villages)" in rows
    reader = read(small_page, "#of=twinford&day=2025-05-02&as=table")
    assert "controls (wards)" in reader.page.inner_text("#sheet")


@pytest.mark.parametrize("address", ["of=nobody-here", "record=nobody-here", "group=nobody-here", "view=nobody-here"])
def test_an_address_of_nothing_in_this_edition_is_told(read: Any, small_page: Path, address: str) -> None:
    reader = read(small_page, f"#{address}")
    assert "asks for “nobody-here”, and this edition has nothing of that id" in reader.text("main [role=alert]")


def test_the_keyboard_stops_once_at_the_search_and_once_at_the_map(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=bridgetown")
    stops = []
    for _ in range(20):  # not so many as lead round to the beginning
        reader.page.keyboard.press("Tab")
        stops.append(reader.page.evaluate("(document.activeElement.closest('#map, #hits, #find') ?? {id: 'other'}).id"))
    assert stops.count("map") == 1 and stops.count("find") == 1 and "hits" not in stops, stops


def test_the_day_changes_what_is_drawn_and_the_unknown_is_drawn_so(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=hill-army&day=2024-10-01")
    assert "controls bridgetown" in reader.words()
    slider = reader.page.locator("#slider")
    slider.evaluate("(slider, day) => { slider.value = day; }", day_of("2025-06-01"))
    slider.dispatch_event("input")
    assert not any("bridgetown" in word for word in reader.words())
    assert "controls ? farmoor" in reader.words(), "seen once, a year before: neither held nor left"
    assert "Before" in reader.text() and "Unknown on this day" in reader.text()
    reader.page.wait_for_timeout(300)
    assert "day=2025-06-01" in reader.page.evaluate("() => location.hash")
    reader.page.fill("#day", "2024-10-01")
    reader.page.keyboard.press("Enter")
    assert "controls bridgetown" in reader.words()
    reader.page.fill("#day", "yesterday")
    reader.page.keyboard.press("Tab")
    assert reader.page.input_value("#day") == "2024-10-01"
    assert "“yesterday” is no day: write YYYY-MM-DD" in reader.text("#no-day")
    assert "What is shown is of 1 October 2024" in reader.text("#no-day")
    reader.page.fill("#day", "3 Aug 2024")
    reader.page.keyboard.press("Tab")
    assert reader.page.input_value("#day") == "2024-08-03" and reader.text("#no-day") == ""


@pytest.mark.parametrize("address", ["day=2024-02-30", "known=2024-02-30"])
def test_an_address_of_no_day_is_told_until_another_is_chosen(read: Any, small_page: Path, address: str) -> None:
    reader = read(small_page, f"#of=hill-army&{address}")
    assert "“2024-02-30” is no day" in reader.text("footer [role=alert]")
    reader.page.fill("#day", "2024-10-01")
    reader.page.keyboard.press("Tab")
    assert reader.text("footer [role=alert]") == ""


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
    assert "Legal stage on 15 December 2025: convicted (The Lo case), since 1 December 2025" in reader.text()


def test_an_accused_has_stage_and_reply_and_stands_there_without_a_case_too(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#view=justice&day=2026-04-30")
    cards = reader.text("#sheet")
    assert "The Lo case" in cards and "No reply on record." in cards
    aside = reader.page.locator(".card", has_text="Accused, in no case on record").inner_text()
    assert "Lo Su" in aside and "no charge or judgment on record" in aside and "he calls it a hotel" in aside


TWO = """
sources:
  - {id: s, publisher: paper, title: One, published: 2025-01-01, retrieved: 2026-01-01, read: whole,
     url: "https://example.org/1", language: en}
entities:
  - {id: paper, kind: MediaOutlet, name: {en: Paper}, reliability: B, sources: [s]}
  - {id: band, kind: ArmedGroup, name: {en: Band}, sources: [s]}
  - {id: band-of-old, kind: ArmedGroup, name: {en: Old Band}, sources: [s]}
  - {id: town, kind: Town, name: {zh-Hans: 镇, en: Town}, sources: [s]}
claims:
  - {subject: band, controls: town, from: 2025-01-01, sources: [s]}
identity:
  - {different: [band, band-of-old], because: the older one was dissolved, sources: [s]}
"""
GONE = "withdrawn:\n  - {id: band-of-old.controls.town, date: 2025-02-03, because: the paper took it back}\n"


def test_what_was_judged_one_or_another_and_what_was_withdrawn_is_shown(
    read: Any, tmp_path: Path, write_page: WritePage
) -> None:
    folder = tmp_path / "p"
    project(folder, TWO, "Two")
    (folder / "data/corrections.yaml").write_text(GONE, "utf-8")
    path = write_page(load(folder), tmp_path / "two.html")
    reader = read(path, "#of=band")
    assert "Not the same as Old Band." in reader.text() and "Because the older one was dissolved." in reader.text()
    reader.page.locator("#panel .identities a.name").first.click()
    assert "Not the same as Band." in reader.text()
    assert "band-of-old.controls.town withdrawn on 3 February 2025, because the paper took it back" in reader.text()
    again = read(path, "#record=band-of-old.controls.town")
    assert again.text("#panel h2") == "Withdrawn" and "took it back" in again.text()
    chinese = read(path, "#of=band&names=zh")
    assert chinese.page.locator("#panel a.name", has_text="镇").first.get_attribute("lang") == "zh-Hans"


STANDING = """
sources:
  - {id: s, publisher: paper, title: One, published: 2025-07-01, retrieved: 2026-01-01, read: whole,
     url: "https://example.org/1", language: en}
entities:
  - {id: paper, kind: MediaOutlet, name: {en: Paper}, reliability: B, sources: [s]}
  - {id: treasury, kind: Ministry, name: {en: Treasury}, sources: [s]}
  - {id: the-list, kind: SanctionsList, name: {en: The List}, sources: [s]}
  - {id: boss, kind: Person, name: {en: Boss}, public_because: listed, sources: [s]}
  - {id: aide, kind: Person, name: {en: Aide}, public_because: listed, sources: [s]}
  - {id: band, kind: ArmedGroup, name: {en: Band}, sources: [s]}
  - {id: town, kind: Town, name: {en: Town}, sources: [s]}
claims:
  - {subject: band, controls: town, date: 2025-06-01, sources: [s]}
  - {subject: boss, commands: band, negated: true, from: 2025-01-01, sources: [s]}
  - {subject: boss, runs_scam_compound: town, from: 2025-01-01, sources: [s]}
events:
  - {id: listing, event: Listing, from: 2025-01-01, issuer: treasury, list: the-list,
     listed: [boss, {actor: aide, until: 2025-06-01}], sources: [s]}
  - {id: no-talks, event: Meeting, date: 2025-02-01, negated: true, sides: [[boss], [band]], sources: [s]}
"""


def part(reader: Any, title: str) -> str:
    """Return a section of the panel by its title."""
    return str(reader.page.locator("#panel section", has=reader.page.locator("h3", has_text=title)).first.inner_text())


def test_a_standing_tie_says_that_no_end_is_known_and_a_negated_record_says_not(
    read: Any, tmp_path: Path, write_page: WritePage
) -> None:
    path = write_page(project(tmp_path / "p", STANDING, "Standing"), tmp_path / "standing.html")
    reader = read(path, "#of=boss&day=2025-08-01")
    assert "since 1 January 2025, no delisting known" in part(reader, "Ties on 1 August 2025")
    assert "Boss does not command Band" in part(reader, "Planned, not so, or in error")
    assert "Meeting (did not happen): Boss, Band" in part(reader, "Events")
    assert "Legal stage on 1 August 2025: no charge or judgment on record" in reader.text()
    aide = read(path, "#of=aide&day=2025-08-01")
    assert "from 1 January 2025 until 1 June 2025" in part(aide, "Before")
    assert "None that is known" in part(aide, "Ties on")
    band = read(path, "#of=band&day=2025-08-01")
    assert "by 1 June 2025" in part(band, "Possibly on this day") and "controls" not in part(band, "Ties on")
    assert read(path, "#record=no-talks").text("#panel h2") == "Meeting (did not happen)"
    assert read(path, "#record=boss.commands.band.not").text("#panel h2")== "Boss does not command Band"
    listing = read(path, "#record=listing&day=2025-08-01").text()
    assert "Since 1 January 2025, no delisting known" in listing and "no end known" in listing
    rows = read(path, "#of=boss&day=2025-08-01&as=table").page.locator("#sheet tbody tr", has_text="Treasury")
    assert "no end known" in rows.inner_text() and "possibl" not in rows.inner_text()


def test_the_plain_drawing_by_pyvis_opens_with_no_request_and_hostile_strings_do_nothing(
    read: Any, tmp_path: Path
) -> None:
    hostile = project(tmp_path / "p", HOSTILE, HIT)
    for name, found, day in (("Lo Su", load(SMALL), "2022-06-01"), (f"Band {HIT}", hostile, "2026-01-01")):
        assert found.judge is not None
        path = tmp_path / f"{day}.html"
        places = positions(found.judge, {})
        written = to_plain_html(found.judge, found.conclusions, places, day_of(day))
        assert written == to_plain_html(found.judge, found.conclusions, places, day_of(day))
        path.write_bytes(written)
        reader = read(path)
        assert "Ties are claims, not findings" in reader.text("header")
        names = reader.page.evaluate("() => network.body.data.nodes.get().map((node) => node.label)")
        assert name in names
        assert reader.page.evaluate("() => network.physics.physicsEnabled") is False
        box = reader.page.locator("#map").bounding_box()
        reader.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        reader.page.wait_for_timeout(300)
        assert reader.page.evaluate("() => window.hit") is None


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


def test_hostile_strings_do_nothing(read: Any, tmp_path: Path, write_page: WritePage) -> None:
    path = write_page(project(tmp_path / "p", HOSTILE, HIT), tmp_path / "hostile.html")
    reader = read(path)
    steps: list[dict[str, str]] = [{"entity": "band"}, {"record": "band.controls.town"}, {"record": "fight"}]
    for change in [*steps, {"drawing": "table"}, {"record": "", "entity": ""}]:
        reader.page.evaluate("(change) => salween.keeper.change(change)", change)
        reader.settle()
    reader.page.evaluate("() => salween.keeper.change({ drawing: '', entity: 'band' })")
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
    reader = read(small_page, "#of=hill-army&day=2024-10-01&as=table")
    assert "Hill Army" in reader.text("#sheet") and "well supported" in reader.text("#sheet")
    reader.page.locator("#sheet th button", has_text="Whom").click()
    column = reader.page.locator("#sheet tbody td:nth-child(3)").all_inner_texts()
    assert column == sorted(column) and "Bridgetown" in column
    reader.page.locator("#sheet tbody tr", has_text="Bridgetown").locator("button").last.click()
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


def test_the_record_s_page_opens_and_its_labels_keep_apart(read: Any, record_page: Path) -> None:
    reader = read(record_page)
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
