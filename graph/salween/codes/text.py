"""File text: what must be readable before any value is."""

from __future__ import annotations

from .page import Code

CODES = (
    Code(
        "bad-yaml",
        "Invalid YAML",
        "The parser cannot read the structure. A bracket or quote is left open, an indent matches no line above, an "
        "unquoted text contains a colon, or the file has no sections. None of the file is read. Ids that it would "
        "declare are not reported as missing elsewhere.",
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
        "Unreadable file",
        "The path is a broken link, a folder with the name of a file, or a file that you have no permission to read."
        " Skipping it would drop its facts without warning.",
        "data/example.yaml → ../shared/lashio.yaml, which is not there",
        "",
    ),
    Code(
        "tab-indent",
        "Tab in the indentation",
        "YAML allows only spaces there, because editors disagree on the width of a tab. Set your editor to insert "
        "spaces when you press the tab key.",
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
        "File not in UTF-8",
        "Names here are in Burmese, Chinese, Thai and Latin scripts, and UTF-8 covers them all. A file saved in "
        "another encoding would show wrong letters. (The example is saved as Latin-1.)",
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
        "Invisible control character",
        "It was copied along with other text. It cannot be seen, XML and GEXF cannot hold it, and a terminal may act"
        " on it. Writing it as an escape changes nothing.",
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
        "Text-direction character",
        "It can make a line look different from what Salween reads, so a reviewer may miss what it says. Burmese, "
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
        "File too large",
        "Nobody can review a file of more than two million bytes. Folders and file names have no meaning to Salween,"
        " so split it by theme or by time.",
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
        "Nesting too deep",
        "No record needs twenty levels. A bracket was opened by mistake, or lines drift to the right.",
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
        "Duplicate key",
        "YAML would keep only the last of the two, and a fact would be lost. Put both values under one key. Or the "
        "second key starts a new record that lacks its dash.",
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
        "YAML anchor or alias",
        "With `&name` and `*name` one part of a file repeats another. An edit at the anchor would change a distant "
        "record, and a diff would not show it. Quote a text that starts with & or *.",
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
        "YAML merge key",
        "`<<` copies the keys of one mapping into another. A record must be complete in one place, so that a "
        "reviewer can read it.",
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
        "YAML tag",
        "`!` or `!!` gives a value a type. In Salween the ontology sets the type, so `no`, `010` and 2024-08 need "
        "neither tags nor quotes.",
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
        "Second document in one file",
        "In YAML, `---` starts a new document, and most programs read only the first. Each data file is one "
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
        "Key that is not text",
        "A bracket opens where a key should be, usually because a text that starts with a bracket was not quoted. "
        "Every key is a plain word.",
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
