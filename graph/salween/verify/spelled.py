"""Names on a page: any name or alias of a thing, in any script, and the shorter forms in which prose repeats it.

The whole page is folded once (`names.fold`), with the way back to each character, so that "Shwekokko" is found as
"Shwe Kokko". In scripts with spaces a match begins and ends at the edge of a word.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from ..names import fold


class Found(NamedTuple):
    """Where a name stands (an offset), and the text of it that was looked for; `is_part` where it is a shorter form."""

    start: int
    name: str
    is_part: bool = False


#: Scripts that write without spaces between words: a name may stand anywhere in them.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

_HONORIFICS = frozenset([
    "u", "daw", "ko", "ma", "saw", "naw", "sai", "nang", "nai", "mahn", "salai", "duwa", "zau", "sayadaw", "khun",
    "phra", "mr", "mrs", "ms", "dr", "sir", "gen", "general", "col", "colonel", "maj", "major", "lt", "lieutenant",
    "brig", "brigadier", "senior", "vice", "captain", "capt", "commander", "police", "pol",
])  # fmt: skip
_LEGAL = frozenset([
    "co", "ltd", "limited", "company", "inc", "corp", "corporation", "plc", "llc", "pcl", "pte", "bhd", "public",
    "group", "holdings", "holding", "international", "the", "of", "and", "for", "in", "at", "on",
])  # fmt: skip
#: What prose says instead of a name, by the kind of what it is: then a name is neither there nor missing.
COMMON = {
    "Army": ("army", "military", "troops", "soldiers", "junta", "regime", "政府军", "軍方", "军方", "ทหาร", "တပ်မတော်"),
    "PoliceUnit": ("police", "警方", "警察", "ตำรวจ", "ရဲ"),
    "Court": ("court", "法院", "ศาล", "တရားရုံး"),
    "GoverningBody": ("government", "junta", "regime", "military council", "cabinet", "政府", "รัฐบาล", "စစ်ကောင်စီ"),
    "State": ("government", "authorities", "officials", "政府", "รัฐบาล"),
    "Ministry": ("ministry", "部门", "กระทรวง"),
}

_JOINTS = frozenset(["the", "of", "and", "for", "in", "at", "on", "to", "no"])
_COMMON_WORDS = frozenset(word for words in COMMON.values() for word in words)
#: What prose calls the people and things of a country, and the seat by which it names the state.
_DEMONYMS = {
    "australia": "australian canberra",
    "bangladesh": "bangladeshi dhaka",
    "cambodia": "cambodian khmer 柬埔寨 柬方",
    "canada": "canadian ottawa",
    "china": "chinese beijing 中方 我国 我國 中国 中國 中缅 中緬 จีน တရုတ်",
    "ethiopia": "ethiopian",
    "european union": "eu brussels european 欧盟 歐盟",
    "france": "french paris",
    "germany": "german berlin",
    "hong kong": "香港",
    "india": "indian delhi",
    "indonesia": "indonesian jakarta 印尼",
    "japan": "japanese tokyo 日本",
    "kenya": "kenyan",
    "laos": "lao laotian vientiane 老挝 寮國",
    "malaysia": "malaysian 马来西亚",
    "myanmar": "burmese burma naypyidaw naypyitaw 缅方 緬方 缅甸 緬甸 缅北 緬北 中缅 中緬",
    "nepal": "nepali nepalese",
    "pakistan": "pakistani islamabad",
    "philippines": "filipino philippine manila 菲律宾",
    "russia": "russian moscow 俄罗斯",
    "singapore": "singaporean 新加坡",
    "south korea": "korean seoul 韩国",
    "sri lanka": "lankan colombo",
    "switzerland": "swiss bern",
    "taiwan": "taiwanese taipei 台湾 台灣",
    "thailand": "thai bangkok 泰方 泰国 泰國 中泰 ไทย",
    "united kingdom": "uk british britain london 英国 英國",
    "united nations": "un 联合国 聯合國",
    "united states": "us american washington 美国 美國",
    "vietnam": "vietnamese hanoi 越南",
}
_NATIONAL = frozenset(
    word for name, others in _DEMONYMS.items() for word in (*name.split(), *others.split()) if word.isascii()
) | {"royal", "national", "state"}


class Names:
    """A page's text, ready to be asked for names."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded: list[str] = []
        back: list[int] = []
        for at, char in enumerate(text):
            for kept in _folded(char):
                folded.append(kept)
                back.append(at)
        self.folded = "".join(folded)
        self.back = back

    def find(
        self,
        names: Iterable[str],
        is_person: bool = False,
        short: Iterable[str] = (),
        within: tuple[int, int] | None = None,
    ) -> Found | None:
        """Return the first whole name that stands on the page, else a shorter form of one; None where none does.

        `short` are words by which a person alone is called. `within` limits the search to a stretch of the text.
        """
        names = list(dict.fromkeys(names))
        for name in names:
            at = self.at(name, within)
            if at is not None:
                return Found(at, name)
        for name in names:
            for shorter in shorter_forms(name, is_person):
                if shorter.casefold() in _COMMON_WORDS:
                    continue
                at = self.at(shorter, within)
                if at is not None:
                    return Found(at, shorter, True)
        for word in short:
            at = self.at(word, within)
            if at is not None:
                return Found(at, word, True)
        for name in names:
            loose = self.loosely(name, within)
            if loose is not None:
                return loose
        return None

    def loosely(self, name: str, within: tuple[int, int] | None = None) -> Found | None:
        """Return where the words of a name stand in their order with up to two others between.

        As in "Northeastern Military Command", and "Kokang region's Border Guard Force".
        """
        words = [word for word in re.findall(r"\w+", name) if word.casefold() not in _JOINTS]
        own = [word for word in words if word.casefold() not in _NATIONAL]
        if len(own) < 2 or not name.isascii() or sum(map(len, words)) < 10:
            return None
        between = r"(?:['’]s)?[^\w.!?\n]+(?:[\w'’.]+[^\w.!?\n]+){0,2}?"
        match = re.search(
            rf"\b{between.join(map(re.escape, words))}\b", self.text[slice(*within or (0, None))], re.IGNORECASE
        )
        if match is None:
            return None
        return Found(match.start() + (within[0] if within else 0), match[0], True)

    def at(self, name: str, within: tuple[int, int] | None = None) -> int | None:
        """Return where a name stands, None where it does not."""
        wanted = fold(name)
        if not wanted:
            return None
        at = self.folded.find(wanted)
        while at >= 0:
            start, end = self.back[at], self.back[at + len(wanted) - 1] + 1
            inside = within is None or within[0] <= start < within[1]
            if inside and self._is_whole(name, wanted, start, end):
                return start
            at = self.folded.find(wanted, at + 1)
        return None

    def nearest(self, names: Iterable[str]) -> str:
        """Return the words of the page that look most like one of the names, empty where none does."""
        best, score = "", 0.79
        for name in names:
            count = len(name.split())
            if not name.isascii() or count > 4:
                continue
            wanted = fold(name)
            near = [words for n in (count, count - 1, count + 1) for words in self._phrases.get(n, ())]
            for words in near:
                folded = fold(words)
                if abs(len(folded) - len(wanted)) > 4 or folded[:1] != wanted[:1]:
                    continue
                found = difflib.SequenceMatcher(None, wanted, folded).ratio()
                if found > score:
                    best, score = words, found
        return best

    @cached_property
    def _phrases(self) -> dict[int, list[str]]:
        """The runs of one to four words that begin with a capital letter, each once."""
        word = r"[^\W\d_][\w'’-]*"
        found = {}
        for count in range(1, 5):
            matches = re.finditer(rf"(?=\b({word}(?: {word}){{{count - 1}}}))", self.text)
            found[count] = list(dict.fromkeys(match[1] for match in matches if match[1][0].isupper()))
        return found

    def _is_whole(self, name: str, wanted: str, start: int, end: int) -> bool:
        shown = self.text[start:end]
        if _UNSPACED.match(shown[0]):
            return True
        if start and _joins(self.text[start - 1]):
            return False
        after = self.text[end : end + 3]
        if after and _joins(after[0]) and not (len(wanted) >= 4 and re.match(r"(?:e?s)(?![^\W_])", after)):
            return False
        if len(wanted) <= 4 and name.isupper():  # an abbreviation: US is not us, and KIA no "kia"
            return re.sub(r"\W", "", shown).isupper()
        return len(wanted) >= 6 or len(shown.split()) <= len(name.split())


def _joins(char: str) -> bool:
    """Tell whether a character belongs to the same word as a letter beside it."""
    return char.isalnum() and not _UNSPACED.match(char)


@lru_cache(maxsize=4096)
def _folded(char: str) -> str:
    return fold(char)


def shorter_forms(name: str, is_person: bool) -> Iterator[str]:
    """Yield the forms in which prose repeats a name: without titles, a country, a legal form.

    >>> [*shorter_forms("Myanmar Police Force", False)], [*shorter_forms("Saw Chit Thu", True)]
    (['Police Force'], ['Chit Thu'])
    """
    demonyms = _DEMONYMS.get(name.casefold().removeprefix("the "))
    if demonyms:
        yield from (word.upper() if len(word) == 2 and word.isascii() else word for word in demonyms.split())
    bare = re.sub(r"\s*[(（][^)）]*[)）]", "", name).strip()
    if bare and bare != name:
        yield bare
    words = [word for word in re.split(r"[\s,]+", bare) if word]
    if not bare.isascii() and len(words) < 2:
        return
    plain = [word.casefold().strip(".'’").removesuffix("'s").removesuffix("’s") for word in words]
    if is_person:
        kept = [word for word, key in zip(words, plain, strict=True) if key not in _HONORIFICS]
        if kept and kept != words:
            yield " ".join(kept)
        return
    own = re.fullmatch(r"((?:[A-Z][\w'’-]+ ){2,})[a-z][\w ]+", bare)
    if own:  # Khaing Chaung scam site: the description is ours
        yield own[1].strip()
    numbered = re.fullmatch(r"(\D+) (\d+)", bare)
    if numbered:  # Light Infantry Division 22: the 22nd, No. 22, LID 22
        head, count = numbered.groups()
        initials = "".join(word[0] for word in head.split() if word[0].isupper())
        yield from (f"{_ordinal(int(count))} {head}", f"{head} No. {count}")
        if len(initials) > 1:
            yield f"{initials} {count}"
    family = next((n for n, key in enumerate(plain) if key in ("family", "clan")), 0)
    if family:
        yield words[family - 1]
        return
    if " of " in bare:
        head, _, tail = bare.rpartition(" of ")
        if plain[-1] in _NATIONAL or tail.casefold() in _DEMONYMS:
            yield head  # Ministry of Public Security of China
        else:
            head, _, tail = bare.partition(" of ")
            tail = tail.removeprefix("the ")
            if " " in tail or len(tail) >= 6:  # Base of Infantry Battalion 23; Department of the Treasury
                yield tail
                yield from shorter_forms(tail, False)
            yield f"{tail} {head}"
    kept = [w for w, key in zip(words, plain, strict=True) if key not in _NATIONAL and key not in _LEGAL]
    if kept and kept != words and len("".join(kept)) >= 4:
        yield " ".join(kept)


def _ordinal(number: int) -> str:
    """Return a number in order.

    >>> _ordinal(22), _ordinal(11), _ordinal(3)
    ('22nd', '11th', '3rd')
    """
    last = number % 10 if number % 100 not in (11, 12, 13) else 0
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")


def ends_of(name: str) -> list[str]:
    """Return the first and the last word of a person's name in Latin letters, by which prose may call them.

    >>> ends_of("Thatchai Pitaneelaboot"), ends_of("U Nyi Ran")
    (['Thatchai', 'Pitaneelaboot'], ['Nyi', 'Ran'])
    """
    words = [word for word in name.split() if word.casefold().strip(".") not in _HONORIFICS]
    return [word for word in (words[0], words[-1]) if len(word) >= 3 and word[0].isupper()] if len(words) > 1 else []
