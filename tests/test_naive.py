"""Naive questions give true answers: who counts meetings counts those that somebody says took place, and no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import salween

ROOT = Path(__file__).parent.parent

DATASET = """
title: A dataset for one test
base: https://w3id.org/salween/
edition: 2026-06-01
covers_to: 2026-04-30
licence: CC-BY-4.0
contact: dataset@example.org
description: Invented.
creator: The testers
"""

HEAD = """
source: news
sources:
  - {id: news, publisher: post, title: News, published: 2024-09-01, retrieved: 2026-05-01, language: en,
     read: whole, url: https://example.org/1}
  - {id: more, publisher: post, title: More news, published: 2025-09-01, retrieved: 2026-05-01, language: en,
     read: whole, url: https://example.org/2}
entities:
  - {id: post, kind: MediaOutlet, name: {en: The Post}, reliability: B}
  - {id: hills, kind: ArmedGroup, name: {en: Hill Army}}
  - {id: plain, kind: Army, name: {en: Plain Army}}
  - {id: ann, kind: Person, name: {en: Ann}, public_because: office}
  - {id: bo, kind: Person, name: {en: Bo}, public_because: office}
  - {id: bridge, kind: Town, name: {en: Bridgetown}}
  - {id: ford, kind: Town, name: {en: Ford}}
"""

Load = Callable[[str], salween.KnowledgeGraph]


@pytest.fixture
def project(tmp_path: Path) -> Load:
    """Return what loads a dataset of the test's own rows."""

    def load(rows: str) -> salween.KnowledgeGraph:
        (tmp_path / "data").mkdir(exist_ok=True)
        if not (tmp_path / "ontology").exists():
            (tmp_path / "ontology").symlink_to(ROOT / "ontology")
        (tmp_path / "data" / "dataset.yaml").write_text(DATASET, "utf-8")
        (tmp_path / "data" / "rows.yaml").write_text(HEAD + rows, "utf-8")
        return salween.load(tmp_path)

    return load


def ids(kg: salween.KnowledgeGraph, pattern: str) -> list[str]:
    """Return the ids of what a naive pattern about ?x finds, sorted."""
    return sorted(str(x).rpartition("/")[2] for (x,) in kg.query(f"SELECT DISTINCT ?x {{ {pattern} }}"))


# ---- what is planned, negated or rejected is no instance of its kind ---------------------------------------------

SLIP = "assessment: {status: rejected, because: a slip of the pen, assessed_by: editors, date: 2026-05-01}"
EVENTS = f"""
events:
  - {{id: talks, event: Meeting, date: 2024-08-20, sides: [[ann], [bo]]}}
  - {{id: planned-talks, event: Meeting, date: 2024-10-01, mode: planned, sides: [[ann], [bo]]}}
  - {{id: no-talks, event: Meeting, date: 2024-07-01, negated: true, sides: [[ann], [bo]]}}
  - {{id: plan-dropped, event: Meeting, date: 2024-11-01, mode: planned, negated: true, sides: [[ann], [bo]]}}
  - {{id: slip-talks, event: Meeting, date: 2023-07-01, sides: [[ann], [bo]], {SLIP}}}
  - {{id: late-talks, event: Meeting, date: 2025-08-20, sides: [[ann], [bo]], sources: [more]}}
"""


def test_who_counts_meetings_counts_no_plan_no_denial_and_no_slip(project: Load) -> None:
    kg = project(EVENTS)
    assert ids(kg, "?x a sal:Meeting") == ids(kg, "?x a sal:Event") == ["late-talks", "talks"]
    assert ids(kg, "?x a sal:PlannedEvent") == ["plan-dropped", "planned-talks"]
    assert ids(kg, "?x a sal:NegatedEvent") == ["no-talks", "plan-dropped"]
    assert ids(kg, "?x a sal:RejectedEvent") == ["slip-talks"]
    everything = ["late-talks", "no-talks", "plan-dropped", "planned-talks", "slip-talks", "talks"]
    assert ids(kg, "?x sal:kind sal:Meeting") == ids(kg, "?x a sal:Attested") == everything


def test_who_counts_meetings_as_known_earlier_counts_those_told_of_by_then(project: Load) -> None:
    """Before the analyst found the slip it was read as a meeting like any other."""
    kg = project(EVENTS)
    assert ids(kg.known_at("2025-01-01"), "?x a sal:Meeting") == ["slip-talks", "talks"]


def test_claims_that_are_planned_negated_or_rejected_are_no_claims(project: Load) -> None:
    kg = project(f"""
claims:
  - {{subject: hills, controls: bridge, date: 2024-08-01}}
  - {{subject: plain, controls: bridge, date: 2024-08-01, negated: true}}
  - {{subject: plain, controls: ford, from: 2025-01-01, mode: planned}}
  - {{subject: hills, controls: ford, date: 2024-08-01, {SLIP}}}
""")
    held = "?x {} ; sal:predicate sal:controls"
    assert ids(kg, held.format("a sal:Claim")) == ["hills.controls.bridge"]
    assert ids(kg, held.format("a sal:PlannedClaim")) == ["plain.controls.ford"]
    assert ids(kg, held.format("a sal:NegatedClaim")) == ["plain.controls.bridge.not"]
    assert ids(kg, held.format("a sal:RejectedClaim")) == ["hills.controls.ford"]
    assert ids(kg.as_of("2024-08-01"), "?x sal:controls ?town") == ["hills"]


def test_no_reasoner_makes_a_plan_an_instance_of_its_kind() -> None:
    """`sal:kind` is no way to say `rdf:type`, and the classes of plans are no narrower than those of facts."""
    kg = salween.load(ROOT / "tests" / "small")
    assert not kg.query("ASK { sal:kind rdfs:subPropertyOf+ rdf:type }").rows[0][0]
    wider = "VALUES ?c { sal:PlannedEvent sal:NegatedEvent sal:RejectedEvent sal:PlannedClaim sal:NegatedClaim }"
    assert ids(kg, f"{wider} ?c rdfs:subClassOf+ ?x FILTER(?x IN (sal:Event, sal:Claim))") == []


def test_the_description_of_the_dataset_counts_as_a_query_does(project: Load) -> None:
    kg = project(EVENTS)
    counts = dict(kg.query("SELECT ?c ?n { ?p void:class ?c ; void:entities ?n }").rows)
    named = {str(kind).rpartition("#")[2]: n for kind, n in counts.items()}
    assert (named["Meeting"], named["PlannedEvent"], named["NegatedEvent"]) == (2, 2, 1)


def test_no_plan_denial_or_slip_of_the_real_dataset_is_an_instance() -> None:
    kg = salween.load(ROOT)
    records, judgements = kg.judge.corpus.records, kg.judge.judgements
    apart = {id for id, record in records.items() if record.is_planned or record.is_negated}
    apart |= {id for id, judgement in judgements.items() if judgement.status == "rejected"}
    assert apart
    found = ids(kg, "{ ?x a sal:Event } UNION { ?x a sal:Claim }")
    assert found == sorted(records.keys() - apart)
