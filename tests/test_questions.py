"""The saved questions: each is whole, says the right thing of the ten cases, and answers on the real record."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import rdflib

import salween
from salween.compile import OPT_IN_GRAPHS
from salween.query import Dataset, QueryError, open_dataset
from salween.query.guard import substituted
from salween.query.questions import Question, filled, read_questions

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "small"
SLUGS = sorted(path.stem for path in (ROOT / "ontology" / "questions").glob("*.rq"))

#: What each parameter is on the small record, where the example belongs to the real one.
ON_SMALL = {
    "who-controls": {"place": "bridgetown"},
    "meetings-of": {"person": "somchai"},
    "office-holders": {"body": "east-ministry"},
    "counts": {"subject": "gate-militia"},
    "compound-card": {"compound": "moonpark"},
    "legal-steps": {"about": "lo-case"},
    "only-party": {"party": "gate-militia"},
    "person-card": {"person": "lo-su"},
    "owners-of": {"company": "north-star"},
    "statements-about": {"topic": "moonpark"},
    "sources-of": {"source": "times-2024-08-07"},
    "meetings-with-titles": {"person": "somchai"},
    "chain-to-listed": {"from": "tun-trading", "commander": "boss-tun"},
    "descent-of": {"group": "old-brigade"},
    "family-companies": {"family": "lo-su"},
    "contracts-of-the-listed": {"state": "state"},
    "said-to-be-behind": {"compound": "moonpark"},
    "flow-by-month": {"origin": "bridgetown", "to": "state"},
    "meetings-near-falls": {"one": "state", "other": "state"},
    "measures-of": {"state": "state"},
    "office-on-the-day-of": {"body": "east-ministry", "statement": "wei-somchai-2025-01"},
    "contradicted-claims-of": {"source": "times-2024-08-07"},
    "guards-who-handed-over": {"receiver": "state"},
}

#: Those that count over many records, or are about names, and so name none in ?record.
OVER_MANY = {"changed-hands", "multi-listed", "publishers", "shared-names"}

#: Questions that the real record cannot answer yet, with the reason. One that answers must leave the list.
NO_ANSWER_YET: dict[str, str] = {}

#: What the ten cases have none of, as an author would write it.
MORE = """
sources:
  - {id: post-2025-06-02, publisher: border-post, title: Guns silent at the pass, published: 2025-06-02,
     retrieved: 2026-05-01, read: whole, url: https://example.org/post/20, language: en}
  - {id: post-2025-07-01, publisher: border-post, title: The gate stays shut, published: 2025-07-01,
     retrieved: 2026-05-01, read: whole, url: https://example.org/post/21, language: en}
  - {id: times-2025-07-11, publisher: river-times, title: Shots at the pass, published: 2025-07-11,
     retrieved: 2026-05-01, read: whole, url: https://example.org/times/20, language: en}

entities:
  - {id: pass-gate, kind: Crossing, name: {en: Pass Gate}, stands_in: upland, sources: [post-2025-06-02]}
  - {id: old-bridge, kind: Crossing, name: {zh-Hans: 旧桥}, stands_in: upland, sources: [post-2025-06-02]}
  - {id: chen, kind: Person, name: {zh-Hans: 陈某, th: เฉิน}, public_because: office, sources: [post-2025-06-02]}
  - {id: power-board, kind: Agency, name: {en: Power Board}, sources: [post-2025-07-01]}
  - {id: pass-talks, kind: Topic, name: {en: The talks at the pass}, sources: [post-2025-06-02]}

claims:
  - {subject: state-army, controls: pass-gate, from: 2025-06-01, sources: [{source: post-2025-07-01, still: true}]}
  - id: hill-army.controls.twinford.gate
    subject: hill-army
    controls: twinford
    extent: gate
    from: 2025-06-01
    sources: [{source: post-2025-07-01, still: true}]
  - {subject: hill-army, controls: capital, negated: true, date: 2025-06-01, sources: [post-2025-06-02]}
  - id: wei-an.holds_office.east-ministry.2
    subject: wei-an
    holds_office: east-ministry
    title: deputy minister
    date: 2025-06-01
    sources: [post-2025-06-02#p3]
    assessment:
      status: rejected
      because: his ministry calls him assistant minister
      assessed_by: editors
      date: 2026-05-01

events:
  - id: pass-truce
    event: Ceasefire
    from: 2025-06-01
    until: 2025-07-10
    ended_by: breach
    parties: [state-army, hill-army]
    mediator: east-ministry
    place: capital
    sources: [post-2025-06-02, {source: times-2025-07-11, of: until}]
  - id: pass-gate-shut
    event: GateClosure
    from: 2025-06-20
    crossing: pass-gate
    ordered_by: state
    sources: [{source: post-2025-07-01, still: true}]
  - id: pass-cut
    event: SupplyCut
    from: 2025-06-25
    until: 2025-06-30
    supply: power
    supplier: power-board
    ordered_by: state
    points: [twinford, oxbow]
    sources: [post-2025-07-01]
  - id: chen-on-the-talks
    event: Remark
    date: 2025-06-02
    said_by: chen
    about: [pass-talks]
    says: The guns will be silent.
    reply: {says: they never were, said_by: hill-army, sources: [times-2025-07-11]}
    sources: [post-2025-06-02]
"""


#: Events as an answer names them: the kind, the days, the actors.
LEASE = "lease 2020-02: Moonpark, Bluegate Holdings, River Union, Ko Lin …"
LISTING = "listing 2024-05-05: Treasury of the West, The Western list, Gate Militia, Boss Tun …"
HANDOVER = "handover of people 2025-02-20 to 2025-02-22: Police of the South, Gate Militia"
PLANNED = "planned: handover of people 2025-11-20: Police of the South, Gate Militia"


NO_STAGE = "no charge or judgment on record"


@cache
def record(root: Path = SMALL, day: str = "") -> salween.KnowledgeGraph:
    """Load a record once for each day it is asked on."""
    return record(root).as_of(day) if day else salween.load(root)


def answer(
    question: str, columns: str, day: str = "", apart: tuple[str, ...] = (), **given: str
) -> list[tuple[object, ...]]:
    """Return some columns of the small record's answer, dates as text."""
    return table(record(SMALL, day), question, columns, apart, **given)


def table(
    kg: salween.KnowledgeGraph, question: str, columns: str, apart: tuple[str, ...] = (), **given: str
) -> list[tuple[object, ...]]:
    rows = kg.ask(question, given, apart)
    cells = zip(*(rows.column(name) for name in columns.split()), strict=True)
    return [tuple(c if c is None or isinstance(c, int) else str(c) for c in row) for row in cells] if rows.rows else []


@pytest.fixture(scope="module")
def real() -> salween.KnowledgeGraph:
    return record(ROOT)


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> salween.KnowledgeGraph:
    """The small record with MORE put in."""
    root = tmp_path_factory.mktemp("more")
    shutil.copytree(SMALL / "data", root / "data")
    (root / "ontology").symlink_to(ROOT / "ontology")
    (root / "data" / "more.yaml").write_text(MORE, "utf-8")
    return salween.load(root)


def question(slug: str) -> Question:
    loaded = record().loaded
    return read_questions(ROOT, loaded.ontology)[0][slug]


# ---- each question, whatever it asks ---------------------------------------------------------------------------


def test_every_question_is_whole_and_misses_nothing_without_an_end() -> None:
    """No problem of any kind: headers, declared parameters, kinds, and no naive filter on an end."""
    assert read_questions(ROOT, record().loaded.ontology)[1] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_asks_in_words(slug: str) -> None:
    asked = question(slug)
    assert asked.title and not asked.title.endswith((".", "?"))
    assert asked.question.endswith("?")
    named = set(re.findall(r"\$(\w+)", asked.question))
    assert named == {parameter.name for parameter in asked.parameters}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_example_is_in_the_record(slug: str, real: salween.KnowledgeGraph) -> None:
    _, chosen = filled(question(slug), {}, real.judge.finder)
    assert chosen == {parameter.name: parameter.example for parameter in question(slug).parameters}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_question_answers_on_the_real_record(slug: str, real: salween.KnowledgeGraph) -> None:
    """In plain words: no address stands in a cell. And with who says so, but for those that count over many records."""
    rows = real.ask(slug)
    assert bool(rows.rows) == (slug not in NO_ANSWER_YET), NO_ANSWER_YET.get(slug, "it has no answer")
    assert [cell for row in rows for cell in row if str(cell).startswith("http")] == []
    assert (rows.variables[-3:] == ("who_says_so", "last_confirmed", "doubt")) == (slug not in OVER_MANY)


#: Minutes and gigabytes in rdflib, which joins their OPTIONAL sub-queries row by row; milliseconds in Oxigraph.
TOO_LARGE_FOR_THE_REFERENCE = {"case-durations", "guard-changes"}


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug not in TOO_LARGE_FOR_THE_REFERENCE])
def test_the_reference_engine_gives_the_same_rows_in_the_same_order(slug: str) -> None:
    kg = record()
    text, _ = filled(question(slug), ON_SMALL.get(slug, {}), kg.judge.finder)
    day = '"2026-04-30"^^<http://www.w3.org/2001/XMLSchema#date>'
    found = union().query(substituted(text, {"asOf": day}), initNs=engine().prefixes)
    expected = [tuple(str(cell) if cell is not None else None for cell in row) for row in found]
    rows = kg.query(text, ["inferred"])
    assert [tuple(str(cell) if cell is not None else None for cell in row) for row in rows] == expected


@cache
def engine() -> Dataset:
    kg = record()
    assert kg.loaded.corpus is not None
    return open_dataset(kg.nquads, kg.loaded.corpus.dataset.base, *kg.perspective.days)


@cache
def union() -> rdflib.Graph:
    """What a question sees, claimed ties apart, in rdflib's own memory."""
    claimed = f"graph/{OPT_IN_GRAPHS[0]}>"
    lines = [line for line in record().nquads.decode().splitlines() if not line.endswith(f"{claimed} .")]
    graph = rdflib.Graph()
    graph.parse(data="\n".join(re.sub(r" <[^>]*> \.$", " .", line) for line in lines), format="nt")
    return graph


@pytest.mark.parametrize("slug", SLUGS)
def test_an_answer_does_not_hang_on_the_order_of_the_quads(slug: str) -> None:
    kg = record()
    text, _ = filled(question(slug), ON_SMALL.get(slug, {}), kg.judge.finder)
    assert backwards().select(text, ["inferred"]).rows == kg.query(text, ["inferred"]).rows


@cache
def backwards() -> Dataset:
    kg = record()
    assert kg.loaded.corpus is not None
    lines = kg.nquads.splitlines(keepends=True)[::-1]
    return open_dataset(b"".join(lines), kg.loaded.corpus.dataset.base, *kg.perspective.days)


# ---- asking ----------------------------------------------------------------------------------------------------


def test_a_naive_filter_on_an_end_is_warned_of(find: Callable[..., list[object]]) -> None:
    """It would miss every record without an end, which are most of what still holds."""
    naive = """# title: Who holds towns
# question: Who holds which town on the day?
SELECT ?who ?town WHERE {
  ?claim sal:predicate sal:controls ; sal:subject ?who ; sal:object ?town ; sal:endLatest ?end .
  FILTER(?end > $asOf)
}
"""
    (problem,) = find({"ontology/questions/naive.rq": naive})
    assert problem.code == "open-end-filter"  # type: ignore[attr-defined]
    assert problem.what == "the filter on ?end, an end date, drops every record without one"  # type: ignore[attr-defined]
    assert not problem.is_error  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"plac": "bridgetown"}, 'no parameter "plac": did you mean "place"'),
        ({"place": "bridgetwn"}, 'no place "bridgetwn": did you mean "bridgetown"'),
        ({"place": "hill-army"}, '"hill-army" is an armed group, not a place'),
    ],
)
def test_a_slip_in_a_parameter_is_answered_with_a_proposal(given: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        record().ask("who-controls", given)


def test_names_in_any_script_are_understood() -> None:
    held = answer("who-controls", "who on_the_day", "2024-10-01", place="桥镇")
    assert held == [("State Army", "no"), ("Hill Army", "yes")]
    assert answer("meetings-of", "with_whom", person="สมชาย") == [("Wei An (assistant minister)",)]


# ---- case 1: a town taken, denied, handed back -------------------------------------------------------------------


def test_who_controls_gives_every_holder_with_its_bounds_and_the_dissent() -> None:
    """The start spans both sources; the army's denial is weak and shown; who came later is not told of that day."""
    assert answer("who-controls", "who from until on_the_day doubt", "2024-10-01", place="bridgetown") == [
        ("State Army", "by 2024-08-01", "between 2024-08-03 and 2024-08-06, by force", "no", ""),
        (
            "Hill Army",
            "between 2024-08-03 and 2024-08-06",
            "between 2025-04-21 and 2025-04-22, by agreement",
            "yes",
            "River Times denies the start; State Army denies it",
        ),
    ]


def test_after_the_handback_the_army_holds_until_nobody_vouches_for_it() -> None:
    """A missing end is no "still": 180 days after it was last seen it is not known."""
    days = ("2025-04-23", "2026-04-30")
    assert {day: answer("who-controls", "who on_the_day", day, place="bridgetown") for day in days} == {
        "2025-04-23": [("State Army", "no"), ("Hill Army", "no"), ("State Army", "possibly")],
        "2026-04-30": [("State Army", "no"), ("Hill Army", "no"), ("State Army", "unknown")],
    }


def test_who_controls_knows_only_what_was_out_by_then() -> None:
    """Before the second paper came out, the first one's day stood alone, and nobody knew of a handback."""
    kg = record().known_at("2024-08-05").as_of("2024-08-05")
    assert table(kg, "who-controls", "who from until", place="bridgetown") == [
        ("State Army", "by 2024-08-01", "no end known"),
        ("Hill Army", "2024-08-03", "no end known"),
    ]


def test_returned_by_agreement_names_who_left_and_who_came() -> None:
    assert answer("returned-by-agreement", "place given_up_by when who_came_in") == [
        ("Bridgetown", "Hill Army", "between 2025-04-21 and 2025-04-22", "State Army"),
    ]


def test_changed_hands_counts_holders_and_tells_their_order() -> None:
    """Up to the day: before the handback there was one change only. Two who hold parts of Twinford changed nothing."""
    assert answer("changed-hands", "place holders times_held in_order") == [
        ("Bridgetown", 2, 3, "State Army → Hill Army → State Army"),
    ]
    assert answer("changed-hands", "place in_order", "2024-10-01") == [("Bridgetown", "State Army → Hill Army")]


def test_disputed_tells_which_field_and_who_says_what_instead() -> None:
    """The town's start, the lease's lessor, what was agreed, and the counts that do conflict (cases 1, 2, 3, 5)."""
    town, since = "Hill Army controls Bridgetown", "River Times: 2024-08-06 (the last base held out until the 6th)"
    attended, studied = "its officers only attended the signing", "a joint centre is to be studied"
    assert answer("disputed", "what field who_differs our_reading") == [
        (town, "start", since, "well supported"),
        (f"{HANDOVER} – people 640", "value", "Aid Desk: 871; Police of the South: 900", "one party says so"),
        (f"{HANDOVER} – people 871", "value", "Gate Militia: 640", "well supported"),
        (f"{HANDOVER} – people about 900", "value", "Gate Militia: 640", "one party says so"),
        (LEASE, "lessor", f"River Union ({attended})", "well supported"),
        ("meeting 2025-01-27: Wei An, Somchai", "agreed", f"Police of the South: {studied}", "well supported"),
    ]


def test_denials_tells_who_denies_what_in_which_words() -> None:
    """A weak denial leaves the record standing, and is told all the same."""
    town, base = "Hill Army controls Bridgetown", "the last base held out until the 6th"
    lease, attended = LEASE, "its officers only attended the signing"
    assert answer("denials", "who denies what in_words said our_reading") == [
        ("River Times", "the start", town, base, "2024-08-07", "well supported"),
        ("River Union", "the lessor", lease, attended, "2024-04-20", "well supported"),
        ("State Army", "the whole", town, "the town was never lost", "2024-08-06", "well supported"),
    ]


# ---- case 2: a lease, one role denied; case 10: a guard last seen two years ago, a private victim ------------------


def test_a_compounds_card_gives_each_role_with_time_and_speaker() -> None:
    """The lessor's denial goes with its part, the victim has no name, a guard once seen has no end and no "still"."""
    assert answer("compound-card", "role who when speaker doubt", compound="moonpark") == [
        ("lies within", "Upland", "", "River Times", ""),
        ("lease: lessee", "Bluegate Holdings", "from 2020-02", "River Times", ""),
        ("lease: lessor", "River Union", "from 2020-02", "River Times", "River Union denies the lessor"),
        ("lease: witness", "Ko Lin", "from 2020-02", "River Times", ""),
        ("lease: witness", "Ko Min", "from 2020-02", "River Times", ""),
        ("guards it", "River Guard", "by 2024-03-15", "River Times", ""),
        ("rescue: rescuer", "Police of the South", "2024-03-20", "River Times", ""),
        ("rescue: victim", "a private person", "2024-03-20", "River Times", ""),
        (
            "protects scams of it",
            "Gate Militia",
            "by 2024-05-05",
            "Treasury of the West",
            "one source only: an accusation needs a second independent origin",
        ),
    ]


def test_one_origin_tells_what_would_fall_with_one_source() -> None:
    assert answer("one-origin", "what when our_reading", family="property") == [
        ("Boss Tun owns Tun Trading (100 percent)", "2019", "well supported"),
        ("River Guard guards Moonpark", "by 2024-03-15", "well supported"),
        ("Tun Trading owns North Star Hotels (50 to 60 percent)", "2021", "well supported"),
        ("Tun Trading owns South Star Hotels (49 percent)", "2021", "well supported"),
        (LEASE, "2020-02", "well supported"),
    ]


# ---- case 3: a meeting -------------------------------------------------------------------------------------------


def test_who_met_whom_gives_both_titles_of_the_day_within_the_period() -> None:
    asked = {"from": "2025-01-01", "to": "2025-01-31"}
    assert answer("who-met-whom", "when where how who with_whom", **asked) == [
        ("2025-01-27", "The Capital", "meeting", "Wei An (assistant minister)", "Somchai (inspector general)"),
    ]
    assert answer("who-met-whom", "when", **{"from": "2025-02-01", "to": "2025-02-28"}) == []


def test_whom_somebody_met_is_told_from_the_day_on() -> None:
    columns = "when where with_whom own_title"
    assert answer("meetings-of", columns, "2025-01-27", person="wei-an") == [
        ("2025-01-27", "The Capital", "Somchai (inspector general)", "assistant minister"),
    ]
    assert answer("meetings-of", columns, "2025-01-26", person="wei-an") == []


def test_an_office_is_held_when_seen_and_not_known_a_year_later() -> None:
    columns = "office who from on_the_day doubt"
    assert answer("office-holders", columns, "2025-01-28", body="east-ministry") == [
        ("assistant minister", "Wei An", "by 2025-01-28", "yes", "one party says so"),
    ]
    assert answer("office-holders", "on_the_day", body="east-ministry") == [("unknown",)]


# ---- case 4: a listing, one name taken off -----------------------------------------------------------------------


def test_sanctions_on_a_day_follow_each_name() -> None:
    """Nobody the day before; four under two orders; three from the first day on which the fourth is off."""
    days = ("2024-05-04", "2024-05-05", "2025-02-28", "2025-03-01")
    listed = {day: answer("sanctions-on-a-day", "listed", day) for day in days}
    three = [("Boss Tun",), ("Gate Militia",), ("Tun the Elder",)]
    four = [*three, ("Tun the Younger",)]
    assert listed == {"2024-05-04": [], "2024-05-05": four, "2025-02-28": four, "2025-03-01": three}
    assert answer("sanctions-on-a-day", "listed by list orders since", "2025-03-01")[0] == (
        "Boss Tun",
        "Treasury of the West",
        "The Western list",
        "Order 1, Order 2",
        "2024-05-05",
    )


def test_multi_listed_counts_authorities_and_not_orders() -> None:
    assert answer("multi-listed", "listed authorities which") == [
        ("Boss Tun", 1, "Treasury of the West"),
        ("Gate Militia", 1, "Treasury of the West"),
        ("Tun the Elder", 1, "Treasury of the West"),
    ]


def test_a_persons_card_ends_a_listing_with_the_persons_own_end() -> None:
    columns = "when as what on_the_day"
    off = ("2024-05-05", "listed, until 2025-03-01", LISTING)
    assert answer("person-card", columns, "2025-02-28", person="tun-younger") == [(*off, "yes")]
    assert answer("person-card", columns, "2025-03-01", person="tun-younger") == [(*off, "no")]


# ---- case 5: counts ----------------------------------------------------------------------------------------------


def test_counts_conflict_only_within_one_scope_and_window() -> None:
    """871 and "about 900" are one; 640 is not; 621 counts something else."""
    what, window = "people: bridge-handover-2025-02", "2025-02-20 to 2025-02-22"
    all_who = ("all who crossed", window)
    assert answer("counts", "how_many what scope window counted_by conflicts_with", subject="gate-militia") == [
        ("640", what, *all_who, "Gate Militia", "871 by Aid Desk, about 900 by Police of the South"),
        ("871", what, *all_who, "Aid Desk", "640 by Gate Militia"),
        ("about 900", what, *all_who, "Police of the South", "640 by Gate Militia"),
        ("621", what, "handed to the East", window, "Ministry of the East", None),
    ]


def test_handovers_give_every_count_with_its_counter() -> None:
    """The handover that was planned and did not come about is none; before its first day there is no other."""
    assert answer("handovers", "when from_whom to_whom how_many") == [
        (
            "2025-02-20 to 2025-02-22",
            "Gate Militia",
            "Police of the South",
            "621 by Ministry of the East; 640 by Gate Militia; 871 by Aid Desk; about 900 by Police of the South",
        ),
    ]
    assert answer("handovers", "when", "2025-02-19") == []


def test_only_party_tells_what_one_side_alone_says() -> None:
    columns = "what speaker our_reading"
    office = "Wei An holds office in Ministry of the East (assistant minister)"
    assert answer("only-party", columns, party="gate-militia") == [
        (f"{HANDOVER} – people 640", "Gate Militia", "one party says so"),
    ]
    assert answer("only-party", columns, party="east-ministry") == [
        (office, "Ministry of the East", "one party says so"),
        (f"{HANDOVER} – people 621", "Ministry of the East", "one source only"),
    ]


# ---- case 6: ownership through a chain ---------------------------------------------------------------------------


def test_owners_include_those_through_a_chain() -> None:
    """A share of 50 to 60 percent counts by its low end; what is concluded says what it rests on."""
    columns = "who how details when rests_on"
    direct = [("Tun Trading", "owns", "50 to 60 percent", "from 2021", None)]
    concluded = ("owns half or more (concluded)", None, None)
    assert answer("owners-of", columns, company="north-star") == [
        *direct,
        ("Boss Tun", *concluded, "Boss Tun owns Tun Trading, Tun Trading owns North Star Hotels"),
        ("Tun Trading", *concluded, "Tun Trading owns North Star Hotels"),
    ]
    below = answer("owners-of", "who details", company="south-star")
    assert below == [("Tun Trading", "49 percent")]


# ---- case 7: a split and a change of name --------------------------------------------------------------------------


def test_a_split_makes_two_bodies_and_a_renaming_dated_names() -> None:
    assert answer("splits-and-renames", "body did other when") == [
        ("East Brigade", "split from", "Old Brigade", "2022-11"),
        ("River Guard", "bears the name (former name)", "Border Force Nine", "from 2010 until 2023-01-15"),
        ("River Guard", "was renamed", "from Border Force Nine to River Guard", "2023-01-15"),
    ]


# ---- case 8: shared, contested, unknown --------------------------------------------------------------------------


def test_towns_on_a_day_are_held_shared_contested_or_unknown() -> None:
    """One row a town, which names each holder once, with its part, and who contests it."""
    assert answer("towns-on-a-day", "town state control unknown_since", "2025-09-20") == [
        ("Bridgetown", "probably held", "probably held by State Army", None),
        ("Farmoor", "unknown", "unknown since 2024-11-29 (last: Hill Army)", "2024-11-29"),
        ("Oxbow", "contested", "probably held by State Army; contested by Hill Army", None),
        ("Twinford", "shared", "probably shared by Hill Army (villages) and State Army (wards)", None),
    ]


def test_towns_on_a_day_between_two_holders_are_in_handover() -> None:
    """And of a town that nobody is known to have held yet, there is no record."""
    assert answer("towns-on-a-day", "town state control", "2024-08-04") == [
        ("Bridgetown", "handover", "changing hands from State Army to Hill Army"),
        ("Farmoor", "probably held", "probably held by Hill Army"),
        ("Oxbow", "no record", "no record"),
        ("Twinford", "no record", "no record"),
    ]


def test_last_confirmed_tells_how_far_the_record_can_vouch() -> None:
    assert answer("last-confirmed", "place on_the_day unknown_since last_seen_with vouched_to", "2026-04-30")[1:] == [
        ("Farmoor", "unknown", "2024-11-29", "Hill Army", "2024-06-01"),
        ("Oxbow", "unknown", "2026-01-28", "Hill Army (fights for it)", "2025-09-16"),
        ("Twinford", "unknown", "2025-10-30", "Hill Army (villages)", "2025-05-02"),
        ("Twinford", "unknown", "2025-10-30", "State Army (wards)", "2025-05-02"),
    ]


# ---- case 9: plans, accusations, a case ------------------------------------------------------------------------------


def test_plans_say_what_became_of_them() -> None:
    assert answer("plans", "what who planned_for came_about") == [
        (PLANNED, "Gate Militia, Police of the South", "2025-11-20", "no"),
    ]


def test_legal_steps_are_those_of_the_day() -> None:
    steps = [
        ("2025-05-30", "charge", "Lo Ban", "The Lo case", None),
        ("2025-12-01", "conviction", "Lo Ban", "The Lo case", "Court of the East"),
        ("2026-02-01", "final judgment", "Lo Ban", "The Lo case", "Court of the East"),
    ]
    columns = "when step accused case by"
    assert answer("legal-steps", columns, about="lo-case") == steps
    assert answer("legal-steps", columns, "2025-12-15", about="lo-ban") == steps[:2]


def test_an_accusation_goes_with_its_doubt_its_stage_and_its_reply() -> None:
    """A court's finding is well supported; one source is not enough, and the accused's own answer stands beside it."""
    single = "one source only: an accusation needs a second independent origin"
    assert answer("accusations", "who of_what when legal_stage reply doubt", "2025-12-15") == [
        ("Gate Militia", "protects scams of Moonpark", "by 2024-05-05", None, None, single),
        ("Lo Ban", "runs scams in Sunpark", "2021", "convicted (The Lo case) since 2025-12-01", None, ""),
        ("Lo Su", "runs scams in Sunpark", "2022", NO_STAGE, "he calls it a hotel", single),
    ]


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2025-05-29", NO_STAGE),
        ("2025-06-15", "charged (The Lo case) since 2025-05-30"),
        ("2025-12-01", "convicted (The Lo case) since 2025-12-01"),
        ("2026-03-01", "final (The Lo case) since 2026-02-01"),
    ],
)
def test_the_legal_stage_is_that_of_the_day(day: str, stage: str) -> None:
    stages = dict(answer("accusations", "who legal_stage", day))
    assert stages["Lo Ban"] == stage


def test_gangs_and_compounds_hold_claims_and_say_so() -> None:
    single = "one source only: an accusation needs a second independent origin"
    final = "final (The Lo case) since 2026-02-01"
    assert answer("gangs-and-compounds", "who is_said_to when on_the_day legal_stage reply doubt") == [
        ("Gate Militia", "protects scams of Moonpark", "by 2024-05-05", "unknown", None, None, single),
        ("Lo Ban", "runs scams in Sunpark", "from 2021 until 2025-05", "no", final, None, ""),
        ("Lo Su", "runs scams in Sunpark", "from 2022", "unknown", NO_STAGE, "he calls it a hotel", single),
    ]


def test_a_persons_card_shows_the_reply_and_the_law() -> None:
    assert answer("person-card", "when as what on_the_day reply", person="lo-su") == [
        ("2022", None, "Lo Su runs scams in Sunpark", "unknown", "he calls it a hotel"),
    ]
    assert answer("person-card", "when as what", person="lo-ban") == [
        ("2021", None, "Lo Ban runs scams in Sunpark"),
        ("2025-05-30", "accused", "charge 2025-05-30: Lo Ban, The Lo case"),
        ("2025-12-01", "accused", "conviction 2025-12-01: Lo Ban, The Lo case, Court of the East"),
        ("2026-02-01", "accused", "final judgment 2026-02-01: Lo Ban, The Lo case, Court of the East"),
    ]


# ---- sources -------------------------------------------------------------------------------------------------------


def test_sources_of_tells_what_a_source_does_with_each_record() -> None:
    """It contradicts one and supports another; of a plan's outcome, or of one name on a list, it says no more."""
    columns = "what the_source passage alone"
    assert answer("sources-of", columns, source="times-2024-08-07") == [
        ("Hill Army controls Bridgetown", "contradicts the start", None, ""),
        ("State Army controls Bridgetown", "supports the end", None, ""),
    ]
    assert answer("sources-of", columns, source="times-2024-04-10") == [
        ("Moonpark lies within Upland", "supports", None, "alone"),
        (LEASE, "supports", "p6", "alone"),
    ]
    assert answer("sources-of", columns, source="times-2025-11-25") == [
        (PLANNED, "supports the outcome", None, ""),
    ]
    assert answer("sources-of", columns, source="treasury-2025-03-01") == [
        (LISTING, "supports the part of Tun the Younger", None, ""),
    ]


def test_publishers_are_weighed_with_their_letter() -> None:
    weighed = {row[0]: row[1:] for row in answer("publishers", "publisher grade sources records on_it_alone")}
    assert weighed["Companies Registry"] == ("A", 1, 3, 3)
    assert weighed["Treasury of the West"] == ("B", 2, 2, 2)
    assert weighed["Ministry of the East"] == ("C", 1, 2, 1)
    assert weighed["State Gazette"] == ("C", 1, 0, 0), "it only denied"


# ---- what the ten cases have none of -----------------------------------------------------------------------------


def test_ceasefires_hold_to_the_day_before_they_break(more: salween.KnowledgeGraph) -> None:
    columns = "parties brokered_by where from until on_the_day"
    truce = ("Hill Army, State Army", "Ministry of the East", "The Capital", "2025-06-01", "2025-07-10")
    held = {day: table(more.as_of(day), "ceasefires", columns) for day in ("2025-05-31", "2025-07-09", "2025-07-10")}
    assert held == {"2025-05-31": [], "2025-07-09": [(*truce, "yes")], "2025-07-10": [(*truce, "no")]}


def test_border_gates_have_holders_of_their_own(more: salween.KnowledgeGraph) -> None:
    """A bridge of which nothing is known is named all the same; a town's gate is told from the town."""
    assert table(more.as_of("2025-07-01"), "border-gates-on-a-day", "gate control shut_by") == [
        ("Pass Gate", "held by State Army", "The State, from 2025-06-20"),
        ("gate of Twinford", "held by Hill Army", None),
        ("旧桥", "no record", None),
    ]


def test_measures_name_points_order_and_end(more: salween.KnowledgeGraph) -> None:
    cut = ("cut of supply: electric power", "Oxbow, Twinford", "The State", "Power Board")
    assert table(more.as_of("2025-07-01"), "measures", "what where ordered_by done_by when on_the_day") == [
        ("closure of a gate", "Pass Gate", "The State", None, "from 2025-06-20", "yes"),
        (*cut, "from 2025-06-25 until 2025-06-30", "no"),
    ]


def test_slips_stand_as_errors_with_their_reason(more: salween.KnowledgeGraph) -> None:
    """A rejected record is in no other answer but the person's card, and there it says so."""
    slip = "Wei An holds office in Ministry of the East (deputy minister)"
    why = "rejected: editors: his ministry calls him assistant minister"
    assert table(more, "slips", "what when doubt") == [(slip, "by 2025-06-01", why)]
    assert (slip, why) in table(more, "person-card", "what doubt", person="wei-an")
    held = table(more.as_of("2025-06-01"), "office-holders", "office", body="east-ministry")
    assert held == [("assistant minister",)]


def test_who_has_no_english_name_is_named_once_in_another_script(more: salween.KnowledgeGraph) -> None:
    assert table(more, "statements-about", "when who kind says reply", topic="pass-talks") == [
        ("2025-06-02", "陈某", "remark", "The guns will be silent.", "they never were"),
    ]


def test_what_is_known_not_to_be_is_no_hold(more: salween.KnowledgeGraph) -> None:
    assert table(more, "who-controls", "who", place="capital") == []


# ---- the real record -----------------------------------------------------------------------------------------------


def test_lashio_was_the_alliance_armys_in_october_2024(real: salween.KnowledgeGraph) -> None:
    rows = table(real.as_of("2024-10-01"), "who-controls", "who does from until on_the_day", place="lashio")
    assert rows == [
        ("Myanmar military", "controls", "by 2024-01-05", "between 2024-07-25 and 2024-08-03", "no"),
        ("Myanmar National Democratic Alliance Army", "contests", "2024-07-03", "2024-08-03", "no"),
        (
            "Myanmar National Democratic Alliance Army",
            "controls",
            "between 2024-07-25 and 2024-08-03",
            "between 2025-04-21 and 2025-04-22, by agreement",
            "yes",
        ),
    ]


def test_the_slips_of_the_seed_article_are_told(real: salween.KnowledgeGraph) -> None:
    whats = [row[0] for row in table(real, "slips", "what")]
    assert "Paetongtarn Shinawatra holds office in Ministry of Foreign Affairs of Thailand (foreign minister)" in whats
    assert "Liu Zhongyi holds office in Ministry of Public Security of China (deputy minister)" in whats


def test_liu_zhongyi_never_met_the_commander_he_was_to_meet(real: salween.KnowledgeGraph) -> None:
    """A meeting that was planned and did not come about is a plan, and no meeting."""
    met = [row[0] for row in table(real, "meetings-of", "with_whom", person="liu-zhongyi")]
    assert "Phumtham Wechayachai (deputy prime minister and minister of defence)" in met
    assert not any(str(who).startswith("Saw Chit Thu") for who in met)
    plans = table(real, "plans", "what came_about")
    assert ("planned: meeting 2025-02-17: Liu Zhongyi, Saw Chit Thu", "no") in plans


# ---- one store for several clocks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "days", [("2024-10-01", "2026-06-01"), ("2025-06-01", "2025-01-01"), ("2026-04-30", "2025-05-01")]
)
def test_a_slice_beside_others_answers_as_one_that_stands_alone(days: tuple[str, str]) -> None:
    """Slices share a store, so that another day need not load again what was authored; no answer may show it."""
    record = salween.load(SMALL)
    first = list(record.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }"))
    shared = record.as_of("2024-08-01")
    shared.query("ASK {}")
    beside = shared.as_of(days[0]).known_at(days[1])
    alone = salween.load(SMALL).as_of(days[0]).known_at(days[1])
    everything = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
    assert beside.perspective.slice.store is shared.perspective.slice.store is not alone.perspective.slice.store
    for apart in ((), ("claimed", "inferred")):
        assert sorted(map(str, beside.query(everything, apart))) == sorted(map(str, alone.query(everything, apart)))
    graphs = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    assert list(beside.query(graphs)) == list(alone.query(graphs))
    assert beside.perspective.slice.store is record.perspective.slice.store
    assert sorted(map(str, record.query(everything))) == sorted(map(str, first))


def test_slices_beyond_a_few_make_room_and_come_back() -> None:
    kg = salween.load(SMALL)
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s sal:holds sal:certain }"
    first = list(kg.as_of("2024-08-01").query(count))
    kept = set()
    for month in range(1, 13):
        list(kg.as_of(f"2025-{month:02}-01").query(count))
        kept.add(len({graph.value for graph in kg.perspective.slice.store.named_graphs()}))
    assert max(kept) <= 4 + 1 + 5 * 8  # authored, one day of knowledge, eight slices
    assert list(kg.as_of("2024-08-01").query(count)) == first


def test_the_opt_in_graphs_of_a_question_may_be_under_their_old_key(tmp_path: Path) -> None:
    (tmp_path / "ontology" / "questions").mkdir(parents=True)
    for name, key in (("new", "include"), ("old", "with")):
        text = f"# title: T\n# question: Q?\n# {key}: inferred, claimed\nASK {{}}\n"
        (tmp_path / "ontology" / "questions" / f"{name}.rq").write_text(text)
    found, problems = read_questions(tmp_path, salween.load(SMALL).loaded.ontology)
    assert problems == [] and found["old"].include == found["new"].include == ("inferred", "claimed")


def test_a_parameter_may_be_left_out(tmp_path: Path) -> None:
    """Then it is a variable like any other; an author marks it with ? after its type."""
    shutil.copytree(SMALL / "data", tmp_path / "data")
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology", ignore=shutil.ignore_patterns("*.rq"))
    asks = "# title: Holds\n# question: Who held $place, if one is named?\n# param place: Place? = bridgetown\n"
    query = "SELECT ?record WHERE { ?record sal:predicate sal:controls ; sal:object $place }\n"
    (tmp_path / "ontology" / "questions" / "holds.rq").write_text(asks + query)
    questions, problems = read_questions(tmp_path, salween.load(tmp_path).loaded.ontology)
    assert problems == [] and questions["holds"].parameters[0].is_optional
    kg = salween.load(tmp_path)
    everywhere, there = kg.ask("holds"), kg.ask("holds", {"place": "bridgetown"})
    assert 0 < len(there) < len(everywhere)
    assert len(kg.ask("holds", {"place": ""})) == len(everywhere)
    text, shown = filled(questions["holds"], {}, kg.judge.finder)
    assert shown == {} and "sal:object $place }" in text
