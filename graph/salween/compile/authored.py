"""What was authored, as triples: entities, sources, and claims and events with all that hangs on them.

Each function yields (subject, predicate, object) in N-Quads form for one thing, from that thing alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..check.sources import attestation_key
from ..dates import Edtf
from ..model import Attestation, Claim, Entity, Event, Identity, Quantity, Ref, Reply, Source, Value
from ..ontology import Ontology, Qualifier
from . import terms as t

Triple = tuple[str, str, str]
TYPE = f"<{t.RDF}type>"
LABEL = f"<{t.RDFS}label>"
ALT_LABEL = f"<{t.SKOS}altLabel>"
PREF_LABEL = f"<{t.SKOS}prefLabel>"


def entity_triples(entity: Entity, ontology: Ontology, iris: t.Iris) -> Iterator[Triple]:
    """Yield the kinds (narrow and wide), names, place and outside ids of an entity."""
    me = iris.of(entity.id)
    for kind in ontology.kinds[entity.kind].lineage:
        yield me, TYPE, t.sal(kind)
    yield me, t.sal("kind"), t.sal(entity.kind)
    if entity.is_private:
        yield me, LABEL, t.text("a private person", "en")
        yield me, PREF_LABEL, t.text("a private person", "en")
        yield me, t.sal("private"), t.boolean(True)
        return
    shown = entity.label()  # one name to show, where rdfs:label has one a language
    first = next((name for name in entity.names if name.text == shown), None)
    if first is not None:
        yield me, PREF_LABEL, t.text(first.text, first.lang)
    for name in entity.names:
        yield me, LABEL if name.sort == "name" else ALT_LABEL, t.text(name.text, name.lang)
        node = iris.name(entity.id, name)
        yield me, t.sal("name"), node
        yield node, TYPE, t.sal("Name")
        yield node, t.sal("literalForm"), t.text(name.text, name.lang)
        yield node, t.sal("nameKind"), _word(ontology, "NameKind", "main" if name.sort == "name" else name.sort)
        if name.start is not None:
            yield node, t.sal("from"), t.edtf(name.start)
        if name.until is not None:
            yield node, t.sal("until"), t.edtf(name.until)
        for attestation in name.attestations:
            yield node, t.sal("source"), iris.source(attestation.source)
    if entity.point is not None:
        latitude, longitude = entity.point
        node = iris.part(entity.id, "geometry")
        yield me, f"<{t.GEO}hasGeometry>", node
        yield node, TYPE, f"<{t.GEO}Geometry>"
        yield node, f"<{t.GEO}asWKT>", t.typed(f"POINT({longitude:g} {latitude:g})", t.GEO + "wktLiteral")
        yield me, f"<{t.SCHEMA}latitude>", t.typed(f"{latitude:g}", t.XSD + "decimal")
        yield me, f"<{t.SCHEMA}longitude>", t.typed(f"{longitude:g}", t.XSD + "decimal")
    if entity.precision:
        yield me, t.sal("precision"), _word(ontology, "Precision", entity.precision)
    if entity.public_because:
        yield me, t.sal("publicBecause"), _word(ontology, "PublicReason", entity.public_because)
    if entity.reliability:
        yield me, t.sal("reliability"), _word(ontology, "Reliability", entity.reliability)
    for scheme, value in entity.ids:
        yield me, t.sal("externalId"), t.text(f"{scheme}:{value}")
        if scheme == "wikidata":
            yield me, f"<{t.SKOS}closeMatch>", t.iri(f"http://www.wikidata.org/entity/{value}")
    if entity.note:
        yield me, t.sal("note"), t.text(entity.note, "en")
    for old in entity.was:
        yield me, t.sal("was"), iris.of(old)
    for attestation in entity.attestations:
        yield me, t.sal("source"), iris.source(attestation.source)


def identity_triples(identity: Identity, iris: t.Iris, now: Callable[[str], str]) -> Iterator[Triple]:
    """Yield a judgement on two ids both ways: `sal:same`, `sal:different` or `sal:unsure`.

    An id that another stands for bears `sal:same` alone; whatever else is judged of it, the other bears.
    """
    one, other = identity.pair if identity.verdict == "same" else map(now, identity.pair)
    yield iris.of(one), t.sal(identity.verdict), iris.of(other)
    yield iris.of(other), t.sal(identity.verdict), iris.of(one)


def same_triples(same: Mapping[str, str], iris: t.Iris) -> Iterator[Triple]:
    """Yield, both ways, that an id is the same as the one that stands for it, however many rows say so."""
    for id, leader in same.items():
        yield iris.of(id), t.sal("same"), iris.of(leader)
        yield iris.of(leader), t.sal("same"), iris.of(id)


def source_triples(source: Source, ontology: Ontology, iris: t.Iris) -> Iterator[Triple]:
    me = iris.source(source.id)
    yield me, TYPE, t.sal("Source")
    yield me, f"<{t.DCT}title>", t.text(source.title)
    yield me, f"<{t.DCT}publisher>", iris.of(source.publisher)
    if source.author:
        yield me, f"<{t.DCT}creator>", t.text(source.author)
    if source.published is not None:
        yield me, f"<{t.DCT}issued>", t.edtf(source.published)
    yield me, t.sal("retrieved"), t.edtf(source.retrieved)
    if source.language:
        yield me, f"<{t.DCT}language>", t.text(source.language)
    if source.url:
        yield me, f"<{t.SCHEMA}url>", t.typed(source.url, t.XSD + "anyURI")
    if source.no_url:
        yield me, t.sal("noUrl"), t.text(source.no_url, "en")
    if source.archive:
        yield me, t.sal("archive"), t.typed(source.archive, t.XSD + "anyURI")
    if source.read:
        yield me, t.sal("read"), _word(ontology, "ReadExtent", source.read)
    if source.reliability:
        yield me, t.sal("reliability"), _word(ontology, "Reliability", source.reliability)
    if source.note:
        yield me, t.sal("note"), t.text(source.note, "en")
    for other in source.derives_from:
        yield me, t.sal("derivesFrom"), iris.source(other)


def record_triples(record: Claim | Event, ontology: Ontology, iris: t.Iris) -> Iterator[Triple]:
    """Yield a claim or event: its terms, its time as written, its roles, and what each source says of it.

    What it is an instance of hangs on our reading: `type_triples` gives its classes.
    """
    me = iris.of(record.id)
    yield me, TYPE, t.sal("Attested")
    if isinstance(record, Claim):
        yield from _claim(me, record, ontology, iris)
    else:
        yield from _event(me, record, ontology, iris)
    for key, moment in (("from", record.start), ("until", record.until), ("date", record.date)):
        if moment is not None:
            yield me, t.sal(key), t.edtf(moment)
    if record.is_negated:
        yield me, t.sal("negated"), t.boolean(True)
    if record.is_planned:
        yield me, t.sal("mode"), _word(ontology, "Mode", "planned")
    if record.outcome is not None:
        yield me, t.sal("happened"), _word(ontology, "Outcome", record.outcome.happened)
        if record.outcome.event is not None:
            yield me, t.sal("happenedAs"), iris.of(record.outcome.event)
        for attestation in record.outcome.attestations:
            yield from attestation_triples(me, record.id, attestation, ontology, iris, "outcome")
    for key, value in record.qualifiers:
        yield from _qualifier(me, record.id, ontology.qualifiers[key], value, iris)
    if record.note:
        yield me, t.sal("note"), t.text(record.note, "en")
    for old in record.was:
        yield me, t.sal("was"), iris.of(old)
    for reply in record.replies:
        node = reply_node(record.id, reply, iris)
        yield me, t.sal("reply"), node
        yield node, TYPE, t.sal("Reply")
        yield node, t.sal("says"), t.text(reply.says, "en")
        if reply.said_by is not None:
            yield node, t.sal("saidBy"), iris.of(reply.said_by)
        for attestation in reply.attestations:
            yield node, t.sal("source"), iris.source(attestation.source)
    for attestation in record.attestations:
        yield from attestation_triples(me, record.id, attestation, ontology, iris)


def reply_node(id: str, reply: Reply, iris: t.Iris) -> str:
    speaker = [str(reply.said_by)] if reply.said_by is not None else []
    return iris.part(id, "reply", *speaker, *(str(a.source) for a in reply.attestations))


def _claim(me: str, claim: Claim, ontology: Ontology, iris: t.Iris) -> Iterator[Triple]:
    predicate = ontology.predicates[claim.predicate]
    yield me, t.sal("subject"), iris.of(claim.subject)
    yield me, t.sal("predicate"), f"<{predicate.iri}>"
    if claim.object is not None:
        yield me, t.sal("object"), iris.of(claim.object)
    if isinstance(claim.value, Quantity):
        if claim.value.high == claim.value.low:
            yield me, t.sal("value"), t.number(claim.value.low)
        yield from _quantity(me, claim.value, iris)
    elif claim.value is not None:
        yield me, t.sal("value"), _literal(claim.value, predicate.value_type)


def _event(me: str, event: Event, ontology: Ontology, iris: t.Iris) -> Iterator[Triple]:
    yield me, t.sal("kind"), t.sal(event.kind)
    if event.says:
        yield me, t.sal("says"), t.text(event.says, "en")
    for fill in event.roles:
        role = ontology.roles[fill.role]
        node = iris.role(event.id, fill)
        yield me, t.sal("role"), node
        yield node, TYPE, t.sal("RoleInEvent")
        yield node, TYPE, f"<{role.iri}>"
        yield node, t.sal("actor"), iris.of(fill.actor)
        if fill.side:
            yield node, t.sal("side"), t.typed(str(fill.side), t.XSD + "integer")
        if fill.start is not None:
            yield node, t.sal("from"), t.edtf(fill.start)
        if fill.until is not None:
            yield node, t.sal("until"), t.edtf(fill.until)
        for key, value in fill.qualifiers:
            yield from _qualifier(node, event.id, ontology.qualifiers[key], value, iris, fill.role, str(fill.actor))
        for attestation in fill.attestations:
            yield from attestation_triples(node, event.id, attestation, ontology, iris, fill.role, str(fill.actor))


def attestation_triples(
    me: str, id: str, attestation: Attestation, ontology: Ontology, iris: t.Iris, *within: str
) -> Iterator[Triple]:
    node = iris.attestation(id, attestation, *within)
    yield me, t.sal("attestation"), node
    yield node, TYPE, t.sal("Attestation")
    yield node, t.sal("source"), iris.source(attestation.source)
    yield node, t.sal("stance"), _word(ontology, "Stance", attestation.stance)
    for field in attestation.of or (["outcome"] if within == ("outcome",) else []):  # what became of it is not the plan
        yield node, t.sal("of"), t.text(field)
    if attestation.said_by is not None:
        yield node, t.sal("saidBy"), iris.of(attestation.said_by)
    if attestation.basis:
        yield node, t.sal("basis"), _word(ontology, "Basis", attestation.basis)
    if attestation.locator:
        yield node, t.sal("locator"), t.text(attestation.locator)
    if attestation.says:
        yield node, t.sal("says"), t.text(attestation.says, "en")
    if attestation.is_party:
        yield node, t.sal("party"), t.boolean(True)
    if isinstance(attestation.still, Edtf):
        yield node, t.sal("still"), t.edtf(attestation.still)
    elif attestation.still is not None:
        yield node, t.sal("still"), t.text(attestation.still)
    for key, value in attestation.details:
        if isinstance(value, Edtf) and key in ("from", "until", "date"):
            yield node, t.sal(key), t.edtf(value)
        elif key == "value":
            if isinstance(value, Quantity):
                yield from _quantity(node, value, iris)
            elif not isinstance(value, tuple):
                yield node, t.sal("value"), _literal(value, "date" if isinstance(value, Edtf) else "text")
        elif key in ontology.qualifiers and not (isinstance(value, tuple) and not isinstance(value, Edtf | Quantity)):
            yield from _qualifier(node, id, ontology.qualifiers[key], value, iris, "detail", *_key(attestation))
        elif isinstance(value, tuple) and not isinstance(value, Edtf | Quantity):
            for ref in value:
                yield node, t.sal("saysActor"), iris.of(ref)


def _key(attestation: Attestation) -> tuple[str, ...]:
    return tuple(part for part in attestation_key(attestation) if part)


def _qualifier(me: str, id: str, qualifier: Qualifier, value: Value, iris: t.Iris, *within: str) -> Iterator[Triple]:
    predicate = f"<{qualifier.iri}>"
    if isinstance(value, Quantity):
        node = iris.part(id, *within, qualifier.key)
        yield me, predicate, node
        yield node, TYPE, t.sal("Quantity")
        yield from _quantity(node, value, iris)
    elif qualifier.value_type == "word":
        yield me, predicate, t.sal(dict(qualifier.words)[str(value)])
    elif qualifier.value_type == "entity":
        yield me, predicate, iris.of(str(value))
    else:
        yield me, predicate, _literal(value, qualifier.value_type)


def _quantity(me: str, value: Quantity, iris: t.Iris) -> Iterator[Triple]:
    yield me, t.sal("low"), t.number(value.low)
    if value.high is not None:
        yield me, t.sal("high"), t.number(value.high)
    if value.is_about:
        yield me, t.sal("approximate"), t.boolean(True)
    if value.unit:
        yield me, t.sal("unit"), t.text(value.unit)
    if value.scope:
        yield me, t.sal("scope"), t.text(value.scope, "en")
    if value.window is not None:
        yield me, t.sal("window"), t.edtf(value.window)
    if value.is_cumulative:
        yield me, t.sal("cumulative"), t.boolean(True)
    if value.counter is not None:
        yield me, t.sal("countedBy"), iris.of(value.counter)


def _word(ontology: Ontology, vocabulary: str, word: str) -> str:
    """Return the IRI of a word of a closed list."""
    return t.sal(ontology.words[vocabulary][word])


def _literal(value: Value, value_type: str) -> str:
    if isinstance(value, Edtf):
        return t.edtf(value)
    if value_type == "boolean":
        return t.boolean(value == "true")
    if value_type == "uri":
        return t.typed(str(value), t.XSD + "anyURI")
    assert not isinstance(value, Quantity)
    return t.text(str(value), "" if isinstance(value, Ref) and value.isdigit() else "en")
