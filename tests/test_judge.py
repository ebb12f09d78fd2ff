"""The rules of judgement, as tables of given and expected in tests/pairs.

A case is a comment, records as an author writes them (a list of claims, events, entities and sources), and lines of
what is expected of them, in the words of tests/tools/asked.py. A blank line ends it. Who speaks and where it happens
is told in tests/pairs/base.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

PAIRS = Path(__file__).parent / "pairs"
FILES = ("time", "places", "status", "party", "known_at", "rules")


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
