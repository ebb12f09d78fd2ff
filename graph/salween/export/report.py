"""What every export returns: its bytes, and in sentences what it could not carry."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

if TYPE_CHECKING:
    import networkx as nx

#: How many ids a sentence names before it only counts.
_NAMED = 5


T = TypeVar("T", bytes, dict[str, bytes])


class Exported(NamedTuple, Generic[T]):
    """The bytes of one file, or of several by name; `losses` are sentences, none where nothing is lost."""

    data: T
    losses: list[str]


def count(number: int, one: str, many: str) -> str:
    """Return a number with its noun.

    >>> count(1, "tie", "ties"), count(12000, "tie", "ties")
    ('1 tie', '12,000 ties')
    """
    return f"{number:,} {one if number == 1 else many}"


def network_losses(network: nx.MultiDiGraph[str]) -> list[str]:
    """Return what no format for networks carries: what stands outside the network, and what is flattened in it."""
    losses = []
    by_reason: dict[str, list[str]] = defaultdict(list)
    for id, reason in network.graph["left_out"].items():
        by_reason[reason].append(id)
    for reason, ids in sorted(by_reason.items()):
        named = ", ".join(ids[:_NAMED]) + (f" and {len(ids) - _NAMED:,} more" if len(ids) > _NAMED else "")
        losses.append(f"{count(len(ids), 'record or role is', 'records or roles are')} left out ({reason}): {named}")
    bearers = [*(data for _, data in network.nodes(data=True)), *(data for *_, data in network.edges(data=True))]
    roles = {(data["record"], text) for data in bearers for text in data.get("roles", ())}
    if roles:
        losses.append(f"{count(len(roles), 'role', 'roles')} beyond two ends are carried as attributes")
    values = {value["id"] for data in bearers for value in data["values"]}
    if values:
        number = count(len(values), "figure or other value is", "figures and other values are")
        losses.append(f"{number} carried as text")
    losses.append("what each source says, its stance and where in it are not carried, only which sources they are")
    losses.append("dates and sources of names are not carried")
    return losses


def merged_kinds(network: nx.MultiDiGraph[str]) -> int:
    """Return how many ties share both ends and kind with another tie: Gephi desktop shows each such bundle as one."""
    bundles = Counter((start, end, data["kind"]) for start, end, data in network.edges(data=True))
    return sum(number for number in bundles.values() if number > 1)
