"""The ten acceptance cases of design section 14, on tests/small: what each must answer, and what must not come out.

What is asked of each case stands in tests/small/expected.txt; whole outputs stand in tests/golden.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

import salween
from salween.dates import day_of, iso
from salween.infer import holds
from salween.kg import KnowledgeGraph
from salween.model import Event
from salween.problem import to_text

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "small"
BASE = "https://w3id.org/salween/"
SAL = f"{BASE}ontology#"
PLAN = "gate-handover-2025-11"

Golden = Callable[[str, str], None]


@cache
def small() -> KnowledgeGraph:
    return salween.load(SMALL)


@cache
def quads() -> str:
    return small().nquads.decode()


def triples(graph: str, *parts: str) -> list[str]:
    """Return the triples of one named graph that name all the parts."""
    end = f" <{BASE}graph/{graph}> ."
    found = [line.removesuffix(end) for line in quads().splitlines() if line.endswith(end)]
    return [line for line in found if all(part in line for part in parts)]


# ---- what each case answers ----------------------------------------------------------------------------------


def cases() -> Iterator[tuple[str, list[str]]]:
    """Yield the number of each case and the lines it expects."""
    text = (SMALL / "expected.txt").read_text("utf-8")
    for number, body in re.findall(r"^# (\d+)\. (.*?)(?=^# \d+\. |\Z)", text, re.MULTILINE | re.DOTALL):
        yield number, [line for line in body.split("\n")[1:] if line and not line.startswith("#")]


@pytest.mark.parametrize(("number", "expected"), [pytest.param(*case, id=case[0]) for case in cases()])
def test_a_case_answers_as_a_reader_would(number: str, expected: list[str], asked: ModuleType) -> None:
    assert asked.Asked(small().judge).answers(expected) == expected


def test_all_ten_cases_are_asked() -> None:
    assert [number for number, _ in cases()] == [str(number) for number in range(1, 11)]


@pytest.mark.parametrize(
    ("record", "denier", "says"),
    [
        ("hill-army.controls.bridgetown", "state-army", "the town was never lost"),
        ("hill-army.controls.bridgetown", "river-times", "the last base held out until the 6th"),
        ("moonpark-lease-1", "river-union", "its officers only attended the signing"),
    ],
)
def test_a_denial_is_shown(record: str, denier: str, says: str) -> None:
    path = f"claim/{record}" if "." in record else f"id/{record}"
    assert triples("assessments", f"<{BASE}{path}>", f"<{SAL}deniedBy>", f"<{BASE}id/{denier}>")
    assert says in small().why(record)


def test_titles_are_those_of_the_day() -> None:
    found = {
        name: triples("claims", f"wei-somchai-2025-01#sides.{name}>", f"<{SAL}title>")[0].rpartition("title> ")[2]
        for name in ("wei-an", "somchai")
    }
    assert found == {"wei-an": '"assistant minister"@en', "somchai": '"inspector general"@en'}


def test_a_record_is_told_as_it_was_known() -> None:
    """Its end, how it ended, a reply, an outcome, a name taken off a list: none stands before its page is out."""
    judge = small().judge
    records = judge.corpus.records
    early = judge.seen_from(day_of("2024-12-31")).known(records["hill-army.controls.bridgetown"])
    assert (early.start is None, early.until, early.qualifiers) == (False, None, ())
    assert judge.known(records["hill-army.controls.bridgetown"]) == records["hill-army.controls.bridgetown"]
    listing = records["west-listing-2024-05"]
    for day, until in (("2025-02-28", None), ("2025-03-01", "2025-03-01")):
        known = judge.seen_from(day_of(day)).known(listing)
        assert isinstance(known, Event)
        [younger] = [fill for fill in known.fills("listed") if fill.actor == "tun-younger"]
        assert (younger.until and younger.until.text) == until
    assert judge.seen_from(day_of("2025-11-24")).known(records[PLAN]).outcome is None
    assert judge.known(records[PLAN]).outcome is not None


def test_the_conclusion_cites_each_link_of_the_chain() -> None:
    found = {
        (c.subject, c.predicate, c.object): c for c in small().conclusions if c.predicate == "owned_half_or_more_by"
    }
    assert sorted(found) == [
        ("north-star", "owned_half_or_more_by", "boss-tun"),
        ("north-star", "owned_half_or_more_by", "tun-trading"),
        ("tun-trading", "owned_half_or_more_by", "boss-tun"),
    ], "49 percent is not half, and a share of 50 to 60 counts by its low"
    through = found["north-star", "owned_half_or_more_by", "boss-tun"]
    assert through.rests_on == ("boss-tun.owns.tun-trading", "tun-trading.owns.north-star")
    assert through.status == "accepted"
    assert [day and iso(day) for day in through.bounds] == ["2021-01-01", "2021-12-31", None, None]
    days = ("2020-12-31", "2021-06-01", "2026-04-30")
    assert [holds(small().judge, through, day_of(day)) for day in days] == ["no", "possible", "possible"]
    assert len(triples("inferred", f"conclusion/{through.id}>", f"<{SAL}restsOn>")) == 2


def test_a_former_name_has_its_dates() -> None:
    former = triples("entities", "river-guard#name.", '"Border Force Nine"', "literalForm")[0].split(" ")[0]
    found = sorted(line.removeprefix(f"{former} ") for line in triples("entities", f"{former} ", "datatypes/edtf"))
    assert [line.partition("^^")[0] for line in found] == [f'<{SAL}from> "2010"', f'<{SAL}until> "2023-01-15"']


# ---- what must not come out ----------------------------------------------------------------------------------


def test_a_plan_is_in_no_network_and_no_plain_triple(tmp_path: Path) -> None:
    assert triples("snapshot", PLAN) == []
    assert triples("claimed", PLAN) == []
    for events in ("folded", "nodes"):
        network = small().network(events=events)
        assert not [key for key in (*network.nodes, *(key for *_, key in network.edges)) if PLAN in str(key)]
    small().export(tmp_path / "small.gexf")
    drawn = (tmp_path / "small.gexf").read_text("utf-8")
    assert f'id="{PLAN}' not in drawn


def test_the_private_victim_appears_nowhere_by_name(tmp_path: Path) -> None:
    """All that comes out of a private person is an id and the words "a private person"."""
    said = [line.split(" ", 1)[1] for line in triples("entities", f"<{BASE}id/person-1> ") if '"' in line]
    assert sorted(said) == [
        '<http://www.w3.org/2000/01/rdf-schema#label> "a private person"@en',
        '<http://www.w3.org/2004/02/skos/core#prefLabel> "a private person"@en',
        f'<{SAL}private> "true"^^<http://www.w3.org/2001/XMLSchema#boolean>',
    ]
    for name in outputs(tmp_path, small()):
        for words in re.findall(r'label="([^"]*)"', (tmp_path / name).read_text("utf-8", errors="replace")):
            assert "person-1" not in words


def test_a_name_that_private_txt_protects_is_found_before_it_comes_out(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "small", symlinks=False)
    (tmp_path / "small" / "private.txt").write_text("Ma Khin Nobody\n", "utf-8")
    sound = salween.load(tmp_path / "small")
    assert sound.loaded.problems == []
    for name in outputs(tmp_path, sound):
        assert "Khin Nobody" not in (tmp_path / name).read_text("utf-8", errors="replace"), name
    guard = tmp_path / "small" / "data" / "10-guard.yaml"
    guard.write_text(guard.read_text("utf-8").replace("#p8", "#p8 about ma khin nobody"), "utf-8")
    with pytest.raises(salween.RecordError) as error:
        salween.load(tmp_path / "small")
    assert [problem.code for problem in error.value.problems] == ["private-name"]


def outputs(folder: Path, kg: KnowledgeGraph) -> list[str]:
    """Write what a build writes of a record and return the names of the files."""
    (folder / "small.nq").write_bytes(kg.nquads)
    kg.export(folder / "small.gexf")
    kg.render(folder / "small.html")
    return ["small.nq", "small.gexf", "small.html"]


# ---- whole outputs -------------------------------------------------------------------------------------------


def test_the_small_record_has_the_problems_it_is_known_to_have(golden: Golden) -> None:
    """None: each case is natural to type, and an author who types it is told nothing."""
    golden("small.problems.txt", to_text(small().loaded.problems, lambda path: (SMALL / path).read_text("utf-8")))


def test_the_small_record_compiles_to_the_same_quads(golden: Golden) -> None:
    """The ontology's own graph is left out, and the count that it is in."""
    ours = [
        line for line in quads().splitlines() if f"<{BASE}graph/ontology>" not in line and "void#triples" not in line
    ]
    golden("small.nq", "\n".join(ours) + "\n")


def test_the_small_record_is_drawn_as_the_same_gexf(golden: Golden, tmp_path: Path) -> None:
    small().export(tmp_path / "small.gexf")
    golden("small.gexf", (tmp_path / "small.gexf").read_text("utf-8"))
