"""Ontology × corpus → a JSON Schema by which an editor completes and underlines a file of the record.

Draft 2020-12, in words that draft-07 editors read alike (no `prefixItems`, no `unevaluatedProperties`). Labels and
definitions stand beside each key; ids are offered by kind, and a new id is no fault here: whether ids exist and fit
is for `salween check`, as is all that only the whole can tell.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ..model import VERDICTS, Corpus, Event
from ..ontology import ATTESTATION_KEYS, EventKind, Ontology, Predicate, Qualifier, Role
from ..resolve.fields import CLAIM_ID, RECORD_ID, SLUG
from ..resolve.records import SPEECH
from .draft import (
    DAY,
    FLAG,
    TAG,
    TEXT,
    Schema,
    closed,
    date,
    enum,
    ids,
    mapping,
    of_term,
    one_or_more,
    only,
    pattern,
    ref,
    rows,
    text,
    told,
)

#: How an author tells VS Code (extension "YAML") of the schema; it stands in the schema itself.
HOW_TO_USE = (
    "VS Code, extension YAML: run salween schema --out build/salween.schema.json, then put into .vscode/settings.json"
    ' "yaml.schemas": {"build/salween.schema.json":'
    ' ["data/**/*.yaml", "!data/dataset.yaml", "!data/corrections.yaml"]}. '
    "Or begin one file with: # yaml-language-server: $schema=../build/salween.schema.json"
)
#: Languages that are offered; any other tag may stand there too.
_LANGUAGES = ("en", "zh-Hans", "zh-Hant", "my", "th", "shn", "ksw")

#: Days that an attestation may have of its own, and all its keys but for the details.
_SOURCE_DAYS: dict[str, Schema] = {
    "date": {"$ref": "#/$defs/time"},
    "from": {"$ref": "#/$defs/day"},
    "until": {"$ref": "#/$defs/day"},
}
_ATTESTATION = ATTESTATION_KEYS - {"of", "value"}


def to_schema(ontology: Ontology, corpus: Corpus) -> Schema:
    """Return the schema of a file under data/ (not of dataset.yaml and corrections.yaml), ready for json.dumps."""
    return _Writer(ontology, corpus).file()


class _Writer:
    """Collects the definitions that the parts of the schema share, each by its name."""

    def __init__(self, ontology: Ontology, corpus: Corpus) -> None:
        self.ontology = ontology
        self.corpus = corpus
        self.defs: dict[str, Schema] = {}
        self.predicates = {key: p for key, p in sorted(ontology.predicates.items()) if not p.is_folded_only}
        self.kinds_of = {id: entity.kind for id, entity in (*corpus.entities.items(), *corpus.merged.items())}
        self.kinds_of |= {id: r.kind if isinstance(r, Event) else "Claim" for id, r in corpus.records.items()}

    def file(self) -> Schema:
        self._shared()
        for predicate in self.predicates.values():
            self.defs[f"predicate-{predicate.key}"] = self.predicate(predicate)
        sections: Schema = {
            "source": ref("source-id", "every record below rests on it unless it says otherwise"),
            "sources": rows(self.source()),
            "entities": rows(self.entity()),
            "claims": rows(self.claim()),
            "events": rows(self.event()),
            "identity": rows(self.identity()),
        }
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$comment": HOW_TO_USE,
            "title": "a file of the record",
            "type": "object",
            "properties": sections,
            "additionalProperties": False,
            "$defs": dict(sorted(self.defs.items())),
        }

    def _shared(self) -> None:
        self.defs["day"] = told("YYYY-MM-DD, YYYY-MM or YYYY; ~ about, ? unsure; [a..b] one day within", date())
        self.defs["bound"] = date("unknown")
        stretch = rf"(?:{DAY}|\.\.)?/(?:{DAY}|\.\.)?"
        self.defs["time"] = told("a day, a month, a year, or start/end", date(stretch))
        self.defs["number"] = {"anyOf": [{"type": "number"}, pattern(r"^-?[0-9][0-9_]*(\.[0-9]+)?$")]}
        self.defs["url"] = pattern(r"^https?://[^\s/?#<>\"{}|\\^`]+([/?#][^\s<>\"{}|\\^`]*)?$")
        self.defs["grade"] = told("Admiralty grade of reliability", self.words("Reliability"))
        label = self.corpus.label
        offered = {id: f"{s.title} ({label(s.publisher)}, {s.dated.text})" for id, s in self.corpus.sources.items()}
        self.defs["source-id"] = ids(offered, pattern(rf"^{SLUG.pattern}$"))
        self.defs["citation"] = ids(offered, pattern(rf"^{SLUG.pattern}(#.+)?$"))
        self.defs["quantity"] = self.quantity()
        self.defs["attestation"] = self.attestation()
        self.defs["sources"] = self.attestations({}, "anything")
        self.defs["assessment"] = mapping(
            {"status": self.words("Status"), "because": TEXT, "assessed_by": TEXT, "date": {"$ref": "#/$defs/day"}},
            needed=("status", "because", "assessed_by", "date"),
        )
        reply = mapping({"says": TEXT, "said_by": self.id_of("Actor"), "sources": ref("sources")}, needed=("says",))
        self.defs["reply"] = one_or_more(reply)
        self.defs["outcome"] = mapping(
            {"happened": self.words("Outcome"), "as": self.id_of("Event"), "sources": ref("sources")},
            needed=("happened",),
        )
        self.defs["was"] = one_or_more(pattern(f"^{RECORD_ID.pattern}$"))

    def words(self, vocabulary: str, *but: str) -> Schema:
        return enum(word for word in self.ontology.vocabulary(vocabulary) if word not in but)

    # ---- ids ------------------------------------------------------------------------------------------------

    def id_of(self, *kinds: str) -> Schema:
        """Return the ids of entities and records of these kinds or narrower ones; any other id may be typed too.

        No kind means any. Claims are offered only where they are named.
        """
        name = "id-of-" + ("-or-".join(sorted(kinds)) or "Entity")
        if name not in self.defs:
            only_entities = kinds and all(kind in self.ontology.kinds and kind != "Entity" for kind in kinds)
            form = SLUG if only_entities else RECORD_ID
            found = {id: self.hint(id) for id, kind in self.kinds_of.items() if self.fits(kind, kinds)}
            self.defs[name] = ids(found, pattern(f"^{form.pattern}$"))
        return ref(name)

    def fits(self, kind: str, kinds: Collection[str]) -> bool:
        if not kinds or "Entity" in kinds:
            return kind != "Claim"
        return kind in kinds or self.ontology.is_a(kind, kinds)

    def hint(self, id: str) -> str:
        """Return what an editor shows beside an id: its names, and its kind."""
        entity = self.corpus.entities.get(id) or self.corpus.merged.get(id)
        if entity is None:
            return self.kinds_of[id]
        names = [entity.label(), *(name.text for name in entity.names if name.sort == "name")]
        return f"{' · '.join(dict.fromkeys(names))} ({self.ontology.kinds[entity.kind].label})"

    # ---- values ---------------------------------------------------------------------------------------------

    def quantity(self) -> Schema:
        number = ref("number")
        each: dict[str, Schema] = dict.fromkeys(("value", "about", "at_least", "low", "high"), number)
        each |= {"unit": TEXT, "scope": TEXT, "window": ref("time"), "cumulative": FLAG}
        each["counted_by"] = self.id_of("Actor")
        forms = (("value",), ("about",), ("at_least",), ("low", "high"))
        alone = [
            {"required": list(form), "properties": {k: False for other in forms for k in other if k not in form}}
            for form in forms
        ]
        return {"anyOf": [number, mapping(each) | {"anyOf": alone}]}

    def value(self, value_type: str) -> Schema:
        """Return the schema of a value of a declared type."""
        named = {"quantity": "quantity", "date": "time", "uri": "url"}.get(value_type)
        return ref(named) if named else FLAG if value_type == "boolean" else TEXT

    def qualifier(self, qualifier: Qualifier) -> Schema:
        name = f"qualifier-{qualifier.key}"
        if name not in self.defs:
            if qualifier.value_type == "word":
                found = enum([word for word, _ in qualifier.words])
            elif qualifier.value_type == "entity":
                found = self.id_of(*qualifier.range)
            else:
                found = self.value(qualifier.value_type)
            self.defs[name] = of_term(qualifier) | found
        return ref(name)

    def qualifiers(self, found: Mapping[str, Qualifier]) -> dict[str, Schema]:
        return {key: self.qualifier(found[key]) for key in sorted(found)}

    # ---- what a source says ---------------------------------------------------------------------------------

    def attestation(self) -> Schema:
        """Return what every attestation may say, whatever it is of."""
        each: dict[str, Schema] = {
            "source": ref("citation"),
            "locator": text("where in the source: p2, p3s1, 14:05"),
            "stance": told("supports is the default; reports repeats, and counts for nothing", self.words("Stance")),
            "said_by": self.id_of("Actor"),
            "basis": self.words("Basis"),
            "says": text("in your own words"),
            "by_eye": text("why salween verify cannot find it on the page: in a picture, a table, another script"),
            "party": FLAG,
            "still": {"anyOf": [{"enum": [True]}, ref("day")], "description": "it held then; true: when published"},
            **_SOURCE_DAYS,
        }
        return {"type": "object", "properties": each, "required": ["source"]}

    def attestations(self, details: Mapping[str, Schema], name: str) -> Schema:
        """Return the schema of `sources:`; `details` are the fields on which a source of this record may differ."""
        fields = one_or_more(enum(["whole", *_SOURCE_DAYS, *details]))
        of = told("what it contradicts, or all that it vouches for: a field or a list of them", fields)
        mapping = only({"of": of, **details}, _ATTESTATION)
        mapping["allOf"] = [ref("attestation")]  # not $ref: draft-07 reads nothing beside one
        one = self.shared({"anyOf": [ref("citation"), mapping]}, f"attestation-of-{name}")
        return told("who says so: source-id#locator, or {source: …, says: …}", one_or_more(one))

    def shared(self, found: Schema, name: str) -> Schema:
        """Return a reference to a definition: to one that is there and says the same, else to a new one."""
        if found not in self.defs.values():
            self.defs[name] = found
        return ref(next(known for known, schema in self.defs.items() if schema == found))

    # ---- sources and entities -------------------------------------------------------------------------------

    def source(self) -> Schema:
        each: dict[str, Schema] = {
            "id": pattern(f"^{SLUG.pattern}$", "publisher, day and subject"),
            "publisher": self.id_of("Actor"),
            "title": TEXT,
            "author": TEXT,
            "published": ref("bound"),
            "retrieved": ref("day"),
            "read": self.words("ReadExtent"),
            "url": ref("url"),
            "no_url": text("because …: why there is no address"),
            "archive": ref("url"),
            "language": text("a language tag, as en or zh-Hans"),
            "reliability": ref("grade"),
            "derives_from": one_or_more(ref("source-id")),
            "note": TEXT,
        }
        needed = ("id", "publisher", "title", "published", "retrieved", "read", "language")
        return mapping(each, needed) | {"anyOf": [{"required": ["url"]}, {"required": ["no_url"]}]}

    def entity(self) -> Schema:
        texts = one_or_more(TEXT)
        tags: Schema = dict.fromkeys(_LANGUAGES, texts)
        names = {
            "type": "object",
            "properties": tags,
            "patternProperties": {TAG: texts},
            "additionalProperties": False,
            "minProperties": 1,
        }
        dated = mapping(
            {
                "name": TEXT,
                "lang": pattern(TAG),
                "from": ref("day"),
                "until": ref("day"),
                "sources": ref("sources"),
                "kind": self.words("NameKind", "main"),
            },
            needed=("name",),
        )
        kinds = [kind for _, kind in sorted(self.ontology.kinds.items()) if not kind.is_abstract]
        each: dict[str, Schema] = {
            "id": pattern(f"^{SLUG.pattern}$"),
            "kind": closed(kinds),
            "name": {"anyOf": [names, TEXT], "description": "by language: {en: …, zh-Hans: …}"},
            "alias": one_or_more({"anyOf": [dated, names, TEXT]}),
            "ids": {"type": "object", "additionalProperties": TEXT, "description": "outside ids: {wikidata: Q…}"},
            "point": {
                "type": "array",
                "minItems": 2,
                "maxItems": 2,
                "description": "[latitude, longitude] in degrees",
                "items": {"type": "number", "minimum": -180, "maximum": 180},
            },
            "precision": self.words("Precision"),
            "public_because": self.words("PublicReason"),
            "private": FLAG,
            "reliability": ref("grade"),
            "was": ref("was"),
            "note": TEXT,
            "sources": ref("sources"),
        }
        private: Schema = {"required": ["private"], "properties": {"private": {"const": True}}}
        person: Schema = {"required": ["kind"], "properties": {"kind": {"const": "Person"}}}
        nameless: Schema = {
            "properties": {"name": False, "alias": False, "ids": False, "id": {"pattern": r"^person-[0-9]+$"}}
        }
        rules: list[Schema] = [
            {"if": private, "then": nameless, "else": {"required": ["name"]}},
            {"if": person, "then": {"anyOf": [{"required": ["public_because"]}, private]}},
        ]
        predicates = {key: ref(f"predicate-{key}") for key in self.predicates}
        return mapping({**each, **predicates}, needed=("id", "kind")) | {"allOf": rules}

    # ---- records --------------------------------------------------------------------------------------------

    def common(self) -> dict[str, Schema]:
        """Return the keys that claims and events share, but for `sources`, which each term has of its own."""
        return {
            "from": ref("bound", "the first day on which it holds; unknown"),
            "until": ref("bound", "the first day on which it no longer holds; unknown"),
            "date": ref("time", "the day it happened, or on which it was observed"),
            "negated": told("it was expected, and is known not to have happened", FLAG),
            "mode": self.words("Mode"),
            "outcome": ref("outcome", "what became of the plan"),
            "assessment": ref("assessment", "an analyst's judgement, with its reason"),
            "reply": ref("reply", "the subject's own answer"),
            "was": ref("was", "old ids, so that old addresses live"),
            "note": TEXT,
        }

    def predicate(self, predicate: Predicate) -> Schema:
        """Return the schema of what a predicate key takes: one object or value, or a list of them."""
        if predicate.value_type:
            return of_term(predicate) | one_or_more(self.value(predicate.value_type))
        object = self.id_of(*predicate.range)
        each: dict[str, Schema] = {
            "id": pattern(f"^{CLAIM_ID.pattern}$"),
            "object": object,
            "from": ref("bound"),
            "until": ref("bound"),
            "date": ref("time"),
            "sources": self.attestations(self.details(predicate), predicate.key),
            "negated": FLAG,
            "note": TEXT,
            **self.qualifiers(self.ontology.qualifiers_of_predicate(predicate)),
        }
        item = self.shared({"anyOf": [object, mapping(each, needed=("object",))]}, f"object-of-{predicate.key}")
        return of_term(predicate) | one_or_more(item)

    def details(self, predicate: Predicate) -> dict[str, Schema]:
        value = {"value": self.value(predicate.value_type)} if predicate.value_type else {}
        return {**value, **self.qualifiers(self.ontology.qualifiers_of_predicate(predicate))}

    def claim(self) -> Schema:
        """Return the schema of a claim: what may stand in it depends on its one predicate."""
        common = self.common() | {"id": pattern(f"^{CLAIM_ID.pattern}$", "only to tell it from another")}
        branches: list[Schema] = []
        for key, predicate in self.predicates.items():
            own: dict[str, Schema] = {
                "subject": self.id_of(*predicate.domain),
                key: ref(f"predicate-{key}"),
                "sources": self.attestations(self.details(predicate), key),
                **self.qualifiers(self.ontology.qualifiers_of_predicate(predicate)),
            }
            if predicate.is_exclusive:
                own["taken_from"] = told("whoever had it: their claim ends as this begins", self.id_of("Actor"))
            branches.append({"if": {"required": [key]}, "then": only(own, common)})
        start: dict[str, Schema] = {"subject": self.id_of(), "sources": ref("sources")}
        never = {"type": "null", "errorMessage": "a claim needs a predicate, as in controls: lashio"}  # it is a mapping
        start |= {key: of_term(predicate) for key, predicate in self.predicates.items()}
        return {
            "type": "object",
            "required": ["subject"],
            "properties": common,
            "if": {"anyOf": [{"required": [key]} for key in self.predicates]},
            "then": {"allOf": branches},
            "else": only(start, common) | {"allOf": [never]},
        }

    def event(self) -> Schema:
        """Return the schema of an event: its roles and qualifiers depend on its kind."""
        kinds = [kind for _, kind in sorted(self.ontology.event_kinds.items()) if not kind.is_abstract]
        common: dict[str, Schema] = {
            "id": pattern(f"^{SLUG.pattern}$", "what happened, where and when"),
            "event": closed(kinds),
            **self.common(),
        }
        branches = [
            {
                "if": {"required": ["event"], "properties": {"event": {"const": kind.name}}},
                "then": only(self.of_event(kind), common, needed=self.needed(kind)),
            }
            for kind in kinds
        ]
        return {"type": "object", "required": ["id", "event"], "properties": common, "allOf": branches}

    def needed(self, kind: EventKind) -> list[str]:
        return sorted(self.ontology.role_names[name].key for name in kind.requires)

    def of_event(self, kind: EventKind) -> dict[str, Schema]:
        """Return the keys that only events of a kind may have, and the predicates whose subject they may be."""
        roles = {key: self.role(role) for key, role in sorted(self.ontology.roles_of(kind.name).items())}
        qualifiers = self.qualifiers(self.ontology.qualifiers_of_event(kind))
        found = {**roles, **qualifiers}
        if set(SPEECH) & set(kind.lineage):
            found["says"] = text("in your own words")
        about = {k: ref(f"predicate-{k}") for k, p in self.predicates.items() if self.fits(kind.name, p.domain)}
        who = {key: one_or_more(self.filler(self.ontology.roles[key])) for key in roles}
        return {**about, **found, "sources": self.attestations({**qualifiers, **who}, kind.name)}

    def filler(self, role: Role) -> Schema:
        return self.id_of(*role.range)

    def role(self, role: Role) -> Schema:
        """Return the schema of a role: one or more actors, each an id or a mapping; sides are lists of those."""
        name = f"role-{role.key}"
        if name not in self.defs:
            each: dict[str, Schema] = {
                "actor": self.filler(role),
                "from": ref("day"),
                "until": ref("day"),
                **self.qualifiers(self.ontology.qualifiers_of_role(role)),
            }
            each["sources"] = self.attestations(self.qualifiers(self.ontology.qualifiers_of_role(role)), role.name)
            fill = self.shared({"anyOf": [self.filler(role), mapping(each, needed=("actor",))]}, f"in-role-{role.key}")
            self.defs[name] = of_term(role) | (rows(rows(fill)) if role.key == "sides" else one_or_more(fill))
        return ref(name)

    def identity(self) -> Schema:
        pair: Schema = {"type": "array", "minItems": 2, "maxItems": 2, "items": self.id_of()}
        each: dict[str, Schema] = {**dict.fromkeys(VERDICTS, pair), "because": TEXT, "sources": ref("sources")}
        return mapping(each, needed=("because",)) | {"oneOf": [{"required": [verdict]} for verdict in VERDICTS]}


# ---- words of JSON Schema ------------------------------------------------------------------------------------
