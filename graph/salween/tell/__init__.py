"""Judgements in words: `why` a record is judged as it is, a dossier of an entity, and the record in numbers.

Text a person could paste into a report. Every sentence comes from a record, and says who says so.
"""

from .dossier import Dossier, dossier, to_markdown
from .dossier_html import to_html
from .stats import Stats, stats, stats_text
from .todo import Task, todo, todo_text
from .why import why

__all__ = [
    "Dossier",
    "Stats",
    "Task",
    "dossier",
    "stats",
    "stats_text",
    "to_html",
    "to_markdown",
    "todo",
    "todo_text",
    "why",
]
