"""When, and how qualified, in words: the days that the judge found, never more exactly than they are known, and titles,
shares, sentences and all else that hangs on a record or on a name in it. Days are written YYYY-MM-DD.

What is known to the month is said as the month. A missing end never means "still": it is "no end known" of what stands
until it is ended (a listing, a lease), and goes unsaid of what has to be confirmed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..dates import Bounds, Day, Edtf, iso
from ..judge import CERTAIN, NO, OPEN, POSSIBLE, UNKNOWN, Judge, Presence, Validity, Voice
from ..judge.places import (
    BEYOND,
    CLAIMED,
    DISPUTE,
    HANDOVER,
    NO_RECORD,
    SHARED,
    UNKNOWN_SINCE,
    PlaceState,
    is_beginning,
    is_ending,
)
from ..model import Claim, Event, Fill, Quantity, Source, Value
from ..ontology import Qualifier
from ..place import Place

NO_END = "no end known"
#: Whether it held on a day.
ANSWERS = {CERTAIN: "yes", OPEN: OPEN, POSSIBLE: "possibly", NO: "no", UNKNOWN: "unknown"}


def when_in_words(validity: Validity, no_end: str = NO_END) -> str:
    """Return when something happened, or from when until when it held; nothing where no day is known.

    `no_end` is what is said of one that is open: of a listing, "no delisting known"; nothing where it is empty.
    """
    bounds = validity.bounds
    if all(day is None for day in bounds):
        return ""
    if validity.lapse == "occurrence" and _is_of_days(bounds):
        return happened_in_words(bounds)
    if validity.is_open and no_end:
        return f"{_began('since', *bounds[:2])}, {no_end}"
    is_unknown = validity.is_end_unknown and bounds.end_earliest is None and bounds.end_latest is None
    return ", ".join(filter(None, (held_in_words(bounds), "end unknown" if is_unknown else "")))


def held_in_words(bounds: Bounds) -> str:
    """Return from when until when something held; what is not known is left out.

    >>> held_in_words(Bounds(738000, 738000, 738003, 738003)), held_in_words(Bounds(738000, 738002, None, None))
    ('from 2021-07-29 until 2021-08-01', 'began between 2021-07-29 and 2021-07-31')
    >>> [held_in_words(Bounds(None, 738000, None, None)), held_in_words(Bounds(None, None, None, 738000))]
    ['by 2021-07-29', 'ended by 2021-07-29']
    """
    start, end = _began("from", *bounds[:2]), _one(*bounds[2:])
    if end:
        end = f"until {end}"
    elif bounds.end_earliest is not None or bounds.end_latest is not None:
        end = f"ended {words_of_days(*bounds[2:])}"
    joint = " " if start.startswith("from") and end.startswith("until") else ", "
    return joint.join(filter(None, (start, end)))


def _began(word: str, earliest: Day | None, latest: Day | None) -> str:
    """Return from or since which day, or within which days it began; nothing where neither is known."""
    if one := _one(earliest, latest):
        return f"{word} {one}"
    if earliest is None:
        by = f"by {iso(latest)}" if latest is not None else ""
        return f"since {iso(latest)} or earlier" if word == "since" and latest is not None else by
    return f"began {words_of_days(earliest, latest)}"


def happened_in_words(bounds: Bounds) -> str:
    """Return the day, or the days, on which something happened.

    >>> happened_in_words(Bounds(738000, 738000, 738003, 738003))
    '2021-07-29 to 2021-07-31'
    """
    begun, over = bounds[:2], tuple(None if day is None else day - 1 for day in bounds[2:])
    first, last = _one(*begun), _one(*over)
    if first and last and begun != over:
        return f"{first} to {last}"
    return words_of_days(bounds.start_earliest, over[1] if bounds.start_latest is not None else None)


def start_in_words(record: Claim | Event, bounds: Bounds) -> str:
    """Return when a record began; of an event of several days, all of them."""
    earliest, latest = bounds.start_earliest, bounds.start_latest
    if record.date is not None and earliest is not None and earliest == latest:
        first, slash, last = record.date.text.partition("/")
        if slash and first == iso(earliest):
            return f"{first} to {last}"
    return words_of_days(earliest, latest) or "not known"


def end_in_words(record: Claim | Event, bounds: Bounds) -> str:
    """Return the first day on which a record no longer held; a missing end is none, and never means "still"."""
    return words_of_days(bounds.end_earliest, bounds.end_latest) or NO_END


def span_in_words(record: Claim | Event | None, bounds: Bounds) -> str:
    """Return from when until when something held; an unknown end is left out."""
    first = _edge("from", *bounds[:2])
    if not first:
        first = f"by {iso(bounds.start_latest)}" if bounds.start_latest is not None else "from an unknown day"
    last = _edge("until", *bounds[2:])
    if not last and bounds.end_latest is not None:
        last = f"until {iso(bounds.end_latest)} at the latest"
    return f"{first} {last}".rstrip()


def since_in_words(found: Bounds) -> str:
    """Return from when on something stands; where its day is not known, within which days it came about."""
    first, last = found.start_earliest, found.start_latest
    if first is None and last is not None:
        return f"since {iso(last)} or earlier"
    return _edge("since", first, last) or "since an unknown day"


def _edge(word: str, earliest: Day | None, latest: Day | None) -> str:
    """Return from, since or until which day, where the first that is possible is known."""
    if earliest is None:
        return ""
    if latest is None:
        return f"{word} {iso(earliest)} or later"
    between = f"some day between {iso(earliest)} and {iso(latest)}"
    return f"{word} {_one(earliest, latest) or between}"


def words_of_days(earliest: Day | None, latest: Day | None) -> str:
    """Say between which days something lies; nothing where neither is known.

    >>> [words_of_days(*days) for days in ((None, None), (None, 738000), (738000, None), (738000, 738000))]
    ['', 'by 2021-07-29', 'on or after 2021-07-29', '2021-07-29']
    >>> [words_of_days(*days) for days in ((737972, 738002), (737791, 738155), (737972, 738003))]
    ['2021-07', '2021', 'between 2021-07-01 and 2021-08-01']
    """
    if earliest is None:
        return "" if latest is None else f"by {iso(latest)}"
    if latest is None:
        return f"on or after {iso(earliest)}"
    return _one(earliest, latest) or f"between {iso(earliest)} and {iso(latest)}"


def _one(earliest: Day | None, latest: Day | None) -> str:
    """Return the one day, month or year that two days bound; nothing where they bound none."""
    if earliest is None or latest is None:
        return ""
    if earliest == latest:
        return iso(earliest)
    first, after = date.fromordinal(earliest), date.fromordinal(latest) + timedelta(days=1)
    if first.day != 1 or after.day != 1:
        return ""
    if (after.year, after.month) == (first.year + first.month // 12, first.month % 12 + 1):
        return f"{first.year:04}-{first.month:02}"
    return f"{first.year:04}" if (first.month, after.month, after.year) == (1, 1, first.year + 1) else ""


def _is_of_days(bounds: Bounds) -> bool:
    """Tell whether what happened is dated as a whole, by a day or days, not by a start alone."""
    return not (bounds.end_latest is None and bounds.end_earliest is None)


#: Gives the name of an entity or a record.
Called = Callable[[Judge, str], str]

# ---- what qualifies a claim, an event or a role ----------------------------------------------------------------

#: What a title has before it: "acting president". Any other capacity is said beside it.
_BEFORE_A_TITLE = ("acting", "interim", "caretaker", "honorary")
#: What says how something began or ended, and so is no part of what it is called.
OF_ITS_ENDS = ("began_by", "ended_by")


def details_in_words(judge: Judge, qualifiers: Iterable[tuple[str, Value]], skip: Collection[str] = ()) -> str:
    """Return all that qualifies a claim, an event or a role, as a sentence says it in brackets: "acting president".

    What a value is called stands in the ontology (`sal:phrase`), so none is left out because it is new.
    """
    found = {key: value for key, value in qualifiers if key not in skip}
    capacity = found.get("capacity")
    if capacity in _BEFORE_A_TITLE and "title" in found:
        found["title"] = f"{found.pop('capacity')} {found['title']}"
    order = sorted(found, key=lambda key: (key in OF_ITS_ENDS, key != "title"))
    parts = [_detail(judge, judge.ontology.qualifiers[key], found[key]) for key in order]
    return ("; " if any(", " in part for part in parts) else ", ").join(parts)


def name_in_words(judge: Judge, name: Fill | Presence, event_status: str = "", own: str = "") -> str:
    """Return one name in an event with all that is said of it there: title, capacity, sentence, share, times.

    A name that is read otherwise than its event (`event_status`) says so. `own` is what it is called, if not by name.
    """
    fill = name.fill if isinstance(name, Presence) else name
    extra = [details_in_words(judge, fill.qualifiers)] if fill.qualifiers else []
    extra += [f"from {moment(fill.start)}"] if fill.start is not None else []
    extra += [f"until {moment(fill.until)}"] if fill.until is not None else []
    if isinstance(name, Presence) and event_status and name.status != event_status:
        extra.append(name.verdict.in_words)
    return (own or called(judge, fill.actor)) + (f" ({', '.join(extra)})" if extra else "")


def moment(written: Edtf) -> str:
    """Return a date as a sentence says it.

    >>> from salween.dates import parse_edtf
    >>> [moment(parse_edtf(text)) for text in ("2024-08", "[2024-08-03..2024-08-06]", "[..2024-08-06]", "[2024-08..]")]
    ['2024-08', 'some day between 2024-08-03 and 2024-08-06', '2024-08-06 or earlier', '2024-08 or later']
    """
    text = written.text
    if not (text.startswith("[") and text.endswith("]") and ".." in text and "," not in text):
        return text
    first, _, last = text[1:-1].partition("..")
    if first and last:
        return f"some day between {first} and {last}"
    return f"{first} or later" if first else f"{last} or earlier"


def _detail(judge: Judge, qualifier: Qualifier, value: Value) -> str:
    if qualifier.value_type == "boolean":
        return qualifier.label if value == "true" else f"not {qualifier.label}"
    said = value_in_words(judge, value)
    if qualifier.value_type == "entity":
        said = called(judge, str(value))
    elif qualifier.value_type == "word":
        said = dict(qualifier.word_labels).get(str(value), str(value))
    return (qualifier.phrase or f"{qualifier.label}: {{}}").replace("{}", said)


class TieParts(NamedTuple):
    """What a sentence about a claim between two says after its subject; `details` go into brackets."""

    verb: str
    target: str
    details: str


def tie_parts(judge: Judge, claim: Claim, skip: Collection[str] = (), call: Called | None = None) -> TieParts:
    """Return the parts of a claim between two: an acting president holds the office of "acting president".

    `call` gives the name of an entity; `skip` are qualifiers that are not said.
    """
    assert claim.object is not None
    predicate, entity = judge.ontology.predicates[claim.predicate], judge.corpus.entities.get(claim.object)
    verb, target, qualifiers = predicate.label, (call or called)(judge, claim.object), dict(claim.qualifiers)
    if predicate.office_label and entity is not None and judge.ontology.is_a(entity.kind, ["Office"]):
        verb = predicate.office_label
        if qualifiers.get("capacity") in _BEFORE_A_TITLE and "title" not in qualifiers:
            target = f"{qualifiers.pop('capacity')} {target}"
    return TieParts(verb, target, details_in_words(judge, qualifiers.items(), skip))


def tie_in_words(judge: Judge, claim: Claim, skip: Collection[str] = (), call: Called | None = None) -> str:
    """Return a claim between two as a sentence: "Hill Army controls Ford (wards)"."""
    verb, target, details = tie_parts(judge, claim, skip, call)
    verb = negated(verb) if claim.is_negated else verb
    return f"{(call or called)(judge, claim.subject)} {verb} {target}" + (f" ({details})" if details else "")


def negated(verb: str) -> str:
    """Return what joins two as it is said of what is not so; in doubt after "not:".

    >>> [negated(verb) for verb in ("controls", "is part of", "supplies power to", "split from", "passes on to")]
    ['does not control', 'is not part of', 'does not supply power to', 'not: split from', 'does not pass on to']
    """
    first, space, rest = verb.partition(" ")
    if first in ("is", "was", "may"):
        return f"{first} not{space}{rest}"
    if not first.endswith("s") or first.endswith("ss"):
        return f"not: {verb}"
    endings = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("has", "have"), ("s", ""))
    old, new = next(pair for pair in endings if first.endswith(pair[0]))
    return f"does not {first.removesuffix(old)}{new}{space}{rest}"


def value_in_words(judge: Judge, value: Value | None) -> str:
    """Return a date as written, a number with what it counts and who counted, or a text."""
    if isinstance(value, Edtf):
        return value.text
    if not isinstance(value, Quantity):
        return str(value or "")
    parts = [str(value)]
    if value.scope:
        parts.append(f"scope: {value.scope}")
    if value.window is not None:
        parts.append(window_in_words(value))
    if value.counter is not None:
        parts.append(f"counted by {called(judge, value.counter)}")
    return ", ".join(parts)


#: What is shown of a person who is private.
PRIVATE = "a private person"


def window_in_words(value: Quantity) -> str:
    """Return the time that a number counts over: "2025-02-20 to 2025-03-31", "up to 2023-09, running total"."""
    if value.window is None:
        return ""
    first, slash, last = value.window.text.partition("/")
    words = first if not slash else f"{first} to {last}"
    if slash and ".." in (first, last):
        words = f"up to {last}" if first == ".." else f"from {first}"
    return f"{words}, running total" if value.is_cumulative else words


def called(judge: Judge, id: str) -> str:
    """Return the name of an entity; a record is named by its id; a private person by none."""
    entity = judge.corpus.entities.get(id)
    if entity is None:
        record = judge.corpus.records.get(id)
        return f"the {judge.ontology.event_kinds[record.kind].label} {id}" if isinstance(record, Event) else str(id)
    return f"{PRIVATE} ({id})" if entity.is_private else entity.label()


# ---- who says so ---------------------------------------------------------------------------------------------


def published(source: Source) -> str:
    """Return when a source came out, or when we read it where nobody says."""
    if source.published is None:
        return f"undated, read {moment(source.retrieved)}"
    return moment(source.published).removeprefix("some day ")


def cited(judge: Judge, voice: Voice) -> str:
    """Return who says so: the speaker where there is one, the outlet, the day, the place in the text."""
    source = judge.corpus.sources[voice.attestation.source]
    outlet = called(judge, source.publisher)
    day = published(source)
    where = f" ({voice.attestation.locator})" if voice.attestation.locator else ""
    who = f"{called(judge, voice.speaker)}, in " if voice.speaker != source.publisher else ""
    return f"{who}{outlet}, {day}{where}{overlay_mark(judge, voice.attestation.place)}"


def overlay_mark(judge: Judge, place: Place) -> str:
    """Return what shows that something was written in the overlay; empty for the record's own."""
    return " [overlay]" if judge.corpus.is_overlay(place) else ""


# ---- who holds a place -----------------------------------------------------------------------------------------


def place_in_words(judge: Judge, state: PlaceState, day: Day, call: Called | None = None) -> str:
    """Return who holds a place on a day: "held by Plain Army; contested by Hill Army", "unknown since 2024-06-01".

    Each is named once, with the parts that it holds; what is only possible is said to be so.
    """
    if state.answer in (NO_RECORD, BEYOND):
        return state.answer
    claims = [claim for id in state.claims if isinstance(claim := judge.corpus.records[id], Claim)]
    predicates = judge.ontology.predicates
    holding = [claim for claim in claims if not predicates[claim.predicate].contest_of]
    surely = {c.id for c in holding if judge.judgements[c.id].validity.on(day) == CERTAIN}

    def named(wanted: Iterable[Claim], joint: str = "and") -> str:
        names = [_holder(judge, own, call or called) for own in _by_subject(wanted)]
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {joint} {names[-1]}" if names else ""

    if state.answer == UNKNOWN_SINCE and state.since is not None:
        return f"unknown since {iso(state.since)} (last: {named(claims)})"
    if state.answer == HANDOVER:
        return _changing(judge, holding, day, named)
    if state.answer == DISPUTE:
        return f"disputed: held by {named(holding, 'or')}, each well supported"
    if state.answer == CLAIMED:
        return f"claimed by {named(holding)}"
    sure, unsure = [c for c in holding if c.id in surely], [c for c in holding if c.id not in surely]
    fighting = [claim for claim in claims if predicates[claim.predicate].contest_of]
    are_rivals = any(judge.excludes(one, other) for one in unsure for other in unsure)
    if not sure and (are_rivals or {claim.subject for claim in unsure} & {rival.subject for rival in fighting}):
        fighting = [rival for rival in fighting if rival.subject not in {claim.subject for claim in unsure}]
        held = f"{'' if fighting else 'contested: '}possibly held by {named(unsure, 'or')}"
    elif sure:
        held = f"{'shared' if state.answer == SHARED else 'held'} by {named(sure)}"
        held += f" and possibly {named(unsure)}" if unsure else ""
    else:
        held = f"probably {'shared' if state.answer == SHARED else 'held'} by {named(unsure)}" if unsure else ""
    by_siege = [[c for c in fighting if predicates[c.predicate].is_siege == is_siege] for is_siege in (False, True)]
    verbs = zip(("contested by", "besieged by"), by_siege, strict=True)
    said = [held, *(f"{verb} {named(rivals)}" for verb, rivals in verbs if rivals)]
    return "; ".join([part for part in said if part] + ([] if holding else ["no holder known"]))


def _by_subject(claims: Iterable[Claim]) -> Iterable[list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(str(claim.subject), []).append(claim)
    return found.values()


def _holder(judge: Judge, claims: Sequence[Claim], call: Called) -> str:
    """Return a holder with the parts that it holds; without them where it holds the whole."""
    parts = [details_in_words(judge, [("extent", extent)]) for c in claims if (extent := c.qualifier("extent"))]
    shown = f" ({', '.join(dict.fromkeys(parts))})" if len(parts) == len(claims) else ""
    mark = max(overlay_mark(judge, claim.place) for claim in claims)
    return call(judge, claims[0].subject) + shown + mark


def _changing(judge: Judge, claims: Sequence[Claim], day: Day, named: Callable[..., str]) -> str:
    """Return from whom to whom a place passes on a day."""
    bounds = {claim.id: judge.judgements[claim.id].validity.bounds for claim in claims}
    leaving = [c for c in claims if bounds[c.id].end_latest is not None and is_ending(day, bounds[c.id])]
    coming = [c for c in claims if bounds[c.id].start_earliest is not None and is_beginning(day, bounds[c.id])]
    if {c.id for c in leaving} & {c.id for c in coming}:
        return f"changing hands between {named(claims)}"
    return f"changing hands from {named(leaving)} to {named(coming)}"
