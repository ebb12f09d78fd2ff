"""What comes out of this room, as values: what we make of a record, and on what its sources differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..dates import Edtf
from ..model import Fill
from .sides import Voice
from .status import Verdict
from .when import Validity


class FieldDispute(NamedTuple):
    """Sources differ on a field. `is_equal` where the dissent is as strong as what the record says.

    `others` are the ids of records that say otherwise, where the dispute is between two records. Of a role, `actors`
    are the names that it is about: the others in that role keep their places.
    """

    field: str
    is_equal: bool
    dissent: tuple[Voice, ...]
    others: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


class Presence(NamedTuple):
    """What we make of one name in one role of an event: it is judged by itself, and is never better than the event.

    Where nothing else is said of it, it has the event's own verdict, time and sources. `fill` has only those times of
    its own that some source out by then vouches for.
    """

    fill: Fill
    verdict: Verdict
    validity: Validity
    support: tuple[Voice, ...]
    denial: tuple[Voice, ...] = ()

    @property
    def status(self) -> str:
        return self.verdict.status


@dataclass(frozen=True, slots=True)
class Judgement:
    """What we make of one record. `absent` are its fields that no source out by then vouches for.

    `until` is the end of a hold that another took, as judged; `presences` are the names in an event, one by one.
    """

    id: str
    verdict: Verdict
    voices: tuple[Voice, ...]  # all that can be heard, in the order written
    support: tuple[Voice, ...]  # for the whole
    denial: tuple[Voice, ...]  # against the whole
    origins: tuple[frozenset[str], ...]
    disputes: tuple[FieldDispute, ...]
    validity: Validity
    disputed_with: tuple[str, ...] = ()
    absent: frozenset[str] = frozenset()
    until: Edtf | None = None
    presences: tuple[Presence, ...] = ()

    @property
    def status(self) -> str:
        return self.verdict.status

    def has_equal_dispute(self, *fields: str) -> bool:
        return bool(self.disputes) and any(d.is_equal and d.field in fields for d in self.disputes)
