"""The manual of problem codes and the messages of `check` are written in plain words.

No worn phrase of tests/words.txt, no sentence over 25 words, titles of two to seven words. Nothing is exempt.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from salween.codes import CODES, THEMES
from salween.problem import Problem

HERE = Path(__file__).parent
PROGRAM = HERE.parent / "graph" / "salween"
MOST_WORDS = 25
#: More that no manual or message says.
MORE = (
    r"\bstands?\b",
    r"\bbears?\b",
    r"\bmend(ed|s)?\b",
    r"\b(a|the) slip\b",
    r"\bin silence\b",
    r"\bwithout a word\b",
)
WORN = [
    re.compile(line, re.IGNORECASE)
    for line in (*(HERE / "words.txt").read_text("utf-8").splitlines(), *MORE)
    if line.strip() and not line.startswith("#")
]
#: Calls that make a message: the problem itself, and the short forms that some readers have for it.
MAKERS = {"Problem", "Fault", "report", "bad", "_bad_shapes", "_cannot", "missing", "unknown_key", "_unseen"}
#: Names under which a function collects the words of a message before it makes the problem.
COLLECTED = re.compile(r"_?(what|why|fix|lacks|where|label|both|side|part|shape|why_\w+|[A-Z_]+)")


def sentences(text: str) -> list[str]:
    """Split at a full stop, a question mark or a semicolon before a space, and at the end of a line.

    >>> sentences("Write 2.5, not more. Why?")
    ['Write 2.5, not more.', 'Why?']
    """
    return [part for part in re.split(r"(?<=[.?!;])\s+|\n", text.strip()) if part]


def long_sentences(text: str) -> list[str]:
    return [part for part in sentences(text) if len(part.split()) > MOST_WORDS]


def worn(text: str) -> list[str]:
    return [found[0] for pattern in WORN for found in [pattern.search(text)] if found]


def literal(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression may give, each value inside an f-string as one word."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
        yield "".join(map(str, parts))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from literal(part.value)
    elif isinstance(node, ast.IfExp):
        yield from literal(node.body)
        yield from literal(node.orelse)
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.Tuple | ast.Call):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from literal(child)


def messages() -> Iterator[tuple[str, str]]:
    """Yield each text of a message in the program, with its file and line: arguments and what is collected for them."""
    for path in sorted(PROGRAM.rglob("*.py")):
        name = path.relative_to(PROGRAM).as_posix()
        tree = ast.parse(path.read_text("utf-8"))
        if name.startswith("codes/") or not any(_makes(node) for node in ast.walk(tree)):
            continue
        for node in ast.walk(tree):
            values: list[ast.expr] = []
            if _makes(node) and isinstance(node, ast.Call):
                values = [*node.args, *(keyword.value for keyword in node.keywords)]
            elif isinstance(node, ast.Assign | ast.AugAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = {child.id for target in targets for child in ast.walk(target) if isinstance(child, ast.Name)}
                values = [node.value] if any(COLLECTED.fullmatch(name) for name in names) else []
            for value in values:
                for text in literal(value):
                    yield f"{name}:{value.lineno}", text


def _makes(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return called in MAKERS


def test_the_manual_has_no_worn_phrase() -> None:
    texts = {code: f"{page.title}. {page.meaning}" for code, page in CODES.items()}
    texts |= {heading: heading for heading, _ in THEMES}
    assert {code: found for code, text in texts.items() if (found := worn(text))} == {}


def test_the_manual_has_no_long_sentence() -> None:
    found = {code: long for code, page in CODES.items() if (long := long_sentences(page.meaning))}
    assert found == {}


def test_a_title_is_short_and_starts_like_no_sentence() -> None:
    odd = [
        page.title
        for page in CODES.values()
        if not 2 <= len(page.title.split()) <= 7 or page.title.endswith(".") or page.title.startswith(("A ", "The "))
    ]
    titles = [page.title for page in CODES.values()]
    assert (odd, len(titles) - len(set(titles))) == ([], 0)


def test_no_message_has_a_worn_phrase() -> None:
    assert [(place, found) for place, text in messages() if (found := worn(text))] == []


def test_no_message_has_a_long_sentence() -> None:
    assert [(place, long) for place, text in messages() if (long := long_sentences(text))] == []


def test_the_guard_sees_the_messages_and_catches_what_it_should() -> None:
    texts = [text for _, text in messages()]
    assert len(texts) > 400
    assert any("X has no predicate" in text for text in texts)
    assert worn("a count that is nobody's") and worn("of which nothing is said") and not worn("Unknown id")
    assert long_sentences("word " * 26) and not long_sentences("word " * 25)


# ---- what a newcomer writes ----------------------------------------------------------------------------------

CLAIM = "claims:\n  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-08-04]%s}\n"
EVENT = (
    "events:\n  - {id: talks-2024, event: %s, date: 2024-08-02, sides: [[hill-army], [river-union]],\n"
    "     sources: [post-2024-08-04]%s}\n"
)

#: A natural mistake, and what its message proposes.
MISTAKES = {
    "event: Sanction": (EVENT % ("Sanction", ""), "write event: Listing"),
    "event: Battle": (EVENT % ("Battle", ""), "write event: Clash"),
    "kind: Military": ("entities:\n  - {id: x, kind: Military, name: {en: X}}\n", "write kind: Army"),
    "kind: Organisation": (
        "entities:\n  - {id: x, kind: Organisation, name: {en: X}}\n",
        "write kind: Organization",
    ),
    "denied_by:": (CLAIM % ", denied_by: state-army", "stance: contradicts"),
    "a denial as a claim": (
        "claims:\n  - {subject: state-army, denies: bridgetown, date: 2024-08-03, sources: [post-2024-08-04]}\n",
        "stance: contradicts",
    ),
    "planned:": (EVENT % ("Meeting", ", planned: true"), "mode: planned"),
    "sanctions:": (
        "claims:\n  - {subject: treasury, sanctions: wei-an, from: 2024-08-03, sources: [post-2024-08-04]}\n",
        "event: Listing, issuer: treasury, listed: wei-an",
    ),
    "an address as a source": (
        "claims:\n  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, source: https://example.org/9}\n",
        "url: https://example.org/9",
    ),
    "start:": (
        "claims:\n  - {subject: hill-army, controls: bridgetown, start: 2024-08-03, sources: [post-2024-08-04]}\n",
        "write from: 2024-08-03",
    ),
    "end:": (CLAIM % ", end: 2024-09-01", "write until: 2024-09-01"),
    "a name for an id": ((CLAIM % "").replace("bridgetown", "River Union"), "write the id, not the name: river-union"),
    "a Thai year": ((CLAIM % "").replace("2024-08-03", "2567-08-03"), "write 2024-08-03"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_natural_mistake_is_answered_with_what_to_write(name: str, find: Callable[..., list[Problem]]) -> None:
    text, proposed = MISTAKES[name]
    fixes = [problem.fix for problem in find({"data/example.yaml": text})]
    assert any(proposed in fix for fix in fixes), fixes
    assert all(len(fix.splitlines()) <= 4 for fix in fixes), "one line and an example of three"
