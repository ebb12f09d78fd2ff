"""Names folded for comparison: one key for the spellings of one name, in any script.

Used where names are looked up and where two that fold to one are reported; the page folds in the same way.
"""

from __future__ import annotations

import re
import unicodedata

_DROP = re.compile(r"[\s\u200b-\u200d\u2060\-–—'’‘`\".,·・()（）]+")


def fold(text: str) -> str:
    """Return a name without case, diacritics, spaces, hyphens or syllable breaks.

    Marks of Burmese, Thai and other scripts that write vowels as marks are kept: there they are letters.

    >>> fold("Saw Chit-Thu") == fold("saw chit thu"), fold("Müller")
    (True, 'muller')
    """
    text = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in text if not ("\u0300" <= c <= "\u036f"))
    return _DROP.sub("", unicodedata.normalize("NFC", kept))
