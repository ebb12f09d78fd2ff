"""An address of ours → what stands there: a thing, the address it moved to, why it was withdrawn, or what is near."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..infer import Conclusion
from ..model import Claim, Entity, Event, Source
from ..problem import did_you_mean
from .negotiate import SUFFIXES
from .served import Served

SORTS = ("id", "claim", "source", "conclusion")


class Found(NamedTuple):
    thing: Entity | Claim | Event | Source | Conclusion
    suffix: str


class Moved(NamedTuple):
    """It has another address now, a path below the root."""

    path: str


class Withdrawn(NamedTuple):
    day: str
    because: str


class Missing(NamedTuple):
    """There is no such thing; `near` are paths of what may be meant."""

    near: tuple[str, ...]


def look(served: Served, sort: str, name: str) -> Found | Moved | Withdrawn | Missing:
    """Find what an address names. An ending that names a form of the page (`.ttl`) is no part of the name."""
    for id, suffix in _readings(name):
        thing = _thing(served, sort, id)
        if thing is not None:
            return Found(thing, suffix)
        for withdrawal in served.judge.corpus.withdrawals:
            if withdrawal.id == id and path_of(id).startswith(f"/{sort}/"):
                return Withdrawn(withdrawal.date.text, withdrawal.because)
        moved = _new_id(served, sort, id)
        if moved:
            return Moved(path_of(moved) + suffix)
        if sort in ("id", "claim") and (other := _thing(served, _sort_of(id), id)) is not None:
            return Moved(path_of(str(other.id)) + suffix)
    return Missing(tuple(_near(served, sort, name)))


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


def _new_id(served: Served, sort: str, old: str) -> str:
    """Return the id that a thing bears now, where it once bore another; empty where there is none."""
    corpus = served.judge.corpus
    if sort not in ("id", "claim"):
        return ""
    things: Iterable[Entity | Claim | Event] = (*corpus.entities.values(), *corpus.records.values())
    return next((str(thing.id) for thing in things if old in thing.was), "")


def _near(served: Served, sort: str, name: str) -> list[str]:
    corpus = served.judge.corpus
    if sort == "source":
        near = did_you_mean(name, map(str, corpus.sources))
        return [f"/source/{near}"] if near else []
    if sort == "conclusion":
        near = did_you_mean(name, (conclusion.id for conclusion in served.conclusions))
        return [f"/conclusion/{near}"] if near else []
    found = [path_of(near.id) for near in served.names.near(name)[:5]]
    near = did_you_mean(name, (str(id) for id in corpus.records if _sort_of(id) == sort))
    return [*found, *([path_of(near)] if near and path_of(near) not in found else [])]
