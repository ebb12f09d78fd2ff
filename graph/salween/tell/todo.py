"""What to find out next: the record's own doubts as a plan for collecting."""

from __future__ import annotations

from typing import NamedTuple

from ..dates import Day, iso
from ..judge import ACCEPTED, REJECTED, UNKNOWN, Judge
from ..model import Claim, Event
from ..verify import checked
from . import words

STALE, ACCUSATION, START, UNREAD, WEAK = (
    "a state that nobody has confirmed lately",
    "an accusation with one origin",
    "a state whose start is unknown",
    "a source read in part only",
    "a disputed record",
)
UNVERIFIED, NOT_FOUND = "citations that were never verified", "a citation that is not on its page"



class Task(NamedTuple):
    """One thing to find out: the sort, what it is about, why, and where it is written."""

    sort: str
    subject: str
    why: str
    place: str


def todo(judge: Judge, day: Day) -> list[Task]:
    """Return what is worth finding out, as the record stands on a day: by sort, then by id."""
    tasks: list[Task] = []
    for id, judgement in judge.judgements.items():
        record = judge.corpus.records[id]
        term, validity = judge.term(record), judgement.validity
        if judgement.status == REJECTED or record.is_planned or record.is_negated:
            continue
        where = f"{record.place}{words.overlay_mark(judge, record.place)}"
        if term.lapse == "state" and validity.on(day) == UNKNOWN and validity.bounds.end_latest is None:
            last = validity.confirmed or validity.bounds.start_latest
            said = f"last confirmed on {iso(last)}" if last is not None else "never confirmed"
            tasks.append(Task(STALE, id, f"{said}; not known on {iso(day)}", where))
        if term.accuses and judgement.status != ACCEPTED:
            tasks.append(Task(ACCUSATION, id, judgement.verdict.because, where))
        if term.lapse == "state" and isinstance(record, Claim) and validity.bounds.start_earliest is None:
            latest = validity.bounds.start_latest
            tasks.append(Task(START, id, f"by {iso(latest)}" if latest is not None else "no day at all", where))
        if judgement.status == "disputed":
            tasks.append(Task(WEAK, id, judgement.verdict.because, where))
    for source in judge.corpus.sources.values():
        if source.read == "part" and judge.is_out[source.id]:
            title = f"{words.label(judge, source.publisher)}: {source.title}"
            where = f"{source.place}{words.overlay_mark(judge, source.place)}"
            tasks.append(Task(UNREAD, str(source.id), title, where))
    order = (NOT_FOUND, ACCUSATION, WEAK, STALE, START, UNVERIFIED, UNREAD)
    tasks.sort(key=lambda task: (order.index(task.sort), task.subject))
    return sorted([*tasks, *_unverified(judge)], key=lambda task: order.index(task.sort))


def _unverified(judge: Judge) -> list[Task]:
    """Return the records whose citations want a look at the page, those that matter most first.

    First what was looked for and not found; then, of what was never looked for: accusations, who held a place, counts,
    listings and other acts of law, and the rest; within each, the records that fewest citations were verified of.
    """
    found: list[tuple[tuple[int, float, str], Task]] = []
    for id, record in judge.corpus.records.items():
        if id not in judge.judgements:
            continue
        seen = checked(judge.corpus, judge.ontology, record)
        heard = [a for a in record.attestations if judge.is_out[a.source]]
        missing = [a for a in heard if a in seen and seen[a].missing]
        waiting = [a for a in heard if a not in seen]
        where = f"{record.place}{words.overlay_mark(judge, record.place)}"
        if missing:
            why = f"not all of it is on the page of {', '.join(sorted({str(a.source) for a in missing}))}"
            found.append(((0, 0.0, id), Task(NOT_FOUND, id, why, where)))
        if waiting:
            why = f"{len(waiting)} of {len(record.attestations)} citations: "
            why += ", ".join(sorted({str(a.source) for a in waiting}))
            share = 1 - len(waiting) / len(record.attestations)
            found.append(((_weight(judge, record), share, id), Task(UNVERIFIED, id, why, where)))
    return [task for _, task in sorted(found, key=lambda pair: pair[0])]


def _weight(judge: Judge, record: Claim | Event) -> int:
    """Return how soon a record's citations want verifying: 0 first."""
    term = judge.term(record)
    if term.accuses:
        return 0
    if isinstance(record, Claim):
        if judge.ontology.predicates[record.predicate].is_exclusive:
            return 1
        return 2 if record.value is not None else 4
    kind = judge.ontology.event_kinds[record.kind]
    return 3 if kind.settled_by or kind.legal_stage else 4


def todo_text(tasks: list[Task], top: int = 10) -> str:
    """Return the tasks as text, the first `top` of each sort (0: all)."""
    lines: list[str] = []
    for sort in dict.fromkeys(task.sort for task in tasks):
        found = [task for task in tasks if task.sort == sort]
        lines += [f"{sort}: {len(found)}"]
        shown = found[:top] if top else found
        lines += [f"  {task.subject}: {task.why}\n    {task.place}" for task in shown]
        if len(found) > len(shown):
            lines.append(f"  and {len(found) - len(shown)} more")
        lines.append("")
    return "\n".join(lines)
