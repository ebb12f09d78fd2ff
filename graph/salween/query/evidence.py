"""What the rows of a question rest on: who says so, to which day it was confirmed, and what is doubted of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..ontology import SAL
from .rows import Cell, Rows

if TYPE_CHECKING:
    from . import Dataset

#: What a field is called in a sentence.
FIELD_WORDS = {"whole": "it", "from": "the start", "until": "the end", "value": "the number"}

# Each is asked of the ids that the one before it found: flat patterns over a few terms, where one query over all of it
# would have the engine go through every attestation of the record.
_READINGS = """SELECT ?record ?status ?because ?confirmed ?own WHERE {
  VALUES ?record { %s } ?record sal:status ?status ; sal:because ?because .
  OPTIONAL { ?record sal:lastConfirmed ?confirmed } OPTIONAL { ?record sal:overlay ?own } }"""
_DISPUTES = "SELECT ?record ?field WHERE { VALUES ?record { %s } ?record sal:disputedField ?field }"
_VOICES = """SELECT ?record ?source ?stance ?voice ?locator ?of ?added WHERE {
  VALUES ?record { %s } ?record sal:attestation ?a . ?a sal:source ?source ; sal:stance ?stance ; sal:speaker ?voice .
  OPTIONAL { ?a sal:locator ?locator } OPTIONAL { ?a sal:of ?of } OPTIONAL { ?a sal:overlay ?added } }"""
_SOURCES = """SELECT ?source ?house ?issued WHERE {
  VALUES ?source { %s } ?source dct:publisher ?house . OPTIONAL { ?source dct:issued ?issued } }"""
_NAMES = "SELECT ?entity ?name WHERE { VALUES ?entity { %s } ?entity skos:prefLabel ?name }"


def field_word(key: object) -> str:
    """Return what a field is called in a sentence: "the start", "the extent", "it" for the whole."""
    return FIELD_WORDS.get(str(key), f"the {str(key).replace('_', ' ')}")


def _issued(day: object) -> str:
    """Return the day a source came out as a reader writes it: `[a..b]` is one day within."""
    return "undated" if day is None else str(day).strip("[]").replace("..", " to ")


class _Evidence(NamedTuple):
    """Of one record: who says so, the last confirmation, and the doubts."""

    said: list[str]
    confirmed: date | None
    doubts: list[str]


def with_evidence(dataset: Dataset, rows: Rows, most: int = 0) -> Rows:
    """Return the rows of a question with three columns more: who says so, last confirmed, and doubt.

    A question that names the record a row rests on in `?record` gets them; others are returned as they are. `most`
    limits how many sources a cell names (0: all).
    """
    if "record" not in rows.variables or not rows.rows:
        return rows
    index = rows.variables.index("record")
    found = _gathered(dataset, sorted({str(row[index]) for row in rows if row[index]}))
    nothing = _Evidence([], None, [])
    built = []
    for row in rows:
        evidence = found.get(str(row[index]), nothing)
        cited = sorted(evidence.said)
        shown = cited[:most] if most and len(cited) > most + 1 else cited
        more = [f"and {len(cited) - len(shown)} more"] if len(shown) < len(cited) else []
        rest: tuple[Cell, ...] = (*row[:index], *row[index + 1 :])
        built.append((*rest, "; ".join([*shown, *more]), evidence.confirmed, "; ".join(evidence.doubts)))
    columns = tuple(name for name in rows.variables if name != "record")
    return Rows((*columns, "who_says_so", "last_confirmed", "doubt"), tuple(built), rows.base)


def _gathered(dataset: Dataset, records: list[str]) -> dict[str, _Evidence]:
    said: dict[str, list[str]] = defaultdict(list)
    dissent: dict[str, set[str]] = defaultdict(set)
    denied: set[tuple[str, str]] = set()
    voices = list(_ask(dataset, _VOICES, records))
    houses = {str(source): (str(house), day) for source, house, day in _ask(dataset, _SOURCES, [v[1] for v in voices])}
    names = _names(dataset, [*(voice[3] for voice in voices), *(house for house, _ in houses.values())])
    for record, source, stance, voice, locator, of, added in voices:
        key, (house, issued) = str(record), houses[str(source)]
        speaker, publisher = names.get(str(voice), str(voice)), names.get(house, house)
        if str(stance).endswith("Reports"):  # who only repeats it vouches for nothing
            continue
        if str(stance).endswith("Contradicts"):
            denied.add((key, str(of)))
            dissent[key].add(f"{speaker} denies {field_word(of)}")
            continue
        where = publisher if speaker == publisher else f"{speaker}, in {publisher}"
        mark = " [overlay]" if added else ""
        said_in = f"{where}, {_issued(issued)}" + (f" ({locator})" if locator else "") + mark
        if said_in not in said[key]:
            said[key].append(said_in)
    for record, field in _ask(dataset, _DISPUTES, records):
        if (str(record), str(field)) not in denied:
            dissent[str(record)].add(f"sources differ on {field_word(field)}")
    found = {}
    for record, status, because, last, own in _ask(dataset, _READINGS, records):
        word = str(status).removeprefix(SAL)
        doubt = "" if word == "accepted" else str(because) if word == "provisional" else f"{word}: {because}"
        mark = f"[overlay] {doubt}".rstrip() if own else doubt
        doubts = [*([mark] if mark else []), *sorted(dissent[str(record)])]
        found[str(record)] = _Evidence(said[str(record)], last if isinstance(last, date) else None, doubts)
    return found


def _ask(dataset: Dataset, query: str, terms: Iterable[object]) -> Rows:
    return dataset.select(query % " ".join(f"<{term}>" for term in sorted(set(map(str, terms)))))


def _names(dataset: Dataset, entities: Iterable[object]) -> dict[str, str]:
    """Return the name that each entity is shown by."""
    return {str(entity): str(name) for entity, name in _ask(dataset, _NAMES, entities)}


__all__ = ["FIELD_WORDS", "field_word", "with_evidence"]
