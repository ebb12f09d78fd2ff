"""Dates: what is written in pairs/dates.txt, and the laws of days, spans and bounds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salween.dates import Bounds, Day, Edtf, Fault, Span, day_of, intersect, iso, parse_edtf

PAIRS = Path(__file__).parent / "pairs" / "dates.txt"

days = st.integers(min_value=1, max_value=date(2399, 12, 31).toordinal())
some_days = st.none() | days
bounds = st.builds(Bounds, some_days, some_days, some_days, some_days)
spans = st.builds(Span, some_days, some_days)
#: What may stand in a date, and what people write instead.
marks = st.text(alphabet="0123456789-/.~?%X[], Tabcdefnov๒၂", max_size=24)


def pairs() -> list[tuple[str, str]]:
    """Return the pairs: given, expected."""
    lines = [line for line in PAIRS.read_text("utf-8").split("\n") if not line.startswith("#")]
    blocks = (block.split("\n") for block in re.split(r"\n{2,}", "\n".join(lines).strip()))
    return [(written, expected) for written, expected in blocks]


def shown(value: Edtf | Fault) -> str:
    """Return what a date means in the words of the pairs."""
    if isinstance(value, Fault):
        return f"{value.code}: {value.fix}"
    return " / ".join(map(span_text, (value.start, value.end))) if value.is_interval else span_text(value.span)


def span_text(span: Span) -> str:
    ends = ["" if day is None else iso(day) for day in span]
    return ends[0] if span.is_one_day else "..".join(ends)


@pytest.mark.parametrize(("written", "expected"), pairs())
def test_a_date_means_what_the_pairs_say(written: str, expected: str) -> None:
    assert shown(parse_edtf(written)) == expected


def test_a_fix_that_is_a_date_can_be_read() -> None:
    """Whoever follows the fix must not meet a second problem."""
    refused = []
    for written, expected in pairs():
        code, colon, fix = expected.partition(": write ")
        if colon and " " not in fix and isinstance(parse_edtf(fix), Fault):
            refused.append((written, code, fix))
    assert refused == []


@given(days)
def test_an_iso_day_is_that_day(day: Day) -> None:
    value = parse_edtf(iso(day))
    assert isinstance(value, Edtf)
    assert value.span == Span(day, day)
    assert day_of(iso(day)) == day


@given(days, st.sampled_from(["", "~", "?", "%"]), st.sampled_from([4, 7, 10]))
def test_a_span_contains_the_day_from_which_it_was_made(day: Day, mark: str, precision: int) -> None:
    value = parse_edtf(iso(day)[:precision] + mark)
    assert isinstance(value, Edtf)
    assert value.span.earliest is not None and value.span.latest is not None
    assert value.span.earliest <= day <= value.span.latest


@given(days, days)
def test_one_day_within_contains_both_its_ends(one: Day, other: Day) -> None:
    first, last = sorted((one, other))
    value = parse_edtf(f"[{iso(first)}..{iso(last)}]")
    assert isinstance(value, Edtf)
    assert value.span == Span(first, last)


@given(marks)
def test_whatever_is_written_is_a_date_or_a_fault(text: str) -> None:
    value = parse_edtf(text)
    if isinstance(value, Fault):
        assert value.code in ("bad-date", "impossible-day", "buddhist-era")
        assert value.what and value.fix
    else:
        for day in (*value.start, *value.end):
            assert day is None or iso(day)
        assert value.span.earliest is None or value.span.latest is None or value.span.earliest <= value.span.latest


@given(spans, spans)
def test_to_meet_and_to_join_are_the_same_both_ways(one: Span, other: Span) -> None:
    assert one.meets(other) == other.meets(one)
    assert one.joined(other) == other.joined(one)


@given(bounds, bounds)
def test_intersect_is_commutative(one: Bounds, other: Bounds) -> None:
    assert intersect(one, other) == intersect(other, one)


@given(bounds)
def test_intersect_with_itself_changes_nothing(one: Bounds) -> None:
    """Where it can be at all: what must have ended before it can have begun meets nothing."""
    is_possible = one.start_earliest is None or one.end_latest is None or one.start_earliest < one.end_latest
    assert intersect(one, one) == (one if is_possible else None)


@given(bounds, bounds)
def test_an_intersection_lies_within_both(one: Bounds, other: Bounds) -> None:
    both = intersect(one, other)
    if both is not None:
        for outer in (one, other):
            assert outer.start_earliest is None or (both.start_earliest or 0) >= outer.start_earliest
            assert outer.end_latest is None or (both.end_latest is not None and both.end_latest <= outer.end_latest)
