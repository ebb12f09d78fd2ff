"""The server from outside: a real one on loopback, asked as strangers ask it, well and badly."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, urlsplit

import httpx
import pyoxigraph as ox
import pytest
from SPARQLWrapper import CSV, JSON, TURTLE, SPARQLWrapper

from salween.cli.serving import _gather
from salween.serve import CannotServe
from salween.serve.frames import ending, trailer
from salween.serve.limits import Limits
from salween.serve.negotiate import choose
from salween.serve.pool import Line
from salween.serve.protocol import Refused

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests" / "small"
HIT = "<img src=x onerror=hit()>"
EXTRA = f"""
sources:
  - {{id: strange, publisher: border-post, title: '</title><script>hit()</script>{HIT}', published: 2025-01-01,
     retrieved: 2026-01-01, read: whole, url: 'https://example.org/hit()', language: en}}
entities:
  - {{id: new-band, kind: ArmedGroup, name: {{en: 'Band {HIT}'}}, was: [old-band], note: '{HIT}', sources: [strange]}}
claims:
  - {{subject: new-band, controls: capital, from: 2024-12-01, was: [old-band.controls.capital],
     sources: [{{source: strange, says: '{HIT}', locator: '{HIT}'}}], reply: {{says: '{HIT}', sources: [strange]}}}}
"""
CORRECTIONS = "withdrawn:\n  - {id: hill-army.controls.nowhere, date: 2026-05-20, because: the page was a hoax}\n"
SELECT = "SELECT ?who ?place WHERE { ?who sal:controls ?place } ORDER BY ?who ?place"
ON_THE_DAY = "2024-10-01"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
BOMB = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a"
FLOOD = "SELECT ?a ?b ?c ?d ?e ?f { ?a ?b ?c . ?d ?e ?f }"
DEEP = "SELECT * { FILTER(" + "!" * 60_000 + "true) }"
SECONDS = 2
#: How long a busy machine may take over what is sure to come.
PATIENCE = 120


def copy_project(folder: Path, extra: dict[str, str] | None = None) -> Path:
    """Copy the small project into a folder, with more files under data/."""
    shutil.copytree(SMALL / "data", folder / "data")
    (folder / "ontology").symlink_to(ROOT / "ontology")
    for name, text in (extra or {}).items():
        (folder / "data" / name).write_text(text, "utf-8")
    return folder


def command(root: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "salween", "--root", str(root), *arguments]


@pytest.fixture(scope="module")
def server(serving: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    root = copy_project(tmp_path_factory.mktemp("served"), {"strange.yaml": EXTRA, "corrections.yaml": CORRECTIONS})
    limits = ["--timeout", str(SECONDS), "--memory", "128", "--most", "4", "--children", "4", "--slices", "2"]
    with serving(root, *limits, "--host", "salween.example", "--cors", "http://127.0.0.1:3333") as found:
        yield found


@pytest.fixture(scope="module")
def client(server: tuple[str, subprocess.Popen[str]]) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server[0], timeout=30) as found:
        yield found


def ask(client: httpx.Client, query: str, accept: str = "", **more: Any) -> httpx.Response:
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", params={"query": query, **more}, headers=headers)


def answers(client: httpx.Client) -> None:
    """Hold that the server still answers."""
    assert ask(client, "ASK {}").json() == {"head": {}, "boolean": True}


# ---- the SPARQL protocol ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.4, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
        ("text/html, text/*;q=0.5", "text/csv; charset=utf-8"),
        ("*/*;q=0.1, application/sparql-results+json;q=0", "application/json"),
    ],
)
def test_rows_come_in_the_format_that_is_liked_best(client: httpx.Client, accept: str, content_type: str) -> None:
    found = ask(client, SELECT, accept)
    assert (found.status_code, found.headers["content-type"]) == (200, content_type)


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/trig", ox.RdfFormat.TRIG),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_graphs_come_in_each_syntax_all_alike(client: httpx.Client, accept: str, form: ox.RdfFormat) -> None:
    query = "CONSTRUCT WHERE { :hill-army ?p ?o }"
    found = ask(client, query, accept)
    assert found.headers["content-type"].startswith(accept or "text/turtle")
    plain = ask(client, query, "application/n-triples").content
    wanted = {quad.triple for quad in ox.parse(plain, ox.RdfFormat.N_TRIPLES)}
    assert {quad.triple for quad in ox.parse(found.content, form)} == wanted != set()


def test_a_format_that_nobody_offers_is_406(client: httpx.Client) -> None:
    assert ask(client, SELECT, "image/png").status_code == 406
    assert ask(client, "CONSTRUCT WHERE { ?s ?p ?o }", "text/csv").status_code == 406


def test_a_query_is_the_same_by_get_by_form_and_by_body(client: httpx.Client) -> None:
    direct = {"Content-Type": "application/sparql-query; charset=UTF-8"}
    ways = [
        ask(client, SELECT, **{"as-of": ON_THE_DAY}),
        client.post("/sparql", data={"query": SELECT, "as-of": ON_THE_DAY}),
        client.post("/sparql", params={"as-of": ON_THE_DAY}, content=SELECT.encode(), headers=direct),
    ]
    places = [[row["place"]["value"] for row in way.json()["results"]["bindings"]] for way in ways]
    assert places[0] == places[1] == places[2]
    assert "https://w3id.org/salween/id/bridgetown" in places[0]


@pytest.mark.parametrize(
    ("method", "parameters", "content_type", "body", "status"),
    [
        ("GET", "query=ASK%20%7B%7D&query=ASK%20%7B%7D", "", "", 400),
        ("GET", "query=", "", "", 400),
        ("GET", "query=%FF", "", "", 400),
        ("GET", "query=SELECT%20nonsense", "", "", 400),
        ("GET", "query=ASK%20%7B%7D&as-of=yesterday", "", "", 400),
        ("GET", "query=ASK%20%7B%7D&with=everything", "", "", 400),
        ("POST", "", "application/x-www-form-urlencoded", "", 400),
        ("POST", "", "text/plain", "ASK {}", 415),
        ("POST", "", "", "ASK {}", 415),
        ("POST", "", "application/sparql-query; charset=utf-16", "ASK {}", 415),
        ("POST", "query=ASK%20%7B%7D", "application/sparql-query", "ASK {}", 400),
        ("POST", "", "application/sparql-update", "CLEAR ALL", 403),
        ("POST", "", "application/x-www-form-urlencoded", "update=CLEAR%20ALL", 403),
        ("POST", "", "application/sparql-query", "INSERT DATA { <urn:s> <urn:p> <urn:o> }", 403),
        ("POST", "", "application/sparql-query", "LOAD <http://127.0.0.1/>", 403),
        ("POST", "", "application/sparql-query", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", 403),
        ("GET", "query=ASK%20%7B%7D&default-graph-uri=http://example.org/", "", "", 403),
        ("PUT", "", "application/sparql-query", "ASK {}", 405),
        ("DELETE", "query=ASK%20%7B%7D", "", "", 405),
    ],
)
def test_what_is_no_query_is_refused_with_a_reason(
    client: httpx.Client, method: str, parameters: str, content_type: str, body: str, status: int
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    found = client.request(method, f"/sparql?{parameters}", headers=headers, content=body.encode())
    assert found.status_code == status, found.text
    assert found.text.strip()
    answers(client)


def test_a_syntax_error_comes_with_the_parsers_words(client: httpx.Client) -> None:
    assert "expected" in ask(client, "SELECT * WHERE { ?s ?p }").text


def test_graphs_of_the_request_go_before_those_of_the_query(client: httpx.Client) -> None:
    graph = "https://w3id.org/salween/graph/"
    count = "SELECT (COUNT(*) AS ?n) {0} WHERE {{ ?s sal:controls ?o }}"
    as_of = {"as-of": ON_THE_DAY}

    def number(query: str, **more: Any) -> str:
        return str(ask(client, query, **as_of, **more).json()["results"]["bindings"][0]["n"]["value"])

    seen = number(count.format(""))
    assert int(seen) > 0
    assert number(count.format(""), **{"default-graph-uri": f"{graph}snapshot"}) == seen
    assert number(count.format(f"FROM <{graph}sources>")) == "0"
    assert number(count.format(f"FROM <{graph}sources>"), **{"default-graph-uri": f"{graph}snapshot"}) == seen
    assert number(count.format(""), **{"named-graph-uri": f"{graph}snapshot"}) == "0"
    more = number(count.format(""), **{"include": "claimed"})
    assert int(more) > int(seen)
    assert number(count.format(""), **{"with": "claimed"}) == more, "what the field was called before"
    assert number(count.format(""), **{"default-graph-uri": f"{graph}claimed"}) == str(int(more) - int(seen))
    assert ask(client, "ASK {}", include="claimd").status_code == 400
    unseen = ask(client, "ASK { GRAPH graph:claimed { ?s ?p ?o } }")
    assert unseen.json()["boolean"] is False and "graph:claimed is an opt-in graph" in unseen.headers["salween-note"]


def test_the_two_clocks_change_the_answer_and_are_told(client: httpx.Client) -> None:
    query = "ASK { :hill-army sal:controls :bridgetown }"
    then, now = ask(client, query, **{"as-of": ON_THE_DAY}), ask(client, query)
    assert (then.json()["boolean"], now.json()["boolean"]) == (True, False)
    assert then.headers["salween-as-of"] == ON_THE_DAY
    before = ask(client, query, **{"as-of": ON_THE_DAY, "known-at": "2024-08-01"})
    assert (before.json()["boolean"], before.headers["salween-known-at"]) == (False, "2024-08-01")
    for day in ("2024-09-01", "2024-09-02", "2024-09-03", ON_THE_DAY):  # more days than are kept at hand
        assert ask(client, query, **{"as-of": day}).json()["boolean"] is True


def test_asked_nothing_the_service_describes_itself(client: httpx.Client) -> None:
    found = client.get("/sparql", headers={"Accept": "text/turtle"})
    triples = {str(q.triple) for q in ox.parse(found.content, ox.RdfFormat.TURTLE)}
    assert any("service-description#SPARQL11Query" in triple for triple in triples)
    assert any("void#triples" in triple for triple in triples)
    browser = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (browser.status_code, browser.headers["location"]) == (303, "/query")


def test_sparqlwrapper_reads_rows_and_graphs(server: tuple[str, subprocess.Popen[str]]) -> None:
    wrapper = SPARQLWrapper(f"{server[0]}/sparql")
    wrapper.setQuery("SELECT ?name WHERE { :bridgetown rdfs:label ?name }")
    wrapper.setReturnFormat(JSON)
    names = {row["name"]["value"] for row in wrapper.queryAndConvert()["results"]["bindings"]}
    assert names == {"Bridgetown", "桥镇"}
    wrapper.setReturnFormat(CSV)
    assert wrapper.queryAndConvert().splitlines()[0].strip() == b"name"
    wrapper.setMethod("POST")
    wrapper.setQuery("CONSTRUCT WHERE { :bridgetown rdfs:label ?name }")
    wrapper.setReturnFormat(TURTLE)
    assert "桥镇" in wrapper.queryAndConvert().decode()


def test_graphs_can_be_read_whole_and_not_written(client: httpx.Client) -> None:
    graph = "https://w3id.org/salween/graph/snapshot"
    found = client.get("/graph-store", params={"graph": graph}, headers={"Accept": "application/n-triples"})
    assert b"ontology#controls" in found.content or b"ontology#within" in found.content
    whole = client.get("/graph-store?default", headers={"Accept": "application/n-triples"})
    assert set(found.content.splitlines()) < set(whole.content.splitlines())
    head = client.head("/graph-store?default")
    assert (head.status_code, head.content) == (200, b"")
    assert client.get("/graph-store?graph=http://example.org/").status_code == 404
    assert client.get("/graph-store").status_code == 400
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        assert client.request(method, "/graph-store?default", content=b"").status_code == 403


# ---- a page for each thing -------------------------------------------------------------------------------------


def test_a_thing_is_a_page_or_data_by_accept_or_by_ending(client: httpx.Client) -> None:
    page = client.get("/id/bridgetown", headers={"Accept": "text/html"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "桥镇" in page.text and "unknown since" in page.text
    forms = ((".ttl", "text/turtle"), (".jsonld", "application/ld+json"), (".nt", "application/n-triples"))
    for ending_, accept in forms:
        by_ending = client.get(f"/id/bridgetown{ending_}")
        assert by_ending.headers["content-type"].startswith(accept)
        assert client.get("/id/bridgetown", headers={"Accept": accept}).headers["content-type"].startswith(accept)
        assert b"bridgetown" in by_ending.content
    stated = client.get("/id/bridgetown.html", headers={"Accept": "text/turtle"})
    assert stated.headers["content-type"].startswith("text/html")
    assert client.get("/id/bridgetown", headers={"Accept": "image/png"}).status_code == 406


def test_a_page_leads_on_to_the_stage_the_drawing_and_the_corrections(client: httpx.Client) -> None:
    page = client.get("/id/lo-ban", headers={"Accept": "text/html"}).text
    assert '(The Lo case), since 2026-02-01: <a href="/id/lo-ban-final">lo-ban-final</a>' in page
    assert '<a href="/#of=lo-ban">' in page
    assert not re.search(r"</a><small>\S", page), "a footnote and what follows it stand apart"


@pytest.mark.parametrize(
    "path",
    ["/claim/hill-army.controls.bridgetown", "/source/post-2024-08-04", "/conclusion/{conclusion}", "/id/bridgetown"],
)
def test_every_sort_of_thing_has_its_page_and_its_data(client: httpx.Client, path: str) -> None:
    found = ask(client, "SELECT ?c { ?c a sal:Conclusion } ORDER BY ?c LIMIT 1", **{"include": "inferred"}).json()
    path = path.format(conclusion=found["results"]["bindings"][0]["c"]["value"].rpartition("/")[2])
    page = client.get(path, headers={"Accept": "text/html"})
    assert page.status_code == 200
    for link in re.findall(r'href="(/(?:id|claim|source|conclusion)/[^"?#]+)', page.text):
        assert client.head(link).status_code == 200, link
    data = client.get(path, headers={"Accept": "application/n-triples"})
    assert f"<https://w3id.org/salween{path}> " in data.text


def test_what_is_gone_moved_or_never_was_says_so(client: httpx.Client) -> None:
    gone = client.get("/claim/hill-army.controls.nowhere")
    assert (gone.status_code, gone.text.strip()) == (410, "withdrawn on 2026-05-20, because the page was a hoax")
    for path in ("/id/{}-band", "/claim/{}-band.controls.capital.ttl"):
        old, new = path.format("old"), path.format("new")
        moved = client.get(f"{old}?as-of={ON_THE_DAY}")
        assert (moved.status_code, moved.headers["location"]) == (308, f"{new}?as-of={ON_THE_DAY}")
    missing = client.get("/id/bridgetwon")
    assert missing.status_code == 404 and "did you mean /id/bridgetown" in missing.text
    assert "<h1>" in client.get("/id/bridgetwon", headers={"Accept": "text/html"}).text
    for name, path in (("桥镇", "/id/bridgetown"), ("HILL army.ttl", "/id/hill-army.ttl")):
        named = client.get(f"/id/{quote(name)}?as-of={ON_THE_DAY}", follow_redirects=False)
        assert (named.status_code, named.headers["location"]) == (303, f"{path}?as-of={ON_THE_DAY}")
    unclear = client.get("/id/hill", headers={"Accept": "text/html"})
    assert unclear.status_code == 404
    assert '<a href="/id/hill-army">/id/hill-army</a> Hill Army, armed group' in unclear.text


def test_hostile_names_are_shown_as_text(client: httpx.Client) -> None:
    for path in (
        "/id/new-band", "/claim/new-band.controls.capital", "/source/strange", "/reconcile/preview?id=new-band",
        "/id/%3Cscript%3Ehit()%3C%2Fscript%3E",
    ):  # fmt: skip
        page = client.get(path, headers={"Accept": "text/html"})
        assert "hit()" in page.text
        assert "<script" not in page.text and "<img" not in page.text
        assert "script-src" not in page.headers["content-security-policy"]
        assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_page_of_the_record_is_at_the_root_and_is_sent_once(client: httpx.Client) -> None:
    page = client.get("/")
    assert page.text.startswith("<!doctype html>") and "A small record for tests" in page.text
    assert client.get("/", headers={"If-None-Match": page.headers["etag"]}).status_code == 304


# ---- attacks ---------------------------------------------------------------------------------------------------


def raw(address: str, text: str) -> str:
    """Send bytes as they are and return what comes back."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=10) as line:
        line.sendall(text.encode("latin-1"))
        found = b""
        while block := line.recv(65536):
            found += block
    return found.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("hosts", "status"),
    [
        (["localhost"], 200), (["127.0.0.1:99"], 200), (["[::1]:8000"], 200), (["SALWEEN.example"], 200),
        (["evil.example"], 421), (["127.0.0.1.evil.example"], 421), (["localhost@evil.example"], 421), ([""], 421),
        (["localhost", "evil.example"], 400), ([], 400),
    ],
)  # fmt: skip
def test_only_names_of_this_machine_are_answered(
    server: tuple[str, subprocess.Popen[str]], hosts: list[str], status: int
) -> None:
    lines = "".join(f"Host: {host}\r\n" for host in hosts)
    found = raw(server[0], f"GET /health HTTP/1.1\r\n{lines}Connection: close\r\n\r\n")
    assert found.startswith(f"HTTP/1.1 {status} ")


@pytest.mark.parametrize(
    "path",
    ["/id/x%0d%0aSet-Cookie:%20a=b", "/static/../app.py", "/static/%2e%2e/app.py", "/static/vendor/refresh.py",
     "/id/..%2f..%2fdata%2fdataset.yaml", "/graph/x%0d%0aX-Evil:%201", "/id/%00", "/claim/" + "a" * 5000],
)  # fmt: skip
def test_a_path_reaches_no_file_and_no_header(server: tuple[str, subprocess.Popen[str]], path: str) -> None:
    found = raw(server[0], f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    head, _, body = found.partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 404 ")
    assert not re.search(r"(?im)^(set-cookie|x-evil):", head)
    assert "import" not in body and "edition" not in body


def test_other_origins_read_nothing_but_those_named(client: httpx.Client) -> None:
    for origin, told in (("http://evil.example", None), ("http://127.0.0.1:3333", "http://127.0.0.1:3333")):
        found = client.get("/health", headers={"Origin": origin})
        assert found.headers.get("access-control-allow-origin") == told


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        r"SELECT * { OPTIONAL { :a\# :b :c } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        r"SELECT * { OPTIONAL { :a\' :b :c } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } OPTIONAL { :a\' :b :c } }",
        "SELECT * { { SELECT * { SERVICE SILENT ?x { ?s ?p ?o } } } }",
    ],
)
def test_no_query_makes_the_server_call_another(client: httpx.Client, query: str) -> None:
    found = ask(client, query)
    assert (found.status_code, found.text[:7]) == (403, "SERVICE")


OUTSIDE = """
import os, socket, sys
import pyoxigraph as ox
from salween.serve.helper import _confine
from salween.serve.limits import Limits
listener = socket.create_server(("127.0.0.1", 0))
port, line = listener.getsockname()[1], socket.socketpair()
store = ox.Store()
log = _confine(line[0].fileno(), Limits(), 1 << 40)
for reach in (lambda: list(store.query("SELECT * { SERVICE <http://127.0.0.1:%d/> { ?s ?p ?o } }" % port)),
              lambda: socket.create_connection(("127.0.0.1", port)), lambda: open("/etc/passwd")):
    try:
        reach()
        os.write(log, b"reached ")
    except OSError:
        os.write(log, b"stayed ")
os._exit(0)
"""


def test_a_child_can_open_no_socket_and_no_file_whatever_it_is_asked() -> None:
    found = subprocess.run([sys.executable, "-c", OUTSIDE], capture_output=True, text=True, timeout=30)
    assert found.stderr.split() == ["stayed"] * 3


def test_a_query_too_long_or_too_deep_is_not_parsed(client: httpx.Client) -> None:
    def post(query: str) -> httpx.Response:
        return client.post("/sparql", data={"query": query})

    assert post("ASK {" + "#" * 100_001 + "\n}").status_code == 413
    assert client.post("/sparql", content=b"x" * 2_000_000).status_code == 413
    for bracket in "({[":
        deep = post("ASK { " + bracket * 5_000)
        assert (deep.status_code, "nested" in deep.text) == (400, True)
    answers(client)


def test_a_query_that_kills_the_engine_kills_only_its_child(client: httpx.Client) -> None:
    """None is known that gets past the guard; if one does, a signal ends the child, and that is told in words."""
    found = client.post("/sparql", data={"query": DEEP})
    assert (found.status_code, "more than 300 operators" in found.text) == (400, True)
    told = ending(trailer(signal.SIGSEGV), 1, 1, 1)
    assert (told.status, "the engine died of this query, and only of it" in told.reason) == (500, True)
    answers(client)


def test_a_query_that_never_ends_is_stopped(client: httpx.Client) -> None:
    start = time.monotonic()
    found = ask(client, ENDLESS)
    assert (found.status_code, "retry-after" in found.headers) == (504, True)
    assert f"stopped after {SECONDS} s" in found.text
    assert time.monotonic() - start < SECONDS + 3
    answers(client)


def test_a_query_that_eats_memory_is_stopped(client: httpx.Client) -> None:
    found = ask(client, BOMB)
    assert (found.status_code, "MB of memory" in found.text, "retry-after" in found.headers) == (503, True, True)
    answers(client)


def test_an_answer_too_large_is_cut_off_and_never_looks_whole(client: httpx.Client) -> None:
    """Rows are counted before the first of them leaves; what is too large for all that is cut off in the middle."""
    found = ask(client, FLOOD, "text/csv")
    assert found.status_code in (503, 504) or "Salween-Truncated" in found.headers, (found.status_code, found.headers)
    with pytest.raises(httpx.RemoteProtocolError):
        ask(client, f"{FLOOD} LIMIT 20000", "text/csv")
    answers(client)


def descendants(pid: int) -> list[int]:
    """Return the processes below one, those nearest first."""
    found = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout.split()
    return [*map(int, found), *(deeper for child in found for deeper in descendants(int(child)))]


def test_a_child_that_is_killed_is_an_error_of_one_request(
    server: tuple[str, subprocess.Popen[str]], client: httpx.Client
) -> None:
    before = set(descendants(server[1].pid))
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask, client, ENDLESS)
        while not (born := set(descendants(server[1].pid)) - before):
            time.sleep(0.05)
        os.kill(born.pop(), signal.SIGKILL)
        assert asked.result().status_code == 503
    answers(client)


def test_a_client_that_reads_nothing_holds_up_nobody(
    server: tuple[str, subprocess.Popen[str]], client: httpx.Client
) -> None:
    parts = urlsplit(server[0])
    lines = [socket.create_connection((parts.hostname, parts.port)) for _ in range(4)]
    for line in lines:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        line.sendall(f"GET /sparql?query={quote(FLOOD)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    assert client.get("/id/bridgetown").status_code == 200
    for line in lines:
        line.close()
    answers(client)


def test_fifty_clients_at_once_all_get_their_answer(client: httpx.Client) -> None:
    with ThreadPoolExecutor(50) as pool:
        found = list(pool.map(lambda _: ask(client, SELECT).status_code, range(100)))
    assert found == [200] * 100


def test_beyond_the_line_one_is_told_to_come_again() -> None:
    async def crowd() -> list[int]:
        line = Line(Limits(children=1, waiting=1, patience=0.05))

        async def one() -> int:
            try:
                async with line.place():
                    await asyncio.sleep(0.2)
                    return 200
            except Refused as refused:
                assert refused.headers["Retry-After"]
                return refused.status

        return await asyncio.gather(one(), one(), one())

    # In a thread of its own: the browser of other tests keeps an event loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        assert sorted(pool.submit(asyncio.run, crowd()).result()) == [200, 503, 503]


def test_the_end_of_a_child_is_told_in_words() -> None:
    ends = [ending(trailer(end), 30, 512, 64) for end in (0, signal.SIGALRM, signal.SIGABRT, signal.SIGSEGV)]
    assert [end.status for end in ends] == [200, 504, 503, 500]
    assert ending(b"", 30, 512, 64).status == 500
    assert choose("text/turtle;q=nonsense", ("text/turtle",)) is None


# ---- reading the record again ----------------------------------------------------------------------------------


def test_a_new_build_is_served_without_dropping_a_request(serving: Any, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    build = command(root, "--quiet", "build", "--no-draw")
    subprocess.run(build, check=True, capture_output=True)
    with serving(root) as (address, process), httpx.Client(base_url=address, timeout=60) as client:
        assert process.stderr is not None
        first = client.get("/health").json()["mark"]
        (root / "data/strange.yaml").write_text(EXTRA, "utf-8")
        assert client.get("/id/new-band").status_code == 404
        old, deadline = descendants(process.pid), time.monotonic() + PATIENCE

        def keep_asking(more: dict[str, str]) -> list[int]:
            """Ask while the build is made, read and put in the place of the old one, and once after."""
            statuses, is_old = [], True
            while is_old and time.monotonic() < deadline:
                is_old = client.get("/health").json()["mark"] == first
                statuses.append(ask(client, SELECT, **more).status_code)
            return statuses

        with ThreadPoolExecutor(2) as pool:
            asked = [pool.submit(keep_asking, more) for more in ({}, {"as-of": ON_THE_DAY})]
            subprocess.run(build, check=True, capture_output=True)
            assert [set(each.result()) for each in asked] == [{200}, {200}]
        assert client.get("/id/new-band").status_code == 200
        # the keeper stays, and the old helper may not have ended yet
        helper = next(pid for pid in descendants(process.pid)[1:] if pid not in old)
        os.kill(helper, signal.SIGKILL)
        _read_until(process.stderr, "the helper died")
        _wait(lambda: ask(client, "ASK {}").status_code == 200)
        answers(client)
        shutil.copy(root / "data/strange.yaml", root / "data/again.yaml")
        (root / "build/latest").unlink()  # as if a build were there, of a record that has errors by now
        (root / "build/latest").symlink_to("elsewhere")
        _read_until(process.stderr, "is not served")
        answers(client)
        below = descendants(process.pid)
    _wait(lambda: not [pid for pid in below if _is_ours(pid)])


def _read_until(log: IO[str], words: str) -> None:
    while words not in log.readline():  # a read that never ends is ended by the runner
        pass


def _wait(is_so: Callable[[], bool]) -> None:
    """Hold that it comes to be so: how soon is the machine's affair, and it may be busy."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _is_ours(pid: int) -> bool:
    try:
        return b"serve" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # it has ended
        return False


def test_a_record_with_errors_is_not_served(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project", {"a.yaml": EXTRA, "b.yaml": EXTRA})
    found = subprocess.run(command(root, "serve", "--port", "0"), capture_output=True, text=True, timeout=30)
    assert (found.returncode, "error" in found.stderr) == (1, True)


# ---- reconciliation --------------------------------------------------------------------------------------------


def test_reconciliation_finds_names_in_any_script_and_explains_itself(client: httpx.Client) -> None:
    queries = {"a": {"query": "山地军"}, "b": {"query": "Bridgtown", "type": "Town"}, "c": {"query": "highland-army"},
               "d": {"query": "Bridgetown", "type": "Person"}, "e": {"query": "bridgetown"},
               "f": {"query": "Bridgetown", "properties": [{"pid": "within", "v": {"id": "upland"}}]}}  # fmt: skip
    by_form = client.post("/reconcile", data={"queries": json.dumps(queries)}).json()
    assert by_form == client.get("/reconcile", params={"queries": json.dumps(queries)}).json()
    best = {key: (found["result"] or [{}])[0] for key, found in by_form.items()}
    wanted = ["hill-army", "bridgetown", "hill-army", None, "bridgetown", "bridgetown"]
    assert [best[key].get("id") for key in "abcdef"] == wanted
    assert [best[key]["match"] for key in "abcef"] == [True, False, True, True, True]
    assert best["a"]["score"] > best["c"]["score"] > best["b"]["score"]
    assert "like the name" in best["b"]["description"]
    assert {"id": "property_agreement", "value": 1.0} in best["f"]["features"]


def test_reconciliation_describes_suggests_extends_and_refuses(client: httpx.Client) -> None:
    manifest = client.get("/reconcile", params={"callback": "x"}).json()
    assert manifest["versions"] == ["0.2"] and "{{id}}" in manifest["view"]["url"]
    assert manifest["identifierSpace"] == "https://w3id.org/salween/id/"

    def suggest(what: str, prefix: str) -> list[str]:
        found = client.get(f"/reconcile/suggest/{what}", params={"prefix": prefix}).json()
        return [item["id"] for item in found["result"]]

    assert suggest("entity", "桥") == ["bridgetown"]
    assert "Town" in suggest("type", "tow") and "within" in suggest("property", "lies")
    assert client.get("/reconcile/suggest/entity", params={"prefix": "hill", "cursor": "1"}).json()["result"] != []
    offered = client.get("/reconcile/properties", params={"type": "Town"}).json()["properties"]
    assert {"id": "latitude", "name": "latitude"} in offered
    asked = {"ids": ["bridgetown", "nobody"], "properties": [{"id": "within"}, {"id": "latitude"}, {"id": "name-zh"}]}
    rows = client.post("/reconcile", data={"extend": json.dumps(asked)}).json()["rows"]
    assert rows["bridgetown"] == {"within": [{"id": "upland", "name": "Upland"}], "latitude": [{"float": 22.9}],
                                  "name-zh": [{"str": "桥镇"}]}  # fmt: skip
    assert rows["nobody"] == {"within": [], "latitude": [], "name-zh": []}
    for field, text in (("queries", "no json"), ("queries", "[]"), ("queries", '{"a": {}}'), ("extend", '{"ids": 1}')):
        assert client.get("/reconcile", params={field: text}).status_code == 400
    assert client.get("/reconcile/preview?id=nobody").status_code == 404


# ---- the page for asking ---------------------------------------------------------------------------------------


def test_the_vendored_editor_is_the_one_that_was_fetched() -> None:
    vendor = ROOT / "graph/salween/serve/static/vendor"
    for line in (vendor / "SHA256SUMS").read_text("utf-8").splitlines():
        wanted, name = line.split("  ")
        assert hashlib.sha256((vendor / name).read_bytes()).hexdigest() == wanted, name


def test_the_examples_of_the_query_page_are_queries_that_run_anywhere(client: httpx.Client) -> None:
    found = client.get("/query/examples").json()
    store = ox.Store()
    for question in found["questions"]:
        text = re.sub(r"\$(asOf|knownAt)\b", '"2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date>', question["query"])
        store.query(text)
    assert len(found["questions"]) > 5


def test_the_query_page_asks_nobody_but_us(server: tuple[str, subprocess.Popen[str]], browser: Any) -> None:
    page = browser.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{server[0]}/query")
    page.wait_for_selector("body[data-ready]")
    page.fill("#as-of", ON_THE_DAY)
    page.dispatch_event("#as-of", "change")
    page.click(".yasqe_queryButton")
    page.wait_for_selector("text=bridgetown")
    page.close()
    assert faults == []
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(server[0]).netloc}


# ---- results that are cut --------------------------------------------------------------------------------------


def test_a_result_with_more_rows_than_one_may_have_says_so_in_its_head(serving: Any, tmp_path: Path) -> None:
    with serving(copy_project(tmp_path), "--rows", "20") as (address, _), httpx.Client(base_url=address) as client:
        query = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
        whole = ask(client, f"{query} LIMIT 20")
        assert "Salween-Truncated" not in whole.headers
        for accept in ("application/json", "text/csv", "text/tab-separated-values", "application/sparql-results+xml"):
            cut = ask(client, query, accept)
            said = "the first 20 rows of more; ask for the others with ORDER BY, OFFSET and LIMIT"
            assert cut.headers["Salween-Truncated"] == said
            assert cut.text == ask(client, f"{query} LIMIT 20", accept).text
        graph = ask(client, "CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
        assert graph.headers["Salween-Truncated"].startswith("the first 20 triples") and graph.text.count("\n") == 20
        assert "Salween-Truncated" not in ask(client, "ASK {}").headers


def test_a_query_with_a_name_that_nothing_has_is_told_in_the_head(server: tuple[str, Any]) -> None:
    with httpx.Client(base_url=server[0]) as client:
        found = ask(client, "ASK { ?x sal:controlls 'ပ' }")
        assert found.headers["Salween-Note"] == "the record has no sal:controlls: did you mean sal:controls?"
        assert "Salween-Note" not in ask(client, "ASK { ?x sal:controls ?y }").headers
        wrong = ask(client, "ASK {\n  ?x }")
        assert wrong.status_code == 400 and "\n  2 |   ?x }\n    |       ^" in wrong.text


def test_rows_pass_unchanged_through_what_counts_them() -> None:
    """Every sort of term: names with a tag in any script, quotes and tabs in a text, numbers, what is unbound."""
    import pyoxigraph as ox

    from salween.query.rows import first_rows

    store = ox.Store()
    words = ['a "quoted"\ttext\\ with\nlines', "腊戌 လားရှိုး", "", "?x <urn:a> _:b"]
    for number, word in enumerate(words):
        for term in (
            ox.Literal(word),
            ox.Literal(word, language="my"),
            ox.Literal(number),
            ox.Literal(1.5),
            ox.Literal(True),
        ):
            store.add(ox.Quad(ox.NamedNode(f"urn:s{number}"), ox.NamedNode("urn:p"), term))
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.NamedNode("urn:o")))
    query = "SELECT ?s ?o ?none (1.50 AS ?d) (1e3 AS ?e) WHERE { ?s ?p ?o OPTIONAL { ?o ?p ?none } } ORDER BY ?s ?o"
    for form in (ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.TSV, ox.QueryResultsFormat.XML):
        straight, counted = store.query(query), first_rows(store.query(query), 1000)[0]
        assert counted.serialize(format=form) == straight.serialize(format=form)
    assert first_rows(store.query("SELECT * {}"), 1)[0].serialize(format=form) is not None


def test_a_broken_layout_lock_is_told_and_nothing_is_served(tmp_path: Path) -> None:
    copy_project(tmp_path, {"layout.lock.json": '{"hill-army": "left"}\n'})
    with pytest.raises(CannotServe, match=r"data/layout\.lock\.json:1:1: error\[bad-layout-lock\]"):
        _gather(tmp_path)


def test_a_day_that_is_too_late_is_answered_for_the_last_one_and_said(client: httpx.Client) -> None:
    late = ask(client, SELECT, **{"as-of": "2031-01-01", "known-at": "2031-01-01"})
    now = ask(client, SELECT)
    assert late.content == now.content
    for header in ("salween-as-of", "salween-known-at"):
        assert late.headers[header] == now.headers[header]
    assert "2031-01-01 is beyond coverage" in late.headers["salween-note"]
    assert "2031-01-01 is after the edition" in late.headers["salween-note"]
    assert "is beyond coverage: this is the answer for" in client.get("/id/hill-army?as-of=2031-01-01").text
    assert "beyond coverage" not in client.get("/id/hill-army").text
