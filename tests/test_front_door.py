"""The package's door: what it offers is what it says, and it answers as the README promises."""

import shutil
import warnings
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas
import pytest

import salween
from salween.compile import GRAPHS, OPT_IN_GRAPHS
from salween.dates import day_of
from salween.layout import read_lock

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


def test_export_writes_what_the_ending_names_and_says_what_is_lost(tmp_path: Path) -> None:
    kg = salween.load(SMALL)
    assert any("days" in loss for loss in kg.export(tmp_path / "s.gexf"))
    assert (tmp_path / "s.gexf").read_bytes().startswith(b"<?xml")
    kg.export(tmp_path / "tables")
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == ["edges.csv", "nodes.csv"]
    with pytest.raises(ValueError, match="no format"):
        kg.export(tmp_path / "s.docx")


EVERYTHING = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
BY_GRAPH = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"


@pytest.mark.parametrize("include", [(), ("claimed",), ("inferred",), ("claimed", "inferred")])
def test_rdflib_sees_what_a_query_sees(include: tuple[str, ...]) -> None:
    """A disputed accusation beside plain facts would be read as one: opt-in graphs are there by name only."""
    kg = salween.load(SMALL).as_of("2025-06-01")
    found = kg.dataset_with(*include) if include else kg.dataset
    for query in (EVERYTHING, BY_GRAPH):
        assert len(kg.query(query, include)) == len(found.query(query)), query
    graphs = {str(name).rpartition("/")[2] for (name,) in found.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}
    assert graphs == {*GRAPHS} - ({*OPT_IN_GRAPHS} - {*include})
    quads = list(found.quads((None, None, None, None)))
    assert {quad[:3] for quad in quads} == {tuple(row) for row in found.query(EVERYTHING)}
    assert len(quads) == len(found)


def test_an_opt_in_graph_that_there_is_not_is_refused() -> None:
    kg = salween.load(SMALL)
    for call in (
        lambda: kg.query("ASK {}", include="claimd"),
        lambda: kg.ask("who-controls", {"place": "bridgetown"}, include=["claimd"]),
        lambda: kg.dataset_with("claimd"),
    ):
        with pytest.raises(ValueError, match='no opt-in graph "claimd": did you mean "claimed"'):
            call()
    assert kg.query("ASK {}", include="claimed, inferred").rows == ((True,),)


def test_an_opt_in_graph_that_is_named_and_not_seen_is_told() -> None:
    kg, query = salween.load(SMALL), "SELECT ?s { GRAPH graph:claimed { ?s ?p ?o } }"
    with pytest.warns(UserWarning, match="graph:claimed is an opt-in graph, not seen here: include claimed to see it"):
        assert len(kg.query(query)) == 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert (
            0 < len(kg.query(query, include=["claimed"])) == len(kg.query("SELECT ?s FROM graph:claimed { ?s ?p ?o }"))
        )


@pytest.mark.parametrize(
    "day",
    [
        "2024-10-01",
        date(2024, 10, 1),
        datetime(2024, 10, 1, 23, 59),
        pandas.Timestamp("2024-10-01 12:00", tz="Asia/Yangon"),
    ],
    ids=["text", "date", "datetime", "timestamp"],
)
def test_a_day_may_be_any_value_that_means_one(day: date | str) -> None:
    kg = salween.load(SMALL)
    assert kg.as_of(day).perspective.days == (day_of("2024-10-01"), kg.perspective.known_at)
    assert kg.known_at(day).perspective.days == (kg.perspective.as_of, day_of("2024-10-01"))
    assert kg.who_held("bridgetown", day) == "held by Hill Army"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2024-10", '"2024-10" is not a day: write YYYY-MM-DD'),
        ("2024-02-30", '"2024-02-30" is not a day: write YYYY-MM-DD'),
        ("2567-10-01", '"2567-10-01" is not a day: write 2024-10-01'),
        (pandas.NaT, "NaT is not a day"),
        (20241001, "20241001 is not a day"),
    ],
)
def test_a_day_that_is_none_is_refused_with_the_right_form(day: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        salween.load(SMALL).as_of(day)


def test_a_day_that_is_too_late_is_answered_for_the_last_one_and_said() -> None:
    kg = salween.load(SMALL)
    with pytest.warns(UserWarning, match="2031-01-01 is beyond coverage: this is the answer for 2026-04-30"):
        late = kg.as_of("2031-01-01")
    assert late.perspective.days == kg.perspective.days
    with pytest.warns(UserWarning, match="2031-01-01 is after the edition: .* known by 2026-06-01"):
        assert kg.known_at("2031-01-01").perspective.days == kg.perspective.days
    with pytest.warns(UserWarning, match="beyond coverage"):
        assert kg.who_held("bridgetown", "2031-01-01") == kg.who_held("bridgetown")


def test_what_is_not_there_is_told_with_what_comes_close() -> None:
    kg = salween.load(SMALL)
    for call, said in (
        (lambda: kg.why("hill-army.controls.bridgetwn"), 'no record "hill-army.controls.bridgetwn": did you mean'),
        (lambda: kg.ask("who-controlls"), 'no question "who-controlls": did you mean "who-controls"?'),
        (lambda: kg.view("who-met-whon"), 'no view "who-met-whon": did you mean "who-met-whom"?'),
    ):
        with pytest.raises(salween.NotFound) as error:
            call()
        assert str(error.value).startswith(said)
        assert isinstance(error.value, KeyError)
    with pytest.raises(salween.UnclearName, match='did you mean "hill-army"') as unclear:
        kg.entity("hil-army")
    assert [match.id for match in unclear.value.matches] == ["hill-army"]


def test_a_parameter_may_be_a_date() -> None:
    kg = salween.load(SMALL)
    texts = kg.ask("who-met-whom", {"from": "2020-01-01", "to": "2026-01-01"})
    assert kg.ask("who-met-whom", {"from": date(2020, 1, 1), "to": pandas.Timestamp("2026-01-01")}) == texts != ()
    with pytest.raises(ValueError, match="not a day: write YYYY-MM-DD"):
        kg.ask("who-met-whom", {"from": "2020-01"})


def test_a_conclusion_is_explained_as_a_record_is() -> None:
    kg = salween.load(SMALL)
    for conclusion in kg.conclusions:
        text = kg.why(conclusion.id)
        assert text.startswith(f"{conclusion.id}\n") and "it rests on:" in text
        assert all(premise in text for premise in conclusion.rests_on)
    assert kg.conclusions


def test_a_broken_layout_lock_is_the_same_problem_as_in_check(tmp_path: Path) -> None:
    shutil.copytree(SMALL / "data", tmp_path / "data")
    (tmp_path / "ontology").symlink_to(SMALL.parent.parent / "ontology")
    (tmp_path / "data" / "layout.lock.json").write_text('{\n"hill-army": [1, 2]\n"bridgetown": [3, 4]\n}\n')
    kg = salween.load(tmp_path)
    assert kg.who_held("bridgetown", "2024-10-01") == "held by Hill Army", "what needs no map is answered"
    for call in (kg.html, lambda: kg.export(tmp_path / "x.gexf"), lambda: kg.render(tmp_path / "x.html")):
        with pytest.raises(salween.DatasetError, match="bad-layout-lock") as error:
            call()
        assert error.value.problems == read_lock(tmp_path)[1]
