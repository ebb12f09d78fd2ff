"""RDF that other programs read back: pyoxigraph, rdflib and N3.js find the same statements in every file."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given, settings
from hypothesis import strategies as st

import salween
from salween.compile.turtle import serialized
from salween.export import RDF_FORMATS
from salween.query import serialised

#: rdflib warns of what it does itself.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)[.\\w]* is deprecated:DeprecationWarning")

ROOT = Path(__file__).parent.parent
TOOLS = Path(__file__).parent / "tools"
RDFLIB = {"turtle": "turtle", "trig": "trig", "jsonld": "json-ld", "nquads": "nquads"}
OXIGRAPH = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "jsonld": ox.RdfFormat.JSON_LD,
    "nquads": ox.RdfFormat.N_QUADS,
}
N3 = {"turtle": "text/turtle", "trig": "application/trig", "nquads": "application/n-quads"}

#: A statement as plain text: subject, predicate, the object's value, language and datatype, graph.
Plain = tuple[str, str, str, str, str, str]

#: What an author may write that a reader may trip over: in names, locators and addresses, which all go into IRIs.
ADVERSARIAL = r"""
source: news
sources:
  - {id: news, publisher: post, title: "News \\ \"quoted\"\tand\nbroken", published: 2024-09-01,
     retrieved: 2026-05-01, language: en, read: whole, url: "https://example.org/a(b)'c;d=e,f?g=h&i#j."}
entities:
  - {id: post, kind: MediaOutlet, name: {en: The Post Co.}, reliability: B,
     alias: ['..', '.', '-', 'a-', '%41', '100%']}
  - id: hills
    kind: ArmedGroup
    name: {en: 'Hills & Co., Ltd.', zh-Hans: 山军。, my: တပ်မတော်., th: กองทัพ...}
    alias: ['#x', 'a?b', 'a/b', '//x', 'a:b', "d'Or", '"q"', '<i>', '{b}', '[c]', '|', '\', '^', '`', '~', '$1!',
            '@en .', '🐉.', "a\u200Db", 'é.', 'a b.', 'a.b.', '.a', '_', '()', ';', 'a,', '=', '+1']
  - {id: x-1, kind: Town, name: {en: X.1.}, point: [22.90, -97.0]}
  - {id: '2', kind: Town, name: {en: Two}}
claims:
  - {subject: hills, controls: x-1, from: 2023-01-01, sources: ['news#p.', 'news#p 3, (b).', 'news#¶4', 'news#..']}
  - {subject: hills, id: hills.controls.2, controls: '2', from: 2024-01-01}
"""


def dataset(base: str) -> str:
    return f"""
title: "A \\"dataset\\" for one test"
base: "{base}"
edition: 2026-06-01
covers_to: 2026-04-30
licence: CC-BY-4.0
contact: dataset@example.org
description: Invented.
creator: The testers
"""


# ---- what each reader finds --------------------------------------------------------------------------------------


def by_oxigraph(content: bytes, form: str) -> set[Plain]:
    found = set()
    for quad in ox.parse(content, format=OXIGRAPH[form]):
        target = quad.object
        rest = (target.language or "", target.datatype.value) if isinstance(target, ox.Literal) else ("", "")
        graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value
        found.add((quad.subject.value, quad.predicate.value, target.value, *rest, graph))
    return found


def by_rdflib(content: bytes, form: str) -> set[Plain]:
    whole = rdflib.Dataset(default_union=False)
    whole.parse(data=content, format=RDFLIB[form])
    found = set()
    for subject, predicate, target, graph in whole.quads():
        rest = ("", "")
        if isinstance(target, rdflib.Literal):
            kind = target.datatype or rdflib.XSD.string
            rest = (target.language, str(rdflib.RDF.langString)) if target.language else ("", str(kind))
        name = "" if graph is None or graph == rdflib.graph.DATASET_DEFAULT_GRAPH_ID else str(graph)
        found.add((str(subject), str(predicate), str(target), *rest, name))
    return found


def by_n3(content: bytes, form: str, folder: Path) -> set[Plain]:
    path = folder / f"read.{form}"
    path.write_bytes(content)
    command = ["node", str(TOOLS / "read_rdf.cjs"), str(path), N3[form]]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return {tuple(json.loads(line)) for line in done.stdout.splitlines()}


def expected(kg: salween.KnowledgeGraph, form: str) -> set[Plain]:
    """Return the statements of a dataset; of Turtle those that a query sees, without their graphs."""
    found = by_oxigraph(kg.nquads, "nquads")
    if form != "turtle":
        return found
    return {(*statement[:5], "") for statement in found if not statement[5].endswith(("/claimed", "/inferred"))}


@pytest.fixture(scope="module")
def n3() -> None:
    """Skip, or fail where nothing may be skipped, where N3.js is not here; `make test` installs it."""
    if shutil.which("node") is None or not (TOOLS / "node_modules" / "n3").is_dir():
        message = "node, or what npm puts into tests/tools, is not here, so N3.js reads no RDF"
        pytest.fail(message) if os.environ.get("SALWEEN_REQUIRE") == "all" else pytest.skip(f"NOT TESTED: {message}")


BASES = ["https://w3id.org/salween/", "https://example.org/a'b/(c)/x.y~/", "https://example.org/"]


@pytest.fixture(scope="module", params=["the dataset", *BASES])
def kg(request: Any, tmp_path_factory: pytest.TempPathFactory) -> salween.KnowledgeGraph:
    if request.param == "the dataset":
        return salween.load(ROOT)
    folder = tmp_path_factory.mktemp("adversarial")
    (folder / "data").mkdir()
    (folder / "ontology").symlink_to(ROOT / "ontology")
    (folder / "data" / "dataset.yaml").write_text(dataset(request.param), "utf-8")
    (folder / "data" / "rows.yaml").write_text(ADVERSARIAL, "utf-8")
    return salween.load(folder)


@pytest.mark.parametrize("form", sorted(RDFLIB))
def test_rdflib_and_pyoxigraph_read_every_statement_back(form: str, kg: salween.KnowledgeGraph) -> None:
    written = RDF_FORMATS[form].writer(kg.nquads, kg.judge.corpus.dataset.base).data
    assert by_oxigraph(written, form) == expected(kg, form)
    assert by_rdflib(written, form) == expected(kg, form)


@pytest.mark.parametrize("form", sorted(N3))
def test_n3_reads_every_statement_back(form: str, kg: salween.KnowledgeGraph, n3: None, tmp_path: Path) -> None:
    written = RDF_FORMATS[form].writer(kg.nquads, kg.judge.corpus.dataset.base).data
    assert by_n3(written, form, tmp_path) == expected(kg, form)


@pytest.mark.parametrize("form", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_rdflib_reads_what_a_query_constructs(form: str, kg: salween.KnowledgeGraph) -> None:
    """Of everything about sources and names, which have the oddest IRIs."""
    wanted = "VALUES ?class { sal:Name sal:Source sal:Attestation } ?s a ?class ; ?p ?o"
    written = serialised(kg.perspective.dataset, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {wanted} }}", form)
    names = {"ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
    read = rdflib.Graph().parse(data=written, format=names.get(form, form))
    assert len(read) == len({(row[0], row[1], row[2]) for row in kg.query(f"SELECT DISTINCT ?s ?p ?o {{ {wanted} }}")})


# ---- whatever stands in a name or a text -------------------------------------------------------------------------

PREFIXES = {"": "https://example.org/id/", "sal": "https://example.org/ontology#", "up": "https://example.org/"}


def iri(text: str) -> ox.NamedNode:
    """Return an IRI under one of our name spaces, or beside them; what no IRI may hold is left out."""
    return ox.NamedNode("".join(c for c in text if c > " " and c not in '<>"{}|^`\\' and c not in "\x7f\x85\xa0"))


NAMES = st.text(st.sampled_from("ab1.-_~%:/?#[]@!$&'()*+,;=é山်🐉"), max_size=8)
SPACES = st.sampled_from([*PREFIXES.values(), "https://example.org/id/x#", "https://example.org", "urn:x:"])
IRIS = st.builds(lambda space, name: space + name, SPACES, NAMES).filter(
    lambda text: not re.search(r"%(?![0-9A-Fa-f]{2})", text)
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
KINDS = st.sampled_from(["string", "integer", "decimal", "boolean", "date"])
LITERALS = st.one_of(
    st.builds(ox.Literal, TEXTS),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), TEXTS, st.sampled_from(["en", "zh-hans", "my"])),
    st.sampled_from(["5", "-5", "+5", "2.5", "2.", "true", "1", "2024-01-02"]).flatmap(
        lambda text: KINDS.map(
            lambda kind: ox.Literal(text, datatype=ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))
        )
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(IRIS, IRIS, st.one_of(IRIS, LITERALS), IRIS), min_size=1, max_size=4))
@example([("https://example.org/id/x#name.Co.", "https://example.org/ontology#p.", "https://example.org/..", "urn:x:")])
def test_any_name_and_text_is_read_back(rows: list[tuple[str, str, Any, str]]) -> None:
    quads = []
    for subject, predicate, target, graph in rows:
        try:
            terms = [iri(subject), iri(predicate), iri(target) if isinstance(target, str) else target, iri(graph)]
        except ValueError:  # no IRI
            continue
        quads.append(ox.Quad(*terms))
    text = serialized(quads, ox.RdfFormat.TRIG, PREFIXES, "https://example.org/")
    expected = by_oxigraph(ox.serialize(quads, format=ox.RdfFormat.N_QUADS), "nquads")
    assert by_oxigraph(text, "trig") == expected
    assert by_rdflib(text, "trig") == by_rdflib(ox.serialize(quads, format=ox.RdfFormat.N_QUADS), "nquads")
