"""What was judged, as triples: assessments, the plain ties of a day, and conclusions. Depends on both days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..dates import Bounds, Day, Edtf
from ..infer import Conclusion, told
from ..infer import holds as conclusion_holds
from ..judge import ACCEPTED, CERTAIN, NO, POSSIBLE, REJECTED, STATUS_IN_WORDS, Judge, Judgement, Presence, Validity
from ..judge.law import legal_stages
from ..judge.places import Holds
from ..model import Claim, Event, Quantity, Value
from ..ties import Tie, all_ties, has_happened, on_day
from . import terms as t
from .authored import PREF_LABEL, TYPE, Triple, _literal, attestation_triples, reply_node
from .wording import (
    ANSWERS,
    OF_ITS_ENDS,
    PRIVATE,
    details_in_words,
    end_in_words,
    name_in_words,
    place_in_words,
    since_in_words,
    span_in_words,
    start_in_words,
    tie_in_words,
    tie_parts,
    window_in_words,
    words_of_days,
)


def assessment_triples(judge: Judge, judgement: Judgement, iris: t.Iris) -> Iterator[Triple]:
    """Yield what we make of one record whatever the day, and why; of a voice, its grade and whether it is a party."""
    me = iris.of(judgement.id)
    verdict, validity = judgement.verdict, judgement.validity
    record = judge.known(judge.corpus.records[judgement.id])
    for name in classes(judge, judgement):
        yield me, TYPE, t.sal(name)
    yield me, PREF_LABEL, t.text(_said(judge, record), "en")
    yield from _detail_triples(judge, record, me)
    yield from _number_triples(judge, record, iris)
    if record.outcome is not None:
        yield me, t.sal("outcomeInWords"), t.text(record.outcome.happened, "en")
    for reply in record.replies:
        yield reply_node(record.id, reply, iris), t.sal("asserted"), t.boolean(True)
    yield me, t.sal("status"), t.sal(verdict.status)
    yield me, t.sal("reading"), t.text(verdict.in_words, "en")
    yield me, t.sal("confidence"), t.sal(verdict.confidence)
    yield me, t.sal("because"), t.text(verdict.because, "en")
    yield me, t.sal("rule"), t.text(verdict.rule)
    if verdict.rule == "analyst" and record.assessment is not None:
        yield me, t.sal("assessedBy"), t.text(record.assessment.assessed_by)
        yield from ((me, t.sal("assessed"), t.day(day)) for day in record.assessment.date.span[:1] if day is not None)
    yield me, t.sal("origins"), t.typed(str(len(judgement.origins)), t.XSD + "integer")
    yield from _bounds(me, validity.bounds)
    yield me, t.sal("startInWords"), t.text(start_in_words(record, validity.bounds), "en")
    yield me, t.sal("endInWords"), t.text(end_in_words(record, validity.bounds), "en")
    yield me, t.sal("spanInWords"), t.text(span_in_words(record, validity.bounds), "en")
    if is_asserted(record, judgement):
        yield me, t.sal("asserted"), t.boolean(True)
    if validity.confirmed is not None:
        yield me, t.sal("lastConfirmed"), t.day(validity.confirmed)
    for other in judgement.disputed_with:
        yield me, t.sal("disputedWith"), iris.of(other)
    for dispute in judgement.disputes:
        yield me, t.sal("disputedField"), t.text(dispute.field)
        for other in dispute.others:
            yield me, t.sal("disputedWith"), iris.of(other)
    dissent = [*judgement.denial, *(voice for dispute in judgement.disputes for voice in dispute.dissent)]
    for voice in dissent:
        if voice.attestation.stance == "contradicts":
            yield me, t.sal("deniedBy"), iris.of(voice.speaker)
    for voice in judgement.voices:
        node = iris.attestation(judgement.id, voice.attestation)
        yield node, t.sal("grade"), t.text(voice.grade)
        yield node, t.sal("speaker"), iris.of(voice.speaker)
        yield node, t.sal("isParty"), t.boolean(voice.is_party)
    for node, own in _own_times(judge, judgement, iris):
        yield from _bounds(node, own.bounds)
    if judgement.until is not None:
        yield from _taken_triples(judge, judgement, iris)
    for presence in judgement.presences:
        yield from _name_triples(judge, judgement, presence, iris)


def _taken_triples(judge: Judge, judgement: Judgement, iris: t.Iris) -> Iterator[Triple]:
    """Yield the end of a hold that another took, as judged, who took it, and who says so."""
    claim = judge.corpus.records[judgement.id]
    assert isinstance(claim, Claim) and claim.taken_by is not None and judgement.until is not None
    yield iris.of(judgement.id), t.sal("until"), t.edtf(judgement.until)
    yield iris.of(judgement.id), t.sal("takenBy"), iris.of(claim.taken_by)
    authored = set(map(id, claim.attestations))
    for voice in judgement.voices:
        if id(voice.attestation) not in authored:
            yield from attestation_triples(iris.of(judgement.id), claim.id, voice.attestation, judge.ontology, iris)


def _detail_triples(judge: Judge, record: Claim | Event, me: str) -> Iterator[Triple]:
    """Yield what qualifies a record, and how it began and ended; of an office in some capacity, what it is called."""
    for key, name in (("began_by", "beganByInWords"), ("ended_by", "endedByInWords")):
        if (how := record.qualifier(key)) is not None:
            words = dict(judge.ontology.qualifiers[key].word_labels)
            yield me, t.sal(name), t.text(words.get(str(how), str(how)), "en")
    details = details_in_words(judge, record.qualifiers, OF_ITS_ENDS)
    if isinstance(record, Claim) and record.object is not None:
        _, target, details = tie_parts(judge, record, OF_ITS_ENDS, _named)
        if target != _named(judge, record.object):
            yield me, t.sal("objectInWords"), t.text(target, "en")
    if details:
        yield me, t.sal("detailsInWords"), t.text(details, "en")


def _number_triples(judge: Judge, record: Claim | Event, iris: t.Iris) -> Iterator[Triple]:
    """Yield each number of a record in words, without its unit, and the time that it counts over."""
    found: list[tuple[str, Value | None]] = [(iris.part(record.id, key), value) for key, value in record.qualifiers]
    if isinstance(record, Claim):
        found.append((iris.of(record.id), record.value))
    else:
        for fill in record.roles:
            own = (fill.role, str(fill.actor))
            found += [(iris.part(record.id, *own, key), value) for key, value in fill.qualifiers]
    for node, value in found:
        if isinstance(value, Quantity):
            yield node, t.sal("numberInWords"), t.text(value.number, "en")
            if value.window is not None:
                yield node, t.sal("windowInWords"), t.text(window_in_words(value), "en")


def _name_triples(judge: Judge, judgement: Judgement, presence: Presence, iris: t.Iris) -> Iterator[Triple]:
    """Yield how a name in an event is written in a list, with all that is said of it there, and its status.

    Why, and who denies it, only where it is read otherwise than the event.
    """
    node, fill = iris.role(judgement.id, presence.fill), presence.fill
    said = name_in_words(judge, presence, judgement.status, _named(judge, fill.actor))
    yield node, PREF_LABEL, t.text(said, "en")
    if fill.qualifiers:
        yield node, t.sal("detailsInWords"), t.text(details_in_words(judge, fill.qualifiers), "en")
    yield node, t.sal("status"), t.sal(presence.status)
    if presence.verdict is judgement.verdict and not presence.denial:
        return
    yield node, t.sal("reading"), t.text(presence.verdict.in_words, "en")
    yield node, t.sal("confidence"), t.sal(presence.verdict.confidence)
    yield node, t.sal("because"), t.text(presence.verdict.because, "en")
    for voice in presence.denial:
        yield node, t.sal("deniedBy"), iris.of(voice.speaker)


def is_asserted(record: Claim | Event, judgement: Judgement) -> bool:
    """Tell whether somebody says that it is or was so: no plan, nothing negated, no error in a source."""
    return not (record.is_planned or record.is_negated or judgement.status == REJECTED)


def classes(judge: Judge, judgement: Judgement) -> tuple[str, ...]:
    """Return the classes of which a record is an instance, so that whoever counts meetings counts no plan for one.

    A plan, a negated record and an error in a source have classes of their own. An event's kind is in `sal:kind`.
    """
    record = judge.corpus.records[judgement.id]
    sort = "Event" if isinstance(record, Event) else "Claim"
    if not is_asserted(record, judgement):
        marks = {"Planned": record.is_planned, "Negated": record.is_negated, "Rejected": judgement.status == REJECTED}
        return tuple(f"{word}{sort}" for word, is_so in marks.items() if is_so)
    if isinstance(record, Claim):
        return (sort,)
    return tuple(kind for kind in judge.ontology.event_kinds[record.kind].lineage if kind != "Attested")


def _said(judge: Judge, record: Claim | Event) -> str:
    """Return a record as a short label: a claim's ends and what joins them; an event's kind, days and actors."""
    said = _said_of_claim(judge, record) if isinstance(record, Claim) else _said_of_event(judge, record)
    is_told = isinstance(record, Claim) and record.object is not None and record.subject not in judge.judgements
    asides = (("not", record.is_negated and not is_told), ("planned", record.is_planned))
    marks = [word for word, is_so in asides if is_so]
    return f"{', '.join(marks)}: {said}" if marks else said


def _named(judge: Judge, id: str) -> str:
    """Return what an entity is called where anybody may read it; a record by its id."""
    entity = judge.corpus.entities.get(id)
    return PRIVATE if entity is not None and entity.is_private else judge.corpus.label(id)


def _said_of_claim(judge: Judge, claim: Claim) -> str:
    if claim.object is not None and claim.subject not in judge.judgements:
        return tie_in_words(judge, claim, OF_ITS_ENDS, _named)
    verb, corpus = judge.ontology.predicates[claim.predicate].label, judge.corpus
    value = claim.value.text if isinstance(claim.value, Edtf) else str(claim.value).removesuffix(f" {verb}")
    event = corpus.records[claim.subject] if claim.subject in judge.judgements else None
    counted = f"{_said(judge, judge.known(event))} –" if isinstance(event, Event) else _named(judge, claim.subject)
    details = details_in_words(judge, claim.qualifiers, OF_ITS_ENDS)
    said = f"{counted} {verb} {_named(judge, claim.object) if claim.object else value}"
    return f"{said} ({details})" if details else said


def _said_of_event(judge: Judge, event: Event) -> str:
    actors = dict.fromkeys(_named(judge, f.actor) for f in event.roles if f.role not in ("about", "place"))
    said = judge.ontology.event_kinds[event.kind].label
    if event.date or event.start:
        said += f" {start_in_words(event, judge.judgements[event.id].validity.bounds)}"
    return f"{said}: {', '.join(list(actors)[:4])}{' …' if len(actors) > 4 else ''}" if actors else said


def order_triples(judge: Judge, iris: t.Iris) -> Iterator[Triple]:
    """Yield which hold of a place was followed by which."""
    for claim, other in Holds(judge).followed():
        yield iris.of(claim.id), t.sal("followedBy"), iris.of(other.id)


def stage_triples(judge: Judge, day: Day, iris: t.Iris) -> Iterator[Triple]:
    """Yield at which stage each person's case stands on the day: a node for each person and case."""
    for (person, case), stage in sorted(legal_stages(judge, day).items()):
        node = iris.part(person, "stage", *([case] if case else []))
        yield iris.of(person), t.sal("legalStanding"), node
        yield node, TYPE, t.sal("LegalStanding")
        yield node, t.sal("atStage"), t.text(stage.word, "en")
        yield node, t.sal("sinceDay"), t.day(stage.day)
        since = since_in_words(judge.judgements[stage.record].validity.bounds)
        yield node, t.sal("sinceInWords"), t.text(since, "en")
        yield node, t.sal("restsOn"), iris.of(stage.record)
        if case:
            yield node, t.sal("inCase"), iris.of(case)


def day_triples(judge: Judge, judgement: Judgement, day: Day, iris: t.Iris) -> Iterator[Triple]:
    """Yield whether a record holds on the day, and whoever is in it for a time of their own."""
    for node, own in ((iris.of(judgement.id), judgement.validity), *_own_times(judge, judgement, iris)):
        yield node, t.sal("holds"), t.sal(own.on(day))
        if own.lapse != "occurrence":
            yield node, t.sal("holdsInWords"), t.text(ANSWERS[own.told(day)], "en")


def _own_times(judge: Judge, judgement: Judgement, iris: t.Iris) -> Iterator[tuple[str, Validity]]:
    """Yield the roles of an event that have times of their own: a name that is taken off a list."""
    for presence in judgement.presences:
        if presence.validity is not judgement.validity:
            yield iris.role(judgement.id, presence.fill), presence.validity


def place_triples(judge: Judge, day: Day, iris: t.Iris) -> Iterator[Triple]:
    """Yield who holds each place on the day, where anybody ever held it."""
    holds = Holds(judge)
    for place in sorted(holds.by_place):
        state = holds.on(place, day)
        me = iris.of(place)
        yield me, t.sal("controlState"), t.sal(judge.ontology.words["ControlState"][state.answer])
        yield me, t.sal("controlInWords"), t.text(place_in_words(judge, state, day, _named), "en")
        for id in state.claims if state.since is None else ():
            claim = judge.corpus.records[id]
            assert isinstance(claim, Claim)
            part = "holder" if claim.predicate in holds.exclusive else "contestedBy"
            yield me, t.sal("besiegedBy" if claim.predicate in holds.sieges else part), iris.of(claim.subject)
            yield me, t.sal("controlRestsOn"), iris.of(id)
        if state.since is not None:
            yield me, t.sal("unknownSince"), t.day(state.since)


def plain_triples(judge: Judge, day: Day, iris: t.Iris) -> tuple[set[Triple], set[Triple]]:
    """Return the plain ties of the day: those that are well supported, and those that somebody claims."""
    snapshot: set[Triple] = set()
    claimed: set[Triple] = set()
    rivals = _possible_holders(judge, day)
    for tie in all_ties(judge):
        predicate = judge.ontology.predicates[tie.predicate]
        answer = on_day(judge, predicate.lapse, tie.validity, day)
        if answer == NO:
            continue
        triples = [(iris.of(tie.subject), f"<{predicate.iri}>", iris.of(tie.object))]
        if predicate.is_symmetric:
            triples.append((iris.of(tie.object), f"<{predicate.iri}>", iris.of(tie.subject)))
        settled = tie.status == ACCEPTED and answer in (CERTAIN, POSSIBLE)
        if settled and answer == POSSIBLE and predicate.is_exclusive:
            settled = not _has_rival(judge, tie, rivals)
        (snapshot if settled else claimed).update(triples)
    for id, judgement in judge.judgements.items():
        record = judge.corpus.records[id]
        if not is_asserted(record, judgement):
            continue
        if isinstance(record, Event):
            parts = _event_parts(judge, record, judgement, day, iris)
        else:
            parts = _value(judge, record, judgement, day, iris)
        for triple, answer, is_accepted in parts:
            if answer != NO:
                settled = is_accepted and answer in (CERTAIN, POSSIBLE)
                (snapshot if settled else claimed).add(triple)
    return snapshot, claimed - snapshot


def conclusion_triples(
    judge: Judge, conclusions: Iterable[Conclusion], day: Day, iris: t.Iris, known: set[Triple]
) -> Iterator[Triple]:
    """Yield each conclusion as a node, and as a plain triple where it holds on the day and is not there already."""
    for conclusion in conclusions:
        predicate = judge.ontology.predicates[conclusion.predicate]
        node = iris.conclusion(conclusion.id)
        answer = conclusion_holds(judge, conclusion, day)
        yield node, TYPE, t.sal("Conclusion")
        yield node, t.sal("rule"), t.text(conclusion.rule)
        because = "; ".join(filter(None, (conclusion.label, conclusion.because)))
        if because:
            yield node, t.sal("because"), t.text(because, "en")
        yield node, t.sal("subject"), iris.of(conclusion.subject)
        yield node, t.sal("predicate"), f"<{predicate.iri}>"
        yield node, t.sal("object"), iris.of(conclusion.object)
        yield node, t.sal("status"), t.sal(conclusion.status)
        yield node, t.sal("reading"), t.text(f"inferred, {STATUS_IN_WORDS[conclusion.status]}", "en")
        yield node, t.sal("startInWords"), t.text(words_of_days(*conclusion.bounds[:2]) or "not known", "en")
        yield node, t.sal("endInWords"), t.text(words_of_days(*conclusion.bounds[2:]) or "no end known", "en")
        yield node, t.sal("spanInWords"), t.text(span_in_words(None, conclusion.bounds), "en")
        if conclusion.status != REJECTED:
            yield node, t.sal("asserted"), t.boolean(True)
        yield node, t.sal("holds"), t.sal(answer)
        yield node, t.sal("holdsInWords"), t.text(ANSWERS[told(conclusion, day)], "en")
        for id in conclusion.rests_on:
            yield node, t.sal("restsOn"), iris.of(id)
        yield from _bounds(node, conclusion.bounds)
        if conclusion.confirmed is not None:
            yield node, t.sal("lastConfirmed"), t.day(conclusion.confirmed)
        triple = (iris.of(conclusion.subject), f"<{predicate.iri}>", iris.of(conclusion.object))
        if answer in (CERTAIN, POSSIBLE) and triple not in known:
            yield triple


def _bounds(me: str, bounds: Bounds) -> Iterator[Triple]:
    for name, value in zip(("startEarliest", "startLatest", "endEarliest", "endLatest"), bounds, strict=True):
        if value is not None:
            yield me, t.sal(name), t.day(value)


def _possible_holders(judge: Judge, day: Day) -> dict[tuple[str, str], list[Claim]]:
    found: dict[tuple[str, str], list[Claim]] = {}
    for id, judgement in judge.judgements.items():
        record = judge.corpus.records[id]
        if isinstance(record, Claim) and record.object is not None and judgement.status == ACCEPTED:
            predicate = judge.ontology.predicates[record.predicate]
            is_hold = predicate.is_exclusive and not (record.is_negated or record.is_planned)
            if is_hold and judgement.validity.on(day) in (CERTAIN, POSSIBLE):
                found.setdefault((record.predicate, str(record.object)), []).append(record)
    return found


def _has_rival(judge: Judge, tie: Tie, holders: dict[tuple[str, str], list[Claim]]) -> bool:
    claim = judge.corpus.records[tie.record]
    assert isinstance(claim, Claim)
    return any(judge.excludes(claim, other) for other in holders.get((tie.predicate, tie.object), ()))


#: A plain triple, whether it holds on the day, and whether its part is well supported.
Part = tuple[Triple, str, bool]


def _event_parts(judge: Judge, event: Event, judgement: Judgement, day: Day, iris: t.Iris) -> Iterator[Part]:
    """Yield where an event was and who was in it, as known, each in its own time."""
    me, lapse = iris.of(event.id), judge.ontology.event_kinds[event.kind].lapse
    for presence in judgement.presences:
        fill = presence.fill
        entity = judge.corpus.entities.get(fill.actor)
        is_actor = entity is not None and judge.ontology.is_a(entity.kind, ["Actor"])
        if fill.role == "place" or (is_actor and fill.role != "about"):
            answer = on_day(judge, lapse, presence.validity, day)
            predicate = t.sal("place" if fill.role == "place" else "participant")
            if presence.status != REJECTED:
                yield (me, predicate, iris.of(fill.actor)), answer, presence.status == ACCEPTED


def _value(judge: Judge, claim: Claim, judgement: Judgement, day: Day, iris: t.Iris) -> Iterator[Part]:
    """Yield the value of a claim, where it is one figure."""
    predicate, value = judge.ontology.predicates[claim.predicate], claim.value
    if value is None or (isinstance(value, Quantity) and (value.low != value.high or value.is_about)):
        return
    literal = t.number(value.low) if isinstance(value, Quantity) else _literal(value, predicate.value_type)
    is_accepted = judgement.status == ACCEPTED and not judgement.has_equal_dispute("value")
    triple = (iris.of(claim.subject), f"<{predicate.iri}>", literal)
    yield triple, _value_answer(judge, claim, judgement, day), is_accepted


def _value_answer(judge: Judge, claim: Claim, judgement: Judgement, day: Day) -> str:
    """Answer for a figure: one that bears no time of its own stands from the day it counts to."""
    if claim.start is None and claim.date is None:
        window = claim.value.window if isinstance(claim.value, Quantity) else None
        if isinstance(window, Edtf) and window.span.latest is not None and window.span.latest > day:
            return NO
        return CERTAIN
    return (
        has_happened(judgement.validity, day) if judge.term(claim).lapse == "occurrence" else judgement.validity.on(day)
    )
