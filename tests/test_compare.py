"""What changed between two states of the record, what falls without a source, and how two entities are joined."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from salween.build import load
from salween.dates import day_of
from salween.diff import diff, sources_of, what_if
from salween.judge import Judge
from salween.kg import load as load_graph
from salween.paths import Ways, find_paths
from salween.tell.path import path_text

SMALL = Path(__file__).parent / "small"
DAY = day_of("2025-03-01")


def judged(root: Path) -> Judge:
    found = load(root)
    assert found.judge is not None and not [p for p in found.problems if p.is_error], found.problems
    return found.judge


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A copy of the small record, to be edited."""
    shutil.copytree(SMALL / "data", tmp_path / "data")
    (tmp_path / "ontology").symlink_to((SMALL / "ontology").resolve())
    return tmp_path


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / "data" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def told(old: Judge, new: Judge) -> list[tuple[str, str]]:
    return [(change.sort, change.id) for change in diff(old, new, DAY)]


def test_two_equal_states_differ_in_nothing() -> None:
    assert diff(judged(SMALL), judged(SMALL), DAY) == []


def test_a_source_that_is_gone_is_named_as_the_cause(changed: Path) -> None:
    """The old state's sources need not be in the new one."""
    edit(changed, "10-guard.yaml", "times-2024-04-01", "times-2024-04-02")
    causes = {change.id: change.cause for change in diff(judged(SMALL), judged(changed), DAY)}
    assert causes["river-guard.guards.moonpark"] == "now also: River Times, 2024-04-01"
    without = judged(SMALL)
    records = dict(without.corpus.records)
    lease = records["moonpark-lease-1"]
    records["moonpark-lease-1"] = replace(lease, attestations=lease.attestations[:1])
    sources = {id: source for id, source in without.corpus.sources.items() if id != "voice-2024-04-20"}
    fewer = Judge(replace(without.corpus, records=records, sources=sources), without.ontology)
    causes = {change.id: change.cause for change in diff(without, fewer, DAY)}
    assert causes["moonpark-lease-1"] == "no longer: River Union, in Hill Voice, 2024-04-20 contradicts"


def test_an_end_is_told_as_an_end(changed: Path) -> None:
    edit(changed, "06-ownership.yaml", "owns: north-star, from: 2021,", "owns: north-star, from: 2021, until: 2024-03,")
    changes = {change.id: change for change in diff(judged(SMALL), judged(changed), DAY)}
    assert changes["tun-trading.owns.north-star"].sort == "ended"
    assert changes["tun-trading.owns.north-star"].what.endswith("ended 2024-03")


def test_a_record_that_bears_an_old_id_is_renamed_not_gone(changed: Path) -> None:
    edit(
        changed,
        "03-meeting.yaml",
        "id: wei-somchai-2025-01",
        "id: capital-talks-2025-01\n    was: [wei-somchai-2025-01]",
    )
    assert told(judged(SMALL), judged(changed)) == [("renamed", "wei-somchai-2025-01")]


def test_what_rests_on_one_source_falls_with_it_and_the_rest_stands() -> None:
    judge = judged(SMALL)
    changes = {change.id: change.sort for change in what_if(judge, sources_of(judge, "registry", False), DAY)}
    assert changes == {
        "boss-tun.owns.tun-trading": "falls",
        "tun-trading.owns.north-star": "falls",
        "tun-trading.owns.south-star": "falls",
    }


def test_a_path_goes_hop_by_hop_with_its_sources() -> None:
    judge = judged(SMALL)
    [best, *_] = find_paths(judge, "north-star", "treasury").paths
    assert [hop.tie.record for hop in best.hops] == [
        "tun-trading.owns.north-star", "boss-tun.owns.tun-trading", "west-listing-2024-05",
    ]  # fmt: skip
    text = path_text(judge, best, DAY)
    assert re.findall(r"\[(\d)\]", text.split("\n")[0]) == ["1", "2", "3"]
    assert "Companies Registry, 2024-06-30 (2)" in text and "Weakest link: [3], " in text


def test_hops_that_never_held_together_are_no_path_unless_asked(changed: Path) -> None:
    edit(changed, "06-ownership.yaml", "owns: tun-trading, from: 2019,", "owns: tun-trading, from: 2019, until: 2020,")
    judge = judged(changed)
    search = find_paths(judge, "north-star", "boss-tun")
    assert search.paths == () and "need not hold at the same time" in search.why_not
    assert len(find_paths(judge, "north-star", "boss-tun", Ways(together=False)).paths) == 1


def test_a_path_can_be_told_whom_to_avoid() -> None:
    search = find_paths(judged(SMALL), "north-star", "treasury", Ways(avoid=("boss-tun",)))
    assert search.paths == () and search.why_not == "there is one only through those avoided"


def test_a_query_that_names_its_graph_sees_that_graph_only() -> None:
    kg = load_graph(SMALL).as_of("2024-10-01")
    ask = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?who sal:controls ?place }}"
    base = "https://w3id.org/salween/graph/"
    assert kg.query(ask.format(f"FROM <{base}snapshot>")).column("n") == kg.query(ask.format("")).column("n")
    assert kg.query(ask.format(f"FROM <{base}sources>")).column("n") == [0]
