"""What one answer may cost, and how many may be made at once. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from ..query.guard import MAX_LENGTH

MEGABYTE = 1 << 20
#: The largest body that is read: a query at its longest, each character of it escaped.
MAX_BODY = 12 * MAX_LENGTH
#: Queries of one reconciliation batch, and ids of one extension.
MAX_BATCH = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """`seconds` and `memory_mb` of one child, `answer_mb` and `rows` that it may write; `children` at once in each of
    the two queues (questions, pages), `waiting` more in line for at most `patience` seconds; `slices` by other clocks
    kept."""

    seconds: float = 30
    memory_mb: int = 1024
    answer_mb: int = 256
    rows: int = 100_000
    children: int = 6
    waiting: int = 500
    patience: float = 10
    slices: int = 4
