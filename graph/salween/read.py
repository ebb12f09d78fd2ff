"""YAML text in, nodes with places out. Knows nothing of what the text means.

Reads PyYAML's C event stream with a builder of our own: every scalar stays text and keeps its place, and what
makes YAML surprising (a key twice, anchors, merge keys, tags, a second document) is refused with a reason.
Problems: bad-yaml, tab-indent, not-utf8, control-character, bidi-character, too-large, too-deep, duplicate-key,
anchor, merge-key, tag, two-documents, key-not-text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .model import Ref
from .place import Place
from .problem import Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 20

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


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


def data_files(root: Path) -> list[Path]:
    """Return the YAML files of the record, sorted by path; dataset.yaml and corrections.yaml are read apart."""
    folder = root / "data"
    found = (path for pattern in ("*.yaml", "*.yml") for path in folder.rglob(pattern))
    return sorted(p for p in found if p.parent != folder or p.name not in ("dataset.yaml", "corrections.yaml"))


def read_file(root: Path, path: Path) -> tuple[Mapping | None, list[Problem]]:
    """Read one file under root; None where it holds no mapping."""
    name = path.relative_to(root).as_posix()
    return read_bytes(name, path.read_bytes())


def read_bytes(name: str, data: bytes) -> tuple[Mapping | None, list[Problem]]:
    """Read the bytes of a file called `name`."""
    start = Place(name, 0, 0)
    if len(data) > MAX_BYTES:
        what = f"the file has {len(data):,} bytes, more than {MAX_BYTES:,}"
        return None, [Problem("too-large", start, what, "split it by theme or time", "a person must be able to read it")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start)
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1)
        what, why = f"byte 0x{data[error.start]:02x} is not UTF-8", "names here are in many scripts"
        return None, [Problem("not-utf8", Place(name, line, column), what, "save the file as UTF-8", why)]
    problems = list(_bad_characters(name, text))
    if problems:
        return None, problems
    return _build(name, text.removeprefix("\ufeff"))


def _bad_characters(name: str, text: str) -> Iterator[Problem]:
    for code, pattern, why in (
        ("control-character", _CONTROL, "it is invisible, and breaks XML and terminals"),
        ("bidi-character", _BIDI, "it can make a line read otherwise than it is"),
    ):
        match = pattern.search(text)
        if match:
            at = match.start()
            place = Place(name, text.count("\n", 0, at), at - (text.rfind("\n", 0, at) + 1), 1)
            label = unicodedata.name(match[0], "control character").lower()
            yield Problem(code, place, f"U+{ord(match[0]):04X} ({label}) stands here", "delete the character", why)


def _build(name: str, text: str) -> tuple[Mapping | None, list[Problem]]:
    """Build the node tree of one document from the event stream."""
    problems: list[Problem] = []
    stack: list[tuple[Mapping | Sequence, Ref | None]] = []  # open collections; for a mapping, the key that waits
    root: Node | None = None
    documents = 0
    normal = unicodedata.normalize
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            kind = type(event)
            if kind is yaml.ScalarEvent or kind is yaml.AliasEvent:
                mark = event.start_mark
                end = event.end_mark
                width = end.column - mark.column if end.line == mark.line else 1
                place = Place(name, mark.line, mark.column, width)
                if kind is yaml.AliasEvent:  # its anchor has been reported: one cause, one problem
                    node: Node = Ref("", place)
                else:
                    value = event.value
                    node = Ref(value if value.isascii() else normal("NFC", value), place)
                    if event.anchor or event.tag:
                        problems.append(_decoration(place, event))
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                mark = event.start_mark
                place = Place(name, mark.line, mark.column, 1)
                node = Mapping(place) if kind is yaml.MappingStartEvent else Sequence(place)
                if event.anchor or event.tag:
                    problems.append(_decoration(place, event))
                if len(stack) >= MAX_DEPTH:
                    what = f"nested deeper than {MAX_DEPTH} levels"
                    fix = "no record needs that depth: look for a stray bracket"
                    return None, [Problem("too-deep", place, what, fix)]
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                stack.pop()
                continue
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    place = Place(name, event.start_mark.line, event.start_mark.column, 3)
                    what = "a second document begins here"
                    fix = "delete the ---, or make it a file of its own"
                    problems.append(Problem("two-documents", place, what, fix))
                    break
                continue
            else:
                continue
            # hang the node where it belongs
            if not stack:
                root = node
            else:
                parent, key = stack[-1]
                if type(parent) is Sequence:
                    parent.items.append(node)
                elif key is None:
                    if type(node) is not Ref:
                        what, fix = "a key must be plain text", "quote it, or remove the brackets"
                        problems.append(Problem("key-not-text", node.place, what, fix))
                        node_key = Ref("", node.place)
                        stack[-1] = (parent, node_key)
                        stack.append((node, None))
                        continue
                    stack[-1] = (parent, node)
                    continue
                else:
                    assert type(parent) is Mapping
                    stack[-1] = (parent, None)
                    _put(parent, key, node, problems)
            if type(node) is not Ref:
                stack.append((node, None))
    except yaml.YAMLError as error:
        return None, [*problems, _syntax(name, text, error)]
    if problems:
        return (root if isinstance(root, Mapping) else None), problems
    if root is None or (isinstance(root, Ref) and not root):
        return None, []
    if not isinstance(root, Mapping):
        what = "the file is not a mapping of sections"
        fix = "begin it with source:, sources:, entities:, claims:, events: or identity:"
        return None, [Problem("bad-yaml", root.place, what, fix)]
    return root, []


def _put(parent: Mapping, key: Ref, node: Node, problems: list[Problem]) -> None:
    if key == "<<":
        what, fix = "a merge key", "write the keys out where they belong"
        problems.append(Problem("merge-key", key.place, what, fix, "a record must say everything where it stands"))
    elif key in parent.items:
        what = f'the key "{key}" stands twice in one mapping'
        why = "YAML would keep the last one in silence"
        first = (("first at", parent.keys[key]),)
        problems.append(Problem("duplicate-key", key.place, what, "delete one, or make two records", why, others=first))
    else:
        parent.items[key] = node
        parent.keys[key] = key.place


def _decoration(place: Place, event: yaml.NodeEvent) -> Problem:
    if event.anchor:
        why = "an edit at the anchor would change a record elsewhere in silence"
        fix = f"remove it, and write the value out wherever *{event.anchor} stands"
        return Problem("anchor", place, f"the anchor &{event.anchor}", fix, why)
    tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
    return Problem("tag", place, f"the tag {tag}", "remove it", "the ontology says what a value is, never YAML")


def _syntax(name: str, text: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    here = lines[line] if line < len(lines) else ""
    indent = here[: len(here) - len(here.lstrip())]
    if "\t" in indent:
        place = Place(name, line, indent.index("\t"), 1)
        return Problem("tab-indent", place, "a tab in the indentation", "indent with spaces", "YAML knows no tabs there")
    what = str(getattr(error, "problem", None) or error).strip()
    fix = "look at this line and the one above it"
    if "mapping values are not allowed" in what:
        fix = 'quote the text if it holds a colon: "note: like this"'
    elif "could not find expected ':'" in what:
        fix = "write key: value, with a space after the colon"
    elif "did not find expected" in what:
        fix = "check the indentation and the brackets of this line and the one above it"
    elif "cannot start any token" in what:
        fix = "quote the text: it begins with a character that YAML reserves"
    return Problem("bad-yaml", Place(name, line, column), f"not YAML: {what}", fix)
