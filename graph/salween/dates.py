"""Dates as sources give them: EDTF text in, bounds in whole days out.

A day is an `int` (the proleptic Gregorian ordinal of `datetime.date`), UTC. A date that is known only in part
is a `Span`: one day within. The time in which something held is a `Bounds`: four days, half-open.
Reads EDTF levels 0 and 1 and one-of-a-set; refuses seasons (a monsoon country has other ones than EDTF's),
exponents, negative years and Buddhist-era years, each with a fix. Knows no YAML.

Source: Library of Congress, "Extended Date/Time Format (EDTF) Specification", 2019.
"""

from __future__ import annotations

import re
import unicodedata
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
        """Return the narrowest span over both; an open side of one adds nothing to the other's.

        Two that are open away from each other (until a day, from a later one) leave nothing known: any day.
        """
        earliest, latest = _least(self.earliest, other.earliest), _most(self.latest, other.latest)
        if earliest is not None and latest is not None and latest < earliest:
            return Span(None, None)
        return Span(earliest, latest)


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
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}/\d{1,2}(/\d{1,2})?|\d{1,2}/\d{4}", re.ASCII)
_ERA = re.compile(r"(?<!\d)2(?:[4-6]\d\d|700)(?!\d)", re.ASCII)
_LAST_YEAR = 2700
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


def within(span: Span) -> Edtf | None:
    """Return the date that says "one day within a span", as it would be written; None where nothing is known.

    >>> [within(Span(*days)).text for days in ((738000, 738000), (738000, 738002), (None, 738000), (738000, None))]
    ['2021-07-29', '[2021-07-29..2021-07-31]', '[..2021-07-29]', '[2021-07-29..]']
    """
    first, last = ("" if day is None else iso(day) for day in span)
    if not first and not last:
        return None
    return Edtf(first if first == last else f"[{first}..{last}]", span, span, False)


#: What is taken for a day where people or programs give one.
DayLike = str | date


def day_of(value: DayLike) -> Day:
    """Return the day that a text (YYYY-MM-DD), a date, a datetime or a Timestamp means; ValueError where it is none.

    A datetime means the day that it shows, whatever its time zone.

    >>> iso(day_of("2024-08-03")), iso(day_of(date(2024, 8, 3)))
    ('2024-08-03', '2024-08-03')
    """
    if isinstance(value, str):
        if not _DAY.fullmatch(value):
            raise ValueError(f'"{value}" is not a day: write YYYY-MM-DD')
        found = parse_edtf(value)
        if isinstance(found, Fault) or found.span.earliest is None:
            fix = found.fix if isinstance(found, Fault) and found.code == "buddhist-era" else "write YYYY-MM-DD"
            raise ValueError(f'"{value}" is not a day: {fix}')
        return found.span.earliest
    try:
        return value.toordinal()
    except (AttributeError, ValueError):  # pandas' missing time has the method, and refuses
        raise ValueError(f"{value!r} is not a day: give YYYY-MM-DD, a date or a datetime") from None


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
        value = _parse_set(text)
    elif "/" in text and not _SLASHED.fullmatch(text):
        value = _parse_interval(text)
    else:
        one = _parse_one(text)
        value = one if isinstance(one, Fault) else Edtf(text, one, one, False)
    if isinstance(value, Fault) and value.code == "buddhist-era":
        return value._replace(fix=f"write {_ERA.sub(lambda year: str(int(year[0]) - 543), text)}")
    return value


def _parse_one(text: str) -> Span | Fault:
    match = _DATE.fullmatch(text)
    if match is None:
        return Fault("bad-date", f'"{text}" is not a date', _fix_for(text))
    year, month, day, mark = match["y"], match["m"], match["d"], match["q"]
    if "X" in year:
        widen = (100 if year.endswith("XX") else 10) * _MARKS[mark]
        first, last = int(year.replace("X", "0")), int(year.replace("X", "9"))
        if month is not None:
            fix = f"write the range of years: [{first:04}..{last:04}]"
            return Fault("bad-date", f'"{text}" gives a month but not the year', fix)
        if first >= 2400:
            fix = f"write [{first - 543}..{last - 543}]" if last <= _LAST_YEAR else _NO_SUCH_YEAR
            return Fault("bad-date", f'"{text}" is not a possible year', fix)
        return Span(_year_start(first - widen), _year_end(last + widen))
    number = int(year)
    if 2400 <= number <= _LAST_YEAR:
        what = f'"{text}" looks like a Thai (Buddhist era) year'
        return Fault("buddhist-era", what, f"write {number - 543}{text[4:]}")
    if not 1 <= number <= _LAST_YEAR:
        return Fault("bad-date", f'"{text}" is not a possible year', _NO_SUCH_YEAR)
    units = _MARKS[mark]
    if month is None:
        return Span(_year_start(number - units), _year_end(number + units))
    if month == "XX":
        if day not in (None, "XX"):
            return Fault("bad-date", f'"{text}" gives a day but not the month', f"write {year}")
        return Span(_year_start(number), _year_end(number))
    if 21 <= int(month) <= 41:
        return Fault(
            "bad-date",
            f'"{text}" is a season, and seasons differ between countries',
            f"write the months, as in [{year}-03..{year}-05]",
        )
    if not 1 <= int(month) <= 12:
        return Fault("impossible-day", f'"{text}" has no month {month}', _swapped(year, month, day))
    if day in (None, "XX"):
        first = number * 12 + int(month) - 1
        return Span(_month_start(first - units), _month_start(first + units + 1) - 1)
    last = monthrange(number, int(month))[1]
    if not 1 <= int(day) <= last:
        fix = f"write {year}-{month}-{last}, or {year}-{month}" if int(day) else f"write {year}-{month}"
        return Fault("impossible-day", f'"{text}" is not a day: {year}-{month} has {last} days', fix)
    ordinal = date(number, int(month), int(day)).toordinal()
    return Span(max(ordinal - units, 1), ordinal + units)


def _parse_set(text: str) -> Edtf | Fault:
    if not text.endswith("]"):
        return Fault("bad-date", f'"{text}" has no closing ]', f"write {text}]")
    inner = text[1:-1].strip()
    if not inner or inner == "..":
        return Fault("bad-date", f'"{text}" gives no day', "leave the key out, or write from: unknown")
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
            return Fault(
                "bad-date", f'"{text}" ends before it starts', f"write [{high_text.strip()}..{low_text.strip()}]"
            )
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
        if "/" in part:
            fix = f"write {low_text.strip()}/{part.rpartition('/')[2].strip()}"
            return Fault("bad-date", f'"{text}" has two slashes', fix)
        one = parse_edtf(part)
        if isinstance(one, Fault):
            return one
        ends.append(one.start)
    start, end = ends
    if start == end == ANY_DAY:
        return Fault("bad-date", f'"{text}" gives no day', "leave the key out")
    if start.earliest is not None and end.latest is not None and start.earliest > end.latest:
        return Fault("bad-date", f'"{text}" ends before it starts', f"write {high_text.strip()}/{low_text.strip()}")
    return Edtf(text, start, end, True)


_NO_SUCH_YEAR = "write a year of four digits. For an open end, leave the key out"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WORDS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})\.?(?: (\d{1,2})(?:st|nd|rd|th)?)?,? (\d{4})")
_OPEN = ("present", "now", "today", "ongoing", "current", "still")


def _fix_for(text: str) -> str:
    """Propose the date that a common misspelling means.

    >>> _fix_for("August 2024"), _fix_for("3.8.2024")
    ('write 2024-08', 'write 2024-08-03 or 2024-03-08, as the source means')
    """
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    if plain != text:
        value = parse_edtf(plain)
        return value.fix if isinstance(value, Fault) else f"write {plain}"
    if text.casefold() in _OPEN:
        return "leave the key out. To show that it still held, write sources: [{source: source-id, still: true}]"
    if text.casefold() in ("unknown", "none", "n/a", "?", "-"):
        return "leave the key out. Only from:, until: and published: can be unknown"
    return _numbers(text) or _words(text) or _FORMS


_FORMS = "write 2024-08-03, 2024-08 or 2024, with ~ for about, or [2024-08-03..2024-08-06] for one day in a range"


def _numbers(text: str) -> str:
    """Propose a date for what is only numbers and signs; empty where there is none."""
    if match := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text):
        day, month, year = int(match[1]), int(match[2]), match[3]
        if day == month or day > 12 or month > 12:
            return f"write {year}-{min(day, month):02}-{max(day, month):02}"
        return f"write {year}-{month:02}-{day:02} or {year}-{day:02}-{month:02}, as the source means"
    if match := re.fullmatch(r"(\d{4})[./-](\d{1,2})(?:[./-](\d{1,2}))?", text):
        return f"write {match[1]}-{int(match[2]):02}" + (f"-{int(match[3]):02}" if match[3] else "")
    if match := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text):
        return f"write {match[1]}-{match[2]}-{match[3]}"
    if match := re.fullmatch(r"(\d{1,2})[./-](\d{4})", text):
        return f"write {match[2]}-{int(match[1]):02}"
    if match := re.fullmatch(r"(\d{4}-\d\d-\d\d)[T ].*", text):
        return f"write {match[1]}: Salween records whole days only"
    if match := re.fullmatch(r"(\d{4}) ?[-–—] ?(\d{4})", text):
        return (
            f"write [{match[1]}..{match[2]}] for one day in that range, or {match[1]}/{match[2]} in date: for all of it"
        )
    if match := re.fullmatch(r"(\d{3})0s", text):
        return f"write {match[1]}X"
    return ""


def _words(text: str) -> str:
    """Propose a date for what is written with words; empty where there is none."""
    words = " ".join(text.casefold().split())
    if (match := _IN_WORDS.fullmatch(words)) and match[2][:3] in _MONTHS:
        day = match[1] or match[3]
        return f"write {match[4]}-{_MONTHS.index(match[2][:3]) + 1:02}" + (f"-{int(day):02}" if day else "")
    for pattern, form in (
        (r"(?:c\.?|ca\.?|circa|about|around|~) ?(.+)", "{}~"),
        (r"(?:before|by|until|till) (.+)", "[..{}]"),
        (r"(?:after|since|from) (.+)", "[{}..]"),
        (r"(?:early|mid|late|end of|beginning of)[ -](.+)", "{}, or the days that are meant as [a..b]"),
    ):
        if match := re.fullmatch(pattern, words):
            inner = match[1].upper()
            value = parse_edtf(inner)
            if isinstance(value, Fault):
                inner = value.fix.removeprefix("write ")
            if _DATE.fullmatch(inner):
                return f"write {form.format(inner)}"
    return ""


def _swapped(year: str, month: str, day: str | None) -> str:
    if day not in (None, "XX") and 1 <= int(str(day)) <= 12 and 1 <= int(month) <= 31:
        return f"write {year}-{day}-{month}, if day and month are swapped"
    return f"write {year}"


def _year_start(year: int) -> Day:
    return date(max(year, 1), 1, 1).toordinal()


def _year_end(year: int) -> Day:
    return date(min(year, 9999), 12, 31).toordinal()


def _month_start(index: int) -> Day:
    year, month = divmod(max(index, 12), 12)  # the first month there is, of year 1, is number 12
    return date(year, month + 1, 1).toordinal()


def _least(a: Day | None, b: Day | None) -> Day | None:
    return b if a is None else a if b is None else min(a, b)


def _most(a: Day | None, b: Day | None) -> Day | None:
    return b if a is None else a if b is None else max(a, b)
