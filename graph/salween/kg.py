"""The knowledge graph in Python: one object over a loaded project, for notebooks and scripts."""

from __future__ import annotations

import html
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .build import Loaded, find_root
from .build import load as load_project
from .dates import Day, iso, parse_edtf
from .infer import Conclusion, infer
from .judge import Clocks, Judge
from .judge.places import Holds
from .problem import Problem, any_errors, to_text
from .tell import Dossier, dossier, why
from .tell.words import place_state

if TYPE_CHECKING:
    import networkx
    import rdflib

    from .query import Dataset, Rows, Slices


class RecordError(Exception):
    """The record has errors, so nothing can be answered from it. `problems` holds them all."""

    def __init__(self, problems: list[Problem], text: str) -> None:
        super().__init__(text)
        self.problems = problems


@dataclass(frozen=True)
class Page:
    """A page as bytes, which a notebook shows in a frame of its own."""

    content: bytes

    def _repr_html_(self) -> str:
        page = html.escape(self.content.decode("utf-8"), quote=True)
        return f'<iframe srcdoc="{page}" style="width:100%;height:640px;border:1px solid #ccc"></iframe>'


@dataclass(frozen=True)
class KnowledgeGraph:
    """A record seen by two clocks: true in the world on `clocks.as_of`, by sources out by `clocks.known_at`."""

    loaded: Loaded
    judge: Judge
    clocks: Clocks
    #: What the record has in the engine by each pair of clocks that was asked for; all slices share it.
    slices: list[Slices] = field(default_factory=list, repr=False, compare=False)
    #: What the rules conclude by each day of knowledge.
    concluded: dict[Day, list[Conclusion]] = field(default_factory=dict, repr=False, compare=False)

    # ---- clocks -----------------------------------------------------------------------------------------------

    def as_of(self, day: str) -> KnowledgeGraph:
        """Return the same record on another day of the world; `day` is YYYY-MM-DD."""
        return replace(self, clocks=self.clocks._replace(as_of=_day(day)))

    def known_at(self, day: str) -> KnowledgeGraph:
        """Return the same record as sources published by a day tell it; `day` is YYYY-MM-DD."""
        return replace(self, clocks=self.clocks._replace(known_at=_day(day)), judge=self.judge.seen_from(_day(day)))

    # ---- asking -----------------------------------------------------------------------------------------------

    @cached_property
    def conclusions(self) -> list[Conclusion]:
        """What the rules conclude, each citing the records it rests on. No as-of day changes it."""
        known = self.concluded.get(self.clocks.known_at)
        if known is None:
            known = self.concluded[self.clocks.known_at] = infer(self.judge, self.loaded.rules)
        return known

    @cached_property
    def nquads(self) -> bytes:
        """The compiled record, as N-Quads."""
        from .compile import to_nquads

        return to_nquads(self.judge, self.conclusions, self.clocks)

    @property
    def _engine(self) -> Dataset:
        """The record by these clocks in the engine, beside the other slices that were asked for."""
        from .compile import authored_nquads, day_nquads, readings_nquads
        from .query import Slices

        if not self.slices:
            self.slices.append(Slices(authored_nquads(self.judge), self.judge.corpus.dataset.base))

        def of_the_day(mark: str, count: Callable[[int], int]) -> bytes:
            return day_nquads(self.judge, self.conclusions, self.clocks, mark, count)

        return self.slices[0].at(
            self.clocks, lambda mark: readings_nquads(self.judge, mark), of_the_day, lambda: self._alone
        )

    @cached_property
    def _alone(self) -> Dataset:
        """The record by these clocks in a store of its own, every graph under its own name."""
        from .query import open_dataset

        return open_dataset(self.nquads, self.judge.corpus.dataset.base, *self.clocks)

    @property
    def dataset(self) -> rdflib.Dataset:
        """The compiled record as an rdflib Dataset; its default graph is the union of all named graphs."""
        return self._engine.to_rdflib()

    def query(self, sparql: str, apart: Iterable[str] = ()) -> Rows:
        """Return the rows of a SELECT or ASK. `apart` adds the graphs "claimed" and "inferred".

        Warns of a name that the record does not have, as SPARQL itself would just find nothing. There is no limit of
        time: the engine cannot be stopped from inside its process. `salween query`, `ask` and `serve` ask in a child.
        """
        rows = self._engine.select(sparql, apart)
        for line in self._engine.advice(sparql):
            warnings.warn(line, stacklevel=2)
        return rows

    def ask(self, question: str, parameters: Mapping[str, str] | None = None, apart: Iterable[str] = ()) -> Rows:
        """Return the answer to a saved question, with who says so, last confirmed and doubt; KeyError if none."""
        from .query import with_evidence
        from .query.questions import filled

        questions = self.loaded.questions
        text, _ = filled(questions[question], parameters or {}, self.judge.corpus, self.loaded.ontology)
        seen = [*questions[question].apart, *apart]
        return with_evidence(self._engine, self._engine.select(text, seen))

    def find(self, name: str, kind: str = "") -> str:
        """Return the id of the entity with an id or a name, in any script; QueryError where none or several have it."""
        from .query.questions import find_entity

        return find_entity(name, kind, self.judge.corpus, self.loaded.ontology)

    def entity(self, name: str) -> Dossier:
        """Return what the record says of an entity, found by its id or any of its names."""
        return dossier(self.judge, self.find(name), self.clocks.as_of, self.conclusions)

    def why(self, record: str) -> str:
        """Return why a record is judged as it is; KeyError where there is no such record."""
        return why(self.judge, record, self.clocks.as_of)

    def who_held(self, place: str, day: str | None = None) -> str:
        """Return who held a place on a day, in words: held by, shared, contested, unknown since …"""
        on = self.clocks.as_of if day is None else _day(day)
        return place_state(self.judge, Holds(self.judge).on(self.find(place, "Place"), on))

    # ---- drawing and writing ----------------------------------------------------------------------------------

    def network(
        self, events: str = "folded", on_day: bool = False, include: Iterable[str] = ()
    ) -> networkx.MultiDiGraph[str]:
        """Return the networkx projection: of the whole record, or of what belongs to the as-of day."""
        from .network import to_network

        as_of = self.clocks.as_of if on_day else None
        return to_network(self.judge, as_of, events, frozenset(include), self.conclusions)

    def html(self, view: str = "", sparql: bool = False) -> bytes:
        """Return the page: one file that opens offline, in a view of ontology/views/ if one is named; KeyError if there
        is none of that name. With `sparql` it has an engine, and answers any question by itself."""
        from .layout import positions, read_lock
        from .query.questions import read_questions
        from .render import answer_all, read_views, to_html

        views, _ = read_views(self.loaded.root, self.loaded.ontology)
        if view and view not in {known.id for known in views}:
            raise KeyError(f"no view {view!r}: there are {', '.join(known.id for known in views)}")
        places = positions(self.judge, read_lock(self.loaded.root)[0])
        questions = read_questions(self.loaded.root, self.loaded.ontology)[0].values()
        asking = answer_all(self.judge, self.conclusions, self.clocks, questions, sparql)
        return to_html(self.judge, self.conclusions, places, self.clocks.as_of, views, view, asking)

    def view(self, name: str) -> Page:
        """Return the page opened in a view, as a notebook shows it: kg.view("who-met-whom")."""
        return Page(self.html(name))

    def render(self, path: str | Path) -> Path:
        """Write the page to a file and return its path."""
        target = Path(path)
        target.write_bytes(self.html())
        return target

    def export(self, path: str | Path) -> list[str]:
        """Write the record to a file whose ending names the format; return what it could not carry.

        ValueError where no format has that ending, or an overlay lies over the record: an export is a release.
        `.csv` needs a folder: give one without an ending.
        """
        from .export import FORMATS, RDF_FORMATS
        from .layout import positions, read_lock

        if self.judge.corpus.overlay:
            raise ValueError("an export is a release, and an overlay is never part of one: load the record without it")
        target = Path(path)
        for rdf in sorted(RDF_FORMATS.values(), key=lambda form: -len(form.suffix)):  # .12.trig before .trig
            if target.name.endswith(rdf.suffix):
                content, losses = rdf.writer(self.nquads, self.judge.corpus.dataset.base)
                target.write_bytes(content)
                return losses
        for name, form in FORMATS.items():
            if target.suffix == form.suffix or (name == "csv" and not target.suffix):
                written, losses = form.writer(self.network(), positions(self.judge, read_lock(self.loaded.root)[0]))
                files = written if isinstance(written, dict) else {"": written}
                for part, content in files.items():
                    place = target / part if part else target
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(content)
                return losses
        endings = ", ".join(form.suffix for form in (*FORMATS.values(), *RDF_FORMATS.values()))
        raise ValueError(f"no format for {target.name!r}: end it in {endings}")

    # ---- showing itself ---------------------------------------------------------------------------------------

    def __repr__(self) -> str:
        corpus = self.judge.corpus
        return (
            f"<{corpus.dataset.title}: {len(corpus.entities)} entities, {len(corpus.records)} claims and events, "
            f"{len(corpus.sources)} sources; on {iso(self.clocks.as_of)}, known at {iso(self.clocks.known_at)}>"
        )

    def _repr_html_(self) -> str:
        return Page(self.html())._repr_html_()


def load(root: str | Path = ".", overlay: str | Path | None = None) -> KnowledgeGraph:
    """Load a project: the folder given, or the nearest one above it that has data/dataset.yaml.

    `overlay` is a folder of private additions: in every answer, in no export; OverlayError (a ValueError) where it can
    be none. RecordError where the record has errors, with all of them as `salween check` prints them;
    FileNotFoundError where there is no project.
    """
    start = Path(root).resolve()
    folder = find_root(start)
    if folder is None:
        raise FileNotFoundError(f"no data/dataset.yaml in {root} or above it")
    loaded = load_project(folder, None if overlay is None else Path(overlay))
    if loaded.judge is None or any_errors(loaded.problems):
        errors = [problem for problem in loaded.problems if problem.is_error]
        raise RecordError(
            loaded.problems, f"{len(errors)} errors in the record\n\n{to_text(errors, lambda path: None)}"
        )
    dataset = loaded.judge.corpus.dataset
    return KnowledgeGraph(loaded, loaded.judge, Clocks(dataset.covers_to, dataset.edition))


def _day(text: str) -> int:
    """Return a day; ValueError where the text is none."""
    found = parse_edtf(text)
    earliest = getattr(getattr(found, "span", None), "earliest", None)
    if earliest is None or found.span.latest != earliest:  # type: ignore[union-attr]
        raise ValueError(f"{text!r} is not a day: write YYYY-MM-DD")
    return int(earliest)
