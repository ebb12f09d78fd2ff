"""The exports: valid, read back by real readers, the same bytes every time, and honest about what they lose."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from lxml import etree

from salween.build import Loaded, load
from salween.compile import to_nquads
from salween.export import FORMATS, RDF_FORMATS
from salween.export.tables import write_tables
from salween.network import ASIDE, to_network

ROOT = Path(__file__).parent.parent
TOOLS = Path(__file__).parent / "tools"
GEXF = "{http://gexf.net/1.3}"

DATASET = """
title: A record for one test
base: https://w3id.org/salween/
edition: 2026-06-01
covers_to: 2026-04-30
licence: CC-BY-4.0
contact: record@example.org
description: Invented.
creator: The testers
"""

RECORD = r"""
source: news
sources:
  - {id: news, publisher: post, title: News, published: 2024-09-01, retrieved: 2026-05-01, language: en,
     read: whole, url: https://example.org/1}
entities:
  - {id: post, kind: MediaOutlet, name: {en: The Post}, reliability: B}
  - id: hills
    kind: ArmedGroup
    name: {en: 'Hill & "River" <Army>', zh-Hans: 山军}
    alias: ['Hills, the', '=SUM(A1)', 'say "no"']
  - {id: state, kind: Army, name: {en: "State\x07 Army"}}
  - {id: envoy, kind: Person, name: {en: An Envoy}, public_because: office}
  - {id: chief, kind: Person, name: {en: "@chief"}, public_because: office}
  - {id: bridge, kind: Town, name: {en: Bridgetown}, point: [22.9, 97.7]}
claims:
  - {subject: hills, controls: bridge, from: 2023-01-01, until: 2023-02-01, extent: town}
  - {subject: hills, id: hills.controls.bridge.2, controls: bridge, from: 2024-01-01}
  - {subject: hills, garrisons: bridge, from: 2024-03, until: 2024-05}
  - {subject: state, garrisons: bridge, from: 2024-03}
  - {subject: hills, allied_with: state, from: unknown}
  - {subject: hills, fighters: {about: 6000}, date: 2024-08-01}
events:
  - {id: talks, event: Meeting, date: 2024-08-20, place: bridge, sides: [[envoy], [chief]]}
  - {id: second-talks, event: Meeting, date: 2024-10-01, mode: planned, sides: [[envoy], [chief]]}
  - {id: word, event: Remark, date: 2024-08-21, said_by: chief, about: talks, says: it went well}
"""


def missing(what: str) -> None:
    """Skip, or fail where the environment promised that everything is there."""
    if os.environ.get("SALWEEN_REQUIRE") == "all":
        pytest.fail(f"{what}, and SALWEEN_REQUIRE=all")
    pytest.skip(f"NOT TESTED: {what}")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("project")
    (folder / "data").mkdir()
    (folder / "ontology").symlink_to(ROOT / "ontology")
    (folder / "data" / "dataset.yaml").write_text(DATASET, "utf-8")
    (folder / "data" / "record.yaml").write_text(RECORD, "utf-8")
    return load(folder)


@pytest.fixture(scope="module")
def network(loaded: Loaded) -> nx.MultiDiGraph:
    assert loaded.judge is not None, loaded.problems
    return to_network(loaded.judge)


@pytest.fixture(scope="module")
def nquads() -> bytes:
    small = load(Path(__file__).parent / "small")
    assert small.judge is not None
    return to_nquads(small.judge, small.conclusions)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "gexf-1.3" / "gexf.xsd"))


def gexf(network: nx.MultiDiGraph, **positions: tuple[float, float]) -> bytes:
    written: bytes = FORMATS["gexf"].writer(network, positions).data
    return written


def tree(network: nx.MultiDiGraph, **positions: tuple[float, float]) -> dict[str, etree._Element]:
    """Return the nodes and edges of the GEXF, by id."""
    root = etree.fromstring(gexf(network, **positions))
    return {element.get("id"): element for element in root.iter(f"{GEXF}node", f"{GEXF}edge")}


def values(element: etree._Element) -> dict[str, str]:
    return {value.get("for"): value.get("value") for value in element.iter(f"{GEXF}attvalue")}


# ---- GEXF ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("events", ["folded", "nodes"])
@pytest.mark.parametrize("folder", [ROOT, ROOT / "tests" / "small"], ids=["the record", "small"])
def test_gexf_with_everything_in_it_is_valid(folder: Path, events: str, schema: etree.XMLSchema) -> None:
    project = load(folder)
    assert project.judge is not None
    network = to_network(project.judge, None, events, frozenset(ASIDE), project.conclusions)
    places = {id: (index * 1.5, -2.0) for index, id in enumerate(network)}
    schema.assertValid(etree.fromstring(FORMATS["gexf"].writer(network, places).data))


def test_gexf_of_names_that_xml_cannot_hold_is_valid(network: nx.MultiDiGraph, schema: etree.XMLSchema) -> None:
    schema.assertValid(etree.fromstring(gexf(network)))
    assert tree(network)["state"].get("label") == "State Army"
    assert tree(network)["hills"].get("label") == 'Hill & "River" <Army>'


def test_gexf_has_the_day_of_the_edition_and_no_clock(network: nx.MultiDiGraph) -> None:
    assert b'<meta lastmodifieddate="2026-06-01"><creator>The testers</creator>' in gexf(network)
    assert b"Ties are claims, not findings" in gexf(network)


def test_gexf_keeps_parallel_ties_under_their_ids_with_the_predicate_as_kind(network: nx.MultiDiGraph) -> None:
    found = tree(network)
    kinds = {id: found[id].get("kind") for id in found if found[id].get("target") == "bridge" and "hills" in id}
    assert kinds == {
        "hills.controls.bridge": "controls",
        "hills.controls.bridge.2": "controls",
        "hills.garrisons.bridge": "garrisons",
    }


def test_gexf_days_are_certain_ones_and_an_unknown_end_is_left_out(network: nx.MultiDiGraph) -> None:
    found = tree(network)
    held = found["hills.controls.bridge"]
    assert (held.get("start"), held.get("end")) == ("2023-01-01", "2023-01-31")  # the last day, not the first without
    assert values(held)["spell"] == "certain"
    undated = found["hills.allied_with.state"]
    assert (undated.get("start"), undated.get("end")) == (None, None)
    assert (values(held)["start_year"], values(held)["end_year"]) == ("2023", "2023")


def test_gexf_shows_a_tie_without_a_certain_day_on_its_possible_ones_and_says_so(network: nx.MultiDiGraph) -> None:
    unsure = tree(network)["state.garrisons.bridge"]
    assert values(unsure)["spell"] == "possible"
    assert (unsure.get("start"), unsure.get("end")) == ("2024-03-01", "2024-09-27")  # 180 days after its latest start
    assert "start_certain" not in values(unsure)
    between = tree(network)["hills.garrisons.bridge"]
    assert (between.get("start"), between.get("end")) == ("2024-03-31", "2024-04-30")
    assert (values(between)["start_possible"], values(between)["end_possible"]) == ("2024-03-01", "2024-05-30")
    seen = tree(network)["hills.controls.bridge.2"]
    assert (seen.get("start"), seen.get("end")) == ("2024-01-01", "2024-01-01")
    assert values(seen)["end_possible"] == "2024-06-29"


def test_gexf_has_colour_size_shape_and_place_and_no_place_for_what_has_none(network: nx.MultiDiGraph) -> None:
    found = tree(network, bridge=(10, 20))
    assert dict(found["bridge"].find(f"{GEXF}position").attrib) == {"x": "10", "y": "-20.0", "z": "0.0"}
    assert found["hills"].find(f"{GEXF}position") is None
    assert dict(found["hills"].find(f"{GEXF}color").attrib) == {"r": "204", "g": "51", "b": "17"}
    assert found["hills"].find(f"{GEXF}shape").get("value") == "disc"
    sizes = {id: float(found[id].find(f"{GEXF}size").get("value")) for id in ("bridge", "post")}
    assert sizes["bridge"] > sizes["post"]
    assert "5 nodes have no position" in FORMATS["gexf"].writer(network, {"bridge": (1, 2), "word": (3, 4)}).losses


def test_gexf_keeps_what_is_no_plain_tie_apart_by_its_kind(loaded: Loaded) -> None:
    assert loaded.judge is not None
    found = tree(to_network(loaded.judge, include=frozenset(["planned"])))
    assert found["second-talks~envoy~chief"].get("kind") == "met (planned)"
    assert found["second-talks~envoy~chief"].get("label") == "met (planned)"
    assert found["talks~envoy~chief"].get("kind") == "met"


@pytest.fixture(scope="module")
def reader() -> Path:
    """Return the script that reads GEXF as Gephi Lite does; `make test` installs what it needs beside it."""
    if shutil.which("node") is None or not (TOOLS / "node_modules" / "graphology-gexf").is_dir():
        missing("node, or what npm puts into tests/tools, is not here, so no real reader reads the GEXF")
    return TOOLS / "read_gexf.cjs"


def read_back(script: Path, content: bytes) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile(suffix=".gexf") as target:
        target.write(content)
        target.flush()
        done = subprocess.run(["node", script, target.name], capture_output=True, text=True, timeout=60, check=True)
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def test_gephi_lite_reads_every_node_edge_and_list(reader: Path, network: nx.MultiDiGraph) -> None:
    read = read_back(reader, gexf(network, bridge=(10, 20)))
    assert set(read["nodes"]) == set(network)
    assert set(read["edges"]) == {key for *_, key in network.edges(keys=True)}
    assert read["multi"] and read["meta"]["lastModifiedDate"] == "2026-06-01"
    hills = read["nodes"]["hills"]
    assert hills["aliases"] == ["Hills, the", "=SUM(A1)", 'say "no"']
    assert (hills["label"], hills["label_zh-Hans"]) == ('Hill & "River" <Army>', "山军")
    assert hills["fighters"] == ["about 6,000 people"] and hills["value_ids"] == ["hills.fighters"]
    assert (read["nodes"]["bridge"]["x"], read["nodes"]["bridge"]["y"]) == (10, -20)
    tie = read["edges"]["hills.controls.bridge"]
    assert (tie["ends"], tie["kind"], tie["extent"]) == (["hills", "bridge"], "controls", "town")
    assert (tie["sources"], tie["is_accepted"], tie["origins"]) == (["news"], True, 1)
    assert (tie["undirected"], read["edges"]["talks~envoy~chief"]["undirected"]) == (False, True)
    assert read["edges"]["talks~envoy~chief"]["roles"] == ["place: bridge"]


def test_gephi_lite_reads_the_whole_record(reader: Path) -> None:
    project = load(ROOT)
    assert project.judge is not None
    network = to_network(project.judge, conclusions=project.conclusions)
    read = read_back(reader, gexf(network))
    assert (set(read["nodes"]), len(read["edges"])) == (set(network), network.number_of_edges())


# ---- CSV -----------------------------------------------------------------------------------------------------


def table(content: bytes, encoding: str = "utf-8") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(encoding), newline="")))


def test_csv_has_the_columns_that_gephi_asks_for(network: nx.MultiDiGraph) -> None:
    files = FORMATS["csv"].writer(network, {"bridge": (10, 20)}).data
    head = files["edges.csv"].decode().split("\r\n")[0].split(",")
    assert head[:8] == ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "timeset"]
    assert files["nodes.csv"].decode().split("\r\n")[0].split(",")[:3] == ["Id", "Label", "timeset"]
    ties = {row["Id"]: row for row in table(files["edges.csv"])}
    held, met = ties["hills.controls.bridge"], ties["talks~envoy~chief"]
    assert (held["Source"], held["Target"], held["Type"], held["Kind"]) == ("hills", "bridge", "Directed", "controls")
    assert (held["timeset"], met["Type"]) == ("[2023-01-01, 2023-01-31]", "Undirected")
    assert json.loads(held["sources"]) == ["news"]
    [bridge] = [row for row in table(files["nodes.csv"]) if row["Id"] == "bridge"]
    assert (bridge["lat"], bridge["lon"], bridge["x"], bridge["y"]) == ("22.9", "97.7", "10.0", "-20.0")


def test_csv_for_a_spreadsheet_lets_no_name_be_a_formula(network: nx.MultiDiGraph) -> None:
    plain = {row["Id"]: row for row in table(write_tables(network).data["nodes.csv"])}
    guarded = {row["Id"]: row for row in table(write_tables(network, spreadsheet=True).data["nodes.csv"], "utf-8-sig")}
    assert (plain["chief"]["Label"], guarded["chief"]["Label"]) == ("@chief", "'@chief")
    assert write_tables(network, spreadsheet=True).data["nodes.csv"].startswith(b"\xef\xbb\xbf")
    risky = ("=", "+", "-", "@", "\t", "\r")
    assert not [cell for row in guarded.values() for cell in row.values() if cell.startswith(risky)]


# ---- GraphML -------------------------------------------------------------------------------------------------


def test_networkx_reads_the_graphml_back_with_keys_and_lists(network: nx.MultiDiGraph) -> None:
    read = nx.read_graphml(io.BytesIO(FORMATS["graphml"].writer(network, {}).data), force_multigraph=True)
    assert set(read) == set(network)
    assert sorted(read.edges(keys=True)) == sorted(network.edges(keys=True))
    assert json.loads(read.nodes["hills"]["aliases"]) == ["Hills, the", "=SUM(A1)", 'say "no"']
    tie = read["hills"]["bridge"]["hills.controls.bridge"]
    assert (tie["kind"], tie["is_accepted"], tie["origins"], tie["extent"]) == ("controls", True, 1, "town")
    assert read.graph["title"] == "A record for one test"


# ---- RDF -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "syntax"),
    [("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_the_named_graphs_come_back_whole_from_every_syntax(name: str, syntax: ox.RdfFormat, nquads: bytes) -> None:
    written, losses = RDF_FORMATS[name].writer(nquads, "https://w3id.org/salween/")
    assert set(ox.parse(written, format=syntax)) == set(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))
    assert losses == []


def test_turtle_holds_what_is_well_supported_and_says_what_it_left_out(nquads: bytes) -> None:
    written, losses = RDF_FORMATS["turtle"].writer(nquads, "https://w3id.org/salween/")
    quads = list(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))
    apart = [quad for quad in quads if str(quad.graph_name).endswith(("/claimed>", "/inferred>"))]
    assert apart
    kept = {quad.triple for quad in quads} - {quad.triple for quad in apart}
    assert {quad.triple for quad in ox.parse(written, format=ox.RdfFormat.TURTLE)} == kept
    assert [loss.partition(" of the graph ")[2].split(" ")[0] for loss in losses[:-1]] == ["claimed", "inferred"]
    assert losses[-1].startswith("Turtle has no named graphs")


@pytest.mark.parametrize("name", sorted(RDF_FORMATS))
def test_the_order_of_the_quads_changes_no_byte(name: str, nquads: bytes) -> None:
    backwards = b"".join(reversed(nquads.splitlines(keepends=True)))
    write = RDF_FORMATS[name].writer
    assert write(nquads, "https://w3id.org/salween/") == write(backwards, "https://w3id.org/salween/")


def test_the_ids_of_a_record_are_short_under_its_own_base(nquads: bytes) -> None:
    moved = nquads.replace(b"https://w3id.org/salween/id/", b"https://example.org/id/")
    written, _ = RDF_FORMATS["trig"].writer(moved, "https://example.org/")
    assert b"@prefix id: <https://example.org/id/> ." in written and b"id:bridgetown" in written


# ---- all of them ---------------------------------------------------------------------------------------------

_DIGESTS = """
import hashlib, sys
from pathlib import Path
from salween.build import load
from salween.compile import to_nquads
from salween.export import FORMATS, RDF_FORMATS
from salween.network import to_network
loaded = load(Path(sys.argv[1]))
network = to_network(loaded.judge, conclusions=loaded.conclusions)
nquads = to_nquads(loaded.judge, loaded.conclusions)
written = {name: form.writer(network, {"bridgetown": (1, 2)}) for name, form in FORMATS.items()}
written |= {name: form.writer(nquads, "https://w3id.org/salween/") for name, form in RDF_FORMATS.items()}
for name, exported in written.items():
    print(name, hashlib.sha256(repr(exported).encode()).hexdigest())
"""


def test_the_same_record_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    def digests(seed: str) -> str:
        command = [sys.executable, "-c", _DIGESTS, ROOT / "tests" / "small"]
        environment = os.environ | {"PYTHONHASHSEED": seed}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    found = digests("1")
    assert len(found.splitlines()) == len(FORMATS) + len(RDF_FORMATS)
    assert digests("2") == found


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_record_is_in_the_file_or_in_its_losses(name: str, loaded: Loaded, network: nx.MultiDiGraph) -> None:
    assert loaded.corpus is not None
    written, losses = FORMATS[name].writer(network, {})
    text = b"".join(written.values()) if isinstance(written, dict) else written
    reported = " ".join(losses)
    for id in (*loaded.corpus.entities, *loaded.corpus.records):
        assert (id.encode() in text) != (f": {id}" in reported), id


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_loss_is_a_sentence_that_counts(name: str, network: nx.MultiDiGraph) -> None:
    losses = FORMATS[name].writer(network, {}).losses
    assert "1 record or role is left out (planned): second-talks" in losses
    assert "1 figure or other value is carried as text" in losses
    assert "2 roles beyond two ends are carried as attributes" in losses
    assert len(losses) == len(set(losses))


def test_no_two_formats_have_one_ending() -> None:
    forms = [*FORMATS.values(), *RDF_FORMATS.values()]
    assert len({form.suffix for form in forms}) == len(forms)
