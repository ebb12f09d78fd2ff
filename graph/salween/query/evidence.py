"""What the rows of a question rest on: who says what a row says, to which day it was confirmed, what is doubted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from ..compile import Iris
from ..compile.wording import called, cited
from ..infer import Conclusion
from ..judge import ACCEPTED, PROVISIONAL, Judge, Judgement, Presence, Verdict, Voice
from ..model import Event
from .rows import Cell, Rows

#: What a field is called in a sentence.
FIELD_WORDS = {"whole": "it", "from": "the start", "until": "the end", "value": "the number"}
#: The columns of a question that no reader sees: which record a row rests on, which name in it, which of its fields,
#: and which attestation alone.
HIDDEN = ("record", "record_part", "record_field", "record_attestation")
RECORD = HIDDEN[0]


def field_word(key: object) -> str:
    """Return what a field is called in a sentence: "the start", "the extent", "it" for the whole."""
    return FIELD_WORDS.get(str(key), f"the {str(key).replace('_', ' ')}")


class Evidence(NamedTuple):
    """Of one row: who says so, the last confirmation, and the doubts."""

    voices: tuple[Voice, ...] = ()
    confirmed: date | None = None
    doubts: tuple[str, ...] = ()


def with_evidence(
    judge: Judge, rows: Rows, most: int = 0, conclusions: Callable[[], Iterable[Conclusion]] = tuple
) -> Rows:
    """Return the rows of a question with three columns more: who says so, last confirmed, and doubt.

    A question that names the record a row rests on in `?record` gets them; others are returned as they are. `most`
    limits how many sources a cell names (0: all). Rows may rest on conclusions, which are made when they are needed.
    """
    if RECORD not in rows.variables:
        return rows
    kept = [n for n, name in enumerate(rows.variables) if name not in HIDDEN]
    built = []
    for row, found in zip(rows, evidence_of(judge, rows, conclusions), strict=True):
        said = sorted(dict.fromkeys(cited(judge, voice) for voice in found.voices))
        shown = said[:most] if most and len(said) > most + 1 else said
        more = [f"and {len(said) - len(shown)} more"] if len(shown) < len(said) else []
        cells: tuple[Cell, ...] = tuple(row[n] for n in kept)
        built.append((*cells, "; ".join([*shown, *more]), found.confirmed, "; ".join(found.doubts)))
    columns = tuple(rows.variables[n] for n in kept)
    return Rows((*columns, "who_says_so", "last_confirmed", "doubt"), tuple(built), rows.base)


def evidence_of(
    judge: Judge, rows: Rows, conclusions: Callable[[], Iterable[Conclusion]] = tuple
) -> list[Evidence]:
    """Return what each row rests on.

    A row about a name in an event (`?record_part`, its role node) cites who puts that name there. A row about some
    fields (`?record_field`, such as "until" or "whole until") cites who tells of those. One that tells what one source
    says (`?record_attestation`) cites that source. All others cite the record. A row that rests on several records
    names them one after another, their fields parted by "|".
    """
    known: dict[tuple[str, ...], Evidence] = {}
    inferred: dict[str, Conclusion] = {}
    iris = Iris(judge.corpus.dataset.base)

    def one(iri: str, part: str, fields: str, attestation: str) -> Evidence:
        nonlocal inferred
        id = iri.rpartition("/")[2]
        if id in judge.judgements:
            judgement = judge.judgements[id]
            found = _of_record(judge, judgement, part.rpartition("#")[2], fields.split())
            alone = (v for v in judgement.voices if iris.attestation(id, v.attestation) == f"<{attestation}>")
            return found._replace(voices=tuple(alone) or found.voices) if attestation else found
        if not inferred and iri.startswith(f"{rows.base}conclusion/"):
            inferred = {conclusion.id: conclusion for conclusion in conclusions()}
        return _of_conclusion(judge, inferred[id]) if id in inferred else Evidence()

    columns = [rows.variables.index(name) if name in rows.variables else -1 for name in HIDDEN]
    found = []
    for row in rows:
        key = tuple("" if n < 0 else str(row[n] or "") for n in columns)
        if key not in known:
            records, part, field, alone = key
            named, fields = records.split(), field.split("|")
            all_fields = [*fields, *[fields[-1]] * len(named)]
            known[key] = _together([one(iri, part, of, alone) for iri, of in zip(named, all_fields, strict=False)])
        found.append(known[key])
    return found


def _together(parts: Sequence[Evidence]) -> Evidence:
    """Return what several records give together; when each was last confirmed is not told of all at once."""
    if len(parts) == 1:
        return parts[0]
    voices = dict.fromkeys(voice for part in parts for voice in part.voices)
    return Evidence(tuple(voices), None, tuple(dict.fromkeys(doubt for part in parts for doubt in part.doubts)))


def _of_record(judge: Judge, judgement: Judgement, part: str, fields: list[str]) -> Evidence:
    record = judge.corpus.records[judgement.id]
    name = _presence(judgement, part) if part and isinstance(record, Event) else None
    is_part = name is not None or (fields and "whole" not in fields)
    about = {*fields, "whole"} if is_part else None
    verdict = judgement.verdict if name is None else name.verdict
    if name is not None:
        voices: Iterable[Voice] = name.support
    elif fields:
        parts = [field for field in fields if field != "whole"]
        whole = judgement.support if len(parts) < len(fields) else ()
        voices = dict.fromkeys([*whole, *(judge.support_of(judgement.id, *parts) if parts else ())])
    else:
        voices = judgement.support
    mark = ["[overlay]"] if judge.corpus.is_overlay(record.place) else []
    doubts = [" ".join([*mark, *filter(None, [_doubt(verdict)])])]
    doubts += sorted({*_dissent(judge, judgement, about), *(_denials(judge, name) if name is not None else ())})
    is_confirmed = not fields or "whole" in fields
    confirmed = judgement.validity.confirmed if is_confirmed else None
    return Evidence(tuple(voices), _date(confirmed), tuple(filter(None, doubts)))


def _presence(judgement: Judgement, part: str) -> Presence | None:
    """Return the name that a role node stands for: `#<role>.<actor>`."""
    names = (name for name in judgement.presences if f"{name.fill.role}.{name.fill.actor}" == part)
    return next(names, None)


def _of_conclusion(judge: Judge, conclusion: Conclusion) -> Evidence:
    """Return what a conclusion rests on: the sources of its premises, and the doubts of those that are in doubt."""
    premises = [judge.judgements[id] for id in conclusion.rests_on]
    voices = dict.fromkeys(voice for premise in premises for voice in premise.support)
    doubts = dict.fromkeys(filter(None, (_doubt(premise.verdict) for premise in premises)))
    return Evidence(tuple(voices), _date(conclusion.confirmed), tuple(doubts))


def _doubt(verdict: Verdict) -> str:
    if verdict.status == ACCEPTED:
        return ""
    return verdict.because if verdict.status == PROVISIONAL else f"{verdict.status}: {verdict.because}"


def _dissent(judge: Judge, judgement: Judgement, about: set[str] | None) -> Iterable[str]:
    """Yield who denies which field, and on which the sources differ; of some fields only where a row is about those."""
    denied = set()
    for voice in judgement.voices:
        if voice.attestation.stance == "contradicts":
            for field in voice.attestation.of or ("whole",):
                denied.add(field)
                if about is None or field in about:
                    yield f"{called(judge, voice.speaker)} denies {field_word(field)}"
    for dispute in judgement.disputes:
        if dispute.field not in denied and (about is None or dispute.field in about):
            yield f"sources differ on {field_word(dispute.field)}"


def _denials(judge: Judge, name: Presence) -> Iterable[str]:
    return (f"{called(judge, voice.speaker)} denies {field_word(name.fill.role)}" for voice in name.denial)


def _date(day: int | None) -> date | None:
    return None if day is None else date.fromordinal(day)


__all__ = ["FIELD_WORDS", "HIDDEN", "Evidence", "evidence_of", "field_word", "with_evidence"]
