"""The page's own words stand in one table: nothing that a reader sees comes from anywhere else but the record."""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from salween.build import load
from salween.ontology import read_ontology
from salween.perspective import Perspective
from salween.render import page

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "graph/salween/render/page"
WORDS: dict[str, Any] = json.loads((PAGE / "words.json").read_text("utf-8"))
#: The words of the ontology that the page says in its own way: the beginning of their keys, and the vocabulary.
SAID = {
    "public ": "PublicReason",
    "grade ": "Reliability",
    "basis ": "Basis",
    "outcome ": "Outcome",
    "answer ": "ControlState",
    "confidence ": "Confidence",
    "held ": "DayAnswer",
    "happened ": "DayAnswer",
    "on ": "DayAnswer",
}
#: The days and names in what Python says of a time or a place: the page writes them in its own way.
DAYS = r"\{\d+\}|\d{4}(?:-\d\d)?(?:-\d\d)? (?:and|to) \d{4}(?:-\d\d)?(?:-\d\d)?|(?<![\w.-])\d{4}(?:-\d\d){0,2}(?![\w-])"
STATES = [
    "",
    "#of=hill-army&day=2024-10-01",
    "#of=lo-ban&day=2025-12-15",
    "#of=person-1",
    "#record=hill-army.controls.bridgetown",
    "#record=lo-su.runs_scam_compound.sunpark",
    "#between=hill-army~state-army",
    "#path=hill-army~state-army",
    *(f"#as={drawing}" for drawing in ("map", "months", "timeline", "table")),
    "#view=justice",
    "#view=gangs-and-compounds&as=cards",
    "#as=ask",
    "#as=ask&ask=disputed",
    "#as=ask&ask=who-controls&set=place%3Dbridgetown",
    "#as=ask&ask=sparql&query=ASK",
]


def texts(value: Any) -> Iterator[str]:
    """Yield every text in JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def scripts() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((PAGE / "js").glob("*.js"))}


def test_every_key_that_is_asked_for_is_there_and_every_one_that_is_there_is_asked_for() -> None:
    whole = "\n".join([*scripts().values(), (PAGE / "template.html").read_text("utf-8")])
    asked = set(re.findall(r'\bsay(?:Pieces)?\("([^"]+)"', whole)) | set(re.findall(r"\bsay\.(?!js\b)(\w+)", whole))
    assert asked - WORDS.keys() == set()
    begun = tuple(re.findall(r"\bsay(?:Pieces)?\(`([^`$]+)\$", whole))
    named = {key for key in WORDS if f'"{key}"' in whole or re.search(rf"\b{key}: ", whole)}
    unasked = {key for key in WORDS if key not in asked | named and not key.startswith(begun)}
    assert unasked - {"locale", "recent", "suggested"} == set()


def test_every_word_of_the_ontology_that_the_page_says_has_a_text() -> None:
    ontology, _ = read_ontology(ROOT)
    missing = [start + word for start, name in SAID.items() for word in ontology.words[name]]
    assert [key for key in missing if key not in WORDS] == []


def test_no_module_holds_a_sentence() -> None:
    """A text of three words in a row is one; those that are no words of a language are named here."""
    allowed = re.compile(
        r"^[<#.]|^\W|Noto|salween (?:ask|render)|SELECT|insert delete|noopener|data-|Prefix not found|[|=\[\]]|polygon"
    )
    found = []
    for name, text in scripts().items():
        bare = re.sub(r"^\s*(?://|\*|/\*\*).*$|\s// .*$", "", text, flags=re.MULTILINE)
        for literal in re.findall(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`', bare):
            fixed = re.sub(r"\$\{.*?\}", " ", "".join(literal))
            if re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", fixed) and not allowed.search(fixed):
                found.append(f"{name}: {fixed}")
    assert found == []


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page whose own words each stand in brackets, so that what has none is not from the table."""

    def bracketed(value: Any) -> Any:
        return f"⟦{value}⟧" if isinstance(value, str) else {form: f"⟦{text}⟧" for form, text in value.items()}

    kept = {"locale", "language"}
    words = {key: value if key in kept else bracketed(value) for key, value in WORDS.items()}
    seen = Perspective.of(load(ROOT / "tests" / "small"))
    path = tmp_path_factory.mktemp("words") / "marked.html"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "words", lambda: words)
        page.page_script.cache_clear()
        path.write_bytes(seen.html(with_engine=True))
    page.page_script.cache_clear()
    return path


def test_what_a_reader_sees_is_from_the_table_or_from_the_record(read: Any, marked: Path) -> None:
    html = marked.read_text("utf-8")
    given: set[str] = {"English", "Salween", "SPARQL"}
    for id in ("index", "asking"):
        packed = re.search(rf'id="{id}">([^<]+)<', html)
        assert packed is not None
        plain = packed[1] if packed[1].startswith("{") else gzip.decompress(base64.b64decode(packed[1]))
        for text in texts(json.loads(plain)):
            words = {text, *re.split(r"\$\w+", text)}  # a question, and what stands between its parameters
            words |= {part.strip(" ,;()") for part in re.split(DAYS, text)}  # what stands between days and names
            if "SELECT" in text:  # the names of its columns, and the words that it puts into them
                words |= {name.replace("_", " ") for name in re.findall(r"\?(\w+)", text)}
                words |= {word.strip() for word in re.findall(r'"([^"\n]+)"', text)}
            given.update(form for word in words for form in (word.strip(), word[:1].upper() + word[1:]))
    by_length = sorted((text for text in given if re.search(r"[A-Za-z]", text)), key=lambda text: (-len(text), text))
    reader = read(marked)
    reader.page.locator("#to-filters").click()
    reader.page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true; }")
    stray = set()
    for state in STATES:
        reader.page.evaluate("(hash) => { location.hash = hash; }", state)
        reader.page.wait_for_timeout(250 if "ask" not in state else 1200)
        seen = reader.page.evaluate(SEEN)
        while (bare := re.sub(r"⟦[^⟦⟧]*⟧", "\x02", seen)) != seen:
            seen = bare
        for part in set(re.split(r"[\x01\x02]", seen)):
            if part.strip().endswith("…"):  # a name that is cut to its place
                continue
            left = part
            for text in by_length:
                if text in left:
                    left = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", " ", left)
            left = re.sub(r"\b(?:\d{1,2} )?[A-Z][a-z]+ \d{4}\b", " ", left)  # a date
            if re.search(r"[A-Za-z]{2,}", re.sub(r"[\w.-]+\.[\w.-]+|[\w]+-[\w-]+|(?:https?|www)\S+|\S+…", " ", left)):
                stray.add(f"{state}: {part.strip()} → {left.strip()}")
    assert sorted(stray) == [], "\n".join(sorted(stray))


#: Everything that is seen or read aloud, but for code: the texts, a sign between them.
SEEN = """() => {
  const found = [];
  const walk = (node) => {
    if (node.nodeType === 3) { found.push(node.data); return; }
    if (node.nodeType !== 1 || /^(SCRIPT|STYLE|CODE|PRE|TEXTAREA|NOSCRIPT|TITLE)$/i.test(node.tagName)) return;
    const told = ["aria-label", "title", "placeholder"].filter((name) => node.hasAttribute(name));
    found.push(...told.map((name) => node.getAttribute(name)));
    for (const child of node.childNodes) walk(child);
  };
  walk(document.body);
  for (const { text } of salween.placed) found.push(text);
  return found.join("\\u0001");
}"""
