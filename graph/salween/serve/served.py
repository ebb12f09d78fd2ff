"""What a helper holds: the judged record by two clocks and its page; or its RDF alone, in the engine.

A fork costs time by the memory of the process that forks, so the many queries are forked from one that holds no more
than they need: the record's helper hands its quads over, and an engine's helper loads them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from ..compile import GRAPHS, to_nquads
from ..dates import iso
from ..infer import Conclusion, Rule, infer
from ..judge import Clocks, Judge
from ..query import Dataset, open_dataset
from ..query.questions import Question
from .likeness import Names


class CannotServe(Exception):
    """The record has errors, so nothing can be answered from it: which, in words."""


class Title(NamedTuple):
    """What is told of a record with every answer. Days are ordinals; `mark` names the input it was made from."""

    title: str
    edition: int
    covers_to: int
    mark: str


@dataclass(frozen=True)
class Engine:
    """The RDF of a record by two clocks, ready to ask."""

    dataset: Dataset
    clocks: Clocks
    named: Title

    @property
    def base(self) -> str:
        return self.dataset.base

    @property
    def graphs(self) -> dict[str, str]:
        """The IRI of each named graph, by the name of its layer."""
        return {name: f"{self.base}graph/{name}" for name in GRAPHS}

    @cached_property
    def about(self) -> dict[str, Any]:
        """What the server itself has to know of the record. The engine counts its quads one by one: once is enough."""
        return {
            **self.named._asdict(),
            "as_of": iso(self.clocks.as_of),
            "known_at": iso(self.clocks.known_at),
            "quads": len(self.dataset.store),
            "graphs": self.graphs,
        }

    def hand_over(self, place: Path) -> None:
        """Write what `take_over` reads, beside a place."""
        self.dataset.store.dump(f"{place}.nq", format=ox.RdfFormat.N_QUADS)
        what = {"base": self.base, "clocks": self.clocks, "named": self.named}
        Path(f"{place}.json").write_text(json.dumps(what), "utf-8")


def take_over(place: Path) -> Engine:
    """Load what was handed over, and remove it."""
    quads, rest = Path(f"{place}.nq"), Path(f"{place}.json")
    what = json.loads(rest.read_text("utf-8"))
    clocks = Clocks(*what["clocks"])
    dataset = open_dataset(quads.read_bytes(), what["base"], *clocks)
    quads.unlink()
    rest.unlink()
    return Engine(dataset, clocks, Title(*what["named"]))


@dataclass(frozen=True)
class Served(Engine):
    """The record itself as well. `judge` sees it from `clocks.known_at`, `whole` from its edition."""

    judge: Judge
    whole: Judge
    rules: tuple[Rule, ...]
    conclusions: tuple[Conclusion, ...]
    questions: Mapping[str, Question]
    page: bytes

    def at(self, clocks: Clocks) -> Served:
        """Return the same record by other clocks."""
        judge = self.whole.seen_from(clocks.known_at)
        conclusions = infer(judge, self.rules)
        dataset = open_dataset(to_nquads(judge, conclusions, clocks), self.base, *clocks)
        return replace(self, judge=judge, conclusions=tuple(conclusions), dataset=dataset, clocks=clocks)

    @cached_property
    def names(self) -> Names:
        return Names(self.judge.corpus)


def open_served(
    judge: Judge,
    rules: tuple[Rule, ...],
    conclusions: list[Conclusion],
    nquads: bytes,
    clocks: Clocks,
    questions: Mapping[str, Question],
    page: bytes,
    mark: str,
) -> Served:
    """Load the compiled record into the engine, beside the record itself."""
    about = judge.corpus.dataset
    dataset = open_dataset(nquads, about.base, *clocks)
    named = Title(about.title, about.edition, about.covers_to, mark)
    return Served(dataset, clocks, named, judge, judge, rules, tuple(conclusions), questions, page)
