"""The status of a record: the first rule that matches, with the words for why. A better rule is one edit here.

Source: design section 6. Where it leaves a choice:

- The issuer's own document makes its side strong, so that a weaker denial is shown and does not unsettle the act;
  a denial that is strong comes first, as the order of the table says.
- Its own document is what it, its mouthpiece or the body it serves publishes in its own name, or what an outlet of
  grade A to C has read (`basis: document, list, court`). What several did together needs the documents of two of
  them that are no one party: one party's paper says only what that one did.
- An accusation of a body is not admitted by a body above it: only who speaks for the accused speaks as the accused.
- Parties from two sides that say the same are worth one strong origin: moderate, not low.
- "Dissent as strong", of confidence, is dissent on the whole; of a figure, its value is the whole.
"""

from __future__ import annotations

from typing import NamedTuple

from ..model import Assessment, Claim, Event
from .sides import FAIR, Sides, Voice

ACCEPTED, DISPUTED, PROVISIONAL, REJECTED = "accepted", "disputed", "provisional", "rejected"
HIGH, MODERATE, LOW = "high", "moderate", "low"
#: Best first, as the ontology declares them: wherever one reading is better than another, it is by these.
STATUSES = (ACCEPTED, PROVISIONAL, DISPUTED, REJECTED)
CONFIDENCES = (HIGH, MODERATE, LOW)
#: What a document rests on where a fair outlet has read it.
_PAPERS = ("document", "list", "court")


#: The status as a reader is told it.
STATUS_IN_WORDS = {
    ACCEPTED: "well supported",
    PROVISIONAL: "provisional",
    DISPUTED: "disputed",
    REJECTED: "an error in the source",
}


class Verdict(NamedTuple):
    """Status and confidence; `rule` names the rule that decided, `because` says it in words."""

    status: str
    confidence: str
    rule: str
    because: str

    @property
    def in_words(self) -> str:
        """The status in plain words: for what is provisional, which way it is."""
        if self.status == PROVISIONAL and self.rule != "analyst":
            return self.because.partition(":")[0]
        return STATUS_IN_WORDS[self.status]


def decide(
    record: Claim | Event,
    support: tuple[Voice, ...],
    denial: tuple[Voice, ...],
    sides: Sides,
    override: Assessment | None,
    accused: frozenset[str],
    is_convicted: bool,
    is_other_value: bool,
) -> Verdict:
    """Judge the whole of a record, from the voices for and against it that can be heard.

    `is_convicted` tells whether a court's finding supports it that was not set aside since; `is_other_value`
    whether sources as strong as those that support a figure give another.
    """
    is_settled = any(_is_settled(support, group, sides) for group in sides.acts(record))
    strong_for, strong_against = sides.is_strong(support) or is_settled, sides.is_strong(denial)
    strong_origins = len(sides.count(voice for voice in support if voice.is_strong))
    is_high = (strong_origins >= 2 or is_settled) and not strong_against and not is_other_value
    confidence = HIGH if is_high else MODERATE if strong_origins or is_settled else LOW
    if override is not None:
        level = LOW if override.status in (REJECTED, DISPUTED) else confidence
        who = f"{override.assessed_by}: " if override.assessed_by else ""
        return Verdict(override.status, level, "analyst", f"{who}{override.because}")
    if denial and (strong_against or not strong_for):
        return Verdict(DISPUTED, LOW, "contradicted", _contradicted(strong_for, strong_against))
    if is_settled:
        return Verdict(ACCEPTED, confidence, "performative", "settled by the own document of whoever did it")
    if strong_for and accused:
        return _accusation(support, sides, accused, is_convicted, confidence)
    if strong_for:
        if sides.from_two_sides(support) and confidence == LOW:
            return Verdict(ACCEPTED, MODERATE, "two-sides", "parties from two sides say the same")
        return Verdict(ACCEPTED, confidence, "strong-support", _strong(strong_origins, len(sides.count_fair(support))))
    return _provisional(support, sides)


def weaker(one: Verdict, other: Verdict) -> Verdict:
    """Return the worse of two verdicts by status; of one status, with the lower confidence of the two."""
    worst = max(one, other, key=lambda verdict: STATUSES.index(verdict.status))
    return worst._replace(confidence=max(one.confidence, other.confidence, key=CONFIDENCES.index))


def _accusation(
    support: tuple[Voice, ...], sides: Sides, accused: frozenset[str], is_convicted: bool, confidence: str
) -> Verdict:
    """An accusation needs a second independent origin, a conviction not overturned, or the accused's own word."""
    independent = sides.count_fair(support)
    if len(independent) >= 2:
        because = f"an accusation with {len(independent)} independent origins"
        return Verdict(ACCEPTED, confidence, "accusation-corroborated", because)
    if is_convicted:
        return Verdict(ACCEPTED, confidence, "accusation-convicted", "a court found so, and was not overturned")
    if any(_is_own_word(voice, accused, sides) for voice in support):
        return Verdict(ACCEPTED, confidence, "accusation-admitted", "the accused's own document or admission says so")
    if not independent:
        because = "one party says so: an accusation needs an origin that is none"
        return Verdict(PROVISIONAL, LOW, "party-only", because)
    because = "one source only: an accusation needs a second independent origin"
    return Verdict(PROVISIONAL, LOW, "accusation-single", because)


def _is_own_word(voice: Voice, accused: frozenset[str], sides: Sides) -> bool:
    if voice.attestation.basis not in ("admission", "document"):
        return False
    return any(sides.speaks_for(voice.speaker, actor) for actor in accused)


def _provisional(support: tuple[Voice, ...], sides: Sides) -> Verdict:
    if all(voice.is_party for voice in support):
        return Verdict(PROVISIONAL, LOW, "party-only", "one party says so")
    if len(sides.count(support)) == 1:
        return Verdict(PROVISIONAL, LOW, "single-source", "one source only")
    return Verdict(PROVISIONAL, LOW, "weak-sources", "weak sources only")


def _is_settled(support: tuple[Voice, ...], group: frozenset[str], sides: Sides) -> bool:
    """Tell whether those who did something together settle it by their own documents."""
    spoken = {actor for actor in group if any(_is_own_document(voice, actor, sides) for voice in support)}
    if len(group) == 1:
        return bool(spoken)
    return any(other not in sides.party(one) for one in spoken for other in spoken)


def _is_own_document(voice: Voice, performer: str, sides: Sides) -> bool:
    """Tell whether a voice is the performer's own document: published by it, or read by a fair outlet."""
    if not sides.is_joined(voice.speaker, performer):
        return False
    if sides.is_joined(str(sides.corpus.sources[voice.attestation.source].publisher), performer):
        return True
    return voice.attestation.basis in _PAPERS and voice.grade in FAIR


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
    return f"{origins} independent sources of grade C or better that are no party to it"
