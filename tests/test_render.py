"""The page as a file: the same bytes each time, only text from the record, and nothing that could run or fetch."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from salween.build import Loaded, load
from salween.dates import day_of
from salween.judge import Verdict
from salween.layout import positions
from salween.names import fold
from salween.render import page_index, to_html
from salween.render.index import web_address
from salween.render.page import MODULES, page_script

HERE = Path(__file__).parent
SMALL, ROOT = HERE / "small", HERE.parent
PAGE = ROOT / "graph/salween/render/page"

HOSTILE = """
sources:
  - id: s
    publisher: paper
    title: "</script><script>window.hit=1</script><img src=x onerror=window.hit=2>"
    published: 2025-01-01
    retrieved: 2026-01-01
    read: whole
    url: "https://example.org/?a=1&amp;b='2'"
    language: en
  - {id: t, publisher: paper, title: "{{ 7 * 7 }} href=", published: 2025-01-02, retrieved: 2026-01-01, read: whole,
     no_url: "</script>", language: en}
entities:
  - {id: paper, kind: MediaOutlet, name: {en: "Paper <img src=x onerror=window.hit=4>"}, reliability: B}
  - {id: band, kind: ArmedGroup, name: {en: "<svg onload=window.hit=5>", zh-Hans: "<!--<script>"}, note: "<b>note</b>",
     sources: [s]}
  - {id: town, kind: Town, name: {en: "Town </SCRIPT >&lt;"}, sources: [s]}
claims:
  - subject: band
    controls: town
    from: 2025-01-01
    note: "<img src=x onerror=window.hit=6>"
    sources: [{source: s, says: "<img src=x onerror=window.hit=7>"}, t]
"""


def project(folder: Path, text: str, title: str = "<script>window.hit=8</script>") -> Loaded:
    """Write a project of one file and load it, whatever its problems."""
    (folder / "data").mkdir(parents=True)
    (folder / "ontology").symlink_to(ROOT / "ontology")
    lines = [f"title: {json.dumps(title)}", f"description: {json.dumps(title)}", "creator: x", "licence: x"]
    lines += ["contact: a@b.c", "edition: 2026-06-01", "covers_to: 2026-04-30", "base: https://example.org/record/"]
    (folder / "data/dataset.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "data/all.yaml").write_text(text, "utf-8")
    return load(folder)


def page_of(found: Loaded) -> str:
    assert found.judge is not None, found.problems
    return to_html(found.judge, found.conclusions, positions(found.judge, {}), rules=found.rules).decode("utf-8")


class Parts(HTMLParser):
    """The elements of a page, with the text of scripts and styles as a browser hashes it."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.raw.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            tag, attrs, text = self.raw.pop()
            self.raw.append((tag, attrs, text + data))


def index_of(html: str) -> dict[str, Any]:
    [(kind, text)] = [(attrs["type"], text) for _, attrs, text in Parts(html).raw if attrs.get("id") == "index"]
    plain = text if kind == "application/json" else gzip.decompress(base64.b64decode(text))
    found: dict[str, Any] = json.loads(plain)
    return found


@pytest.fixture(scope="module")
def small() -> Loaded:
    return load(SMALL)


@pytest.fixture(scope="module")
def html(small: Loaded) -> str:
    return page_of(small)


def test_the_page_is_the_same_bytes_under_any_hash_seed() -> None:
    code = (
        "import sys, hashlib; from pathlib import Path; from salween.build import load;"
        "from salween.layout import positions; from salween.render import to_html; f = load(Path(sys.argv[1]));"
        "print(hashlib.sha256(to_html(f.judge, f.conclusions, positions(f.judge, {}))).hexdigest())"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code, str(SMALL)],
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": "C"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "7")
    }
    assert len(runs) == 1


def test_each_script_and_style_that_runs_is_hashed_in_the_policy_and_nothing_else_is_allowed(html: str) -> None:
    parts = Parts(html)
    [policy] = [a["content"] for t, a in parts.tags if t == "meta" and a.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None and policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy and "http" not in policy
    allowed = set(re.findall(r"'sha256-([^']+)'", policy))
    runs = [text for _, attrs, text in parts.raw if "type" not in attrs]
    [vis] = [text for _, attrs, text in parts.raw if attrs.get("id") == "vis-network"]
    runs.append(gzip.decompress(base64.b64decode(vis)).decode())
    assert len(runs) == 3
    assert {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in runs} == allowed


def test_nothing_in_the_page_points_outside_or_carries_a_handler(html: str) -> None:
    for tag, attrs in Parts(html).tags:
        assert "src" not in attrs, tag
        assert not any(name.startswith("on") or name == "style" for name in attrs), tag
        assert attrs.get("href", "data:,") == "data:,"


def test_hostile_strings_stay_text(tmp_path: Path) -> None:
    html = page_of(project(tmp_path, HOSTILE))
    parts = Parts(html)
    assert [tag for tag, _ in parts.tags if tag in ("img", "b")] == []
    assert len([tag for tag, _ in parts.tags if tag == "script"]) == 4
    assert "<script>window.hit" not in html and "</SCRIPT" not in html
    assert "&lt;script&gt;window.hit=8&lt;/script&gt;" in html, "the title, as text"
    [marks] = [text for _, attrs, text in parts.raw if attrs.get("id") == "marks"]
    assert {node["label"] for node in json.loads(marks)["nodes"]} >= {"<svg onload=window.hit=5>"}
    index = index_of(html)
    assert "</script><script>window.hit=1</script><img src=x onerror=window.hit=2>" in index["strings"]
    assert "{{ 7 * 7 }} href=" in index["strings"], "a template in data is not run"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", ""),
        (" https://example.org", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_are_links(given: str, kept: str) -> None:
    assert web_address(given) == kept


def test_the_page_is_small(html: str) -> None:
    assert len(html.encode()) < 850_000  # a quarter of it is vis-network


def test_the_record_s_page_is_under_two_megabytes() -> None:
    assert len(page_of(load(ROOT)).encode()) < 2_000_000


def test_a_private_person_s_page_has_an_id_and_no_name(html: str) -> None:
    index = index_of(html)
    number = index["entities"]["id"].index("person-1")
    assert index["entities"]["isPrivate"][number] == 1
    assert number not in index["names"]["entity"]


def test_the_list_without_javascript_says_each_tie_and_our_reading(html: str) -> None:
    when = "began between 2024-08-03 and 2024-08-06, ended between 2025-04-21 and 2025-04-22"
    first = f"Hill Army controls Bridgetown, {when} (well supported)"
    assert f"<li>{first}</li>" in html
    assert "<li>Lo Su runs scams in Sunpark, from 2022 (one source only)</li>" in html


def test_the_index_says_what_the_judge_says(small: Loaded) -> None:
    judge = small.judge
    assert judge is not None
    index = page_index(judge, small.conclusions, {"hill-army": (1.0, -2.0)})
    text, records = index["strings"], index["records"]
    number = records["id"].index("hill-army.controls.bridgetown")
    assert text[records["reading"][number]] == "well supported"
    voices = [index["attestations"]["stance"][a] for a in records["attestations"][number]]
    assert voices.count(1) == 2, "two that contradict, one of them the start only"
    parties = [a for a in records["attestations"][number] if index["attestations"]["isParty"][a]]
    assert [index["entities"]["id"][index["attestations"]["speaker"][a]] for a in parties] == ["state-army"]
    [dispute] = [n for n, record in enumerate(index["disputes"]["record"]) if record == number]
    assert text[index["disputes"]["field"][dispute]] == "from"
    entity = index["entities"]["id"].index("hill-army")
    assert (index["entities"]["x"][entity], index["entities"]["y"][entity]) == (1, -2)
    assert json.loads(json.dumps(index)) == index


def test_the_page_opens_on_a_day_and_says_by_what_sources(small: Loaded) -> None:
    judge = small.judge
    assert judge is not None
    assert page_index(judge, [], {})["dataset"]["asOf"] == judge.corpus.dataset.covers_to
    early = judge.seen_from(day_of("2024-08-05"))
    dataset = page_index(early, [], {}, day_of("2024-08-04"))["dataset"]
    assert (dataset["asOf"], dataset["knownAt"]) == (day_of("2024-08-04"), "2024-08-05")


def test_every_name_can_be_searched_by_its_folded_form(small: Loaded) -> None:
    assert small.judge is not None
    index = page_index(small.judge, [], {})
    text, search = index["strings"], index["search"]
    keys = {text[k] or text[w].replace(" ", "") for k, w in zip(search["key"], search["words"], strict=True)}
    assert {fold(text[name]) for name in index["names"]["text"]} <= keys


@pytest.mark.parametrize(
    ("status", "rule", "because", "words"),
    [
        ("accepted", "strong-support", "2 independent sources of grade A or B", "well supported"),
        ("disputed", "contradicted", "neither side has strong sources", "disputed"),
        ("rejected", "analyst", "the name is another's", "an error in the source"),
        ("provisional", "analyst", "the page is unsure: a slip", "provisional"),
        ("provisional", "party-only", "one party says so", "one party says so"),
        ("provisional", "accusation-single", "one source only: an accusation needs a second", "one source only"),
        ("provisional", "weak-sources", "weak sources only", "weak sources only"),
    ],
)
def test_readers_see_plain_words(status: str, rule: str, because: str, words: str) -> None:
    assert Verdict(status, "low", rule, because).in_words == words


def test_a_record_without_events_or_disputes_still_has_its_columns(tmp_path: Path) -> None:
    found = project(tmp_path, "entities:\n  - {id: a, kind: MediaOutlet, name: {en: A}}\n", "One")
    assert found.judge is not None
    index = page_index(found.judge, [], {})
    assert index["fills"]["record"] == index["disputes"]["record"] == index["ties"]["id"] == []
    assert "A" in page_of(found)


def test_the_vendored_files_are_those_that_were_checked() -> None:
    lines = (PAGE / "vendor/SHA256SUMS").read_text("utf-8").splitlines()
    names = {line.split("  ")[1] for line in lines}
    kept = {path.name for path in (PAGE / "vendor").iterdir() if path.suffix not in (".py", ".mjs") and path.is_file()}
    assert kept - {"SHA256SUMS"} == names
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((PAGE / "vendor" / name).read_bytes()).hexdigest() == digest


def test_every_module_is_joined_after_those_it_imports() -> None:
    in_the_worker = {"parsed"}  # the engine's parser is asked there
    assert {path.stem for path in (PAGE / "js").glob("*.js")} == {*MODULES, *in_the_worker}
    for number, name in enumerate(MODULES):
        text = (PAGE / f"js/{name}.js").read_text("utf-8")
        assert set(re.findall(r'from "\./(\w+)\.js"', text)) <= set(MODULES[:number]), name
        assert "innerHTML" not in text and "eval(" not in text
    assert "import " not in re.sub(r"//.*", "", page_script())
