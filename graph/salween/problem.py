"""A problem: something wrong in the input, as a value, with the place, the reason and the mending.

Also the three forms in which problems are printed, and what is raised where nothing can be answered. Knows nothing of
what is being checked.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum

from .place import Place, excerpt


class Severity(Enum):
    """ERROR stops a build; WARNING is for a person to judge."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One cause, reported once.

    `what` quotes the author's own text and must do if only this line is shown; `why` is the reason behind the
    rule; `fix` is one concrete edit. `others` are the far ends of a clash, each with a word for it.
    """

    code: str
    place: Place
    what: str
    fix: str
    why: str = ""
    severity: Severity = Severity.ERROR
    others: tuple[tuple[str, Place], ...] = ()

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR

    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.place.path, self.place.line, self.place.column, self.code, self.what)


def sorted_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems by place, each once."""
    return sorted(set(problems), key=Problem.sort_key)


def any_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.is_error for problem in problems)


def did_you_mean(word: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed word nearest to a misspelt one, whatever its case, or None where nothing is close."""
    folded = {choice.casefold(): choice for choice in allowed}
    cutoff = 0.6 if len(word) <= 4 else 0.7  # in a short word one letter is much of it
    close = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=cutoff)
    return folded[close[0]] if close else None


def suggest(word: str, allowed: Iterable[str], otherwise: str) -> str:
    """Word the fix for an unknown name: the nearest allowed one, the few choices there are, or `otherwise`.

    >>> suggest("controlls", ["controls", "commands"], "see ontology/")
    'did you mean "controls"?'
    """
    choices = sorted(set(allowed))
    near = did_you_mean(word, choices)
    if near is not None:
        return f'did you mean "{near}"?'
    if 0 < len(choices) <= 8:
        return f"choose from {', '.join(choices)}" if len(choices) > 1 else f"the one choice is {choices[0]}"
    return otherwise


def chosen(names: str | Iterable[str], allowed: Iterable[str], sort: str) -> tuple[str, ...]:
    """Return names that a caller chose from a list, each once; ValueError, with what may be meant, for any other.

    Several may be given in one text, with commas.

    >>> chosen("claimed, inferred", ["claimed", "inferred"], "graph")
    ('claimed', 'inferred')
    """
    words = (word.strip() for text in ([names] if isinstance(names, str) else names) for word in text.split(","))
    found, known = tuple(dict.fromkeys(filter(None, words))), list(allowed)
    for name in found:
        if name not in known:
            raise ValueError(f'no {sort} "{name}": {suggest(name, known, "")}')
    return found


def with_article(noun: str) -> str:
    """Return a noun with "a" or "an".

    >>> with_article("Attack"), with_article("Meeting")
    ('an Attack', 'a Meeting')
    """
    return f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"


def to_text(problems: Iterable[Problem], text_of: Callable[[str], str | None]) -> str:
    """Return the problems for a person: a line a machine can parse, the excerpt, why, fix.

    `text_of` gives the text of a file by its path, or None where it cannot be shown.
    """
    lines: list[str] = []
    for problem in problems:
        lines.append(f"{problem.place}: {problem.severity.value}[{problem.code}]: {problem.what}")
        text = text_of(problem.place.path) if problem.code != "private-name" else None
        if text is not None:
            lines += excerpt(text, problem.place)
        for word, place in problem.others:
            lines.append(f"  {word} {place}")
        if problem.why:
            lines.append(f"  why: {problem.why}")
        first, *example = problem.fix.splitlines()
        lines += [f"  fix: {first}", *(f"    {line}" for line in example), ""]
    return "\n".join(lines)


def to_json(problems: Iterable[Problem]) -> str:
    """Return the problems as a JSON array, one object each; lines and columns from 1."""
    return json.dumps(
        [
            {
                "code": p.code,
                "severity": p.severity.value,
                "path": p.place.path,
                "line": p.place.line + 1,
                "column": p.place.column + 1,
                "what": p.what,
                "why": p.why,
                "fix": p.fix,
                "others": [
                    {"word": word, "path": at.path, "line": at.line + 1, "column": at.column + 1}
                    for word, at in p.others
                ],
            }
            for p in problems
        ],
        ensure_ascii=False,
        indent=1,
    )


def to_github(problems: Iterable[Problem]) -> str:
    """Return the problems as GitHub Actions annotations, one line each.

    Source: GitHub docs, "Workflow commands for GitHub Actions", escaping of properties and data.
    """

    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def prop(text: str) -> str:
        return data(text).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(
        f"::{p.severity.value} file={prop(p.place.path)},line={p.place.line + 1},col={p.place.column + 1},"
        f"title={prop(p.code)}::{data(f'{p.what}. {p.why} Fix: {p.fix}')}"
        for p in problems
    )


class DatasetError(Exception):
    """The dataset has errors, so nothing is answered from it. `problems` holds them all; its text shows the errors.

    `headline` counts them.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        self.errors = [problem for problem in self.problems if problem.is_error]
        self.headline = f"{len(self.errors)} error{'' if len(self.errors) == 1 else 's'} in the dataset"
        super().__init__(f"{self.headline}\n\n{to_text(self.errors, lambda path: None)}")


class NotFound(KeyError):
    """There is nothing of that name: the text says what was meant to be found, and what comes close."""

    def __init__(self, sort: str, name: str, known: Iterable[str], otherwise: str) -> None:
        self.sort, self.name = sort, name
        super().__init__(f'no {sort} "{name}": {suggest(name, known, otherwise)}')

    def __str__(self) -> str:  # a KeyError shows its argument as Python writes it
        return str(self.args[0])
