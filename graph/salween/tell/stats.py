"""The dataset in numbers, as of a day and by the sources known by another: by kind, publisher, language and status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..dates import Day, iso
from ..judge import REJECTED, TOLD, Judge
from ..model import Attestation, Claim, Event, named_in
from ..ties import has_happened
from . import words


@dataclass(frozen=True, slots=True)
class Stats:
    """Counts, each a tuple of (name, number), largest first, answers from yes to no.

    `on_day` counts what lasts (relationships between two, leases, listings) by whether it held on the as-of day, and
    `by_day` events by whether they had happened by then; neither what was planned, did not happen or is an error.
    """

    title: str
    edition: str
    covers_to: str
    as_of: str
    known_at: str
    totals: tuple[tuple[str, int], ...]
    on_day: tuple[tuple[str, int], ...]
    by_day: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    events: tuple[tuple[str, int], ...]
    predicates: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[str, int], ...]
    publishers: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]


def stats(judge: Judge, as_of: Day) -> Stats:
    """Count what the sources known by the judge's day tell, and what of it held on a day."""
    corpus = judge.corpus
    records = [corpus.records[id] for id in judge.judgements]
    claims = [record for record in records if isinstance(record, Claim)]
    events = [record for record in records if isinstance(record, Event)]
    entities = known_entities(judge)
    sources = [source for id, source in corpus.sources.items() if judge.is_out[id]]
    disputed = sum(1 for j in judge.judgements.values() if j.disputes or j.denial or j.disputed_with)
    return Stats(
        title=corpus.dataset.title,
        edition=iso(corpus.dataset.edition),
        covers_to=iso(corpus.dataset.covers_to),
        as_of=iso(as_of),
        known_at=iso(judge.known_at),
        totals=(
            ("entities", len(entities)),
            ("claims", len(claims)),
            ("events", len(events)),
            ("attestations", sum(judge.is_out[a.source] for record in records for a in record.attestations)),
            ("sources", len(sources)),
            ("publishers", len({source.publisher for source in sources})),
            ("records that a source disputes", disputed),
        ),
        on_day=_answers(judge, as_of, lasts=True),
        by_day=_answers(judge, as_of, lasts=False),
        kinds=_counted(corpus.entities[id].kind for id in entities),
        events=_counted(event.kind for event in events),
        predicates=_counted(claim.predicate for claim in claims),
        statuses=_counted(judgement.verdict.in_words for judgement in judge.judgements.values()),
        publishers=_counted(words.label(judge, source.publisher) for source in sources),
        languages=_counted(source.language for source in sources),
    )


def known_entities(judge: Judge) -> frozenset[str]:
    """Return the entities of which a source out by the judge's day tells: by name, in a record, as who speaks."""
    corpus = judge.corpus
    found = {id for id, entity in corpus.entities.items() if _is_heard(judge, entity.attestations)}
    for source in corpus.sources.values():
        if judge.is_out[source.id]:
            found.add(source.publisher)
    for id in judge.judgements:
        record = judge.known(corpus.records[id])
        found.update(named_in(record))
        found.update(a.said_by for a in record.attestations if a.said_by is not None and judge.is_out[a.source])
    return frozenset(id for id in found if id in corpus.entities)


def _is_heard(judge: Judge, attestations: Iterable[Attestation]) -> bool:
    return any(judge.is_out[attestation.source] for attestation in attestations)


def _answers(judge: Judge, day: Day, lasts: bool) -> tuple[tuple[str, int], ...]:
    """Count the answers for a day, of the records that last or of those that happened once."""
    found: Counter[str] = Counter()
    for id, judgement in judge.judgements.items():
        record = judge.corpus.records[id]
        is_value = isinstance(record, Claim) and record.object is None
        if is_value or record.is_negated or record.is_planned or judgement.status == REJECTED:
            continue
        if (judge.term(record).lapse != "occurrence") == lasts:
            found[judgement.validity.told(day) if lasts else has_happened(judgement.validity, day)] += 1
    return tuple((words.ANSWERS[answer], found[answer]) for answer in reversed(TOLD) if found[answer])


def stats_text(found: Stats, top: int = 10) -> str:
    """Return the counts as text, the first `top` of each list."""
    head = f"{found.title}, edition {found.edition}, covers to {found.covers_to}"
    lines = [head, f"as of {found.as_of}, by sources known by {found.known_at}", ""]
    lines += [f"{number:>7,}  {name}" for name, number in found.totals]
    for title, answers in (("held on", found.on_day), ("had happened by", found.by_day)):
        lines += ["", f"{title} {found.as_of}", *(f"{number:>7,}  {name}" for name, number in answers)]
    for title, counts in (
        ("status", found.statuses),
        ("kinds of entity", found.kinds),
        ("kinds of event", found.events),
        ("predicates", found.predicates),
        ("publishers", found.publishers),
        ("languages", found.languages),
    ):
        lines += ["", title, *(f"{number:>7,}  {name}" for name, number in counts[:top])]
        if len(counts) > top:
            lines.append(f"         and {len(counts) - top} more")
    return "\n".join([*lines, ""])


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
