"""How long an answer takes: saved questions against rdflib's own engine, slices by the clocks, paths, and the record.

Each engine has one limit of processor time a question, in a child that ends at it. What it did not finish is printed as
more than the limit, and counts with the limit: so the ratio is never flattered by what was not measured of rdflib.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from salween.build import built
from salween.dates import iso
from salween.kg import KnowledgeGraph, load
from salween.paths import find_paths
from salween.query import QueryError
from salween.query.questions import filled

#: Bars, in seconds: design section 13.
PATH, SLICE, SLICE_OF_RECORD, QUESTION, COLD, RATIO = 0.5, 3.0, 0.3, 0.05, 1.0, 20


def timed(work: Callable[[], Any], runs: int = 1) -> tuple[Any, float, float]:
    """Return what work gives, and its wall and processor seconds: medians of the runs."""
    walls, cpus, result = [], [], None
    for _ in range(runs):
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return result, statistics.median(walls), statistics.median(cpus)


def line(name: str, wall: float, cpu: float, bar: float, note: str = "") -> None:
    verdict = "ok" if cpu <= bar else "misses"
    print(f"{name:44} {wall:8.3f} s {cpu:8.3f} cpu s   bar {bar:g} s: {verdict}  {note}", flush=True)


def asked(kg: KnowledgeGraph) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the query of each saved question that the record can be asked, by its examples or the first of a kind."""
    corpus, ontology = kg.judge.corpus, kg.loaded.ontology
    found = {}
    for id, question in kg.loaded.questions.items():
        given = {}
        for parameter in question.parameters:
            fits = (e.id for e in corpus.entities.values() if ontology.is_a(e.kind, [parameter.type]))
            known = parameter.example in corpus.entities or parameter.type not in ontology.kinds
            given[parameter.name] = parameter.example if known else next(fits, "")
        try:
            found[id] = (filled(question, given, corpus, ontology)[0], question.include)
        except QueryError:
            continue
    return found


def of_the_record(root: Path, runs: int) -> None:
    """Print what a person waits for on the real record."""
    print(f"\nthe record, medians of {runs}")
    kg = load(root)
    kg.query("ASK {}")
    kg.query("ASK {}", ("claimed", "inferred"))  # what stands apart is loaded once, before any is timed
    worst = []
    for id, (text, apart) in asked(kg).items():
        _, wall, cpu = timed(lambda text=text, apart=apart: kg.query(text, apart), runs)
        worst.append((cpu, wall, id))
    worst.sort(reverse=True)
    over = [f"{id} {cpu * 1000:.0f}" for cpu, _, id in worst if cpu > QUESTION]
    middle = worst[len(worst) // 2]
    line("saved question in process, median", middle[1], middle[0], QUESTION, f"{len(over)} of {len(worst)} above")
    line(
        "saved question in process, slowest",
        worst[0][1],
        worst[0][0],
        QUESTION,
        f"ms of those above: {', '.join(over)}",
    )
    slices = [(f"2024-{month:02}-15", f"2025-{month:02}-20") for month in range(1, 1 + runs)]
    for name, known in (("slice by as-of", False), ("slice by as-of and known-at", True)):
        times = []
        for day, seen in slices:

            def cut(day: str = day, seen: str = seen, known: bool = known) -> None:
                there = kg.as_of(day)
                (there.known_at(seen) if known else there).query("ASK {}")

            times.append(timed(cut)[1:])
        line(name, *(statistics.median(column) for column in zip(*times, strict=True)), SLICE_OF_RECORD)
    command = [sys.executable, "-m", "salween", "--root", str(root), "ask", "who-controls", "--set", "place=lashio"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _, wall, _ = timed(lambda: subprocess.run(command, capture_output=True, check=True))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    note = "from the last build" if built(root) else "there is no build: compiled anew"
    line("saved question from cold start", wall, cpu, COLD, note)


def of_many(root: Path, claims: int, limit: float, runs: int) -> None:
    """Print the same on a synthetic record, and each saved question on both engines."""
    print(f"\n{claims:,} synthetic claims")
    kg, wall, cpu = timed(lambda: load(root))
    print(f"{'load, checked and judged':44} {wall:8.3f} s {cpu:8.3f} cpu s")
    _, wall, cpu = timed(lambda: kg.conclusions)
    print(f"{'what the rules conclude':44} {wall:8.3f} s {cpu:8.3f} cpu s   ({len(kg.conclusions):,})")
    people = [e.id for e in kg.judge.corpus.entities.values() if e.kind == "Person"]
    for number, name in enumerate(("first path (folds all ties)", "path, again")):
        ends = people[number], people[-1 - number]
        _, wall, cpu = timed(lambda ends=ends: find_paths(kg.judge, *ends))
        line(name, wall, cpu, PATH)
    _, wall, cpu = timed(lambda: kg.query("ASK {}"))
    print(f"{'compile and load all, once':44} {wall:8.3f} s {cpu:8.3f} cpu s")
    against_rdflib(kg, limit, runs)  # before slices: beside them the record answers slower
    _, wall, cpu = timed(lambda: kg.as_of("2023-05-01").query("ASK {}"))
    line("slice by as-of", wall, cpu, SLICE)
    _, wall, cpu = timed(lambda: kg.as_of("2023-05-01").known_at("2025-07-01").query("ASK {}"))
    line("slice by as-of and known-at", wall, cpu, SLICE)


def against_rdflib(kg: KnowledgeGraph, limit: float, runs: int) -> None:
    """Print each question's time on Oxigraph and on rdflib's engine over the same quads, and the geometric mean."""
    import rdflib

    slow = rdflib.Dataset(default_union=True)
    slow.parse(data=kg.nquads, format="nquads")
    base = kg.judge.corpus.dataset.base
    for apart in ("claimed", "inferred"):
        slow.remove_graph(slow.graph(rdflib.URIRef(f"{base}graph/{apart}")))
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in kg.perspective.slice.prefixes.items())
    days = {"$asOf": kg.perspective.as_of, "$knownAt": kg.perspective.known_at}
    kg.query("ASK {}", ("claimed", "inferred"))  # the graphs that stand apart are loaded here, and not in each child
    ratios, slow_ours, slow_theirs = [], 0, 0
    print(f"\n{'question':28} {'rows':>7} {'ours cpu ms':>12} {'rdflib cpu ms':>14} {'ratio':>9}")
    for id, (text, apart) in asked(kg).items():
        mine, rows = _limited(lambda text=text, apart=apart: len(kg.query(text, apart)), limit, runs)
        whole = prefixes + text
        for name, day in days.items():
            whole = whole.replace(name, f'"{iso(day)}"^^xsd:date')
        theirs, _ = _limited(lambda whole=whole: len(list(slow.query(whole))), limit)
        slow_ours += mine is None
        slow_theirs += theirs is None
        ratios.append((theirs or limit) / (mine or limit))
        more = "> " if theirs is None and mine is not None else ""
        ratio = f"{more}{ratios[-1]:.1f}"
        print(f"{id:28} {rows:>7} {_ms(mine, limit):>12} {_ms(theirs, limit):>14} {ratio:>9}", flush=True)
    mean = statistics.geometric_mean(ratios)
    at_least = "at least " if slow_theirs and not slow_ours else ""
    verdict = "ok" if mean >= RATIO else "misses"
    print(f"geometric mean of {len(ratios)}: {at_least}{mean:.1f} × rdflib's engine; bar {RATIO} ×: {verdict}")
    print(f"not finished within {limit:g} cpu s: {slow_ours} of ours, {slow_theirs} of rdflib's")


def _ms(seconds: float | None, limit: float) -> str:
    return f"> {limit * 1000:.0f}" if seconds is None else f"{seconds * 1000:.1f}"


def _limited(work: Callable[[], int], limit: float, runs: int = 1) -> tuple[float | None, str]:
    """Return the processor seconds that work takes in a child, the median of its runs, and what it counts.

    None where the first run needs more than the limit.
    """
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (int(limit) + 1, int(limit) + 1))
        for run in range(runs):
            start = time.process_time()
            count = work()
            os.write(writing, f"{time.process_time() - start} {count}\n".encode())
            if time.process_time() * (run + 2) / (run + 1) > limit:  # the next run would be ended in the middle
                break
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = [line.split() for line in pipe.read().splitlines()]
    os.waitpid(pid, 0)
    seconds = [float(time) for time, _ in said]
    if not seconds or seconds[0] > limit:
        return None, "-"
    return statistics.median(seconds), said[0][1]
