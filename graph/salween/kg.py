"""The knowledge graph in Python, for notebooks and scripts: a Perspective that takes names, days and paths as people
write them, shows itself, and warns where a terminal would print a note."""

from __future__ import annotations

import html
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .build import Loaded, find_root
from .build import load as load_project
from .dates import Day, DayLike, day_of, iso
from .infer import Conclusion
from .judge import Judge
from .names import UnclearName as UnclearName
from .perspective import Perspective
from .problem import DatasetError, NotFound
from .tell import Dossier, Stats, Task

if TYPE_CHECKING:
    import networkx
    import rdflib

    from .diff import Change
    from .query import Rows


@dataclass(frozen=True)
class Page:
    """A page as bytes, which a notebook shows in a frame of its own."""

    content: bytes

    def _repr_html_(self) -> str:
        page = html.escape(self.content.decode("utf-8"), quote=True)
        return f'<iframe srcdoc="{page}" style="width:100%;height:640px;border:1px solid #ccc"></iframe>'


@dataclass(frozen=True, repr=False)
class KnowledgeGraph:
    """A dataset as of one day, by the sources known by another. `perspective` is what it asks.

    A day is "2024-10-01", a date, a datetime or a pandas Timestamp; ValueError where it is none. A day beyond coverage,
    or after the edition, is answered for the last one there is, with a warning.
    """

    perspective: Perspective

    @property
    def loaded(self) -> Loaded:
        return self.perspective.project

    @property
    def judge(self) -> Judge:
        return self.perspective.judge

    @property
    def conclusions(self) -> list[Conclusion]:
        """What the rules conclude, each citing the records it rests on. The as-of day does not change it."""
        return self.perspective.conclusions

    @property
    def nquads(self) -> bytes:
        """The compiled dataset, as N-Quads."""
        return self.perspective.nquads

    # ---- days -------------------------------------------------------------------------------------------------

    def as_of(self, day: DayLike) -> KnowledgeGraph:
        """Return the same dataset on another day of the world."""
        return self._at(day_of(day), None)

    def known_at(self, day: DayLike) -> KnowledgeGraph:
        """Return the same dataset as sources published by a day tell it."""
        return self._at(None, day_of(day))

    def _at(self, as_of: Day | None, known_at: Day | None) -> KnowledgeGraph:
        found = self.perspective.at(as_of, known_at)
        for note in found.notes:
            warnings.warn(note, stacklevel=3)
        return KnowledgeGraph(found)

    # ---- asking -----------------------------------------------------------------------------------------------

    @property
    def dataset(self) -> rdflib.Dataset:
        """What `query` sees, in rdflib: the default graph is the union of the named graphs, opt-in graphs left out."""
        return self.dataset_with()

    def dataset_with(self, *include: str) -> rdflib.Dataset:
        """Return the same with opt-in graphs: "claimed" (what sources only claim), "inferred"."""
        return self.perspective.dataset.to_rdflib(include)

    def query(self, sparql: str, include: str | Iterable[str] = ()) -> Rows:
        """Return the rows of a SELECT or ASK. `include` adds the opt-in graphs "claimed" and "inferred".

        Warns of a name that the dataset does not have, as SPARQL itself would just find nothing. A query that asks
        another server (SERVICE), changes something or names a foreign graph raises QueryError before it runs, and no
        depth of brackets ends the interpreter. Its time and its memory are not limited here: the engine cannot be
        stopped from inside its process. `salween query`, `ask` and `serve` ask in a child, which can be.
        """
        engine = self.perspective.slice
        rows = engine.select(sparql, include)
        for line in engine.advice(sparql, include):
            warnings.warn(line, stacklevel=2)
        return rows

    def ask(
        self, question: str, parameters: Mapping[str, DayLike] | None = None, include: str | Iterable[str] = ()
    ) -> Rows:
        """Return the answer to a saved question, with who says so, last confirmed and doubt; NotFound if none.

        UnclearName where a parameter's name means no one thing. Warns where a name was settled by what the question can
        answer, or where a place without a holder led to one within it.
        """
        seen = self.perspective
        given = {
            name: value if isinstance(value, str) else iso(day_of(value)) for name, value in (parameters or {}).items()
        }
        found = seen.answer(question, given, include, lambda asked: seen.rows(asked, seen.slice))
        for line in found.notes:
            warnings.warn(line, stacklevel=2)
        return found.rows

    def find(self, name: str, kind: str = "") -> str:
        """Return the id of the entity of a kind (any, where empty) that has an id or a name, in any script.

        UnclearName (a LookupError) where none or several have it: its `matches` are those that may be meant.
        """
        return self.perspective.find(name, kind)

    def entity(self, name: str) -> Dossier:
        """Return what the dataset says of an entity, found by its id or any of its names; UnclearName as for `find`."""
        self._note_on(name)
        return self.perspective.dossier(self.find(name))

    def why(self, record: str) -> str:
        """Explain why a claim, an event or a conclusion is judged as it is; NotFound where there is none of that id.

        Withdrawn, a NotFound, says when a record was withdrawn and why. Warns where the id is an old one.
        """
        self._note_on(record)
        return self.perspective.why(record)

    def _note_on(self, id: str) -> None:
        if note := self.perspective.note_on(id):
            warnings.warn(note, stacklevel=3)

    def who_held(self, place: str, day: DayLike | None = None) -> str:
        """Return who held a place on a day, in words: held by, shared, contested, unknown since …

        For a place without a holder on record, who held the places within it.
        """
        seen = self.perspective if day is None else self._at(day_of(day), None).perspective
        return seen.holder(self.find(place, "Place"))

    def paths(
        self,
        start: str,
        goal: str,
        via: Iterable[str] = (),
        avoid: Iterable[str] = (),
        max_hops: int = 4,
        best: int = 3,
        on_day: bool = False,
        any_time: bool = False,
    ) -> list[str]:
        """Return how two entities are joined, best first, each path in words with its sources.

        With `on_day`, only relationships of the as-of day and events by then; with `any_time`, also paths whose hops
        cannot all have held at the same time. Warns where there is no path, and why.
        """
        from .paths import Ways
        from .tell.path import path_text

        seen = self.perspective
        wanted, avoided = (tuple(map(seen.find_joined, names)) for names in (via, avoid))
        ways = Ways(seen.as_of if on_day else None, not any_time, wanted, avoided, max_hops)
        search = seen.paths(seen.find_joined(start), seen.find_joined(goal), ways, best)
        if search.why_not:
            warnings.warn(search.why_not, stacklevel=2)
        return [path_text(seen.judge, found, seen.as_of) for found in search.paths]

    def stats(self) -> Stats:
        """Return the dataset in numbers: what the sources known by the day of knowledge tell, and what of it held."""
        return self.perspective.stats()

    def todo(self) -> list[Task]:
        """Return what to find out next, most pressing first."""
        return self.perspective.todo()

    def changes_since(self, old: KnowledgeGraph) -> list[Change]:
        """Return what changed from another dataset, or from this one by an earlier day of knowledge.

        kg.changes_since(kg.known_at("2024-08-01")) tells what later sources brought.
        """
        return self.perspective.changes_since(old.perspective)

    # ---- drawing and writing ----------------------------------------------------------------------------------

    def network(
        self, events: str = "folded", on_day: bool = False, include: Iterable[str] = ()
    ) -> networkx.MultiDiGraph[str]:
        """Return the networkx projection: of the whole dataset, or of what belongs to the as-of day."""
        return self.perspective.network(events, on_day, include)

    def html(self, view: str = "", sparql: bool = False) -> bytes:
        """Return the page: one file that opens offline, in a view of ontology/views/ if one is named.

        With `sparql` it has an engine, and answers any question by itself. NotFound where there is no such view,
        DatasetError where the layout lock is broken.
        """
        for problem in self.perspective.view_problems:
            warnings.warn(f"{problem.place}: {problem.what}: {problem.fix}", stacklevel=2)
        return self.perspective.html(view, sparql)

    def view(self, name: str) -> Page:
        """Return the page opened in a view, as a notebook shows it: kg.view("who-met-whom")."""
        return Page(self.html(name))

    def render(self, path: str | Path) -> Path:
        """Write the page to a file and return its path."""
        target = Path(path)
        target.write_bytes(self.html())
        return target

    def export(self, path: str | Path) -> list[str]:
        """Write the dataset to a file whose ending names the format; return what it could not carry.

        ValueError where no format has that ending, or an overlay lies over the dataset: an export is a release.
        `.csv` needs a folder: give one without an ending.
        """
        from .export import FORMATS, RDF_FORMATS

        if self.judge.corpus.overlay:
            raise ValueError("an export is a release, and an overlay is never part of one: load without it")
        target = Path(path)
        forms = {name: form.suffix for name, form in (*FORMATS.items(), *RDF_FORMATS.items())}
        found = [name for name, suffix in forms.items() if target.name.endswith(suffix)]
        if not found and not target.suffix:
            found = ["csv"]
        if not found:
            raise ValueError(f"no format for {target.name!r}: end it in {', '.join(forms.values())}")
        form = max(found, key=lambda name: len(forms[name]))  # .12.trig before .trig
        files, losses = self.perspective.exported(form)
        for name, content in files.items():
            place = target / name if form == "csv" else target
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return losses

    # ---- showing itself ---------------------------------------------------------------------------------------

    def __repr__(self) -> str:
        corpus = self.judge.corpus
        as_of, known_at = self.perspective.days
        return (
            f"<{corpus.dataset.title}: {len(corpus.entities)} entities, {len(corpus.records)} claims and events, "
            f"{len(corpus.sources)} sources; as of {iso(as_of)}, known by {iso(known_at)}>"
        )

    def _repr_html_(self) -> str:
        return Page(self.html())._repr_html_()


def load(root: str | Path = ".", overlay: str | Path | None = None) -> KnowledgeGraph:
    """Load a project: the folder given, or the nearest one above it that has data/dataset.yaml.

    `overlay` is a folder of private additions: in every answer, in no export; OverlayError (a ValueError) where it can
    be none. DatasetError where the dataset has errors, with all of them as `salween check` prints them;
    FileNotFoundError where there is no project.
    """
    start = Path(root).resolve()
    folder = find_root(start)
    if folder is None:
        raise FileNotFoundError(f"no data/dataset.yaml in {root} or above it")
    return KnowledgeGraph(Perspective.of(load_project(folder, None if overlay is None else Path(overlay))))


#: The name that DatasetError had before.
RecordError = DatasetError

__all__ = ["DatasetError", "KnowledgeGraph", "NotFound", "Page", "RecordError", "load"]
