"""A rule × facts → what it concludes: every way to match its premises, and stakes that add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from ..judge import ACCEPTED, Judge, Judgement
from ..model import Claim, Quantity
from .facts import Fact, Index, joined
from .rules import Limit, Pattern, Rule, Total

#: Of how many stakes a total is tried at once, and how many of the largest are looked at.
_MOST_STAKES, _MOST_OWNERS = 4, 12


class Match(NamedTuple):
    """What the variables are, and the fact that each premise found."""

    bound: dict[str, str]
    used: tuple[Fact, ...]


def apply(judge: Judge, rule: Rule, index: Index, fresh: set[int]) -> Iterator[Fact]:
    """Yield what a rule concludes from facts of which at least one is fresh."""
    if rule.total is not None:
        yield from _added_up(judge, rule, rule.total, index, fresh)
        return
    for position in range(len(rule.premises)):
        for found in _Matching(judge, rule, index, fresh, position).all():
            yield from _concluded(rule, found.bound, found.used)


def _concluded(rule: Rule, bound: dict[str, str], used: tuple[Fact, ...]) -> Iterator[Fact]:
    subject, object = (bound.get(end, end) for end in (rule.conclusion.subject, rule.conclusion.object))
    fact = joined(used, subject, rule.conclusion.predicate, object) if subject != object else None
    if fact is not None and not (rule.needs_accepted and fact.status != ACCEPTED):
        yield fact


class _Matching:
    """The ways to match a rule's premises. With a `seed`, that premise is met by a fresh fact and none before it is:
    so each way that has something fresh in it is found once, and no other is looked for."""

    def __init__(self, judge: Judge, rule: Rule, index: Index, fresh: set[int], seed: int | None = None) -> None:
        self.judge, self.rule, self.index, self.fresh, self.seed = judge, rule, index, fresh, seed
        self.kinds = dict(rule.kinds)

    def all(self) -> Iterator[Match]:
        return self.match(tuple(range(len(self.rule.premises))), {}, {})

    def match(self, left: tuple[int, ...], bound: dict[str, str], used: dict[int, Fact]) -> Iterator[Match]:
        if not left:
            yield Match(bound, tuple(used[position] for position in range(len(used))))
            return
        # the seed first; then whichever premise has the fewest candidates by what is bound
        position = self.seed if self.seed in left else min(left, key=lambda each: self.count(each, bound))
        assert position is not None
        rest = tuple(each for each in left if each != position)
        for pattern in self.rule.premises[position]:
            for fact in list(self.candidates(pattern, bound)):
                if self.is_left_out(position, fact) or not _enough(self.judge, fact, pattern, self.rule):
                    continue
                with_subject = self.bind(bound, pattern.subject, fact.subject)
                both = self.bind(with_subject, pattern.object, fact.object) if with_subject is not None else None
                if both is not None:
                    yield from self.match(rest, both, {**used, position: fact})

    def is_left_out(self, position: int, fact: Fact) -> bool:
        if self.seed is None or position > self.seed:
            return False
        return (id(fact) in self.fresh) != (position == self.seed)

    def candidates(self, pattern: Pattern, bound: dict[str, str]) -> list[Fact]:
        subject = bound.get(pattern.subject) if pattern.subject.startswith("$") else pattern.subject
        object = bound.get(pattern.object) if pattern.object.startswith("$") else pattern.object
        return self.index.matching(pattern.predicate, subject, object)

    def count(self, position: int, bound: dict[str, str]) -> int:
        return sum(len(self.candidates(pattern, bound)) for pattern in self.rule.premises[position])

    def bind(self, bound: dict[str, str], name: str, value: str) -> dict[str, str] | None:
        if not name.startswith("$"):
            return bound if name == value else None
        if name in bound:
            return bound if bound[name] == value else None
        if name in self.kinds:
            entity = self.judge.corpus.entities.get(value)
            if entity is None or not self.judge.ontology.is_a(entity.kind, self.kinds[name]):
                return None
        return {**bound, name: value}


# ---- quantities ----------------------------------------------------------------------------------------------


def _enough(judge: Judge, fact: Fact, pattern: Pattern, rule: Rule) -> bool:
    """Tell whether a premise is large enough (a percentage counts by its low) and covers what the rule needs."""
    is_hold = rule.covers_whole and judge.ontology.predicates[pattern.predicate].is_exclusive
    if not (pattern.limits or is_hold):
        return True
    record = judge.corpus.records[fact.premises[0].record]
    if not isinstance(record, Claim) or len(fact.premises) > 1:
        return not pattern.limits
    judgement = judge.judgements[record.id]
    if not all(limit.admits(_lowest(record, judgement, limit.key)) for limit in pattern.limits):
        return False
    return not is_hold or (record.qualifier("extent") is None and not judgement.has_equal_dispute("extent"))


def _lowest(record: Claim, judgement: Judgement, key: str) -> Decimal:
    """Return the lowest that a quantity may be, by all who are as strong as what the record says; else nothing."""
    values: list[object] = [] if key in judgement.absent else [record.qualifier(key)]
    for dispute in judgement.disputes:
        if dispute.field == key and dispute.is_equal:
            values += [voice.attestation.detail(key) for voice in dispute.dissent]
    return min((value.low if isinstance(value, Quantity) else Decimal(0) for value in values), default=Decimal(0))


def _added_up(judge: Judge, rule: Rule, total: Total, index: Index, fresh: set[int]) -> Iterator[Fact]:
    """Yield what stakes give together: each smallest set of different owners that reaches the limit, in one time.

    What is unknown adds nothing, and so does what is held by the same owner twice.
    """
    groups: dict[tuple[str, str], list[tuple[Decimal, Match]]] = defaultdict(list)
    for found in _Matching(judge, rule, index, fresh).all():
        stake = _stake(judge, found.used[0], total.limit)
        if stake > 0:
            ends = (rule.conclusion.subject, rule.conclusion.object)
            key = (found.bound.get(ends[0], ends[0]), found.bound.get(ends[1], ends[1]))
            groups[key].append((stake, found))
    for stakes in groups.values():
        largest = sorted(stakes, key=lambda each: (-each[0], [f.records for f in each[1].used]))[:_MOST_OWNERS]
        for number in range(1, _MOST_STAKES + 1):
            for chosen in combinations(largest, number):
                used = tuple(fact for _, found in chosen for fact in found.used)
                if _is_least(chosen, total) and any(id(fact) in fresh for fact in used):
                    yield from _concluded(rule, chosen[0][1].bound, used)


def _stake(judge: Judge, fact: Fact, limit: Limit) -> Decimal:
    record = judge.corpus.records[fact.premises[0].record]
    if not isinstance(record, Claim) or len(fact.premises) > 1:
        return Decimal(0)
    return _lowest(record, judge.judgements[record.id], limit.key)


def _is_least(chosen: tuple[tuple[Decimal, Match], ...], total: Total) -> bool:
    """Tell whether stakes of different owners reach the limit, and would not without the smallest of them."""
    owners = {found.bound[total.over] for _, found in chosen}
    stakes = [stake for stake, _ in chosen]
    if len(owners) < len(chosen) or not total.limit.admits(sum(stakes, Decimal(0))):
        return False
    return len(stakes) == 1 or not total.limit.admits(sum(stakes, Decimal(0)) - min(stakes))
