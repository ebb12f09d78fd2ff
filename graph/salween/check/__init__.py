"""Corpus → problems: what only the whole can tell. One rule, one function; the rules by theme, one file a theme.

`RULES` is the table. A rule takes the corpus as it was judged and yields problems; its docstring says what it
holds and names its code. Checks of form stand in `read` and `resolve`, where the text is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..judge import Judge
from ..problem import Problem
from . import events, figures, kinds, names, pages, people, places, sources, structure, tidiness, time

Rule = Callable[[Judge], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    kinds.domain_and_range,
    kinds.kinds_in_roles,
    kinds.kinds_that_speak,
    kinds.twice_in_a_role,
    time.ends_after_start,
    time.state_without_time,
    time.holders_in_conflict,
    events.one_sided,
    events.begins_by_an_act,
    events.outside_its_event,
    events.outcome_before_its_day,
    events.title_that_is_a_name,
    events.only_their_own_word,
    events.same_event_twice,
    figures.shares_of_one_whole,
    structure.joined_to_itself,
    structure.circles,
    structure.contrary_identities,
    structure.outside_ids,
    places.points,
    places.far_off,
    sources.known_by_edition,
    sources.within_the_edition,
    sources.before_the_event,
    sources.told_before_it_was,
    sources.about_nothing,
    sources.still_by_its_day,
    sources.contradiction_outside_time,
    sources.circular_derivation,
    sources.same_attestation_twice,
    sources.count_without_counter,
    sources.unsupported_accusation,
    pages.read_after_published,
    pages.copy_after_original,
    pages.address_of_a_visit,
    pages.address_of_no_page,
    pages.page_cited_as_two,
    pages.day_in_the_address,
    names.name_in_other_script,
    names.name_said_twice,
    names.mangled_text,
    people.named_victim,
    people.reason_that_nothing_shows,
    people.kinship_of_private,
)
#: That something is said nowhere can only be told when everything could be read.
RULES_OF_THE_WHOLE: tuple[Rule, ...] = (tidiness.names_that_fold_to_one, tidiness.unused)


def check_corpus(judge: Judge, is_whole: bool = True) -> list[Problem]:
    """Return what every rule finds. `is_whole` is false where something of the record could not be read."""
    rules = (*RULES, *RULES_OF_THE_WHOLE) if is_whole else RULES
    return [problem for rule in rules for problem in rule(judge)]
