"""Where something stands in a file: the place that every authored value keeps until the end.

Knows nothing of YAML or of meaning. Lines and columns count from 0 inside and from 1 when shown.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: What a terminal would obey or hide; a line that is shown holds a mark in its place.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Place(NamedTuple):
    """A character in a file: path relative to the project root (with `/`), line and column from 0.

    `width` is the length of the token in characters, 0 where unknown.
    """

    path: str
    line: int
    column: int
    width: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line + 1}:{self.column + 1}"


def excerpt(text: str, place: Place) -> list[str]:
    """Return the lines that show the place in its file: the line, and a row of carets under the token.

    Burmese, Thai and Chinese code points are not screen cells, so the carets are left out where the
    line up to the end of the token is not plain ASCII. Empty where the file has no such line.
    """
    lines = text.splitlines()
    if place.line >= len(lines):
        return []
    line = _UNSEEN.sub("\ufffd", lines[place.line].replace("\t", " "))
    number = str(place.line + 1)
    shown = [f"  {number} | {line}"]
    end = place.column + max(place.width, 1)
    if line[:end].isascii():
        shown.append(f"  {' ' * len(number)} | {' ' * place.column}{'^' * max(place.width, 1)}")
    return shown
