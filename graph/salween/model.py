"""The vocabulary of the record: entities, sources, claims, events, and what hangs on them. Values only.

Everything is frozen and knows where it was written. A missing thing is an empty tuple, an empty string or None
for a date, never a placeholder. Nothing here knows how a thing is judged, compiled or drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from .dates import Edtf
from .place import Place


class Ref(str):
    """An id as somebody typed it: a string that knows its place."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, text: str, place: Place) -> Ref:
        ref = super().__new__(cls, text)
        ref.place = place
        return ref

    def __getnewargs__(self) -> tuple[str, Place]:  # type: ignore[override]
        return (str(self), self.place)


class Quantity(NamedTuple):
    """A number somebody counted or estimated. `low` and `high` are equal for one figure; `high` is None for "at least".

    `is_about` marks a round figure; `window` is the time it counts over; `counter` the one who counted, else empty.
    """

    low: Decimal
    high: Decimal | None
    is_about: bool
    unit: str
    scope: str
    window: Edtf | None
    is_cumulative: bool
    counter: Ref | None

    def __str__(self) -> str:
        return f"{self.number} {self.unit}".strip()

    @property
    def number(self) -> str:
        """The number in words, without its unit: "at least 1,500", "about 900", "50 to 60"."""
        number = f"{self.low:,}"
        if self.high is None:
            return f"at least {number}"
        if self.high != self.low:
            return f"{number} to {self.high:,}"
        return f"about {number}" if self.is_about else number


Value = str | Edtf | Quantity
#: The keys of a record that say when, in the order in which they are told.
TIMES = ("date", "from", "until")
#: What a judgement on two ids can be.
VERDICTS = ("same", "different", "unsure")


class Attestation(NamedTuple):
    """What one source does with one record. `of` names the fields, roles or qualifiers that it speaks of.

    Empty for support: then it states the whole, that is the subject, the relation and the day. Support of a part
    counts for that part only. A contradiction of everything is of `whole`. `details` holds the source's own date, from,
    until or value, and roles or qualifiers on which it differs.
    `still` is an Edtf, or the string "published" where the source says that it held when it was published.
    """

    source: Ref
    locator: str
    stance: str  # supports | contradicts | reports
    of: tuple[str, ...]
    said_by: Ref | None
    basis: str
    says: str
    is_party: bool
    still: Edtf | str | None
    details: tuple[tuple[str, Value | tuple[Ref, ...]], ...]
    place: Place
    by_eye: str = ""  # why a person had to read it: it stands in a picture, say

    def detail(self, key: str) -> Value | tuple[Ref, ...] | None:
        return next((value for name, value in self.details if name == key), None)

    @property
    def is_whole(self) -> bool:
        """Tell whether it speaks of all that the record says, not of a part only."""
        return not self.of or "whole" in self.of

    def speaks_of(self, *fields: str) -> bool:
        """Tell whether it speaks of one of these fields: by itself, or since it speaks of the whole."""
        return self.is_whole or any(field in self.of for field in fields)


class Assessment(NamedTuple):
    """An analyst's judgement of a record, which overrides the derived one."""

    status: str
    because: str
    assessed_by: str
    date: Edtf
    place: Place


class Reply(NamedTuple):
    """The subject's own answer to what is said of it."""

    says: str
    said_by: Ref | None
    attestations: tuple[Attestation, ...]


class Outcome(NamedTuple):
    """What became of a plan: no, partly, yes or unknown; `event` is the record of what happened instead."""

    happened: str
    event: Ref | None
    attestations: tuple[Attestation, ...]


class Fill(NamedTuple):
    """One entity in one role of an event. `side` counts from 1 where the role has sides, else 0.

    `start` and `until` narrow the event's time for this one (a name that is delisted).
    """

    role: str  # the role's key
    actor: Ref
    side: int
    start: Edtf | None
    until: Edtf | None
    qualifiers: tuple[tuple[str, Value], ...]
    attestations: tuple[Attestation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a claim and an event share. `marks` says where a key of the record was written.

    Times are as written: `start` and `until` (the first day on which it no longer holds) or `date`.
    `unknown` holds "from" or "until" where the author says that it is unknown.
    """

    id: Ref
    start: Edtf | None = None
    until: Edtf | None = None
    date: Edtf | None = None
    unknown: tuple[str, ...] = ()
    is_negated: bool = False
    is_planned: bool = False
    outcome: Outcome | None = None
    qualifiers: tuple[tuple[str, Value], ...] = ()
    attestations: tuple[Attestation, ...] = ()
    assessment: Assessment | None = None
    replies: tuple[Reply, ...] = ()
    note: str = ""
    was: tuple[str, ...] = ()
    place: Place
    marks: dict[str, Place] = field(default_factory=dict, compare=False)

    def place_of(self, key: str) -> Place:
        return self.marks.get(key, self.place)

    def qualifier(self, key: str) -> Value | None:
        return next((value for name, value in self.qualifiers if name == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Record):
    """One proposition: a subject, a predicate (its key), and an object or a value.

    `taken_by` is the claim of whoever took the object from this one: its judged start is this one's end.
    """

    subject: Ref
    predicate: str
    object: Ref | None = None
    value: Value | None = None
    taken_from: Ref | None = None
    taken_by: Ref | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Something that happened once or has many roles. `says` is what was said, for remarks and analyses."""

    kind: str
    roles: tuple[Fill, ...] = ()
    says: str = ""

    def fills(self, *keys: str) -> Iterator[Fill]:
        return (fill for fill in self.roles if fill.role in keys)


class Name(NamedTuple):
    """One name of an entity: the text, its BCP 47 tag, its sort (name, alias, nickname …), its time and sources."""

    text: str
    lang: str
    sort: str
    start: Edtf | None
    until: Edtf | None
    attestations: tuple[Attestation, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """Anything the record names. `point` is latitude and longitude in degrees, WGS 84."""

    id: Ref
    kind: str
    names: tuple[Name, ...]
    ids: tuple[tuple[str, str], ...]
    point: tuple[float, float] | None
    precision: str
    public_because: str
    is_private: bool
    reliability: str
    note: str
    was: tuple[str, ...]
    attestations: tuple[Attestation, ...]
    place: Place
    marks: dict[str, Place] = field(default_factory=dict, compare=False)

    def place_of(self, key: str) -> Place:
        return self.marks.get(key, self.place)

    def label(self, language: str = "en") -> str:
        """Return the main name in a language, else in English, else the first there is, else the id."""
        for wanted in (language, "en"):
            for name in self.names:
                if name.sort == "name" and name.lang.partition("-")[0] == wanted:
                    return name.text
        return self.names[0].text if self.names else str(self.id)


@dataclass(frozen=True, slots=True)
class Source:
    """A citable document. `published` is None where it is unknown; then `retrieved` dates it."""

    id: Ref
    title: str
    publisher: Ref
    author: str
    published: Edtf | None
    retrieved: Edtf
    read: str
    url: str
    no_url: str
    archive: str
    language: str
    reliability: str
    derives_from: tuple[Ref, ...]
    note: str
    place: Place
    marks: dict[str, Place] = field(default_factory=dict, compare=False)

    def place_of(self, key: str) -> Place:
        return self.marks.get(key, self.place)

    @property
    def dated(self) -> Edtf:
        """The date by which the source counts: when published, else when retrieved."""
        return self.published or self.retrieved


class Identity(NamedTuple):
    """A judgement on two ids: same, different or unsure."""

    verdict: str
    pair: tuple[Ref, Ref]
    because: str
    attestations: tuple[Attestation, ...]
    place: Place


class Withdrawal(NamedTuple):
    """A record that is withdrawn: its IRI answers with the day and the reason."""

    id: Ref
    date: Edtf
    because: str

    @property
    def in_words(self) -> str:
        return f"withdrawn on {self.date.text}, because {self.because}"


class Checked(NamedTuple):
    """How one citation fared when it was last verified, by the number of things found, missing and not checkable.

    `digest` is of what was looked for: it no longer counts where the record says something else.
    """

    day: int
    found: int
    missing: int
    unchecked: int
    digest: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """What `data/dataset.yaml` says of the whole. Days are ordinals."""

    title: str
    base: str
    edition: int
    covers_to: int
    licence: str
    contact: str
    description: str
    creator: str
    place: Place


@dataclass(frozen=True)
class Corpus:
    """Everything authored, by id, sorted by id."""

    dataset: Dataset
    entities: dict[str, Entity]
    sources: dict[str, Source]
    records: dict[str, Claim | Event]
    identities: tuple[Identity, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    checked: dict[str, dict[str, Checked]] = field(default_factory=dict)  # by source, then by the citation's key
    #: Ids judged to be the same as another, by the id that stands for both; and what was written under them.
    same: dict[str, str] = field(default_factory=dict)
    merged: dict[str, Entity] = field(default_factory=dict)
    overlay: str = ""  # the folder of private additions, as places name it; empty where there is none

    def is_overlay(self, place: Place) -> bool:
        """Tell whether something was written in the overlay, not in the record."""
        return bool(self.overlay) and place.path.startswith(f"{self.overlay}/")

    def now(self, id: str) -> str:
        """Return the id that stands for an id: its own, unless it is judged to be the same as another."""
        return self.same.get(id, id)

    def others(self, id: str) -> list[str]:
        """Return the ids that an id stands for besides itself, sorted."""
        return sorted(other for other, leader in self.same.items() if leader == id)

    @property
    def claims(self) -> Iterator[Claim]:
        return (record for record in self.records.values() if isinstance(record, Claim))

    @property
    def events(self) -> Iterator[Event]:
        return (record for record in self.records.values() if isinstance(record, Event))

    def label(self, id: str, language: str = "en") -> str:
        entity = self.entities.get(id)
        return entity.label(language) if entity else id


def named_in(record: Claim | Event) -> Iterator[str]:
    """Yield the entities and events that a record is about: its ends or roles, and whom its values name."""
    if isinstance(record, Claim):
        yield str(record.subject)
        if record.object is not None:
            yield str(record.object)
    else:
        yield from (str(fill.actor) for fill in record.roles)
    fills = record.roles if isinstance(record, Event) else ()
    own = [record.value] if isinstance(record, Claim) and record.value is not None else []
    for value in (*own, *(v for _, v in record.qualifiers), *(v for fill in fills for _, v in fill.qualifiers)):
        if isinstance(value, Quantity) and value.counter is not None:
            yield str(value.counter)
        if isinstance(value, Ref):
            yield str(value)
