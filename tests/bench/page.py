"""The page, measured in headless Chromium: sizes and medians, against the figures of the design and stock pyvis.

    python tests/bench/page.py [--quick]

Measures the record of this repository, a synthetic one of 10,000 actors and 30,000 ties (left out by --quick), and
300 actors drawn by this page and by pyvis as it comes. Times are of the page's own clock, in milliseconds: the first
view is drawn on the screen, and ready answers a click; a step and a frame are taken with their drawing, which is done
at once and not left to the next frame of the screen.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(Path(__file__).parent))

import synthetic  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from salween.build import Loaded, load  # noqa: E402
from salween.layout import positions, read_lock  # noqa: E402
from salween.render import read_views, to_html  # noqa: E402
from salween.ties import all_ties  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
LOADS = 7

KEYSTROKE = """() => { const input = document.getElementById("find"), times = [];
  for (const word of ["m", "my", "mya", "k", "kk", "li", "liu", "9", "安", "a n", "w"]) {
    const start = performance.now(); input.value = word; input.dispatchEvent(new Event("input"));
    times.push(performance.now() - start); }
  input.value = ""; input.dispatchEvent(new Event("input")); return times; }"""
STEP = """() => { const slider = document.getElementById("slider"), times = [], last = Number(slider.max);
  for (let n = 0; n < 24; n++) {
    const start = performance.now(); slider.value = String(last - 40 * n); slider.dispatchEvent(new Event("input"));
    salween.graph.network.renderer._redraw(); times.push(performance.now() - start); }
  return times; }"""
PAN = """() => { const times = [];
  for (let n = 0; n < 24; n++) {
    const start = performance.now(); salween.graph.pan(n % 2 ? 14 : -12, 6);
    salween.graph.network.renderer._redraw(); times.push(performance.now() - start); }
  return times; }"""


def page_of(found: Loaded, path: Path) -> float:
    """Write the page of a project; return the seconds that drawing took."""
    assert found.judge is not None
    start = time.perf_counter()
    places = positions(found.judge, read_lock(found.root)[0])
    views, _ = read_views(found.root, found.ontology)
    path.write_bytes(to_html(found.judge, found.conclusions, places, views=views))
    return time.perf_counter() - start


def measure(browser: Any, path: Path, hash: str = "") -> dict[str, float]:
    """Return the medians of one page."""
    first, ready = [], []
    for _ in range(LOADS):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"file://{path}{hash}")
        page.wait_for_selector("html[data-ready]", timeout=60_000)
        first.append(page.evaluate("() => salween.drawnAt"))
        ready.append(page.evaluate("() => salween.readyAt"))
        page.close()
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"file://{path}{hash}")
    page.wait_for_selector("html[data-ready]", timeout=60_000)
    found = {"first view": statistics.median(first), "ready": statistics.median(ready)}
    for name, script in (("keystroke", KEYSTROKE), ("slider step", STEP), ("pan frame", PAN)):
        found[name] = statistics.median(page.evaluate(script))
    page.close()
    return found


def stock(browser: Any, found: Loaded, path: Path) -> float:
    """Return how long pyvis as it comes takes to its first settled view of the same ties, in milliseconds."""
    from pyvis.network import Network

    assert found.judge is not None
    network = Network(directed=True, cdn_resources="in_line")
    for tie in all_ties(found.judge):
        for end in (tie.subject, tie.object):
            network.add_node(end, label=end)
        network.add_edge(tie.subject, tie.object, title=tie.predicate)
    path.write_text(network.generate_html(), "utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    start = time.perf_counter()
    page.goto(f"file://{path}", wait_until="commit", timeout=180_000)
    settled = "() => typeof network !== 'undefined' && network && network.physics.ready"
    page.wait_for_function(settled, timeout=180_000)
    page.close()
    return 1000 * (time.perf_counter() - start)


def show(name: str, size: int, seconds: float, figures: dict[str, float], bars: dict[str, float]) -> None:
    print(f"\n{name}: {size / 1e6:.2f} MB (bar {bars['MB']:g}), drawn in {seconds:.1f} s")
    for key, value in figures.items():
        bar = f"  bar {bars[key]:g}{'' if value <= bars[key] else '  MISSED'}" if key in bars else ""
        print(f"  {key:12} {value:8.1f} ms{bar}")


def project(folder: Path, claims: int, entities: int) -> Loaded:
    synthetic.write(folder, claims, entities_count=entities)
    if not (folder / "ontology").exists():
        (folder / "ontology").symlink_to(ROOT / "ontology")
    return load(folder)


def main(quick: bool) -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        run: Callable[[str, Loaded, dict[str, float]], dict[str, float]]

        def run(title: str, found: Loaded, bars: dict[str, float]) -> dict[str, float]:
            path = folder / f"{title.split()[0]}.html"
            seconds = page_of(found, path)
            figures = measure(browser, path)
            show(title, path.stat().st_size, seconds, figures, bars)
            return figures

        bars = {"MB": 2, "first view": 500, "keystroke": 10, "slider step": 30, "pan frame": 35}
        run("record of this repository", load(ROOT), bars)
        if not quick:
            large = {"MB": 4, "first view": 2000, "pan frame": 50}
            run("synthetic, 10,000 actors and 30,000 ties", project(folder / "large", 30_000, 10_000), large)
        small = project(folder / "small", 850, 300)
        figures = run("300 actors and 850 ties", small, {"MB": 2, "first view": 500})
        theirs = stock(browser, small, folder / "stock.html")
        ratio, late = theirs / figures["first view"], theirs / figures["ready"]
        print(f"  stock pyvis  {theirs:8.0f} ms to a settled view: {ratio:.0f} times as long (bar 50)")
        print(f"  {late:.0f} times as long as ours takes till it is ready")
        browser.close()


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
