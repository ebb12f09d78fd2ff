"""Numbers as pages write them: digits of any script, words, and what multiplies them.

`1,500`, `1.2 million`, `twenty-three`, `3.1万`, `三百余`, `๑.๒ ล้าน`, `၉၀၀`, `သိန်း ၂၀`. A text that reads in two ways
(`1.500`) gives both. Vague amounts (`dozens`, `数百`) give none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple


class Number(NamedTuple):
    """A number in a text: its value, and where it stands (offsets in characters)."""

    value: Decimal
    start: int
    end: int


_DIGITS = {code: str(unicodedata.decimal(chr(code))) for code in range(128, 0x20000) if chr(code).isdecimal()}


def plain_digits(text: str) -> str:
    """Return a text with the digits of every script as 0–9; its length stays the same.

    >>> plain_digits("၂၀၂၄ ๒๕๖๗ ２０")
    '2024 2567 20'
    """
    return text if text.isascii() else text.translate(_DIGITS)


_HUNDRED, _THOUSAND, _MILLION, _BILLION, _TRILLION = 100, 1_000, 10**6, 10**9, 10**12
_TIMES = {
    # English, and short forms of headlines
    "hundred": _HUNDRED, "thousand": _THOUSAND, "k": _THOUSAND, "million": _MILLION, "m": _MILLION, "mn": _MILLION,
    "mln": _MILLION, "billion": _BILLION, "bn": _BILLION, "b": _BILLION, "trillion": _TRILLION, "tn": _TRILLION,
    "dozen": 12, "lakh": 10**5, "lakhs": 10**5, "crore": 10**7, "crores": 10**7,
    # other Latin scripts
    "tausend": _THOUSAND, "millionen": _MILLION, "milliarde": _BILLION, "milliarden": _BILLION, "mille": _THOUSAND,
    "millions": _MILLION, "milliard": _BILLION, "milliards": _BILLION, "mil": _THOUSAND, "millones": _MILLION,
    "millón": _MILLION, "mila": _THOUSAND, "milioni": _MILLION, "miliardi": _BILLION, "ribu": _THOUSAND,
    "juta": _MILLION, "miliar": _BILLION, "triliun": _TRILLION, "milhões": _MILLION, "milhão": _MILLION,
    "тыс": _THOUSAND, "тысяч": _THOUSAND, "млн": _MILLION, "млрд": _BILLION,
    # Chinese, Japanese, Korean
    "十": 10, "百": _HUNDRED, "千": _THOUSAND, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": _TRILLION,
    "천": _THOUSAND, "만": 10**4, "억": 10**8, "조": _TRILLION,
    # Thai
    "ร้อย": _HUNDRED, "พัน": _THOUSAND, "หมื่น": 10**4, "แสน": 10**5, "ล้าน": _MILLION,
    # Burmese
    "ရာ": _HUNDRED, "ထောင်": _THOUSAND, "သောင်း": 10**4, "သိန်း": 10**5, "သန်း": _MILLION,
}  # fmt: skip
_BARE = sorted((w for w in _TIMES if not w[0].isascii() and not w[0].islower()), key=len, reverse=True)
_LATIN = sorted((w for w in _TIMES if w not in _BARE), key=len, reverse=True)
_MULTIPLIER = rf"(?:{'|'.join(_BARE)}|(?:{'|'.join(_LATIN)})(?![^\W\d_]))"
#: What stands between a number and its multiplier: a space, a hyphen, or "more than" in Chinese (3万余, 500多万).
_GAP = r"[\s\u00a0\u202f-]{0,2}[余餘多几]?"
_FIGURE = r"\d{1,3}(?:[,，٬]\d{3})+(?!\d)(?:\.\d+)?|\d{1,3}(?:[.'’]\d{3})+(?![\d])(?:,\d+)?|\d+(?:[.,]\d+)?"
_WRITTEN = re.compile(rf"(?<![\d.])({_FIGURE})((?:{_GAP}{_MULTIPLIER})*)", re.IGNORECASE)
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?![\d.,]\d)")
_ONE_MULTIPLIER = re.compile(_MULTIPLIER, re.IGNORECASE)
_BEFORE = re.compile(r"(ရာ|ထောင်|သောင်း|သိန်း|သန်း)(?:ပေါင်း)?\s*(\d+(?:,\d{3})*(?:\.\d+)?)")


def numbers(text: str) -> list[Number]:
    """Return every number that a text writes, by place.

    >>> [int(n.value) for n in numbers("$2 million, 3.1万名, two hundred and six, ၉၀၀")]
    [2000000, 2, 31000, 3, 206, 900]
    """
    text = plain_digits(text)
    found = {*_figures(text), *_chained(text), *_english(text), *_ideographs(text), *_thai(text), *_burmese(text)}
    return sorted(found, key=lambda number: (number.start, -number.end, -number.value))


def _figures(text: str) -> Iterator[Number]:
    for match in _WRITTEN.finditer(text):
        values = _readings(match[1])
        times = 1
        for word in _ONE_MULTIPLIER.finditer(match[2]):
            times *= _TIMES[word[0].lower()]
        for value in values:
            yield Number(value, match.start(1), match.end(1))
            if times != 1:
                yield Number(value * times, match.start(), match.end())
    for match in _SPACED.finditer(text):
        yield Number(Decimal(re.sub(r"\D", "", match[0])), match.start(), match.end())
    for match in _BEFORE.finditer(text):
        yield Number(Decimal(match[2].replace(",", "")) * _TIMES[match[1]], match.start(), match.end())


def _readings(figure: str) -> list[Decimal]:
    """Return what a figure can mean: `1.500` is one and a half in English, fifteen hundred in German."""
    figure = figure.replace("，", ",").replace("٬", ",")
    whole = re.sub(r"[,.'’]", "", figure)
    if re.fullmatch(r"\d+", figure):
        return [Decimal(figure)]
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", figure):
        return [Decimal(figure.replace(",", ""))]
    if re.fullmatch(r"\d{1,3}\.\d{3}", figure):
        return [Decimal(figure), Decimal(whole)]
    if re.fullmatch(r"\d{1,3}([.'’]\d{3})+(,\d+)?", figure):
        return [Decimal(re.sub(r"[.'’]", "", figure).replace(",", "."))]
    return [Decimal(figure.replace(",", "."))]


_STEP = rf"\d+(?:\.\d+)?\s?(?:{'|'.join(_BARE)})+"
_CHAIN = re.compile(rf"{_STEP}(?:\s?{_STEP})+(?:\s?\d+)?|{_STEP}\s?\d+(?!\d|\.)")


def _chained(text: str) -> Iterator[Number]:
    """Yield what is put together from figures and signs: 3亿5000万, 5万3千, 1 แสน 2 หมื่น."""
    for match in _CHAIN.finditer(text):
        total = Decimal(0)
        least: Decimal | None = None
        for part in re.finditer(rf"(\d+(?:\.\d+)?)\s?((?:{'|'.join(_BARE)})*)", match[0]):
            times = 1
            for word in _ONE_MULTIPLIER.finditer(part[2]):
                times *= _TIMES[word[0]]
            if least is not None and times >= least:
                break
            total, least = total + Decimal(part[1]) * times, Decimal(times)
        else:
            yield Number(total, match.start(), match.end())


_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: n for n, word in enumerate(_ONES)} | {word: 10 * (n + 2) for n, word in enumerate(_TENS)}
_SMALL |= {"a": 1, "an": 1, "half": 0, "fourty": 40}
_LARGE = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12,
    "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
_NUMBER_WORD = "|".join(sorted([*_SMALL, *_LARGE], key=len, reverse=True))
_IN_WORDS = re.compile(rf"\b(?:{_NUMBER_WORD})(?:(?:\s+and\s+|[\s-]+)(?:{_NUMBER_WORD}))*\b", re.IGNORECASE)


def _english(text: str) -> Iterator[Number]:
    for match in _IN_WORDS.finditer(text):
        words = [w for w in re.split(r"[\s-]+", match[0].lower()) if w != "and"]
        value = _spoken(words)
        if value is not None:
            yield Number(value, match.start(), match.end())


def _spoken(words: list[str]) -> Decimal | None:
    """Return the value of English number words; None where they are none (an article alone, "half a").

    >>> _spoken("two hundred six thousand five".split()), _spoken(["half", "a", "million"]), _spoken(["a"])
    (Decimal('206005'), Decimal('500000'), None)
    """
    if words[0] == "half":
        large = [word for word in words if word in _LARGE]
        return Decimal(_LARGE[large[0]]) / 2 if large else None
    if all(word in ("a", "an") for word in words) or all(word in _LARGE for word in words):
        return None  # an article; or the end of "1.2 million", which is read with its figure
    total = part = 0
    for word in words:
        if word in _SMALL:
            part += _SMALL[word]
        elif _LARGE[word] <= 100:
            part = max(part, 1) * _LARGE[word]
        else:
            total, part = total + max(part, 1) * _LARGE[word], 0
    return Decimal(total + part)


_SIGNS = dict(zip("零〇一二三四五六七八九", [0, *range(10)], strict=True)) | {"两": 2, "兩": 2, "廿": 20}
_SIGN_TIMES = {sign: _TIMES[sign] for sign in "十百千万萬亿億"}
_SIGN_RUN = re.compile(rf"(?<![数數几幾])[{''.join(_SIGNS)}{''.join(_SIGN_TIMES)}]+")


def _ideographs(text: str) -> Iterator[Number]:
    for match in _SIGN_RUN.finditer(text):
        value = signs(match[0])
        if value is not None and not text[max(0, match.start() - 1) : match.start()].isdigit():
            yield Number(Decimal(value), match.start(), match.end())


def signs(run: str) -> int | None:
    """Return the number that Chinese signs write, as a sum or digit by digit; None where they write none.

    >>> signs("三万一千"), signs("二〇二四"), signs("十二"), signs("一百零五"), signs("万")
    (31000, 2024, 12, 105, None)
    """
    if all(sign in _SIGNS for sign in run):
        return int("".join(str(_SIGNS[sign]) for sign in run)) if "廿" not in run else None
    total = section = digit = 0
    has_digit = False
    for sign in run:
        if sign in _SIGNS:
            digit, has_digit = _SIGNS[sign], True
        elif _SIGN_TIMES[sign] < 10**4:
            if not has_digit and sign != "十":
                return None
            section += (digit if has_digit else 1) * _SIGN_TIMES[sign]
            digit, has_digit = 0, False
        else:
            if section + digit == 0:
                return None
            total = (total + section + digit) * _SIGN_TIMES[sign]
            section = digit = 0
            has_digit = False
    return total + section + digit


_THAI = {
    "หนึ่ง": 1, "เอ็ด": 1, "สอง": 2, "ยี่": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9,
}  # fmt: skip
_THAI_TIMES = {"สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10**4, "แสน": 10**5, "ล้าน": 10**6}
_BURMESE = {
    "တစ်": 1, "နှစ်": 2, "သုံး": 3, "လေး": 4, "ငါး": 5, "ခြောက်": 6, "ခုနစ်": 7, "ခုနှစ်": 7, "ရှစ်": 8, "ကိုး": 9,
}  # fmt: skip
_BURMESE_TIMES = {
    "ဆယ်": 10, "ဆယ့်": 10, "ရာ": 100, "ရာ့": 100, "ထောင်": 1000, "ထောင့်": 1000, "သောင်း": 10**4, "သိန်း": 10**5,
    "သန်း": 10**6,
}  # fmt: skip


def _run_of(words: dict[str, int], times: dict[str, int]) -> re.Pattern[str]:
    choices = "|".join(sorted([*words, *times], key=len, reverse=True))
    return re.compile(rf"(?:{choices})+")


_THAI_RUN, _BURMESE_RUN = _run_of(_THAI, _THAI_TIMES), _run_of(_BURMESE, _BURMESE_TIMES)
_COUNTED = ("ဦး", "ယောက်", "မြို့", "ခု", "လုံး", "ဖွဲ့")


def _thai(text: str) -> Iterator[Number]:
    for match in _THAI_RUN.finditer(text):
        value = _built(match[0], _THAI, _THAI_TIMES)
        if value:
            yield Number(Decimal(value), match.start(), match.end())


def _burmese(text: str) -> Iterator[Number]:
    """Yield Burmese number words; a single one only before what is counted, since most are other words too."""
    for match in _BURMESE_RUN.finditer(text):
        value = _built(match[0], _BURMESE, _BURMESE_TIMES)
        if value and (value >= 10 or text[match.end() :].lstrip().startswith(_COUNTED)):
            yield Number(Decimal(value), match.start(), match.end())


def _built(run: str, words: dict[str, int], times: dict[str, int]) -> int:
    """Return the value of a run of digit words and powers of ten, 0 where a power stands alone above ten."""
    total = digit = 0
    pattern = "|".join(sorted([*words, *times], key=len, reverse=True))
    for match in re.finditer(pattern, run):
        if match[0] in words:
            digit = words[match[0]]
        elif times[match[0]] == 10**6 and total + digit:
            total, digit = (total + digit) * 10**6, 0
        elif digit or times[match[0]] == 10:
            total, digit = total + max(digit, 1) * times[match[0]], 0
        else:
            return 0
    return total + digit
