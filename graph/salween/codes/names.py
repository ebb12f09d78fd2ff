"""Names and texts: in the script of their language, once, and readable."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "other-script",
        "Name in the script of another language",
        "A reader of Burmese is shown the my name, a reader of Chinese the zh one. A name in Latin letters under "
        "either tag shows them nothing they can read, and finding and sorting go by the tag. Initials in capitals are "
        "taken in every language.",
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
        "Name written twice",
        "An alias is another name. One that repeats a name in the same language is a leftover of a merge, or stands "
        "where another name was meant. The same characters under two tags are two names.",
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
        "Text garbled on its way",
        "Some characters appear only where a text was decoded wrongly: the remains of UTF-8 read as Latin-1, entities "
        "of HTML, or Burmese of a Zawgyi font, which looks right in that font and is nonsense in Unicode. Nobody who "
        "searches for the word will find it.",
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
