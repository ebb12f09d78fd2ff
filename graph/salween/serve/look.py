"""An address of ours → what stands there: a thing, where it is now, why it was withdrawn, or what may be meant."""

from __future__ import annotations

from typing import NamedTuple

from ..infer import Conclusion
from ..model import Claim, Entity, Event, Source
from ..names import UnclearName
from ..problem import did_you_mean
from .negotiate import SUFFIXES
from .served import Served

#: How many of those that may be meant are told.
MOST_NEAR = 8
SORTS = ("id", "claim", "source", "conclusion")


class Found(NamedTuple):
    thing: Entity | Claim | Event | Source | Conclusion
    suffix: str


class Moved(NamedTuple):
    """It has another address now, a path below the root."""

    path: str


class Named(NamedTuple):
    """It is the name of one thing, which has an address, a path below the root."""

    path: str


class Withdrawn(NamedTuple):
    """It is gone; `reason` says since when and why."""

    reason: str


class Missing(NamedTuple):
    """There is no such thing; `near` are the paths of what may be meant, each with what it is."""

    near: tuple[tuple[str, str], ...]
    is_shared: bool = False  # several have this very name


def look(served: Served, sort: str, name: str) -> Found | Moved | Named | Withdrawn | Missing:
    """Find what an address names. An ending that names a form of the page (`.ttl`) is no part of the name."""
    for id, suffix in _readings(name):
        thing = _thing(served, sort, id)
        if thing is not None:
            return Found(thing, suffix)
        target = served.judge.finder.by_id(id) if sort in ("id", "claim") else None
        if target is not None and target.sort == "withdrawn" and sort == _sort_of(id):
            return Withdrawn(served.judge.finder.withdrawn[id].in_words)
        if target is not None and id in served.judge.finder.renamed:
            return Moved(path_of(target.id) + suffix)
        if sort in ("id", "claim") and (other := _thing(served, _sort_of(id), id)) is not None:
            return Moved(path_of(str(other.id)) + suffix)
    return _meant(served, name) if sort == "id" else Missing(tuple(_near(served, sort, name)))


def path_of(id: str) -> str:
    """Return the path of an entity, an event or a claim: a claim's id has a dot, no other has."""
    return f"/{_sort_of(id)}/{id}"


def _sort_of(id: str) -> str:
    return "claim" if "." in id else "id"


def _readings(name: str) -> list[tuple[str, str]]:
    stem, dot, ending = name.rpartition(".")
    return [(name, ""), (stem, f".{ending}")] if dot and f".{ending}" in SUFFIXES else [(name, "")]


def _thing(served: Served, sort: str, id: str) -> Entity | Claim | Event | Source | Conclusion | None:
    corpus = served.judge.corpus
    if sort == "source":
        return corpus.sources.get(id)
    if sort == "conclusion":
        return next((conclusion for conclusion in served.conclusions if conclusion.id == id), None)
    if _sort_of(id) != sort:
        return None
    return corpus.entities.get(id) or corpus.records.get(id)


def _meant(served: Served, name: str) -> Named | Missing:
    """Return the one entity that has a name, else who may be meant by it."""
    finder = served.judge.finder
    for text, suffix in _readings(name):
        try:
            return Named(path_of(finder.entity(text)) + suffix)
        except UnclearName as error:
            unclear = error
    near = [(path_of(match.id), finder.describe(match.id)) for match in unclear.matches[:MOST_NEAR]]
    return Missing(tuple(near or _near(served, "id", name)), unclear.is_shared)


def _near(served: Served, sort: str, name: str) -> list[tuple[str, str]]:
    """Return the nearest id of a sort, as a path without a word on what it is."""
    corpus = served.judge.corpus
    if sort in ("source", "conclusion"):
        pool = map(str, corpus.sources) if sort == "source" else (conclusion.id for conclusion in served.conclusions)
        near = did_you_mean(name, pool)
        return [(f"/{sort}/{near}", "")] if near else []
    near = did_you_mean(name, (str(id) for id in corpus.records if _sort_of(id) == sort))
    return [(path_of(near), "")] if near else []
