"""The picture of ties in Chromium: groups from far, members from near, rings, pins, undo, finding, a phone."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

Box = dict[str, Any]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def clashes(boxes: list[Box]) -> list[tuple[str, str]]:
    """Return the pairs of names that share a pixel."""


    def meet(a: Box, b: Box, from_: str, size: str) -> bool:
        return bool(a[from_] < b[from_] + b[size] and b[from_] < a[from_] + a[size])

    return [(a["text"], b["text"]) for a, b in combinations(boxes, 2) if meet(a, b, "x", "w") and meet(a, b, "y", "h")]


def point_of(reader: Any, id: str) -> tuple[float, float]:
    """Return where in the window a mark or a bubble stands."""
    x, y = reader.page.evaluate(
        """(id) => { const { graph, index } = salween, overview = graph.overview;
             const place = graph.scene.kind === "map"
               ? (graph.isBubble(id) ? overview.bubbleOf.get(index.entityOf.get(id))
                                     : overview.base[overview.numberOf.get(index.entityOf.get(id))])
               : graph.network.getPositions([id])[id];
             const at = graph.network.canvasToDOM({ x: place.x, y: place.y });
             const corner = document.getElementById("map").getBoundingClientRect();
             return [corner.x + at.x, corner.y + at.y]; }""",
        id,
    )
    return x, y


def hash_of(reader: Any) -> str:
    return str(reader.page.evaluate("() => location.hash"))


def scene(reader: Any) -> list[str]:
    """Return the ids of what the picture of one actor has."""
    return list(reader.page.evaluate("() => [...salween.graph.scene.marks.keys()]"))


# ---- the map -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh", "my", "th"])
@pytest.mark.parametrize("size", [(1280, 800), (360, 740)])
def test_no_two_names_overlap_at_any_zoom_of_the_record(
    read: Any, record_page: Any, language: str, size: tuple[int, int]
) -> None:
    reader = read(record_page, f"#names={language}", viewport={"width": size[0], "height": size[1]})
    for step in range(9):
        boxes = reader.placed()
        assert boxes, step
        assert clashes(boxes) == [], step
        reader.page.evaluate("(n) => { salween.graph.zoom(1.42); salween.graph.pan(n % 2 ? 60 : -40, 25); }", step)
        reader.settle()


def test_from_far_the_record_is_its_groups_and_from_near_their_members(read: Any, record_page: Any) -> None:
    reader = read(record_page)
    shapes = """() => { const { near, bubbles, marks, zones } = salween.graph.shapes;
      return [near, ...[bubbles, marks, zones].map((list) => list.length)]; }"""
    near, bubbles, marks, zones = reader.page.evaluate(shapes)
    assert not near and 30 < bubbles < 120 and marks < 200 and zones >= 3
    words = " ".join(box["text"] for box in reader.placed())
    for country in ("China", "Myanmar", "Thailand"):
        assert country in words
    assert "groups" in reader.text("#lead")
    reader.page.evaluate("() => salween.graph.zoom(6)")
    reader.settle()
    near, _, marks, _ = reader.page.evaluate(shapes)
    assert near and 10 < marks <= 400


@pytest.mark.parametrize("size", [(1280, 800), (360, 740)])
def test_a_name_in_a_bubble_is_whole_or_says_that_it_is_cut(
    read: Any, record_page: Any, size: tuple[int, int]
) -> None:
    reader = read(record_page, viewport={"width": size[0], "height": size[1]})
    whole: dict[str, list[str]] = {}
    for box in reader.placed():
        if box.get("isBubble") and not box.get("isCount"):
            whole.setdefault(box["node"], []).append(box["text"])
    names = reader.page.evaluate(
        "(ids) => ids.map((id) => salween.index.shortLabel(salween.index.entityOf.get(id), 'en'))", list(whole)
    )
    for name, lines in zip(names, whole.values(), strict=True):
        assert " ".join(lines) == name or lines[-1].endswith("…"), (name, lines)


def test_a_click_on_a_bubble_goes_nearer_and_undo_comes_back(read: Any, record_page: Any) -> None:
    reader = read(record_page)
    reader.page.mouse.click(*point_of(reader, "knu"))
    reader.page.wait_for_function("() => location.hash.includes('group=knu') && location.hash.includes('at=')")
    assert reader.text("#panel h2") == "Karen National Union"
    assert reader.page.evaluate("() => salween.graph.shapes.near")
    assert not reader.page.locator("#lead").is_visible()
    reader.page.mouse.click(*point_of(reader, "knla"))
    assert "of=knla" in hash_of(reader)
    reader.page.keyboard.press("Control+z")
    reader.page.wait_for_function("() => !location.hash.includes('of=')")
    assert "group=knu" in hash_of(reader)
    reader.page.locator("#undo").click()
    reader.page.wait_for_function("() => !location.hash.includes('group=')")
    assert reader.page.locator("#undo").is_disabled()
    reader.page.wait_for_function("() => !salween.graph.shapes.near")


# ---- one actor -----------------------------------------------------------------------------------------------------


def test_a_second_ring_comes_with_a_double_click_and_goes_with_undo(read: Any, small_page: Any) -> None:
    reader = read(small_page, "#of=hill-army&day=2024-10-01")
    before = scene(reader)
    reader.page.mouse.dblclick(*point_of(reader, "bridgetown"))
    reader.settle()
    assert "more=bridgetown" in hash_of(reader) and "of=hill-army" in hash_of(reader)
    assert set(scene(reader)) > set(before)
    assert clashes(reader.placed()) == []
    reader.page.keyboard.press("Control+z")
    reader.page.wait_for_function("() => !location.hash.includes('more=')")
    assert scene(reader) == before
    reader.page.mouse.click(*point_of(reader, "bridgetown"))
    reader.page.wait_for_function("() => location.hash.includes('of=bridgetown')")


def test_the_ring_button_and_the_keys_do_as_the_mouse_does(read: Any, small_page: Any) -> None:
    reader = read(small_page, "#of=hill-army&day=2024-10-01")
    before = scene(reader)
    reader.page.locator("#panel button", has_text="Second ring").click()
    assert set(scene(reader)) > set(before)
    reader.page.locator("#panel button", has_text="Fold the second ring").click()
    assert scene(reader) == before
    reader.page.locator("#map").focus()
    for _ in range(40):
        reader.page.keyboard.press("n")
        if reader.page.evaluate("() => salween.graph.pointed") == "bridgetown":
            break
    assert "Bridgetown" in reader.page.locator("#said").inner_text()
    reader.page.keyboard.press("p")
    assert "pins=bridgetown" in hash_of(reader)
    reader.page.evaluate("() => salween.graph.step(0)")
    reader.page.keyboard.press("Enter")
    assert "of=" in hash_of(reader)


def test_what_is_pinned_stays_when_the_focus_changes_and_can_be_let_go(read: Any, small_page: Any) -> None:
    reader = read(small_page, "#of=hill-army&day=2024-10-01")
    reader.page.mouse.click(*point_of(reader, "bridgetown"), button="right")
    assert reader.page.locator("#menu").is_visible()
    reader.page.locator("#menu button", has_text="Pin").click()
    assert not reader.page.locator("#menu").is_visible()
    reader.page.evaluate("() => salween.keeper.change({ entity: 'treasury' })")
    assert "bridgetown" in scene(reader)
    reader.page.locator("#pins button", has_text="Bridgetown").click()
    assert "bridgetown" not in scene(reader)


def test_the_menu_hides_and_is_worked_by_keys(read: Any, small_page: Any) -> None:
    reader = read(small_page, "#of=hill-army&day=2024-10-01")
    reader.page.mouse.click(*point_of(reader, "bridgetown"), button="right")
    labels = reader.page.locator("#menu button").all_inner_texts()
    assert labels == ["Show its ties", "Show its neighbours too", "Pin", "Hide in the picture"]
    for _ in range(3):
        reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    assert "bridgetown" not in scene(reader) and "hide=bridgetown" in hash_of(reader)
    reader.page.locator("#pins button", has_text="1 hidden").click()
    assert "bridgetown" in scene(reader)
    reader.page.mouse.click(*point_of(reader, "bridgetown"), button="right")
    reader.page.keyboard.press("Escape")
    assert not reader.page.locator("#menu").is_visible() and "of=hill-army" in hash_of(reader)


# ---- finding -------------------------------------------------------------------------------------------------------


def test_before_typing_the_recent_and_the_best_known_are_offered(read: Any, small_page: Any) -> None:
    reader = read(small_page)
    reader.page.locator("#find").click()
    assert "Most is known of" in reader.text("#hits") and "Looked at before" not in reader.text("#hits")
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("ArrowDown")
    second = reader.page.locator("#hits [aria-selected=true] .hit-name").inner_text()
    reader.page.keyboard.press("Enter")
    assert reader.text("#panel h2") == second
    reader.page.keyboard.press("/")
    assert reader.text("#hits").startswith("Looked at before")
    assert reader.page.locator("#hits .hit-name").first.inner_text() == second
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")  # forget
    assert "Looked at before" not in reader.text("#hits")
    reader.page.keyboard.press("Escape")
    assert not reader.page.locator("#hits").is_visible()


def test_where_nothing_can_be_kept_finding_works_all_the_same(read: Any, small_page: Any) -> None:
    reader = read(small_page)
    reader.page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    reader.page.evaluate("() => salween.keeper.change({ entity: 'hill-army' })")
    reader.page.keyboard.press("/")
    assert "Hill Army" in reader.text("#hits")


# ---- a phone -------------------------------------------------------------------------------------------------------

SMALL_TARGETS = """() => [...document.querySelectorAll("header *, nav *, footer *, #panel .acts *, #menu *, #pins *")]
    .filter((el) => el.matches("button, select, input, summary") && el.offsetParent)
    .map((el) => [el.id || el.value || el.textContent, el.getBoundingClientRect()])
    .filter(([, box]) => box.height < 40 || box.width < 40 || box.left < 0 || box.right > innerWidth + 0.5)
    .map(([name, box]) => `${name} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("hash", ["", "#of=hill-army&pins=bridgetown", "#as=table"])
def test_on_a_phone_all_is_in_reach_of_a_finger(read: Any, small_page: Any, hash: str, scheme: str) -> None:
    reader = read(small_page, hash, color_scheme=scheme, **PHONE)
    assert reader.page.evaluate(SMALL_TARGETS) == []
    assert reader.page.evaluate("() => document.documentElement.scrollWidth") <= 360
    reader.page.locator("#play").tap()
    assert reader.text("#play") == "Pause"
    reader.page.locator("#play").tap()
    reader.page.locator("#to-known").tap()
    assert reader.page.locator("#known").is_visible()
    assert reader.page.evaluate(SMALL_TARGETS) == []


def test_a_finger_opens_expands_and_pins(read: Any, small_page: Any) -> None:
    reader = read(small_page, "#of=hill-army&day=2024-10-01", **PHONE)
    x, y = point_of(reader, "bridgetown")
    reader.page.touchscreen.tap(x + 7, y + 7)
    reader.page.wait_for_function("() => location.hash.includes('of=bridgetown')")
    assert reader.page.locator("#panel h2", has_text="Bridgetown").is_visible()
    panel = reader.page.locator("#panel").bounding_box()
    reader.page.touchscreen.tap(panel["x"] + 180, panel["y"] + 8)
    assert reader.page.locator("#panel").bounding_box()["height"] < 80
    reader.page.touchscreen.tap(panel["x"] + 180, reader.page.locator("#panel").bounding_box()["y"] + 8)
    assert reader.page.locator("#panel").bounding_box()["height"] > 150
