"""Judged records → ties: who is joined to whom, one for a claim between two, several where an event folds.

The one place where a record becomes edges; the plain triples, the network and the page all take theirs from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .dates import Day
from .judge import ACCEPTED, CERTAIN, NO, POSSIBLE, REJECTED, UNKNOWN, Judge, Judgement, Validity
from .judge.when import narrowed
from .model import Event, Fill
from .ontology import Predicate


class Tie(NamedTuple):
    """A directed tie between two ids. `id` is the claim's, or the event's with both ends; `record` what it is from.

    `is_agreed` is false where its ends are under an equal field dispute: then it is somebody's claim only.
    """

    id: str
    subject: str
    predicate: str  # key
    object: str
    record: str
    validity: Validity
    is_agreed: bool


def ties_of(judge: Judge, judgement: Judgement) -> Iterable[Tie]:
    """Return the ties of one record; none for a value claim, a negated, a planned or a rejected record."""
    id = judgement.id
    record = judge.corpus.records[id]
    if record.is_negated or record.is_planned or judgement.status == REJECTED:
        return ()
    if isinstance(record, Event):
        return folded(judge, record, judgement)
    if record.object is None:
        return ()
    agreed = not judgement.has_equal_dispute("object")
    subject, target = str(record.subject), str(record.object)
    return (Tie(id, subject, record.predicate, target, id, judgement.validity, agreed),)


def all_ties(judge: Judge) -> Iterator[Tie]:
    """Yield every tie, by record id."""
    for judgement in judge.judgements.values():
        yield from ties_of(judge, judgement)


def folded(judge: Judge, event: Event, judgement: Judgement) -> Iterator[Tie]:
    """Yield the ties that an event folds to, by who is known to be in it; a tie lasts while both its ends do."""
    ontology = judge.ontology
    seen: set[tuple[str, str, str]] = set()
    ids: set[str] = set()
    fills = judge.fills(event)
    for fold in ontology.event_kinds[event.kind].folds:
        start, end = ontology.role_names[fold.start].key, ontology.role_names[fold.end].key
        predicate = ontology.predicate_names[fold.tie]
        agreed = not judgement.has_equal_dispute(start, end)
        ends = [fill for fill in fills if fill.role == end]
        for one in fills:
            for other in ends if one.role == start else ():
                if one.actor == other.actor or (start == end and not _across(one, other)):
                    continue
                key = (str(one.actor), predicate.key, str(other.actor))
                if key in seen:
                    continue
                seen.add(key)
                both = narrowed(narrowed(judgement.validity, one.start, one.until), other.start, other.until)
                pair = f"{event.id}~{one.actor}~{other.actor}"
                id = pair if pair not in ids else f"{pair}~{predicate.key}"  # a mediator that is a party as well
                ids.add(id)
                yield Tie(id, key[0], predicate.key, key[2], str(event.id), _brought_about(both, predicate), agreed)


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


def _across(one: Fill, other: Fill) -> bool:
    """Tell whether a pair is to be tied, once: across sides; in a flat list everybody is a side of their own."""
    return one.side < other.side if one.side or other.side else one.actor < other.actor


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


def is_settled(judge: Judge, tie: Tie, day: Day) -> bool:
    """Tell whether a tie is well supported and belongs to the day, certainly or possibly."""
    lapse = judge.ontology.predicates[tie.predicate].lapse
    answer = on_day(judge, lapse, tie.validity, day)
    return tie.is_agreed and judge.judgements[tie.record].status == ACCEPTED and answer in (CERTAIN, POSSIBLE)
