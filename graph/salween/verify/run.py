"""Every citation that has a copy of its page: the verdicts, what became of the passage, and the lock after it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from ..dates import Day
from ..model import Checked, Corpus
from ..ontology import Ontology
from .copies import Copy, CopyError, copy_of
from .expected import Citation, citations
from .lock import GONE, MOVED, NEW, UNCHANGED, Kept, Lock, compare, is_verified, without
from .match import FOUND, MISSING, UNCHECKED, Page, Result, paragraph_of


@dataclass(frozen=True)
class Verified:
    """One source that had a copy: the file, each citation's result, and by locator what became of its passage."""

    source: str
    copy: Copy
    results: tuple[Result, ...]
    passages: dict[str, str]


@dataclass(frozen=True)
class Report:
    """What verifying found. `absent` are sources without a copy, `unreadable` those whose copy is no text, and why."""

    pages: tuple[Verified, ...]
    absent: tuple[str, ...]
    unreadable: tuple[tuple[str, str], ...]
    lock: Lock
    verified: int  # citations of the whole dataset that the lock holds as found, and as they are now
    total: int

    def count(self, verdict: str) -> int:
        return sum(result.verdict == verdict for page in self.pages for result in page.results)


def verify(
    corpus: Corpus,
    ontology: Ontology,
    folder: Path,
    lock: Lock,
    today: Day,
    sources: Collection[str] = (),
    only_changed: bool = False,
) -> Report:
    """Look for what each citation says in the copy of its page; the lock that is returned holds what was seen today.

    `sources` limits it; `only_changed` leaves out those whose every citation the lock knows as it is now, and found.
    """
    pages, absent, unreadable = [], [], []
    kept = dict(without(lock, corpus.sources).sources)
    every = citations(corpus, ontology)
    for source, cited in every.items():
        if (sources and source not in sources) or (only_changed and _is_known(kept.get(source), cited)):
            continue
        try:
            copy = copy_of(folder, source)
        except CopyError as error:
            unreadable.append((source, str(error)))
            continue
        if copy is None:
            absent.append(source)
            continue
        published = corpus.sources[source].published
        page = Page(copy, published.span if published else None)
        results = tuple(page.look(citation) for citation in cited)
        found, now = _passages(lock, source, copy, results, kept.get(source, Kept()), today)
        pages.append(Verified(source, copy, results, found))
        kept[source] = now
    verified = sum(_is_verified(kept.get(source), citation) for source, cited in every.items() for citation in cited)
    total = sum(len(cited) for cited in every.values())
    return Report(tuple(pages), tuple(absent), tuple(unreadable), replace(lock, sources=kept), verified, total)


def _is_verified(kept: Kept | None, citation: Citation) -> bool:
    seen = kept.facts.get(citation.key) if kept else None
    return seen is not None and seen.digest == citation.digest and is_verified(seen)


def _is_known(kept: Kept | None, cited: list[Citation]) -> bool:
    facts = kept.facts if kept else {}
    return all(c.key in facts and facts[c.key].digest == c.digest and not facts[c.key].missing for c in cited)


def _passages(
    lock: Lock, source: str, copy: Copy, results: tuple[Result, ...], before: Kept, today: Day
) -> tuple[dict[str, str], Kept]:
    """Compare a source's passages with their fingerprints; return what became of each, and what to keep."""
    facts, is_same = {}, {result.citation.key for result in results} == before.facts.keys()
    for result in results:
        old = before.facts.get(result.citation.key)
        counts = [result.count(verdict) for verdict in (FOUND, MISSING, UNCHECKED)]
        new = Checked(today, counts[0], counts[1], counts[2], result.citation.digest)
        is_as_before = old is not None and old._replace(day=today) == new
        facts[result.citation.key] = old if old is not None and is_as_before else new
        is_same = is_same and is_as_before
    page = lock.hashes(source, copy.text)
    found, passages = {}, {}
    for locator in sorted({result.citation.attestation.locator for result in results}):
        text = _passage(copy, locator, results)
        old_print = before.passages.get(locator)
        if old_print is None or not old_print[1]:
            found[locator] = NEW
        else:
            number = paragraph_of(locator)
            here = lock.hashes(source, text) if number and copy.span(number) else page
            found[locator] = compare(old_print[1], here, page)
        is_gone = found[locator] == GONE or any(
            r.citation.attestation.locator == locator and r.verdict == MISSING for r in results
        )
        if old_print is not None and ((found[locator] in (UNCHANGED, MOVED) and is_same) or is_gone):
            passages[locator] = old_print
            continue
        fingerprint = lock.fingerprint(source, text)
        if old_print is not None and old_print[1] == fingerprint:
            passages[locator] = old_print
        elif fingerprint:
            passages[locator] = (today, fingerprint)
    return found, Kept(passages, facts, before.was)


def _passage(copy: Copy, locator: str, results: tuple[Result, ...]) -> str:
    """Return the text that a locator names; where it names no paragraph of the copy, those in which anything stands."""
    span = copy.span(paragraph_of(locator))
    if span is not None:
        return copy.text[slice(*span)]
    numbers = {
        copy.paragraph(v.at)
        for result in results
        if result.citation.attestation.locator == locator
        for v in result.verdicts
        if v.verdict == FOUND and v.at >= 0
    }
    spans = [copy.span(number) for number in sorted(numbers)]
    return "\n".join(copy.text[slice(*span)] for span in spans if span is not None)
