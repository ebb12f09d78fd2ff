"""Language tags: which there are, how each is written, and which script a language is written in.

Source: BCP 47 (RFC 5646) and the IANA Language Subtag Registry; `subtags.txt` is its list, a line a sort of subtag.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_TAG = re.compile(
    r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-x(-[a-z0-9]{1,8})+)?"
)
#: What authors write where a tag is meant: names of languages, countries, and codes of other standards.
_MEANT = {
    "ara": "ar", "bur": "my", "burmese": "my", "chi": "zh", "chinese": "zh-Hans", "cn": "zh-Hans", "deu": "de",
    "en-uk": "en-GB", "eng": "en", "english": "en", "fra": "fr", "fre": "fr", "french": "fr", "ger": "de",
    "german": "de", "hin": "hi", "hindi": "hi", "ind": "id", "indonesian": "id", "ita": "it", "japanese": "ja",
    "jp": "ja", "jpn": "ja", "karen": "ksw", "khm": "km", "khmer": "km", "kor": "ko", "korean": "ko", "lao": "lo",
    "malay": "ms", "may": "ms", "mm": "my", "msa": "ms", "mya": "my", "por": "pt", "rus": "ru", "russian": "ru",
    "shan": "shn", "simplified": "zh-Hans", "spa": "es", "spanish": "es", "tha": "th", "thai": "th",
    "traditional": "zh-Hant", "vie": "vi", "vietnamese": "vi", "vn": "vi", "zh-cn": "zh-Hans", "zh-hk": "zh-Hant",
    "zh-tw": "zh-Hant", "zho": "zh",
}  # fmt: skip
_OTHERWISE = "write a tag such as en, my, th, zh-Hans or zh-Hant"

#: Words by which Unicode names the letters of a script, by language; who is not here may be written in any.
_SCRIPTS = {
    "ar": ("ARABIC",), "hi": ("DEVANAGARI",), "ja": ("CJK", "HIRAGANA", "KATAKANA"), "km": ("KHMER",),
    "ko": ("HANGUL", "CJK"), "ksw": ("MYANMAR",), "lo": ("LAO",), "mnw": ("MYANMAR",), "my": ("MYANMAR",),
    "ru": ("CYRILLIC",), "shn": ("MYANMAR",), "ta": ("TAMIL",), "th": ("THAI",), "ur": ("ARABIC",), "zh": ("CJK",),
}  # fmt: skip
_LATIN = ("de", "en", "es", "fil", "fr", "id", "it", "ms", "pt", "vi")


class Subtags(NamedTuple):
    """The registered subtags, in the case in which they are written."""

    language: frozenset[str]
    script: frozenset[str]
    region: frozenset[str]
    variant: frozenset[str]


@lru_cache(maxsize=1)
def subtags() -> Subtags:
    lines = Path(__file__).with_name("subtags.txt").read_text("utf-8").splitlines()[1:]
    return Subtags(*(frozenset(line.split()[1:]) for line in lines))


@lru_cache(maxsize=4096)
def tag_fix(tag: str) -> str:
    """Return how to mend what is no language tag, or an empty string where it is one.

    >>> tag_fix("zh-Hans"), tag_fix("en_GB"), tag_fix("my-Burmese"), tag_fix("chinese")
    ('', 'write en-GB', 'write my', 'write zh-Hans')
    """
    if _TAG.fullmatch(tag) and not _unregistered(tag):
        return ""
    meant = _MEANT.get(tag.casefold().replace("_", "-"))
    if meant is None:
        near = _in_its_case(tag.replace("_", "-"))
        while near and (not _TAG.fullmatch(near) or _unregistered(near)):
            near = near.rpartition("-")[0]
        meant = near
    return f"write {meant}" if meant else _OTHERWISE


def other_script(text: str, tag: str) -> str:
    """Return the script in which a name stands where its language is written in another; else an empty string.

    One letter of the right script will do, and so will initials in capitals, which every language borrows.

    >>> other_script("Lashio", "my"), other_script("ကိုးကန့် BGF", "my"), other_script("14K", "zh-Hant")
    ('Latin', '', '')
    """
    parts = tag.split("-")
    wanted = ("LATIN",) if parts[0] in _LATIN or "Latn" in parts else _SCRIPTS.get(parts[0])
    if wanted is None or (text.isascii() and ("LATIN" in wanted or text.isupper())):
        return ""
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return ""
    found = [unicodedata.name(char, "").partition(" ")[0] for char in letters]
    if any(name in wanted for name in found):
        return ""
    return "Chinese" if found[0] == "CJK" else found[0].capitalize()


def _unregistered(tag: str) -> str:
    """Return the first subtag of a well-formed tag that nobody registered, or an empty string."""
    known = subtags()
    first, *rest = tag.partition("-x-")[0].split("-")
    if first not in known.language:
        return first
    for subtag in rest:
        sort = known.script if len(subtag) == 4 and subtag.isalpha() else known.region
        if len(subtag) > 4 or (len(subtag) == 4 and subtag[0].isdigit()):
            sort = known.variant
        if subtag not in sort:
            return subtag
    return ""


def _in_its_case(tag: str) -> str:
    """Write the subtags of a tag in the case that each has.

    >>> _in_its_case("ZH-hans-cn")
    'zh-Hans-CN'
    """
    first, *rest = tag.lower().split("-")
    return "-".join(
        [first, *(p.title() if len(p) == 4 and p.isalpha() else p.upper() if len(p) == 2 else p for p in rest)]
    )
