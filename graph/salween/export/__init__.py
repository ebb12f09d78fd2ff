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
    """How files of a format end, and what writes them."""

    suffix: str
    writer: Callable[..., Exported[Any]]


#: Writers of a network: `writer(network, positions)`.
FORMATS = {
    "gexf": Format(".gexf", write_gexf),
    "graphml": Format(".graphml", write_graphml),
    "csv": Format(".csv", write_tables),
}
#: Writers of compiled N-Quads: `writer(nquads, base)`.
RDF_FORMATS = {
    "nquads": Format(".nq", write_nquads),
    "trig": Format(".trig", write_trig),
    "trig12": Format(".12.trig", write_trig12),
    "turtle": Format(".ttl", write_turtle),
    "jsonld": Format(".jsonld", write_jsonld),
}

__all__ = ["FORMATS", "RDF_FORMATS", "Exported", "Format"]
