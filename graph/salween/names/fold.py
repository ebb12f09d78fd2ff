"""A name as keys that can be compared: folded, by its initials, by its sound, by its pairs of letters.

The page makes the same keys of what a reader types, by the same tables; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata

_DROP = re.compile(r"[\s\u200b-\u200d\u2060\-–—'’‘`\".,·・()（）]+")
_BREAK = re.compile(r"[\s\-–—/·・()（）]+")
#: Words that an abbreviation may leave out.
_SMALL = frozenset({"a", "and", "for", "in", "of", "on", "the", "to"})
#: Letters of a short text that must stand at the beginning of a word to be a part of a name: Latin ones.
_SHORT = 4
_LATIN = re.compile(r"[a-z0-9/&“”+@:]+")

#: What transliterations of one Burmese, Shan, Chinese or Thai name differ in, in the order of the rules: a pattern of
#: the folded name, and what all its spellings become. Only for finding who may be meant, never for saying who is.
SOUNDS = (
    ("ph|hp", "p"),
    ("th|ht", "t"),
    ("kh|hk|gh", "k"),
    ("sh|hs|x|z", "s"),
    ("ky|gy|ch|zh|hc|q|j", "c"),
    ("hm", "m"),
    ("hn", "n"),
    ("hl", "l"),
    ("ng", "n"),
    ("aw|au|ao|ou|ow|oe|u", "o"),
    ("ay|ai|ei|ae|eh|ey", "e"),
    ("ee|ie|y", "i"),
    ("g", "k"),
    ("d", "t"),
    ("b", "p"),
    ("v", "w"),
    (r"(.)\1+", r"\1"),
)
_SOUNDS = [(re.compile(pattern), spelling) for pattern, spelling in SOUNDS]


def fold(text: str) -> str:
    """Return a name without case, diacritics, spaces, hyphens or syllable breaks.

    Marks of Burmese, Thai and other scripts that write vowels as marks are kept: there they are letters.

    >>> fold("Saw Chit-Thu") == fold("saw chit thu"), fold("Müller")
    (True, 'muller')
    """
    text = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in text if not ("\u0300" <= c <= "\u036f"))
    return _DROP.sub("", unicodedata.normalize("NFC", kept))


def words(text: str) -> str:
    """Return the words of a name, each folded, each after a space.

    >>> words("KNU/KNLA-PC of Htay Maung")
    ' knu knla pc of htay maung'
    """
    return "".join(f" {word}" for part in _BREAK.split(text) if (word := fold(part)))


def is_part(part: str, key: str) -> bool:
    """Tell whether a key holds another that says enough: a few Latin letters inside a word say nothing."""
    return part in key and (len(part) >= _SHORT or not _LATIN.fullmatch(part))


def initials(text: str) -> tuple[str, ...]:
    """Return how a name of three words or more may be abbreviated: all its initials, and those of its longer words.

    Two letters would abbreviate too many names to say anything.

    >>> initials("Communist Party of Burma"), initials("Chen Zhi")
    (('cpob', 'cpb'), ())
    """
    latin = [word for word in words(text).split() if _LATIN.fullmatch(word)]
    found = ("".join(word[0] for word in latin), "".join(word[0] for word in latin if word not in _SMALL))
    return tuple(dict.fromkeys(key for key in found if len(key) > 2))


def sound(key: str) -> str:
    """Return what a folded name in Latin letters has in common with its other transliterations; else nothing.

    >>> sound(fold("Laukkai")) == sound(fold("Laogai")), sound(fold("Myawaddy")) == sound(fold("Myawadi"))
    (True, True)
    """
    if not _LATIN.fullmatch(key):
        return ""
    for pattern, spelling in _SOUNDS:
        key = pattern.sub(spelling, key)
    return key


def pairs(key: str) -> frozenset[str]:
    """Return the pairs of neighbouring letters of a key, its ends marked.

    >>> sorted(pairs("kia"))
    ['^k', 'a$', 'ia', 'ki']
    """
    padded = f"^{key}$"
    return frozenset(padded[at : at + 2] for at in range(len(padded) - 1))
