"""What to find out next: the record's own doubts as a plan for collecting."""

from __future__ import annotations

from typing import NamedTuple

from ..dates import Day, iso
from ..judge import ACCEPTED, REJECTED, UNKNOWN, Judge
from ..model import Claim
from . import words

STALE, ACCUSATION, START, UNREAD, WEAK = (
    "a state that nobody has confirmed lately",
    "an accusation with one origin",
    "a state whose start is unknown",
    "a source read in part only",
    "a disputed record",
)


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
        if source.read == "part":
            title = f"{words.label(judge, source.publisher)}: {source.title}"
            where = f"{source.place}{words.overlay_mark(judge, source.place)}"
            tasks.append(Task(UNREAD, str(source.id), title, where))
    order = (ACCUSATION, WEAK, STALE, START, UNREAD)
    return sorted(tasks, key=lambda task: (order.index(task.sort), task.subject))


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
