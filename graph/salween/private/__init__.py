"""Names that must appear nowhere: `private.txt` and where its names stand in a text, however they are spelt.

A name is found in any case, width and style of letters, with or without diacritics, spaces and hyphens, with letters
that only look alike, with characters that are not seen, in any order of its words, over the ends of lines, and behind
the escapes of YAML, JSON, Turtle, HTML and addresses. It is a name only where it begins and ends as a word does:
- In scripts with spaces, where no letter stands before or after it: `Min` is not in `Minister`.
- In Burmese, Thai, Lao, Khmer, Chinese, Japanese and Korean, which put no space around a name or after it, where a
  syllable begins and ends. So a short name may be found in a longer word, and the whole name should be listed.
- Between its words no sentence may end.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, permutations
from pathlib import Path
from typing import NamedTuple

from ..place import Place
from ..problem import Problem
from ..read import name_of, read_text
from .escapes import goes_on, unescaped
from .fold import EITHER, GOES_ON, compact, fold, fold_with_places, is_gap

LISTED = "private.txt"
#: From so many words on, only the orders that people write are looked for: those that begin elsewhere, and backwards.
MOST_WORDS = 4
#: A name of so many letters is found with gaps in any place of it; a shorter one where its own gaps are, or everywhere.
LONG = 8
#: Characters that may stand between two words of a name.
WIDEST_GAP = 60
_WINDOW = 1 << 15

_STOP = re.compile(r"[!?;]|\n[ \t]*-[ \t]|:\s")
_PERIOD = re.compile(r"\.\s")
_WORD = re.compile(r"[^\x00\x03-\x2f:-@\[-`{-\x7f]+")
_CASED = re.compile("[\u0370-\u058f\u10a0-\u10ff\u1c80-\u1cbf\u1f00-\u1fff\u2c80-\u2d2f]")
_CLASSES = str.maketrans("i1\x010", "lllo")
#: Scripts that put no space around a name; Hangul is decomposed in a key, and has particles after a name.
_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
#: What goes on with a syllable: marks, Thai and Lao vowels after a consonant, jamo after the first; Burmese finals.
_GOES_ON_WITH = re.compile(
    "[\u0e30-\u0e3a\u0e45-\u0e4e\u0eb0-\u0ebc\u0ec6-\u0ece\u1160-\u11ff]|[\u1000-\u102a\u103f][\u1037\u1038]*[\u1039\u103a]"
)
#: What begins a syllable that its consonant comes after: a stacked letter, a vowel that Thai and Lao write first.
_LEADS = re.compile("[\u0e40-\u0e44\u0ec0-\u0ec4\u1039\u17d2]")


class Form(NamedTuple):
    """A name with its words in one order: its letters, the class of each, and after which of them a word ends."""

    letters: str
    classes: str
    packed: bytes
    cuts: frozenset[int]


@dataclass(frozen=True, slots=True)
class Entry:
    """A name of the list: where it is listed, what may be printed of it, and what is looked for."""

    listed: str
    masked: str
    forms: tuple[Form, ...]
    anchor: bytes
    has_lookalikes: bool
    words: int

    def may_be_in(self, packed: bytes) -> bool:
        return self.anchor in packed and any(form.packed in packed for form in self.forms)


class Hit(NamedTuple):
    """Where a private name begins and ends in a text; where it is behind an escape, only its line is sure."""

    start: int
    stop: int
    line: int
    is_exact: bool
    entry: Entry


@dataclass(frozen=True, slots=True)
class Protected:
    """The names that must appear nowhere."""

    entries: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries)

    def find(self, text: str) -> Iterator[Hit]:
        """Yield each place of a text where one of the names stands, by place; of one name in one line the first."""
        found: dict[tuple[int, str], Hit] = {}
        if not self.entries:
            return
        views = [text, meant] if (meant := unescaped(text)) != text else [text]
        if GOES_ON in meant:  # lines of YAML that go on in the next, put together: the lines after them are not counted
            views.append(unescaped(re.sub(f"{GOES_ON}\n{GOES_ON}", "", meant)))
        for number, view in enumerate(views):
            known = {listed for _, listed in found} if number == 2 else ()
            line = counted = 0
            for start, stop, entry in self._in(view):
                if entry.listed not in known and (number or not goes_on(text, start, stop)):
                    line = line + view.count("\n", counted, start) if start >= counted else view.count("\n", 0, start)
                    counted = start
                    found.setdefault((line, entry.listed), Hit(start, stop, line, not number, entry))
        yield from sorted(found.values(), key=lambda hit: (hit.line, hit.start))

    def covered(self, text: str) -> str:
        """Return a text that may be printed: the names in it covered, or all of it where one is behind an escape."""
        for hit in list(self.find(text))[::-1]:
            text = f"{text[: hit.start]}…{text[hit.stop :]}" if hit.is_exact else "…"
        return text if not any(self.find(text)) else "…"

    def covered_problem(self, problem: Problem) -> Problem:
        """Return a problem whose words print none of the names."""
        place = problem.place._replace(path=self.covered(problem.place.path))
        others = tuple((word, at._replace(path=self.covered(at.path))) for word, at in problem.others)
        what, fix, why = map(self.covered, (problem.what, problem.fix, problem.why))
        return replace(problem, place=place, what=what, fix=fix, why=why, others=others)

    def _in(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Yield what stands in a text as it is written, by the keys with and without what looks alike."""
        for with_lookalikes in (True, False):
            asked = [e for e in self.entries if with_lookalikes or e.has_lookalikes]
            packed = compact(fold(text, with_lookalikes)) if asked else b""
            asked = [entry for entry in asked if entry.may_be_in(packed)]
            if not asked:
                continue
            if not unicodedata.is_normalized("NFC", text):
                text = unicodedata.normalize("NFC", text)
            for start, stop in _windows(text):
                part = text[start:stop]
                packed = compact(fold(part, with_lookalikes))
                found = [entry for entry in asked if entry.may_be_in(packed)]
                if found:
                    window = _Window(part, with_lookalikes)
                    yield from ((start + a, start + b, entry) for entry in found for a, b in window.find(entry))


class _Window:
    """A short text: the letters of its key, where each comes from, and what stands before each."""

    def __init__(self, text: str, with_lookalikes: bool) -> None:
        key, places = fold_with_places(text, with_lookalikes)
        kept = [i for i, char in enumerate(key) if not is_gap(char) and char != GOES_ON]
        self.text, self.key, self.kept = text, key, kept
        self.places = [places[i] for i in kept]
        self.letters = "".join(key[i] for i in kept)
        self.classes = self.letters.translate(_CLASSES)

    def find(self, entry: Entry) -> Iterator[tuple[int, int]]:
        """Yield where a name begins and ends in the text."""
        for form in entry.forms:
            at = self.classes.find(form.classes)
            while at >= 0:
                end = at + len(form.classes)
                if self._is_name(form, at, end, entry.words > 1):
                    yield self.places[at], self.places[end - 1] + 1
                at = self.classes.find(form.classes, at + 1)

    def _is_name(self, form: Form, at: int, end: int, has_words: bool) -> bool:
        letters = self.letters[at:end]
        pairs = list(zip(form.letters, letters, strict=True))
        if any(mine != its and its not in "01\x01" and mine != EITHER for mine, its in pairs):
            return False
        digits = sum(mine != its and its in "01" for mine, its in pairs)
        if digits * 2 > len(letters) - digits:
            return False
        gaps = {i - at: self._gap(i) for i in range(at + 1, end)}
        if any(self._stops(gap, at + i) for i, gap in gaps.items() if gap):
            return False
        open_at = {i for i, gap in gaps.items() if gap}
        is_spelt = len(open_at) == len(letters) - 1
        if not (len(letters) >= LONG or is_spelt or open_at <= form.cuts or _UNSPACED.search(letters)):
            return False
        return self._begins(at, has_words) and self._ends(end, has_words)

    def _gap(self, index: int) -> str:
        """Return what stands in the key between a letter and the one before it."""
        return self.key[self.kept[index - 1] + 1 : self.kept[index]].replace(GOES_ON, "")

    def _stops(self, gap: str, index: int) -> bool:
        """Tell whether a sentence, an item or a key ends in a gap; after one letter a period shortens a word."""
        if len(gap) > WIDEST_GAP or _STOP.search(gap):
            return True
        start = index
        while start > 0 and not (start < index and self._gap(start)):
            start -= 1
        return bool(_PERIOD.search(gap)) and index - start > 1

    def _begins(self, at: int, has_words: bool) -> bool:
        if at == 0 or self._gap(at):
            return True
        before, first = self.letters[at - 1], self.letters[at]
        if _UNSPACED.match(first):
            return not _LEADS.match(before)
        return self._parts(before, first) or (has_words and self._is_hump(at))

    def _ends(self, end: int, has_words: bool) -> bool:
        if end == len(self.letters) or self._gap(end):
            return True
        last, after = self.letters[end - 1], self.letters[end]
        if _UNSPACED.match(last):
            return unicodedata.category(after) not in ("Mn", "Mc") and not _GOES_ON_WITH.match(self.letters, end)
        return self._parts(last, after) or (has_words and self._is_hump(end))

    def _parts(self, one: str, other: str) -> bool:
        """Tell whether two letters side by side are of two words: of two sorts of script, or a letter and a digit."""
        return bool(_UNSPACED.match(one) or _UNSPACED.match(other)) or one.isdigit() != other.isdigit()

    def _is_hump(self, index: int) -> bool:
        """Tell whether a word begins here with a capital inside of another, as in `theName`."""
        before, here = (self.text[self.places[i]] for i in (index - 1, index))
        return before.islower() and here.isupper()


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield parts of a text that overlap by more than a name, and are cut where a word ends if one does."""
    start = 0
    while start < len(text):
        stop = min(start + _WINDOW, len(text))
        yield _outwards(text, start, -1), _outwards(text, stop, 1)
        start = max(stop - 400, start + 1) if stop < len(text) else stop


def _outwards(text: str, at: int, step: int) -> int:
    """Return the next place from here where no word is cut, if it is near."""
    for place in range(at, at + 200 * step, step):
        if not 0 < place < len(text) or text[place - 1].isspace() or text[place].isspace():
            return max(0, min(place, len(text)))
    return at


def read_list(root: Path, folder: Path) -> tuple[Protected, list[Problem]]:
    """Read `private.txt` of a folder: a name a line, `#` for remarks. None is an empty list; one that cannot be read,
    or a name too short to be looked for, is a problem: unreadable, not-utf8, private-list."""
    path = folder / LISTED
    if not os.path.lexists(path):
        return Protected(), []
    name, start = name_of(root, path), Place(name_of(root, path), 0, 0)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            what, why = "this is no regular file", "names that cannot be read are not protected"
            return Protected(), [Problem("unreadable", start, what, f"make {name} a text file", why)]
    except OSError:  # read_text says why
        pass
    text, problems = read_text(root, path)
    entries = []
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n")):
        written = line.strip()
        if not written or written.startswith("#"):
            continue
        entry = entry_of(written, f"line {number + 1} of {name}")
        if entry is not None:
            entries.append(entry)
            continue
        what = "a name here is too short to be looked for"
        fix, why = "write the whole name, in each script by itself", "it would be found in every other word"
        problems.append(Problem("private-list", Place(name, number, 0), what, fix, why))
    return Protected(tuple(entries)), problems


def entry_of(written: str, listed: str = "") -> Entry | None:
    """Return what is looked for of a name; None where it is too short: fewer than three letters, or two of Chinese."""
    key = fold(unicodedata.normalize("NFC", unescaped(written)))
    words = _WORD.findall(key)
    letters = "".join(words)
    is_short = len(letters) < (2 if re.search("[\u2e80-\u9fff\U00020000-\U0003ffff]", letters) else 3)
    if is_short or letters.isdigit():
        return None
    keys = [key]
    has_lookalikes = bool(_CASED.search(unicodedata.normalize("NFKC", written)))
    if has_lookalikes:
        keys.append(fold(unicodedata.normalize("NFC", written), with_lookalikes=False))
    forms = tuple(form for one in keys for form in _forms(_WORD.findall(one)))
    anchor = b"" if has_lookalikes else compact(max(words, key=len))
    masked = " ".join(f"{word[0]}…" for word in re.findall(r"\w+", written)) or "…"
    return Entry(listed, masked, forms, anchor, has_lookalikes, len(words))


def _forms(words: list[str]) -> Iterator[Form]:
    """Yield a name with its words in each order that people write, each once."""
    if len(words) <= MOST_WORDS:
        orders = list(permutations(words))
    else:
        turned = [words[i:] + words[:i] for i in range(len(words))]
        orders = [tuple(order) for one in turned for order in (one, one[::-1])]
    for order in dict.fromkeys(orders):
        letters = "".join(order)
        cuts = {sum(map(len, order[:i])) for i in range(1, len(order))}
        yield Form(letters, letters.translate(_CLASSES), compact(letters), frozenset(cuts))


def first(found: Iterator[Hit], most: int = 20) -> list[Hit]:
    """Return so many hits: whoever sees twenty has seen enough."""
    return list(islice(found, most))
