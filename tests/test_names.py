"""Names: each means one thing, or is asked back. One table for everyday names, one small project for each rung."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

import salween
from salween.cli import main
from salween.names import Finder, Rung, UnclearName, fold, initials, sound
from salween.render.index import page_index

ROOT = Path(__file__).parent.parent
ABOUT = "title: T\nbase: https://example.org/t/\nedition: 2026-06-01\ncovers_to: 2026-04-30\n"
PROJECT = """
source: post-1
sources:
  - {id: post-1, publisher: post, title: A page, published: 2024-01-05, retrieved: 2026-05-01, read: whole,
     url: 'https://example.org/1', language: en}
entities:
  - {id: post, kind: MediaOutlet, name: {en: The Post}, reliability: B}
  - {id: land, kind: Country, name: {en: Upland}}
  - {id: upland-state, kind: State, name: {en: Upland, zh-Hans: 高地}}
  - {id: hills, kind: Township, name: {en: Hill Township, my: လားရှိုး}, within: land}
  - {id: hill-town, kind: Town, name: {en: Hill, my: လားရှိုး}, alias: [Müller's Halt, Laukkai], within: hills}
  - {id: hill-base, kind: Base, name: {en: Hilltop base}, stands_in: hill-town}
  - {id: dale, kind: Township, name: {en: Dale Township}, within: land}
  - {id: east-dale, kind: Town, name: {en: East Dale}, within: dale}
  - {id: west-dale, kind: Village, name: {en: West Dale}, within: dale}
  - {id: bare, kind: Township, name: {en: Bare Township}, within: land}
  - {id: hill-army, kind: ArmedGroup, name: {en: Hill National Army}, was: [mountain-army]}
  - {id: hill-agency, kind: Agency, name: {en: Hill Nature Agency}}
  - {id: person-1, kind: Person, private: true}
identity:
  - {different: [land, upland-state], because: one is the ground and the other the state}
claims:
  - {subject: hill-army, controls: hill-town, from: 2024-01-05, was: [mountain-army.controls.hill-town]}
  - {subject: hill-army, controls: hill-base, from: 2024-01-05}
  - {subject: hill-army, controls: east-dale, from: 2024-01-05}
  - {subject: hill-army, controls: west-dale, from: 2024-01-05}
  - {subject: hill-agency, part_of: upland-state, from: 2024-01-05}
events:
  - {id: hill-meeting-2024-01-05, event: Meeting, date: 2024-01-05, sides: [[hill-army], [hill-agency]]}
  - {id: person-1-freed, event: Rescue, date: 2024-01-05, victim: person-1}
"""
WHO = """# title: Who holds
# question: Who holds $place?
# param place: Place = hill-town
SELECT ?who WHERE { ?record sal:object $place ; sal:subject ?who ; sal:predicate sal:controls } ORDER BY ?who
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("names")
    (root / "data").mkdir()
    (root / "data" / "dataset.yaml").write_text(ABOUT + "\n", "utf-8")
    (root / "data" / "a.yaml").write_text(PROJECT, "utf-8")
    (root / "data" / "corrections.yaml").write_text(
        "withdrawn:\n  - {id: hill-army.controls.dale, date: 2026-05-20, because: it was a slip}\n", "utf-8"
    )
    (root / "ontology" / "questions").mkdir(parents=True)
    for path in (ROOT / "ontology").glob("*.ttl"):
        (root / "ontology" / path.name).symlink_to(path)
    (root / "ontology" / "questions" / "who-holds.rq").write_text(WHO, "utf-8")
    return root


@pytest.fixture(scope="module")
def kg(project: Path) -> salween.KnowledgeGraph:
    return salween.load(project)


@pytest.fixture(scope="module")
def finder(kg: salween.KnowledgeGraph) -> Finder:
    return kg.judge.finder


# ---- keys ------------------------------------------------------------------------------------------------------


def test_transliterations_of_one_name_sound_the_same_and_other_names_do_not() -> None:
    alike = [("Laukkai", "Laogai"), ("Myawaddy", "Myawadi"), ("Naypyitaw", "Nay Pyi Daw"), ("Shwe Kokko", "Shwe Koko")]
    alike += [("Hpakant", "Phakant"), ("Kyaukme", "Kyaukmay")]
    for one, other in alike:
        assert sound(fold(one)) == sound(fold(other)), (one, other)
    assert sound(fold("Myawaddy")) != sound(fold("Mandalay"))
    assert sound(fold("果敢")) == ""


def test_initials_are_of_latin_words_with_and_without_the_small_ones() -> None:
    assert initials("Communist Party of Burma") == ("cpob", "cpb")
    assert initials("Lashio") == initials("佤邦联合军") == ()


# ---- the rungs -------------------------------------------------------------------------------------------------

#: What is typed, what it means by itself, or on which rung who may be meant stands, the first of them first.
RUNGS = [
    ("hill-town", "hill-town", None),
    ("Müller's Halt", "hill-town", None),
    ("高地", "upland-state", None),
    ("HILL", "hill-town", None),
    ("mullers halt", "hill-town", None),
    ("Hill  Army", "hill-army", None),  # its id, folded
    ("mountain-army", "hill-army", None),  # its old id
    ("person-1", "person-1", None),
    ("Upland", ["land", "upland-state"], Rung.NAME),
    ("upland", ["land", "upland-state"], Rung.FOLDED),
    ("HNA", ["hill-army", "hill-agency"], Rung.INITIALS),
    ("H.N.A.", ["hill-army", "hill-agency"], Rung.INITIALS),
    ("Hill National", ["hill-army"], Rung.BEGINS),
    ("army national", ["hill-army"], Rung.WORDS),
    ("Township", ["dale", "hills", "bare"], Rung.WORDS),  # more is known of the first
    ("Hilltop base of the army", ["hill-base"], Rung.CONTAINS),
    ("topbas", ["hill-base"], Rung.CONTAINS),
    ("Laogai", ["hill-town"], Rung.LIKE),
    ("Hill Nashional Army", ["hill-army"], Rung.LIKE),
    ("ill", ["hill-town"], Rung.LIKE),  # few letters inside a word are no part of a name
    ("a private person", [], None),
    ("zzzz", [], None),
    ("", [], None),
    ("  ", [], None),
]


@pytest.mark.parametrize(("typed", "meant", "rung"), RUNGS, ids=[row[0] or "nothing" for row in RUNGS])
def test_only_an_id_a_name_and_a_folded_name_answer(
    finder: Finder, typed: str, meant: str | list[str], rung: Rung | None
) -> None:
    if isinstance(meant, str):
        assert finder.entity(typed) == meant
        return
    with pytest.raises(UnclearName) as caught:
        finder.entity(typed)
    ids = [match.id for match in caught.value.matches]
    assert ids == meant
    assert {match.rung for match in caught.value.matches[: len(meant)]} == ({rung} if rung is not None else set())
    assert caught.value.is_shared == (rung in (Rung.NAME, Rung.FOLDED))


def test_a_unique_beginning_asks_back(finder: Finder) -> None:
    with pytest.raises(UnclearName, match=r'^no entity "Hill Nat": did you mean\n'):
        finder.entity("Hill Nat")
    with pytest.raises(UnclearName) as one:
        finder.entity("Bare T")  # "Bare" alone is an id, folded
    assert str(one.value) == 'no entity "Bare T": did you mean "bare" (Bare Township, township)?'
    assert [match.id for match in one.value.matches] == ["bare"]


def test_a_kind_settles_a_homonym_and_is_named_where_nothing_fits(finder: Finder) -> None:
    assert finder.entity("Upland", "State") == "upland-state"
    assert finder.entity("Upland", "Place") == "land"
    with pytest.raises(UnclearName, match=r'^"Hill National Army" is an armed group, not a place$'):
        finder.entity("Hill National Army", "Place")
    with pytest.raises(UnclearName, match=r'^no armed group "Hil National Army": did you mean "hill-army" '):
        finder.entity("Hil National Army", "ArmedGroup")


def test_a_shared_name_says_how_the_two_differ(finder: Finder) -> None:
    with pytest.raises(UnclearName) as caught:
        finder.entity("Upland")
    assert str(caught.value).splitlines() == [
        '"Upland" is the name of 2 entities: give an id',
        "  land          Upland, country",
        "  upland-state  Upland, state",
        "one is the ground and the other the state",
    ]


def test_a_private_person_is_found_by_id_only(finder: Finder) -> None:
    assert all(match.id != "person-1" for text in ("person", "private", "person 1") for match in finder.near(text))


# ---- every door ------------------------------------------------------------------------------------------------


def run(project: Path, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["--root", str(project), *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_show_takes_a_record_an_old_id_and_says_what_a_source_or_a_withdrawn_one_is(project: Path) -> None:
    assert run(project, "show", "hill-meeting-2024-01-05")[1].startswith("hill-meeting-2024-01-05\n")
    code, out, err = run(project, "show", "mountain-army.controls.hill-town")
    assert (code, out.splitlines()[0]) == (0, "hill-army.controls.hill-town")
    assert '"mountain-army.controls.hill-town" is "hill-army.controls.hill-town" now' in err
    assert run(project, "show", "mountain-army")[1].startswith("# Hill National Army\n")
    code, _, err = run(project, "show", "hill-army.controls.dale")
    assert (code, err) == (3, 'salween: "hill-army.controls.dale" was withdrawn on 2026-05-20, because it was a slip\n')
    code, _, err = run(project, "show", "post-1")
    assert code == 3 and '"post-1" is a source: The Post, “A page”' in err


def test_why_and_python_follow_an_old_id_and_say_what_was_withdrawn(project: Path, kg: salween.KnowledgeGraph) -> None:
    old, new, gone = "mountain-army.controls.hill-town", "hill-army.controls.hill-town", "hill-army.controls.dale"
    note, reason = f'"{old}" is "{new}" now', f'"{gone}" was withdrawn on 2026-05-20, because it was a slip'
    code, out, err = run(project, "why", old)
    assert (code, out.splitlines()[0], err) == (0, new, f"{note}\n")
    assert run(project, "--quiet", "why", old) == (0, out, "")
    assert run(project, "why", gone) == (3, "", f"salween: {reason}\n")
    assert run(project, "path", gone, "hill-agency") == (3, "", f"salween: {reason}\n")
    with pytest.warns(UserWarning, match=re.escape(note)):
        assert kg.why(old) + "\n" == out
    with pytest.warns(UserWarning, match='"mountain-army" is "hill-army" now'):
        assert kg.entity("mountain-army").id == "hill-army"
    with pytest.raises(salween.NotFound, match=re.escape(reason)):
        kg.why(gone)
    with pytest.raises(salween.UnclearName, match=re.escape(reason)):
        kg.entity(gone)


def test_a_place_without_a_holder_leads_to_those_within_it(project: Path, kg: salween.KnowledgeGraph) -> None:
    day = ["--as-of", "2024-02-01"]
    out = run(project, "show", "Hill", "Township", *day)[1]
    assert "No holder of Hill Township itself is on record. Within it, on 2024-02-01:" in out
    assert "- Hill (hill-town): probably held by Hill National Army" in out
    assert "Hilltop" not in out.split("## ")[0]  # the base stands in the town, which has a holder
    code, out, err = run(project, "ask", "who-holds", "Hill Township", *day)
    assert code == 0 and "hill-army" in out
    assert "no holder of Hill Township itself is on record: this is the answer for hill-town (Hill, town)" in err
    code, out, err = run(project, "ask", "who-holds", "dale", *day)
    assert (code, out) == (3, "")
    assert "but one of each of 2 places within it is: ask about one of them" in err and "west-dale  West Dale" in err
    assert run(project, "ask", "who-holds", "bare", *day)[2].endswith("salween: nothing found\n")

    on = kg.as_of("2024-02-01")
    assert on.who_held("Hill Township") == "no record; within it, Hill: probably held by Hill National Army"
    with pytest.warns(UserWarning, match="this is the answer for hill-town"):
        assert len(on.ask("who-holds", {"place": "hills"})) == 1
    with pytest.raises(UnclearName, match="2 places within it") as caught:
        on.ask("who-holds", {"place": "dale"})
    assert [match.id for match in caught.value.matches] == ["east-dale", "west-dale"]


def test_a_homonym_is_settled_by_what_the_question_can_answer(project: Path, kg: salween.KnowledgeGraph) -> None:
    code, out, err = run(project, "ask", "who-holds", "လားရှိုး")
    assert code == 0 and "hill-army" in out
    assert 'note: "လားရှိုး" is the name of 2: only hill-town (Hill, town) has an answer here' in err
    code, _, err = run(project, "show", "လားရှိုး")
    assert code == 3 and "hills" in err and "hill-town" in err
    with pytest.raises(salween.UnclearName):
        kg.find("လားရှိုး")
    assert kg.find("လားရှိုး", "Township") == "hills"


def test_a_path_goes_between_those_that_are_joined(project: Path) -> None:
    code, out, err = run(project, "path", "Upland", "hill-agency")  # the ground has no tie, the state has
    assert code == 0, err
    assert " has been part of Upland since " in out
    code, _, err = run(project, "path", "Uplnd", "hill-agency")
    assert code == 3 and "did you mean" in err


# ---- everyday names, on the dataset itself ---------------------------------------------------------------------

#: What people type, and what it means: an id, or for a question back "? " and those who may be meant, the first first.
EVERYDAY = """
EU | eu-council
European Union | eu-council
欧盟 | eu-council
USA | united-states
U.S. | united-states
America | united-states
สหรัฐอเมริกา | united-states
US Treasury | us-treasury
美国财政部 | us-treasury
OFAC | ofac
UK | united-kingdom
KNA | karen-bgf
Karen National Army | karen-bgf
BGF | karen-bgf
junta | ? sac sspc
military regime | sac
စစ်ကောင်စီ | sac
SAC | sac
Tatmadaw | myanmar-military
sit tat | myanmar-military
Burma Army | myanmar-military
緬軍 | myanmar-military
กองทัพพม่า | myanmar-military
စစ်တပ် | myanmar-military
Burma | myanmar-state
พม่า | myanmar-state
缅甸 | myanmar-state
Myanmar | ? myanmar-state myanmar
China | ? china china-land
中国 | china
จีน | china
Thailand | ? thailand thailand-land
Friendship Bridge 2 | friendship-bridge-2
2nd Thai-Myanmar Friendship Bridge | friendship-bridge-2
Friendship Bridge | ? friendship-bridge-2 friendship-bridge-1
Yatai New City | shwe-kokko
Yatai | yatai-international
Shwe Kokko | shwe-kokko
Shwe Koko | ? shwe-kokko
水沟谷 | ? shwe-kokko
ชเวโก๊กโก่ | shwe-kokko
KK园区 | kk-park
KK園區 | kk-park
KK Park II | kk-park-zone-a
KK | ? kk-park
Lashio | lashio
လားရှိုး | ? lashio lashio-township
ล่าเสี้ยว | lashio
Lashyo | ? lashio
Myawaddy | myawaddy
Myawadi | myawaddy
Myawaddi | ? myawaddy
妙瓦底 | myawaddy
Laukkai | laukkai
Laukkaing | laukkai
Laogai | laukkai
Laukkhai | ? laukkai
老街 | laukkai
Naypyidaw | naypyitaw
Nay Pyi Taw | naypyitaw
Rangoon | yangon
Kokang | kokang
Kokang army | mndaa
果敢同盟军 | mndaa
Wa Army | uwsa
佤邦 | wa-administration
กองทัพโกก้าง | mndaa
TNLA | tnla
AA | arakan-army
Three Brotherhood | ? three-brotherhood-alliance
DKBA | ? dkba dkba-1994
KNU | knu
KNLA | knla
KNLA Brigade | ? knla-brigade-4
Min Aung Hlaing | min-aung-hlaing
MAL | min-aung-hlaing
敏昂来 | min-aung-hlaing
Min Aung | ? min-aung-hlaing
Myint Swe | ? myint-swe-kokang myint-swe
Big Joke | surachate-hakparn
บิ๊กป้อม | prawit-wongsuwan
Broken Tooth | wan-kuok-koi
She Lunkai | she-zhijiang
佘智江 | she-zhijiang
RTP | royal-thai-police
ASEAN | asean
us-listing-2025-05-05 | ?
Nobody at all | ?
"""
ASKED = [tuple(part.strip() for part in line.split("|")) for line in EVERYDAY.strip().splitlines()]


@pytest.fixture(scope="module")
def record() -> salween.KnowledgeGraph:
    return salween.load(ROOT)


@pytest.mark.parametrize(("typed", "expected"), ASKED, ids=[typed for typed, _ in ASKED])
def test_an_everyday_name_is_right_or_asked_back(record: salween.KnowledgeGraph, typed: str, expected: str) -> None:
    if not expected.startswith("?"):
        assert record.find(typed) == expected
        return
    with pytest.raises(UnclearName) as caught:
        record.find(typed)
    wanted = expected[1:].split()
    found = [match.id for match in caught.value.matches]
    assert found[: len(wanted)] == wanted
    assert not caught.value.is_shared or sorted(found) == sorted(wanted)


def test_each_way_of_asking_is_in_the_table() -> None:
    assert len(ASKED) >= 60
    assert sum(expected.startswith("?") for _, expected in ASKED) >= 15
    scripts = [any(low <= char <= high for typed, _ in ASKED for char in typed) for low, high in
               (("\u0e00", "\u0e7f"), ("\u1000", "\u109f"), ("\u4e00", "\u9fff"))]  # fmt: skip
    assert all(scripts)


def test_the_page_finds_the_same_names(record: salween.KnowledgeGraph, tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        if os.environ.get("SALWEEN_REQUIRE") == "all":
            pytest.fail("node is missing: install it as the README says")
        pytest.skip("node is missing")
    finder, rows = record.judge.finder, []
    for typed, expected in ASKED:
        offered = finder.beginning(typed)
        near = [] if offered else finder.candidates(typed)
        found = [[[match.id, int(match.rung), match.name] for match in matches] for matches in (offered, near)]
        rows.append([typed, *found, "" if expected.startswith("?") else expected])
    path = tmp_path / "answers.json"
    path.write_text(json.dumps({"raw": page_index(record.judge, [], {}), "named": rows}), "utf-8")
    run = subprocess.run(
        [node, "--test", str(ROOT / "tests" / "js" / "names.test.mjs")],
        env={**os.environ, "SALWEEN_ANSWERS": str(path)}, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]
    assert "# skipped 0" in run.stdout


def test_show_and_ask_on_the_dataset(record: salween.KnowledgeGraph) -> None:
    assert run(ROOT, "show", "us-listing-2025-05-05")[1].startswith("us-listing-2025-05-05\n")
    code, _, err = run(ROOT, "show", "junta")
    assert code == 3 and "31 July 2025" in err
    code, out, err = run(ROOT, "ask", "who-controls", "Lashio", "Township", "--as-of", "2024-10-01")
    assert code == 0 and out.startswith("Lashio on 2024-10-01: ")
    assert "no holder of Lashio Township itself is on record: this is the answer for lashio" in err
    assert "- Lashio (lashio): " in run(ROOT, "show", "Lashio Township")[1]
    [concluded, *_] = record.conclusions
    assert run(ROOT, "show", concluded.id)[1].startswith(f"{concluded.id}\n")
