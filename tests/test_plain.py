"""The manual of problem codes is written in plain words.

No worn phrase of tests/words.txt, no sentence over 25 words, titles of two to seven words. Nothing is exempt.
"""

from __future__ import annotations

import re
from pathlib import Path

from salween.codes import CODES, THEMES

HERE = Path(__file__).parent
MOST_WORDS = 25
WORN = [
    re.compile(line, re.IGNORECASE)
    for line in (HERE / "words.txt").read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]


def sentences(text: str) -> list[str]:
    """Split at a full stop, a question mark or a semicolon that is followed by a space.

    >>> sentences("Write 2.5, not more. Why?")
    ['Write 2.5, not more.', 'Why?']
    """
    return [part for part in re.split(r"(?<=[.?!;])\s+", text.strip()) if part]


def long_sentences(text: str) -> list[str]:
    return [part for part in sentences(text) if len(part.split()) > MOST_WORDS]


def worn(text: str) -> list[str]:
    return [found[0] for pattern in WORN for found in [pattern.search(text)] if found]


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


def test_the_guard_catches_what_it_should() -> None:
    assert worn("a count that is nobody's") and worn("of which nothing is said") and not worn("Unknown id")
    assert long_sentences("word " * 26) and not long_sentences("word " * 25)
