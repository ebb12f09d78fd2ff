"""Days in words: as an author wrote them where that says all that is known, else as the judged bounds give them."""

from __future__ import annotations

from ..dates import Bounds, Day, Edtf, iso
from ..model import Claim, Event


def start_in_words(record: Claim | Event, bounds: Bounds) -> str:
    """Return when a record began; of an event of several days, all of them."""
    earliest, latest = bounds.start_earliest, bounds.start_latest
    if record.date is not None and earliest is not None and earliest == latest:
        first, slash, last = record.date.text.partition("/")
        if slash and first == iso(earliest):
            return f"{first} to {last}"
    return _as_written((record.date, record.start), earliest, latest) or words_of_days(earliest, latest) or "not known"


def end_in_words(record: Claim | Event, bounds: Bounds) -> str:
    """Return the first day on which a record no longer held; a missing end is none, and never means "still"."""
    days = bounds.end_earliest, bounds.end_latest
    return _as_written((record.until,), *days) or words_of_days(*days) or "no end known"


def span_in_words(record: Claim | Event | None, bounds: Bounds) -> str:
    """Return from when until when something held, of a conclusion by its bounds alone; an unknown end is left out."""
    start, end = bounds[:2], bounds[2:]
    written = ("", "") if record is None else (_as_written((record.start,), *start), _as_written((record.until,), *end))
    by = f"by {iso(start[1])}" if start[1] is not None else "from an unknown day"
    first = _edge("from", written[0], *start) or by
    last = _edge("until", written[1], *end) or (f"until {iso(end[1])} at the latest" if end[1] is not None else "")
    return f"{first} {last}".rstrip()


def since_in_words(found: Bounds) -> str:
    """Return from when on something stands; where its day is not known, within which days it came about."""
    first, last = found.start_earliest, found.start_latest
    if first is not None and last is not None:
        return f"since {iso(last)}" if first == last else f"since some day between {iso(first)} and {iso(last)}"
    if last is not None:
        return f"since {iso(last)} or earlier"
    return f"since {iso(first)} or later" if first is not None else "since an unknown day"


def _edge(word: str, written: str, earliest: Day | None, latest: Day | None) -> str:
    """Return from or until which day, where the first that is possible is known."""
    if written or earliest is None:
        return f"{word} {written}" if written else ""
    if latest is None:
        return f"{word} {iso(earliest)} or later"
    between = f"some day between {iso(earliest)} and {iso(latest)}"
    return f"{word} {iso(earliest) if earliest == latest else between}"


def _as_written(written: tuple[Edtf | None, ...], earliest: Day | None, latest: Day | None) -> str:
    """Return the first of some dates that both bounds lie within: a day, a month or a year."""
    if earliest is None or latest is None:
        return ""
    both = iso(earliest), iso(latest)
    return next((w.text for w in written if w is not None and all(day.startswith(w.text) for day in both)), "")


def words_of_days(earliest: Day | None, latest: Day | None) -> str:
    """Say between which days something lies; nothing where neither is known.

    >>> [words_of_days(*days) for days in ((None, None), (None, 738000), (738000, None), (738000, 738000))]
    ['', 'by 2021-07-29', 'on or after 2021-07-29', '2021-07-29']
    """
    if earliest is None:
        return "" if latest is None else f"by {iso(latest)}"
    if latest is None:
        return f"on or after {iso(earliest)}"
    return iso(earliest) if earliest == latest else f"between {iso(earliest)} and {iso(latest)}"
