"""One fault, one file: each gives exactly the problem that its first line names, at that character, and no other.

A file in tests/faults/ is dropped into the sound record of tests/faults/base/. Its first line is a comment:

    # LINE:COLUMN CODE [warning] [in PATH]

PATH is where it stands in the project, data/fault.yaml if nothing is said. The messages themselves are held word for
word by tests/golden/problems.txt; SALWEEN_UPDATE=1 writes it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from salween.codes import CODES
from salween.problem import Problem, to_text
from salween.read import MAX_BYTES
from salween.shapes import SHAPES

HERE = Path(__file__).parent
FAULTS = HERE / "faults"
GOLDEN = HERE / "golden" / "problems.txt"
HEADER = re.compile(r"# (\d+:\d+) ([a-z0-9-]+)( warning)?(?: in (\S+))?")
PLACE, LOCK, QUESTION = "data/fault.yaml", "data/layout.lock.json", "ontology/questions/fault.rq"
VIEW = "ontology/views/fault.yaml"

CLAIM = (
    "claims:\n"
    "  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, note: %s, sources: [post-2024-08-04]}\n"
)


CITATIONS, PAGE = "data/citations.lock.json", "pages/times-2024-08-07.txt"
PAGE_WITHOUT_DAY = (
    "The State Army, Hill Army, River Union, Bluegate, Treasury of the West, Court of the East, Ko Lin and Wei An were "
    "in the Capital on 17 July.\n"
)
SHAPE = """
@prefix sal: <https://w3id.org/salween/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

<https://w3id.org/salween/shapes#List> a sh:NodeShape ; sh:targetClass sal:SanctionsList ;
    sh:property <https://w3id.org/salween/shapes#ListPrecision> .
<https://w3id.org/salween/shapes#ListPrecision> a sh:PropertyShape ; sh:path sal:precision ; sh:minCount 1 ;
    sh:message "a list has a precision"@en .
"""


class Fault(NamedTuple):
    """A mistake: its file's name, where it stands, its content, and what is expected of the program and where."""

    name: str
    path: str
    content: bytes | None
    place: str
    code: str
    severity: str


def built(
    name: str, content: str | bytes | None, at: str, severity: str = "error", path: str = PLACE, where: str = ""
) -> Fault:
    code = next(code for code in sorted(CODES, key=len, reverse=True) if name.startswith(code))
    raw = content.encode() if isinstance(content, str) else content
    return Fault(name, path, raw, f"{where or path}:{at}", code, severity)


#: Faults that no editor would show, or that have no room for a comment.
BUILT = [
    built("not-utf8-latin-1", (CLAIM % "Café in Bridgetown").encode("latin-1"), "2:75"),
    built("not-utf8-utf-16", (CLAIM % "it fell").encode("utf-16"), "1:1"),
    built("control-character-bell", CLAIM % "it fell\x07", "2:79"),
    built("control-character-line-separator", CLAIM % "it\u2028fell", "2:74"),
    built("bidi-character-override", CLAIM % "it \u202eyad eht no llef", "2:75"),
    built("unreadable-link", None, "1:1"),
    built("too-large-by-a-byte", "#" * MAX_BYTES + "\n", "1:1"),
    built("bad-layout-lock-comma", '{\n"hill-army": [1, 2]\n"bridgetown": [3, 4]\n}\n', "3:1", path=LOCK),
    built("bad-layout-lock-form", '{"hill-army": "left"}\n', "1:1", path=LOCK),
    built("bad-citations-lock-cut", '{"format": 1, "salt": "00", "sources": {\n"a": {}', "2:1", path=CITATIONS),
    built("bad-citations-lock-merge", "<<<<<<< HEAD\n{}\n", "1:1", path=CITATIONS),
    built("private-list-two-letters", "# names\nMa Khin Nobody\nNu\n", "3:1", path="private.txt"),
    built("not-on-page-day", PAGE_WITHOUT_DAY, "41:32", "warning", path=PAGE, where="data/base.yaml"),
    built("bad-view-predicate", "title: Control\ndraw: map\npredicates: [controlls]\n", "3:14", path=VIEW),
    built("bad-view-draw", "title: Control\ndraw: pie\n", "2:7", path=VIEW),
    built("bad-view-key", "title: Control\ndraw: map\npredicate: [controls]\n", "3:1", path=VIEW),
    built("bad-view-without-title", "draw: map\n", "1:1", path=VIEW),
    built("bad-view-order", "title: Control\ndraw: map\norder: first\n", "3:8", path=VIEW),
    built("bad-view-no-rows", "title: Control\ndraw: cards\ncards: {kinds: [Town]}\n", "3:8", path=VIEW),
    built(
        "bad-view-row",
        "title: Control\ndraw: cards\ncards:\n  kinds: [Town]\n  rows:\n    - {label: Holder}\n",
        "6:7",
        path=VIEW,
    ),
    built(
        "bad-view-one-role",
        "title: Leases\ndraw: cards\ncards:\n  kinds: [Town]\n  rows:\n    - {label: By, event: Lease, own: land}\n",
        "6:7",
        path=VIEW,
    ),
    built(
        "bad-question-without-title",
        "# question: Who controls what?\nSELECT ?who WHERE { ?who sal:controls ?what }\n",
        "1:1",
        path=QUESTION,
    ),
    built(
        "bad-question-kind",
        "# title: Control\n# question: Who controls a town?\n# param town: Twon = bridgetown\n"
        "SELECT ?who WHERE { ?who sal:controls $town }\n",
        "3:1",
        path=QUESTION,
    ),
    built(
        "open-end-filter-until",
        "# title: Control\n# question: Who controls a town?\n"
        "SELECT ?who WHERE { ?c sal:subject ?who ; sal:endLatest ?end . FILTER(?end > $asOf) }\n",
        "1:1",
        "warning",
        path=QUESTION,
    ),
    built("bad-shapes-turtle", "shape:Court a sh:NodeShape .\n", "1:1", path=SHAPES),
    built("shacl-missing", SHAPE, "24:5", path=SHAPES, where="data/base.yaml"),
]

#: The one fault that is the want of a record.
EMPTY = built("empty-record", "nothing yet\n", "1:1", path="data/README.txt", where="data")


def written() -> list[Fault]:
    """Return the faults that are files; a file that does not say what it expects is an error."""
    found = []
    for path in sorted(FAULTS.iterdir()):
        if path == FAULTS / "base":
            continue
        content = path.read_bytes()
        header = HEADER.fullmatch(content.decode("utf-8").splitlines()[0])
        assert header is not None, f"{path.name} does not say in its first line what is expected"
        severity, where = "warning" if header[3] else "error", header[4] or PLACE
        found.append(Fault(path.stem, where, content, f"{where}:{header[1]}", header[2], severity))
    return found


ALL = sorted([*written(), *BUILT, EMPTY])


def told(problem: Problem) -> str:
    """Return a problem as one line, like the first line of a fault."""
    place = problem.place
    return f"{place.path}:{place.line + 1}:{place.column + 1} {problem.code} {problem.severity.value}"


def test_the_base_is_sound(find: Callable[..., list[Problem]]) -> None:
    assert find({}) == []


@pytest.mark.parametrize("fault", ALL, ids=lambda fault: fault.name)
def test_each_fault_gives_its_one_problem(fault: Fault, find: Callable[..., list[Problem]]) -> None:
    found = find({fault.path: fault.content}, alone=fault is EMPTY)
    assert [told(problem) for problem in found] == [f"{fault.place} {fault.code} {fault.severity}"]
    assert _messages(fault.name, found) == _golden().get(fault.name), "SALWEEN_UPDATE=1 writes the messages"


def test_each_fault_is_named_for_its_code() -> None:
    strays = [fault.name for fault in ALL if fault.name != fault.code and not fault.name.startswith(fault.code + "-")]
    assert strays == []


def test_every_code_of_the_manual_has_a_fault() -> None:
    assert sorted(CODES.keys() - {fault.code for fault in ALL}) == []


def test_the_golden_messages_are_those_of_the_faults() -> None:
    assert sorted(_golden()) == [fault.name for fault in ALL]


def test_every_message_is_one_line_that_proposes_an_edit() -> None:
    long = [name for name, text in _golden().items() if len(text.splitlines()[0]) > 200]
    mute = [name for name, text in _golden().items() if not re.search(r"^  fix: \S", text, re.MULTILINE)]
    assert (long, mute) == ([], [])


def _messages(name: str, problems: list[Problem]) -> str:
    """Return the text of problems without the excerpt; a line of the ontology is no fact about the message."""
    text = re.sub(r"(ontology/salween\.ttl):\d+(:\d+)?", r"\1", to_text(problems, lambda path: None)).strip()
    if os.environ.get("SALWEEN_UPDATE"):
        known = _golden() | {name: text}
        blocks = [f"# {key}\n{value}\n" for key, value in sorted(known.items()) if key in {f.name for f in ALL}]
        GOLDEN.write_text("\n".join(blocks), "utf-8")
    return text


def _golden() -> dict[str, str]:
    """Return the messages by the name of their fault."""
    if not GOLDEN.is_file():
        return {}
    blocks = re.split(r"^# (\S+)\n", GOLDEN.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {name: text.strip() for name, text in zip(blocks[::2], blocks[1::2], strict=True)}
