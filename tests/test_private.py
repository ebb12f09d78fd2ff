"""A private name is found however it is spelt, wherever it stands, and stops what would publish it; others are not."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import os
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import salween
from salween.perspective import DatasetError, Perspective
from salween.private import Protected, entry_of
from salween.private.fold import LOOKALIKES
from salween.private.search import in_artefacts, protect

ROOT = Path(__file__).parents[1]
SMALL = ROOT / "tests" / "small"
NAME = "Thida Ko Nobody"


def protected(*names: str) -> Protected:
    entries = [entry_of(name, f"line {number + 1} of private.txt") for number, name in enumerate(names)]
    assert None not in entries
    return Protected(tuple(entry for entry in entries if entry is not None))


ONE = protected(NAME)

#: How the name can be written, the way of it first.
SPELLINGS = {
    "as listed": "Thida Ko Nobody",
    "in capitals": "THIDA KO NOBODY",
    "in small letters": "thida ko nobody",
    "in mixed case": "tHIDA kO nOBODY",
    "two spaces": "Thida  Ko   Nobody",
    "no spaces": "ThidaKoNobody",
    "one word": "thidakonobody",
    "two words": "Thidako Nobody",
    "hyphens": "Thida-Ko-Nobody",
    "other hyphens": "Thida‐Ko‑Nobody",
    "dashes": "Thida–Ko—Nobody",
    "underscores": "thida_ko_nobody",
    "periods": "thida.ko.nobody",
    "slashes": "thida/ko/nobody",
    "middle dots": "Thida·Ko·Nobody",
    "tabs": "Thida\tKo\tNobody",
    "no-break spaces": "Thida\u00a0Ko\u202fNobody",
    "wide spaces": "Thida\u3000Ko\u2003Nobody",
    "letters apart": "T h i d a K o N o b o d y",
    "a word cut": "Thi da Ko No body",
    "surname first": "Nobody Thida Ko",
    "surname, given": "Nobody, Thida Ko",
    "backwards": "Nobody Ko Thida",
    "another order": "Ko Thida Nobody",
    "over two lines": "Thida Ko\n      Nobody",
    "over three lines": "Thida\nKo\nNobody",
    "over a remark": "Thida Ko\n# Nobody",
    "in inverted commas": 'Thida "Ko" Nobody',
    "in brackets": "Thida (Ko) Nobody",
    "in a handle": "@thidakonobody1987",
    "in an address": "https://example.org/people/thida-ko-nobody.html",
    "in a name of a program": "meetThidaKoNobodyThere",
    "zero-width spaces": "Thi\u200bda Ko\u200b Nobody",
    "zero-width joiners": "T\u200dh\u200cida Ko Nob\u2060ody",
    "soft hyphens": "Thi\u00adda Ko No\u00adbody",
    "marks of direction": "\u202eThida\u202c Ko Nobody\u200f",
    "selectors": "Thida\ufe0f Ko\U000e0101 Nobody",
    "order mark": "Thi\ufeffda Ko Nobody",
    "Cyrillic letters": "Тhidа Kо Nоbоdу",
    "Greek letters": "Τhiδa Κο Νοbody".replace("δ", "d"),
    "Armenian letters": "Tհida Ko Nօbօdy",
    "Cherokee letters": "ᎢᎻida Ꮶo Nobody".replace("Ꮶ", "K"),
    "small capitals": "ᴛʜɪᴅᴀ ᴋᴏ ɴᴏʙᴏᴅʏ",
    "full width": "Ｔｈｉｄａ　Ｋｏ　Ｎｏｂｏｄｙ",
    "bold": "𝐓𝐡𝐢𝐝𝐚 𝐊𝐨 𝐍𝐨𝐛𝐨𝐝𝐲",
    "script": "𝓣𝓱𝓲𝓭𝓪 𝓚𝓸 𝓝𝓸𝓫𝓸𝓭𝔂",
    "in circles": "Ⓣⓗⓘⓓⓐ Ⓚⓞ Ⓝⓞⓑⓞⓓⓨ",
    "diacritics": "Thïdá Kô Nõbódÿ",
    "diacritics apart": unicodedata.normalize("NFD", "Thïdá Kô Nõbódÿ"),
    "struck through": "T\u0336h\u0336i\u0336d\u0336a\u0336 K\u0336o\u0336 Nobody",
    "a dotless i": "Thıda Ko Nobody",
    "zeros": "Thida K0 N0body",
    "ones": "Th1da Ko Nobody",
    "in a sentence": "It was Thida Ko Nobody's car.",
    "between Chinese": "据Thida Ko Nobody说",
    "between Burmese": "ဦးThida Ko Nobodyက",
    "percent escapes": "Thida%20Ko%20Nob%6Fdy",
    "percent escapes twice": "Thida%2520Ko%2520Nobody",
    "numbered entities": "Thida Ko &#78;obody",
    "hexadecimal entities": "&#x54;hida Ko Nobody",
    "named entities": "Thida&nbsp;Ko&nbsp;Nobody",
    "entities in entities": "Thida Ko &amp;#78;obody",
    "escapes of JSON": '"Thida Ko \\u004eobody"',
    "pairs of JSON": '"\\ud835\\udc13hida Ko Nobody"',
    "escapes of YAML": '"Thida Ko \\x4eobody"',
    "long escapes": '"Thida Ko \\U0000004eobody"',
    "white space escaped": '"Thida\\tKo\\_Nobody"',
    "a line of YAML that goes on": '"Thida Ko No\\\n      body"',
    "escapes of JavaScript": "'Thida Ko \\u{4e}obody'",
}

#: What is not the name, though it comes close.
INNOCENT = (
    "Thida Ko Nobodyson", "Mathida Ko Nobody", "Thida Kong Nobody", "Thida Koko Nobody", "Thida and Ko Nobody",
    "Thida Ko knows Nobody", "We met Thida Ko. Nobody else came", "Thida Ko; Nobody spoke", "Thida Ko: Nobody",
    "Thida Ko!\nNobody came", "- Thida Ko\n- Nobody", "Thida", "Ko Nobody", "Nobody",
    "Thida Ko Nobo", "Thida Ko Nobod", "hida Ko Nobody", "Thida Ko Nobody2go".replace("2go", "s"), "Thaida Ko Nobody",
    "Dathi Ko Nobody", "Thida Ko Nobbody", "T. K. N.", "TKN", "thida: ko\nnobody: yes", "Thida Ko (an alias), Nobody",
    "ydoboN oK adihT", "ThidaKoNobodyson", "unthidakonobodyed", "Thida Ko Nobodyë", "Thida Ko Nobodyл",
)  # fmt: skip


# ---- spellings -------------------------------------------------------------------------------------------------


def test_there_are_enough_spellings() -> None:
    assert len(SPELLINGS) >= 40 and len(set(SPELLINGS.values())) == len(SPELLINGS)
    assert len(INNOCENT) >= 25 and len(set(INNOCENT)) == len(INNOCENT)


@pytest.mark.parametrize("way", SPELLINGS)
def test_every_spelling_is_found(way: str) -> None:
    assert [hit.entry.listed for hit in ONE.find(f"note: {SPELLINGS[way]}\n")] == ["line 1 of private.txt"]


@pytest.mark.parametrize("text", INNOCENT)
def test_what_comes_close_is_not_the_name(text: str) -> None:
    assert list(ONE.find(text)) == []


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("Min", ["Min", "by Min.", "MIN", "min-aung", "Min1"],
         ["Minister", "admin", "Mint", "a minimum", "MinIster", "Amin"]),
        ("Ma Nu", ["Ma Nu", "ma-nu", "Nu Ma", "manu", "m a n u"],
         ["man u", "a man until", "manual", "Ma Nue", "human use"]),
        ("Ali", ["Ali", "ALI", "Аli", "Al1"], ["All", "Alibaba", "A11", "A1", "ail"]),
        ("王小明", ["王小明", "王小明说", "和王小明在", "王 小 明", "王小\n明"], ["王小", "小明", "王大明", "王晓明"]),
        ("欧阳", ["欧阳", "欧阳先生"], ["欧", "阳", "欧洲"]),
        ("မောင်အောင်", ["မောင်အောင်", "မောင်အောင်က", "မောင် အောင်", "ဦးမောင်အောင်", "မောင်\u200bအောင်", "မ\u200cောင်အောင်"],
         ["မောင်အော", "မောင်အောင်္က", "မောင်အေး", "မောင်"]),
        ("နန်းခမ်း", ["နန်းခမ်း", "နန်းခမ်းသည်"], ["နန်းခ", "နန်းခမ်", "နန်းခမ်းန်"]),
        ("သန်းဝင်း", ["သန်း၀င်း", "သန်းဝင်း"], ["သန်းဝင", "သန်း"]),
        ("สมชาย ใจดี", ["สมชาย ใจดี", "นายสมชายใจดี", "ใจดีสมชาย", "สมชาย\u200bใจดี"],
         ["สมชาย", "สมชาย ใจ", "สมชายใจด"]),
        ("김철수", ["김철수", "김철수는", "김철수가 말했다"], ["김철", "김철숙", "철수"]),
        ("Анна Ильина", ["Анна Ильина", "АННА ИЛЬИНА", "Ильина, Анна", "Aнна Ильинa"],
         ["Анна", "Жанна Ильина", "Анна Ильинан"]),
        ("Νίκος Νέος", ["Νίκος Νέος", "ΝΙΚΟΣ ΝΕΟΣ", "νίκος νέος"], ["Νίκος", "Νίκος Νέοςα"]),
        ("Nguyễn Văn Đức", ["Nguyễn Văn Đức", "Nguyen Van Duc", "NGUYỄN VĂN ĐỨC", "Duc Nguyen Van"],
         ["Nguyen Van", "Nguyen Van Duck"]),
        ("Sai Oo Kham Lin Htet", ["Sai Oo Kham Lin Htet", "Htet Sai Oo Kham Lin", "Kham Lin Htet Sai Oo"],
         ["Sai Oo Kham Lin", "Sai Oo Kham Lin Htets"]),
    ],
)  # fmt: skip
def test_a_word_is_a_word_in_each_script(name: str, inside: list[str], outside: list[str]) -> None:
    listed = protected(name)
    assert [text for text in inside if not list(listed.find(text))] == []
    assert [text for text in outside if list(listed.find(text))] == []


def test_every_lookalike_is_found_for_its_letter() -> None:
    missed = []
    for letter, chars in LOOKALIKES.items():
        name = f"Xan{letter}yd Bor{letter}q"
        listed = protected(name)
        missed += [(letter, char) for char in chars if not list(listed.find(name.replace(letter, char)))]
    assert missed == []


def test_a_hit_says_where_it_is() -> None:
    (hit,) = ONE.find("a\nb: Thida\n   Ko Nobody, and more\n")
    assert (hit.line, hit.start, hit.stop, hit.is_exact) == (1, 5, 23, True)
    far = "x y z\n" * 40_000
    (hit,) = ONE.find(f"{far}Thida Ko Nobody\n{far}")
    assert hit.line == 40_000
    assert len(list(ONE.find("Thida Ko Nobody\n" * 1_000))) == 1_000


@pytest.mark.parametrize("before", [0, 1, 100, 32_760, 32_765, 32_768, 33_100, 65_530])
def test_a_name_is_found_wherever_a_long_text_is_cut(before: int) -> None:
    for filling in ("word ", "w", "字"):
        text = (filling * before)[:before] + " Thida Ko Nobody " + filling * 40_000
        assert len(list(ONE.find(text))) == 1, filling


LETTERS = {letter: chars for letter, chars in LOOKALIKES.items() if len(letter) == 1}
UNSEEN = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\ufe0f", "\u0301", "\u0336"]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Return the name, written in a way that may never have been seen before."""
    words = list(draw(st.permutations(NAME.split())))
    spelt = []
    for word in words:
        letters = []
        for char in word:
            way = draw(st.integers(0, 19))
            small = char.lower()
            if way == 0 and small in LETTERS:
                char = draw(st.sampled_from(LETTERS[small]))
            elif way == 1:
                char = chr(ord(char) + 0xFEE0)
            elif way == 2:
                char = draw(st.sampled_from([char.upper(), small]))
            elif way == 3:
                char += draw(st.sampled_from(UNSEEN))
            elif way == 4:
                code = ord(char)
                char = draw(st.sampled_from([f"&#{code};", f"%{code:02X}", f"\\u{code:04x}", f"&#x{code:x};"]))
            letters.append(char)
        spelt.append("".join(letters))
    gaps = [" ", "  ", "-", "_", "", "\n  ", "\u00a0", "·", ".", ", ", "\t", "\u3000", "\u200b", "/"]
    between = st.sampled_from(gaps)
    return spelt[0] + "".join(draw(between) + word for word in spelt[1:])


@settings(max_examples=500, deadline=None)
@given(
    mutated(),
    st.sampled_from(["", "said ", "(", '"', "关于", "\n"]),
    st.sampled_from(["", " said", ")", '"', "说", "\n", ". He"]),
)
def test_any_spelling_in_any_sentence_is_found(name: str, before: str, after: str) -> None:
    assert list(ONE.find(before + name + after)), (before + name + after)


FIELDS = {
    "data/own.yaml": lambda name: yaml.safe_dump({"notes": [{"id": "x", "text": name}]}),
    "data/wide.yaml": lambda name: yaml.safe_dump({"a": f"what is said of {name} by all of them there"}, width=20),
    "data/deep/remark.yaml": lambda name: "# " + name.replace("\n", "\n# ") + "\nentities: []\n",
    "data/dataset.yaml": lambda name: yaml.safe_dump({"title": name}, allow_unicode=True),
    "data/corrections.yaml": lambda name: yaml.safe_dump({"withdrawn": [{"id": "a", "because": name}]}),
    "data/layout.lock.json": lambda name: json.dumps({name: [1, 2]}),
    "data/citations.lock.json": lambda name: json.dumps({"format": 1, "said": name}, ensure_ascii=False),
    "data/table.csv": lambda name: f'1,"{name}",2\n',
    "ontology/salween.ttl": lambda name: f"<urn:a> <urn:b> {json.dumps(name)} .\n",
    "ontology/context.jsonld": lambda name: json.dumps({"@context": {"x": name}}),
    "ontology/questions/q.rq": lambda name: f"# title: {name}\nSELECT * {{}}\n".replace("\n#", "\n#"),
    "ontology/rules/r.yaml": lambda name: yaml.safe_dump({"rule": "x", "because": name}, default_style='"'),
    "ontology/views/v.yaml": lambda name: yaml.safe_dump({"title": name}, default_style="'", allow_unicode=True),
    "stories/s.yaml": lambda name: yaml.safe_dump({"steps": [{"text": name}]}, allow_unicode=True, width=30),
    "answers/a.txt": lambda name: f"who  says\n{name}  nobody\n",
    "notebooks/n.ipynb": lambda name: json.dumps({"cells": [{"source": ["x", name]}]}),
}


@settings(max_examples=150, deadline=None)
@given(mutated(), st.sampled_from(sorted(FIELDS)))
def test_any_spelling_in_any_field_is_found(tmp_path_factory: pytest.TempPathFactory, name: str, where: str) -> None:
    root = tmp_path_factory.mktemp("p")
    path = root / where
    path.parent.mkdir(parents=True)
    path.write_text(FIELDS[where](name), "utf-8")
    (root / "private.txt").write_text(f"{NAME}\n", "utf-8")
    _, problems = protect(root)
    assert [problem.place.path for problem in problems] == [where], path.read_text("utf-8")


# ---- where -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", FIELDS)
def test_every_spelling_is_found_in_every_input(tmp_path: Path, where: str) -> None:
    (tmp_path / "private.txt").write_text(f"# names\n\n{NAME}\n", "utf-8")
    path = tmp_path / where
    path.parent.mkdir(parents=True)
    missed = []
    for way, name in SPELLINGS.items():
        path.write_text(FIELDS[where](name), "utf-8")
        _, problems = protect(tmp_path)
        if [(p.code, p.place.path) for p in problems] != [("private-name", where)]:
            missed.append(way)
    assert missed == []
    for text in (text for text in INNOCENT if "\n" not in text):
        path.write_text(FIELDS[where](text), "utf-8")
        assert protect(tmp_path)[1] == [], text


@pytest.mark.parametrize(
    "name",
    ["data/thida-ko-nobody.yaml", "data/Nobody, Thida Ko/a.yaml", "ontology/views/тhida_ko_nobody.yaml",
     "stories/ThidaKoNobody.yaml", "data/Thida%20Ko%20Nobody.yaml"],
)  # fmt: skip
def test_the_names_of_files_and_folders_are_searched_and_not_printed(tmp_path: Path, name: str) -> None:
    (tmp_path / "private.txt").write_text(f"{NAME}\n", "utf-8")
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("a: Thida Ko Nobody\n", "utf-8")
    _, problems = protect(tmp_path)
    assert {p.code for p in problems} == {"private-name"} and len(problems) == 2
    assert any("in the name of a file" in p.what for p in problems)
    assert not any(list(ONE.find(str(p.place))) for p in problems)


def packed_page(text: str) -> bytes:
    index = json.dumps({"names": [text]}, ensure_ascii=False).encode()
    payload = base64.b64encode(gzip.compress(index, mtime=0)).decode()
    return f'<html><script type="text/plain">{payload}</script></html>'.encode()


def zipped(text: str) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("data/a.csv", f'1,"{text}"\n')
    return into.getvalue()


ARTEFACTS: dict[str, Callable[[str], bytes]] = {
    "index.html": lambda text: f"<p>{html.escape(text)}</p>".encode(),
    "plain.html": lambda text: f'<script>{json.dumps({"a": text})}</script>'.encode(),
    "packed.html": packed_page,
    "salween.nq": lambda text: f"<urn:a> <urn:b> {json.dumps(text, ensure_ascii=False)} <urn:g> .\n".encode(),
    "escaped.nt": lambda text: f"<urn:a> <urn:b> {json.dumps(text)} .\n".encode(),
    "iri.ttl": lambda text: f"<urn:{quote(text)}> a <urn:b> .\n".encode(),
    "salween.gexf": lambda text: f"<gexf><node id='1' label={html_attribute(text)}/></gexf>".encode(),
    "claims.csv": lambda text: ('1,"' + text.replace('"', '""') + '",x\n').encode(),
    "description.jsonld": lambda text: json.dumps({"name": text}).encode(),
    "salween.nq.gz": lambda text: gzip.compress(text.encode()),
    "salween.zip": zipped,
    "font.ttf": lambda text: b"\x00\x01\x00\x00\xff\xfe" + text.encode("utf-16-be") + b"\xff\x00",
    "picture.png": lambda text: b"\x89PNG\r\n\x1a\n\xff" + text.encode("latin-1", "replace"),
    "picture.svg": lambda text: f"<svg><text>{html.escape(text)}</text></svg>".encode(),
    "data.html": lambda text: b"<img src='data:;base64,%s'>" % base64.b64encode(f"they told all of {text}".encode()),
}  # fmt: skip


def html_attribute(text: str) -> str:
    return '"' + html.escape(text, quote=True) + '"'


@pytest.mark.parametrize("form", ARTEFACTS)
def test_every_spelling_is_found_in_every_artefact(form: str) -> None:
    missed = []
    for way, name in SPELLINGS.items():
        if form in ("picture.png", "font.ttf") and not name.isascii():
            continue  # in binary data plain texts are looked for
        problems = in_artefacts(ONE, {form: ARTEFACTS[form](name)})
        if {(p.code, p.place.path) for p in problems} != {("private-name", form)}:
            missed.append(way)
    assert missed == []
    assert in_artefacts(ONE, {form: ARTEFACTS[form]("Nothing is here")}) == []


def test_what_is_shipped_is_not_searched_and_noise_is_no_name() -> None:
    page = b"<script>/* by Thida Ko Nobody */</script>"
    assert in_artefacts(ONE, {"index.html": page}) != []
    assert in_artefacts(ONE, {"index.html": page}, ["/* by Thida Ko Nobody */"]) == []
    noise = base64.b64encode(os.urandom(300_000)).decode()
    assert in_artefacts(protected("Ann Lee", "Min Oo", "Ali"), {"index.html": f"<p>{noise}</p>".encode()}) == []


@pytest.fixture(scope="module")
def seen() -> Perspective:
    return salween.load(SMALL).perspective


FORMS = ["csv", "gexf", "graphml", "jsonld", "nquads", "trig", "trig12", "turtle"]


@pytest.mark.parametrize("form", [*FORMS, "page", "page with an engine", "plain", "build"])
def test_what_is_made_of_the_dataset_is_searched_before_it_is_there(seen: Perspective, form: str) -> None:
    """A name that is in the dataset is taken for private: nothing that holds it is handed out."""
    guarded = replace(seen, project=replace(seen.project, protected=protected("Bridgetown")))

    def make(found: Perspective) -> None:
        if form == "build":
            for maker in found.artefacts():
                found.refuse_private(maker())
        elif form == "plain":
            found.plain_html()
        elif form.startswith("page"):
            found.html(with_engine="engine" in form)
        else:
            found.exported(form)

    with pytest.raises(DatasetError) as raised:
        make(guarded)
    assert {problem.code for problem in raised.value.problems} == {"private-name"}
    make(replace(seen, project=replace(seen.project, protected=protected("Thida Ko Nobody", "Almende"))))
