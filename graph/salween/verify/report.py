"""What verifying found, as text for an author, as JSON, or as problems for the annotations of a pull request."""

from __future__ import annotations

import json

from ..problem import Problem, Severity, sorted_problems
from .lock import CHANGED, GONE, MOVED
from .match import FOUND, MISSING, UNCHECKED, Result, Verdict
from .run import Report, Verified

_FIX = "correct the value, name in of: what the page states, or explain in by_eye: why only a person can see it"


def to_text(report: Report, is_full: bool = False) -> str:
    """Return what an author must look at, page by page; with `is_full` everything that was found as well."""
    lines: list[str] = []
    for page in report.pages:
        shown = [line for result in page.results for line in _result(page, result, is_full)]
        states = (_passage(locator, state) for locator, state in page.passages.items())
        shown += [f"  {state}" for state in states if state]
        if shown:
            lines += [f"{page.source} ({page.copy.name})", *shown, ""]
    lines += [f"{source}: {reason}" for source, reason in report.unreadable]
    return "\n".join(lines)


def _result(page: Verified, result: Result, is_full: bool) -> list[str]:
    wanted = [v for v in result.verdicts if is_full or v.verdict == MISSING]
    if not wanted and not result.locator:
        return []
    at = result.citation.attestation
    lines = [f"  {at.place}: {result.citation.id}"]
    lines += [f"    {v.verdict}: {_said(page, v)}" for v in wanted]
    if result.locator:
        lines.append(f"    another paragraph: cited as {at.locator}, found in {result.locator}")
    return lines


def _said(page: Verified, verdict: Verdict) -> str:
    expected = verdict.expected
    where = f", line {page.copy.line(verdict.at)}" if verdict.at >= 0 else ""
    return f"{expected.field} {expected.wanted}{where}" + (f" ({verdict.note})" if verdict.note else "")


def _passage(locator: str, state: str) -> str:
    what = f"paragraph {locator}" if locator else "the passage"
    if state == CHANGED:
        return f"{what} has changed since it was verified"
    if state == GONE:
        return f"{what} is gone from this copy"
    return f"{what} has moved" if state == MOVED else ""


def summary(report: Report) -> str:
    """Return the counts of this run, and on a second line how much of the dataset is verified."""
    total = sum(len(page.results) for page in report.pages)
    parts = [
        f"{_plural(len(report.pages), 'page')}, {_plural(total, 'citation')}: {report.count(FOUND)} verified",
        f"{report.count(MISSING)} with something not found, {report.count(UNCHECKED)} not checkable",
    ]
    if report.absent:
        parts.append(f"no copy of {_plural(len(report.absent), 'source')}")
    share = f"{100 * report.verified / report.total:.0f}%" if report.total else "0%"
    whole = f"of the dataset's {_plural(report.total, 'citation')}, {report.verified:,} ({share}) are verified"
    return "; ".join(parts) + f"\n{whole}"


def to_json(report: Report) -> str:
    """Return every verdict, as one JSON object; lines and columns from 1."""
    return json.dumps(
        {
            "pages": [
                {
                    "source": page.source,
                    "copy": page.copy.name,
                    "passages": page.passages,
                    "citations": [_as_json(page, result) for result in page.results],
                }
                for page in report.pages
            ],
            "verified": report.verified,
            "total": report.total,
            "absent": list(report.absent),
            "unreadable": [{"source": source, "reason": reason} for source, reason in report.unreadable],
        },
        ensure_ascii=False,
        indent=1,
    )


def _as_json(page: Verified, result: Result) -> dict[str, object]:
    place = result.citation.attestation.place
    return {
        "id": result.citation.id,
        "path": place.path,
        "line": place.line + 1,
        "column": place.column + 1,
        "verdict": result.verdict,
        "stands_in": result.locator,
        "checks": [
            {
                "field": v.expected.field,
                "wanted": v.expected.wanted,
                "verdict": v.verdict,
                "line": page.copy.line(v.at) if v.at >= 0 else 0,
                "note": v.note,
            }
            for v in result.verdicts
        ],
    }


def problems(report: Report) -> list[Problem]:
    """Return a warning at each citation of which something is not found: not-on-page."""
    found = []
    for page in report.pages:
        for result in page.results:
            missing = [_said(page, v) for v in result.verdicts if v.verdict == MISSING]
            if missing:
                what = f"not on the page of {page.source}: {'; '.join(missing)}"
                why = "a source supports only what its page states"
                place = result.citation.attestation.place
                found.append(Problem("not-on-page", place, what, _FIX, why, Severity.WARNING))
    return sorted_problems(found)


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
