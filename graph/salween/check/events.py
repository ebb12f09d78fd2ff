"""Whether an event can have been as it is written: its sides, its roles, its plan and who tells of it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from ..dates import Edtf, iso
from ..judge import Judge, could_know
from ..model import Attestation, Event, Fill
from ..names import fold
from ..problem import Problem, Severity, with_article
from ..resolve.records import SPEECH

#: Roles that say what an event was about and where it was, or who spoke: nobody takes part in it by them.
_ASIDE = ("about", "place", "said_by")


def one_sided(judge: Judge) -> Iterator[Problem]:
    """Code one-sided: what happens between sides has two of them."""
    for event in judge.corpus.events:
        for name in {f.start for f in judge.ontology.event_kinds[event.kind].folds if f.start == f.end}:
            key = judge.ontology.role_names[name].key
            found = [fill for fill in event.roles if fill.role == key]
            if found and len({fill.side or str(fill.actor) for fill in found}) < 2:
                what = f'"{event.id}" has only one side: {", ".join(str(fill.actor) for fill in found)}'
                fix = "write each side as a list, as in sides: [[hill-army], [river-union]]"
                why = f"{with_article(event.kind)} is between two sides, and with one it links nobody"
                yield Problem("one-sided", event.place_of(key), what, fix, why)


def begins_by_an_act(judge: Judge) -> Iterator[Problem]:
    """Code seen-not-begun: what stands from an act on has a beginning, not a day on which it was seen."""
    for event in judge.corpus.events:
        if judge.ontology.event_kinds[event.kind].lapse == "standing" and event.date is not None:
            what = f'date: "{event.date.text}" on {with_article(event.kind)}, which lasts until something ends it'
            fix = f"write from: {event.date.text}"
            if event.date.is_interval:
                fix = f"write from: and until:, or from: [{event.date.text.replace('/', '..')}] for one day within"
            fix += ". If it was only seen in force, write from: unknown, and still: at the source"
            why = "date: is a day on which it was seen, so the start would be lost"
            yield Problem("seen-not-begun", event.place_of("date"), what, fix, why)


def outside_its_event(judge: Judge) -> Iterator[Problem]:
    """Code outside-its-event: nobody is in an event before it begins or after it has ended."""
    for event in judge.corpus.events:
        begun, ended = event.start or event.date, event.until
        for fill in event.roles:
            early = begun is not None and fill.start is not None and _last(fill.start) < _first(begun)
            late = ended is not None and fill.until is not None and _first(fill.until) > _last(ended)
            if early or late:
                key, own, whole = ("from", fill.start, begun) if early else ("until", fill.until, ended)
                assert own is not None and whole is not None
                side = "before the event begins" if early else "after the event has ended"
                what = f'"{fill.actor}" has {key}: "{own.text}", {side}, "{whole.text}"'
                fix, why = "correct the date that is wrong", "a role lasts no longer than its event"
                yield Problem("outside-its-event", fill.actor.place, what, fix, why)


def outcome_before_its_day(judge: Judge) -> Iterator[Problem]:
    """Codes outcome-too-early, plan-without-outcome (warning): whether a plan came about is said after its day."""
    covered = judge.corpus.dataset.covers_to
    for record in judge.corpus.records.values():
        day = record.date or record.start
        if not record.is_planned or day is None:
            continue
        outcome = record.outcome
        if outcome is None:
            last = day.span.latest
            if last is not None and last <= covered:
                what = f'"{record.id}" was planned for {day.text}, and has no outcome'
                fix = "add outcome: {happened: yes, sources: [source-id]}, or outcome: {happened: unknown}"
                why = f"the dataset covers every day up to {iso(covered)}"
                yield Problem("plan-without-outcome", record.place, what, fix, why, Severity.WARNING)
            continue
        heard = [a for a in outcome.attestations if a.stance == "supports"]
        if outcome.happened == "unknown" or not heard:
            continue
        if not any(could_know(judge.published[a.source], day) for a in heard):
            newest = max(judge.published[a.source].text for a in heard)
            what = (
                f"happened: {outcome.happened}, but its sources are older than its day, {day.text} (newest: {newest})"
            )
            fix = "cite a source from that day or later, or write happened: unknown"
            why = "nobody can know the outcome of a plan before its day"
            yield Problem("outcome-too-early", record.place_of("outcome"), what, fix, why)


def title_that_is_a_name(judge: Judge) -> Iterator[Problem]:
    """Code title-repeats-name (warning): a title says what somebody was, not who."""
    for event in judge.corpus.events:
        for fill in event.roles:
            if not fill.qualifiers:
                continue
            entity = judge.corpus.entities.get(fill.actor)
            title = dict(fill.qualifiers).get("title")
            if entity is not None and isinstance(title, str) and fold(title) in {fold(n.text) for n in entity.names}:
                what = f'title: "{title}" of "{fill.actor}" repeats the name'
                fix = "write the post that the page gives, as in title: envoy, or remove title:"
                why = "a title is shown beside the name"
                yield Problem("title-repeats-name", fill.actor.place, what, fix, why, Severity.WARNING)


def only_their_own_word(judge: Judge) -> Iterator[Problem]:
    """Code only-own-word (warning): who tells of an event is no participant on their own word alone.

    What somebody suffered, did or is accused of may well be their own account.
    """
    for event in judge.corpus.events:
        kind = judge.ontology.event_kinds[event.kind]
        if kind.accuses or event.is_planned:
            continue
        for fill in event.roles:
            if fill.role in _ASIDE or judge.ontology.roles[fill.role].protects:
                continue
            entity = judge.corpus.entities.get(fill.actor)
            if entity is None or entity.kind != "Person":
                continue
            heard = [a for a in (*event.attestations, *fill.attestations) if _names(a, fill)]
            if heard and all(a.said_by == fill.actor for a in heard):
                what = f'only "{fill.actor}" says that "{fill.actor}" was in "{event.id}"'
                fix = (
                    "if they only described it, remove the name and keep said_by:. Or cite another source that names "
                    "them"
                )
                why = "a spokesperson who describes a meeting may not have attended it"
                others = (("their word at", heard[0].place),)
                yield Problem("only-own-word", fill.actor.place, what, fix, why, Severity.WARNING, others)


def same_event_twice(judge: Judge) -> Iterator[Problem]:
    """Code same-event (warning): one thing that happened is one event. Of sayings there may be many a day."""
    alike: dict[object, list[Event]] = defaultdict(list)
    for event in judge.corpus.events:
        when = event.date or event.start
        if when is None or not when.span.is_one_day or set(SPEECH) & set(judge.ontology.event_lineage(event.kind)):
            continue
        named = frozenset((fill.role, str(fill.actor)) for fill in event.roles if fill.role != "about")
        alike[event.kind, when.text, named, event.is_planned, event.is_negated].append(event)
    for events in alike.values():
        first, *rest = sorted(events, key=lambda event: event.place)
        for event in rest:
            what = f'"{event.id}" and "{first.id}" have the same kind, day and names'
            fix = "merge them, or add what differs, as in place: bridgetown"
            why, others = "an event written twice is counted twice", (("the other at", first.id.place),)
            yield Problem("same-event", event.id.place, what, fix, why, Severity.WARNING, others)


def _names(attestation: Attestation, fill: Fill) -> bool:
    return attestation.stance == "supports" and attestation.speaks_of(fill.role)


def _first(date: Edtf) -> float:
    return -math.inf if date.span.earliest is None else date.span.earliest


def _last(date: Edtf) -> float:
    return math.inf if date.span.latest is None else date.span.latest
