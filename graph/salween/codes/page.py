"""The page of a problem code in the manual: a value."""

from __future__ import annotations

from dataclasses import dataclass

from ..problem import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@dataclass(frozen=True, slots=True)
class Code:
    """What a code means, with an example as an author would get it wrong, and the same example corrected.

    `title` is a noun phrase of three to six words. `meaning` is one paragraph: what is wrong and why it matters. The
    examples are the content of `file` in the invented dataset of `tests/faults/base/`, whose ids they use.
    """

    code: str
    title: str
    meaning: str
    failing: str
    mended: str
    severity: Severity = ERROR
    file: str = "data/example.yaml"
