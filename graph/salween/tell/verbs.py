"""The tenses of the verb that begins a relationship's label: "holds office in" → "held office in".

English only, as the labels of the ontology are; knows no relationship by name.
"""

from __future__ import annotations

#: The past and the participle of verbs that do not end in -ed.
_IRREGULAR = {
    "gives": ("gave", "given"),
    "has": ("had", "had"),
    "holds": ("held", "held"),
    "is": ("was", "been"),
    "leads": ("led", "led"),
    "lies": ("lay", "lain"),
    "runs": ("ran", "run"),
    "speaks": ("spoke", "spoken"),
    "stands": ("stood", "stood"),
    "takes": ("took", "taken"),
    "writes": ("wrote", "written"),
}
_DOUBLED = {"controls": "controll"}


def is_present(label: str) -> bool:
    """Tell whether a label says what is, not what happened.

    >>> is_present("holds office in"), is_present("met"), is_present("was arrested by")
    (True, False, False)
    """
    verb = label.partition(" ")[0].rstrip(",")
    return verb.endswith("s") and verb != "was"


def past(label: str) -> str:
    """Return a label in the past; one that tells what happened is so already.

    >>> [past(label) for label in ("is part of", "supplies power to", "controls", "traffics people to", "met")]
    ['was part of', 'supplied power to', 'controlled', 'trafficked people to', 'met']
    """
    return _with(label, 0) if is_present(label) else label


def perfect(label: str) -> str:
    """Return a label as it has been until now.

    >>> [perfect(label) for label in ("holds office in", "is part of", "passes ground controlled by", "met")]
    ['has held office in', 'has been part of', 'has passed ground controlled by', 'met']
    """
    return f"has {_with(label, 1)}" if is_present(label) else label


def _with(label: str, form: int) -> str:
    verb, space, rest = label.partition(" ")
    word = verb.rstrip(",")
    found = _IRREGULAR[word][form] if word in _IRREGULAR else _regular(word)
    return f"{found}{verb[len(word) :]}{space}{rest}"


def _regular(verb: str) -> str:
    if verb in _DOUBLED:
        return f"{_DOUBLED[verb]}ed"
    if verb.endswith("ies"):
        return f"{verb[:-3]}ied"
    if verb.endswith(("shes", "sses", "ches", "xes")):
        return f"{verb[:-2]}ed"
    stem = verb[:-1]
    return f"{stem}d" if stem.endswith("e") else f"{stem}ked" if stem.endswith("c") else f"{stem}ed"
