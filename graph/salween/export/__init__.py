"""The record for other programs: one file a format, one table that names them.

Each writer is a pure function to bytes and to what it lost: from the network and the positions of its nodes, or from
the compiled N-Quads and the base of their IRIs. Only the caller knows where the bytes go.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .gexf import write_gexf
from .graphml import write_graphml
from .rdf import write_jsonld, write_nquads, write_trig, write_trig12, write_turtle
from .report import Exported
from .tables import write_tables


class Format(NamedTuple):
    """How files of a format end, what writes them, and what it is for, in words for whoever chooses."""

    suffix: str
    writer: Callable[..., Exported[Any]]
    purpose: str


#: Writers of a network: `writer(network, positions)`.
FORMATS = {
    "gexf": Format(".gexf", write_gexf, "the network for Gephi and Gephi Lite, with days and colours"),
    "graphml": Format(".graphml", write_graphml, "the network for igraph, yEd, Cytoscape and networkx"),
    "csv": Format(".csv", write_tables, "the network as two tables, for spreadsheets and data frames"),
}
#: Writers of compiled N-Quads: `writer(nquads, base)`.
RDF_FORMATS = {
    "nquads": Format(".nq", write_nquads, "the whole record as RDF, one statement a line, for any store"),
    "trig": Format(".trig", write_trig, "the whole record as RDF for people to read, graph by graph"),
    "trig12": Format(".12.trig", write_trig12, "RDF 1.2, each claim the reifier of its plain triple"),
    "turtle": Format(".ttl", write_turtle, "the well-supported record as RDF in one graph"),
    "jsonld": Format(".jsonld", write_jsonld, "the whole record as RDF for programs that read JSON"),
}

__all__ = ["FORMATS", "RDF_FORMATS", "Exported", "Format"]
