"""Renaming an id: everywhere, nothing else, all or nothing, and back again."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salween.build import load
from salween.problem import any_errors
from salween.rename import RenameError, rename

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "small"

DATASET = "title: A record for one test\nbase: https://example.org/r/\nedition: 2026-06-01\ncovers_to: 2026-04-30\n"
#: A project in one file, into which a test puts what it is about.
BASE = """\
sources:
  - {id: post-1, publisher: post, title: What oxbow saw, published: 2025-05-02, retrieved: 2026-05-01, read: whole, \
url: 'https://example.org/1', language: en}

entities:
  - {id: post, kind: MediaOutlet, name: {en: The Post}, reliability: B}
  - {id: oxbow, kind: Town, name: {en: Oxbow}, sources: [post-1]}
  - {id: hill-army, kind: ArmedGroup, name: {en: Hill Army}, sources: [post-1]}
  - {id: state-army, kind: Army, name: {en: State Army}, sources: [post-1]}
"""


def project(root: Path, **files: str) -> Path:
    """Write a project: the base, and files of data/ by name."""
    (root / "data").mkdir(parents=True)
    (root / "ontology").symlink_to(ROOT / "ontology")
    for name, text in {"dataset": DATASET, "base": BASE, **files}.items():
        (root / "data" / f"{name}.yaml").write_bytes(text.encode())
    assert [f"{p.place} {p.what}" for p in load(root).problems if p.is_error] == []
    return root


def texts(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_an_entity_is_renamed_wherever_it_is_named(tmp_path: Path) -> None:
    root = project(
        tmp_path / "p",
        towns="""\
source: post-1
claims:
  - subject: hill-army        # who holds it
    controls: oxbow
    from: 2025-04-01
    sources: [{source: post-1, said_by: hill-army, says: hill-army holds oxbow}]
events:
  - {id: oxbow-taken, event: Capture, date: 2025-04-01, attacker: [{actor: "hill-army"}], taken: oxbow}
""",
    )
    assert rename(load(root), "hill-army", "highland-army") == [("data/base.yaml", 2), ("data/towns.yaml", 3)]
    found = texts(root)
    assert (
        found["data/towns.yaml"]
        == """\
source: post-1
claims:
  - subject: highland-army        # who holds it
    controls: oxbow
    from: 2025-04-01
    sources: [{source: post-1, said_by: highland-army, says: hill-army holds oxbow}]
events:
  - {id: oxbow-taken, event: Capture, date: 2025-04-01, attacker: [{actor: "highland-army"}], taken: oxbow}
"""
    )
    assert (
        "  - {id: highland-army, was: [hill-army], kind: ArmedGroup, name: {en: Hill Army}" in found["data/base.yaml"]
    )
    assert not any_errors(load(root).problems)


def test_a_source_is_renamed_with_its_locators_and_keeps_no_old_id(tmp_path: Path) -> None:
    root = project(
        tmp_path / "p",
        file="source: post-1\nclaims:\n  - {subject: hill-army, allied_with: state-army, from: 2024}\n",
        other="""\
claims:
  - {subject: hill-army, hostile_to: state-army, from: 2025, sources: ['post-1#p3', {source: post-1#p4}]}
""",
    )
    before = texts(root)
    rename(load(root), "post-1", "post-2025-05-02-oxbow")
    after = texts(root)
    assert after == {path: text.replace("post-1", "post-2025-05-02-oxbow") for path, text in before.items()}


def test_words_that_are_no_ids_stay(tmp_path: Path) -> None:
    """A name, a title, an outside id, a language, a closed word: none of them is the town of that id."""
    words = """\
entities:
  - id: wards
    kind: Town
    name: {en: wards}
    alias: [wards, {en: wards}, {name: wards, lang: en}]
    ids: {source: wards, subject: wards}
    sources: [post-1]
    note: wards
claims:
  - subject: hill-army
    controls: wards
    from: 2025
    extent: wards
    note: wards
    sources: [{source: post-1#wards, says: wards}]
"""
    root = project(tmp_path / "p", words=words)
    rename(load(root), "wards", "wardstown")
    after = words.replace("- id: wards\n", "- id: wardstown\n    was: [wards]\n")
    assert texts(root)["data/words.yaml"] == after.replace("controls: wards", "controls: wardstown")


def test_ids_of_claims_that_begin_with_it_move_along(tmp_path: Path) -> None:
    """Where they are written: their own, and where another record or a correction names them."""
    root = project(
        tmp_path / "p",
        claims="""\
claims:
  - {subject: hill-army, controls: oxbow, from: 2024-01-01, until: 2024-02-01, sources: [post-1]}
  - id: hill-army.controls.oxbow.2
    subject: hill-army
    controls: oxbow
    from: 2025-01-01
    sources: [post-1]
  - {subject: hill-army.controls.oxbow, described_as: a raid, sources: [post-1]}
  - {subject: hill-army.controls.oxbow.described_as, described_as: an opinion, sources: [post-1]}
  - {id: oxbow-falls.first, subject: hill-army, allied_with: state-army, from: 2025, sources: [post-1]}
  - {subject: hill-army, hostile_to: state-army, from: 2025, sources: [post-1]}
identity:
  - {different: [hill-army.controls.oxbow, hill-army.controls.oxbow.2], because: retaken, sources: [post-1]}
""",
        corrections="""\
withdrawn:
  - {id: hill-army.hostile_to.state-army, date: 2026-01-01, because: nobody said so}
""",
    )
    rename(load(root), "hill-army", "highland-army")
    found = texts(root)
    assert (
        found["data/claims.yaml"]
        == """\
claims:
  - {subject: highland-army, controls: oxbow, from: 2024-01-01, until: 2024-02-01, sources: [post-1]}
  - id: highland-army.controls.oxbow.2
    was: [hill-army.controls.oxbow.2]
    subject: highland-army
    controls: oxbow
    from: 2025-01-01
    sources: [post-1]
  - {subject: highland-army.controls.oxbow, described_as: a raid, sources: [post-1]}
  - {subject: highland-army.controls.oxbow.described_as, described_as: an opinion, sources: [post-1]}
  - {id: oxbow-falls.first, subject: highland-army, allied_with: state-army, from: 2025, sources: [post-1]}
  - {subject: highland-army, hostile_to: state-army, from: 2025, sources: [post-1]}
identity:
  - {different: [highland-army.controls.oxbow, highland-army.controls.oxbow.2], because: retaken, sources: [post-1]}
"""
    )
    assert "{id: highland-army.hostile_to.state-army, date" in found["data/corrections.yaml"]


def test_a_claim_without_a_written_id_is_given_one(tmp_path: Path) -> None:
    root = project(
        tmp_path / "p",
        claims="""\
claims:
  - subject: hill-army
    controls: oxbow
    from: 2025-01-01
    sources: [post-1]
  - {subject: post, owns: oxbow, from: 2025, sources: [post-1]}
""",
    )
    rename(load(root), "hill-army.controls.oxbow", "hill-army.controls.oxbow.1")
    rename(load(root), "post.owns.oxbow", "post.owns.oxbow.1")
    assert (
        texts(root)["data/claims.yaml"]
        == """\
claims:
  - id: hill-army.controls.oxbow.1
    was: [hill-army.controls.oxbow]
    subject: hill-army
    controls: oxbow
    from: 2025-01-01
    sources: [post-1]
  - {id: post.owns.oxbow.1, was: [post.owns.oxbow], subject: post, owns: oxbow, from: 2025, sources: [post-1]}
"""
    )


@pytest.mark.parametrize("id", ["hill-army.within.oxbow", "hill-army.hostile_to.post"])
def test_a_claim_that_shares_its_row_is_not_renamed(tmp_path: Path, id: str) -> None:
    """A row's id and was are those of all its claims."""
    root = project(
        tmp_path / "p",
        shared="""\
entities:
  - {id: upland, kind: Province, name: {en: Upland}, within: oxbow, sources: [post-1]}
claims:
  - {subject: hill-army, hostile_to: [state-army, post], from: 2025, sources: [post-1]}
""",
    )
    before = texts(root)
    with pytest.raises(RenameError, match=r"^data/shared\.yaml:\d+:5: the claim shares its row with others"):
        rename(load(root), id.replace("hill-army.within", "upland.within"), "other.id")
    assert texts(root) == before


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("was: [a, b]", "was: [a, b, hill-town]"),
        ("was: ['a']", "was: ['a', hill-town]"),
        ("was: a  # once", "was: [a, hill-town]  # once"),
        ("was:\n      - a  # once\n      - b", "was:\n      - a  # once\n      - b\n      - hill-town"),
        ("was:\n    - a", "was:\n    - a\n    - hill-town"),
        ("was: [a, hilltop]", "was: [a, hill-town]"),  # it had this id before: the two change places
    ],
)
def test_older_ids_are_kept(tmp_path: Path, was: str, becomes: str) -> None:
    row = "entities:\n  - id: hill-town\n    {}\n    kind: Town\n    name: {{en: Hill}}\n    sources: [post-1]\n"
    root = project(tmp_path / "p", hill=row.format(was))
    rename(load(root), "hill-town", "hilltop")
    assert texts(root)["data/hill.yaml"] == row.format(becomes).replace("id: hill-town", "id: hilltop")


def test_line_ends_comments_and_marks_stay(tmp_path: Path) -> None:
    row = (
        "\ufeffentities:\r\n  # the town\r\n  - id: 'hill-town'   # on the hill\r\n"
        "    kind: Town\r\n    name: {en: Hill}\r\n    sources: [post-1]"
    )
    root = project(tmp_path / "p", hill=row)
    rename(load(root), "hill-town", "hilltop")
    after = row.replace("'hill-town'   # on the hill\r\n", "'hilltop'   # on the hill\r\n    was: [hill-town]\r\n")
    assert texts(root)["data/hill.yaml"] == after


def test_questions_rules_and_positions_follow(tmp_path: Path) -> None:
    root = project(
        tmp_path / "p", towns="claims:\n  - {subject: hill-army, controls: oxbow, from: 2025, sources: [post-1]}\n"
    )
    question = (
        "# title: oxbow\n# question: Who holds $place?\n# param place: Place = oxbow\n"
        "# param source: Source = oxbow\nSELECT * {}\n"
    )
    rule = (
        "id: oxbow\nlabel: stands in\nif:\n  - {subject: $a, controls: oxbow}\nthen: {subject: $a, stands_in: oxbow}\n"
    )
    lock = '{\n"hill-army": [1, 2],\n"oxbow": [3, -4]\n}\n'
    (root / "ontology").unlink()
    shutil.copytree(ROOT / "ontology", root / "ontology", ignore=shutil.ignore_patterns("*.rq", "shapes.ttl"))
    (root / "ontology" / "questions" / "who.rq").write_text(question)
    (root / "ontology" / "rules" / "one.yaml").write_text(rule)
    (root / "data" / "layout.lock.json").write_text(lock)
    rename(load(root), "oxbow", "oxbow-town")
    found = texts(root)
    assert found["ontology/questions/who.rq"] == question.replace("Place = oxbow", "Place = oxbow-town")
    assert found["ontology/rules/one.yaml"] == rule.replace("controls: oxbow", "controls: oxbow-town").replace(
        "stands_in: oxbow", "stands_in: oxbow-town"
    )
    assert json.loads(found["data/layout.lock.json"]) == {"hill-army": [1, 2], "oxbow-town": [3, -4]}


def test_an_ontology_outside_of_the_project_is_left_alone(tmp_path: Path) -> None:
    """Another project may read the same questions."""
    root = project(tmp_path / "p")
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology", ignore=shutil.ignore_patterns("*.rq", "shapes.ttl"))
    (root / "ontology").unlink()
    (root / "ontology").symlink_to(tmp_path / "ontology")
    question = tmp_path / "ontology" / "questions" / "who.rq"
    question.write_text("# title: T\n# question: Q?\n# param place: Place = oxbow\nSELECT * {}\n")
    assert rename(load(root), "oxbow", "oxbow-town") == [("data/base.yaml", 2)]
    assert "Place = oxbow\n" in question.read_text()


REFUSED = [
    ("hil-army", "x", 'no id "hil-army": did you mean "hill-army"?'),
    ("nobody-at-all", "x", 'no id "nobody-at-all": salween show NAME finds the id of a name'),
    ("hill-army", "Hill Army", '"Hill Army" is no id: write small letters, digits and hyphens'),
    ("hill-army", "hill.army", '"hill.army" is no id: write small letters, digits and hyphens'),
    ("hill-army", "oxbow", 'the id "oxbow" is taken, at data/base.yaml:6:10'),
    ("hill-army", "post-1", 'the id "post-1" is taken, at data/base.yaml:2:10'),
    ("hill-army", "old-town", '"old-town" is an old id of "new-town": its address must keep its meaning'),
    ("hill-army", "gone", 'the id "gone" was withdrawn: its address must keep its meaning'),
    ("new-town.within.oxbow", "x", '"x" is no id of a claim: write it with a dot, as in new-town.within.oxbow.2'),
    ("person-1", "somebody", 'it would be wrong at data/more.yaml:3:10: a private person has the id "somebody"'),
    ("both", "x", '"both" is a source and something else: give one of the two another id by hand'),
]


@pytest.mark.parametrize(("old", "new", "message"), REFUSED, ids=[f"{old}-{new}" for old, new, _ in REFUSED])
def test_what_cannot_be_is_refused_in_one_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    root = project(
        tmp_path / "p",
        more="""\
entities:
  - {id: new-town, kind: Town, name: {en: New}, was: [old-town], within: oxbow, sources: [post-1]}
  - {id: person-1, kind: Person, private: true}
  - {id: both, kind: Town, name: {en: Both}, sources: [post-1]}
sources:
  - {id: both, publisher: post, title: Both, published: 2025-05-02, retrieved: 2026-05-01, read: part, \
no_url: because, language: en}
""",
        corrections="withdrawn:\n  - {id: gone, date: 2026-01-01, because: it was another}\n",
    )
    before = texts(root)
    with pytest.raises(RenameError) as refused:
        rename(load(root), old, new)
    assert str(refused.value) == message
    assert texts(root) == before


def test_a_record_with_errors_is_not_renamed(tmp_path: Path) -> None:
    root = project(tmp_path / "p")
    (root / "data" / "bad.yaml").write_text(
        "claims: [{subject: hill-army, controls: nowhere, from: 2024, sources: [post-1]}]\n"
    )
    with pytest.raises(RenameError, match="the record has errors"):
        rename(load(root), "oxbow", "oxbow-town")


def test_if_one_file_cannot_be_put_in_place_none_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(
        tmp_path / "p",
        one="claims:\n  - {subject: hill-army, controls: oxbow, from: 2025, sources: [post-1]}\n",
        two="claims:\n  - {subject: hill-army, hostile_to: state-army, from: 2025, sources: [post-1]}\n",
    )
    before, loaded, replace = texts(root), load(root), Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.name == "two.yaml":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(RenameError, match=r"nothing is changed, for not all can be written: .*No space left"):
        rename(loaded, "hill-army", "highland-army")
    assert texts(root) == before


@cache
def ids_of_small() -> list[str]:
    corpus = load(SMALL).corpus
    assert corpus is not None
    entities = [id for id, entity in corpus.entities.items() if not entity.is_private]
    return sorted({*map(str, entities), *(str(event.id) for event in corpus.events), *map(str, corpus.sources)})


def without_was(text: str) -> str:
    return re.sub(r"\n *was: \[[^]]*\]|, was: \[[^]]*\]", "", text)


@settings(max_examples=6, deadline=None, database=None, derandomize=True)
@given(
    old=st.deferred(lambda: st.sampled_from(ids_of_small())),
    new=st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True),
)
def test_there_and_back_is_the_same_text_but_for_was(old: str, new: str) -> None:
    if new in ids_of_small() or new.startswith("person-"):
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "small"
        shutil.copytree(SMALL / "data", root / "data")
        (root / "ontology").symlink_to(ROOT / "ontology")
        before = texts(root / "data")
        rename(load(root), old, new)
        away = texts(root / "data")
        assert away != before
        rename(load(root), new, old)
        assert {path: without_was(text) for path, text in texts(root / "data").items()} == before
