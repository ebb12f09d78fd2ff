"""Corpus, judgements and conclusions → N-Quads: the record as RDF, the same bytes for the same input.

No blank nodes, no clock, no path; sorted within each named graph; no triple stands in two graphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from ..dates import Day, iso
from ..infer import Conclusion
from ..judge import Judge
from ..model import Corpus
from ..ontology import Ontology
from ..place import Place
from . import terms as t
from .authored import TYPE, Triple, entity_triples, identity_triples, record_triples, same_triples, source_triples
from .judged import (
    assessment_triples,
    classes,
    conclusion_triples,
    day_triples,
    order_triples,
    place_triples,
    plain_triples,
    stage_triples,
)
from .spread import at_once
from .terms import GRAPHS, JUDGED, OPT_IN_GRAPHS, PREFIXES, Iris

#: From how many records on it pays to make the graphs in processes of their own.
WORTH_FORKING = 5_000


def to_nquads(judge: Judge, conclusions: Sequence[Conclusion], as_of: Day | None = None) -> bytes:
    """Return the whole dataset as N-Quads, as of a day (by default the last one covered) and as the judge knows it."""
    day = judge.corpus.dataset.covers_to if as_of is None else as_of
    makers = [
        lambda: _authored(judge.corpus, judge.ontology),
        lambda: _records(judge.corpus, judge.ontology),
        lambda: _judged(judge, conclusions, day),
    ]
    spread = len(judge.corpus.records) >= WORTH_FORKING
    graphs = {name: text for made in at_once(makers, spread) for name, text in made.items()}
    count = sum(text.count(b"\n") for text in graphs.values())
    iris = Iris(judge.corpus.dataset.base)
    graphs["dataset"] = lines([dataset_triples(judge, count)], iris.graph("dataset"))
    return b"".join(graphs[name] for name in GRAPHS)


def authored_nquads(judge: Judge) -> bytes:
    """Return the graphs that no clock changes, as N-Quads."""
    graphs = _authored(judge.corpus, judge.ontology) | _records(judge.corpus, judge.ontology)
    return b"".join(graphs.values())


def readings_nquads(judge: Judge, mark: str) -> bytes:
    """Return what is made of each record whatever the day, as N-Quads of a graph whose name ends in `mark`."""
    iris = Iris(judge.corpus.dataset.base, mark)
    found = (assessment_triples(judge, j, iris) for j in judge.judgements.values())
    return lines(chain(found, [order_triples(judge, iris)]), iris.graph("assessments"))


def day_nquads(
    judge: Judge, conclusions: Sequence[Conclusion], as_of: Day, mark: str, count: Callable[[int], int]
) -> bytes:
    """Return what the as-of day changes, as N-Quads of graphs whose names end in `mark`.

    `count` gives from the number of these quads that of the whole, which the description of the dataset tells.
    """
    graphs = _of_the_day(judge, conclusions, as_of, mark)
    whole = count(sum(text.count(b"\n") for text in graphs.values()))
    iris = Iris(judge.corpus.dataset.base, mark)
    return b"".join([*graphs.values(), lines([dataset_triples(judge, whole)], iris.graph("dataset"))])


def _authored(corpus: Corpus, ontology: Ontology) -> dict[str, bytes]:
    """Return the ontology, the entities and the sources, which no clock changes."""
    iris = Iris(corpus.dataset.base)
    terms = ((str(q.subject), str(q.predicate), str(q.object)) for q in ontology.quads)
    entities = [entity_triples(entity, ontology, iris) for entity in corpus.entities.values()]
    entities += [overlay_triples(corpus, ((iris.of(e.id), e.place) for e in corpus.entities.values()))]
    judged = chain.from_iterable(identity_triples(identity, iris, corpus.now) for identity in corpus.identities)
    same = chain(judged, same_triples(corpus.same, iris))
    sources = [source_triples(source, ontology, iris) for source in corpus.sources.values()]
    sources += [overlay_triples(corpus, ((iris.source(s.id), s.place) for s in corpus.sources.values()))]
    return {
        "ontology": lines([terms], iris.graph("ontology")),
        "entities": lines([*entities, same], iris.graph("entities")),
        "sources": lines(sources, iris.graph("sources")),
    }


def _records(corpus: Corpus, ontology: Ontology) -> dict[str, bytes]:
    """Return the claims and events as authored."""
    iris = Iris(corpus.dataset.base)
    records = (record_triples(record, ontology, iris) for record in corpus.records.values())
    marked = (
        (node, place)
        for record in corpus.records.values()
        for node, place in (
            (iris.of(record.id), record.place),
            *((iris.attestation(record.id, a), a.place) for a in record.attestations),
        )
    )
    marks = overlay_triples(corpus, marked if corpus.overlay else ())
    return {"claims": lines(chain(records, [marks]), iris.graph("claims"))}


def overlay_triples(corpus: Corpus, things: Iterable[tuple[str, Place]]) -> Iterator[Triple]:
    """Yield the mark of what an overlay adds; nothing for a record without one."""
    return ((node, t.sal("overlay"), t.boolean(True)) for node, place in things if corpus.is_overlay(place))


def _judged(judge: Judge, conclusions: Iterable[Conclusion], day: Day) -> dict[str, bytes]:
    """Return the graphs that depend on the as-of day or on what was known."""
    iris = Iris(judge.corpus.dataset.base)
    found = (
        chain(assessment_triples(judge, j, iris), day_triples(judge, j, day, iris)) for j in judge.judgements.values()
    )
    rest = [order_triples(judge, iris), place_triples(judge, day, iris), stage_triples(judge, day, iris)]
    graphs = _of_the_day(judge, conclusions, day, "")
    return graphs | {"assessments": lines(chain(found, rest), iris.graph("assessments"))}


def _of_the_day(judge: Judge, conclusions: Iterable[Conclusion], day: Day, mark: str) -> dict[str, bytes]:
    """Return the graphs that the as-of day changes, `assessments` with no more than it changes there."""
    iris = Iris(judge.corpus.dataset.base, mark)
    holds = [triple for j in judge.judgements.values() for triple in day_triples(judge, j, day, iris)]
    rest = [place_triples(judge, day, iris), stage_triples(judge, day, iris)]
    snapshot, claimed = plain_triples(judge, day, iris)
    inferred = conclusion_triples(judge, conclusions, day, iris, snapshot | claimed)
    return {
        "assessments": lines([holds, *rest], iris.graph("assessments")),
        "snapshot": lines([snapshot], iris.graph("snapshot")),
        "claimed": lines([claimed], iris.graph("claimed")),
        "inferred": lines([inferred], iris.graph("inferred")),
    }


def dataset_triples(judge: Judge, count: int) -> Iterable[Triple]:
    """Yield what the dataset is, by DCAT and VoID: edition, licence, coverage, counts; and what was withdrawn.

    `count` is the number of triples in the other graphs.
    """
    corpus, dataset = judge.corpus, judge.corpus.dataset
    me = f"<{dataset.base}dataset>"
    yield me, TYPE, f"<{t.DCAT}Dataset>"
    yield me, TYPE, f"<{t.VOID}Dataset>"
    yield me, f"<{t.DCT}title>", t.text(dataset.title)
    yield me, f"<{t.DCT}issued>", t.day(dataset.edition)
    yield me, t.sal("coversTo"), t.day(dataset.covers_to)
    for predicate, value in (
        (f"<{t.DCT}description>", dataset.description),
        (f"<{t.DCT}license>", dataset.licence),
        (f"<{t.DCT}creator>", dataset.creator),
        (f"<{t.DCAT}contactPoint>", dataset.contact),
    ):
        if value:
            yield me, predicate, t.text(value)
    yield me, f"<{t.VOID}uriSpace>", t.text(dataset.base)
    yield me, f"<{t.VOID}triples>", t.typed(str(count), t.XSD + "integer")
    yield me, f"<{t.VOID}entities>", t.typed(str(len(corpus.entities)), t.XSD + "integer")
    kinds = Counter(entity.kind for entity in corpus.entities.values())
    kinds += Counter(classes(judge, judgement)[0] for judgement in judge.judgements.values())
    kinds["Source"] = len(corpus.sources)
    for kind, count in sorted(kinds.items()):
        part = f"<{dataset.base}dataset#{kind}>"
        yield me, f"<{t.VOID}classPartition>", part
        yield part, f"<{t.VOID}class>", t.sal(kind)
        yield part, f"<{t.VOID}entities>", t.typed(str(count), t.XSD + "integer")

    iris = Iris(dataset.base)
    for withdrawal in corpus.withdrawals:
        yield iris.of(withdrawal.id), t.sal("withdrawn"), t.edtf(withdrawal.date)
        yield iris.of(withdrawal.id), t.sal("because"), t.text(withdrawal.because, "en")


def description(corpus: Corpus, quads: int) -> dict[str, object]:
    """Return the dataset as schema.org JSON-LD, for catalogues."""
    dataset = corpus.dataset
    found = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{dataset.base}dataset",
        "name": dataset.title,
        "description": dataset.description,
        "license": dataset.licence,
        "creator": dataset.creator,
        "datePublished": iso(dataset.edition),
        "temporalCoverage": f"../{iso(dataset.covers_to)}",
        "size": f"{quads} quads",
        "variableMeasured": ["entities", "claims", "events", "sources"],
    }
    return {key: value for key, value in found.items() if value}


def lines(things: Iterable[Iterable[Triple]], graph: str) -> bytes:
    """Return the triples of things as N-Quads of one graph: thing by thing as they come, sorted within each.

    A thing's triples are its own, so each line stands once; and a change to one thing changes lines in one place.
    """
    tail = f" {graph} .\n"
    return b"".join("".join(sorted({f"{s} {p} {o}{tail}" for s, p, o in thing})).encode("utf-8") for thing in things)


__all__ = [
    "GRAPHS",
    "JUDGED",
    "OPT_IN_GRAPHS",
    "PREFIXES",
    "Iris",
    "authored_nquads",
    "day_nquads",
    "description",
    "readings_nquads",
    "to_nquads",
]
