"""Reading: text in, nodes with places out, and every surprise of YAML refused at its character."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salween.model import Ref
from salween.problem import Problem
from salween.read import MAX_BYTES, MAX_DEPTH, Mapping, Node, Sequence, read_bytes

#: What YAML is made of, and what breaks it.
pieces = st.sampled_from(
    [
        *("a", "key", ": ", ":", "- ", "\n", "\n  ", "\n    ", "{", "}", "[", "]", ", ", "#", " #", "&x ", "*x"),
        *("!!str ", "!t ", "|", ">"),
        *("'", '"', "---\n", "...\n", "%", "@", "`", "?", "<<: ", "<<", "\t", "\r\n", "\\", '"\\x07"'),
        *("\ufeff", "\u202e", "\x00", "\x85", "\u2028", "桥", "တ", "é", "e\u0301", "0", "2024-08-03", "~", "="),
    ]
)
yaml_like = st.lists(pieces, max_size=40).map("".join)


def read(text: str | bytes) -> tuple[Mapping | None, list[Problem]]:
    return read_bytes("data/f.yaml", text if isinstance(text, bytes) else text.encode())


def plain(node: Node | None) -> object:
    """Return a node as plain text, lists and dictionaries."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.items.items()}
    return [plain(item) for item in node.items] if isinstance(node, Sequence) else str(node)


def sound(text: str) -> Mapping:
    tree, problems = read(text)
    assert problems == []
    assert tree is not None
    return tree


def codes(text: str | bytes) -> list[str]:
    return [problem.code for problem in read(text)[1]]


def test_a_value_stays_the_text_that_was_typed() -> None:
    """YAML would make a boolean, an octal number, a day and nothing of these."""
    tree = sound("a: no\nb: 010\nc: 2024-02-30\nd: ~\ne: 1_000\nf: 0x1F\n")
    assert plain(tree) == {"a": "no", "b": "010", "c": "2024-02-30", "d": "~", "e": "1_000", "f": "0x1F"}


def test_every_key_and_value_knows_its_place() -> None:
    tree = sound("claims:\n  - {subject: kia, from: 2024}\n")
    [row] = tree.items["claims"].items  # type: ignore[union-attr]
    assert isinstance(row, Mapping)
    assert [str(place) for place in row.keys.values()] == ["data/f.yaml:2:6", "data/f.yaml:2:20"]
    assert [(str(value), str(value.place), value.place.width) for value in row.items.values()] == [
        ("kia", "data/f.yaml:2:15", 3),
        ("2024", "data/f.yaml:2:26", 4),
    ]


def test_a_column_counts_characters_and_not_bytes() -> None:
    tree = sound("{桥镇: x, တပ်: y}\n")
    assert [place.column for place in tree.keys.values()] == [1, 8]


def test_a_name_is_read_in_its_composed_form() -> None:
    assert plain(sound("name: Cafe\u0301\n")) == {"name": "Café"}


@pytest.mark.parametrize("text", ["\ufeffa: b\n", "a: b\r\n", "--- \na: b\n", "# a comment\na: b"])
def test_what_editors_add_changes_nothing(text: str) -> None:
    tree = sound(text)
    assert plain(tree) == {"a": "b"}
    assert tree.keys["a"].column == 0


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "---\n"])
def test_an_empty_file_is_no_mistake(text: str) -> None:
    assert read(text) == (None, [])


def test_the_first_of_two_equal_keys_is_kept_and_both_places_are_told() -> None:
    tree, [problem] = read("from: 2023\nuntil: 2025\nfrom: 2024\n")
    assert plain(tree) == {"from": "2023", "until": "2025"}
    assert (str(problem.place), [(word, str(at)) for word, at in problem.others]) == (
        "data/f.yaml:3:1",
        [("first at", "data/f.yaml:1:1")],
    )


def test_what_stands_for_something_else_leaves_no_tree() -> None:
    """Else what the alias or the merge key would have brought would be reported as missing."""
    assert read("a: &x b\nc: *x\n")[0] is None
    assert read("a: {<<: {b: c}}\n")[0] is None
    assert plain(read("a: &x b\nc: d\n")[0]) == {"a": "b", "c": "d"}


def test_an_anchor_and_its_aliases_are_one_problem() -> None:
    assert codes("a: &x b\nc: *x\nd: *x\n") == ["anchor"]
    assert codes("a: *x\nb: *y\n") == ["anchor", "anchor"]


def test_one_run_tells_every_surprise_of_a_file() -> None:
    assert codes("a: !!int 1\nb: &x 2\na: 3\nc: 4\n---\nd: 5\n") == ["tag", "anchor", "duplicate-key", "two-documents"]


def test_a_character_may_not_be_smuggled_in_as_an_escape() -> None:
    assert codes('a: "\\x07"\n') == ["control-character"]
    assert codes('a: "\\u202E"\n') == ["bidi-character"]
    assert codes("a: '\\x07'\n") == []


def test_a_byte_that_is_not_utf8_is_shown_at_its_character() -> None:
    _, [problem] = read("a: 桥".encode() + b"\xe9\n")
    assert (problem.code, str(problem.place)) == ("not-utf8", "data/f.yaml:1:5")


def test_the_limits_are_where_they_are_said_to_be() -> None:
    assert codes("#" * MAX_BYTES) == []
    assert codes("#" * (MAX_BYTES + 1)) == ["too-large"]
    nested = MAX_DEPTH - 1
    assert codes(f"a: {'[' * nested}{']' * nested}\n") == []
    assert codes(f"a: {'[' * (nested + 1)}{']' * (nested + 1)}\n") == ["too-deep"]


def test_a_hundred_thousand_brackets_are_refused_without_harm() -> None:
    assert codes("[" * 100_000) == ["too-deep"]


@pytest.mark.parametrize(
    ("text", "place", "what", "fix"),
    [
        ("a: b: c\n", "1:5", 'the text "b: c" contains a colon', 'quote it: a: "b: c"'),
        ('a: say "no": c\n', "1:12", 'the text "say "no": c" contains a colon', "quote it: a: 'say \"no\": c'"),
        ("a:b\nc: d\n", "1:2", 'no space after the colon in "a:b"', "write a: b"),
        ("a: b\n  c: d\n", "2:3", '"c: d" is indented deeper than the line above it',
         "indent it like the key above, or remove the value of that key"),
        ("a:\n  - b\n c: d\n", "3:2", '"c: d" is indented by 1, which matches no line above',
         "indent it like the key or dash that it belongs with"),
        ("a: [b, c\nd: e\n", "1:4", 'the [ before "b, c" is not closed', "close it with ]"),
        ("a: {b: [c}\n", "1:8", 'the [ before "c}" is not closed', "close it with ]"),
        ("a: 'b\n", "1:4", "the ' before \"b\" is not closed", "close it with '"),
        ("a: 'don't'\n", "1:9", '"t\'" follows a closing quote',
         "quote the whole text with the kind of quote that it does not contain"),
        ("a: {b: c [d] e}\n", "1:10", '"[d] e}" cannot follow here',
         "quote the whole text: it contains a colon, a quote or a bracket"),
        ("a: @b\n", "1:4", '"@b" starts with @, which has a special meaning in YAML', 'quote it: "@b"'),
        ("{a: ?b, c: d}\n", "1:5", '"?b" starts with ?, which has a special meaning in YAML', 'quote it: "?b"'),
        ("a: *\n", "1:4", '"*" starts with *, which has a special meaning in YAML', 'quote it: "*"'),
        ("a: - b\n", "1:4", '"- b" starts a list on the line of its key', "start the list on the next line"),
        ('a: "b\\qc"\n', "1:6", '"\\q" is not a YAML escape',
         "put the text in single quotes, where a backslash is an ordinary character"),
        ("%YAML 1.2\na: b\n", "2:1", "a directive (%…) or end of document (...) before this line",
         "delete it: a data file is one plain YAML document"),
        ("- a\n", "1:1", "the file is a list, not sections such as claims: or events:",
         "start the file with a section at the left edge, such as claims:, above the list"),
        ("a: [b #p2]\n", "1:4", 'the # in "b #p2]" turns the rest of the line into a comment',
         "remove the space before the #, or quote the text. After a space, # starts a comment"),
    ],
)  # fmt: skip
def test_what_is_not_yaml_is_told_in_words_of_ours(text: str, place: str, what: str, fix: str) -> None:
    _, [problem] = read(text)
    assert (problem.code, str(problem.place), problem.what, problem.fix) == (
        "bad-yaml", f"data/f.yaml:{place}", what, fix
    )  # fmt: skip


@given(yaml_like | st.text(max_size=60))
@settings(max_examples=400)
def test_any_text_gives_a_tree_or_problems_that_point_into_it(text: str) -> None:
    tree, problems = read(text.encode())
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + 1
    for problem in problems:
        assert problem.what and problem.fix and "\n" not in problem.what
        assert 0 <= problem.place.line <= lines
        assert problem.place.column >= 0
    for node in nodes(tree):
        assert node.place.line <= lines
        if isinstance(node, Ref):
            assert unicodedata.is_normalized("NFC", node)


@given(st.binary(max_size=80))
def test_any_bytes_give_a_tree_or_problems(data: bytes) -> None:
    tree, problems = read(data)
    assert tree is None or isinstance(tree, Mapping)
    assert all(isinstance(problem, Problem) for problem in problems)


def nodes(node: Node | None) -> list[Node]:
    """Return a node and all that is in it."""
    if node is None or isinstance(node, Ref):
        return [] if node is None else [node]
    inner = node.items.values() if isinstance(node, Mapping) else node.items
    return [node, *(found for item in inner for found in nodes(item))]
