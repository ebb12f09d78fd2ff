"""The page beyond the picture of ties: filters, days of knowledge, views, the map, the months, paths, what is saved."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from salween.build import load
from salween.dates import day_of
from salween.render import page_index, read_views

HERE = Path(__file__).parent
ROOT = HERE.parent
SMALL = HERE / "small"
DRAWINGS = ("ties", "map", "months", "timeline", "cards", "table")


def press(reader: Any, label: str) -> None:
    reader.page.locator("#drawings button", has_text=label).click()


# ---- in Python -------------------------------------------------------------------------------------------------


def test_the_views_of_the_record_are_those_of_the_design_and_sound() -> None:
    views, problems = read_views(ROOT, load(SMALL).ontology)
    assert problems == []
    wanted = {"everything", "who-met-whom", "gangs-and-compounds", "who-controls-which-town", "sanctions", "justice"}
    assert wanted <= {view.id for view in views}
    assert views[0].id == "everything"
    assert all(view.about.endswith(".") for view in views)


def test_earlier_days_of_knowledge_are_few_and_end_with_the_page_s_own() -> None:
    judge = load(SMALL).judge
    assert judge is not None
    known = page_index(judge, [], {})["known"]
    assert known["days"][-1] == judge.known_at
    assert known["days"] == sorted(known["days"]) and len(known["days"]) <= 16
    assert len(known["differences"]) == len(known["days"]) - 1


# ---- filters and knowledge -------------------------------------------------------------------------------------


def test_a_tick_narrows_the_picture_and_stands_in_the_address(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#day=2024-10-01")
    reader.page.locator("#to-filters").click()
    box = reader.page.locator("#filters label", has_text="Armed group").first
    count = int(box.locator(".n").inner_text())
    box.locator("input").check()
    assert "kind=ArmedGroup" in reader.page.evaluate("() => location.hash")
    shown = "() => salween.index.shownOn(salween.keeper.get().day).filter((answer) => answer).length"
    assert reader.page.evaluate(shown) == count
    press(reader, "Table")
    assert reader.page.locator("#sheet tbody tr").count() == count
    reader.page.go_back()
    reader.page.go_back()
    assert reader.page.evaluate(shown) > count
    assert not reader.page.locator("#filters label", has_text="Armed group").first.locator("input").is_checked()


def test_an_earlier_day_of_knowledge_shows_less_and_says_so(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=hill-army&day=2024-10-01")
    heard = "() => [...Array(salween.index.records).keys()].filter(salween.index.isHeard).length"
    now = reader.page.evaluate(heard)
    slider = reader.page.locator("#known")
    slider.evaluate("(slider) => { slider.value = '0'; }")
    slider.dispatch_event("input")
    reader.page.wait_for_timeout(300)
    assert 0 < reader.page.evaluate(heard) < now
    assert "known=" in reader.page.evaluate("() => location.hash")
    assert reader.text("#known-words").startswith("Sources up to 1 ")


def test_play_moves_the_day_and_stops(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#day=2024-01-15")
    reader.page.locator("#play").click()
    reader.page.wait_for_function("() => document.getElementById('day').value >= '2024-03-01'")
    reader.page.locator("#play").click()
    day = reader.page.input_value("#day")
    reader.page.wait_for_timeout(700)
    assert reader.page.input_value("#day") == day and day.endswith("-01")
    assert reader.page.locator("#coverage").is_visible()


def test_the_camera_stands_in_the_address(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#at=120,-40,1.250")
    assert reader.page.evaluate("() => salween.graph.camera") == "120,-40,1.250"
    box = reader.page.locator("#map").bounding_box()
    reader.page.mouse.move(box["x"] + 5, box["y"] + 5)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + 65, box["y"] + 45, steps=4)
    reader.page.mouse.up()
    reader.page.wait_for_timeout(350)
    assert "at=120,-40" not in reader.page.evaluate("() => location.hash")
    assert "at=" in reader.page.evaluate("() => location.hash")


# ---- views and drawings ----------------------------------------------------------------------------------------


def test_each_view_opens_in_each_drawing(read: Any, record_page: Path) -> None:
    reader = read(record_page)
    views = reader.page.evaluate("() => salween.index.raw.views.map((view) => view.id)")
    assert len(views) >= 6
    for view in views:
        for drawing in DRAWINGS:
            reader.page.evaluate("(change) => salween.keeper.change(change)", {"view": view, "drawing": drawing})
            reader.settle()
            assert len(reader.text("#sheet")) > 40 if drawing != "ties" else reader.placed()


def test_a_view_opens_as_it_is_told_and_narrows(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#view=who-met-whom&day=2025-06-01&as=table")
    relations = set(reader.page.locator("#sheet tbody td:nth-child(2)").all_inner_texts())
    assert "met" in relations
    assert not relations & {"controls", "owns", "is listed by"}
    reader.page.select_option("#view", "justice")
    assert reader.page.locator("#drawings button[aria-pressed=true]").inner_text() == "Cards"
    assert "The Lo case" in reader.text("#sheet") and "Lo Ban" in reader.text("#sheet")


def test_a_card_of_a_compound_says_who_by_whose_word_and_who_denies_it(read: Any, record_page: Path) -> None:
    reader = read(record_page, "#view=gangs-and-compounds")
    card = reader.page.locator(".card", has=reader.page.locator("h3", has_text="KK Park")).first
    words = card.inner_text()
    assert "Lessor" in words and "Mulaei Alin" in words and "17 February 2020" in words and "denied by some" in words
    assert "Guard" in words and "by " in words
    card.locator("button.evidence").first.click()
    assert "Who says so" in reader.text()


def test_the_months_draw_ten_answers_apart_and_open_their_evidence(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#view=who-controls-which-town&as=months")
    stretches = reader.page.locator("#sheet svg a[aria-label]")
    labels = [str(label.get_attribute("aria-label")) for label in stretches.all()]
    assert any(label.startswith("Bridgetown: held by Hill Army") for label in labels)
    assert any("unknown since" in label and "(last: " in label for label in labels)
    looks = reader.page.evaluate(
        """() => { const found = {};
          for (const rect of document.querySelectorAll("#sheet rect[class^=answer-of]")) {
            const look = ["fill", "stroke-dasharray", "fill-opacity"].map((name) => rect.getAttribute(name)).join(" ");
            (found[rect.getAttribute("class")] ??= new Set()).add(look);
          }
          return Object.entries(found).map(([answer, looks]) => [answer, [...looks]]); }"""
    )
    all_looks = [look for _, group in looks for look in group]
    assert len(all_looks) == len(set(all_looks)), "no two answers look alike"
    assert len(looks) >= 4
    chosen = next(n for n, label in enumerate(labels) if label.startswith("Bridgetown: held by Hill Army"))
    stretches.nth(chosen).focus()
    reader.page.keyboard.press("Enter")
    assert "Hill Army controls Bridgetown" in reader.text()


def test_the_map_says_who_holds_a_town_and_changes_with_the_day(read: Any, record_page: Path) -> None:
    reader = read(record_page, "#view=who-controls-which-town&day=2024-10-01")
    lashio = reader.page.locator("#sheet a.place[aria-label^='Lashio,']")
    assert "held by Myanmar National Democratic Alliance Army" in str(lashio.get_attribute("aria-label"))
    reader.page.evaluate("(day) => salween.keeper.change({ day })", day_of("2024-01-01"))
    assert "held by Myanmar National" not in str(lashio.get_attribute("aria-label"))
    note = reader.text("#sheet")
    assert "de facto" in note and "Natural Earth" in note
    lashio.focus()
    reader.page.keyboard.press("Enter")
    assert "Lashio" in reader.text("#panel")
    outlines = reader.page.evaluate("() => JSON.stringify(salween.index.raw.outlines)")
    assert "Paracel" not in outlines and "-99" not in outlines


def test_no_two_names_on_the_map_overlap(read: Any, record_page: Path) -> None:
    reader = read(record_page, "#as=map")
    for _ in range(3):
        clashes = reader.page.evaluate(
            """() => { const boxes = [...document.querySelectorAll("#sheet svg > text[paint-order]")].slice(0, -1)
                 .map((text) => [text.textContent, text.getBBox()]);
               const clash = (a, b) => a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width
                 && a.y + 4 < b.y + b.height && b.y + 4 < a.y + a.height;
               return boxes.flatMap(([one, a], n) => boxes.slice(n + 1).filter(([, b]) => clash(a, b))
                 .map(([two]) => `${one} / ${two}`)); }"""
        )
        assert clashes == []
        reader.page.locator(".map-tools button").first.click()


def test_no_name_on_the_map_lies_under_its_key_or_the_words_about_its_lines(read: Any, record_page: Path) -> None:
    reader = read(record_page, "#as=map")
    assert (
        reader.page.evaluate(
            """() => { const names = [...document.querySelectorAll("#sheet svg > text[paint-order]")];
             const covers = [names.pop(), document.querySelector(".map-key > rect")].map((one) => one.getBBox());
             return names.filter((name) => covers.some((b) => { const a = name.getBBox();
               return a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width
                 && a.y + 4 < b.y + b.height && b.y + 4 < a.y + a.height; })).map((name) => name.textContent); }"""
        )
        == []
    )


def test_on_a_phone_the_key_of_the_map_is_folded_and_opens(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#as=map", viewport={"width": 390, "height": 844})
    assert not reader.page.locator(".map-key").is_visible()
    reader.page.click(".map-key-fold summary")
    assert reader.page.locator(".map-key").is_visible()


def test_a_view_without_cards_says_which_have_some(read: Any, record_page: Path) -> None:
    reader = read(record_page, "#as=cards")
    assert "This view has no cards" in reader.text("#sheet")
    reader.page.locator("#sheet a", has_text="Gangs and compounds").click()
    reader.page.wait_for_selector("#sheet .card")


def test_on_a_phone_the_months_open_at_their_end_with_their_names_in_reach(read: Any, record_page: Path) -> None:
    reader = read(record_page, "#as=months", viewport={"width": 390, "height": 844})
    reader.settle()
    shown = """() => {
      const boxes = (words) => [...document.querySelectorAll(words)].map((one) => one.getBoundingClientRect());
      const [{ left, right }] = boxes("#sheet .names rect");
      return { left, right, seen: boxes("#sheet [class^=answer-of]").some((run) => run.left > right) };
    }"""
    found = reader.page.evaluate(shown)
    assert found["left"] == 0 and found["right"] < 130 and found["seen"], found


def test_the_table_counts_as_the_bar_does(read: Any, record_page: Path) -> None:
    reader = read(record_page, "#as=table")
    assert reader.text("#sheet caption").startswith(f"{reader.text('#count')} on ")


def test_the_timeline_has_a_lane_for_each_country_or_group(read: Any, record_page: Path) -> None:
    reader = read(record_page, "#as=timeline")
    lanes = reader.page.locator("#sheet .lane").all_text_contents()
    assert "Myanmar" in lanes and "China" in lanes and "Thailand" in lanes
    reader.page.evaluate("() => { document.querySelector('#sheet').scrollLeft = 800; }")
    reader.settle()
    covered = """() => {
      const boxes = (words) => [...document.querySelectorAll(words)].map((text) => text.getBoundingClientRect());
      const texts = boxes("#sheet svg a + text");
      return boxes("#sheet .lane").map((lane) => [
        lane.x > 0, texts.filter((text) => text.top < lane.bottom - 3 && text.bottom > lane.top + 3).length]);
    }"""
    assert {tuple(lane) for lane in reader.page.evaluate(covered)} == {(True, 0)}, "its name is read, over no event's"
    reader.page.select_option("#sheet select", "relation")
    assert "Diplomacy" in reader.page.locator("#sheet .lane").all_text_contents()
    reader.page.locator("#sheet svg a[aria-label*='Meeting']").last.click(force=True)
    assert "Who says so" in reader.text()


def test_a_path_is_asked_for_drawn_and_told_hop_by_hop(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=lo-ban")
    reader.page.locator("button", has_text="Path to").click()
    reader.page.keyboard.insert_text("south star")
    reader.page.keyboard.press("Enter")
    reader.settle()
    if "No path" not in reader.text():
        assert "shortest first" in reader.text() and "Weakest link: " in reader.text()
    reader.page.evaluate("() => salween.keeper.change({ path: 'hill-army~state-army' })")
    reader.settle()
    assert "path=hill-army~state-army" in reader.page.evaluate("() => location.hash")
    assert reader.text("#panel h2") == "From Hill Army to State Army"
    assert reader.page.evaluate("() => salween.graph.scene.kind") == "path"
    reader.page.locator("#panel .path button.evidence").first.click()
    assert "Who says so" in reader.text()
    reader.page.go_back()
    assert reader.text("#panel h2") == "From Hill Army to State Army"


def test_nobody_stands_on_the_line_of_a_direct_path(read: Any, record_page: Path) -> None:
    """A tie of the two drawn through a third would read as a tie of that third."""
    reader = read(record_page, "#path=she-zhijiang~saw-chit-thu")
    reader.settle()
    marks = reader.page.evaluate("[...salween.graph.scene.marks.values()].map(({ row, y }) => [row === null, y])")
    assert [True, 0] in marks and len(marks) > 2
    assert all(is_end == (y == 0) for is_end, y in marks), marks


def test_a_path_says_only_what_is_sure_of_the_time_its_states_held_together(read: Any, small_page: Path) -> None:
    """What nobody has ended may have held at the same time; what was seen at the same time did."""
    text = read(small_page, "#path=boss-tun~north-star").text()
    said = "Hops 1 and 2 may have held at the same time, at most from 1 January 2021 until 30 April 2026."
    assert f"{said} Weakest link: Owns" in text
    text = read(small_page, "#path=hill-army~state-army").text()
    assert "Hops 1 and 2 held at the same time, at least from 22 April 2025 until 2 May 2025." in text
    assert "disputed by River Times and State Army" in text


def test_a_neighbour_is_hidden_and_shown_again(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=bridgetown&day=2024-10-01")
    reader.page.locator("button", has_text="Hide in the picture").click()
    reader.page.evaluate("() => salween.keeper.change({ entity: 'hill-army' })")
    assert not any("bridgetown" in word for word in reader.words())
    reader.page.evaluate("() => salween.keeper.change({ hide: [] })")
    assert any("bridgetown" in word for word in reader.words())


# ---- saving ----------------------------------------------------------------------------------------------------


def download(reader: Any, kind: str) -> bytes:
    with reader.page.expect_download() as waiting:
        reader.page.locator("#save summary").click()
        reader.page.locator(f"#save button[value={kind}]").click()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize("drawing", ["ties", "map", "months", "timeline"])
def test_a_saved_picture_has_its_edition_day_key_and_warning(read: Any, record_page: Path, drawing: str) -> None:
    reader = read(record_page, f"#day=2024-10-01&as={drawing}")
    words = download(reader, "svg").decode("utf-8")
    tree = ElementTree.fromstring(words)
    text = " ".join(tree.itertext())
    for wanted in ("edition", "1 October 2024", "Ties are claims, not findings", "CC-BY"):
        assert wanted in text, wanted
    assert "href" not in words and "<script" not in words
    if drawing == "ties":
        assert "well supported" in text and "disputed" in text and "armed group" in text
    assert "@font-face" not in words, "no letter of it needs a font that is shipped"
    reader = read(record_page, f"#day=2024-10-01&as={drawing}")
    png = download(reader, "png")
    assert png.startswith(b"\x89PNG") and len(png) > 20_000


def test_a_saved_picture_holds_the_fonts_of_its_letters(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#names=my")
    words = download(reader, "svg").decode("utf-8")
    assert "Salween Myanmar" in words.partition("<style>")[2].partition("</style>")[0]
    assert 'format("woff2")' in words and 'lang="my"' in words
    ElementTree.fromstring(words)
    reader = read(small_page, "#names=zh&of=bridgetown&day=2024-10-01")
    words = download(reader, "svg").decode("utf-8")
    assert 'lang="zh-Hans"' in words and "textLength" in words and "@font-face" not in words
    assert reader.page.evaluate("() => salween.graph.network.canvas.frame.canvas.lang") == "zh-Hans"


def test_a_saved_table_has_a_row_a_tie_with_its_sources_and_no_formula(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=hill-army&day=2024-10-01")
    rows = list(csv.DictReader(io.StringIO(download(reader, "csv").decode("utf-8-sig"))))
    [town] = [row for row in rows if row["id"] == "hill-army.controls.bridgetown"]
    assert town["reading"] == "well supported" and "https://example.org/post/1" in town["sources"]
    assert town["as_of"] == "2024-10-01" and town["on_the_day"] == "yes" and town["note"].startswith("Ties are")
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row.values() if cell)


def test_a_saved_network_is_valid_gexf(read: Any, small_page: Path) -> None:
    lxml = pytest.importorskip("lxml.etree")
    reader = read(small_page, "#day=2024-10-01")
    content = download(reader, "gexf")
    schema = lxml.XMLSchema(lxml.parse(str(HERE / "gexf-1.3/gexf.xsd")))
    document = lxml.fromstring(content).getroottree()
    assert schema.validate(document), schema.error_log
    ids = {edge.get("id") for edge in document.iter("{http://gexf.net/1.3}edge")}
    assert "hill-army.controls.bridgetown" in ids


def test_a_print_sheet_numbers_its_sources(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=hill-army&day=2024-10-01")
    reader.page.evaluate("() => { window.print = () => {}; }")
    reader.page.locator("#save summary").click()
    reader.page.locator("#save button[value=print]").click()
    reader.page.emulate_media(media="print")
    sheet = reader.text("#print")
    assert "Hill Army controls Bridgetown" in sheet and "https://example.org/post/1" in sheet
    assert "Ties are claims, not findings" in sheet
    assert not reader.page.locator("header").is_visible()


def test_a_link_and_a_correction_are_copied(read: Any, small_page: Path) -> None:
    may = ["clipboard-read", "clipboard-write"]
    reader = read(small_page, "#record=hill-army.controls.bridgetown", permissions=may)
    reader.page.locator("button", has_text="Suggest a correction").click()
    reader.page.locator("#panel button", has_text="Copied").wait_for()
    text = reader.page.evaluate("() => navigator.clipboard.readText()")
    assert "  - id: hill-army.controls.bridgetown\n    subject: hill-army\n    controls: bridgetown\n" in text
    assert "    from: 2024-08-03" in text.replace('"', "") and "sources: [" in text
    reader.page.locator("#save summary").click()
    reader.page.locator("#save button[value=link]").click()
    reader.page.locator("#save button", has_text="Copied").wait_for()
    assert "#record=hill-army.controls.bridgetown" in reader.page.evaluate("() => navigator.clipboard.readText()")


# ---- for everyone ----------------------------------------------------------------------------------------------


STATES = ["", "#of=hill-army", "#record=hill-army.controls.bridgetown", "#path=hill-army~state-army"]
STATES += [f"#as={drawing}" for drawing in DRAWINGS[1:]] + ["#view=justice", "#view=gangs-and-compounds&as=cards"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(read: Any, small_page: Path, axe: str, scheme: str) -> None:
    found = []
    reader = read(small_page, color_scheme=scheme)
    reader.page.evaluate(axe)
    reader.page.locator("#to-filters").click()
    for state in STATES:
        reader.page.evaluate("(hash) => { location.hash = hash; }", state)
        reader.page.wait_for_timeout(120)
        report = reader.page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
        for fault in report["violations"]:
            if fault["impact"] in ("serious", "critical"):
                found += [f"{state} {fault['id']}: {node['html'][:160]}" for node in fault["nodes"][:3]]
    assert found == [], "\n".join(sorted(set(found)))


def test_all_that_can_be_clicked_has_a_name_and_can_be_reached(read: Any, small_page: Path) -> None:
    reader = read(small_page, "#of=hill-army")
    nameless = reader.page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, select, summary")]
            .filter((el) => el.offsetParent)
            .filter((el) => !(el.textContent.trim() || el.ariaLabel || el.title || el.labels?.length))
            .map((el) => el.outerHTML.slice(0, 120))"""
    )
    assert nameless == []
    seen = set()
    for _ in range(60):
        reader.page.keyboard.press("Tab")
        seen.add(reader.page.evaluate("() => document.activeElement.id || document.activeElement.value || ''"))
    assert {"find", "language", "view", "to-filters", "map", "day", "slider", "play", "known", "table"} <= seen | {""}


def test_the_fonts_are_there_where_a_name_needs_them(read: Any, small_page: Path) -> None:
    reader = read(small_page)
    reader.page.wait_for_function("() => document.fonts.size === 2")
    assert reader.page.evaluate("() => [...document.fonts].map((font) => font.status)") == ["loaded", "loaded"]


# ---- safety ----------------------------------------------------------------------------------------------------

FORMS = [
    "<img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1>",
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    "</style><script>window.hit=1</script>",
    "<!--<script>window.hit=1",
    "--><script>window.hit=1</script>",
    "]]><script>window.hit=1</script>",
    "</title><script>window.hit=1</script>",
    "</noscript><script>window.hit=1</script>",
    "</textarea><script>window.hit=1</script>",
    '"><script>window.hit=1</script>',
    "'><img src=x onerror='window.hit=1'>",
    "javascript:window.hit=1",
    "data:text/html,<script>window.hit=1</script>",
    "{{ window.hit=1 }}",
    "${window.hit=1}",
    "{% set hit = 1 %}",
    "<%= window.hit=1 %>",
    "#{window.hit=1}",
    "<a href=javascript:window.hit=1>x</a>",
    "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "<body onload=window.hit=1>",
    "<details open ontoggle=window.hit=1>",
    "<math><mi xlink:href=javascript:window.hit=1>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<style>@import 'https://evil.example'</style>",
    '=HYPERLINK("https://evil.example")',
    "\\u003cscript\\u003ewindow.hit=1\\u003c/script\\u003e",
    "<x onpointerenter=window.hit=1 href>",
    "constructor",
    "__proto__",
    "<template><img src=x onerror=window.hit=1></template>",
]


def hostile(form: str) -> str:
    text = json.dumps(form)
    return f"""
sources:
  - {{id: s, publisher: paper, title: {text}, author: {text}, published: 2025-01-01, retrieved: 2026-01-01, read: whole,
     url: "https://example.org/a", language: en, note: {text}}}
entities:
  - {{id: paper, kind: MediaOutlet, name: {{en: {text}, zh-Hans: {text}}}, reliability: B, sources: [s]}}
  - {{id: band, kind: ArmedGroup, name: {{en: {text}}}, alias: [{text}], note: {text}, sources: [s]}}
  - {{id: town, kind: Town, name: {{en: {text}}}, point: [22.9, 97.7], precision: town, sources: [s]}}
  - {{id: park, kind: Compound, name: {{en: {text}}}, point: [16.7, 98.5], precision: town, sources: [s]}}
claims:
  - {{subject: band, controls: town, from: 2025-01-01, note: {text},
     sources: [{{source: s, says: {text}, locator: {text}}}], reply: {{says: {text}, sources: [s]}}}}
  - {{subject: band, guards: park, from: 2025-01-01, sources: [s]}}
events:
  - {{id: fight, event: Meeting, date: 2025-01-01, sides: [[{{actor: band, title: {text}}}], [paper]], sources: [s]}}
  - {{id: word, event: Remark, date: 2025-01-01, said_by: band, about: [town], says: {text}, sources: [s]}}
"""


def test_hostile_strings_in_thirty_forms_do_nothing_anywhere(
    read: Any, tmp_path: Path, write_page: Callable[[Any, Path], Path]
) -> None:
    assert len(FORMS) >= 30
    for number, form in enumerate(FORMS):
        root = tmp_path / str(number)
        (root / "data").mkdir(parents=True)
        (root / "ontology").symlink_to(ROOT / "ontology")
        about = f"title: {json.dumps(form)}\ndescription: {json.dumps(form)}\ncreator: x\nlicence: x\ncontact: a@b.c\n"
        about += "base: https://example.org/record/\nedition: 2026-06-01\ncovers_to: 2026-04-30\n"
        (root / "data/dataset.yaml").write_text(about, "utf-8")
        (root / "data/all.yaml").write_text(hostile(form), "utf-8")
        found = load(root)
        reader = read(write_page(found, root / "page.html"))
        steps: list[dict[str, Any]] = [{"entity": "band"}, {"record": "band.controls.town"}, {"record": "fight"}]
        steps += [{"record": "", "entity": "", "path": "band~paper"}, {"path": ""}]
        steps += [{"drawing": drawing, "view": view} for view, drawing in [("everything", d) for d in DRAWINGS[1:]]]
        steps += [{"drawing": "", "view": "gangs-and-compounds"}]
        for change in steps:
            reader.page.evaluate("(change) => salween.keeper.change(change)", change)
        reader.page.evaluate("async () => { await salween.png(); salween.csv(); salween.gexf(); }")
        reader.page.fill("#find", form[:12])
        reader.settle()
        assert reader.page.evaluate("() => window.hit") is None, form
        assert reader.page.evaluate("() => document.querySelectorAll('body img, iframe, base').length") == 0, form
        ElementTree.fromstring(reader.page.evaluate("() => salween.gexf()"))
        assert not any(line[:1] in "=+-@" for line in reader.page.evaluate("() => salween.csv()").split(",")), form
        reader.close()
        reader.context, reader.wrong = reader.context, []
