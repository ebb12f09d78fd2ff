"""An answer is the same through each door: Python, the command line, HTTP and RDF are asked the same of the same days.

`Project.doors` is the table: a door answers a batch of things by the sort of question, and has no method for what it
cannot be asked. The page is held to Python in test_page_judged.py: it shows the days that it was made for.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html

import salween
import salween.build
from salween.cli import main
from salween.dates import day_of, iso
from salween.ontology import SAL
from salween.query.evidence import HIDDEN
from salween.ties import all_ties

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "small"
#: The columns that are added to the rows of a question where it is asked by its name.
EVIDENCE = ("who_says_so", "last_confirmed", "doubt")
#: A dossier says nothing of control where this is the answer.
NO_RECORD = "no record"
BOUNDS = ("startEarliest", "startLatest", "endEarliest", "endLatest")
OF_RECORDS = "SELECT ?record ?found {{ VALUES ?record {{ {} }} ?record {} ?found }}"

Answers = dict[Any, Any]
Days = tuple[str, str]


def told(value: object) -> str:
    """Return a cell of rows as text, the same for each way of writing it."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> list[tuple[tuple[str, str], ...]]:
    """Return the rows of a question, sorted, each with the names of its columns and without its evidence."""
    names = [*columns]
    pairs = (zip(names, map(told, row), strict=True) for row in rows)
    return sorted(tuple(pair for pair in row if pair[0] not in (*EVIDENCE, *HIDDEN)) for row in pairs)


def path_of(id: str, sorts: Iterable[str] = ("id", "claim")) -> str:
    """Return the address of a record or an entity, below the base."""
    plain, claim = sorts
    return f"{claim if '.' in id else plain}/{id}"


def until_chip(line: html.HtmlElement) -> str:
    """Return the sentence of a line of a dossier, which ends where the chip with its status begins."""
    parts = [line.text or ""]
    for child in line:
        if "chip" in child.get("class", ""):
            break
        parts += [child.text_content(), child.tail or ""]
    return " ".join("".join(parts).split())


class Python:
    """`salween.load`, as a notebook uses it."""

    def __init__(self, kg: salween.KnowledgeGraph, days: Days) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a day that is too late is answered for the last one, and told
            self.kg = kg.as_of(days[0]).known_at(date.fromisoformat(days[1]))

    def reading(self, records: list[str]) -> Answers:
        judgements = self.kg.judge.judgements
        return {id: judgements[id].verdict.in_words if id in judgements else "" for id in records}

    def holds(self, records: list[str]) -> Answers:
        day, judgements = self.kg.perspective.as_of, self.kg.judge.judgements
        return {id: judgements[id].validity.on(day) if id in judgements else "" for id in records}

    def bounds(self, records: list[str]) -> Answers:
        judgements = self.kg.judge.judgements
        known = {id: judgements[id].validity.bounds for id in records if id in judgements}
        return {id: ["" if day is None else iso(day) for day in known.get(id, (None,) * 4)] for id in records}

    def names(self, records: list[str]) -> Answers:
        found = {}
        for id in records:
            judgement = self.kg.judge.judgements.get(id)
            names = judgement.presences if judgement is not None else ()
            found[id] = sorted((p.fill.role, str(p.fill.actor), p.status) for p in names)
        return found

    def holders(self, places: list[str]) -> Answers:
        found = {}
        for id in places:
            seen = self.kg.perspective
            state = seen.holds.on(id, seen.as_of)
            claims = [seen.judge.corpus.records[claim] for claim in state.claims if state.since is None]
            held = {str(claim.subject) for claim in claims if claim.predicate in seen.holds.exclusive}
            found[id] = sorted(held)
        return found

    def why(self, records: list[str]) -> Answers:
        return {id: self.kg.why(id) for id in records}

    def dossier(self, entities: list[str]) -> Answers:
        found = {id: self.kg.entity(id) for id in entities}
        return {
            id: {part.lower(): [line.sentence for line in lines] for part, lines in one.parts}
            for id, one in found.items()
        }

    def holder(self, places: list[str]) -> Answers:
        return {id: self.kg.who_held(id) for id in places}

    def stages(self, persons: list[str]) -> Answers:
        return {id: [*self.kg.entity(id).stages] for id in persons}

    def rows(self, questions: list[str]) -> Answers:
        found = {id: self.kg.ask(id) for id in questions}
        return {id: table(rows.variables, rows) for id, rows in found.items()}

    def path(self, ends: list[tuple[str, str]]) -> Answers:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a search that ends without a path, and why
            return {pair: self.kg.paths(*pair, best=2, on_day=True) for pair in ends}

    def conclusions(self, _: list[str]) -> Answers:
        return {"all": sorted(conclusion.id for conclusion in self.kg.conclusions)}


class CommandLine:
    """`salween …`, run in this process on the project as it was loaded."""

    def __init__(self, root: Path, base: str, days: Days) -> None:
        self.root, self.base, self.days = root, base, ("--as-of", days[0], "--known-at", days[1])

    def run(self, *arguments: str) -> str:
        done = CliRunner().invoke(main, ["--quiet", "--root", str(self.root), *arguments, *self.days])
        assert done.exit_code in (0, 3), done.output
        return done.stdout

    def shown(self, id: str) -> Any:
        return json.loads(self.run("show", id, "--format", "json"))

    def reading(self, records: list[str]) -> Answers:
        said = (
            re.search(r"^our reading: (.*?), (?:high|moderate|low) confidence", self.run("why", id), re.M)
            for id in records
        )
        return {id: match[1] if match else "" for id, match in zip(records, said, strict=True)}

    def holds(self, records: list[str]) -> Answers:
        query = OF_RECORDS.format(" ".join(f"<{self.base}{path_of(id)}>" for id in records), "sal:holds")
        found = dict(line.split(",", 1) for line in self.run("query", query, "--format", "csv").splitlines()[1:])
        return {id: found.get(f"{self.base}{path_of(id)}", "").rpartition("#")[2] for id in records}

    def why(self, records: list[str]) -> Answers:
        return {id: self.run("why", id).removesuffix("\n") for id in records}

    def dossier(self, entities: list[str]) -> Answers:
        return {
            id: {part.lower(): [line["sentence"] for line in lines] for part, lines in self.shown(id)["parts"]}
            for id in entities
        }

    def holder(self, places: list[str]) -> Answers:
        return {id: self.shown(id)["control"] or NO_RECORD for id in places}

    def stages(self, persons: list[str]) -> Answers:
        return {id: self.shown(id)["stages"] for id in persons}

    def rows(self, questions: list[str]) -> Answers:
        found = {}
        for id in questions:
            text = self.run("ask", id, "--format", "json")
            rows = json.loads(text) if text else []
            found[id] = table(rows[0] if rows else (), (row.values() for row in rows))
        return found

    def path(self, ends: list[tuple[str, str]]) -> Answers:
        found = {pair: self.run("path", *pair, "--best", "2") for pair in ends}
        return {pair: [path for path in text.split("\n\n") if path.strip()] for pair, text in found.items()}

    def conclusions(self, _: list[str]) -> Answers:
        lines = self.run("query", "SELECT ?c { ?c a sal:Conclusion }", "--format", "csv", "--include", "inferred")
        return {"all": sorted(line.rpartition("/conclusion/")[2] for line in lines.splitlines()[1:])}


class Http:
    """`salween serve`, over the network."""

    def __init__(self, client: httpx.Client, base: str, days: Days) -> None:
        self.client, self.base, self.days = client, base, {"as-of": days[0], "known-at": days[1]}

    def bindings(self, query: str, **more: str) -> tuple[list[str], list[list[str]]]:
        found = self.client.post("/sparql", data={"query": query, **self.days, **more})
        assert found.status_code == 200, found.text
        answer = found.json()
        names = answer["head"]["vars"]
        return names, [[row.get(name, {}).get("value", "") for name in names] for row in answer["results"]["bindings"]]

    def page(self, id: str) -> html.HtmlElement:
        found = self.client.get(f"/{path_of(id)}", params=self.days)
        assert found.status_code == 200, found.text
        return html.fromstring(found.text)

    def of_records(self, records: list[str], path: str) -> Answers:
        query = OF_RECORDS.format(" ".join(f"<{self.base}{path_of(id)}>" for id in records), path)
        found = dict(self.bindings(query)[1])
        return {id: found.get(f"{self.base}{path_of(id)}", "") for id in records}

    def reading(self, records: list[str]) -> Answers:
        return self.of_records(records, "sal:reading")

    def holds(self, records: list[str]) -> Answers:
        return {id: found.rpartition("#")[2] for id, found in self.of_records(records, "sal:holds").items()}

    def bounds(self, records: list[str]) -> Answers:
        found = [self.of_records(records, f"sal:{name}") for name in BOUNDS]
        return {id: [days[id] for days in found] for id in records}

    def holders(self, places: list[str]) -> Answers:
        values = " ".join(f"<{self.base}id/{id}>" for id in places)
        rows = self.bindings(f"SELECT ?place ?holder {{ VALUES ?place {{ {values} }} ?place sal:holder ?holder }}")[1]
        return {id: sorted(who.rpartition("/")[2] for at, who in rows if at.endswith(f"/{id}")) for id in places}

    def why(self, records: list[str]) -> Answers:
        return {id: self.page(id).findtext(".//pre") for id in records}

    def dossier(self, entities: list[str]) -> Answers:
        found: Answers = {}
        for id in entities:
            found[id] = {
                section.findtext("h2").strip().lower(): [until_chip(line) for line in section.xpath(".//li/div")]
                for section in self.page(id).xpath("//section[ul[@class='lines']]")
            }
        return found

    def holder(self, places: list[str]) -> Answers:
        found = {id: self.page(id).xpath("string(//p[@class='control'])") for id in places}
        return {id: said.removeprefix("Control ") or NO_RECORD for id, said in found.items()}

    def stages(self, persons: list[str]) -> Answers:
        found = {id: self.page(id).xpath("//section[h2='Legal stage']//li") for id in persons}
        return {id: [item.xpath("string(.)").strip() for item in items] for id, items in found.items()}

    def rows(self, questions: list[str]) -> Answers:
        saved = {item["id"]: item for item in self.client.get("/query/examples", params=self.days).json()["questions"]}
        found = {}
        for id in questions:
            include = ",".join(saved[id]["include"])
            found[id] = table(*self.bindings(saved[id]["query"], include=include))
        return found

    def conclusions(self, _: list[str]) -> Answers:
        _, rows = self.bindings("SELECT ?c { ?c a sal:Conclusion }", include="inferred")
        return {"all": sorted(row[0].rpartition("/conclusion/")[2] for row in rows)}


class Rdf:
    """The compiled dataset in rdflib, queried as others query RDF: our prefixes and days are all that it is given."""

    def __init__(self, kg: salween.KnowledgeGraph, days: Days) -> None:
        seen = Python(kg, days).kg
        self.seen, self.found, self.base = seen.perspective, seen.dataset, kg.judge.corpus.dataset.base
        self.dataset_with = seen.dataset_with

    def of_records(self, records: list[str], path: str) -> Answers:
        query = OF_RECORDS.format(" ".join(f"<{self.base}{path_of(id)}>" for id in records), path)
        found = {str(record): str(value) for record, value in self.found.query(query)}
        return {id: found.get(f"{self.base}{path_of(id)}", "") for id in records}

    def reading(self, records: list[str]) -> Answers:
        return self.of_records(records, "sal:reading")

    def holds(self, records: list[str]) -> Answers:
        return {id: found.rpartition("#")[2] for id, found in self.of_records(records, "sal:holds").items()}

    def rows(self, questions: list[str]) -> Answers:
        answers = {}
        for id in questions:
            asked = self.seen.asked(id)
            found = self.dataset_with(*asked.include).query(self.seen.dataset.filled(asked.query))
            answers[id] = table(map(str, found.vars or ()), (cells(row) for row in found))
        return answers

    def conclusions(self, _: list[str]) -> Answers:
        found = self.dataset_with("inferred").query("SELECT ?c { ?c a sal:Conclusion }")
        return {"all": sorted(str(row[0]).rpartition("/conclusion/")[2] for row in found)}


def cells(row: Iterable[Any]) -> list[str | None]:
    """Return the terms of a row of rdflib as they are written: a date, a number, an IRI."""
    return [None if term is None else str(term) for term in row]


class Quads:
    """The N-Quads of the two days, read by a parser that knows nothing of Salween."""

    def __init__(self, kg: salween.KnowledgeGraph, base: str, days: Days) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            seen = kg.as_of(days[0]).known_at(days[1]).perspective
        self.base = base
        self.objects: dict[tuple[str, str], list[str]] = {}
        for quad in ox.parse(seen.nquads, format=ox.RdfFormat.N_QUADS):
            graph = str(quad.graph_name.value).rpartition("/")[2]
            if graph not in ("claimed", "inferred"):
                key = (quad.subject.value, quad.predicate.value.removeprefix(SAL))
                self.objects.setdefault(key, []).append(quad.object.value)

    def of(self, id: str, name: str) -> list[str]:
        return sorted(set(self.objects.get((f"{self.base}{path_of(id)}", name), [])))

    def one(self, id: str, name: str) -> str:
        [*found] = self.of(id, name)
        assert len(found) < 2, (id, name, found)
        return found[0] if found else ""

    def reading(self, records: list[str]) -> Answers:
        return {id: self.one(id, "reading") for id in records}

    def holds(self, records: list[str]) -> Answers:
        return {id: self.one(id, "holds").rpartition("#")[2] for id in records}

    def bounds(self, records: list[str]) -> Answers:
        return {id: [self.one(id, name) for name in BOUNDS] for id in records}

    def names(self, records: list[str]) -> Answers:
        """Each name in an event with its status; one that no source out by then tells of has none."""
        found = {}
        for id in records:
            roles = [(node, *node.rpartition("#")[2].split(".", 1)) for node in self.of(id, "role")]
            judged = [(*of, status) for node, *of in roles for status in self.objects.get((node, "status"), ())]
            found[id] = sorted((role, actor, status.rpartition("#")[2]) for role, actor, status in judged)
        return found

    def holders(self, places: list[str]) -> Answers:
        return {id: [who.rpartition("/")[2] for who in self.of(id, "holder")] for id in places}


# ---- the property ----------------------------------------------------------------------------------------------


class Project:
    """A project that stands open at each door, and what there is to ask about."""

    def __init__(self, root: Path, client: httpx.Client) -> None:
        kg = self.kg = salween.load(root)
        corpus, base = kg.judge.corpus, kg.judge.corpus.dataset.base
        self.covers_to, self.edition = corpus.dataset.covers_to, corpus.dataset.edition
        self.records = sorted(corpus.records)
        self.entities = sorted(corpus.entities)
        self.actors = sorted(
            {end for tie in all_ties(kg.judge) for end in (tie.subject, tie.object)} & corpus.entities.keys()
        )
        self.places = sorted(kg.perspective.holds.by_place)
        self.persons = sorted(id for id, entity in corpus.entities.items() if entity.kind == "Person")
        self.questions = [id for id in kg.loaded.questions if is_answered(kg, id)]
        #: The doors: a name, and what opens it for two days.
        self.doors: dict[str, Callable[[Days], Any]] = {
            "Python": lambda days: Python(kg, days),
            "command line": lambda days: CommandLine(root, base, days),
            "HTTP": lambda days: Http(client, base, days),
            "rdflib": lambda days: Rdf(kg, days),
            "N-Quads": lambda days: Quads(kg, base, days),
        }

    def asked(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> Iterator[tuple[str, list[Any]]]:
        """Yield the sorts of questions, each with some things to ask it about."""

        def some(things: list[str], most: int) -> list[str]:
            return draw(st.lists(st.sampled_from(things), min_size=1, max_size=most, unique=True)) if things else []

        for sort in ("holds", "bounds", "names"):
            yield sort, some(self.records, 40)
        yield "holders", some(self.places, 20)
        for sort in ("reading", "why"):
            yield sort, some(self.records, 5)
        yield "dossier", some(self.entities, 3)
        yield "holder", some(self.places, 3)
        yield "stages", some(self.persons, 3)
        yield "rows", some(self.questions, 2)
        yield "path", [tuple(draw(st.lists(st.sampled_from(self.actors), min_size=2, max_size=2, unique=True)))]
        yield "conclusions", ["all"]


def is_answered(kg: salween.KnowledgeGraph, question: str) -> bool:
    """Tell whether a saved question can be asked with its own example: that may be of another dataset."""
    try:
        kg.perspective.asked(question)
    except ValueError:
        return False
    return True


@contextmanager
def opened(serving: Any, root: Path) -> Iterator[Project]:
    with (
        serving(root) as (where, _),
        httpx.Client(base_url=where, timeout=120) as client,
        pytest.MonkeyPatch.context() as patch,
    ):
        found = Project(root, client)
        read, loaded = salween.build.load, found.kg.loaded
        # the command line reads this project once, not each time
        patch.setattr(salween.build, "load", lambda at, over=None: loaded if at == root else read(at, over))
        yield found


@pytest.fixture(scope="module")
def small(serving: Any) -> Iterator[Project]:
    with opened(serving, SMALL) as found:
        yield found


@pytest.fixture(scope="module")
def dataset(serving: Any) -> Iterator[Project]:
    with opened(serving, ROOT) as found:
        yield found


QUIET = settings(
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # a difference says which days and which thing: nothing to shrink
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)


@settings(QUIET, max_examples=30)
@given(data=st.data())
def test_an_answer_on_the_small_dataset_is_the_same_through_each_door(small: Project, data: st.DataObject) -> None:
    hold_alike(small, data)


@settings(QUIET, max_examples=8)
@given(data=st.data())
def test_an_answer_on_the_dataset_is_the_same_through_each_door(dataset: Project, data: st.DataObject) -> None:
    hold_alike(dataset, data)


def hold_alike(project: Project, data: st.DataObject) -> None:
    """Hold that each door gives the answers of the first, on two days that are drawn, some of them too late."""
    first = day_of("2020-01-01")
    days = (
        iso(data.draw(st.integers(first, project.covers_to + 60), label="as of")),
        iso(data.draw(st.integers(first, project.edition + 60), label="known by")),
    )
    doors = {name: open_door(days) for name, open_door in project.doors.items()}
    differences = []
    for sort, things in project.asked(data.draw):
        answers = {name: getattr(door, sort)(things) for name, door in doors.items() if hasattr(door, sort)}
        (one, found), *others = answers.items()
        for other, said in others:
            differences += [
                f"{sort} of {thing} on {days}\n  {one}: {found[thing]!r}\n  {other}: {said[thing]!r}"
                for thing in things
                if found[thing] != said[thing]
            ]
    assert not differences, "\n".join(differences)
