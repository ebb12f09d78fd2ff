"""Ids judged to be one → one entity that stands for all of them, in every record that names any of them.

`same: [a, b]` is a judgement on ids, not on the world, so no day changes it, as none changes a rename. The first id of
a row stands for both; where rows make a chain, the one that no row puts second, else the smallest. The others lead to
it. Claims and events are never joined: what is said of two of them is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..dates import Edtf
from ..model import Attestation, Claim, Corpus, Entity, Event, Fill, Identity, Name, Outcome, Quantity, Ref, Value
from ..ontology import Ontology
from ..problem import Problem, with_article

_WHY = "merged ids are one thing in every answer"


def joined(corpus: Corpus, ontology: Ontology) -> tuple[Corpus, list[Problem]]:
    """Return the corpus with each set of ids that are one as one entity; `same` leads to it. Problems: cannot-be-same.

    A row that cannot be is left out.
    """
    rows = [identity for identity in corpus.identities if identity.verdict == "same"]
    if not rows:
        return corpus, []
    problems = list(_impossible(corpus, ontology, rows))
    refused = {problem.place for problem in problems}
    same = _leaders([row for row in rows if row.place not in refused and _are_entities(corpus, row)])
    apart = [row for row in corpus.identities if row.verdict != "same" and len({same.get(x, x) for x in row.pair}) == 1]
    problems += [_contradicted(row, rows) for row in apart]
    problems += _between(corpus, same, rows)
    if not same:
        return corpus, problems
    put = _Put(same, ontology)
    entities = {id: put.entity(entity) for id, entity in corpus.entities.items()}
    merged = {id: corpus.entities[id] for id in sorted(same)}
    for id in merged:
        entities[same[id]] = _both(entities[same[id]], entities.pop(id))
    found = replace(
        corpus,
        entities=entities,
        sources={id: replace(source, publisher=put.ref(source.publisher)) for id, source in corpus.sources.items()},
        records={id: put.record(record) for id, record in corpus.records.items()},
        identities=tuple(row._replace(attestations=put.attestations(row.attestations)) for row in corpus.identities),
        same=same,
        merged=merged,
    )
    return found, problems


# ---- which are one ---------------------------------------------------------------------------------------------


def _leaders(rows: list[Identity]) -> dict[str, str]:
    """Return, for each id that is the same as another and does not stand for it, the one that does."""
    sets: dict[str, set[str]] = {}
    for row in rows:
        both = sets.get(row.pair[0], {str(row.pair[0])}) | sets.get(row.pair[1], {str(row.pair[1])})
        sets |= dict.fromkeys(both, both)
    second = {str(row.pair[1]) for row in rows}
    leader = {id: min(ids - second or ids) for id, ids in sets.items()}
    return {id: first for id, first in leader.items() if id != first}


def _are_entities(corpus: Corpus, row: Identity) -> bool:
    return all(id in corpus.entities for id in row.pair)


def _impossible(corpus: Corpus, ontology: Ontology, rows: Iterable[Identity]) -> Iterator[Problem]:
    """Yield a problem for each row that joins what cannot be one thing."""
    for row in rows:
        one, other = row.pair
        both = f'"{one}" and "{other}"'
        if not _are_entities(corpus, row):
            if (one in corpus.entities) != (other in corpus.entities):
                yield _cannot(row, f"{both} cannot be merged: one of them is a claim or an event", "name two entities")
            continue
        kinds = [corpus.entities[id].kind for id in row.pair]
        if not (ontology.is_a(kinds[0], [kinds[1]]) or ontology.is_a(kinds[1], [kinds[0]])):
            fix = "give both the same kind:, or write different: or unsure: instead"
            yield _cannot(
                row,
                f"{both} cannot be merged: one is {with_article(kinds[0])}, the other {with_article(kinds[1])}",
                fix,
            )
        elif corpus.entities[one].is_private != corpus.entities[other].is_private:
            fix = "remove this row: data/ must not reveal who a private person is"
            yield _cannot(row, f"{both} cannot be merged: one of them is a private person", fix)


def _contradicted(row: Identity, rows: Iterable[Identity]) -> Problem:
    both = " and ".join(f'"{id}"' for id in row.pair)
    near = [same for same in rows if set(same.pair) & set(row.pair)]
    what = f"{both} are merged elsewhere, but here {'different' if row.verdict == 'different' else 'unsure'}"
    others = tuple(("merged at", same.place) for same in near)
    return replace(_cannot(row, what, "keep one of the judgements"), others=others)


def _between(corpus: Corpus, same: dict[str, str], rows: Iterable[Identity]) -> Iterator[Problem]:
    """Yield a problem for each claim between two ids that are said to be one: it would join one thing to itself."""
    for claim in corpus.claims if same else ():
        one, other = str(claim.subject), str(claim.object)
        if one != other and same.get(one, one) == same.get(other, other):
            what = f'"{one}" and "{other}" are merged, but "{claim.id}" links them'
            others = tuple(("merged at", row.place) for row in rows if {one, other} & {*row.pair})
            yield Problem(
                "cannot-be-same", claim.place, what, "remove the claim or the same: judgement", _WHY, others=others
            )


def _cannot(row: Identity, what: str, fix: str) -> Problem:
    return Problem("cannot-be-same", row.place, what, fix, _WHY)


# ---- one in place of the other ---------------------------------------------------------------------------------


def _both(one: Entity, other: Entity) -> Entity:
    """Return an entity with what is said of another that is the same; what both give, it keeps."""
    names = {(name.text, name.lang) for name in one.names}
    main = {name.lang for name in one.names if name.sort == "name"}
    more = tuple(
        name._replace(sort="alias") if name.sort == "name" and name.lang in main else name
        for name in other.names
        if (name.text, name.lang) not in names
    )
    ids = dict(one.ids)
    return replace(
        one,
        names=one.names + more,
        ids=one.ids + tuple(pair for pair in other.ids if pair[0] not in ids),
        point=one.point if one.point is not None else other.point,
        precision=one.precision if one.point is not None else other.precision,
        public_because=one.public_because or other.public_because,
        reliability=one.reliability or other.reliability,
        note=" ".join(filter(None, (one.note, other.note))),
        was=one.was + other.was,
        attestations=one.attestations + tuple(a for a in other.attestations if a not in one.attestations),
    )


class _Put:
    """Puts the id that stands for others in their place, wherever an entity is named."""

    def __init__(self, same: dict[str, str], ontology: Ontology) -> None:
        self.same = same
        self.ontology = ontology

    def ref(self, ref: Ref) -> Ref:
        return Ref(self.same[ref], ref.place) if ref in self.same else ref

    def _some(self, ref: Ref | None) -> Ref | None:
        return None if ref is None else self.ref(ref)

    def entity(self, entity: Entity) -> Entity:
        names = tuple(Name(*name[:-1], self.attestations(name.attestations)) for name in entity.names)
        return replace(entity, names=names, attestations=self.attestations(entity.attestations))

    def record(self, record: Claim | Event) -> Claim | Event:
        outcome = record.outcome
        if outcome is not None:
            outcome = Outcome(outcome.happened, outcome.event, self.attestations(outcome.attestations))
        replies = tuple(
            reply._replace(said_by=self._some(reply.said_by), attestations=self.attestations(reply.attestations))
            for reply in record.replies
        )
        told, qualifiers = self.attestations(record.attestations), self.qualifiers(record.qualifiers)
        put = replace(record, outcome=outcome, attestations=told, replies=replies, qualifiers=qualifiers)
        if isinstance(put, Event):
            return replace(put, roles=self.roles(put.roles))
        return replace(
            put,
            subject=self.ref(put.subject),
            object=self._some(put.object),
            taken_from=self._some(put.taken_from),
            value=self.counted(put.value),
        )

    def roles(self, fills: tuple[Fill, ...]) -> tuple[Fill, ...]:
        """Return who is in an event; two ids of one entity in one role are in it once."""
        found: dict[tuple[str, str, int], Fill] = {}
        for fill in fills:
            actor, told = self.ref(fill.actor), self.attestations(fill.attestations)
            put = fill._replace(actor=actor, attestations=told, qualifiers=self.qualifiers(fill.qualifiers))
            key = (fill.role, str(actor), fill.side)
            if key in found:
                put = found[key]._replace(attestations=found[key].attestations + told)
            found[key] = put
        return tuple(found.values())

    def qualifiers(self, pairs: tuple[tuple[str, Value], ...]) -> tuple[tuple[str, Value], ...]:
        return tuple((key, self.qualifier(key, value)) for key, value in pairs)

    def qualifier(self, key: str, value: Value) -> Value:
        term = self.ontology.qualifiers.get(key)
        if isinstance(value, Ref) and term is not None and term.value_type == "entity":
            return self.ref(value)
        counted = self.counted(value)
        assert counted is not None
        return counted

    def counted(self, value: Value | None) -> Value | None:
        return value._replace(counter=self._some(value.counter)) if isinstance(value, Quantity) else value

    def attestations(self, attestations: tuple[Attestation, ...]) -> tuple[Attestation, ...]:
        return tuple(
            attestation._replace(
                said_by=self._some(attestation.said_by),
                details=tuple((key, self._detail(key, value)) for key, value in attestation.details),
            )
            for attestation in attestations
        )

    def _detail(self, key: str, value: Value | tuple[Ref, ...]) -> Value | tuple[Ref, ...]:
        if isinstance(value, tuple) and not isinstance(value, Edtf | Quantity):
            return tuple(map(self.ref, value))
        return self.qualifier(key, value)
