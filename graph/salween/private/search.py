"""Where private names stand: in every file that is put in, in its name, and in every file that is made."""

from __future__ import annotations

import base64
import binascii
import gzip
import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..place import Place
from ..problem import Problem
from ..read import name_of
from . import LISTED, Hit, Protected, first, read_list

#: The folders of a project that are put in, or kept beside it and published with it.
FOLDERS = ("data", "ontology", "stories", "answers", "notebooks")
#: Bytes of a file, or of what is packed in one, that are searched; more are a problem.
MOST_BYTES = 1 << 28
#: How deep one packing may stand in another.
_DEPTH = 4
_WHY = "what is written here is published"
#: Letters of base64 from which on it is looked into.
SHORTEST = 40
_PACKED = re.compile(rf"[A-Za-z0-9+/]{{{SHORTEST},}}={{0,2}}")
#: What is a text in binary data; what two random bytes of UTF-16 make is most often Chinese.
_RUN = re.compile("[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]{8,}")
_NARROW_RUN = re.compile("[\t\n\r\x20-\x7e\xa0-\u1fff]{8,}")
#: Base64 of so many letters is no text: a name in it would be chance.
_NOISE = 200


def protect(root: Path, overlay: Path | None = None) -> tuple[Protected, list[Problem]]:
    """Read the lists of a project and of its overlay, and search what is put in: every name found is a problem."""
    protected, problems = read_list(root, root)
    if overlay is not None:
        more, found = read_list(root, overlay)
        protected, problems = Protected(protected.entries + more.entries), problems + found
    folders = [root / name for name in FOLDERS] + ([overlay] if overlay is not None else [])
    if protected:
        problems += (problem for folder in folders for problem in _in_folder(protected, root, folder))
    return protected, problems


def _in_folder(protected: Protected, root: Path, folder: Path) -> Iterator[Problem]:
    for place, folders, files in os.walk(folder):
        folders.sort()
        within = name_of(root, Path(place))
        for own in sorted([*folders, *files]):
            if own == LISTED:
                continue
            seen = os.fsencode(own).decode("utf-8", "replace")
            name = protected.covered(f"{within}/{seen}")
            for hit in first(protected.find(seen), 1):
                yield _problem(hit, Place(name, 0, 0), "the name of a file", "give it another name")
            data = _content(Path(place, own))
            if data is not None:
                yield from _in_bytes(protected, name, data, ())


def in_artefacts(protected: Protected, files: Mapping[str, bytes], shipped: Iterable[str] = ()) -> list[Problem]:
    """Return a problem for each private name in files that were made. `shipped` are texts that are part of the program,
    whatever the dataset: they are not searched."""
    if not protected:
        return []
    return [p for name, data in files.items() for p in _in_bytes(protected, name, data, tuple(shipped))]


def _in_bytes(protected: Protected, name: str, data: bytes, shipped: tuple[str, ...]) -> Iterator[Problem]:
    for layer, text in _texts(data, shipped):
        for hit in first(protected.find(text)):
            column = hit.start - (text.rfind("\n", 0, hit.start) + 1) if hit.is_exact else 0
            width = hit.stop - hit.start if hit.is_exact and "\n" not in text[hit.start : hit.stop] else 0
            place = Place(name, 0, 0) if layer else Place(name, hit.line, column, width)
            yield _problem(hit, place, layer or "the text", "write the person's id (person-<n>) instead")


def _problem(hit: Hit, place: Place, where: str, fix: str) -> Problem:
    """Return a problem that does not print the name: its initials, and where it is listed."""
    there = "here" if where == "the text" else f"in {where}"
    what = f'a private name is {there}: "{hit.entry.masked}", {hit.entry.listed}'
    return Problem("private-name", place, what, fix, _WHY)


def _content(path: Path) -> bytes | None:
    """Return the bytes of a regular file, None of anything else; what cannot be read is a problem where it is read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None
        with path.open("rb") as file:
            return file.read(MOST_BYTES)
    except OSError:
        return None


def _texts(data: bytes, shipped: tuple[str, ...], depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield every text in some bytes, each with what it is packed in, empty where it is plain."""
    if depth > _DEPTH:
        return
    if data[:2] == b"\x1f\x8b":
        yield from _within("a compressed part", _unzipped(data), shipped, depth)
        return
    if data[:4] == b"PK\x03\x04":
        yield from _members(data, shipped, depth)
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield "a binary part" if depth else "binary data", _strings(data)
        return
    for part in shipped:
        text = text.replace(part, " ")
    packed = [found for word in text.split() if len(word) >= SHORTEST for found in _PACKED.findall(word)]
    yield "", _PACKED.sub(lambda found: " " if len(found[0]) >= _NOISE else found[0], text) if packed else text
    for part in packed:
        try:
            content = base64.b64decode(part + "=" * (-len(part.rstrip("=")) % 4), validate=False)
        except (binascii.Error, ValueError):
            continue
        if content[:2] == b"\x1f\x8b" or content[:4] == b"PK\x03\x04" or len(part) >= _NOISE or _is_text(content):
            yield from _within("a packed part", content, shipped, depth)


def _within(layer: str, data: bytes, shipped: tuple[str, ...], depth: int) -> Iterator[tuple[str, str]]:
    for inner, text in _texts(data, shipped, depth + 1):
        yield inner or layer, text


def _members(data: bytes, shipped: tuple[str, ...], depth: int) -> Iterator[tuple[str, str]]:
    """Yield the texts of an archive, and the names of its files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield "the names of an archive", "\n".join(archive.namelist())
            for member in archive.infolist():
                with archive.open(member) as file:
                    yield from _within("an archive", file.read(MOST_BYTES), shipped, depth)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error):
        return


def _unzipped(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return file.read(MOST_BYTES)
    except (OSError, EOFError, zlib.error):
        return b""


def _strings(data: bytes) -> str:
    """Return the texts in binary data, as pictures and fonts have them: runs of letters, each by itself."""
    views = [(data.decode("utf-8", "replace"), _RUN)]
    for part in (data, data[1:]):  # in UTF-16 from an even byte or an odd one
        views += ((part.decode(coding, "replace"), _NARROW_RUN) for coding in ("utf-16-be", "utf-16-le"))
    return "\n!\n".join(run for view, pattern in views for run in pattern.findall(view))


def _is_text(data: bytes) -> bool:
    try:
        return _RUN.fullmatch(data.decode("utf-8")) is not None
    except UnicodeDecodeError:
        return False
