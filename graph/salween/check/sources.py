"""Whether sources can carry what rests on them."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import Edtf, iso
from ..judge import PROVISIONAL, Judge, could_know
from ..judge.values import own_value
from ..model import TIMES, Attestation, Claim, Event, Quantity
from ..problem import Problem, Severity

_WHOLE = "a source can contradict a record only for a day on which the record holds"


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
            fix = f"write edition: {iso(max(day for *_, day in late))} in {folder}/dataset.yaml, or correct the date"
            why = "an edition contains what was known by its day"
            yield Problem("source-after-edition", source.place_of(key), what, fix, why)


def within_the_edition(judge: Judge) -> Iterator[Problem]:
    """Codes covers-after-edition, judged-after-edition: nothing is covered or judged after the day of the edition."""
    dataset = judge.corpus.dataset
    why = "an edition contains what was known and judged by its day"
    if dataset.covers_to > dataset.edition:
        what = f"covers_to: {iso(dataset.covers_to)} is after the edition {iso(dataset.edition)}"
        fix = f"write an earlier covers_to:, as in covers_to: {iso(dataset.edition)}, or a later edition:"
        yield Problem("covers-after-edition", dataset.place, what, fix, why)
    judged = [
        (f'"{r.id}" is assessed', r.assessment.date, r.assessment.place)
        for r in judge.corpus.records.values()
        if r.assessment
    ]
    judged += [(f'"{gone.id}" is withdrawn', gone.date, gone.id.place) for gone in judge.corpus.withdrawals]
    for what_is, date, place in judged:
        if date.span.earliest is not None and date.span.earliest > dataset.edition:
            what = f"{what_is} on {date.text}, after the edition {iso(dataset.edition)}"
            fix = f"write edition: {date.text} in data/dataset.yaml, or correct the date"
            yield Problem("judged-after-edition", place, what, fix, why)


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
            what = f'{field}: "{value.text}" is later than every source that supports it (newest: {newest})'
            if not vouching:
                what = f'{field}: "{value.text}" has no source, because of: limits each source to another field'
            fix = "cite a later source, correct the date, or write mode: planned if it was only expected"
            why = "a source can support only what it could know"
            yield Problem("source-before-event", record.place_of(field), what, fix, why)


def told_before_it_was(judge: Judge) -> Iterator[Problem]:
    """Code source-before-event: whoever supports a record, or gives it another time, wrote when it could be known.

    A figure may be older than the day that the record gives it; what a source saw earlier has its own time. A record
    of which every source is too old is reported by its time.
    """
    why = "an announcement cannot show that it happened"
    for record in judge.corpus.records.values():
        begun = record.date or record.start
        if record.is_planned or record.is_negated or begun is None or _is_figure(record):
            continue
        early = []
        for attestation in record.attestations:
            published = judge.published[attestation.source]
            own = [(key, value) for key, value in attestation.details if key in TIMES and isinstance(value, Edtf)]
            for key, value in own[:1]:
                if not could_know(published, value) and not _is_not_yet(value):
                    what = f'{key}: "{value.text}" is later than its source ({published.text})'
                    fix = "correct the date, or write stance: reports if the source only announced it"
                    yield Problem("source-before-event", attestation.place, what, fix, why)
            if attestation.stance == "supports" and attestation.is_whole and not own and not attestation.still:
                early.append((attestation, could_know(published, begun)))
        if not any(is_in_time for _, is_in_time in early):
            continue
        for attestation, is_in_time in early:
            if not is_in_time:
                published = judge.published[attestation.source]
                what = f'"{attestation.source}" ({published.text}) is older than the fact it supports ({begun.text})'
                fix = "write stance: reports if it only announced this, or date: with the earlier day that it describes"
                yield Problem("source-before-event", attestation.place, what, fix, why)


def _is_figure(record: Claim | Event) -> bool:
    return isinstance(record, Claim) and isinstance(record.value, Quantity)


def _is_not_yet(value: Edtf) -> bool:
    """Tell whether a date is one that a source can give before it: not by then, [2024-07-27..]."""
    return value.span.latest is None


def about_nothing(judge: Judge) -> Iterator[Problem]:
    """Code about-nothing: what a source speaks of or contradicts is there, and it says otherwise."""
    for record in judge.corpus.records.values():
        for attestation in record.attestations:
            for field in attestation.of:
                own, other = own_value(record, field), attestation.detail(field)
                if field == "whole" or (own is None and other is not None):
                    continue
                if own is None:
                    what = f'of: {field}, but neither the record nor "{attestation.source}" has {field}:'
                    fix = f"add {field}: to the record or to the source, or name another field"
                elif attestation.stance == "contradicts" and own == other:
                    what = f'"{attestation.source}" contradicts {field}: but gives the same value'
                    fix = f"write the {field}: that this source gives, or remove stance: contradicts"
                else:
                    continue
                why = "readers would see a dispute about nothing"
                yield Problem("about-nothing", attestation.place, what, fix, why)


def still_by_its_day(judge: Judge) -> Iterator[Problem]:
    """Codes still-undated, still-without-end, still-after-end, source-before-event: `still` is about a known day, one
    that its source has seen, and on which the record may hold. A figure inside an event has the event's sources.
    """
    for record in judge.corpus.records.values():
        is_inside = isinstance(record, Claim) and record.subject in judge.corpus.records
        for attestation in record.attestations if not is_inside else ():
            if attestation.still == "published" and judge.corpus.sources[attestation.source].published is None:
                what = f'still: true from "{attestation.source}", which has no publication date'
                fix = "give the day that the source speaks of, as in still: 2025-05"
                why = "still: true means the day of publication"
                yield Problem("still-undated", attestation.place, what, fix, why)
            published = judge.published[attestation.source]
            if isinstance(attestation.still, Edtf) and not could_know(published, attestation.still):
                what = f'still: "{attestation.still.text}" is later than its source ({published.text})'
                fix = "cite a later source, correct the date, or write still: true for the day of publication"
                why = "a source can support only what it could know"
                yield Problem("source-before-event", attestation.place, what, fix, why)
            elif attestation.still and judge.term(record).lapse in ("occurrence", "permanent"):
                lapse = "is a one-off event" if judge.term(record).lapse == "occurrence" else "never ends"
                what = f'still: at "{attestation.source}", but this record {lapse}'
                fix, why = "remove still:", "only a lasting state can still hold later"
                yield Problem("still-without-end", attestation.place, what, fix, why)
            elif attestation.still and record.until is not None:
                seen = published if isinstance(attestation.still, str) else attestation.still
                first, last = seen.span.earliest, record.until.span.latest
                if first is not None and last is not None and first >= last:
                    what = f'still: {seen.text}, from "{attestation.source}", is after until: "{record.until.text}"'
                    fix = (
                        "if the source disputes the end, write "
                        f"{{source: {attestation.source}, stance: contradicts, of: until}}"
                    )
                    why = "it cannot both have ended and still hold"
                    others = (("it ends at", record.place_of("until")),)
                    yield Problem("still-after-end", attestation.place, what, fix, why, others=others)


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
                    what = f'"{attestation.source}" contradicts "{id}" without a date'
                    fix = (
                        "add date: with the day it speaks of, as in "
                        f"{{source: {attestation.source}, stance: contradicts, date: 2024-08-09}}"
                    )
                    yield Problem("contradiction-outside-time", attestation.place, what, fix, _WHOLE)
                continue
            first, last = day.span
            early = bounds.start_earliest is not None and last is not None and last < bounds.start_earliest
            late = bounds.end_latest is not None and first is not None and first >= bounds.end_latest
            if early or late:
                side, field = ("before it starts", "from") if early else ("after it has ended", "until")
                what = f'"{attestation.source}" contradicts "{id}" on {day.text}, {side}'
                fix = f"give a day on which the record holds, or add of: {field} if the source disputes that date"
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
                fix = "remove derives_from:" + (" from the page published first" if ring else "")
                why = "a loop of copies has no independent origin"
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
                what = f'the source "{attestation.source}" is cited twice in the same way'
                fix = f"remove one, or give each a locator, as in {attestation.source}#p2"
                why = "source, locator, speaker and stance identify a citation"
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
        what = f'{claim.predicate}: "{value}" does not say who counted'
        is_bare = value.low == value.high and not (value.is_about or value.scope or value.window)
        fix = f"write {{value: {value.low}, counted_by: …}}" if is_bare else "add counted_by:"
        fix += ", or add said_by: at the source"
        why = "counts can be compared only if it is known who counted"
        yield Problem("count-without-counter", claim.place_of(claim.predicate), what, fix, why, Severity.WARNING)


def unsupported_accusation(judge: Judge) -> Iterator[Problem]:
    """Code weak-accusation (warning): an accusation with no source that can carry it."""
    for id, judgement in judge.judgements.items():
        record = judge.corpus.records[id]
        if not judge.term(record).accuses or record.is_negated or judgement.status != PROVISIONAL:
            continue
        if not any(voice.is_strong for voice in judgement.support):
            what = f'"{id}" is an accusation on weak evidence: {judgement.verdict.because}'
            fix = (
                "add an independent source of grade A or B, add a court finding with basis: court, or remove the claim"
            )
            why = "it will be shown as an allegation, and could harm the person it names"
            yield Problem("weak-accusation", record.place, what, fix, why, Severity.WARNING)
