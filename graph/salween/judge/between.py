"""What two records do to each other: two holders of one thing, and two counts of one scope.

Where the design leaves a choice: those who hold a place jointly say so on both sides; where figures give no window,
their own day is it, so that a number that grew from day to day is no conflict; and their qualifiers are of the scope.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from ..model import Claim, Corpus, Event, Quantity
from ..ontology import Ontology
from .judgement import FieldDispute, Judgement
from .sides import Sides
from .status import ACCEPTED, HIGH, MODERATE, REJECTED
from .values import differs, of_one_window, window
from .when import tails_ended

Judgements = dict[str, Judgement]


def settle_between(judgements: Judgements, corpus: Corpus, ontology: Ontology, sides: Sides) -> None:
    """Mark in the judgements, on both sides, what records do to each other."""
    counts: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    holds: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for id, judgement in judgements.items():
        record = corpus.records[id]
        if isinstance(record, Event) or record.is_negated or record.is_planned or judgement.status == REJECTED:
            continue
        value = record.value
        if isinstance(value, Quantity):
            what = (record.subject, record.predicate, record.qualifiers, value.scope, value.unit)
            counts[(*what, value.is_cumulative, window(value))].append(record)
        elif record.object is not None and ontology.predicates[record.predicate].is_exclusive:
            holds[(record.predicate, record.object)].append(record)
    for claims in counts.values():
        if len(claims) > 1:
            _differing_counts(judgements, claims, sides)
    for claims in holds.values():
        if len(claims) > 1:
            _end_tails(judgements, claims)
            _certain_at_once(judgements, [c for c in claims if judgements[c.id].status == ACCEPTED])


def excludes(one: Claim, other: Claim) -> bool:
    """Tell whether two claims on one exclusive object cannot both hold: other holders of an overlapping extent.

    An absent extent is the whole place.
    """
    if one.subject == other.subject or one.qualifier("jointly") == other.qualifier("jointly") == "true":
        return False
    extents = (one.qualifier("extent"), other.qualifier("extent"))
    return extents[0] == extents[1] or None in extents


def _differing_counts(judgements: Judgements, claims: list[Claim], sides: Sides) -> None:
    """Mark counts of one thing, scope and window that cannot both be right."""
    differing: dict[str, set[str]] = defaultdict(set)
    for one, other in _pairs(claims):
        if differs(one.value, other.value) and of_one_window(one, other):
            differing[one.id].add(str(other.id))
            differing[other.id].add(str(one.id))
    for id, others in differing.items():
        judgement = judgements[id]
        dissent = tuple(voice for other in sorted(others) for voice in judgements[other].support)
        is_equal = sides.is_strong(dissent) or not sides.is_strong(judgement.support)
        dispute = FieldDispute("value", is_equal, dissent, tuple(sorted(others)))
        verdict = judgement.verdict
        if is_equal and verdict.confidence == HIGH:
            verdict = verdict._replace(confidence=MODERATE)
        judgements[id] = replace(judgement, verdict=verdict, disputes=(*judgement.disputes, dispute))


def _end_tails(judgements: Judgements, claims: list[Claim]) -> None:
    """End the tail of a horizon, either way, at the day on which another holder of that extent is certain."""
    certain = {
        str(claim.id): days
        for claim in claims
        if judgements[claim.id].status == ACCEPTED and (days := judgements[claim.id].validity.certain_days) is not None
    }
    for claim in claims:
        others = [certain[other.id] for other in claims if str(other.id) in certain and excludes(claim, other)]
        if others:
            judgement = judgements[claim.id]
            judgements[claim.id] = replace(judgement, validity=tails_ended(judgement.validity, others))


def _certain_at_once(judgements: Judgements, claims: list[Claim]) -> None:
    """Mark, on both sides, accepted holders of one extent who are certain on one day."""
    with_others: dict[str, set[str]] = defaultdict(set)
    for one, other in _pairs(claims):
        if excludes(one, other):
            days, others = (judgements[claim.id].validity.certain_days for claim in (one, other))
            if days is not None and others is not None and days.meets(others):
                with_others[one.id].add(str(other.id))
                with_others[other.id].add(str(one.id))
    for id, found in with_others.items():
        judgements[id] = replace(judgements[id], disputed_with=tuple(sorted(found)))


def _pairs(items: list[Claim]) -> Iterable[tuple[Claim, Claim]]:
    return ((a, b) for index, a in enumerate(items) for b in items[index + 1 :])
