"""What a person should look at: names that fold to one, and what nobody uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..dates import Edtf
from ..judge import Judge
from ..model import Attestation, Claim, Entity, Event, Quantity, Ref
from ..names import fold
from ..problem import Problem, Severity


def names_that_fold_to_one(judge: Judge) -> Iterator[Problem]:
    """Code same-name (warning): two entities share a name in some spelling, and no judgement says how they differ."""
    judged = {frozenset(map(str, identity.pair)) for identity in judge.corpus.identities}
    by_name: dict[str, list[Entity]] = defaultdict(list)
    for entity in judge.corpus.entities.values():
        for key in {fold(name.text) for name in entity.names}:
            if key:
                by_name[key].append(entity)
    reported = set()
    for bearers in by_name.values():
        for index, one in enumerate(bearers):
            for other in bearers[index + 1 :]:
                pair = frozenset((str(one.id), str(other.id)))
                if pair in judged or pair in reported or one.id == other.id:
                    continue
                reported.add(pair)
                what = f'"{one.id}" and "{other.id}" share a name'
                fix = f"say under identity: whether they are - different: [{one.id}, {other.id}], same, or unsure"
                at = (("the other at", other.place),)
                yield Problem("same-name", one.place, what, fix, "a reader will take one for the other", Severity.WARNING, at)


def unused(judge: Judge) -> Iterator[Problem]:
    """Codes unused-source, unused-entity (warnings): what nothing refers to is a slip or a leftover."""
    corpus = judge.corpus
    sources = {str(other) for source in corpus.sources.values() for other in source.derives_from}
    entities = {str(source.publisher) for source in corpus.sources.values()}

    def cited(attestations: tuple[Attestation, ...]) -> None:
        for attestation in attestations:
            sources.add(str(attestation.source))
            if attestation.said_by is not None:
                entities.add(str(attestation.said_by))
            for _, value in attestation.details:
                if isinstance(value, tuple) and not isinstance(value, Edtf | Quantity):
                    entities.update(map(str, value))

    for entity in corpus.entities.values():
        cited(entity.attestations)
        for name in entity.names:
            cited(name.attestations)
    for identity in corpus.identities:
        cited(identity.attestations)
    for record in corpus.records.values():
        cited(record.attestations)
        for reply in record.replies:
            cited(reply.attestations)
        if record.outcome is not None:
            cited(record.outcome.attestations)
        entities.update(_named(record))
        if isinstance(record, Event):
            for fill in record.roles:
                cited(fill.attestations)
    for id, source in corpus.sources.items():
        if id not in sources:
            fix = "cite it, or remove it"
            yield Problem("unused-source", source.id.place, f'nothing rests on the source "{id}"', fix, "", Severity.WARNING)
    for id, entity in corpus.entities.items():
        if id not in entities:
            fix = "use it, or remove it"
            yield Problem("unused-entity", entity.id.place, f'nothing refers to "{id}"', fix, "", Severity.WARNING)


def _named(record: Claim | Event) -> Iterator[str]:
    """Yield the entities a record names."""
    if isinstance(record, Claim):
        yield str(record.subject)
        if record.object is not None:
            yield str(record.object)
        if isinstance(record.value, Quantity) and record.value.counter is not None:
            yield str(record.value.counter)
    else:
        for fill in record.roles:
            yield str(fill.actor)
    for _, value in record.qualifiers:
        if isinstance(value, Ref):
            yield str(value)
