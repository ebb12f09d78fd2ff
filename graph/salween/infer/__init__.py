"""Rules × judged records → conclusions, each citing what it rests on.

A rule is YAML in `ontology/rules/`: patterns over ties, evaluated semi-naively to a fixed point. Disputed, negated,
planned and rejected records feed no rule; a conclusion is never stronger than its weakest premise, and is made only
where there is a day on which all its premises may have held. What is permanent and undated narrows no time. Where
sources as strong as each other differ on a share, the lowest counts; on an extent, it covers nothing.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..dates import Bounds, Day
from ..judge import STATUSES, TOLD, Judge
from ..ties import on_day
from ..ties import told as tie_told
from .facts import EVER, NEVER, Fact, Index, Premise, facts, nested
from .match import apply
from .rules import Limit, Pattern, Rule, Total, read_rules

_MAX_ROUNDS = 12
#: In how many ways a conclusion is shown to follow, the shortest first: their number grows beyond all measure.
_MAX_WAYS = 4


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a rule says. `rests_on` are the ids of the records it stands on, sorted; `confirmed` the last day on which
    all of them that can lapse were confirmed, None where one never was."""

    id: str
    rule: str
    subject: str
    predicate: str
    object: str
    rests_on: tuple[str, ...]
    bounds: Bounds
    status: str
    premises: tuple[Premise, ...] = ()
    confirmed: Day | None = None
    label: str = ""  # the rule in words
    because: str = ""  # the authority's own rule that it follows


def infer(judge: Judge, rules: Iterable[Rule]) -> list[Conclusion]:
    """Return every conclusion, sorted by id; one for each set of records that it can rest on.

    What rests on more than another way to the same needs is left out; so is what the first few ways already say: they
    are as well supported, and hold whenever it does.
    """
    rules = tuple(rules)
    if not rules:
        return []
    wanted = {pattern.predicate for rule in rules for patterns in rule.premises for pattern in patterns}
    index = Index()
    new = [fact for fact in (*facts(judge, wanted), *nested(judge)) if index.add(fact)]
    found: list[tuple[Rule, Fact]] = []
    ways: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for _ in range(_MAX_ROUNDS):
        fresh = {id(fact) for fact in new}
        new = []
        for rule in rules:
            for fact in apply(judge, rule, index, fresh):
                known = ways[fact[:3]]
                if _says_more(fact, known):
                    known.append(fact)
                    found.append((rule, fact))
                    if index.add(fact):
                        new.append(fact)
        if not new:
            break
    return sorted((_conclusion(rule, fact) for rule, fact in found), key=lambda c: c.id)


def holds(judge: Judge, conclusion: Conclusion, day: Day) -> str:
    """Answer for a conclusion and a day: the weakest of the ties it rests on."""
    answers = (on_day(judge, premise.lapse, premise.validity, day) for premise in conclusion.premises)
    return min(answers, key=TOLD.index)


def told(conclusion: Conclusion, day: Day) -> str:
    """Return what readers are told of a conclusion on a day, one of `judge.TOLD`: the weakest of what it rests on."""
    return min((tie_told(p.lapse, p.validity, day) for p in conclusion.premises), key=TOLD.index)


def _says_more(fact: Fact, known: Iterable[Fact]) -> bool:
    """Tell whether a fact says more than the ways in which the same was concluded before."""
    records = set(fact.records)
    if any(records.issuperset(other.records) for other in known):
        return False
    as_good = (o for o in known if STATUSES.index(o.status) <= STATUSES.index(fact.status) and o.days.covers(fact.days))
    return sum(1 for _ in as_good) < _MAX_WAYS


def _conclusion(rule: Rule, fact: Fact) -> Conclusion:
    records = fact.records
    digest = hashlib.blake2s("\n".join(records).encode(), digest_size=4).hexdigest()
    id = f"{fact.subject}.{fact.predicate}.{fact.object}.{digest}"
    bounds = Bounds(*(None if day in (EVER, NEVER) else day for day in fact.bounds))
    lapsing = [p.validity.confirmed for p in fact.premises if p.lapse in ("state", "standing")]
    confirmed = [day for day in lapsing if day is not None]
    last = min(confirmed) if confirmed and len(confirmed) == len(lapsing) else None
    return Conclusion(
        id, rule.id, fact.subject, fact.predicate, fact.object, records, bounds, fact.status, fact.premises, last,
        rule.label,
        rule.because,
    )  # fmt: skip


__all__ = ["Conclusion", "Limit", "Pattern", "Premise", "Rule", "Total", "holds", "infer", "read_rules", "told"]
