"""At which stage a person's case stands on a day: the latest accepted step that had surely happened by then.

Where the design leaves a choice: a step dated to a month counts from its last day, but one that clears somebody from
its first; of two steps of one day the later stage stands; a notice or a warrant that ended has ended, while a
charge or a finding stays until another step; who is dead is dead in every case.
"""

from __future__ import annotations

from typing import NamedTuple

from ..dates import Day
from ..model import Event, Fill
from . import Judge
from .status import ACCEPTED

#: The stages in their order, as design section 3 gives them.
STAGES = (
    "wanted", "warrant sought", "warrant issued", "charged", "convicted", "final", "acquitted", "overturned",
    "dropped", "dead",
)  # fmt: skip
_PASSING = ("wanted", "warrant sought", "warrant issued")
_CLEARING = ("acquitted", "overturned", "dropped")


class Stage(NamedTuple):
    """A stage of a case: the word, the first day it stands from, and the event."""

    word: str
    day: Day
    record: str


def legal_stages(judge: Judge, as_of: Day) -> dict[tuple[str, str], Stage]:
    """Return the stage by (person, case) on a day; the case is empty where the event names none."""
    found: dict[tuple[str, str], Stage] = {}
    for id, judgement in judge.judgements.items():
        record = judge.corpus.records[id]
        if not isinstance(record, Event) or record.is_negated or record.is_planned or judgement.status != ACCEPTED:
            continue
        word = judge.ontology.event_kinds[record.kind].legal_stage
        bounds = judgement.validity.bounds
        day = bounds.start_earliest if word in _CLEARING else bounds.start_latest
        if not word or day is None or day > as_of:
            continue
        if word in _PASSING and bounds.end_latest is not None and bounds.end_latest <= as_of and _lasts(judge, record):
            continue
        fills = judge.fills(record)
        cases = [str(fill.actor) for fill in fills if fill.role == "case"] or [""]
        for fill in fills:
            if fill.role in ("accused", "deceased") and not (word in _PASSING and _has_ended(fill, as_of)):
                for case in cases:
                    key, stage = (str(fill.actor), case), Stage(word, day, id)
                    if key not in found or _order(found[key]) < _order(stage):
                        found[key] = stage
    dead = {person: stage for (person, _), stage in found.items() if stage.word == STAGES[-1]}
    return {(person, case): dead.get(person, stage) for (person, case), stage in found.items()}


def _lasts(judge: Judge, record: Event) -> bool:
    return judge.ontology.event_kinds[record.kind].lapse != "occurrence"


def _has_ended(fill: Fill, as_of: Day) -> bool:
    last = fill.until.span.latest if fill.until is not None else None
    return last is not None and last <= as_of


def _order(stage: Stage) -> tuple[Day, int, str]:
    return stage.day, STAGES.index(stage.word) if stage.word in STAGES else -1, stage.record
