"""At which stage a person's case stands on a day: the latest accepted step that had surely happened by then.

Where the design leaves a choice: a step dated to a month counts from its last day, but one that clears somebody from
its first; of two steps of one day the later stage stands; a notice or a warrant that ended has ended, while a
charge or a finding stays until another step; who is dead is dead in every case.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from ..dates import Day
from ..model import Event, Fill
from . import Judge
from .runs import FIRST_DAY, Run, runs
from .status import ACCEPTED, REJECTED


class Stage(NamedTuple):
    """A stage of a case: the word, as the ontology has it, the first day it stands from, and the event."""

    word: str
    day: Day
    record: str


class Step(NamedTuple):
    """What brought a person's case to a stage. `over` is the first day on which a notice or warrant no longer stood.

    `rank` is the place of the stage in the order of all, `in_every_case` whether the person reached it in each.
    """

    person: str
    case: str  # empty where the event names none
    stage: Stage
    over: Day | None
    rank: int
    in_every_case: bool

    def stands(self, day: Day) -> bool:
        return self.stage.day <= day and (self.over is None or day < self.over)


class Accusation(NamedTuple):
    """Somebody is accused in a record and stands in no case, on the days from `first` to `last` (None: no end)."""

    who: str
    record: str
    first: Day
    last: Day | None


def legal_stages(judge: Judge, as_of: Day) -> dict[tuple[str, str], Stage]:
    """Return the stage by (person, case) on a day; the case is empty where the event names none."""
    by_person = _by_person(judge)
    found = {}
    for person, steps in by_person.items():
        for case in sorted({step.case for step in steps}):
            stage = _stage_on(steps, case, as_of)
            if stage is not None:
                found[person, case] = stage
    return found


def stage_runs(judge: Judge) -> dict[tuple[str, str], tuple[Run[Stage | None], ...]]:
    """Return the stage by (person, case) over all days, None where the case stands at none. Sorted by both."""
    found = {}
    for person, steps in _by_person(judge).items():
        turns = {day for step in steps for day in (step.stage.day, step.over) if day is not None}
        for case in {step.case for step in steps}:
            found[person, case] = runs(turns, partial(_stage_on, steps, case))
    return dict(sorted(found.items()))


def accused(judge: Judge, record_id: str) -> tuple[str, ...]:
    """Return whom a record accuses of a wrong or names at a step of a case: the accused and those it blames."""
    record = judge.corpus.records[record_id]
    found = list(judge.accused(record))
    if isinstance(record, Event) and judge.ontology.event_kinds[record.kind].legal_stage:
        found += [str(fill.actor) for fill in judge.fills(record) if fill.role == "accused"]
    return tuple(sorted(set(found)))


def outside_cases(judge: Judge) -> tuple[Accusation, ...]:
    """Return who is accused while in no case that is on record, by each record that accuses them; sorted."""
    said: list[tuple[str, str, Day]] = []
    in_case: dict[str, Day] = {}
    for id, judgement in judge.judgements.items():
        record = judge.corpus.records[id]
        if record.is_negated or record.is_planned or judgement.status == REJECTED:
            continue
        day = judgement.validity.bounds.start_latest or FIRST_DAY
        is_case = isinstance(record, Event) and any(fill.role == "case" for fill in judge.fills(record))
        for who in accused(judge, id):
            if who in judge.corpus.entities:
                said.append((who, id, day))
                if is_case:
                    in_case[who] = min(day, in_case.get(who, day))
    found = (Accusation(who, id, day, in_case[who] - 1 if who in in_case else None) for who, id, day in said)
    return tuple(sorted(one for one in found if one.last is None or one.first <= one.last))


def _by_person(judge: Judge) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = defaultdict(list)
    for step in _steps(judge):
        found[step.person].append(step)
    return found


def _steps(judge: Judge) -> Iterator[Step]:
    """Yield every well supported step of every case, as known."""
    for id, judgement in judge.judgements.items():
        record = judge.corpus.records[id]
        if not isinstance(record, Event) or record.is_negated or record.is_planned or judgement.status != ACCEPTED:
            continue
        kind = judge.ontology.event_kinds[record.kind]
        term, bounds = judge.ontology.stages.get(kind.legal_stage), judgement.validity.bounds
        if term is None:
            continue
        day = bounds.start_earliest if term.clears else bounds.start_latest
        if day is None:
            continue
        over = bounds.end_latest if term.is_passing and kind.lapse != "occurrence" else None
        cases = [str(presence.fill.actor) for presence in judgement.presences if presence.fill.role == "case"] or [""]
        for fill in (presence.fill for presence in judgement.presences if presence.status == ACCEPTED):
            if fill.role in ("accused", "deceased"):
                own = _least(over, _end(fill)) if term.is_passing else None
                stage, who = Stage(term.key, day, id), str(fill.actor)
                yield from (Step(who, case, stage, own, term.rank, term.in_every_case) for case in cases)


def _stage_on(steps: Iterable[Step], case: str, day: Day) -> Stage | None:
    """Return where a case of a person stands on a day, given all of the person's steps."""
    standing = [step for step in steps if step.stands(day)]
    own = [step for step in standing if step.case == case]
    if not own:
        return None
    everywhere = [step for step in standing if step.in_every_case]
    return max(everywhere or own, key=lambda step: (step.stage.day, step.rank, step.stage.record)).stage


def _end(fill: Fill) -> Day | None:
    return fill.until.span.latest if fill.until is not None else None


def _least(a: Day | None, b: Day | None) -> Day | None:
    return b if a is None else a if b is None else min(a, b)
