"""Corpus → problems: what only the whole can tell. One rule, one function; the rules by theme, one file a theme.

`RULES` is the table. A rule takes the corpus as it was judged and yields problems; its docstring says what it
holds and names its code. Checks of form stand in `read` and `resolve`, where the text is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..judge import Judge
from ..problem import Problem
from . import kinds, people, sources, time, tidiness

Rule = Callable[[Judge], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    kinds.domain_and_range,
    kinds.kinds_in_roles,
    time.ends_after_start,
    time.state_without_time,
    time.holders_in_conflict,
    sources.known_by_edition,
    sources.before_the_event,
    sources.still_of_undated,
    sources.contradiction_outside_time,
    sources.circular_derivation,
    sources.same_attestation_twice,
    sources.count_without_counter,
    sources.unsupported_accusation,
    people.named_victim,
    people.kinship_of_private,
    tidiness.names_that_fold_to_one,
    tidiness.unused,
)


def check_corpus(judge: Judge) -> list[Problem]:
    """Return what every rule finds."""
    return [problem for rule in RULES for problem in rule(judge)]
