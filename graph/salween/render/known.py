"""Judged records → how the judgements stood on earlier days of knowledge: what the page's second handle steps through.

The status of a record, its time and its ties depend on which sources were out, so the page cannot work them out; for
a few days it is given what differs. Between two of those days it says nothing: the handle has no place there.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from ..dates import Day
from ..judge import Judge

#: How many days of knowledge the page is given at most, and for how large a record.
MOST_STEPS, MOST_RECORDS = 16, 6_000


def steps(judge: Judge) -> list[Day]:
    """Return the first days of the last quarters before the day of knowledge by which some source was out, oldest
    first, then that day itself."""
    if len(judge.judgements) > MOST_RECORDS:
        return [judge.known_at]
    out = sorted(day for id in judge.corpus.sources if (day := day_out(judge, id)) <= judge.known_at)
    enough = out[len(out) // 20] if out else judge.known_at
    found = []
    for day in _quarters_before(judge.known_at):
        if day < enough or len(found) == MOST_STEPS - 1:
            break
        found.append(day)
    return [*reversed(found), judge.known_at]


def day_out(judge: Judge, source: str) -> Day:
    """Return the first day by which a source was surely out; far off where its date has no end."""
    span = judge.published[source].span
    last = span.latest if span.latest is not None else span.earliest
    return last if last is not None else datetime.date.max.toordinal()


def _quarters_before(day: Day) -> Iterator[Day]:
    date = datetime.date.fromordinal(day)
    year, month = date.year, (date.month - 1) // 3 * 3 + 1
    while year > 1900:
        first = datetime.date(year, month, 1).toordinal()
        if first < day:
            yield first
        year, month = (year, month - 3) if month > 3 else (year - 1, 10)
