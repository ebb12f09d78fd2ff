"""A text → what it names: by id, exact name, folded name, abbreviation, part of a name, or likeness, in that order.

Only the first three answer by themselves, and only where one thing has that name. A name that several have is
settled by what the question can take, else it is asked back; so is everything that is only near.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from ..model import Claim, Corpus, Event, Withdrawal
from ..ontology import Ontology
from ..problem import did_you_mean, with_article
from .fold import fold, initials, is_part, pairs, sound, words


class Rung(IntEnum):
    """How a text leads to a name, best first; the first three may answer by themselves."""

    ID, NAME, FOLDED, INITIALS, BEGINS, WORDS, CONTAINS, LIKE = range(8)


#: The last rung that answers by itself.
SURE = Rung.FOLDED
#: From which share of letters in common on a name is like another.
LIKENESS = 0.5
#: What another transliteration is like at least: it sounds the same, though few letters are.
SAME_SOUND = 0.9
#: How many candidates a question back lists.
MOST_TOLD = 6

Fits = Callable[[str], bool]


class Match(NamedTuple):
    """An entity that a text may mean: on which rung, by which of its names, how like that is (0 to 1)."""

    id: str
    rung: Rung
    name: str
    is_main: bool
    likeness: float = 1.0


class Target(NamedTuple):
    """What a text leads to. `sort` is entity, record, source or withdrawn; `was` is the old id that was asked for."""

    sort: str
    id: str
    was: str = ""

    @property
    def note(self) -> str:
        """What to say where an old id was asked for; empty where it was not."""
        return f'"{self.was}" is "{self.id}" now' if self.was else ""


class UnclearName(LookupError):
    """A text that means no one thing. `matches` are those that may be meant, best first; the message lists them."""

    def __init__(self, message: str, text: str, matches: tuple[Match, ...] = (), is_shared: bool = False) -> None:
        super().__init__(message)
        self.text = text
        self.matches = matches
        self.is_shared = is_shared  # several have this very name


class _Named(NamedTuple):
    id: str
    name: str
    is_main: bool


class Finder:
    """All names and ids of a corpus. Private persons are found by their id only."""

    def __init__(self, corpus: Corpus, ontology: Ontology) -> None:
        self.corpus = corpus
        self.ontology = ontology

    # ---- one answer, or a question back -----------------------------------------------------------------------

    def entity(self, text: str, kind: str = "", fits: Fits | None = None) -> str:
        """Return the one entity that a text names, of a kind (any, where empty) and fitting, where that is asked.

        UnclearName where none has the id or the name, or several have it.
        """
        wanted = self._fits(kind, fits)
        if text in self.corpus.entities and wanted(text):
            return text
        if text in self.withdrawn:
            raise UnclearName(f'"{text}" was {self.withdrawn[text].in_words}', text)
        exact = self._exact(text)
        for rung in (Rung.ID, Rung.NAME, Rung.FOLDED):
            found = [match for match in exact if match.rung == rung and wanted(match.id)]
            if len(found) == 1:
                return found[0].id
            if found:
                raise self._shared(text, found)
        noun = self._noun(kind)
        if exact:
            raise UnclearName(f'"{text}" is {self._kinds(exact)}, not {with_article(noun)}', text, tuple(exact))
        raise self._unknown(text, noun, [match for match in self.candidates(text) if wanted(match.id)])

    def target(self, text: str) -> Target:
        """Return what an id or a name leads to: an entity, a record, a source, or what was withdrawn.

        Ids come first, old ones among them: a record or an entity that bears another id now is found by both.
        UnclearName where nothing has the id or the name, or several have it.
        """
        found = self.by_id(text)
        if found is not None:
            return found
        try:
            return Target("entity", self.entity(text))
        except UnclearName as error:
            near = did_you_mean(text, self.corpus.records) if not error.is_shared and "." in text else None
            near = near or (did_you_mean(text, self.corpus.records) if not error.matches else None)
            if near is None:
                raise
            raise UnclearName(f'no entity or record "{text}": did you mean "{near}"?', text) from None

    def by_id(self, id: str) -> Target | None:
        """Return what has an id or had it once; None where nothing has."""
        corpus = self.corpus
        if id in corpus.entities:
            return Target("entity", id)
        if id in corpus.records:
            return Target("record", id)
        if id in self.moved:
            now = self.moved[id]
            return Target("entity" if now in corpus.entities else "record", now, id)
        if id in self.withdrawn:
            return Target("withdrawn", id)
        return Target("source", id) if id in corpus.sources else None

    # ---- all that may be meant --------------------------------------------------------------------------------

    def candidates(self, text: str) -> list[Match]:
        """Return all that a text may mean, best first, each once; those that are only like it where nothing else is."""
        return self._exact(text) or self._partly(text) or self._like(text)

    def near(self, text: str) -> list[Match]:
        """Return all that a text may mean, and all that is like it, each by its best name."""
        best: dict[str, Match] = {}
        for match in (*self._exact(text), *self._partly(text), *self._like(text)):
            if match.id not in best:
                best[match.id] = match
        return list(best.values())

    def beginning(self, text: str) -> list[Match]:
        """Return all that a text being typed may become, best first: never what is only like it."""
        best: dict[str, Match] = {}
        for match in (*self._exact(text), *self._partly(text)):
            best.setdefault(match.id, match)
        return list(best.values())

    def sharing(self, id: str) -> list[str]:
        """Return the other entities that have a name of an entity, in some spelling, sorted."""
        entity = self.corpus.entities[id]
        keys = {fold(name.text) for name in entity.names} if not entity.is_private else set()
        return sorted({named.id for key in keys for named in self.owners[key] if named.id != id})

    def describe(self, id: str) -> str:
        """Return an entity as a list of candidates shows it: its name and its kind."""
        entity = self.corpus.entities[id]
        shown = "a private person" if entity.is_private else entity.label()
        return f"{shown}, {self.ontology.kinds[entity.kind].label}"

    # ---- the rungs --------------------------------------------------------------------------------------------

    def _exact(self, text: str) -> list[Match]:
        """Return what has a text as its id or its name, exactly or folded, each on its best rung."""
        best: dict[str, Match] = {}
        now = self.moved.get(text, text)
        if now in self.corpus.entities:
            best[now] = Match(now, Rung.ID, text, True)
        plain = unicodedata.normalize("NFC", text.strip())
        for named in self.owners.get(fold(text), ()) if fold(text) else ():
            rung = Rung.NAME if named.name == plain else Rung.FOLDED
            match = Match(named.id, rung, named.name, named.is_main)
            if named.id not in best or (rung, not named.is_main) < (best[named.id].rung, not best[named.id].is_main):
                best[named.id] = match
        return self._ordered(best.values())

    def _partly(self, text: str) -> list[Match]:
        """Return whose name a text abbreviates, or is a part of."""
        wanted, parts = fold(text), [f" {part}" for part in words(text).split()]
        if not wanted:
            return []
        best: dict[str, Match] = {}

        def add(named: _Named, key: str, rung: Rung) -> None:
            match = Match(named.id, rung, named.name, named.is_main, _share(wanted, key))
            if named.id not in best or _order(match) < _order(best[named.id]):
                best[named.id] = match

        for named in self.abbreviated.get(wanted, ()):
            add(named, fold(named.name), Rung.INITIALS)
        for key, spaced in self.worded.items():
            if key.startswith(wanted):
                rung = Rung.BEGINS
            elif all(part in spaced for part in parts):
                rung = Rung.WORDS
            elif is_part(wanted, key) or (2 * len(key) >= len(wanted) and is_part(key, wanted)):
                rung = Rung.CONTAINS
            else:
                continue
            for named in self.owners[key]:
                add(named, key, rung)
        return self._ordered(best.values())

    def _like(self, text: str) -> list[Match]:
        """Return whose name is like a text: most pairs of letters are the same, or it sounds the same."""
        wanted = fold(text)
        heard, best = sound(wanted), dict[str, Match]()
        if len(wanted) < 2:
            return []
        for key in sorted(self._sharing_pairs(wanted, heard), key=self.place.__getitem__):
            score = _likeness(wanted, key)
            if heard and self.sounds[key]:
                score = max(score, _likeness(heard, self.sounds[key]) * SAME_SOUND)
            if score < LIKENESS:
                continue
            for named in self.owners[key]:
                match = Match(named.id, Rung.LIKE, named.name, named.is_main, round(score, 3))
                if named.id not in best or _order(match) < _order(best[named.id]):
                    best[named.id] = match
        return self._ordered(best.values())

    def _sharing_pairs(self, wanted: str, heard: str) -> set[str]:
        """Return the keys that can be like a text: with half the pairs in common, a third of its own are shared."""
        found: set[str] = set()
        for prefix, key in (("", wanted), ("~", heard)):
            own = pairs(key) if key else frozenset()
            shared = Counter(other for pair in own for other in self.by_pair.get(prefix + pair, ()))
            found.update(other for other, count in shared.items() if 3 * count >= len(own))
        return found

    def _ordered(self, matches: Iterable[Match]) -> list[Match]:
        return sorted(matches, key=lambda match: (*_order(match), -self.mentions[match.id], match.id))

    # ---- what they look at ------------------------------------------------------------------------------------

    @cached_property
    def owners(self) -> dict[str, list[_Named]]:
        """Who has a folded name, by the name as written; and by an id, unless a name folds to it."""
        found: dict[str, list[_Named]] = defaultdict(list)
        for id, entity in self.corpus.entities.items():
            names = () if entity.is_private else entity.names
            for name in names:
                found[fold(name.text)].append(_Named(id, name.text, name.sort == "name"))
            if not entity.is_private and all(named.id != id for named in found.get(fold(id), ())):
                found[fold(id)].append(_Named(id, id, False))
        return found

    @cached_property
    def abbreviated(self) -> dict[str, list[_Named]]:
        """Who has a name, by what abbreviates it."""
        found: dict[str, list[_Named]] = defaultdict(list)
        for owners in self.owners.values():
            for named in owners:
                for short in initials(named.name) if named.name != named.id else ():
                    found[short].append(named)
        return found

    @cached_property
    def worded(self) -> dict[str, str]:
        """The words of each folded name, in all the ways in which it is written."""
        return {key: "".join(dict.fromkeys(words(o.name) for o in owners)) for key, owners in self.owners.items()}

    @cached_property
    def place(self) -> dict[str, int]:
        """Where each folded name stands in the order of the finder: of two names alike, an entity shows the first."""
        return {key: number for number, key in enumerate(self.owners)}

    @cached_property
    def sounds(self) -> dict[str, str]:
        return {key: sound(key) for key in self.owners}

    @cached_property
    def by_pair(self) -> dict[str, list[str]]:
        """The folded names by their pairs of letters, and by those of their sound, marked "~"."""
        found: dict[str, list[str]] = defaultdict(list)
        for key in self.owners:
            for prefix, form in (("", key), ("~", self.sounds[key])):
                for pair in pairs(form) if form else ():
                    found[prefix + pair].append(key)
        return found

    @cached_property
    def mentions(self) -> Counter[str]:
        """How many records name each entity: of two that fit alike, the one more is known of comes first."""
        found: Counter[str] = Counter()
        for record in self.corpus.records.values():
            found.update(_named_in(record))
        return found

    @cached_property
    def by_mentions(self) -> list[str]:
        """All ids of entities, those first of which most is known."""
        return sorted(self.corpus.entities, key=lambda id: (-self.mentions[id], id))

    @cached_property
    def withdrawn(self) -> dict[str, Withdrawal]:
        """What was withdrawn, by its id."""
        return {str(withdrawal.id): withdrawal for withdrawal in self.corpus.withdrawals}

    @cached_property
    def renamed(self) -> dict[str, str]:
        """The id that a thing has now, by each that it had once."""
        corpus = self.corpus
        things = (*corpus.entities.values(), *corpus.records.values())
        return {str(old): str(thing.id) for thing in things for old in thing.was}

    @cached_property
    def moved(self) -> dict[str, str]:
        """The id by which a thing is found, by each other that it has or had: an old one, one judged to be the same."""
        return self.renamed | self.corpus.same

    # ---- words ------------------------------------------------------------------------------------------------

    def _fits(self, kind: str, fits: Fits | None) -> Fits:
        kinds = [] if kind in ("", "Entity") else [kind]

        def wanted(id: str) -> bool:
            is_kind = not kinds or self.ontology.is_a(self.corpus.entities[id].kind, kinds)
            return is_kind and (fits is None or fits(id))

        return wanted

    def _noun(self, kind: str) -> str:
        return self.ontology.kinds[kind].label if kind in self.ontology.kinds and kind != "Entity" else "entity"

    def _kinds(self, matches: list[Match]) -> str:
        labels = dict.fromkeys(self.ontology.kinds[self.corpus.entities[match.id].kind].label for match in matches)
        return " and ".join(map(with_article, labels))

    def _shared(self, text: str, found: list[Match]) -> UnclearName:
        ids = {match.id for match in found}
        rows = (row for row in self.corpus.identities if row.verdict != "same")
        judged = [row.because for row in rows if {self.corpus.now(id) for id in row.pair} <= ids]
        what = f'"{text}" is the name of {len(found)} entities: give an id'
        lines = [what, *self.table(found), *dict.fromkeys(judged)]
        return UnclearName("\n".join(lines), text, tuple(found), is_shared=True)

    def _unknown(self, text: str, noun: str, found: list[Match]) -> UnclearName:
        what = f'no {noun} "{text}"'
        if not found:
            return UnclearName(f"{what}: try another spelling, or part of the name", text)
        if len(found) == 1:
            [match] = found
            return UnclearName(f'{what}: did you mean "{match.id}" ({self.describe(match.id)})?', text, (match,))
        return UnclearName("\n".join([f"{what}: did you mean", *self.table(found)]), text, tuple(found))

    def table(self, found: Sequence[Match]) -> list[str]:
        """Return a line for each of the first few: its id, its name and kind, and the name that was met."""
        told = found[:MOST_TOLD]
        width = max(len(match.id) for match in told)
        rows = []
        for match in told:
            entity = self.corpus.entities[match.id]
            also = "" if entity.is_private or match.name in (match.id, entity.label()) else f', also "{match.name}"'
            rows.append(f"  {match.id.ljust(width)}  {self.describe(match.id)}{also}")
        return [*rows, *([f"  and {len(found) - MOST_TOLD} more"] if len(found) > MOST_TOLD else [])]


def _order(match: Match) -> tuple[int, float]:
    return match.rung, -match.likeness if match.rung == Rung.LIKE else 0.0


def _share(wanted: str, key: str) -> float:
    return round(min(len(wanted), len(key)) / max(len(wanted), len(key)), 3)


def _likeness(one: str, other: str) -> float:
    """Return the share of pairs of letters that two keys have in common, 0 to 1. Source: Dice, Ecology 26(3), 1945."""
    left, right = pairs(one), pairs(other)
    return 2 * len(left & right) / (len(left) + len(right))


def _named_in(record: Claim | Event) -> set[str]:
    if isinstance(record, Event):
        return {str(fill.actor) for fill in record.roles}
    return {str(record.subject)} if record.object is None else {str(record.subject), str(record.object)}
