"""What the record says of one entity: a dossier for a report, in Markdown or as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ..dates import Day, iso
from ..infer import Conclusion, told
from ..judge import (
    CERTAIN,
    NO,
    OPEN,
    POSSIBLE,
    REJECTED,
    STATUS_IN_WORDS,
    TOLD,
    UNKNOWN,
    Judge,
    Judgement,
    Validity,
    Verdict,
    Voice,
)
from ..judge.law import Stage, accused, legal_stages
from ..judge.places import Holds
from ..model import Claim, Entity, Event
from ..query import field_word
from ..ties import told as told_of
from ..verify import checked, is_verified
from . import words

#: The parts of a dossier, in order. What is only possible on the day never stands with what is certain.
PARTS = (
    NOW, MAYBE, UNSURE, BEFORE, AFTER, EVENTS, SAYINGS, FIGURES, PLANS, NOT_SO, FOLLOWS, MAY_FOLLOW, ERRORS
) = (
    "on this day",
    "possibly on this day",
    "unknown on this day",
    "before",
    "after this day",
    "what happened",
    "what was said",
    "figures",
    "plans",
    "expected, but not so",
    "what follows by rules",
    "what possibly follows by rules",
    "errors in sources",
)  # fmt: skip
#: In which part something stands that lasts, by what readers are told of the day.
_BY_ANSWER = {CERTAIN: NOW, OPEN: NOW, POSSIBLE: MAYBE, UNKNOWN: UNSURE}
#: What is told of each judgement on two ids, in this order.
VERDICTS = {"same": "Also recorded as", "unsure": "May be the same as", "different": "Not the same as"}
#: What stands before the places within one that nobody is known to have held, and how many of them are listed.
WITHIN = "No holder of {} itself is on record. Within it, on {}:"
MOST_WITHIN = 15


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a dossier with its record, its time, its standing and who says so.

    What follows by a rule names the records that it rests on; their sources are its own.
    """

    record: str
    sentence: str
    when: str
    status: str
    confirmed: str
    sources: tuple[str, ...]
    dissent: tuple[str, ...]
    reply: tuple[str, ...]
    rests_on: tuple[str, ...] = ()


class Judged(NamedTuple):
    """What is judged of an entity and another id: the same, perhaps the same, or different; why, and who says so."""

    verdict: str
    id: str
    label: str
    because: str
    sources: tuple[str, ...]

    @property
    def sentence(self) -> str:
        return f"{VERDICTS[self.verdict]} {self.label} ({self.id}){f': {self.because}' if self.because else ''}"


@dataclass(frozen=True, slots=True)
class Dossier:
    id: str
    label: str
    kind: str
    names: tuple[tuple[str, str, str], ...]  # text, language, sort
    identities: tuple[Judged, ...]  # what else it is, may be, or is mixed up with
    as_of: str
    known_at: str
    control: str  # for a place, who holds it on the day
    within: tuple[tuple[str, str, str], ...]  # of a place that nobody held, those within it: id, name, who holds it
    stages: tuple[str, ...]  # for a person, the legal stage by case
    parts: tuple[tuple[str, tuple[Line, ...]], ...]
    record: str  # the title of the whole
    edition: str
    links: tuple[tuple[str, str], ...]  # the address of each source that has one
    verified: tuple[tuple[str, str], ...]  # the day by which every citation of a source here was verified

    def is_current(self, part: str) -> bool:
        """Tell whether a part says how things stand on the day, so that the last confirmation matters."""
        return part in (NOW, MAYBE, UNSURE, FOLLOWS, MAY_FOLLOW)


def dossier(judge: Judge, id: str, as_of: Day, conclusions: Iterable[Conclusion] = ()) -> Dossier:
    """Gather every record that names an entity, by what it is on the day, and what rules conclude of it.

    KeyError where there is no such entity.
    """
    entity = judge.corpus.entities[id]
    parts: dict[str, list[tuple[str, Line]]] = {}
    for record in judge.corpus.records.values():
        judgement = judge.judgements.get(record.id)
        if judgement is not None and _names(record, id):
            own = _own(judge, record, judgement, id, as_of)
            part = _part(judge, record, own, as_of)
            parts.setdefault(part, []).append((_order(judgement), _line(judge, record, judgement, own, id)))
    for conclusion in conclusions:
        if id in (conclusion.subject, conclusion.object):
            part = _past(told(conclusion, as_of), conclusion.bounds.start_earliest, as_of)
            part = {NOW: FOLLOWS, MAYBE: MAY_FOLLOW}.get(part, part)
            parts.setdefault(part, []).append((conclusion.id, _follows(judge, conclusion, as_of)))
    holds = Holds(judge)
    state = words.place_state(judge, holds.on(id, as_of), as_of) if id in holds.by_place else ""
    return Dossier(
        id=id,
        label=words.label(judge, id),
        kind=judge.ontology.kinds[entity.kind].label,
        names=_names_of(entity),
        identities=(identities := tuple(_identities(judge, id))),
        as_of=iso(as_of),
        known_at=iso(judge.known_at),
        control=state,
        within=tuple(words.held_within(judge, holds, id, as_of)),
        stages=_stages(judge, entity, as_of),
        parts=tuple(
            (name, tuple(line for _, line in sorted(parts[name], key=lambda x: x[0])))
            for name in PARTS
            if name in parts
        ),
        record=judge.corpus.dataset.title,
        edition=iso(judge.corpus.dataset.edition),
        links=_links(judge, (*identities, *(line for part in parts.values() for _, line in part))),
        verified=_verified(judge, (line.record for part in parts.values() for _, line in part)),
    )


def to_markdown(found: Dossier) -> str:
    """Return the dossier as Markdown with numbered sources."""
    notes: dict[str, int] = {}

    def cite(sources: tuple[str, ...]) -> str:
        return "".join(f"[{notes.setdefault(source, len(notes) + 1)}]" for source in sources)

    lines = [f"# {found.label}", "", f"{found.kind}; on {found.as_of}, {_clocks(found)}.", ""]
    others = [f"{text} ({lang}{', ' + sort if sort != 'name' else ''})" for text, lang, sort in found.names]
    if others:
        lines += [f"Names: {'; '.join(others)}.", ""]
    lines += [f"- {judged.sentence}. {cite(judged.sources)}".rstrip() for judged in found.identities]
    lines += [""] if found.identities else []
    if found.control:
        lines += [f"Control on {found.as_of}: {found.control}.", ""]
    if found.within:
        lines += [f"{WITHIN.format(found.label, found.as_of)}", ""]
        lines += [f"- {name} ({id}): {state}" for id, name, state in found.within[:MOST_WITHIN]]
        more = len(found.within) - MOST_WITHIN
        lines += [*([f"- and {more} more"] if more > 0 else []), ""]
    if found.stages:
        lines += ["Legal stage:", *(f"- {stage}" for stage in found.stages), ""]
    for name, part in found.parts:
        lines += [f"## {name[0].upper()}{name[1:]}", ""]
        for line in part:
            status = "" if line.status == STATUS_IN_WORDS["accepted"] else f" **{line.status}.**"
            time = f", {line.when}" if line.when else ""
            confirmed = f" Last confirmed on {line.confirmed}." if line.confirmed and found.is_current(name) else ""
            lines.append(f"- {line.sentence}{time}.{status}{confirmed} {cite(line.sources)}".rstrip())
            lines += [f"  - {dissent}" for dissent in line.dissent]
            lines += [f"  - {reply}" for reply in line.reply]
            lines += [f"  - rests on {', '.join(line.rests_on)}"] if line.rests_on else []
        lines.append("")
    if notes:
        days = dict(found.verified)
        lines += ["## Sources", ""]
        for source, number in notes.items():
            seen = f"; citations verified on {days[source]}" if source in days else ""
            lines.append(f"{number}. {source}{seen}")
        lines.append("")
    return "\n".join(lines)


def _clocks(found: Dossier) -> str:
    return f"using sources up to {found.known_at}; edition {found.edition} of {found.record}"


def _names(record: Claim | Event, id: str) -> bool:
    if isinstance(record, Claim):
        return id in (record.subject, record.object)
    return any(fill.actor == id for fill in record.roles)


class _Own(NamedTuple):
    """What a record says of the one whom a dossier is of: in an event each name is judged by itself."""

    verdict: Verdict
    validity: Validity
    support: tuple[Voice, ...]


def _own(judge: Judge, record: Claim | Event, judgement: Judgement, id: str, as_of: Day) -> _Own:
    """Return what a record says of one that it names; named twice, that of which most is told of the day."""
    whole = _Own(judgement.verdict, judgement.validity, judgement.support)
    own = [_Own(one.verdict, one.validity, one.support) for one in judgement.presences if one.fill.actor == id]
    lapse = judge.term(record).lapse
    return max(own, key=lambda one: TOLD.index(told_of(lapse, one.validity, as_of)), default=whole)


def _part(judge: Judge, record: Claim | Event, own: _Own, as_of: Day) -> str:
    """Return the part in which a record stands in the dossier of one that it names."""
    if own.verdict.status == REJECTED:
        return ERRORS
    if record.is_planned:
        return PLANS
    if record.is_negated:
        return NOT_SO
    lapse, begun = judge.term(record).lapse, own.validity.bounds.start_earliest
    found = told_of(lapse, own.validity, as_of)
    if found == NO and begun is not None and as_of < begun:
        return AFTER
    if isinstance(record, Event) and record.says:
        return SAYINGS
    if isinstance(record, Claim) and record.value is not None:
        return FIGURES
    if lapse == "occurrence" and found != POSSIBLE:
        return EVENTS
    return _past(found, begun, as_of)


def _past(found: str, begun: Day | None, as_of: Day) -> str:
    """Return the part for what readers are told of a day; what did not hold is over, or still to come."""
    return _BY_ANSWER.get(found) or (AFTER if begun is not None and as_of < begun else BEFORE)


def _order(judgement: Judgement) -> str:
    bounds = judgement.validity.bounds
    day = next((d for d in (bounds.start_earliest, bounds.start_latest, bounds.end_earliest) if d is not None), None)
    return f"{iso(day) if day is not None else '9999'} {judgement.id}"


def _stages(judge: Judge, entity: Entity, as_of: Day) -> tuple[str, ...]:
    """Return each case's stage on the day; of somebody who is accused and in none, that there is none on record."""
    own = {case: stage for (person, case), stage in legal_stages(judge, as_of).items() if person == entity.id}
    if own:
        return tuple(_stage(judge, case, stage) for case, stage in sorted(own.items()))
    is_person = judge.ontology.is_a(entity.kind, ["Person"])
    is_accused = is_person and any(str(entity.id) in accused(judge, id) for id in judge.judgements)
    return (words.NO_STAGE,) if is_accused else ()


def _stage(judge: Judge, case: str, stage: Stage) -> str:
    return f"{words.stage(judge, case, stage)}: {stage.record}"


def _line(judge: Judge, record: Claim | Event, judgement: Judgement, own: _Own, id: str) -> Line:
    record = judge.known(record)
    sources = tuple(_footnote(judge, str(v.attestation.source)) for v in own.support)
    dissent = [(v, "") for v in judgement.denial]
    for dispute in judgement.disputes:
        if not dispute.actors or id in dispute.actors:  # a doubt about another name is not about this one
            denying = (v for v in dispute.dissent if v.attestation.stance == "contradicts")
            dissent += [(v, f" as to {field_word(dispute.field)}") for v in denying]
    when, confirmed = own.validity, own.validity.confirmed
    if when.is_open and confirmed == when.bounds.start_latest:
        confirmed = None  # "since" says it already
    return Line(
        record=judgement.id,
        sentence=words.sentence(judge, record),
        when=words.held(judge, record, when),
        status=own.verdict.in_words,
        confirmed=iso(confirmed) if confirmed is not None else "",
        sources=tuple(dict.fromkeys(sources)),
        dissent=tuple(
            f"denied{what} by {words.cited(judge, v)}" + (f": {v.attestation.says}" if v.attestation.says else "")
            for v, what in dissent
        ),
        reply=tuple(words.answered(judge, str(r.said_by or _subject(record)), r.says) for r in record.replies),
    )


def _follows(judge: Judge, conclusion: Conclusion, as_of: Day) -> Line:
    cited = (judge.judgements[id].support for id in conclusion.rests_on)
    sources = (_footnote(judge, str(voice.attestation.source)) for voices in cited for voice in voices)
    confirmed = conclusion.confirmed
    return Line(
        record=conclusion.id,
        sentence=words.concluded(judge, conclusion),
        when=f"on {iso(as_of)}: {words.ANSWERS[told(conclusion, as_of)]}",
        status=f"inferred, {STATUS_IN_WORDS[conclusion.status]}",
        confirmed=iso(confirmed) if confirmed is not None else "",
        sources=tuple(dict.fromkeys(sources)),
        dissent=(),
        reply=(),
        rests_on=conclusion.rests_on,
    )


def _identities(judge: Judge, id: str) -> Iterator[Judged]:
    """Yield the ids that an entity stands for, what it may be the same as, and whom it shares a name with.

    That two differ is told only where their names would let a reader take one for the other.
    """
    corpus = judge.corpus
    known: set[str] = set()
    for row in sorted(corpus.identities, key=lambda row: tuple(VERDICTS).index(row.verdict)):
        ends = [corpus.now(end) for end in row.pair]
        if id not in ends or not all(end in corpus.entities for end in ends):
            continue
        named = map(str, row.pair if row.verdict == "same" else ends)
        other = next((end for end in named if end != id and end not in known), None)
        if other is None or (row.verdict == "different" and other not in judge.finder.sharing(id)):
            continue
        known.add(other)
        entity = corpus.merged.get(other) or corpus.entities[other]
        label = "a private person" if entity.is_private else entity.label()
        sources = dict.fromkeys(_footnote(judge, str(a.source)) for a in row.attestations)
        yield Judged(row.verdict, other, label, row.because, tuple(sources))


def _links(judge: Judge, lines: Iterable[Line | Judged]) -> tuple[tuple[str, str], ...]:
    """Return the address of each source that the lines cite, by its footnote, sorted."""
    wanted = {source for line in lines for source in line.sources}
    known = ((_footnote(judge, id), source.url) for id, source in judge.corpus.sources.items())
    return tuple(sorted((text, url) for text, url in known if text in wanted and url))


def _subject(record: Claim | Event) -> str:
    return str(record.subject) if isinstance(record, Claim) else str(record.id)


def _verified(judge: Judge, records: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the day on which the last citation of a source was verified, by its footnote, where all of them were."""
    days: dict[str, list[Day | None]] = {}
    for record in records:
        thing = judge.corpus.records.get(record)
        if thing is None or not judge.corpus.checked:
            continue
        seen = checked(judge.corpus, judge.ontology, thing)
        for attestation in thing.attestations:
            found = seen.get(attestation)
            day = found.day if found is not None and is_verified(found) else None
            days.setdefault(str(attestation.source), []).append(day)
    whole = {id: max(day for day in found if day) for id, found in days.items() if None not in found}
    return tuple(sorted((_footnote(judge, id), iso(day)) for id, day in whole.items()))


def _footnote(judge: Judge, id: str) -> str:
    source = judge.corpus.sources[id]
    day = words.published(source)
    mark = words.overlay_mark(judge, source.place)
    return f"{words.label(judge, source.publisher)}, “{source.title}”, {day}. {source.url or source.no_url}{mark}"


def _names_of(entity: Entity) -> tuple[tuple[str, str, str], ...]:
    return tuple((name.text, name.lang, name.sort) for name in entity.names)
