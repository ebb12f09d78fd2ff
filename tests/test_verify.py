"""Citations against copies of their pages: what is looked for, what is found, and what the lock keeps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salween.dates import Span, parse_edtf
from salween.verify import read_lock
from salween.verify.days import days
from salween.verify.lock import to_json
from salween.verify.numbers import numbers

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
