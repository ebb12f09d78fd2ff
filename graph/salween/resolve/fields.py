"""Nodes to plain values: ids, words, dates, numbers. Each fault is reported once, at its own character."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from collections.abc import Mapping as Dict
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher

from ..dates import Edtf, Fault, iso, parse_edtf
from ..model import Quantity, Ref, Value
from ..ontology import QUANTITY_KEYS, Ontology, Qualifier
from ..place import Place
from ..problem import Problem, Severity, did_you_mean, suggest
from ..read import Mapping, Node, Sequence
from .hints import event_for, for_key, kind_for
from .languages import tag_fix
from .numbers import decimal, number_fix
from .units import number_fault, unit_of

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RECORD_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9_-]+)*")
#: A claim's id has a dot and no other id has one, so that an id alone tells what it is the id of.
CLAIM_ID = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9_-]+)+")
UNKNOWN = "unknown"

#: Words of other systems for keys of ours; no misspelling would lead from one to the other.
_SYNONYMS = {
    "begin": "from", "by": "said_by", "end": "until", "label": "name", "language": "lang", "link": "url", "on": "date",
    "page": "locator", "quote": "says", "reason": "because", "since": "from", "start": "from", "to": "until",
    "type": "kind", "writer": "author",
}  # fmt: skip


#: The fix for an address where the id of a source belongs.
ADD_PAGE = """\
add the page under the top-level sources: and cite its id, as in sources: [page-1]
- {{id: page-1, publisher: border-post, title: …, published: 2024-08-04,
   retrieved: 2026-05-01, read: whole, language: en, url: {}}}"""


class Fields:
    """Reads the values of one file. `problems` collects what is wrong; a value that cannot be read is None."""

    def __init__(self, ontology: Ontology, path: str) -> None:
        self.ontology = ontology
        self.path = path
        self.problems: list[Problem] = []
        self.meant: set[tuple[Place, str]] = set()  # keys that a misspelt key of a row stands for
        self._absent: dict[tuple[Place, str], Problem] = {}
        self._unguessed: dict[Place, list[tuple[str, int]]] = {}  # by row: unknown keys, and where they are reported

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

    @property
    def count(self) -> int:
        """How much has been found wrong so far."""
        return len(self.problems) + len(self._absent)

    def found(self) -> list[Problem]:
        """Return the problems, without keys that are missing only because they are misspelt."""
        missing = []
        for (row, key), problem in self._absent.items():
            if (row, key) in self.meant:
                continue
            like = [(u, n) for u, n in self._unguessed.get(row, ()) if SequenceMatcher(None, u, key).ratio() >= 0.4]
            if like:  # far from it, but the row wants it
                number = like[0][1]
                self.problems[number] = replace(self.problems[number], fix=f'did you mean "{key}"?')
            else:
                missing.append(problem)
        return self.problems + missing

    # ---- shapes ---------------------------------------------------------------------------------------------

    def scalar(self, node: Node | None, what: str) -> Ref | None:
        """Return a scalar that is not empty; problem: wrong-shape."""
        if isinstance(node, Ref):
            if node:
                return node
            self.report("wrong-shape", node.place, f"{what}: is empty", "write a value, or remove the key")
        elif isinstance(node, Sequence):
            fix = "keep one value here, and write a separate record for each of the others"
            self.report("wrong-shape", node.place, f"{what}: is a list, but needs a single value", fix)
        elif node is not None:
            fix = "write only the value, without key: value"
            self.report(
                "wrong-shape", node.place, f"{what}: is a set of key: value pairs, but needs a single value", fix
            )
        return None

    def mapping(self, node: Node | None, what: str) -> Mapping | None:
        """Return a mapping; problem: wrong-shape."""
        if isinstance(node, Mapping):
            return node
        if node is not None:
            text = f'the text "{node}"' if node else "empty"
            shape = text if isinstance(node, Ref) else "a list"
            fix = (
                "write key: value pairs, as in {subject: hill-army, controls: bridgetown}"
                if node
                else "write key: value pairs, or remove it"
            )
            self.report("wrong-shape", node.place, f"{what} is {shape}, but needs key: value pairs", fix)
        return None

    def rows(self, node: Node | None, section: str) -> Iterator[Mapping]:
        """Yield the mappings of a section that is a list of them."""
        if node is None:
            return
        if not isinstance(node, Sequence):
            if isinstance(node, Ref) and not node:
                what, fix = f"{section}: is empty", "add an item, or remove the key"
            else:
                shape = "a text" if isinstance(node, Ref) else "a set of key: value pairs"
                what, fix = f"{section}: is {shape}, but needs a list", "start each item with a dash and a space"
            self.report("wrong-shape", node.place, what, fix)
            return
        for item in self.items(node, section):
            row = self.mapping(item, f"an item of {section}:")
            if row is not None:
                yield row

    def items(self, node: Node | None, what: str) -> list[Node]:
        """Return one node or the nodes of a list; problem: empty-list."""
        if node is None:
            return []
        if isinstance(node, Sequence):
            if not node.items:
                self.report("empty-list", node.place, f"{what}: is an empty list", "add an item, or remove the key")
            return node.items
        return [node]

    def unknown_keys(self, row: Mapping, allowed: Collection[str], where: str) -> None:
        for key in row.keys:
            if key not in allowed:
                self.unknown_key(row, key, allowed, where)

    def unknown_key(
        self, row: Mapping, key: str, allowed: Collection[str], where: str, fix: str = "", code: str = "unknown-key"
    ) -> None:
        """Report a key that means nothing here, with the one that was meant if it can be guessed, else `fix`."""
        place, value = row.keys[key], row.items[key]
        head, colon, tail = key.partition(":")
        near = head if colon else _SYNONYMS.get(key, "")
        if near not in allowed:
            near = did_you_mean(key, set(allowed) - row.items.keys()) or did_you_mean(key, allowed) or ""
        hint = for_key(key)
        is_bare = isinstance(value, Ref) and not value and value.place[:3] == (*place[:2], place.column + place.width)
        if colon and head in allowed:
            fix = f"write {head}: {tail}, with a space after the colon"
        elif is_bare:
            near, fix = "", f'if the comma belongs to the text before it, quote the whole text: "…, {key}"'
        elif hint:
            near, fix = "", hint
        elif near and key in _SYNONYMS and isinstance(value, Ref) and 0 < len(value) <= 40:
            fix = f"write {near}: {value}"
        elif near:
            fix = f'did you mean "{near}"?'
        elif not fix:
            word = "choose from" if len(allowed) <= 8 else "keys allowed here:"
            fix = f"{word} {', '.join(sorted(allowed))}"
        self.meant.add((row.place, near))
        if not near and not is_bare and not hint:
            self._unguessed.setdefault(row.place, []).append((key, len(self.problems)))
        self.report(code, place, f'no key "{key}" in {where}', fix, "a key that is ignored would lose a fact")

    def missing(self, row: Mapping, key: str, where: str, fix: str) -> None:
        """Report a key that a row needs, unless it is there misspelt; `fix` tells what its value is."""
        what = f"{where} has no {key}:"
        self._absent[row.place, key] = Problem("missing-key", row.place, what, f"add {key}: {fix}")

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
        if pattern is CLAIM_ID and SLUG.fullmatch(found):
            fix = f"write {found}.2, or another id with a dot, as in subject.predicate.object"
            why = "only claims have a dot in the id"
            self.report(
                "id-not-slug", found.place, f'{what}: "{found}" is the id of a claim, so it needs a dot', fix, why
            )
            return None
        kept = r"[^a-z0-9]+" if pattern is SLUG else r"[^a-z0-9._]+"
        slug = re.sub(r"-+", "-", re.sub(kept, "-", found.lower())).strip("-.")
        fix = f"write {slug}" if pattern.fullmatch(slug) else "use only lower-case letters, digits and hyphens"
        if "://" in found:
            fix = ADD_PAGE.format(found)
        elif re.search("[，、]", found):
            fix = f"separate them with a plain comma: [{', '.join(re.split('[，、] ?', found))}]"
        why = "an id has only lower-case letters, digits and hyphens. Names go in name: and alias:"
        self.report("id-not-slug", found.place, f'{what}: "{found}" is not an id', fix, why)
        return None

    def ids(self, node: Node | None, what: str) -> tuple[Ref, ...]:
        found = (self.id(item, what, RECORD_ID) for item in self.items(node, what))
        return tuple(id for id in found if id is not None)

    def word(self, node: Node | None, allowed: Collection[str], code: str, what: str, otherwise: str = "") -> str:
        """Return one of a list of words, else an empty string and a problem of the given code."""
        found = self.scalar(node, what)
        if found is None:
            return ""
        if found in allowed:
            return str(found)
        fix = suggest(found, allowed, otherwise or f"choose from {', '.join(sorted(allowed))}")
        named = f'{what}: "{found}" is not an allowed value' if code == "wrong-value" else f'no {what} "{found}"'
        self.report(code, found.place, named, fix)
        return ""

    def kind(self, node: Node | None, noun: str) -> str:
        """Return a kind of entity or of event, else an empty string; problem: unknown-kind."""
        terms = self.ontology.kinds if noun == "entity" else self.ontology.event_kinds
        others = self.ontology.event_kinds if noun == "entity" else self.ontology.kinds
        found = self.scalar(node, "kind" if noun == "entity" else "event")
        if found is None:
            return ""
        term = terms.get(found)
        if term is not None and not term.is_abstract:
            return str(found)
        what = f'no kind of {noun} "{found}"'
        if term is not None:
            what = f'"{found}" is too broad: it only groups other kinds'
            narrower = [t.name for t in terms.values() if found in t.lineage and not t.is_abstract]
            fix = f"choose a narrower kind: {', '.join(narrower[:8])}" + (" …" if len(narrower) > 8 else "")
        elif found in others:
            section, key = ("entities", "kind") if noun == "event" else ("events", "event")
            fix = f"write it under {section}:, as {key}: {found}"
        else:
            single = [name for name, term in terms.items() if not term.is_abstract]
            hint = event_for(found) if noun == "event" else kind_for(found)
            fix = suggest(found, single, f"see the kinds in {self.ontology.path}")
            if hint in single:
                fix = f"write {'event' if noun == 'event' else 'kind'}: {hint}"
        self.report("unknown-kind", found.place, what, fix)
        return ""

    def truth(self, node: Node | None, what: str) -> str:
        """Return "true" or "false", or an empty string where it is neither; problem: wrong-value."""
        found = self.scalar(node, what)
        if found is None or found in ("true", "false"):
            return str(found or "")
        meant = "false" if found.casefold() in ("no", "off", "n", "0", "false") else "true"
        fix = f"write {what}: {meant}" + (", or remove it" if meant == "false" else "")
        self.report("wrong-value", found.place, f'{what}: "{found}" is not an allowed value', fix)
        return ""

    def flag(self, node: Node | None, what: str) -> bool:
        return self.truth(node, what) == "true" if node is not None else False

    # ---- dates ----------------------------------------------------------------------------------------------

    def date(self, node: Node | None, what: str, interval: bool = False) -> Edtf | None:
        """Return a date. A list is YAML's reading of `[a..b]` and is read back; `a/b` only where `interval`.

        Problems: bad-date, impossible-day, buddhist-era, interval-not-allowed.
        """
        if node is None:
            return None
        if isinstance(node, Sequence):
            if not node.items or not all(isinstance(item, Ref) for item in node.items):
                fix = "for one day in a range, write [2025-04-21..2025-04-22]"
                self.report("bad-date", node.place, f"{what}: is a list, not a date", fix)
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
            until = iso(value.end.latest + 1) if value.end.latest is not None else UNKNOWN
            fix = f"write [{start}..{end}] for one unknown day, or from: {start} and until: {until} for all of them"
            why = "a/b means every day from a to b, and is only allowed in date:"
            self.report(
                "interval-not-allowed", place, f'{what}: "{text}" is a range, but this key needs one day', fix, why
            )
            return None
        return value

    # ---- numbers --------------------------------------------------------------------------------------------

    def number(self, node: Node | None, what: str) -> Decimal | None:
        found = self.scalar(node, what)
        if found is None:
            return None
        value = decimal(found)
        if value is None:
            self.report("bad-number", found.place, f'{what}: "{found}" is not a number', number_fix(found, what))
        return value

    def quantity(self, node: Node | None, what: str, dimension: str = "", needs_unit: bool = True) -> Quantity | None:
        """Return a quantity; problems: bad-number, bad-quantity, low-above-high, unknown-key, unknown-unit,
        negative-number, share-over-100, fraction-of-one.
        """
        if not isinstance(node, Mapping):
            number = self.number(node, what)
            if node is None or number is None:
                return None
            unit = self._unit("", node.place, what, dimension, needs_unit)
            if unit is None or self._is_impossible(what, {what: node}, {what: number}, unit, dimension):
                return None
            return Quantity(number, number, False, unit, "", None, False, None)
        self.unknown_keys(node, QUANTITY_KEYS, "a quantity")
        forms: list[str] = [form for form in ("value", "about", "at_least", "low", "high") if form in node.items]
        if forms not in (["value"], ["about"], ["at_least"], ["low", "high"]):
            if not any((node.place, form) in self.meant for form in ("value", "about", "at_least", "low", "high")):
                what_is = (
                    " and ".join(f"{form}:" for form in forms) + ", but may have only one of them"
                    if forms
                    else "no number"
                )
                fix = "write exactly one of {value: 900}, {about: 900}, {at_least: 900} or {low: 800, high: 900}"
                self.report("bad-quantity", node.place, f"{what}: has {what_is}", fix)
            return None
        read = {form: self.number(node.items[form], form) for form in forms}
        numbers = {form: number for form, number in read.items() if number is not None}
        if len(numbers) < len(forms):
            return None
        low = numbers[forms[0]]
        high = None if forms == ["at_least"] else numbers[forms[-1]]
        if high is not None and low > high:
            fix = f"write low: {high}, high: {low}"
            self.report("low-above-high", node.keys["low"], f"low {low} is above high {high}", fix)
            return None
        written = self.text(node, "unit")
        place = node.items["unit"].place if written else node.place
        unit = self._unit(written, place, what, dimension, needs_unit)
        if unit is None or self._is_impossible(what, node.items, numbers, unit, dimension):
            return None
        return Quantity(
            low,
            high,
            forms == ["about"],
            unit,
            self.text(node, "scope"),
            self.date(node.items.get("window"), "window", interval=True),
            self.flag(node.items.get("cumulative"), "cumulative"),
            self.id(node.items.get("counted_by"), "counted_by"),
        )

    def _unit(self, written: str, place: Place, what: str, dimension: str, is_needed: bool) -> str | None:
        """Return the unit of a quantity; problem: unknown-unit."""
        found = unit_of(written, dimension, self.ontology, is_needed)
        if isinstance(found, Fault):
            why = "figures can be compared only in the same unit"
            self.report(found.code, place, f"{what}: {found.what}", found.fix, why)
            return None
        return found

    def _is_impossible(
        self, what: str, nodes: Dict[str, Node], numbers: Dict[str, Decimal], unit: str, dimension: str
    ) -> bool:
        """Tell whether a figure cannot be; problems: negative-number, share-over-100, fraction-of-one."""
        for form, number in numbers.items():
            fault = number_fault(number, unit, dimension, self.ontology)
            if fault is not None:
                self.report(fault.code, nodes[form].place, f"{what}: {fault.what}", fault.fix)
                return True
        return False

    # ---- values by declared type ----------------------------------------------------------------------------

    def value(
        self, node: Node, value_type: str, key: str, dimension: str = "", needs_unit: bool = True
    ) -> Value | None:
        """Return a value of a declared type: quantity, text, date, uri or boolean."""
        if value_type == "quantity":
            return self.quantity(node, key, dimension, needs_unit)
        if value_type == "date":
            return self.date(node, key, interval=True)
        if value_type == "boolean":
            return self.truth(node, key) or None
        found = self.scalar(node, key)
        if found is not None and value_type == "uri":
            return self.url(found, key)
        return found

    def is_language(self, tag: str, place: Place, is_comma: bool = False) -> bool:
        """Tell whether a text is a language tag; `is_comma` where it may be the rest of a name that a comma cut.

        Problem: bad-language.
        """
        fix = tag_fix(tag)
        if fix:
            fix = f'if the comma belongs to the name before it, quote the whole name: "…, {tag}"' if is_comma else fix
            why = "readers see names and sources by language"
            self.report("bad-language", place, f'"{tag}" is not a language tag', fix, why)
        return not fix

    def qualifier(self, node: Node, qualifier: Qualifier) -> Value | None:
        """Return the value of a qualifier as its declaration types it."""
        if qualifier.value_type == "word":
            return self.word(node, [word for word, _ in qualifier.words], "wrong-value", qualifier.key) or None
        if qualifier.value_type == "entity":
            return self.id(node, qualifier.key)
        return self.value(node, qualifier.value_type, qualifier.key, qualifier.dimension)

    def url(self, found: Ref, key: str) -> str | None:
        """Return an http(s) address; problem: bad-url."""
        if _URL.fullmatch(found):
            return str(found)
        mended = re.sub(r"\s", "%20", found if "://" in found else f"https://{found}")
        fix = "copy the whole address from your browser, starting with https://"
        if "." in found and _URL.fullmatch(mended):
            fix = f"write {mended}"
        self.report(
            "bad-url", found.place, f'{key}: "{found}" is not a web address', fix, "readers must be able to open it"
        )
        return None


_URL = re.compile(r"https?://[^\s/?#<>\"{}|\\^`]+(?:[/?#][^\s<>\"{}|\\^`]*)?")


def named(noun: str, id: str | None) -> str:
    """Return a noun with the id of what it is, where there is one.

    >>> named("the source", "bbc-1"), named("the source", None)
    ('the source "bbc-1"', 'the source')
    """
    return f'{noun} "{id}"' if id else noun
