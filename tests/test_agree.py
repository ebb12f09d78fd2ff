"""The page says what Python says: its index, looked up by its own modules under node, beside the judge's functions.

JavaScript holds no rule of evidence, time or law; so on any day, by the sources of any day of knowledge that it has,
the page has each stage, each place, each record, name and tie as Python judges them. Days are taken where answers
change, and the days before them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from salween.build import Loaded, load
from salween.infer import infer
from salween.infer import told as conclusion_told
from salween.judge import TOLD, Judge
from salween.judge.law import legal_stages, stage_runs
from salween.judge.places import Holds
from salween.render import page_index
from salween.tell import words
from salween.ties import all_ties, told

HERE = Path(__file__).parent
ROOTS = {"small": HERE / "small", "dataset": HERE.parent}
MODULES = HERE.parent / "graph/salween/render/page"
Needs = Callable[[Path | str | None, str], None]


@pytest.fixture(scope="module", params=ROOTS)
def agreed(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Return the index of a project and what Python answers: twenty days by all sources, twenty by earlier ones."""
    found = load(ROOTS[request.param])
    assert found.judge is not None
    raw = page_index(found.judge, found.conclusions, {}, rules=found.rules)
    known = raw["known"]["days"]
    assert len(known) > 2
    cases = [
        case(found, found.judge.seen_from(known[step]), step, day)
        for step in (len(known) - 1, len(known) // 3)
        for day in days(found.judge)
    ]
    return {"raw": raw, "cases": cases}


def days(judge: Judge) -> list[int]:
    """Return twenty days: ten on which some stage, some place or some record changes, and the days before them."""
    holds = Holds(judge)
    stages = {run.first for found in stage_runs(judge).values() for run in found if run.first > 1}
    places = {run.first for place in holds.by_place for run in holds.runs(place) if run.first > 1}
    records = {day for j in judge.judgements.values() for day in j.validity.bounds if day is not None}
    chosen: set[int] = set()
    for group, count in ((stages, 3), (places, 4), (records, 3)):
        left = sorted(group - chosen - {day + 1 for day in chosen})
        chosen |= {left[len(left) * (n + 1) // (count + 1)] for n in range(count)}
    return sorted({day - back for day in chosen for back in (0, 1)})


def case(found: Loaded, judge: Judge, step: int, day: int) -> dict[str, Any]:
    """Return what Python answers for a day by the sources that a judge sees."""
    holds, predicates = Holds(judge), judge.ontology.predicates
    ties = {
        f"{tie.id} {tie.predicate}": [tie.status, TOLD.index(told(predicates[tie.predicate].lapse, tie.validity, day))]
        for tie in all_ties(judge)
    }
    conclusions = {c.id: [c.status, TOLD.index(conclusion_told(c, day))] for c in infer(judge, found.rules)}
    return {
        "step": step,
        "day": day,
        "stages": {f"{who} {case}": [s.word, s.record] for (who, case), s in legal_stages(judge, day).items()},
        "places": {place: place_of(judge, holds, place, day) for place in holds.by_place},
        "records": {id: record_of(judge, id, day) for id in judge.judgements},
        "fills": {id: [*names_of(judge, id, day)] for id, j in judge.judgements.items() if j.presences},
        "ties": ties | conclusions,
    }


def place_of(judge: Judge, holds: Holds, place: str, day: int) -> list[Any]:
    state = holds.on(place, day)
    return [state.answer, words.place_state(judge, state, day, lambda _, id: id), [*state.claims]]


def record_of(judge: Judge, id: str, day: int) -> list[Any]:
    judgement, record = judge.judgements[id], judge.corpus.records[id]
    return [
        judgement.verdict.in_words,
        words.held(judge, record, judgement.validity),
        TOLD.index(told(judge.term(record).lapse, judgement.validity, day)),
        [voice.attestation.source for voice in judgement.voices],
        [reply.says for reply in judge.known(record).replies],
        sorted([dispute.field, int(dispute.is_equal)] for dispute in judgement.disputes),
    ]


def names_of(judge: Judge, id: str, day: int) -> Iterator[list[Any]]:
    lapse = judge.term(judge.corpus.records[id]).lapse
    for presence in judge.judgements[id].presences:
        yield [presence.fill.role, presence.fill.actor, TOLD.index(told(lapse, presence.validity, day))]


def run(folder: Path, given: dict[str, Any], modules: Path = MODULES / "js") -> subprocess.CompletedProcess[str]:
    path = folder / "agree.json"
    path.write_text(json.dumps(given), "utf-8")
    return subprocess.run(
        ["node", "--test", str(HERE / "js" / "agree.mjs")],
        env={**os.environ, "SALWEEN_AGREE": str(path), "SALWEEN_JS": str(modules)},
        capture_output=True,
        text=True,
    )


def test_the_page_says_of_each_day_what_python_says(agreed: dict[str, Any], tmp_path: Path, needs: Needs) -> None:
    needs(shutil.which("node"), "node")
    for name in ("stages", "places", "records", "fills", "ties"):
        assert any(one[name] for one in agreed["cases"]), name
    found = run(tmp_path, agreed)
    assert found.returncode == 0, found.stdout[-6000:] + found.stderr[-2000:]
    assert "# skipped 0" in found.stdout and "# pass 6" in found.stdout


@pytest.mark.parametrize("table", ["stages", "control", "validities"])
def test_runs_that_are_a_day_off_are_found(
    agreed: dict[str, Any], tmp_path: Path, needs: Needs, table: str
) -> None:
    needs(shutil.which("node"), "node")
    spoilt = json.loads(json.dumps(agreed))
    if table == "validities":
        column = spoilt["raw"][table]["runs"]
        column[:] = [[cell + (n % 2 == 0) for n, cell in enumerate(runs)] for runs in column]
    else:
        column = spoilt["raw"][table]["first"]
        column[:] = [[first + 1 for first in firsts] for firsts in column]
    assert run(tmp_path, spoilt).returncode != 0


@pytest.mark.parametrize("line", ["firsts[run] > day", "runs[n] > day"])
def test_a_look_up_that_is_a_day_off_is_found(
    agreed: dict[str, Any], tmp_path: Path, needs: Needs, line: str
) -> None:
    needs(shutil.which("node"), "node")
    shutil.copytree(MODULES / "js", tmp_path / "js")
    shutil.copy(MODULES / "words.json", tmp_path / "words.json")
    text = (tmp_path / "js/time.js").read_text("utf-8")
    assert text.count(line) == 1
    (tmp_path / "js/time.js").write_text(text.replace(line, line.replace(">", ">=")), "utf-8")
    assert run(tmp_path, agreed, tmp_path / "js").returncode != 0
