"""The map repeats bit for bit, a lock pins it, and a newcomer moves nobody."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from salween.build import load
from salween.judge import Judge
from salween.layout import GAP, LOCK, STRETCH, bubbles, drawn, groups, positions, read_lock, strays, write_lock, zones

SMALL = Path(__file__).parent / "small"


@pytest.fixture(scope="module")
def judge() -> Judge:
    found = load(SMALL).judge
    assert found is not None
    return found


def test_positions_repeat_under_any_hash_seed() -> None:
    code = (
        "import sys; from pathlib import Path; from salween.build import load; from salween.layout import positions;"
        "print(positions(load(Path(sys.argv[1])).judge, {}))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, str(SMALL)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4321")
    }
    assert len(runs) == 1


def test_only_actors_and_places_with_ties_are_drawn(judge: Judge) -> None:
    ids = drawn(judge)
    assert "hill-army" in ids and "bridgetown" in ids
    assert "aid-desk" not in ids, "it has no tie"
    assert "lo-case" not in ids, "a case is neither an actor nor a place"
    assert "wei-somchai-2025-01" not in ids, "an event is seen from close by only"
    assert list(positions(judge, {})) == ids


def test_groups_follow_belonging(judge: Judge) -> None:
    of = groups(judge)
    assert of["state-army"] == of["state-gazette"] == of["state"] == "state"
    assert of["bridgetown"] == of["oxbow"] == "upland"
    assert of["hill-army"] == "", "it belongs to nobody"


def test_no_two_marks_stand_nearer_than_the_gap(judge: Judge) -> None:
    spots = list(positions(judge, {}).values())
    for number, (x, y) in enumerate(spots):
        for other_x, other_y in spots[number + 1 :]:
            assert math.hypot((x - other_x) / STRETCH, y - other_y) > 0.9 * GAP


def test_what_is_locked_never_moves_and_a_newcomer_stands_by_its_neighbours(judge: Judge) -> None:
    before = positions(judge, {})
    lock = {id: spot for id, spot in before.items() if id not in ("oxbow", "hill-army", "wei-an")}
    after = positions(judge, lock)
    assert {id: after[id] for id in lock} == lock
    assert set(after) == set(before)
    x, y = after["oxbow"]
    near = min(math.hypot(x - a, y - b) for id, (a, b) in lock.items())
    assert near > 0.8 * GAP, "nudged off the others"
    assert math.hypot(x - after["upland"][0], y - after["upland"][1]) < 5 * GAP


def test_a_lock_that_names_nobody_left_is_no_matter(judge: Judge) -> None:
    whole = positions(judge, {})
    assert positions(judge, {**whole, "gone": (9.0, 9.0)}) == whole


def test_the_lock_is_sorted_whole_and_one_id_a_line(tmp_path: Path, judge: Judge) -> None:
    (tmp_path / "data").mkdir()
    found = positions(judge, {})
    write_lock(tmp_path, dict(reversed(list(found.items()))))
    lines = (tmp_path / LOCK).read_text("utf-8").splitlines()
    assert lines[0] == "{" and lines[-1] == "}"
    assert len(lines) == len(found) + 2
    assert [next(iter(json.loads("{" + line.rstrip(",") + "}"))) for line in lines[1:-1]] == sorted(found)
    assert read_lock(tmp_path) == (found, [])


def test_no_lock_is_an_empty_one(tmp_path: Path) -> None:
    assert read_lock(tmp_path) == ({}, [])


@pytest.mark.parametrize("text", ['{\n"a": [1, 2],\n"b" [3]\n}', '{"a": 3}', "[]", '{"a": ["x", "y"]}'])
def test_a_broken_lock_is_a_problem_with_its_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / LOCK).write_text(text, "utf-8")
    found, [problem] = read_lock(tmp_path)
    assert found == {}
    assert problem.code == "bad-layout-lock"
    assert problem.place.path == LOCK
    assert problem.place.line == (2 if "\n" in text else 0)


def test_a_bubble_is_around_its_members_and_no_outlier_stretches_it(judge: Judge) -> None:
    places, leaders = positions(judge, {}), groups(judge)
    found = bubbles(places, leaders)
    assert sorted(id for bubble in found for id in bubble.members) == sorted(places)
    for bubble in found:
        for id in bubble.members:
            x, y = (there - here for there, here in zip(places[id], bubble.middle, strict=True))
            assert math.hypot(x / STRETCH, y) <= bubble.radius
    apart = {**places, "oxbow": (90_000.0, 0.0)}
    [moved] = [bubble for bubble in bubbles(apart, leaders) if "oxbow" in bubble.members]
    assert "oxbow" in moved.members and moved.radius < 20 * GAP


def test_bubbles_of_a_new_map_do_not_overlap() -> None:
    root = SMALL.parent.parent
    found = load(root).judge
    assert found is not None
    leaders = groups(found)
    large = [bubble for bubble in bubbles(positions(found, {}), leaders) if len(bubble.members) > 2]
    for number, one in enumerate(large):
        for other in large[number + 1 :]:
            x, y = (there - here for there, here in zip(one.middle, other.middle, strict=True))
            assert math.hypot(x / STRETCH, y) > 0.9 * (one.radius + other.radius), (one.leader, other.leader)


def test_a_map_whose_groups_have_changed_since_is_known_by_its_strays() -> None:
    """A lock keeps every mark where it was; when many belong elsewhere by now, the build says to place them anew."""
    found = load(SMALL.parent.parent).judge
    assert found is not None
    fresh = positions(found, {})
    assert len(strays(found, fresh)) < len(fresh) / 20
    ids = sorted(fresh)
    worn = dict(zip(ids, (fresh[id] for id in ids[100:] + ids[:100]), strict=True))
    assert len(strays(found, worn)) > len(worn) / 2


def test_zones_are_countries_that_the_record_names() -> None:
    found = load(SMALL.parent.parent).judge
    assert found is not None
    leaders = groups(found)
    of = zones(found, leaders)
    assert {"myanmar-state", "china", "thailand"} <= set(of.values())
    assert of["shan-state"] == of["myanmar-military"] == "myanmar-state" and of["china-mps"] == "china"
    assert all(of[id] == of[leader] for id, leader in leaders.items() if leader), "a group is in one zone"
