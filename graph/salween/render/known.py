"""Judged records → what was known on earlier days: what the page's second handle steps through.

What is believed, and of when, depends on which sources were out, so the page cannot work it out; for a few days it is
given the rows that differ. Between two of those days it says nothing: the handle has no place there.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from ..dates import Day
from ..judge import Judge
from .facts import COLUMNS, Key, Tables

#: How many days of knowledge the page is given at most, and for how large a record.
MOST_STEPS, MOST_RECORDS = 16, 6_000


def keys(tables: Sequence[Tables]) -> dict[str, list[Key]]:
    """Return the rows of each table: those of the last day of knowledge, then those that only earlier ones had."""
    return {name: list(dict.fromkeys(key for one in reversed(tables) for key in one[name])) for name in COLUMNS}


def chained(
    rows: Sequence[Key], tables: Sequence[Tables], name: str
) -> tuple[dict[str, list[Any]], list[dict[str, list[Any]]]]:
    """Return a table as the last day of knowledge has it, and for each earlier day what it had otherwise than the next.

    A row that is not known on a day keeps the values of the next day on which it is, and is not `shown`. A difference
    holds, by column, the numbers of rows and their values: [rows, values].
    """
    names = ("shown", *COLUMNS[name].split())
    now = [(0, *next(one[name][key] for one in reversed(tables) if key in one[name])) for key in rows]
    differences: list[dict[str, list[Any]]] = []
    columns: dict[str, list[Any]] = {}
    for table in reversed(tables):
        changed: dict[str, list[Any]] = {}
        for number, key in enumerate(rows):
            row = table[name].get(key)
            before, after = now[number], (now[number][0], *row) if row is not None else now[number]
            after = (int(row is not None), *after[1:])
            if after != before:
                now[number] = after
                for column, old, new in zip(names, before, after, strict=True):
                    if old != new:
                        cells = changed.setdefault(column, [[], []])
                        cells[0].append(number)
                        cells[1].append(new)
        if columns:
            differences.append(changed)
        else:
            columns = {column: [row[n] for row in now] for n, column in enumerate(names)}
    return columns, differences[::-1]


def steps(judge: Judge) -> list[Day]:
    """Return the first days of the last quarters before the day of knowledge by which some source was out, oldest
    first, then that day itself."""
    if len(judge.judgements) > MOST_RECORDS:
        return [judge.known_at]
    out = sorted(day for id in judge.corpus.sources if (day := day_out(judge, id)) <= judge.known_at)
    enough = out[len(out) // 20] if out else judge.known_at
    found: list[Day] = []
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
