"""Judged records → ties: who is joined to whom, one for a claim between two, several where an event folds.

The one place where a record becomes edges; the plain triples, the network and the page all take theirs from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .dates import Day
from .judge import (
    ACCEPTED,
    CERTAIN,
    DISPUTED,
    NO,
    POSSIBLE,
    REJECTED,
    UNKNOWN,
    Judge,
    Judgement,
    Presence,
    Validity,
    Verdict,
    weaker,
)
from .judge.when import narrowed
from .model import Claim, Event
from .ontology import Predicate


class Tie(NamedTuple):
    """A directed tie between two ids. `id` is the claim's, or the event's with both ends; `record` what it is from.

    `verdict` is that of the record, or of the weaker of its two ends in an event; it is disputed where sources as
    strong name another object.
    """

    id: str
    subject: str
    predicate: str  # key
    object: str
    record: str
    validity: Validity
    verdict: Verdict

    @property
    def status(self) -> str:
        return self.verdict.status


def ties_of(judge: Judge, judgement: Judgement) -> Iterable[Tie]:
    """Return the ties of one record; none for a value claim, a negated, a planned or a rejected record."""
    record = judge.corpus.records[judgement.id]
    if record.is_negated or record.is_planned or judgement.status == REJECTED:
        return ()
    if isinstance(record, Event):
        return folded(judge, record, judgement)
    if record.object is None:
        return ()
    return (claim_tie(record, judgement),)


def claim_tie(claim: Claim, judgement: Judgement) -> Tie:
    """Return the tie of a claim between two; disputed where sources as strong name another object."""
    verdict = judgement.verdict
    if judgement.has_equal_dispute("object"):
        because = "sources as strong as those that support it name another"
        verdict = weaker(verdict, Verdict(DISPUTED, "low", "contradicted", because))
    ends = str(claim.subject), claim.predicate, str(claim.object)
    return Tie(judgement.id, *ends, judgement.id, judgement.validity, verdict)


def all_ties(judge: Judge) -> Iterator[Tie]:
    """Yield every tie, by record id."""
    for judgement in judge.judgements.values():
        yield from ties_of(judge, judgement)


def folded(judge: Judge, event: Event, judgement: Judgement) -> Iterator[Tie]:
    """Yield the ties that an event folds to, by who is known to be in it; a tie lasts while both its ends do."""
    ontology = judge.ontology
    seen: set[tuple[str, str, str]] = set()
    ids: set[str] = set()
    for fold in ontology.event_kinds[event.kind].folds:
        start, end = ontology.role_names[fold.start].key, ontology.role_names[fold.end].key
        predicate = ontology.predicate_names[fold.tie]
        ends = [presence for presence in judgement.presences if presence.fill.role == end]
        for one in judgement.presences:
            for other in ends if one.fill.role == start else ():
                if one.fill.actor == other.fill.actor or (start == end and not _across(one, other)):
                    continue
                key = (str(one.fill.actor), predicate.key, str(other.fill.actor))
                if key in seen:
                    continue
                seen.add(key)
                if REJECTED in (one.status, other.status):
                    continue
                both = narrowed(one.validity, other.fill.start, other.fill.until)
                pair = f"{event.id}~{key[0]}~{key[2]}"
                id = pair if pair not in ids else f"{pair}~{predicate.key}"  # a mediator that is a party as well
                ids.add(id)
                verdict = weaker(one.verdict, other.verdict)
                yield Tie(id, key[0], predicate.key, key[2], str(event.id), _brought_about(both, predicate), verdict)


def _brought_about(validity: Validity, predicate: Predicate) -> Validity:
    """Return when a tie holds: what an occurrence brings about, and is none itself, lasts by the tie's own rules.

    A group that split off in 2022 has split off ever since; the day after the split ends only the splitting.
    """
    if validity.lapse != "occurrence" or predicate.lapse == "occurrence":
        return validity
    start = validity.bounds
    bounds = start._replace(end_earliest=None, end_latest=None)
    seen = start.start_latest if start.start_earliest == start.start_latest else None
    return validity._replace(bounds=bounds, confirmed=seen, lapse=predicate.lapse, horizon_days=predicate.horizon_days)


def _across(one: Presence, other: Presence) -> bool:
    """Tell whether a pair is to be tied, once: across sides; in a flat list everybody is a side of their own."""
    first, second = one.fill, other.fill
    return first.side < second.side if first.side or second.side else first.actor < second.actor


def has_happened(validity: Validity, day: Day) -> str:
    """Answer for an occurrence whether it had happened by a day: certain, possible, no or unknown."""
    bounds = validity.bounds
    if bounds.start_latest is not None and bounds.start_latest <= day:
        return CERTAIN
    if bounds.start_earliest is not None:
        return POSSIBLE if bounds.start_earliest <= day else NO
    return UNKNOWN


def on_day(judge: Judge, predicate_lapse: str, validity: Validity, day: Day) -> str:
    """Answer whether a tie belongs to a day: it holds, or, for an occurrence, has happened by then."""
    return has_happened(validity, day) if predicate_lapse == "occurrence" else validity.on(day)


def told(predicate_lapse: str, validity: Validity, day: Day) -> str:
    """Return what readers are told of a tie or a record on a day, one of `judge.TOLD`."""
    return has_happened(validity, day) if predicate_lapse == "occurrence" else validity.told(day)


def is_settled(judge: Judge, tie: Tie, day: Day) -> bool:
    """Tell whether a tie is well supported and belongs to the day, certainly or possibly."""
    lapse = judge.ontology.predicates[tie.predicate].lapse
    answer = on_day(judge, lapse, tie.validity, day)
    return tie.status == ACCEPTED and answer in (CERTAIN, POSSIBLE)
