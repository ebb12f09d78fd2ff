"""Judged records → the page's index: all that the page knows, as columns of small numbers over one table of strings.

The page asks it everything: who is tied to whom, what readers are told of a day, who says so and who says otherwise.
What was judged is in it as facts (`facts.py`): the page looks days up in runs, and holds no rule of evidence, time or
law. A reference is the number of an entity, or -1 minus the number of an event's record; a text is its number in
`strings`, 0 being none. Days are ordinals. Knows no HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..compile.wording import details_in_words, held_in_words
from ..dates import ANY_DAY, Bounds, Day, Edtf, iso
from ..infer import Conclusion, Rule, infer
from ..judge import CONFIDENCES, STATUSES, Judge, Voice
from ..layout import Point, groups, zones
from ..layout.homes import homes
from ..model import Attestation, Event, Name, Quantity, Ref, Value
from ..names import SOUNDS, initials
from ..read import gc_paused
from ..tell.words import NO_STAGE, overlay_mark
from ..verify import checked, is_verified
from .facts import ANSWERS, STYLES, Facts, Key, Numbers, Time
from .known import chained, keys, steps
from .terms import Columns, terms
from .views import View, packed_views

FORMAT = 3
NEGATED, PLANNED = 1, 2
#: The columns of the tables that more than one function fills.
RECORD = "id isEvent term subject object value flags says from until date note"
ATTESTATION = "source locator stance of speaker isQuoted grade isParty basis says still details verified"

Index = dict[str, Any]


def page_index(
    judge: Judge,
    conclusions: Iterable[Conclusion],
    positions: Mapping[str, Point],
    as_of: Day | None = None,
    views: Iterable[View] = (),
    opens: str = "",
    rules: Iterable[Rule] = (),
) -> Index:
    """Return the index as plain JSON values. Entities, sources and records are sorted by id.

    `as_of` is the day that the page opens on, the end of coverage where it is None; `opens` the id of the view; `rules`
    are those that the conclusions follow from, without which it has none by earlier days of knowledge.
    """
    with gc_paused():
        found = _Packer(judge, positions).index(list(conclusions), tuple(rules))
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
        self.event_kind = {key: number for number, key in enumerate(ontology.event_kinds)}
        self.predicate = {key: number for number, key in enumerate(ontology.predicates)}
        self.role = {key: number for number, key in enumerate(ontology.roles)}
        self.stances = ontology.vocabulary("Stance")
        self.validities: dict[Time, int] = {}
        self.attestations = _columns(ATTESTATION)
        self.attested: dict[tuple[str, Attestation, str, bool], int] = {}

    def index(self, conclusions: list[Conclusion], rules: tuple[Rule, ...]) -> Index:
        found: Index = {
            "format": FORMAT,
            "dataset": self.dataset(),
            **terms(self.judge.ontology),
            "answers": [*ANSWERS.values()],
            "statuses": [*STATUSES],
            "confidences": [*CONFIDENCES],
            "styles": [*STYLES],
            "noStage": NO_STAGE,
            "entities": self.entities(),
            "names": self.names(),
            "search": self.search(),
            "sounds": [list(rule) for rule in SOUNDS],
            "records": self.records(),
            "identities": self.identities(),
            "withdrawals": self.withdrawals(),
        }
        number = Numbers(self.entity, self.record, self.text, self.valid, self.attest, self.pair)
        days, facts = steps(self.judge), Facts(number)
        judges = [self.judge.seen_from(day) for day in days]
        tables = [facts.of(early, infer(early, rules)) for early in judges[:-1]]
        tables.append(facts.of(self.judge, conclusions))
        rows = keys(tables)
        differences: list[Index] = [{} for _ in days[:-1]]
        for name, own in self.identity(rows, facts).items():
            columns, changed = chained(rows[name], tables, name)
            found[name] = {**found.get(name, {}), **own, **columns}
            for difference, one in zip(differences, changed, strict=True):
                difference |= {name: one} if one else {}
        found["control"]["answers"] = [*self.judge.ontology.vocabulary("ControlState")]
        found["conclusions"] = self.conclusions(rows["ties"], facts)
        found["known"] = {"days": days, "differences": differences}
        found["sources"] = self.sources(judges)
        found["attestations"] = self.attestations
        found["validities"] = self.times()
        found["strings"] = list(self.text.numbers)
        return found

    def identity(self, rows: dict[str, list[Key]], facts: Facts) -> dict[str, Columns]:
        """Return what each row is of, whatever the day of knowledge. Records stand in their own order."""
        assert rows["records"] == [(id,) for id in self.record], "a record that was known is known ever after"
        cases = [(self.entity[str(person)], self.ref(str(case)) if case else None) for person, case in rows["stages"]]
        return {
            "records": {},
            "fills": self.fills(rows["fills"]),
            "disputes": {
                "record": [self.record[str(id)] for id, _ in rows["disputes"]],
                "field": [self.text(field) for _, field in rows["disputes"]],
            },
            "ties": self.ties(rows["ties"], facts),
            "stages": {"person": [person for person, _ in cases], "case": [case for _, case in cases]},
            "outside": {
                "person": [self.entity[str(who)] for who, _ in rows["outside"]],
                "record": [self.record[str(id)] for _, id in rows["outside"]],
            },
            "control": {"place": [self.ref(str(place)) for (place,) in rows["control"]]},
        }

    def times(self) -> Columns:
        """Return when things held: `runs` are days and answers by turns, each answer from its day on."""
        found = _columns("runs begin end confirmed occurs within certain possible")
        for time in self.validities:
            answers = [*ANSWERS]
            found["runs"].append([cell for run in time.runs for cell in (run.first, answers.index(run.answer))])
            for name, day in zip(("begin", "end", "confirmed"), time[1:4], strict=True):
                found[name].append(day)
            found["within"].append([*time.within])
            found["occurs"].append(int(time.occurs))
            for name, stretch in (("certain", time.certain), ("possible", time.possible)):
                found[name].append(None if stretch is None else list(stretch))
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
        found = _columns("entity text lang sort when")
        for id, entity in self.judge.corpus.entities.items():
            for name in entity.names:
                found["entity"].append(self.entity[id])
                found["text"].append(self.text(name.text))
                found["lang"].append(self.text(name.lang))
                found["sort"].append(self.text(name.sort))
                found["when"].append(self.text(_when(name)))
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

    def sources(self, judges: list[Judge]) -> Columns:
        """Return the sources; `heard` is the number of the first of the days of knowledge by which each was out."""
        found = _columns("id title publisher author published heard retrieved read url noUrl archive language")
        found["derivesFrom"] = []
        for id, source in self.judge.corpus.sources.items():
            found["id"].append(id)
            found["title"].append(self.text(source.title + overlay_mark(self.judge, source.place)))
            found["publisher"].append(self.entity.get(source.publisher, -1))
            found["author"].append(self.text(source.author))
            found["published"].append(self.text(source.published.text if source.published else ""))
            found["heard"].append(next((n for n, early in enumerate(judges) if early.is_out[id]), len(judges)))
            found["retrieved"].append(self.text(source.retrieved.text))
            found["read"].append(self.text(source.read))
            found["url"].append(self.text(web_address(source.url)))
            found["noUrl"].append(self.text(source.no_url))
            found["archive"].append(self.text(web_address(source.archive)))
            found["language"].append(self.text(source.language))
            found["derivesFrom"].append([self.source[s] for s in source.derives_from if s in self.source])
        return found

    # ---- records -----------------------------------------------------------------------------------------------

    def records(self) -> Columns:
        """Return the records as they were written; what was judged of them is another's."""
        found = _columns(RECORD)
        for id in self.record:
            record = self.judge.corpus.records[id]
            found["id"].append(id)
            found["isEvent"].append(int(isinstance(record, Event)))
            if isinstance(record, Event):
                found["term"].append(self.event_kind[record.kind])
                found["subject"].append(None)
                found["object"].append(None)
                found["value"].append(0)
            else:
                found["term"].append(self.predicate[record.predicate])
                found["subject"].append(self.ref(record.subject))
                found["object"].append(None if record.object is None else self.ref(record.object))
                found["value"].append(self.text("" if record.value is None else self.words(record.value)))
            found["flags"].append(NEGATED * record.is_negated + PLANNED * record.is_planned)
            found["says"].append(self.text(record.says if isinstance(record, Event) else ""))
            for key, value in (("from", record.start), ("until", record.until), ("date", record.date)):
                found[key].append(self.text(value.text if value else "unknown" if key in record.unknown else ""))
            found["note"].append(self.text(record.note))
        return found

    def fills(self, rows: list[Key]) -> Columns:
        found = _columns("record role actor side details")
        for id, number in rows:
            event = self.judge.corpus.records[str(id)]
            assert isinstance(event, Event) and isinstance(number, int)
            fill = event.roles[number]
            found["record"].append(self.record[str(id)])
            found["role"].append(self.role[fill.role])
            found["actor"].append(self.ref(fill.actor))
            found["side"].append(fill.side)
            found["details"].append(self.text(details_in_words(self.judge, fill.qualifiers)))
        return found

    # ---- what is said ------------------------------------------------------------------------------------------

    def attest(self, record: str, attestation: Attestation, voice: Voice | None) -> int:
        """Add what one source says of a record, once for it. Nobody weighs that of a name, a role or a reply."""
        publisher = str(self.judge.corpus.sources[attestation.source].publisher)
        speaker, grade, is_party = str(attestation.said_by or publisher), "", False
        if voice is not None:
            speaker, grade, is_party = voice.speaker, voice.grade, voice.is_party
        key = (record, attestation, grade, is_party)
        if key not in self.attested:
            number = self.add_attestation(attestation, speaker, grade, is_party)
            if voice is not None:
                self.attestations["verified"][number] = self.verified(record, attestation)
            self.attested[key] = number
        return self.attested[key]

    def plain(self, attestation: Attestation) -> int:
        return self.attest("", attestation, None)

    def add_attestation(self, attestation: Attestation, speaker: str, grade: str, is_party: bool) -> int:
        found = self.attestations
        still = attestation.still
        found["source"].append(self.source[attestation.source])
        found["locator"].append(self.text(attestation.locator))
        found["stance"].append(self.stances.index(attestation.stance))
        found["of"].append([self.text(field) for field in attestation.of])
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

    def valid(self, time: Time) -> int:
        return self.validities.setdefault(time, len(self.validities))

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

    def ties(self, rows: list[Key], facts: Facts) -> Columns:
        """Return the ties, then the conclusions, whose `record` is -1 minus their own number."""
        found = _columns("id subject predicate object record")
        conclusions = 0
        for tie in (facts.ties[key] for key in rows):
            found["id"].append(self.text(tie.id))
            found["subject"].append(self.ref(tie.subject))
            found["predicate"].append(self.predicate[tie.predicate])
            found["object"].append(self.ref(tie.object))
            if isinstance(tie, Conclusion):
                conclusions += 1
                found["record"].append(-conclusions)
            else:
                found["record"].append(self.record[tie.record])
        return found

    def conclusions(self, rows: list[Key], facts: Facts) -> Columns:
        made = [tie for key in rows if isinstance(tie := facts.ties[key], Conclusion)]
        return {
            "rule": [self.text(c.rule) for c in made],
            "restsOn": [[self.record[id] for id in c.rests_on] for c in made],
        }


def _when(name: Name) -> str:
    """Return from when until when somebody had a name, in words."""
    start, until = (ANY_DAY if edge is None else edge.span for edge in (name.start, name.until))
    return held_in_words(Bounds(*start, *until))
