"""Judged records → the page's index: all that the page knows, as columns of small numbers over one table of strings.

The page asks it everything: who is tied to whom, whether that held on a day (by the very days that
`Validity.on` reads), who says so and who says otherwise. A reference is the number of an entity, or -1 minus the
number of an event's record; a text is its number in `strings`, 0 being none. Days are ordinals. Knows no HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..dates import Day, Edtf, iso
from ..infer import Conclusion
from ..judge import CONFIDENCES, STATUSES, Judge, Judgement, Validity, Voice
from ..judge.places import Holds
from ..layout import Point, groups, zones
from ..layout.homes import homes
from ..model import Attestation, Claim, Event, Quantity, Ref, Value
from ..names import SOUNDS, initials
from ..paths import hop_weights
from ..tell.words import overlay_mark
from ..ties import all_ties
from ..verify import checked, is_verified
from .control import packed_runs, runs
from .known import Numbers, day_out, known
from .terms import Columns, terms
from .views import View, packed_views

FORMAT = 2
NEGATED, PLANNED = 1, 2
#: The columns of the tables that more than one function fills.
RECORD = (
    "id isEvent term subject object value flags says status confidence reading because origins validity from until "
    "date qualifiers attestations disputedWith note assessed replies outcome"
)
FILL = "record role actor side from until qualifiers attestations"
DISPUTE = "record field isEqual attestations others"
ATTESTATION = "source locator stance of speaker isQuoted grade isParty basis says still details verified"

Index = dict[str, Any]


def page_index(
    judge: Judge,
    conclusions: Iterable[Conclusion],
    positions: Mapping[str, Point],
    as_of: Day | None = None,
    views: Iterable[View] = (),
    opens: str = "",
) -> Index:
    """Return the index as plain JSON values. Entities, sources and records are sorted by id.

    `as_of` is the day that the page opens on, the end of coverage where it is None; `opens` the id of the view.
    """
    found = _Packer(judge, positions).index(list(conclusions))
    found["dataset"]["asOf"] = judge.corpus.dataset.covers_to if as_of is None else as_of
    found["dataset"]["opens"] = opens
    found["views"] = packed_views(views)
    return found


def web_address(url: str) -> str:
    """Return an address that a reader may be sent to, or nothing: http and https only."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def _columns(names: str) -> Columns:
    return {name: [] for name in names.split()}


class _Strings:
    """One table of texts, each once, numbered as they come; 0 is the empty one."""

    def __init__(self) -> None:
        self.numbers = {"": 0}

    def __call__(self, text: object) -> int:
        return self.numbers.setdefault(str(text), len(self.numbers))


class _Packer:
    def __init__(self, judge: Judge, positions: Mapping[str, Point]) -> None:
        self.judge, self.positions = judge, positions
        corpus = judge.corpus
        self.text = _Strings()
        self.entity = {id: number for number, id in enumerate(corpus.entities)}
        self.source = {id: number for number, id in enumerate(corpus.sources)}
        self.record = {id: number for number, id in enumerate(judge.judgements)}
        ontology = judge.ontology
        self.kind = {key: number for number, key in enumerate(ontology.kinds)}
        self.all_ties = list(all_ties(judge))
        self.event_kind = {key: number for number, key in enumerate(ontology.event_kinds)}
        self.predicate = {key: number for number, key in enumerate(ontology.predicates)}
        self.role = {key: number for number, key in enumerate(ontology.roles)}
        self.stances = ontology.vocabulary("Stance")
        self.validities: dict[Validity, int] = {}
        self.attestations = _columns(ATTESTATION)
        self.attested: dict[tuple[str, int], int] = {}

    def index(self, conclusions: list[Conclusion]) -> Index:
        found: Index = {
            "format": FORMAT,
            "dataset": self.dataset(),
            **terms(self.judge.ontology),
            "entities": self.entities(),
            "names": self.names(),
            "search": self.search(),
            "sounds": [list(rule) for rule in SOUNDS],
            "sources": self.sources(),
            **self.records(),
            "ties": self.ties(conclusions),
            "conclusions": self.conclusions(conclusions),
            "identities": self.identities(),
            "withdrawals": self.withdrawals(),
            "control": packed_runs(dict(runs(Holds(self.judge))), self.entity, self.record),
            "known": known(self.judge, self.all_ties, Numbers(self.entity, self.record, self.text, self.valid)),
        }
        found["attestations"] = self.attestations
        found["validities"] = self.times()
        found["strings"] = list(self.text.numbers)
        return found

    def times(self) -> Columns:
        """Return when things held: `certain` and `possible` are the first and last day of each, or None."""
        found = _columns("startEarliest startLatest endEarliest endLatest confirmed certain possible occurs")
        for validity in self.validities:
            bounds = zip(list(found)[:4], validity.bounds, strict=True)
            for name, day in bounds:
                found[name].append(day)
            found["confirmed"].append(validity.confirmed)
            found["occurs"].append(int(validity.lapse == "occurrence"))
            for name, days in (("certain", validity.certain_days), ("possible", validity.possible_days)):
                found[name].append(None if days is None else list(days))
        return found

    # ---- the whole, and the ontology ---------------------------------------------------------------------------

    def dataset(self) -> Index:
        dataset = self.judge.corpus.dataset
        return {
            "title": dataset.title,
            "base": dataset.base,
            "edition": iso(dataset.edition),
            "coversTo": dataset.covers_to,
            "knownAt": iso(self.judge.known_at),
            "licence": dataset.licence,
            "contact": dataset.contact,
            "description": dataset.description,
            "creator": dataset.creator,
        }

    # ---- entities and sources ----------------------------------------------------------------------------------

    def entities(self) -> Columns:
        leaders, countries = groups(self.judge), homes(self.judge)
        zone_of = zones(self.judge, leaders)
        found = _columns("id kind x y group zone home point publicBecause isPrivate grade note ids same rank")
        found["attestations"] = []
        rank = {id: number for number, id in enumerate(self.judge.finder.by_mentions)}
        for id, entity in self.judge.corpus.entities.items():
            spot = self.positions.get(id)
            found["id"].append(id)
            found["kind"].append(self.kind[entity.kind])
            found["x"].append(None if spot is None else round(spot[0]))
            found["y"].append(None if spot is None else round(spot[1]))
            found["group"].append(self.entity.get(leaders.get(id, ""), -1))
            found["zone"].append(self.entity.get(zone_of.get(id, ""), -1))
            found["home"].append(self.entity.get(countries.get(id, ""), -1))
            found["point"].append(None if entity.point is None else list(entity.point))
            found["publicBecause"].append(self.text(entity.public_because))
            found["isPrivate"].append(int(entity.is_private))
            found["grade"].append(self.text(entity.reliability))
            found["note"].append(self.text(f"{entity.note}{overlay_mark(self.judge, entity.place)}".strip()))
            found["same"].append([self.text(other) for other in self.judge.corpus.others(id)])
            found["rank"].append(rank[id])
            found["ids"].append([self.text(part) for pair in entity.ids for part in pair])
            found["attestations"].append([self.plain(a) for a in entity.attestations])
        return found

    def names(self) -> Columns:
        """Return the names, by entity, main ones first as written."""
        found = _columns("entity text lang sort from until")
        for id, entity in self.judge.corpus.entities.items():
            for name in entity.names:
                found["entity"].append(self.entity[id])
                found["text"].append(self.text(name.text))
                found["lang"].append(self.text(name.lang))
                found["sort"].append(self.text(name.sort))
                found["from"].append(self.text(name.start.text if name.start else ""))
                found["until"].append(self.text(name.until.text if name.until else ""))
        return found

    def search(self) -> Columns:
        """Return what names and ids are found by, in the finder's order: see names/finder.py for what each is.

        A key that is its words without their spaces, as most are, is 0, as is the sound of one that has none.
        """
        finder = self.judge.finder
        found = _columns("key entity name isMain words initials sound")
        for key, owners in finder.owners.items():
            for named in owners:
                found["key"].append(self.text("" if finder.worded[key].replace(" ", "") == key else key))
                found["entity"].append(self.entity[named.id])
                found["name"].append(self.text(named.name))
                found["isMain"].append(int(named.is_main))
                found["words"].append(self.text(finder.worded[key]))
                found["initials"].append([self.text(s) for s in initials(named.name)] if named.name != named.id else [])
                found["sound"].append(self.text(finder.sounds[key]))
        return found

    def sources(self) -> Columns:
        found = _columns("id title publisher author published out retrieved read url noUrl archive language")
        found["derivesFrom"] = []
        for id, source in self.judge.corpus.sources.items():
            found["id"].append(id)
            found["title"].append(self.text(source.title + overlay_mark(self.judge, source.place)))
            found["publisher"].append(self.entity.get(source.publisher, -1))
            found["author"].append(self.text(source.author))
            found["published"].append(self.text(source.published.text if source.published else ""))
            found["out"].append(day_out(self.judge, id))
            found["retrieved"].append(self.text(source.retrieved.text))
            found["read"].append(self.text(source.read))
            found["url"].append(self.text(web_address(source.url)))
            found["noUrl"].append(self.text(source.no_url))
            found["archive"].append(self.text(web_address(source.archive)))
            found["language"].append(self.text(source.language))
            found["derivesFrom"].append([self.source[s] for s in source.derives_from if s in self.source])
        return found

    # ---- records -----------------------------------------------------------------------------------------------

    def records(self) -> dict[str, Columns]:
        found, roles, disputes = _columns(RECORD), _columns(FILL), _columns(DISPUTE)
        for id, judgement in self.judge.judgements.items():
            record = self.judge.corpus.records[id]
            is_event = isinstance(record, Event)
            found["id"].append(id)
            found["isEvent"].append(int(is_event))
            if isinstance(record, Event):
                found["term"].append(self.event_kind[record.kind])
                found["subject"].append(None)
                found["object"].append(None)
                found["value"].append(0)
                self.add_roles(roles, id, record)
            else:
                found["term"].append(self.predicate[record.predicate])
                found["subject"].append(self.ref(record.subject))
                found["object"].append(None if record.object is None else self.ref(record.object))
                found["value"].append(self.text("" if record.value is None else self.words(record.value)))
            found["flags"].append(NEGATED * record.is_negated + PLANNED * record.is_planned)
            found["says"].append(self.text(record.says if isinstance(record, Event) else ""))
            self.add_judgement(found, record, judgement)
            self.add_disputes(disputes, id, judgement)
        return {"records": found, "fills": roles, "disputes": disputes}

    def add_judgement(self, found: Columns, record: Claim | Event, judgement: Judgement) -> None:
        verdict = judgement.verdict
        found["status"].append(STATUSES.index(verdict.status))
        found["confidence"].append(CONFIDENCES.index(verdict.confidence))
        mark = overlay_mark(self.judge, record.place)
        found["reading"].append(self.text(verdict.in_words + mark))
        found["because"].append(self.text(verdict.because))
        found["origins"].append(len(judgement.origins))
        found["validity"].append(self.valid(judgement.validity))
        for key, value in (("from", record.start), ("until", record.until), ("date", record.date)):
            found[key].append(self.text(value.text if value else "unknown" if key in record.unknown else ""))
        found["qualifiers"].append([cell for key, value in record.qualifiers for cell in self.pair(key, value)])
        found["attestations"].append([self.attest(judgement.id, voice) for voice in judgement.voices])
        found["disputedWith"].append([self.record[other] for other in judgement.disputed_with])
        found["note"].append(self.text(record.note))
        assessment = record.assessment
        found["assessed"].append(
            [self.text(assessment.assessed_by), self.text(assessment.date.text)] if assessment else []
        )
        found["replies"].append(
            [
                [self.text(reply.says), self.speaker(reply.said_by), [self.plain(a) for a in reply.attestations]]
                for reply in record.replies
            ]
        )
        outcome = record.outcome
        event = outcome.event if outcome else None
        found["outcome"].append(
            []
            if outcome is None
            else [
                self.text(outcome.happened),
                -1 if event is None else self.record.get(event, -1),
                [self.plain(a) for a in outcome.attestations],
            ]
        )

    def add_roles(self, found: Columns, id: str, event: Event) -> None:
        for fill in event.roles:
            found["record"].append(self.record[id])
            found["role"].append(self.role[fill.role])
            found["actor"].append(self.ref(fill.actor))
            found["side"].append(fill.side)
            found["from"].append(self.text(fill.start.text if fill.start else ""))
            found["until"].append(self.text(fill.until.text if fill.until else ""))
            found["qualifiers"].append([cell for key, value in fill.qualifiers for cell in self.pair(key, value)])
            found["attestations"].append([self.plain(a) for a in fill.attestations])

    def add_disputes(self, found: Columns, id: str, judgement: Judgement) -> None:
        for dispute in judgement.disputes:
            found["record"].append(self.record[id])
            found["field"].append(self.text(dispute.field))
            found["isEqual"].append(int(dispute.is_equal))
            found["attestations"].append(
                [] if dispute.others else [self.attest(id, voice) for voice in dispute.dissent]
            )
            found["others"].append([self.record[other] for other in dispute.others])

    # ---- what is said ------------------------------------------------------------------------------------------

    def attest(self, record: str, voice: Voice) -> int:
        """Add what one source says of a record, once for the record."""
        key = (record, id(voice.attestation))
        if key not in self.attested:
            number = self.add_attestation(voice.attestation, voice.speaker, voice.grade, voice.is_party)
            self.attestations["verified"][number] = self.verified(record, voice.attestation)
            self.attested[key] = number
        return self.attested[key]

    def plain(self, attestation: Attestation) -> int:
        """Add the attestation of a name, a role or a reply, which nobody weighs."""
        publisher = str(self.judge.corpus.sources[attestation.source].publisher)
        return self.add_attestation(attestation, str(attestation.said_by or publisher), "", False)

    def add_attestation(self, attestation: Attestation, speaker: str, grade: str, is_party: bool) -> int:
        found = self.attestations
        still = attestation.still
        found["source"].append(self.source[attestation.source])
        found["locator"].append(self.text(attestation.locator))
        found["stance"].append(self.stances.index(attestation.stance))
        found["of"].append(self.text(", ".join(attestation.of)))
        found["speaker"].append(self.entity.get(speaker, -1))
        found["isQuoted"].append(int(attestation.said_by is not None))
        found["grade"].append(self.text(grade))
        found["isParty"].append(int(is_party))
        found["basis"].append(self.text(attestation.basis))
        found["says"].append(self.text(attestation.says))
        found["still"].append(self.text(still.text if isinstance(still, Edtf) else still or ""))
        found["details"].append([cell for key, value in attestation.details for cell in self.pair(key, value)])
        found["verified"].append(0)
        return len(found["source"]) - 1

    def verified(self, record: str, attestation: Attestation) -> int:
        """Return the day on which a citation was found on its page, as a text; 0 where it was not."""
        if attestation.source not in self.judge.corpus.checked:
            return 0
        thing = self.judge.corpus.records[record]
        seen = checked(self.judge.corpus, self.judge.ontology, thing).get(attestation)
        return self.text(iso(seen.day)) if seen is not None and is_verified(seen) else 0

    def speaker(self, actor: Ref | None) -> int:
        return -1 if actor is None else self.entity.get(actor, -1)

    def pair(self, key: str, value: Value | tuple[Ref, ...]) -> tuple[int, int | list[int]]:
        """Return a field's key and its value: a text, or the list of whom it names."""
        if isinstance(value, tuple) and not isinstance(value, Edtf | Quantity):
            return self.text(key), [self.ref(actor) for actor in value]
        if isinstance(value, Ref) and value in self.entity:
            return self.text(key), [self.ref(value)]
        return self.text(key), self.text(self.words(value))

    def words(self, value: Value) -> str:
        if isinstance(value, Edtf):
            return value.text
        if not isinstance(value, Quantity):
            return str(value)
        counter = self.judge.corpus.label(value.counter) if value.counter else ""
        window = value.window.text if value.window else ""
        parts = [str(value), value.scope, window, counter and f"counted by {counter}"]
        return ", ".join(part for part in parts if part)

    def ref(self, id: str) -> int:
        if id in self.entity:
            return self.entity[id]
        return -1 - self.record[id] if id in self.record else -1 - len(self.record)

    def valid(self, validity: Validity) -> int:
        return self.validities.setdefault(validity, len(self.validities))

    # ---- what is one, and what is gone ----------------------------------------------------------------------------

    def identities(self) -> Columns:
        """Return the judgements on whether two are one; `merged` is the id that is no entity of its own any more."""
        found = _columns("verdict one other merged because attestations")
        corpus = self.judge.corpus
        for identity in corpus.identities:
            found["verdict"].append(self.text(identity.verdict))
            one, other = identity.pair
            found["one"].append(self.ref(corpus.now(one)))
            found["other"].append(self.ref(corpus.now(other)))
            is_one = corpus.now(one) == corpus.now(other)
            merged = (other if other in corpus.merged else one) if is_one else ""
            shown = f"{corpus.merged[merged].label()} ({merged})" if merged in corpus.merged else ""
            found["merged"].append(self.text(shown))
            found["because"].append(self.text(identity.because))
            found["attestations"].append([self.plain(a) for a in identity.attestations])
        return found

    def withdrawals(self) -> Columns:
        found = _columns("id date because")
        for withdrawal in self.judge.corpus.withdrawals:
            found["id"].append(self.text(withdrawal.id))
            found["date"].append(self.text(withdrawal.date.text))
            found["because"].append(self.text(withdrawal.because))
        return found

    # ---- ties --------------------------------------------------------------------------------------------------

    def ties(self, conclusions: list[Conclusion]) -> Columns:
        """Return the ties, then the conclusions, whose `record` is -1 and whose `validity` is their own number.

        `hop` is the weight of each on a path, None where no path walks it.
        """
        found = _columns("id subject predicate object record validity status confidence")
        found["hop"] = [*hop_weights(self.judge, self.all_ties), *(None for _ in conclusions)]
        for tie in self.all_ties:
            found["id"].append(self.text(tie.id))
            found["subject"].append(self.ref(tie.subject))
            found["predicate"].append(self.predicate[tie.predicate])
            found["object"].append(self.ref(tie.object))
            found["record"].append(self.record[tie.record])
            found["validity"].append(self.valid(tie.validity))
            found["status"].append(STATUSES.index(tie.status))
            found["confidence"].append(CONFIDENCES.index(tie.verdict.confidence))
        for number, conclusion in enumerate(conclusions):
            found["id"].append(self.text(conclusion.id))
            found["subject"].append(self.ref(conclusion.subject))
            found["predicate"].append(self.predicate[conclusion.predicate])
            found["object"].append(self.ref(conclusion.object))
            found["record"].append(-1)
            found["validity"].append(number)
            found["status"].append(STATUSES.index(conclusion.status))
            found["confidence"].append(-1)
        return found

    def conclusions(self, conclusions: list[Conclusion]) -> Columns:
        return {
            "rule": [self.text(c.rule) for c in conclusions],
            "restsOn": [[self.record[id] for id in c.rests_on] for c in conclusions],
        }
