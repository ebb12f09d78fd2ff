"""The network: every record once, as a node, as its ties or as an attribute, and nothing that does not belong in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salween.build import Loaded, load
from salween.dates import Bounds, day_of, iso
from salween.judge.when import Validity
from salween.network import ASIDE, PRIVATE, certain_days, possible_days, to_network

ROOT = Path(__file__).parent.parent

DATASET = """
title: A record for one test
base: https://w3id.org/salween/
edition: 2026-06-01
covers_to: 2026-04-30
licence: CC-BY-4.0
contact: record@example.org
description: Invented.
creator: The testers
"""

CAST = """
entities:
  - {id: post, kind: MediaOutlet, name: {en: The Post}, reliability: B, sources: [news]}
  - {id: times, kind: MediaOutlet, name: {en: The Times}, reliability: B, sources: [news]}
  - {id: hills, kind: ArmedGroup, name: {en: Hill Army, my: တောင်တပ်}, alias: [The Hills], sources: [news]}
  - {id: state, kind: Army, name: {en: State Army}, sources: [news]}
  - {id: envoy, kind: Person, name: {en: An Envoy}, public_because: office, sources: [news]}
  - {id: chief, kind: Person, name: {en: A Chief}, public_because: office, sources: [news]}
  - {id: person-1, kind: Person, private: true, sources: [news]}
  - {id: bridge, kind: Town, name: {en: Bridgetown}, point: [22.9, 97.7], sources: [news]}
  - {id: park, kind: Compound, name: {en: Moonpark}, sources: [news]}
sources:
  - {id: news, publisher: post, title: News, published: 2024-09-01, retrieved: 2026-05-01, language: en,
     read: whole, url: https://example.org/1}
  - {id: later, publisher: times, title: Later, published: 2026-01-01, retrieved: 2026-05-01, language: en,
     read: whole, url: https://example.org/2}
source: news
"""


def project(folder: Path, *texts: str) -> Loaded:
    """Write a project and load it: each text is a file of its own."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    if not (folder / "ontology").exists():
        (folder / "ontology").symlink_to(ROOT / "ontology")
    (folder / "data" / "dataset.yaml").write_text(DATASET, "utf-8")
    for number, text in enumerate(texts):
        (folder / "data" / f"{number}.yaml").write_text(text, "utf-8")
    return load(folder)


def network_of(folder: Path, records: str, cast: str = CAST, **choices: Any) -> nx.MultiDiGraph:
    loaded = project(folder, cast, f"source: news\n{records}")
    assert loaded.judge is not None, loaded.problems
    return to_network(loaded.judge, conclusions=loaded.conclusions, **choices)


def edges(network: nx.MultiDiGraph) -> dict[str, tuple[str, str, dict[str, Any]]]:
    return {key: (start, end, data) for start, end, key, data in network.edges(keys=True, data=True)}


def stands_as(network: nx.MultiDiGraph) -> Counter[str]:
    """Count in how many ways each id stands in the network or outside it; each should be one."""
    nodes = set(network.nodes)
    ties = {data["record"] for *_, data in edges(network).values() if not (data["is_role"] or data["is_inferred"])}
    bearers = [data for _, data in network.nodes(data=True)] + [data for *_, data in network.edges(data=True)]
    values = {value["id"] for data in bearers for value in data["values"]}
    return Counter([*nodes, *ties, *values, *network.graph["left_out"]])


# ---- what stands where ---------------------------------------------------------------------------------------


def test_a_claim_between_two_is_one_edge_under_its_own_id(tmp_path: Path) -> None:
    network = network_of(tmp_path, "claims:\n  - {subject: hills, controls: bridge, from: 2024-08-03, extent: town}\n")
    start, end, tie = edges(network)["hills.controls.bridge"]
    assert (start, end) == ("hills", "bridge")
    assert (tie["kind"], tie["label"], tie["family"]) == ("controls", "controls (the town itself)", "controlFamily")
    assert (tie["status"], tie["confidence"], tie["origins"]) == ("accepted", "moderate", 1)
    assert (tie["sources"], tie["said_by"], tie["is_accepted"]) == (["news"], ["post"], True)
    assert (tie["start_earliest"], tie["start_latest"], tie["last_confirmed"]) == ("2024-08-03",) * 3
    assert "end_earliest" not in tie and "end_latest" not in tie
    assert tie["certain"] == ("2024-08-03", "2024-08-03")
    assert tie["possible"] == ("2024-08-03", "2025-01-30")  # the horizon of control is 180 days
    assert tie["holds"] == "unknown"
    assert tie["qualifiers"] == {"extent": "town"}


def test_a_node_has_its_names_in_every_script_and_its_place(tmp_path: Path) -> None:
    network = network_of(tmp_path, "")
    assert network.nodes["hills"]["labels"] == {"en": "Hill Army", "my": "တောင်တပ်"}
    assert network.nodes["hills"]["aliases"] == ["The Hills"]
    assert (network.nodes["bridge"]["lat"], network.nodes["bridge"]["lon"]) == (22.9, 97.7)
    assert network.nodes["bridge"]["kind"] == "Town"


MEETING = """
events:
  - id: talks
    event: Meeting
    date: 2024-08-20
    place: bridge
    sides: [[{actor: envoy, title: special envoy}], [chief]]
    people: 30
"""


def test_a_folded_event_is_its_ties_and_no_node(tmp_path: Path) -> None:
    network = network_of(tmp_path, MEETING)
    assert "talks" not in network
    start, end, tie = edges(network)["talks~envoy~chief"]
    assert (start, end, tie["kind"], tie["record"], tie["is_symmetric"]) == ("envoy", "chief", "met", "talks", True)
    assert sorted(tie["roles"]) == ["place: bridge", "sides: envoy (title: special envoy)"]


def test_a_figure_of_a_folded_event_is_carried_by_its_tie(tmp_path: Path) -> None:
    network = network_of(tmp_path, MEETING)
    [value] = edges(network)["talks~envoy~chief"][2]["values"]
    assert (value["id"], value["kind"], value["text"], value["low"]) == ("talks.people", "people", "30 people", 30)


def test_events_as_nodes_have_an_edge_for_each_role_and_no_folded_tie(tmp_path: Path) -> None:
    network = network_of(tmp_path, MEETING, events="nodes")
    assert network.nodes["talks"]["label"] == "meeting, 2024-08-20"
    assert [value["id"] for value in network.nodes["talks"]["values"]] == ["talks.people"]
    found = edges(network)
    assert sorted(found) == ["talks#place.bridge", "talks#sides.chief", "talks#sides.envoy"]
    assert found["talks#sides.envoy"][2]["qualifiers"] == {"title": "special envoy"}
    assert found["talks#sides.envoy"][:2] == ("talks", "envoy")


def test_an_event_that_folds_to_nothing_is_a_node_and_names_a_folded_one_in_words(tmp_path: Path) -> None:
    remark = "  - {id: word, event: Remark, date: 2024-08-21, said_by: chief, about: [talks, park], says: all well}\n"
    network = network_of(tmp_path, MEETING + remark)
    assert network.nodes["word"]["is_event"] and network.nodes["word"]["says"] == "all well"
    assert network.nodes["word"]["roles"] == ["about: talks"]
    assert network.has_edge("word", "park", "word#about.park")
    assert not network.has_edge("word", "talks")


def test_a_figure_of_an_entity_is_on_its_node_with_its_evidence(tmp_path: Path) -> None:
    network = network_of(tmp_path, "claims:\n  - {subject: hills, fighters: {about: 6000}, date: 2024-08-01}\n")
    [value] = network.nodes["hills"]["values"]
    assert (value["id"], value["text"], value["status"]) == ("hills.fighters", "about 6,000 people", "accepted")
    assert value["sources"] == ["news"]


def test_parallel_ties_are_kept(tmp_path: Path) -> None:
    network = network_of(
        tmp_path,
        "claims:\n"
        "  - {subject: hills, controls: bridge, from: 2023-01-01, until: 2023-02-01}\n"
        "  - {subject: hills, id: hills.controls.bridge.2, controls: bridge, from: 2024-01-01}\n"
        "  - {subject: hills, garrisons: bridge, from: 2024-01-01}\n",
    )
    assert sorted(network["hills"]["bridge"]) == [
        "hills.controls.bridge", "hills.controls.bridge.2", "hills.garrisons.bridge",
    ]


def test_a_mediator_who_is_a_party_as_well_keeps_both_ties(tmp_path: Path) -> None:
    truce = "{id: truce, event: Ceasefire, from: 2024-08-01, parties: [hills, state], mediator: [envoy, hills]}"
    network = network_of(tmp_path, f"events:\n  - {truce}\n")
    kinds = sorted(data["kind"] for data in network["hills"]["state"].values())
    assert kinds == ["ceasefire_with", "mediated_for"]


def test_a_conclusion_is_an_edge_that_says_so_and_cites_what_it_rests_on(tmp_path: Path) -> None:
    network = network_of(
        tmp_path,
        "claims:\n"
        "  - {subject: hills, controls: bridge, from: 2024-08-03}\n"
        "  - {subject: park, within: bridge}\n",
    )
    [(key, (start, end, tie))] = [item for item in edges(network).items() if item[1][2]["is_inferred"]]
    assert (start, end, tie["label"]) == ("park", "hills", "stands in ground controlled by (inferred)")
    assert tie["rests_on"] == ["hills.controls.bridge", "park.within.bridge"]
    assert (tie["rule"], tie["record"]) == ("stands-in-ground-controlled-by", key)


# ---- what we make of it --------------------------------------------------------------------------------------


def test_a_denial_that_is_weaker_leaves_the_tie_accepted_and_is_on_it(tmp_path: Path) -> None:
    network = network_of(
        tmp_path,
        "claims:\n"
        "  - subject: hills\n"
        "    controls: bridge\n"
        "    from: 2024-08-03\n"
        "    sources:\n"
        "      - news\n"
        "      - {source: news, said_by: state, stance: contradicts, date: 2024-08-04, says: it was never lost}\n",
    )
    tie = edges(network)["hills.controls.bridge"][2]
    assert (tie["status"], tie["is_accepted"], tie["disputed"]) == ("accepted", True, False)
    assert tie["denied_by"] == ["state"]


def test_a_tie_that_is_contradicted_as_strongly_is_disputed_and_not_accepted(tmp_path: Path) -> None:
    network = network_of(
        tmp_path,
        "claims:\n  - {subject: hills, allied_with: state, date: 2024-08-03, sources: "
        "[news, {source: later, stance: contradicts, date: 2024-08-03}]}\n",
    )
    tie = edges(network)["hills.allied_with.state"][2]
    assert (tie["status"], tie["is_accepted"], tie["disputed"]) == ("disputed", False, True)
    assert tie["denied_by"] == ["times"]


def test_an_accusation_bears_the_answer_of_the_accused(tmp_path: Path) -> None:
    network = network_of(
        tmp_path,
        "claims:\n  - {subject: chief, runs_scam_compound: park, from: 2022, "
        "reply: {says: he calls it a hotel, said_by: chief, sources: [news]}}\n",
    )
    tie = edges(network)["chief.runs_scam_compound.park"][2]
    assert tie["is_accusation"] and tie["status"] == "provisional"
    assert tie["reply"] == ["A Chief: he calls it a hotel [news]"]


# ---- what stays outside --------------------------------------------------------------------------------------

OUTSIDE = """
claims:
  - {subject: hills, allied_with: state, date: 2024-08-03, negated: true}
  - subject: hills
    garrisons: bridge
    date: 2024-08-03
    assessment: {status: rejected, because: a slip, assessed_by: us, date: 2024-09-02}
events:
  - {id: plan, event: Meeting, date: 2024-10-01, mode: planned, sides: [[envoy], [chief]]}
"""


def test_what_is_rejected_negated_or_planned_is_in_no_network(tmp_path: Path) -> None:
    network = network_of(tmp_path, OUTSIDE)
    assert network.number_of_edges() == 0 and "plan" not in network
    assert network.graph["left_out"] == {
        "hills.allied_with.state.not": "negated",
        "hills.garrisons.bridge": "rejected",
        "plan": "planned",
    }


def test_what_is_asked_for_says_in_its_label_what_it_is(tmp_path: Path) -> None:
    network = network_of(tmp_path, OUTSIDE, include=frozenset(ASIDE))
    labels = {key: data["label"] for key, (_, _, data) in edges(network).items()}
    assert labels == {
        "hills.allied_with.state.not": "is allied with (negated)",
        "hills.garrisons.bridge": "garrisons (rejected)",
        "plan~envoy~chief": "met (planned)",
    }
    assert network.graph["left_out"] == {}
    nodes = network_of(tmp_path, OUTSIDE, include=frozenset(["planned"]), events="nodes")
    assert nodes.nodes["plan"]["label"] == "meeting, 2024-10-01 (planned)"


def test_what_speaks_of_a_record_that_is_left_out_is_left_out_with_it(tmp_path: Path) -> None:
    remark = "  - {id: word, event: Remark, date: 2024-08-21, said_by: chief, about: plan, says: it will be}\n"
    network = network_of(tmp_path, OUTSIDE + remark)
    assert network.graph["left_out"]["word#about.plan"] == "it speaks of a record that is left out"
    assert network.nodes["word"]["roles"] == []


def test_a_private_person_has_an_id_and_nothing_that_describes_them(tmp_path: Path) -> None:
    network = network_of(
        tmp_path,
        "claims:\n  - {subject: person-1, described_as: a young engineer, date: 2024-08-01}\n"
        "events:\n  - {id: rescue, event: Rescue, date: 2024-08-20, victim: person-1, origin: park, rescuer: state}\n",
    )
    node = network.nodes["person-1"]
    assert (node["label"], node["labels"], node["aliases"], node["values"]) == (PRIVATE, {}, [], [])
    assert network.has_edge("rescue", "person-1", "rescue#victim.person-1")
    assert network.graph["left_out"] == {"person-1.described_as": "it describes a private person"}


def test_a_word_that_means_nothing_is_an_error_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'disputed' is none of"):
        network_of(tmp_path, "", include=frozenset(["disputed"]))
    with pytest.raises(ValueError, match="'lines' is none of"):
        network_of(tmp_path, "", events="lines")


# ---- the two clocks ------------------------------------------------------------------------------------------

TIMES = """
claims:
  - {subject: hills, controls: bridge, from: 2024-08-03, until: 2024-08-25}
  - {subject: state, id: state.controls.bridge.2, controls: bridge, from: 2024-08-25, sources: [later]}
  - {subject: hills, fighters: 900, date: 2023-01-01}
events:
  - {id: talks, event: Meeting, date: 2024-08-20, sides: [[envoy], [chief]]}
  - {id: listing, event: Listing, from: 2024-08-01, issuer: state, listed: [hills, {actor: chief, until: 2024-08-10}]}
"""


def test_on_a_day_stand_what_holds_and_what_has_happened_by_then(tmp_path: Path) -> None:
    before = network_of(tmp_path, TIMES, as_of=day_of("2024-08-05"))
    assert sorted(edges(before)) == ["hills.controls.bridge", "listing~chief~state", "listing~hills~state"]
    after = network_of(tmp_path, TIMES, as_of=day_of("2024-09-01"))
    assert sorted(edges(after)) == ["listing~hills~state", "state.controls.bridge.2", "talks~envoy~chief"]
    assert after.graph["left_out"] == {"hills.controls.bridge": "it did not hold on 2024-09-01"}
    assert edges(after)["talks~envoy~chief"][2]["holds"] == "certain"


def test_what_nobody_saw_for_longer_than_the_horizon_is_not_drawn_as_still_so(tmp_path: Path) -> None:
    network = network_of(tmp_path, TIMES, as_of=day_of("2026-04-30"))
    assert network.graph["left_out"]["state.controls.bridge.2"] == "nobody knows whether it held on 2026-04-30"
    assert network.nodes["hills"]["values"] == []


def test_a_record_without_a_source_by_the_day_of_knowledge_is_left_out(tmp_path: Path) -> None:
    loaded = project(tmp_path, CAST, f"source: news\n{TIMES}")
    assert loaded.judge is not None
    network = to_network(loaded.judge.seen_from(day_of("2025-01-01")))
    assert network.graph["left_out"] == {"state.controls.bridge.2": "no source was out by 2025-01-01"}
    assert network.graph["known_at"] == "2025-01-01"


# ---- laws ----------------------------------------------------------------------------------------------------

_DAYS = st.none() | st.integers(0, 40)


@given(
    st.tuples(_DAYS, _DAYS, _DAYS, _DAYS),
    _DAYS,
    _DAYS,
    st.sampled_from(["permanent", "standing", "state", "occurrence"]),
    st.integers(0, 12),
    st.integers(0, 50),
)
def test_the_days_of_a_tie_are_those_on_which_the_judge_says_so(
    bounds: tuple[int | None, ...], confirmed: int | None, still: int | None, lapse: str, horizon: int, reach: int
) -> None:
    start = sorted(d for d in bounds[:2] if d is not None)
    end = sorted(d for d in bounds[2:] if d is not None)
    s0, s1 = (start * 2)[:2] if len(start) == 2 else bounds[:2]
    e0, e1 = (end * 2)[:2] if len(end) == 2 else bounds[2:]
    if e1 is not None and confirmed is not None:
        confirmed = min(confirmed, e1 - 1)  # as judge.when does
    base = day_of("2024-01-01")
    shifted = [None if d is None else base + d for d in (s0, s1, e0, e1, confirmed, still)]
    validity = Validity(Bounds(*shifted[:4]), shifted[4], shifted[5], lapse, horizon, base + reach)
    certain, possible = certain_days(validity), possible_days(validity)
    for day in range(base - 30, base + 80):
        answer = validity.on(day)
        if is_sound(validity):
            assert _has(certain, day) == (answer == "certain"), (iso(day), validity, certain)
            assert _has(possible, day) == (answer in ("certain", "possible")), (iso(day), validity, possible)


def is_sound(validity: Validity) -> bool:
    """Tell whether the bounds are such as a record has: it neither ends nor is seen before it begins."""
    s0, s1, e0, e1 = validity.bounds
    ends = [d for d in (e0, e1) if d is not None]
    seen = [d for d in (validity.confirmed, validity.party_still) if d is not None]
    starts = [d for d in (s0, s1) if d is not None]
    in_order = all(start <= later for start in starts for later in (*ends, *seen))
    return in_order and all(d < e1 for d in seen if e1 is not None) and (s1 is not None or s0 is None)


def _has(days: tuple[str | None, str | None] | None, day: int) -> bool:
    return days is not None and (days[0] or "") <= iso(day) <= (days[1] or "9")


_ACTORS = st.sampled_from(["hills", "state", "envoy", "chief", "person-1"])
_DATES = st.sampled_from(["2023-05-01", "2024-08", "[2024-01-01..2024-06-30]", "2024-08-20"])
_REJECTED = {"status": "rejected", "because": "a slip", "assessed_by": "us", "date": "2024-09-02"}


@st.composite
def _records(draw: st.DrawFn) -> dict[str, list[dict[str, Any]]]:
    """Draw a file of claims and events that may speak of each other."""
    ids = [f"event-{n}" for n in range(draw(st.integers(0, 5)))]
    anything = st.sampled_from(["hills", "chief", "bridge", "park", "person-1", *ids])
    events = []
    for id in ids:
        one, other = draw(st.lists(_ACTORS, min_size=2, max_size=2, unique=True))
        shapes: list[dict[str, Any]] = [
            {"event": "Meeting", "sides": [[one], [other]], "place": "bridge"},
            {"event": "Handover", "sender": one, "receiver": other, "people": draw(st.integers(1, 99))},
            {"event": "Remark", "said_by": one, "about": [draw(anything)], "says": "words"},
            {"event": "Agreement", "parties": [one, other], "mediator": draw(_ACTORS)},
            {"event": "Raid", "target": "park", "carried_out_by": one},
        ]
        event = {"id": id, "date": draw(_DATES), **draw(st.sampled_from(shapes))}
        events.append(_aside(draw, event, plans=True))
    claims = []
    for number in range(draw(st.integers(0, 6))):
        shapes = [
            {"controls": "bridge", "from": draw(_DATES)},
            {"allied_with": draw(_ACTORS), "date": draw(_DATES)},
            {"acquiesced_in": draw(anything), "date": draw(_DATES)},
            {"fighters": draw(st.integers(1, 999)), "date": draw(_DATES)},
            {"described_as": "words", "date": draw(_DATES)},
            {"people": draw(st.integers(1, 999))},
        ]
        claim = {"id": f"x.y.{number}", "subject": draw(anything), **draw(st.sampled_from(shapes))}
        claims.append(_aside(draw, claim, plans=False))
    return {"claims": claims, "events": events}


def _aside(draw: st.DrawFn, record: dict[str, Any], plans: bool) -> dict[str, Any]:
    mark: dict[str, Any] = {"mode": "planned"} if plans else {"negated": True}
    return {**record, **draw(st.sampled_from([{}, {}, {}, {"assessment": _REJECTED}, mark]))}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    records=_records(),
    events=st.sampled_from(["folded", "nodes"]),
    include=st.frozensets(st.sampled_from(ASIDE)),
    as_of=st.sampled_from([None, "2024-05-01", "2024-08-20", "2026-01-01"]),
)
def test_every_record_stands_once_in_the_network_or_in_what_is_left_out(
    tmp_path: Path, records: dict[str, Any], events: str, include: frozenset[str], as_of: str | None
) -> None:
    loaded = project(tmp_path, CAST, yaml.safe_dump({"source": "news", **records}))
    assert loaded.judge is not None and loaded.corpus is not None
    day = None if as_of is None else day_of(as_of)
    network = to_network(loaded.judge, day, events, include, loaded.conclusions)
    found = stands_as(network)
    ids = [*loaded.corpus.entities, *loaded.corpus.records]
    assert {id: found[id] for id in ids} == dict.fromkeys(ids, 1)
    keys = [key for *_, key in network.edges(keys=True)]
    assert len(keys) == len(set(keys))
    for asked in set(ASIDE) - include:
        assert f"({asked}" not in str([data["label"] for *_, data in network.edges(data=True)])


def test_the_whole_record_stands_in_its_network() -> None:
    loaded = load(ROOT)
    assert loaded.judge is not None and loaded.corpus is not None
    for events in ("folded", "nodes"):
        found = stands_as(to_network(loaded.judge, events=events, conclusions=loaded.conclusions))
        assert {id for id in (*loaded.corpus.entities, *loaded.corpus.records) if found[id] != 1} == set()
