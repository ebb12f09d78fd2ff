"""A path in words: a footnoted sentence, and its weakest hop."""

from __future__ import annotations

from ..judge import Judge
from ..model import Claim
from ..paths import Hop, Path
from . import words


def path_text(judge: Judge, path: Path) -> str:
    """Return a path as one sentence with numbered notes: each hop with its time, then who says so."""
    parts, notes = [], []
    for number, hop in enumerate(path.hops, start=1):
        parts.append(f"{_hop(judge, hop)} [{number}]")
        judgement = judge.judgements[hop.tie.record]
        sources = "; ".join(dict.fromkeys(words.cited(judge, voice) for voice in judgement.support))
        notes.append(f"  [{number}] {judgement.verdict.in_words}; {sources}. {hop.tie.record}")
    weakest = path.weakest
    judgement = judge.judgements[weakest.tie.record]
    strength = f"{judgement.verdict.in_words}, {judgement.verdict.confidence} confidence"
    lines = [", and ".join(parts) + ".", *notes, f"  weakest hop: {_hop(judge, weakest)} ({strength})"]
    return "\n".join(lines)


def _hop(judge: Judge, hop: Hop) -> str:
    predicate = judge.ontology.predicates[hop.tie.predicate]
    verb = predicate.label if hop.start == hop.tie.subject or predicate.is_symmetric else predicate.inverse_label
    record = judge.corpus.records[hop.tie.record]
    time = words.when(record)
    ends = words.label(judge, hop.start), words.label(judge, hop.end)
    mark = words.overlay_mark(judge, record.place)
    part = record.qualifier("extent") if isinstance(record, Claim) else None
    said = f"{ends[0]} {verb or f'(inverse of {predicate.label})'} {ends[1]}" + (f" ({part})" if part else "")
    return said + (f" {time}" if time else "") + mark
