"""YAML text in, nodes with places out. Knows nothing of what the text means.

Reads PyYAML's C event stream with a builder of our own: every scalar stays text and keeps its place, and what
makes YAML surprising (a key twice, anchors, merge keys, tags, a second document) is refused with a reason. A tree
that is given with problems is what could be saved of the file: something in it may be missing.
Problems: bad-yaml, tab-indent, unreadable, not-utf8, control-character, bidi-character, too-large, too-deep,
duplicate-key, anchor, merge-key, tag, two-documents, key-not-text.
"""

from __future__ import annotations

import gc
import os
import re
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from .model import Ref
from .place import Place
from .problem import Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 20

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSEEN = (
    ("control-character", _CONTROL, "it is invisible, and breaks XML and terminals"),
    ("bidi-character", _BIDI, "it can make a line look different from what Salween reads"),
)
_WIDE_COLON = re.compile(r"[\s-]*([\w-]+)：")
_NO_ANCHORS = "an edit at the anchor would change another record without warning"


@dataclass(slots=True)
class Mapping:
    """Keys in file order. `keys` gives the place of each key."""

    place: Place
    items: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)


@dataclass(slots=True)
class Sequence:
    place: Place
    items: list[Node] = field(default_factory=list)


#: A scalar is its text (NFC) with its place.
Node = Ref | Mapping | Sequence


@contextmanager
def gc_paused() -> Iterator[None]:
    """Put off garbage collection while much is made that stays and has no cycles. Saves a third of the time.

    What was made is then set aside, so that no later collection walks through it: it goes when nothing refers to it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


def data_files(root: Path) -> list[Path]:
    """Return the YAML files of the record, sorted by path; dataset.yaml and corrections.yaml are read apart."""
    folder = root / "data"
    found = (path for pattern in ("*.yaml", "*.yml") for path in folder.rglob(pattern))
    return sorted(p for p in found if p.parent != folder or p.name not in ("dataset.yaml", "corrections.yaml"))


def overlay_files(folder: Path) -> list[Path]:
    """Return the YAML files of an overlay, sorted by path; its own dataset.yaml is read apart."""
    found = (path for pattern in ("*.yaml", "*.yml") for path in folder.rglob(pattern))
    return sorted(path for path in found if path != folder / "dataset.yaml")


def newness(root: Path, overlay: str = "") -> Callable[[str], int]:
    """Return what tells how new a file is, by its name: 3 in the overlay, 2 unknown to git, 1 changed since, else 0.

    Git is asked once, the first time that it matters; where there is none, or no repository, all files are as old.
    """

    @cache
    def found() -> dict[str, int]:
        asked = (
            ("diff", "--name-only", "-z", "--relative", "HEAD"),
            ("ls-files", "-z", "--others", "--exclude-standard"),
        )
        ranks: dict[str, int] = {}
        for rank, words in enumerate(asked, start=1):
            command = ["git", "-C", str(root), "-c", "core.fsmonitor=false", *words, "--", "data"]
            try:
                done = subprocess.run(command, capture_output=True, check=False, timeout=10)
            except (OSError, subprocess.TimeoutExpired):
                return {}
            ranks |= dict.fromkeys(done.stdout.decode("utf-8", "replace").split("\0"), rank)
        return ranks

    return lambda path: 3 if overlay and path.startswith(f"{overlay}/") else found().get(path, 0)


def name_of(root: Path, path: Path) -> str:
    """Return how a file is called in places: its path from the project's root, also where it lies outside of it."""
    return Path(os.path.relpath(path, root)).as_posix()


def read_file(root: Path, path: Path) -> tuple[Mapping | None, list[Problem]]:
    """Read one file of the project or of an overlay; None where it holds no mapping."""
    name = name_of(root, path)
    try:
        data = path.read_bytes()
    except OSError as error:
        return None, [_unreadable(name, error)]
    return read_bytes(name, data)


def read_text(root: Path, path: Path) -> tuple[str, list[Problem]]:
    """Return the text of a file under root that is no YAML; problems: unreadable, not-utf8."""
    name = name_of(root, path)
    try:
        return _decoded(name, path.read_bytes())
    except OSError as error:
        return "", [_unreadable(name, error)]


def _unreadable(name: str, error: OSError) -> Problem:
    what, why = f"the file cannot be opened: {error.strerror}", "skipping it would drop its facts without warning"
    return Problem(
        "unreadable", Place(name, 0, 0), what, "correct the link or the permissions, or remove the file from data/", why
    )


def _decoded(name: str, data: bytes) -> tuple[str, list[Problem]]:
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start)
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode("utf-8"))
        what, why = f"byte 0x{data[error.start]:02x} is not UTF-8", "UTF-8 covers every script used here"
        return "", [Problem("not-utf8", Place(name, line, column), what, "save the file as UTF-8", why)]


def read_bytes(name: str, data: bytes) -> tuple[Mapping | None, list[Problem]]:
    """Read the bytes of a file called `name`."""
    start = Place(name, 0, 0)
    if len(data) > MAX_BYTES:
        what = f"the file has {len(data):,} bytes, more than {MAX_BYTES:,}"
        why = "nobody can review a file of this size"
        return None, [Problem("too-large", start, what, "split it by theme or by time", why)]
    text, problems = _decoded(name, data)
    problems += _bad_characters(name, text)
    if problems:
        return None, problems
    return _build(name, text.removeprefix("\ufeff"))


def _bad_characters(name: str, text: str) -> Iterator[Problem]:
    for code, pattern, _ in _UNSEEN:
        match = pattern.search(text)
        if match:
            at = match.start()
            place = Place(name, text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1), 1)
            yield _unseen(code, place, match[0])


def _escaped(place: Place, value: str) -> Iterator[Problem]:
    """A character that may not stand in the file may not be smuggled in as an escape either."""
    for code, pattern, _ in _UNSEEN:
        match = pattern.search(value)
        if match:
            yield _unseen(code, place, match[0])


def _unseen(code: str, place: Place, char: str) -> Problem:
    why = next(why for known, _, why in _UNSEEN if known == code)
    label = unicodedata.name(char, "control character").lower()
    return Problem(code, place, f"the character U+{ord(char):04X} ({label}) in the text", "delete the character", why)


def _build(name: str, text: str) -> tuple[Mapping | None, list[Problem]]:
    """Build the node tree of one document from the event stream."""
    problems: list[Problem] = []
    stack: list[tuple[Mapping | Sequence, Ref | None]] = []  # open collections; for a mapping, the key that waits
    root: Node | None = None
    documents = 0
    anchors: set[str] = set()
    is_torn = False  # a value or a key is lost: what is missing would be reported a second time
    has_escapes = "\\" in text
    normal = unicodedata.normalize
    events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)  # the stubs know neither marks nor values
    try:
        for event in events:
            kind = type(event)
            node: Node
            if kind is yaml.ScalarEvent or kind is yaml.AliasEvent:
                mark = event.start_mark
                end = event.end_mark
                width = end.column - mark.column if end.line == mark.line else 1
                place = Place(name, mark.line, mark.column, width)
                if kind is yaml.AliasEvent:
                    is_torn = True
                    node = Ref("", place)
                    if event.anchor not in anchors:  # else its anchor has been reported: one cause, one problem
                        what = f"the YAML alias *{event.anchor}"
                        fix = "write the value here in full, or quote it if it is a text"
                        problems.append(Problem("anchor", place, what, fix, _NO_ANCHORS))
                else:
                    value = event.value
                    node = Ref(value if value.isascii() else normal("NFC", value), place)
                    if event.anchor or event.tag:
                        problems.append(_decoration(place, event, anchors))
                    if has_escapes:
                        problems += _escaped(place, value)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                mark = event.start_mark
                place = Place(name, mark.line, mark.column, 1)
                node = Mapping(place) if kind is yaml.MappingStartEvent else Sequence(place)
                if event.anchor or event.tag:
                    problems.append(_decoration(place, event, anchors))
                if len(stack) >= MAX_DEPTH:
                    what = f"nesting deeper than {MAX_DEPTH} levels"
                    fix = "look for an extra bracket, or for lines that drift to the right"
                    return None, [Problem("too-deep", place, what, fix, "no record needs that depth")]
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                continue
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    place = Place(name, event.start_mark.line, event.start_mark.column, 3)
                    what, why = "a second document starts here", "most programs would read only the first"
                    fix = "delete the ---, or move the rest to another file"
                    problems.append(Problem("two-documents", place, what, fix, why))
                    break
                continue
            else:
                continue
            # hang the node where it belongs
            if not stack:
                root = node
            else:
                parent, key = stack[-1]
                if isinstance(parent, Sequence):
                    parent.items.append(node)
                elif key is None:
                    if isinstance(node, Ref):
                        stack[-1] = (parent, node)
                        continue
                    if not is_torn:
                        what, fix = "key that is not text", "if this is a text that starts with a bracket, quote it"
                        why = "every key is a plain word"
                        problems.append(Problem("key-not-text", node.place, what, fix, why))
                    is_torn = True
                    stack[-1] = (parent, Ref("", node.place))
                else:
                    stack[-1] = (parent, None)
                    is_torn |= key == "<<"
                    _put(parent, key, node, problems)
            if not isinstance(node, Ref):
                stack.append((node, None))
    except yaml.YAMLError as error:
        return None, [*problems, _syntax(name, text, error)]
    if problems:
        return (root if isinstance(root, Mapping) and not is_torn else None), problems
    if root is None or (isinstance(root, Ref) and not root):
        return None, []
    if not isinstance(root, Mapping):
        what = (
            f"the file is {'a list' if isinstance(root, Sequence) else 'a text'}, not sections such as claims: or "
            "events:"
        )
        fix = "start the file with a section at the left edge, such as claims:, above the list"
        return None, [Problem("bad-yaml", root.place, what, fix)]
    return root, []


def _put(parent: Mapping, key: Ref, node: Node, problems: list[Problem]) -> None:
    if key == "<<":
        what, fix = "the YAML merge key <<", "write the keys here in full"
        problems.append(Problem("merge-key", key.place, what, fix, "a record must be complete in one place"))
    elif key in parent.items:
        what = f'the key "{key}" appears twice in one record or section'
        why = "YAML would keep only the last one, and a fact would be lost"
        first = (("first at", parent.keys[key]),)
        fix = f"put both values under one {key}:, or start a new record with a dash"
        problems.append(Problem("duplicate-key", key.place, what, fix, why, others=first))
    else:
        parent.items[key] = node
        parent.keys[key] = key.place


def _decoration(place: Place, event: Any, anchors: set[str]) -> Problem:
    if event.anchor:
        anchors.add(event.anchor)
        fix = f"remove it, and write the value in full in place of each *{event.anchor}"
        return Problem("anchor", place, f"the YAML anchor &{event.anchor}", fix, _NO_ANCHORS)
    tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
    fix = f"remove {tag}, or quote the text if it starts with !"
    return Problem("tag", place, f"the YAML tag {tag}", fix, "in Salween the ontology sets the type of a value")


# ---- what the parser says, in words of ours -------------------------------------------------------------------


def _syntax(name: str, text: str, error: yaml.YAMLError) -> Problem:
    """Return what makes a text no YAML, at the character where the author would look for it."""
    said = str(getattr(error, "problem", None) or error).strip()
    mark, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    here = lines[line] if line < len(lines) else ""
    indent = here[: len(here) - len(here.lstrip())]
    rest = here[column:].strip()

    def bad(what: str, fix: str, at: tuple[int, int] = (line, column)) -> Problem:
        return Problem("bad-yaml", Place(name, *at, 1), what, fix)

    if "\t" in indent:
        place = Place(name, line, indent.index("\t"), 1)
        what, why = "tab in the indentation", "YAML allows only spaces there"
        return Problem("tab-indent", place, what, "indent with spaces", why)
    for number in (line, line - 1):
        wide = _WIDE_COLON.match(lines[number]) if 0 <= number < len(lines) else None
        if wide is not None:
            fix = f"write {wide[1]}: with a plain colon and a space"
            return bad(f'the ： after "{wide[1]}" is a full-width colon', fix, (number, wide.end(1)))
    if "mapping values are not allowed" in said:
        return bad(*_second_colon(lines, line, column))
    if "expected ',' or" in said or "unexpected end of stream" in said:
        start = (opened.line, opened.column) if opened else (line, column)
        sign = lines[start[0]][start[1] : start[1] + 1] if start[0] < len(lines) else ""
        if "end of stream" in said or line > start[0] or rest[:1] in ("]", "}"):
            inside = lines[start[0]][start[1] + 1 :].strip()
            close = {"{": "}", "[": "]"}.get(sign, sign)
            if re.search(r"\s#", inside):
                fix = "remove the space before the #, or quote the text. After a space, # starts a comment"
                return bad(f'the # in "{inside}" turns the rest of the line into a comment', fix, start)
            return bad(f'the {sign} before "{inside}" is not closed', f"close it with {close}", start)
        fix = "quote the whole text: it contains a colon, a quote or a bracket"
        return bad(f'"{rest}" cannot follow here', fix)
    if "directive" in said or "<document start>" in said:
        what = "a directive (%…) or end of document (...) before this line"
        return bad(what, "delete it: a data file is one plain YAML document")
    if "did not find expected" in said and column == len(indent) and rest:
        what = f'"{rest}" is indented by {column}, which matches no line above'
        return bad(what, "indent it like the key or dash that it belongs with")
    if "did not find expected key" in said:
        fix = "quote the whole text with the kind of quote that it does not contain"
        return bad(f'"{rest}" follows a closing quote', fix)
    if "cannot start any token" in said or ("expected node content" in said and rest):
        token = re.split(r"[,\]}]", rest)[0] if re.search(r"[\[{]", here[:column]) else rest
        return bad(
            f'"{token}" starts with {rest[0]}, which has a special meaning in YAML', f"quote it: {_quoted(token)}"
        )
    if "block sequence entries" in said:
        return bad(f'"{rest}" starts a list on the line of its key', "start the list on the next line")
    if "escape" in said:
        start = (line, max(here.rfind("\\", 0, column + 1), 0))
        what = f'"{here[start[1] : column + 2]}" is not a YAML escape'
        return bad(what, "put the text in single quotes, where a backslash is an ordinary character", start)
    if "alphabetic or numeric" in said:
        start = (line, max(column - 1, 0))
        sigil = here[start[1] :].strip()
        what = f'"{sigil}" starts with {sigil[:1]}, which has a special meaning in YAML'
        return bad(what, f"quote it: {_quoted(sigil)}", start)
    return bad(f"not YAML: {said}", "check this line and the one above")


def _second_colon(lines: list[str], line: int, column: int) -> tuple[str, str, tuple[int, int]]:
    """Tell why a colon cannot stand there: in a text, under a key that has a value, or after one that lacks a space."""
    key, _, value = lines[line].partition(":")
    if column > len(key):
        value, at = value.strip(), (line, column)
        return f'the text "{value}" contains a colon', f"quote it: {key.strip('- ')}: {_quoted(value)}", at
    above = next((n for n in range(line - 1, -1, -1) if lines[n].strip()), line)
    glued = re.fullmatch(r"[\s-]*(\w+):(\S.*)", lines[above])
    if glued is not None:
        what = f'no space after the colon in "{lines[above].strip("- ")}"'
        return what, f"write {glued[1]}: {glued[2]}", (above, glued.end(1))
    fix = "indent it like the key above, or remove the value of that key"
    deeper = lines[line].strip()
    return f'"{deeper}" is indented deeper than the line above it', fix, (line, lines[line].index(deeper))


def _quoted(text: str) -> str:
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"
