"""The rules of judgement, as tables of given and expected in tests/pairs.

A case is a comment, records as an author writes them (a list of claims, events, entities and sources), and lines of
what is expected of them, in the words of tests/tools/asked.py. A blank line ends it. Who speaks and where it happens
is told in tests/pairs/base.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from salween.dates import day_of
from salween.judge import Judge
from salween.model import Corpus, Dataset
from salween.ontology import Ontology, read_ontology
from salween.place import Place
from salween.read import read_bytes
from salween.resolve import Part, gather, link, resolve_file

ROOT = Path(__file__).parent.parent
PAIRS = Path(__file__).parent / "pairs"
FILES = ("time", "places", "status", "party", "known_at")
EDITION, COVERS_TO = day_of("2026-06-01"), day_of("2026-04-30")
DATASET = Dataset("Pairs", "https://example.org/", EDITION, COVERS_TO, "", "", "", "", Place("", 0, 0))

_AUTO = re.compile(r"\b([a-z]+)-(\d{4}(?:-\d\d(?:-\d\d)?)?|undated)([a-z])?\b")


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
    corpus = corpus_of(case.given)
    own = [record for record in corpus.records.values() if record.place.path == "case.yaml"]
    first = min(own, key=lambda record: record.place)
    found = asked.Asked(Judge(corpus, ontology()), str(first.id)).answers(case.expected)
    assert found == list(case.expected), case.given


def test_every_case_expects_something() -> None:
    assert [case.name for case in CASES if not case.expected] == []


# ---- a corpus from the text of a case ------------------------------------------------------------------------


@cache
def ontology() -> Ontology:
    found, problems = read_ontology(ROOT)
    assert problems == []
    return found


@cache
def base() -> Part:
    return part_of("base.yaml", (PAIRS / "base.yaml").read_text("utf-8"))


def part_of(name: str, text: str) -> Part:
    tree, problems = read_bytes(name, text.encode())
    part = resolve_file(name, tree, ontology())
    assert [str(problem.what) for problem in [*problems, *part.problems]] == [], text
    return part


def corpus_of(given: str) -> Corpus:
    """Return the corpus of a case: the base, the records given, and the sources that their names declare."""
    parts = [base(), part_of("case.yaml", sections(given))]
    declared = {str(source.id) for part in parts for source in part.sources}
    actors = {str(entity.id) for part in parts for entity in part.entities}
    named = {m[0]: m for m in _AUTO.finditer("a-2000-01-01\n" + given) if m[1] in actors and m[0] not in declared}
    parts.append(part_of("auto.yaml", "sources:\n" + "\n".join(map(source_row, named.values()))))
    corpus, problems = gather(DATASET, parts)
    assert [str(problem.what) for problem in problems] == [], given
    corpus, problems = link(corpus, ontology())
    assert [str(problem.what) for problem in problems] == [], given
    return corpus


def sections(given: str) -> str:
    """Return the records of a case under the section that each belongs to."""
    rows = re.split(r"^(?=- )", given, flags=re.MULTILINE)
    found: dict[str, list[str]] = {}
    for row in filter(None, rows):
        kinds = {"event:": "events", "kind:": "entities", "publisher:": "sources"}
        section = next((kinds[key] for key in kinds if re.search(rf"[{{ ]{key}", row)), "claims")
        found.setdefault(section, []).append(row.rstrip("\n"))
    return "\n".join(f"{section}:\n" + "\n".join(rows) for section, rows in found.items())


def source_row(match: re.Match[str]) -> str:
    published = "unknown" if match[2] == "undated" else match[2]
    return (
        f"  - {{id: {match[0]}, publisher: {match[1]}, title: T, published: {published}, retrieved: 2026-05-01, "
        f"read: whole, url: https://example.org/{match[0]}, language: en}}"
    )
