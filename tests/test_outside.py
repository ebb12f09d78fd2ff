"""No query reaches out, none ends the process that asks, each ends at its limits: by Python, command line and HTTP."""

from __future__ import annotations

import importlib.util
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import salween
from salween.cli import main
from salween.query import QueryError, QueryLimit, QueryTimeout, open_dataset, serialised_first, within
from salween.query.child import SHORT, on_large_stack
from salween.query.guard import Forbidden, pointed
from salween.query.questions import read_questions

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "small"
HOSTILE = json.loads((ROOT / "tests/hostile/queries.json").read_text("utf-8"))
REACHING = [*HOSTILE["service"], *HOSTILE["graph"], *HOSTILE["update"], *HOSTILE["syntax"]]
EMPTY = open_dataset(b"", "urn:base/", 1, 1)


def _bombs(length: int | None = None) -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("bombs", ROOT / "tests/hostile/bombs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: dict[str, str] = module.bombs() if length is None else module.bombs(length)
    return found


BOMBS, SHORT_BOMBS = _bombs(), _bombs(SHORT)


class Listener:
    """A socket of this machine that counts who calls, and answers nobody."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.calls = 0
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.socket.getsockname()[1]}"

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.calls += 1
            connection.close()

    def call(self) -> None:
        """Hold that a call is counted, so that silence means something."""
        before = self.calls
        host, port = self.host.split(":")
        socket.create_connection((host, int(port))).close()
        deadline = time.monotonic() + 10
        while self.calls == before and time.monotonic() < deadline:
            time.sleep(0.01)
        assert self.calls == before + 1


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.call()
    found.socket.close()


@pytest.fixture(scope="module")
def kg() -> salween.kg.KnowledgeGraph:
    return salween.load(SMALL)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    root = tmp_path_factory.mktemp("outside")
    shutil.copytree(SMALL / "data", root / "data")
    (root / "ontology").symlink_to(ROOT / "ontology")
    command = [sys.executable, "-m", "salween", "--root", str(root), "serve", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--timeout", "1", "--memory", "128", "--children", "4", "--most", "8"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        with httpx.Client(base_url=process.stdout.readline().strip(), timeout=60) as client:
            yield client
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)
        process.stdout.close()


# ---- reaching out ----------------------------------------------------------------------------------------------


def test_the_engine_does_call_where_nothing_keeps_it(listener: Listener) -> None:
    """Else the tests below would hold of any engine."""
    before = listener.calls
    with pytest.raises(OSError):
        list(ox.Store().query(f"SELECT * {{ SERVICE <http://{listener.host}/> {{ ?s ?p ?o }} }}"))
    assert listener.calls == before + 1


def test_there_are_enough_disguises() -> None:
    assert len(REACHING) >= 100 and len(set(REACHING)) == len(REACHING)


def test_python_reaches_nobody(listener: Listener, kg: salween.kg.KnowledgeGraph) -> None:
    before = listener.calls
    for sort, wanted in (("service", Forbidden), ("graph", Forbidden), ("update", (Forbidden, SyntaxError))):
        for query in HOSTILE[sort]:
            with pytest.raises(wanted):
                kg.query(query.replace("HOST", listener.host))
    for query in HOSTILE["syntax"]:
        with pytest.raises((Forbidden, SyntaxError)):
            kg.query(query.replace("HOST", listener.host))
    assert listener.calls == before


def test_rdflib_reaches_nobody_by_the_text_of_a_query(listener: Listener, kg: salween.kg.KnowledgeGraph) -> None:
    before, dataset = listener.calls, kg.dataset
    for query in HOSTILE["service"]:
        with pytest.raises(Forbidden):
            list(dataset.query(query.replace("HOST", listener.host)))
    for query in HOSTILE["update"]:
        with pytest.raises(Forbidden):
            dataset.update(query.replace("HOST", listener.host))
    assert listener.calls == before


def test_the_command_line_reaches_nobody(listener: Listener) -> None:
    before = listener.calls
    for query in [*REACHING[::2], HOSTILE["service"][5], HOSTILE["graph"][5]]:
        found = CliRunner().invoke(main, ["--root", str(SMALL), "query", query.replace("HOST", listener.host)])
        assert (found.exit_code, found.stdout) == (2, ""), query
    assert listener.calls == before


def test_the_server_reaches_nobody(listener: Listener, server: httpx.Client) -> None:
    before = listener.calls
    for sort, wanted in (("service", {403}), ("graph", {403}), ("update", {400, 403}), ("syntax", {400, 403})):
        for query in HOSTILE[sort]:
            found = server.post("/sparql", data={"query": query.replace("HOST", listener.host)})
            assert found.status_code in wanted, (query, found.text)
    assert listener.calls == before


def test_what_the_guard_would_let_through_has_no_network_either(listener: Listener) -> None:
    """The second lock: raw queries, put to the engine in the child that query and ask use."""
    before, store = listener.calls, ox.Store()

    def raw(query: str) -> bytes:
        result = store.query(query)
        return str(bool(result) if isinstance(result, ox.QueryBoolean) else list(result)).encode()

    silent = 0
    for query in HOSTILE["service"]:
        text = query.replace("HOST", listener.host)
        try:
            within(20, lambda text=text: raw(text))
            silent += 1  # SILENT makes of a call that fails a row of nothing
        except QueryError as error:
            assert "open files" in str(error) or "unbound" in str(error), (query, str(error))
    assert listener.calls == before and silent < len(HOSTILE["service"]) / 2


def test_the_child_opens_no_file_and_no_socket() -> None:
    for reach in (partial(os.open, "/etc/passwd", os.O_RDONLY), socket.socket, os.pipe):
        with pytest.raises(QueryError, match="open files"):
            within(20, lambda reach=reach: str(reach()).encode())


@pytest.mark.parametrize("query", HOSTILE["sound"])
def test_the_words_elsewhere_are_no_keywords(query: str) -> None:
    EMPTY.solve(query.replace("HOST", "127.0.0.1"))


def test_a_saved_question_reaches_nobody(listener: Listener, tmp_path: Path) -> None:
    """Neither check nor build puts to the engine what is in ontology/questions/ before it is known to stay here."""
    shutil.copytree(SMALL / "data", tmp_path / "data")
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    for path in (tmp_path / "ontology/questions").glob("*.rq"):
        path.unlink()
    for number, query in enumerate(HOSTILE["service"]):
        text = f"# title: A\n# question: B?\n{query.replace('HOST', listener.host)}"
        (tmp_path / f"ontology/questions/q{number}.rq").write_text(text, "utf-8")
    before = listener.calls
    _, problems = read_questions(tmp_path, salween.load(SMALL).loaded.ontology)
    assert {problem.place.path for problem in problems if "SERVICE" in problem.what} == {
        f"ontology/questions/q{number}.rq" for number in range(len(HOSTILE["service"]))
    }
    assert listener.calls == before


SPACES = st.sampled_from([" ", "\n", "\t", "\r", "\r\n", "# a\r", "#'\n", "", "  "])
CASES = st.lists(st.booleans(), min_size=30, max_size=30)
AROUND = st.sampled_from([
    "SELECT*{%s}", "ASK{%s}", "ASK{{}UNION{%s}}", "ASK{OPTIONAL{%s}}", "ASK{FILTER EXISTS{%s}}",
    "SELECT*{{SELECT*{%s}}}", "ASK{?s ?p '''SERVICE'''.%s}", "PREFIX service:<urn:s:>ASK{service:a ?p ?o %s}",
    "ASK{FILTER(1<'>'&&1<2)%s FILTER(1<'>')}", "CONSTRUCT{?s ?p ?o}{%s}", "DESCRIBE*{%s}", "ASK{GRAPH?g{%s}}",
    "ASK{LATERAL{%s}}", "ASK{MINUS{%s}}",
])  # fmt: skip
TARGETS = st.sampled_from(["<http://HOST/>", "p:", "p:x", "?u", "<x>", "SERVICE:x", "<\\u0068ttp://HOST/>"])


@settings(max_examples=300, deadline=None)
@given(AROUND, TARGETS, st.lists(SPACES, min_size=4, max_size=4), st.booleans(), CASES)
def test_no_spelling_of_a_call_is_let_through(
    around: str, target: str, spaces: list[str], silent: bool, cases: list[bool]
) -> None:
    """Whatever the engine itself would read as a call is Forbidden: the engine is the judge of what is one."""
    words = ["SERVICE", "SILENT"] if silent else ["SERVICE"]
    flip = iter(cases)
    written = ["".join(c.lower() if next(flip) else c for c in word) for word in words]
    call = spaces[0].join(written) + spaces[1] + target + spaces[2] + "{?s ?p ?o}"
    query = "BASE <http://HOST/> PREFIX p: <http://HOST/> PREFIX SERVICE: <http://HOST/> " + around % (spaces[3] + call)
    text = query.replace("HOST", "127.0.0.1:9")
    calls = within(20, lambda: b"yes" if _is_call(text) else b"no") == b"yes"
    try:
        EMPTY.admitted(text)
        assert not calls, text
    except Forbidden:
        pass
    except SyntaxError:
        assert not calls, text


def _is_call(text: str) -> bool:
    """Tell, in a child without network, whether the engine parses a query, which then has the keyword."""
    try:
        ox.Store().query(text)
    except SyntaxError:
        return False
    except (OSError, RuntimeError):
        pass
    return True


# ---- limits ----------------------------------------------------------------------------------------------------


def test_there_are_enough_bombs() -> None:
    assert len(BOMBS) >= 100 and len(set(BOMBS.values())) == len(BOMBS)


def test_every_bomb_ends_in_the_child(kg: salween.kg.KnowledgeGraph) -> None:
    """Refused, stopped or answered, in its time and its memory, and never by an error of another sort."""
    dataset = kg.perspective.dataset
    dataset.store  # noqa: B018  (loaded before the child is)
    for name, query in BOMBS.items():
        start = time.monotonic()
        try:
            within(0.3, lambda query=query: serialised_first(dataset, query, "csv", (), 0, 1000)[0], 128)
        except (QueryError, QueryLimit) as error:
            assert "died" not in str(error), name
        assert time.monotonic() - start < 15, name


def test_every_bomb_ends_in_the_server(server: httpx.Client) -> None:
    def post(query: str) -> int:
        try:
            return server.post("/sparql", data={"query": query}).status_code
        except httpx.RemoteProtocolError:  # cut off in the middle, so that it does not look whole
            return 503

    with ThreadPoolExecutor(4) as pool:
        found = dict(zip(BOMBS, pool.map(post, BOMBS.values()), strict=True))
    assert {name: code for name, code in found.items() if code not in (200, 400, 403, 413, 503, 504)} == {}
    assert server.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


IN_PROCESS = """
import importlib.util, json, sys, threading
import salween
from salween.query.guard import QueryError
kg = salween.load(sys.argv[1])
for query in json.loads(sys.stdin.read()):
    try:
        kg.query(query)
    except (QueryError, SyntaxError) as error:
        pass
print("alive")
"""
DEEP = {
    "in a text that a comparison begins": "ASK{FILTER(1<'>'&&%s&&'1'<'>')}" % ("(" * 9_000 + "1" + ")" * 9_000),
    "in a name that two comparisons make": "ASK{FILTER(?a<%s&&?b>1)}" % ("(" * 9_000 + "1" + ")" * 9_000),
    "triple terms": BOMBS["deep: triple term"],
}


def test_in_process_depth_that_no_text_shows_ends_no_interpreter() -> None:
    """The guard takes these brackets for a text or a name; the stack holds them all the same."""
    bombs = [query for name, query in BOMBS.items() if name.startswith(("deep", "hidden: in a c"))]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", IN_PROCESS, str(SMALL)], input=json.dumps([*DEEP.values(), *bombs]),
        text=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "alive\n"), done.stderr[-300:]


def test_the_stack_holds_the_deepest_query_that_is_let_in() -> None:
    """Without the count of brackets: the engine alone, on the stack that it is given."""

    def parse(query: str) -> bool:
        ox.Store().query(query)
        return True

    for name in ("(", "!", "{", "function", "if", "exists", "subquery", "optional", "graph", "path", "triple term"):
        assert on_large_stack(lambda name=name: parse(BOMBS[f"deep: {name}"])), name


SHORT_SCRIPT = """
import json, os, signal, sys, pyoxigraph as ox
for query in json.loads(sys.stdin.read()):
    if (child := os.fork()) == 0:
        signal.alarm(1)  # some take for ever: only how they end matters here
        try:
            ox.Store().query(query)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) != signal.SIGALRM:
        print(os.WTERMSIG(status), query[:60])
print("done")
"""


def test_a_short_query_fits_half_the_usual_stack() -> None:
    """So it needs no separate thread, which costs half a millisecond."""
    short = [query for name, query in SHORT_BOMBS.items() if name.startswith(("deep", "long"))]
    assert len(short) > 30 and max(map(len, short)) <= SHORT
    done = subprocess.run(
        [sys.executable, "-c", SHORT_SCRIPT], input=json.dumps(short), text=True, capture_output=True, timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_STACK, (4 << 20, 4 << 20)),
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "done\n"), done.stderr[-300:]


def test_a_child_that_eats_memory_or_time_says_so() -> None:
    with pytest.raises(QueryLimit, match="more than 32 MB of memory"):
        within(30, lambda: bytes(1 << 30), 32)
    with pytest.raises(QueryTimeout, match=r"after 0\.2 s"):
        within(0.2, lambda: time.sleep(30) or b"")
    assert within(30, lambda: b"x" * 5_000_000) == b"x" * 5_000_000


def test_a_query_that_eats_memory_ends_in_one_line() -> None:
    query = BOMBS["large: tenfold"]
    command = [sys.executable, "-m", "salween", "--root", str(SMALL), "query", query, "--memory", "64"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    said = "salween: the query needed more than 64 MB of memory and was stopped: narrow it\n"
    assert (done.returncode, done.stdout, done.stderr) == (4, "", said)


def test_rows_of_the_command_line_are_bounded_and_it_is_told(tmp_path: Path) -> None:
    def run(*more: str) -> tuple[int, str, str]:
        query = "SELECT ?s { ?s a sal:Source } ORDER BY ?s"
        found = CliRunner().invoke(main, ["--root", str(SMALL), "query", query, "--format", "csv", *more])
        return found.exit_code, found.stdout, found.stderr

    whole = run()[1].splitlines()
    code, out, err = run("--max-rows", "3")
    assert (code, out.splitlines()) == (4, whole[:4])
    assert "the first 3 rows, and there are more" in err
    assert run("--max-rows", str(len(whole) - 1))[0] == 0


# ---- what the engine lacks, and what queries are read with ------------------------------------------------------


def test_a_function_that_the_engine_lacks_is_named(server: httpx.Client, kg: salween.kg.KnowledgeGraph) -> None:
    for query in ("SELECT (<urn:f>(1) AS ?x) {}", "SELECT * { ?s ?p 1 FILTER(<urn:f>(?s)) }", "ASK {FILTER <urn:f>()}"):
        with pytest.raises(QueryError, match="no function <urn:f>"):
            kg.query(query)
        found = server.get("/sparql", params={"query": query})
        assert (found.status_code, found.text) == (400, "the engine has no function <urn:f>\n")
        cli = CliRunner().invoke(main, ["--root", str(SMALL), "query", query])
        assert (cli.exit_code, cli.stderr) == (2, "salween: the engine has no function <urn:f>\n")


def test_relative_iris_are_those_of_the_dataset(server: httpx.Client, kg: salween.kg.KnowledgeGraph) -> None:
    query = "SELECT ?name { <id/bridgetown> skos:prefLabel ?name FILTER(LANG(?name) = 'en') }"
    assert kg.query(query).rows == (("Bridgetown",),)
    found = server.get("/sparql", params={"query": query}).json()
    assert [row["name"]["value"] for row in found["results"]["bindings"]] == ["Bridgetown"]
    assert kg.query("ASK { <id/bridgetown> a <https://w3id.org/salween/ontology#Town> }").rows == ((True,),)
    other = "BASE <http://example.org/> SELECT (<a> AS ?x) (IRI('b') AS ?y) {}"
    assert kg.query(other).rows == (("http://example.org/a", "http://example.org/b"),)


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml", "text/csv",
                                    "text/tab-separated-values"])  # fmt: skip
def test_triple_terms_are_answered(server: httpx.Client, accept: str) -> None:
    for term in ("<<( <urn:a> <urn:b> 'c' )>>", "<<( <urn:a> <urn:b> <<( <urn:c> <urn:d> 'e'@en--ltr )>> )>>"):
        query = f"SELECT ?x {{ BIND({term} AS ?x) }}"
        found = server.get("/sparql", params={"query": query}, headers={"Accept": accept})
        assert found.status_code == 200 and "urn:b" in found.text, found.text


def test_from_is_what_the_engine_reads(kg: salween.kg.KnowledgeGraph) -> None:
    """FROM, however it is written, replaces the usual default graph."""
    count = "(COUNT(*) AS ?n)"
    usual = kg.query(f"SELECT {count} {{ ?s ?p ?o }}").rows[0][0]
    wanted = kg.query(f"SELECT {count} {{ GRAPH graph:claims {{ ?s ?p ?o }} }}").rows[0][0]
    assert wanted != usual
    whole = "FROM<https://w3id.org/salween/graph/claims>"
    for clause in ("FROM graph:claims", whole, "FROM <graph/claims>", "from#\rgraph:claims"):
        assert kg.query(f"SELECT {count} {clause} {{ ?s ?p ?o }}").rows[0][0] == wanted, clause
    query = f"PREFIX : <gra\\u0070h/> SELECT {count}FROM:claims{{ ?s ?p ?o }}"
    assert kg.query(query).rows[0][0] == kg.as_of("2024-10-01").query(query).rows[0][0] == wanted


def test_a_mistake_after_a_carriage_return_is_shown_in_its_line() -> None:
    with pytest.raises(SyntaxError) as raised:
        EMPTY.solve("# a\rSELECT * {\n ?s ?p }")
    assert "2 |  ?s ?p }" in str(raised.value)
    assert pointed("error at 9:1: no", "ASK") == "error at 9:1: no"
