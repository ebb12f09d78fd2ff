"""The words of JSON Schema, draft 2020-12, that the schema of the record is written in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ..ontology import Term

Schema = dict[str, Any]
Properties = Mapping[str, Schema | bool]

#: A day, a month or a year, but no year of the Buddhist era.
DAY = (
    r"(?!2[4-6]\d\d|2700|0000)(?:\d{4}|\d{3}X|\d{2}XX)"
    r"(?:-(?:0[1-9]|1[0-2]|XX)(?:-(?:0[1-9]|[12]\d|3[01]|XX))?)?[~?%]?"
)
WITHIN = rf"{DAY}|{DAY}\.\.(?:{DAY})?|\.\.{DAY}"
TAG = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-x-[a-z0-9]+)?$"

TEXT: Schema = {"type": ["string", "number"], "minLength": 1}
FLAG: Schema = {"type": "boolean"}
YEAR: Schema = {"type": "integer", "minimum": 1000, "maximum": 9999, "not": {"minimum": 2400, "maximum": 2700}}


def told(description: str, schema: Schema) -> Schema:
    return schema | {"description": description} if description else schema


def ref(name: str, description: str = "") -> Schema:
    return told(description, {"$ref": f"#/$defs/{name}"})


def pattern(regex: str, description: str = "") -> Schema:
    return told(description, {"type": "string", "pattern": regex})


def text(description: str) -> Schema:
    return told(description, TEXT)


def date(*others: str) -> Schema:
    """Return the schema of a date: a text, a bare year, or YAML's reading of [a..b]; `others` are other texts."""
    written = pattern(f"^(?:{'|'.join([DAY, *others])}|\\[.+\\])$")
    fix = "not a date: write YYYY-MM-DD, YYYY-MM or YYYY (Common Era), or [a..b] for one day within"
    written["patternErrorMessage"] = fix
    some: Schema = {"type": "array", "minItems": 1, "items": {"anyOf": [pattern(f"^(?:{WITHIN})$"), YEAR]}}
    return {"anyOf": [written, YEAR, some]}


def enum(words: Iterable[str]) -> Schema:
    return {"enum": sorted(words)}


def ids(found: Mapping[str, str], otherwise: Schema) -> Schema:
    """Return a schema that offers ids, each with a hint, and takes any other that has their form."""
    offered: Schema = {"enum": list(found), "enumDescriptions": list(found.values())}
    # a bare number is an id too: YAML, not the author, calls it one
    return {"anyOf": [*([offered] if found else []), otherwise, {"type": "integer", "minimum": 0}]}


def closed(terms: Collection[Term]) -> Schema:
    """Return a closed list of terms by name, each with what it means."""
    return {"enum": [t.name for t in terms], "enumDescriptions": [f"{t.label}: {t.definition}" for t in terms]}


def of_term(term: Term) -> Schema:
    """Return what an editor shows of a key."""
    example = f"\n\nExample: `{term.example}`" if term.example else ""
    return {
        "description": f"{term.label}: {term.definition}",
        "markdownDescription": f"**{term.label}** — {term.definition}{example}",
    }


def one_or_more(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "minItems": 1, "items": one}]}


def rows(row: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "items": row}


def mapping(properties: Properties, needed: Iterable[str] = ()) -> Schema:
    found: Schema = {"type": "object", "properties": dict(properties), "additionalProperties": False}
    return found | {"required": list(needed)} if needed else found


def only(own: Properties, common: Iterable[str], needed: Iterable[str] = ()) -> Schema:
    """Return a branch that has keys of its own beside the common ones, whose schemas stand outside of it."""
    return mapping({**own, **{key: True for key in sorted(common) if key not in own}}, needed)
