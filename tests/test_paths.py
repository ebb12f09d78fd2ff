"""How two entities are joined: which path comes first, by laws that hold of any record, and in the small one."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from pathlib import Path
from types import ModuleType

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import salween
from salween.build import load
from salween.cli import main
from salween.dates import Day, day_of
from salween.judge import NO, REJECTED, Judge
from salween.ontology import read_ontology
from salween.paths import Path as Joined
from salween.paths import Ways, find_paths, weight
from salween.render import page_index
from salween.tell.path import path_text
from salween.tell.verbs import is_present, past, perfect
from salween.ties import Tie, all_ties, on_day

HERE = Path(__file__).parent
SMALL, ROOT = HERE / "small", HERE.parent
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
GROUPS = [f"g{n}" for n in range(6)]

# ---- records that anybody might write ------------------------------------------------------------------------

spans = st.sampled_from(
    ["from: 2010-01-01", "from: 2010-01-01, until: 2012-01-01", "from: 2012-01-01, until: 2015", "from: 2014",
     "from: [2011..2013]", "date: 2013-06-01", "from: unknown, until: 2011-06-01", "from: unknown"]
)  # fmt: skip
moments = st.sampled_from(["2011-05-01", "2013", "2013-05-01/2013-05-03", "[2010..2016]"])
sources = st.sampled_from(["a-2020-01-01, bb-2020-01-02", "b-2020-01-01", "d-2020-01-01",
                           "b-2020-01-01, {source: bb-2020-01-03, stance: contradicts}"])  # fmt: skip
unreal = st.sampled_from(
    ["", "", "", "", "negated: true, ", "mode: planned, ",
     "assessment: {status: rejected, because: a slip, assessed_by: us, date: 2020-02-01}, "]
)  # fmt: skip


@st.composite
def relationships(draw: st.DrawFn) -> str:
    """Return a claim or an event that joins two of the groups, or was expected to; without its id."""
    one, other = draw(st.lists(st.sampled_from(GROUPS), min_size=2, max_size=2, unique=True))
    tail = f"{draw(unreal)}sources: [{draw(sources)}]}}"
    if draw(st.booleans()):
        return f"event: Meeting, date: {draw(moments)}, sides: [[{one}], [{other}]], {tail}"
    predicate = draw(st.sampled_from(["part_of", "allied_with", "hostile_to"]))
    return f"subject: {one}, {predicate}: {other}, {draw(spans)}, {tail}"


@st.composite
def records(draw: st.DrawFn) -> str:
    rows = draw(st.lists(relationships(), min_size=3, max_size=14))
    entities = [f"- {{id: {id}, kind: ArmedGroup, name: {id}}}" for id in GROUPS]
    ids = [f"r{n}.x" if row.startswith("subject") else f"r{n}" for n, row in enumerate(rows)]
    return "\n".join([*entities, *(f"- {{id: {id}, {row}" for id, row in zip(ids, rows, strict=True))])


ways_to_go = st.builds(
    Ways,
    as_of=st.sampled_from([None, None, day_of("2011-06-01"), day_of("2014-06-01")]),
    together=st.booleans(),
    via=st.just(()),
    avoid=st.sampled_from([(), (), ("g2",), ("g2", "g3")]),
    max_hops=st.integers(1, 4),
)


# ---- what is right, by trying everything ---------------------------------------------------------------------


def may_hold(judge: Judge, tie: Tie, day: Day | None) -> bool:
    lapse = judge.ontology.predicates[tie.predicate].lapse
    return day is None or on_day(judge, lapse, tie.validity, day) != NO


def everything(judge: Judge, ways: Ways) -> nx.MultiGraph[str]:
    graph: nx.MultiGraph[str] = nx.MultiGraph()
    graph.add_nodes_from(GROUPS)
    for tie in all_ties(judge):
        ends = {tie.subject, tie.object}
        if ends <= set(GROUPS) - set(ways.avoid) and may_hold(judge, tie, ways.as_of):
            graph.add_edge(tie.subject, tie.object, key=tie.id, tie=tie)
    return graph


def can_meet(judge: Judge, ties: list[Tie]) -> bool:
    """Tell whether there is a day on which each of the states may hold: any two of them have one, then all have."""
    predicates = judge.ontology.predicates
    bounds = [tie.validity.bounds for tie in ties if predicates[tie.predicate].lapse != "occurrence"]
    days = [(b.start_earliest or 0, b.end_latest or 10**7) for b in bounds]
    return all(max(a[0], b[0]) < min(a[1], b[1]) for a, b in combinations(days, 2))


def rank(judge: Judge, ties: list[Tie], day: Day | None) -> tuple[int, list[int], list[str]]:
    answers = {}
    for tie in ties:
        lapse = judge.ontology.predicates[tie.predicate].lapse
        answers[tie.id] = "certain" if day is None else on_day(judge, lapse, tie.validity, day)
    weights = [weight(judge.ontology, tie.verdict, tie.predicate, answers[tie.id]) for tie in ties]
    return len(ties), sorted(weights, reverse=True), sorted(tie.id for tie in ties)


def all_paths(judge: Judge, start: str, goal: str, ways: Ways) -> Iterator[list[Tie]]:
    graph = everything(judge, ways)
    if start in graph and goal in graph:
        for edges in nx.all_simple_edge_paths(graph, start, goal, cutoff=ways.max_hops):
            ties = [graph.edges[edge]["tie"] for edge in edges]
            if not ways.together or can_meet(judge, ties):
                yield ties


def ids(path: Joined) -> list[str]:
    return [hop.tie.id for hop in path.hops]


# ---- laws ----------------------------------------------------------------------------------------------------


@QUICK
@given(records(), ways_to_go)
def test_the_first_path_is_the_best_of_all(asked: ModuleType, text: str, ways: Ways) -> None:
    """Fewest hops, then the strongest by its weakest hop: the same as when every path is tried."""
    judge = asked.judged(text)
    every = all_paths(judge, "g0", "g1", ways)
    tried = {tuple(sorted(tie.id for tie in ties)): rank(judge, ties, ways.as_of) for ties in every}
    found = find_paths(judge, "g0", "g1", ways).paths
    assert bool(found) == bool(tried)
    if tried:
        first = found[0]
        assert tried[tuple(sorted(ids(first)))] == min(tried.values())
        assert [hop.start for hop in first.hops] == ["g0", *(hop.end for hop in first.hops[:-1])]
        if not ways.together:
            assert len(first.hops) == nx.shortest_path_length(everything(judge, ways), "g0", "g1")


@QUICK
@given(records(), ways_to_go)
def test_paths_read_the_same_from_both_ends(asked: ModuleType, text: str, ways: Ways) -> None:
    judge = asked.judged(text)
    there, back = (find_paths(judge, *ends, ways).paths for ends in (("g0", "g1"), ("g1", "g0")))
    assert [ids(path) for path in there] == [ids(path)[::-1] for path in back]


@QUICK
@given(records(), ways_to_go, st.sampled_from(["g4", "g5"]))
def test_what_is_asked_of_a_path_holds_of_every_hop(asked: ModuleType, text: str, ways: Ways, via: str) -> None:
    judge = asked.judged(text)
    wanted = ways._replace(via=(via,))
    for path in find_paths(judge, "g0", "g1", wanted, best=5).paths:
        on_it = {end for hop in path.hops for end in (hop.start, hop.end)}
        assert via in on_it and not on_it & set(ways.avoid) and len(path.hops) <= ways.max_hops
        for hop in path.hops:
            record = judge.corpus.records[hop.tie.record]
            assert not record.is_negated and not record.is_planned
            assert judge.judgements[hop.tie.record].status != REJECTED
            assert may_hold(judge, hop.tie, ways.as_of)
    reachable = [ties for ties in all_paths(judge, "g0", "g1", ways) if any(via in (t.subject, t.object) for t in ties)]
    assert bool(find_paths(judge, "g0", "g1", wanted).paths) == bool(reachable)


@QUICK
@given(records(), ways_to_go)
def test_paths_come_in_order_and_never_twice_by_the_same_entities(asked: ModuleType, text: str, ways: Ways) -> None:
    judge = asked.judged(text)
    found = find_paths(judge, "g0", "g1", ways, best=10).paths
    ranks = [rank(judge, [hop.tie for hop in path.hops], ways.as_of) for path in found]
    assert all(a <= b for a, b in pairwise(ranks))
    assert len({tuple(hop.end for hop in path.hops) for path in found}) == len(found)


# ---- what comes first ----------------------------------------------------------------------------------------


def first(judge: Judge, start: str, goal: str, **ways: object) -> list[str]:
    [best, *_] = find_paths(judge, start, goal, Ways(**ways)).paths  # type: ignore[arg-type]
    return [hop.tie.predicate for hop in best.hops]


def test_office_and_ownership_come_before_a_meeting_that_is_better_known(asked: ModuleType) -> None:
    judge = asked.judged("""
- {id: talks, event: Meeting, date: 2020-01-01, sides: [[boss], [hill]], sources: [a-2020-01-02, b-2020-01-02]}
- {subject: boss, leads: hill, from: 2019, sources: [b-2020-01-02]}
- {subject: boss, owns: company, from: 2018, sources: [b-2020-01-02]}
- {id: visit, event: Meeting, date: 2020-01-01, sides: [[boss], [company]], sources: [a-2020-01-02, b-2020-01-02]}
""")
    assert first(judge, "boss", "hill") == ["leads"]
    assert first(judge, "company", "hill") == ["owns", "leads"]


def test_a_disputed_office_comes_after_a_meeting_and_a_longer_path_after_both(asked: ModuleType) -> None:
    judge = asked.judged("""
- {subject: boss, leads: hill, from: 2019, sources: [b-2020-01-02, {source: bb-2020-01-03, stance: contradicts}]}
- {id: talks, event: Meeting, date: 2020-01-01, sides: [[boss], [hill]], sources: [a-2020-01-02, b-2020-01-02]}
- {subject: boss, part_of: river, from: 2019, sources: [a-2020-01-02, b-2020-01-02]}
- {subject: river, part_of: hill, from: 2019, sources: [a-2020-01-02, b-2020-01-02]}
""")
    found = find_paths(judge, "boss", "hill").paths
    assert [[hop.tie.predicate for hop in path.hops] for path in found] == [["met"], ["part_of", "part_of"]]


def test_the_order_of_families_is_the_ontologys(asked: ModuleType) -> None:
    families = asked.ontology().families
    order = {name.removesuffix("Family"): family.path_order for name, family in families.items()}
    assert order["hierarchy"] < order["property"] < order["diplomacy"] < order["sanctions"] < order["figures"]


# ---- in words ------------------------------------------------------------------------------------------------


def told(judge: Judge, start: str, goal: str, day: str = "2026-04-30", **ways: object) -> list[str]:
    best, *_ = find_paths(judge, start, goal, Ways(**ways)).paths  # type: ignore[arg-type]
    return path_text(judge, best, day_of(day)).split("\n")


@pytest.mark.parametrize(
    ("times", "day", "sentence"),
    [
        ("from: 2021-02-02, until: 2026-03-30", "2026-04-30",
         "held office in The Army from 2021-02-02 until 2026-03-30"),
        ("from: unknown, until: 2026-03-30", "2026-04-30",
         "held office in The Army from an unknown day until 2026-03-30"),
        ("from: 2021-02-02, until: 2024", "2023-06-01", "holds office in The Army from 2021-02-02 until 2024"),
        ("from: 2025-06", "2025-07-15",
         "has held office in The Army since 2025-06 (last confirmed on 2025-07-10; possibly on 2025-07-15)"),
        ("from: 2025-06", "2025-07-05", "has held office in The Army since 2025-06"),
        ("from: 2023-05, still: false", "2026-04-30",
         "held office in The Army from 2023-05 (unknown on 2026-04-30)"),
        ("date: 2025-07-10", "2025-07-10", "has held office in The Army since 2025-07-10 or earlier"),
        ("from: unknown", "2025-07-12", "holds office in The Army (start unknown; unknown on 2025-07-12)"),
    ],
)  # fmt: skip
def test_a_hop_has_the_tense_of_its_time(asked: ModuleType, times: str, day: str, sentence: str) -> None:
    times, is_old, _ = times.partition(", still: false")
    still = "" if is_old or "until" in times or "unknown" in times else ", still: 2025-07-10"
    judge = asked.judged(
        f"- {{subject: boss, holds_office: army, {times}, sources: [{{source: a-2026-04-01{still}}}]}}"
    )
    first, note = told(judge, "boss", "army", day)
    assert first == f"The Boss {sentence} [1]."
    assert note.startswith("  [1] Well supported, moderate confidence: The A, 2026-04-01. boss.holds_office.army")


def test_a_path_of_two_events_says_which_came_first(asked: ModuleType) -> None:
    judge = asked.judged("""
- id: late
  event: Meeting
  date: 2020-03-01
  sides: [[{actor: boss, title: chairman}], [aide]]
  sources: [a-2020-03-02]
- {id: early, event: Meeting, date: 2020-01-03/2020-01-05, sides: [[aide], [hill]], sources: [a-2020-02-02]}
""")
    lines = told(judge, "boss", "hill")
    said = "The Boss (chairman) met The Aide on 2020-03-01 [1], and The Aide met The Hill Army from 2020-01-03 to "
    assert lines[0] == f"{said}2020-01-05 [2]."
    assert "  In time: first [2], then [1]." in lines
    assert not any("same time" in line for line in lines)


def test_events_whose_order_nobody_knows_are_in_no_order(asked: ModuleType) -> None:
    judge = asked.judged("""
- {id: one, event: Meeting, date: 2020-03, sides: [[boss], [aide]], sources: [a-2020-04-02]}
- {id: two, event: Meeting, date: "[2020-03-05..2020-03-20]", sides: [[aide], [hill]], sources: [a-2020-04-02]}
- {id: three, event: Meeting, date: 2020-04-01, sides: [[hill], [river]], sources: [a-2020-04-02]}
""")
    assert "  In time: first [1] and [2] (order unknown), then [3]." in told(judge, "boss", "river")


def test_only_states_are_said_to_have_held_at_the_same_time(asked: ModuleType) -> None:
    judge = asked.judged("""
- {subject: boss, leads: hill, from: 2018, until: 2020-06-01, sources: [a-2020-07-02]}
- {subject: river, part_of: hill, from: 2019-01-01, until: 2021, sources: [a-2022-01-02]}
- {id: talks, event: Meeting, date: 2022-01-01, sides: [[river], [aide]], sources: [a-2022-01-02]}
""")
    lines = told(judge, "boss", "aide")
    assert "  [1] and [2] held at the same time, at least from 2019-01-01 to 2020-05-31." in lines
    assert "  [3] came after [1] had ended." in lines
    assert not any("In time" in line for line in lines)


def test_states_of_which_nobody_knows_are_said_to_be_so(asked: ModuleType) -> None:
    judge = asked.judged("""
- {subject: boss, leads: hill, from: unknown, sources: [a-undated]}
- {subject: river, part_of: hill, from: 2012-01-01, until: 2013-01-01, sources: [a-2014-01-02]}
""")
    assert "  It is not known whether [1] and [2] held at the same time." in told(judge, "boss", "river")


def test_a_disputed_hop_says_who_disputes_it_and_what(asked: ModuleType) -> None:
    judge = asked.judged("""
- subject: boss
  leads: hill
  from: 2020-01-01
  sources:
    - b-2020-06-01
    - {source: bb-2020-06-02, stance: contradicts, says: he left years ago.}
    - {source: c-2020-06-03, from: 2019-05-01}
""")
    lines = told(judge, "boss", "hill")
    assert lines[1].startswith("  [1] Disputed, low confidence: The B, 2020-06-01")
    assert "      Disputed by The Other B, 2020-06-02: “he left years ago”." in lines
    assert any(line.startswith("      The start is given as 2019-05-01 by The C, 2020-06-03") for line in lines), lines


def test_a_dispute_on_something_else_in_an_event_is_none_on_the_hop(asked: ModuleType) -> None:
    judge = asked.judged("""
- id: talks
  event: Meeting
  date: 2020-01-01
  sides: [[boss], [hill]]
  agreed: a truce
  sources: [a-2020-01-02, {source: b-2020-01-02, agreed: nothing}, {source: c-2020-01-02, date: 2020-01-03}]
""")
    lines = told(judge, "boss", "hill")
    assert any("is given as 2020-01-03 by The C" in line for line in lines)
    assert not any("agreed" in line for line in lines)


def test_python_and_the_command_line_tell_the_same_paths() -> None:
    kg = salween.load(SMALL)
    shown = CliRunner().invoke(main, ["--root", str(SMALL), "path", "north star hotels", "treasury"])
    assert shown.stdout == "".join(f"{path}\n\n" for path in kg.paths("north-star", "Treasury of the West"))
    assert shown.stdout.startswith("Tun Trading has owned North Star Hotels (50 to 60 percent) since 2021")


@pytest.mark.parametrize("option", ["--via", "--through"])
def test_a_path_goes_via_whom_it_is_told_to(option: str) -> None:
    shown = CliRunner().invoke(
        main, ["--root", str(SMALL), "path", "north-star", "south-star", "--max-hops", "6", option, "boss-tun"]
    )
    assert (shown.exit_code, shown.stdout) == (3, "")
    shown = CliRunner().invoke(main, ["--root", str(SMALL), "path", "north-star", "treasury", option, "boss-tun"])
    assert shown.exit_code == 0 and "Boss Tun" in shown.stdout
    assert "--through" not in CliRunner().invoke(main, ["path", "--help"]).output


def test_a_path_cannot_avoid_its_own_end() -> None:
    shown = CliRunner().invoke(main, ["--root", str(SMALL), "path", "north-star", "treasury", "--avoid", "treasury"])
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert '--avoid leaves out "treasury"' in shown.stderr


def test_every_label_of_the_ontology_has_its_tenses() -> None:
    labels = [p.label for p in read_ontology(ROOT)[0].predicates.values() if not p.value_type]
    forms = {past(label).partition(" ")[0] for label in labels if is_present(label)}
    forms |= {perfect(label).split(" ")[1] for label in labels if is_present(label)}
    irregular = {"been", "gave", "given", "had", "held", "lain", "lay", "led", "ran", "run", "spoke", "spoken", "stood"}
    irregular |= {"taken", "took", "was", "written", "wrote"}
    assert {form.rstrip(",") for form in forms if not form.endswith("ed")} <= irregular
    assert {"controlled", "supplied", "trafficked", "published", "tolerated", "passed", "employed"} <= forms


# ---- the page ------------------------------------------------------------------------------------------------


def test_the_page_finds_the_same_paths_on_the_dataset(
    tmp_path: Path, needs: Callable[[Path | str | None, str], None]
) -> None:
    """Fifty pairs of the dataset, and twenty as sources of its oldest day of knowledge tell them."""
    needs(shutil.which("node"), "node")
    found = load(ROOT)
    judge = found.judge
    assert judge is not None
    raw = page_index(judge, found.conclusions, {})
    chance = random.Random(10)
    cases = []
    for step, count in ((len(raw["known"]["days"]) - 1, 50), (0, 20)):
        seen = judge.seen_from(raw["known"]["days"][step])
        counts = Counter(end for tie in all_ties(seen) for end in (tie.subject, tie.object))
        ends = sorted(end for end, n in counts.items() if n > 2 and end in judge.corpus.entities)
        for start, goal in (chance.sample(ends, 2) for _ in range(count)):
            cases.append([step, start, goal, [ids(path) for path in find_paths(seen, start, goal).paths]])
    assert sum(bool(expected) for *_, expected in cases) > 30
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"raw": raw, "cases": cases}), "utf-8")
    run = subprocess.run(
        ["node", "--test", str(HERE / "js" / "paths.mjs")],
        env={**os.environ, "SALWEEN_PATHS": str(answers)},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    assert "# skipped 0" in run.stdout


def test_the_office_of_a_general_comes_first_on_the_dataset() -> None:
    judge = load(ROOT).judge
    assert judge is not None
    [sentence, *_] = told(judge, "min-aung-hlaing", "myanmar-military")
    assert sentence.startswith("Min Aung Hlaing held office in Myanmar military (commander in chief)")
    assert first(judge, "liu-zhongyi", "mndaa")[0] == "holds_office"


@pytest.mark.parametrize("pair", [("north-star", "treasury"), ("boss-tun", "moonpark")])
def test_a_pair_of_the_small_record_is_joined_by_the_fewest_hops(pair: tuple[str, str]) -> None:
    judge = load(SMALL).judge
    assert judge is not None
    walked = {p.key for p in judge.ontology.predicates.values() if not p.is_part_whole}
    graph = nx.Graph((tie.subject, tie.object) for tie in all_ties(judge) if tie.predicate in walked)
    [best, *_] = find_paths(judge, *pair, Ways(together=False, max_hops=8)).paths
    assert len(best.hops) == nx.shortest_path_length(graph, *pair)
