"""What the dataset says of one day, by the sources known by another: the one value that every answer is made from.

The command line, Python, the server and the build are doors to it. They find a Perspective, ask it, and print; what a
question needs (judgements, conclusions, RDF in the engine, a network, positions) is put together here and nowhere else,
so that an answer is the same through each of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from .build import MAX_DRAWN_TIES, Loaded, Maker, built
from .compile import OPT_IN_GRAPHS
from .dates import Day, iso
from .infer import Conclusion, infer
from .judge import Judge
from .judge.places import Holds
from .model import Withdrawal
from .problem import DatasetError, NotFound, Problem, any_errors, chosen
from .tell import Dossier, Stats, Task, dossier, stats, todo, why
from .tell.why import why_conclusion
from .tell.words import held_within, label, place_state
from .ties import all_ties

if TYPE_CHECKING:
    import networkx

    from .diff import Change
    from .layout import Point
    from .paths import Search, Ways
    from .query import Dataset, Rows, Slices
    from .query.namesakes import Answer
    from .query.questions import Question
    from .render import Asking, View

T = TypeVar("T")

#: How many days of knowledge are kept judged.
MOST_KEPT = 8


class Withdrawn(NotFound):
    """It was withdrawn: the text says when and why."""

    def __init__(self, withdrawal: Withdrawal) -> None:
        self.sort, self.name = "record", str(withdrawal.id)
        KeyError.__init__(self, f'"{withdrawal.id}" was {withdrawal.in_words}')


class Days(NamedTuple):
    """The two days that an answer is for, and what has to be said of the choice."""

    as_of: Day
    known_at: Day
    notes: tuple[str, ...] = ()


def settled(as_of: Day | None, known_at: Day | None, covers_to: Day, edition: Day) -> Days:
    """Return the days to answer for: those asked for, or the last ones there are; a later one is said to be too late.

    >>> settled(5, None, 3, 9)[:2], len(settled(5, None, 3, 9).notes)
    ((3, 9), 1)
    """
    notes = []
    if as_of is not None and as_of > covers_to:
        notes.append(f"{iso(as_of)} is beyond coverage: this is the answer for {iso(covers_to)}, the last day covered")
    if known_at is not None and known_at > edition:
        notes.append(f"{iso(known_at)} is after the edition: this is the answer by sources known by {iso(edition)}")
    day = covers_to if as_of is None else min(as_of, covers_to)
    return Days(day, edition if known_at is None else min(known_at, edition), tuple(notes))


class Asked(NamedTuple):
    """A saved question, ready to put: the query with its parameters in, what each came to be, the opt-in graphs."""

    question: Question
    query: str
    given: dict[str, str]
    include: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Perspective:
    """A project as of one day, by the sources known by another. `judge` sees the dataset from that second day.

    `notes` say where a day asked for was too late. Perspectives made by `at` share what they can.
    """

    project: Loaded
    judge: Judge
    as_of: Day
    notes: tuple[str, ...] = ()
    #: The compiled dataset, where the last build holds these very bytes.
    ready: bytes | None = field(default=None, repr=False, compare=False)
    _kept: _Kept = field(default_factory=lambda: _Kept(), repr=False, compare=False)

    @classmethod
    def of(cls, project: Loaded, despite_errors: bool = False) -> Perspective:
        """Return a project as of the last day covered, by all its sources; DatasetError where it has errors.

        `despite_errors` takes what could be judged, to compare it: DatasetError where that is nothing.
        """
        if project.judge is None or (any_errors(project.problems) and not despite_errors):
            raise DatasetError(project.problems)
        return cls(project, project.judge, project.judge.corpus.dataset.covers_to)

    def at(self, as_of: Day | None = None, known_at: Day | None = None) -> Perspective:
        """Return the same project by other days: those not given stay as they are."""
        about = self.judge.corpus.dataset
        days = settled(as_of, known_at, about.covers_to, about.edition)
        day = self.as_of if as_of is None else days.as_of
        judge = self.judge if known_at is None else self._kept.judge(self.judge, days.known_at)
        same = (day, judge) == (self.as_of, self.judge)
        return replace(self, judge=judge, as_of=day, notes=days.notes, ready=self.ready if same else None)

    def with_build(self) -> Perspective:
        """Return it with the RDF of the last build, if that was made of this very input. Call it right after loading.

        A build is never made with an overlay, and always by the default days.
        """
        about = self.judge.corpus.dataset
        folder = None
        if not self.judge.corpus.overlay and self.days == (about.covers_to, about.edition):
            folder = built(self.project.root)
        quads = folder / "salween.nq" if folder is not None else None
        return replace(self, ready=quads.read_bytes() if quads is not None and quads.is_file() else None)

    @property
    def known_at(self) -> Day:
        return self.judge.known_at

    @property
    def days(self) -> tuple[Day, Day]:
        """The day in the world and the day of knowledge."""
        return self.as_of, self.known_at

    # ---- what is made of it, each once ------------------------------------------------------------------------

    @cached_property
    def conclusions(self) -> list[Conclusion]:
        """What the rules conclude, each citing the records it rests on. The as-of day does not change it."""
        if self.judge is self.project.judge:
            return self.project.conclusions
        return self._kept.conclusions_of(self.judge, lambda: infer(self.judge, self.project.rules))

    @cached_property
    def nquads(self) -> bytes:
        """The compiled dataset, as N-Quads."""
        from .compile import to_nquads

        return self.ready if self.ready is not None else to_nquads(self.judge, self.conclusions, self.as_of)

    @cached_property
    def dataset(self) -> Dataset:
        """The compiled dataset in an engine of its own, every graph under its published name."""
        from .query import open_dataset

        return open_dataset(self.nquads, self.judge.corpus.dataset.base, *self.days)

    @property
    def slice(self) -> Dataset:
        """The same beside the other days that were asked for, in one store: for those who ask of many days."""
        from .compile import authored_nquads, day_nquads, readings_nquads
        from .query import Slices

        if self._kept.slices is None:
            self._kept.slices = Slices(authored_nquads(self.judge), self.judge.corpus.dataset.base)

        def of_the_day(mark: str, count: Callable[[int], int]) -> bytes:
            return day_nquads(self.judge, self.conclusions, self.as_of, mark, count)

        return self._kept.slices.at(
            self.days, lambda mark: readings_nquads(self.judge, mark), of_the_day, lambda: self.dataset
        )

    @cached_property
    def holds(self) -> Holds:
        """Who held each place, on any day."""
        return Holds(self.judge)

    @cached_property
    def positions(self) -> dict[str, Point]:
        """Where everything is on the map: what the layout lock holds, newcomers beside their neighbours.

        DatasetError where the lock is broken: its positions are not made anew in silence.
        """
        from .layout import positions, read_lock

        lock, problems = read_lock(self.project.root)
        if problems:
            raise DatasetError(problems)
        return positions(self.judge, lock)

    @cached_property
    def _views(self) -> tuple[tuple[View, ...], list[Problem]]:
        from .render import read_views

        return read_views(self.project.root, self.project.ontology)

    @property
    def views(self) -> tuple[View, ...]:
        """The views of the page; one with a mistake is left out, and `view_problems` tell."""
        return self._views[0]

    @property
    def view_problems(self) -> list[Problem]:
        return self._views[1]

    @property
    def is_drawn(self) -> bool:
        """Whether the page is made unasked: not where there are too many relationships to draw."""
        return sum(1 for _ in all_ties(self.judge)) <= MAX_DRAWN_TIES

    # ---- answers ----------------------------------------------------------------------------------------------

    def find(self, name: str, kind: str = "") -> str:
        """Return the id of the entity with an id or a name, in any script; UnclearName where none, or several, do."""
        return self.judge.finder.entity(name, kind)

    def find_joined(self, name: str) -> str:
        """Return the same for a path: of several that have the name, the one that any path can lead through."""
        from .names import UnclearName
        from .paths import is_joined

        try:
            return self.find(name)
        except UnclearName as error:
            joined = [match.id for match in error.matches if error.is_shared and is_joined(self.judge, match.id)]
            if len(joined) != 1:
                raise
            return joined[0]

    def question(self, id: str) -> Question:
        """Return a saved question; NotFound where there is none."""
        found = self.project.question(id)
        if found is None:
            raise NotFound("question", id, self.project.questions, "salween ask lists them")
        return found

    def asked(self, id: str, parameters: Mapping[str, str] | None = None, include: str | Iterable[str] = ()) -> Asked:
        """Return a saved question with its parameters put in: NotFound where there is none, QueryError for a value."""
        from .query.questions import filled

        question = self.question(id)
        text, given = filled(question, parameters or {}, self.judge.finder)
        more = chosen(include, OPT_IN_GRAPHS, "opt-in graph")
        return Asked(question, text, given, (*question.include, *more))

    def rows(self, asked: Asked, dataset: Dataset | None = None, most: int = 0) -> Rows:
        """Return the answer to a question, with who says so, last confirmed and doubt; `most` limits sources a cell."""
        from .query import with_evidence

        engine = self.dataset if dataset is None else dataset
        rows = engine.select(asked.query, asked.include)
        return with_evidence(self.judge, rows, most, lambda: self.conclusions)

    def answer(
        self,
        id: str,
        parameters: Mapping[str, str] | None = None,
        include: str | Iterable[str] = (),
        rows: Callable[[Asked], Rows] | None = None,
    ) -> Answer:
        """Return the answer to a saved question, and how its parameters were read: NotFound where there is none.

        A name that several have is settled by which of them the question has an answer for; a place without a holder
        leads to the one within it that has one. UnclearParameter where a name is still unclear. `rows` puts a question.
        """
        from .query.namesakes import answer

        question, put = self.question(id), rows or self.rows
        seen = (*question.include, *chosen(include, OPT_IN_GRAPHS, "opt-in graph"))
        return answer(
            question,
            parameters or {},
            self.judge.finder,
            self.holds.inside,
            lambda text: put(Asked(question, text, {}, seen)),
        )

    def dossier(self, id: str) -> Dossier:
        """Return what the dataset says of the entity with an id."""
        return dossier(self.judge, id, self.as_of, self.conclusions)

    def note_on(self, id: str) -> str:
        """Say which id a thing has now, where the one that is given is an old one; empty where it is not."""
        target = self.judge.finder.by_id(id)
        return "" if target is None else target.note

    def why(self, id: str) -> str:
        """Explain why a record, or a conclusion, is judged as it is; NotFound where there is none of that id.

        A record is found by its old ids too; Withdrawn is raised for one that is gone. A conclusion is found by its own
        id, or by that of the claim it would be.
        """
        finder = self.judge.finder
        target = finder.by_id(id)
        if target is not None and target.sort == "record":
            return why(self.judge, target.id, self.as_of)
        if target is not None and target.sort == "withdrawn":
            raise Withdrawn(finder.withdrawn[id])
        found = [c for c in self.conclusions if c.id == id]
        found = found or [c for c in self.conclusions if c.id.rpartition(".")[0] == id]
        if not found:
            ids = [*self.judge.corpus.records, *(conclusion.id for conclusion in self.conclusions)]
            raise NotFound("record", id, ids, "salween show ENTITY lists what names it")
        return "\n".join(why_conclusion(self.judge, conclusion, self.as_of) for conclusion in found)

    def holder(self, place: str) -> str:
        """Say who held the place with an id: "held by X", "shared: …", "unknown since …".

        For a place without a holder on record, who held the places within it.
        """
        state = place_state(self.judge, self.holds.on(place, self.as_of), self.as_of)
        parts = held_within(self.judge, self.holds, place, self.as_of)
        within = "; ".join(f"{name}: {found}" for _, name, found in parts)
        return f"{state}; within it, {within}" if within else state

    def headline(self, id: str) -> str:
        """Say who holds a place, by name and day; nothing where no record says that anybody ever did."""
        if id not in self.holds.by_place:
            return ""
        return f"{label(self.judge, id)} on {iso(self.as_of)}: {self.holder(id)}"

    def stats(self) -> Stats:
        """Return the dataset in numbers: what the sources known by the day of knowledge tell."""
        return stats(self.judge, self.as_of)

    def todo(self) -> list[Task]:
        """Return what to find out next, most pressing first."""
        return todo(self.judge, self.as_of)

    def changes_since(self, old: Perspective) -> list[Change]:
        """Return what changed from another perspective: of an older state, or of this one by another day of knowledge.

        Places are compared on this as-of day.
        """
        from .diff import diff

        return diff(old.judge, self.judge, self.as_of)

    def paths(self, start: str, goal: str, ways: Ways | None = None, best: int = 3) -> Search:
        """Return the best paths between the entities with two ids; where there is none, why not."""
        from .paths import ANY_WAY, find_paths

        return find_paths(self.judge, start, goal, ways or ANY_WAY, best)

    # ---- artefacts --------------------------------------------------------------------------------------------

    def refuse_private(self, files: Mapping[str, bytes]) -> None:
        """Raise DatasetError where a name that must appear nowhere stands in what was made, packed or plain."""
        if not self.project.protected:
            return
        from .private.search import in_artefacts
        from .render import shipped

        found = in_artefacts(self.project.protected, files, shipped())
        if found:
            raise DatasetError(found)

    def network(
        self, events: str = "folded", on_day: bool = False, include: Iterable[str] = ()
    ) -> networkx.MultiDiGraph[str]:
        """Return the networkx projection: of the whole dataset, or of what belongs to the as-of day."""
        from .network import to_network

        return to_network(self.judge, self.as_of if on_day else None, events, frozenset(include), self.conclusions)

    def asking(self, with_engine: bool = False) -> Asking:
        """Return what the page can be asked: the saved questions, each answered for its example."""
        from .render import answer_all

        quads = self.nquads if with_engine else b""
        return answer_all(self.judge, self.dataset, self.project.questions.values(), quads, lambda: self.conclusions)

    def html(self, view: str = "", with_engine: bool = False) -> bytes:
        """Return the page, opening in a view if one is named.

        NotFound where there is no such view, DatasetError for a broken lock or a private name.
        """
        page = self._html(view, with_engine)
        self.refuse_private({"index.html": page})
        return page

    def _html(self, view: str = "", with_engine: bool = False) -> bytes:
        from .render import to_html

        ids = [known.id for known in self.views]
        if view and view not in ids:
            raise NotFound("view", view, ids, f"there are {len(ids)} in ontology/views/")
        asking = self.asking(with_engine)
        rules = self.project.rules
        return to_html(self.judge, self.conclusions, self.positions, self.as_of, self.views, view, asking, rules)

    def plain_html(self) -> bytes:
        """Return the plain drawing by pyvis of what holds on the day."""
        from .render import to_plain_html

        page = to_plain_html(self.judge, self.conclusions, self.positions, self.as_of)
        self.refuse_private({"index.html": page})
        return page

    def exported(
        self, form: str, on_day: bool = False, include: Iterable[str] = ()
    ) -> tuple[dict[str, bytes], list[str]]:
        """Return the files of a format by name, and what it could not carry.

        NotFound where there is no such format, DatasetError where a private name stands in one.
        """
        files, losses = self._exported(form, on_day, include)
        self.refuse_private(files)
        return files, losses

    def _exported(self, form: str, on_day: bool, include: Iterable[str]) -> tuple[dict[str, bytes], list[str]]:
        from .export import FORMATS, RDF_FORMATS

        if form in RDF_FORMATS:
            content, losses = RDF_FORMATS[form].writer(self.nquads, self.judge.corpus.dataset.base)
            return {f"salween{RDF_FORMATS[form].suffix}": content}, losses
        if form not in FORMATS:
            raise NotFound("format", form, [*FORMATS, *RDF_FORMATS], "")
        written, losses = FORMATS[form].writer(self.network(on_day=on_day, include=include), self.positions)
        return written if isinstance(written, dict) else {f"salween{FORMATS[form].suffix}": written}, losses

    def artefacts(self, draw: bool | None = None, with_engine: bool = False) -> list[Maker]:
        """Return what makes the artefacts of a build: the RDF, and where it is drawn the page and the file for Gephi.

        DatasetError where it is drawn and the layout lock is broken. Give what they make to `refuse_private`.
        """

        def rdf() -> dict[str, bytes]:
            import json

            from .compile import description

            about = description(self.judge.corpus, self.nquads.count(b"\n"))
            text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True)
            return {"salween.nq": self.nquads, "description.jsonld": f"{text}\n".encode()}

        if draw is False or (draw is None and not self.is_drawn):
            return [rdf]
        _ = self.conclusions, self.positions  # made once, before the makers part ways
        return [
            rdf,
            lambda: {"index.html": self._html(with_engine=with_engine)},
            lambda: self._exported("gexf", False, ())[0],
        ]


class _Kept:
    """What the perspectives of one project share: judges and conclusions by day of knowledge, a store for slices."""

    def __init__(self) -> None:
        self.judges: dict[Day, Judge] = {}
        self.concluded: dict[Day, list[Conclusion]] = {}
        self.slices: Slices | None = None

    def judge(self, other: Judge, known_at: Day) -> Judge:
        """Return the judge of a day of knowledge, made of another day's."""
        self.judges.setdefault(other.known_at, other)
        return _remembered(self.judges, known_at, lambda: other.seen_from(known_at))

    def conclusions_of(self, judge: Judge, make: Callable[[], list[Conclusion]]) -> list[Conclusion]:
        return _remembered(self.concluded, judge.known_at, make)


def _remembered(kept: dict[Day, T], day: Day, make: Callable[[], T]) -> T:
    if day not in kept:
        while len(kept) >= MOST_KEPT:
            del kept[next(iter(kept))]
        kept[day] = make()
    return kept[day]
