"""Who held a place on a day: the answers of design sections 5 and 15.

Where the design leaves a choice: two certain holders of one extent come first, since the place is disputed then
whatever else is said; a contest by the certain holder itself is over; a handover is between two of one extent, while
a third possible holder of it leaves the place contested; only what nobody accepted speaks of is "claimed by"; a place
that is fought for is contested, besieged or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ..dates import Bounds, Day
from ..model import Claim
from . import Judge
from .runs import Run, runs, turns
from .status import ACCEPTED, REJECTED
from .when import CERTAIN, POSSIBLE

HELD, PROBABLY, CLAIMED, SHARED, CONTESTED = "held", "probably held", "claimed by", "shared", "contested"
BESIEGED = "besieged"
HANDOVER, DISPUTE, UNKNOWN_SINCE = "handover", "disputed", "unknown"
NO_RECORD, BEYOND = "no record", "beyond coverage"


class PlaceState(NamedTuple):
    """The answer for a place and a day. `since` is the first day of an unknown; `claims` are those it rests on."""

    answer: str
    claims: tuple[str, ...]
    since: Day | None = None


class Holds:
    """The exclusive claims and contests of a judge's corpus, by place."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.by_place: dict[str, list[Claim]] = {}
        predicates = judge.ontology.predicates
        contested = {judge.ontology.predicate_names[p.contest_of].key for p in predicates.values() if p.contest_of}
        self.exclusive = {key for key in contested if predicates[key].is_exclusive}
        self.contests = {p.key for p in predicates.values() if p.contest_of}
        self.sieges = {p.key for p in predicates.values() if p.is_siege}
        for id, judgement in judge.judgements.items():
            record = judge.corpus.records[id]
            if not isinstance(record, Claim) or record.object is None or judgement.status == REJECTED:
                continue
            if record.predicate in self.exclusive | self.contests and not (record.is_negated or record.is_planned):
                self.by_place.setdefault(str(record.object), []).append(record)

    def on(self, place: str, day: Day) -> PlaceState:
        """Answer who held a place on a day."""
        judge = self.judge
        if day > judge.corpus.dataset.covers_to:
            return PlaceState(BEYOND, ())
        claims = self.by_place.get(place, [])
        answers = {str(claim.id): judge.judgements[claim.id].validity.on(day) for claim in claims}
        held = [c for c in claims if c.predicate in self.exclusive and answers[c.id] in (CERTAIN, POSSIBLE)]
        accepted = [c for c in held if judge.judgements[c.id].status == ACCEPTED]
        certain = [c for c in accepted if answers[c.id] == CERTAIN]
        possible = [c for c in accepted if answers[c.id] == POSSIBLE and not self._is_beaten(c, certain)]
        contests = [
            c
            for c in claims
            if c.predicate in self.contests
            and answers[c.id] in (CERTAIN, POSSIBLE)
            and judge.judgements[c.id].status == ACCEPTED
            and not any(c.subject == holder.subject for holder in certain)
        ]
        if clash := self._excluding(certain):
            return PlaceState(DISPUTE, _ids(clash))
        if contests:
            is_fought_for = any(c.predicate not in self.sieges for c in contests)
            return PlaceState(CONTESTED if is_fought_for else BESIEGED, _ids([*contests, *certain, *possible]))
        if rivals := self._excluding(possible):
            passing = self._handed_over(rivals, day)
            return PlaceState(HANDOVER, _ids(passing)) if passing else PlaceState(CONTESTED, _ids(rivals))
        if holders := [*certain, *possible]:
            many = len({holder.subject for holder in holders}) > 1
            return PlaceState(SHARED if many else HELD if certain else PROBABLY, _ids(holders))
        if held:
            return PlaceState(CLAIMED, _ids(held))
        return self._unknown(claims, day)

    def turns(self, place: str) -> list[Day]:
        """Return the days on which what is asked of a place may change; the last is the first beyond coverage."""
        judge, last = self.judge, self.judge.corpus.dataset.covers_to
        days = {day for claim in self.by_place.get(place, ()) for day in turns(judge.judgements[claim.id].validity)}
        return sorted({day for day in days if day <= last} | {last + 1})

    def runs(self, place: str) -> tuple[Run[PlaceState], ...]:
        """Return who held a place over all days; the last run is beyond coverage."""
        return runs(self.turns(place), lambda day: self.on(place, day))

    def inside(self, place: str) -> list[str]:
        """Return the widest places within one that have a holder on record, sorted; none where it has one itself."""
        found, edge = {place}, [place] if place not in self.by_place else []
        while edge:
            edge = [part for here in edge for part in self._parts.get(here, ()) if part not in found]
            found |= set(edge)
            edge = [part for part in edge if part not in self.by_place]
        return sorted(found & self.by_place.keys() - {place})

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """What lies in each place, by whatever word for it."""
        judge, found = self.judge, dict[str, list[str]]()
        kinds = {key for key, predicate in judge.ontology.predicates.items() if predicate.is_part_whole}
        for id, judgement in judge.judgements.items():
            record = judge.corpus.records[id]
            if not isinstance(record, Claim) or record.predicate not in kinds or judgement.status == REJECTED:
                continue
            if record.object is not None and not (record.is_negated or record.is_planned):
                found.setdefault(str(record.object), []).append(str(record.subject))
        return found

    def followed(self) -> Iterator[tuple[Claim, Claim]]:
        """Yield each well supported hold that ended, with the holds of others that may have begun as it did.

        Of those that came, a later one does not follow it: it follows whoever came first.
        """
        for claims in self.by_place.values():
            coming: list[tuple[Day, Day, str, Claim]] = []
            gone: list[tuple[Day, Day, Claim]] = []
            for claim in claims:
                judgement = self.judge.judgements[claim.id]
                begun, by, ended, over = judgement.validity.bounds
                if judgement.status == ACCEPTED and claim.predicate in self.exclusive:
                    if begun is not None and by is not None:
                        coming.append((begun, by, claim.id, claim))
                    if ended is not None and over is not None:
                        gone.append((ended, over, claim))
            coming.sort(key=lambda row: row[:3])
            for ended, over, claim in gone:
                others = (row for row in coming if row[3].subject != claim.subject)
                yield from ((claim, other) for other in _first_within(ended, over, others))

    def _is_beaten(self, claim: Claim, certain: Iterable[Claim]) -> bool:
        """Tell whether a certain holder stands where a possible one would; its own other claim adds nothing to it."""
        return any(self.judge.excludes(claim, holder) or claim.subject == holder.subject for holder in certain)

    def _excluding(self, claims: Sequence[Claim]) -> list[Claim]:
        """Return those claims that cannot hold beside another of them."""
        return [c for c in claims if any(self.judge.excludes(c, other) for other in claims)]

    def _handed_over(self, rivals: Sequence[Claim], day: Day) -> list[Claim]:
        """Return two or more rivals of whom some may be leaving on the day and the others coming, else nothing.

        The tail of a horizon is neither: who is leaving has an end by some day, who is coming a start from some day.
        """
        bounds = {claim.id: self.judge.judgements[claim.id].validity.bounds for claim in rivals}
        leaving = [c for c in rivals if bounds[c.id].end_latest is not None and is_ending(day, bounds[c.id])]
        coming = [c for c in rivals if bounds[c.id].start_earliest is not None and is_beginning(day, bounds[c.id])]
        passing = [c for c in rivals if c in leaving or c in coming]
        meet = any(self.judge.excludes(one, other) for one in leaving for other in coming)
        return passing if meet and len(passing) == len(rivals) else []

    def _unknown(self, claims: Sequence[Claim], day: Day) -> PlaceState:
        """Say since when nobody knows; no record where the day lies before all that is recorded."""
        # A claim that nobody else backs counts as well: as long as it may have held, the place was "claimed by".
        judged = [(c, self.judge.judgements[c.id]) for c in claims]
        told = [(c, j) for c, j in judged if c.predicate in self.exclusive or j.status == ACCEPTED]
        last = [(j.validity.last_possible, c) for c, j in told]
        gone = [(last_day + 1, claim) for last_day, claim in last if last_day is not None and last_day < day]
        if gone:
            since = max(first for first, _ in gone)
            return PlaceState(UNKNOWN_SINCE, _ids([claim for first, claim in gone if first == since]), since)
        return PlaceState(NO_RECORD, ())


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted({str(claim.id) for claim in claims}))


def _first_within(earliest: Day, latest: Day, coming: Iterable[tuple[Day, Day, str, Claim]]) -> Iterator[Claim]:
    """Yield, of what began between two days each, by the first of them, what nothing else came before."""
    first = None  # the last day by which something has come
    for begun, by, _, claim in coming:
        if begun > latest:
            return
        if by >= earliest and (first is None or by <= first):
            first = by
            yield claim


def is_ending(day: Day, bounds: Bounds) -> bool:
    """Tell whether one possible day of the end is this day, or has been."""
    return bounds.end_earliest is None or bounds.end_earliest <= day


def is_beginning(day: Day, bounds: Bounds) -> bool:
    """Tell whether one possible day of the start is this day, or is to come."""
    return bounds.start_latest is None or day <= bounds.start_latest
