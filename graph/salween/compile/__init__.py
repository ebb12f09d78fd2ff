"""Corpus, judgements and conclusions → N-Quads: the record as RDF, the same bytes for the same input.

No blank nodes, no clock, no path; sorted within each named graph; no triple stands in two graphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..dates import iso
from ..infer import Conclusion
from ..judge import Clocks, Judge
from ..model import Corpus
from ..ontology import Ontology
from . import terms as t
from .authored import TYPE, Triple, entity_triples, record_triples, source_triples
from .judged import assessment_triples, conclusion_triples, place_triples, plain_triples
from .terms import APART, GRAPHS, PREFIXES, Iris


def to_nquads(judge: Judge, conclusions: Sequence[Conclusion], clocks: Clocks | None = None) -> bytes:
    """Return the whole dataset as N-Quads, seen by the two clocks (by default: the end of coverage, the edition)."""
    graphs = authored_graphs(judge.corpus, judge.ontology) | judged_graphs(judge, conclusions, clocks)
    graphs["dataset"] = set(dataset_triples(judge.corpus, graphs))
    iris = Iris(judge.corpus.dataset.base)
    return b"".join(lines(graphs[name], iris.graph(name)) for name in GRAPHS)


def authored_graphs(corpus: Corpus, ontology: Ontology) -> dict[str, set[Triple]]:
    """Return the graphs that do not depend on the clocks: ontology, entities, sources, claims."""
    iris = Iris(corpus.dataset.base)
    return {
        "ontology": {(str(q.subject), str(q.predicate), str(q.object)) for q in ontology.quads},
        "entities": {x for entity in corpus.entities.values() for x in entity_triples(entity, ontology, iris)},
        "sources": {x for source in corpus.sources.values() for x in source_triples(source, ontology, iris)},
        "claims": {x for record in corpus.records.values() for x in record_triples(record, ontology, iris)},
    }


def judged_graphs(
    judge: Judge, conclusions: Iterable[Conclusion], clocks: Clocks | None = None
) -> dict[str, set[Triple]]:
    """Return the graphs that the clocks change: assessments, snapshot, claimed, inferred."""
    clocks = clocks or default_clocks(judge.corpus)
    iris = Iris(judge.corpus.dataset.base)
    assessments = {
        triple
        for judgement in judge.judgements.values()
        for triple in assessment_triples(judge, judgement, clocks.as_of, iris)
    }
    assessments |= set(place_triples(judge, clocks.as_of, iris))
    snapshot, claimed = plain_triples(judge, clocks.as_of, iris)
    inferred = set(conclusion_triples(judge, conclusions, clocks, iris, snapshot | claimed))
    return {"assessments": assessments, "snapshot": snapshot, "claimed": claimed, "inferred": inferred}


def default_clocks(corpus: Corpus) -> Clocks:
    return Clocks(corpus.dataset.covers_to, corpus.dataset.edition)


def dataset_triples(corpus: Corpus, graphs: dict[str, set[Triple]]) -> Iterable[Triple]:
    """Yield what the dataset is, by DCAT and VoID: its edition, licence, coverage and counts."""
    dataset = corpus.dataset
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
    yield me, f"<{t.VOID}triples>", t.typed(str(sum(map(len, graphs.values()))), t.XSD + "integer")
    yield me, f"<{t.VOID}entities>", t.typed(str(len(corpus.entities)), t.XSD + "integer")
    kinds = Counter(entity.kind for entity in corpus.entities.values())
    kinds += Counter(event.kind for event in corpus.events)
    kinds["Claim"] = sum(1 for _ in corpus.claims)
    kinds["Source"] = len(corpus.sources)
    for kind, count in sorted(kinds.items()):
        part = f"<{dataset.base}dataset#{kind}>"
        yield me, f"<{t.VOID}classPartition>", part
        yield part, f"<{t.VOID}class>", t.sal(kind)
        yield part, f"<{t.VOID}entities>", t.typed(str(count), t.XSD + "integer")


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


def lines(triples: Iterable[Triple], graph: str) -> bytes:
    """Return triples as N-Quads of one graph, sorted."""
    found = sorted(f"{s} {p} {o} {graph} .\n" for s, p, o in triples)
    return "".join(found).encode("utf-8")


__all__ = ["APART", "GRAPHS", "PREFIXES", "Iris", "authored_graphs", "default_clocks", "description", "judged_graphs", "lines", "to_nquads"]
