"""The network as GEXF 1.3, for Gephi and Gephi Lite: ties with their days, colours, shapes and doubt.

Written on the standard library, because networkx writes what the schema refuses and renumbers the edges. The prefix
viz is bound to the main namespace: the published schema wants it so, and readers look at the local names.

Source: GEXF 1.3, github.com/gephi/gexf, specs/1.3; how Gephi and graphology-gexf 0.13 read it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from .flat import NOWHERE, Cell, Positions, Row, Table, clean, edge_table, kind_of, list_text, node_table, spell
from .report import Exported, count, merged_kinds, network_losses

if TYPE_CHECKING:
    import networkx as nx

_TYPES = {str: "string", int: "integer", float: "double", bool: "boolean", list: "liststring"}
#: GEXF knows four shapes of nodes.
_SHAPES = {
    "box": "square",
    "diamond": "diamond",
    "dot": "disc",
    "square": "square",
    "triangle": "triangle",
    "triangleDown": "triangle",
}
_GRAPH = {
    "defaultedgetype": "directed",
    "mode": "dynamic",
    "timeformat": "date",
    "timerepresentation": "interval",
    "idtype": "string",
}
_LINES = {"accepted": "solid", "provisional": "dotted", "disputed": "dashed", "rejected": "dotted"}


def write_gexf(network: nx.MultiDiGraph[str], positions: Positions = NOWHERE) -> Exported[bytes]:
    """Return the network as GEXF.

    `start` and `end` are the first and last certain day; where none is certain they are the possible ones, and the
    attribute `spell` says which. An open end is left out. The id of an edge is its key, its kind the predicate.
    """
    nodes, edges = node_table(network), edge_table(network)
    graph = network.graph
    when = f"as of {graph['as_of']}" if graph["as_of"] else "the whole record"
    about = (
        f"{graph['title']}, edition {graph['edition']}, {when}, using sources up to {graph['known_at']}. "
        f"Ties are claims, not findings: see status and sources. Licence: {graph['licence']}"
    )
    degree = dict(network.degree())
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3" version="1.3">\n',
        f"<meta{_attributes(lastmodifieddate=graph['edition'])}><creator>{escape(clean(graph['creator']))}</creator>",
        f"<description>{escape(clean(about))}</description></meta>\n",
        f"<graph{_attributes(**_GRAPH)}>\n",
        *_columns("node", nodes),
        *_columns("edge", edges),
        f'<nodes count="{len(nodes.rows)}">\n',
        *(_node(row, degree[row.id], positions.get(row.id)) for row in nodes.rows),
        f'</nodes>\n<edges count="{len(edges.rows)}">\n',
        *(_edge(row) for row in edges.rows),
        "</edges>\n</graph>\n</gexf>\n",
    ]
    return Exported("".join(parts).encode("utf-8"), network_losses(network) + _losses(network, nodes, edges, positions))


def _columns(class_: str, table: Table) -> Iterable[str]:
    yield f'<attributes class="{class_}" mode="static">\n'
    for name, sort in table.columns.items():
        yield f"<attribute{_attributes(id=name, title=name, type=_TYPES[sort])}/>\n"
    yield "</attributes>\n"


def _node(row: Row, degree: int, position: tuple[float, float] | None) -> str:
    place = "" if position is None else f"<viz:position{_attributes(x=position[0], y=0.0 - position[1], z=0.0)}/>"
    return (
        f"<node{_attributes(id=row.id, label=row.drawn['label'], **_spell(row.drawn))}>{_values(row)}{_colour(row)}"
        f"{place}<viz:size{_attributes(value=round(4 + 2 * sqrt(degree), 2))}/>"
        f"<viz:shape{_attributes(value=_SHAPES.get(row.drawn['shape'], 'disc'))}/></node>\n"
    )


def _edge(row: Row) -> str:
    drawn = row.drawn
    line = "double" if drawn["is_inferred"] else "dashed" if drawn["disputed"] else _LINES[drawn["status"]]
    start, end = row.ends
    own = _attributes(
        id=row.id,
        source=start,
        target=end,
        type="undirected" if drawn["is_symmetric"] else "directed",
        kind=kind_of(drawn),
        label=drawn["label"],
        weight=1.0,
        **_spell(drawn),
    )
    thickness = 2.0 if drawn["is_accepted"] else 1.0
    return (
        f"<edge{own}>{_values(row)}{_colour(row)}<viz:thickness{_attributes(value=thickness)}/>"
        f"<viz:shape{_attributes(value=line)}/></edge>\n"
    )


def _spell(drawn: Mapping[str, Any]) -> dict[str, str | None]:
    shown = spell(drawn)
    return {} if shown is None else {"start": shown.first, "end": shown.last}


def _values(row: Row) -> str:
    cells = "".join(f"<attvalue{_attributes(for_=name, value=_text(cell))}/>" for name, cell in row.cells.items())
    return f"<attvalues>{cells}</attvalues>"


def _text(cell: Cell) -> str:
    if isinstance(cell, list):
        return list_text(cell)
    return str(cell).lower() if isinstance(cell, bool) else str(cell)


def _colour(row: Row) -> str:
    match = re.fullmatch(r"#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})", row.drawn["colour"])
    r, g, b = (int(channel, 16) for channel in match.groups()) if match else (119, 119, 119)
    return f"<viz:color{_attributes(r=r, g=g, b=b)}/>"


def _attributes(**values: object) -> str:
    """Return XML attributes; None is left out, and a trailing `_` keeps a name of XML from being one of Python."""
    given = ((name.rstrip("_"), clean(str(value))) for name, value in values.items() if value is not None)
    return "".join(f" {name}={quoteattr(value)}" for name, value in given)


def _losses(network: nx.MultiDiGraph[str], nodes: Table, edges: Table, positions: Positions) -> list[str]:
    losses = []
    spells = Counter(_word(row) for row in (*edges.rows, *(row for row in nodes.rows if row.drawn["is_event"])))
    if spells["possible"]:
        number = count(spells["possible"], "tie or event has", "ties or events have")
        losses.append(f"{number} no certain day: start and end are the possible days, as the attribute spell says")
    if spells[""]:
        number = count(spells[""], "tie or event has", "ties or events have")
        losses.append(f"{number} no known day: a timeline shows it always")
    losses.append("uncertain dates: start and end hold certain days only, start_possible and end_possible the others")
    lost = [row.id for row in nodes.rows if row.id not in positions]
    if lost:
        losses.append(f"{count(len(lost), 'node has', 'nodes have')} no position")
    if any(row.drawn["shape"] not in _SHAPES for row in nodes.rows):
        losses.append("hexagons and stars are drawn as discs")
    merged = merged_kinds(network)
    if merged:
        losses.append(f"{merged:,} ties share both ends and kind with another: Gephi merges such, Gephi Lite does not")
    losses.append("Gephi Lite reads no start or end: filter there by start_year and end_year")
    return losses


def _word(row: Row) -> str:
    shown = spell(row.drawn)
    return "" if shown is None else shown.word
