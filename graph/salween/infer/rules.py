"""`ontology/rules/*.yaml` → rules: patterns, a total where stakes add up, and the tie that they give.

Problem: bad-rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from ..model import Ref
from ..ontology import Ontology
from ..place import Place
from ..problem import Problem, suggest
from ..read import Mapping, Node, Sequence, read_file
from ..resolve.numbers import decimal


class Limit(NamedTuple):
    """How large a quantity must be, by the lowest that it may be; `is_strict` where it must be more."""

    key: str
    least: Decimal
    is_strict: bool

    def admits(self, value: Decimal) -> bool:
        return value > self.least if self.is_strict else value >= self.least


class Pattern(NamedTuple):
    """One premise: `subject predicate object`, each end a $variable or an id; `limits` on quantities of the record."""

    subject: str
    predicate: str
    object: str
    limits: tuple[Limit, ...] = ()


class Total(NamedTuple):
    """Stakes that add up: the quantity of the first premise, summed over the different values of a variable."""

    over: str
    limit: Limit


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: if each premise matches by one of its alternatives, then the tie.

    `kinds` limits variables; `covers_whole` where a hold must be of the whole place (an extent of its own covers
    nothing else); `needs_accepted` where nothing but what is well supported may carry the conclusion.
    """

    id: str
    label: str
    premises: tuple[tuple[Pattern, ...], ...]
    conclusion: Pattern
    kinds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    covers_whole: bool = False
    needs_accepted: bool = False
    total: Total | None = None
    because: str = ""  # the authority's own rule, where it follows one


def read_rules(root: Path, ontology: Ontology) -> tuple[tuple[Rule, ...], list[Problem]]:
    """Read `ontology/rules/*.yaml`, sorted by id."""
    rules, problems = [], []
    for path in sorted((root / "ontology" / "rules").glob("*.yaml")):
        tree, found = read_file(root, path)
        problems += found
        if tree is not None:
            reader = _Reader(ontology)
            rule = reader.rule(tree)
            problems += reader.problems
            rules += [rule] if rule is not None and not reader.problems else []
    return tuple(sorted(rules, key=lambda rule: rule.id)), problems


_KEYS = ("id", "label", "if", "then", "kinds", "overlap", "covers", "needs", "total", "because")
_FORM = "write it as {subject: $a, controls: $b}"
_LIMITS = {"at_least": False, "more_than": True}


class _Reader:
    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.problems: list[Problem] = []

    def bad(self, place: Place, what: str, fix: str, why: str = "") -> None:
        why = why or "a rule has patterns and the relationship they give"
        self.problems.append(Problem("bad-rule", place, what, fix, why))

    def rule(self, tree: Mapping) -> Rule | None:
        for key in tree.items:
            if key not in _KEYS:
                self.bad(tree.keys[key], f'no key "{key}" in a rule', f"use {', '.join(_KEYS)}")
        for key in ("id", "label", "if", "then"):
            if key not in tree.items:
                self.bad(tree.place, f"rule without {key}:", f"add {key}:")
        premises = self.premises(tree.items.get("if"))
        conclusion = self.pattern(tree.items["then"]) if "then" in tree.items else None
        bound = {end for patterns in premises for p in patterns for end in (p.subject, p.object)}
        if conclusion is not None:
            self.concludes(tree.items["then"], conclusion, bound)
        kinds = tuple(self.kinds(tree.items.get("kinds")))
        total = self.total(tree.items["total"], premises) if "total" in tree.items else None
        if conclusion is None:
            return None
        return Rule(
            id=str(tree.items.get("id", "")),
            label=str(tree.items.get("label", "")),
            premises=tuple(premises),
            conclusion=conclusion,
            kinds=kinds,
            covers_whole=self.set_to(tree, "covers", "whole"),
            needs_accepted=self.set_to(tree, "needs", "accepted"),
            total=total,
            because=str(tree.items.get("because", "")),
        )

    def set_to(self, tree: Mapping, key: str, word: str) -> bool:
        node = tree.items.get(key)
        if node is not None and node != word:
            self.bad(node.place, f"{key}: can only be {word}", f"write {key}: {word}, or leave it out")
        return node == word

    def premises(self, node: Node | None) -> list[tuple[Pattern, ...]]:
        items = node.items if isinstance(node, Sequence) else []
        if node is not None and not items:
            self.bad(node.place, "if: is not a list of patterns", f"start each with a dash, and {_FORM}")
        found = [tuple(self.alternatives(item)) for item in items]
        return [patterns for patterns in found if patterns]

    def alternatives(self, node: Node) -> Iterator[Pattern]:
        """Yield the patterns of which one must match: those of any:, or the one that stands here."""
        several = node.items.get("any") if isinstance(node, Mapping) else None
        if isinstance(node, Mapping) and several is not None and (len(node.items) > 1 or not _is_list(several)):
            self.bad(
                node.keys["any"],
                "any: is not a list of patterns, or has other keys beside it",
                "write - any: [{…}, {…}]",
            )
            return
        for item in several.items if isinstance(several, Sequence) else [node]:
            pattern = self.pattern(item)
            if pattern is not None:
                yield pattern

    def pattern(self, node: Node) -> Pattern | None:
        own = ("subject", *_LIMITS)
        keys = [key for key in node.items if key not in own] if isinstance(node, Mapping) else []
        if not isinstance(node, Mapping) or len(keys) != 1 or not all(isinstance(v, Ref) for v in _ends(node, keys[0])):
            self.bad(node.place, "pattern without exactly one subject, one predicate and its object", _FORM)
            return None
        [key] = keys
        if key not in self.ontology.predicates:
            fix = suggest(key, self.ontology.predicates, f"use a term from {self.ontology.path}")
            self.bad(node.keys[key], f'no predicate "{key}"', fix)
            return None
        limits = [limit for word in _LIMITS if word in node.items for limit in self.limits(word, node.items[word])]
        return Pattern(str(node.items["subject"]), key, str(node.items[key]), tuple(limits))

    def limits(self, word: str, node: Node) -> Iterator[Limit]:
        for name, value in node.items.items() if isinstance(node, Mapping) else ():
            number = decimal(value) if isinstance(value, Ref) else None
            if number is None:
                written = value if isinstance(value, Ref) else "…"
                self.bad(value.place, f'{word}: "{written}" is not a number', "write digits")
            else:
                yield Limit(name, number, _LIMITS[word])

    def total(self, node: Node, premises: list[tuple[Pattern, ...]]) -> Total | None:
        """Return what is to be added up: total: {over: $owner, at_least: {share: 50}}."""
        form = "write total: {over: $owner, at_least: {share: 50}}"
        items = node.items if isinstance(node, Mapping) else {}
        limits = [limit for word in _LIMITS if word in items for limit in self.limits(word, items[word])]
        over = items.get("over")
        if not isinstance(over, Ref) or len(limits) != 1 or len(items) != 2:
            self.bad(node.place, "total: does not say what to add up, or the threshold", form)
            return None
        if not premises or any(over not in (p.subject, p.object) for p in premises[0]):
            self.bad(over.place, f"over: {over} is not in the first pattern", "name its subject or its object")
        return Total(str(over), limits[0])

    def concludes(self, node: Node, conclusion: Pattern, bound: set[str]) -> None:
        loose = [e for e in (conclusion.subject, conclusion.object) if e.startswith("$") and e not in bound]
        if loose and not self.problems:
            self.bad(
                node.place, f"then: {loose[0]} is in no pattern of if:", "use the variable in a pattern of if: too"
            )
        if self.ontology.predicates[conclusion.predicate].accuses:
            what = f'then: "{conclusion.predicate}" is an accusation, which no rule may conclude'
            fix = "choose a predicate that does not accuse"
            self.bad(node.place, what, fix, "a program must not accuse people")

    def kinds(self, node: Node | None) -> Iterator[tuple[str, tuple[str, ...]]]:
        for name, value in node.items.items() if isinstance(node, Mapping) else ():
            kinds = value.items if isinstance(value, Sequence) else [value]
            for kind in kinds:
                if kind not in self.ontology.kinds:
                    fix = suggest(str(kind), self.ontology.kinds, f"use a term from {self.ontology.path}")
                    self.bad(kind.place, f'no kind of entity "{kind}"', fix)
            yield name, tuple(map(str, kinds))


def _is_list(node: Node) -> bool:
    return isinstance(node, Sequence) and bool(node.items)


def _ends(node: Mapping, key: str) -> tuple[Node | None, Node | None]:
    return node.items.get("subject"), node.items[key]
