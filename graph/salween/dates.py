"""Dates as sources give them: EDTF text in, bounds in whole days out.

A day is an `int` (the proleptic Gregorian ordinal of `datetime.date`), UTC. A date that is known only in part
is a `Span`: one day within. The time in which something held is a `Bounds`: four days, half-open.
Reads EDTF levels 0 and 1 and one-of-a-set; refuses seasons (a monsoon country has other ones than EDTF's),
exponents, negative years and Buddhist-era years, each with a fix. Knows no YAML.

Source: Library of Congress, "Extended Date/Time Format (EDTF) Specification", 2019.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

Day = int


class Span(NamedTuple):
    """One day, known to lie within [earliest, latest] (both inclusive); None is open on that side."""

    earliest: Day | None
    latest: Day | None

    @property
    def is_one_day(self) -> bool:
        return self.earliest is not None and self.earliest == self.latest

    def meets(self, other: Span) -> bool:
        """Tell whether one day could lie in both.

        >>> Span(1, 3).meets(Span(3, None)), Span(1, 3).meets(Span(4, 5))
        (True, False)
        """
        return not (
            (self.latest is not None and other.earliest is not None and self.latest < other.earliest)
            or (other.latest is not None and self.earliest is not None and other.latest < self.earliest)
        )

    def joined(self, other: Span) -> Span:
        """Return the narrowest span over both; an open side of one adds nothing to the other's."""
        return Span(_least(self.earliest, other.earliest), _most(self.latest, other.latest))


ANY_DAY = Span(None, None)


class Edtf(NamedTuple):
    """A date as written. `start` and `end` are the same object unless the text is an interval `a/b`."""

    text: str
    start: Span
    end: Span
    is_interval: bool

    @property
    def span(self) -> Span:
        """The days the text covers, as one span."""
        return self.start if not self.is_interval else Span(self.start.earliest, self.end.latest)


class Fault(NamedTuple):
    """Why a text is not a date: the problem's code, what is wrong, how to mend it."""

    code: str
    what: str
    fix: str


class Bounds(NamedTuple):
    """The time in which something held, half-open: it began on one day within [start_earliest, start_latest],
    and the first day on which it no longer held is one within [end_earliest, end_latest]; None is unknown.
    """

    start_earliest: Day | None
    start_latest: Day | None
    end_earliest: Day | None
    end_latest: Day | None


UNBOUNDED = Bounds(None, None, None, None)

_DATE = re.compile(r"(?P<y>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<m>\d{2}|XX)(?:-(?P<d>\d{2}|XX))?)?(?P<q>[~?%])?", re.ASCII)
_MARKS = {None: 0, "~": 1, "?": 1, "%": 2}


def iso(day: Day) -> str:
    """Return a day as text, YYYY-MM-DD.

    >>> iso(date(2024, 8, 3).toordinal())
    '2024-08-03'
    """
    return _iso(day)


@lru_cache(maxsize=65536)
def _iso(day: Day) -> str:
    return date.fromordinal(day).isoformat()


def day_of(text: str) -> Day:
    """Return the day that an ISO date names; ValueError where it is none."""
    return date.fromisoformat(text).toordinal()


def intersect(a: Bounds, b: Bounds) -> Bounds | None:
    """Return the time in which both hold, or None where they cannot meet.

    Commutative, and intersect(a, a) == a.
    Source: Allen 1983, "Maintaining knowledge about temporal intervals".
    """
    bounds = Bounds(
        _most(a.start_earliest, b.start_earliest),
        None if a.start_latest is None or b.start_latest is None else max(a.start_latest, b.start_latest),
        None if a.end_earliest is None or b.end_earliest is None else min(a.end_earliest, b.end_earliest),
        _least(a.end_latest, b.end_latest),
    )
    apart = bounds.start_earliest is not None and bounds.end_latest is not None
    return None if apart and bounds.start_earliest >= bounds.end_latest else bounds  # type: ignore[operator]


@lru_cache(maxsize=65536)
def parse_edtf(text: str) -> Edtf | Fault:
    """Return the date that an EDTF text means, or why it means none.

    `[a..b]`, `[..b]`, `[a..]` and `[a,b]` are one day within. `~` and `?` widen by one unit of the
    precision written on each side, `%` by two.

    >>> iso(parse_edtf("2024-08").span.latest)
    '2024-08-31'
    >>> parse_edtf("2568-02-05").fix
    'write 2025-02-05'
    """
    text = text.strip()
    if text.startswith("["):
        return _parse_set(text)
    if "/" in text:
        return _parse_interval(text)
    one = _parse_one(text)
    return one if isinstance(one, Fault) else Edtf(text, one, one, False)


def _parse_one(text: str) -> Span | Fault:
    match = _DATE.fullmatch(text)
    if match is None:
        return Fault("bad-date", f'"{text}" is not a date', _fix_for(text))
    year, month, day, mark = match["y"], match["m"], match["d"], match["q"]
    if "X" in year:
        if month is not None:
            return Fault("bad-date", f'"{text}" knows a month of an unknown year', "write the years: [2023..2025]")
        widen = (100 if year.endswith("XX") else 10) * _MARKS[mark]
        return Span(_year_start(int(year.replace("X", "0")) - widen), _year_end(int(year.replace("X", "9")) + widen))
    number = int(year)
    if 2400 <= number <= 2700:
        return Fault(
            "buddhist-era",
            f'"{text}" looks like a year of the Buddhist era',
            f"write {number - 543}{text[4:]}",
        )
    if number == 0:
        return Fault("bad-date", '"0000" is not a year of the record', "write the year with four digits")
    units = _MARKS[mark]
    if month is None:
        return Span(_year_start(number - units), _year_end(number + units))
    if month == "XX":
        if day not in (None, "XX"):
            return Fault("bad-date", f'"{text}" knows a day of an unknown month', f"write {year}")
        return Span(_year_start(number), _year_end(number))
    if 21 <= int(month) <= 41:
        return Fault(
            "bad-date",
            f'"{text}" is a season, and seasons differ from place to place',
            f"write the months: [{year}-03..{year}-05]",
        )
    if not 1 <= int(month) <= 12:
        return Fault("impossible-day", f'"{text}" has no month {month}', _swapped(year, month, day))
    if day in (None, "XX"):
        first = number * 12 + int(month) - 1
        return Span(_month_start(first - units), _month_start(first + units + 1) - 1)
    last = monthrange(number, int(month))[1]
    if not 1 <= int(day) <= last:
        return Fault(
            "impossible-day",
            f'"{text}" is not a day: {year}-{month} has {last} days',
            f"write {year}-{month}-{last}, or {year}-{month}",
        )
    ordinal = date(number, int(month), int(day)).toordinal()
    return Span(ordinal - units, ordinal + units)


def _parse_set(text: str) -> Edtf | Fault:
    if not text.endswith("]"):
        return Fault("bad-date", f'"{text}" opens a set and does not close it', f"write {text}]")
    inner = text[1:-1].strip()
    if not inner or inner == "..":
        return Fault("bad-date", f'"{text}" names no day', "write unknown")
    whole: Span | None = None
    for item in (part.strip() for part in inner.split(",")):
        low_text, dots, high_text = item.partition("..")
        low = _parse_one(low_text.strip()) if low_text.strip() else ANY_DAY
        high = (_parse_one(high_text.strip()) if high_text.strip() else ANY_DAY) if dots else low
        if isinstance(low, Fault):
            return low
        if isinstance(high, Fault):
            return high
        if low.earliest is not None and high.latest is not None and low.earliest > high.latest:
            return Fault("bad-date", f'"{text}" runs backwards', f"write [{high_text.strip()}..{low_text.strip()}]")
        span = Span(low.earliest if low_text.strip() else None, high.latest if high_text.strip() or not dots else None)
        if whole is None:
            whole = span
        else:
            whole = Span(
                None if whole.earliest is None or span.earliest is None else min(whole.earliest, span.earliest),
                None if whole.latest is None or span.latest is None else max(whole.latest, span.latest),
            )
    assert whole is not None
    return Edtf(text, whole, whole, False)


def _parse_interval(text: str) -> Edtf | Fault:
    low_text, _, high_text = text.partition("/")
    ends: list[Span] = []
    for part in (low_text.strip(), high_text.strip()):
        if part in ("", ".."):
            ends.append(ANY_DAY)
            continue
        one = parse_edtf(part) if "/" not in part else Fault("bad-date", f'"{text}" has two slashes', "write start/end")
        if isinstance(one, Fault):
            return one
        ends.append(one.start)
    start, end = ends
    if start.earliest is not None and end.latest is not None and start.earliest > end.latest:
        return Fault("bad-date", f'"{text}" runs backwards', f"write {high_text.strip()}/{low_text.strip()}")
    return Edtf(text, start, end, True)


def _fix_for(text: str) -> str:
    """Propose the date that a common misspelling means."""
    match = re.fullmatch(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})", text)
    if match:
        a, b, c = match.groups()
        if len(a) == 4:
            return f"write {a}-{int(b):02}-{int(c):02}"
        if len(c) == 4:
            return f"write the day as YYYY-MM-DD: {c}-{int(b):02}-{int(a):02}" + (
                f" or {c}-{int(a):02}-{int(b):02}, whichever the source means" if int(a) <= 12 and a != b else ""
            )
    match = re.fullmatch(r"(\d{4})-(\d)", text)
    if match:
        return f"write {match[1]}-0{match[2]}"
    return "write YYYY-MM-DD, YYYY-MM or YYYY, with ~ for about and ? for unsure, or [a..b] for one day within"


def _swapped(year: str, month: str, day: str | None) -> str:
    if day not in (None, "XX") and 1 <= int(str(day)) <= 12:
        return f"write {year}-{day}-{month}, if the day comes first in the source"
    return f"write {year}"


def _year_start(year: int) -> Day:
    return date(max(year, 1), 1, 1).toordinal()


def _year_end(year: int) -> Day:
    return date(min(year, 9999), 12, 31).toordinal()


def _month_start(index: int) -> Day:
    year, month = divmod(index, 12)
    return date(min(max(year, 1), 9999), month + 1, 1).toordinal()


def _least(a: Day | None, b: Day | None) -> Day | None:
    return b if a is None else a if b is None else min(a, b)


def _most(a: Day | None, b: Day | None) -> Day | None:
    return b if a is None else a if b is None else max(a, b)
