"""Measure against peers, in one run, and print ratios. Nothing here is a test: machines are noisy.

    make bench                      # all, 10,000 claims
    make bench ARGS="pipeline --claims 100000"
    make bench ARGS="questions --claims 100000"

pipeline   YAML → checked, judged N-Quads, against the straight script that most people write: a safe load and rdflib.
           The script writes what was authored, unchecked and unjudged; so the ratio is given per claim and per quad.
questions  the saved questions, on Oxigraph and on rdflib's own engine; slices by the clocks, paths, and what a person
           waits for on the record.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE))

from asking import of_many, of_the_record  # noqa: E402
from straight import straight  # noqa: E402
from synthetic import write  # noqa: E402

from salween.build import load  # noqa: E402
from salween.compile import to_nquads  # noqa: E402


def project(folder: Path, claims: int) -> Path:
    write(folder, claims)
    (folder / "ontology").symlink_to(ROOT / "ontology")
    return folder


def ours(root: Path) -> int:
    """Return how many quads the whole river writes."""
    loaded = load(root)
    assert loaded.judge is not None
    text = to_nquads(loaded.judge, loaded.conclusions)
    (root / "ours.nq").write_bytes(text)
    return text.count(b"\n") - ontology_quads(root)


def ontology_quads(root: Path) -> int:
    """Return how many quads are the ontology's, which no peer writes."""
    from salween.ontology import read_ontology

    return len(read_ontology(root)[0].quads)


def in_a_process(work: Callable[[Path], int], root: Path) -> tuple[float, float, int, int]:
    """Run work in a child; return wall seconds, CPU seconds (its children's too), peak MB, and its result."""
    reading, writing = os.pipe()
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        os.write(writing, str(work(root)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        result = int(pipe.read())
    _, _, usage = os.wait4(pid, 0)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024, result


def pipeline(claims: int, runs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = project(Path(folder), claims)
        figures: dict[str, list[tuple[float, float, int, int]]] = {"salween": [], "straight": []}
        for _ in range(runs):  # in turn, so that a slow minute slows both
            figures["salween"].append(in_a_process(ours, root))
            figures["straight"].append(in_a_process(straight, root))
    print(f"\npipeline, {claims:,} claims, {os.cpu_count()} processors, medians of {runs}")
    print(f"{'':10} {'wall s':>8} {'cpu s':>8} {'MB':>7} {'claims/s':>10} {'quads':>11} {'quads/s':>10}")
    rates = {}
    for name, found in figures.items():
        wall, cpu, memory, quads = (statistics.median(column) for column in zip(*found, strict=True))
        rate = rates[name] = (claims / wall, quads / wall)
        print(f"{name:10} {wall:8.2f} {cpu:8.2f} {memory:7.0f} {rate[0]:10,.0f} {quads:11,.0f} {rate[1]:10,.0f}")
    ratio = [a / b for a, b in zip(rates["salween"], rates["straight"], strict=True)]
    print(f"ratio: {ratio[0]:.1f} × the claims, {ratio[1]:.1f} × the quads a second (ours are checked and judged)")


def questions(claims: int, runs: int, limit: float) -> None:
    """Print how long answers take: on the record, and on a synthetic one against rdflib's engine."""
    of_the_record(ROOT, runs)
    with tempfile.TemporaryDirectory() as folder:
        of_many(project(Path(folder), claims), claims, limit, runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["pipeline", "questions", "all"], default="all")
    parser.add_argument("--claims", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=30, help="seconds that each engine has for a question")
    chosen = parser.parse_args()
    commit = subprocess.run(["git", "-C", str(ROOT), "describe", "--always", "--dirty"], capture_output=True, text=True)
    print(f"salween {commit.stdout.strip()}, Python {sys.version.split()[0]}")
    if chosen.what in ("pipeline", "all"):
        pipeline(chosen.claims, chosen.runs)
    if chosen.what in ("questions", "all"):
        most = min(chosen.claims, 10_000) if chosen.what == "all" else chosen.claims
        questions(most, chosen.runs, chosen.limit)


if __name__ == "__main__":
    main()
