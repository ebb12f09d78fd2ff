"""docs/security.md promises nothing that no test holds."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
NAMED = re.findall(r"`(\w+\.py)::(\w+)`", PAGE)


def test_every_test_that_the_page_names_is_there() -> None:
    missing = []
    for file, name in NAMED:
        tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        missing += [f"{file}::{name}"] if name not in names else []
    assert missing == [] and len(NAMED) > 20


def test_every_promise_has_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")]
    promises = [line for line in rows if not line.startswith("| Promise")]
    assert len(promises) > 10
    assert [line for line in promises if not re.search(r"`\w+\.py::\w+`", line)] == []
