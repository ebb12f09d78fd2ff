"""What is judged to be one, perhaps one, or two: the same in every answer, and nowhere more than was judged."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import salween
from salween.build import load
from salween.cli import main
from salween.export.flat import node_table
from salween.render.index import page_index
from salween.serve.look import Found, Named, look
from salween.serve.reconcile import candidates, extension
from salween.serve.served import open_served

ROOT = Path(__file__).parent.parent
ABOUT = "title: T\nbase: https://example.org/t/\nedition: 2026-06-01\ncovers_to: 2026-04-30\n"
PROJECT = """
source: post-1
sources:
  - {id: post-1, publisher: post, title: A page, published: 2024-01-05, retrieved: 2026-05-01, read: whole,
     url: 'https://example.org/1', language: en}
  - {id: post-2, publisher: the-post, title: Another, published: 2024-01-06, retrieved: 2026-05-01, read: whole,
     url: 'https://example.org/2', language: en}
entities:
  - {id: post, kind: MediaOutlet, name: {en: The Post}, reliability: B}
  - {id: the-post, kind: MediaOutlet, name: {en: Post of the Hills}}
  - {id: hill-army, kind: ArmedGroup, name: {en: Hill Army}, ids: {wikidata: Q1}}
  - {id: mountain-force, kind: ArmedGroup, name: {en: Mountain Force, zh-Hans: 山地军}, alias: [MF],
     ids: {wikidata: Q2, x: Y}}
  - {id: peak-guard, kind: ArmedGroup, name: {en: Peak Guard}}
  - {id: river-union, kind: ArmedGroup, name: {en: River Union}}
  - {id: river-league, kind: ArmedGroup, name: {en: River League}}
  - {id: old-union, kind: ArmedGroup, name: {en: River Union}}
  - {id: dale, kind: Town, name: {en: Dale}}
  - {id: ford, kind: Town, name: {en: Ford}}
  - {id: boss, kind: Person, name: {en: Boss}, public_because: office}
identity:
  - {same: [hill-army, mountain-force], because: one page gives both names}
  - {same: [mountain-force, peak-guard], because: another gives these two}
  - {same: [post, the-post], because: it was renamed}
  - {unsure: [mountain-force, river-league], because: nobody says}
  - {different: [river-union, old-union], because: the second ended before the first began}
  - {different: [river-union, dale], because: they have nothing in common}
claims:
  - {subject: hill-army, controls: dale, from: 2024-01-05}
  - {subject: mountain-force, controls: dale, from: 2024-01-05}
  - {subject: mountain-force, controls: ford, from: 2024-01-05}
  - {subject: boss, commands: peak-guard, from: 2024-01-05}
  - {subject: river-union, allied_with: hill-army, from: 2024-01-05}
  - {subject: old-union, allied_with: river-union, from: 2024-01-05}
  - {subject: river-league, allied_with: river-union, from: 2024-01-05,
     sources: [{source: post-2, said_by: peak-guard}]}
events:
  - {id: met-1, event: Meeting, date: 2024-01-05, sides: [[mountain-force, peak-guard], [river-union]]}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("identity")
    (root / "data").mkdir()
    (root / "data" / "dataset.yaml").write_text(ABOUT, "utf-8")
    (root / "data" / "a.yaml").write_text(PROJECT, "utf-8")
    (root / "ontology").symlink_to(ROOT / "ontology")
    return root


@pytest.fixture(scope="module")
def kg(project: Path) -> salween.KnowledgeGraph:
    return salween.load(project).as_of("2024-02-01")


def run(project: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["--root", str(project), *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_one_entity_stands_for_all_of_a_chain_and_bears_all_their_names(kg: salween.KnowledgeGraph) -> None:
    corpus = kg.judge.corpus
    assert corpus.same == {"mountain-force": "hill-army", "peak-guard": "hill-army", "the-post": "post"}
    hill = corpus.entities["hill-army"]
    assert [(name.text, name.sort) for name in hill.names] == [
        ("Hill Army", "name"),
        ("Mountain Force", "alias"),
        ("山地军", "name"),
        ("MF", "alias"),
        ("Peak Guard", "alias"),
    ]
    assert hill.ids == (("wikidata", "Q1"), ("x", "Y"))
    assert not {"mountain-force", "peak-guard", "the-post"} & corpus.entities.keys()
    assert [problem.code for problem in kg.loaded.problems] == []


@pytest.mark.parametrize("name", ["hill-army", "peak-guard", "Mountain Force", "MF", "山地军", "peak guard"])
def test_every_id_and_name_of_either_means_the_one(kg: salween.KnowledgeGraph, project: Path, name: str) -> None:
    assert kg.find(name) == "hill-army"
    code, out, err = run(project, "show", name)
    assert (code, out.splitlines()[0]) == (0, "# Hill Army")
    assert ('"peak-guard" is "hill-army" now' in err) == (name == "peak-guard")


def test_a_dossier_has_what_is_said_of_each_and_says_what_was_judged(kg: salween.KnowledgeGraph) -> None:
    with pytest.warns(UserWarning, match='^"peak-guard" is "hill-army" now$'):
        found = kg.entity("peak-guard")
    records = {line.record for _, part in found.parts for line in part}
    assert {"hill-army.controls.dale", "mountain-force.controls.ford", "boss.commands.peak-guard", "met-1"} <= records
    assert [one.sentence for one in found.identities] == [
        "Also recorded as Mountain Force (mountain-force): one page gives both names",
        "Also recorded as Peak Guard (peak-guard): another gives these two",
        "May be the same as River League (river-league): nobody says",
    ]
    assert all("A page" in one.sources[0] for one in found.identities)
    # two that differ are told apart only where a name could mix them up
    union = kg.entity("river-union").identities
    assert [(one.verdict, one.id) for one in union] == [("different", "old-union")]
    assert [(one.verdict, one.id) for one in kg.entity("dale").identities] == []
    league = kg.entity("river-league")
    assert [(one.verdict, one.id) for one in league.identities] == [("unsure", "hill-army")]
    assert "hill-army.controls.dale" not in {line.record for _, part in league.parts for line in part}  # never joined


def test_two_holds_of_one_holder_are_no_conflict(kg: salween.KnowledgeGraph) -> None:
    assert kg.who_held("dale") == "probably held by Hill Army"
    assert kg.who_held("ford") == "probably held by Hill Army"


def test_a_path_goes_through_the_one(project: Path) -> None:
    code, out, err = run(project, "path", "boss", "ford")
    assert code == 0, err
    assert "Hill Army" in out and "Mountain Force" not in out.split("[1]")[0]
    code, _, err = run(project, "path", "hill-army", "peak-guard")
    assert code == 2 and "are one: a path needs two" in err


def test_the_network_has_one_node_with_all_ids(kg: salween.KnowledgeGraph) -> None:
    network = kg.network()
    assert network.nodes["hill-army"]["same_as"] == ["mountain-force", "peak-guard"]
    assert "mountain-force" not in network and "same_as" not in network.nodes["river-league"]
    assert {key for *_, key in network.edges("hill-army", keys=True)} >= {
        "hill-army.controls.dale", "mountain-force.controls.dale", "mountain-force.controls.ford",
    }  # fmt: skip
    assert network.has_edge("boss", "hill-army")
    # both sides' names of one are in it once, and it is not tied to itself
    assert [key for *_, key in network.edges(keys=True) if key.startswith("met-1")] == ["met-1~hill-army~river-union"]
    rows = {row.id: row.cells for row in node_table(network).rows}
    assert rows["hill-army"]["same_as"] == ["mountain-force", "peak-guard"]


def test_sparql_sees_the_judgement_both_ways_and_all_ties_under_the_one(kg: salween.KnowledgeGraph) -> None:
    def column(query: str) -> list[str]:
        return sorted(str(row[0]).removeprefix("https://example.org/t/id/") for row in kg.query(query))

    for id, others in (
        ("hill-army", ["mountain-force", "peak-guard"]),
        ("mountain-force", ["hill-army", "peak-guard"]),
        ("peak-guard", ["hill-army", "mountain-force"]),
    ):
        assert column(f"SELECT ?x {{ :{id} sal:same ?x }}") == others, id
    assert column("SELECT ?x { :hill-army sal:unsure ?x }") == column("SELECT ?x { ?x sal:unsure :hill-army }")
    assert column("SELECT DISTINCT ?x { ?g rdfs:label|skos:altLabel 'Mountain Force'@en ; sal:controls ?x }") == [
        "dale",
        "ford",
    ]
    assert column("SELECT ?x { ?x a sal:ArmedGroup }") == ["hill-army", "old-union", "river-league", "river-union"]
    assert column("SELECT ?x { ?x sal:subject :hill-army ; sal:object :ford }") == [
        "https://example.org/t/claim/mountain-force.controls.ford"
    ]
    with pytest.warns(UserWarning, match=r"^:peak-guard is judged to be the same as :hill-army, which bears all"):
        assert column("SELECT ?x { :peak-guard sal:controls ?x }") == []
    assert column("SELECT ?x { :peak-guard sal:same?/sal:controls ?x }") == ["dale", "ford"]


def test_the_page_knows_the_one_by_every_id(kg: salween.KnowledgeGraph) -> None:
    raw = page_index(kg.judge, [], {})
    number = raw["entities"]["id"].index("hill-army")
    text = raw["strings"]
    assert [text[one] for one in raw["entities"]["same"][number]] == ["mountain-force", "peak-guard"]
    rows = zip(*(raw["identities"][key] for key in ("verdict", "one", "other", "merged")), strict=True)
    told = [(text[verdict], one, text[merged]) for verdict, one, other, merged in rows if number in (one, other)]
    assert told == [
        ("same", number, "Mountain Force (mountain-force)"),
        ("same", number, "Peak Guard (peak-guard)"),
        ("unsure", number, ""),
    ]


def test_the_page_opens_the_one_by_an_id_it_stands_for(
    project: Path, tmp_path: Path, read: Any, write_page: Any
) -> None:
    page = write_page(load(project), tmp_path / "page.html")
    reader = read(page, "#of=peak-guard&day=2024-02-01")
    assert reader.text("#panel h2") == "Hill Army"
    told = reader.text("#panel .identities")
    assert "Also recorded as Peak Guard (peak-guard)." in told and "May be the same as River League." in told
    reader.page.fill("#find", "mountain-force")
    reader.page.press("#find", "Enter")
    reader.page.wait_for_function("location.hash.includes('of=hill-army')")


def test_the_server_leads_to_the_one_and_reconciles_to_it(kg: salween.KnowledgeGraph) -> None:
    served = open_served(kg.perspective, b"", "mark")
    assert look(served, "id", "peak-guard") == Named("/id/hill-army")
    assert look(served, "id", "peak-guard.ttl") == Named("/id/hill-army.ttl")
    assert isinstance(look(served, "id", "hill-army"), Found)
    [best, *_] = candidates(served, {"query": "Peak Guard"})
    assert (best["id"], best["match"]) == ("hill-army", True)
    rows = extension(served, {"ids": ["peak-guard"], "properties": [{"id": "kind"}]})["rows"]
    assert rows == {"peak-guard": {"kind": [{"id": "ArmedGroup", "name": "armed group"}]}}


def test_a_rename_of_a_joined_id_is_made_where_it_is_written(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(project, copy, symlinks=True)
    code, _, err = run(copy, "rename", "peak-guard", "summit-guard")
    assert code == 0, err
    assert salween.load(copy).find("summit-guard") == "hill-army"


def test_without_a_judgement_nothing_is_joined(project: Path, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "ontology").symlink_to(ROOT / "ontology")
    (tmp_path / "data" / "dataset.yaml").write_text(ABOUT, "utf-8")
    text = "\n".join(line for line in PROJECT.splitlines() if "{same:" not in line)
    (tmp_path / "data" / "a.yaml").write_text(text, "utf-8")
    plain = salween.load(tmp_path).as_of("2024-02-01")
    assert plain.judge.corpus.same == {} and "peak-guard" in plain.network()
    assert plain.who_held("dale").startswith("contested") and "Mountain Force" in plain.who_held("dale")
