"""The rules of judgement, as tables of given and expected in tests/pairs.

A case is a comment, records as an author writes them (a list of claims, events, entities and sources), and lines of
what is expected of them, in the words of tests/tools/asked.py. A blank line ends it. Who speaks and where it happens
is told in tests/pairs/base.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

from salween.build import load
from salween.dates import day_of, iso
from salween.judge.law import legal_stages, outside_cases, stage_runs
from salween.judge.places import Holds
from salween.judge.runs import Run, at

HERE = Path(__file__).parent
PAIRS = HERE / "pairs"
FILES = ("time", "places", "status", "fields", "party", "known_at", "rules")


class Case(NamedTuple):
    name: str
    given: str
    expected: tuple[str, ...]


def cases() -> Iterator[Case]:
    """Yield the cases of every file; each is named by its file and the line of its first record."""
    for name in FILES:
        lines = (PAIRS / f"{name}.txt").read_text("utf-8").split("\n")
        given: list[str] = []
        expected: list[str] = []
        start = 0
        for number, line in enumerate([*lines, ""], start=1):
            if line.startswith(("-", " ")):
                start = start or number
                given.append(line)
            elif line and not line.startswith("#"):
                expected.append(line)
            elif not line and given:
                yield Case(f"{name}:{start}", "\n".join(given), tuple(expected))
                given, expected, start = [], [], 0


CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_record_is_judged_as_the_pairs_say(case: Case, asked: ModuleType) -> None:
    judge = asked.judged(case.given)
    own = [record for record in judge.corpus.records.values() if record.place.path == "case.yaml"]
    first = min(own, key=lambda record: record.place)
    found = asked.Asked(judge, str(first.id)).answers(case.expected)
    assert found == list(case.expected), case.given


def test_every_case_expects_something() -> None:
    assert [case.name for case in CASES if not case.expected] == []


def turning(found: list[Run[Any]]) -> set[int]:
    """Return the days around each turn: where a run is off by one, one of them tells."""
    return {day for run in found for day in (run.first - 1, run.first, run.first + 1) if day > 0}


@pytest.mark.parametrize("root", [HERE / "small", HERE.parent], ids=["small", "dataset"])
def test_runs_of_stages_say_on_every_day_what_the_day_says(root: Path) -> None:
    judge = load(root).judge
    assert judge is not None
    found = stage_runs(judge)
    days = turning([run for one in found.values() for run in one])
    assert len(days) > 10 and {run.answer.word for one in found.values() for run in one if run.answer} >= {"charged"}
    for day in sorted(days):
        assert {key: stage for key, one in found.items() if (stage := at(one, day))} == legal_stages(judge, day), day
    for one in found.values():
        assert all(a.answer != b.answer for a, b in pairwise(one)), "a run ends where it changes"


@pytest.mark.parametrize("root", [HERE / "small", HERE.parent], ids=["small", "dataset"])
def test_runs_of_a_place_say_on_every_day_what_the_day_says(root: Path) -> None:
    judge = load(root).judge
    assert judge is not None
    holds = Holds(judge)
    answers = set()
    for place in holds.by_place:
        found = holds.runs(place)
        assert all(a.answer != b.answer for a, b in pairwise(found)), "a run ends where it changes"
        for day in turning(found) | {*range(day_of("2018-01-01"), judge.corpus.dataset.covers_to + 9, 45)}:
            assert at(found, day) == holds.on(place, day), (place, day)
            answers.add(at(found, day).answer)
    assert answers >= {"held", "unknown", "shared", "contested", "no record", "beyond coverage"}


def test_the_dead_are_dead_in_every_case_and_a_notice_that_ended_stands_no_more(asked: ModuleType) -> None:
    judge = asked.judged(CASES_OF_A_BOSS)
    found = stage_runs(judge)
    assert {
        case: [(iso(run.first), run.answer and run.answer.word) for run in one] for (_, case), one in found.items()
    } == {
        "": [("0001-01-01", None), ("2024-01-05", "wanted"), ("2024-03-01", None), ("2024-09-01", "dead")],
        "trial": [("0001-01-01", None), ("2024-02-01", "charged"), ("2024-09-01", "dead")],
    }


CASES_OF_A_BOSS = """
- {id: trial, kind: LegalCase, name: The Trial}
- {id: notice, event: WantedNotice, from: 2024-01-05, until: 2024-03-01, issuer: court, accused: boss,
   sources: [b-2024-03-05]}
- {id: charge, event: Charge, date: 2024-02-01, case: trial, accused: boss, sources: [b-2024-08-04]}
- {id: death, event: Death, date: 2024-09-01, deceased: boss, sources: [b-2024-10-04]}
"""


def test_who_is_accused_and_in_no_case_is_so_until_a_case_names_them(asked: ModuleType) -> None:
    judge = asked.judged(
        CASES_OF_A_BOSS + "- {subject: boss, runs_scam_compound: park, from: 2023-01-01, sources: [b-2024-08-04]}\n"
    )
    found = {(one.who, one.record, iso(one.first), iso(one.last)) for one in outside_cases(judge) if one.last}
    assert found == {
        ("boss", "boss.runs_scam_compound.park", "2023-01-01", "2024-01-31"),
        ("boss", "notice", "2024-01-05", "2024-01-31"),
    }
    assert not [one for one in outside_cases(judge) if one.last is None and one.who == "boss"]
