"""Two judges, one dataset: every answer of the program's judge beside that of the second one.

`python tests/second/compare.py` compares on 12 days by 2 days of knowledge, `--full` on 50 by 4 and says what hangs
on each reading, `--seed N` takes other days, `--root DIR` another project. Exit 1 where a difference is left.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from evaluator import FAR, Judged
from readings import READINGS, second_judge

from salween.build import Loaded, load
from salween.dates import iso
from salween.judge import Judge, Judgement, Presence
from salween.judge.law import legal_stages
from salween.judge.places import Holds
from salween.model import Event

ROOT = Path(__file__).parent.parent.parent
MOST_SHOWN = 40


class Answer(NamedTuple):
    """One question, and what each judge answers; `day` is empty where the answer is of no day."""

    kind: str
    about: str
    known_at: str
    day: str
    second: Any
    program: Any

    @property
    def question(self) -> tuple[str, ...]:
        return self[:4]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="50 days by 4 days of knowledge, and what hangs on what")
    parser.add_argument("--seed", type=int, default=10)
    parser.add_argument("--root", type=Path, default=ROOT)
    options = parser.parse_args()
    found = load(options.root)
    assert found.judge is not None
    days = some_days(found.judge, 50 if options.full else 12, options.seed)
    known = some_known(found.judge, 4 if options.full else 2)
    print(f"{len(days)} days by {len(known)} days of knowledge: {', '.join(map(iso, known))}")
    asked: Counter[str] = Counter()
    left = []
    for answer in answers(found, READINGS, days, known):
        asked[answer.kind] += 1
        left += [answer] if answer.second != answer.program else []
    print(", ".join(f"{count:,} {kind}" for kind, count in asked.items()))
    print(f"{asked.total():,} answers compared, {len(left)} differ")
    if options.full:
        tell_readings(found, days, known)
    for answer in left[:MOST_SHOWN]:
        print("  {}: {} {} {}: second {}, program {}".format(*answer))
    return 1 if left else 0


def tell_readings(found: Loaded, days: list[int], known: list[int]) -> None:
    """Print how often the two agree by the text alone, and how many answers hang on each reading."""
    total, literal = differing(answers(found, [], days, known))
    print(f"by the most literal sense of the text alone: {100 * (1 - len(literal) / total):.2f} percent agree")
    for reading in READINGS:
        _, hanging = differing(answers(found, [r for r in READINGS if r is not reading], days, known))
        print(f"  {len(hanging):6,} answers about {len({a.about for a in hanging}):4} hang on {reading.__name__}")


def differing(asked: Iterable[Answer]) -> tuple[int, list[Answer]]:
    total, found = 0, []
    for answer in asked:
        total += 1
        found += [answer] if answer.second != answer.program else []
    return total, found


def some_days(judge: Judge, count: int, seed: int) -> list[int]:
    """Return days: half where some bound lies or the day before it, the others anywhere, and both ends of coverage."""
    chance, last = random.Random(seed), judge.corpus.dataset.covers_to
    bounds = {day for j in judge.judgements.values() for day in j.validity.bounds if day is not None and day <= last}
    turns = sorted(bounds | {day - 1 for day in bounds})
    recent = turns[len(turns) // 4 :]  # most records are of the last years
    found = {last, last + 1, *chance.sample(recent, min(count // 2 - 1, len(recent)))}
    while len(found) < count:
        found.add(chance.randint(turns[0] - 400, last) if len(found) % 4 == 0 else chance.randint(recent[0], last))
    return sorted(found)


def some_known(judge: Judge, count: int) -> list[int]:
    """Return the edition and days of knowledge by which equal parts of all sources were out."""
    spans = (source.dated.span.latest for source in judge.corpus.sources.values())
    out = sorted(day for day in spans if day is not None and day < judge.corpus.dataset.edition)
    return [*(out[len(out) * step // count] for step in range(1, count)), judge.corpus.dataset.edition]


def answers(found: Loaded, readings: list[type], days: list[int], known: list[int]) -> Iterator[Answer]:
    """Yield every answer of both judges."""
    assert found.judge is not None
    for known_at in known:
        program = found.judge.seen_from(known_at)
        second = second_judge(readings, found.corpus, found.ontology, known_at)
        for asked in (of_records, of_places, of_stages):
            for kind, about, day, one, other in asked(second, program, days):
                yield Answer(kind, about, iso(known_at), iso(day) if day else "", one, other)


def of_records(second: Any, program: Judge, days: list[int]) -> Iterator[tuple[Any, ...]]:
    for id, record in program.corpus.records.items():
        theirs = program.judgements.get(id)
        yield "known", id, 0, id in second.records, theirs is not None
        if theirs is None or id not in second.records:
            continue
        mine = second.judged(id)
        yield "origins", id, 0, mine.origins, len(theirs.origins)
        yield from of_judged("", id, mine, theirs, days)
        presences = {(p.fill.role, p.fill.actor): p for p in theirs.presences}
        for index, fill in enumerate(record.roles if isinstance(record, Event) else ()):
            name, one = second.named(id, index), presences.get((fill.role, fill.actor))
            about = f"{id} {fill.role} {fill.actor}"
            yield "name known", about, 0, name is not None, one is not None
            if name is not None and one is not None:
                yield from of_judged("name ", about, name, one, days)


def of_judged(
    prefix: str, about: str, mine: Judged, theirs: Judgement | Presence, days: list[int]
) -> Iterator[tuple[Any, ...]]:
    yield f"{prefix}status", about, 0, mine.status, theirs.status
    bounds = tuple(day if abs(day) < FAR // 2 else None for day in mine.days)
    yield f"{prefix}bounds", about, 0, told(bounds), told(theirs.validity.bounds)
    for day in days:
        yield f"{prefix}answer", about, day, mine.on(day), theirs.validity.on(day)


def told(bounds: Iterable[int | None]) -> str:
    return " ".join("-" if day is None else iso(day) for day in bounds)


def of_places(second: Any, program: Judge, days: list[int]) -> Iterator[tuple[Any, ...]]:
    holds = Holds(program)
    for place in sorted({*second.held, *holds.by_place}):
        for day in days:
            (state, holders), theirs = second.place(place, day), holds.on(place, day)
            since = f" since {theirs.since}" if theirs.since is not None else ""
            yield "place", place, day, state, theirs.answer + since
            rests_on = [program.corpus.records[id] for id in theirs.claims] if theirs.answer != "unknown" else []
            subjects = {str(c.subject) for c in rests_on if c.predicate in holds.exclusive}  # type: ignore[union-attr]
            yield "holders", place, day, sorted(map(str, holders)), sorted(subjects)


def of_stages(second: Any, program: Judge, days: list[int]) -> Iterator[tuple[Any, ...]]:
    accused = {str(f.actor) for event in program.corpus.events for f in event.fills("accused", "deceased")}
    for day in days:
        theirs = legal_stages(program, day)
        for who in sorted(accused | {person for person, _ in theirs}):
            mine = {str(case): stage for case, stage in second.stages(who, day).items()}
            yield "stage", who, day, mine, {case: stage.word for (one, case), stage in theirs.items() if one == who}


if __name__ == "__main__":
    sys.exit(main())
