"""Judged records → how the judgements stood on earlier days of knowledge: what the page's second handle steps through.

The status of a record, its time and its ties depend on which sources were out, so the page cannot work them out; for
a few days it is given what differs. Between two of those days it says nothing: the handle has no place there.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ..dates import Day
from ..judge import CONFIDENCES, STATUSES, Judge, Validity
from ..judge.places import Holds
from ..paths import hop_weights
from ..tell.words import overlay_mark
from ..ties import Tie, all_ties
from .control import Run, packed_runs, runs

#: How many days of knowledge the page is given at most, and for how large a record.
MOST_STEPS, MOST_RECORDS = 16, 6_000
_READING = ("status", "confidence", "reading", "because")


class Numbers(NamedTuple):
    """How the index numbers entities, records, texts and times."""

    entity: Mapping[str, int]
    record: Mapping[str, int]
    text: Callable[[object], int]
    valid: Callable[[Validity], int]


def known(judge: Judge, ties: Sequence[Tie], number: Numbers) -> dict[str, Any]:
    """Return the days of knowledge, the last that of the page, and for each earlier one what then differed.

    `heard` is for each record the number of the first of those days on which a source carried it.
    """
    days = steps(judge)
    now = dict(runs(Holds(judge)))
    heard = [len(days) - 1] * len(number.record)
    differences = []
    for step, day in enumerate(days[:-1]):
        early = judge.seen_from(day)
        for id in early.judgements:
            if id in number.record:
                heard[number.record[id]] = min(heard[number.record[id]], step)
        differences.append(_difference(judge, early, ties, now, number))
    return {"days": days, "heard": heard, "differences": differences}


def _difference(
    judge: Judge, early: Judge, ties: Sequence[Tie], now: Mapping[str, tuple[Run, ...]], number: Numbers
) -> dict[str, Any]:
    """Return what an earlier day's judgements say otherwise. A tie that is `absent` had other ends then."""
    records: dict[str, list[int]] = {key: [] for key in ("record", *_READING, "validity")}
    for id, judgement in early.judgements.items():
        later = judge.judgements.get(id)
        if later is not None and (later.verdict, later.validity) != (judgement.verdict, judgement.validity):
            verdict = judgement.verdict
            records["record"].append(number.record[id])
            records["status"].append(STATUSES.index(verdict.status))
            records["confidence"].append(CONFIDENCES.index(verdict.confidence))
            mark = overlay_mark(judge, judge.corpus.records[id].place)
            records["reading"].append(number.text(verdict.in_words + mark))
            records["because"].append(number.text(verdict.because))
            records["validity"].append(number.valid(judgement.validity))
    earlier = list(all_ties(early))
    then = {(tie.id, tie.predicate): (tie, hop) for tie, hop in zip(earlier, hop_weights(early, earlier), strict=True)}
    changed: dict[str, list[int | None]] = {key: [] for key in ("tie", "validity", "status", "confidence", "hop")}
    absent = []
    for place, (tie, hop) in enumerate(zip(ties, hop_weights(judge, ties), strict=True)):
        old, old_hop = then.get((tie.id, tie.predicate), (None, None))
        if old is None:
            absent += [place] if tie.record in early.judgements else []
            continue
        was, now_is = old.verdict, (tie.validity, tie.status, tie.verdict.confidence, hop)
        if (old.validity, was.status, was.confidence, old_hop) != now_is:
            changed["tie"].append(place)
            changed["validity"].append(number.valid(old.validity))
            changed["status"].append(STATUSES.index(was.status))
            changed["confidence"].append(CONFIDENCES.index(was.confidence))
            changed["hop"].append(old_hop)
    held = {place: found for place, found in runs(Holds(early)) if now.get(place) != found}
    control = packed_runs(held, number.entity, number.record)
    return {"records": records, "ties": changed, "absent": absent, "control": control}


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
