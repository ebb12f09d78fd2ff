"""Judged records → what the page shows of them by the sources of one day of knowledge, as rows of plain values.

All that depends on who is believed and on what was known is worked out here, by the judge's own functions: readings,
answers by day as runs, legal stages, who held a place. The page looks days up and decides nothing. Rows of two days of
knowledge can be compared, since a row's key names what it is of, whatever the day.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..compile.wording import OF_ITS_ENDS, held_in_words, tie_parts
from ..dates import Day
from ..infer import Conclusion, Premise
from ..infer import told as conclusion_told
from ..judge import (
    ACCEPTED,
    CERTAIN,
    CONFIDENCES,
    DISPUTED,
    NO,
    OPEN,
    POSSIBLE,
    PROVISIONAL,
    REJECTED,
    STATUSES,
    TOLD,
    UNKNOWN,
    Judge,
    Judgement,
    Stretch,
    Validity,
    Voice,
)
from ..judge.law import accused, outside_cases, stage_runs
from ..judge.places import Holds, PlaceState
from ..judge.runs import FIRST_DAY, Run, runs, turns
from ..model import Attestation, Claim, Event
from ..paths import hop_weights
from ..tell import words
from ..ties import Tie, ties_of, told

#: The keys by which the page calls what readers are told of a day, from weakest to strongest.
ANSWERS = {NO: "no", UNKNOWN: "unknown", POSSIBLE: "possible", OPEN: "open", CERTAIN: "certain"}
assert tuple(ANSWERS) == TOLD
#: How a line is drawn; of several between the same two the first of these is drawn.
STYLES = (ACCEPTED, "inferred", PROVISIONAL, DISPUTED, "planned")
_STYLE = {REJECTED: DISPUTED}
#: The columns of each table that depend on the day of knowledge. Each has `shown` besides: 0 for what is not yet known.
COLUMNS = {
    "records": (
        "status style confidence reading because origins validity when qualifiers attestations disputedWith assessed "
        "replies outcome accused isDenied isAsserted"
    ),
    "fills": "validity when reading attestations",
    "disputes": "isEqual attestations others",
    "ties": "validity when details status style confidence reading hop",
    "stages": "first stage",
    "outside": "first",
    "control": "first answer words holders claims",
}

Key = tuple[Hashable, ...]
Row = tuple[Any, ...]
#: By table, then by key: the values of its columns.
Tables = dict[str, dict[Key, Row]]


class Numbers(NamedTuple):
    """How the index numbers entities, records, sources, texts, times and what is said."""

    entity: Mapping[str, int]
    record: Mapping[str, int]
    text: Callable[[object], int]
    valid: Callable[[Time], int]
    attest: Callable[[str, Attestation, Voice | None], int]
    pair: Callable[[str, Any], tuple[Any, Any]]


class Time(NamedTuple):
    """When something held: what readers are told, by runs of days; the day it had begun by; its end; a last sight.

    Paths need the days `within` which a state may have held or an event happened, the second the first day after; and
    those on which it certainly or possibly held.
    """

    runs: tuple[Run[str], ...]
    begin: Day | None
    end: Day | None
    confirmed: Day | None
    occurs: bool
    within: tuple[Day | None, Day | None] = (None, None)
    certain: Stretch | None = None
    possible: Stretch | None = None


def time_of(lapse: str, validity: Validity) -> Time:
    """Return when a record, a role or a tie held; what occurs, once it has happened, has happened ever since."""
    bounds, over = validity.bounds, validity.bounds.end_latest
    if lapse == "occurrence" != validity.lapse:  # what lasts counts, as an event, from its beginning
        over = None if bounds.start_latest is None else bounds.start_latest + 1
    return Time(
        runs(turns(validity), lambda day: told(lapse, validity, day)),
        bounds.start_earliest if bounds.start_latest is None else bounds.start_latest,
        bounds.end_latest,
        validity.confirmed,
        lapse == "occurrence",
        (bounds.start_earliest, over),
        validity.certain_days,
        validity.possible_days,
    )


def time_of_conclusion(conclusion: Conclusion) -> Time:
    """Return when a conclusion held: as the weakest of what it rests on."""
    days = [day for premise in conclusion.premises for day in turns(premise.validity)]
    begun = conclusion.bounds.start_latest
    found = runs(days, lambda day: conclusion_told(conclusion, day))
    begin = conclusion.bounds.start_earliest if begun is None else begun
    return Time(found, begin, conclusion.bounds.end_latest, conclusion.confirmed, occurs=False)


class Facts:
    """The rows of one day of knowledge after another. What does not differ between two of them is made once."""

    def __init__(self, number: Numbers) -> None:
        self.number = number
        self._made: dict[str, list[tuple[Judgement, Tables]]] = {}
        self._times: dict[tuple[str, Validity], int] = {}
        self._concluded: dict[tuple[str, tuple[Premise, ...]], int] = {}
        self._held: dict[tuple[Hashable, ...], Row] = {}
        #: Ties and conclusions by the key of their row, as last seen.
        self.ties: dict[Key, Tie | Conclusion] = {}

    def of(self, judge: Judge, conclusions: Iterable[Conclusion]) -> Tables:
        """Return every table as a judge sees it; a key that is missing is not yet known."""
        found: Tables = {name: {} for name in COLUMNS}
        for id, judgement in judge.judgements.items():
            for name, rows in self._of_record(judge, id, judgement).items():
                found[name].update(rows)
        for conclusion in conclusions:
            self.ties[(conclusion.id,)] = conclusion
            found["ties"][(conclusion.id,)] = self._conclusion(judge, conclusion)
        found["stages"] = dict(self._stages(judge))
        found["outside"] = dict(self._outside(judge))
        found["control"] = dict(self._control(judge))
        return found

    # ---- records -----------------------------------------------------------------------------------------------

    def _of_record(self, judge: Judge, id: str, judgement: Judgement) -> Tables:
        record = judge.corpus.records[id]
        made = self._made.setdefault(id, [])
        for other, known in made:
            if other is judgement:  # as it is for most records and days
                return known
        found: Tables = {"records": {(id,): self._record(judge, record, judgement)}}
        if isinstance(record, Event):
            found["fills"] = dict(self._fills(judge, record, judgement))
        found["disputes"] = {(id, d.field): row for d, row in self._disputes(id, judgement)}
        found["ties"] = dict(self._ties(judge, judgement))
        if not (record.replies or record.outcome):  # else its judgement is not all that differs
            made.append((judgement, found))
        return found

    def _record(self, judge: Judge, record: Claim | Event, judgement: Judgement) -> Row:
        text, verdict = self.number.text, judgement.verdict
        known, mark = judge.known(record), words.overlay_mark(judge, record.place)
        people = (who for who in accused(judge, judgement.id) if _is_person(judge, who))
        is_so = not (record.is_negated or record.is_planned or verdict.status == REJECTED)
        return (
            STATUSES.index(verdict.status),
            STYLES.index(_STYLE.get(verdict.status, verdict.status)),
            CONFIDENCES.index(verdict.confidence),
            text(verdict.in_words + mark),
            text(verdict.because),
            len(judgement.origins),
            self._time(judge.term(record).lapse, judgement.validity),
            text(words.held(judge, record, judgement.validity)),
            [cell for key, value in known.qualifiers for cell in self.number.pair(key, value)],
            [self.number.attest(judgement.id, voice.attestation, voice) for voice in judgement.voices],
            [self.number.record[other] for other in judgement.disputed_with],
            self._assessed(judge, record, judgement),
            [
                [text(reply.says), self._entity(reply.said_by), self._heard(judge, reply.attestations)]
                for reply in known.replies
            ],
            self._outcome(judge, known),
            [self.number.entity[who] for who in people],
            int(bool(judgement.denial)),
            int(is_so),
        )

    def _assessed(self, judge: Judge, record: Claim | Event, judgement: Judgement) -> list[int]:
        made = record.assessment if judgement.verdict.rule == "analyst" else None
        return [] if made is None else [self.number.text(made.assessed_by), self.number.text(made.date.text)]

    def _outcome(self, judge: Judge, record: Claim | Event) -> list[Any]:
        outcome = record.outcome
        if outcome is None:
            return []
        event = -1 if outcome.event is None else self.number.record.get(outcome.event, -1)
        return [self.number.text(outcome.happened), event, self._heard(judge, outcome.attestations)]

    def _fills(self, judge: Judge, event: Event, judgement: Judgement) -> Iterator[tuple[Key, Row]]:
        """Yield each name in an event. Its time is said only where it is its own, its reading where it is another."""
        lapse = judge.term(event).lapse
        places: dict[tuple[str, int, str], list[int]] = {}
        for number, fill in enumerate(event.roles):
            places.setdefault((fill.role, fill.side, fill.actor), []).append(number)
        for presence in judgement.presences:
            fill = presence.fill
            is_own = presence.validity != judgement.validity
            when = words.held(judge, event, presence.validity) if is_own else ""
            reading = presence.verdict.in_words if presence.status != judgement.status else ""
            said = self._heard(judge, fill.attestations)
            key = (judgement.id, places[fill.role, fill.side, fill.actor].pop(0))
            yield key, (self._time(lapse, presence.validity), self.number.text(when), self.number.text(reading), said)

    def _disputes(self, id: str, judgement: Judgement) -> Iterator[tuple[Any, Row]]:
        for dispute in judgement.disputes:
            said = () if dispute.others else dispute.dissent
            heard = [self.number.attest(id, voice.attestation, voice) for voice in said]
            yield dispute, (int(dispute.is_equal), heard, [self.number.record[other] for other in dispute.others])

    # ---- ties --------------------------------------------------------------------------------------------------

    def _ties(self, judge: Judge, judgement: Judgement) -> Iterator[tuple[Key, Row]]:
        """Yield the ties of a record; the words for a tie's time are those of its record, narrowed to its ends."""
        made = [*ties_of(judge, judgement)]
        record = judge.corpus.records[judgement.id]
        mark = words.overlay_mark(judge, record.place)
        for tie, hop in zip(made, hop_weights(judge, made), strict=True):
            verdict, key = tie.verdict, (tie.id, tie.predicate)
            self.ties[key] = tie
            yield key, (
                self._time(judge.ontology.predicates[tie.predicate].lapse, tie.validity),
                self.number.text(words.held(judge, record, tie.validity)),
                self.number.text(self._details(judge, record)),
                STATUSES.index(verdict.status),
                STYLES.index(_STYLE.get(verdict.status, verdict.status)),
                CONFIDENCES.index(verdict.confidence),
                self.number.text(verdict.in_words + mark),
                hop,
            )

    def _details(self, judge: Judge, record: Claim | Event) -> str:
        """Return all that qualifies a claim between two, but how it began and ended: "acting president"."""
        known = judge.known(record)
        return tie_parts(judge, known, OF_ITS_ENDS).details if isinstance(known, Claim) else ""

    def _conclusion(self, judge: Judge, conclusion: Conclusion) -> Row:
        weakest = max(CONFIDENCES.index(judge.judgements[id].verdict.confidence) for id in conclusion.rests_on)
        when = held_in_words(conclusion.bounds)
        ground = (conclusion.id, conclusion.premises)
        if ground not in self._concluded:
            self._concluded[ground] = self.number.valid(time_of_conclusion(conclusion))
        status, style = STATUSES.index(conclusion.status), STYLES.index("inferred")
        return self._concluded[ground], self.number.text(when), 0, status, style, weakest, 0, None

    # ---- law and places ----------------------------------------------------------------------------------------

    def _stages(self, judge: Judge) -> Iterator[tuple[Key, Row]]:
        """Yield each case of a person: from which days on it stood where; 0 for no stage."""
        text, record = self.number.text, self.number.record
        for key, found in stage_runs(judge).items():
            stages = (run.answer for run in found)
            said = [
                0 if stage is None else [text(stage.word), record[stage.record], text(words.stage_since(judge, stage))]
                for stage in stages
            ]
            yield key, ([run.first for run in found], said)

    def _outside(self, judge: Judge) -> Iterator[tuple[Key, Row]]:
        """Yield who is accused while in no case: a day before it all, the first on which that is so, the next after."""
        for one in outside_cases(judge):
            after = [] if one.last is None else [one.last + 1]
            yield (one.who, one.record), ([FIRST_DAY, one.first, *after],)

    def _control(self, judge: Judge) -> Iterator[tuple[Key, Row]]:
        """Yield each place; one of which every claim is read and dated as before is as it was before."""
        holds = Holds(judge)
        for place in sorted(holds.by_place):
            claims = ((claim.id, judge.judgements[claim.id]) for claim in holds.by_place[place])
            ground = (place, *((id, judgement.status, judgement.validity) for id, judgement in claims))
            if ground not in self._held:
                self._held[ground] = self._place(judge, holds, place)
            yield (place,), self._held[ground]

    def _place(self, judge: Judge, holds: Holds, place: str) -> Row:
        """Return from which days on a place was held how, in words, by whom, by which records.

        In the words a name is the number of an entity in braces: "held by {12}".
        """

        def on(day: Day) -> tuple[PlaceState, str]:
            state = holds.on(place, day)
            return state, words.place_state(judge, state, day, self._called)

        found = runs(holds.turns(place), on)
        states = [run.answer[0] for run in found]
        claims = [[judge.corpus.records[id] for id in state.claims] for state in states]
        holders = [[self.number.entity[c.subject] for c in own if isinstance(c, Claim)] for own in claims]
        answers = judge.ontology.vocabulary("ControlState")
        return (
            [run.first for run in found],
            [answers.index(state.answer) for state in states],
            [self.number.text(run.answer[1]) for run in found],
            [list(dict.fromkeys(own)) for own in holders],
            [[self.number.record[id] for id in state.claims] for state in states],
        )

    def _called(self, judge: Judge, id: str) -> str:
        """Return what stands for a name in words that the page says in its reader's language."""
        return f"{{{self.number.entity[id]}}}" if id in self.number.entity else words.label(judge, id)

    # ---- small things ------------------------------------------------------------------------------------------

    def _time(self, lapse: str, validity: Validity) -> int:
        if (lapse, validity) not in self._times:
            self._times[lapse, validity] = self.number.valid(time_of(lapse, validity))
        return self._times[lapse, validity]

    def _entity(self, actor: str | None) -> int:
        return -1 if actor is None else self.number.entity.get(actor, -1)

    def _heard(self, judge: Judge, attestations: Iterable[Attestation]) -> list[int]:
        return [self.number.attest("", a, None) for a in attestations if judge.is_out[a.source]]


def _is_person(judge: Judge, id: str) -> bool:
    entity = judge.corpus.entities.get(id)
    return entity is not None and judge.ontology.is_a(entity.kind, ["Person"])

