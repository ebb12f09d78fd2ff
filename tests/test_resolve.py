"""Resolving: whatever stands in a row, the program says what is wrong, once, and goes on to the end."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from salween.check import check_corpus
from salween.judge import Judge
from salween.ontology import Ontology, read_ontology
from salween.problem import Problem, sorted_problems
from salween.read import data_files, read_bytes
from salween.resolve import Part, gaps, gather, link, resolve_dataset, resolve_file

SMALL = Path(__file__).parent / "small"

#: What an author, or chance, may put in the place of a key or a value.
strays = st.sampled_from(
    [
        *("", "[]", "{}", "[[a], b]", "{q: r}", "[]: x", "Zq 9", "unknown", "true", "no", "whole", "2024-02-30"),
        *("[..2024]", "2024/2025", "2030", "0001~", "9999-12-31", "-1", "1e99999999", "NaN", "50%", "hill-army"),
        *("bridgetown", "a#", "#", "x.y.z", "桥", "controls", "subject", "sources", "id", "sides", "Meeting", "*a"),
    ]
)


@cache
def ontology() -> Ontology:
    return read_ontology(SMALL)[0]


@cache
def part(name: str, text: str) -> tuple[Part, bool]:
    """Return what a file holds, and whether it could be read."""
    tree, problems = read_bytes(name, text.encode())
    found = resolve_file(name, tree, ontology())
    found.problems += problems
    found.is_whole = found.is_whole and not problems
    return found, not problems


@cache
def texts() -> dict[str, str]:
    return {path.relative_to(SMALL).as_posix(): path.read_text("utf-8") for path in data_files(SMALL)}


def checked(changed: dict[str, str]) -> list[Problem]:
    """Return every problem of the small record with some of its files changed."""
    tree, _ = read_bytes("data/dataset.yaml", (SMALL / "data" / "dataset.yaml").read_bytes())
    dataset, _ = resolve_dataset(tree, ontology())
    assert dataset is not None
    parts = [part(name, changed.get(name, text))[0] for name, text in texts().items()]
    problems = [problem for one in parts for problem in one.problems]
    corpus, found = gather(dataset, parts)
    problems += found
    corpus, found = link(corpus, ontology(), gaps(parts))
    problems += found
    return sorted_problems([*problems, *check_corpus(Judge(corpus, ontology()), is_whole=not problems)])


def spans(text: str) -> list[tuple[int, int]]:
    """Return where the scalars of a text stand: keys and values, as offsets."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    found = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent):
            a, b = event.start_mark, event.end_mark
            assert a is not None and b is not None
            found.append((starts[a.line] + a.column, starts[b.line] + b.column))
    return found


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_anything_in_any_place_is_told_and_nothing_breaks(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(texts())))
    text = texts()[name]
    start, end = data.draw(st.sampled_from(spans(text)))
    problems = checked({name: text[:start] + data.draw(strays) + text[end:]})
    for problem in problems:
        assert problem.what and problem.fix and "\n" not in problem.what + problem.fix
        assert problem.place.path in texts()


def test_a_row_with_a_fault_is_not_said_to_be_unknown_elsewhere() -> None:
    """One cause, one problem: the town's kind is misspelt, and seven records name the town."""
    text = texts()["data/common.yaml"].replace("{id: bridgetown, kind: Town", "{id: bridgetown, kind: Twon")
    assert [(p.code, p.what) for p in checked({"data/common.yaml": text})] == [
        ("unknown-kind", 'no kind of entity "Twon"')
    ]


def test_a_file_that_cannot_be_read_makes_no_id_unknown() -> None:
    text = texts()["data/common.yaml"] + "sources: again\n"
    assert [problem.code for problem in checked({"data/common.yaml": text})] == ["duplicate-key"]


def test_two_faults_in_one_row_are_both_told() -> None:
    guard = texts()["data/10-guard.yaml"]
    text = guard.replace("guards: moonpark, date: 2024-03-15", "guards: moonpork, date: 15/03/2024")
    assert [(problem.code, problem.fix) for problem in checked({"data/10-guard.yaml": text})] == [
        ("unknown-id", 'did you mean "moonpark"?'),
        ("bad-date", "write 2024-03-15"),
    ]
