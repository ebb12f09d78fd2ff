"""A dossier: what a person pastes into a report. In three forms, with numbered sources, clocks and edition."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import salween
from salween.cli import main
from salween.compile.wording import since_in_words
from salween.dates import Bounds, day_of
from salween.judge import Judge
from salween.tell import dossier, to_html, to_markdown
from salween.tell.why import why
from salween.tell.words import label, sentence

SMALL = Path(__file__).parent / "small"
#: The tags of a dossier: none that runs, fetches or sends anything.
ALLOWED = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "span", "b", "ul", "ol", "li", "sup", "a"}
ALLOWED |= {"strong"}


@pytest.fixture(scope="module")
def kg() -> salween.KnowledgeGraph:
    return salween.load(SMALL)


class Tags(HTMLParser):
    """What an HTML text holds: its tags, each with its attributes, and the addresses that it would fetch or follow."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.seen: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.ids |= {str(value) for name, value in attrs if name == "id"}
        self.links += [str(value) for name, value in attrs if name in ("href", "src")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_html_stands_alone_with_sources_as_numbered_links(kg: salween.KnowledgeGraph) -> None:
    text = to_html(kg.entity("bridgetown"))
    tags = Tags(text)
    assert tags.open == []
    assert tags.seen <= ALLOWED
    inside = [link[1:] for link in tags.links if link.startswith("#")]
    assert inside and set(inside) <= tags.ids
    assert {link.partition(":")[0] for link in tags.links if not link.startswith("#")} == {"https"}
    assert "url(" not in text and "@import" not in text


def test_a_reply_says_once_that_it_answers(kg: salween.KnowledgeGraph) -> None:
    found = kg.entity("lo-su")
    assert "\n  - Lo Su answers: he calls it a hotel\n" in to_markdown(found)
    assert "<li>Lo Su answers: he calls it a hotel</li>" in to_html(found)


def test_clocks_and_edition_stand_in_all_three_forms(kg: salween.KnowledgeGraph) -> None:
    found = kg.as_of("2024-10-01").entity("bridgetown")
    words = "using sources up to 2026-06-01; edition 2026-06-01 of A small record for tests"
    assert words in to_markdown(found) and words in to_html(found)
    assert (found.as_of, found.known_at, found.edition) == ("2024-10-01", "2026-06-01", "2026-06-01")


def test_whatever_the_record_says_is_text(kg: salween.KnowledgeGraph) -> None:
    found = kg.entity("bridgetown")
    evil = "<script>alert('x')</script>\" onload=\"x"
    _, (line, *lines) = found.parts[0]
    bad = replace(line, sentence=evil, status=evil, sources=(evil,), dissent=(evil,), reply=(evil,), record=evil)
    spoilt = replace(
        found, label=evil, kind=evil, id=evil, record=evil, names=((evil, evil, evil),), control=evil, stages=(evil,),
        links=((evil, "javascript:alert(1)"),), parts=((evil, (bad, *lines)),),
    )  # fmt: skip
    text = to_html(spoilt)
    tags = Tags(text)
    assert "script" not in tags.seen and "<script" not in text
    assert not any(link.startswith("javascript") for link in tags.links)


def test_a_source_without_an_address_is_named_and_no_link(kg: salween.KnowledgeGraph) -> None:
    found = kg.entity("bridgetown")
    source = found.parts[0][1][0].sources[0]
    text = to_html(replace(found, links=tuple(link for link in found.links if link[0] != source)))
    assert re.search(r'<li id="source-1">[^<]+</li>', text)


def test_what_follows_by_rules_is_told_apart_with_what_it_rests_on(kg: salween.KnowledgeGraph) -> None:
    found = kg.entity("tun-trading")
    [line] = [line for name, part in found.parts if name == "what follows by rules" for line in part
              if line.record.startswith("tun-trading.tied_to_listed")]  # fmt: skip
    assert line.status == "inferred, well supported"
    assert line.rests_on == ("boss-tun.owns.tun-trading", "west-listing-2024-05")
    assert "rests on boss-tun.owns.tun-trading, west-listing-2024-05" in to_markdown(found)
    assert "rests on" in to_html(found) and line.sources != ()


def test_a_dispute_names_its_field_in_words(kg: salween.KnowledgeGraph) -> None:
    texts = [to_markdown(kg.entity(id)) for id in ("bridgetown", "moonpark", "hill-army")]
    assert not any(re.search(r"denied as to the (from|until|value)\b", text) for text in texts)


def test_a_denial_says_by_whom_and_of_what(kg: salween.KnowledgeGraph) -> None:
    texts = "\n".join(to_markdown(kg.entity(id)) for id in ("bridgetown", "moonpark", "hill-army"))
    assert re.search(r"^  - denied by \w", texts, re.M) and re.search(r"^  - denied as to the \w+ by \w", texts, re.M)
    assert "denied: " not in texts and " it, by " not in texts


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2014-12-31", "2014-12-31", "since 2014-12-31"),
        ("2014-01-01", "2014-12-31", "since 2014"),
        ("2014-02-01", "2014-02-28", "since 2014-02"),
        ("2014-02-01", "2014-02-27", "since some day between 2014-02-01 and 2014-02-27"),
        (None, "2014-12-31", "since 2014-12-31 or earlier"),
        ("2014-01-01", None, "since 2014-01-01 or later"),
    ],
)
def test_a_stage_of_a_year_is_not_said_to_begin_on_its_last_day(
    first: str | None, last: str | None, words: str
) -> None:
    start = [None if day is None else day_of(day) for day in (first, last)]
    assert since_in_words(Bounds(start[0], start[1], None, None)) == words


def test_a_figure_reads_as_a_figure_and_its_counter_by_name(kg: salween.KnowledgeGraph) -> None:
    claim = kg.judge.corpus.records["bridge-handover-2025-02.people.east-ministry"]
    said = sentence(kg.judge, claim)
    assert " people: 621 people" in said and f"counted by {label(kg.judge, 'east-ministry')}" in said, said


def test_a_path_names_the_part_that_is_held(kg: salween.KnowledgeGraph) -> None:
    done = CliRunner().invoke(main, ["--root", str(SMALL), "path", "hill-army", "twinford", "--max-hops", "1"])
    assert "Hill Army controlled Twinford (villages) from 2024-08-10" in done.output


def test_the_command_writes_each_form(tmp_path: Path) -> None:
    out = tmp_path / "bridgetown.html"
    result = CliRunner().invoke(
        main, ["--root", str(SMALL), "show", "bridgetown", "--format", "html", "--out", str(out)]
    )
    assert result.exit_code == 0 and out.read_text("utf-8").startswith("<!DOCTYPE html>")
    shown = CliRunner().invoke(main, ["--root", str(SMALL), "show", "bridgetown", "--format", "json"])
    assert json.loads(shown.stdout)["edition"] == "2026-06-01"


STANDING = """
- {id: list-1, event: Listing, from: 2024-05-05, issuer: treasury, list: western-list,
   listed: [boss, {actor: aide, until: 2025-03-01, sources: [c-2025-03-02]}], sources: [c-2024-05-06]}
- {id: list-2, event: Listing, from: 2026-04-30, issuer: treasury, list: western-list, listed: [boss],
   sources: [c-2026-05-01]}
- {subject: boss, owns: company, from: '[2024-01-01..2024-01-31]', sources: [b-2024-02-01]}
- {subject: aide, owns: company, from: 2024, until: unknown, sources: [b-2024-02-01]}
- {subject: hill, controls: bridge, from: 2024-01-01, sources: [b-2024-02-01]}
- {subject: hill, controls: ford, from: 2023-01-01, sources: [b-2023-02-01]}
- {id: fair, event: Gathering, date: '[2024-05-01..2024-05-31]', organizer: hill, participants: [boss],
   sources: [b-2024-06-01]}
- {id: no-talks, event: Meeting, date: 2024-04-01, negated: true, sides: [[boss], [hill]], sources: [b-2024-04-02]}
- {subject: boss, member_of: hill, negated: true, from: 2024-01-01, sources: [b-2024-02-01]}
"""


def headings(judge: Judge, id: str, day: str) -> dict[str, str]:
    """Return in which part of a dossier each record stands on a day."""
    return {line.record: name for name, part in dossier(judge, id, day_of(day)).parts for line in part}


def test_what_is_only_possible_never_stands_with_what_is_certain_nor_the_ended_with_the_present(
    asked: ModuleType,
) -> None:
    judge = asked.judged(STANDING)
    boss, aide, hill = (headings(judge, id, "2024-05-20") for id in ("boss", "aide", "hill"))
    assert boss["list-1"] == aide["list-1"] == boss["boss.owns.company"] == "on this day"
    assert aide["aide.owns.company"] == "possibly on this day", "its end is unknown, says the author"
    assert boss["fair"] == hill["fair"] == "possibly on this day", "it was on some day of that month"
    assert boss["list-2"] == "after this day"
    assert hill["hill.controls.bridge"] == "possibly on this day"
    assert hill["hill.controls.ford"] == "unknown on this day", "nobody saw it for longer than the staleness limit"
    assert boss["no-talks"] == boss["boss.member_of.hill.not"] == "expected, but not so"
    later = {id: headings(judge, id, "2025-03-01")["list-1"] for id in ("boss", "aide")}
    assert later == {"boss": "on this day", "aide": "before"}, "one of the two was delisted"
    assert headings(judge, "boss", "2024-06-01")["fair"] == "what happened"
    assert headings(judge, "boss", "2024-01-15")["boss.owns.company"] == "possibly on this day", "its first month"


def test_a_standing_record_says_that_no_end_is_known_and_a_negated_one_says_not(asked: ModuleType) -> None:
    judge = asked.judged(STANDING)
    text = to_markdown(dossier(judge, "boss", day_of("2024-05-20")))
    assert "listed The Boss, The Aide (until 2025-03-01), since 2024-05-05, no delisting known. " in text
    assert "The Boss owns The Company, since 2024-01, no end known. [" in text
    assert "- meeting (did not happen): The Boss with The Hill Army, 2024-04-01." in text
    assert "- The Boss is not a member of The Hill Army, from 2024-01-01." in text
    aide = to_markdown(dossier(judge, "aide", day_of("2025-03-01")))
    assert "from 2024-05-05 until 2025-03-01" in aide.partition("## Before")[2]
    assert "The Aide owns The Company, from 2024, end unknown." in aide
    assert "on 2024-05-20: no end known" in why(judge, "list-1", day_of("2024-05-20"))


def test_whoever_is_accused_and_in_no_case_has_that_said(kg: salween.KnowledgeGraph) -> None:
    assert kg.entity("lo-su").stages == ("no charge or judgment on record",)
    assert kg.entity("hill-army").stages == ()
    assert kg.entity("lo-ban").stages[0].startswith("final (The Lo case), since ")
