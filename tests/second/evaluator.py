"""A second judge, written from the text of the design alone (Time, Evidence, Second edition) and from the guide.

In 300 lines; it shares the reading of files and ontology and none of the judging. "Settled by" marks where a first
reading was wrong, with the sentence that says so. What the text leaves open is read literally here; `readings.py`
replaces it by what the program's own pages say. A day that is not known is FAR away, on the side that says least.
"""

# fmt: off
from collections import namedtuple
from functools import cache

from salween.dates import ANY_DAY, Edtf, Span
from salween.model import Claim, Quantity

FAR = 10**7
RANK = ("accepted", "provisional", "disputed", "rejected").index
Voice = namedtuple("Voice", "a who roots grade sides")

def low(span):
    return -FAR if span.earliest is None else span.earliest
def high(span):
    return FAR if span.latest is None else span.latest

def joined(spans):  # bounds span what is believed; an open side of a value adds nothing
    first = min((s.earliest for s in spans if s.earliest is not None), default=-FAR)
    last = max((s.latest for s in spans if s.latest is not None), default=FAR)
    return (first, last) if first <= last else (-FAR, FAR)

class Judged(namedtuple("Judged", "status origins days sure may tails")):
    """`days` are the four bounds; `sure` and `may` first and last day of each; `tails` where horizons start."""
    def on(self, day):
        if not self.days[0] <= day < self.days[3] or self.sure[0] <= day <= self.sure[1]:
            return "certain" if self.days[0] <= day < self.days[3] else "no"
        return "possible" if self.may[0] <= day <= self.may[1] else "unknown"

class Second:
    def __init__(self, corpus, ontology, known_at):
        self.corpus, self.ontology, self.known_at = corpus, ontology, known_at
        self.joined, self.above, self.bodies, self.held = {}, {}, {}, {}
        for name in ("base", "judged", "named", "near", "in_it", "at_war", "grade_of", "steps", "voices"):
            setattr(self, name, cache(getattr(self, name)))
        self.records = {id: r for id, r in corpus.records.items()  # what nobody supports by then is absent
                        if any(a.stance == "supports" and a.is_whole for a in self.seen(r.attestations))}
        for r in self.telling():
            if isinstance(r, Claim) and r.object and not (r.is_planned or r.is_negated or self.is_slip(r)):
                ties = [self.above, self.joined] if self.term(r).joins_party else []
                for tie in ties + [self.bodies] * self.is_speaking(r):
                    tie.setdefault(r.subject, set()).add(r.object)
                if ties:
                    self.joined.setdefault(r.object, set()).add(r.subject)
                if self.is_hold(r):
                    self.held.setdefault(r.object, []).append(r)
    # ---- what is known by then
    def term(self, r):
        return self.ontology.predicates[r.predicate] if isinstance(r, Claim) else self.ontology.event_kinds[r.kind]
    def is_hold(self, r):
        return isinstance(r, Claim) and bool(self.term(r).is_exclusive or self.term(r).contest_of)
    def dated(self, a):
        return self.corpus.sources[a.source].dated
    def seen(self, attestations):  # only sources published by K, else retrieved by K
        return tuple(a for a in attestations if high(self.dated(a).span) <= self.known_at)
    def is_slip(self, r):  # assessments made by K
        a = r.assessment
        return bool(a) and a.status == "rejected" and high(a.date.span) <= self.known_at
    def could_know(self, r, a, value):  # it is dated on or after it
        return r.is_planned or high(self.dated(a).span) >= low(value.span)
    # ---- who speaks, and how strongly
    def is_own(self, who, accused):
        return who in accused
    def telling(self):  # the records that say who is joined to whom
        return self.records.values()
    def is_speaking(self, r):
        return r.predicate == "speaks_for"
    def near(self, who):  # the speaker, or anyone joined to it either way
        return {who} | self.joined.get(who, set())
    def in_it(self, id):
        """Who is in the record, or ever held or claimed the same exclusive object: pairs of each and its side."""
        r = self.corpus.records[id]
        if isinstance(r, Claim):
            rivals = self.held.get(r.object, ()) if self.is_hold(r) else ()
            return {(r.subject, "subject"), (r.object, "object")} | {(c.subject, c.subject) for c in rivals}
        meets = {self.ontology.role_names[fold.start].key for fold in self.term(r).folds if fold.start == fold.end}
        return {(f.actor, (f.role, f.side or (f.actor if f.role in meets else 0))) for f in r.roles}
    def at_war(self, id):
        """Who speaks for a side of a war is a party to what its sides did: whoever held what an event of war is at."""
        r = self.corpus.records[id]
        is_of_war = not isinstance(r, Claim) and self.ontology.families[self.term(r).family].is_of_war
        return {c.subject for f in r.roles for c in self.held.get(f.actor, ())} if is_of_war else set()
    def filling(self, r, names):
        if isinstance(r, Claim):
            return {str(getattr(r, name)) for name in names}
        return {str(f.actor) for f in r.roles if self.ontology.roles[f.role].name in names}
    def grade_of(self, who):  # a speaker without one takes that of the body it speaks for
        own = getattr(self.corpus.entities.get(who), "reliability", "")
        return own or max((self.grade_of(body) for body in self.bodies.get(who, ())), default="F")
    def voices(self, id, attestations):
        return [self.weigh(self.corpus.records[id], a) for a in self.seen(attestations)]
    def weigh(self, r, a):
        source, own = self.corpus.sources[a.source], a.detail("value")
        own = own or (getattr(r, "value", None) if a.stance != "contradicts" else None)
        # Settled by the guide: "Whoever counted is the speaker".
        said_by = a.said_by or (own.counter if isinstance(own, Quantity) else None)
        who, acts = said_by or source.publisher, self.filling(r, self.term(r).settled_by)
        grade = source.reliability or ("A" if source.publisher in acts else self.grade_of(source.publisher))
        if said_by:  # the worse of both; a court or issuer on its own act has A
            grade = max(grade, "A" if who in acts else self.grade_of(who))
        sides = {side for actor, side in self.in_it(r.id) if actor in self.near(who)}
        sides = sides or ({None} if self.near(who) & self.at_war(r.id) else set())  # a party, on no side of the record
        sides = set() if a.basis == "admission" else sides  # one against interest is not a party's
        roots, todo, done = {who}, [] if said_by else list(source.derives_from), set()
        while todo:  # merged through derives_from
            done.add((source := self.corpus.sources[todo.pop()]).id)
            todo += [id for id in source.derives_from if id not in done]
            roots = (roots - {who}) | (set() if source.derives_from else {source.publisher})
        return Voice(a, who, roots, grade, sides or ({None} if a.is_party else set()))
    def origins(self, voices):
        groups = []
        for voice in voices:
            same = [group for group in groups if group & voice.roots]
            groups = [group for group in groups if group not in same] + [voice.roots.union(*same)]
        return len(groups)
    def counting(self, voices):  # two origins make a side strong only where each is of grade C or better
        return self.origins([v for v in voices if not v.sides and v.grade in "ABC"])
    def is_strong(self, voices):
        sides = [v.sides - {None} for v in voices]
        is_two = any(one and other and not one & other for one in sides for other in sides)
        return is_two or any(not v.sides and v.grade in "AB" for v in voices) or self.counting(voices) >= 2
    def is_settled(self, r, support):  # by the issuer's own document: its own page, or a paper that somebody read
        own = {near for who in self.filling(r, self.term(r).settled_by) for near in self.near(who)}
        pages = [v for v in support if self.corpus.sources[v.a.source].publisher in own]
        papers = [v for v in support if v.a.basis in ("document", "court", "list")]
        return any(v.who in own for v in pages + papers)
    def status(self, r, support, against, only=None):
        if self.is_slip(r):
            return "rejected"
        is_strong = (is_settled := self.is_settled(r, support)) or self.is_strong(support)
        if against and (self.is_strong(against) or not is_strong):
            return "disputed"
        accused = self.filling(r, ["subject"] if isinstance(r, Claim) else self.term(r).accused_roles)
        accused &= {only} if only else accused
        if is_strong and self.term(r).accuses and accused and not is_settled:
            cleared = max((s[0] for s in self.steps() if s[3] in accused and s[2].sets_aside), default=-FAR)
            courts = [v for v in support if v.a.basis == "court" and low(self.dated(v.a).span) > cleared]
            own = [v for v in support if v.a.basis in ("admission", "document") and self.is_own(v.who, accused)]
            is_strong = bool(courts or own) or self.counting(support) >= 2
        return "accepted" if is_strong else "provisional"
    # ---- when it held
    def observed(self, r, a):  # settled by "`still: true`: when published", and not when retrieved
        issued = self.corpus.sources[a.source].published
        days = [a.detail("date"), issued if a.still == "published" else a.still]
        return [day for day in days if isinstance(day, Edtf) and self.could_know(r, a, day)]
    def sights(self, r, voice):  # those that confirm, and those that reach possible only: a party's `still`
        date, found = voice.a.detail("date"), self.observed(r, voice.a)
        weak = [day for day in found if voice.sides and day is not date]
        # "Supports with no `of:` means that the page states … the day (or that it holds when the page is published)".
        is_undated = voice.a.is_whole and not (r.start or r.until or r.date or found)
        return [d for d in found if d not in weak] + [self.dated(voice.a)] * is_undated, weak
    def field(self, r, key, own):
        """First and last days of a time field, and who is defeated: a weak dissent from a strongly supported field."""
        spans, said, dissent, backing = [], [], [], []
        for voice in self.voices(r.id, r.attestations):
            a, value = voice.a, voice.a.detail(key)
            if a.stance == "contradicts" and key in a.of:
                dissent, said = [*dissent, voice], [*said, (voice, value)]
            if a.stance == "supports" and not (key == "date" and self.term(r).lapse != "occurrence"):
                # Settled by "a source may differ in a detail": to say the same less exactly is not to differ.
                if value and own and not (own.is_interval or value.is_interval):
                    value = None if low(value.span) <= low(own.span) and high(own.span) <= high(value.span) else value
                said += [(voice, value)] if value else []
                dissent += [voice] if own and value and not own.span.meets(value.span) else []
            if a.stance == "supports" and a.speaks_of(key) and own and self.could_know(r, a, own):
                backing, spans = [*backing, voice], [own]
        backing = [voice for voice in backing if voice not in dissent]
        beaten = dissent if self.is_strong(backing) and not self.is_strong(dissent) else []
        spans += [v for who, v in said if v and who not in beaten and self.could_know(r, who.a, v)]
        return joined([s.start for s in spans]), joined([s.end for s in spans]), beaten
    def timed(self, r, taker=None):
        day, over, _ = self.field(r, "date", r.date)
        (se, sl), _, early = self.field(r, "from", r.start)
        _, (ee, el), late = self.field(r, "until", r.until)
        sights, party = [Span(se, sl)] * (se == sl) + [Span(*s) for s in (day, over) if s != (-FAR, FAR)], FAR
        if is_day := self.term(r).lapse == "occurrence" and not (r.start or r.until):
            (se, sl), (ee, el), sights = day, (d + 1 for d in over), []  # an event ends on the next day
        if taker and taker.status != "rejected" and taker.days[:2] != (-FAR, FAR):
            ee, el = taker.days[0], FAR if taker.status == "disputed" else taker.days[1]
        for voice in () if is_day else self.voices(r.id, r.attestations):
            if voice.a.stance == "supports" and voice.a.speaks_of("date") and voice not in early + late:
                firm, weak = self.sights(r, voice)
                sights += [span for day in firm for span in (day.start, day.end)]
                party = max([low(day.end) for day in weak] + [party] * (party < FAR), default=FAR)
        confirmed = max((min(low(s), el - 1) for s in sights), default=-FAR)
        sl = min(sl, *(high(s) for s in sights), FAR)  # never after the first observation
        se, lapse, covered = se if se <= sl else -FAR, self.term(r).lapse, self.corpus.dataset.covers_to
        lapse = "standing" if lapse == "permanent" and r.unknown else lapse
        # Without a start, what ended had held the day before.
        back = sl if sl < FAR else min((ee if ee > -FAR else el) - 1, party)
        ahead = max(confirmed, sl if sl < FAR else -FAR, ee - 1)
        sure, first, last = [sl, max(confirmed, ee - 1)], se, el - 1
        if lapse in ("state", "occurrence"):
            first = se if se > -FAR else back - self.term(r).horizon_days
            last = last if el < FAR else max(ahead + self.term(r).horizon_days, party if party < FAR else -FAR)
        if lapse == "permanent" and ee == -FAR and el == FAR:
            sure = [-FAR if sl == FAR and se == -FAR else sl, FAR]
        elif lapse != "permanent":  # later days are beyond coverage
            sure[1], last = min(sure[1], covered), min(last, covered)
        sure, first = ((FAR, -FAR), FAR) if r.is_planned else (tuple(sure), first)  # a plan is not an event
        return (se, sl, ee, el), sure, (first, last), (back, ahead)
    def base(self, id, taker=None):
        r, inside = self.records[id], []
        voices, times = self.voices(id, r.attestations), self.timed(r, taker)
        for v in (v for v in voices if v.a.stance == "contradicts" and v.a.is_whole):
            # Contradicting the whole needs a day inside the record's time: by default the event's.
            span = getattr(v.a.detail("date") or (None if isinstance(r, Claim) else r.date), "span", ANY_DAY)
            inside += [v] * (high(span) >= times[0][0] and low(span) < times[0][3])
        support = [v for v in voices if v.a.stance == "supports" and v.a.is_whole]
        return Judged(self.status(r, support, inside), self.origins(support), *times)
    def ended(self, r):  # a loser's hold ends at the taker's judged start, "its bounds, disputes and all"
        return self.base(r.id, self.base(r.taken_by) if getattr(r, "taken_by", None) in self.records else None)
    def holding(self, place):
        return [c for c in self.held.get(place, ()) if c.id in self.records]
    def judged(self, id):
        r, found = self.records[id], self.ended(self.records[id])
        (first, last), (back, ahead) = found.may, found.tails
        for rival in self.holding(r.object) if self.is_hold(r) and found.status != "rejected" else ():
            other = self.ended(rival)  # a horizon's tail ends where another holder of that extent is certain
            if self.excludes(r, rival) and other.status == "accepted" and other.sure[0] <= other.sure[1]:
                if -FAR < ahead < other.sure[1] and found.days[3] == FAR:
                    last = min(last, max(ahead, other.sure[0] - 1))
                if other.sure[0] < back < FAR and found.days[0] == -FAR:
                    first = max(first, min(back, other.sure[1] + 1))
        return found._replace(may=(first, last))
    def excludes(self, one, other):  # settled by "an absent extent is the whole place": it overlaps any part
        extents = {one.qualifier("extent"), other.qualifier("extent")}
        is_joint = one.qualifier("jointly") == other.qualifier("jointly") == "true"
        is_rival = one.subject != other.subject and one.predicate == other.predicate and not is_joint
        return is_rival and self.term(one).is_exclusive and (len(extents) == 1 or None in extents)
    # ---- names, places, law
    def named(self, id, index):
        """One name in an event, judged by itself, inherited from the event where nothing else is said of it."""
        r, whole, f = self.records[id], self.judged(id), self.records[id].roles[index]
        voices, own = self.voices(id, r.attestations), self.voices(id, f.attestations)
        def leaves_out(a):  # it lists whom it names, and disputes only those that it leaves out
            names, is_of = a.detail(f.role), a.stance == "contradicts" and f.role in a.of
            return (is_of or (a.stance == "supports" and names is not None)) and f.actor not in (names or ())
        telling = [a for a in f.attestations if a.stance == "supports" and a.speaks_of(f.role)]
        telling = [] if f.until and not f.start else telling  # a delisting says nothing of the listing
        support = [v for v in voices if v.a.stance == "supports" and v.a.speaks_of(f.role) and not leaves_out(v.a)]
        against = [v for v in voices if leaves_out(v.a)]
        against += [v for v in own if v.a.stance == "contradicts" and v.a.speaks_of(f.role)]
        if telling and not (support := [v for v in own if v.a in telling]):
            return None
        if telling or against:  # nobody was there more surely than it happened
            whole = whole._replace(status=max(whole.status, self.status(r, support, against, f.actor), key=RANK))
        said = [v.a for v in own or voices if v.a.stance == "supports"]
        begun, over = (t and any(self.could_know(r, a, t) for a in said) and t.span for t in (f.start, f.until))
        (se, sl, ee, el), sure = whole.days, whole.sure
        se, sl = (max(se, low(begun)), high(begun) if sl == FAR else max(sl, high(begun))) if begun else (se, sl)
        if over:
            ee, el, sure = min(low(over), ee if ee > -FAR else FAR), min(el, high(over)), (sure[0], low(over) - 1)
        return whole._replace(days=(se, sl, ee, el), sure=sure)
    def place(self, id, day):  # its state, with its holders
        judged = {c: self.judged(c.id) for c in self.holding(id)}
        holds = [c for c, j in judged.items() if j.on(day) in ("certain", "possible")]
        weak = {c.subject for c in holds if self.term(c).is_exclusive}
        holds = [c for c in holds if judged[c].status == "accepted"]
        sure = [c for c in holds if self.term(c).is_exclusive and judged[c].on(day) == "certain"]
        may = [c for c in holds if self.term(c).is_exclusive and c not in sure]  # a certain holder beats a possible one
        may = [c for c in may if not any(self.excludes(c, s) or c.subject == s.subject for s in sure)]
        fights = [c for c in holds if not self.term(c).is_exclusive and c.subject not in {s.subject for s in sure}]
        who, rivals = {c.subject for c in sure + may}, [c for c in may if any(self.excludes(c, other) for other in may)]
        ends = [c for c in rivals if judged[c].days[2] <= day < judged[c].days[3] < FAR]
        starts = [c for c in rivals if -FAR < judged[c].days[0] <= day <= judged[c].days[1]]
        is_passing = any(self.excludes(a, b) for a in ends for b in starts) and {*ends, *starts} == {*rivals}
        clash = {c.subject for c in sure for other in sure if self.excludes(c, other)}
        gone = [(c, j.may[1] + 1) for c, j in judged.items() if j.may[1] < day]
        gone = [first for c, first in gone if self.term(c).is_exclusive or judged[c].status == "accepted"]
        return next((state, holders) for is_so, state, holders in (
            (day > self.corpus.dataset.covers_to, "beyond coverage", set()), (clash, "disputed", clash),
            (fights, "besieged" if all(self.term(c).is_siege for c in fights) else "contested", who),
            (rivals, "handover" if is_passing else "contested", {c.subject for c in rivals}),
            (who, "shared" if len(who) > 1 else "held" if sure else "probably held", who),
            (weak, "claimed by", weak), (gone, f"unknown since {max(gone, default=0)}", set()),
            (True, "no record", set())) if is_so)
    def steps(self):
        """The steps of law that are well supported: day, rank, stage, who, case, first day on which it is over."""
        found = []
        for r in self.records.values():
            stage = None if isinstance(r, Claim) else self.ontology.stages.get(self.term(r).legal_stage)
            for index, f in enumerate(r.roles) if stage and not (r.is_planned or r.is_negated) else ():
                named = self.named(r.id, index) if f.role in ("accused", "deceased") else None
                day = named and named.days[0 if stage.clears else 1]
                if named and named.status == "accepted" and abs(day) < FAR:
                    over = named.days[3] if stage.is_passing and self.term(r).lapse != "occurrence" else FAR
                    cases = self.filling(r, ["CaseInHand"]) or {""}
                    found += [(day, stage.rank, stage, f.actor, case, over) for case in cases]
        return sorted(found, key=lambda step: step[:2])
    def stages(self, who, day):  # in each case the latest step; of two of one day the later in the order of stages
        steps = [s for s in self.steps() if s[3] == who and s[0] <= day < s[5]]
        everywhere = [s for s in steps if s[2].in_every_case]
        return {s[4]: (everywhere or [s])[-1][2].key for s in steps}
