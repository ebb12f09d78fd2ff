"""Our readings as the page numbers and words them: a reader is told "one party says so", never "provisional"."""

from __future__ import annotations

from ..judge import ACCEPTED, DISPUTED, PROVISIONAL, REJECTED

STATUSES = (ACCEPTED, PROVISIONAL, DISPUTED, REJECTED)
CONFIDENCES = ("high", "moderate", "low")
#: What a reader is told instead of our own words for a status.
STATUS_WORDS = {ACCEPTED: "well supported", DISPUTED: "disputed", REJECTED: "an error in the source"}
PROVISIONAL_WORDS = {
    "party-only": "one party says so",
    "single-source": "one source only",
    "accusation-single": "one source only",
    "weak-sources": "weak sources only",
    "no-support": "no source can be heard",
}


def status_words(status: str, rule: str) -> str:
    """Return a status in the page's words; a provisional one says which it is."""
    return STATUS_WORDS.get(status) or PROVISIONAL_WORDS.get(rule, "weak sources only")
