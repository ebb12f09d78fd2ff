"""Corpus → judgements: what we make of each record, by rules that can be read, seen from a day of knowledge.

The rules of status stand in `status.py`, those of time in `when.py`, those of places in `places.py`; who is a
party and how many origins there are in `sides.py`; how two values differ in `values.py`; what two records do to each
other in `between.py`. Nothing here is drawn, printed or compiled. Where the design leaves a choice, this room holds
the reading that says less:

- A record that no source out by then supports as a whole is absent, even where a part or a denial of it is out.
- Support of a part (`of: until`) counts for that part and never for the whole: not for status, not for origins.
- Who takes a place ends the hold of whoever had it, at the taker's own judged start. The taker's sources vouch for
  that end and for nothing else of the loser's hold; a taking that is disputed leaves the end open.
- A denial of a day outside the record's time denies nothing; it is shown, and `check` asks for another day.
- A sight of a day outside a record's time is a dissent on its start or its end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from ..dates import Bounds, Day, Edtf, Span, within
from ..model import TIMES, Attestation, Claim, Corpus, Event, Fill, Outcome
from ..names import Finder
from ..ontology import EventKind, Ontology, Predicate
from .between import excludes, settle_between
from .judgement import FieldDispute, Judgement, Presence
from .presence import disputes_name, presences
from .sides import Sides, Voice
from .status import (
    ACCEPTED,
    CONFIDENCES,
    DISPUTED,
    PROVISIONAL,
    REJECTED,
    STATUS_IN_WORDS,
    STATUSES,
    Verdict,
    decide,
    weaker,
)
from .values import differs, is_vaguer, lies_before, own_value
from .when import (
    CERTAIN,
    NO,
    OPEN,
    POSSIBLE,
    TOLD,
    UNKNOWN,
    SourceDates,
    Stretch,
    Validity,
    could_know,
    observations,
    validity,
)

#: The slot of a record in which each of them stands, and the qualifier that tells of it and goes with it.
_SLOTS = {"date": "date", "from": "start", "until": "until"}
_TOLD_BY = {"from": "began_by", "until": "ended_by"}


class Judge:
    """Judges the records of a corpus as known on a day. `judgements` holds those that had a source by then, by id."""

    def __init__(
        self,
        corpus: Corpus,
        ontology: Ontology,
        known_at: Day | None = None,
        sides: Sides | None = None,
        memory: dict[tuple[str, tuple[bool, ...], bool], Judgement | None] | None = None,
    ) -> None:
        self.corpus = corpus
        self.ontology = ontology
        self.known_at = corpus.dataset.edition if known_at is None else known_at
        self.sides = sides or Sides(corpus, ontology)
        self.published = {id: source.dated for id, source in corpus.sources.items()}
        issued = {id: source.published for id, source in corpus.sources.items() if source.published is not None}
        self.dates = SourceDates(self.published, issued)
        self.is_out = {id: _known_by(date, self.known_at) for id, date in self.published.items()}
        self.cleared = self._cleared()
        self._memory = {} if memory is None else memory
        found = (self._remembered(record) for record in corpus.records.values())
        self.judgements: dict[str, Judgement] = {j.id: j for j in found if j is not None}
        self._end_what_was_taken()
        settle_between(self.judgements, corpus, ontology, self.sides)

    @cached_property
    def finder(self) -> Finder:
        """Who is meant by a name: the same finder for all who ask."""
        return Finder(self.corpus, self.ontology)

    def seen_from(self, known_at: Day) -> Judge:
        """Return the judge of the same corpus on another day of knowledge."""
        return self if known_at == self.known_at else Judge(
            self.corpus, self.ontology, known_at, self.sides, self._memory
        )

    def term(self, record: Claim | Event) -> Predicate | EventKind:
        if isinstance(record, Event):
            return self.ontology.event_kinds[record.kind]
        return self.ontology.predicates[record.predicate]

    def holds(self, id: str, day: Day) -> str:
        """Answer for a record and a day: certain, possible, no or unknown; unknown where it is not yet heard of."""
        judgement = self.judgements.get(id)
        return UNKNOWN if judgement is None else judgement.validity.on(day)

    # ---- what was known by then -------------------------------------------------------------------------------

    def known(self, record: Claim | Event) -> Claim | Event:
        """Return a record as sources out by then tell it: without the fields, roles, replies that came later."""
        judgement = self.judgements.get(record.id)
        absent = judgement.absent if judgement is not None else frozenset()
        until = judgement.until if judgement is not None else None
        replies = tuple(reply for reply in record.replies if self._is_heard(reply.attestations))
        outcome, roles = self.outcome(record), self.fills(record) if isinstance(record, Event) else None
        is_whole = (replies, outcome, until) == (record.replies, record.outcome, None)
        if is_whole and not absent and (not isinstance(record, Event) or roles == record.roles):
            return record  # as most are
        changes: dict[str, Any] = {"replies": replies, "outcome": outcome}
        if until is not None:
            changes["until"] = until
        if absent:
            changes |= {name: None for field, name in _SLOTS.items() if field in absent}
            changes["qualifiers"] = tuple(pair for pair in record.qualifiers if pair[0] not in absent)
        if roles is not None:
            changes["roles"] = roles
        return replace(record, **changes)

    def outcome(self, record: Claim | Event) -> Outcome | None:
        """Return what became of a plan, as far as a source out by then tells."""
        outcome = record.outcome
        return outcome if outcome is not None and self._is_heard(outcome.attestations) else None

    def fills(self, event: Event) -> tuple[Fill, ...]:
        """Return who is in an event, each with the time of its own, as far as sources out by then tell."""
        return tuple([presence.fill for presence in self.presences(event)])

    def presences(self, event: Event) -> tuple[Presence, ...]:
        """Return what we make of each name in an event, in the order written; nobody where it is not yet heard of."""
        judgement = self.judgements.get(event.id)
        return judgement.presences if judgement is not None else ()

    def support_of(self, id: str, *fields: str) -> tuple[Voice, ...]:
        """Return who says what a record says of these fields, so that a row about an end cites who tells of the end.

        Those who speak of a field by name, else those who support the whole and could know it; nobody who disputes it.
        """
        judgement = self.judgements[id]
        record = self.known(self.corpus.records[id])
        against = [voice for dispute in judgement.disputes if dispute.field in fields for voice in dispute.dissent]
        times = [value for field, value in _times(record) if field in fields]

        def tells(voice: Voice) -> bool:
            knows = [self._could_know(voice.attestation, value, record) for value in times]
            return voice not in against and (any(knows) or not times)

        backing = (voice for voice in judgement.voices if voice.attestation.stance == "supports")
        named = [voice for voice in backing if set(fields) & set(voice.attestation.of)]
        return tuple(filter(tells, named)) or tuple(filter(tells, judgement.support))

    def _is_heard(self, attestations: Iterable[Attestation]) -> bool:
        return any(a.stance == "supports" and self.is_out[a.source] for a in attestations)

    def is_vouched(self, record: Claim | Event, field: str, value: Edtf, by: Iterable[Attestation]) -> bool:
        """Tell whether some source could know a time: it is dated on or after it, and speaks of that field."""
        return any(a.speaks_of(field) and self._could_know(a, value, record) for a in by)

    def _could_know(self, attestation: Attestation, value: Edtf, record: Claim | Event) -> bool:
        return could_know(self.published[attestation.source], value, record)

    # ---- one record -------------------------------------------------------------------------------------------

    def _remembered(self, record: Claim | Event) -> Judgement | None:
        """Judge a record, or return what another day of knowledge made of it from the very same words.

        Accusations are judged anew: what they come to hangs on other records, too.
        """
        if self.term(record).accuses:
            return self._judge(record)
        heard = [self.is_out[attestation.source] for attestation in record.attestations]
        if isinstance(record, Event):
            heard += [self.is_out[a.source] for fill in record.roles for a in fill.attestations]
        assessed = record.assessment is not None and _known_by(record.assessment.date, self.known_at)
        key = (str(record.id), tuple(heard), assessed)
        if key not in self._memory:
            self._memory[key] = self._judge(record)
        return self._memory[key]

    def _end_what_was_taken(self) -> None:
        """End each hold that another took, at the judged start of the taker, by what the taker's sources say of it."""
        ends: dict[str, tuple[Edtf, tuple[Attestation, ...]]] = {}
        for claim in self.corpus.claims:
            taker = self.judgements.get(claim.taken_by) if claim.taken_by is not None else None
            if taker is None or taker.status == REJECTED or claim.id not in self.judgements:
                continue
            start, latest = taker.validity.bounds[:2]
            until = within(Span(start, None if taker.status == DISPUTED else latest))
            if until is not None:
                told = (voice.attestation for voice in self.support_of(taker.id, "from"))
                ends[claim.id] = until, tuple(a._replace(of=("until",), details=(), still=None) for a in told)
        for id, (until, of_end) in ends.items():
            record = self.corpus.records[id]
            ended = replace(record, until=until, attestations=(*record.attestations, *of_end))
            judgement = self._judge(ended)
            assert judgement is not None
            self.judgements[id] = replace(judgement, until=until)

    def _judge(self, record: Claim | Event) -> Judgement | None:
        heard = [attestation for attestation in record.attestations if self.is_out[attestation.source]]
        if not any(attestation.stance == "supports" and attestation.is_whole for attestation in heard):
            return None
        term = self.term(record)
        voices = tuple(self.sides.weigh(record, heard))
        support = tuple(v for v in voices if v.attestation.stance == "supports" and v.attestation.is_whole)
        denial = tuple(v for v in voices if v.attestation.stance == "contradicts" and v.attestation.is_whole)
        vouched = self._vouched(record, voices)
        disputes = tuple(self._field_disputes(record, term, voices, vouched))
        when = self._when(record, term, voices, disputes, vouched)
        override = record.assessment if record.assessment and _known_by(record.assessment.date, self.known_at) else None
        accused = self.accused(record)
        verdict = decide(
            record,
            support,
            tuple(voice for voice in denial if _is_inside(voice, record, when.bounds)),
            self.sides,
            override,
            accused,
            is_convicted=self.is_convicted(support, accused),
            is_other_value=any(dispute.is_equal and dispute.field == "value" for dispute in disputes),
        )
        origins = tuple(self.sides.count(support))
        absent = self._absent(record, vouched)
        found = Judgement(str(record.id), verdict, voices, support, denial, origins, disputes, when, absent=absent)
        return replace(found, presences=presences(self, record, found)) if isinstance(record, Event) else found

    def is_convicted(self, support: Iterable[Voice], accused: frozenset[str]) -> bool:
        """Tell whether somebody is accused, and a court's finding supports it that was not set aside since."""
        return bool(accused) and any(self._stands(voice, accused) for voice in support)

    def _vouched(self, record: Claim | Event, voices: Iterable[Voice]) -> frozenset[str]:
        """Return the time fields that some supporting source could know: it is dated on or after them."""
        by = [voice.attestation for voice in voices if voice.attestation.stance == "supports"]
        return frozenset(field for field, value in _times(record) if self.is_vouched(record, field, value, by))

    def _absent(self, record: Claim | Event, vouched: frozenset[str]) -> frozenset[str]:
        """Return the fields of a record that nobody vouches for yet: its times, what tells of them alone, and those
        qualifiers that some sources name by themselves, none of which is out."""
        absent = {field for field, _ in _times(record) if field not in vouched}
        absent |= {key for field, key in _TOLD_BY.items() if field in absent and record.qualifier(key) is not None}
        for key, _ in record.qualifiers:
            naming = [self.is_out[a.source] for a in record.attestations if a.stance == "supports" and key in a.of]
            if naming and not any(naming):
                absent.add(key)
        return frozenset(absent)

    def _when(
        self,
        record: Claim | Event,
        term: Predicate | EventKind,
        voices: Sequence[Voice],
        disputes: Sequence[FieldDispute],
        vouched: frozenset[str],
    ) -> Validity:
        """Return when it held by all who are not defeated: who differs on a time while the others are stronger."""
        defeated = [(dispute.field, voice) for dispute in disputes if not dispute.is_equal for voice in dispute.dissent]
        alternatives: dict[str, list[Edtf]] = {}
        for voice in voices:
            for field, value in self._own_times(record, term, voice.attestation):
                if (field, voice) not in defeated:
                    alternatives.setdefault(field, []).append(value)
        beaten = [voice for field, voice in defeated if field in ("from", "until")]
        seen_by = [
            voice
            for voice in voices
            if voice.attestation.stance == "supports" and voice.attestation.speaks_of("date") and voice not in beaten
        ]
        return validity(record, term, seen_by, alternatives, self.dates, vouched, self.corpus.dataset.covers_to)

    def _own_times(
        self, record: Claim | Event, term: Predicate | EventKind, attestation: Attestation
    ) -> Iterator[tuple[str, Edtf]]:
        """Yield the values that a source gives the time fields on its own, and could know."""
        for field, value in attestation.details:
            if field not in TIMES or not isinstance(value, Edtf):
                continue
            if attestation.stance == "supports":  # on what lasts, a date of its own is a day on which it was observed
                is_other = not is_vaguer(value, own_value(record, field))
                is_other &= field != "date" or term.lapse == "occurrence"
            else:
                is_other = attestation.stance == "contradicts" and field in attestation.of
            if is_other and self._could_know(attestation, value, record):
                yield field, value

    def _field_disputes(
        self, record: Claim | Event, term: Predicate | EventKind, voices: Sequence[Voice], vouched: frozenset[str]
    ) -> Iterator[FieldDispute]:
        """Yield on which fields sources differ, by field, and whether the dissent is as strong."""
        dissent: dict[str, list[Voice]] = defaultdict(list)
        for voice in voices:
            for field in dict.fromkeys(self._dissents(record, term, voice, vouched)):
                dissent[field].append(voice)
        for field, against in sorted(dissent.items()):
            own = own_value(record, field)
            day = own if field in TIMES and isinstance(own, Edtf) else None
            backing = [
                voice
                for voice in voices
                if voice.attestation.stance == "supports"
                and voice.attestation.speaks_of(field)
                and voice not in against
                and (day is None or self._could_know(voice.attestation, day, record))
            ]
            is_equal = self.sides.is_strong(against) or not self.sides.is_strong(backing)
            actors = _disputed_names(record, field, against) if isinstance(record, Event) else ()
            yield FieldDispute(field, is_equal, tuple(against), actors=actors)

    def _dissents(
        self, record: Claim | Event, term: Predicate | EventKind, voice: Voice, vouched: frozenset[str]
    ) -> Iterator[str]:
        """Yield the fields on which a voice differs: it says so, gives another value, or saw it at another time."""
        attestation = voice.attestation
        if attestation.stance == "contradicts" and not attestation.is_whole:
            yield from attestation.of
        if attestation.stance != "supports":
            return
        is_lasting = term.lapse != "occurrence"
        for field, value in attestation.details:
            if not (is_lasting and field == "date") and differs(own_value(record, field), value):
                yield field
        if is_lasting and not voice.is_party:  # a party's word for a day reaches possible, and denies nothing
            for moment in observations(voice, self.dates):
                if record.start is not None and "from" in vouched and lies_before(moment, record.start):
                    yield "from"
                if record.until is not None and "until" in vouched and lies_before(record.until, moment, or_meets=True):
                    yield "until"

    def accused(self, record: Claim | Event) -> frozenset[str]:
        """Return whom an accusing record accuses; empty where it accuses nobody."""
        term = self.term(record)
        if not term.accuses:
            return frozenset()
        if isinstance(record, Claim):
            return frozenset([str(record.subject)])
        assert isinstance(term, EventKind)
        keys = {self.ontology.role_names[name].key for name in term.accused_roles}
        return frozenset(str(fill.actor) for fill in record.roles if fill.role in keys)

    def _cleared(self) -> dict[str, Day | None]:
        """Return the last day on which each was acquitted, or a conviction overturned; None where no day is known.

        By events that a source out by then supports; not by what was planned, did not happen or was a slip.
        """
        found: dict[str, Day | None] = {}
        for record in self.corpus.events:
            stage = self.ontology.stages.get(self.ontology.event_kinds[record.kind].legal_stage)
            if stage is None or not stage.sets_aside:
                continue
            is_slip = record.assessment is not None and record.assessment.status == REJECTED
            if record.is_negated or record.is_planned or is_slip or not self._is_heard(record.attestations):
                continue
            day = record.date.span.latest if record.date is not None else None
            for fill in record.fills("accused"):
                known = found.get(str(fill.actor), day)
                found[str(fill.actor)] = None if known is None or day is None else max(known, day)
        return found

    def _stands(self, voice: Voice, accused: frozenset[str]) -> bool:
        """Tell whether a voice gives a court's finding that was not set aside: no accused was cleared after it."""
        if voice.attestation.basis != "court":
            return False
        found = self.published[voice.attestation.source].span.earliest
        days = [self.cleared[actor] for actor in accused if actor in self.cleared]
        return all(day is not None and found is not None and day < found for day in days)

    def excludes(self, one: Claim, other: Claim) -> bool:
        """Tell whether two claims on one exclusive object cannot both hold: other holders of an overlapping extent."""
        return excludes(one, other)


def _times(record: Claim | Event) -> list[tuple[str, Edtf]]:
    """Return the time fields that a record has, with their values."""
    fields = (("from", record.start), ("until", record.until), ("date", record.date))
    return [(field, value) for field, value in fields if value is not None]


def _disputed_names(event: Event, role: str, against: Iterable[Voice]) -> tuple[str, ...]:
    """Return the names in a role that somebody disputes."""
    fills = event.fills(role)
    return tuple(str(fill.actor) for fill in fills if any(disputes_name(voice.attestation, fill) for voice in against))


def _is_inside(voice: Voice, record: Claim | Event, bounds: Bounds) -> bool:
    """Tell whether what denies the whole is about a day that may lie inside the record's time."""
    day = voice.attestation.detail("date") or (record.date if isinstance(record, Event) else None)
    if not isinstance(day, Edtf):
        return True
    first, last = day.span
    is_before = bounds.start_earliest is not None and last is not None and last < bounds.start_earliest
    is_after = bounds.end_latest is not None and first is not None and first >= bounds.end_latest
    return not (is_before or is_after)


def _known_by(date: Edtf, day: Day) -> bool:
    """Tell whether something so dated was surely out by a day."""
    last = date.span.latest if date.span.latest is not None else date.span.earliest
    return last is not None and last <= day


__all__ = [
    "ACCEPTED", "CERTAIN", "CONFIDENCES", "DISPUTED", "NO", "OPEN", "POSSIBLE", "PROVISIONAL", "REJECTED", "STATUSES",
    "STATUS_IN_WORDS", "TOLD", "UNKNOWN", "FieldDispute", "Judge", "Judgement", "Presence", "Sides", "Stretch",
    "Validity", "Verdict", "Voice", "could_know", "weaker",
]  # fmt: skip
