"""The record for other programs: one file a format, one table that names them.

Each writer is a pure function from the network, or from the compiled N-Quads, to bytes and to what it lost. Only the
caller knows where the bytes go.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .gexf import write_gexf
from .graphml import write_graphml
from .rdf import write_jsonld, write_nquads, write_trig, write_turtle
from .report import Exported
from .tables import write_tables


class Format(NamedTuple):
    """`takes` says what `write` gets: the network, or quads (N-Quads as bytes). `purpose` is for whoever chooses."""

    suffix: str
    takes: str  # network | quads
    write: Callable[..., Exported]
    purpose: str


FORMATS = {
    "gexf": Format(".gexf", "network", write_gexf, "the network for Gephi and Gephi Lite, with days and colours"),
    "graphml": Format(".graphml", "network", write_graphml, "the network for igraph, yEd, Cytoscape and networkx"),
    "csv": Format(".csv", "network", write_tables, "the network as two tables, for spreadsheets and data frames"),
    "nquads": Format(".nq", "quads", write_nquads, "the whole record as RDF, one statement a line, for any store"),
    "trig": Format(".trig", "quads", write_trig, "the whole record as RDF for people to read, graph by graph"),
    "turtle": Format(".ttl", "quads", write_turtle, "the well-supported record as RDF in one graph"),
    "jsonld": Format(".jsonld", "quads", write_jsonld, "the whole record as RDF for programs that read JSON"),
}

__all__ = ["FORMATS", "Exported", "Format"]
