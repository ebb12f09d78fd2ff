"""Answers as runs of days: one answer from a day on, until the next run begins.

Whoever looks a day up in runs needs no rule of time: the page, a table by day, a test. The runs are exact as long as
the days given are all those on which the answer can change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from ..dates import Day
from .when import Validity

Answer = TypeVar("Answer")
#: The first run begins here, before all that is recorded.
FIRST_DAY: Day = 1


class Run(NamedTuple, Generic[Answer]):
    """One answer, from a day on."""

    first: Day
    answer: Answer


def runs(days: Iterable[Day], ask: Callable[[Day], Answer]) -> tuple[Run[Answer], ...]:
    """Return the answers over all days, given the days on which they may change; no two runs in a row are equal.

    >>> runs([3, 5, 9], lambda day: "yes" if day >= 5 else "no")
    (Run(first=1, answer='no'), Run(first=5, answer='yes'))
    """
    found: list[Run[Answer]] = []
    for day in sorted({FIRST_DAY, *(day for day in days if day > FIRST_DAY)}):
        answer = ask(day)
        if not found or found[-1].answer != answer:
            found.append(Run(day, answer))
    return tuple(found)


def at(found: Sequence[Run[Answer]], day: Day) -> Answer:
    """Return the answer of a day.

    >>> at((Run(1, "no"), Run(5, "yes")), 4), at((Run(1, "no"), Run(5, "yes")), 5)
    ('no', 'yes')
    """
    return found[bisect_right(found, day, key=lambda run: run.first) - 1].answer


def turns(validity: Validity) -> Iterator[Day]:
    """Yield the days on which what is asked of a validity may change: whether it held, had happened, or is ending."""
    for bound in validity.bounds:
        if bound is not None:
            yield from (bound, bound + 1)
    for stretch in (validity.certain_days, validity.possible_days):
        if stretch is not None:
            yield from (day for day in (stretch.first,) if day is not None)
            yield from (day + 1 for day in (stretch.last,) if day is not None)
    if validity.last_possible is not None:
        yield validity.last_possible + 1
