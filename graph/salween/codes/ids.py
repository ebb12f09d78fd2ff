"""Ids: one thing, one address, and every address that is used leads somewhere."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "id-not-slug",
        "An id with characters that no id has",
        "An id is part of an address that people cite and type: small letters, digits and single hyphens. Names in "
        "every script stand in name: and alias:. The id of a claim has a dot in it and no other has one, so that an id "
        "alone tells what it is the id of.",
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
        "An id that two things bear",
        "Whoever cites it would not know which is meant. Entities, claims and events share one space of ids, sources "
        "have their own. If the two are one thing, join them.",
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
        "Two claims that would have one id",
        "A claim is called subject.predicate.object unless it says otherwise, without dates, so that correcting a date "
        "breaks no citation. A town retaken needs an id of its own for the second claim. It is never numbered by the "
        "program: a number that moves would break what people cite. The number means nothing.",
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
        "An id that nobody bears",
        "Every id that is used must be declared in some file under data/. It is reported once, at its first use, with "
        "the ids that are near to it, or the entity that has it as a name. An id whose own row could not be read is "
        "not reported.",
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
        "An old id that somebody bears again",
        "was: keeps old addresses alive: whoever follows one is led to the thing that now has another id. If something "
        "else bears the old id again, the address has two meanings.",
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
        "taken_from: without the claim that it ends",
        "`taken_from: X` gives X's open claim to the same place this start as its end, so that the day stands in one "
        "spot. If X has no open claim to it, or has two, the program cannot tell which one it ends.",
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
        "Two names that are the same but for case, accents, hyphens and spaces: a reader will take one for the other. "
        "Either it is one entity, entered twice, or somebody must say that there are two, or that it is not known.",
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
        "Two ids that cannot be one",
        "What same: joins is one thing for every answer: one node, one dossier, one subject of all that is said of "
        "either. So its two ids must be entities of one kind (or of a narrower one), no claim may join them to each "
        "other, and no other row may say that they are two, or that it is not known. A private person is never joined "
        "with a named one.",
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
        "A source on which nothing rests",
        "It was added and then forgotten, or the record that cited it has gone. It is told only when everything else "
        "could be read.",
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
        "An entity of which nothing is said",
        "Nothing refers to it: it is a leftover, or the id that was meant to name it is that of another. It is told "
        "only when everything else could be read.",
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
