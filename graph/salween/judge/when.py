"""When it held: the bounds of a record, the day it was last confirmed, and the answer for a day.

Source: design section 5. Bounds span what the record and those who are not defeated say; a missing end never
means "still"; what nobody saw for longer than the horizon is unknown. Where section 5 leaves a choice, the reading
that says less is taken, and stands here or at the line that holds it:

- A value of an attestation that says the same less exactly (2024, of a day in 2024) is no other value.
- On a lasting event, as on a claim, `date:` is a day on which it was observed.
- What a party saw later (its own `date:`) is worth what its `still:` is: it reaches possible only.
- An observation or a `still` of a day after its source came out counts for nothing: it could not be known.
- An end says that it held until the day before, so that without a start it is possible back to the horizon.
- `until: unknown` (or `from:`) on something permanent leaves it possible, no longer certain always.
- A term over is not an end: what was agreed for two years is unknown after them.
- A plan never holds: on its day it is unknown whether it came about, which its outcome tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ..dates import ANY_DAY, UNBOUNDED, Bounds, Day, Edtf, Span
from ..model import Claim, Event, Quantity
from ..ontology import EventKind, Predicate
from .sides import Voice

CERTAIN, POSSIBLE, NO, UNKNOWN = "certain", "possible", "no", "unknown"
#: What readers are told instead of "possible" of what stands until it is ended: they would take that for doubt.
OPEN = "no end known"
#: What readers are told of a day, from weakest to strongest.
TOLD = (NO, UNKNOWN, POSSIBLE, OPEN, CERTAIN)

#: The qualifier that says for how long something was agreed, and its units in months or days.
TERM = "term"
_MONTHS = {"year": 12, "years": 12, "month": 1, "months": 1}
_DAYS = {"week": 7, "weeks": 7, "day": 1, "days": 1}


class Stretch(NamedTuple):
    """The days from first to last, both included; None is open on that side."""

    first: Day | None
    last: Day | None

    def has(self, day: Day) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def meets(self, other: Stretch) -> bool:
        """Tell whether the two have a day in common.

        >>> Stretch(1, 3).meets(Stretch(3, None)), Stretch(1, 3).meets(Stretch(4, None))
        (True, False)
        """
        return Span(*self).meets(Span(*other))

    def covers(self, other: Stretch) -> bool:
        """Tell whether all days of the other are among these.

        >>> Stretch(1, None).covers(Stretch(2, 3)), Stretch(1, 3).covers(Stretch(2, None))
        (True, False)
        """
        return (self.first is None or (other.first is not None and self.first <= other.first)) and (
            self.last is None or (other.last is not None and other.last <= self.last)
        )

    def common(self, other: Stretch) -> Stretch:
        """Return the days that both have, where they meet.

        >>> Stretch(1, 3).common(Stretch(2, None))
        Stretch(first=2, last=3)
        """
        return Stretch(_most(self.first, other.first), _least(self.last, other.last))


class SourceDates(NamedTuple):
    """By source: the day that dates it (published, else retrieved), and the day it was published, where known."""

    dated: dict[str, Edtf]
    issued: dict[str, Edtf]


class Validity(NamedTuple):
    """When a record held, as far as is known.

    `confirmed` is the last day on which it is known to have held, `party_still` the last day on which a party
    says it did; both None where there is none. `not_before` and `not_after` are the days at which the tails of a
    horizon end before their time, since another was the certain holder beyond them, or since a term was over.
    `is_end_unknown` where the author says that the day of its end is unknown.
    """

    bounds: Bounds
    confirmed: Day | None
    party_still: Day | None
    lapse: str
    horizon_days: int
    covers_to: Day
    not_before: Day | None = None
    not_after: Day | None = None
    is_planned: bool = False
    is_end_unknown: bool = False

    def on(self, day: Day) -> str:
        """Answer "did it hold on that day?": certain, possible, no or unknown; unknown beyond coverage's end."""
        bounds = self.bounds
        if bounds.end_latest is not None and day >= bounds.end_latest:
            return NO
        if bounds.start_earliest is not None and day < bounds.start_earliest:
            return NO
        certain = self.certain_days
        if certain is not None and certain.has(day):
            return CERTAIN
        possible = self.possible_days
        return POSSIBLE if possible is not None and possible.has(day) else UNKNOWN

    @property
    def is_open(self) -> bool:
        """Tell whether it stands until it is ended, surely began, and nobody knows of an end: a listing, a lease."""
        is_without_end = self.bounds.end_earliest is None and self.bounds.end_latest is None
        is_standing = self.lapse == "standing" and not (self.is_planned or self.is_end_unknown)
        return is_standing and is_without_end and self.bounds.start_latest is not None

    def told(self, day: Day) -> str:
        """Return the answer for a day as readers are told it: a possible one that is open and had begun is OPEN."""
        found, begun = self.on(day), self.bounds.start_latest
        return OPEN if found == POSSIBLE and self.is_open and begun is not None and begun <= day else found

    @property
    def certain_days(self) -> Stretch | None:
        """Return the days on which it certainly held; None where there is no such day.

        It had begun by the latest start (what is permanent and undated, always), and it lasted to the day before
        the earliest end, or to the last on which it was confirmed (what is permanent and has no end, always).
        """
        if self.is_planned:
            return None
        bounds = self.bounds
        is_permanent = self.lapse == "permanent"
        if bounds.start_latest is None and not (is_permanent and bounds.start_earliest is None):
            return None
        last = _most(None if bounds.end_earliest is None else bounds.end_earliest - 1, self.confirmed)
        if is_permanent and bounds.end_earliest is None and bounds.end_latest is None:
            return Stretch(bounds.start_latest, None)
        return None if last is None else self._covered(bounds.start_latest, last)

    @property
    def possible_days(self) -> Stretch | None:
        """Return the days on which it held or may have held; None where there is none that anybody knows of."""
        if self.is_planned:
            return None
        if self.lapse not in ("permanent", "standing") and (self._first is None or self._last is None):
            return None
        return self._covered(self._first, self.last_possible)

    @property
    def last_possible(self) -> Day | None:
        """Return the last day on which it may have held, or None where that is open or unknown."""
        bounds = self.bounds
        if bounds.end_latest is not None:
            return bounds.end_latest - 1
        return self._last

    @property
    def _first(self) -> Day | None:
        """The first day on which it may have held, the end apart; None is open, or unknown for a state."""
        bounds = self.bounds
        if bounds.start_earliest is not None:
            return bounds.start_earliest
        if self.lapse in ("permanent", "standing"):
            return None
        known = self.first_known
        return None if known is None else _most(known - self.horizon_days, self.not_before)

    @property
    def _last(self) -> Day | None:
        """The last day on which it may have held where the end is open; None is open, or unknown for a state."""
        bounds = self.bounds
        if bounds.end_latest is not None:
            return bounds.end_latest - 1
        if self.lapse in ("permanent", "standing"):
            return self.not_after
        held = self.last_known
        tail = None if held is None else held + self.horizon_days
        return _most(_least(tail, self.not_after), self.party_still) if tail is not None else self.party_still

    @property
    def first_known(self) -> Day | None:
        """Return the day by which it had begun: the horizon counts back from it.

        Without a start, what ended had held the day before its end; and a party's word for a later day is taken.
        """
        bounds = self.bounds
        if bounds.start_latest is not None:
            return bounds.start_latest
        ended = bounds.end_earliest if bounds.end_earliest is not None else bounds.end_latest
        return _least(None if ended is None else ended - 1, self.party_still)

    @property
    def last_known(self) -> Day | None:
        """Return the last day that somebody who is no party vouches for: the horizon counts from it."""
        bounds = self.bounds
        held = _most(self.confirmed, bounds.start_latest)
        return held if bounds.end_earliest is None else _most(held, bounds.end_earliest - 1)

    def _covered(self, first: Day | None, last: Day | None) -> Stretch | None:
        """Return the days from first to last as far as coverage reaches; beyond it only the permanent is known."""
        if self.lapse != "permanent":
            last = self.covers_to if last is None else min(last, self.covers_to)
        return None if first is not None and last is not None and last < first else Stretch(first, last)


def validity(
    record: Claim | Event,
    term: Predicate | EventKind,
    supporters: Sequence[Voice],
    alternatives: dict[str, list[Edtf]],
    dates: SourceDates,
    vouched: frozenset[str],
    covers_to: Day,
) -> Validity:
    """Return when a record held.

    `supporters` are the voices for it that can be heard and are not defeated; `alternatives` the undefeated values
    that attestations give a time field on their own; `vouched` the time fields of the record that some supporter
    could know.
    """
    start = _spanned(record.start if "from" in vouched else None, alternatives.get("from", ()))
    end = _spanned(record.until if "until" in vouched else None, alternatives.get("until", ()))
    if term.lapse == "occurrence" and record.start is None and record.until is None:
        bounds = _day_bounds(record.date if "date" in vouched else None, alternatives.get("date", ()))
        return Validity(bounds, None, None, term.lapse, 0, covers_to, is_planned=record.is_planned)
    seen = list(_observed(record.date if "date" in vouched else None, alternatives.get("date", ())))
    party_still: list[Day] = []
    if start.is_one_day:
        seen.append(start)
    for voice in supporters:
        for moment in observations(voice, dates):
            if not voice.is_party:
                seen += [moment.start, moment.end]
            elif moment.end.earliest is not None:
                party_still.append(moment.end.earliest)
    confirmed = max((span.earliest for span in seen if span.earliest is not None), default=None)
    first = min((span.latest for span in seen if span.latest is not None), default=None)
    earliest, latest = start.earliest, _least(start.latest, first)
    if earliest is not None and latest is not None and latest < earliest:
        earliest = None  # somebody saw it before it is said to have begun: that day no longer says anything
    if end.latest is not None and confirmed is not None:
        confirmed = min(confirmed, end.latest - 1)
    is_hedged = term.lapse == "permanent" and bool(record.unknown)
    return Validity(
        Bounds(earliest, latest, end.earliest, end.latest),
        confirmed,
        max(party_still, default=None),
        "standing" if is_hedged else term.lapse,
        term.horizon_days,
        covers_to,
        not_after=_term_over(record, latest) if term.lapse == "standing" else None,
        is_planned=record.is_planned,
        is_end_unknown="until" in record.unknown,
    )


def observations(voice: Voice, dates: SourceDates) -> Iterable[Edtf]:
    """Yield the days for which an attestation says that a lasting record held: its own `date`, its `still`.

    `still: true` of a source whose day of publication is unknown names no day, and counts for nothing.
    """
    source = str(voice.attestation.source)
    observed, still = voice.attestation.detail("date"), voice.attestation.still
    for moment in (observed, dates.issued.get(source) if isinstance(still, str) else still):
        if isinstance(moment, Edtf) and could_know(dates.dated[source], moment):
            yield moment


def could_know(published: Edtf, value: Edtf, record: Claim | Event | None = None) -> bool:
    """Tell whether a source of that date could know of a day; a plan is always known before its day."""
    if record is not None and record.is_planned:
        return True
    earliest, latest = value.span.earliest, published.span.latest
    return earliest is None or latest is None or latest >= earliest


def tails_ended(validity: Validity, others: Iterable[Stretch]) -> Validity:
    """Return a validity whose horizon ends, either way, where one of the others is certain. Ends and starts stay."""
    if validity.lapse != "state":
        return validity
    first, last = validity.first_known, validity.last_known
    not_before, not_after = validity.not_before, validity.not_after
    for other in others:
        if last is not None and (other.last is None or last < other.last):
            not_after = _least(not_after, max(last, (other.first or 1) - 1))
        if first is not None and (other.first is None or other.first < first):
            not_before = _most(not_before, first if other.last is None else min(first, other.last + 1))
    return validity._replace(not_before=not_before, not_after=not_after)


def narrowed(validity: Validity, start: Edtf | None, until: Edtf | None) -> Validity:
    """Return the validity of one part of a record that began later, or ended earlier, than the whole.

    What confirms the whole confirms the part only before the part's own end.
    """
    if start is None and until is None:
        return validity
    bounds, confirmed = validity.bounds, validity.confirmed
    if start is not None:
        own = start.span
        bounds = bounds._replace(
            start_earliest=_most(bounds.start_earliest, own.earliest),
            start_latest=own.latest if own.latest is None else _most(bounds.start_latest, own.latest),
        )
        if own.is_one_day:
            confirmed = _most(confirmed, own.earliest)
    if until is not None:
        own = until.span
        bounds = bounds._replace(
            end_earliest=own.earliest if own.earliest is None else _least(bounds.end_earliest, own.earliest),
            end_latest=_least(bounds.end_latest, own.latest),
        )
        confirmed = None if confirmed is None or own.earliest is None else min(confirmed, own.earliest - 1)
    return validity._replace(bounds=bounds, confirmed=confirmed)


def _spanned(own: Edtf | None, others: Iterable[Edtf]) -> Span:
    """Return the days within which a value lies by all who are to be believed; an open side adds nothing."""
    span = own.span if own is not None else ANY_DAY
    for other in others:
        span = span.joined(other.span)
    return span


def _observed(own: Edtf | None, others: Iterable[Edtf]) -> Iterable[Span]:
    """Yield the first and the last day on which the record says that it was seen, as those who differ widen them."""
    if own is not None:
        start, end = own.start, own.end
        for other in others:
            start, end = start.joined(other.start), end.joined(other.end)
        yield from (start, end)


def _day_bounds(own: Edtf | None, others: Iterable[Edtf]) -> Bounds:
    """Return the bounds of what happened on a day, or within two; an event ends on the day after it."""
    start, end = (own.start, own.end) if own is not None else (ANY_DAY, ANY_DAY)
    for other in others:
        start, end = start.joined(other.start), end.joined(other.end)
    if start == end == ANY_DAY:
        return UNBOUNDED
    return Bounds(start.earliest, start.latest, _next(end.earliest), _next(end.latest))


def _term_over(record: Claim | Event, start: Day | None) -> Day | None:
    """Return the last day of the term for which something standing was agreed; None where none is known."""
    term = record.qualifier(TERM)
    if start is None or not isinstance(term, Quantity) or term.high is None:
        return None
    if term.unit in _DAYS:
        return start + int(term.high * _DAYS[term.unit]) - 1
    if term.unit not in _MONTHS:
        return None
    begun = date.fromordinal(start)
    years, month = divmod(begun.month - 1 + int(term.high * _MONTHS[term.unit]), 12)
    year = begun.year + years
    if year >= date.max.year:
        return None
    first = date(year, month + 1, 1).toordinal()
    return min(first + begun.day - 1, _month_after(year, month + 1)) - 1


def _month_after(year: int, month: int) -> Day:
    return date(year + month // 12, month % 12 + 1, 1).toordinal()


def _next(day: Day | None) -> Day | None:
    return None if day is None else day + 1


def _least(a: Day | None, b: Day | None) -> Day | None:
    return b if a is None else a if b is None else min(a, b)


def _most(a: Day | None, b: Day | None) -> Day | None:
    return b if a is None else a if b is None else max(a, b)
