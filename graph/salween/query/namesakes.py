"""A saved question and the names it was asked with → rows, where a name alone does not say what is asked about.

A name that several have is settled by what the question can answer. A place that nobody is known to have held leads
to the one within it that somebody held, and the answer says so. Whatever is still unclear is asked back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from ..names import Finder, Match, Rung, UnclearName
from ..ontology import Ontology
from .guard import tokens
from .questions import Question, UnclearParameter, filled
from .rows import Rows

#: How many namesakes are tried in turn.
MOST_TRIED = 8


class Answer(NamedTuple):
    """The rows, what each parameter came to be, and what a reader must be told of how a name was read."""

    rows: Rows
    given: dict[str, str]
    notes: tuple[str, ...] = ()


def answer(
    question: Question,
    given: Mapping[str, str],
    finder: Finder,
    inside: Callable[[str], list[str]],
    run: Callable[[str], Rows],
) -> Answer:
    """Return the answer to a question, `run` giving the rows of a query.

    `inside` gives the places within one that have a holder on record, where it has none itself. Raises QueryError, and
    UnclearParameter where a name means no one thing.
    """
    try:
        text, chosen = filled(question, given, finder)
    except UnclearParameter as error:
        if not error.is_shared:
            raise
        return _of_namesakes(question, given, finder, run, error)
    rows = run(text)
    if not rows.rows and asks_who_holds(question, finder.ontology):
        for parameter in question.parameters:
            held = inside(chosen[parameter.name]) if parameter.name in chosen else []
            if held:
                return _led(question, chosen, parameter.name, held, finder, run)
    return Answer(rows, chosen)


def asks_who_holds(question: Question, ontology: Ontology) -> bool:
    """Tell whether a question names a relationship that one alone can have with a place, or its family."""
    exclusive = [predicate for predicate in ontology.predicates.values() if predicate.is_exclusive]
    wanted = {f"sal:{name}" for predicate in exclusive for name in (predicate.name, predicate.family)}
    return any(token.text in wanted for token in tokens(question.query))


def _of_namesakes(
    question: Question, given: Mapping[str, str], finder: Finder, run: Callable[[str], Rows], error: UnclearParameter
) -> Answer:
    """Ask of each that has the name; the question is about the one of which there is an answer, if it is one."""
    [name] = [name for name, value in given.items() if value == error.text] or [""]
    answered: list[tuple[Match, Rows, dict[str, str]]] = []
    for match in error.matches[:MOST_TRIED] if name else ():
        text, chosen = filled(question, {**given, name: match.id}, finder)
        rows = run(text)
        if rows.rows:
            answered.append((match, rows, chosen))
    if len(answered) != 1:
        raise error
    [(match, rows, chosen)] = answered
    count = len(error.matches)
    said = f'"{error.text}" is the name of {count}: only {match.id} ({finder.describe(match.id)}) has an answer here'
    return Answer(rows, chosen, (said,))


def _led(
    question: Question,
    chosen: dict[str, str],
    name: str,
    held: list[str],
    finder: Finder,
    run: Callable[[str], Rows],
) -> Answer:
    """Ask of the one place within that has a holder on record; of several, ask which."""
    place = chosen[name]
    none = f"no holder of {finder.corpus.label(place)} itself is on record"
    if len(held) > 1:
        matches = tuple(Match(id, Rung.LIKE, finder.corpus.label(id), True) for id in held)
        what = f"{none}, but one of each of {len(held)} places within it is: ask about one of them"
        raise UnclearParameter(UnclearName("\n".join([what, *finder.table(matches)]), place, matches))
    [only] = held
    text, led = filled(question, {**chosen, name: only}, finder)
    return Answer(run(text), led, (f"{none}: this is the answer for {only} ({finder.describe(only)}), within it",))
