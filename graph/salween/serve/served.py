"""What a helper holds: a Perspective and the page; or its RDF alone, in the engine.

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

from ..compile import GRAPHS
from ..dates import Day, iso
from ..infer import Conclusion
from ..judge import Judge
from ..perspective import Perspective
from ..query import Dataset, open_dataset
from ..query.questions import Question


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
    """The RDF of a dataset as of one day, known by another, ready to ask."""

    dataset: Dataset
    named: Title

    @property
    def base(self) -> str:
        return self.dataset.base

    @property
    def as_of(self) -> Day:
        return self.dataset.as_of

    @property
    def graphs(self) -> dict[str, str]:
        """The IRI of each named graph, by the name of its layer."""
        return {name: f"{self.base}graph/{name}" for name in GRAPHS}

    @cached_property
    def about(self) -> dict[str, Any]:
        """What the server itself has to know of the record. The engine counts its quads one by one: once is enough."""
        return {
            **self.named._asdict(),
            "as_of": iso(self.dataset.as_of),
            "known_at": iso(self.dataset.known_at),
            "quads": len(self.dataset.store),
            "graphs": self.graphs,
        }

    def hand_over(self, place: Path) -> None:
        """Write what `take_over` reads, beside a place."""
        self.dataset.store.dump(f"{place}.nq", format=ox.RdfFormat.N_QUADS)
        what = {"base": self.base, "days": [self.dataset.as_of, self.dataset.known_at], "named": self.named}
        Path(f"{place}.json").write_text(json.dumps(what), "utf-8")


def take_over(place: Path) -> Engine:
    """Load what was handed over, and remove it."""
    quads, rest = Path(f"{place}.nq"), Path(f"{place}.json")
    what = json.loads(rest.read_text("utf-8"))
    dataset = open_dataset(quads.read_bytes(), what["base"], *what["days"])
    quads.unlink()
    rest.unlink()
    return Engine(dataset, Title(*what["named"]))


@dataclass(frozen=True)
class Served(Engine):
    """The dataset itself as well, and its page: empty where it is too large to be drawn."""

    perspective: Perspective
    page: bytes

    def at(self, as_of: Day, known_at: Day) -> Served:
        """Return the same dataset by other days."""
        seen = self.perspective.at(as_of, known_at)
        return replace(self, perspective=seen, dataset=seen.dataset)

    @property
    def judge(self) -> Judge:
        return self.perspective.judge

    @property
    def conclusions(self) -> list[Conclusion]:
        return self.perspective.conclusions

    @property
    def questions(self) -> Mapping[str, Question]:
        return self.perspective.project.questions


def open_served(seen: Perspective, page: bytes, mark: str) -> Served:
    """Load the compiled dataset into the engine, beside the dataset itself."""
    about = seen.judge.corpus.dataset
    return Served(seen.dataset, Title(about.title, about.edition, about.covers_to, mark), seen, page)
