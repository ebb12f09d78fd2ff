"""What stands behind the escapes of YAML, JSON, Turtle, SPARQL, JavaScript, HTML and addresses."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

from .fold import GOES_ON

_ESCAPE = re.compile(  # it begins with a set of characters, so that the rest of a text is passed over fast
    r"""[%&\\](?:
    (?<=%)(?P<percent>[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*)
    |(?<=&)(?P<entity>(?:\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    |(?<=\\)(?:
        (?P<pair>u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2})
        |u(?P<four>[0-9A-Fa-f]{4})|U(?P<eight>[0-9A-Fa-f]{8})|x(?P<two>[0-9A-Fa-f]{2})|u\{(?P<braced>[0-9A-Fa-f]{1,6})\}
        |(?P<line>\r?\n[ \t]*)
        |(?P<slash>\\)
        |(?P<white>[tnrfv_NLP])
        |(?P<control>[0abe])
    ))""",
    re.VERBOSE,
)
#: How often an escape may stand behind another.
_DEPTH = 3


def unescaped(text: str) -> str:
    """Return a text with its escapes undone, those that stand behind others as well; lines stay where they are.

    >>> unescaped("A%75ng &#75;o \\\\u004bo"), unescaped("&amp;#65;"), unescaped("100% R&D")
    ('Aung Ko Ko', 'A', '100% R&D')
    """
    for _ in range(_DEPTH):
        if not ("\\" in text or "%" in text or "&" in text):
            break
        before, text = text, _ESCAPE.sub(_undone, text)
        if text == before:
            break
    return text


def goes_on(text: str, start: int, stop: int) -> bool:
    """Tell whether an escape before or after a part of a text is a letter, so that a word neither begins nor ends here.

    >>> goes_on("Ann\\\\u00eb", 0, 3), goes_on("Ann\\\\u0020", 0, 3)
    (True, False)
    """
    after = _ESCAPE.match(text, stop)
    before = [found for found in _ESCAPE.finditer(text, max(0, start - 40), start) if found.end() == start]
    return (after is not None and _is_letter(unescaped(after[0])[:1])) or any(
        _is_letter(unescaped(found[0])[-1:]) for found in before
    )


def _is_letter(char: str) -> bool:
    return char.isalpha() or unicodedata.category(char or " ")[0] == "M"


def _undone(found: re.Match[str]) -> str:
    kind, said = found.lastgroup, found[0]
    if kind == "percent":
        return _flat(unquote(said, errors="replace"))
    if kind == "entity":
        return _flat(html.unescape(said))
    if kind == "pair":
        high, low = int(said[2:6], 16), int(said[8:12], 16)
        return chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    if kind == "line":
        return f"{GOES_ON}\n{GOES_ON}"
    if kind in ("slash", "white", "control"):
        return {"slash": "\\", "white": " ", "control": ""}[kind]
    assert kind is not None
    point = int(found[kind], 16)
    return _flat(chr(point)) if point <= 0x10FFFF else ""


def _flat(text: str) -> str:
    """Return a text on one line, so that the lines after it keep their numbers."""
    return re.sub(r"[\r\n\x01\x02]", " ", text)
