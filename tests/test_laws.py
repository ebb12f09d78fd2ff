"""Laws that hold of any record: of judging, of time, of ids, and of what is compiled."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import salween
from salween.compile import to_nquads
from salween.dates import day_of
from salween.infer import infer
from salween.judge import CERTAIN, NO, POSSIBLE, UNKNOWN, Judge, Judgement
from salween.judge.places import Holds
from salween.model import Event

SMALL = Path(__file__).parent / "small"
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# ---- records that anybody might write ------------------------------------------------------------------------

days = st.sampled_from(
    ["2024-01-05", "2024-03-01", "2024-03", "2024", "[2024-02-25..2024-03-05]", "[..2024-04-01]", "[2024-04-01..]"]
)
speakers = st.sampled_from(["", "", "", "army", "spokesman", "hill", "wing", "boss", "minister"])
outlets = st.sampled_from(["a", "b", "bb", "c", "d", "ungraded", "gazette", "army", "hill", "ministry"])
stances = st.sampled_from(["", "", "", "contradicts", "contradicts of from", "reports"])


@st.composite
def attestations(draw: st.DrawFn) -> str:
    day = draw(st.sampled_from(["2024-01-06", "2024-03-02", "2024-04", "2024-06-01", "undated"]))
    parts = [f"source: {draw(outlets)}-{day}"]
    if speaker := draw(speakers):
        parts.append(f"said_by: {speaker}")
    stance, _, of = draw(stances).partition(" of ")
    if stance:
        parts += [f"stance: {stance}", *([f"of: {of}"] if of else [])]
    for key in ("from", "date", "still"):
        if draw(st.integers(0, 5)) == 0:
            parts.append(f"{key}: {draw(days)}")
    if draw(st.integers(0, 8)) == 0:
        parts.append("basis: admission")
    return "{" + ", ".join(parts) + "}"


@st.composite
def holds_of_bridge(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return the head of a claim on one town, without its closing brace, and what sources say of it."""
    parts = [f"subject: {draw(st.sampled_from(['hill', 'army', 'river']))}"]
    parts.append(f"{draw(st.sampled_from(['controls', 'controls', 'controls', 'contests']))}: bridge")
    parts.append(f"from: {draw(days)}")
    if draw(st.booleans()):
        parts.append(f"until: {draw(st.sampled_from(['2024-05-01', '2024-06', '[2024-05-01..]']))}")
    if draw(st.integers(0, 3)) == 0:
        parts.append(f"extent: {draw(st.sampled_from(['wards', 'villages']))}")
    sources = draw(st.lists(attestations(), min_size=1, max_size=4, unique=True))
    return ", ".join(parts), [f"{{source: {draw(outlets)}-2024-06-02}}", *sources]


def text(records: list[tuple[str, list[str]]], order: list[int]) -> str:
    """Return records as YAML in some order, each under an id that it has in any."""
    rows = [f"- {{id: r{n}.x, {records[n][0]}, sources: [{', '.join(records[n][1])}]}}" for n in order]
    return "\n".join(rows)


def said(judgement: Judgement) -> tuple[object, ...]:
    """Return what a judgement says, whatever the order in which its sources were written."""
    disputes = sorted(
        (d.field, d.is_equal, sorted(repr(v.attestation[:8]) for v in d.dissent), d.others) for d in judgement.disputes
    )
    return (
        judgement.verdict, judgement.validity, judgement.origins, disputes, judgement.disputed_with, judgement.absent,
    )  # fmt: skip


def judged(judge: Judge) -> dict[str, object]:
    found: dict[str, object] = {id: said(judgement) for id, judgement in judge.judgements.items()}
    states = Holds(judge)
    return found | {
        day: states.on("bridge", day_of(day)) for day in ("2024-01-10", "2024-03-01", "2024-04-15", "2024-09-01")
    }


# ---- judging -------------------------------------------------------------------------------------------------


@QUICK
@given(st.data())
def test_judging_is_order_blind(asked: ModuleType, data: st.DataObject) -> None:
    records = data.draw(st.lists(holds_of_bridge(), min_size=1, max_size=4))
    mixed = [(head, data.draw(st.permutations(sources))) for head, sources in records]
    order = data.draw(st.permutations(range(len(records))))
    straight = judged(asked.judged(text(records, list(range(len(records))))))
    assert judged(asked.judged(text(mixed, list(order)))) == straight


@QUICK
@given(st.lists(holds_of_bridge(), min_size=1, max_size=3), outlets, speakers)
def test_who_only_repeats_changes_nothing(
    asked: ModuleType, records: list[tuple[str, list[str]]], outlet: str, speaker: str
) -> None:
    said_by = f", said_by: {speaker}" if speaker else ""
    repeat = f"{{source: {outlet}-2024-01-02, stance: reports{said_by}, still: true}}"
    repeated = [(head, [*sources, repeat]) for head, sources in records]
    order = list(range(len(records)))
    before, after = asked.judged(text(records, order)), asked.judged(text(repeated, order))
    for known in ("2024-01-01", "2024-03-01", "2026-06-01"):
        assert judged(after.seen_from(day_of(known))) == judged(before.seen_from(day_of(known)))


@QUICK
@given(st.lists(holds_of_bridge(), min_size=1, max_size=3))
def test_knowing_more_takes_no_attestation_away(asked: ModuleType, records: list[tuple[str, list[str]]]) -> None:
    judge = asked.judged(text(records, list(range(len(records)))))
    heard: dict[str, set[str]] = {}
    for known in ("2024-01-05", "2024-01-06", "2024-04-30", "2024-06-02", "2026-06-01"):
        now = judge.seen_from(day_of(known))
        found = {id: {repr(v.attestation) for v in j.voices} for id, j in now.judgements.items()}
        assert all(voices <= found.get(id, set()) for id, voices in heard.items())
        heard = found


# ---- time ----------------------------------------------------------------------------------------------------


@QUICK
@given(st.lists(holds_of_bridge(), min_size=1, max_size=3))
def test_an_answer_goes_from_no_by_unknown_and_possible_to_certain_and_back(
    asked: ModuleType, records: list[tuple[str, list[str]]]
) -> None:
    """One way up and one way down: what ended stays ended, and nothing is certain twice."""
    judge = asked.judged(text(records, list(range(len(records)))))
    scale = (NO, UNKNOWN, POSSIBLE, CERTAIN)
    for judgement in judge.judgements.values():
        validity = judgement.validity
        answers = [scale.index(validity.on(day)) for day in range(day_of("2023-01-01"), day_of("2025-12-31"))]
        top = answers.index(max(answers))
        assert answers[:top] == sorted(answers[:top]), judgement.id
        assert answers[top:] == sorted(answers[top:], reverse=True), judgement.id
        if validity.bounds.end_latest is None and validity.bounds.end_earliest is None:
            last = max((day for day, a in enumerate(answers) if a == scale.index(CERTAIN)), default=None)
            assert last is None or validity.confirmed is not None, "a missing end is never turned into still"


@QUICK
@given(st.lists(holds_of_bridge(), min_size=1, max_size=4))
def test_bounds_are_in_order(asked: ModuleType, records: list[tuple[str, list[str]]]) -> None:
    for judgement in asked.judged(text(records, list(range(len(records))))).judgements.values():
        early, late, first, last = judgement.validity.bounds
        assert early is None or late is None or early <= late
        assert first is None or last is None or first <= last


# ---- ids -----------------------------------------------------------------------------------------------------


@QUICK
@given(
    st.sampled_from(
        ["controls: bridge", "owns: [company, park]", "people: {value: 3, counted_by: b}", "born_in: ford"]
    ),
    st.booleans(),
    st.lists(days, min_size=2, max_size=2),
)
def test_a_corrected_date_breaks_no_citation(
    asked: ModuleType, predicate: str, is_negated: bool, dates: list[str]
) -> None:
    tail = ", negated: true" if is_negated else ""
    rows = [f"- {{subject: hill, {predicate}, from: {day}{tail}, sources: [b-2025-01-01]}}" for day in dates]
    one, other = (sorted(asked.corpus_of(row).records) for row in rows)
    assert one == other


# ---- what is compiled ----------------------------------------------------------------------------------------


@cache
def nquads() -> bytes:
    return salween.load(SMALL).nquads


def layers(data: bytes) -> Counter[str]:
    return Counter(re.findall(r"/graph/(\w+)> \.$", data.decode(), re.MULTILINE))


@settings(QUICK, max_examples=8)
@given(st.lists(holds_of_bridge(), min_size=1, max_size=3))
def test_each_record_is_compiled_once_and_no_triple_stands_in_two_graphs(
    asked: ModuleType, records: list[tuple[str, list[str]]]
) -> None:
    judge = asked.judged(text(records, list(range(len(records)))))
    check_quads(to_nquads(judge, infer(judge, asked.rules())), len(judge.corpus.records))


def test_the_small_record_is_compiled_so_too() -> None:
    corpus = salween.load(SMALL).judge.corpus
    check_quads(nquads(), len(corpus.records))
    assert nquads().count(b"ontology#Event>") >= sum(isinstance(r, Event) for r in corpus.records.values())


def check_quads(data: bytes, records: int) -> None:
    rows = data.decode().splitlines()
    assert len(rows) == len(set(rows)), "no line stands twice"
    triples = Counter(row.rpartition(" <")[0] for row in rows)
    assert [triple for triple, count in triples.items() if count > 1] == [], "a union would count it twice"
    assert not [row for row in rows if re.search(r"(^| )_:", row)], "no blank nodes"
    attested = re.compile(r"#type> <[^>]*ontology#Attested> <[^>]*/graph/claims> \.$")
    assert sum(bool(attested.search(row)) for row in rows) == records


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # rdflib warns of its own parser
def test_two_engines_count_the_same() -> None:
    """Oxigraph answers; rdflib is the reference."""
    store = ox.Store()
    store.load(nquads(), format=ox.RdfFormat.N_QUADS)
    reference = rdflib.Dataset()
    reference.parse(data=nquads(), format="nquads")
    ours = Counter(quad.graph_name.value.rpartition("/")[2] for quad in store)
    theirs = Counter(str(g.identifier).rpartition("/")[2] for g in reference.graphs() for _ in g)
    assert ours == theirs == layers(nquads())


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_input_gives_the_same_bytes_under_any_hash_seed(seed: str) -> None:
    code = f"import hashlib, salween; print(hashlib.sha256(salween.load({str(SMALL)!r}).nquads).hexdigest())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(nquads()).hexdigest()
