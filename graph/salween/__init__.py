"""Salween: a knowledge graph that people write in a text editor, checked like code.

    import salween
    kg = salween.load(".")
    kg.as_of("2024-10-01").query("SELECT ?who WHERE { ?who sal:controls :lashio }")

The rooms, in the order in which the river runs (a module imports only from those before it): place, problem, codes,
dates, names, ontology, model, read, resolve, judge, check, ties, infer, paths, compile, shapes, network, layout, query,
tell, render, export, schema, diff, build, rename, kg, serve, publish, cli.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kg import KnowledgeGraph, RecordError, load

__all__ = ["KnowledgeGraph", "RecordError", "load"]


def __getattr__(name: str) -> object:
    """Open the door when somebody comes: `salween --help` needs nothing of what stands behind it."""
    if name in __all__:
        from . import kg

        return getattr(kg, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
