"""Whether sources can carry what rests on them."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import Edtf, iso
from ..judge import PROVISIONAL, Judge, could_know
from ..model import Attestation, Claim, Event, Quantity
from ..problem import Problem, Severity

_WHOLE = "a denial of the whole is about a day on which the record holds"


def known_by_edition(judge: Judge) -> Iterator[Problem]:
    """Code source-after-edition: no source is newer than the edition."""
    edition = judge.corpus.dataset.edition
    for source in judge.corpus.sources.values():
        dates = (("published", source.published), ("retrieved", source.retrieved))
        late = [
            (key, date, date.span.earliest)
            for key, date in dates
            if date is not None and date.span.earliest is not None and date.span.earliest > edition
        ]
        if late:
            key, date, _ = late[0]
            what = f'{key}: "{date.text}" is after the edition {iso(edition)}'
            folder = judge.corpus.overlay if judge.corpus.is_overlay(source.place) else "data"
            fix = f"write edition: {iso(max(day for *_, day in late))} in {folder}/dataset.yaml, or mend the date"
            why = "an edition holds what was known by its day"
            yield Problem("source-after-edition", source.place_of(key), what, fix, why)


def before_the_event(judge: Judge) -> Iterator[Problem]:
    """Code source-before-event: a date rests on a source that could know it."""
    for record in judge.corpus.records.values():
        support = [a for a in record.attestations if a.stance == "supports"]
        for field, value in (("from", record.start), ("until", record.until), ("date", record.date)):
            if value is None or not support:
                continue
            vouching = [a for a in support if a.speaks_of(field)]
            if any(could_know(judge.published[a.source], value, record) for a in vouching):
                continue
            newest = max((judge.published[a.source].text for a in vouching), default="")
            what = f'{field}: "{value.text}" is after every source that supports it (the newest is of {newest})'
            if not vouching:
                what = f'{field}: "{value.text}" has no source: of: narrows each one to another field'
            fix = "add a later source, mend the date, or write mode: planned if the source only expected it"
            why = "a source vouches only for what it could know"
            yield Problem("source-before-event", record.place_of(field), what, fix, why)


def still_by_its_day(judge: Judge) -> Iterator[Problem]:
    """Codes still-undated, source-before-event: `still` is about a known day, and one that its source has seen."""
    for record in judge.corpus.records.values():
        for attestation in record.attestations:
            if attestation.still == "published" and judge.corpus.sources[attestation.source].published is None:
                what = f'still: true from "{attestation.source}", whose day of publication is unknown'
                fix = "say for which day it says so, as in still: 2025-05"
                why = "the day on which we read it would be taken for the day on which it was true"
                yield Problem("still-undated", attestation.place, what, fix, why)
            published = judge.published[attestation.source]
            if isinstance(attestation.still, Edtf) and not could_know(published, attestation.still):
                what = f'still: "{attestation.still.text}" is after the source that says so ({published.text})'
                fix = "cite a later source, mend the date, or write still: true for the day it was published"
                why = "a source vouches only for what it could know"
                yield Problem("source-before-event", attestation.place, what, fix, why)


def contradiction_outside_time(judge: Judge) -> Iterator[Problem]:
    """Code contradiction-outside-time: what denies the whole is about a day inside the record's time."""
    for id, judgement in judge.judgements.items():
        record = judge.corpus.records[id]
        bounds = judgement.validity.bounds
        for voice in judgement.denial:
            attestation = voice.attestation
            day = attestation.detail("date") or (record.date if isinstance(record, Event) else None)
            if not isinstance(day, Edtf):
                if isinstance(record, Claim) and judge.term(record).lapse in ("state", "standing"):
                    what = f'"{attestation.source}" contradicts the whole of "{id}" without saying for which day'
                    fix = "add date: with a day inside the time of the claim, or of: with the field that it denies"
                    yield Problem("contradiction-outside-time", attestation.place, what, fix, _WHOLE)
                continue
            first, last = day.span
            early = bounds.start_earliest is not None and last is not None and last < bounds.start_earliest
            late = bounds.end_latest is not None and first is not None and first >= bounds.end_latest
            if early or late:
                side, field = ("before it begins", "from") if early else ("after it has ended", "until")
                what = f'"{attestation.source}" contradicts the whole of "{id}" on {day.text}, {side}'
                fix = f"give a day inside the record's time, or write of: {field} if that is what it denies"
                yield Problem("contradiction-outside-time", attestation.place, what, fix, _WHOLE)


def circular_derivation(judge: Judge) -> Iterator[Problem]:
    """Code circular-derivation: no source rewrites itself, at any remove."""
    sources = judge.corpus.sources
    reported: set[str] = set()
    for id in sources:
        here = [str(other) for other in sources[id].derives_from]
        seen: set[str] = set()
        while here:
            other = here.pop()
            if other == id and id not in reported:
                reported |= seen | {id}
                ring = sorted(seen - {id})
                what = f'"{id}" derives from itself' + (f", by way of {', '.join(ring)}" if ring else "")
                fix = "remove derives_from:" + (" from the one that was published first" if ring else "")
                why = "what copies itself has no origin"
                places = tuple((f'"{one}" at', sources[one].place_of("derives_from")) for one in ring)
                place = sources[id].place_of("derives_from")
                yield Problem("circular-derivation", place, what, fix, why, others=places)
                break
            if other not in seen and other in sources:
                seen.add(other)
                here += [str(o) for o in sources[other].derives_from]


def same_attestation_twice(judge: Judge) -> Iterator[Problem]:
    """Code same-attestation: one source says one thing once; its address must be its own."""
    for record in judge.corpus.records.values():
        if len(record.attestations) < 2:
            continue
        first: dict[tuple[str, ...], Attestation] = {}
        for attestation in record.attestations:
            other = first.setdefault(attestation_key(attestation), attestation)
            if other is not attestation:
                what = f'the source "{attestation.source}" is cited twice for the same'
                fix = "join the two, or give each its locator, as in source-id#p2"
                why = "what a source says has an address of its own: source, locator, speaker, stance"
                others = (("first at", other.place),)
                yield Problem("same-attestation", attestation.place, what, fix, why, others=others)
                break


def attestation_key(attestation: Attestation) -> tuple[str, ...]:
    """Return what tells one attestation of a record from another, in the order of its address."""
    stance = attestation.stance if attestation.stance != "supports" or attestation.of else ""
    return (
        str(attestation.source),
        attestation.locator,
        str(attestation.said_by or ""),
        stance,
        "" if attestation.of == ("whole",) else "-".join(attestation.of),
    )


def count_without_counter(judge: Judge) -> Iterator[Problem]:
    """Code count-without-counter (warning): a count is somebody's: counted_by, or whoever said it."""
    for claim in judge.corpus.claims:
        value = claim.value
        if not isinstance(value, Quantity) or value.counter is not None:
            continue
        unit = judge.ontology.units.get(value.unit)
        if value.unit and (unit is None or not unit.is_whole):
            continue
        if any(a.said_by is not None for a in claim.attestations if a.stance == "supports"):
            continue
        what = f'{claim.predicate}: "{value}" is nobody\'s count'
        is_bare = value.low == value.high and not (value.is_about or value.scope or value.window)
        fix = f"write {{value: {value.low}, counted_by: …}}" if is_bare else "add counted_by: to it"
        fix += ", or add said_by: to its source"
        why = "two counts can only be compared when it is known who counted"
        yield Problem("count-without-counter", claim.place_of(claim.predicate), what, fix, why, Severity.WARNING)


def unsupported_accusation(judge: Judge) -> Iterator[Problem]:
    """Code weak-accusation (warning): an accusation with no source that can carry it."""
    for id, judgement in judge.judgements.items():
        record = judge.corpus.records[id]
        if not judge.term(record).accuses or record.is_negated or judgement.status != PROVISIONAL:
            continue
        if not any(voice.is_strong for voice in judgement.support):
            what = f'"{id}" is an accusation on weak ground: {judgement.verdict.because}'
            fix = "add an independent source of grade A or B, or a court's finding with basis: court; or leave it out"
            why = "it will be shown as a claim only; think of whom it names"
            yield Problem("weak-accusation", record.place, what, fix, why, Severity.WARNING)
