"""An author's own copies of pages: plain text, Markdown, HTML or JSON → paragraphs with their lines.

A copy is a file `<source-id>.txt|.md|.html|.json` in a folder that git ignores. Nothing of it is kept elsewhere.
"""

from __future__ import annotations

import bisect
import json
import re
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

FOLDER = "pages"
FORMS = (".txt", ".md", ".html", ".htm", ".json")
MAX_BYTES = 20_000_000


class CopyError(Exception):
    """A copy cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class Copy:
    """The text of a page, and where its paragraphs begin. `name` is the file, as it is shown."""

    name: str
    text: str
    starts: tuple[int, ...]  # of paragraphs, offsets in characters

    def line(self, offset: int) -> int:
        """Return the line of a character, from 1."""
        return bisect.bisect_right(self._lines, offset)

    def paragraph(self, offset: int) -> int:
        """Return the number of the paragraph that holds a character, from 1."""
        return max(1, bisect.bisect_right(self.starts, offset))

    def span(self, number: int) -> tuple[int, int] | None:
        """Return where a paragraph begins and ends, None where the copy has not so many."""
        if not 1 <= number <= len(self.starts):
            return None
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.starts[number - 1], end

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]


def copy_of(folder: Path, source: str) -> Copy | None:
    """Return the copy of a source, None where the folder has none; CopyError where it cannot be read."""
    for suffix in FORMS:
        path = folder / f"{source}{suffix}"
        if path.is_file():
            return read_copy(path)
    return None


def read_copy(path: Path) -> Copy:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CopyError(f"{path.name} is larger than {MAX_BYTES // 10**6} MB: save the article's text alone")
        content = path.read_bytes()
    except OSError as error:
        raise CopyError(f"{path.name} cannot be read: {error.strerror}") from error
    return to_copy(path.name, content)


def to_copy(name: str, content: bytes) -> Copy:
    """Return the copy that a file's bytes hold, by the ending of its name."""
    suffix = Path(name).suffix.lower()
    text = _decoded(name, content)
    if suffix in (".html", ".htm"):
        text = _text_of_html(text)
    elif suffix == ".json":
        text = _text_of_json(name, text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise CopyError(f"{name} holds no text: save the page's text again")
    return Copy(name, text, _paragraphs(text))


def _decoded(name: str, content: bytes) -> str:
    """Return the text in the encoding that the file declares, in UTF-8 where it declares none."""
    declared = re.search(rb"charset=[\"']?([\w-]+)", content[:2048]) if b"<" in content[:2048] else None
    encoding = declared[1].decode("ascii", "replace") if declared else "utf-8"
    for wanted in ("utf-8-sig", encoding):
        try:
            return content.decode(wanted)
        except (UnicodeDecodeError, LookupError):
            continue
    raise CopyError(f"{name} is not UTF-8: save it as UTF-8 text")


def _paragraphs(text: str) -> tuple[int, ...]:
    """Return where paragraphs begin: after an empty line, or at each line where the text has no empty ones."""
    gap = r"\n[ \t\u3000]*\n\s*" if len(re.findall(r"\n[ \t\u3000]*\n", text.strip())) else r"\n\s*"
    lead = len(text) - len(text.lstrip())
    starts = [lead, *(m.end() for m in re.finditer(gap, text) if m.start() > lead and m.end() < len(text))]
    return tuple(starts)


_BLOCKS = frozenset([
    "article", "blockquote", "br", "dd", "div", "dt", "figcaption", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "ol", "p", "section", "table", "td", "th", "time", "title", "tr", "ul",
])  # fmt: skip
_UNSEEN = frozenset(["script", "style", "noscript", "template", "svg"])


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.hidden += 1
        elif tag in _BLOCKS:
            self.parts.append("\n\n")
        given = dict(attrs)
        dated = given.get("datetime") if tag == "time" else None
        about = f"{given.get('name')} {given.get('property')}"
        if tag == "meta" and re.search(r"publish|date|title|description", about):
            dated = given.get("content")
        if dated:
            self.parts.append(f"{dated}\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(re.sub(r"\s+", " ", data))


def _text_of_html(text: str) -> str:
    parser = _Text()
    parser.feed(text)
    parser.close()
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", "".join(parser.parts)).strip()


def _text_of_json(name: str, text: str) -> str:
    """Return every text that a JSON file holds, in order, each a paragraph."""
    found: list[str] = []
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError) as error:
        raise CopyError(f"{name} is not JSON: save the page's text as {Path(name).stem}.txt") from error
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += reversed(value.values())
        elif isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, str):
            found.append(value)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            found.append(str(value))
    return "\n\n".join(found)
