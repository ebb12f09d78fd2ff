"""Whether figures of several records can hold together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ..judge import ACCEPTED, Judge, Stretch
from ..model import Claim, Quantity
from ..problem import Problem, Severity
from ..resolve.units import SHARE, WHOLE

#: One share of a thing: whose claim, from how much on, on which days for certain.
_Part = tuple[Claim, Decimal, Stretch]


def shares_of_one_whole(judge: Judge) -> Iterator[Problem]:
    """Code shares-over-100 (warning): what several certainly hold of one thing on one day is no more than all of it."""
    keys = [key for key, qualifier in judge.ontology.qualifiers.items() if qualifier.dimension == SHARE]
    parts: dict[tuple[str, str, str], list[_Part]] = defaultdict(list)
    for claim in judge.corpus.claims:
        judgement = judge.judgements.get(claim.id)
        if judgement is None or judgement.status != ACCEPTED or claim.is_negated or claim.object is None:
            continue
        days = judgement.validity.certain_days
        for key in keys:
            share = claim.qualifier(key)
            if isinstance(share, Quantity) and days is not None:
                parts[claim.predicate, str(claim.object), key].append((claim, share.low, days))
    for (_, whole, key), found in parts.items():
        for _, _, days in found:
            # at the first day of one of them the most meet: a sum only grows where somebody begins
            held = {str(c.subject): (c, low) for c, low, other in found if days.first is None or other.has(days.first)}
            total = sum(low for _, low in held.values())
            if total > WHOLE:
                claims = sorted((claim for claim, _ in held.values()), key=lambda claim: claim.place)
                *others, last = claims
                what = f'{key}: {total} percent of "{whole}" is held on one day by {len(claims)} holders'
                fix = "add until: to the share that ended, or correct a figure"
                why = "together, holders cannot have more than 100 percent"
                seen = tuple((f'"{c.id}" at', c.place_of(key)) for c in others)
                yield Problem("shares-over-100", last.place_of(key), what, fix, why, Severity.WARNING, seen)
                break
