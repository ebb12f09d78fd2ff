"""The words that readers see: plain sentences for records, dates and judgements. No layout, no colour."""

from __future__ import annotations

from collections.abc import Iterator

from ..compile import wording
from ..compile.wording import (
    NO_END,
    details_in_words,
    moment,
    name_in_words,
    since_in_words,
    tie_in_words,
    when_in_words,
)
from ..dates import Bounds, Day, iso
from ..infer import Conclusion
from ..judge import OPEN, POSSIBLE, REJECTED, UNKNOWN, Judge, Validity
from ..judge.law import Stage
from ..judge.places import Holds
from ..model import Attestation, Claim, Event
from ..verify import checked, is_verified

#: What an entity or a record is called, and what a value says.
label = wording.called
value = wording.value_in_words
#: Who holds a place on a day.
place_state = wording.place_in_words
#: Who says so, when a source came out, and what shows that the overlay adds something.
cited = wording.cited
published = wording.published
overlay_mark = wording.overlay_mark
#: Whether it held on a day.
ANSWERS = wording.ANSWERS
#: What is said of somebody who is accused and in no case that is on record.
NO_STAGE = "no charge or judgment on record"


def sentence(judge: Judge, record: Claim | Event) -> str:
    """Return a record as one plain sentence without its time, without a full stop; marked where the overlay adds it."""
    mark = overlay_mark(judge, record.place)
    if isinstance(record, Event):
        return event_sentence(judge, record) + mark
    said = tie_in_words(judge, record) if record.object is not None else _figure(judge, record)
    return f"{'planned: ' if record.is_planned else ''}{said}{mark}"


def _figure(judge: Judge, claim: Claim) -> str:
    """Return a claim that has a value and no object."""
    verb, details = judge.ontology.predicates[claim.predicate].label, details_in_words(judge, claim.qualifiers)
    said = f"{label(judge, claim.subject)} {verb}: {value(judge, claim.value)}" + (f" ({details})" if details else "")
    return f"not: {said}" if claim.is_negated else said


def concluded(judge: Judge, conclusion: Conclusion) -> str:
    """Return a conclusion as one plain sentence, without its time and without a full stop."""
    verb = judge.ontology.predicates[conclusion.predicate].label
    marks = {overlay_mark(judge, judge.corpus.records[id].place) for id in conclusion.rests_on}
    return f"{label(judge, conclusion.subject)} {verb} {label(judge, conclusion.object)}{max(marks)}"


def event_sentence(judge: Judge, event: Event) -> str:
    """Return an event as its kind, who was in it with all that is said of them, and where."""
    kind = judge.ontology.event_kinds[event.kind]
    judgement = judge.judgements.get(event.id)
    status = judgement.status if judgement is not None else ""
    presences = {id(name.fill): name for name in judge.presences(event)}
    parts = []
    for key in dict.fromkeys(fill.role for fill in event.roles):
        fills = list(event.fills(key))
        said = [name_in_words(judge, presences.get(id(fill), fill), status) for fill in fills]
        if key == "sides":
            sides = sorted({fill.side for fill in fills})
            names = [[name for name, fill in zip(said, fills, strict=True) if fill.side == side] for side in sides]
            parts.append(" with ".join(map(", ".join, names)))
        elif key == "place":
            parts.append(f"in {', '.join(said)}")
        elif key != "about":
            parts.append(f"{judge.ontology.roles[key].label} {', '.join(said)}")
    about = [name_in_words(judge, fill) for fill in event.fills("about")]
    if about:
        parts.append(f"about {', '.join(about)}")
    if event.says:
        parts.append(f"says: {event.says.removesuffix('.')}")
    details = details_in_words(judge, event.qualifiers)
    if details:
        parts.append(details)
    marks = [word for word, is_so in (("planned", event.is_planned), ("did not happen", event.is_negated)) if is_so]
    head = f"{kind.label} ({', '.join(marks)})" if marks else kind.label
    return f"{head}: {'; '.join(parts)}"


def when(record: Claim | Event) -> str:
    """Return the time of a record as its author wrote it, one day within two said in words."""
    parts = []
    if record.date is not None:
        parts.append(f"{'on' if isinstance(record, Event) else 'seen on'} {moment(record.date)}")
    if record.start is not None:
        parts.append(f"from {moment(record.start)}")
    elif "from" in record.unknown:
        parts.append("from an unknown day")
    if record.until is not None:
        parts.append(f"until {moment(record.until)}")
    elif "until" in record.unknown:
        parts.append("until an unknown day")
    return " ".join(parts)


def held(judge: Judge, record: Claim | Event, validity: Validity) -> str:
    """Return when a record, or one part of it, held or happened, by the judged bounds; nothing where no day is known.

    `validity` is the record's own, or that of a tie or a role of it. What is not so has no end to be known.
    """
    is_so = not record.is_negated and judge.judgements[record.id].status != REJECTED
    return when_in_words(validity, (judge.term(record).no_end or NO_END) if is_so else "")


def stage(judge: Judge, case: str, found: Stage) -> str:
    """Return a legal stage in words: what it is, in which case, since when."""
    named = f" ({label(judge, case)})" if case else ""
    return f"{found.word}{named}, {stage_since(judge, found)}"


def stage_since(judge: Judge, found: Stage) -> str:
    return since_in_words(judge.judgements[found.record].validity.bounds)


def bounds(found: Bounds) -> str:
    """Return the judged bounds in words."""
    start, end = (found.start_earliest, found.start_latest), (found.end_earliest, found.end_latest)
    return f"began {_one_day(*start)}; ended {_one_day(*end)}"


def day_of(found: Bounds) -> str:
    """Return the day, or days, on which something happened."""
    last = None if found.end_latest is None else found.end_latest - 1
    return _one_day(found.start_earliest, last)


def _one_day(earliest: Day | None, latest: Day | None) -> str:
    if earliest is None and latest is None:
        return "on an unknown day, if at all" if earliest is latest else ""
    if earliest == latest:
        assert earliest is not None
        return f"on {iso(earliest)}"
    if earliest is None:
        assert latest is not None
        return f"on or before {iso(latest)}"
    if latest is None:
        return f"on or after {iso(earliest)}"
    return f"on one day within {iso(earliest)}..{iso(latest)}"


def answer(validity: Validity, day: Day) -> str:
    """Return whether it held on a day, in words, with the last confirmation where it matters."""
    found = validity.told(day)
    words = f"on {iso(day)}: {ANSWERS[found]}"
    if found in (POSSIBLE, OPEN, UNKNOWN) and validity.confirmed is not None:
        words += f" (last confirmed on {iso(validity.confirmed)})"
    return words


def held_within(judge: Judge, holds: Holds, place: str, day: Day) -> Iterator[tuple[str, str, str]]:
    """Yield, of a place without a holder on record, the places within it that have one: id, name, who holds it."""
    for id in holds.inside(place):
        yield id, label(judge, id), place_state(judge, holds.on(id, day), day)


def verified(judge: Judge, id: str, attestation: Attestation) -> str:
    """Return when a citation was last looked for on its page and how it fared; empty where it never was."""
    found = checked(judge.corpus, judge.ontology, judge.corpus.records[id]).get(attestation)
    if found is None:
        return ""
    if is_verified(found):
        return f"citation verified on {iso(found.day)}"
    total = found.found + found.missing + found.unchecked
    what = f"{found.missing} of {total} not found" if found.missing else "nothing in it can be checked by machine"
    return f"citation checked on {iso(found.day)}: {what}"


def answered(judge: Judge, who: str | None, says: str) -> str:
    """Return the subject's own answer as a sentence, whether it is written as one or as "That …"."""
    name = label(judge, who) if who is not None else "the subject"
    return f"{name} answers that {says[5:]}" if says.startswith("That ") else f"{name} answers: {says}"
