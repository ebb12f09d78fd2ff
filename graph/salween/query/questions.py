"""Saved questions: SPARQL files whose first lines say what they ask, with typed parameters and an example.

# title: Who controls a place
# question: Who held $place on the day, and who before?
# param place: Place = lashio
# param since: Date? = 2024-01-01 (may be left out: then $since is a variable like any other, and limits nothing)
# include: inferred (the opt-in graphs that it needs: claimed, inferred)
# note: anything a reader should know of the answer (may repeat)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..compile.terms import OPT_IN_GRAPHS, PREFIXES, Iris, day, text
from ..dates import day_of
from ..names import Finder, UnclearName
from ..ontology import Ontology
from ..place import Place
from ..problem import Problem, Severity, suggest
from ..read import read_text
from .guard import QueryError, open_end_filters, refuse, substituted, tokens
from .parsed import Parser

#: Put in by the program: the two clocks.
RESERVED = ("asOf", "knownAt")
#: What a line of a question was called before.
OLD_KEYS = {"with": "include"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its type is a kind of the ontology, or Date, Text, Source, Record, Family or Predicate."""

    name: str
    type: str
    example: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A saved question. `query` is the whole file, comments included."""

    id: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    notes: tuple[str, ...]
    query: str
    include: tuple[str, ...] = ()  # the opt-in graphs that it sees


def read_questions(root: Path, ontology: Ontology) -> tuple[dict[str, Question], list[Problem]]:
    """Read `ontology/questions/*.rq` by id; problems: bad-question, open-end-filter (warning)."""
    found, problems = {}, []
    for path in sorted((root / "ontology" / "questions").glob("*.rq")):
        query, unread = read_text(root, path)
        problems += unread
        if not unread:
            question, more = _question(path.stem, path.relative_to(root).as_posix(), query, ontology)
            problems += more
            found[question.id] = question
    return found, problems


def read_question(root: Path, ontology: Ontology, id: str) -> Question | None:
    """Read one question, without asking the engine whether it is SPARQL; None where there is none of that id."""
    path = root / "ontology" / "questions" / f"{id}.rq"
    if "/" in id or not path.is_file():
        return None
    query, unread = read_text(root, path)
    return None if unread else _question(id, path.name, query, ontology, is_checked=False)[0]


def _question(
    id: str, name: str, query: str, ontology: Ontology, is_checked: bool = True
) -> tuple[Question, list[Problem]]:
    problems: list[Problem] = []
    fields: dict[str, list[str]] = {"title": [], "question": [], "note": [], "include": []}
    parameters = []
    place = Place(name, 0, 0)

    def bad(line: int, what: str, fix: str) -> None:
        problems.append(Problem("bad-question", Place(name, line, 0), what, fix))

    for number, line in enumerate(query.splitlines()):
        if not line.startswith("#"):
            break
        parameter = re.fullmatch(r"#\s*param\s+(\w+):\s*(\w+)(\??)\s*=\s*(.+?)\s*", line)
        field = re.fullmatch(r"#\s*(\w+):\s*(.*?)\s*", line)
        if parameter:
            kind = parameter[2]
            special = ("Date", "Text", "Source", "Record", "Family", "Predicate")
            if kind not in ontology.kinds and kind not in special:
                bad(
                    number,
                    f'no kind "{kind}" for a parameter',
                    suggest(kind, [*ontology.kinds, *special], "see the kinds in docs/ontology.md"),
                )
            parameters.append(Parameter(parameter[1], kind, parameter[4], bool(parameter[3])))
        elif field and (key := OLD_KEYS.get(field[1], field[1])) in fields:
            fields[key].append(field[2])
        elif field:
            bad(number, f'no key "{field[1]}:" in a question', "use title:, question:, param, include:, note:")
    include = tuple(name.strip() for line in fields["include"] for name in line.split(","))
    for graph in include:
        if graph not in OPT_IN_GRAPHS:
            bad(0, f'no opt-in graph "{graph}"', f"choose from {', '.join(OPT_IN_GRAPHS)}")
    for key in ("title", "question"):
        if not fields[key]:
            bad(0, f"question without {key}:", f"add a comment line at the top: # {key}: …")
    said = _not_sparql(query, parameters) if is_checked else ""
    if is_checked and not said and any(parameter.is_optional for parameter in parameters):
        said = _not_sparql(query, [parameter for parameter in parameters if not parameter.is_optional])
    if said:
        at = re.match(r"error at (\d+):", said)
        bad(int(at[1]) - 1 if at else 0, f"this is not SPARQL: {said}", "correct the query at this line")
    used = {t.text[1:] for t in tokens(query) if t.kind == "variable" and t.text[0] == "$"}
    for missing in sorted(used - {p.name for p in parameters} - set(RESERVED)):
        bad(0, f"${missing} is not declared", f"add # param {missing}: Kind = example, or write ?{missing}")
    for variable in () if said else open_end_filters(query):
        what = f"the filter on {variable}, an end date, drops every record without one"
        fix = (
            "use the plain triple (?x sal:controls ?y) or sal:holds, or allow a missing end with OPTIONAL and COALESCE"
        )
        problems.append(Problem("open-end-filter", place, what, fix, severity=Severity.WARNING))
    question = Question(
        id,
        " ".join(fields["title"]),
        " ".join(fields["question"]),
        tuple(parameters),
        tuple(fields["note"]),
        query,
        include,
    )
    return question, problems


def _not_sparql(query: str, parameters: Iterable[Parameter]) -> str:
    """Return what the parser says against a query, else an empty text: it is asked of an empty store."""
    samples = {parameter.name: "<urn:x>" for parameter in parameters}
    samples |= {parameter.name: text("x") for parameter in parameters if parameter.type == "Text"}
    samples |= {parameter.name: day(1) for parameter in parameters if parameter.type == "Date"}
    prefixes = {**PREFIXES, **dict.fromkeys(("", "claim", "source", "graph"), "urn:x:")}
    sample = substituted(query, samples | dict.fromkeys(RESERVED, day(1)))
    parser = Parser(prefixes, "urn:x:")
    try:
        refuse(query)
        parser.refuse_service(sample)
        parser.graphs(sample)
    except (QueryError, SyntaxError) as error:
        return str(error)
    return (parser.fault(sample) or (0, ""))[1]


class UnclearParameter(QueryError, UnclearName):
    """A parameter's name that means no one thing; `matches` are those that may be meant."""

    def __init__(self, error: UnclearName) -> None:
        UnclearName.__init__(self, str(error), error.text, error.matches, error.is_shared)


def filled(question: Question, given: Mapping[str, str], finder: Finder) -> tuple[str, dict[str, str]]:
    """Return the query with its parameters put in, and what each came to be.

    What is not given takes its example; if it may be left out, or is given as nothing (`since=`), it stays a variable
    and is not among what is shown. Raises QueryError where a parameter is unknown or its value is nothing, and
    UnclearParameter where it is a name that means no one thing.
    """
    names = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in names:
            raise QueryError(f'no parameter "{name}": {suggest(name, names, "this question has none")}')
    terms, chosen = {}, {}
    for parameter in question.parameters:
        value = given.get(parameter.name, "" if parameter.is_optional else parameter.example)
        if parameter.is_optional and not value:
            continue
        term, shown = term_of(value, parameter.type, finder)
        terms[parameter.name], chosen[parameter.name] = term, shown
    return substituted(question.query, terms), chosen


def term_of(value: str, type: str, finder: Finder) -> tuple[str, str]:
    """Return a value as a serialised term, and as it is shown; QueryError where it names nothing."""
    corpus, ontology = finder.corpus, finder.ontology
    iris = Iris(corpus.dataset.base)
    if type == "Date":
        try:
            return day(day_of(value)), value
        except ValueError as error:
            raise QueryError(str(error)) from None
    if type == "Text":
        return text(value), value
    if type == "Source":
        if value not in corpus.sources:
            raise QueryError(f'no source "{value}": {suggest(value, corpus.sources, "see data/")}')
        return iris.source(value), value
    if type == "Predicate":
        if value not in ontology.predicates:
            raise QueryError(f'no predicate "{value}": {suggest(value, ontology.predicates, "see docs/ontology.md")}')
        return f"<{ontology.predicates[value].iri}>", value
    if type == "Family":
        families = {name.removesuffix("Family"): name for name in ontology.families}
        if value not in families:
            raise QueryError(f'no family "{value}": {suggest(value, families, "see docs/ontology.md")}')
        return f"<{ontology.families[families[value]].iri}>", value
    if type == "Record":
        value = finder.moved.get(value, value)
        if value not in corpus.records:
            raise QueryError(f'no record "{value}": {suggest(value, corpus.records, "see data/")}')
        return iris.of(value), value
    try:
        id = finder.entity(value, type)
    except UnclearName as error:
        raise UnclearParameter(error) from None
    return iris.of(id), id
