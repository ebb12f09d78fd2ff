"""What we make of a record, as plain attributes: status and why, who says so and who denies it, and when it held.

Comes from a judgement; goes onto the edges, nodes and values of the network. The words for people are made here, so
that a private person is called nothing else anywhere in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..compile.wording import PRIVATE, details_in_words
from ..dates import Bounds, Day, Edtf, iso
from ..infer import Conclusion
from ..judge import ACCEPTED, CONFIDENCES, DISPUTED, REJECTED, Judge, Judgement, Presence, Stretch, Validity, Verdict
from ..model import Claim, Event, Fill, Quantity, Value
from ..ties import on_day

#: What stands in no network unless it is asked for; its label then says which it is.
ASIDE = ("negated", "planned", "rejected")
#: What a label says of a claim, since without it the claim would seem to say more: "acting", "wards".
_LIMITS = ("extent", "capacity")

Attributes = dict[str, Any]


class Days(NamedTuple):
    """The first and the last day (both inclusive, ISO text) of a stretch of time; None is open on that side."""

    first: str | None
    last: str | None


def evidence(
    judge: Judge,
    judgement: Judgement,
    validity: Validity,
    lapse: str,
    day: Day,
    verdict: Verdict,
    names: Iterable[Presence] = (),
) -> Attributes:
    """Return what we make of a record and why. `names` are those in an event that the edge shows.

    `verdict` is that of the edge itself: of a tie, of a role, or of the whole record. `lapse` is that of the tie: an
    occurrence "holds" on a day if it has happened by then.
    """
    record = judge.corpus.records[judgement.id]
    support = {*judgement.support, *(voice for name in names for voice in name.support)}
    denial = {*judgement.denial, *(voice for name in names for voice in name.denial)}
    cited = {str(voice.attestation.source) for voice in support}
    cited |= {str(a.source) for name in names for a in name.fill.attestations if judge.is_out[a.source]}
    return {
        "record": judgement.id,
        "status": verdict.status,
        "confidence": verdict.confidence,
        "because": verdict.because,
        "is_accepted": verdict.status == ACCEPTED,
        "is_accusation": judge.term(record).accuses,
        "is_negated": record.is_negated,
        "is_planned": record.is_planned,
        "disputed": verdict.status == DISPUTED or bool(judgement.disputed_with),
        "disputed_fields": [dispute.field for dispute in judgement.disputes],
        "disputed_with": list(judgement.disputed_with),
        "denied_by": sorted({voice.speaker for voice in denial}),
        "said_by": sorted({voice.speaker for voice in support}),
        "sources": sorted(cited),
        "origins": len(judgement.origins),
        "reply": replies(judge, record),
        "holds": on_day(judge, lapse, validity, day),
        **_bounds(validity.bounds),
        **({} if validity.confirmed is None else {"last_confirmed": iso(validity.confirmed)}),
        **_stretches(certain_days(validity), possible_days(validity)),
        **({} if record.outcome is None else {"outcome": record.outcome.happened}),
        "qualifiers": texts(record.qualifiers),
        **({"overlay": True} if judge.corpus.is_overlay(record.place) else {}),
    }


def inferred(judge: Judge, conclusion: Conclusion, answer: str) -> Attributes:
    """Return the same of what a rule says, as sure as its weakest premise. `answer` is that of the day."""
    premises = [judge.judgements[id] for id in conclusion.rests_on]
    certain = _meeting([certain_days(premise.validity) for premise in conclusion.premises])
    possible = _meeting([possible_days(premise.validity) for premise in conclusion.premises])
    return {
        "record": conclusion.id,
        "status": conclusion.status,
        "confidence": max((j.verdict.confidence for j in premises), key=CONFIDENCES.index),
        "because": f"inferred by the rule {conclusion.rule} from {' and '.join(conclusion.rests_on)}",
        "is_accepted": conclusion.status == ACCEPTED,
        "is_accusation": judge.ontology.predicates[conclusion.predicate].accuses,
        "is_negated": False,
        "is_planned": False,
        "disputed": False,
        "disputed_fields": [],
        "disputed_with": [],
        "denied_by": [],
        "said_by": [],
        "sources": sorted({str(voice.attestation.source) for j in premises for voice in j.support}),
        "origins": min(len(j.origins) for j in premises),
        "reply": [],
        "holds": answer,
        **_bounds(conclusion.bounds),
        **({} if conclusion.confirmed is None else {"last_confirmed": iso(conclusion.confirmed)}),
        **_stretches(certain, possible),
        "qualifiers": {},
        "rule": conclusion.rule,
        "rests_on": list(conclusion.rests_on),
    }


# ---- words ---------------------------------------------------------------------------------------------------


def label(judge: Judge, id: str) -> str:
    """Return how an entity or a record is called in a text that anybody may read."""
    entity = judge.corpus.entities.get(id)
    if entity is not None:
        return PRIVATE if entity.is_private else entity.label()
    record = judge.corpus.records[id]
    if isinstance(record, Claim):
        return id
    when = record.date or record.start
    return judge.ontology.event_kinds[record.kind].label + (f", {when.text}" if when else "")


def asides(record: Claim | Event, status: str) -> list[str]:
    """Return which of ASIDE a record is."""
    marks = {"negated": record.is_negated, "planned": record.is_planned, "rejected": status == REJECTED}
    return [word for word in ASIDE if marks[word]]


def marked(judge: Judge, text: str, record: Claim | Event, status: str) -> str:
    """Return a label that says so where its record holds of a part or for a time only, or is no plain fact."""
    limits = [(key, value) for key, value in record.qualifiers if key in _LIMITS and isinstance(record, Claim)]
    words = [details_in_words(judge, limits), *asides(record, status)] if limits else asides(record, status)
    return f"{text} ({', '.join(words)})" if words else text


def replies(judge: Judge, record: Claim | Event) -> list[str]:
    """Return the subject's own answers, each with who gives it and the sources that print it."""
    found = []
    for reply in record.replies:
        speaker = "" if reply.said_by is None else f"{label(judge, str(reply.said_by))}: "
        sources = ", ".join(sorted({str(a.source) for a in reply.attestations}))
        found.append(f"{speaker}{reply.says} [{sources}]")
    return found


def role_text(fill: Fill) -> str:
    """Return one role as text: `witnesses: ko-lin`, with what qualifies it in brackets."""
    details = ", ".join(f"{key}: {value}" for key, value in texts(fill.qualifiers).items())
    return f"{fill.role}: {fill.actor}" + (f" ({details})" if details else "")


def texts(qualifiers: Iterable[tuple[str, Value]]) -> dict[str, str]:
    return {key: text(value) for key, value in qualifiers}


def text(value: Value) -> str:
    return value.text if isinstance(value, Edtf) else str(value)


def counted(judge: Judge, value: Quantity) -> Attributes:
    """Return a number and how it was counted; `high` is absent for "at least"."""
    found: Attributes = {
        "low": value.low,
        "unit": value.unit,
        "is_about": value.is_about,
        "scope": value.scope,
        "is_cumulative": value.is_cumulative,
        "window": value.window.text if value.window else "",
    }
    if value.high is not None:
        found["high"] = value.high
    if value.counter is not None:
        found["counted_by"], found["counter_label"] = str(value.counter), label(judge, str(value.counter))
    return found


# ---- days ----------------------------------------------------------------------------------------------------


def certain_days(validity: Validity) -> Days | None:
    """Return the days on which it certainly held, or None where there is no such day.

    `validity.on(day)` is certain on these days and on no other.
    """
    return _days(validity.certain_days)


def possible_days(validity: Validity) -> Days | None:
    """Return the days on which it held or may have held, or None where nobody knows of any.

    `validity.on(day)` is certain or possible on these days and on no other.
    """
    return _days(validity.possible_days)


def _bounds(bounds: Bounds) -> Attributes:
    return {name: iso(day) for name, day in bounds._asdict().items() if day is not None}


def _stretches(certain: Days | None, possible: Days | None) -> Attributes:
    return {name: days for name, days in (("certain", certain), ("possible", possible)) if days is not None}


def _meeting(stretches: Sequence[Days | None]) -> Days | None:
    """Return the days that all have, or None where they have none. ISO text sorts as days do."""
    firsts = [days.first for days in stretches if days is not None and days.first is not None]
    lasts = [days.last for days in stretches if days is not None and days.last is not None]
    first, last = max(firsts, default=None), min(lasts, default=None)
    is_empty = None in stretches or (first is not None and last is not None and first > last)
    return None if is_empty else Days(first, last)


def _days(found: Stretch | None) -> Days | None:
    """Return a stretch of days as text."""
    if found is None:
        return None
    first, last = (None if day is None else iso(day) for day in found)
    return Days(first, last)
