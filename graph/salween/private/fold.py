"""A text as one key for its spellings: the key of a name stands in the key of every text that has the name.

Folded are case, width and style of letters (NFKC), diacritics, characters that are not seen, and letters of other
scripts that look like Latin ones. Every mark between words becomes a character that `compact` leaves out.

What looks alike is taken from Unicode's confusables.txt 15.1 (UTS #39; lookalikes.LICENSE-UNICODE-3.0): single letters
of alphabets, and not of Burmese, Thai and their neighbours, where a letter that looks like an o is no o. Small capitals
and the small letters of Greek and Cyrillic whose capitals look alike are added.
"""

from __future__ import annotations

import re
import unicodedata

#: What looks like a Latin letter, by the letter.
LOOKALIKES = {
    "a": "ɑΑαАаᎪᗅᴀꓮ𐊠𖽀",
    "b": "ƄʙΒβВЬвᏏᏴᑲᖯᗷꓐꞴ𐊂𐊡𐌁",
    "c": "СсᏟᴄⲤⲥꓚꮯ𐊢𐌂𐐕𐐽𐔜",
    "d": "ԁᎠᏧᑯᗞᗪᴅꓒꓓđð",
    "e": "ΕεЕеҽᎬᴇ℮ⴹꓰꬲ𐊆",
    "f": "ϜքᖴẝꓝꜰꞘꞙꬵ𐊇𐊥𐔥",
    "g": "ƍɡɢԌցᏀᏳᶃꓖ",
    "h": "ʜΗНнһհᎻᏂᕼⲎꓧ𐋏ħ",
    "i": "ıɩɪιіӏᎥꙇꭵ",
    "j": "ͿϳЈјᎫᒍᴊꓙꞲ",
    "k": "ΚκКкᏦᛕᴋⲔꓗ𐔘",
    "l": "ʟᏞᒪⳐꓡ𐐛𐔦𖼖ł",
    "m": "ΜϺМмᎷᗰᛖᴍⲘꓟ𐊰𐌑",
    "n": "ɴΝηпոռⲚꓠ𐔓ŋ",
    "o": "ΟοσОоՕօჿᴏᴑⲞⲟⵔꓳꬽ𐊒𐊫𐐄𐐬𐓂𐓪𐔖ø",
    "p": "ΡρРрᏢᑭᴘⲢⲣꓑ𐊕",
    "q": "ԛգզⵕꞯ",
    "r": "ƦʀгᎡᏒᖇᴦⲅꓣꭇꭈꮁ𐒴𖼵",
    "s": "ƽЅѕՏᏕᏚꓢꜱꮪ𐊖𐐠𐑈𖼺",
    "t": "ΤτТтᎢᴛⲦꓔ𐊗𐊱𐌕𖼊ŧ",
    "u": "ʋμυՍսᑌᴜꓴꞟꭎꭒ𐓎𐓶𖽂",
    "v": "νѴѵᏙᐯᴠⴸꓦꛟꮩ𐔝𖼈",
    "w": "ɯωѡԜԝաᎳᏔᴡꓪꮃ",
    "x": "ΧχХхᕁᕽᚷⲬⵝꓫꞳ𐊐𐊴𐌗𐔧",
    "y": "ɣʏΥγУуҮүყᎩᎽᶌỿⲨꓬꭚ𐊲𖽃",
    "z": "ΖᏃᴢꓜꮓ",
    "ae": "æ",
    "oe": "œ",
    "ss": "ß",
}
#: What looks like a capital I and so may stand for an i or an l.
_EITHER = "ƖǀΙІӀⲒⵏꓲ𐊊𐌉𖼨ᛁ"
#: The mark for one of those in a key.
EITHER = "\x01"
#: A line of YAML that goes on in the next: no gap, but a line.
GOES_ON = "\x02"
#: Digits that look like letters of a Burmese name, and are typed for them.
_BURMESE = {"\u1040": "\u101d", "\u1047": "\u101b"}
_STOPS = "。！？｡؟।॥။၊"
#: Not seen, though their category does not say so: fillers, selectors, joiners.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")
#: Marks that can be put over any letter.
_DIACRITIC = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")
_OTHERS = re.compile(r"[^\x00-\x7f]+")
_PLAIN = {char: letter for letter, chars in LOOKALIKES.items() for char in chars} | dict.fromkeys(_EITHER, EITHER)
_GAP = re.compile(r"[\x00\x03-\x2f:-@\[-`{-\x7f]")


class _Table(dict[int, str]):
    """Code point → its part of a key, worked out when it is first met."""

    def __init__(self, with_lookalikes: bool) -> None:
        self.with_lookalikes = with_lookalikes

    def __missing__(self, point: int) -> str:
        self[point] = found = "".join(map(self._one, unicodedata.normalize("NFKD", chr(point))))
        return found

    def _one(self, char: str) -> str:
        category = unicodedata.category(char)
        if char.isascii():
            return char.lower()
        if category in ("Cf", "Cc", "Cn", "Co", "Cs") or _UNSEEN.match(char) or _DIACRITIC.match(char):
            return ""
        if category[0] in "PSZ" and char not in _PLAIN:
            return "!" if char in _STOPS else " "
        if char in _BURMESE:
            return _BURMESE[char]
        if self.with_lookalikes and char in _PLAIN:
            return _PLAIN[char]
        small = char.casefold()
        return "".join(_PLAIN.get(c, c) for c in small) if self.with_lookalikes else small


_LIKE, _AS_IS = _Table(True), _Table(False)


def fold(text: str, with_lookalikes: bool = True) -> str:
    """Return the key of a text, its gaps and line ends kept. Letters of other scripts stay themselves if so asked.

    >>> fold("ＡUNG\u200b Kо-Ｋo"), fold("Żółć")
    ('aung ko-ko', 'zolc')
    """
    if text.isascii():
        return text.lower()
    table = _LIKE if with_lookalikes else _AS_IS
    return _OTHERS.sub(lambda found: unicodedata.normalize("NFC", found[0]).translate(table), text).lower()


def fold_with_places(text: str, with_lookalikes: bool = True) -> tuple[str, list[int]]:
    """Return the key of an NFC text, and for each of its characters which one of the text it comes from."""
    table = _LIKE if with_lookalikes else _AS_IS
    parts = [char.lower() if char.isascii() else table[ord(char)] for char in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def is_gap(char: str) -> bool:
    """Tell whether a character of a key is no part of a word.

    >>> [is_gap(char) for char in "a-က1 "]
    [False, True, False, False, True]
    """
    return _GAP.match(char) is not None


_DELETED = bytes(code for code in range(128) if is_gap(chr(code)) or chr(code) == GOES_ON)
_CLASSES = bytes.maketrans(b"i1\x010", b"lllo")


def compact(key: str) -> bytes:
    """Return a key without its gaps, and with one letter for those that are written for one another: i, l, 1; o, 0.

    >>> compact("aung k0-ko"), compact("thi1i")
    (b'aungkoko', b'thlll')
    """
    return key.encode("utf-8", "surrogatepass").translate(_CLASSES, _DELETED)
