"""Ids: each belongs to one thing, and each that is used is declared."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "id-not-slug",
        "Invalid id",
        "An id is part of an address that people cite: lower-case letters, digits and single hyphens. Names in any "
        "script go in `name:` and `alias:`. Only the id of a claim contains a dot, so an id shows what it belongs "
        "to.",
        """
entities:
  - id: River_Guard
    kind: Militia
    name: {en: River Guard}
    part_of: state-army
    sources: [post-2024-08-04]
""",
        """
entities:
  - id: river-guard
    kind: Militia
    name: {en: River Guard}
    part_of: state-army
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "duplicate-id",
        "Duplicate id",
        "A reader could not tell which of the two is cited. Entities, claims and events share one set of ids, and "
        "sources have a separate set. If the two are the same thing, merge them.",
        """
entities:
  - id: hill-army
    kind: Militia
    name: {en: Army of the Far Hills}
    part_of: state-army
    sources: [post-2024-08-04]
""",
        """
entities:
  - id: far-hill-army
    kind: Militia
    name: {en: Army of the Far Hills}
    part_of: state-army
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "clashing-id",
        "Two claims with one id",
        "A claim's default id is subject.predicate.object, without dates, so that correcting a date breaks no "
        "citation. A town retaken later needs a separate id for the second claim. Salween never numbers claims "
        "itself: a number that shifted would break citations.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    until: 2024-08-04
    sources: [post-2024-08-04]
  - subject: hill-army
    controls: bridgetown
    from: 2025-01-01
    sources: [post-2025-04-23]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    until: 2024-08-04
    sources: [post-2024-08-04]
  - subject: hill-army
    id: hill-army.controls.bridgetown.2
    controls: bridgetown
    from: 2025-01-01
    sources: [post-2025-04-23]
""",
    ),
    Code(
        "unknown-id",
        "Unknown id",
        "Every id must be declared in a file under data/. It is reported once, where it is first used, with the "
        "closest ids or the entity that has it as a name. If the row that declares it has errors, only those are "
        "reported.",
        """
claims:
  - subject: hill-armee
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
        "was-in-use",
        "Former id in use again",
        "`was:` keeps old addresses working: it leads from a former id to the current one. Another thing now uses "
        "that former id, so the address would have two meanings.",
        """
entities:
  - id: river-guard
    kind: Militia
    name: {en: River Guard}
    was: [hill-army]
    part_of: state-army
    sources: [post-2024-08-04]
""",
        """
entities:
  - id: river-guard
    kind: Militia
    name: {en: River Guard}
    was: [river-guards]
    part_of: state-army
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "taken-from-nothing",
        "`taken_from` without an open claim",
        "`taken_from: X` ends X's open claim to the same place on the day this one starts. X has no open claim to "
        "it, or more than one, so there is no single claim to end.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    taken_from: state-army
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: state-army
    controls: bridgetown
    from: 2019
    sources: [gazetteer-2020]
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    taken_from: state-army
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "same-name",
        "Two entities with one name",
        "The names differ only in case, accents, hyphens or spaces, so readers will confuse them. If they are one "
        "entity, merge them. Otherwise record under `identity:` that they are `different`, or `unsure`.",
        """
entities:
  - id: hill-army-of-the-east
    kind: Militia
    name: {en: Hill-Army}
    part_of: state-army
    sources: [post-2024-08-04]
""",
        """
entities:
  - id: hill-army-of-the-east
    kind: Militia
    name: {en: Hill-Army}
    part_of: state-army
    sources: [post-2024-08-04]

identity:
  - different: [hill-army, hill-army-of-the-east]
    because: one fights the state, the other is part of its army
    sources: [post-2024-08-04]
""",
        severity=WARNING,
    ),
    Code(
        "cannot-be-same",
        "Ids that cannot be merged",
        "`same:` merges two ids into one node, one dossier and one subject. Both must be entities, of the same kind "
        "or a narrower one. No claim may link them, and no other row may call them `different` or `unsure`. A "
        "private person is never merged with a named one.",
        """
identity:
  - same: [hill-army, bridgetown]
    because: the page gives them one name
    sources: [post-2024-08-04]
""",
        """
identity:
  - unsure: [hill-army, bridgetown]
    because: the page gives them one name
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "unused-source",
        "Unused source",
        "No record cites this source. It was added and forgotten, or the record that cited it is gone. Checked only "
        "if every file could be read.",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/9
    language: en
""",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
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
    Code(
        "unused-entity",
        "Unused entity",
        "No record mentions this entity. It is left over, or a record that should name it uses the wrong id. Checked"
        " only if every file could be read.",
        """
entities:
  - id: river-guard
    kind: Militia
    name: {en: River Guard}
    sources: [post-2024-08-04]
""",
        """
entities:
  - id: river-guard
    kind: Militia
    name: {en: River Guard}
    part_of: state-army
    sources: [post-2024-08-04]
""",
        severity=WARNING,
    ),
)
