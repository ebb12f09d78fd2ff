"""Days as pages write them, in the languages of the region and some more, and what relative words mean.

`3 August 2024`, `Aug. 3`, `25–28 July`, `03/08/2024`, `8月3日`, `113年8月3日`, `3 ส.ค. 2567`, `ဩဂုတ်လ ၃ ရက်`. A day
without a year belongs to the years near the day of publication; `on Saturday` and `yesterday` need it to be known.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ..dates import Day, Span
from .numbers import plain_digits, signs


class Mention(NamedTuple):
    """The days that a text names, both inclusive, and where. Both are 0 where a relative word cannot be resolved."""

    low: Day
    high: Day
    start: int
    end: int
    is_relative: bool = False

    @property
    def is_one_day(self) -> bool:
        return self.low == self.high != 0


#: A week: beyond this, the publication of a page is known too roughly to say what its "Saturday" is.
MAX_BASE_DAYS = 7

_MONTHS = (
    "january jan januar jänner janvier janv enero ene gennaio gen janeiro januari января ม.ค มกราคม มกรา ဇန်နဝါရီ जनवरी",
    "february feb februar février fevrier févr febrero febbraio fevereiro februari февраля ก.พ กุมภาพันธ์ ဖေဖော်ဝါရီ फरवरी",
    "march mar märz mars marzo março maret mac марта มี.ค มีนาคม มีนา မတ် मार्च",
    "april apr avril avr abril aprile апреля เม.ย เมษายน เมษา ဧပြီ अप्रैल",
    "may mai mayo maggio maio mei мая พ.ค พฤษภาคม พฤษภา မေ मई",
    "june jun juni juin junio giugno junho июня มิ.ย มิถุนายน มิถุนา ဇွန် जून",
    "july jul juli juillet juil julio luglio julho julai июля ก.ค กรกฎาคม กรกฎา ဇူလိုင် जुलाई",
    "august aug août aout agosto agustus ogos августа ส.ค สิงหาคม สิงหา ဩဂုတ် သြဂုတ် अगस्त",
    "september sept sep septembre septiembre settembre setembro сентября ก.ย กันยายน กันยา စက်တင်ဘာ सितंबर",
    "october oct oktober octobre octubre ottobre outubro okt октября ต.ค ตุลาคม ตุลา အောက်တိုဘာ अक्टूबर",
    "november nov novembre noviembre novembro ноября พ.ย พฤศจิกายน พฤศจิกา နိုဝင်ဘာ नवंबर",
    "december dec dezember décembre decembre dicembre dezembro desember dez des декабря ธ.ค ธันวาคม ဒီဇင်ဘာ दिसंबर",
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words.split()}
#: Words of a month that are other words as well: alone they name none.
_DOUBTFUL = frozenset([
    "may", "mars", "mar", "mai", "mac", "mei", "gen", "des", "dez", "jan", "dec", "sep", "ene", "မေ", "မတ်", "มีนา",
    "ตุลา",
])  # fmt: skip


def _choice(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_SPACED_WORD = re.compile(r"[a-zà-ÿа-я]")
_LATIN = [word for word in _MONTH if _SPACED_WORD.match(word)]
_OTHER = [word for word in _MONTH if word not in _LATIN]
_M = rf"(?:(?<![^\W\d_])(?:{_choice(_LATIN)})(?![^\W\d_])\.?|(?:{_choice(_OTHER)})\.?လ?)"
_D = r"(?<![\d/])\(?(\d{1,2})\)?(?!\d)(?:st|nd|rd|th|er|º|ª)?\b\.?"
_TO = r"\s*(?:-|–|—|~|to|and|until|through|bis|und|au|et|al|y|hingga|sampai|dan|ถึง|และ|มษ|မှ|နှင့်|,|&)\s*"
_YEAR = r"(?:[\s,၊/-]*(?:de|del|of|พ\.ศ\.|ค\.ศ\.|ปี|ခုနှစ်)?\s*(\d{4}|['’]\d{2}|(?<=[ก-๛.] )\d{2})(?!\d))?"
_FLAGS = re.IGNORECASE
_RANGE_D_M = re.compile(rf"{_D}{_TO}{_D}\s*(?:of\s+|de\s+|เดือน)?\s*({_M}){_YEAR}", _FLAGS)
_D_M = re.compile(rf"{_D}[\s-]*(?:of\s+|de\s+|เดือน|day\s+of\s+)?\s*({_M}){_YEAR}", _FLAGS)
_M_D = re.compile(
    rf"(?:(\d{{4}})\s*(?:ခုနှစ်)?[၊,\s]*)?({_M})\s*[၊,]?\s*{_D}\s*(?:ရက်နေ့|ရက်)?(?:{_TO}(?:the\s+)?{_D}(?!\s*{_M})"
    rf"\s*(?:ရက်)?)?{_YEAR}",
    _FLAGS,
)
_M_Y = re.compile(rf"({_M})(?:,|\s+of|\s+de|\s+del|\s*พ\.ศ\.|\s*ปี)?[\s-]*(\d{{4}}|['’]\d{{2}})(?!\d)", _FLAGS)
_Y_M_MY = re.compile(rf"(\d{{4}})\s*(?:ခုနှစ်)[၊,\s]*({_M})", _FLAGS)
_M_ALONE = re.compile(_M, _FLAGS)
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d/])")
_BRACKETED = re.compile(r"\((\d{1,2})/(\d{1,2})\)")
_PACKED = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
_SIGN = "〇零一二三四五六七八九十廿"
_ZH = re.compile(
    rf"(?:([\d{_SIGN}]{{2,4}})\s*[年년]\s*)?(?<![\d{_SIGN}])([\d{_SIGN}]{{1,3}})\s*[月월]份?(?:\s*([\d{_SIGN}]{{1,3}})\s*[日號号일])?"
    rf"(?:\s*[至到—–~-]+\s*(?:([\d{_SIGN}]{{1,3}})\s*月)?\s*([\d{_SIGN}]{{1,3}})\s*[日號号])?"
)
_ZH_RANGE = re.compile(
    r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日號号]?\s*[至到、—–~-]+\s*(\d{1,2})\s*[日號号]"
)
_ZH_YEAR = re.compile(rf"([\d]{{4}}|[{_SIGN}]{{4}}|(?<=民國)\d{{2,3}})\s*[年년]")
_DAY_ALONE = re.compile(
    r"(?<![\d月月:：.,])(?:\(?(\d{1,2})\)?\s*(?:[日號号](?![本元圓])|ရက်)|วันที่\s*(\d{1,2})(?![\d/])|"
    r"\bthe\s+(\d{1,2})(?:st|nd|rd|th)\b)"
)
_YEAR_ALONE = re.compile(r"(?<![\d.,$])((?:19|20|25)\d\d)(?!\d|[.,]\d)")


def days(text: str, published: Span | None = None) -> list[Mention]:
    """Return every day, month and year that a text names, by place; `published` is when the page came out.

    >>> [date.fromordinal(m.low).isoformat() for m in days("5 ก.พ. 2568; Aug. 3, 2024; 2023年11月16日") if m.is_one_day]
    ['2025-02-05', '2024-08-03', '2023-11-16']
    """
    return _Reader(plain_digits(text), published).all()


def _year(text: str | None) -> int | None:
    """Return a year of our era: of the Buddhist era less 543, of the Republic of China more 1911."""
    if not text:
        return None
    if not text.strip("'’").isdigit():
        number = signs(text)
        return number if number is not None and 1900 <= number <= 2100 else None
    digits = text.lstrip("'’")
    year = int(digits)
    if len(digits) == 2:
        return 2500 + year - 543 if text[0] not in "'’" else 2000 + year
    if len(digits) == 3 or year < 200:
        return year + 1911
    return year - 543 if 2400 <= year <= 2700 else year


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdigit() else signs(text)


def _day(year: int, month: int, day: int) -> Day | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _month(year: int, month: int) -> tuple[Day, Day]:
    first = date(year, month, 1).toordinal()
    after = date(year + month // 12, month % 12 + 1, 1).toordinal()
    return first, after - 1


class _Reader:
    def __init__(self, text: str, published: Span | None) -> None:
        self.text = text
        self.published = published
        low, high = (published.earliest, published.latest) if published else (None, None)
        self.base = range(low, high + 1) if low is not None and high is not None else range(0)
        self.years = sorted(
            (match.start(1), year)
            for pattern in (_YEAR_ALONE, _ZH_YEAR)
            for match in pattern.finditer(text)
            if (year := _year(match[1])) is not None and 1900 <= year <= 2100
        )
        self.months: list[tuple[int, int, int]] = []  # where a month is named, which, of which year (0: none)

    def all(self) -> list[Mention]:
        found = {*self.written(), *self.numeric(), *self.ideographic()}
        taken = sorted((m.start, m.end) for m in found)
        found |= {m for m in self.months_alone() if not _within(taken, m.start)}
        self.months.sort()
        found |= {m for m in self.days_alone() if not _within(taken, m.start)}
        found |= {Mention(_month(y, 1)[0], _month(y, 12)[1], at, at + 4) for at, y in self.years}
        found |= {*self.relative()}
        found |= {*self.after_another([m for m in found if m.is_one_day])}
        return sorted(found, key=lambda m: (m.start, m.end, m.low))

    # ---- which year is meant -----------------------------------------------------------------------------------

    def years_for(self, month: int, day: int, at: int) -> set[int]:
        """Return the years that a day without one can belong to: near the publication, or the last one named."""
        found = set()
        before = bisect_left(self.years, (at, 0))
        if before and at - self.years[before - 1][0] < 400:
            found.add(self.years[before - 1][1])
        if self.base:
            for year in range(date.fromordinal(self.base[0]).year - 1, date.fromordinal(self.base[-1]).year + 2):
                that = _day(year, month, min(day, 28))
                if that is not None and self.base[0] - 400 <= that <= self.base[-1] + 200:
                    found.add(year)
        elif not found:
            found |= {year for _, year in self.years}
        return found

    def mentions(
        self, year: int | None, month: int, day: int | None, start: int, end: int, last: tuple[int, int] | None = None
    ) -> Iterator[Mention]:
        """Yield what a date means, once for each year it can belong to; `last` is the month and day of its end."""
        if not 1 <= month <= 12:
            return
        self.months.append((start, month, year or 0))
        for known in [year] if year is not None else sorted(self.years_for(month, day or 15, start)):
            if day is None:
                yield Mention(*_month(known, month), start, end)
                continue
            low = _day(known, month, day)
            high = _day(known, *last) if last else low
            if low is not None and high is not None and low <= high:
                yield Mention(low, high, start, end)

    # ---- written with words ------------------------------------------------------------------------------------

    def written(self) -> Iterator[Mention]:
        for match in _RANGE_D_M.finditer(self.text):
            month = self.named(match[3])
            yield from self.mentions(
                _year(match[4]), month, int(match[1]), match.start(), match.end(), (month, int(match[2]))
            )
        for match in _D_M.finditer(self.text):
            yield from self.mentions(_year(match[3]), self.named(match[2]), int(match[1]), match.start(), match.end())
        for match in _M_D.finditer(self.text):
            month = self.named(match[2])
            year = _year(match[1]) or _year(match[5])
            yield from self.mentions(year, month, int(match[3]), match.start(), match.end())
            if match[4]:
                last = (month, int(match[4]))
                yield from self.mentions(year, month, int(match[3]), match.start(), match.end(), last)
                yield from self.mentions(year, month, int(match[4]), match.start(4), match.end())
        for match in _M_Y.finditer(self.text):
            yield from self.mentions(_year(match[2]), self.named(match[1]), None, match.start(), match.end())
        for match in _Y_M_MY.finditer(self.text):
            yield from self.mentions(_year(match[1]), self.named(match[2]), None, match.start(), match.end())

    def named(self, word: str) -> int:
        word = word.lower().removesuffix("လ")
        return _MONTH.get(word) or _MONTH[word.rstrip(".")]

    def months_alone(self) -> Iterator[Mention]:
        for match in _M_ALONE.finditer(self.text):
            if match[0].lower().rstrip(".") not in _DOUBTFUL:
                yield from self.mentions(None, self.named(match[0]), None, match.start(), match.end())

    # ---- written with figures ----------------------------------------------------------------------------------

    def numeric(self) -> Iterator[Mention]:
        for match in _ISO.finditer(self.text):
            year = _year(match[1])
            if year is not None:
                yield from self.mentions(year, int(match[3]), int(match[4]), match.start(), match.end())
        for match in _SLASHED.finditer(self.text):
            year = _year(match[4]) if len(match[4]) == 4 else 2000 + int(match[4])
            if year is not None and 1900 <= year <= 2100:
                yield from self.mentions(year, int(match[3]), int(match[1]), match.start(), match.end())
                yield from self.mentions(year, int(match[1]), int(match[3]), match.start(), match.end())
        for match in _BRACKETED.finditer(self.text):
            yield from self.mentions(None, int(match[2]), int(match[1]), match.start(), match.end())
        for match in _PACKED.finditer(self.text):
            yield from self.mentions(int(match[1]), int(match[2]), int(match[3]), match.start(), match.end())

    def ideographic(self) -> Iterator[Mention]:
        for match in _ZH.finditer(self.text):
            month, day = _number(match[2]), _number(match[3])
            if month is None:
                continue
            last_day = _number(match[5])
            last = (_number(match[4]) or month, last_day) if last_day is not None and day is not None else None
            year = _year(match[1])
            yield from self.mentions(year, month, day, match.start(), match.end())
            if last:
                yield from self.mentions(year, month, day, match.start(), match.end(), last)
                yield from self.mentions(year, last[0], last[1], match.start(5), match.end())
        for match in _ZH_RANGE.finditer(self.text):
            year, month, last = _year(match[1]), int(match[2]), (int(match[2]), int(match[4]))
            yield from self.mentions(year, month, int(match[3]), match.start(), match.end(), last)
            yield from self.mentions(year, month, int(match[3]), match.start(), match.end())
            yield from self.mentions(year, month, int(match[4]), match.start(4), match.end())

    def days_alone(self) -> Iterator[Mention]:
        """Yield a day whose month is to be taken from what was named before, or from the publication."""
        for match in _DAY_ALONE.finditer(self.text):
            day = next(int(group) for group in match.groups() if group)
            before = bisect_left(self.months, (match.start(), 0, 0))
            meant: set[tuple[int | None, int]] = set()
            meant |= {(year or None, month) for _, month, year in self.months[max(0, before - 1) : before]}
            for base in (self.base[0], self.base[-1]) if self.base else ():
                that = date.fromordinal(base)
                meant |= {(that.year, that.month), (that.year - (that.month == 1), (that.month - 2) % 12 + 1)}
            noted = len(self.months)
            for year, month in sorted(meant, key=str):
                yield from self.mentions(year, month, day, match.start(), match.end())
            del self.months[noted:]

    # ---- relative ----------------------------------------------------------------------------------------------

    def relative(self) -> Iterator[Mention]:
        known = 0 < len(self.base) <= MAX_BASE_DAYS
        for match in _RELATIVE.finditer(self.text):
            if not known or match["vague"]:
                yield Mention(0, 0, match.start(), match.end(), True)
                continue
            for base in self.base:
                for low, high in _meant(match, base):
                    yield Mention(low, high, match.start(), match.end(), True)

    def after_another(self, found: list[Mention]) -> Iterator[Mention]:
        """Yield "a day later" and "the next day", counted from the last day that was named before."""
        found.sort(key=lambda m: m.start)
        starts = [m.start for m in found]
        for match in _LATER.finditer(self.text):
            before = bisect_left(starts, match.start())
            if not before or match.start() - starts[before - 1] > 1500:
                continue
            word = (match["count"] or "").lower()
            step = int(word) if word.isdigit() else _FEW.index(word) + 2 if word in _FEW else 1
            step = -step if match["before"] else step
            for mention in found[max(0, before - 6) : before]:
                if mention.start == starts[before - 1]:
                    day = mention.low + step
                    yield Mention(day, day, match.start(), match.end(), True)


def _within(taken: list[tuple[int, int]], at: int) -> bool:
    """Tell whether a place lies in one of some stretches of text, sorted."""
    near = bisect_left(taken, (at + 1, 0))
    return any(start <= at < end for start, end in taken[max(0, near - 6) : near])


_OFFSETS = {
    0: "today tonight heute aujourd'hui hoy oggi 今天 今日 今晨 今晚 วันนี้ ယနေ့ ဒီနေ့ ဒီကနေ့ 오늘",
    -1: "yesterday gestern hier ayer ieri kemarin 昨天 昨日 昨晚 昨夜 เมื่อวาน วานนี้ မနေ့က ယမန်နေ့ 어제",
    -2: "前天 前日",
    1: "tomorrow 明天 明日 พรุ่งนี้ မနက်ဖြန်",
}
_PHRASES = {
    "this morning": 0, "this afternoon": 0, "this evening": 0, "hari ini": 0, "last night": -1,
    "the day before yesterday": -2,
}  # fmt: skip
_OFFSET = {word: offset for offset, words in _OFFSETS.items() for word in words.split()} | _PHRASES
_WEEKDAYS = (
    "monday lundi montag lunes lunedì senin isnin วันจันทร์ တနင်္လာ",
    "tuesday mardi dienstag martes martedì selasa วันอังคาร အင်္ဂါ",
    "wednesday mercredi mittwoch miércoles mercoledì rabu วันพุธ ဗုဒ္ဓဟူး",
    "thursday jeudi donnerstag jueves giovedì kamis khamis วันพฤหัส ကြာသပတေး",
    "friday vendredi freitag viernes venerdì jumat jumaat วันศุกร์ သောကြာ",
    "saturday samedi samstag sábado sabato sabtu วันเสาร์ စနေ",
    "sunday dimanche sonntag domingo domenica minggu ahad วันอาทิตย์ တနင်္ဂနွေ",
)
_WEEKDAY = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split()}
_WEEKDAY |= {short: number for number, short in enumerate(["mon", "tues", "wed", "thurs", "fri", "sat", "sun"])}
_ZH_WEEKDAY = dict(zip("一二三四五六日天", [*range(7), 6], strict=True))
_SPANS = {
    "this week": (-6, 6), "last week": (-13, -1), "past week": (-7, 0), "本周": (-6, 6), "上周": (-13, -1),
    "上週": (-13, -1), "本週": (-6, 6), "สัปดาห์ที่แล้ว": (-13, -1), "weekend": (-8, 3),
}  # fmt: skip
_THIS_MONTH = "this month|本月|เดือนนี้|ယခုလ|ဒီလ"
_LAST_MONTH = "last month|上月|上个月|上個月|เดือนที่แล้ว|ယခင်လ|ပြီးခဲ့တဲ့လ|ပြီးခဲ့သည့်လ"
_THIS_YEAR = "this year|今年|ปีนี้|ယခုနှစ်|ဒီနှစ်"
_LAST_YEAR = "last year|去年|ปีที่แล้ว|ယမန်နှစ်|မနှစ်က"
_FEW = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


_LATER = re.compile(
    rf"\b(?P<count>a|one|\d{{1,2}}|{'|'.join(_FEW)})\sdays?\s(?:later|after)\b|\b(?:next|following)\sday\b"
    r"|次日|翌日|第二天|隔天|วันรุ่งขึ้น|วันถัดมา|နောက်တစ်နေ့|(?P<before>\bprevious\sday\b|\bday\sbefore\b|前一天)",
    _FLAGS,
)


def _words(words: Iterable[str]) -> str:
    latin = [word for word in words if _SPACED_WORD.match(word)]
    other = [word for word in words if word not in latin]
    return rf"\b(?:{_choice(latin)})\b" + (rf"|{_choice(other)}" if other else "")


_RELATIVE = re.compile(
    rf"(?P<offset>{_words(_OFFSET)})|(?P<weekday>{_words(_WEEKDAY)})"
    r"|(?:上|本|这|這|下)?(?:周|星期|礼拜|禮拜|週)(?P<zh>[一二三四五六日天])"
    rf"|\b(?P<ago>\d{{1,2}}|a|{'|'.join(_FEW)})\s(?P<unit>day|week|month)s?\s(?:ago|earlier)\b|(?P<zhago>\d{{1,2}})天前"
    rf"|(?P<span>{_words(_SPANS)})|(?P<thismonth>{_THIS_MONTH})|(?P<lastmonth>{_LAST_MONTH})"
    rf"|(?P<thisyear>{_THIS_YEAR})|(?P<lastyear>{_LAST_YEAR})"
    r"|(?P<vague>\brecently\b|\brecent days\b|\bthese days\b|近日|日前|近期|เร็ว ?ๆ ?นี้|ล่าสุด|မကြာသေးခင်)",
    _FLAGS,
)


def _meant(match: re.Match[str], base: Day) -> Iterator[tuple[Day, Day]]:
    """Yield the days that a relative word can mean on a day of publication."""
    if match["offset"]:
        day = base + _OFFSET[match["offset"].lower()]
        yield day, day
    elif match["weekday"] or match["zh"]:
        wanted = _WEEKDAY[match["weekday"].lower()] if match["weekday"] else _ZH_WEEKDAY[match["zh"]]
        last = base - (date.fromordinal(base).weekday() - wanted) % 7
        before = match.string[max(0, match.start() - 9) : match.start()].lower() + match[0][:1]
        yield from [(last, last), (last + 7, last + 7)]
        if re.search(r"(last |previous |上)[\w']?$", before):
            yield last - 7, last - 7
    elif match["ago"]:
        count = {"a": 1, **{word: n for n, word in enumerate(_FEW, start=2)}}.get(match["ago"].lower())
        unit = match["unit"].lower()
        days_ago = (count or int(match["ago"])) * {"day": 1, "week": 7, "month": 30}[unit]
        slack = {"day": 0, "week": 3, "month": 15}[unit]
        yield base - days_ago - slack, base - days_ago + slack
    elif match["zhago"]:
        yield base - int(match["zhago"]), base - int(match["zhago"])
    elif match["span"]:
        low, high = _SPANS[match["span"].lower()]
        yield base + low, base + high
    elif match["thismonth"] or match["lastmonth"]:
        that = date.fromordinal(base)
        index = that.year * 12 + that.month - 1 - bool(match["lastmonth"])
        yield _month(index // 12, index % 12 + 1)
    else:
        year = date.fromordinal(base).year - bool(match["lastyear"])
        yield _month(year, 1)[0], _month(year, 12)[1]
