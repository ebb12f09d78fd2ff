"""A citation against the copy of its page: found, not found or not checkable, each with the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from ..dates import Span, iso
from .copies import Copy
from .days import Mention, days
from .expected import Citation, Expected
from .numbers import Number, numbers
from .spelled import COMMON, Names

_ZAWGYI = "the page is in the Zawgyi encoding: save it in Unicode"
#: "Recently" on a page is at most this long before it came out.
RECENT_DAYS = 21

FOUND, MISSING, UNCHECKED = "found", "not found", "not checkable"


class Verdict(NamedTuple):
    """What became of one thing that was looked for. `at` is a character of the copy, -1 where there is none.

    `note` says how it was found, or what stands there instead.
    """

    expected: Expected
    verdict: str
    at: int = -1
    note: str = ""


class Result(NamedTuple):
    """The verdicts on one citation; `locator` is another paragraph than the one cited, if that is where it stands."""

    citation: Citation
    verdicts: tuple[Verdict, ...]
    locator: str = ""

    def count(self, verdict: str) -> int:
        return sum(v.verdict == verdict for v in self.verdicts)

    @property
    def verdict(self) -> str:
        """Not found where anything is; found where anything is, and nothing is not; else not checkable."""
        return MISSING if self.count(MISSING) else FOUND if self.count(FOUND) else UNCHECKED


class Page:
    """A copy with what is read from it once: its names, numbers and days."""

    def __init__(self, copy: Copy, published: Span | None) -> None:
        self.copy, self.published = copy, published

    @cached_property
    def names(self) -> Names:
        return Names(self.copy.text)

    @cached_property
    def numbers(self) -> list[Number]:
        return numbers(self.copy.text)

    @cached_property
    def days(self) -> list[Mention]:
        return days(self.copy.text, self.published)

    @cached_property
    def is_zawgyi(self) -> bool:
        """Tell whether Burmese on the page is in the Zawgyi encoding: its vowel e stands before its consonant."""
        return len(re.findall(r"(?:^|[^\u1000-\u109f])\u1031", self.copy.text)) > 2

    def look(self, citation: Citation) -> Result:
        """Return the verdicts on what a page should say, first within the paragraph that is cited."""
        number = paragraph_of(citation.attestation.locator)
        within = self.copy.span(number) if number else None
        verdicts = [self.verdict(expected, within) for expected in citation.expected]
        if self.is_zawgyi:
            verdicts = [v._replace(verdict=UNCHECKED, note=_ZAWGYI) if v.verdict == MISSING else v for v in verdicts]
        moved = ""
        here = [v.at for v in verdicts if v.at >= 0]
        if within and here and not any(within[0] <= at < within[1] for at in here):
            moved = f"p{self.copy.paragraph(min(here))}"
        if citation.attestation.by_eye:
            note = f"by eye: {citation.attestation.by_eye}"
            verdicts = [v._replace(verdict=UNCHECKED, note=note) if v.verdict == MISSING else v for v in verdicts]
        return Result(citation, tuple(_grouped(verdicts)), moved)

    def verdict(self, expected: Expected, within: tuple[int, int] | None) -> Verdict:
        if expected.number is not None:
            return self.number(expected, within)
        if expected.day is not None:
            return self.day(expected, expected.day, within)
        looked = expected.names, expected.is_person, expected.short
        found = self.names.find(*looked, within) if within else None
        found = found or self.names.find(*looked)
        if found is None:
            if not expected.is_needed:
                return Verdict(expected, UNCHECKED)
            word = self.names.find(COMMON.get(expected.kind, ()))
            if word is not None:
                return Verdict(expected, UNCHECKED, word.start, f'the page says "{word.name}"')
            near = self.names.nearest(expected.names)
            return Verdict(expected, MISSING, note=f'the page has "{near}"' if near else "")
        note = f'as "{found.name}"' if found.is_part else ""
        return Verdict(expected, FOUND, found.start, note)

    def number(self, expected: Expected, within: tuple[int, int] | None) -> Verdict:
        places = [n.start for n in self.numbers if n.value == expected.number]
        if places:
            return Verdict(expected, FOUND, _nearest(places, within))
        if not expected.is_needed:
            return Verdict(expected, UNCHECKED)
        assert expected.number is not None
        close = sorted(
            {n.value for n in self.numbers if expected.number and abs(n.value / expected.number - 1) <= 0.2},
            key=lambda value: abs(value - (expected.number or 0)),
        )
        return Verdict(expected, MISSING, note=f"the page has {close[0]:,f}" if close else "")

    def day(self, expected: Expected, span: Span, within: tuple[int, int] | None) -> Verdict:
        exact = [m for m in self.days if m.low and _names(m, span)]
        if not exact and expected.is_seen and span.is_one_day and span.earliest is not None:
            after = Span(span.earliest + 1, span.earliest + 1)
            exact = [m for m in self.days if m.low and m.is_one_day and _names(m, after)]
        if exact:
            written = [m for m in exact if not m.is_relative] or exact
            at = _nearest([m.start for m in written], within)
            mention = next(m for m in written if m.start == at)
            word = self.copy.text[mention.start : mention.end].strip()
            note = f'"{word}", read in its context' if mention.is_relative else ""
            return Verdict(expected, FOUND, at, note)
        if not expected.is_needed:
            return Verdict(expected, UNCHECKED)
        if self.published is not None and _lies_in(span, self.published):
            return Verdict(expected, UNCHECKED, note="the day on which the page came out")
        around = next((m for m in self.days if self.is_around(m, span)), None)
        if around is not None:
            word = self.copy.text[around.start : around.end]
            return Verdict(expected, UNCHECKED, around.start, f'the page says "{word}"')
        unresolved = next((m for m in self.days if not m.low and self.may_mean(m, span)), None)
        if unresolved is not None:
            word = self.copy.text[unresolved.start : unresolved.end]
            return Verdict(expected, UNCHECKED, unresolved.start, f'the page says "{word}"')
        return Verdict(expected, MISSING, note=self.instead(span))

    def is_around(self, mention: Mention, span: Span) -> bool:
        """Tell whether a text names a week or a month in which an expected day lies, and no more."""
        day = span.earliest
        return day is not None and bool(mention.low) and mention.low <= day <= mention.high < mention.low + 32

    def may_mean(self, mention: Mention, span: Span) -> bool:
        """Tell whether an unresolved word can mean a day: one shortly before the page came out, if that is known."""
        out = self.published.latest if self.published else None
        return out is None or span.latest is None or out - RECENT_DAYS <= span.latest <= out

    def instead(self, span: Span) -> str:
        """Say which days near the expected one the page names."""
        low, high = span.earliest, span.latest
        if low is None or high is None:
            return ""
        near = sorted({(abs(m.low - low), m.low, m.high) for m in self.days if m.low and m.high - m.low < 32})
        close = [(a, b) for far, a, b in near if far <= 45][:2]
        if not close:
            return "the page names no day near it"
        shown = " and ".join(iso(a) if a == b else f"{iso(a)[:7]}" for a, b in sorted(close))
        return f"the page has {shown}"


def paragraph_of(locator: str) -> int:
    """Return the paragraph that a locator names, 0 where it names none.

    >>> paragraph_of("p3"), paragraph_of("p3s2"), paragraph_of("table 2")
    (3, 3, 0)
    """
    digits = locator[1:].partition("s")[0] if locator[:1] == "p" else ""
    return int(digits) if digits.isdecimal() else 0


def _names(mention: Mention, span: Span) -> bool:
    """Tell whether a text's day is one that is expected: the day itself, one within, or an end of the days meant.

    A month or a year that is expected may be named as such, or by a day in it. A stretch of days names all in it.
    """
    low, high = span.earliest, span.latest
    if low is not None and low == high:
        widest = 0 if mention.is_relative else 14
        return mention.low <= low <= mention.high <= mention.low + widest
    if low is None or high is None:
        end = low if low is not None else high
        return end is not None and mention.low - 1 <= end <= mention.high + 1 and mention.high - mention.low < 32
    if mention.low >= low and mention.high <= high:
        return True
    return mention.is_one_day and (abs(mention.low - low) <= 1 or abs(mention.low - high) <= 1)


def _lies_in(span: Span, other: Span) -> bool:
    """Tell whether all days of a span lie in another that has two ends."""
    if None in (span.earliest, span.latest, other.earliest, other.latest):
        return False
    return other.earliest <= span.earliest and span.latest <= other.latest  # type: ignore[operator]


def _nearest(places: list[int], within: tuple[int, int] | None) -> int:
    inside = [at for at in places if within and within[0] <= at < within[1]]
    return (inside or places)[0]


def _grouped(verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Yield the verdicts; where one of a group is found, the others of it need not be."""
    verdicts = list(verdicts)
    met = {v.expected.group for v in verdicts if v.verdict == FOUND and v.expected.group}
    for v in verdicts:
        yield v._replace(verdict=UNCHECKED, note="") if v.verdict == MISSING and v.expected.group in met else v
