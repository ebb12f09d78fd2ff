"""Who held a place on a day: the ten answers of design section 5."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..dates import Day
from ..model import Claim
from . import Judge
from .status import ACCEPTED, DISPUTED, REJECTED
from .when import CERTAIN, NO, POSSIBLE

HELD, PROBABLY, CLAIMED, SHARED, CONTESTED = "held", "probably held", "claimed by", "shared", "contested"
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
        if not claims:
            return PlaceState(NO_RECORD, ())
        answers = {str(claim.id): judge.judgements[claim.id].validity.on(day) for claim in claims}
        accepted = [c for c in claims if judge.judgements[c.id].status == ACCEPTED]
        contests = [c for c in accepted if c.predicate in self.contests and answers[c.id] in (CERTAIN, POSSIBLE)]
        certain = [c for c in accepted if c.predicate in self.exclusive and answers[c.id] == CERTAIN]
        possible = [
            c for c in accepted
            if c.predicate in self.exclusive and answers[c.id] == POSSIBLE
            and not any(judge.excludes(c, holder) or c.subject == holder.subject for holder in certain)
        ]
        if contests:
            return PlaceState(CONTESTED, _ids([*contests, *certain, *possible]))
        if certain:
            return self._held(certain, possible)
        if possible:
            return self._perhaps(possible, day)
        others = [c for c in claims if c not in accepted and answers[c.id] in (CERTAIN, POSSIBLE)]
        if others:
            is_disputed = all(judge.judgements[c.id].status == DISPUTED for c in others)
            return PlaceState(DISPUTE if is_disputed else CLAIMED, _ids(others))
        return self._unknown(accepted, answers, day)

    def _held(self, certain: Sequence[Claim], possible: Sequence[Claim]) -> PlaceState:
        clash = [
            (a, b) for index, a in enumerate(certain) for b in certain[index + 1 :] if self.judge.excludes(a, b)
        ]
        if clash:
            return PlaceState(DISPUTE, _ids([claim for pair in clash for claim in pair]))
        holders = [*certain, *possible]
        many = len({claim.subject for claim in holders}) > 1
        return PlaceState(SHARED if many else HELD, _ids(holders))

    def _perhaps(self, possible: Sequence[Claim], day: Day) -> PlaceState:
        if len({claim.subject for claim in possible}) == 1:
            return PlaceState(PROBABLY, _ids(possible))
        validity = {claim.id: self.judge.judgements[claim.id].validity for claim in possible}
        leaving = [c for c in possible if _within(day, validity[c.id].bounds.end_earliest, validity[c.id].bounds.end_latest)]
        coming = [c for c in possible if _within(day, validity[c.id].bounds.start_earliest, validity[c.id].bounds.start_latest)]
        if any(a.subject != b.subject for a in leaving for b in coming):
            return PlaceState(HANDOVER, _ids([*leaving, *coming]))
        pairs = [(a, b) for index, a in enumerate(possible) for b in possible[index + 1 :]]
        if not any(self.judge.excludes(a, b) for a, b in pairs):
            return PlaceState(SHARED, _ids(possible))
        return PlaceState(CONTESTED, _ids(possible))

    def _unknown(self, accepted: Sequence[Claim], answers: dict[str, str], day: Day) -> PlaceState:
        """Say since when nobody knows; no record where the day lies before all that is recorded."""
        gone = []
        for claim in accepted:
            validity = self.judge.judgements[claim.id].validity
            last = validity.last_possible
            begun = validity.bounds.start_latest is not None and validity.bounds.start_latest <= day
            if last is not None and last < day and (begun or answers[claim.id] == NO):
                gone.append((last + 1, claim))
        if not gone:
            return PlaceState(NO_RECORD, ())
        since = max(day for day, _ in gone)
        return PlaceState(UNKNOWN_SINCE, _ids([claim for day, claim in gone if day == since]), since)


def _ids(claims: Sequence[Claim]) -> tuple[str, ...]:
    return tuple(sorted({str(claim.id) for claim in claims}))


def _within(day: Day, earliest: Day | None, latest: Day | None) -> bool:
    return earliest is not None and earliest <= day and (latest is None or day <= latest)
