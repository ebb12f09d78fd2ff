"""The manual of problem codes is what the program does: the same codes, and examples that give what they say."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from salween.codes import CODES, Code, explain, manual
from salween.problem import Problem
from salween.read import MAX_BYTES

ROOT = Path(__file__).parent.parent
PROGRAM = ROOT / "graph" / "salween"

#: Calls that take a problem's code, and at which position it stands.
GIVES_CODE = {"Problem": 0, "report": 0, "Fault": 0, "_unseen": 0, "_wrong": 1, "word": 2}


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call in the program that is outside the manual, with its file."""
    for path in sorted(PROGRAM.rglob("*.py")):
        if "codes" not in path.relative_to(PROGRAM).parts:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    yield path.relative_to(PROGRAM).as_posix(), node


def given() -> dict[str, str]:
    """Return the codes that the program names where it gives a problem, each with a file that does."""
    found = {}
    for path, node in calls():
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        position = GIVES_CODE.get(name)
        if position is not None and len(node.args) > position:
            code = node.args[position]
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                found[code.value] = path
    return found


def strings() -> set[str]:
    """Return every string in the program outside the manual."""
    found = set()
    for path in PROGRAM.rglob("*.py"):
        if "codes" not in path.relative_to(PROGRAM).parts:
            nodes = ast.walk(ast.parse(path.read_text("utf-8")))
            found |= {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    return found


def failing(page: Code) -> str | bytes | None:
    """Return the mistake that an example stands for: some of them cannot be printed as they are."""
    text = page.failing.lstrip("\n")
    if page.code == "unreadable":
        return None
    if page.code == "not-utf8":
        return text.encode("latin-1")
    return "#" * MAX_BYTES + "\n" + text if page.code == "too-large" else text


def test_every_code_that_the_program_gives_is_in_the_manual() -> None:
    assert {code: path for code, path in given().items() if code not in CODES} == {}


def test_every_code_of_the_manual_is_given_by_the_program() -> None:
    assert sorted(CODES.keys() - strings()) == []


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_failing_example_gives_its_code_and_the_mended_one_nothing(
    code: str, find: Callable[..., list[Problem]]
) -> None:
    page = CODES[code]
    is_alone = code == "empty-record"
    found = find({page.file: failing(page)} if not is_alone else {}, alone=is_alone)
    assert {(p.code, p.severity) for p in found} == {(code, page.severity)}
    assert find({page.file: page.mended.lstrip("\n")}, alone=is_alone) == []


def test_a_page_explains_a_code() -> None:
    page = explain("low-above-high")
    assert page is not None
    assert page.splitlines()[0] == "low-above-high (error): Range with low above high"
    assert "    fighters: {low: 600, high: 900, counted_by: state-army}" in page
    assert explain("low-above-hihg") is None


def test_a_page_fits_a_terminal() -> None:
    wide = [code for code in CODES if any(len(line) > 120 for line in str(explain(code)).splitlines())]
    assert wide == []


def test_every_page_says_what_it_is_in_a_paragraph() -> None:
    short = [code for code, page in CODES.items() if len(page.meaning) < 60 or not page.meaning.endswith((".", ".)"))]
    long = [code for code, page in CODES.items() if len(page.title) > 66]
    assert (short, long) == ([], [])


def test_the_manual_is_up_to_date() -> None:
    """`make docs` writes it."""
    assert (ROOT / "docs" / "problems.md").read_text("utf-8") == manual()
