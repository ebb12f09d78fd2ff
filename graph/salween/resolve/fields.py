"""Nodes to plain values: ids, words, dates, numbers. Each fault is reported once, at its own character."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from decimal import Decimal, InvalidOperation

from ..dates import Edtf, Fault, parse_edtf
from ..model import Quantity, Ref, Value
from ..ontology import QUANTITY_KEYS, Ontology, Qualifier
from ..place import Place
from ..problem import Problem, Severity, suggest
from ..read import Mapping, Node, Sequence

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RECORD_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9_-]+)*")
#: A claim's id has a dot and no other id has one, so that an id alone tells what it is the id of.
CLAIM_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9_-]+)+")
UNKNOWN = "unknown"


class Fields:
    """Reads the values of one file. `problems` collects what is wrong; a value that cannot be read is None."""

    def __init__(self, ontology: Ontology, path: str) -> None:
        self.ontology = ontology
        self.path = path
        self.problems: list[Problem] = []

    def report(
        self,
        code: str,
        place: Place,
        what: str,
        fix: str,
        why: str = "",
        others: tuple[tuple[str, Place], ...] = (),
        severity: Severity = Severity.ERROR,
    ) -> None:
        self.problems.append(Problem(code, place, what, fix, why, severity, others))

    # ---- shapes ---------------------------------------------------------------------------------------------

    def scalar(self, node: Node | None, what: str) -> Ref | None:
        """Return a scalar that is not empty; problem: wrong-shape."""
        if isinstance(node, Ref) and node:
            return node
        if node is not None:
            shape = "empty" if isinstance(node, Ref) else "a list" if isinstance(node, Sequence) else "a mapping"
            self.report("wrong-shape", node.place, f"{what} is {shape}", f"write one {what} here, or remove the key")
        return None

    def mapping(self, node: Node | None, what: str) -> Mapping | None:
        if isinstance(node, Mapping):
            return node
        if node is not None:
            self.report("wrong-shape", node.place, f"{what} must be a mapping", "write key: value lines under it")
        return None

    def rows(self, node: Node | None, what: str) -> Iterator[Mapping]:
        """Yield the mappings of a section that is a list of them."""
        if node is None:
            return
        if not isinstance(node, Sequence):
            self.report("wrong-shape", node.place, f"{what} must be a list", f"begin each of the {what} with - ")
            return
        if not node.items:
            self.report("empty-list", node.place, f"the list of {what} is empty", "remove the key, or add an item")
        for item in node.items:
            row = self.mapping(item, f"one of the {what}")
            if row is not None:
                yield row

    def items(self, node: Node | None, what: str) -> list[Node]:
        """Return one node or the nodes of a list; problem: empty-list."""
        if node is None:
            return []
        if isinstance(node, Sequence):
            if not node.items:
                self.report("empty-list", node.place, f"the list of {what} is empty", "remove the key, or add an item")
            return node.items
        return [node]

    def unknown_keys(self, row: Mapping, allowed: Collection[str], where: str) -> None:
        for key, place in row.keys.items():
            if key not in allowed:
                fix = suggest(key, allowed, f"keys allowed here: {', '.join(sorted(allowed))}")
                self.report("unknown-key", place, f'no key "{key}" in {where}', fix, "an unread key would be a fact lost")

    def missing(self, row: Mapping, key: str, where: str, fix: str) -> None:
        self.report("missing-key", row.place, f'{where} without "{key}"', fix)

    # ---- scalars --------------------------------------------------------------------------------------------

    def text(self, row: Mapping, key: str) -> str:
        found = self.scalar(row.items.get(key), key)
        return "" if found is None else str(found)

    def id(self, node: Node | None, what: str, pattern: re.Pattern[str] = SLUG) -> Ref | None:
        """Return an id; problem: id-not-slug."""
        found = self.scalar(node, what)
        if found is None:
            return None
        if pattern.fullmatch(found):
            return found
        kept = r"[^a-z0-9]+" if pattern is SLUG else r"[^a-z0-9._]+"
        slug = re.sub(r"-+", "-", re.sub(kept, "-", found.lower()))
        slug = slug.strip("-.")
        fix = f'write "{slug}"' if pattern.fullmatch(slug) else "write an id of small letters, digits and hyphens"
        if pattern is CLAIM_ID and SLUG.fullmatch(found):
            fix = f"write {found}.2, or another id with a dot: subject.predicate.object"
        why = "an id is part of an address that people cite: a-z, 0-9 and hyphens only"
        self.report("id-not-slug", found.place, f'{what} "{found}" is not an id', fix, why)
        return None

    def ids(self, node: Node | None, what: str) -> tuple[Ref, ...]:
        found = (self.id(item, what) for item in self.items(node, what))
        return tuple(ref for ref in found if ref is not None)

    def word(self, node: Node | None, allowed: Collection[str], code: str, what: str) -> str:
        """Return one of a closed list of words, else an empty string and a problem of the given code."""
        found = self.scalar(node, what)
        if found is None:
            return ""
        if found in allowed:
            return str(found)
        fix = suggest(found, allowed, f"choose from {', '.join(sorted(allowed))}")
        self.report(code, found.place, f'no {what} "{found}"', fix)
        return ""

    def flag(self, node: Node | None, what: str) -> bool:
        return self.word(node, ("true", "false"), "wrong-value", what) == "true" if node is not None else False

    # ---- dates ----------------------------------------------------------------------------------------------

    def date(self, node: Node | None, what: str, interval: bool = False) -> Edtf | None:
        """Return a date. A list is YAML's reading of `[a..b]` and is read back; `a/b` only where `interval`.

        Problems: bad-date, impossible-day, buddhist-era, interval-not-allowed.
        """
        if node is None:
            return None
        if isinstance(node, Sequence):
            if not node.items or not all(isinstance(item, Ref) for item in node.items):
                self.report("bad-date", node.place, f"{what} is not a date", "write [2025-04-21..2025-04-22]")
                return None
            place, text = node.place, "[" + ", ".join(str(item) for item in node.items) + "]"
        else:
            found = self.scalar(node, what)
            if found is None:
                return None
            place, text = found.place, str(found)
        value = parse_edtf(text)
        if isinstance(value, Fault):
            self.report(value.code, place, f"{what}: {value.what}", value.fix)
            return None
        if value.is_interval and not interval:
            start, _, end = text.partition("/")
            fix = f"write [{start}..{end}] for one day within, or from: {start} and until: the day after {end}"
            why = "a/b is a duration, and belongs to date: only"
            self.report("interval-not-allowed", place, f'{what}: "{text}" where one day is meant', fix, why)
            return None
        return value

    # ---- numbers --------------------------------------------------------------------------------------------

    def number(self, node: Node | None, what: str) -> Decimal | None:
        found = self.scalar(node, what)
        if found is None:
            return None
        try:
            value = Decimal(found.replace("_", ""))
            if value.is_finite():
                return value
        except InvalidOperation:
            pass
        bare = re.sub(r"[,\s]", "", found)
        fix = f"write {bare}" if re.fullmatch(r"-?\d+(\.\d+)?", bare) else "write digits, with about:, at_least: or low:/high:"
        self.report("bad-number", found.place, f'{what}: "{found}" is not a number', fix)
        return None

    def quantity(self, node: Node | None, what: str) -> Quantity | None:
        """Return a quantity; problems: bad-number, low-above-high, unknown-key, missing-key."""
        if not isinstance(node, Mapping):
            number = self.number(node, what)
            return None if number is None else Quantity(number, number, False, "", "", None, False, None)
        self.unknown_keys(node, QUANTITY_KEYS, "a quantity")
        forms = [form for form in ("value", "about", "at_least", "low", "high") if form in node.items]
        if forms not in (["value"], ["about"], ["at_least"], ["low", "high"]):
            what_is = "no number" if not forms else f"{' and '.join(forms)} together"
            fix = "write one of value:, about:, at_least:, or low: with high:"
            self.report("bad-quantity", node.place, f"{what} has {what_is}", fix)
            return None
        numbers = [self.number(node.items[form], form) for form in forms]
        if None in numbers:
            return None
        low = numbers[0]
        high = None if forms == ["at_least"] else numbers[-1]
        assert low is not None
        if high is not None and low > high:
            self.report("low-above-high", node.keys["low"], f"low {low} is above high {high}", "swap them")
            return None
        return Quantity(
            low,
            high,
            forms == ["about"],
            self.text(node, "unit"),
            self.text(node, "scope"),
            self.date(node.items.get("window"), "window", interval=True),
            self.flag(node.items.get("cumulative"), "cumulative"),
            self.id(node.items.get("counted_by"), "counted_by"),
        )

    # ---- values by declared type ----------------------------------------------------------------------------

    def value(self, node: Node, value_type: str, key: str) -> Value | None:
        """Return a value of a declared type: quantity, text, date, uri or boolean."""
        if value_type == "quantity":
            return self.quantity(node, key)
        if value_type == "date":
            return self.date(node, key, interval=True)
        if value_type == "boolean":
            return self.word(node, ("true", "false"), "wrong-value", key) or None
        found = self.scalar(node, key)
        if found is not None and value_type == "uri":
            return self.url(found, key)
        return found

    def qualifier(self, node: Node, qualifier: Qualifier) -> Value | None:
        """Return the value of a qualifier as its declaration types it."""
        if qualifier.value_type == "word":
            return self.word(node, [word for word, _ in qualifier.words], "wrong-value", qualifier.key) or None
        if qualifier.value_type == "entity":
            return self.id(node, qualifier.key)
        return self.value(node, qualifier.value_type, qualifier.key)

    def url(self, found: Ref, key: str) -> str | None:
        """Return an http(s) address; problem: bad-url."""
        if re.fullmatch(r"https?://[^\s/?#<>\"{}|\\^`]+(?:[/?#][^\s<>\"{}|\\^`]*)?", found):
            return str(found)
        fix = f"write https://{found}" if re.fullmatch(r"[\w.-]+\.\w{2,}(/\S*)?", found) else "write https://…"
        self.report("bad-url", found.place, f'{key}: "{found}" is not a web address', fix, "readers follow it")
        return None
