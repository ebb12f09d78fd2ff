"""The status of a record: the first rule that matches, with the words for why. A better rule is one edit here."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Assessment, Claim, Event
from ..ontology import EventKind, Predicate
from .sides import Sides, Voice

ACCEPTED, DISPUTED, PROVISIONAL, REJECTED = "accepted", "disputed", "provisional", "rejected"
HIGH, MODERATE, LOW = "high", "moderate", "low"


class Verdict(NamedTuple):
    """Status and confidence; `rule` names the rule that decided, `because` says it in words."""

    status: str
    confidence: str
    rule: str
    because: str


def decide(
    record: Claim | Event,
    term: Predicate | EventKind,
    support: tuple[Voice, ...],
    denial: tuple[Voice, ...],
    sides: Sides,
    override: Assessment | None,
    accused: frozenset[str],
    overturned: frozenset[str],
) -> Verdict:
    """Judge the whole of a record, from the voices for and against it that can be heard."""
    strong_for, strong_against = sides.is_strong(support), sides.is_strong(denial)
    strong_origins = len(sides.count(voice for voice in support if voice.is_strong))
    confidence = HIGH if strong_origins >= 2 and not strong_against else MODERATE if strong_origins else LOW
    if override is not None:
        level = LOW if override.status in (REJECTED, DISPUTED) else confidence
        who = f"{override.assessed_by}: " if override.assessed_by else ""
        return Verdict(override.status, level, "analyst", f"{who}{override.because}")
    if denial and (strong_against or not strong_for):
        return Verdict(DISPUTED, LOW, "contradicted", _contradicted(strong_for, strong_against))
    performers = sides.performers(record)
    if performers and any(_own_document(voice, performers, sides) for voice in support):
        return Verdict(ACCEPTED, HIGH, "performative", "settled by the own document of whoever did it")
    if strong_for and accused:
        return _accusation(support, sides, accused, overturned, confidence)
    if strong_for:
        if sides.from_two_sides(support) and confidence == LOW:
            return Verdict(ACCEPTED, MODERATE, "two-sides", "parties from two sides say the same")
        return Verdict(ACCEPTED, confidence, "strong-support", _strong(strong_origins, len(sides.count(support))))
    return _provisional(support, sides)


def _accusation(
    support: tuple[Voice, ...], sides: Sides, accused: frozenset[str], overturned: frozenset[str], confidence: str
) -> Verdict:
    """An accusation needs a second independent origin, a conviction not overturned, or the accused's own word."""
    independent = sides.count(voice for voice in support if not voice.is_party)
    if len(independent) >= 2:
        because = f"an accusation with {len(independent)} independent origins"
        return Verdict(ACCEPTED, confidence, "accusation-corroborated", because)
    if any(voice.attestation.basis == "court" for voice in support) and not accused & overturned:
        return Verdict(ACCEPTED, confidence, "accusation-convicted", "a court found so, and was not overturned")
    own = {member for person in accused for member in sides.party(person)}
    if any(v.speaker in own and v.attestation.basis in ("admission", "document") for v in support):
        return Verdict(ACCEPTED, confidence, "accusation-admitted", "the accused's own document or admission says so")
    return Verdict(PROVISIONAL, LOW, "accusation-single", "one source only: an accusation needs a second independent origin")


def _provisional(support: tuple[Voice, ...], sides: Sides) -> Verdict:
    if not support:
        return Verdict(PROVISIONAL, LOW, "no-support", "no source that supports it can be heard")
    if all(voice.is_party for voice in support):
        return Verdict(PROVISIONAL, LOW, "party-only", "one party says so")
    if len(sides.count(support)) == 1:
        return Verdict(PROVISIONAL, LOW, "single-source", "one source only")
    return Verdict(PROVISIONAL, LOW, "weak-sources", "weak sources only")


def _own_document(voice: Voice, performers: frozenset[str], sides: Sides) -> bool:
    """Tell whether a voice is the performer's own document: published by it, or a document or list it speaks by."""
    publisher = str(sides.corpus.sources[voice.attestation.source].publisher)
    if publisher in performers:
        return True
    return voice.speaker in performers and voice.attestation.basis in ("document", "list", "court")


def _contradicted(strong_for: bool, strong_against: bool) -> str:
    if strong_for and strong_against:
        return "contradicted by sources as strong as those that support it"
    if strong_against:
        return "contradicted by stronger sources than those that support it"
    return "neither side has strong sources"


def _strong(strong_origins: int, origins: int) -> str:
    if strong_origins >= 2:
        return f"{strong_origins} independent sources of grade A or B"
    if strong_origins == 1:
        return "one independent source of grade A or B" + (f", of {origins} origins" if origins > 1 else "")
    return f"{origins} independent sources that are no party to it"
