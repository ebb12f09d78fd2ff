"""Claims and events: rows of YAML to records, with their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping as Dict
from functools import partial
from typing import Any

from ..dates import Edtf
from ..model import Claim, Event, Fill, Quantity, Ref, Value
from ..ontology import EVENT_KEYS, ITEM_KEYS, RECORD_KEYS, EventKind, Predicate, Qualifier, Role
from ..problem import suggest
from ..read import Mapping, Node, Sequence
from .evidence import Details, Evidence
from .fields import CLAIM_ID, RECORD_ID, UNKNOWN

MODES = ("planned",)
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
            places = tuple((f'"{key}" at', row.keys[key]) for key in found[1:])
            what = f"a claim with {len(found)} predicates: {' and '.join(found)}"
            self.report("two-predicates", row.keys[found[0]], what, "make a claim of each", others=places)
            return []
        if not found:
            self._no_predicate(row)
            return []
        predicate = self.ontology.predicates[found[0]]
        qualifiers = self.ontology.qualifiers_of_predicate(predicate)
        self._unknown_record_keys(row, RECORD_KEYS | {predicate.key}, qualifiers, f'a claim with "{predicate.key}"')
        subject = self.id(row.items.get("subject"), "subject", RECORD_ID)
        if "subject" not in row.items:
            self.missing(row, "subject", f'a claim with "{predicate.key}"', "name who or what the claim is about")
        if subject is None:
            return []
        return self.claims_about(subject, predicate, row, row)

    def claims_about(self, subject: Ref, predicate: Predicate, row: Mapping, holder: Mapping) -> list[Claim]:
        """Return the claims that a predicate key of `holder` makes of a subject; `row` gives the common fields."""
        if predicate.is_inferred_only:
            what, fix = f'"{predicate.key}" is never authored', "leave it out: ontology/rules/ concludes it from what is authored"
            self.report("folded-only", holder.keys[predicate.key], what, fix, "a conclusion must say what it rests on")
            return []
        if predicate.is_folded_only:
            kinds = [k.name for k in self.ontology.event_kinds.values() for f in k.folds if f.tie == predicate.name]
            fix = f"write the event it comes from: {', '.join(sorted(set(kinds))[:4])}"
            what = f'"{predicate.key}" is never authored'
            self.report("folded-only", holder.keys[predicate.key], what, fix, "it is made from events, which say when and where")
            return []
        shared = self._shared(row, predicate, None) if row is holder else self._bare(row)
        node = holder.items[predicate.key]
        return [
            claim
            for item in self.items(node, predicate.key)
            if (claim := self._claim(subject, predicate, item, row, shared)) is not None
        ]

    def _claim(
        self, subject: Ref, predicate: Predicate, item: Node, row: Mapping, shared: dict[str, Any]
    ) -> Claim | None:
        fields = dict(shared)
        value: Value | None = None
        target: Ref | None = None
        if predicate.value_type and not (isinstance(item, Mapping) and "object" in item.items):
            value = self.value(item, predicate.value_type, predicate.key)
            if value is None:
                return None
        elif isinstance(item, Mapping):
            qualifiers = self.ontology.qualifiers_of_predicate(predicate)
            self._unknown_record_keys(item, ITEM_KEYS - {"actor"}, qualifiers, f'an item of "{predicate.key}"')
            if "object" not in item.items:
                self.missing(item, "object", f'an item of "{predicate.key}"', "name what it points to: {object: …}")
                return None
            target = self.id(item.items["object"], "object", RECORD_ID)
            own = self._shared(item, predicate, None, sources_needed=False)
            fields = {**fields, **{k: v for k, v in own.items() if v not in (None, (), False, "") and k != "qualifiers"}}
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
            what = f'"taken_from" with "{predicate.key}"'
            fix = "write the end of the other claim as its until:"
            self.report("unknown-key", row.keys["taken_from"], what, fix, "only what has one holder at a time is taken")
        return Claim(
            id=id, subject=subject, predicate=predicate.key, object=target, value=value, taken_from=taken, **fields
        )

    def _no_predicate(self, row: Mapping) -> None:
        """Name the one cause: a misspelt predicate where there is an unknown key, else none at all."""
        others = [k for k in row.items if k not in RECORD_KEYS and k not in self.ontology.qualifiers]
        if others:
            key = others[0]
            fix = suggest(key, self.ontology.predicates, f"predicates are declared in {self.ontology.path}")
            near = fix.removeprefix('did you mean "').removesuffix('"?')
            if near in self.ontology.predicates:
                fix += f" ({self.ontology.path}:{self.ontology.predicates[near].line + 1})"
            why = "predicates are declared in ontology/, so that what they join can be checked"
            self.report("unknown-predicate", row.keys[key], f'no predicate "{key}"', fix, why)
        else:
            fix = "add one, as in controls: lashio"
            self.report("no-predicate", row.place, "a claim without a predicate", fix)

    # ---- events ---------------------------------------------------------------------------------------------

    def event(self, row: Mapping) -> tuple[Event | None, list[Claim]]:
        """Return the event of a row, and the claims that predicate keys in it make about the event.

        Problems: missing-key, unknown-kind, unknown-role, unknown-qualifier and those of the fields.
        """
        id = self.id(row.items.get("id"), "id")
        if "id" not in row.items:
            self.missing(row, "id", "an event", "give it an id that names what happened, where and when")
        if "event" not in row.items:
            self.missing(row, "event", f"the event {id or ''}".rstrip(), "name its kind, as in event: Meeting")
            return None, []
        names = [name for name, kind in self.ontology.event_kinds.items() if not kind.is_abstract]
        kind = self.ontology.event_kinds.get(self.word(row.items["event"], names, "unknown-kind", "kind of event"))
        if kind is None or id is None:
            return None, []
        roles = self.ontology.roles_of(kind.name)
        qualifiers = self.ontology.qualifiers_of_event(kind)
        predicates = {key: p for key, p in self.ontology.predicates.items() if key in row.items}
        allowed = EVENT_KEYS | roles.keys() | predicates.keys()
        self._unknown_record_keys(row, allowed, qualifiers, f"a {kind.name}", roles)
        fills = tuple(fill for key, role in roles.items() if key in row.items for fill in self._fills(row, role))
        for name in kind.requires:
            role = self.ontology.role_names[name]
            if role.key not in row.items:
                fix = f"add {role.key}: …; {role.definition[:1].lower()}{role.definition[1:]}"
                self.missing(row, role.key, f"the {kind.name} {id}", fix)
        shared = self._shared(row, None, kind)
        shared.pop("id", None)
        if "says" in row.items and not set(SPEECH) & set(kind.lineage):
            fix = "make it an event: Remark, or move it to the source that says so"
            self.report("unknown-key", row.keys["says"], f'"says" in a {kind.name}', fix)
        event = Event(id=id, kind=kind.name, roles=fills, says=self.text(row, "says"), **shared)
        claims = [claim for p in predicates.values() for claim in self.claims_about(id, p, row, _only(row, p.key))]
        return event, claims

    def _fills(self, row: Mapping, role: Role) -> Iterable[Fill]:
        node = row.items[role.key]
        nested = isinstance(node, Sequence) and node.items and all(isinstance(i, Sequence) for i in node.items)
        if role.key == "sides" and not nested:
            fix = "write one list a side: - [a, b] and - [c]"
            self.report("wrong-shape", node.place, "sides must be a list of lists", fix, "who met whom is across the sides")
            return
        if nested and role.key != "sides":
            self.report("wrong-shape", node.place, f"{role.key} is a list of lists", "write one flat list")
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
            self.missing(item, "actor", f'an item of "{role.key}"', "name who it is: {actor: …}")
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
            where, value_type = f"the {kind.name}", ""
        else:
            assert predicate is not None
            qualifiers, roles = self.ontology.qualifiers_of_predicate(predicate), {}
            where, value_type = f'the claim "{predicate.key}"', predicate.value_type
        times: dict[str, Edtf | None] = {}
        unknown = []
        for key in ("from", "until"):
            if row.items.get(key) == UNKNOWN:
                unknown.append(key)
                times[key] = None
            else:
                times[key] = self.date(row.items.get(key), key)
        date = self.date(row.items.get("date"), "date", interval=True)
        if date is not None and kind is not None and "from" in row.items:
            fix = "keep date: for what happened once, or from: and until: for what lasted"
            self.report("two-times", row.keys["date"], "an event with date: and from:", fix)
        fields: dict[str, Any] = {
            "start": times["from"],
            "until": times["until"],
            "date": date,
            "unknown": tuple(unknown),
            "is_negated": self.flag(row.items.get("negated"), "negated"),
            "is_planned": bool(self.word(row.items.get("mode"), MODES, "wrong-value", "mode")),
            "outcome": self.outcome(row.items.get("outcome")),
            "qualifiers": self._qualifiers(row, qualifiers),
            "attestations": self.attestations(
                row, self._details(qualifiers, roles, value_type), where if sources_needed else ""
            )
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
            "attestations": self.attestations(Mapping(row.place, {k: row.items[k] for k in row.items if k == "sources"}, {})),
            "place": row.place,
            "marks": {key: row.items[key].place for key in row.items},
        }

    def _qualifiers(self, row: Mapping, qualifiers: Dict[str, Qualifier]) -> tuple[tuple[str, Value], ...]:
        found = ((key, self.qualifier(row.items[key], qualifiers[key])) for key in sorted(row.items) if key in qualifiers)
        return tuple((key, value) for key, value in found if value is not None)

    def _details(self, qualifiers: Dict[str, Qualifier], roles: Dict[str, Role], value_type: str) -> Details:
        """Return how each field on which a source of this record may differ is read."""
        details: Details = {
            "date": partial(self.date, what="date", interval=True),
            "from": partial(self.date, what="from"),
            "until": partial(self.date, what="until"),
        }
        if value_type:
            details["value"] = lambda node: self.value(node, value_type, "value")
        for key, qualifier in qualifiers.items():
            details[key] = partial(self.qualifier, qualifier=qualifier)
        for key in roles:
            details[key] = partial(self.ids, what=key)
        return details

    def _unknown_record_keys(
        self,
        row: Mapping,
        allowed: Iterable[str],
        qualifiers: Dict[str, Qualifier],
        where: str,
        roles: Dict[str, Role] | None = None,
    ) -> None:
        """Report keys that mean nothing here, as what they would be elsewhere: a qualifier, a role, a predicate."""
        known = {*allowed, *qualifiers}
        for key, place in row.keys.items():
            if key in known:
                continue
            if key in self.ontology.qualifiers:
                takes = ", ".join(sorted(qualifiers)) or "none"
                self.report("unknown-qualifier", place, f'{where} takes no "{key}"', f"it takes {takes}")
            elif key in self.ontology.roles and roles is not None:
                self.report("unknown-role", place, f'{where} has no role "{key}"', f"its roles: {', '.join(sorted(roles))}")
            else:
                candidates = known | set(self.ontology.predicates) if roles is not None else known
                fix = suggest(key, candidates, f"keys allowed here: {', '.join(sorted(known))}")
                code = "unknown-role" if roles is not None and _near_role(fix, roles) else "unknown-key"
                why = "an unread key would be a fact lost"
                self.report(code, place, f'no key "{key}" in {where}', fix, why)


def _near_role(fix: str, roles: Dict[str, Role]) -> bool:
    return any(f'"{key}"' in fix for key in roles)


def _only(row: Mapping, key: str) -> Mapping:
    return Mapping(row.place, {key: row.items[key]}, {key: row.keys[key]})


def _merged(common: tuple[tuple[str, Value], ...], own: tuple[tuple[str, Value], ...]) -> tuple[tuple[str, Value], ...]:
    return tuple(sorted({**dict(common), **dict(own)}.items()))


def _default_id(subject: str, predicate: Predicate, target: str | None, value: Value | None, negated: bool) -> str:
    """Return the id of a claim: subject.predicate.object; a value claim ends in its predicate, a count in its counter."""
    parts = [subject, predicate.key]
    if target is not None:
        parts.append(target)
    elif isinstance(value, Quantity) and value.counter is not None:
        parts.append(value.counter)
    if negated:
        parts.append("not")
    return ".".join(parts)

