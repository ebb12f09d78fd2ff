"""Citations against copies of their pages: what is looked for, what is found, and what the lock keeps."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from salween.build import load
from salween.cli import main
from salween.dates import Span, parse_edtf
from salween.rename import rename
from salween.render.index import page_index
from salween.tell import dossier, to_markdown, todo
from salween.tell import why as tell_why
from salween.verify import read_lock, write_lock
from salween.verify.days import days
from salween.verify.lock import shingles, to_json
from salween.verify.numbers import numbers
from salween.verify.report import to_text
from salween.verify.run import Report, verify
from salween.verify.spelled import Names

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 24).toordinal()


def months(names: str) -> list[str]:
    return names.split()


THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
BURMESE = str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉")
THAI_MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
THAI_SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
GERMAN_MONTHS = months("Januar Februar März April Mai Juni Juli August September Oktober November Dezember")
BURMESE_MONTHS = ["ဇန်နဝါရီ", "ဖေဖော်ဝါရီ", "မတ်", "ဧပြီ", "မေ", "ဇွန်", "ဇူလိုင်", "ဩဂုတ်", "စက်တင်ဘာ", "အောက်တိုဘာ", "နိုဝင်ဘာ", "ဒီဇင်ဘာ"]


def span(text: str) -> Span:
    value = parse_edtf(text)
    return value.span  # type: ignore[union-attr]


# ---- days and numbers in any written form ------------------------------------------------------------------------

FORMS = {
    "3 August 2024": lambda d: f"{d.day} {d:%B} {d.year}",
    "3rd of August, 2024": lambda d: f"{d.day}th of {d:%B}, {d.year}",
    "August 3, 2024": lambda d: f"{d:%B} {d.day}, {d.year}",
    "Aug. 3": lambda d: f"{d:%b}. {d.day}",
    "3 Aug": lambda d: f"{d.day} {d:%b}",
    "ISO": lambda d: d.isoformat(),
    "slashes, day first": lambda d: f"{d.day:02}/{d.month:02}/{d.year}",
    "slashes, month first": lambda d: f"{d.month}/{d.day}/{d.year}",
    "dots": lambda d: f"{d.day}.{d.month}.{d.year}",
    "Thai": lambda d: f"วันที่ {d.day} {THAI_MONTHS[d.month - 1]} พ.ศ. {d.year + 543}",
    "Thai, short": lambda d: f"เมื่อ {d.day} {THAI_SHORT[d.month - 1]} {(d.year + 543) % 100:02} เวลา",
    "Thai, own digits": lambda d: f"{d.day} {THAI_MONTHS[d.month - 1]} {d.year + 543}".translate(THAI),
    "Chinese": lambda d: f"{d.year}年{d.month}月{d.day}日，",
    "Chinese, no year": lambda d: f"于{d.month}月{d.day}日在",
    "Taiwan": lambda d: f"民國{d.year - 1911}年{d.month}月{d.day}日",
    "Burmese": lambda d: f"{d.year} ခုနှစ် {BURMESE_MONTHS[d.month - 1]}လ {d.day} ရက်".translate(BURMESE),
    "Burmese, no year": lambda d: f"{BURMESE_MONTHS[d.month - 1]}လ ({d.day}) ရက်နေ့က".translate(BURMESE),
    "German": lambda d: f"am {d.day}. {GERMAN_MONTHS[d.month - 1]} {d.year}",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None)
@given(day=st.dates(date(2015, 1, 1), date(2030, 12, 28)))
def test_a_day_is_found_however_it_is_written(form: str, day: date) -> None:
    published = Span(day.toordinal() + 2, day.toordinal() + 2)
    text = f"The town fell. {FORMS[form](day)} was when it fell, 12 people said."
    found = {mention.low for mention in days(text, published) if mention.is_one_day}
    assert day.toordinal() in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Saturday", "2024-08-03"),
        ("yesterday", "2024-08-04"),
        ("two days ago", "2024-08-03"),
        ("上周六", "2024-08-03"),
        ("昨日", "2024-08-04"),
        ("เมื่อวานนี้", "2024-08-04"),
        ("ယမန်နေ့က", "2024-08-04"),
        ("ยึดเมื่อวันเสาร์", "2024-08-03"),
    ],
)
def test_a_relative_word_is_counted_from_the_publication(text: str, expected: str) -> None:
    day = date.fromisoformat(expected).toordinal()
    assert any(m.low == m.high == day and m.is_relative for m in days(text, span("2024-08-05")))
    assert [(m.low, m.high) for m in days(text, None) if m.is_relative] == [(0, 0)]


NUMBER_FORMS = {
    "digits": str,
    "commas": lambda n: f"{n:,}",
    "spaces": lambda n: f"{n:,}".replace(",", " "),
    "Thai digits": lambda n: f"{n:,}".translate(THAI),
    "Burmese digits": lambda n: f"{n:,}".translate(BURMESE),
    "signs": lambda n: f"共{in_signs(n)}人",
    "words": lambda n: f"some {in_words(n)} people",
}


def in_signs(n: int) -> str:
    """Write a number below a hundred million in Chinese signs."""
    if n >= 10_000:
        rest = n % 10_000
        return in_signs(n // 10_000) + "万" + (("零" if rest < 1000 else "") + in_signs(rest) if rest else "")
    out, gap = "", False
    for sign, unit in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, n = divmod(n, unit)
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + sign
            gap = False
        else:
            gap = True
    return out


def in_words(n: int) -> str:
    ones = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ]
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    for unit, word in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= unit:
            rest = n % unit
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(n // unit)} {word}{joint + in_words(rest) if rest else ''}"
    if n < 20:
        return ones[n]
    return tens[n // 10 - 2] + (f"-{ones[n % 10]}" if n % 10 else "")


@pytest.mark.parametrize("form", NUMBER_FORMS)
@settings(deadline=None)
@given(number=st.integers(2, 99_999_999))
def test_a_number_is_found_however_it_is_written(form: str, number: int) -> None:
    text = f"It was said that {NUMBER_FORMS[form](number)} were there."
    assert Decimal(number) in {found.value for found in numbers(text)}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("US$1.2 million", 1_200_000),
        ("$15bn in bitcoin", 15_000_000_000),
        ("移交3.1万名", 31_000),
        ("500多万元", 5_000_000),
        ("3亿5000万元", 350_000_000),
        ("1.5 หมื่นล้านบาท", 15_000_000_000),
        ("ยี่สิบสามคน", 23),
        ("သိန်း ၂၀", 2_000_000),
        ("၂၀ သိန်း", 2_000_000),
        ("2 crore", 20_000_000),
        ("half a million", 500_000),
        ("1.500 Menschen", 1_500),
        ("three dozen", 36),
    ],
)
def test_what_multiplies_a_number_is_read(text: str, value: int) -> None:
    assert Decimal(value) in {found.value for found in numbers(text)}


@pytest.mark.parametrize("text", ["dozens of people", "数百人", "hundreds", "a man", "万一"])
def test_a_vague_amount_is_no_number(text: str) -> None:
    assert numbers(text) == []


# ---- the lock of this dataset ------------------------------------------------------------------------------------


def test_the_lock_of_this_dataset_is_as_it_would_be_written() -> None:
    lock, problems = read_lock(ROOT)
    assert problems == []
    assert (ROOT / "data" / "citations.lock.json").read_text("utf-8") == to_json(lock)


# ---- names -----------------------------------------------------------------------------------------------------------

PROSE = (
    "The Chinese police met Pol. Gen. Thatchai in Shwekokko, U Nyi Ran said. KIA men of the 22nd Light Infantry "
    "Division and Infantry Battalion No. 23 were seen near Khaing Chaung. Kokang region's Border Guard Force answers "
    "to the Northeastern Military Command. The Ming family came. A kia car told us. 缅甸北部腊戌, ที่เมียวดี, လားရှိုးမြို့"
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Shwe Kokko", "Shwe Kokko"),
        ("China", "chinese"),
        ("KIA", "KIA"),
        ("Light Infantry Division 22", "22nd Light Infantry Division"),
        ("Base of Infantry Battalion 23", "Infantry Battalion No. 23"),
        ("Khaing Chaung scam site", "Khaing Chaung"),
        ("Kokang Border Guard Force", "Kokang region's Border Guard Force"),
        ("Northeastern Command", "Northeastern Military Command"),
        ("Ming family of Kokang", "Ming"),
        ("腊戌", "腊戌"),
        ("เมียวดี", "เมียวดี"),
        ("လားရှိုး", "လားရှိုး"),
        ("US", ""),
        ("Wa", ""),
        ("State Army", ""),
        ("Myanmar military", ""),
        ("Thai police", ""),
        ("Moe", ""),
    ],
)
def test_a_name_is_found_in_the_forms_of_prose(name: str, found: str) -> None:
    at = Names(PROSE).find([name])
    assert (at.name if at else "") == found


def test_a_person_is_found_by_a_word_that_nobody_else_bears() -> None:
    names = Names(PROSE)
    assert names.find(["Thatchai Pitaneelaboot"], True) is None
    found = names.find(["Thatchai Pitaneelaboot"], True, ["Thatchai"])
    assert found is not None and found.is_part
    assert names.find(["Daw Nyi Ran"], True) is not None


# ---- a small record with pages in four scripts -------------------------------------------------------------------

DATASET = """\
title: A small record
edition: 2026-06-01
covers_to: 2026-04-30
base: https://example.org/record/
"""

RECORD = """\
sources:
  - {id: post-1, publisher: post, title: The town falls, published: 2024-08-05, retrieved: 2026-05-01, read: whole, url: https://example.org/1, language: en}
  - {id: zh-1, publisher: post, title: 城陷, published: 2024-08-05, retrieved: 2026-05-01, read: whole, url: https://example.org/2, language: zh-Hans}
  - {id: th-1, publisher: post, title: เมืองแตก, published: 2024-08-06, retrieved: 2026-05-01, read: whole, url: https://example.org/3, language: th}
  - {id: my-1, publisher: post, title: မြို့, published: unknown, retrieved: 2026-05-01, read: whole, url: https://example.org/4, language: my}
entities:
  - {id: post, kind: MediaOutlet, name: {en: The Border Post}, reliability: B, sources: [post-1]}
  - {id: hill-army, kind: ArmedGroup, name: {en: Hill National Army, zh-Hans: 山地军, th: กองทัพเขา, my: တောင်တန်းတပ်}, alias: [HNA], sources: [post-1]}
  - {id: state-army, kind: Army, name: {en: State Army}, sources: [post-1]}
  - {id: bridgetown, kind: Town, name: {en: Bridge Town, zh-Hans: 桥镇, th: เมืองสะพาน, my: တံတားမြို့}, sources: [post-1]}
  - {id: ko-lin, kind: Person, name: {en: Ko Lin Htet}, public_because: office, sources: [post-1]}
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources:
      - post-1#p2
      - {source: zh-1, said_by: hill-army}
      - th-1
      - my-1
events:
  - id: bridgetown-surrender-2024-08-03
    event: Surrender
    date: 2024-08-03
    place: bridgetown
    surrendering: state-army
    people: {about: 900, unit: people, scope: soldiers, counted_by: ko-lin}
    sources: [post-1, zh-1, th-1, my-1]
"""  # noqa: E501

PAGES = {
    "post-1.txt": (
        "The Border Post, 5 August 2024\n\nThe HNA took Bridgetown on Saturday, its spokesman Ko Lin Htet said.\n\n"
        "Some nine hundred men of the State Army laid down their arms.\n\nNothing was heard from the other side of the "
        "river, where the State Army still has its guns and its last airfield.\n"
    ),
    "zh-1.md": "山地军8月3日攻占桥镇，国军九百余人缴械。\n\n山地军发言人林太说，桥镇的市场将在一周后开放。\n",
    "th-1.html": (
        "<html><head><title>เมืองแตก</title><script>x</script></head><body><p>กองทัพเขายึดเมืองสะพานเมื่อวันที่ ๓ ส.ค. "
        "๒๕๖๗</p><p>ทหาร 900 นายวางอาวุธ</p></body></html>"
    ),
    "my-1.json": '{"title": "မြို့", "text": "တောင်တန်းတပ်က တံတားမြို့ကို ၂၀၂၄ ခုနှစ် ဩဂုတ်လ ၃ ရက်နေ့တွင် သိမ်းပိုက်ခဲ့သည်။ စစ်သား ၉၀၀ လက်နက်ချခဲ့သည်။"}',
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for folder in ("data", "ontology", "pages"):
        (root / folder).mkdir(parents=True)
    (root / "ontology" / "salween.ttl").symlink_to(ROOT / "ontology" / "salween.ttl")
    (root / "data" / "dataset.yaml").write_text(DATASET, "utf-8")
    (root / "data" / "record.yaml").write_text(RECORD, "utf-8")
    for name, text in PAGES.items():
        (root / "pages" / name).write_text(text, "utf-8")
    return root


def run(root: Path, *sources: str, today: int = TODAY, only_changed: bool = False, write: bool = True) -> Report:
    """Verify a project's citations and write its lock."""
    loaded = load(root)
    assert [problem.what for problem in loaded.problems if problem.is_error] == []
    assert loaded.corpus is not None
    lock, problems = read_lock(root)
    assert problems == []
    report = verify(loaded.corpus, loaded.ontology, root / "pages", lock, today, sources, only_changed)
    if write:
        write_lock(root, report.lock)
    return report


def verdicts(report: Report, source: str) -> dict[tuple[str, str], str]:
    """Return the verdict on each thing looked for on a page, by record and field."""
    [page] = [page for page in report.pages if page.source == source]
    return {(r.citation.id, v.expected.field): v.verdict for r in page.results for v in r.verdicts}


def test_names_days_and_numbers_are_found_in_four_scripts(project: Path) -> None:
    report = run(project)
    hold, surrender = "hill-army.controls.bridgetown", "bridgetown-surrender-2024-08-03"
    count = f"{surrender}.people.ko-lin"
    for source in ("post-1", "zh-1", "th-1", "my-1"):
        found = verdicts(report, source)
        for key in ((hold, "subject"), (hold, "object"), (hold, "from"), (surrender, "date"), (count, "value")):
            assert found[key] == "found", (source, key)
    assert report.absent == ()
    # the Chinese, Thai and Burmese pages speak of soldiers, and the record of an army by name
    assert verdicts(report, "post-1")[surrender, "surrendering"] == "found"
    assert verdicts(report, "th-1")[surrender, "surrendering"] == "not checkable"
    assert verdicts(report, "my-1")[surrender, "surrendering"] == "not found"


def test_each_verdict_says_where(project: Path) -> None:
    report = run(project, "post-1")
    text = to_text(report, is_full=True)
    assert 'found: from 2024-08-03, line 3 ("Saturday", read in its context)' in text
    assert "found: value 900, line 5" in text


def test_a_value_that_is_not_there_is_not_found_and_the_nearest_is_named(project: Path) -> None:
    record = project / "data" / "record.yaml"
    record.write_text(
        RECORD.replace("about: 900", "about: 850").replace("2024-08-03\n    sources", "2024-07-30\n    sources")
    )
    text = to_text(run(project))
    assert "not found: value 850 (the page has 900)" in text
    assert "not found: from 2024-07-30 (the page has 2024-08-03)" in text
    record.write_text(RECORD.replace("Bridge Town", "Brigde Towm"))
    assert 'not found: object Brigde Towm (the page has "Bridgetown")' in to_text(run(project))


def test_of_limits_what_is_looked_for_and_reports_expects_the_subject_alone(project: Path) -> None:
    record = project / "data" / "record.yaml"
    record.write_text(RECORD.replace("      - th-1\n", "      - {source: th-1, of: from}\n"), "utf-8")
    found = verdicts(run(project), "th-1")
    assert {field for id, field in found if id == "hill-army.controls.bridgetown"} == {"from"}
    record.write_text(RECORD.replace("      - th-1\n", "      - {source: th-1, stance: reports}\n"), "utf-8")
    found = verdicts(run(project), "th-1")
    assert {field for id, field in found if id == "hill-army.controls.bridgetown"} == {"subject"}


def test_a_page_in_zawgyi_is_not_checkable(project: Path) -> None:
    (project / "pages" / "my-1.json").unlink()
    (project / "pages" / "my-1.txt").write_text("ေတာင္တန္း တပ္ ေက်းရြာ ကို ေလေၾကာင္း မွ ေဆာင္ရြက္သည္\n", "utf-8")
    assert set(verdicts(run(project, "my-1"), "my-1").values()) == {"not checkable"}


def test_what_a_person_read_is_not_checkable_and_says_why(project: Path) -> None:
    seen = "      - {source: th-1, from: 2024-07-01, by_eye: on the map in the video}\n"
    (project / "data" / "record.yaml").write_text(RECORD.replace("      - th-1\n", seen), "utf-8")
    report = run(project, "th-1")
    assert verdicts(report, "th-1")["hill-army.controls.bridgetown", "from"] == "not checkable"
    assert "not checkable: from 2024-07-01 (by eye: on the map in the video)" in to_text(report, is_full=True)
    assert "read by eye: on the map in the video" in why(project, "hill-army.controls.bridgetown")


def test_a_figure_in_our_words_is_looked_for_too(project: Path) -> None:
    said = "      - {source: th-1, says: 'it writes of 1,200 shells on 3 August 2024'}\n"
    (project / "data" / "record.yaml").write_text(RECORD.replace("      - th-1\n", said), "utf-8")
    assert "not found: says 1,200" in to_text(run(project, "th-1"))


def test_a_value_in_another_paragraph_than_the_one_cited_is_said(project: Path) -> None:
    (project / "data" / "record.yaml").write_text(RECORD.replace("post-1#p2", "post-1#p4"), "utf-8")
    assert "another paragraph: cited as p4, found in p2" in to_text(run(project, "post-1"))


def test_a_relative_day_without_a_day_of_publication_is_not_checkable(project: Path) -> None:
    (project / "pages" / "my-1.json").unlink()
    (project / "pages" / "my-1.txt").write_text(
        "HNA took Bridgetown on Saturday with 900 State Army soldiers, Ko Lin Htet said."
    )
    found = verdicts(run(project, "my-1"), "my-1")
    assert found["hill-army.controls.bridgetown", "from"] == "not checkable"


def test_a_source_without_a_copy_is_absent_and_a_broken_copy_is_named(project: Path) -> None:
    (project / "pages" / "th-1.html").unlink()
    (project / "pages" / "zh-1.md").write_bytes("桥镇".encode("gb18030"))
    (project / "pages" / "my-1.json").write_text("{", "utf-8")
    report = run(project)
    assert report.absent == ("th-1",)
    assert [source for source, _ in report.unreadable] == ["my-1", "zh-1"]
    assert "zh-1.md is not UTF-8" in dict(report.unreadable)["zh-1"]


# ---- the lock --------------------------------------------------------------------------------------------------------


def test_the_lock_holds_no_text_and_is_written_only_where_something_changed(project: Path) -> None:
    run(project)
    path = project / "data" / "citations.lock.json"
    first = path.read_text("utf-8")
    for word in ("Saturday", "airfield", "laid", "市场", "วางอาวุธ", "သိမ်းပိုက်"):
        assert word not in first
    lock, _ = read_lock(project)
    assert all(len(sample) <= 48 for kept in lock.sources.values() for _, sample in kept.passages.values())
    stamp = path.stat().st_mtime_ns
    run(project, today=TODAY + 30)
    assert path.read_text("utf-8") == first
    assert path.stat().st_mtime_ns == stamp


def test_a_later_copy_is_unchanged_moved_changed_or_gone(project: Path) -> None:
    assert run(project).pages[1].passages == {"": "new", "p2": "new"}
    page = project / "pages" / "post-1.txt"
    text = PAGES["post-1.txt"]

    def state() -> dict[str, str]:
        [found] = [p for p in run(project, "post-1", write=False).pages if p.source == "post-1"]
        return found.passages

    assert state() == {"": "unchanged", "p2": "unchanged"}
    page.write_text(text + "\nRead more: ten other stories of today about the river and its towns.\n")
    assert state() == {"": "unchanged", "p2": "unchanged"}
    page.write_text("A correction was made to this page.\n\n" + text)
    assert state() == {"": "unchanged", "p2": "moved"}
    page.write_text(
        text.replace("its spokesman Ko Lin Htet said", "according to what its spokesman Ko Lin Htet said later")
    )
    assert state()["p2"] == "changed"
    page.write_text(
        "Subscribe now to read all our stories about the river, the hills and the towns on either bank.\n" * 3
    )
    assert state() == {"": "gone", "p2": "gone"}


def test_what_is_gone_keeps_its_fingerprint_and_what_changed_gets_a_new_one(project: Path) -> None:
    run(project)
    before = read_lock(project)[0].sources["post-1"].passages
    page = project / "pages" / "post-1.txt"
    page.write_text("Subscribe now to read all our stories about the river, the hills and the towns on either bank.\n")
    run(project, today=TODAY + 1)
    assert read_lock(project)[0].sources["post-1"].passages == before
    page.write_text(PAGES["post-1.txt"].replace("its spokesman", "in a long interview last night its spokesman"))
    run(project, today=TODAY + 2)
    after = read_lock(project)[0].sources["post-1"].passages
    assert after["p2"][0] == TODAY + 2
    assert after["p2"] != before["p2"]


def test_a_changed_value_is_no_longer_verified(project: Path) -> None:
    run(project)
    id = "hill-army.controls.bridgetown"
    assert why(project, id).count("citation verified on 2026-11-24") == 4
    record = project / "data" / "record.yaml"
    record.write_text(RECORD.replace("from: 2024-08-03", "from: 2024-08-04"), "utf-8")
    assert "citation verified" not in why(project, id)
    assert {page.source for page in run(project, only_changed=True, write=False).pages} == set(PAGE_IDS)
    record.write_text(RECORD, "utf-8")
    still_missing = {page.source for page in run(project, only_changed=True, write=False).pages}
    assert still_missing == {"my-1", "zh-1"}  # they do not name the State Army


PAGE_IDS = ("my-1", "post-1", "th-1", "zh-1")


def why(root: Path, id: str) -> str:
    loaded = load(root)
    assert loaded.judge is not None
    return tell_why(loaded.judge, id, loaded.judge.corpus.dataset.covers_to)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"format": 1', '"format": 9'),
        ("/0/", "/none/"),
        ('"2026-11-24": ', '"2026-13-24": '),
        ('"salt": ', '"salt" '),
        ('"sources": {', '"sources": ['),
        ("passages", "passages\": {\"\": [\"2026-11-24\", \"AAAA*\"]}, \"x"),
        ("passages", "passages\": {\"\": [\"2026-11-24\", \"AAAAAA==\"]}, \"x"),
    ],
)  # fmt: skip
def test_a_tampered_lock_is_an_error_and_nothing_counts_as_verified(project: Path, old: str, new: str) -> None:
    run(project)
    path = project / "data" / "citations.lock.json"
    text = path.read_text("utf-8").replace('":{"2026', '": {"2026').replace('"2026-11-24":', '"2026-11-24": ')
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    lock, [problem] = read_lock(project)
    assert problem.code == "bad-citations-lock"
    assert lock.sources == {}
    assert [p.code for p in load(project).problems if p.is_error] == ["bad-citations-lock"]


def test_what_is_renamed_stays_verified(project: Path) -> None:
    run(project)
    for old, new in (("bridgetown", "bridge-town"), ("hill-army", "hna"), ("post-1", "border-post-1")):
        rename(load(project), old, new)
    (project / "pages" / "post-1.txt").rename(project / "pages" / "border-post-1.txt")
    assert why(project, "hna.controls.bridge-town").count("citation verified on 2026-11-24") == 4
    before = (project / "data" / "citations.lock.json").read_text("utf-8")
    assert {state for page in run(project, today=TODAY + 1).pages for state in page.passages.values()} == {"unchanged"}
    assert (project / "data" / "citations.lock.json").read_text("utf-8") == before


def test_a_swapped_fingerprint_is_seen_at_the_next_run(project: Path) -> None:
    run(project)
    lock, _ = read_lock(project)
    kept = lock.sources["post-1"]
    kept.passages["p2"] = (
        TODAY,
        lock.fingerprint("post-1", "the words of another page that nobody here has ever read at all"),
    )
    write_lock(project, lock)
    [page] = run(project, "post-1", write=False).pages
    assert page.passages["p2"] == "gone"


def test_two_sources_with_the_same_text_have_nothing_in_common(project: Path) -> None:
    lock, _ = read_lock(project)
    text = PAGES["post-1.txt"]
    assert lock.hashes("post-1", text) & lock.hashes("zh-1", text) == set()
    assert lock.fingerprint("post-1", "five words are too few") == b""


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_can_be_read_and_fingerprinted(text: str) -> None:
    days(text, span("2024-08-05"))
    numbers(text)
    Names(text).find(["Bridgetown", "桥镇"])
    shingles(text)


def test_todo_names_what_is_not_on_its_page_first_and_what_was_never_verified(project: Path) -> None:
    record = project / "data" / "record.yaml"
    record.write_text(RECORD.replace("about: 900", "about: 850"), "utf-8")
    run(project, "post-1")
    loaded = load(project)
    assert loaded.judge is not None
    tasks = [(task.sort, task.subject) for task in todo(loaded.judge, loaded.judge.corpus.dataset.covers_to)]
    assert tasks[0] == ("a citation that is not on its page", "bridgetown-surrender-2024-08-03.people.ko-lin")
    waiting = [subject for sort, subject in tasks if sort == "citations that were never verified"]
    assert waiting[0] == "hill-army.controls.bridgetown"


def test_the_page_says_when_a_citation_was_verified(project: Path) -> None:
    run(project)
    loaded = load(project)
    assert loaded.judge is not None
    index = page_index(loaded.judge, [], {})
    found = {index["strings"][number] for number in index["attestations"]["verified"]}
    assert found == {"", "2026-11-24"}


def test_the_dossier_names_the_sources_that_were_verified(project: Path) -> None:
    run(project)
    loaded = load(project)
    assert loaded.judge is not None
    text = to_markdown(dossier(loaded.judge, "bridgetown", loaded.judge.corpus.dataset.covers_to))
    assert "https://example.org/1; citations verified on 2026-11-24" in text


# ---- the command ---------------------------------------------------------------------------------------------------


def test_the_command_reports_writes_the_lock_and_fails_where_something_is_missing(
    project: Path, golden: Callable[[str, str], None]
) -> None:
    runner = CliRunner()
    result = runner.invoke(main, ["--root", str(project), "verify", "--on", "2026-11-24"])
    assert result.exit_code == 1
    assert (project / "data" / "citations.lock.json").is_file()
    golden("verify.txt", result.stdout)
    assert "of the dataset's 17 citations, 15 (88%) are verified" in result.stderr
    full = runner.invoke(main, ["--root", str(project), "verify", "post-1", "--full", "--no-lock"])
    golden("verify-full.txt", full.stdout)
    found = json.loads(runner.invoke(main, ["--root", str(project), "verify", "--format", "json"]).stdout)
    assert {page["source"] for page in found["pages"]} == set(PAGE_IDS)
    shown = runner.invoke(main, ["--root", str(project), "verify", "--format", "github"]).stdout
    assert shown.startswith("::warning file=data/record.yaml,line=")


def test_the_command_takes_sources_and_files(project: Path) -> None:
    runner = CliRunner()
    head = ["--root", str(project), "verify", "--no-lock"]
    assert "1 page" in runner.invoke(main, [*head, "post-1"]).stderr
    assert "4 pages" in runner.invoke(main, [*head, str(project / "data" / "record.yaml")]).stderr
    unknown = runner.invoke(main, [*head, "post-2"])
    assert unknown.exit_code == 3
    assert 'no source "post-2": did you mean "post-1"?' in unknown.stderr
    (project / "pages").rename(project / "elsewhere")
    assert runner.invoke(main, head).exit_code == 3
    assert runner.invoke(main, [*head, "post-1", "--pages", str(project / "elsewhere")]).exit_code == 0


class Handler(BaseHTTPRequestHandler):
    """A site with one page, one that leads astray and none else."""

    def do_GET(self) -> None:
        if self.path == "/1":
            body = f"<p>{PAGES['post-1.txt']}</p>".replace("\n\n", "</p><p>").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body)
        elif self.path == "/2":
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_pages_are_fetched_where_that_is_asked_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salween.verify.fetch.PAUSE", 0)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        record = project / "data" / "record.yaml"
        record.write_text(RECORD.replace("https://example.org", f"http://127.0.0.1:{server.server_port}"), "utf-8")
        for path in (project / "pages").iterdir():
            path.unlink()
        result = CliRunner().invoke(main, ["--root", str(project), "verify", "--fetch", "--no-lock"])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert "post-1: saved" in result.stderr
    assert "zh-1: not saved: " in result.stderr
    assert "th-1: not saved" in result.stderr
    assert [path.name for path in (project / "pages").iterdir()] == ["post-1.html"]
    assert "1 page, " in result.stderr
