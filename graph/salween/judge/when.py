"""When it held: the bounds of a record, the day it was last confirmed, and the answer for a day.

Source: design section 5. Bounds span what the record and those who are not defeated say; a missing end never
means "still"; what nobody saw for longer than the horizon is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..dates import ANY_DAY, UNBOUNDED, Bounds, Day, Edtf, Span
from ..model import Claim, Event
from ..ontology import EventKind, Predicate
from .sides import Voice

CERTAIN, POSSIBLE, NO, UNKNOWN = "certain", "possible", "no", "unknown"


class Validity(NamedTuple):
    """When a record held, as far as is known.

    `confirmed` is the last day on which it is known to have held, `party_still` the last day on which a party
    says it did; both None where there is none.
    """

    bounds: Bounds
    confirmed: Day | None
    party_still: Day | None
    lapse: str
    horizon_days: int
    covers_to: Day

    def on(self, day: Day) -> str:
        """Answer "did it hold on that day?": certain, possible, no or unknown; unknown beyond coverage's end."""
        bounds = self.bounds
        if bounds.end_latest is not None and day >= bounds.end_latest:
            return NO
        if bounds.start_earliest is not None and day < bounds.start_earliest:
            return NO
        if day > self.covers_to and self.lapse != "permanent":
            return UNKNOWN
        begun, lasting = self._begun(day), self._lasting(day)
        if UNKNOWN in (begun, lasting):
            return UNKNOWN
        return CERTAIN if begun == lasting == CERTAIN else POSSIBLE

    def _begun(self, day: Day) -> str:
        bounds = self.bounds
        if bounds.start_latest is not None and day >= bounds.start_latest:
            return CERTAIN
        if bounds.start_earliest is not None:
            return POSSIBLE
        if self.lapse == "permanent" and bounds.start_latest is None:
            return CERTAIN
        if self.lapse == "standing":
            return POSSIBLE
        if bounds.start_latest is not None and day >= bounds.start_latest - self.horizon_days:
            return POSSIBLE
        return UNKNOWN

    def _lasting(self, day: Day) -> str:
        bounds = self.bounds
        if bounds.end_earliest is not None and day < bounds.end_earliest:
            return CERTAIN
        if self.confirmed is not None and day <= self.confirmed:
            return CERTAIN
        if bounds.end_latest is not None:
            return POSSIBLE
        if self.lapse == "permanent":
            return CERTAIN
        if self.lapse == "standing":
            return POSSIBLE
        if self.party_still is not None and day <= self.party_still:
            return POSSIBLE
        anchors = [d for d in (self.confirmed, bounds.start_latest, bounds.end_earliest) if d is not None]
        if anchors and day <= max(anchors) + self.horizon_days:
            return POSSIBLE
        return UNKNOWN

    @property
    def last_possible(self) -> Day | None:
        """Return the last day on which it may have held, or None where that is open or unknown."""
        bounds = self.bounds
        if bounds.end_latest is not None:
            return bounds.end_latest - 1
        if self.lapse in ("permanent", "standing"):
            return None
        anchors = [d for d in (self.confirmed, bounds.start_latest, bounds.end_earliest) if d is not None]
        reach = [max(anchors) + self.horizon_days] if anchors else []
        reach += [self.party_still] if self.party_still is not None else []
        return max(reach) if reach else None


def validity(
    record: Claim | Event,
    term: Predicate | EventKind,
    supporters: Sequence[Voice],
    alternatives: dict[str, list[Span]],
    published: dict[str, Edtf],
    vouched: frozenset[str],
    covers_to: Day,
) -> Validity:
    """Return when a record held.

    `supporters` are the voices for it that can be heard; `alternatives` the undefeated other values of a time
    field; `published` the date of each source; `vouched` the time fields that some supporter could know.
    """
    is_lasting = term.lapse != "occurrence" or record.start is not None or record.until is not None
    if not is_lasting:
        return Validity(_day_bounds(record, alternatives, vouched), None, None, term.lapse, 0, covers_to)
    start = record.start.span if record.start is not None and "from" in vouched else ANY_DAY
    end = record.until.span if record.until is not None and "until" in vouched else ANY_DAY
    for span in alternatives.get("from", ()):
        start = start.joined(span) if start != ANY_DAY else span
    for span in alternatives.get("until", ()):
        end = end.joined(span) if end != ANY_DAY else span
    seen: list[Span] = []
    party_still: list[Day] = []
    if record.date is not None and "date" in vouched:
        seen += [record.date.start, record.date.end]
    if start.is_one_day:
        seen.append(start)
    for voice in supporters:
        observed = voice.attestation.detail("date")
        if isinstance(observed, Edtf):
            seen += [observed.start, observed.end]
        still = voice.attestation.still
        if still is not None:
            span = (published[voice.attestation.source] if isinstance(still, str) else still).span
            if not voice.is_party:
                seen.append(span)
            elif span.earliest is not None:
                party_still.append(span.earliest)
    confirmed = max((span.earliest for span in seen if span.earliest is not None), default=None)
    first = min((span.latest for span in seen if span.latest is not None), default=None)
    latest = start.latest
    if first is not None and (latest is None or first < latest):
        latest = first
    if end.latest is not None and confirmed is not None:
        confirmed = min(confirmed, end.latest - 1)
    bounds = Bounds(start.earliest, latest, end.earliest, end.latest)
    last = max(party_still, default=None)
    return Validity(bounds, confirmed, last, term.lapse, term.horizon_days, covers_to)


def _day_bounds(record: Claim | Event, alternatives: dict[str, list[Span]], vouched: frozenset[str]) -> Bounds:
    """Return the bounds of what happened on a day, or within two; an event ends on the day after it."""
    if record.date is None or ("date" not in vouched and not alternatives.get("date")):
        return UNBOUNDED
    start, end = (record.date.start, record.date.end) if "date" in vouched else (ANY_DAY, ANY_DAY)
    for span in alternatives.get("date", ()):
        start = start.joined(span) if start != ANY_DAY else span
        end = end.joined(span) if end != ANY_DAY else span
    return Bounds(start.earliest, start.latest, _next(end.earliest), _next(end.latest))


def _next(day: Day | None) -> Day | None:
    return None if day is None else day + 1


def narrowed(validity: Validity, start: Edtf | None, until: Edtf | None) -> Validity:
    """Return the validity of one part of a record that began later, or ended earlier, than the whole."""
    if start is None and until is None:
        return validity
    bounds = validity.bounds
    if start is not None:
        bounds = bounds._replace(start_earliest=start.span.earliest, start_latest=start.span.latest)
    if until is not None:
        bounds = bounds._replace(end_earliest=until.span.earliest, end_latest=until.span.latest)
    return validity._replace(bounds=bounds)
