"""The answers of a dataset, as text to commit beside it: so a change to facts shows which answers it changes.

One file for each saved question, with the answer for its example, and one for control: every place on ten days. A line
is a row and its cells are set apart by " | ", not padded: a longer name changes its own line and no other.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from .dates import Day, iso
from .perspective import Perspective
from .query import QueryError
from .query.rows import shorten
from .tell.words import label, place_state

FOLDER = "answers"
CONTROL = "control.txt"
#: How many days the table of control has: the last day covered, and the ends of the quarters before it.
DAYS = 10
#: How many sources a cell names before it counts the rest.
_SOURCES = 2


def answers(seen: Perspective) -> dict[str, str]:
    """Return the text of each file by its name. A question whose example is of another dataset has none."""
    found = {CONTROL: _control(seen)}
    for id in seen.project.questions:
        try:
            found[f"{id}.txt"] = _answer(seen, id)
        except QueryError:
            continue
    return found


def differing(root: Path, wanted: dict[str, str]) -> list[str]:
    """Return the names of the files of a project's folder of answers that are missing, out of date or too many."""
    folder = root / FOLDER
    have = {path.name: path.read_text("utf-8") for path in folder.glob("*.txt")}
    return sorted(name for name in wanted.keys() | have.keys() if wanted.get(name) != have.get(name))


def write_answers(root: Path, wanted: dict[str, str]) -> list[str]:
    """Write those files that differ, each whole or not at all, and remove those that answer nothing any more."""
    changed = differing(root, wanted)
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    for name in changed:
        target, working = folder / name, folder / f".{name}.new"
        if name not in wanted:
            target.unlink()
            continue
        working.write_text(wanted[name], "utf-8")
        working.replace(target)
    return changed


def control_days(covers_to: Day) -> list[Day]:
    """Return the days of the table of control, oldest first.

    >>> [iso(day) for day in control_days(date(2026, 4, 30).toordinal())][-3:]
    ['2025-12-31', '2026-03-31', '2026-04-30']
    """
    last = date.fromordinal(covers_to)
    days, quarter = [covers_to], last.year * 4 + (last.month - 1) // 3
    while len(days) < DAYS:
        end = date(quarter // 4, quarter % 4 * 3 + 1, 1).toordinal() - 1  # the day before a quarter begins
        days += [end] if end < covers_to else []
        quarter -= 1
    return days[::-1]


def _answer(seen: Perspective, id: str) -> str:
    asked = seen.asked(id)
    rows = seen.rows(asked, most=_SOURCES)
    given = ", ".join(f"{name} = {value}" for name, value in asked.given.items())
    headlines = map(seen.headline, asked.given.values())
    head = [asked.question.question or asked.question.title, given, *headlines]
    lines = [" | ".join(name.replace("_", " ") for name in rows.variables)]
    lines += [" | ".join(" ".join(shorten(cell, rows.base).split()) for cell in row) for row in rows]
    return "\n".join([*filter(None, head), "", *(line.rstrip() for line in lines), ""])


def _control(seen: Perspective) -> str:
    days = control_days(seen.judge.corpus.dataset.covers_to)
    lines = ["Who held each place", "", "place | day | state"]
    for name, place in sorted((label(seen.judge, place), place) for place in seen.holds.by_place):
        states = (place_state(seen.judge, seen.holds.on(place, day), day) for day in days)
        lines += [f"{name} | {iso(day)} | {state}" for day, state in zip(days, states, strict=True)]
    return "\n".join([*lines, ""])
