"""The network as GraphML, for igraph, yEd, Cytoscape and networkx itself; written by networkx over a flat copy."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from .flat import NOWHERE, Cell, Positions, Table, clean, edge_table, kind_of, list_text, node_table, placed
from .report import Exported, count, network_losses

if TYPE_CHECKING:
    import networkx as nx


def write_graphml(network: nx.MultiDiGraph[str], positions: Positions = NOWHERE) -> Exported[bytes]:
    """Return the network as GraphML. The id of an edge is its key; lists are JSON arrays of strings."""
    import networkx as nx

    nodes, edges = placed(node_table(network), positions), edge_table(network)
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph = network.graph
    for key in ("title", "edition", "as_of", "known_at", "licence", "creator"):
        if graph[key]:
            flat.graph[key] = clean(graph[key])
    for row in nodes.rows:
        flat.add_node(row.id, label=clean(row.drawn["label"]), colour=row.drawn["colour"], **_plain(row.cells, nodes))
    for row in edges.rows:
        own = {"label": clean(row.drawn["label"]), "kind": kind_of(row.drawn), "colour": row.drawn["colour"]}
        start, end = row.ends
        flat.add_edge(start, end, key=row.id, **own, **_plain(row.cells, edges))
    out = io.BytesIO()
    # write_graphml would take lxml where it is installed, which writes other bytes.
    nx.write_graphml_xml(flat, out, named_key_ids=False)
    losses = network_losses(network)
    losses.append("lists are carried as text: JSON arrays of strings")
    losses.append("dates are carried as text: GraphML has no timeline")
    both_ways = sum(1 for row in edges.rows if row.drawn["is_symmetric"])
    if both_ways:
        number = count(both_ways, "symmetric tie has", "symmetric ties have")
        losses.append(f"{number} a direction here: is_symmetric says that it means nothing")
    losses.append("shapes are not carried")
    return Exported(out.getvalue(), losses)


def _plain(cells: dict[str, Cell], table: Table) -> dict[str, str | int | float | bool]:
    """Return the cells without lists, in the order of the columns: networkx numbers its keys as they come."""
    found: dict[str, str | int | float | bool] = {}
    for name in table.columns:
        if name in cells:
            cell = cells[name]
            found[name] = list_text(cell) if isinstance(cell, list) else cell
    return found
