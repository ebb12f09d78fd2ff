"""What the design leaves open, read as the program's own pages say: one class for each, with the words that are open.

The comparison counts how many answers hang on each reading, and allows a difference only where it goes away with all
of them. A reading on which nothing hangs is no reading, and fails its test.
"""

from __future__ import annotations

import sys
from functools import cached_property
from pathlib import Path

from salween.model import Claim

sys.path.insert(0, str(Path(__file__).parent))

from evaluator import Second


class JoinsWithoutDate(Second):
    """ "Anyone joined to it": who ever served a body stays joined to it, however late a source told of that tie."""

    def telling(self):
        return self.corpus.records.values()


class SpeakingByOffice(Second):
    """ "The body it speaks for": whoever serves in a body or is part of it speaks for it; who owns it does not."""

    def is_speaking(self, r):
        return self.term(r).joins_party and self.term(r).family == "hierarchyFamily"


class TwoTies(Second):
    """ "Joined to it either way" reaches two ties; a person or an office is no step, and has the reach of its body.

    So has "the accused's own document": what a part of the accused, or its part, says against it.
    """

    def is_mouth(self, who):
        entity = self.corpus.entities.get(who)
        return entity is not None and self.ontology.is_a(entity.kind, ("Person", "Office"))

    def served(self, who):
        found = new = {who}
        while new := {body for one in new if self.is_mouth(one) for body in self.above.get(one, ())} - found:
            found = found | new
        return found

    def near(self, who):
        found = self.served(who)
        for _ in range(2):
            found = found.union(*(self.joined.get(one, ()) for one in found))
        return found | {one for one in self.above if self.is_mouth(one) and self.served(one) & found}

    def is_own(self, who, accused):
        found = {who}
        for _ in range(2):
            found = found.union(*(self.above.get(one, ()) for one in found))
        return bool(found & accused)


class InTheRecord(Second):
    """ "Is in the record": not what an event is about or where it was, but whoever ever held what it aims at.

    A count that belongs to an event has that event's names in it.
    """

    def in_it(self, id):
        r = self.corpus.records[id]
        if isinstance(r, Claim):
            about = self.corpus.records.get(r.subject)
            return super().in_it(id) | (self.in_it(about.id) if about is not None else set())
        found = {(actor, side) for actor, side in super().in_it(id) if side[0] not in ("about", "place")}
        named = {actor for actor, _ in found}
        held = {c.subject for actor in named for c in self.held.get(actor, ())} - named
        return found | {(actor, actor) for actor in held}


class WarsAreFound(Second):
    """ "A side of a war": a war is all who ever held or claimed one place, or stood in one event of war, joined up.

    A record is of the war of whoever is in it; an event of war that names nobody is of the war for its place.
    """

    def is_of_war(self, r):
        return not isinstance(r, Claim) and self.ontology.families[self.term(r).family].is_of_war

    @cached_property
    def wars(self):
        groups = [{c.subject for c in claims} for claims in self.held.values()]
        groups += [{f.actor for f in r.roles} for r in self.corpus.events if self.is_of_war(r)]
        wars = []
        for group in groups:
            kinds = {actor: getattr(self.corpus.entities.get(actor), "kind", "") for actor in group}
            fighters = {actor for actor in group if kinds[actor] and self.ontology.is_a(kinds[actor], ["ArmedForce"])}
            met = [war for war in wars if war & fighters]
            wars = [war for war in wars if war not in met] + ([fighters.union(*met)] if fighters else [])
        return [war for war in wars if len(war) > 1]

    def at_war(self, id):
        r = self.corpus.records[id]
        event = self.corpus.records.get(r.subject) if isinstance(r, Claim) else r
        touched = set().union(*(self.near(actor) for actor, _ in self.in_it(id)))
        if not self.of(touched) and event is not None and self.is_of_war(event):
            touched = {c.subject for f in event.fills("about", "place") for c in self.held.get(f.actor, ())}
            return self.of(touched) or set().union(*self.wars)
        return self.of(touched)

    def of(self, actors):
        return set().union(*(war for war in self.wars if war & actors))


class UndatedIsNotSeen(Second):
    """ "The day (or that it holds when the page is published)" vouches for no day: what confirms is an observation,
    `still` or a start, and a page that gives none of them confirms nothing.
    """

    def sights(self, r, voice):
        found = self.observed(r, voice.a)
        firm, weak = super().sights(r, voice)
        return [day for day in firm if day in found], weak


class PartySights(Second):
    """ "A party's `still` reaches possible only": so does a day on which a party saw it."""

    def sights(self, r, voice):
        firm, weak = super().sights(r, voice)
        return ([], firm + weak) if voice.sides else (firm, weak)


class OnePartyOneOrigin(Second):
    """ "Independent": two who speak as one party are one origin; who rewrites two that are heard is no third."""

    def origins(self, voices):
        groups = []
        for roots in sorted((v.roots for v in voices), key=lambda found: (len(found), sorted(found))):
            reach = set().union(*(self.near(root) for root in roots))
            same = [group for group in groups if group & reach]
            if len(roots) == 1 or not same:
                groups = [group for group in groups if group not in same] + [roots.union(*same)]
        return len(groups)


class AdmissionByOutlet(Second):
    """ "Each is of grade C or better": what is admitted against one's own interest is of the outlet's grade there."""

    def counting(self, voices):
        return super().counting([v._replace(grade=self.outlet(v)) for v in voices])

    def outlet(self, voice):
        source = self.corpus.sources[voice.a.source]
        return voice.grade if voice.a.basis != "admission" else source.reliability or self.grade_of(source.publisher)


class DocumentsOfAll(Second):
    """ "The issuer's own document": of what several did together, those of two that are no one party; a paper that an
    outlet read counts where the grade is C or better; the issuer's own is what is directly joined to it.
    """

    def is_settled(self, r, support):
        for name in self.term(r).settled_by:
            group = self.filling(r, [name])
            spoken = {who for who in group if any(self.is_document(v, who) for v in support)}
            is_all = spoken if len(group) == 1 else [1 for a in spoken for b in spoken if b not in self.near(a)]
            if is_all:
                return True
        return False

    def is_document(self, voice, who):
        outlet = self.corpus.sources[voice.a.source].publisher
        is_read = voice.a.basis in ("document", "court", "list") and voice.grade in "ABC"
        return self.is_beside(voice.who, who) and (self.is_beside(outlet, who) or is_read)

    def is_beside(self, one, other):
        served = getattr(self, "served", lambda who: {who})
        return other in self.joined.get(one, ()) or other in served(one) or one in served(other)


READINGS = [
    JoinsWithoutDate,
    SpeakingByOffice,
    TwoTies,
    InTheRecord,
    WarsAreFound,
    UndatedIsNotSeen,
    PartySights,
    OnePartyOneOrigin,
    AdmissionByOutlet,
    DocumentsOfAll,
]


def second_judge(readings, corpus, ontology, known_at):
    """Return a second judge that takes these readings."""
    return type("Read", (*readings, Second), {})(corpus, ontology, known_at)
