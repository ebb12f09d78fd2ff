"""What several tests share: a sound project on disk that takes one file more, expected answers, golden files."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Protocol

import pytest

from salween.build import Loaded, load
from salween.compile import to_nquads
from salween.layout import read_lock
from salween.problem import Problem, sorted_problems
from salween.query.questions import read_questions
from salween.verify import SHAPES

ROOT = Path(__file__).parent.parent
BASE = Path(__file__).parent / "faults" / "base"


class Find(Protocol):
    """Put files, by their path in it, into the sound project and return every problem that there is then.

    A content of None is a link that leads nowhere.
    """

    def __call__(self, files: Mapping[str, str | bytes | None], alone: bool = False) -> list[Problem]: ...


@pytest.fixture
def find(tmp_path: Path) -> Find:
    def find(files: Mapping[str, str | bytes | None], alone: bool = False) -> list[Problem]:
        """`alone` leaves out the record of the base, but not its dataset.yaml."""
        root = tmp_path / "project"
        shutil.rmtree(root, ignore_errors=True)
        for folder in ("data", "ontology/rules", "ontology/questions"):
            (root / folder).mkdir(parents=True)
        for path in (ROOT / "ontology").glob("*.ttl"):
            if path.name != "shapes.ttl":
                (root / "ontology" / path.name).symlink_to(path)
        for path in [BASE / "dataset.yaml"] if alone else BASE.iterdir():
            shutil.copy(path, root / "data" / path.name)
        # git ignores private.txt wherever it stands, so it is written here
        (root / "private.txt").write_text("# One name a line.\nMa Khin Nobody\n", "utf-8")
        for name, content in files.items():
            if content is None:
                (root / name).symlink_to("gone")
                continue
            (root / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        loaded = load(root)
        questions = read_questions(root, loaded.ontology)[1] if loaded.ontology.kinds else []
        shapes = _verified(root, loaded) if SHAPES in files else []
        return sorted_problems([*loaded.problems, *questions, *read_lock(root)[1], *shapes])

    return find


def _verified(root: Path, loaded: Loaded) -> list[Problem]:
    """Return what the shapes of the project say of it; slow, so only where they are what is tried."""
    pytest.importorskip("pyshacl")
    from salween.verify import verify

    assert loaded.judge is not None
    return verify(root, to_nquads(loaded.judge, loaded.conclusions), loaded.judge.corpus)


@pytest.fixture(scope="session")
def asked() -> ModuleType:
    """Return tests/tools/asked.py: what a table of expected answers can ask."""
    spec = importlib.util.spec_from_file_location("asked", ROOT / "tests" / "tools" / "asked.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return what compares a text with tests/golden/<name>, or writes it there: --update-golden, SALWEEN_UPDATE=1."""

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden") or os.environ.get("SALWEEN_UPDATE"):
            path.write_text(text, "utf-8")
        known = path.read_text("utf-8") if path.is_file() else ""
        if known != text:
            differing = [line for line in zip(known.split("\n"), text.split("\n"), strict=False) if line[0] != line[1]]
            first = "\n".join(f"- {old}\n+ {new}" for old, new in differing[:5])
            pytest.fail(f"tests/golden/{name} is not what comes out; --update-golden writes it anew\n{first}")

    return compare
