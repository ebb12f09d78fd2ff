"""A dossier: what a person pastes into a report. In three forms, with numbered sources, clocks and edition."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

import salween
from salween.cli import main
from salween.tell import to_html, to_markdown

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
    assert not any(re.search(r"denied: the (from|until|value)\b", text) for text in texts)


def test_the_command_writes_each_form(tmp_path: Path) -> None:
    out = tmp_path / "bridgetown.html"
    result = CliRunner().invoke(
        main, ["--root", str(SMALL), "show", "bridgetown", "--format", "html", "--out", str(out)]
    )
    assert result.exit_code == 0 and out.read_text("utf-8").startswith("<!DOCTYPE html>")
    shown = CliRunner().invoke(main, ["--root", str(SMALL), "show", "bridgetown", "--format", "json"])
    assert json.loads(shown.stdout)["edition"] == "2026-06-01"
