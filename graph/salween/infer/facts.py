"""Judged ties → facts that rules may use, each with its time; and how several are joined in the time they share."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..dates import Bounds, intersect
from ..judge import ACCEPTED, PROVISIONAL, STATUSES, Judge, Stretch, Validity
from ..model import Claim
from ..ties import Tie, ties_of

#: How many ways to one conclusion are kept.
_MAX_CHAINS = 8
#: Days before and after all others: the bounds of what always held, so that it narrows nothing it meets.
EVER, NEVER = 0, 10_000_000


class Premise(NamedTuple):
    """What a conclusion stands on: the record, and the tie of it that was used, with the tie's own time."""

    record: str
    tie: str
    lapse: str
    validity: Validity


class Fact(NamedTuple):
    """A tie that rules may use: an authored one, or one that was concluded."""

    subject: str
    predicate: str
    object: str
    premises: tuple[Premise, ...]  # by record and tie
    bounds: Bounds  # with EVER and NEVER where it always held
    days: Stretch  # on which it may have held
    status: str

    @property
    def records(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(premise.record for premise in self.premises))


class Index:
    def __init__(self) -> None:
        self.by_predicate: dict[str, list[Fact]] = defaultdict(list)
        self.by_subject: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self.by_object: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self.seen: set[tuple[str, ...]] = set()

    def add(self, fact: Fact) -> bool:
        key = (fact.subject, fact.predicate, fact.object, *fact.records)
        if key in self.seen or self._is_needless(fact):
            return False
        self.seen.add(key)
        self.by_predicate[fact.predicate].append(fact)
        self.by_subject[fact.predicate, fact.subject].append(fact)
        self.by_object[fact.predicate, fact.object].append(fact)
        return True

    def _is_needless(self, fact: Fact) -> bool:
        """Tell whether a tie is concluded already, on fewer records, as strongly and for as long; or often enough.

        Without this, ownership in a ring has as many chains as there are ways round it.
        """
        if len(fact.premises) == 1:
            return False
        others = [f for f in self.by_subject[fact.predicate, fact.subject] if f.object == fact.object]
        return len(others) >= _MAX_CHAINS or any(
            len(other.records) < len(fact.records)
            and STATUSES.index(other.status) <= STATUSES.index(fact.status)
            and other.days.common(fact.days) == fact.days
            for other in others
        )

    def matching(self, predicate: str, subject: str | None, object: str | None) -> list[Fact]:
        if subject is not None:
            return [f for f in self.by_subject[predicate, subject] if object is None or f.object == object]
        if object is not None:
            return self.by_object[predicate, object]
        return self.by_predicate[predicate]


def facts(judge: Judge, predicates: set[str]) -> Iterator[Fact]:
    for tie in _ties(judge, predicates):
        lapse = judge.ontology.predicates[tie.predicate].lapse
        days = _days(lapse, tie.validity)
        if days is not None:
            premise = Premise(tie.record, tie.id, lapse, tie.validity)
            bounds = _with_ever(tie.validity)
            yield Fact(tie.subject, tie.predicate, tie.object, (premise,), bounds, days, tie.status)


def _ties(judge: Judge, predicates: set[str]) -> Iterator[Tie]:
    """Yield the ties of these predicates, of records that may feed a rule."""
    for judgement in judge.judgements.values():
        record = judge.corpus.records[judgement.id]
        is_other = isinstance(record, Claim) and record.predicate not in predicates
        if not is_other and judgement.status in (ACCEPTED, PROVISIONAL):
            ties = (tie for tie in ties_of(judge, judgement) if tie.predicate in predicates)
            yield from (tie for tie in ties if tie.status in (ACCEPTED, PROVISIONAL))


def _days(lapse: str, validity: Validity) -> Stretch | None:
    """Return the days on which a tie may belong to the day: for an occurrence, all from it on."""
    if lapse != "occurrence":
        return validity.possible_days
    start = validity.bounds.start_earliest
    first = start if start is not None else validity.bounds.start_latest
    return None if first is None else Stretch(first, None)


def _with_ever(validity: Validity) -> Bounds:
    """Return the bounds of a tie, where what is permanent and undated has always held and always will."""
    bounds = validity.bounds
    if validity.lapse == "permanent":
        if bounds.start_earliest is None and bounds.start_latest is None:
            bounds = bounds._replace(start_earliest=EVER, start_latest=EVER)
        if bounds.end_earliest is None and bounds.end_latest is None:
            bounds = bounds._replace(end_earliest=NEVER, end_latest=NEVER)
    return bounds


def joined(used: Iterable[Fact], subject: str, predicate: str, object: str) -> Fact | None:
    """Return what facts give together, in the time they share; None where they share none."""
    first, *rest = used
    premises, bounds, days, status = set(first.premises), first.bounds, first.days, first.status
    for fact in rest:
        both = intersect(bounds, fact.bounds)
        if both is None or not days.meets(fact.days):
            return None
        bounds, days = both, days.common(fact.days)
        premises |= set(fact.premises)
        status = max(status, fact.status, key=STATUSES.index)  # a chain is as firm as its weakest link
    return Fact(subject, predicate, object, tuple(sorted(premises)), bounds, days, status)


def nested(judge: Judge) -> Iterator[Fact]:
    """Yield what lies inside what, at any remove and by any word for it: a rule need name only one of them.

    Of several ways from one to the other, the one with the fewest steps is cited.
    """
    kinds = sorted(key for key, predicate in judge.ontology.predicates.items() if predicate.is_part_whole)
    above: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts(judge, set(kinds)):
        above[fact.subject].append(fact)
    for start in sorted(above):
        reached, edge = {start}, deque(above[start])
        while edge:
            here = edge.popleft()
            if here.object in reached:
                continue
            reached.add(here.object)
            yield from (here._replace(predicate=key) for key in kinds)
            for step in above.get(here.object, ()):
                both = joined((here, step), start, here.predicate, step.object)
                if both is not None:
                    edge.append(both)
