"""Ids to things: every id that is used must exist. What hangs on one that does not is reported once and left out."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from ..dates import Edtf
from ..model import Attestation, Claim, Corpus, Entity, Event, Quantity, Ref, Source, Value
from ..names import fold
from ..ontology import Ontology
from ..problem import Problem
from .fields import with_article

#: For how many unknown ids close ones are looked for: of more, something larger is the cause.
MAX_SUGGESTED = 50
ENTITY, SOURCE, RECORD, THING = "entity", "source", "record", "entity or record"


def link(
    corpus: Corpus, ontology: Ontology, lost: Collection[str] | None = ()
) -> tuple[Corpus, list[Problem]]:
    """Return the corpus without what points to nothing, and a problem for each id that does not exist.

    `lost` are ids that were written and could not be read, None where a whole file could not: what uses them is
    left out as well, but the cause has been reported. Problems: unknown-id (one an id, at its first use), was-in-use.
    """
    known = {
        ENTITY: corpus.entities.keys(),
        SOURCE: corpus.sources.keys(),
        RECORD: corpus.records.keys(),
        THING: corpus.entities.keys() | corpus.records.keys(),
    }
    uses: dict[tuple[str, str], list[tuple[str, Ref]]] = defaultdict(list)
    for noun, word, ref in _references(corpus, ontology):
        if ref not in known[noun]:
            uses[noun, str(ref)].append((word, ref))
    problems = list(_was_in_use(corpus))
    if lost is not None:
        problems += _unknown_ids(uses, known, lost, corpus)
    if not uses:
        return corpus, problems
    return _pruned(corpus, ontology, {noun: set(ids) for noun, ids in known.items()}), problems


def _unknown_ids(
    uses: Mapping[tuple[str, str], list[tuple[str, Ref]]],
    known: Mapping[str, Collection[str]],
    lost: Collection[str],
    corpus: Corpus,
) -> Iterator[Problem]:
    """Yield a problem for each id that nobody bears, with the ids or the name that may be meant."""
    by_name = {fold(name.text): (id, name.text) for id, entity in corpus.entities.items() for name in entity.names}
    plain = [id for id in known[THING] if "." not in id]
    for number, ((noun, id), found) in enumerate(uses.items()):
        if id in lost:
            continue
        pool: Iterable[str] = plain if noun == THING and "." not in id else known[noun]
        named = by_name.get(fold(id)) if noun in (ENTITY, THING) else None
        if named is not None:
            fix = f'did you mean "{named[0]}" ({named[1]})?'
        else:
            near = difflib.get_close_matches(id, pool, n=3, cutoff=0.75) if number < MAX_SUGGESTED else []
            fix = "did you mean " + " or ".join(f'"{other}"' for other in near) + "?" if near else ""
        yield _unknown(noun, found, fix, known)


def _unknown(noun: str, found: list[tuple[str, Ref]], fix: str, known: Mapping[str, Collection[str]]) -> Problem:
    found.sort(key=lambda use: use[1].place)
    word, ref = found[0]
    elsewhere = next((other for other in (SOURCE, ENTITY, RECORD) if other != noun and ref in known[other]), None)
    if elsewhere and noun != THING:
        fix = f"it is the id of {with_article(elsewhere)}: name {with_article(noun)} here"
    elif not fix:
        section = {ENTITY: "entities:", SOURCE: "sources:", RECORD: "claims: or events:", THING: "entities:"}[noun]
        fix = f"add it under {section}, in this file or another"
    others = tuple(("also at", other.place) for _, other in found[1:4])
    what = f'no {noun} "{ref}"' + (f" for {word}:" if word != noun else "")
    if len(found) > 4:
        what += f" ({len(found)} times)"
    why = "every id that is used must be declared somewhere"
    return Problem("unknown-id", ref.place, what, fix, why, others=others)


def _references(corpus: Corpus, ontology: Ontology) -> Iterator[tuple[str, str, Ref]]:
    """Yield every use of an id: what it must be, the word for its part, the id."""
    for source in corpus.sources.values():
        yield ENTITY, "publisher", source.publisher
        for other in source.derives_from:
            yield SOURCE, "derives_from", other
    for entity in corpus.entities.values():
        yield from _cited(entity.attestations)
        for name in entity.names:
            yield from _cited(name.attestations)
    for identity in corpus.identities:
        for ref in identity.pair:
            yield THING, identity.verdict, ref
        yield from _cited(identity.attestations)
    for record in corpus.records.values():
        yield from _of_record(record, ontology)


def _of_record(record: Claim | Event, ontology: Ontology) -> Iterator[tuple[str, str, Ref]]:
    if isinstance(record, Claim):
        yield THING, "subject", record.subject
        if record.object is not None:
            yield THING, record.predicate, record.object
        if record.taken_from is not None:
            yield ENTITY, "taken_from", record.taken_from
        if isinstance(record.value, Quantity) and record.value.counter is not None:
            yield ENTITY, "counted_by", record.value.counter
    else:
        for fill in record.roles:
            yield THING if fill.role == "about" else ENTITY, fill.role, fill.actor
            yield from _cited(fill.attestations)
            yield from _qualifying(fill.qualifiers, ontology)
    yield from _cited(record.attestations)
    yield from _qualifying(record.qualifiers, ontology)
    for reply in record.replies:
        if reply.said_by is not None:
            yield ENTITY, "said_by", reply.said_by
        yield from _cited(reply.attestations)
    if record.outcome is not None:
        if record.outcome.event is not None:
            yield RECORD, "as", record.outcome.event
        yield from _cited(record.outcome.attestations)


def _qualifying(qualifiers: Iterable[tuple[str, Value]], ontology: Ontology) -> Iterator[tuple[str, str, Ref]]:
    for key, value in qualifiers:
        if isinstance(value, Ref) and ontology.qualifiers[key].value_type == "entity":
            yield ENTITY, key, value
        elif isinstance(value, Quantity) and value.counter is not None:
            yield ENTITY, "counted_by", value.counter


def _cited(attestations: Iterable[Attestation]) -> Iterator[tuple[str, str, Ref]]:
    for attestation in attestations:
        yield SOURCE, "source", attestation.source
        if attestation.said_by is not None:
            yield ENTITY, "said_by", attestation.said_by
        for key, value in attestation.details:
            if isinstance(value, tuple) and not isinstance(value, Edtf | Quantity):
                for ref in value:
                    yield ENTITY, key, ref


def _pruned(corpus: Corpus, ontology: Ontology, known: dict[str, set[str]]) -> Corpus:
    """Leave out, until nothing points to nothing, what names an id that does not exist."""

    def sound(references: Iterable[tuple[str, str, Ref]]) -> bool:
        return all(ref in known[noun] for noun, _, ref in references)

    def heard(attestations: tuple[Attestation, ...]) -> tuple[Attestation, ...]:
        return tuple(attestation for attestation in attestations if sound(_cited([attestation])))

    sources: dict[str, Source] = {
        id: replace(source, derives_from=tuple(o for o in source.derives_from if o in known[SOURCE]))
        for id, source in corpus.sources.items()
        if source.publisher in known[ENTITY]
    }
    known[SOURCE] = set(sources)
    entities: dict[str, Entity] = {
        id: replace(
            entity,
            attestations=heard(entity.attestations),
            names=tuple(name._replace(attestations=heard(name.attestations)) for name in entity.names),
        )
        for id, entity in corpus.entities.items()
    }
    records: dict[str, Claim | Event] = {}
    for id, record in corpus.records.items():
        kept = replace(record, attestations=heard(record.attestations))
        if sound(_of_record(kept, ontology)) and kept.attestations:
            records[id] = kept
    for _ in range(3):  # a record about a record that was left out
        known[RECORD], known[THING] = set(records), entities.keys() | records.keys()
        records = {id: record for id, record in records.items() if sound(_of_record(record, ontology))}
    return replace(corpus, sources=sources, entities=entities, records=records)


def _was_in_use(corpus: Corpus) -> Iterator[Problem]:
    """An old id that somebody still bears would have two meanings."""
    live = corpus.entities.keys() | corpus.records.keys()
    for thing in (*corpus.entities.values(), *corpus.records.values()):
        for old in thing.was:
            if old in live:
                bearer = corpus.entities.get(old) or corpus.records[old]
                what, fix = f'was: the old id "{old}" is in use again', "give whatever bears it now another id"
                others = (("borne at", bearer.id.place),)
                place = old.place if isinstance(old, Ref) else thing.place_of("was")
                yield Problem("was-in-use", place, what, fix, "an address must keep its meaning", others=others)
