"""Saved questions → what the page holds of them: their words and boxes, and each one's answer to its own example.

A page has no engine unless it is asked for. Without one it answers what was worked out when it was made, and says for
the rest which command does; with one it holds the record as RDF too, and answers anything.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..compile import GRAPHS, OPT_IN_GRAPHS
from ..compile.wording import cited
from ..dates import iso
from ..infer import Conclusion
from ..judge import Judge
from ..ontology import Ontology
from ..query import Dataset, QueryError, Rows, to_trig
from ..query.evidence import HIDDEN, Evidence, evidence_of
from ..query.questions import Parameter, Question, filled
from ..query.rows import Cell


@dataclass(frozen=True, slots=True)
class Asking:
    """What can be asked, packed; and where the page is to have an engine, the record that it answers from."""

    questions: str
    dataset: str = ""


def answer_all(
    judge: Judge,
    dataset: Dataset,
    questions: Iterable[Question],
    nquads: bytes = b"",
    conclusions: Callable[[], Iterable[Conclusion]] = tuple,
) -> Asking:
    """Answer each question for its own example, and pack it all; with `nquads` the page has an engine to ask them.

    The same input gives the same text.
    """
    found = {
        "asOf": iso(dataset.as_of),
        "knownAt": iso(dataset.known_at),
        "prefixes": dataset.prefixes,
        "graphs": [[name, int(name in OPT_IN_GRAPHS)] for name in GRAPHS],
        "questions": [_question(judge, dataset, question, conclusions) for question in questions],
    }
    return Asking(packed(found), compressed(to_trig(nquads, dataset.prefixes)) if nquads else "")


def packed(value: Any) -> str:
    """Return a value as JSON, as gzip, in base64, which holds no character that could end a script."""
    return compressed(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"))


def compressed(data: bytes) -> str:
    """Return bytes as gzip, in base64."""
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode("ascii")


def _question(
    judge: Judge, dataset: Dataset, question: Question, conclusions: Callable[[], Iterable[Conclusion]]
) -> dict[str, Any]:
    try:
        text, given = filled(question, {}, judge.finder)
        answer = _table(judge, dataset.select(text, question.include), conclusions)
    except QueryError:  # its example is of another record
        given, answer = {}, None
    return {
        "id": question.id,
        "title": question.title,
        "question": question.question,
        "notes": [*question.notes],
        "include": [*question.include],
        "parameters": [_parameter(judge.ontology, parameter) for parameter in question.parameters],
        "query": question.query,
        "given": given,
        "answer": answer,
    }


def _parameter(ontology: Ontology, parameter: Parameter) -> dict[str, Any]:
    """Return a parameter; one of few values has `choices`: what is written, its label, its IRI."""
    found: dict[str, Any] = {"name": parameter.name, "type": parameter.type}
    if parameter.type == "Predicate":
        found["choices"] = [[key, p.label, p.iri] for key, p in ontology.predicates.items()]
    if parameter.type == "Family":
        found["choices"] = [[key.removesuffix("Family"), f.label, f.iri] for key, f in ontology.families.items()]
    return found


def _table(judge: Judge, rows: Rows, conclusions: Callable[[], Iterable[Conclusion]]) -> dict[str, Any]:
    """Return rows as JSON values: numbers and truth as they are, all else as text; and what each row rests on."""
    kept = [n for n, name in enumerate(rows.variables) if name not in HIDDEN[1:]]
    plain = [[_plain(row[n]) for n in kept] for row in rows]
    found: dict[str, Any] = {"columns": [rows.variables[n] for n in kept], "rows": plain}
    if HIDDEN[0] in rows.variables:
        found["evidence"] = [_packed_evidence(judge, evidence) for evidence in evidence_of(judge, rows, conclusions)]
    return found


def _plain(value: Cell) -> Cell:
    return value if value is None or isinstance(value, bool | int) else str(value)


def _packed_evidence(judge: Judge, found: Evidence) -> dict[str, Any]:
    """Return what a row rests on: sources with who speaks in them where that is not the publisher, by who says so."""
    voices = sorted(found.voices, key=lambda voice: cited(judge, voice))
    named = dict.fromkeys((str(voice.attestation.source), str(voice.speaker)) for voice in voices)
    return {
        "voices": [[source, speaker] for source, speaker in named],
        "confirmed": str(found.confirmed or ""),
        "doubt": "; ".join(found.doubts),
    }
