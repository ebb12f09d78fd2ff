"""Names and texts: in the script of their language, once, and readable."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "other-script",
        "Name in the wrong script",
        "Readers of Burmese see the `my` name, and readers of Chinese the `zh` name. A name in Latin letters under "
        "either tag is no use to them. Search and sorting also rely on the tag. Initials in capitals are allowed in "
        "every language.",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow, my: Oxbow Myo}
    within: upland
    sources: [gazetteer-2020]
""",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    alias: [Oxbow Myo]
    within: upland
    sources: [gazetteer-2020]
""",
        severity=WARNING,
    ),
    Code(
        "repeated-name",
        "Repeated name",
        "An alias is a different name. One that repeats a name in the same language is left over from a merge, or "
        "replaced the alias you meant. The same text under two language tags counts as two names.",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    alias: [Oxbow, Old Ferry]
    within: upland
    sources: [gazetteer-2020]
""",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    alias: [Old Ferry]
    within: upland
    sources: [gazetteer-2020]
""",
        severity=WARNING,
    ),
    Code(
        "mangled-text",
        "Garbled text",
        "These characters appear when text is decoded wrongly: UTF-8 read as Latin-1, HTML entities, or Burmese in "
        "the Zawgyi font. Zawgyi looks right in its own font but is wrong in Unicode. Searches will not find the "
        "word.",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: The army&#39;s month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/9
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: The army’s month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/9
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
""",
        severity=WARNING,
    ),
)
