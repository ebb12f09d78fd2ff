"""A path in words: a footnoted sentence, then for each hop how it is read, who says so and who disputes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..compile.wording import (
    NO_END,
    happened_in_words,
    name_in_words,
    since_in_words,
    span_in_words,
    tie_parts,
    words_of_days,
)
from ..dates import Day, Edtf, iso
from ..judge import CERTAIN, OPEN, POSSIBLE, UNKNOWN, Judge, Presence, Stretch, Validity, Voice
from ..model import TIMES, Claim, Event, Quantity, Ref, Value
from ..paths import Hop, Path
from ..query import field_word
from . import verbs, words

#: A day after all others.
_FAR = 10**7


def path_text(judge: Judge, path: Path, as_of: Day) -> str:
    """Return a path as one sentence with numbered notes, as things stand on a day; then its order in time."""
    said = [f"{hop_sentence(judge, hop, as_of)} [{number}]" for number, hop in enumerate(path.hops, start=1)]
    lines = [", and ".join(said) + "."]
    for number, hop in enumerate(path.hops, start=1):
        first, *more = _notes(judge, hop)
        lines += [f"  [{number}] {first}", *(f"      {line}" for line in more)]
    if len(path.hops) > 1:
        lines += [f"  {line}" for line in (in_time(path), *outside(path), together(path)) if line]
        number = path.hops.index(path.weakest) + 1
        lines.append(f"  Weakest link: [{number}], {_reading(path.weakest)}.")
    return "\n".join(lines)


# ---- one hop ---------------------------------------------------------------------------------------------------


class _Told(NamedTuple):
    """The parts of a hop that its time decides: the verb in its tense, when, and what is not known of it."""

    verb: str
    time: str
    note: str = ""


def hop_sentence(judge: Judge, hop: Hop, as_of: Day) -> str:
    """Return a hop as a sentence without its full stop, in the direction of its record, with its time."""
    tie, record = hop.tie, judge.known(judge.corpus.records[hop.tie.record])
    is_symmetric = judge.ontology.predicates[tie.predicate].is_symmetric
    ends = (hop.start, hop.end) if is_symmetric else (tie.subject, tie.object)
    one, other = (_end(judge, hop, id) for id in ends)
    verb, details = judge.ontology.predicates[tie.predicate].label, ""
    if isinstance(record, Claim):
        verb, target, details = tie_parts(judge, record)
        other = other if is_symmetric else target
    told = _told(judge, hop, verb, as_of)
    parts = (f"{one} {told.verb} {other}", f"({details})", told.time, f"({told.note})")
    return " ".join(part for part in parts if part not in ("", "()")) + words.overlay_mark(judge, record.place)


def _told(judge: Judge, hop: Hop, verb: str, as_of: Day) -> _Told:
    validity, predicate = hop.tie.validity, judge.ontology.predicates[hop.tie.predicate]
    bounds = validity.bounds
    if hop.is_event:
        return _Told(verb, _on(_days_in_words(validity)))
    has_start = bounds.start_earliest is not None or bounds.start_latest is not None
    if predicate.lapse == "permanent":
        happened = _on(words_of_days(bounds.start_earliest, bounds.start_latest))
        began = since_in_words(bounds) if verbs.is_present(verb) else happened
        return _Told(verb, began if has_start else "")
    answer = validity.told(as_of)
    if bounds.end_earliest is not None or bounds.end_latest is not None:
        span = span_in_words(None, bounds)
        return _Told(verb if answer in (CERTAIN, POSSIBLE, OPEN) else verbs.past(verb), span)
    note = _doubt(judge, hop, answer, as_of)
    if not has_start:
        return _Told(verb, "", f"start unknown; {note}" if note else "start unknown")
    if answer in (CERTAIN, POSSIBLE, OPEN) and verbs.is_present(verb):
        return _Told(verbs.perfect(verb), since_in_words(bounds), note)
    return _Told(verbs.past(verb), span_in_words(None, bounds), note)


def _doubt(judge: Judge, hop: Hop, answer: str, as_of: Day) -> str:
    """Return whether something without an end still held on the day, where that is not certain."""
    if answer == OPEN:
        return judge.term(judge.corpus.records[hop.tie.record]).no_end or NO_END
    if answer not in (UNKNOWN, POSSIBLE):
        return ""
    confirmed = hop.tie.validity.confirmed
    still = f"{words.ANSWERS[answer]} on {iso(as_of)}"
    return still if confirmed is None else f"last confirmed on {iso(confirmed)}; {still}"


def _days_in_words(validity: Validity) -> str:
    """Return the day or days of an event; of one that lasts, when it began."""
    if validity.lapse == "occurrence":
        return happened_in_words(validity.bounds)
    return words_of_days(validity.bounds.start_earliest, validity.bounds.start_latest)


def _on(days: str) -> str:
    """Return days with their preposition.

    >>> [_on(days) for days in ("2024-08-01", "2024-08", "2024-08-01 to 2024-08-03", "by 2024-08-01", "")]
    ['on 2024-08-01', 'in 2024-08', 'from 2024-08-01 to 2024-08-03', 'by 2024-08-01', 'on an unknown day']
    """
    if not days:
        return "on an unknown day"
    if not days[0].isdigit():
        return days
    return f"from {days}" if " to " in days else f"on {days}" if days.count("-") == 2 else f"in {days}"


def _end(judge: Judge, hop: Hop, id: str) -> str:
    """Return who is at an end of a hop, of an event with all that is said of them in it."""
    names = _presences(judge, hop, id) if hop.is_event else ()
    status = judge.judgements[hop.tie.record].status
    return next((name_in_words(judge, name, status) for name in names), words.label(judge, id))


def _presences(judge: Judge, hop: Hop, *ids: str) -> Iterator[Presence]:
    """Yield the presence of each end of a hop in its event; nothing for a claim."""
    return (p for p in judge.judgements[hop.tie.record].presences if p.fill.actor in (ids or (hop.start, hop.end)))


# ---- how it is read, who says so, who disputes it --------------------------------------------------------------


def _reading(hop: Hop) -> str:
    verdict = hop.tie.verdict
    return f"{verdict.in_words}, {verdict.confidence} confidence"


def _notes(judge: Judge, hop: Hop) -> Iterator[str]:
    sources = "; ".join(dict.fromkeys(words.cited(judge, voice) for voice in _support(judge, hop)))
    reading = _reading(hop)
    yield f"{reading[:1].upper()}{reading[1:]}: {sources}. {hop.tie.record}"
    yield from (f"{line}." for line in dict.fromkeys(disputes(judge, hop)))


def _support(judge: Judge, hop: Hop) -> Iterator[Voice]:
    """Yield who says what a hop says: of an event, who says that the two were in it."""
    judgement = judge.judgements[hop.tie.record]
    told = [presence.support for presence in _presences(judge, hop)] or [judgement.support]
    yield from (voice for voices in told for voice in voices)


def disputes(judge: Judge, hop: Hop) -> Iterator[str]:
    """Yield who disputes a hop, as a whole or a part of it, and what they say instead, each without a full stop.

    A dispute on something else in an event (what was agreed, another name) is none on the hop.
    """
    judgement, record = judge.judgements[hop.tie.record], judge.corpus.records[hop.tie.record]
    for voice in judgement.denial:
        yield f"Disputed by {_said_by(judge, voice)}"
    for presence in _presences(judge, hop):
        role, name = judge.ontology.roles[presence.fill.role].label, words.label(judge, presence.fill.actor)
        for voice in presence.denial:
            yield f"{name} as {role} is disputed by {_said_by(judge, voice)}"
    for dispute in judgement.disputes:
        if isinstance(record, Event) and dispute.field not in TIMES:
            continue
        what = field_word(dispute.field)
        weaker = "" if dispute.is_equal else ", on weaker evidence"
        for voice in dispute.dissent:
            other = voice.attestation.detail(dispute.field)
            gives = f"{what} is disputed" if other is None else f"{what} is given as {_value(judge, other)}"
            yield f"{gives[:1].upper()}{gives[1:]} by {_said_by(judge, voice)}{weaker}"
        for other_id in dispute.others:
            yield f"Another record differs on {what}: {_other(judge, other_id)}{weaker}"
    for other_id in judgement.disputed_with:
        yield f"In conflict with another record: {_other(judge, other_id)}"


def _said_by(judge: Judge, voice: Voice) -> str:
    says = voice.attestation.says.rstrip(".")
    return words.cited(judge, voice) + (f": “{says}”" if says else "")


def _value(judge: Judge, given: Value | tuple[Ref, ...]) -> str:
    if isinstance(given, tuple) and not isinstance(given, Edtf | Quantity):
        return ", ".join(words.label(judge, id) for id in given)
    return words.value(judge, given)


def _other(judge: Judge, id: str) -> str:
    return f"{words.sentence(judge, judge.corpus.records[id])} ({id})"


# ---- in time ---------------------------------------------------------------------------------------------------


def _days_of(validity: Validity) -> tuple[Day | None, Day | None]:
    """Return the first and the last day on which an event may have happened; of one that lasts, have begun."""
    bounds = validity.bounds
    if validity.lapse != "occurrence":
        return bounds.start_earliest, bounds.start_latest
    return bounds.start_earliest, None if bounds.end_latest is None else bounds.end_latest - 1


def in_time(path: Path) -> str:
    """Say in which order the events of a path came; nothing where it has fewer than two."""
    events = [(number, hop.tie) for number, hop in enumerate(path.hops, start=1) if hop.is_event]
    if len({tie.record for _, tie in events}) < 2:
        return ""
    groups: list[list[int]] = []
    over = 0  # the last day on which one of the events so far may have happened
    dated = ((*_days_of(tie.validity), number) for number, tie in events)
    for first, last, number in sorted((first or 0, last or _FAR, number) for first, last, number in dated):
        if groups and first <= over:
            groups[-1].append(number)
        else:
            groups.append([number])
        over = max(over, last)
    order = [_numbers(group) + (" (order unknown)" if len(group) > 1 else "") for group in groups]
    return f"In time: first {', then '.join(order)}."


def outside(path: Path) -> Iterator[str]:
    """Yield which events of a path came before one of its states began, or after it had ended."""
    numbered = list(enumerate(path.hops, start=1))
    for number, event in (pair for pair in numbered if pair[1].is_event):
        first, last = _days_of(event.tie.validity)
        for other, state in (pair for pair in numbered if not pair[1].is_event):
            start, end = state.tie.validity.bounds.start_earliest, state.tie.validity.bounds.end_latest
            if last is not None and start is not None and last < start:
                yield f"[{number}] came before [{other}] began."
            if first is not None and end is not None and first >= end:
                yield f"[{number}] came after [{other}] had ended."


def together(path: Path) -> str:
    """Say whether the states of a path held at the same time, and when; nothing where it has fewer than two."""
    states = [(number, hop.tie.validity) for number, hop in enumerate(path.hops, start=1) if not hop.is_event]
    if len(states) < 2:
        return ""
    which = _numbers([number for number, _ in states])
    if days := _common(validity.certain_days for _, validity in states):
        return f"{which} held at the same time, at least {_from_to(days)}."
    if days := _common(validity.possible_days for _, validity in states):
        return f"{which} may have held at the same time, at most {_from_to(days)}."
    return f"It is not known whether {which} held at the same time."


def _common(stretches: Iterable[Stretch | None]) -> Stretch | None:
    """Return the days that all have, None where there is none."""
    found = Stretch(None, None)
    for stretch in stretches:
        if stretch is None or not found.meets(stretch):
            return None
        found = found.common(stretch)
    return found


def _from_to(days: Stretch) -> str:
    if days.first is None:
        return "at any time" if days.last is None else f"until {iso(days.last)}"
    if days.last is None:
        return f"since {iso(days.first)}"
    return f"on {iso(days.first)}" if days.first == days.last else f"from {iso(days.first)} to {iso(days.last)}"


def _numbers(found: list[int]) -> str:
    """Return numbers of hops as the notes have them: "[1] and [3]"."""
    *most, last = [f"[{number}]" for number in sorted(found)]
    return f"{', '.join(most)} and {last}" if most else last
