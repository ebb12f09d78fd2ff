"""Whether the times of records can be."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import Edtf, iso
from ..judge import Judge
from ..model import Claim
from ..place import Place
from ..problem import Problem, Severity


def ends_after_start(judge: Judge) -> Iterator[Problem]:
    """Codes end-before-start, end-equals-start: `until` is the first day on which it no longer holds."""
    for record in judge.corpus.records.values():
        yield from _ends(record.start, record.until, record.place_of("until"))
        if not isinstance(record, Claim):
            for fill in record.roles:
                yield from _ends(fill.start or record.start or record.date, fill.until, fill.actor.place)


def _ends(start: Edtf | None, until: Edtf | None, place: Place) -> Iterator[Problem]:
    if start is None or until is None or start.span.earliest is None or until.span.latest is None:
        return
    if until.span.latest < start.span.earliest:
        what = f"it ends ({until.text}) before it begins ({start.text})"
        yield Problem("end-before-start", place, what, "swap them, or mend the one that is wrong")
    elif until.span.latest == start.span.earliest:
        what = f"it ends on the day it begins ({start.text})"
        fix = f"write until: {iso(until.span.latest + 1)}, or date: {start.text} for what happened on one day"
        yield Problem("end-equals-start", place, what, fix, "until is the first day on which it no longer holds")


def state_without_time(judge: Judge) -> Iterator[Problem]:
    """Code no-time: a state or an occurrence says when, or says that it is unknown."""
    for record in judge.corpus.records.values():
        term = judge.term(record)
        if term.lapse not in ("state", "occurrence") or record.start or record.date or "from" in record.unknown:
            continue
        if record.until is not None or (isinstance(record, Claim) and record.value is not None):
            continue
        if any(attestation.still for attestation in record.attestations):
            continue
        why = "a state without a time would be read as now"
        if term.lapse == "state":
            fix = "add from: DAY, date: DAY for a day on which it was seen, or from: unknown"
        else:
            fix = "add date: DAY (or a month, a year, [a..b])"
        where = "subject" if isinstance(record, Claim) else "event"
        yield Problem("no-time", record.place_of(where), f'"{record.id}" says no time', fix, why)


def holders_in_conflict(judge: Judge) -> Iterator[Problem]:
    """Code holders-in-conflict (warning): two accepted holders of one extent are certain on one day."""
    for id, judgement in judge.judgements.items():
        for other in judgement.disputed_with:
            if id < other:
                one, two = judge.corpus.records[id], judge.corpus.records[other]
                what = f'"{id}" and "{other}" hold the same on one day'
                fix = "end the earlier one (until:, or taken_from: on the later), give each an extent:, or jointly: true"
                yield Problem(
                    "holders-in-conflict", one.place, what, fix, "both are shown as disputed until one is mended",
                    Severity.WARNING, (("the other at", two.place),),
                )
