"""Rules × judged records → conclusions, each citing what it rests on.

A rule is YAML in `ontology/rules/`: patterns over ties, evaluated semi-naively to a fixed point. Disputed, negated,
planned and rejected records feed no rule; a conclusion is never stronger than its weakest premise, and is made only
where there is a day on which all its premises may have held. What is permanent and undated narrows no time. Where
sources as strong as each other differ on a share, the lowest counts; on an extent, it covers nothing.
Problems: bad-rule.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from .dates import Bounds, Day, intersect
from .judge import ACCEPTED, CERTAIN, DISPUTED, NO, POSSIBLE, UNKNOWN, Judge, Judgement, Stretch, Validity
from .model import Claim, Quantity, Ref
from .ontology import Ontology
from .place import Place
from .problem import Problem, suggest
from .read import Mapping, Node, Sequence, read_file
from .resolve.numbers import decimal
from .ties import all_ties, on_day

#: From weakest to strongest: a conclusion takes the first that any premise has.
_ANSWERS = (NO, UNKNOWN, POSSIBLE, CERTAIN)
_STATUSES = (DISPUTED, "provisional", ACCEPTED)
_MAX_ROUNDS = 12
#: In how many ways a conclusion is shown to follow, the shortest first: their number grows beyond all measure.
_MAX_WAYS = 4
#: How many ways to one conclusion are kept.
_MAX_CHAINS = 8
#: Days before and after all others: the bounds of what always held, so that it narrows nothing it meets.
_EVER, _NEVER = 0, 10_000_000


class Pattern(NamedTuple):
    """One premise: `subject predicate object`, each end a $variable or an id; `at_least` limits a quantity."""

    subject: str
    predicate: str
    object: str
    at_least: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: if all the patterns match, then the tie; `kinds` limits variables; `whole` those whose hold must be
    of the whole place (an extent of its own covers nothing else)."""

    id: str
    label: str
    premises: tuple[Pattern, ...]
    conclusion: Pattern
    kinds: tuple[tuple[str, str], ...]
    covers_whole: bool


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
    bounds: Bounds  # with _EVER and _NEVER where it always held
    days: Stretch  # on which it may have held
    status: str

    @property
    def records(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(premise.record for premise in self.premises))


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


def read_rules(root: Path, ontology: Ontology) -> tuple[tuple[Rule, ...], list[Problem]]:
    """Read `ontology/rules/*.yaml`, sorted by id."""
    rules, problems = [], []
    for path in sorted((root / "ontology" / "rules").glob("*.yaml")):
        tree, found = read_file(root, path)
        problems += found
        if tree is not None:
            rule = _rule(tree, ontology, problems)
            rules += [rule] if rule is not None else []
    return tuple(sorted(rules, key=lambda rule: rule.id)), problems


def infer(judge: Judge, rules: Iterable[Rule]) -> list[Conclusion]:
    """Return every conclusion, sorted by id; one for each set of records that it can rest on.

    What rests on more than another way to the same needs is left out; so is what the first few ways already say: they
    are as well supported, and hold whenever it does.
    """
    rules = tuple(rules)
    if not rules:
        return []
    wanted = {pattern.predicate for rule in rules for pattern in rule.premises}
    index = _Index()
    new = [fact for fact in (*_facts(judge, wanted), *_nested(judge)) if index.add(fact)]
    found: list[tuple[Rule, Fact]] = []
    ways: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for _ in range(_MAX_ROUNDS):
        fresh = {id(fact) for fact in new}
        new = []
        for rule in rules:
            for fact in _apply(judge, rule, index, fresh):
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
    return min(answers, key=_ANSWERS.index)


def _says_more(fact: Fact, known: Iterable[Fact]) -> bool:
    """Tell whether a fact says more than the ways in which the same was concluded before."""
    records = set(fact.records)
    if any(records.issuperset(other.records) for other in known):
        return False
    as_good = (
        o for o in known if _STATUSES.index(o.status) >= _STATUSES.index(fact.status) and o.days.covers(fact.days)
    )
    return sum(1 for _ in as_good) < _MAX_WAYS


# ---- matching ------------------------------------------------------------------------------------------------


class _Index:
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
            and _STATUSES.index(other.status) >= _STATUSES.index(fact.status)
            and other.days.common(fact.days) == fact.days
            for other in others
        )

    def matching(self, predicate: str, subject: str | None, object: str | None) -> list[Fact]:
        if subject is not None:
            return [f for f in self.by_subject[predicate, subject] if object is None or f.object == object]
        if object is not None:
            return self.by_object[predicate, object]
        return self.by_predicate[predicate]


def _facts(judge: Judge, predicates: set[str]) -> Iterator[Fact]:
    for tie in all_ties(judge):
        if tie.predicate not in predicates:
            continue
        judgement = judge.judgements[tie.record]
        lapse = judge.ontology.predicates[tie.predicate].lapse
        days = _days(lapse, tie.validity)
        if judgement.status in (ACCEPTED, "provisional") and tie.is_agreed and days is not None:
            premise = Premise(tie.record, tie.id, lapse, tie.validity)
            bounds = _with_ever(tie.validity)
            yield Fact(tie.subject, tie.predicate, tie.object, (premise,), bounds, days, judgement.status)


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
            bounds = bounds._replace(start_earliest=_EVER, start_latest=_EVER)
        if bounds.end_earliest is None and bounds.end_latest is None:
            bounds = bounds._replace(end_earliest=_NEVER, end_latest=_NEVER)
    return bounds


def _joined(used: Iterable[Fact], subject: str, predicate: str, object: str) -> Fact | None:
    """Return what facts give together, in the time they share; None where they share none."""
    first, *rest = used
    premises, bounds, days, status = set(first.premises), first.bounds, first.days, first.status
    for fact in rest:
        both = intersect(bounds, fact.bounds)
        if both is None or not days.meets(fact.days):
            return None
        bounds, days = both, days.common(fact.days)
        premises |= set(fact.premises)
        status = min(status, fact.status, key=_STATUSES.index)
    return Fact(subject, predicate, object, tuple(sorted(premises)), bounds, days, status)


def _nested(judge: Judge) -> Iterator[Fact]:
    """Yield what lies inside what, at any remove and by any word for it: a rule need name only one of them.

    Of several ways from one to the other, the one with the fewest steps is cited.
    """
    kinds = sorted(key for key, predicate in judge.ontology.predicates.items() if predicate.is_part_whole)
    above: dict[str, list[Fact]] = defaultdict(list)
    for fact in _facts(judge, set(kinds)):
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
                both = _joined((here, step), start, here.predicate, step.object)
                if both is not None:
                    edge.append(both)


def _apply(judge: Judge, rule: Rule, index: _Index, fresh: set[int]) -> Iterator[Fact]:
    """Yield what a rule concludes from matches that use at least one fresh fact."""
    kinds = dict(rule.kinds)

    def bind(bound: dict[str, str], name: str, value: str) -> dict[str, str] | None:
        if not name.startswith("$"):
            return bound if name == value else None
        if name in bound:
            return bound if bound[name] == value else None
        entity = judge.corpus.entities.get(value)
        if name in kinds and (entity is None or not judge.ontology.is_a(entity.kind, [kinds[name]])):
            return None
        return {**bound, name: value}

    def match(
        position: int, bound: dict[str, str], used: tuple[Fact, ...]
    ) -> Iterator[tuple[dict[str, str], tuple[Fact, ...]]]:
        if position == len(rule.premises):
            if any(id(fact) in fresh for fact in used):
                yield bound, used
            return
        pattern = rule.premises[position]
        subject = bound.get(pattern.subject) if pattern.subject.startswith("$") else pattern.subject
        object = bound.get(pattern.object) if pattern.object.startswith("$") else pattern.object
        for fact in list(index.matching(pattern.predicate, subject, object)):
            if not _enough(judge, fact, pattern, rule):
                continue
            with_subject = bind(bound, pattern.subject, fact.subject)
            with_both = bind(with_subject, pattern.object, fact.object) if with_subject is not None else None
            if with_both is not None:
                yield from match(position + 1, with_both, (*used, fact))

    for bound, used in match(0, {}, ()):
        subject, object = (bound.get(end, end) for end in (rule.conclusion.subject, rule.conclusion.object))
        fact = _joined(used, subject, rule.conclusion.predicate, object) if subject != object else None
        if fact is not None:
            yield fact


def _enough(judge: Judge, fact: Fact, pattern: Pattern, rule: Rule) -> bool:
    """Tell whether a premise is large enough (a percentage counts by its low) and covers what the rule needs."""
    record = judge.corpus.records[fact.premises[0].record]
    if not isinstance(record, Claim) or len(fact.premises) > 1:
        return not pattern.at_least
    judgement = judge.judgements[record.id]
    if any(_lowest(record, judgement, key) < least for key, least in pattern.at_least):
        return False
    if not (rule.covers_whole and judge.ontology.predicates[record.predicate].is_exclusive):
        return True
    return record.qualifier("extent") is None and not judgement.has_equal_dispute("extent")


def _lowest(record: Claim, judgement: Judgement, key: str) -> Decimal:
    """Return the lowest that a quantity may be, by all who are as strong as what the record says; else nothing."""
    values: list[object] = [] if key in judgement.absent else [record.qualifier(key)]
    for dispute in judgement.disputes:
        if dispute.field == key and dispute.is_equal:
            values += [voice.attestation.detail(key) for voice in dispute.dissent]
    return min((value.low if isinstance(value, Quantity) else Decimal(0) for value in values), default=Decimal(0))


def _conclusion(rule: Rule, fact: Fact) -> Conclusion:
    records = fact.records
    digest = hashlib.blake2s("\n".join(records).encode(), digest_size=4).hexdigest()
    id = f"{fact.subject}.{fact.predicate}.{fact.object}.{digest}"
    bounds = Bounds(*(None if day in (_EVER, _NEVER) else day for day in fact.bounds))
    lapsing = [p.validity.confirmed for p in fact.premises if p.lapse in ("state", "standing")]
    confirmed = [day for day in lapsing if day is not None]
    last = min(confirmed) if confirmed and len(confirmed) == len(lapsing) else None
    return Conclusion(
        id, rule.id, fact.subject, fact.predicate, fact.object, records, bounds, fact.status, fact.premises, last
    )


# ---- reading -------------------------------------------------------------------------------------------------


_KEYS = ("id", "label", "if", "then", "kinds", "overlap", "covers")
_FORM = "write it as {subject: $a, controls: $b}"


def _rule(tree: Mapping, ontology: Ontology, problems: list[Problem]) -> Rule | None:
    """Return a rule; problem: bad-rule, at the character."""
    wrong = len(problems)

    def bad(place: Place, what: str, fix: str, why: str = "a rule is data: patterns, and the tie they give") -> None:
        problems.append(Problem("bad-rule", place, what, fix, why))

    def pattern(node: Node) -> Pattern | None:
        keys = [key for key in node.items if key not in ("subject", "at_least")] if isinstance(node, Mapping) else []
        if not isinstance(node, Mapping) or len(keys) != 1 or not all(isinstance(v, Ref) for v in _ends(node, keys[0])):
            bad(node.place, "a pattern is not one subject and one predicate with its object", _FORM)
            return None
        [key] = keys
        if key not in ontology.predicates:
            fix = suggest(key, ontology.predicates, f"use one that is declared in {ontology.path}")
            bad(node.keys[key], f'no predicate "{key}"', fix)
            return None
        limits = node.items.get("at_least")
        least: list[tuple[str, Decimal]] = []
        for name, value in limits.items.items() if isinstance(limits, Mapping) else ():
            number = decimal(value) if isinstance(value, Ref) else None
            if number is None:
                written = value if isinstance(value, Ref) else "…"
                bad(value.place, f'at_least: "{written}" is not a number', "write digits")
            else:
                least.append((name, number))
        return Pattern(str(node.items["subject"]), key, str(node.items[key]), tuple(least))

    for key in tree.items:
        if key not in _KEYS:
            bad(tree.keys[key], f'no key "{key}" in a rule', f"use {', '.join(_KEYS)}")
    for key in ("id", "label", "if", "then"):
        if key not in tree.items:
            bad(tree.place, f'a rule without "{key}"', f"add {key}:")
    premises_node = tree.items.get("if")
    items = premises_node.items if isinstance(premises_node, Sequence) else []
    if premises_node is not None and not items:
        bad(premises_node.place, "if: is no list of patterns", f"begin each with - and {_FORM}")
    premises = [found for item in items if (found := pattern(item)) is not None]
    conclusion = pattern(tree.items["then"]) if "then" in tree.items else None
    if conclusion is not None:
        bound = {end for premise in premises for end in (premise.subject, premise.object)}
        loose = [e for e in (conclusion.subject, conclusion.object) if e.startswith("$") and e not in bound]
        if loose and len(problems) == wrong:
            bad(tree.items["then"].place, f"then: {loose[0]} stands in no pattern of if:", "use it there as well")
        if ontology.predicates[conclusion.predicate].accuses:
            what = f'then: "{conclusion.predicate}" accuses, and no rule concludes an offence'
            bad(tree.items["then"].place, what, "conclude something that accuses nobody", "a program accuses nobody")
    kinds_node = tree.items.get("kinds")
    kinds = tuple((k, v) for k, v in kinds_node.items.items()) if isinstance(kinds_node, Mapping) else ()
    for _, kind in kinds:
        if kind not in ontology.kinds:
            fix = suggest(str(kind), ontology.kinds, f"use one that is declared in {ontology.path}")
            bad(kind.place, f'no kind of entity "{kind}"', fix)
    if len(problems) > wrong or conclusion is None:
        return None
    return Rule(
        id=str(tree.items.get("id", "")),
        label=str(tree.items.get("label", "")),
        premises=tuple(premises),
        conclusion=conclusion,
        kinds=tuple((name, str(kind)) for name, kind in kinds),
        covers_whole=tree.items.get("covers") == "whole",
    )


def _ends(node: Mapping, key: str) -> tuple[Node | None, Node | None]:
    return node.items.get("subject"), node.items[key]
