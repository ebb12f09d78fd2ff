"""Other stores: loaded by the Graph Store Protocol and asked by the SPARQL Protocol, the good ones and the bad ones."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from salween.build import load
from salween.compile import GRAPHS, to_nquads
from salween.publish import Login, RemoteError, ask_endpoint, graphs_of, in_parts, publish
from salween.query import open_dataset, serialised

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "small"
BASE = "https://w3id.org/salween/"
PREFIX = f"PREFIX sal: <{BASE}ontology#>\n"
WHERE = f"WHERE {{ GRAPH <{BASE}graph/snapshot> {{ ?who sal:within ?place }} }}"
SELECT = f"{PREFIX}SELECT ?who ?place {WHERE} ORDER BY ?who"


def needs(is_there: object, what: str) -> None:
    if not is_there:
        if os.environ.get("SALWEEN_REQUIRE") == "all":
            pytest.fail(f"{what} is missing, and SALWEEN_REQUIRE=all")
        pytest.skip(f"{what} is missing: install it as the README says")


@pytest.fixture(scope="module")
def nquads() -> bytes:
    loaded = load(SMALL)
    assert loaded.judge is not None
    return to_nquads(loaded.judge, loaded.conclusions)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running(arguments: list[str], url: str, folder: Path) -> Iterator[str]:
    """Yield the address of another server once it answers."""
    process = subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(url, timeout=1).close()
                break
            except urllib.error.HTTPError as error:
                error.close()
                break
            except OSError:
                assert process.poll() is None, "the other server ended at once"
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    program = Path(sys.executable).parent / "oxigraph"
    needs(program.exists(), "the oxigraph server (pip install oxigraph)")
    port = free_port()
    arguments = [str(program), "serve", "--bind", f"127.0.0.1:{port}"]
    with running(arguments, f"http://127.0.0.1:{port}/", tmp_path_factory.mktemp("oxigraph")) as url:
        yield url


# ---- loading ---------------------------------------------------------------------------------------------------


def test_a_store_that_was_loaded_answers_as_we_do(oxigraph: str, nquads: bytes) -> None:
    loaded = dict(publish(nquads, f"{oxigraph}store"))
    assert set(loaded) == {f"{BASE}graph/{name}" for name in GRAPHS}
    assert sum(loaded.values()) == len(nquads.splitlines())
    ours = open_dataset(nquads, BASE, 739736, 739768)
    for form in ("table", "csv", "tsv", "json", "xml"):
        assert ask_endpoint(f"{oxigraph}query", SELECT, form, base=BASE) == serialised(ours, SELECT, form), form
    construct = f"{PREFIX}CONSTRUCT {{ ?who sal:within ?place }} {WHERE}"
    for form in ("ntriples", "turtle", "rdfxml"):
        assert b"bridgetown" in ask_endpoint(f"{oxigraph}query", construct, form), form
    assert b"bridgetown" in ask_endpoint(f"{oxigraph}query", construct, "table")
    assert ask_endpoint(f"{oxigraph}query", "ASK {}", "table") == b"yes\n"


def test_loading_again_replaces_our_graphs_and_leaves_others(oxigraph: str, nquads: bytes) -> None:
    other = b'<urn:s> <urn:p> "theirs" <urn:theirs> .\n'
    assert dict(publish(other, f"{oxigraph}store")) == {"urn:theirs": 1}
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    for chunk in (1_000_000, 20_000):  # whole, and in many parts
        list(publish(nquads, f"{oxigraph}store", chunk=chunk))
        wanted = str(len(nquads.splitlines()) + 1).encode()
        assert ask_endpoint(f"{oxigraph}query", count, "csv").split() == [b"n", wanted]


def test_the_commands_load_and_ask(oxigraph: str) -> None:
    def salween(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "salween", "--root", str(SMALL), *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    put = salween("publish", "--to", f"{oxigraph}store", "--as-of", "2024-10-01")
    assert (put.returncode, put.stdout) == (0, "")
    assert re.search(r"graph/snapshot: \d+ triples", put.stderr)
    query = "SELECT ?who { GRAPH graph:snapshot { ?who sal:controls :bridgetown } }"
    asked = salween("query", query, "--endpoint", f"{oxigraph}query", "--format", "table")
    assert asked.stdout.split() == ["who", "─────────", "hill-army"]
    wrong = salween("query", "SELECT nonsense", "--endpoint", f"{oxigraph}query")
    assert wrong.returncode == 2 and "400" in wrong.stderr
    nobody = salween("publish", "--to", f"http://127.0.0.1:{free_port()}/store")
    assert nobody.returncode == 2 and "cannot be reached: Connection refused" in nobody.stderr


VIRTUOSO = """
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = t.db
TransactionFile = t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000
"""


def test_virtuoso_takes_it_by_digest_login(tmp_path: Path, nquads: bytes) -> None:
    program = shutil.which("virtuoso-t")
    needs(program, "Virtuoso (Debian: apt-get install virtuoso-opensource-7-bin)")
    assert program is not None
    http = free_port()
    (tmp_path / "v.ini").write_text(VIRTUOSO.format(sql=free_port(), http=http))
    arguments = [program, "+configfile", "v.ini", "+foreground"]
    with running(arguments, f"http://127.0.0.1:{http}/sparql", tmp_path) as endpoint:
        store = f"http://127.0.0.1:{http}/sparql-graph-crud-auth"
        some = b"".join(line for line in nquads.splitlines(keepends=True) if b"graph/snapshot> ." in line)
        with pytest.raises(RemoteError, match="401"):
            list(publish(some, store))
        with pytest.raises(RemoteError, match="401"):
            list(publish(some, store, Login("dba", "not it")))
        assert list(publish(some, store, Login("dba", "dba"))) == [(f"{BASE}graph/snapshot", len(some.splitlines()))]
        ours = open_dataset(nquads, BASE, 739736, 739768)
        assert ask_endpoint(endpoint, SELECT, "table", base=BASE) == serialised(ours, SELECT, "table")


# ---- servers that do not do what they should -------------------------------------------------------------------


@contextmanager
def server(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """Yield the address of a server that answers every request by a function."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer(self)

        do_PUT = do_GET = do_POST

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        found.daemon_threads = True
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{found.server_port}/"
        finally:
            found.shutdown()
            thread.join()


def replying(status: int, body: bytes, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


JSON = "application/sparql-results+json"


def test_what_a_server_says_beside_its_answer_is_passed_on() -> None:
    """A cut answer must not look whole; and nothing a stranger sends may steer the terminal."""
    heads = {"Content_Type": JSON, "Salween_Truncated": "the first 2 rows of more", "Salween_Note": "late\x1b[2J"}
    said: list[str] = []
    with server(replying(200, b'{"head": {}, "boolean": true}', **heads)) as url:
        assert ask_endpoint(url, "ASK {}", "table", tell=said.append) == b"yes\n"
    assert said == ["late[2J", "the first 2 rows of more"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (replying(500, b"out of order"), "says 500 .*out of order"),
        (replying(302, b"", Location="http://127.0.0.1:9/"), "says 302"),
        (replying(200, b"<html>", Content_Type="text/html"), "server sent text/html"),
        (replying(200, b'{"head":{"vars":["x"]}', Content_Type=JSON), "not what it says it is"),
        (replying(200, b"x" * 200_000, Content_Type=JSON), "larger than"),
        (replying(200, b"{}", Content_Type=JSON, Content_Length="1000"), "broke off"),
        (lambda request: request.connection.close(), "cannot be reached|broke off"),
    ],
)
def test_a_bad_answer_is_an_error_in_words(answer: Callable[[BaseHTTPRequestHandler], None], words: str) -> None:
    with server(answer) as url, pytest.raises(RemoteError, match=words):
        ask_endpoint(url, SELECT, "table", seconds=5, most=100_000)


def test_a_server_that_drips_is_given_up_when_the_time_is_over() -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        replying(200, b"", Content_Type=JSON)(request)
        try:
            for _ in range(50):
                request.wfile.write(b" ")
                time.sleep(0.1)
        except OSError:  # the client has gone, as it should
            pass

    start = time.monotonic()
    with server(drip) as url, pytest.raises(RemoteError, match=r"did not answer within 0\.5 s") as found:
        ask_endpoint(url, SELECT, "table", seconds=0.5)
    assert found.value.is_limit and time.monotonic() - start < 5


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "127.0.0.1/sparql", "http:///x"])
def test_only_http_is_asked(url: str) -> None:
    with pytest.raises(RemoteError, match="no address of a server"):
        ask_endpoint(url, SELECT, "table")


def test_the_password_goes_only_as_a_digest_and_only_after_it_is_asked_for() -> None:
    seen: list[str] = []

    def guarded(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.headers.get("Authorization", ""))
        if seen[-1]:
            replying(201, b"")(request)
        else:
            challenge = 'Digest realm="r", nonce="n", qop="auth", algorithm=MD5'
            replying(401, b"", WWW_Authenticate=challenge, Content_Length="0")(request)

    with server(guarded) as url:
        assert list(publish(b"<urn:s> <urn:p> <urn:o> <urn:g> .\n", url, Login("me", "secret"))) == [("urn:g", 1)]
    assert seen[0] == "" and seen[1].startswith("Digest ") and "secret" not in seen[1]
    fields = dict(re.findall(r'(\w+)="?([^",]+)"?', seen[1]))
    one, two = (hashlib.md5(text.encode()).hexdigest() for text in ("me:r:secret", f"PUT:{fields['uri']}"))
    wanted = f"{one}:n:{fields['nc']}:{fields['cnonce']}:auth:{two}"
    assert fields["response"] == hashlib.md5(wanted.encode()).hexdigest()


def test_quads_are_told_apart_by_their_graph_alone() -> None:
    text = b'<urn:s> <urn:p> "a <urn:no> ."@en <urn:g> .\n<urn:s> <urn:p> <urn:o> <urn:h> .\n'
    one, other = b'<urn:s> <urn:p> "a <urn:no> ."@en .', b"<urn:s> <urn:p> <urn:o> ."
    assert graphs_of(text) == {"urn:g": [one], "urn:h": [other]}


def test_a_store_that_fails_half_way_leaves_words_on_how_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """No protocol loads several graphs as one act: so it is said which of them are new, and which is half there."""
    from salween import publish as room

    answered: list[str] = []

    def answer(opener: object, request: urllib.request.Request, seconds: float, most: int) -> bytes:
        if len(answered) == 2:
            raise RemoteError("the server is gone")
        answered.append(request.get_method())
        return b""

    monkeypatch.setattr(room, "_answer", answer)
    small = b"<urn:s> <urn:p> <urn:o> <urn:g> .\n"
    large = b"".join(b"<urn:s> <urn:p> <urn:%d> <urn:h> .\n" % number for number in range(9))
    assert in_parts(small + large, 60) == ["urn:h"]
    with pytest.raises(RemoteError) as told:
        list(publish(small + large, "http://127.0.0.1:9/store", chunk=60))
    assert str(told.value) == (
        "the server is gone; the store has 1 of 5 parts of <urn:h>; 1 of 2 graphs are new there and the others as they "
        "were: publish again to make it whole"
    )
    answered[:] = ["", ""]
    with pytest.raises(RemoteError, match=r"^the server is gone$"):
        list(publish(small, "http://127.0.0.1:9/store"))
