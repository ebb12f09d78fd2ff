"""When, in words: the days that the judge found, never more exactly than they are known. Days are written YYYY-MM-DD.

What is known to the month is said as the month. A missing end never means "still": it is "no end known" of what stands
until it is ended (a listing, a lease), and goes unsaid of what has to be confirmed.
"""

from __future__ import annotations

from datetime import date, timedelta

from ..dates import Bounds, Day, iso
from ..judge import Validity
from ..model import Claim, Event

NO_END = "no end known"


def when_in_words(validity: Validity, no_end: str = NO_END) -> str:
    """Return when something happened, or from when until when it held; nothing where no day is known.

    `no_end` is what is said of one that is open: of a listing, "no delisting known"; nothing where it is empty.
    """
    bounds = validity.bounds
    if all(day is None for day in bounds):
        return ""
    if validity.lapse == "occurrence" and _is_of_days(bounds):
        return happened_in_words(bounds)
    if validity.is_open and no_end:
        return f"{since_in_words(bounds)}, {no_end}"
    span = span_in_words(None, bounds)
    is_unknown = validity.is_end_unknown and bounds.end_earliest is None and bounds.end_latest is None
    return f"{span}, end unknown" if is_unknown else span


def happened_in_words(bounds: Bounds) -> str:
    """Return the day, or the days, on which something happened.

    >>> happened_in_words(Bounds(738000, 738000, 738003, 738003))
    '2021-07-29 to 2021-07-31'
    """
    begun, over = bounds[:2], tuple(None if day is None else day - 1 for day in bounds[2:])
    first, last = _one(*begun), _one(*over)
    if first and last and begun != over:
        return f"{first} to {last}"
    return words_of_days(bounds.start_earliest, over[1] if bounds.start_latest is not None else None)


def start_in_words(record: Claim | Event, bounds: Bounds) -> str:
    """Return when a record began; of an event of several days, all of them."""
    earliest, latest = bounds.start_earliest, bounds.start_latest
    if record.date is not None and earliest is not None and earliest == latest:
        first, slash, last = record.date.text.partition("/")
        if slash and first == iso(earliest):
            return f"{first} to {last}"
    return words_of_days(earliest, latest) or "not known"


def end_in_words(record: Claim | Event, bounds: Bounds) -> str:
    """Return the first day on which a record no longer held; a missing end is none, and never means "still"."""
    return words_of_days(bounds.end_earliest, bounds.end_latest) or NO_END


def span_in_words(record: Claim | Event | None, bounds: Bounds) -> str:
    """Return from when until when something held; an unknown end is left out."""
    first = _edge("from", *bounds[:2])
    if not first:
        first = f"by {iso(bounds.start_latest)}" if bounds.start_latest is not None else "from an unknown day"
    last = _edge("until", *bounds[2:])
    if not last and bounds.end_latest is not None:
        last = f"until {iso(bounds.end_latest)} at the latest"
    return f"{first} {last}".rstrip()


def since_in_words(found: Bounds) -> str:
    """Return from when on something stands; where its day is not known, within which days it came about."""
    first, last = found.start_earliest, found.start_latest
    if first is None and last is not None:
        return f"since {iso(last)} or earlier"
    return _edge("since", first, last) or "since an unknown day"


def _edge(word: str, earliest: Day | None, latest: Day | None) -> str:
    """Return from, since or until which day, where the first that is possible is known."""
    if earliest is None:
        return ""
    if latest is None:
        return f"{word} {iso(earliest)} or later"
    between = f"some day between {iso(earliest)} and {iso(latest)}"
    return f"{word} {_one(earliest, latest) or between}"


def words_of_days(earliest: Day | None, latest: Day | None) -> str:
    """Say between which days something lies; nothing where neither is known.

    >>> [words_of_days(*days) for days in ((None, None), (None, 738000), (738000, None), (738000, 738000))]
    ['', 'by 2021-07-29', 'on or after 2021-07-29', '2021-07-29']
    >>> [words_of_days(*days) for days in ((737972, 738002), (737791, 738155), (737972, 738003))]
    ['2021-07', '2021', 'between 2021-07-01 and 2021-08-01']
    """
    if earliest is None:
        return "" if latest is None else f"by {iso(latest)}"
    if latest is None:
        return f"on or after {iso(earliest)}"
    return _one(earliest, latest) or f"between {iso(earliest)} and {iso(latest)}"


def _one(earliest: Day | None, latest: Day | None) -> str:
    """Return the one day, month or year that two days bound; nothing where they bound none."""
    if earliest is None or latest is None:
        return ""
    if earliest == latest:
        return iso(earliest)
    first, after = date.fromordinal(earliest), date.fromordinal(latest) + timedelta(days=1)
    if first.day != 1 or after.day != 1:
        return ""
    if (after.year, after.month) == (first.year + first.month // 12, first.month % 12 + 1):
        return f"{first.year:04}-{first.month:02}"
    return f"{first.year:04}" if (first.month, after.month, after.year) == (1, 1, first.year + 1) else ""


def _is_of_days(bounds: Bounds) -> bool:
    """Tell whether what happened is dated as a whole, by a day or days, not by a start alone."""
    return not (bounds.end_latest is None and bounds.end_earliest is None)
