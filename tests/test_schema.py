"""The JSON Schema for editors: it takes the record as it is, refuses what the program refuses, and offers what fits."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator

from salween.build import Loaded, load
from salween.ontology import (
    ATTESTATION_KEYS,
    ENTITY_KEYS,
    EVENT_KEYS,
    ITEM_KEYS,
    QUANTITY_KEYS,
    RECORD_KEYS,
    SOURCE_KEYS,
)
from salween.read import data_files, read_bytes
from salween.resolve import resolve_file
from salween.schema import to_schema

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "small"
FILES = [*data_files(SMALL), *data_files(ROOT)]


class Core(yaml.SafeLoader):
    """Reads YAML as editors do, by the core schema of YAML 1.2: `no` is a text, and so is a day."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own name, filled below


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


@cache
def small() -> Loaded:
    return load(SMALL)


@cache
def schema(root: Path = SMALL) -> dict[str, Any]:
    loaded = load(root)
    assert loaded.corpus is not None
    return to_schema(loaded.ontology, loaded.corpus)


def faults(text: str, root: Path = SMALL) -> list[str]:
    """Return what the schema says against a text; both drafts must agree on whether it says anything."""
    value = yaml.load(text, Core)
    found = [error.message for error in Draft202012Validator(schema(root)).iter_errors(value)]
    assert bool(found) == (not Draft7Validator(schema(root)).is_valid(value))
    return found


def resolved(name: str) -> dict[str, Any]:
    definition: dict[str, Any] = schema()["$defs"][name]
    return definition


def test_it_is_a_schema_in_both_drafts() -> None:
    Draft202012Validator.check_schema(schema())
    Draft7Validator.check_schema(schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_of_the_record_is_taken(path: Path) -> None:
    root = SMALL if SMALL in path.parents else ROOT
    assert faults(path.read_text("utf-8"), root) == []


MET = "id: x, event: Meeting, date: 2024, sources: [d]"
READ = "publisher: a, published: 2024, retrieved: 2024, read: whole, language: en"
#: One typical mistake each.
MISTAKES = {
    "an unknown section": "clams: []",
    "a section that is empty": "claims:",
    "a section that is no list": "claims: {subject: hill-army, controls: oxbow, sources: [a]}",
    "a misspelt predicate": "claims: [{subject: hill-army, controlls: oxbow, from: 2024, sources: [a]}]",
    "no predicate": "claims: [{subject: hill-army, note: nothing, sources: [a]}]",
    "two predicates": "claims: [{subject: hill-army, controls: oxbow, contests: oxbow, sources: [a]}]",
    "no subject": "claims: [{controls: oxbow, from: 2024, sources: [a]}]",
    "a tie that only events make": "claims: [{subject: hill-army, met: state-army, date: 2024, sources: [a]}]",
    "an unknown key": "claims: [{subject: hill-army, controls: oxbow, since: 2024, sources: [a]}]",
    "a qualifier of another predicate": "claims: [{subject: hill-army, controls: oxbow, share: 50, sources: [a]}]",
    "a word outside the closed list": "claims: [{subject: hill-army, controls: oxbow, extent: citywide, sources: [a]}]",
    "taken_from where nothing is exclusive": "claims: [{subject: a, owns: b, taken_from: c, sources: [a]}]",
    "a source: in a record": "claims: [{subject: a, owns: b, source: c}]",
    "an id with capitals": "claims: [{subject: Hill Army, controls: oxbow, from: 2024, sources: [a]}]",
    "an empty list": "claims: [{subject: a, controls: [], from: 2024, sources: [a]}]",
    "a day that cannot be read": "claims: [{subject: a, controls: b, from: 3 August 2024, sources: [a]}]",
    "a month that is none": "claims: [{subject: a, controls: b, from: 2024-13, sources: [a]}]",
    "a Buddhist-era day": "claims: [{subject: a, controls: b, from: 2567-08-03, sources: [a]}]",
    "a Buddhist-era year": "claims: [{subject: a, controls: b, from: 2567, sources: [a]}]",
    "a stretch where a day is meant": "claims: [{subject: a, controls: b, from: 2024-01/2024-03, sources: [a]}]",
    "a claim's id without a dot": "claims: [{id: mine, subject: a, controls: b, from: 2024, sources: [a]}]",
    "a stance that is none": "claims: [{subject: a, owns: b, sources: [{source: c, stance: agrees}]}]",
    "a basis that is none": "claims: [{subject: a, owns: b, sources: [{source: c, basis: rumour}]}]",
    "an unknown field to contradict": "claims: [{subject: a, owns: b, sources: [{source: c}, {source: d, of: price}]}]",
    "an attestation without its source": "claims: [{subject: a, owns: b, sources: [{says: so}]}]",
    "an empty locator": "claims: [{subject: a, owns: b, sources: ['c#']}]",
    "a mode that is none": "claims: [{subject: a, owns: b, mode: hoped, sources: [c]}]",
    "an outcome without its answer": "claims: [{subject: a, owns: b, outcome: {sources: [c]}, sources: [c]}]",
    "an assessment without a reason": "claims: [{subject: a, owns: b, sources: [c], assessment: {status: rejected}}]",
    "a number in words": "claims: [{subject: a, people: many, sources: [c]}]",
    "two forms of one number": "claims: [{subject: a, people: {value: 5, about: 6}, sources: [c]}]",
    "a low without a high": "claims: [{subject: a, people: {low: 5}, sources: [c]}]",
    "an unknown key of a quantity": "claims: [{subject: a, people: {value: 5, kind: x}, sources: [c]}]",
    "an item without its object": "claims: [{subject: a, owns: [{share: 5}], sources: [c]}]",
    "an unknown kind of event": "events: [{id: x, event: Meating, date: 2024, sources: [a]}]",
    "an event without a kind": "events: [{id: x, date: 2024, sources: [a]}]",
    "an event without an id": "events: [{event: Attack, date: 2024, sources: [a]}]",
    "a kind that is only a heading": "events: [{id: x, event: Event, date: 2024, sources: [a]}]",
    "a role of another kind": f"events: [{{{MET}, sides: [[a], [b]], lessor: c}}]",
    "a role that is missing": "events: [{id: x, event: Meeting, date: 2024, sources: [a]}]",
    "sides in one flat list": "events: [{id: x, event: Meeting, date: 2024, sides: [a, b], sources: [a]}]",
    "a filler without its actor": f"events: [{{{MET}, sides: [[{{title: x}}], [b]]}}]",
    "says in an event that is no speech": f"events: [{{{MET}, sides: [[a], [b]], says: so}}]",
    "a claim's id for an event": "events: [{id: x.y, event: Meeting, date: 2024, sides: [[a], [b]], sources: [a]}]",
    "an unknown kind of entity": "entities: [{id: x, kind: Armygroup, name: {en: X}}]",
    "a kind of entity that is only a heading": "entities: [{id: x, kind: Actor, name: {en: X}}]",
    "an entity without a name": "entities: [{id: x, kind: Town}]",
    "a person without a reason": "entities: [{id: x, kind: Person, name: {en: X}}]",
    "a private person with a name": "entities: [{id: person-2, kind: Person, private: true, name: {en: X}}]",
    "a private person with a telling id": "entities: [{id: ma-hla, kind: Person, private: true}]",
    "a language tag that is none": "entities: [{id: x, kind: Town, name: {english: X}}]",
    "a point with one number": "entities: [{id: x, kind: Town, name: {en: X}, point: [22.9]}]",
    "a grade that is none": "entities: [{id: x, kind: Town, name: {en: X}, reliability: G}]",
    "an unknown key of an entity": "entities: [{id: x, kind: Town, name: {en: X}, location: y}]",
    "a source without an address": f"sources: [{{id: x, title: b, {READ}}}]",
    "a source without a title": f"sources: [{{id: x, url: 'https://e.org/', {READ}}}]",
    "an address that is none": f"sources: [{{id: x, title: b, url: e.org, {READ}}}]",
    "an identity of three": "identity: [{same: [a, b, c], because: so, sources: [d]}]",
    "two verdicts": "identity: [{same: [a, b], different: [a, b], because: so, sources: [d]}]",
    "an identity without a reason": "identity: [{same: [a, b], sources: [d]}]",
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_what_the_program_refuses_the_editor_underlines(mistake: str) -> None:
    text = MISTAKES[mistake]
    tree, problems = read_bytes("data/x.yaml", text.encode())
    assert [*problems, *resolve_file("data/x.yaml", tree, small().ontology).problems], "the program takes it"
    assert faults(text), "the schema takes it"


#: Unusual, and right.
LEGAL = [
    "source: a",
    "claims: [{subject: newcomer, controls: new-town, from: 2024, sources: [a-source-to-be#p3]}]",
    "claims: [{subject: 1027, controls: 969, from: 2024, sources: [a]}]",
    "claims: [{subject: a, controls: b, from: unknown, until: unknown, sources: [a]}]",
    "claims: [{subject: a, controls: b, from: [..2024-08-01], until: [2024-08-03..], sources: [a]}]",
    "claims: [{subject: a, controls: b, from: [2019, 2021], until: 2023~, sources: [a]}]",
    "claims: [{subject: a, controls: b, date: 2024-03/.., sources: [a]}]",
    "claims: [{subject: a, controls: b, date: 2024, sources: [a, {source: b, of: [date, extent], says: c}]}]",
    "claims: [{subject: a, controls: [b, {object: c, extent: wards, from: 202X}], sources: [a]}]",
    "claims: [{subject: a, people: [5, {about: 1_000, unit: people}, {low: 2, high: 3}], sources: [a]}]",
    "claims: [{subject: a, turnover: {low: 2, high: 3.5, unit: USD}, sources: [a]}]",
    "claims: [{subject: a, controls: b, from: 2024, sources: [c, {source: d#p2, stance: contradicts, of: extent}]}]",
    "claims: [{subject: a.controls.b, people: 5, sources: [{source: c, value: 6}]}]",
    "claims: [{subject: a, owns: b, negated: true, reply: {says: no, sources: [d]}, sources: [c]}]",
    "claims: [{subject: a, owns: b, mode: planned, outcome: {happened: no, as: x, sources: [c]}, sources: [c]}]",
    "entities: [{id: x, kind: Town, name: X, alias: [Y, {th: ก, en: [Z, W]}, {name: V, kind: former, until: 2010}]}]",
    "entities: [{id: x, kind: Town, name: {en: X, fr: Y}, within: [y, {object: z, from: 2010}], sources: [a]}]",
    "entities: [{id: person-2, kind: Person, private: true}]",
    "events: [{id: x, event: Remark, date: 2024, said_by: a, says: it will rain, about: [b, c], sources: [d]}]",
    "events: [{id: x, event: Handover, date: 2024, sender: a, receiver: b, people: 5, sources: [d]}]",
    "events: [{id: x, event: Lease, land: z, from: 2024, sources: [b, {source: c, stance: contradicts, of: land}]}]",
]


@pytest.mark.parametrize("text", LEGAL)
def test_what_is_unusual_and_right_is_taken(text: str) -> None:
    tree, problems = read_bytes("data/x.yaml", text.encode())
    assert [*problems, *resolve_file("data/x.yaml", tree, small().ontology).problems] == []
    assert faults(text) == []


def test_a_place_is_offered_where_a_place_belongs() -> None:
    """Ids are offered by the range of the predicate, narrower kinds included, each with its names in every script."""
    [ids, *_] = resolved("id-of-Place")["anyOf"]
    offered = dict(zip(ids["enum"], ids["enumDescriptions"], strict=True))
    assert offered["bridgetown"] == "Bridgetown · 桥镇 (town)"
    assert "moonpark" in offered  # a Compound is a Place
    assert "hill-army" not in offered
    item, _ = resolved("predicate-controls")["anyOf"]
    plain, mapping = resolved(item["$ref"].rpartition("/")[2])["anyOf"]
    assert plain == mapping["properties"]["object"] == {"$ref": "#/$defs/id-of-Place"}


def test_sources_are_offered_by_title_and_date() -> None:
    [ids, *_] = resolved("citation")["anyOf"]
    offered = dict(zip(ids["enum"], ids["enumDescriptions"], strict=True))
    assert offered["post-2024-08-04"] == "Hill Army takes Bridgetown (The Border Post, 2024-08-04)"


def test_a_key_tells_what_it_means() -> None:
    told = resolved("predicate-controls")
    predicate = small().ontology.predicates["controls"]
    assert told["description"] == f"{predicate.label}: {predicate.definition}"
    assert predicate.definition in told["markdownDescription"]
    assert predicate.example in told["markdownDescription"]


def test_qualifiers_and_roles_are_offered_by_term() -> None:
    claims = schema()["properties"]["claims"]["items"]
    branches = {branch["if"]["required"][0]: branch["then"]["properties"] for branch in claims["then"]["allOf"]}
    assert {"extent", "ended_by"} <= branches["controls"].keys()
    assert "share" in branches["owns"]
    assert "share" not in branches["controls"]
    events = schema()["properties"]["events"]["items"]
    kinds = {branch["if"]["properties"]["event"]["const"]: branch["then"] for branch in events["allOf"]}
    assert {"lessor", "lessee", "land"} <= kinds["Lease"]["properties"].keys()
    assert "lessor" not in kinds["Meeting"]["properties"]
    assert kinds["Meeting"]["required"] == ["sides"]


def test_every_key_of_the_language_has_its_place() -> None:
    """But `source` and `still` in a record, which the program refuses there."""
    sections = {name: section.get("items", {}) for name, section in schema()["properties"].items()}
    assert sections["sources"]["properties"].keys() == SOURCE_KEYS
    assert ENTITY_KEYS - {"source"} <= sections["entities"]["properties"].keys()
    claims = {key for branch in sections["claims"]["then"]["allOf"] for key in branch["then"]["properties"]}
    assert RECORD_KEYS - {"source", "still"} <= claims
    events = {key for branch in sections["events"]["allOf"] for key in branch["then"]["properties"]}
    assert EVENT_KEYS - {"source", "still"} <= events
    assert resolved("attestation")["properties"].keys() == ATTESTATION_KEYS - {"of", "value"}
    _, quantity = resolved("quantity")["anyOf"]
    assert quantity["properties"].keys() == QUANTITY_KEYS
    _, item = resolved(resolved("predicate-controls")["anyOf"][0]["$ref"].rpartition("/")[2])["anyOf"]
    assert ITEM_KEYS - {"actor"} <= item["properties"].keys()


def test_every_reference_has_its_definition() -> None:
    text = json.dumps(schema())
    assert set(re.findall(r'"#/\$defs/([^"]+)"', text)) <= schema()["$defs"].keys()


def test_the_same_record_gives_the_same_schema_whatever_the_hash_seed() -> None:
    script = (
        "import json, pathlib, sys; from salween.build import load; from salween.schema import to_schema;"
        "loaded = load(pathlib.Path(sys.argv[1])); print(json.dumps(to_schema(loaded.ontology, loaded.corpus)))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script, str(SMALL)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert found == {(json.dumps(schema()) + "\n").encode()}
