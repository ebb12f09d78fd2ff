"""The package's door: what it offers is what it says, and it answers as the README promises."""

from pathlib import Path

import pytest

import salween

SMALL = Path(__file__).parent / "small"


def test_all_names_are_exported_and_sorted() -> None:
    assert list(salween.__all__) == sorted(salween.__all__)
    assert all(hasattr(salween, name) for name in salween.__all__)


def test_the_graph_answers_by_name_day_and_query() -> None:
    kg = salween.load(SMALL)
    assert kg.who_held("桥镇", "2024-10-01") == "held by Hill Army"
    assert kg.as_of("2024-10-01").query("SELECT ?who WHERE { ?who sal:controls :bridgetown }").column("who") == [
        "https://w3id.org/salween/id/hill-army"
    ]
    assert kg.entity("Hill Army").id == "hill-army"


def test_it_finds_the_project_from_a_folder_inside_it() -> None:
    assert salween.load(SMALL / "data").loaded.root == SMALL.resolve()


def test_a_folder_without_a_project_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no data/dataset\.yaml"):
        salween.load(tmp_path)


def test_a_broken_record_raises_all_its_problems(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "ontology").symlink_to(SMALL.parent.parent / "ontology")
    about = "title: T\nbase: https://example.org/t/\nedition: 2026-06-01\ncovers_to: 2026-04-30\n"
    (tmp_path / "data" / "dataset.yaml").write_text(about)
    (tmp_path / "data" / "a.yaml").write_text("claims:\n  - {subject: x, controlls: y}\n")
    with pytest.raises(salween.RecordError, match='no predicate "controlls"') as caught:
        salween.load(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["unknown-predicate"]


def test_the_two_clocks_combine() -> None:
    kg = salween.load(SMALL).known_at("2024-08-05")
    assert kg.who_held("bridgetown", "2024-08-03") == "held by Hill Army"
    assert kg.who_held("bridgetown", "2024-08-04") == "probably held by Hill Army"
    assert kg.who_held("bridgetown", "2025-04-21") == "unknown since 2025-01-31 (last: Hill Army)"


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="not a day"):
        salween.load(SMALL).as_of("2024-10")


def test_export_writes_what_the_ending_names_and_says_what_is_lost(tmp_path: Path) -> None:
    kg = salween.load(SMALL)
    assert any("days" in loss for loss in kg.export(tmp_path / "s.gexf"))
    assert (tmp_path / "s.gexf").read_bytes().startswith(b"<?xml")
    kg.export(tmp_path / "tables")
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == ["edges.csv", "nodes.csv"]
    with pytest.raises(ValueError, match="no format"):
        kg.export(tmp_path / "s.docx")


def test_the_dataset_counts_the_same_in_both_engines() -> None:
    kg = salween.load(SMALL)
    assert len(kg.dataset) == kg.nquads.count(b"\n")
