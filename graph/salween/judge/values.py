"""How two values of a field differ: dates, numbers, roles and words. What only one side gives is no difference.

Dates differ where no day could be both; numbers where no figure could be both, a round one standing for all that
round to it, and only of one scope, unit and window; of roles, the sets of who is in them.
"""

from __future__ import annotations

from decimal import Decimal

from ..dates import Edtf
from ..model import TIMES, Claim, Event, Quantity, Ref, Value


def own_value(record: Claim | Event, field: str) -> object:
    """Return what the record itself says of a field; None where it says nothing."""
    if field in TIMES:
        return {"date": record.date, "from": record.start, "until": record.until}[field]
    if field == "value":
        return record.value if isinstance(record, Claim) else None
    if isinstance(record, Event):
        fills = tuple(fill.actor for fill in record.roles if fill.role == field)
        if fills:
            return fills
    return record.qualifier(field)


def differs(own: object, other: Value | tuple[Ref, ...] | None) -> bool:
    """Tell whether two values of a field cannot both be right. What only one of them gives is no difference."""
    if own is None or other is None:
        return False
    if isinstance(own, Edtf) and isinstance(other, Edtf):
        return not own.span.meets(other.span)
    if isinstance(own, Quantity) and isinstance(other, Quantity):
        return _is_of_one_kind(own, other) and not overlap(own, other)
    if isinstance(own, tuple) and isinstance(other, tuple):
        return set(own) != set(other)
    return own != other


def _is_of_one_kind(own: Quantity, other: Quantity) -> bool:
    """Tell whether a source's own number is of what the record counts; what it leaves out is the record's."""
    return (
        other.scope in ("", own.scope)
        and other.unit in ("", own.unit)
        and (other.window is None or window(other) == window(own))
        and (other.is_cumulative == own.is_cumulative or other.window is None)
    )


def window(value: Quantity) -> object:
    """Return the days a count is over, so that 2025-02 and its first to its last day are one window."""
    return None if value.window is None else (value.window.start.earliest, value.window.end.latest)


def overlap(one: Quantity, other: Quantity) -> bool:
    """Tell whether two numbers can be one; a round figure stands for all that round to it.

    >>> about = Quantity(Decimal(900), Decimal(900), True, "", "", None, False, None)
    >>> overlap(about, about._replace(low=Decimal(871), high=Decimal(871), is_about=False))
    True
    """
    ranges = []
    for value in (one, other):
        slack = Decimal(0)
        if value.is_about:
            slack = Decimal(10) ** int(value.low.normalize().as_tuple().exponent) / 2
        ranges.append((value.low - slack, None if value.high is None else value.high + slack))
    (low, high), (other_low, other_high) = ranges
    return (high is None or high >= other_low) and (other_high is None or other_high >= low)


def of_one_window(one: Claim, other: Claim) -> bool:
    """Tell whether two figures are over the same days, or, where no window is given, may be of one day."""
    if isinstance(one.value, Quantity) and isinstance(other.value, Quantity) and one.value.window is not None:
        return window(one.value) == window(other.value)
    times = [claim.date or claim.start for claim in (one, other)]
    return times[0] is None or times[1] is None or times[0].span.meets(times[1].span)


def is_vaguer(value: Edtf, own: object) -> bool:
    """Tell whether a date says the same as the record's own, less exactly: 2024, of a day in 2024."""
    if not isinstance(own, Edtf) or own.is_interval or value.is_interval:
        return False
    (low, high), (own_low, own_high) = value.span, own.span
    return (low is None or (own_low is not None and low <= own_low)) and (
        high is None or (own_high is not None and own_high <= high)
    )


def lies_before(one: Edtf, other: Edtf, or_meets: bool = False) -> bool:
    """Tell whether all the days of one lie before all those of another, or touch them where that will do."""
    last, first = one.span.latest, other.span.earliest
    return last is not None and first is not None and (last <= first if or_meets else last < first)
