"""The second gate: what the shapes say of the compiled record, shown where it was written, without any network."""

from __future__ import annotations

import builtins
import socket
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import pytest

from salween.build import Loaded, load
from salween.compile import to_nquads
from salween.problem import Problem, Severity
from salween.shapes import ShapesUnavailable, check_shapes

pytest.importorskip("pyshacl", reason="the second gate needs pip install 'salween[shacl]'")

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "small"

PREFIXES = """\
@prefix sal: <https://w3id.org/salween/ontology#> .
@prefix shape: <https://w3id.org/salween/shapes#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .

"""


@cache
def small() -> tuple[Loaded, bytes]:
    loaded = load(SMALL)
    assert loaded.judge is not None
    return loaded, to_nquads(loaded.judge, loaded.conclusions)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise AssertionError("the network was asked")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


def found(folder: Path, shapes: str) -> list[Problem]:
    """Check the small record against shapes of the test's own."""
    (folder / "ontology").mkdir()
    (folder / "ontology" / "shapes.ttl").write_text(PREFIXES + shapes)
    loaded, nquads = small()
    assert loaded.corpus is not None
    return check_shapes(folder, nquads, loaded.corpus)


@pytest.mark.parametrize("root", [SMALL, ROOT], ids=["small", "record"])
def test_the_record_has_the_shape_it_should(root: Path) -> None:
    loaded = small()[0] if root == SMALL else load(root)
    assert loaded.judge is not None
    nquads = small()[1] if root == SMALL else to_nquads(loaded.judge, loaded.conclusions)
    assert check_shapes(root, nquads, loaded.judge.corpus) == []


def test_a_finding_is_shown_where_the_thing_was_written(tmp_path: Path) -> None:
    shapes = """\
shape:Place a sh:NodeShape ; sh:targetClass sal:Town ; sh:property shape:Point .
shape:Point a sh:PropertyShape ; sh:path sal:precision ; sh:minCount 1 ;
    sh:message "a town says how precisely it is placed"@en, "une ville"@fr .
"""
    problems = found(tmp_path, shapes)
    assert [str(p.place) for p in problems] == [
        "data/08-shared.yaml:8:5",
        "data/08-shared.yaml:9:5",
        "data/08-shared.yaml:10:5",
        "data/common.yaml:14:5",
    ]
    assert problems[0] == Problem(
        "shacl",
        problems[0].place,
        "a town says how precisely it is placed",
        "correct the record. If it is right, check ontology/shapes.ttl:9 or report a fault in Salween",
        "shape Point on sal:precision of twinford",
    )


def test_a_finding_points_to_the_key_and_quotes_the_value(tmp_path: Path) -> None:
    shapes = """\
shape:Until a sh:NodeShape ; sh:targetClass sal:Event ; sh:property
    [ sh:path sal:from ; sh:maxCount 0 ; sh:severity sh:Warning ; sh:message "it has a start" ] ,
    [ sh:path sal:mode ; sh:hasValue sal:x ; sh:severity sh:Info ; sh:message "it has a mode" ] .
"""
    problems = [p for p in found(tmp_path, shapes) if "moonpark-lease-1" in p.why]
    assert [(str(p.place), p.what, p.why, p.severity) for p in problems] == [
        ("data/02-lease.yaml:15:5", "it has a mode", "shape Until on sal:mode of moonpark-lease-1", Severity.WARNING),
        ("data/02-lease.yaml:17:11", "it has a start", "shape Until on sal:from of moonpark-lease-1", Severity.WARNING),
    ]


def test_a_finding_on_a_part_points_to_the_part(tmp_path: Path) -> None:
    """An attestation, a role, a source: each has a place of its own."""
    shapes = """\
shape:Stance a sh:NodeShape ; sh:targetClass sal:Attestation ; sh:property shape:NoDenial .
shape:NoDenial a sh:PropertyShape ; sh:path sal:stance ; sh:in ( sal:stanceSupports ) ; sh:message "it denies" .
shape:Lessee a sh:NodeShape ; sh:targetClass sal:Lessee ; sh:property shape:NoActor .
shape:NoActor a sh:PropertyShape ; sh:path sal:actor ; sh:maxCount 0 ; sh:message "somebody leases" .
shape:Source a sh:NodeShape ; sh:targetClass sal:Source ; sh:property shape:Address .
shape:Address a sh:PropertyShape ; sh:path sal:noUrl ; sh:maxCount 0 ; sh:message "it has no address" .
"""
    problems = {(p.what, str(p.place)) for p in found(tmp_path, shapes)}
    assert ("it denies", "data/02-lease.yaml:24:9") in problems
    assert ("somebody leases", "data/02-lease.yaml:19:13") in problems
    assert {place for what, place in problems if what == "it has no address"} == {"data/06-ownership.yaml:4:122"}


def test_a_finding_on_nothing_that_was_written_points_to_the_shape(tmp_path: Path) -> None:
    shapes = """\
shape:Term a sh:NodeShape ; sh:targetNode sal:controls ;
    sh:property [ sh:path rdfs:comment ; sh:minCount 9 ] .
"""
    [problem] = found(tmp_path, shapes)
    assert str(problem.place) == "ontology/shapes.ttl:8:1"
    assert "rdfs:comment" in problem.why


def test_a_choice_that_none_fits_names_the_choice(tmp_path: Path) -> None:
    shapes = """\
shape:Lease a sh:NodeShape ; sh:targetClass sal:Lease ; sh:or ( shape:A shape:B ) ; sh:message "it is neither" .
shape:A a sh:NodeShape ; sh:property [ sh:path sal:from ; sh:maxCount 0 ] .
shape:B a sh:NodeShape ; sh:property [ sh:path sal:mode ; sh:minCount 1 ] .
"""
    [problem] = found(tmp_path, shapes)
    assert (problem.what, problem.why) == ("it is neither", "shape Lease by sh:or of moonpark-lease-1")


def test_claimed_and_inferred_ties_are_not_looked_at(tmp_path: Path) -> None:
    """Nor the snapshot: a plain tie repeats what a claim says, and would be found twice."""
    shapes = """\
shape:Plain a sh:NodeShape ; sh:targetSubjectsOf sal:controls ; sh:property shape:None .
shape:None a sh:PropertyShape ; sh:path sal:controls ; sh:maxCount 0 .
"""
    assert found(tmp_path, shapes) == []


@pytest.mark.parametrize(
    ("shapes", "place", "what"),
    [
        ("shape:Town a sh:NodeShape ;\n  sh:path ( .\n", "ontology/shapes.ttl:9", "this is not Turtle"),
        (
            "shape:Town a sh:NodeShape ; sh:targetClass sal:Town ; sh:minLength sal:x .\n",
            "ontology/shapes.ttl:1:1",
            "min",
        ),
    ],
    ids=["no Turtle", "no shapes"],
)
def test_shapes_that_cannot_be_used_are_a_problem(tmp_path: Path, shapes: str, place: str, what: str) -> None:
    [problem] = found(tmp_path, shapes)
    assert problem.code == "bad-shapes"
    assert str(problem.place).startswith(place)
    assert what in problem.what


def test_a_project_without_shapes_is_told_so(tmp_path: Path) -> None:
    loaded, nquads = small()
    assert loaded.corpus is not None
    [problem] = check_shapes(tmp_path, nquads, loaded.corpus)
    assert (problem.code, problem.what) == ("bad-shapes", "no ontology/shapes.ttl file")


def test_shapes_that_are_no_text_are_a_problem(tmp_path: Path) -> None:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "shapes.ttl").write_bytes(b"# \xff")
    loaded, nquads = small()
    assert loaded.corpus is not None
    [problem] = check_shapes(tmp_path, nquads, loaded.corpus)
    assert problem.code == "bad-shapes"


def test_nothing_is_fetched_whatever_the_shapes_say(tmp_path: Path) -> None:
    shapes = """\
<https://example.org/shapes> a owl:Ontology ; owl:imports <https://example.org/more> .
shape:Town a sh:NodeShape ; sh:targetClass sal:Town ; sh:sparql [
    a sh:SPARQLConstraint ; sh:message "it is elsewhere too" ;
    sh:select "SELECT $this FROM <https://example.org/data> WHERE { $this ?p ?o }" ] .
"""
    found(tmp_path, shapes)  # whatever it finds: the network was not asked


def test_a_shape_may_not_ask_another_server(tmp_path: Path) -> None:
    shapes = """\
shape:Town a sh:NodeShape ; sh:targetClass sal:Town ; sh:sparql [
    a sh:SPARQLConstraint ; sh:message "it is elsewhere too" ;
    sh:select "SELECT $this WHERE { SERVICE <https://example.org/sparql> { $this ?p ?o } }" ] .
"""
    [problem] = found(tmp_path, shapes)
    assert problem.code == "bad-shapes"


def test_without_the_engine_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.partition(".")[0] == "pyshacl":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    loaded, nquads = small()
    assert loaded.corpus is not None
    with pytest.raises(ShapesUnavailable, match=r'pip install "salween\[shacl\]"'):
        check_shapes(SMALL, nquads, loaded.corpus)
