"""What several tests share: a sound project on disk that takes one file more, expected answers, golden files."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import pytest

from salween.build import Loaded, load
from salween.compile import to_nquads
from salween.layout import positions, read_lock
from salween.problem import Problem, sorted_problems
from salween.query.questions import read_questions
from salween.render import read_views, to_html
from salween.shapes import SHAPES

ROOT = Path(__file__).parent.parent
BASE = Path(__file__).parent / "faults" / "base"


CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


class Find(Protocol):
    """Put files, by their path in it, into the sound project and return every problem that there is then.

    A content of None is a link that leads nowhere.
    """

    def __call__(self, files: Mapping[str, str | bytes | None], alone: bool = False) -> list[Problem]: ...


#: Enters a server over a project: its address without the last slash, and its process.
Serving = Callable[..., AbstractContextManager[tuple[str, subprocess.Popen[str]]]]


@pytest.fixture
def find(tmp_path: Path) -> Find:
    def find(files: Mapping[str, str | bytes | None], alone: bool = False) -> list[Problem]:
        """`alone` leaves out the record of the base, but not its dataset.yaml."""
        root = tmp_path / "project"
        shutil.rmtree(root, ignore_errors=True)
        for folder in ("data", "ontology/rules", "ontology/questions", "ontology/views", "pages"):
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
        views = read_views(root, loaded.ontology)[1] if loaded.ontology.kinds else []
        shapes = _shapes_of(root, loaded) if SHAPES in files else []
        cited = _verified(root, loaded) if any(name.startswith("pages/") for name in files) else []
        return sorted_problems([*loaded.problems, *questions, *views, *read_lock(root)[1], *shapes, *cited])

    return find


def _shapes_of(root: Path, loaded: Loaded) -> list[Problem]:
    """Return what the shapes of the project say of it; slow, so only where they are what is tried."""
    pytest.importorskip("pyshacl")
    from salween.shapes import check_shapes

    assert loaded.judge is not None
    return check_shapes(root, to_nquads(loaded.judge, loaded.conclusions), loaded.judge.corpus)


def _verified(root: Path, loaded: Loaded) -> list[Problem]:
    """Return what the copies of pages in the project lack."""
    from salween.verify.lock import read_lock
    from salween.verify.report import problems
    from salween.verify.run import verify

    assert loaded.corpus is not None
    day = loaded.corpus.dataset.edition
    return problems(verify(loaded.corpus, loaded.ontology, root / "pages", read_lock(root)[0], day))


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


# ---- the page in a browser -------------------------------------------------------------------------------------


def _needs(tool: Path | str | None, name: str) -> None:
    """Skip where a tool is missing, or fail where the run says that nothing may be skipped."""
    if tool is None or not Path(tool).exists():
        message = f"{name} is missing: install it as the README says"
        if os.environ.get("SALWEEN_REQUIRE") == "all":
            pytest.fail(message)
        pytest.skip(message)


@pytest.fixture
def needs() -> Callable[[Path | str | None, str], None]:
    """Return what skips where a tool is missing, or fails where the run says that nothing may be skipped."""
    return _needs


def _write_page(found: Loaded, path: Path) -> Path:
    assert found.judge is not None, found.problems
    views, problems = read_views(found.root, found.ontology)
    assert problems == []
    places = positions(found.judge, {})
    path.write_bytes(to_html(found.judge, found.conclusions, places, views=views, rules=found.rules))
    return path


@pytest.fixture
def write_page() -> Callable[[Loaded, Path], Path]:
    """Return what writes the page of a loaded project, with its views, to a path."""
    return _write_page


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    _needs(CHROMIUM, "Chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def small_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write_page(load(Path(__file__).parent / "small"), tmp_path_factory.mktemp("page") / "small.html")


class Reader:
    """A page that is open, and all that went wrong in it: requests, errors, words on the console."""

    def __init__(self, browser: Any, path: Path, hash: str = "", **context: Any) -> None:
        self.wrong: list[str] = []
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **context})
        self.page = self.context.new_page()
        self.page.on("console", lambda m: self.wrong.append(f"console: {m.text}"))
        self.page.on("pageerror", lambda e: self.wrong.append(f"error: {e}"))
        self.page.on("request", lambda r: self.note(r.url))
        self.page.goto(f"file://{path}{hash}")
        if context.get("java_script_enabled", True):
            self.page.wait_for_selector("html[data-ready]", timeout=20_000)

    def note(self, url: str) -> None:
        if not url.startswith(("file:", "data:", "blob:")):
            self.wrong.append(f"request: {url}")

    def text(self, selector: str = "#panel") -> str:
        return str(self.page.locator(selector).inner_text())

    def settle(self) -> None:
        self.page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")

    def words(self) -> list[str]:
        """Return the relations that are written on the lines of the picture's ego view."""
        lines = "[...salween.graph.scene.lines.values()]"
        found: list[str] = self.page.evaluate(f"() => {lines}.map((line) => `${{line.word}} ${{line.other}}`)")
        return found

    def placed(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.evaluate("() => salween.placed")
        return found

    def close(self) -> None:
        self.context.close()
        assert self.wrong == []


@pytest.fixture
def read(browser: Any) -> Iterator[Any]:
    opened: list[Reader] = []

    def open_(path: Path, hash: str = "", **context: Any) -> Reader:
        opened.append(Reader(browser, path, hash, **context))
        return opened[-1]

    yield open_
    for reader in opened:
        reader.close()


@pytest.fixture
def axe(needs: Callable[[Path | str | None, str], None]) -> str:
    """Return axe-core, which `make test` puts into tests/tools."""
    script = ROOT / "tests" / "tools" / "node_modules" / "axe-core" / "axe.min.js"
    needs(script, "axe-core, which npm puts into tests/tools,")
    return script.read_text("utf-8")


@pytest.fixture(scope="session")
def record_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write_page(load(ROOT), tmp_path_factory.mktemp("page") / "record.html")


# ---- the program, and a server ----------------------------------------------------------------------------------


@contextmanager
def _serving(root: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Yield the address of a server, without its last slash, and its process."""
    arguments = [sys.executable, "-m", "salween", "--root", str(root), "serve", "--port", "0", *options]
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stderr is not None
    address = process.stdout.readline().strip()
    try:
        assert address, process.stderr.read()
        yield address.rstrip("/"), process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        finally:
            process.kill()
            process.stdout.close()
            process.stderr.close()


@pytest.fixture(scope="session")
def serving() -> Serving:
    """Return what serves a project, with options of `salween serve`, for as long as it is entered."""
    return _serving
