"""The page of a problem code in the manual: a value."""

from __future__ import annotations

from dataclasses import dataclass

from ..problem import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Code:
    """What a code means, with a mistake as an author would make it and the same mended.

    `meaning` is one paragraph: what it is and why we refuse it. The examples stand in `file`, in the invented record
    of `tests/faults/base/`, whose ids they use.
    """

    code: str
    title: str
    meaning: str
    failing: str
    mended: str
    severity: Severity = ERROR
    file: str = "data/example.yaml"
