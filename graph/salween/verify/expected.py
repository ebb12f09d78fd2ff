"""Corpus → citations: what the page of each attestation should say if the attestation is true to it.

A source vouches for the fields that it states: those in `of:`, else all. Its own value stands before the record's.
Words of ours (relations, titles, notes) are not looked for. Knows nothing of pages.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from ..dates import Edtf, Span, parse_edtf
from ..model import TIMES, Attestation, Claim, Corpus, Entity, Event, Quantity, Ref, Source, Value
from ..ontology import Ontology
from .spelled import ends_of

#: A page that comes out later than this after a state began may only say that it holds.
NEWS_DAYS = 30
#: What a record is about is our heading for it: a page need not use the word.
_OURS = ("about",)
#: Qualifiers that are words of the ontology, not of a page.
_CODED = ("word", "boolean")
_REFERRED = ("Actor", "Place")


class Expected(NamedTuple):
    """One thing to look for: names of which any will do, a number, or a day.

    `is_needed` is False where the page may say it in words of its own: then it is found or not checkable. Of those
    that share a `group`, one is enough.
    """

    field: str
    wanted: str
    names: tuple[str, ...] = ()
    number: Decimal | None = None
    day: Span | None = None
    is_needed: bool = True
    is_person: bool = False
    short: tuple[str, ...] = ()  # of a person, the words of the name that nobody else in the dataset bears
    kind: str = ""  # of the entity that is named
    is_seen: bool = False  # a day on which a state was seen: the page may name the day after
    group: str = ""


class Citation(NamedTuple):
    """What one source is cited for: the key in the lock, the record or entity, and what its page should say."""

    key: str
    id: str
    attestation: Attestation
    expected: tuple[Expected, ...]

    @property
    def digest(self) -> str:
        """What is expected, as six letters: when a value changes, what was verified no longer counts."""
        said = "\n".join(f"{e.field} {e.wanted if e.number is None else e.number}" for e in self.expected)
        return b32encode(hashlib.blake2b(said.encode(), digest_size=5).digest()).decode().lower()[:6]


def fields_of(attestation: Attestation) -> tuple[str, ...]:
    """Return the fields that an attestation is about, none where it is about all."""
    return tuple(field for field in attestation.of if field != "whole")


def citations(corpus: Corpus, ontology: Ontology) -> dict[str, list[Citation]]:
    """Return every citation by its source, both sorted."""
    found: dict[str, list[Citation]] = {}
    expecting = _Expecting(corpus, ontology)
    for citation in expecting.all():
        found.setdefault(str(citation.attestation.source), []).append(citation)
    return {source: _keyed(found[source]) for source in sorted(found)}


def citations_of(corpus: Corpus, ontology: Ontology, thing: Claim | Event | Entity) -> list[Citation]:
    """Return the citations of one record or entity, with the keys that they have in the lock."""
    expecting = _Expecting(corpus, ontology)
    found = expecting.of_entity(thing) if isinstance(thing, Entity) else expecting.of_record(thing)
    by_source: dict[str, list[Citation]] = {}
    for citation in found:
        by_source.setdefault(str(citation.attestation.source), []).append(citation)
    return [citation for cited in by_source.values() for citation in _keyed(cited)]


def _keyed(found: list[Citation]) -> list[Citation]:
    """Return citations of one source with keys that differ, sorted by them."""
    seen: dict[str, int] = {}
    kept = []
    for citation in sorted(found, key=lambda c: (c.key, c.digest)):
        seen[citation.key] = number = seen.get(citation.key, 0) + 1
        kept.append(citation if number == 1 else citation._replace(key=f"{citation.key}~{number}"))
    return kept


class _Expecting:
    def __init__(self, corpus: Corpus, ontology: Ontology) -> None:
        self.corpus, self.ontology = corpus, ontology

    def all(self) -> Iterator[Citation]:
        for entity in self.corpus.entities.values():
            yield from self.of_entity(entity)
        for record in self.corpus.records.values():
            yield from self.of_record(record)
        for identity in self.corpus.identities:
            named = (self.name("identity", id) for id in identity.pair)
            pair = [expected._replace(group="pair") for expected in named if expected is not None]
            key = f"{identity.pair[0]}={identity.pair[1]}"
            for attestation in identity.attestations:
                yield Citation(key, key, attestation, tuple(pair))

    # ---- entities ----------------------------------------------------------------------------------------------

    def of_entity(self, entity: Entity) -> Iterator[Citation]:
        for attestation in entity.attestations:
            expected = _some(self.name("name", entity.id, self.corpus.sources[attestation.source]))
            yield Citation(f"{entity.id}:", entity.id, attestation, expected)
        for name in entity.names:
            for attestation in name.attestations:
                wanted = Expected("name", name.text, (name.text,), is_person=self.is_person(entity.id))
                yield Citation(f"{entity.id}:{name.lang}", entity.id, attestation, (wanted,))

    # ---- records -----------------------------------------------------------------------------------------------

    def of_record(self, record: Claim | Event) -> Iterator[Citation]:
        for attestation in record.attestations:
            source = self.corpus.sources[attestation.source]
            if isinstance(record, Claim):
                expected = [*self.of_claim(record, attestation)]
            else:
                expected = [*self.of_event(record, attestation)]
            if attestation.stance == "reports":
                expected = [e for e in expected if e.field == "subject"]
            else:
                expected += [*self.times(record, attestation, source), *self.details(record, attestation)]
                expected += _some(self.speaker(attestation, source))
                expected += _said(attestation.says)
            if self.is_of_entity(record, attestation):
                expected = [e._replace(is_needed=False) for e in expected]
            yield Citation(_key(record.id, attestation), record.id, attestation, _each_once(expected))
        if record.outcome is not None:
            for attestation in record.outcome.attestations:
                subject = record.subject if isinstance(record, Claim) else None
                expected = [*_some(self.name("subject", subject)), *_said(attestation.says)]
                yield Citation(f"{record.id}!outcome", record.id, attestation, tuple(expected))
        for reply in record.replies:
            for attestation in reply.attestations:
                source = self.corpus.sources[attestation.source]
                speaker = self.name("said_by", reply.said_by or attestation.said_by, source)
                yield Citation(f"{record.id}!reply", record.id, attestation, (*_some(speaker), *_said(reply.says)))
        if isinstance(record, Event):
            for fill in record.roles:
                for attestation in fill.attestations:
                    expected = [*_some(self.name(fill.role, fill.actor)), *_said(attestation.says)]
                    key = f"{record.id}#{fill.role}.{fill.actor}"
                    yield Citation(_key(key, attestation), record.id, attestation, tuple(expected))

    def is_of_entity(self, record: Claim | Event, attestation: Attestation) -> bool:
        """Tell whether a claim stands in the row of its entity, whose sources vouch for its name in the first place."""
        entity = self.corpus.entities.get(record.subject) if isinstance(record, Claim) else None
        return entity is not None and attestation in entity.attestations

    def of_claim(self, claim: Claim, attestation: Attestation) -> Iterator[Expected]:
        fields = fields_of(attestation)
        if attestation.stance == "contradicts":
            yield from _some(self.name("subject", claim.subject, is_needed=not fields))
            return
        if fields:
            if "subject" in fields:
                yield from _some(self.name("subject", claim.subject))
            if "value" in fields and claim.value is not None and attestation.detail("value") is None:
                yield from self.value("value", claim.value)
            return
        yield from _some(self.name("subject", claim.subject), self.name("object", claim.object))
        if claim.value is not None and attestation.detail("value") is None:
            yield from self.value("value", claim.value)
        yield from self.qualifiers(claim.qualifiers, attestation)

    def of_event(self, event: Event, attestation: Attestation) -> Iterator[Expected]:
        fields = fields_of(attestation)
        if attestation.stance == "contradicts" and not fields:
            return
        for fill in event.roles:
            named = fields or not fill.attestations  # a role with sources of its own rests on those
            if (fields and fill.role not in fields) or not named or attestation.detail(fill.role) is not None:
                continue
            if attestation.stance == "contradicts":
                continue
            yield from _some(self.name(fill.role, fill.actor, self.corpus.sources[attestation.source]))
        if not fields and attestation.stance == "supports":
            yield from self.qualifiers(event.qualifiers, attestation)

    def qualifiers(self, found: tuple[tuple[str, Value], ...], attestation: Attestation) -> Iterator[Expected]:
        for key, value in found:
            if attestation.detail(key) is None and self.ontology.qualifiers[key].value_type not in _CODED:
                for expected in self.value(key, value):
                    yield expected._replace(is_needed=expected.is_needed and not isinstance(value, Ref))

    def details(self, record: Claim | Event, attestation: Attestation) -> Iterator[Expected]:
        """Yield what the source says of its own where it differs."""
        for key, value in attestation.details:
            qualifier = self.ontology.qualifiers.get(key)
            if key in TIMES or (qualifier is not None and qualifier.value_type in _CODED):
                continue
            if isinstance(value, tuple) and not isinstance(value, Edtf | Quantity):
                for actor in value:
                    yield from _some(self.name(key, actor))
            else:
                yield from self.value(key, value)

    # ---- times -------------------------------------------------------------------------------------------------

    def times(self, record: Claim | Event, attestation: Attestation, source: Source) -> Iterator[Expected]:
        """Yield the days that a source vouches for: its own, else those of the record that it could know."""
        fields = fields_of(attestation)
        own = [(key, attestation.detail(key)) for key in TIMES]
        given = [(key, value) for key, value in own if isinstance(value, Edtf)]
        if isinstance(attestation.still, Edtf):
            given.append(("still", attestation.still))
        if given:
            is_state = not self.happens(record)
            for key, value in given:
                for expected in _day(key, value, group="" if key in fields else "time"):
                    yield expected._replace(is_seen=is_state and key == "date")
            return
        if attestation.still is not None or attestation.stance == "contradicts":
            return
        written = (("date", record.date), ("from", record.start), ("until", record.until))
        for key, day in written:
            if day is None or (fields and key not in fields):
                continue
            if not fields and not _could_know(source, day, record.is_planned):
                continue
            is_needed = bool(fields) or not self.may_only_hold(record, source, day)
            for expected in _day(key, day, group="" if fields else "time"):
                yield expected._replace(is_needed=expected.is_needed and is_needed)

    def may_only_hold(self, record: Claim | Event, source: Source, start: Edtf) -> bool:
        """Tell whether a page, by the day it came out, may say no more than that a state holds."""
        began, out = start.span.latest, source.dated.span.latest
        return not self.happens(record) and (began is None or out is None or out > began + NEWS_DAYS)

    def happens(self, record: Claim | Event) -> bool:
        """Tell whether a record is of what happens on a day, not of what lasts."""
        if isinstance(record, Claim):
            return self.ontology.predicates[record.predicate].lapse == "occurrence"
        return self.ontology.event_kinds[record.kind].lapse == "occurrence"

    # ---- values ------------------------------------------------------------------------------------------------

    def value(self, field: str, value: Value) -> Iterator[Expected]:
        if isinstance(value, Edtf):
            yield from _day(field, value)
        elif isinstance(value, Quantity):
            ends = [value.low] if value.high in (None, value.low) else [value.low, value.high]
            for number in ends:
                assert number is not None
                yield Expected(field, f"{number:,}", number=number, is_needed=number != 1)
            if value.window is not None:
                yield from (e._replace(is_needed=False) for e in _day("window", value.window))
            yield from _some(self.name("counted_by", value.counter, is_needed=False))
        elif isinstance(value, Ref) and value in self.corpus.entities:
            yield from _some(self.name(field, value))
        elif isinstance(value, str) and len(value) > 2 and value not in ("true", "false"):
            yield Expected(field, str(value), (str(value),), is_needed=False)

    def name(self, field: str, id: str | None, source: Source | None = None, is_needed: bool = True) -> Expected | None:
        """Return the names of an entity as what to look for; None for an event, or for who has none.

        A publisher need not name itself.
        """
        entity = self.corpus.entities.get(id) if id is not None else None
        if entity is None or entity.is_private or not entity.names:
            return None
        is_publisher = source is not None and source.publisher == entity.id
        is_referred = self.ontology.is_a(entity.kind, _REFERRED) and entity.kind != "VictimGroup"
        return Expected(
            field,
            entity.label(),
            (entity.label(), *(name.text for name in entity.names if name.text != entity.label())),
            is_needed=is_needed and is_referred and not is_publisher and field not in _OURS,
            is_person=self.is_person(entity.id),
            short=self.short(entity),
            kind=entity.kind,
        )

    def short(self, entity: Entity) -> tuple[str, ...]:
        if not self.is_person(entity.id):
            return ()
        words = (word for name in entity.names for word in ends_of(name.text))
        return tuple(dict.fromkeys(word for word in words if len(self.bearers[word.casefold()]) == 1))

    @cached_property
    def bearers(self) -> dict[str, set[str]]:
        """Who bears a word at an end of a name: the persons by it, in small letters."""
        found: dict[str, set[str]] = {}
        for entity in self.corpus.entities.values():
            if self.is_person(entity.id):
                for name in entity.names:
                    for word in (*ends_of(name.text), *name.text.split()):
                        found.setdefault(word.casefold(), set()).add(entity.id)
        return found

    def speaker(self, attestation: Attestation, source: Source) -> Expected | None:
        return self.name("said_by", attestation.said_by, source)

    def is_person(self, id: str) -> bool:
        return self.ontology.is_a(self.corpus.entities[id].kind, ("Person",))


def _some(*found: Expected | None) -> tuple[Expected, ...]:
    return tuple(expected for expected in found if expected is not None)


def _each_once(found: list[Expected]) -> tuple[Expected, ...]:
    """Return what to look for without what is looked for already: a speaker who takes part is one name."""
    kept: dict[object, Expected] = {}
    for expected in found:
        wanted = expected.names or (expected.number, expected.day)
        before = kept.get(wanted)
        if before is None or (expected.is_needed and not before.is_needed):
            kept[wanted] = expected
    return tuple(kept.values())


def _key(owner: str, attestation: Attestation) -> str:
    """Return the key of a citation within its source: the record, and what tells two of one record apart."""
    parts = [attestation.locator, attestation.said_by or ""]
    if attestation.stance != "supports":
        parts.append(attestation.stance)
    parts += fields_of(attestation)
    return ".".join([owner, *(f"@{part}" for part in parts if part)])


def _could_know(source: Source, day: Edtf, is_planned: bool) -> bool:
    """Tell whether a page came out late enough to tell of a day."""
    out, first = source.dated.span.latest, day.span.earliest
    return is_planned or out is None or first is None or out >= first


def _day(field: str, value: Edtf, group: str = "") -> Iterator[Expected]:
    """Yield a day to look for; of a duration any day within will do.

    What an author enclosed between two days need not stand on the page.
    """
    is_written = value.is_interval or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?[~?%]?", value.text) is not None
    yield Expected(field, value.text, day=value.span, is_needed=is_written, group=group)


_FIGURE = re.compile(r"(?<![\w-])\d{1,3}(?:,\d{3})+(?![\w-])|(?<![\w.,-])\d{2,}(?![\w-]|[.,]\d)")
_SAID_DAY = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)(?: (\d{4}))?"
)


def _said(says: str) -> Iterator[Expected]:
    """Yield the figures in what we say a source says: a figure there is the page's own, or it is ours to mend."""
    rest = _SAID_DAY.sub(" ", says)
    for match in _FIGURE.finditer(rest):
        number = Decimal(match[0].replace(",", ""))
        if not (1900 <= number <= 2100 and "," not in match[0]):
            yield Expected("says", match[0], number=number)
    for match in _SAID_DAY.finditer(says):
        if match[3]:
            month = "JanFebMarAprMayJunJulAugSepOctNovDec".index(match[2][:3]) // 3 + 1
            day = parse_edtf(f"{match[3]}-{month:02}-{int(match[1]):02}")
            if isinstance(day, Edtf):
                yield from _day("says", day)
