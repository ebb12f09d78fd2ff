"""Judged records → who held each place, as runs of days with one answer: what the map and the months are drawn from.

The answer can change only on a day on which one of the place's claims begins, ends or becomes doubtful, so that the
runs are exact: on any day they say what `judge.places.Holds` says. Days are ordinals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..dates import Day
from ..judge import Judge
from ..judge.places import (
    BESIEGED,
    BEYOND,
    CLAIMED,
    CONTESTED,
    DISPUTE,
    HANDOVER,
    HELD,
    NO_RECORD,
    PROBABLY,
    SHARED,
    UNKNOWN_SINCE,
    Holds,
    PlaceState,
)

#: The answers in the order in which the page numbers them.
ANSWERS = (
    NO_RECORD, UNKNOWN_SINCE, CLAIMED, PROBABLY, HELD, SHARED, HANDOVER, CONTESTED, DISPUTE, BEYOND, BESIEGED,
)  # fmt: skip


class Run(NamedTuple):
    """One answer for a place from a day on, until the next run of that place begins."""

    first: Day
    state: PlaceState


def runs(holds: Holds) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """Yield each place with its runs, both in order; the last run ends with the coverage."""
    for place in sorted(holds.by_place):
        found: list[Run] = []
        for day in _turns(holds, place):
            state = holds.on(place, day)
            if not found or found[-1].state != state:
                found.append(Run(day, state))
        yield place, tuple(found)


def _turns(holds: Holds, place: str) -> list[Day]:
    """Return the days on which the answer may change, sorted, the first before all that is recorded."""
    judge: Judge = holds.judge
    days: set[Day] = {1}
    for claim in holds.by_place[place]:
        validity = judge.judgements[claim.id].validity
        days |= {day for day in validity.bounds if day is not None}
        days |= {day + 1 for day in validity.bounds if day is not None}
        for stretch in (validity.certain_days, validity.possible_days):
            if stretch is not None:
                days |= {1 if stretch.first is None else stretch.first, 1 if stretch.last is None else stretch.last + 1}
        if validity.last_possible is not None:
            days.add(validity.last_possible + 1)
    return sorted(day for day in days if 0 < day <= judge.corpus.dataset.covers_to)


def packed_runs(
    held: Mapping[str, tuple[Run, ...]], entity: Mapping[str, int], record: Mapping[str, int]
) -> dict[str, list[Any]]:
    """Return the runs of places as columns; all but `place` hold a list, one item a run."""
    held = {place: runs for place, runs in held.items() if place in entity}
    return {
        "answers": [*ANSWERS],
        "place": [entity[place] for place in held],
        "first": [[run.first for run in runs] for runs in held.values()],
        "answer": [[ANSWERS.index(run.state.answer) for run in runs] for runs in held.values()],
        "since": [[run.state.since for run in runs] for runs in held.values()],
        "claims": [[[record[id] for id in run.state.claims if id in record] for run in runs] for runs in held.values()],
    }
