"""Who speaks, how far they can be relied on, whether they are a party, and how many they really are.

Speaker, grade, party, origin and strength, as design section 6 defines them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..model import Attestation, Claim, Corpus, Event, Quantity, Ref
from ..ontology import Ontology

#: How many ties of joining make two speakers one party: a spokesman, his office, the body it belongs to.
PARTY_REACH = 2


class Voice(NamedTuple):
    """One attestation, weighed for one record."""

    attestation: Attestation
    speaker: str
    grade: str
    is_party: bool
    origins: frozenset[str]
    sides: frozenset[str]  # the participants of the record that a party speaks for

    @property
    def is_strong(self) -> bool:
        return not self.is_party and self.grade in ("A", "B")


class Sides:
    """Weighs attestations. Built once for a corpus; joins and derivations do not depend on the clocks."""

    def __init__(self, corpus: Corpus, ontology: Ontology) -> None:
        self.corpus = corpus
        self.ontology = ontology
        self.links: dict[str, set[str]] = defaultdict(set)  # either way, for parties
        self.bodies: dict[str, list[str]] = defaultdict(list)  # from speaker to body, for grades
        self.rivals: dict[str, set[str]] = defaultdict(set)  # object of an exclusive predicate -> who held or claimed it
        joins = {key for key, predicate in ontology.predicates.items() if predicate.joins_party}
        exclusive = {key for key, p in ontology.predicates.items() if p.is_exclusive or p.contest_of}
        for record in corpus.records.values():
            if not isinstance(record, Claim) or record.object is None:
                continue
            if record.predicate in joins and not record.is_negated:
                self.links[record.subject].add(record.object)
                self.links[record.object].add(record.subject)
                self.bodies[record.subject].append(record.object)
            elif record.predicate in exclusive:
                self.rivals[record.object].add(record.subject)
        self._party_of = lru_cache(maxsize=None)(self._join)
        self._roots = lru_cache(maxsize=None)(self._derive)
        self._graded = lru_cache(maxsize=None)(self._grade_of_speaker)

    def voice(self, record: Claim | Event, attestation: Attestation) -> Voice:
        """Weigh what one source says of a record."""
        source = self.corpus.sources[attestation.source]
        said_by = attestation.said_by or _counter(record)
        speaker = str(said_by or source.publisher)
        if speaker in self.performers(record):
            grade = "A"
        else:
            outlet = source.reliability or self._graded(str(source.publisher))
            grade = max(outlet, self._graded(speaker)) if said_by else outlet
        spoken_for = self._party_of(speaker) & self.participants(record)
        is_party = attestation.is_party or (bool(spoken_for) and attestation.basis != "admission")
        origins = frozenset([speaker]) if said_by else self._roots(str(attestation.source))
        return Voice(attestation, speaker, grade, is_party, origins, frozenset(spoken_for))

    def participants(self, record: Claim | Event) -> frozenset[str]:
        """Return who is in the record: its ends or roles, and for what has one holder all who held or claimed it."""
        if isinstance(record, Event):
            return frozenset(str(fill.actor) for fill in record.roles if fill.role not in ("about", "place"))
        found = {str(record.subject)}
        if record.object is not None:
            found.add(str(record.object))
            predicate = self.ontology.predicates[record.predicate]
            if predicate.is_exclusive or predicate.contest_of:
                found |= self.rivals[record.object]
        about = self.corpus.records.get(record.subject)
        if isinstance(about, Event):
            found |= self.participants(about)
        return frozenset(found)

    def performers(self, record: Claim | Event) -> frozenset[str]:
        """Return whose own document settles a performative record; empty for any other."""
        if isinstance(record, Event):
            names = self.ontology.event_kinds[record.kind].settled_by
            if not names:
                return frozenset()
            keys = {self.ontology.role_names[name].key for name in names if name in self.ontology.role_names}
            return frozenset(str(fill.actor) for fill in record.roles if fill.role in keys)
        names = self.ontology.predicates[record.predicate].settled_by
        ends = {"subject": str(record.subject), "object": str(record.object)}
        return frozenset(ends[name] for name in names if name in ends)

    def count(self, voices: Iterable[Voice]) -> list[frozenset[str]]:
        """Return the independent origins of voices: those that share a root or speak as one party are one."""
        groups: list[set[str]] = []
        for voice in voices:
            mine = set(voice.origins)
            reach = {member for origin in mine for member in self._party_of(origin)} if mine == {voice.speaker} else mine
            rest = []
            for group in groups:
                if group & reach:
                    mine |= group
                else:
                    rest.append(group)
            groups = [*rest, mine]
        return sorted((frozenset(group) for group in groups), key=sorted)

    def is_strong(self, voices: Sequence[Voice]) -> bool:
        """Tell whether a side is strong: see design section 6."""
        if any(voice.is_strong for voice in voices):
            return True
        if len(self.count(voice for voice in voices if not voice.is_party)) >= 2:
            return True
        return self.from_two_sides(voices)

    def from_two_sides(self, voices: Sequence[Voice]) -> bool:
        """Tell whether parties from two sides of the record say the same."""
        sides = [voice.sides for voice in voices if voice.is_party and voice.sides]
        return any(not (a & b) for index, a in enumerate(sides) for b in sides[index + 1 :])

    # ---- what does not depend on the record -------------------------------------------------------------------

    def party(self, actor: str) -> frozenset[str]:
        """Return all who speak as one party with an actor, the actor included."""
        return self._party_of(actor)

    def _join(self, actor: str) -> frozenset[str]:
        found, edge = {actor}, {actor}
        for _ in range(PARTY_REACH):
            edge = {other for one in edge for other in self.links.get(one, ())} - found
            found |= edge
        return frozenset(found)

    def _derive(self, source: str) -> frozenset[str]:
        """Return the publishers at the root of what a source rewrites."""
        roots: set[str] = set()
        seen: set[str] = set()
        queue = [source]
        while queue:
            here = queue.pop()
            if here in seen or here not in self.corpus.sources:
                continue
            seen.add(here)
            found = self.corpus.sources[here]
            if found.derives_from:
                queue += map(str, found.derives_from)
            else:
                roots.add(str(found.publisher))
        return frozenset(roots)

    def _grade_of_speaker(self, actor: str) -> str:
        """Return the actor's own letter, else that of the nearest body it speaks for, else F: cannot be judged."""
        seen: set[str] = set()
        queue = [actor]
        while queue:
            here = queue.pop(0)
            if here in seen:
                continue
            seen.add(here)
            entity = self.corpus.entities.get(here)
            if entity is not None and entity.reliability:
                return entity.reliability
            queue += map(str, sorted(self.bodies.get(here, ())))
        return "F"


def _counter(record: Claim | Event) -> Ref | None:
    """Return who counted what a claim counts: a number is the claim of its counter, whoever prints it."""
    value = record.value if isinstance(record, Claim) else None
    return value.counter if isinstance(value, Quantity) else None
