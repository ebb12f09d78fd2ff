"""The text of a file: what a person must be able to read before anything in it can mean something."""

from __future__ import annotations

from .page import Code

CODES = (
    Code(
        "bad-yaml",
        "The text is not YAML",
        "The parser cannot tell what belongs to what: a bracket or a quote is not closed, a line is indented like no "
        "line above it, a colon stands inside an unquoted text, or the file is a list and not sections. Nothing of the "
        "file is read then, and no id that it would have declared is reported as missing elsewhere.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: as the Post says: it fell
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: "as the Post says: it fell"
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "unreadable",
        "A file that cannot be opened",
        "It is a link that leads nowhere, a folder with the name of a file, or a file that you may not read. To pass "
        "it over would leave out what stands in it without a word.",
        "data/example.yaml → ../shared/lashio.yaml, which is not there",
        "",
    ),
    Code(
        "tab-indent",
        "A tab in the indentation",
        "YAML knows only spaces there, since no two editors agree on how wide a tab is. Most editors can be told to "
        "insert spaces for the tab key.",
        """
claims:
  - subject: hill-army
\tcontrols: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "not-utf8",
        "The file is not UTF-8",
        "Names here are in Burmese, Chinese, Thai and Latin scripts, and only UTF-8 writes them all. A file that was "
        "saved in another encoding would turn them into other letters without a word. (The example stands in a file "
        "that was saved as Latin-1.)",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: seen from a café
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: seen from a café
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "control-character",
        "An invisible control character",
        "It came along with a copied text. Nobody sees it, XML and so GEXF cannot hold it, and a terminal may obey it. "
        "Written as an escape it is the same character.",
        r"""
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: "it fell\x07"
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: it fell
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "bidi-character",
        "A character that turns the direction of the text",
        "It makes a line read otherwise than it is: a reviewer sees one thing and the program reads another. Burmese, "
        "Chinese and Thai never need it.",
        r"""
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: "it \u202Eyad eht no llef"
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: it fell on the day
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "too-large",
        "The file is too large",
        "A file of more than two million bytes is one that no person has read. Folders and file names mean nothing to "
        "the program, so that it can be cut wherever its theme or its time allows.",
        """
# … and two million bytes more
claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-08-04]}
""",
        """
claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-08-04]}
""",
    ),
    Code(
        "too-deep",
        "Too many levels of nesting",
        "No record needs twenty levels: a stray bracket has been opened over and over, or lines drift to the right.",
        f"""
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: {"[" * 21}it fell{"]" * 21}
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: it fell
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "duplicate-key",
        "A key twice in one mapping",
        "YAML would keep the last one in silence, and a fact would be gone. Either the two belong under one key, or "
        "the second begins a record whose dash was forgotten.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04]
    from: 2024-08-06
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: [2024-08-03..2024-08-06]
    sources: [times-2024-08-07]
""",
    ),
    Code(
        "anchor",
        "A YAML anchor or alias",
        "`&name` and `*name` make one place in a file stand for another: an edit at the anchor would change a record "
        "elsewhere in silence, and a diff would not show it. A text that begins with & or * must be quoted.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: &both [post-2024-08-04, times-2024-08-07]
  - subject: state-army
    contests: bridgetown
    from: 2024-08-03
    sources: *both
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04, times-2024-08-07]
  - subject: state-army
    contests: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04, times-2024-08-07]
""",
    ),
    Code(
        "merge-key",
        "A YAML merge key",
        "`<<` copies the keys of one mapping into another. A record must say everything where it stands, or nobody can "
        "review it.",
        """
claims:
  - <<: {subject: hill-army}
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "tag",
        "A YAML tag",
        "`!` or `!!` gives a value a type. Here the ontology says what a value is, never YAML; so `no`, `010` and "
        "2024-08 need neither tags nor quotes.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: !!str 2024-08-03
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "two-documents",
        "A second document in one file",
        "After `---` YAML begins a new document, and most programs read only the first. A file of the record is one "
        "document.",
        """
claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-08-04]}
---
claims:
  - {subject: state-army, controls: capital, from: 2024-08-03, sources: [post-2024-08-04]}
""",
        """
claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-08-04]}
  - {subject: state-army, controls: capital, from: 2024-08-03, sources: [post-2024-08-04]}
""",
    ),
    Code(
        "key-not-text",
        "A key that is not plain text",
        "A bracket stands where a key is meant, most often since a text that begins with a bracket was not quoted. "
        "Every key is a word of the language or of the ontology.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: {{fell}}
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    note: "{{fell}}"
    sources: [post-2024-08-04]
""",
    ),
)
