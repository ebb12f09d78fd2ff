"""Why a record is judged as it is: the chain from the sources to the rule that decided, in words for a footnote."""

from __future__ import annotations

from ..dates import Day, Edtf, iso
from ..infer import Conclusion, holds
from ..judge import ACCEPTED, STATUS_IN_WORDS, Judge, Judgement, Voice
from ..judge.sides import SORTS
from ..model import Claim, Event
from ..query import field_word
from . import words


def why(judge: Judge, id: str, as_of: Day) -> str:
    """Return the chain for a record: what it says, the verdict and its rule, each voice, each dispute, its time.

    KeyError where there is no such record; a record that no source out by then mentions says so.
    """
    record = judge.known(judge.corpus.records[id])
    lines = [id, f"{words.sentence(judge, record)}, {words.when(record)}".rstrip(", "), ""]
    judgement = judge.judgements.get(id)
    if judgement is None:
        return "\n".join([*lines, "no source that was out by then mentions it", ""])
    verdict = judgement.verdict
    shown = verdict.in_words
    reason = "" if shown == verdict.because else f": {verdict.because}"
    lines += [f"our reading: {shown}, {verdict.confidence} confidence{reason}", f"  rule: {verdict.rule}", ""]
    lines += _voices(judge, judgement, "who says so", judgement.support)
    lines += _voices(judge, judgement, "who denies it", judgement.denial)
    lines += _reported(judge, judgement)
    lines += _disputes(judge, judgement)
    lines += _names(judge, judgement)
    lines += _replies(judge, record)
    lines += _time(record, judgement, as_of)
    return "\n".join([*lines, *_counts(judge, judgement, record), ""])


def _names(judge: Judge, judgement: Judgement) -> list[str]:
    """Return what we make of those names in an event that are read otherwise than the event, or denied by somebody."""
    lines = []
    for presence in judgement.presences:
        if presence.verdict != judgement.verdict or presence.denial:
            role = judge.ontology.roles[presence.fill.role].label
            verdict = presence.verdict
            said = f"{verdict.in_words}, {verdict.confidence} confidence: {verdict.because}"
            lines.append(f"{words.label(judge, presence.fill.actor)} as {role}: {said}")
            lines += [f"  says so: {words.cited(judge, v)}" for v in presence.support if v not in judgement.support]
            lines += [f"  disputed by {words.cited(judge, voice)}" for voice in presence.denial]
    return [*lines, ""] if lines else []


def _counts(judge: Judge, judgement: Judgement, record: Claim | Event) -> list[str]:
    """Return how many sources support it, how many independent origins these are, and which sorts are missing."""
    sources = {voice.attestation.source for voice in judgement.support}
    origins = [", ".join(words.label(judge, o) for o in sorted(group)) for group in judgement.origins]
    present = judge.sides.sorts(record, judgement.support)
    missing = [sort for sort in SORTS if sort not in present]
    lines = [f"sources: {len(sources)}; independent origins: {len(origins)} ({'; '.join(origins)})"]
    fair = judge.sides.count_fair(judgement.support)
    if len(fair) < len(origins):
        lines.append(f"  origins that count (no party, grade C or better): {len(fair)}")
    return [*lines, f"  no source of these kinds: {', '.join(missing)}"] if missing else lines


def why_conclusion(judge: Judge, conclusion: Conclusion, as_of: Day) -> str:
    """Return what a conclusion rests on: the rule, when it follows, and each premise with its own reading."""
    weak = [p for p in conclusion.premises if judge.judgements[p.record].status != ACCEPTED]
    shown = STATUS_IN_WORDS[conclusion.status]
    if weak:
        shown = judge.judgements[weak[0].record].verdict.in_words
    lines = [conclusion.id, f"{words.concluded(judge, conclusion)} (inferred)", ""]
    lines.append(f"our reading: {shown}, like the weakest of what it rests on")
    lines += [f"  rests on weak ground: {premise.record}" for premise in weak]
    lines.append(f"  rule: {conclusion.rule}: {conclusion.label}")
    lines += [f"  because {conclusion.because}"] if conclusion.because else []
    when = f"{words.bounds(conclusion.bounds)}; on {iso(as_of)}: {words.ANSWERS[holds(judge, conclusion, as_of)]}"
    confirmed = f" (last confirmed on {iso(conclusion.confirmed)})" if conclusion.confirmed is not None else ""
    lines += ["", f"when: {when}{confirmed}", "", "it rests on:"]
    for premise in conclusion.premises:
        judgement, record = judge.judgements[premise.record], judge.known(judge.corpus.records[premise.record])
        sources = "; ".join(words.cited(judge, voice) for voice in judgement.support)
        lines.append(f"  {words.sentence(judge, record)}: {judgement.verdict.in_words}")
        lines.append(f"    {premise.record}; {sources}; {words.answer(premise.validity, as_of)}")
    return "\n".join([*lines, ""])


def _voices(judge: Judge, judgement: Judgement, head: str, voices: tuple[Voice, ...]) -> list[str]:
    if not voices:
        return []
    return [f"{head}:", *(f"  {line}" for voice in voices for line in _voice(judge, judgement.id, voice)), ""]


def _voice(judge: Judge, id: str, voice: Voice) -> list[str]:
    attestation = voice.attestation
    marks = [f"grade {voice.grade}"]
    if voice.is_party:
        marks.append("a party")
    if attestation.basis:
        marks.append(attestation.basis)
    marks.append("strong" if voice.is_strong else "weak")
    lines = [f"{words.cited(judge, voice)} — {', '.join(marks)}"]
    own = "; ".join(f"{key} {_detail(value)}" for key, value in attestation.details)
    if own:
        lines.append(f"  its own: {own}")
    if attestation.says:
        lines.append(f"  says: {attestation.says}")
    source = judge.corpus.sources[attestation.source]
    lines.append(f"  {source.url or source.no_url}")
    if attestation.by_eye:
        lines.append(f"  read by eye: {attestation.by_eye}")
    seen = words.verified(judge, id, attestation)
    if seen:
        lines.append(f"  {seen}")
    if source.derives_from:
        lines.append(f"  rewrites {', '.join(source.derives_from)}: not an origin of its own")
    return lines


def _detail(value: object) -> str:
    if isinstance(value, Edtf):
        return value.text
    return ", ".join(value) if isinstance(value, tuple) and all(isinstance(v, str) for v in value) else str(value)


def _reported(judge: Judge, judgement: Judgement) -> list[str]:
    reports = [v for v in judgement.voices if v.attestation.stance == "reports"]
    return (
        ["repeated, which counts for nothing:", *(f"  {words.cited(judge, v)}" for v in reports), ""] if reports else []
    )


def _disputes(judge: Judge, judgement: Judgement) -> list[str]:
    lines = []
    for dispute in judgement.disputes:
        weight = (
            "as strong as what it denies: both are kept"
            if dispute.is_equal
            else "weaker than what it denies: shown, not followed"
        )
        lines.append(f"dispute on {field_word(dispute.field)}, {weight}")
        for voice in dispute.dissent:
            lines += [f"  {line}" for line in _voice(judge, judgement.id, voice)]
        lines += [f"  against {other}" for other in dispute.others]
    if judgement.disputed_with:
        lines.append(f"another holds the same on the same day: {', '.join(judgement.disputed_with)}")
    return [*lines, ""] if lines else []


def _replies(judge: Judge, record: Claim | Event) -> list[str]:
    lines = []
    for reply in record.replies:
        cited = ", ".join(judge.corpus.sources[a.source].title for a in reply.attestations)
        lines.append(f"{words.answered(judge, reply.said_by, reply.says)} ({cited})")
    return [*lines, ""] if lines else []


def _time(record: Claim | Event, judgement: Judgement, as_of: Day) -> list[str]:
    if isinstance(record, Claim) and record.value is not None and record.start is None and record.date is None:
        return []
    happened = isinstance(record, Event) and record.date is not None and judgement.validity.lapse == "occurrence"
    lines = [
        f"when: {words.day_of(judgement.validity.bounds) if happened else words.bounds(judgement.validity.bounds)}"
    ]
    if judgement.validity.lapse != "occurrence":
        lines.append(f"  {words.answer(judgement.validity, as_of)}")
        if judgement.validity.lapse == "state" and judgement.validity.bounds.end_latest is None:
            lines.append(
                f"  possible for {judgement.validity.horizon_days} days after it was last confirmed, then unknown"
            )
    if record.is_planned:
        outcome = record.outcome.happened if record.outcome is not None else "unknown"
        lines.append(f"  a plan; whether it happened: {outcome}")
    return [*lines, ""]
