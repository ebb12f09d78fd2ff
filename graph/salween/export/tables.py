"""The network as two CSV tables, nodes and edges, under the column names that Gephi's spreadsheet import asks for.

UTF-8, comma, CRLF. Lists are JSON arrays of strings, which Gephi, pandas and SQLite all read.

Source: RFC 4180; Gephi's import of spreadsheets.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .flat import NOWHERE, Cell, Positions, Row, edge_table, kind_of, list_text, node_table, placed, spell
from .report import Exported, merged_kinds, network_losses

if TYPE_CHECKING:
    import networkx as nx

#: A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_tables(
    network: nx.MultiDiGraph[str], positions: Positions = NOWHERE, spreadsheet: bool = False
) -> Exported[dict[str, bytes]]:
    """Return `nodes.csv` and `edges.csv`.

    For a spreadsheet, a text that would be taken for a formula gets a `'` before it, and each file a byte order mark:
    machines want neither.
    """
    nodes, edges = placed(node_table(network), positions), edge_table(network)
    head = ["Id", "Label", "timeset"]
    node_rows = [[row.id, row.drawn["label"], _timeset(row.drawn), *_cells(row, nodes.columns)] for row in nodes.rows]
    edge_head = ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight", "timeset"]
    edge_rows = [
        [
            *row.ends,
            "Undirected" if row.drawn["is_symmetric"] else "Directed",
            kind_of(row.drawn),
            row.id,
            row.drawn["label"],
            1,
            _timeset(row.drawn),
            *_cells(row, edges.columns),
        ]
        for row in edges.rows
    ]
    data = {
        "nodes.csv": _csv([[*head, *nodes.columns], *node_rows], spreadsheet),
        "edges.csv": _csv([[*edge_head, *edges.columns], *edge_rows], spreadsheet),
    }
    losses = network_losses(network)
    losses.append("uncertain dates: timeset holds certain days, or possible ones where the column spell says so")
    losses.append("colours and shapes are not carried")
    if merged_kinds(network):
        losses.append(f"{merged_kinds(network):,} ties share both ends and kind with another: Gephi merges them")
    return Exported(data, losses)


def _cells(row: Row, columns: Iterable[str]) -> list[Cell | None]:
    return [row.cells.get(name) for name in columns]


def _timeset(drawn: Mapping[str, Any]) -> str:
    shown = spell(drawn)
    return "" if shown is None else f"[{shown.first or '-Infinity'}, {shown.last or 'Infinity'}]"


def _csv(rows: Iterable[Iterable[Cell | None]], spreadsheet: bool) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_text(cell, spreadsheet) for cell in row])
    return text.getvalue().encode("utf-8-sig" if spreadsheet else "utf-8")


def _text(cell: Cell | None, spreadsheet: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, list):
        return list_text(cell)
    if isinstance(cell, bool):
        return str(cell).lower()
    is_formula = spreadsheet and isinstance(cell, str) and cell.startswith(_FORMULA)
    return f"'{cell}" if is_formula else str(cell)
