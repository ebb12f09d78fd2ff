"""Each order and each closed list stands once: in the ontology. What Python or the page names of it must agree."""

import re
from pathlib import Path

from salween.judge import CONFIDENCES, OPEN, STATUS_IN_WORDS, STATUSES, TOLD, Verdict, weaker
from salween.judge.sides import FAIR
from salween.ontology import read_ontology
from salween.render.facts import ANSWERS

ROOT = Path(__file__).resolve().parents[1]
JS = ROOT / "graph" / "salween" / "render" / "page" / "js"
ontology = read_ontology(ROOT)[0]


def test_statuses_and_confidences_are_those_of_the_ontology_best_first() -> None:
    assert ontology.vocabulary("Status") == STATUSES
    assert ontology.vocabulary("Confidence") == CONFIDENCES
    assert STATUS_IN_WORDS.keys() == set(STATUSES)


def test_grades_are_letters_from_best_to_worst_and_the_fair_ones_come_first() -> None:
    grades = ontology.vocabulary("Reliability")
    assert list(grades) == sorted(grades)
    assert grades[: len(FAIR)] == FAIR


def test_an_answer_for_a_day_is_one_of_the_ontology() -> None:
    """What stands open is told by what it says of its end; in RDF it is possible."""
    assert set(TOLD) - {OPEN} == set(ontology.vocabulary("DayAnswer"))


def test_every_legal_stage_of_an_event_is_one_of_the_ontology() -> None:
    words = {kind.legal_stage for kind in ontology.event_kinds.values() if kind.legal_stage}
    assert words == ontology.stages.keys()
    assert [stage.rank for stage in ontology.stages.values()] == list(range(len(words)))


def test_of_two_readings_the_worse_status_and_the_lower_confidence_stand() -> None:
    every = [Verdict(status, confidence, "", "") for status in STATUSES for confidence in CONFIDENCES]
    for one in every:
        for other in every:
            both = weaker(one, other)
            assert STATUSES.index(both.status) == max(STATUSES.index(one.status), STATUSES.index(other.status))
            assert CONFIDENCES.index(both.confidence) == max(map(CONFIDENCES.index, (one.confidence, other.confidence)))


def test_the_page_numbers_stances_and_answers_as_the_index_does() -> None:
    text = (JS / "index.js").read_text("utf-8")
    for number, word in enumerate(ontology.vocabulary("Stance")):
        assert re.search(rf"\b{word.upper()} = {number}\b", text), word
    numbered = re.search(r"ANSWERS = (\[[^]]*\])", (JS / "time.js").read_text("utf-8"))
    assert numbered is not None
    assert re.findall(r"\w+", numbered[1]) == list(ANSWERS.values())
