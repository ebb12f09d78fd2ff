"""Two judged records → what changed between them, in an analyst's words: not lines of text but facts.

New, gone, ended, revised, disputed, settled, withdrawn; confidence that rose or fell, and by whose word; and who
holds a place now by other lights. Compares what was judged, so that a moved file or a reordered list is no change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from .dates import Day
from .judge import CONFIDENCES, DISPUTED, REJECTED, STATUSES, Judge, Judgement
from .judge.places import Holds
from .model import Claim, Event
from .tell import words
from .tell.stats import known_entities

NEW, GONE, WITHDRAWN, RENAMED, FALLS = "new", "gone", "withdrawn", "renamed", "falls"
ENDED, REVISED, REJECTION, DISPUTE, SETTLED, FIRMER, WEAKER, SOURCES, HOLDER = (
    "ended",
    "revised",
    "found to be an error",
    "now disputed",
    "dispute settled",
    "firmer",
    "weaker",
    "sources",
    "who holds it",
)
ORDER = (
    FALLS,
    WITHDRAWN,
    GONE,
    REJECTION,
    DISPUTE,
    SETTLED,
    HOLDER,
    ENDED,
    REVISED,
    WEAKER,
    FIRMER,
    NEW,
    RENAMED,
    SOURCES,
)


class Change(NamedTuple):
    """One change: the sort, the id it is about, what it is in words, and the cause where one can be named."""

    sort: str
    id: str
    what: str
    cause: str


def diff(old: Judge, new: Judge, day: Day) -> list[Change]:
    """Return what changed from one dataset to the other, as each judge's sources tell it: by sort, then by id.

    What no source known to a judge tells of is not in its dataset. `day` is the day on which places are compared.
    """
    found = [*_records(old, new), *_entities(old, new), *_holders(old, new, day)]
    return sorted(found, key=lambda change: (ORDER.index(change.sort), change.id))


def _records(old: Judge, new: Judge) -> Iterator[Change]:
    moved = {was: str(record.id) for record in new.corpus.records.values() for was in record.was}
    withdrawn = {str(item.id): item.because for item in new.corpus.withdrawals}
    for id in old.judgements:
        now = id if id in new.corpus.records else moved.get(id, id)
        if now in new.judgements:
            if now != id:
                yield Change(RENAMED, id, f"is now {now}", "")
            yield from _record(old, new, id, now)
        elif id in withdrawn:
            yield Change(WITHDRAWN, id, words.sentence(old, _known(old, id)), withdrawn[id])
        else:
            yield Change(GONE, id, words.sentence(old, _known(old, id)), "")
    before = old.judgements.keys() | {now for id, now in moved.items() if id in old.judgements}
    for id in new.judgements:
        if id not in before:
            record = _known(new, id)
            time = words.when(record)
            yield Change(
                NEW,
                id,
                words.sentence(new, record) + (f", {time}" if time else ""),
                "; ".join(_cited(new.judgements.get(id), new).values()),
            )


def _known(judge: Judge, id: str) -> Claim | Event:
    return judge.known(judge.corpus.records[id])


def _record(old: Judge, new: Judge, was: str, now: str) -> Iterator[Change]:
    """Yield how one record changed: what it says, how long, and what we make of it."""
    before, after = _known(old, was), _known(new, now)
    a, b = old.judgements[was], new.judgements[now]
    said = words.sentence(old, before), words.sentence(new, after)
    if said[0] != said[1]:
        yield Change(REVISED, now, f"{said[0]} → {said[1]}", "")
    time = words.when(before), words.when(after)
    if time[0] != time[1]:
        ended = before.until is None and after.until is not None
        what = (
            f"{said[1]}: ended {after.until.text}"
            if ended and after.until
            else f"{said[1]}: {time[0] or 'no time'} → {time[1] or 'no time'}"
        )
        yield Change(ENDED if ended else REVISED, now, what, "")
    cause = _cause(old, a, new, b)
    if a.status != b.status:
        sort = _sort(a, b)
        yield Change(sort, now, f"{said[1]}: {a.verdict.in_words} → {b.verdict.in_words}", cause or b.verdict.because)
    elif _rank(a) != _rank(b):
        sort = FIRMER if _rank(b) < _rank(a) else WEAKER
        yield Change(sort, now, f"{said[1]}: {a.verdict.confidence} → {b.verdict.confidence} confidence", cause)
    elif cause:
        yield Change(SOURCES, now, said[1], cause)
    fields = {dispute.field for dispute in b.disputes} - {dispute.field for dispute in a.disputes}
    if fields:
        yield Change(DISPUTE, now, f"{said[1]}: the {', '.join(sorted(fields))}", cause)


def _sort(a: Judgement, b: Judgement) -> str:
    if b.status == REJECTED:
        return REJECTION
    if b.status == DISPUTED:
        return DISPUTE
    if a.status == DISPUTED:
        return SETTLED
    return FIRMER if STATUSES.index(b.status) < STATUSES.index(a.status) else WEAKER


def _rank(judgement: Judgement) -> int:
    return CONFIDENCES.index(judgement.verdict.confidence)


def _cited(judgement: Judgement | None, judge: Judge) -> dict[str, str]:
    """Return who is cited for a record and against it, in words, by what tells one citation from another.

    `judge` must be the one that made the judgement: a source may be in one state of the record and not in the other.
    """
    if judgement is None:
        return {}
    return {
        f"{voice.attestation.source} {voice.attestation.stance} {voice.attestation.of}": words.cited(judge, voice)
        + (" contradicts" if voice.attestation.stance == "contradicts" else "")
        for voice in judgement.voices
    }


def _apart(more: dict[str, str], fewer: dict[str, str]) -> str:
    return "; ".join(text for key, text in more.items() if key not in fewer)


def _cause(old: Judge, a: Judgement, new: Judge, b: Judgement) -> str:
    """Name who is cited now and was not, else who was and is not."""
    before, after = _cited(a, old), _cited(b, new)
    if come := _apart(after, before):
        return f"now also: {come}"
    gone = _apart(before, after)
    return f"no longer: {gone}" if gone else ""


def _entities(old: Judge, new: Judge) -> Iterator[Change]:
    moved = {was: str(entity.id) for entity in new.corpus.entities.values() for was in entity.was}
    before, after = known_entities(old), known_entities(new)
    for id in sorted(before):
        now = id if id in new.corpus.entities else moved.get(id, id)
        if id in new.corpus.same:
            yield Change(RENAMED, id, f"is judged to be the same as {new.corpus.same[id]}", "")
        elif now in after and now != id:
            yield Change(RENAMED, id, f"is now {now}", "")
        elif now not in after:
            yield Change(GONE, id, words.label(old, id), "")
    renamed = {now for id, now in moved.items() if id in before}
    for id in sorted(after - before - renamed):
        yield Change(NEW, id, words.label(new, id), "")


def _holders(old: Judge, new: Judge, day: Day) -> Iterator[Change]:
    """Yield the places whose answer on the day flipped."""
    before, after = Holds(old), Holds(new)
    for place in sorted(before.by_place.keys() | after.by_place.keys()):
        if place in old.corpus.entities and place in new.corpus.entities:
            was = words.place_state(old, before.on(place, day), day)
            now = words.place_state(new, after.on(place, day), day)
            if was != now:
                yield Change(HOLDER, place, f"{words.label(new, place)}: {was} → {now}", "")


def sources_of(judge: Judge, wanted: str, whole_origin: bool) -> frozenset[str]:
    """Return the sources that a name means: a source itself, or all of a publisher.

    With `whole_origin`, those that rewrite them as well, at any remove: what falls if the origin is wrong.
    """
    sources = judge.corpus.sources
    found = {id for id, source in sources.items() if wanted in (id, source.publisher)}
    while whole_origin:
        more = {id for id, source in sources.items() if set(map(str, source.derives_from)) & found} - found
        if not more:
            break
        found |= more
    return frozenset(found)


def what_if(judge: Judge, without: frozenset[str], day: Day) -> list[Change]:
    """Return what falls or weakens if some sources are wrong: the record judged again without their word."""
    records = {
        id: replace(record, attestations=tuple(a for a in record.attestations if a.source not in without))
        for id, record in judge.corpus.records.items()
    }
    other = Judge(replace(judge.corpus, records=records), judge.ontology, judge.known_at)
    found = []
    for id, before in judge.judgements.items():
        if id not in other.judgements:
            found.append(Change(FALLS, id, words.sentence(judge, judge.corpus.records[id]), "nothing else says so"))
        elif before.status != other.judgements[id].status or _rank(before) != _rank(other.judgements[id]):
            found += _record(judge, other, id, id)
    found += _holders(judge, other, day)
    return sorted(found, key=lambda change: (ORDER.index(change.sort), change.id))


def flipped(old: dict[str, set[str]], new: dict[str, set[str]]) -> Iterator[Change]:
    """Yield the saved questions whose rows differ. Each dictionary gives the rows of a question as text."""
    for id in sorted(old.keys() & new.keys()):
        gone, come = len(old[id] - new[id]), len(new[id] - old[id])
        if gone or come:
            yield Change("answer", id, f"{come} rows new, {gone} gone", "")
