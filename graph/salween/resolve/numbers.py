"""Numbers as authors write them, and what they mean where it is no number."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_NUMBER = re.compile(r"-?\d[\d_]{0,30}(?:\.\d{1,20})?", re.ASCII)


def decimal(text: str) -> Decimal | None:
    """Return a number written in digits, with a point or not; no exponent, which could stand for a gigabyte of them."""
    return Decimal(text.replace("_", "")) if _NUMBER.fullmatch(text) else None


def number_fix(text: str, key: str) -> str:
    """Propose the number, and the form of quantity, that a text means.

    >>> number_fix("about 1,200", "fighters"), number_fix("50%", "share")
    ('write {about: 1200}', 'write {value: 50, unit: percent}')
    """
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    numbers = re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d)[,\s](?=\d{3})", "", text))
    if len(numbers) == 2:
        return f"write {{low: {numbers[0]}, high: {numbers[1]}}}"
    if len(numbers) != 1:
        return "write digits, as in {about: 900}, {at_least: 900} or {low: 800, high: 900}"
    bare = numbers[0]
    if key in ("value", "about", "at_least", "low", "high", "point"):
        return f"write {bare}" + ("" if re.fullmatch(r"[\d.,\s]+", text) else ", and its unit as unit:")
    if "%" in text or "percent" in text:
        return f"write {{value: {bare}, unit: percent}}"
    if re.search(r"about|around|some|nearly|almost|~|c\.", text.lower()):
        return f"write {{about: {bare}}}"
    if re.search(r"at least|over|more than|>|\+", text.lower()):
        return f"write {{at_least: {bare}}}"
    return f"write {bare}" if re.fullmatch(r"[\d.,\s]+", text) else f"write {{value: {bare}, unit: …}}"
