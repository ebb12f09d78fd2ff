"""A second judge, written from the text of the design alone (Time, Evidence, Second edition) and the guide.

It shares the program's reading of files and ontology, and none of its judging. It is plain and slow: one object for
one day of knowledge, with every rule beside the sentence of the design that asks for it.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from salween.dates import ANY_DAY, Edtf
from salween.model import Claim

FAR = 10**7
GRADES = "ABCDEF"


class Judged(NamedTuple):
    """What is judged of a record or of one name in it: the four bounds, and how far each answer reaches (days)."""

    status: str
    bounds: tuple  # earliest start, latest start, earliest end, latest end; the end is the first day without
    origins: frozenset
    certain: tuple  # first and last day on which it surely held; (FAR, -FAR) for none
    possible: tuple  # first and last day on which it can have held
    edges: tuple  # days before the first and after the second are "no"; between possible and these "unknown"


class Second:
    def __init__(self, corpus, ontology, known):
        self.corpus, self.ontology, self.known = corpus, ontology, known
        self.records = {id: r for id, r in corpus.records.items() if self._is_out(r)}
        self.joined: dict[str, set[str]] = {}
        self.bodies: dict[str, set[str]] = {}
        self.fighters: set[str] = set()
        self.claimants: dict[str, dict[str, list]] = {}
        for r in self.records.values():
            term = self.term(r)
            if r.is_planned or r.is_negated or self._is_rejected(r):
                continue
            if isinstance(r, Claim):
                if term.joins_party and r.object:
                    self.joined.setdefault(r.subject, set()).add(r.object)
                    self.joined.setdefault(r.object, set()).add(r.subject)
                if term.key == "speaks_for":
                    self.bodies.setdefault(r.subject, set()).add(r.object)
                if (term.is_exclusive or term.contest_of) and r.object:
                    key = term.contest_of or term.name
                    self.claimants.setdefault((key, r.object), []).append(r)
            elif ontology.families[term.family].is_of_war:
                self.fighters |= {f.actor for f in r.roles if self._is_actor(f.actor)}
        self.judged = cache(self._judged)
        self.named = cache(self._named)
        self.start_of = cache(self._start_of)

    # What is known ------------------------------------------------------------------------------------------------

    def term(self, r):
        return self.ontology.predicates[r.predicate] if isinstance(r, Claim) else self.ontology.event_kinds[r.kind]

    def dated(self, source_id):
        """The last day by which a source was out: when published, else when retrieved."""
        return self.corpus.sources[source_id].dated.span

    def seen(self, attestations):
        """Only sources published by K, else retrieved by K."""
        return [a for a in attestations if (self.dated(a.source).latest or FAR) <= self.known]

    def _is_out(self, r):
        """A field with no such source left is absent; so is the whole without support of the whole."""
        return any(a.stance == "supports" and a.is_whole for a in self.seen(r.attestations))

    def _is_rejected(self, r):
        a = r.assessment
        return a is not None and a.status == "rejected" and (a.date.span.latest or FAR) <= self.known

    def _is_actor(self, id):
        entity = self.corpus.entities.get(id)
        return entity is not None and self.ontology.is_a(entity.kind, ["Actor"])

    def could_know(self, attestation, value):
        """A source vouches only for what it could know: it is dated on or after the value."""
        first = value.span.earliest if value.span.earliest is not None else value.span.latest
        return first is None or (self.dated(attestation.source).latest or FAR) >= first

    # Evidence -----------------------------------------------------------------------------------------------------

    def speaker(self, a):
        return a.said_by or self.corpus.sources[a.source].publisher

    def sides(self, r):
        """Who is in the record, or ever held or claimed the same exclusive object: each with the side it is on."""
        if not isinstance(r, Claim):
            flat = ("sides", "parties", "participants", "merging")
            return {
                f.actor: (f.role, f.side or f.actor) if f.role in flat else f.role
                for f in r.roles
                if self._is_actor(f.actor)
            }
        found = {r.subject: "subject"} | ({r.object: "object"} if r.object else {})
        for other in self.claimants.get((self.term(r).contest_of or self.term(r).name, r.object), ()):
            found.setdefault(other.subject, other.subject)
        return {actor: side for actor, side in found.items() if self._is_actor(actor)}

    def party_sides(self, r, a):
        """The sides of the record for which the speaker speaks: empty where it is no party."""
        sides, who = self.sides(r), self.speaker(a)
        own = {sides[x] for x in {who} | self.joined.get(who, set()) if x in sides}
        if not own and self.ontology.families[self.term(r).family].is_of_war:
            # Who speaks for a side of a war is a party to whatever that war's sides did, in the record or not.
            near = {who} | self.joined.get(who, set())
            own = (near | {z for y in near if y in self.bodies.get(who, ()) for z in self.joined[y]}) & self.fighters
        return own or ({who} if a.is_party else set())

    def settlers(self, r):
        term = self.term(r)
        if isinstance(r, Claim):
            return {{"subject": r.subject, "object": r.object}.get(name) for name in term.settled_by}
        keys = [key for key, role in self.ontology.roles.items() if role.name in term.settled_by]
        return {f.actor for f in r.fills(*keys)}

    def grade(self, r, a):
        """The worse of the speaker's and the outlet's; a court or issuer on its own act has A."""
        source = self.corpus.sources[a.source]

        def of(who):
            if who in self.settlers(r):
                return "A"
            entity = self.corpus.entities.get(who)
            return entity.reliability if entity else ""

        outlet = source.reliability or of(source.publisher)
        own = ""
        if a.said_by:
            own = of(a.said_by) or max((of(body) for body in self.bodies.get(a.said_by, ())), default="")
        return max(own, outlet) or "F"

    def origins(self, attestations):
        """The speaker, else the publisher; merged where a source derives from another."""
        home = {}

        def root(x):
            while home.get(x, x) != x:
                x = home[x]
            return x

        by_source = {}
        for a in attestations:
            by_source.setdefault(a.source, set()).add(self.speaker(a))
        for a in attestations:
            todo, done = list(self.corpus.sources[a.source].derives_from), set()
            while todo:
                parent = todo.pop()
                if parent in done or parent not in self.corpus.sources:
                    continue
                done.add(parent)
                todo += self.corpus.sources[parent].derives_from
                for other in by_source.get(parent, {self.corpus.sources[parent].publisher}):
                    home[root(self.speaker(a))] = root(other)
        return {a: root(self.speaker(a)) for a in attestations}

    def is_strong(self, r, attestations):
        """A non-party source of grade A or B; two independent non-party origins; parties from two sides."""
        free = [a for a in attestations if a.basis == "admission" or not self.party_sides(r, a)]
        if any(self.grade(r, a) in "AB" for a in free):
            return True
        if len(self._independent(r, free)) >= 2:
            return True
        sides = [self.party_sides(r, a) for a in attestations]
        return any(x and y and not x & y for x in sides for y in sides)

    def _independent(self, r, attestations):
        """Two origins make a side strong only where each is of grade C or better."""
        origins = self.origins(attestations)
        return {origins[a] for a in attestations if self.grade(r, a) in "ABC"}

    def is_settled(self, r, attestations):
        """Performative ones are settled by the issuer's own document."""
        who = self.settlers(r)
        near = who | {y for x in who for y in self.joined.get(x, ())}
        return any(
            self.corpus.sources[a.source].publisher in near
            or (a.said_by in near and a.basis in ("document", "court", "list"))
            for a in attestations
        )

    def accused(self, r, name=None):
        term = self.term(r)
        if not term.accuses:
            return set()
        if isinstance(r, Claim):
            return {r.subject}
        keys = [key for key, role in self.ontology.roles.items() if role.name in term.accused_roles]
        everyone = {f.actor for f in r.fills(*keys)}
        return everyone & {name} if name and name in everyone else everyone

    def is_convicted(self, who):
        """A conviction not overturned."""
        steps = sorted(self._steps(who))
        stages = [self.ontology.stages[stage] for _, _, stage, *_ in steps]
        guilty = [n for n, s in enumerate(stages) if s.key in ("convicted", "final")]
        return bool(guilty) and not any(s.sets_aside for s in stages[guilty[-1] :])

    def status(self, r, support, against, name=None):
        if self._is_rejected(r):
            return "rejected"
        settled = self.is_settled(r, support)
        strong = settled or self.is_strong(r, support)
        if against and (self.is_strong(r, against) or not strong):
            return "disputed"  # contradicted at least as strongly as it is supported
        if settled:
            return "accepted"
        if strong and self.accused(r, name):
            free = [a for a in support if not self.party_sides(r, a)]
            own = any(
                a.basis in ("admission", "document") and self.speaker(a) in self.accused(r, name) for a in support
            )
            strong = own or len(self._independent(r, free)) >= 2 or all(map(self.is_convicted, self.accused(r, name)))
        return "accepted" if strong else "provisional"

    # Time ---------------------------------------------------------------------------------------------------------

    def _field(self, r, key, own):
        """The span of a field: the record's value and those of attestations that are not defeated."""
        seen = self.seen(r.attestations)
        said = [(a, a.detail(key)) for a in seen if a.stance != "reports" and isinstance(a.detail(key), Edtf)]
        said = [(a, value) for a, value in said if r.is_planned or self.could_know(a, value)]
        backers = [
            a
            for a in seen
            if a.stance == "supports" and a.speaks_of(key) and a.detail(key) is None
            if own and (r.is_planned or self.could_know(a, own))
        ]
        is_strong = self.is_strong(r, backers)
        spans = [(own.start, own.end)] if own and backers else []
        for a, value in said:
            same = [b for b, other in said if other.span == value.span]
            if not (is_strong and not self.is_strong(r, same)) and a.stance in ("supports", "contradicts"):
                spans.append((value.start, value.end))
        start = end = ANY_DAY if not spans else None
        for first, last in spans:
            start = first if start is None else start.joined(first)
            end = last if end is None else end.joined(last)
        return start, end

    def _start_of(self, id):
        """The judged start of a record: its bounds, disputes and all."""
        return self.judged(id).bounds[:2]

    def _judged(self, id):
        r, term = self.records[id], self.term(self.records[id])
        seen = self.seen(r.attestations)
        support = [a for a in seen if a.stance == "supports" and a.is_whole]
        against = [a for a in seen if a.stance == "contradicts" and a.is_whole]
        status = self.status(r, support, against)
        return self._timed(r, term, status, frozenset(self.origins(support).values()))

    def _timed(self, r, term, status, origins, start=None, until=None):
        seen = [a for a in self.seen(r.attestations) if a.stance == "supports"]
        lasting = term.lapse != "occurrence"
        if not lasting and (r.date or not (r.start or r.until)):
            first, last = self._field(r, "date", r.date)
            last = type(last)(*(None if d is None else d + 1 for d in last))  # `date: D` ends on the next day
        else:
            first, _ = self._field(r, "from", start or r.start)
            last, _ = self._field(r, "until", until or r.until)
        (se, sl), (ee, el) = first, last
        if isinstance(r, Claim) and r.taken_by in self.records and not self._is_rejected(self.records[r.taken_by]):
            ee, el = self.start_of(r.taken_by)
        seen_on, weakly = [], []
        if lasting:
            if r.date and any(self.could_know(a, r.date) and a.speaks_of("date") for a in seen):
                seen_on.append(r.date.span)
            for a in seen:
                if isinstance(a.detail("date"), Edtf) and self.could_know(a, a.detail("date")):
                    seen_on.append(a.detail("date").span)
                still = self.dated(a.source) if a.still == "published" else a.still.span if a.still else None
                if still:  # a party's `still` reaches possible only
                    (weakly if self.party_sides(r, a) and a.basis != "admission" else seen_on).append(still)
            if term.lapse in ("state", "standing") and not (r.start or r.until or r.date):
                # Support without `of:` states the day, "or that it holds when the page is published".
                seen_on += [self.dated(a.source) for a in seen if a.is_whole and a.detail("date") is None]
        seen_on = [s for s in seen_on if el is None or (s.earliest or 0) < el]
        if seen_on:  # a latest start is never after the first observation
            sl = min(x for x in (sl, *(s.latest for s in seen_on)) if x is not None)
        if term.lapse == "standing" and r.qualifier("term") and sl and ee is el is None:
            years = int(r.qualifier("term").low) if r.qualifier("term").unit == "years" else 0
            ee, el = (x and years and date.fromordinal(x).replace(year=date.fromordinal(x).year + years).toordinal()
                      for x in (se, sl))  # fmt: skip
            ee, el = ee or None, el or None
        bounds = (se, sl, ee, el)
        if term.lapse == "permanent" and bounds == (None,) * 4:
            return Judged(status, bounds, origins, (-FAR, FAR), (-FAR, FAR), (-FAR, FAR))
        confirmed = [s.earliest for s in seen_on if s.earliest is not None] + (
            [sl] if se is not None and se == sl else []
        )
        sure_to = ee - 1 if ee is not None else max(confirmed, default=-FAR)
        sure_from = sl if sl is not None else FAR
        if term.lapse == "permanent" and el is None:
            sure_to = FAR
        horizon = term.horizon_days if term.lapse == "state" else 0 if term.lapse == "occurrence" else 2 * FAR
        heard = [s.latest for s in seen_on + weakly if s.latest is not None] + [x for x in (sl, ee and ee - 1) if x]
        may_to = el - 1 if el is not None else max(heard, default=-FAR) + horizon
        base = sl if sl is not None else min((x for x in (ee, *(s.latest for s in weakly)) if x), default=FAR)
        may_from = se if se is not None else base - horizon
        if bounds == (None,) * 4 and not weakly:
            may_from, may_to = FAR, -FAR
        edges = (se if se is not None else -FAR, el - 1 if el is not None else FAR)
        return Judged(status, bounds, origins, (sure_from, sure_to), (may_from, may_to), edges)

    @staticmethod
    def reply(judged, day):
        """Did it hold on a day? certain, possible, no or unknown."""
        if not judged.edges[0] <= day <= judged.edges[1]:
            return "no"
        if judged.certain[0] <= day <= judged.certain[1]:
            return "certain"
        return "possible" if judged.possible[0] <= day <= judged.possible[1] else "unknown"

    def answer(self, id, day):
        r, judged = self.records[id], self.judged(id)
        found = self.reply(judged, day)
        if found != "possible" or not isinstance(r, Claim) or not self.term(r).is_exclusive:
            return found
        for rival in self._rivals(r):  # a horizon's tail ends where another holder of that extent is certain
            first, last = self.judged(rival.id).certain
            if judged.bounds[3] is None and first <= day and last > judged.certain[1]:
                return "no" if day <= last else "unknown"
            if judged.bounds[0] is None and last >= day and first < judged.certain[0]:
                return "no" if day >= first else "unknown"
        return found

    def _rivals(self, r):
        for other in self.claimants.get((self.term(r).name, r.object), ()):
            is_rival = other.subject != r.subject and self.term(other) is self.term(r)
            if is_rival and other.qualifier("extent") == r.qualifier("extent") and not self._is_joint(other, r):
                if self.judged(other.id).status == "accepted" and self.judged(other.id).certain[0] < FAR:
                    yield other

    @staticmethod
    def _is_joint(*records):
        return any(r.qualifier("jointly") in (True, "true") for r in records)

    # Names, places, law -------------------------------------------------------------------------------------------

    def _named(self, id, role, actor):
        """A role assignment is judged by itself, inherited from the event where nothing else is said."""
        r = self.records[id]
        fill = next(f for f in r.roles if (f.role, f.actor) == (role, actor))
        seen = self.seen(r.attestations)

        def leaves_out(a):
            names = a.detail(role)
            return isinstance(names, tuple) and actor not in names

        own = self.seen(fill.attestations)
        support = [a for a in own if a.stance == "supports"] or [
            a for a in seen if a.stance == "supports" and a.speaks_of(role) and not leaves_out(a)
        ]
        support += [a for a in seen if a.stance == "contradicts" and role in a.of and actor in (a.detail(role) or ())]
        against = [a for a in seen + own if a.stance == "contradicts" and a.is_whole]
        against += [a for a in seen if a.stance == "contradicts" and role in a.of and a.detail(role) is None]
        against += [a for a in seen if a.stance == "contradicts" and role in a.of and leaves_out(a)]
        if fill.attestations and not support:
            return None
        status = self.status(r, support, against, actor)
        return self._timed(r, self.term(r), status, frozenset(), fill.start, fill.until)

    def place(self, id, day):
        """The state of a place on a day, with its holders."""
        if day > self.corpus.dataset.covers_to:
            return "beyond coverage", frozenset()
        claims = [c for (key, at), found in self.claimants.items() if at == id for c in found]
        holds = [(c, self.answer(c.id, day), self.judged(c.id)) for c in claims if self.term(c).is_exclusive]
        fights = [c for c in claims if self.term(c).contest_of and self.answer(c.id, day) in ("certain", "possible")]
        fights = [c for c in fights if self.judged(c.id).status == "accepted"]
        sure = [c for c, answer, j in holds if answer == "certain" and j.status == "accepted"]
        extents = {c.qualifier("extent") for c in sure}
        may = [c for c, answer, j in holds if answer == "possible" and j.status == "accepted"]
        may = [c for c in may if c.qualifier("extent") not in extents]  # a certain holder beats a possible one
        who = frozenset(c.subject for c in sure + may)
        for extent in extents:
            same = {c.subject for c in sure if c.qualifier("extent") == extent and not self._is_joint(c)}
            if len(same) > 1:
                return "disputed", who
        if any(not self.term(c).is_siege and c.subject not in who for c in fights):
            return "contested", who
        if any(c.subject not in who for c in fights):
            return "besieged", who
        if len(who) > 1:
            if len({c.qualifier("extent") for c in sure + may}) > 1 or all(map(self._is_joint, sure + may)):
                return "shared", who
            ends = {c.subject for c in may if (self.judged(c.id).bounds[2] or FAR) <= day}
            starts = {c.subject for c in may if (self.judged(c.id).bounds[1] or -FAR) > day}
            return ("handover" if any(a != b for a in ends for b in starts) else "contested"), who
        if who:
            return ("held" if sure else "probably held"), who
        weak = frozenset(c.subject for c, answer, _ in holds if answer in ("certain", "possible"))
        if weak:
            return "claimed by", weak
        began = any((j.certain[0] if j.certain[0] < FAR else j.possible[0]) <= day for _, _, j in holds)
        return ("unknown" if began else "no record"), frozenset()

    def _steps(self, who):
        """The steps of law that name somebody: day, rank, stage, case, event, and whether it has ended."""
        for r in self.records.values():
            if isinstance(r, Claim) or not self.term(r).legal_stage or r.is_planned or r.is_negated:
                continue
            stage = self.ontology.stages[self.term(r).legal_stage]
            for f in r.fills("accused", "deceased"):
                judged = self.named(r.id, f.role, f.actor) if f.actor == who else None
                if judged and judged.status in ("accepted", "provisional"):
                    day = judged.bounds[0 if stage.clears else 1]
                    if day is not None:
                        case = next((c.actor for c in r.fills("case")), "")
                        yield day, stage.rank, stage.key, case, r.id, judged

    def stages(self, who, day):
        """The stage on a day in each case: the latest step; of two of one day the later in the order of stages."""
        found = {}
        for at, _, stage, case, _, judged in sorted(self._steps(who), key=lambda step: step[:2]):
            known = self.ontology.stages[stage]
            if at > day or (known.is_passing and self.reply(judged, day) == "no" and judged.bounds[3] is not None
                            and judged.bounds[3] != judged.bounds[1] + 1):  # fmt: skip
                continue  # a passing stage ends with the notice or warrant that brought it
            for each in {case} | (set(found) if known.in_every_case else set()):
                found[each] = stage
        return found
