"""The program's judge beside a second one that was written from the design alone (tests/second)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from salween.build import Loaded, load

HERE = Path(__file__).parent
FOLDER = HERE / "second"


@pytest.fixture(scope="module")
def compare() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compare", FOLDER / "compare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def dataset() -> Loaded:
    return load(HERE.parent)


@pytest.mark.parametrize("root", [HERE.parent, HERE / "small"], ids=["dataset", "small"])
def test_two_judges_agree(compare: ModuleType, root: Path) -> None:
    """On 12 days by 2 days of knowledge; `python tests/second/compare.py --full` takes 50 by 4."""
    found = load(root)
    days, known = compare.some_days(found.judge, 12, 10), compare.some_known(found.judge, 2)
    asked, left = compare.differing(compare.answers(found, compare.READINGS, days, known))
    assert asked > 2_000
    assert not left, "\n".join(map(str, left[:20]))


def test_each_reading_is_needed(compare: ModuleType, dataset: Loaded) -> None:
    """An allowance on which nothing hangs would hide a fault that comes later."""
    days, known = compare.some_days(dataset.judge, 2, 10), compare.some_known(dataset.judge, 4)[::-1]
    for reading in compare.READINGS:
        others = [one for one in compare.READINGS if one is not reading]
        asked = compare.answers(dataset, others, days, known)
        assert any(answer.second != answer.program for answer in asked), reading.__name__


def test_the_second_judge_is_short_and_knows_nothing_of_the_first() -> None:
    text = (FOLDER / "evaluator.py").read_text("utf-8")
    assert len(text.splitlines()) <= 300
    assert "salween.judge" not in text + (FOLDER / "readings.py").read_text("utf-8")
