"""Whether what a record joins is of a kind that its predicate or role allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..judge import Judge
from ..model import Claim, Event, Ref
from ..place import Place
from ..problem import Problem


def domain_and_range(judge: Judge) -> Iterator[Problem]:
    """Codes wrong-domain, wrong-range: the two ends of a claim are of a declared kind."""
    for claim in judge.corpus.claims:
        predicate = judge.ontology.predicates[claim.predicate]
        if not _fits(judge, claim.subject, predicate.domain):
            yield _wrong(judge, "wrong-domain", claim.subject, predicate.domain, f'"{predicate.key}" of', claim.place_of("subject"))
        if claim.object is not None and not _fits(judge, claim.object, predicate.range):
            yield _wrong(judge, "wrong-range", claim.object, predicate.range, f'"{predicate.key}" to', claim.object.place)


def kinds_in_roles(judge: Judge) -> Iterator[Problem]:
    """Code wrong-range: whoever is in a role of an event is of a kind that the role allows."""
    for event in judge.corpus.events:
        for fill in event.roles:
            allowed = judge.ontology.roles[fill.role].range
            if not _fits(judge, fill.actor, allowed):
                yield _wrong(judge, "wrong-range", fill.actor, allowed, f'"{fill.role}" as', fill.actor.place)


def _kind_of(judge: Judge, id: str) -> str:
    entity = judge.corpus.entities.get(id)
    if entity is not None:
        return entity.kind
    record = judge.corpus.records.get(id)
    return record.kind if isinstance(record, Event) else "Claim" if isinstance(record, Claim) else ""


def _fits(judge: Judge, id: str, allowed: Iterable[str]) -> bool:
    kind = _kind_of(judge, id)
    wanted = set(allowed)
    return not wanted or kind in wanted or "Entity" in wanted or judge.ontology.is_a(kind, wanted)


def _wrong(judge: Judge, code: str, ref: Ref, allowed: Iterable[str], word: str, place: Place) -> Problem:
    kind = _kind_of(judge, ref)
    what = f'{word} "{ref}", which is of kind {kind}'
    fix = f"it takes {' or '.join(sorted(allowed))}: name another, use another predicate, or mend the kind"
    entity = judge.corpus.entities.get(ref)
    others = (("declared at", entity.place),) if entity is not None else ()
    return Problem(code, place, what, fix, others=others)
