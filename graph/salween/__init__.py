"""Salween: a knowledge graph that people write in a text editor, checked like code.

    import salween
    kg = salween.load(".")
    kg.as_of("2024-10-01").query("SELECT ?who WHERE { ?who sal:controls :lashio }")

docs/design.md tells which modules there are and what each does; each imports only from those before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .kg import DatasetError, KnowledgeGraph, NotFound, load
    from .names import UnclearName

__all__ = ["DatasetError", "KnowledgeGraph", "NotFound", "UnclearName", "load"]


def __getattr__(name: str) -> object:
    """Open the door when somebody comes: `salween --help` needs nothing of what stands behind it."""
    if name in (*__all__, "RecordError"):  # the name that DatasetError had before
        from . import kg

        return getattr(kg, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
