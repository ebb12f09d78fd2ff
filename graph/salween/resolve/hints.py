"""What a newcomer writes for a construct of ours, and the few lines to paste instead.

Read only where a word is unknown; no misspelling would lead from one to the other. Examples have three lines at most.
"""

from __future__ import annotations

#: Words of other systems for kinds of event and of entity, in small letters, singular.
_EVENTS = {
    "accord": "Agreement", "airstrike": "Attack", "ambush": "Attack", "assassination": "Killing", "battle": "Clash",
    "bombing": "Attack", "deal": "Agreement", "designation": "Listing", "fighting": "Clash",
    "indictment": "Charge", "kidnapping": "Abduction", "massacre": "Killing", "murder": "Killing",
    "offensive": "Operation", "sanction": "Listing", "shelling": "Attack", "statement": "Remark",
    "summit": "Meeting", "talk": "Negotiation", "treaty": "Agreement", "truce": "Ceasefire", "verdict": "Sentence",
}  # fmt: skip
_KINDS = {
    "armed group": "ArmedGroup", "business": "Company", "city": "Town", "eao": "ArmedGroup",
    "firm": "Company", "government": "GoverningBody", "human": "Person", "individual": "Person",
    "junta": "GoverningBody", "magazine": "MediaOutlet", "military": "Army", "newspaper": "MediaOutlet",
    "ngo": "Association", "organisation": "Organization", "party": "PoliticalParty", "police": "PoliceUnit",
    "politician": "Person", "rebel group": "ArmedGroup", "scam centre": "Compound", "scam center": "Compound",
    "scam compound": "Compound", "website": "Platform",
}  # fmt: skip
_CONTRADICTS = """\
a denial is a source of the record that it denies. Add to its sources:
- {source: source-id, said_by: state-army, stance: contradicts, date: 2024-08-09}"""
_LISTING = """\
sanctions are an event. Write under events:
- {id: wei-an-listed, event: Listing, issuer: treasury, listed: wei-an,
   from: 2024-08-03, sources: [source-id]}"""
_PLANNED = """\
a plan is an event with mode: planned. Write under events:
- {id: talks-2024-09, event: Meeting, mode: planned, date: 2024-09-10,
   sides: [[hill-army], [river-union]], sources: [source-id]}"""
#: Keys of a record that name another construct, with what to write.
_KEYS = {
    **dict.fromkeys(
        ("denies", "denied", "denied_by", "denial", "disputes", "disputed_by", "contradicts"), _CONTRADICTS
    ),
    **dict.fromkeys(("sanctions", "sanctioned", "sanctioned_by", "sanction", "blacklisted_by"), _LISTING),
    **dict.fromkeys(("planned", "plan", "is_planned"), _PLANNED),
}


def event_for(word: str) -> str:
    """Return the kind of event that a word of another system means, or an empty string.

    >>> event_for("Sanction"), event_for("Battles")
    ('Listing', 'Clash')
    """
    return _found(_EVENTS, word)


def kind_for(word: str) -> str:
    """Return the kind of entity that a word of another system means, or an empty string.

    >>> kind_for("Military"), kind_for("Organization")
    ('Army', 'Organization')
    """
    return _found(_KINDS, word.replace("ization", "isation"))


def for_key(key: str) -> str:
    """Return the fix for a key that stands for another construct, or an empty string.

    >>> for_key("planned").splitlines()[0]
    'a plan is an event with mode: planned. Write under events:'
    """
    return _KEYS.get(key.casefold(), "")


def _found(table: dict[str, str], word: str) -> str:
    plain = word.casefold().replace("_", " ").replace("-", " ").strip()
    return table.get(plain) or table.get(plain.removesuffix("s"), "")
