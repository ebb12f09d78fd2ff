"""Whether what a record joins is of a kind that its predicate or role allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..judge import Judge
from ..model import Claim, Event, Quantity, Ref
from ..place import Place
from ..problem import Problem, with_article


def domain_and_range(judge: Judge) -> Iterator[Problem]:
    """Codes wrong-domain, wrong-range: the two ends of a claim are of a declared kind."""
    for claim in judge.corpus.claims:
        predicate = judge.ontology.predicates[claim.predicate]
        if not _fits(judge, claim.subject, predicate.domain):
            part = f'the subject of "{predicate.key}"'
            yield _wrong(judge, "wrong-domain", claim.subject, predicate.domain, part, claim.place_of("subject"))
        if claim.object is not None and not _fits(judge, claim.object, predicate.range):
            part = f'the object of "{predicate.key}"'
            yield _wrong(judge, "wrong-range", claim.object, predicate.range, part, claim.object.place)


def kinds_in_roles(judge: Judge) -> Iterator[Problem]:
    """Code wrong-range: whoever is in a role of an event is of a kind that the role allows."""
    for event in judge.corpus.events:
        for fill in event.roles:
            allowed = judge.ontology.roles[fill.role].range
            if not _fits(judge, fill.actor, allowed):
                part = f'"{fill.role}" of {with_article(event.kind)}'
                yield _wrong(judge, "wrong-range", fill.actor, allowed, part, fill.actor.place)


def kinds_that_speak(judge: Judge) -> Iterator[Problem]:
    """Code wrong-range: who publishes, says or counts is of a kind that the role of a speaker allows."""
    role = judge.ontology.roles.get("said_by")
    if role is None:
        return
    voices = [("publisher", source.publisher) for source in judge.corpus.sources.values()]
    for record in judge.corpus.records.values():
        voices += [("said_by", a.said_by) for a in record.attestations if a.said_by is not None]
        value = record.value if isinstance(record, Claim) else None
        if isinstance(value, Quantity) and value.counter is not None:
            voices.append(("counted_by", value.counter))
    for part, voice in voices:
        if not _fits(judge, voice, role.range):
            yield _wrong(judge, "wrong-range", voice, role.range, f'"{part}"', voice.place)


def twice_in_a_role(judge: Judge) -> Iterator[Problem]:
    """Code twice-in-role: nobody is in one role of an event twice."""
    for event in judge.corpus.events:
        first: dict[tuple[str, str], Ref] = {}
        for fill in event.roles:
            other = first.setdefault((fill.role, str(fill.actor)), fill.actor)
            if other is not fill.actor:
                what = f'"{fill.actor}" is twice in "{fill.role}" of "{event.id}"'
                fix = "remove one. If they joined again later, write a second event"
                why = "a role assignment is identified by its event, role and name"
                others = (("first at", other.place),)
                yield Problem("twice-in-role", fill.actor.place, what, fix, why, others=others)


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


def _wrong(judge: Judge, code: str, ref: Ref, allowed: Iterable[str], part: str, place: Place) -> Problem:
    kind = _kind_of(judge, ref)
    *most, last = sorted(allowed)
    wanted = f"{', '.join(most)} or {last}" if most else last
    what = f'"{ref}" is of kind {kind}, but {part} must be {with_article(wanted)}'
    fix = f'name {with_article(wanted)} here, or correct the kind: of "{ref}"'
    if code == "wrong-domain":
        fix = f"name {with_article(wanted)} here, or use a predicate for {with_article(kind)}"
    thing = judge.corpus.entities.get(ref) or judge.corpus.records.get(ref)
    others = (("declared at", thing.place),) if thing is not None else ()
    return Problem(code, place, what, fix, "the ontology lists the kinds allowed here", others=others)
