"""Whether the times of records can be."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import Edtf, iso
from ..judge import Judge
from ..model import Claim
from ..ontology import Predicate
from ..place import Place
from ..problem import Problem, Severity


def ends_after_start(judge: Judge) -> Iterator[Problem]:
    """Codes end-before-start, end-equals-start: `until` is the first day on which it no longer holds."""
    for entity in judge.corpus.entities.values():
        for name in entity.names:
            yield from _ends(name.start, name.until, entity.place_of("alias"), entity.place_of("alias"))
    for record in judge.corpus.records.values():
        yield from _ends(record.start, record.until, record.place_of("until"), record.place_of("from"))
        for attestation in record.attestations:
            start, until = attestation.detail("from"), attestation.detail("until")
            if isinstance(start, Edtf) and isinstance(until, Edtf):
                yield from _ends(start, until, attestation.place, attestation.place)
        if not isinstance(record, Claim):
            began = record.place_of("from" if record.start else "date")
            for fill in record.roles:
                start, place = (fill.start, fill.actor.place) if fill.start else (record.start or record.date, began)
                yield from _ends(start, fill.until, fill.actor.place, place)


def _ends(start: Edtf | None, until: Edtf | None, place: Place, began: Place) -> Iterator[Problem]:
    """Compare two ends; `began` is where the start was written."""
    if start is None or until is None or start.span.earliest is None or until.span.latest is None:
        return
    why, others = "until: is the first day on which it no longer holds", (("starts at", began),)
    if until.span.latest < start.span.earliest:
        what = f'until: "{until.text}" is before the start, "{start.text}"'
        fix = f"swap them (from: {until.text}, until: {start.text}), or correct the date that is wrong"
        yield Problem("end-before-start", place, what, fix, why, others=others)
    elif until.span.latest == start.span.earliest:
        what = f'until: "{until.text}" is also the start day'
        fix = f"write until: {iso(until.span.latest + 1)} if it held for that one day, or only date: {start.text}"
        yield Problem("end-equals-start", place, what, fix, why, others=others)


def state_without_time(judge: Judge) -> Iterator[Problem]:
    """Code no-time: whatever can begin or happen says when, or says that it is unknown."""
    for record in judge.corpus.records.values():
        term = judge.term(record)
        written = {"from", "until", "date"} & record.marks.keys() - (set(record.unknown) & {"until"})
        if term.lapse == "permanent" or written or (isinstance(term, Predicate) and term.is_structural):
            continue
        if isinstance(record, Claim) and record.value is not None:
            continue
        if any(attestation.still for attestation in record.attestations):
            continue
        if term.lapse in ("state", "standing"):
            fix = "add from: with the start, date: with a day on which it was seen, or from: unknown"
            why = "without a date it would be read as current"
        else:
            fix = "add a date, as in date: 2024-08-03, date: 2024-08 or date: [2024-08-03..2024-08-06]"
            why = "every event happened on some day"
        where = "subject" if isinstance(record, Claim) else "event"
        yield Problem("no-time", record.place_of(where), f'"{record.id}" has no date', fix, why)


def holders_in_conflict(judge: Judge) -> Iterator[Problem]:
    """Code holders-in-conflict (warning): two accepted holders of one extent are certain on one day."""
    for id, judgement in judge.judgements.items():
        for other in judgement.disputed_with:
            if id < other:
                pair = (judge.corpus.records[id], judge.corpus.records[other])
                first, second = sorted(pair, key=lambda record: record.place)
                what = f'"{second.id}" and "{first.id}" hold the same thing on one day'
                fix = (
                    "add taken_from: to the later claim or until: to the earlier. Or add extent: or jointly: true to "
                    "both"
                )
                why, others = "both are shown as disputed until this is settled", (("the other at", first.place),)
                yield Problem("holders-in-conflict", second.place, what, fix, why, Severity.WARNING, others)
