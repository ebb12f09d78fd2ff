"""The network as two tables of plain cells, which the formats for networks write in their own ways.

A cell is text, a number, true or false, or a list of texts; a column holds one of these sorts only. Characters that
XML cannot hold are taken out here, once for all formats.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import networkx as nx

#: Where nodes stand on a screen, by id: x to the right, y downwards.
Positions = Mapping[str, tuple[float, float]]
NOWHERE: Positions = {}
Cell = str | int | float | bool | list[str]

#: Source: XML 1.0 (fifth edition), production 2, Char; lone surrogates cannot be encoded either.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Written in places of their own by the formats, or for drawing only.
_SLOTS = frozenset(("label", "colour", "shape", "labels", "qualifiers", "values", "certain", "possible"))
#: Names that formats and their readers use themselves. A qualifier or predicate so named gets a `_` after it.
_TAKEN = frozenset(
    (
        "id",
        "label",
        "source",
        "target",
        "type",
        "kind",
        "weight",
        "timeset",
        "interval",
        "start",
        "end",
        "color",
        "size",
        "thickness",
        "shape",
        "x",
        "y",
        "z",
        "lat",
        "lon",
        "family",
        "record",
        "status",
        "confidence",
        "because",
        "reply",
        "disputed",
        "sources",
        "origins",
        "holds",
        "outcome",
        "roles",
        "rule",
        "says",
        "spell",
        "aliases",
        "same_as",
        "value_ids",
    )
)


class Row(NamedTuple):
    """A node or an edge. `ends` is empty for a node; `drawn` are the network's own attributes."""

    id: str
    ends: tuple[str, ...]
    cells: dict[str, Cell]
    drawn: Mapping[str, Any]


class Table(NamedTuple):
    """Rows sorted by id, and the sort of each column (str, int, float, bool or list) in the order of first use."""

    columns: dict[str, type]
    rows: list[Row]


class Spell(NamedTuple):
    """The days, inclusive, that a format with a timeline shows; `word` is certain or possible. None is open."""

    first: str | None
    last: str | None
    word: str


def node_table(network: nx.MultiDiGraph[str]) -> Table:
    return _table(Row(id, (), _cells(data), data) for id, data in network.nodes(data=True))


def placed(table: Table, positions: Positions) -> Table:
    """Return the nodes with the columns x and y; y grows upwards, as in Gephi, not downwards as on a screen."""
    rows = []
    for row in table.rows:
        x, y = positions.get(row.id, (None, None))
        rows.append(row if x is None or y is None else row._replace(cells=row.cells | {"x": float(x), "y": 0.0 - y}))
    return _table(rows)


def edge_table(network: nx.MultiDiGraph[str]) -> Table:
    """Return the edges. Their kind is no column: every format has a place for it."""
    rows = []
    for start, end, key, data in network.edges(keys=True, data=True):
        cells = _cells(data)
        del cells["kind"]
        rows.append(Row(key, (start, end), cells, data))
    return _table(rows)


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold.

    >>> clean("Lashio\\x00\\x0b town")
    'Lashio town'
    """
    return _NOT_XML.sub("", text)


def list_text(items: Iterable[str]) -> str:
    """Return a list as Gephi reads it: quoted always, so that commas, brackets and "null" are text.

    >>> print(list_text(['Kokang, the', 'say "no"']))
    ["Kokang, the", "say \\"no\\""]
    """
    return json.dumps(list(items), ensure_ascii=False)


def spell(attributes: Mapping[str, Any]) -> Spell | None:
    """Return the days on which it certainly held; where no day is certain the possible ones; None if none is known.

    A reader takes what has no spell for something that holds at all times, so the possible days are the lesser evil.
    """
    for word in ("certain", "possible"):
        if word in attributes:
            first, last = attributes[word]
            return Spell(first, last, word)
    return None


def kind_of(attributes: Mapping[str, Any]) -> str:
    """Return the kind of an edge, apart from others where it is no plain tie: readers merge edges of one kind."""
    flags = {
        "negated": attributes["is_negated"],
        "planned": attributes["is_planned"],
        "rejected": attributes["status"] == "rejected",
        "inferred": attributes["is_inferred"],
    }
    words = [word for word, is_so in flags.items() if is_so]
    return f"{attributes['kind']} ({', '.join(words)})" if words else str(attributes["kind"])


def value_text(value: Mapping[str, Any]) -> str:
    """Return a value with what a reader needs to judge it, as in `about 900 people, all who crossed (disputed)`."""
    parts = [value["text"], value.get("scope", ""), value.get("window", "")]
    parts += [f"counted by {value['counter_label']}"] if "counter_label" in value else []
    parts += [value["label"]] if "(" in value["label"] else []
    doubts = [value["status"]] if value["status"] != "accepted" else []
    if value["disputed"] and "disputed" not in doubts:
        doubts.append("disputed")
    return ", ".join(part for part in parts if part) + (f" ({', '.join(doubts)})" if doubts else "")


def _cells(attributes: Mapping[str, Any]) -> dict[str, Cell]:
    found: dict[str, Any] = {key: value for key, value in attributes.items() if key not in _SLOTS}
    found |= {f"label_{tag}": text for tag, text in attributes["labels"].items()} if "labels" in attributes else {}
    shown = spell(attributes)
    if shown is not None:
        found["spell"] = shown.word
        found |= {"start_year": _year(shown.first), "end_year": _year(shown.last)}
    for word in ("certain", "possible"):
        if word in attributes:
            found[f"start_{word}"], found[f"end_{word}"] = attributes[word]
    for key, text in attributes.get("qualifiers", {}).items():
        found[_free(key)] = text
    for value in attributes["values"]:
        found.setdefault(_free(value["kind"]), []).append(value_text(value))
        found.setdefault("value_ids", []).append(value["id"])
    return {key: _plain(value) for key, value in found.items() if value is not None and value != "" and value != []}


def _plain(value: Cell) -> Cell:
    if isinstance(value, list):
        return [" ".join(clean(item).split()) for item in value]  # Gephi reads a line break in a list as an n
    return clean(value) if isinstance(value, str) else value


def _free(key: str) -> str:
    return f"{key}_" if key in _TAKEN or key.startswith(("is_", "start_", "end_", "label_")) else key


def _year(day: str | None) -> int | None:
    return None if day is None else int(day[:4])


def _table(rows: Iterable[Row]) -> Table:
    found = sorted(rows, key=lambda row: row.id)
    columns: dict[str, type] = {}
    for row in found:
        for name, cell in row.cells.items():
            if columns.setdefault(name, type(cell)) is not type(cell):
                raise TypeError(f"column {name} holds {columns[name].__name__} and {type(cell).__name__}")
    return Table(columns, found)
