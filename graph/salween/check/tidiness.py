"""What a person should look at: names that fold to one, and what nobody uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from ..dates import Edtf
from ..judge import Judge
from ..model import Attestation, Event, Quantity, named_in
from ..names import fold
from ..problem import Problem, Severity

_UNUSED = "it is left over, or an id elsewhere is wrong"


def names_that_fold_to_one(judge: Judge) -> Iterator[Problem]:
    """Code same-name (warning): two entities share a name in some spelling, and no judgement says how they differ."""
    judged = {frozenset(map(str, identity.pair)) for identity in judge.corpus.identities}
    by_name: dict[str, dict[str, str]] = defaultdict(dict)  # folded name -> id of its bearer -> the name as written
    for id, entity in judge.corpus.entities.items():
        for name in entity.names:
            by_name[fold(name.text)].setdefault(id, name.text)
    reported = set()
    for folded, bearers in by_name.items():
        for pair in combinations(bearers, 2):
            if not folded or frozenset(pair) in judged or pair in reported:
                continue
            reported.add(pair)
            first, second = sorted((judge.corpus.entities[id] for id in pair), key=lambda entity: entity.place)
            what = f'"{second.id}" has the same name as "{first.id}": {bearers[str(second.id)]}'
            fix = f"add under identity: - {{different: [{first.id}, {second.id}], because: …}}, or same:, or unsure:"
            why, others = "readers will confuse them", (("the other at", first.place),)
            yield Problem("same-name", second.place, what, fix, why, Severity.WARNING, others)


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
        entities.update(named_in(record))
        if isinstance(record, Event):
            for fill in record.roles:
                cited(fill.attestations)
    for id, source in corpus.sources.items():
        if id not in sources:
            what = f'no record cites the source "{id}"'
            fix = f"cite it, as in sources: [{id}], or remove it"
            why = _UNUSED
            yield Problem("unused-source", source.id.place, what, fix, why, Severity.WARNING)
    for id, entity in corpus.entities.items():
        if id not in entities:
            what, fix = f'no record mentions the entity "{id}"', "add a claim or event that names it, or remove it"
            yield Problem("unused-entity", entity.id.place, what, fix, _UNUSED, Severity.WARNING)
