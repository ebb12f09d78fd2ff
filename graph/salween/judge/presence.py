"""Who was in an event: each name is judged by itself, so that a doubt about one leaves the others where they are.

Source: design section 15. Where it leaves a choice:

- A source that differs on a role and lists whom it names disputes the names that it leaves out, and no other. One that
  gives no list disputes the whole role.
- Sources on a name replace the event's; but where they give only an end they tell of the end: that the name was on the
  list before it was taken off, the event's own sources say.
- Nobody is better supported in an event than the event itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model import Attestation, Event, Fill
from .judgement import Judgement, Presence
from .sides import Voice
from .status import decide, weaker
from .when import narrowed

if TYPE_CHECKING:
    from . import Judge


def presences(judge: Judge, event: Event, judgement: Judgement) -> tuple[Presence, ...]:
    """Return what we make of each name in an event that some source out by then tells of, in the order written."""
    roles = {fill.role for fill in event.roles}
    doubted = {dispute.field for dispute in judgement.disputes if dispute.field in roles}
    told_of = {field for voice in judgement.voices for field in voice.attestation.of if field in roles}
    found = []
    for fill in event.roles:
        is_plain = not (fill.attestations or fill.start or fill.until or fill.role in doubted | told_of)
        if is_plain:
            found.append(Presence(fill, judgement.verdict, judgement.validity, judgement.support))
        elif (one := _presence(judge, event, fill, judgement)) is not None:
            found.append(one)
    return tuple(found)


def disputes_name(attestation: Attestation, fill: Fill) -> bool:
    """Tell whether a source that differs on a role disputes one name in it: it lists others, or gives no list."""
    listed = attestation.detail(fill.role)
    if attestation.stance == "contradicts" and fill.role in attestation.of:
        return not isinstance(listed, tuple) or fill.actor not in listed
    return attestation.stance == "supports" and isinstance(listed, tuple) and fill.actor not in listed


def _presence(judge: Judge, event: Event, fill: Fill, judgement: Judgement) -> Presence | None:
    """Judge one name; None where its own sources are not out yet."""
    own = tuple(a for a in fill.attestations if judge.is_out[a.source])
    is_end_only = fill.until is not None and fill.start is None
    telling = [] if is_end_only else _of_name(fill, "supports", fill.attestations)
    heard = _of_name(fill, "supports", own)
    if telling and not heard:
        return None
    by_event = tuple(
        voice
        for voice in judgement.voices
        if voice.attestation.stance == "supports"
        and voice.attestation.speaks_of(fill.role)
        and not disputes_name(voice.attestation, fill)
    )
    support = tuple(judge.sides.weigh(event, heard)) if telling else by_event
    denial = tuple(v for v in judgement.voices if disputes_name(v.attestation, fill))
    denial += tuple(judge.sides.weigh(event, _of_name(fill, "contradicts", own)))
    start, until = (
        value if value is not None and judge.is_vouched(event, field, value, own or _whole(judgement.voices)) else None
        for field, value in (("from", fill.start), ("until", fill.until))
    )
    verdict = judgement.verdict
    if telling or denial:
        accused = judge.accused(event) & {str(fill.actor)}
        is_convicted = judge.is_convicted(support, accused)
        own_verdict = decide(event, support, denial, judge.sides, None, accused, is_convicted, is_other_value=False)
        verdict = weaker(verdict, own_verdict)
    known = fill._replace(start=start, until=until)
    return Presence(known, verdict, narrowed(judgement.validity, start, until), support, denial)


def _of_name(fill: Fill, stance: str, attestations: Iterable[Attestation]) -> list[Attestation]:
    """Return what sources on a name say of its being there, not only of when or as what."""
    return [a for a in attestations if a.stance == stance and a.speaks_of(fill.role)]


def _whole(voices: Iterable[Voice]) -> list[Attestation]:
    return [voice.attestation for voice in voices if voice.attestation.stance == "supports"]
