"""At which stage a person's case stands on a day: the latest accepted step that had happened by then."""

from __future__ import annotations

from typing import NamedTuple

from ..dates import Day
from ..model import Event
from . import Judge
from .status import ACCEPTED


class Stage(NamedTuple):
    """A stage of a case: the word, the first day it may stand from, and the event."""

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
        day = judgement.validity.bounds.start_earliest
        if not word or day is None or day > as_of:
            continue
        cases = [str(fill.actor) for fill in record.fills("case")] or [""]
        for fill in record.fills("accused", "deceased"):
            for case in cases:
                key = (str(fill.actor), case)
                if key not in found or found[key].day <= day:
                    found[key] = Stage(word, day, id)
    return found
