"""Naive questions give true answers: who counts meetings counts those that somebody says took place, and no others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import salween
from salween.dates import day_of
from salween.judge.places import Holds
from salween.model import Event
from salween.paths import find_paths
from salween.tell import to_markdown, words
from salween.tell.path import path_text

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


# ---- nothing that qualifies a record or a name in it is dropped ---------------------------------------------------

QUALIFIED = """
  - {id: court, kind: Court, name: {en: The Court}}
  - {id: chair, kind: Office, name: {en: president of the State}}
  - {id: firm, kind: Company, name: {en: The Firm}}
  - {id: shell, kind: Company, name: {en: The Shell}}
claims:
  - {subject: ann, holds_office: chair, capacity: acting, date: 2024-08-01}
  - {subject: bo, holds_office: court, capacity: acting, title: chairman, rank: major, date: 2024-08-01}
  - {subject: firm, owns: shell, share: {value: 80, unit: percent}, through: plain, jointly: true, from: 2024-01-01}
  - {subject: ann, advises: bo, relation: niece, date: 2024-08-01}
  - {subject: hills, controls: ford, extent: wards, from: 2024-01-01, until: 2024-06-01, ended_by: agreement}
events:
  - id: verdict
    event: Sentence
    from: 2024-08-20
    court: court
    accused: [{actor: ann, penalty: prison, sentence: five years}, {actor: bo, penalty: life, in_absentia: true}]
  - id: talks
    event: Meeting
    date: 2024-08-21
    sides:
      - [{actor: ann, title: president, capacity: acting}, {actor: bo, capacity: adviser to the chair}]
      - [{actor: plain, on_behalf_of: firm}]
"""


def test_a_sentence_says_all_that_qualifies_a_claim(project: Load) -> None:
    kg = project(QUALIFIED)
    said = {
        "ann.holds_office.chair": "Ann holds the office of acting president of the State",
        "bo.holds_office.court": "Bo holds office in The Court (acting chairman, major)",
        "firm.owns.shell": "The Firm owns The Shell (jointly, 80 percent, through Plain Army)",
        "ann.advises.bo": "Ann advises Bo (niece)",
    }
    for id, sentence in said.items():
        assert sentence in kg.why(id).splitlines()[1], id
        assert ids(kg, f'?x skos:prefLabel "{sentence}"@en') == [id]
    town = "Hill Army controls Ford (wards, ended by agreement)"
    assert town in kg.why("hills.controls.ford")
    assert ids(kg, '?x skos:prefLabel "Hill Army controls Ford (wards)"@en') == ["hills.controls.ford"]


def test_a_sentence_says_all_that_is_said_of_each_name_in_an_event(project: Load) -> None:
    kg = project(QUALIFIED)
    verdict = "accused Ann (prison, five years), Bo (in absentia, life imprisonment)"
    talks = "Ann (acting president), Bo (adviser to the chair) with Plain Army (on behalf of The Firm)"
    for id, said in (("verdict", verdict), ("talks", talks)):
        assert said in kg.why(id)
        assert said in to_markdown(kg.entity("ann"))
    accused = ":verdict sal:role ?part . ?part a sal:Accused ; skos:prefLabel ?said"
    rows = kg.query(f"SELECT ?said {{ {accused} }} ORDER BY ?said")
    assert [said for (said,) in rows] == ["Ann (prison, five years)", "Bo (in absentia, life imprisonment)"]


def test_every_qualifier_of_every_claim_event_and_name_is_in_the_rdf() -> None:
    kg = salween.load(ROOT)
    corpus, ontology, base = kg.judge.corpus, kg.judge.ontology, kg.judge.corpus.dataset.base
    wanted = set()
    for record in corpus.records.values():
        space = "claim" if "." in record.id else "id"
        names = [(f"{base}{space}/{record.id}", record.qualifiers)]
        if isinstance(record, Event):
            names += [(f"{base}id/{record.id}#{fill.role}.{fill.actor}", fill.qualifiers) for fill in record.roles]
        wanted |= {(iri, ontology.qualifiers[key].iri) for iri, found in names for key, _ in found}
    properties = " ".join(f"<{qualifier.iri}>" for qualifier in ontology.qualifiers.values())
    rows = kg.query(f"SELECT DISTINCT ?x ?q {{ VALUES ?q {{ {properties} }} ?x ?q ?value }}")
    assert wanted and wanted <= {(str(x), str(q)) for x, q in rows}


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ("chair", "Ann has held the office of acting president of the State since"),
        ("plain", "Ann (acting president) met Plain Army (on behalf of The Firm)"),
    ],
)
def test_a_path_says_what_qualifies_its_hops(project: Load, goal: str, said: str) -> None:
    judge = project(QUALIFIED).judge
    assert said in path_text(judge, find_paths(judge, "ann", goal).paths[0], day_of("2024-08-21"))


# ---- what is negated says so --------------------------------------------------------------------------------------


def test_what_is_negated_says_so_in_its_sentence(project: Load) -> None:
    kg = project(f"""
claims:
  - {{subject: plain, controls: bridge, date: 2024-08-01, negated: true}}
  - {{subject: plain, fighters: 900, date: 2024-08-01, negated: true}}
{EVENTS}""")
    said = {
        "plain.controls.bridge.not": "Plain Army does not control Bridgetown",
        "no-talks": "meeting (did not happen): Ann with Bo",
        "plan-dropped": "meeting (planned, did not happen): Ann with Bo",
        "planned-talks": "meeting (planned): Ann with Bo",
    }
    for id, sentence in said.items():
        assert sentence in kg.why(id)
    [figure] = [id for id in kg.judge.corpus.records if id.startswith("plain.fighters")]
    assert "not: Plain Army fighters: 900" in kg.why(figure)
    labels = dict(kg.query("SELECT ?x ?said { ?x sal:negated true ; skos:prefLabel ?said }").rows)
    assert {str(x).rpartition("/")[2]: said for x, said in labels.items()} == {
        "plain.controls.bridge.not": "Plain Army does not control Bridgetown",
        figure: "not: Plain Army fighters 900 people",
        "no-talks": "not: meeting 2024-07-01: Ann, Bo",
        "plan-dropped": "not, planned: meeting 2024-11-01: Ann, Bo",
    }
    network = kg.network(events="nodes", include=["negated", "planned"])
    assert network.nodes["no-talks"]["label"].endswith("(negated)")


# ---- who holds a place, as a headline -----------------------------------------------------------------------------


HELD = "{{subject: {}, controls: ford, {}}}"
DAY, PASSING = "from: 2024-08-01", "'[2024-07-30..2024-08-02]'"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([HELD.format("hills", DAY)], "held by Hill Army"),
        (
            [HELD.format("hills", DAY), "{subject: plain, contests: ford, date: 2024-08-01}"],
            "held by Hill Army; contested by Plain Army",
        ),
        (
            [HELD.format("hills", DAY), HELD.format("hills", f"id: hills.controls.ford.2, extent: wards, {DAY}")],
            "held by Hill Army",
        ),
        (
            [HELD.format("hills", f"extent: wards, {DAY}"), HELD.format("plain", f"extent: villages, {DAY}")],
            "shared by Hill Army (wards) and Plain Army (villages)",
        ),
        (
            [HELD.format("plain", f"from: 2024-01-01, until: {PASSING}"), HELD.format("hills", f"from: {PASSING}")],
            "changing hands from Plain Army to Hill Army",
        ),
        (
            [HELD.format("plain", "from: 2024-07-01"), HELD.format("hills", "from: 2024-07-01")],
            "contested: possibly held by Hill Army or Plain Army",
        ),
        (["{subject: plain, contests: ford, date: 2024-08-01}"], "contested by Plain Army; no holder known"),
    ],
)
def test_a_headline_names_each_holder_once_and_says_who_contests(project: Load, rows: list[str], said: str) -> None:
    kg = project("\nclaims:\n" + "".join(f"  - {row}\n" for row in rows)).as_of("2024-08-01")
    assert words.place_state(kg.judge, Holds(kg.judge).on("ford", day_of("2024-08-01")), day_of("2024-08-01")) == said
    assert kg.query("SELECT ?said { :ford sal:controlInWords ?said }").rows == ((said,),)
