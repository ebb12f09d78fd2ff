"""Entities: kinds, names in every script, and what protects people."""

from __future__ import annotations

import re

from ..model import Claim, Entity, Name, Ref
from ..ontology import ENTITY_KEYS
from ..read import Mapping, Node, Sequence
from .fields import named
from .numbers import decimal
from .records import Records

_ALIAS_KEYS = ("name", "lang", "kind", "from", "until", "sources")


class Entities(Records):
    """Adds the entities, which may hold claims about themselves (`within: shan-state`)."""

    def entity(self, row: Mapping) -> tuple[Entity | None, list[Claim]]:
        """Return an entity and the claims that predicate keys in its row make about it.

        Problems: missing-key, unknown-kind, not-public, named-private, bad-point and those of the fields.
        """
        id = self.id(row.items.get("id"), "id")
        predicates = [p for key, p in self.ontology.predicates.items() if key in row.items]
        for key in row.keys:
            if key not in ENTITY_KEYS and key not in self.ontology.predicates:
                fix = f"keys allowed here: {', '.join(sorted(ENTITY_KEYS - {'source'}))}, and every predicate"
                known = ENTITY_KEYS - {"source"} | self.ontology.predicates.keys()
                self.unknown_key(row, key, known, "an entity", fix)
        if "id" not in row.items:
            self.missing(row, "id", "an entity", "hill-army, or another id in lower-case letters, digits and hyphens")
        kind = self.kind(row.items.get("kind"), "entity")
        if "kind" not in row.items:
            self.missing(row, "kind", named("the entity", id), "ArmedGroup, or another kind of entity")
        said = self.truth(row.items.get("private"), "private")
        is_private = said == "true"
        is_unsure = (row.place, "private") in self.meant or ("private" in row.items and not said)
        public = self._word_of("PublicReason", row, "public_because")
        if id is None or not kind:
            return None, []
        names = self._names(row)
        if kind == "Person":
            if not is_unsure:
                self._protect(row, id, is_private)
        elif not is_private and "name" not in row.items:
            self.missing(row, "name", named(f"the {kind}", id), "its name, as in name: {en: …}")
        needed = f'the entity "{id}" ({", ".join(p.key for p in predicates)})' if predicates else ""
        entity = Entity(
            id=id,
            kind=kind,
            names=names,
            ids=self._ids(row.items.get("ids")),
            point=self._point(row.items.get("point")),
            precision=self._word_of("Precision", row, "precision"),
            public_because=public,
            is_private=is_private,
            reliability=self.grade(row.items.get("reliability")),
            note=self.text(row, "note"),
            was=self.ids(row.items.get("was"), "was"),
            attestations=self.attestations(row, needed=needed),
            place=row.place,
            marks={key: row.items[key].place for key in row.items},
        )
        only = {key: Mapping(row.place, {key: row.items[key]}, {key: row.keys[key]}) for key in row.items}
        return entity, [claim for p in predicates for claim in self.claims_about(id, p, row, only[p.key])]

    def _word_of(self, vocabulary: str, row: Mapping, key: str, *but: str) -> str:
        words = [word for word in self.ontology.vocabulary(vocabulary) if word not in but]
        return self.word(row.items.get(key), words, "wrong-value", key)

    def _protect(self, row: Mapping, id: str, is_private: bool) -> None:
        """A person is public for a reason, or private and then without any name."""
        if is_private:
            for key in ("name", "alias", "ids"):
                if key in row.items:
                    why = "everything under data/ is published, and a private person must not be identifiable"
                    fix = f"delete {key}: here, and put the name in private.txt, which git ignores"
                    self.report("named-private", row.keys[key], f'the private person "{id}" has {key}:', fix, why)
            if not re.fullmatch(r"person-\d+", id):
                why = "an id must not identify a private person"
                fix = "write an id with an unused number, as in id: person-4"
                self.report("named-private", row.items["id"].place, f'a private person has the id "{id}"', fix, why)
            return
        if "public_because" not in row.items and (row.place, "public_because") not in self.meant:
            reasons = ", ".join(self.ontology.vocabulary("PublicReason"))
            fix = f"add public_because: with one of {reasons}. Or write private: true and no name"
            why = "a living person is named only for a stated reason"
            self.report("not-public", row.items["id"].place, f'the person "{id}" has no public_because', fix, why)
        if "name" not in row.items:
            self.missing(row, "name", named("the person", id), "as in name: {en: …}, or private: true")

    # ---- names ----------------------------------------------------------------------------------------------

    def _names(self, row: Mapping) -> tuple[Name, ...]:
        names: list[Name] = []
        node = row.items.get("name")
        if isinstance(node, Mapping):
            names += self._by_language(node, "name")
        elif node is not None:
            found = self.scalar(node, "name")
            names += [_plain(str(found), "en", "name")] if found is not None else []
        alias = row.items.get("alias")
        for item in [alias] if isinstance(alias, Mapping) else self.items(alias, "alias"):
            if isinstance(item, Mapping) and item.items.keys() & set(_ALIAS_KEYS):
                name = self._alias(item)
                names += [name] if name is not None else []
            elif isinstance(item, Mapping):
                names += self._by_language(item, "alias")
            elif not isinstance(item, Sequence):
                found = self.scalar(item, "alias")
                names += [_plain(str(found), _guess(str(found)), "alias")] if found is not None else []
        return tuple(names)

    def _by_language(self, node: Mapping, sort: str) -> list[Name]:
        names = []
        for tag, value in node.items.items():
            if not self.is_language(tag, node.keys[tag], is_comma=isinstance(value, Ref) and not value):
                continue
            for item in self.items(value, tag):
                found = self.scalar(item, tag)
                if found is not None:
                    names.append(_plain(str(found), tag, sort))
        return names

    def _alias(self, row: Mapping) -> Name | None:
        self.unknown_keys(row, _ALIAS_KEYS, "an alias")
        if "name" not in row.items:
            self.missing(row, "name", "an alias", "the name itself")
        text = self.text(row, "name")
        lang = self.text(row, "lang") or _guess(text)
        if not self.is_language(lang, row.items["lang"].place if "lang" in row.items else row.place):
            return None
        sources = self.attestations(row) if "sources" in row.items else ()
        start, until = (self.date(row.items.get(key), key) for key in ("from", "until"))
        sort = self._word_of("NameKind", row, "kind", "main") or "alias"
        return Name(text, lang, sort, start, until, sources)

    # ---- places and outside ids -----------------------------------------------------------------------------

    def _ids(self, node: Node | None) -> tuple[tuple[str, str], ...]:
        row = self.mapping(node, "ids")
        return tuple((key, self.text(row, key)) for key in sorted(row.items)) if row is not None else ()

    def _point(self, node: Node | None) -> tuple[float, float] | None:
        """Return latitude and longitude; problem: bad-point."""
        if node is None:
            return None
        items = node.items if isinstance(node, Sequence) else [node]
        numbers = [decimal(item) if isinstance(item, Ref) else None for item in items]
        fix = "write latitude and longitude in degrees, as in point: [22.9, 97.7]"
        if len(numbers) == 2 and numbers[0] is not None and numbers[1] is not None:
            latitude, longitude = float(numbers[0]), float(numbers[1])
            if -90 <= latitude <= 90 and -180 <= longitude <= 180:
                return latitude, longitude
            if -90 <= longitude <= 90 and -180 <= latitude <= 180:
                fix = f"write the latitude first: [{numbers[1]}, {numbers[0]}]"
        written = ", ".join(str(item) if isinstance(item, Ref) else "…" for item in items)
        self.report("bad-point", node.place, f'point: "{written}" is not a latitude and longitude', fix)
        return None


def _plain(text: str, lang: str, sort: str) -> Name:
    return Name(text, lang, sort, None, None, ())


def _guess(text: str) -> str:
    """Return the language of a name by its script, where the author gives none."""
    for char in text:
        point = ord(char)
        if 0x4E00 <= point <= 0x9FFF:
            return "zh"
        if 0x1000 <= point <= 0x109F:
            return "my"
        if 0x0E00 <= point <= 0x0E7F:
            return "th"
    return "en"
