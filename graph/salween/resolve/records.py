"""Claims and events: rows of YAML to records, with their ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Mapping as Dict
from functools import partial
from typing import Any

from ..dates import Edtf
from ..model import TIMES, Claim, Event, Fill, Quantity, Ref, Value
from ..ontology import EVENT_KEYS, ITEM_KEYS, RECORD_KEYS, EventKind, Predicate, Qualifier, Role
from ..problem import did_you_mean, with_article
from ..read import Mapping, Node, Sequence
from .evidence import Details, Evidence
from .fields import CLAIM_ID, RECORD_ID, UNKNOWN, named
from .hints import for_key

SPEECH = ("Remark", "Analysis")


class Records(Evidence):
    """Adds the records. A row that cannot be resolved gives problems and is left out; the others go on."""

    # ---- claims ---------------------------------------------------------------------------------------------

    def claims(self, row: Mapping) -> list[Claim]:
        """Return the claims of one row: one for each item of its object.

        Problems: no-predicate, two-predicates, unknown-predicate, unknown-qualifier, folded-only, missing-key.
        """
        found = [key for key in row.items if key in self.ontology.predicates]
        if len(found) > 1:
            places = tuple((f'"{key}" at', row.keys[key]) for key in found[:-1])
            what = f"claim with {len(found)} predicates: {' and '.join(found)}"
            fix = "write a separate claim for each, with its dates and sources"
            self.report("two-predicates", row.keys[found[-1]], what, fix, others=places)
            return []
        if not found:
            self._no_predicate(row)
            return []
        predicate = self.ontology.predicates[found[0]]
        qualifiers = self.ontology.qualifiers_of_predicate(predicate)
        self._unknown_record_keys(row, RECORD_KEYS | {predicate.key}, qualifiers, f'a claim with "{predicate.key}"')
        subject = self.id(row.items.get("subject"), "subject", RECORD_ID)
        if "subject" not in row.items:
            self.missing(row, "subject", f'a claim with "{predicate.key}"', "who or what the claim is about")
        if subject is None:
            return []
        return self.claims_about(subject, predicate, row, row)

    def claims_about(self, subject: Ref, predicate: Predicate, row: Mapping, holder: Mapping) -> list[Claim]:
        """Return the claims that a predicate key of `holder` makes of a subject; `row` gives the common fields."""
        if predicate.is_inferred_only:
            what = f'"{predicate.key}" is a derived-only predicate'
            fix = "remove this claim: a rule in ontology/rules/ derives it"
            self.report(
                "folded-only", holder.keys[predicate.key], what, fix, "a conclusion needs the records it is based on"
            )
            return []
        if predicate.is_folded_only:
            kinds = [k.name for k in self.ontology.event_kinds.values() for f in k.folds if f.tie == predicate.name]
            fix = f"write an event under events:, with event: {' or '.join(sorted(set(kinds))[:4])}"
            what = f'"{predicate.key}" is a derived-only predicate'
            why = "Salween derives it from events, which give the date and place"
            self.report("folded-only", holder.keys[predicate.key], what, fix, why)
            return []
        items = self.items(holder.items[predicate.key], predicate.key)
        have_own = bool(items) and all(isinstance(item, Mapping) and "sources" in item.items for item in items)
        shared = self._shared(row, predicate, None, sources_needed=not have_own) if row is holder else self._bare(row)
        return [claim for item in items if (claim := self._claim(subject, predicate, item, row, shared)) is not None]

    def _claim(
        self, subject: Ref, predicate: Predicate, item: Node, row: Mapping, shared: dict[str, Any]
    ) -> Claim | None:
        fields = dict(shared)
        value: Value | None = None
        target: Ref | None = None
        if predicate.value_type and not (isinstance(item, Mapping) and "object" in item.items):
            value = self.value(item, predicate.value_type, predicate.key, predicate.dimension)
            if value is None:
                return None
        elif isinstance(item, Mapping):
            qualifiers = self.ontology.qualifiers_of_predicate(predicate)
            self._unknown_record_keys(item, ITEM_KEYS - {"actor"}, qualifiers, f'an item of "{predicate.key}"')
            if "object" not in item.items:
                fix = "{object: bridgetown}, with the id it points to"
                self.missing(item, "object", f'an item of "{predicate.key}"', fix)
                return None
            target = self.id(item.items["object"], predicate.key, RECORD_ID)
            own = self._shared(item, predicate, None, sources_needed=False)
            fields |= {k: v for k, v in own.items() if v not in (None, (), False, "") and k != "qualifiers"}
            fields["qualifiers"] = _merged(shared["qualifiers"], own["qualifiers"])
            fields["marks"] = {**shared["marks"], **own["marks"]}
            fields["place"] = item.place
        else:
            target = self.id(item, predicate.key, RECORD_ID)
        if target is None and value is None:
            return None
        id = fields.pop("id", None)
        if id is None:
            id = Ref(_default_id(subject, predicate, target, value, fields["is_negated"]), item.place)
        taken = self.id(row.items.get("taken_from"), "taken_from")
        if taken is not None and not predicate.is_exclusive:
            what = f'no key "taken_from" in a claim with "{predicate.key}"'
            fix = "remove it, and add until: to the claim that ended"
            self.report(
                "unknown-key",
                row.keys["taken_from"],
                what,
                fix,
                "taken_from: works only where there is one holder at a time",
            )
            taken = None
        return Claim(
            id=id, subject=subject, predicate=predicate.key, object=target, value=value, taken_from=taken, **fields
        )

    def _no_predicate(self, row: Mapping) -> None:
        """Name the one cause: a misspelt predicate where there is an unknown key, else none at all."""
        why = "every predicate is declared in ontology/"
        predicates = self.ontology.predicates
        unknown = [key for key in row.items if key not in RECORD_KEYS and key not in self.ontology.qualifiers]
        near = {key: did_you_mean(key.partition(":")[0], predicates) for key in unknown}
        meant = next((key for key in unknown if near[key]), None)
        if meant is None:  # what is no misspelling of a field either was meant as the predicate
            meant = next((key for key in unknown if did_you_mean(key, RECORD_KEYS) is None), None)
        for key in unknown:
            found = near[key]
            if key != meant:
                self.unknown_key(row, key, RECORD_KEYS, "a claim")
            elif for_key(key):
                self.report("unknown-predicate", row.keys[key], f'no predicate "{key}"', for_key(key), why)
            elif ":" in key and found:
                fix = f"write {found}: {key.partition(':')[2]}, with a space after the colon"
                self.report("unknown-predicate", row.keys[key], f'no predicate "{key}"', fix, why)
            elif found:
                fix = f'did you mean "{found}"? ({self.ontology.path}:{predicates[found].line + 1})'
                self.report("unknown-predicate", row.keys[key], f'no predicate "{key}"', fix, why)
            elif key in self.ontology.roles:
                fix = f"write an event that has this role: {self._events_with(key)}"
                self.report(
                    "unknown-predicate", row.keys[key], f'"{key}" is a role in events, not a predicate', fix, why
                )
            else:
                fix = f"use a predicate from {self.ontology.path}, or declare this one there"
                self.report("unknown-predicate", row.keys[key], f'no predicate "{key}"', fix, why)
        if not unknown:
            fix = f"add a predicate from {self.ontology.path}, as in controls: bridgetown"
            subject = _text(row.items.get("subject"))
            what = f"{named('the claim about', subject) if subject else 'the claim'} has no predicate"
            self.report("no-predicate", row.place, what, fix)

    def _events_with(self, role: str) -> str:
        kinds = self.ontology.roles[role].role_in
        return ", ".join(kinds[:6]) + (" and others" if len(kinds) > 6 else "")

    # ---- events ---------------------------------------------------------------------------------------------

    def event(self, row: Mapping) -> tuple[Event | None, list[Claim]]:
        """Return the event of a row, and the claims that predicate keys in it make about the event.

        Problems: missing-key, unknown-kind, unknown-role, unknown-qualifier and those of the fields.
        """
        id = self.id(row.items.get("id"), "id")
        if "id" not in row.items:
            self.missing(
                row, "id", "an event", "bridgetown-attack-2024-08, or another id that says what, where and when"
            )
        if "event" not in row.items:
            if self._other_word_for_event(row):
                return None, []
            keys = EVENT_KEYS | self.ontology.roles.keys() | self.ontology.predicates.keys()
            self._unknown_record_keys(row, keys, self.ontology.qualifiers, "an event", {})
            self.missing(row, "event", named("the event", id), "Meeting, or another kind of event")
            return None, []
        kind = self.ontology.event_kinds.get(self.kind(row.items["event"], "event"))
        if kind is None:
            return None, []
        roles = self.ontology.roles_of(kind.name)
        qualifiers = self.ontology.qualifiers_of_event(kind)
        predicates = {key: p for key, p in self.ontology.predicates.items() if key in row.items}
        allowed = EVENT_KEYS | roles.keys() | predicates.keys()
        self._unknown_record_keys(row, allowed, qualifiers, with_article(kind.name), roles)
        if id is None:
            return None, []
        fills = tuple(fill for key, role in roles.items() if key in row.items for fill in self._fills(row, role))
        for name in kind.requires:
            role = self.ontology.role_names[name]
            if role.key not in row.items:
                fix = f"{role.definition[:1].lower()}{role.definition[1:].rstrip('.')}"
                self.missing(row, role.key, named(f"the {kind.name}", id), fix)
        shared = self._shared(row, None, kind)
        shared.pop("id", None)
        if "says" in row.items and not set(SPEECH) & set(kind.lineage):
            fix = f"move says: to the source, or write event: {SPEECH[0]} if the record is about what was said"
            what, why = f'no key "says" in {with_article(kind.name)}', "a key that is ignored would lose a fact"
            self.report("unknown-key", row.keys["says"], what, fix, why)
        event = Event(id=id, kind=kind.name, roles=fills, says=self.text(row, "says"), **shared)
        claims = [claim for p in predicates.values() for claim in self.claims_about(id, p, row, _only(row, p.key))]
        return event, claims

    def _other_word_for_event(self, row: Mapping) -> bool:
        """Report a key that names a kind of event where event: is meant, as in type: meeting."""
        kinds = {name.casefold(): name for name in self.ontology.event_kinds}
        for key, node in row.items.items():
            meant = kinds.get(_text(node).casefold())
            if meant is not None and key not in EVENT_KEYS and key not in self.ontology.predicates:
                why = "a key that is ignored would lose a fact"
                self.report("unknown-key", row.keys[key], f'no key "{key}" in an event', f"write event: {meant}", why)
                return True
        return False

    def _fills(self, row: Mapping, role: Role) -> Iterable[Fill]:
        node = row.items[role.key]
        nested = isinstance(node, Sequence) and node.items and all(isinstance(i, Sequence) for i in node.items)
        if role.key == "sides" and not nested:
            items = node.items if isinstance(node, Sequence) else []
            plain = [str(item) for item in items if isinstance(item, Ref)]
            fix = "write each side as a list, as in sides: [[hill-army], [river-union]]"
            if len(plain) > 1:
                fix = f"write [{', '.join(f'[{id}]' for id in plain)}], if each is a separate side"
            what, why = "sides: needs a list for each side", "a flat list does not say who met whom"
            self.report("wrong-shape", node.place, what, fix, why)
            return
        if nested and role.key != "sides":
            flat = [str(i) for side in node.items for i in side.items if isinstance(i, Ref)]  # type: ignore[union-attr]
            fix = f"write one flat list: [{', '.join(flat)}]"
            self.report("wrong-shape", node.place, f"{role.key}: is a list of lists, but needs a flat list", fix)
            return
        sides = node.items if nested and isinstance(node, Sequence) else [node]
        for number, side in enumerate(sides, start=1):
            for item in self.items(side, role.key):
                fill = self._fill(item, role, number if nested else 0)
                if fill is not None:
                    yield fill

    def _fill(self, item: Node, role: Role, side: int) -> Fill | None:
        if not isinstance(item, Mapping):
            actor = self.id(item, role.key)
            return Fill(role.key, actor, side, None, None, (), ()) if actor is not None else None
        qualifiers = self.ontology.qualifiers_of_role(role)
        allowed = {"actor", "from", "until", "sources"}
        self._unknown_record_keys(item, allowed, qualifiers, f'an item of "{role.key}"')
        if "actor" not in item.items:
            self.missing(item, "actor", f'an item of "{role.key}"', "the id of the actor, as in {actor: hill-army}")
            return None
        actor = self.id(item.items["actor"], role.key)
        if actor is None:
            return None
        details = self._details(qualifiers, {}, "")
        sources = self.attestations(item, details) if "sources" in item.items else ()
        start = self.date(item.items.get("from"), "from")
        until = self.date(item.items.get("until"), "until")
        return Fill(role.key, actor, side, start, until, self._qualifiers(item, qualifiers), sources)

    # ---- what both share ------------------------------------------------------------------------------------

    def _shared(
        self, row: Mapping, predicate: Predicate | None, kind: EventKind | None, sources_needed: bool = True
    ) -> dict[str, Any]:
        """Return the fields that every record has, as keyword arguments of Record."""
        if kind is not None:
            qualifiers, roles = self.ontology.qualifiers_of_event(kind), self.ontology.roles_of(kind.name)
            noun, value_type, dimension = kind.name, "", ""
        else:
            assert predicate is not None
            qualifiers, roles = self.ontology.qualifiers_of_predicate(predicate), {}
            noun, value_type, dimension = predicate.key, predicate.value_type, predicate.dimension
        times: dict[str, Edtf | None] = {}
        unknown = []
        for key in ("from", "until"):
            if row.items.get(key) == UNKNOWN:
                unknown.append(key)
                times[key] = None
            else:
                times[key] = self.date(row.items.get(key), key)
        mode = self.word(row.items.get("mode"), self.ontology.vocabulary("Mode"), "wrong-value", "mode")
        date = self.date(row.items.get("date"), "date", interval=True)
        if date is not None and kind is not None and "from" in row.items:
            fix = "keep date: if it happened once, or from: and until: if it lasted"
            what = f"{named('the event', _text(row.items.get('id')))} has both date: and from:"
            self.report("two-times", row.keys["date"], what, fix, others=(("from: at", row.keys["from"]),))
        fields: dict[str, Any] = {
            "start": times["from"],
            "until": times["until"],
            "date": date,
            "unknown": tuple(unknown),
            "is_negated": self.flag(row.items.get("negated"), "negated"),
            "is_planned": bool(mode),
            "outcome": self.outcome(row.items.get("outcome")),
            "qualifiers": self._qualifiers(row, qualifiers),
            "attestations": self.attestations(row, self._details(qualifiers, roles, value_type, dimension), noun)
            if sources_needed or "sources" in row.items
            else (),
            "assessment": self.assessment(row.items.get("assessment")),
            "replies": self.replies(row.items.get("reply")),
            "note": self.text(row, "note"),
            "was": self.ids(row.items.get("was"), "was"),
            "place": row.place,
            "marks": {key: row.items[key].place for key in row.items},
        }
        if "id" in row.items and kind is None:
            fields["id"] = self.id(row.items["id"], "id", CLAIM_ID)
        return fields

    def _bare(self, row: Mapping) -> dict[str, Any]:
        """Return the common fields of a claim that stands inside an entity or event: only its sources."""
        return {
            "qualifiers": (),
            "is_negated": False,
            "attestations": self.attestations(_only(row, "sources") if "sources" in row.items else Mapping(row.place)),
            "place": row.place,
            "marks": {key: row.items[key].place for key in row.items if key not in TIMES},
        }

    def _qualifiers(self, row: Mapping, qualifiers: Dict[str, Qualifier]) -> tuple[tuple[str, Value], ...]:
        keys = [key for key in sorted(row.items) if key in qualifiers]
        found = ((key, self.qualifier(row.items[key], qualifiers[key])) for key in keys)
        return tuple((key, value) for key, value in found if value is not None)

    def _details(
        self, qualifiers: Dict[str, Qualifier], roles: Dict[str, Role], value_type: str, dimension: str = ""
    ) -> Details:
        """Return how each field on which a source of this record may differ is read."""
        details: Details = {
            "date": partial(self.date, what="date", interval=True),
            "from": partial(self.date, what="from"),
            "until": partial(self.date, what="until"),
        }
        if value_type:
            details["value"] = lambda node: self.value(node, value_type, "value", dimension, needs_unit=False)
        for key, qualifier in qualifiers.items():
            details[key] = partial(self.qualifier, qualifier=qualifier)
        for key in roles:
            details[key] = partial(self.ids, what=key)
        return details

    def _unknown_record_keys(
        self,
        row: Mapping,
        allowed: Collection[str],
        qualifiers: Dict[str, Qualifier],
        where: str,
        roles: Dict[str, Role] | None = None,
    ) -> None:
        """Report keys that mean nothing here, as what they would be elsewhere: a qualifier, a role, a predicate."""
        for key, place in row.keys.items():
            if key in allowed or key in qualifiers:
                if key not in _ONLY_IN_SOURCES:
                    continue
            elif key == "source":  # it is reported where the sources of the row are read
                continue
            known = {*allowed, *qualifiers} - _ONLY_IN_SOURCES - {"source"}
            if key in _ONLY_IN_SOURCES:
                fix = f"move it to the source, as in sources: [{{source: source-id, {key}: true}}]"
                self.report(
                    "unknown-key", place, f'no key "{key}" in {where}', fix, "still: belongs to the source that says it"
                )
            elif key in self.ontology.qualifiers:
                takes = ", ".join(sorted(qualifiers)) or "no qualifiers"
                self.report("unknown-qualifier", place, f'{where} takes no "{key}"', f"allowed here: {takes}")
            elif key in self.ontology.roles:
                fix = f"it is a role in {self._events_with(key)}"
                fix += f". Roles here: {', '.join(sorted(roles))}" if roles else ". Write one of these under events:"
                self.report("unknown-role", place, f'{where} has no role "{key}"', fix)
            else:
                near = did_you_mean(key, known)
                code = "unknown-role" if roles is not None and near in roles else "unknown-key"
                fix = f"roles: {', '.join(sorted(roles))}. Qualifiers: {', '.join(sorted(qualifiers))}" if roles else ""
                self.unknown_key(row, key, known, where, fix, code)


#: Keys that only a source of a record can have: it is the source that says so.
_ONLY_IN_SOURCES = frozenset(["still"])


def _text(node: Node | None) -> str:
    return str(node) if isinstance(node, Ref) else ""


def _only(row: Mapping, key: str) -> Mapping:
    return Mapping(row.place, {key: row.items[key]}, {key: row.keys[key]})


def _merged(common: tuple[tuple[str, Value], ...], own: tuple[tuple[str, Value], ...]) -> tuple[tuple[str, Value], ...]:
    return tuple(sorted({**dict(common), **dict(own)}.items()))


def _default_id(subject: str, predicate: Predicate, target: str | None, value: Value | None, negated: bool) -> str:
    """Return the id of a claim: subject.predicate.object; a value ends in its predicate, a count in its counter."""
    parts = [subject, predicate.key]
    if target is not None:
        parts.append(target)
    elif isinstance(value, Quantity) and value.counter is not None:
        parts.append(value.counter)
    if negated:
        parts.append("not")
    return ".".join(parts)
