"""What a helper holds: the judged record by two clocks, its RDF in the engine, its page, its saved questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..compile import GRAPHS, to_nquads
from ..dates import iso
from ..infer import Conclusion, Rule, infer
from ..judge import Clocks, Judge
from ..query import Dataset, open_dataset
from ..query.questions import Question
from .likeness import Names


class CannotServe(Exception):
    """The record has errors, so nothing can be answered from it: which, in words."""


@dataclass(frozen=True)
class Served:
    """`judge` sees the record from `clocks.known_at`, `whole` from its edition; `mark` names the input of both."""

    judge: Judge
    whole: Judge
    rules: tuple[Rule, ...]
    conclusions: tuple[Conclusion, ...]
    dataset: Dataset
    clocks: Clocks
    questions: Mapping[str, Question]
    page: bytes
    mark: str

    def at(self, clocks: Clocks) -> Served:
        """Return the same record by other clocks."""
        judge = self.whole.seen_from(clocks.known_at)
        conclusions = infer(judge, self.rules)
        base = self.judge.corpus.dataset.base
        dataset = open_dataset(to_nquads(judge, conclusions, clocks), base, *clocks)
        return replace(self, judge=judge, conclusions=tuple(conclusions), dataset=dataset, clocks=clocks)

    @cached_property
    def names(self) -> Names:
        return Names(self.judge.corpus)

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
        dataset = self.judge.corpus.dataset
        return {
            "title": dataset.title,
            "edition": dataset.edition,
            "covers_to": dataset.covers_to,
            "as_of": iso(self.clocks.as_of),
            "known_at": iso(self.clocks.known_at),
            "quads": len(self.dataset.store),
            "mark": self.mark,
            "graphs": self.graphs,
        }


def open_served(
    judge: Judge, rules: tuple[Rule, ...], conclusions: list[Conclusion], nquads: bytes, clocks: Clocks,
    questions: Mapping[str, Question], page: bytes, mark: str,
) -> Served:
    """Load the compiled record into the engine, beside the record itself."""
    dataset = open_dataset(nquads, judge.corpus.dataset.base, *clocks)
    return Served(judge, judge, rules, tuple(conclusions), dataset, clocks, questions, page, mark)
