"""Imports point only downhill: a module may import those named before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

ROOM = Path(__file__).parent.parent / "graph" / "salween"
ORDER = [
    "place", "problem", "codes", "dates", "ontology", "model", "names", "read", "private", "resolve", "judge",
    "check", "ties", "infer", "paths", "compile", "shapes", "verify", "network", "layout", "query", "tell", "render",
    "export", "schema", "diff", "build", "perspective", "answers", "rename", "kg", "serve", "publish", "cli",
    "__init__", "__main__",
]  # fmt: skip


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the line and the room of each import that a file makes from its own package, wherever it stands in it."""
    package = ".".join(path.relative_to(ROOM.parent).with_suffix("").parts[:-1])
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package)
            names = [f"{base}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            head, _, rest = name.partition(".")
            if head == ROOM.name and rest:
                yield node.lineno, rest.partition(".")[0]


def rooms() -> set[str]:
    return {path.relative_to(ROOM).with_suffix("").parts[0] for path in ROOM.rglob("*.py")}


def test_every_room_has_its_place_in_the_order() -> None:
    assert sorted(rooms() - set(ORDER)) == []


def test_imports_point_downhill() -> None:
    uphill = []
    for path in sorted(ROOM.rglob("*.py")):
        here = path.relative_to(ROOM).with_suffix("").parts[0]
        downhill = ORDER[: ORDER.index(here) + 1]
        for line, there in imports(path):
            if there not in downhill:
                uphill.append(f"{path.relative_to(ROOM)}:{line}: {here} imports {there}")

    assert uphill == []
