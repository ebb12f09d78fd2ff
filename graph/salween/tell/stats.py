"""The record in numbers: how much there is, by kind, publisher, language and standing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..dates import iso
from ..judge import Judge
from . import words


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts, each a tuple of (name, number), largest first."""

    title: str
    edition: str
    covers_to: str
    totals: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    events: tuple[tuple[str, int], ...]
    predicates: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[str, int], ...]
    publishers: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]


def stats(judge: Judge) -> Stats:
    """Count the record as it is known by the judge's day."""
    corpus = judge.corpus
    claims, events = list(corpus.claims), list(corpus.events)
    disputed = sum(1 for j in judge.judgements.values() if j.disputes or j.denial or j.disputed_with)
    return Stats(
        title=corpus.dataset.title,
        edition=iso(corpus.dataset.edition),
        covers_to=iso(corpus.dataset.covers_to),
        totals=(
            ("entities", len(corpus.entities)),
            ("claims", len(claims)),
            ("events", len(events)),
            ("attestations", sum(len(record.attestations) for record in corpus.records.values())),
            ("sources", len(corpus.sources)),
            ("publishers", len({source.publisher for source in corpus.sources.values()})),
            ("records with dissent", disputed),
        ),
        kinds=_counted(entity.kind for entity in corpus.entities.values()),
        events=_counted(event.kind for event in events),
        predicates=_counted(claim.predicate for claim in claims),
        statuses=_counted(judgement.verdict.in_words for judgement in judge.judgements.values()),
        publishers=_counted(words.label(judge, source.publisher) for source in corpus.sources.values()),
        languages=_counted(source.language for source in corpus.sources.values()),
    )


def stats_text(found: Stats, top: int = 10) -> str:
    """Return the counts as text, the first `top` of each list."""
    lines = [f"{found.title}, edition {found.edition}, covers to {found.covers_to}", ""]
    lines += [f"{number:>7,}  {name}" for name, number in found.totals]
    for head, counts in (
        ("standing", found.statuses),
        ("kinds of entity", found.kinds),
        ("kinds of event", found.events),
        ("predicates", found.predicates),
        ("publishers", found.publishers),
        ("languages", found.languages),
    ):
        lines += ["", head, *(f"{number:>7,}  {name}" for name, number in counts[:top])]
        if len(counts) > top:
            lines.append(f"         and {len(counts) - top} more")
    return "\n".join([*lines, ""])


def _counted(names: object) -> tuple[tuple[str, int], ...]:
    counts = Counter(names)  # type: ignore[call-overload]
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
