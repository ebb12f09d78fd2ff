"""Corpus → judgements: what we make of each record, by rules that can be read, seen from a day of knowledge.

The rules of status stand in `status.py`, those of time in `when.py`, those of places in `places.py`; who is a
party and how many origins there are in `sides.py`. Nothing here is drawn, printed or compiled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from ..dates import Day, Edtf, Span
from ..model import Attestation, Claim, Corpus, Event, Quantity, Ref, Value
from ..ontology import EventKind, Ontology, Predicate
from .sides import Sides, Voice
from .status import ACCEPTED, DISPUTED, PROVISIONAL, REJECTED, Verdict, decide
from .when import CERTAIN, NO, POSSIBLE, UNKNOWN, Validity, validity

TIME_FIELDS = ("date", "from", "until")


class Clocks(NamedTuple):
    """The two clocks, as days: true in the world on `as_of`, by sources out by `known_at`."""

    as_of: Day
    known_at: Day


class FieldDispute(NamedTuple):
    """Sources differ on a field. `is_equal` where the dissent is as strong as what the record says.

    `others` are the ids of records that say otherwise, where the dispute is between two records.
    """

    field: str
    is_equal: bool
    dissent: tuple[Voice, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """What we make of one record."""

    id: str
    verdict: Verdict
    voices: tuple[Voice, ...]  # all that can be heard, in the order written
    support: tuple[Voice, ...]  # for the whole
    denial: tuple[Voice, ...]  # against the whole
    origins: tuple[frozenset[str], ...]
    disputes: tuple[FieldDispute, ...]
    validity: Validity
    disputed_with: tuple[str, ...] = ()

    @property
    def status(self) -> str:
        return self.verdict.status

    def has_equal_dispute(self, *fields: str) -> bool:
        return any(dispute.is_equal and dispute.field in fields for dispute in self.disputes)


class Judge:
    """Judges the records of a corpus as known on a day. `judgements` holds those that had a source by then, by id."""

    def __init__(self, corpus: Corpus, ontology: Ontology, known_at: Day | None = None, sides: Sides | None = None) -> None:
        self.corpus = corpus
        self.ontology = ontology
        self.known_at = corpus.dataset.edition if known_at is None else known_at
        self.sides = sides or Sides(corpus, ontology)
        self.published = {id: source.dated for id, source in corpus.sources.items()}
        self.is_out = {id: _known_by(date, self.known_at) for id, date in self.published.items()}
        self.overturned = self._overturned()
        found = (self._judge(record) for record in corpus.records.values())
        self.judgements: dict[str, Judgement] = {j.id: j for j in found if j is not None}
        self._conflicts()

    def seen_from(self, known_at: Day) -> Judge:
        """Return the judge of the same corpus on another day of knowledge."""
        return self if known_at == self.known_at else Judge(self.corpus, self.ontology, known_at, self.sides)

    def term(self, record: Claim | Event) -> Predicate | EventKind:
        if isinstance(record, Event):
            return self.ontology.event_kinds[record.kind]
        return self.ontology.predicates[record.predicate]

    def holds(self, id: str, day: Day) -> str:
        """Answer for a record and a day: certain, possible, no or unknown; unknown where it is not yet heard of."""
        judgement = self.judgements.get(id)
        return UNKNOWN if judgement is None else judgement.validity.on(day)

    # ---- one record -------------------------------------------------------------------------------------------

    def _judge(self, record: Claim | Event) -> Judgement | None:
        heard = [a for a in record.attestations if self.is_out[a.source]]
        if not heard:
            return None
        voices = [self.sides.voice(record, attestation) for attestation in heard]
        support = tuple(v for v in voices if v.attestation.stance == "supports")
        denial = tuple(v for v in voices if v.attestation.stance == "contradicts" and v.attestation.of == "whole")
        disputes = self._field_disputes(record, voices)
        term = self.term(record)
        override = record.assessment if record.assessment and _known_by(record.assessment.date, self.known_at) else None
        origins = tuple(self.sides.count(support))
        verdict = decide(record, term, support, denial, self.sides, override, self._accused(record), self.overturned)
        alternatives = {
            dispute.field: [span for voice in dispute.dissent if (span := _span(voice.attestation, dispute.field))]
            for dispute in disputes
            if dispute.field in TIME_FIELDS and dispute.is_equal
        }
        vouched = self._vouched(record, support)
        covers_to = self.corpus.dataset.covers_to
        when = validity(record, term, support, alternatives, self.published, vouched, covers_to)
        return Judgement(str(record.id), verdict, tuple(voices), support, denial, origins, tuple(disputes), when)

    def _vouched(self, record: Claim | Event, supporters: Iterable[Voice]) -> frozenset[str]:
        """Return the time fields that some supporting source could know: it is dated on or after them."""
        found = set()
        for field, value in (("from", record.start), ("until", record.until), ("date", record.date)):
            if value is not None and any(
                voice.attestation.of in ("", field) and could_know(self.published[voice.attestation.source], value, record)
                for voice in supporters
            ):
                found.add(field)
        return frozenset(found)

    def _field_disputes(self, record: Claim | Event, voices: list[Voice]) -> list[FieldDispute]:
        dissent: dict[str, list[Voice]] = defaultdict(list)
        for voice in voices:
            attestation = voice.attestation
            if attestation.stance == "contradicts" and attestation.of not in ("", "whole"):
                dissent[attestation.of].append(voice)
            elif attestation.stance == "supports":
                for field, value in attestation.details:
                    if field != "date" or self.term(record).lapse == "occurrence":
                        if _differs(_own(record, field), value):
                            dissent[field].append(voice)
        found = []
        for field in sorted(dissent):
            against = dissent[field]
            backing = [
                v for v in voices
                if v.attestation.stance == "supports" and v not in against and v.attestation.of in ("", field)
            ]
            is_equal = self.sides.is_strong(against) or not self.sides.is_strong(backing)
            found.append(FieldDispute(field, is_equal, tuple(against)))
        return found

    def _accused(self, record: Claim | Event) -> frozenset[str]:
        """Return whom an accusing record accuses; empty where it accuses nobody."""
        term = self.term(record)
        if not term.accuses:
            return frozenset()
        if isinstance(record, Claim):
            return frozenset([str(record.subject)])
        assert isinstance(term, EventKind)
        keys = {self.ontology.role_names[name].key for name in term.accused_roles}
        return frozenset(str(fill.actor) for fill in record.roles if fill.role in keys)

    def _overturned(self) -> frozenset[str]:
        """Return who was acquitted, or whose conviction was overturned, by an event that had a source by then."""
        found = set()
        for record in self.corpus.records.values():
            if isinstance(record, Event):
                stage = self.ontology.event_kinds[record.kind].legal_stage
                if stage in ("overturned", "acquitted") and any(self.is_out[a.source] for a in record.attestations):
                    found |= {str(fill.actor) for fill in record.roles if fill.role == "accused"}
        return frozenset(found)

    # ---- between records --------------------------------------------------------------------------------------

    def _conflicts(self) -> None:
        """Mark, on both sides, two holders of one thing who are certain on one day, and two counts of one scope."""
        with_others: dict[str, set[str]] = defaultdict(set)
        counts: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
        holds: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        for id in self.judgements:
            record = self.corpus.records[id]
            if isinstance(record, Event) or not self._is_live(record):
                continue
            if isinstance(record.value, Quantity):
                value = record.value
                window = value.window.text if value.window else ""
                counts[(record.subject, record.predicate, value.scope, window, value.unit)].append(record)
            elif record.object is not None and self.ontology.predicates[record.predicate].is_exclusive:
                holds[(record.predicate, record.object)].append(record)
        differing: dict[str, set[str]] = defaultdict(set)
        for claims in counts.values():
            for one, other in _pairs(claims):
                if _differs(one.value, other.value):
                    differing[one.id].add(str(other.id))
                    differing[other.id].add(str(one.id))
        for claims in holds.values():
            for one, other in _pairs([c for c in claims if self.judgements[c.id].status == ACCEPTED]):
                if self.excludes(one, other) and self._certain_together(one, other):
                    with_others[one.id].add(str(other.id))
                    with_others[other.id].add(str(one.id))
        for id, others in differing.items():
            judgement = self.judgements[id]
            dissent = tuple(voice for other in sorted(others) for voice in self.judgements[other].support)
            is_equal = self.sides.is_strong(dissent) or not self.sides.is_strong(judgement.support)
            dispute = FieldDispute("value", is_equal, dissent, tuple(sorted(others)))
            self.judgements[id] = _with(judgement, disputes=(*judgement.disputes, dispute))
        for id, others in with_others.items():
            self.judgements[id] = _with(self.judgements[id], disputed_with=tuple(sorted(others)))

    def _is_live(self, record: Claim | Event) -> bool:
        return not (record.is_negated or record.is_planned) and self.judgements[record.id].status != REJECTED

    def excludes(self, one: Claim, other: Claim) -> bool:
        """Tell whether two claims on one exclusive object cannot both hold: other holders of an overlapping extent."""
        if one.subject == other.subject or "true" in (one.qualifier("jointly"), other.qualifier("jointly")):
            return False
        extents = (one.qualifier("extent"), other.qualifier("extent"))
        return extents[0] == extents[1] or None in extents

    def _certain_together(self, one: Claim, other: Claim) -> bool:
        a, b = self.judgements[one.id].validity, self.judgements[other.id].validity
        starts = (a.bounds.start_latest, b.bounds.start_latest)
        if None in starts:
            return False
        day = max(starts)  # type: ignore[type-var]
        return day is not None and a.on(day) == b.on(day) == CERTAIN


def could_know(published: Edtf, value: Edtf, record: Claim | Event | None = None) -> bool:
    """Tell whether a source of that date could know of a day; a plan is always known before its day."""
    if record is not None and record.is_planned:
        return True
    earliest, latest = value.span.earliest, published.span.latest
    return earliest is None or latest is None or latest >= earliest


def _known_by(date: Edtf, day: Day) -> bool:
    """Tell whether something so dated was surely out by a day."""
    last = date.span.latest if date.span.latest is not None else date.span.earliest
    return last is not None and last <= day


def _span(attestation: Attestation, field: str) -> Span | None:
    value = attestation.detail(field)
    return value.span if isinstance(value, Edtf) else None


def _own(record: Claim | Event, field: str) -> object:
    """Return what the record itself says of a field."""
    if field in TIME_FIELDS:
        return {"date": record.date, "from": record.start, "until": record.until}[field]
    if field == "value":
        return record.value if isinstance(record, Claim) else None
    if isinstance(record, Event):
        fills = tuple(fill.actor for fill in record.roles if fill.role == field)
        if fills:
            return fills
    return record.qualifier(field)


def _differs(own: object, other: Value | tuple[Ref, ...] | None) -> bool:
    """Tell whether two values of a field cannot both be right. What only one of them gives is no difference."""
    if own is None or other is None:
        return False
    if isinstance(own, Edtf) and isinstance(other, Edtf):
        return not own.span.meets(other.span)
    if isinstance(own, Quantity) and isinstance(other, Quantity):
        return not _overlap(own, other)
    if isinstance(own, tuple) and isinstance(other, tuple):
        return set(own) != set(other)
    return own != other


def _overlap(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers can be one; a round figure stands for all that round to it.

    >>> from decimal import Decimal
    >>> about = Quantity(Decimal(900), Decimal(900), True, "", "", None, False, None)
    >>> _overlap(about, about._replace(low=Decimal(871), high=Decimal(871), is_about=False))
    True
    """
    ranges = []
    for value in (one, other):
        slack = Decimal(0)
        if value.is_about:
            slack = Decimal(10) ** int(value.low.normalize().as_tuple().exponent) / 2
        ranges.append((value.low - slack, None if value.high is None else value.high + slack))
    (low, high), (other_low, other_high) = ranges
    return (high is None or high >= other_low) and (other_high is None or other_high >= low)


def _pairs(items: list[Claim]) -> Iterable[tuple[Claim, Claim]]:
    return ((a, b) for index, a in enumerate(items) for b in items[index + 1 :])


def _with(judgement: Judgement, **changes: object) -> Judgement:
    return replace(judgement, **changes)  # type: ignore[arg-type]


__all__ = [
    "ACCEPTED", "CERTAIN", "DISPUTED", "NO", "POSSIBLE", "PROVISIONAL", "REJECTED", "UNKNOWN",
    "Clocks", "FieldDispute", "Judge", "Judgement", "Sides", "Validity", "Verdict", "Voice", "could_know",
]
