"""Names: one key for the spellings of one name, and the one finder that says which thing a name means.

Commands, Python, the server and the page all ask this finder, so a name means the same at every door.
"""

from .finder import SURE, Finder, Match, Rung, Target, UnclearName
from .fold import SOUNDS, fold, initials, sound, words

__all__ = [
    "SOUNDS",
    "SURE",
    "Finder",
    "Match",
    "Rung",
    "Target",
    "UnclearName",
    "fold",
    "initials",
    "sound",
    "words",
]
