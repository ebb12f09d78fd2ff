"""Who speaks, how far they can be relied on, whether they are a party, and how many they really are.

Speaker, grade, party, origin and strength, as design section 6 defines them. Where it leaves a choice:

- "Joined to it" reaches two ties: what a body says of the body above it, of its own parts, and of the other parts of
  the body above it, it says as a party; a stranger begins beyond. So a ministry is a party to what the army of its
  state did, an agency of that ministry to what the ministry and the state did, but not to what the army did. A person
  or an office is no step of its own: it speaks with the reach of the body it serves. Joins have no date: who ever
  served a body stays joined to it.
- An event about a place is that place's: who ever held or claimed the place a raid or a capture aims at is a party.
- A war is whoever ever held or claimed one place, or stood in one event of war, joined up: all who fight in it are a
  party to whatever one of them did, lost or is blamed for, named in the record or not. An event of war in which nobody
  is named is of the war for its place; where that is unknown too, of every war. Allies are no second side: only who is
  in the record, or held the place, is one of its sides.
- Two origins that are no party make a side strong where each is of grade C or better; D to F are shown and count for
  nothing. What somebody admits against their own interest counts there whatever their grade, by that of the outlet.
- A court or an issuer has A for its own act, as a speaker: where a weaker outlet quotes it, the outlet's grade stands.
- Of several bodies at one remove, the worst grade counts; owning something is not speaking for it.
- Two who speak as one party are one origin; a page that rewrites two others is no third one, and alone is one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..model import Attestation, Claim, Corpus, Event, Quantity, Ref
from ..ontology import Ontology

#: How many ties of joining make two speakers one party.
PARTY_REACH = 2
#: The kinds that speak for a body with a voice that is not their own.
_MOUTHS = ("Person", "Office")
#: Where a thing of this family is joined to another, it speaks for it; one who owns it does not.
_SPEAKING_FAMILY = "hierarchyFamily"
#: The kind of those who fight.
_FIGHTERS = ("ArmedForce",)
#: Roles that say where an event was and what it was about, not who was in it.
_ASIDE = ("about", "place")
#: The sorts of sources that corroborate each other best, as `why` names those that are missing.
SORTS = ("official", "opponent", "agency", "imagery", "local")
#: The grades of those whose word counts where two say the same.
FAIR = ("A", "B", "C")


_NOBODY: frozenset[str] = frozenset()


class Voice(NamedTuple):
    """One attestation, weighed for one record."""

    attestation: Attestation
    speaker: str
    grade: str
    is_party: bool
    origins: frozenset[str]
    sides: frozenset[str]  # the sides of the record that a party speaks for
    is_fair: bool  # counts where two say the same: no party, and of grade C or better

    @property
    def is_strong(self) -> bool:
        return not self.is_party and self.grade in ("A", "B")


class Sides:
    """Weighs attestations. Built once for a corpus; joins and derivations do not depend on the clocks."""

    def __init__(self, corpus: Corpus, ontology: Ontology) -> None:
        self.corpus = corpus
        self.ontology = ontology
        self.links: dict[str, set[str]] = defaultdict(set)  # either way, for parties
        self.bodies: dict[str, set[str]] = defaultdict(set)  # from what is joined to what it is joined to
        self.spoken_for: dict[str, set[str]] = defaultdict(set)  # the same, from speaker to body, for grades
        self.rivals: dict[str, set[str]] = defaultdict(set)  # exclusive object -> who ever held or claimed it
        joins = {key for key, predicate in ontology.predicates.items() if predicate.joins_party}
        exclusive = {key for key, p in ontology.predicates.items() if p.is_exclusive or p.contest_of}
        for record in corpus.records.values():
            if not isinstance(record, Claim) or record.object is None or record.is_negated:
                continue
            subject, other = str(record.subject), str(record.object)
            if record.predicate in joins and not _is_no_tie(record):
                self.links[subject].add(other)
                self.links[other].add(subject)
                self.bodies[subject].add(other)
                if ontology.predicates[record.predicate].family == _SPEAKING_FAMILY:
                    self.spoken_for[subject].add(other)
            elif record.predicate in exclusive:
                self.rivals[other].add(subject)
        self.wars = self._wars()
        self.mouths: dict[str, set[str]] = defaultdict(set)  # body -> the persons and offices that speak for it
        for actor in self.bodies:
            if self._is_mouth(actor):
                for body in self._speaks_with(actor):
                    self.mouths[body].add(actor)
        self._party_of = lru_cache(maxsize=None)(self._join)
        self._roots = lru_cache(maxsize=None)(self._derive)
        self._graded = lru_cache(maxsize=None)(self._grade_of_speaker)

    # ---- one attestation --------------------------------------------------------------------------------------

    def weigh(self, record: Claim | Event, attestations: Iterable[Attestation]) -> list[Voice]:
        """Weigh what sources say of a record, in the order given."""
        performers = self.performers(record)
        in_it = self.participants(record)
        at_war = self.belligerents(record, in_it)
        return [self._voice(record, attestation, performers, in_it, at_war) for attestation in attestations]

    def voice(self, record: Claim | Event, attestation: Attestation) -> Voice:
        """Weigh what one source says of a record."""
        return self.weigh(record, [attestation])[0]

    def _voice(
        self,
        record: Claim | Event,
        attestation: Attestation,
        performers: frozenset[str],
        in_it: frozenset[str],
        at_war: frozenset[str],
    ) -> Voice:
        source = self.corpus.sources[attestation.source]
        publisher = str(source.publisher)
        said_by = attestation.said_by or _counter(record, attestation)
        speaker = str(said_by or publisher)
        outlet = source.reliability or ("A" if publisher in performers else self._graded(publisher))
        grade = max(outlet, "A" if speaker in performers else self._graded(speaker)) if said_by else outlet
        party = self._party_of(speaker)
        spoken_for = party & in_it
        is_joined = bool(spoken_for) or not party.isdisjoint(at_war)
        is_party = attestation.is_party or (is_joined and attestation.basis != "admission")
        origins = frozenset([speaker]) if said_by else self._roots(str(attestation.source))
        sides = self._sides_of(record, spoken_for) if spoken_for else _NOBODY
        is_fair = not is_party and (outlet if attestation.basis == "admission" else grade) in FAIR
        return Voice(attestation, speaker, grade, is_party, origins, sides, is_fair)

    # ---- who is in a record -----------------------------------------------------------------------------------

    def participants(self, record: Claim | Event) -> frozenset[str]:
        """Return who is in the record, and for what has one holder all who ever held or claimed it."""
        if isinstance(record, Event):
            actors = {str(fill.actor) for fill in record.roles if fill.role not in _ASIDE}
            return frozenset(actors.union(*(self.rivals[a] for a in actors if a in self.rivals)))
        found = {str(record.subject)}
        if record.object is not None:
            found.add(str(record.object))
            predicate = self.ontology.predicates[record.predicate]
            if predicate.is_exclusive or predicate.contest_of:
                found |= self.rivals.get(record.object, set())
        about = self.corpus.records.get(record.subject)
        if isinstance(about, Event):
            found |= self.participants(about)
        return frozenset(found)

    def belligerents(self, record: Claim | Event, in_it: frozenset[str]) -> frozenset[str]:
        """Return all who fight in the wars that a record is of, given who is in it; nobody where it is of none."""
        if not self.wars:
            return _NOBODY
        touched = {actor for one in in_it for actor in self._party_of(one) if actor in self.wars}
        event = record if isinstance(record, Event) else self.corpus.records.get(record.subject)
        if not touched and isinstance(event, Event) and self._is_of_war(event):
            places = [str(fill.actor) for fill in event.roles if fill.role in _ASIDE]
            touched = {actor for place in places for actor in self.rivals.get(place, ()) if actor in self.wars}
            touched = touched or set(self.wars)
        return frozenset().union(*(self.wars[actor] for actor in touched))

    def _is_of_war(self, event: Event) -> bool:
        family = self.ontology.families.get(self.ontology.event_kinds[event.kind].family)
        return family is not None and family.is_of_war

    def _wars(self) -> dict[str, frozenset[str]]:
        """Return, for each who fights, all who fight in the same war: those joined by a place or an event of war."""
        events = (event for event in self.corpus.events if self._is_of_war(event) and not event.is_negated)
        groups = [*self.rivals.values(), *({str(fill.actor) for fill in event.roles} for event in events)]
        wars: dict[str, set[str]] = {}
        for group in groups:
            fighters = {actor for actor in group if self._is_fighter(actor)}
            known = [wars[actor] for actor in fighters if actor in wars]
            if known and all(war is known[0] for war in known) and len(known) == len(fighters):
                continue
            merged = fighters.union(*known)
            wars |= dict.fromkeys(merged, merged)
        shared = {id(war): frozenset(war) for war in wars.values() if len(war) > 1}
        return {actor: shared[id(war)] for actor, war in wars.items() if len(war) > 1}

    def _is_fighter(self, actor: str) -> bool:
        entity = self.corpus.entities.get(actor)
        return entity is not None and self.ontology.is_a(entity.kind, _FIGHTERS)

    def _sides_of(self, record: Claim | Event, actors: Iterable[str]) -> frozenset[str]:
        """Return the sides of a record on which actors stand.

        Of an event: those numbered so, else each role is one side, unless it folds to itself: then everybody in it
        is. Of a claim: its two ends, and each who ever held or claimed the same.
        """
        wanted = set(actors)
        if isinstance(record, Claim):
            about = self.corpus.records.get(record.subject)
            found = {actor for actor in wanted if actor in (record.subject, record.object)}
            rest = wanted - found
            return frozenset(found) | (self._sides_of(about, rest) if isinstance(about, Event) else frozenset(rest))
        kind = self.ontology.event_kinds[record.kind]
        across = {self.ontology.role_names[fold.start].key for fold in kind.folds if fold.start == fold.end}
        found, placed = set(), set()
        for fill in record.roles:
            actor = str(fill.actor)
            if actor in wanted and fill.role not in _ASIDE:
                placed.add(actor)
                each = actor if fill.role in across and not fill.side else f"{fill.side or ''}"
                found.add(f"{fill.role} {each}".strip())
        return frozenset(found | (wanted - placed))

    def performers(self, record: Claim | Event) -> frozenset[str]:
        """Return whose own document settles a performative record; empty for any other."""
        acts = self.acts(record)
        return frozenset().union(*acts) if acts else _NOBODY

    def acts(self, record: Claim | Event) -> list[frozenset[str]]:
        """Return the same by role: those in one role did it together."""
        if isinstance(record, Event):
            names = self.ontology.event_kinds[record.kind].settled_by
            keys = [self.ontology.role_names[name].key for name in names if name in self.ontology.role_names]
            groups = [frozenset(str(fill.actor) for fill in record.roles if fill.role == key) for key in keys]
            return [group for group in groups if group]
        names = self.ontology.predicates[record.predicate].settled_by
        if not names:
            return []
        ends = {"subject": str(record.subject), "object": str(record.object)}
        return [frozenset([ends[name]]) for name in names if name in ends]

    # ---- how many, and how strong -----------------------------------------------------------------------------

    def count(self, voices: Iterable[Voice]) -> list[frozenset[str]]:
        """Return the independent origins of voices, in groups: who share a root or speak as one party are one.

        Whoever rewrites several at once adds nothing where one of them is heard, and else counts as one.
        """
        each = {voice.origins for voice in voices}
        if len(each) < 2:
            return list(each)
        groups: list[frozenset[str]] = []
        for origins in sorted(each, key=lambda found: (len(found), sorted(found))):
            reach = frozenset().union(*(self._party_of(origin) for origin in origins))
            near = [group for group in groups if group & reach]
            if not near:
                groups.append(origins)
            elif len(origins) == 1:
                groups = [group for group in groups if group not in near]
                groups.append(origins.union(*near))
        return sorted(groups, key=sorted)

    def is_strong(self, voices: Sequence[Voice]) -> bool:
        """Tell whether a side is strong: see design section 6."""
        if any(voice.is_strong for voice in voices):
            return True
        return len(self.count_fair(voices)) >= 2 or self.from_two_sides(voices)

    def count_fair(self, voices: Iterable[Voice]) -> list[frozenset[str]]:
        """Return the independent origins that count where two say the same."""
        return self.count(voice for voice in voices if voice.is_fair)

    def from_two_sides(self, voices: Sequence[Voice]) -> bool:
        """Tell whether parties from two sides of the record say the same."""
        sides = [voice.sides for voice in voices if voice.is_party and voice.sides]
        return any(not (a & b) for index, a in enumerate(sides) for b in sides[index + 1 :])

    def sorts(self, record: Claim | Event, voices: Iterable[Voice]) -> list[str]:
        """Return of which sorts sources are, in the order of SORTS: what is missing there is worth looking for.

        A speaker is of the sort of their own kind or of a body that they speak for; a party is an opponent where it
        speaks for another side than the subject's, or where parties of two sides are heard.
        """
        found, sides = set(), []
        for voice in voices:
            publisher = str(self.corpus.sources[voice.attestation.source].publisher)
            found |= {self._sort(publisher), *(self._sort(body) for body in self._speaks_with(voice.speaker))}
            found |= {"imagery"} if voice.attestation.basis == "imagery" else set()
            sides += [voice.sides] if voice.sides else []
        subject = {str(record.subject)} if isinstance(record, Claim) else sides[0] if sides else set()
        found |= {"opponent"} if any(subject.isdisjoint(side) for side in sides) else set()
        return [sort for sort in SORTS if sort in found]

    def _sort(self, actor: str) -> str:
        entity = self.corpus.entities.get(actor)
        return self.ontology.kinds[entity.kind].source_sort if entity is not None else ""

    # ---- what does not depend on the record -------------------------------------------------------------------

    def party(self, actor: str) -> frozenset[str]:
        """Return all who speak as one party with an actor, the actor included; who is in it has the actor in theirs."""
        return self._party_of(actor)

    def is_joined(self, one: str, other: str) -> bool:
        """Tell whether two are the same or directly joined: one is part of the other, or serves it, or owns it."""
        return other in self.links.get(one, ()) or other in self._speaks_with(one) or one in self._speaks_with(other)

    def speaks_for(self, speaker: str, actor: str) -> bool:
        """Tell whether a speaker is an actor, its part or its mouth; the body an actor serves is none of these."""
        found, edge = {speaker}, {speaker}
        for _ in range(PARTY_REACH):
            edge = {body for one in edge for body in self.bodies.get(one, ())} - found
            found |= edge
        return actor in found

    def _join(self, actor: str) -> frozenset[str]:
        found = set(self._speaks_with(actor))
        edge = set(found)
        for _ in range(PARTY_REACH):
            edge = {other for one in edge for other in self.links.get(one, ())} - found
            found |= edge
        return frozenset(found.union(*(self.mouths[body] for body in found if body in self.mouths)))

    def _speaks_with(self, actor: str) -> frozenset[str]:
        """Return an actor, and with a person or an office the bodies that it serves."""
        found, queue = {actor}, [actor]
        while queue:
            here = queue.pop()
            if self._is_mouth(here):
                new = self.bodies.get(here, set()) - found
                found |= new
                queue += new
        return frozenset(found)

    def _is_mouth(self, actor: str) -> bool:
        entity = self.corpus.entities.get(actor)
        return entity is not None and self.ontology.is_a(entity.kind, _MOUTHS)

    def _derive(self, source: str) -> frozenset[str]:
        """Return the publishers at the root of what a source rewrites; of a circle, all of them."""
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
        return frozenset(roots or (str(self.corpus.sources[id].publisher) for id in seen))

    def _grade_of_speaker(self, actor: str) -> str:
        """Return the actor's own letter, else the worst of the nearest bodies it speaks for, else F: none to go by."""
        seen, edge = {actor}, {actor}
        while edge:
            letters = [found for here in edge if (found := self._own_grade(here))]
            if letters:
                return max(letters)
            edge = {body for here in edge for body in self.spoken_for.get(here, ())} - seen
            seen |= edge
        return "F"

    def _own_grade(self, actor: str) -> str:
        entity = self.corpus.entities.get(actor)
        return entity.reliability if entity is not None else ""


def _is_no_tie(record: Claim) -> bool:
    """A plan joins nobody, nor does what an author rejects as a slip."""
    return record.is_planned or (record.assessment is not None and record.assessment.status == "rejected")


def _counter(record: Claim | Event, attestation: Attestation) -> Ref | None:
    """Return who counted what an attestation vouches for: a number is its counter's claim, whoever prints it.

    A number of the attestation's own has the counter it names, else is the source's; who denies a number does not
    speak for the one who counted.
    """
    own = attestation.detail("value")
    if own is not None:
        return own.counter if isinstance(own, Quantity) else None
    value = record.value if isinstance(record, Claim) and attestation.stance != "contradicts" else None
    return value.counter if isinstance(value, Quantity) else None
