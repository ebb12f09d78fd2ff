"""What changed between two states of the record, what falls without a source, and how two entities are joined."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from salween.build import load
from salween.cli import main
from salween.dates import day_of
from salween.diff import diff, sources_of, what_if
from salween.judge import Judge
from salween.kg import load as load_graph
from salween.paths import Ways, find_paths
from salween.tell import stats, stats_text
from salween.tell.path import path_text
from salween.tell.todo import UNREAD

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


KNOWN = """
- {id: hq, event: Meeting, date: 2024-01-05, sides: [[hill], [river]], sources: [a-2024-01-06]}
- id: boss.leads.hill
  subject: boss
  leads: hill
  from: 2020-01-01
  until: 2024-05-01
  sources: [{source: b-2024-02-01, still: true}, {source: a-2024-06-01, of: until}, c-2024-07-01]
- {subject: newcomer, tenant_in: park, from: 2024, sources: [b-2024-09-01]}
- {id: newcomer, kind: Company, name: The Newcomer, sources: [b-2024-09-01]}
"""


def test_a_change_is_what_sources_known_by_a_day_tell(asked: ModuleType) -> None:
    """A record is in the dataset from the day on which a source tells of it, and so is its end."""
    judge = asked.judged(KNOWN)
    seen = {day: judge.seen_from(day_of(day)) for day in ("2024-01-31", "2024-03-01", "2024-06-15", "2024-08-01")}
    first, second, third, last = seen.values()

    def told(old: Judge, new: Judge) -> list[tuple[str, str]]:
        return [(change.sort, change.id) for change in diff(old, new, DAY)]

    assert told(first, second) == [("new", "boss.leads.hill")]
    assert told(second, third) == [("ended", "boss.leads.hill"), ("sources", "boss.leads.hill")]
    assert ("gone", "boss.leads.hill") in told(last, first)
    assert ("sources", "boss.leads.hill") in told(third, judge)
    assert told(last, judge) == [("new", "newcomer"), ("new", "newcomer.tenant_in.park")]
    assert told(last, last) == []


def test_numbers_count_what_sources_known_by_the_day_tell(asked: ModuleType) -> None:
    judge = asked.judged(KNOWN)

    def counted(known: str) -> dict[str, int]:
        return dict(stats(judge.seen_from(day_of(known)), day_of("2024-04-01")).totals)

    first, later, last = counted("2024-01-31"), counted("2024-06-15"), counted("2026-06-01")
    assert [n["claims"] - first["claims"] for n in (first, later, last)] == [0, 1, 2]
    assert [n["events"] for n in (first, later, last)] == [1, 1, 1]
    assert later["entities"] - first["entities"] == 0 and last["entities"] - later["entities"] == 1
    assert [n["sources"] - first["sources"] for n in (first, later, last)] == [0, 2, 4]
    assert later["attestations"] - first["attestations"] == 2 and last["attestations"] - later["attestations"] == 2
    text = stats_text(stats(judge, day_of("2024-04-01")))
    assert "as of 2024-04-01, by sources known by 2026-06-01" in text


def test_numbers_of_a_day_are_the_answers_for_it(asked: ModuleType) -> None:
    judge = asked.judged("""
- {subject: boss, leads: hill, from: 2020-01-01, until: 2024-05-01, sources: [b-2024-06-01]}
- {subject: aide, leads: river, from: 2020-01-01, mode: planned, sources: [b-2024-06-01]}
- {id: talks, event: Meeting, date: 2024-03-01, sides: [[hill], [river]], sources: [a-2024-06-01]}
- {id: no-talks, event: Meeting, date: 2024-03-02, negated: true, sides: [[hill], [river]], sources: [a-2024-06-01]}
- {id: later-talks, event: Meeting, date: 2024-07-01, sides: [[hill], [river]], sources: [a-2024-08-01]}
""")
    without = asked.judged("- {subject: hill, fighters: 5, sources: [a-2024-06-01]}")

    def held(day: str) -> tuple[dict[str, int], dict[str, int]]:
        more, fewer = stats(judge, day_of(day)), stats(without, day_of(day))
        base = dict(fewer.on_day)
        return {k: n - base.get(k, 0) for k, n in more.on_day if n != base.get(k, 0)}, dict(more.by_day)

    assert held("2024-04-01") == ({"yes": 1}, {"yes": 1, "no": 1})
    assert held("2024-08-01") == ({"no": 1}, {"yes": 2})


def test_what_to_find_out_is_asked_of_sources_that_are_known() -> None:
    kg = load_graph(SMALL)
    parts = {task.subject for task in kg.todo() if task.sort == UNREAD}
    early = {task.subject for task in kg.known_at("2024-08-01").todo() if task.sort == UNREAD}
    assert parts == {"gazette-2024-08-06"} and early == set()


def test_two_states_are_compared_by_a_day_of_knowledge(changed: Path) -> None:
    """What no source had told by the day is in neither state, in Python and on the command line."""
    edit(changed, "10-guard.yaml", "date: 2024-03-15,", "date: 2024-03-16,")
    edit(changed, "08-shared.yaml", "controls: farmoor, date: 2024-06-01", "controls: farmoor, date: 2024-06-02")
    ids = {"river-guard.guards.moonpark", "hill-army.controls.farmoor", "farmoor"}

    def run(*days: str) -> set[str]:
        done = CliRunner().invoke(main, ["--root", str(changed), "diff", str(SMALL), "--format", "json", *days])
        found = json.loads(done.stdout)
        assert done.exit_code == (0 if found else 3), done.output
        return {change["id"] for change in found}

    assert run() == ids
    assert run("--known-at", "2024-05-01") == {"river-guard.guards.moonpark"}
    assert run("--known-at", "2024-01-31") == set()
    new, old = load_graph(changed), load_graph(SMALL)
    assert {change.id for change in new.changes_since(old)} == ids
    since = new.known_at("2024-05-01").changes_since(old.known_at("2024-05-01"))
    assert [(change.sort, change.id) for change in since] == [("revised", "river-guard.guards.moonpark")]


def test_holders_are_compared_on_the_as_of_day(changed: Path) -> None:
    edit(changed, "01-town.yaml", "from: 2024-08-03\n    until: [2025", "from: 2024-08-05\n    until: [2025")

    def holders(day: str) -> list[str]:
        done = CliRunner().invoke(
            main, ["--root", str(changed), "diff", str(SMALL), "--format", "json", "--as-of", day]
        )
        return [change["id"] for change in json.loads(done.stdout) if change["sort"] == "who holds it"]

    assert holders("2024-08-04") == ["bridgetown"]
    assert holders("2024-10-01") == []


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
