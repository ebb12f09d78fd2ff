"""Ids to things: every id that is used must exist. What hangs on one that does not is reported once and left out."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from ..dates import Edtf
from ..model import Attestation, Claim, Corpus, Entity, Event, Quantity, Ref, Source, Value
from ..names import fold
from ..ontology import Ontology
from ..problem import Problem, with_article
from .gather import NO_GAPS, Gaps

#: A use of an id: what it must be the id of, the key it stands under, the id.
Use = tuple[str, str, Ref]
#: For how many unknown ids close ones are looked for: of more, something larger is the cause.
MAX_SUGGESTED = 50
_NAME_FOR_ID = re.compile(r'^(?!id:).*?: "(.+)" is not an id$')
ENTITY, SOURCE, RECORD, THING = "entity", "source", "record", "entity or record"


def link(corpus: Corpus, ontology: Ontology, gaps: Gaps = NO_GAPS) -> tuple[Corpus, list[Problem]]:
    """Return the corpus without what points to nothing, and a problem for each id that does not exist.

    What has gaps, and what points to it, is left out as well: its cause has been reported, and all that could be
    said of the rest of it would be said again. Problems: unknown-id (one an id, at its first use), was-in-use.
    """
    known = {
        ENTITY: corpus.entities.keys(),
        SOURCE: corpus.sources.keys(),
        RECORD: corpus.records.keys(),
        THING: corpus.entities.keys() | corpus.records.keys(),
    }
    uses: dict[tuple[bool, str], list[Use]] = defaultdict(list)  # sources have ids of their own
    for use in _references(corpus, ontology):
        noun, _, ref = use
        if ref not in known[noun]:
            uses[noun == SOURCE, str(ref)].append(use)
    problems = list(_was_in_use(corpus))
    if gaps.is_whole:
        problems += _unknown_ids(uses, known, gaps.lost, corpus)
    if not uses and not gaps.flawed:
        return corpus, problems
    return _pruned(corpus, ontology, {noun: set(ids) - gaps.flawed for noun, ids in known.items()}), problems


def named_for_ids(problems: Iterable[Problem], corpus: Corpus) -> list[Problem]:
    """Return problems with the id of an entity proposed where its name was written for it: Naypyidaw."""
    by_name = {fold(name.text): str(id) for id, entity in corpus.entities.items() for name in entity.names}
    found = []
    for problem in problems:
        match = _NAME_FOR_ID.search(problem.what) if problem.code == "id-not-slug" else None
        id = by_name.get(fold(match[1])) if match is not None else None
        found.append(replace(problem, fix=f"write the id, not the name: {id}") if id is not None else problem)
    return found


def _unknown_ids(
    uses: Mapping[tuple[bool, str], list[Use]],
    known: Mapping[str, Collection[str]],
    lost: Collection[str],
    corpus: Corpus,
) -> Iterator[Problem]:
    """Yield a problem for each id that nobody bears, with the ids or the name that may be meant."""
    by_name = {fold(name.text): (id, name.text) for id, entity in corpus.entities.items() for name in entity.names}
    plain = [id for id in known[THING] if "." not in id]
    for number, ((_, id), found) in enumerate(uses.items()):
        if id in lost:
            continue
        found.sort(key=lambda use: use[2].place)
        noun = found[0][0]
        pool: Iterable[str] = plain if noun == THING and "." not in id else known[noun]
        named = by_name.get(fold(id)) if noun in (ENTITY, THING) else None
        if named is not None:
            fix = f'did you mean "{named[0]}" ({named[1]})?'
        else:
            near = difflib.get_close_matches(id, pool, n=3, cutoff=0.75) if number < MAX_SUGGESTED else []
            fix = "did you mean " + " or ".join(f'"{other}"' for other in near) + "?" if near else ""
        yield _unknown(found, fix, known)


def _unknown(found: list[Use], fix: str, known: Mapping[str, Collection[str]]) -> Problem:
    noun, word, ref = found[0]
    elsewhere = next((other for other in (SOURCE, ENTITY, RECORD) if other != noun and ref in known[other]), None)
    if elsewhere and noun != THING:
        fix = f"this is the id of {with_article(elsewhere)}: give the id of {with_article(noun)}"
    elif not fix:
        section = {ENTITY: "entities:", SOURCE: "sources:", RECORD: "claims: or events:", THING: "entities:"}[noun]
        fix = f"add it under {section} in any file, or correct the id"
    others = tuple(("also at", other.place) for *_, other in found[1:4])
    what = f'no {noun} "{ref}"' + (f" for {word}:" if word != noun else "")
    if len(found) > 4:
        what += f" ({len(found)} times)"
    why = "every id must be declared in a file under data/"
    return Problem("unknown-id", ref.place, what, fix, why, others=others)


def _references(corpus: Corpus, ontology: Ontology) -> Iterator[Use]:
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


def _of_record(record: Claim | Event, ontology: Ontology) -> Iterator[Use]:
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


def _qualifying(qualifiers: Iterable[tuple[str, Value]], ontology: Ontology) -> Iterator[Use]:
    for key, value in qualifiers:
        if isinstance(value, Ref) and ontology.qualifiers[key].value_type == "entity":
            yield ENTITY, key, value
        elif isinstance(value, Quantity) and value.counter is not None:
            yield ENTITY, "counted_by", value.counter


def _cited(attestations: Iterable[Attestation]) -> Iterator[Use]:
    for attestation in attestations:
        yield SOURCE, "source", attestation.source
        if attestation.said_by is not None:
            yield ENTITY, "said_by", attestation.said_by
        for key, value in attestation.details:
            if isinstance(value, tuple) and not isinstance(value, Edtf | Quantity):
                for ref in value:
                    yield ENTITY, key, ref


def _pruned(corpus: Corpus, ontology: Ontology, known: dict[str, set[str]]) -> Corpus:
    """Leave out, until nothing points to nothing, what is not known and what names it."""

    def sound(references: Iterable[Use]) -> bool:
        return all(ref in known[noun] for noun, _, ref in references)

    def heard(attestations: tuple[Attestation, ...]) -> tuple[Attestation, ...]:
        return tuple(attestation for attestation in attestations if sound(_cited([attestation])))

    sources: dict[str, Source] = {
        id: replace(source, derives_from=tuple(o for o in source.derives_from if o in known[SOURCE]))
        for id, source in corpus.sources.items()
        if id in known[SOURCE] and source.publisher in known[ENTITY]
    }
    known[SOURCE] = set(sources)
    entities: dict[str, Entity] = {
        id: replace(
            entity,
            attestations=heard(entity.attestations),
            names=tuple(name._replace(attestations=heard(name.attestations)) for name in entity.names),
        )
        for id, entity in corpus.entities.items()
        if id in known[ENTITY]
    }
    records = {id: record for id, record in corpus.records.items() if id in known[RECORD]}
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
                what, fix = f'was: the former id "{old}" is in use again', "give the new thing another id"
                others = (("in use at", bearer.id.place),)
                place = old.place if isinstance(old, Ref) else thing.place_of("was")
                yield Problem(
                    "was-in-use", place, what, fix, "an old address must not change its meaning", others=others
                )
