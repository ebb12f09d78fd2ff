"""What looks like a slip and is right: none of it is a problem, so that a warning stays worth reading."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from salween.problem import Problem

SOURCE = """\
sources:
  - id: post-new
    publisher: border-post
    title: {title}
    published: {published}
    retrieved: 2026-05-01
    read: whole
    url: {url}
    language: {language}

claims:
  - {{subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-new]}}
"""


def source(
    title: str = "A month after",
    published: str = "2024-09-01",
    url: str = "https://example.org/post/9",
    language: str = "en",
) -> str:
    return SOURCE.format(title=title, published=published, url=url, language=language)


def town(*lines: str) -> str:
    return "\n    ".join(
        ["entities:\n  - id: oxbow", "kind: Town", "within: upland", "sources: [gazetteer-2020]", *lines]
    )


def claim(*lines: str) -> str:
    return "\n    ".join(["claims:\n  - " + lines[0], *lines[1:]]) + "\n"


RIGHT = {
    "an address with the day before publication": source(url="https://example.org/2024/08/30/a-month-after"),
    "a number in an address that is no day": source(url="https://example.org/news/20391231/a-month-after"),
    "a day in the address of a page of unknown day": source(published="unknown", url="https://e.org/2011/01/01/a"),
    "a parameter that names the page": source(url="https://example.org/?p=35137"),
    "a hash that names the page": source(url="https://example.org/art?id=bbc43dd03ffc6c300621a089bb09edec"),
    "a title with 404 in it": source(title="Column 404 takes the road"),
    "a language of three letters": source(language="shn"),
    "a language with a country": source(language="en-GB"),
    "a name in initials": town("name: {en: Oxbow, zh-Hant: 14K}"),
    "a name that borrows initials": town("name: {en: Oxbow, my: ကိုးကန့် BGF}"),
    "one spelling in two scripts of Chinese": town("name: {en: Oxbow, zh-Hans: 王镇, zh-Hant: 王镇}"),
    "a rough point of a town": town("name: {en: Oxbow}", "point: [22.9, 97.7]", "precision: town"),
    "a denial before the day it speaks of": claim(
        "subject: hill-army",
        "controls: bridgetown",
        "from: 2024-08-06",
        "sources: [times-2024-08-07, {source: post-2024-08-04, stance: contradicts, of: from, from: [2024-08-05..]}]",
    ),
    "a source that saw it earlier": claim(
        "subject: hill-army",
        "controls: bridgetown",
        "from: 2024-08-06",
        "sources: [times-2024-08-07, {source: post-2024-08-04, date: 2024-08-03}]",
    ),
    "an announcement that only reports": claim(
        "subject: ko-lin",
        "holds_office: treasury",
        "from: 2024-08-06",
        "sources: [times-2024-08-07, {source: post-2024-08-04, stance: reports}]",
    ),
    "a figure that an older page gave too": claim(
        "subject: hill-army",
        "fighters: {value: 900, counted_by: state-army}",
        "date: 2024-08-07",
        "sources: [times-2024-08-07, post-2024-08-04]",
    ),
    "a part without a time": claim("subject: hill-army", "part_of: river-union", "sources: [post-2024-08-04]"),
    "an owner seen on a day": claim(
        "subject: wei-an", "owns: bluegate", "date: 2024-08-03", "share: 100", "sources: [post-2024-08-04]"
    ),
    "an owner of unknown beginning": claim(
        "subject: wei-an", "owns: bluegate", "from: unknown", "share: 41.7", "sources: [post-2024-08-04]"
    ),
    "owners one after the other": """\
claims:
  - {subject: wei-an, owns: bluegate, from: 2020-01-01, until: 2024-01-01, share: 70, sources: [post-2024-08-04]}
  - {subject: ko-lin, owns: bluegate, from: 2024-01-01, share: 60, sources: [post-2024-08-04]}
""",
    "companies that own each other": """\
claims:
  - {subject: bluegate, owns: moonpark, date: 2024-08-03, share: 10, sources: [post-2024-08-04]}
  - {subject: wei-an, owns: bluegate, date: 2024-08-03, share: 10, sources: [post-2024-08-04]}
  - {subject: bluegate, owns: hill-army, date: 2024-08-03, sources: [post-2024-08-04]}
  - {subject: hill-army, owns: bluegate, date: 2024-08-03, sources: [post-2024-08-04]}
""",
    "parties in a flat list": """\
events:
  - id: capital-truce-2024-08
    event: Ceasefire
    from: 2024-08-03
    parties: [hill-army, state-army]
    sources: [post-2024-08-04]
""",
    "two meetings of one day in two places": """\
events:
  - id: talks-1
    event: Meeting
    date: 2024-08-03
    place: capital
    sides: [[hill-army], [river-union]]
    sources: [post-2024-08-04]
  - id: talks-2
    event: Meeting
    date: 2024-08-03
    place: bridgetown
    sides: [[hill-army], [river-union]]
    sources: [post-2024-08-04]
""",
    "two remarks of one day": """\
events:
  - {id: remark-1, event: Remark, date: 2024-08-03, said_by: ko-lin, says: It rains., sources: [post-2024-08-04]}
  - {id: remark-2, event: Remark, date: 2024-08-03, said_by: ko-lin, says: It pours., sources: [post-2024-08-04]}
""",
    "an operation seen on a day": """\
events:
  - {id: sweep, event: Operation, date: 2024-08-03, participants: [hill-army], sources: [post-2024-08-04]}
""",
    "a plan for a day that is not covered": """\
events:
  - id: talks-2026-05
    event: Meeting
    mode: planned
    date: 2026-05-20
    sides: [[hill-army], [river-union]]
    sources: [post-2025-04-23]
""",
    "a spokesman whom another source names": """\
events:
  - id: talks-2024-08
    event: Meeting
    date: 2024-08-03
    sides: [[hill-army, ko-lin], [river-union]]
    sources: [{source: post-2024-08-04, said_by: ko-lin}, times-2024-08-07]
""",
}


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_what_is_unusual_and_right_is_no_problem(text: str, find: Callable[..., list[Problem]]) -> None:
    found = find({"data/example.yaml": text})
    assert [f"{problem.place} {problem.code}: {problem.what}" for problem in found] == []
