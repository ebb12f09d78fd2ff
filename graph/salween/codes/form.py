"""Keys, shapes and values: whether what stands there can be read at all."""

from __future__ import annotations

from .page import Code

CODES = (
    Code(
        "unknown-key",
        "A key that means nothing here",
        "It is misspelt, or stands at the wrong level, or is the rest of a text that was cut at its comma. A key that "
        "nobody reads would be a fact lost, so none is skipped.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    untill: 2024-08-04
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    until: 2024-08-04
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "missing-key",
        "A key that is needed is not there",
        "Without it the row says nothing, or nothing that can be checked: an entity without a kind, a meeting without "
        "sides, a source without a day of reading. A key that is only misspelt is reported as that.",
        """
entities:
  - id: river-guard
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
        "wrong-shape",
        "A list, a mapping or nothing where something else is meant",
        "A value stands as one thing, as a list with dashes or brackets, or as key: value pairs. Where one is meant "
        "and another stands, guessing would invent what the author did not say; so a flat list of sides is not made "
        "into two sides, since who met whom is across the sides.",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [hill-army, river-union]
    sources: [post-2024-08-04]
""",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[hill-army], [river-union]]
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "empty-list",
        "A list with nothing in it",
        "An empty list reads like a fact: that there are no sources, or no sides. What is not known is left out.",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[hill-army], [river-union]]
    about: []
    sources: [post-2024-08-04]
""",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[hill-army], [river-union]]
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "wrong-value",
        "A value that is none of the words allowed",
        "Some keys take one of a closed list of words, so that records can be compared and counted; true and false are "
        "written so, and no other word stands for them.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    extent: city
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    extent: town
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "bad-number",
        "A value that is not a number",
        "Digits with a point are a number; words, commas, signs and units are not. What is not exact has a form of its "
        "own: about:, at_least:, or low: with high:, and the unit stands in unit:.",
        """
claims:
  - subject: hill-army
    fighters: about 900
    date: 2024-08-03
    sources: [{source: post-2024-08-04, said_by: state-army}]
""",
        """
claims:
  - subject: hill-army
    fighters: {about: 900, unit: people}
    date: 2024-08-03
    sources: [{source: post-2024-08-04, said_by: state-army}]
""",
    ),
    Code(
        "bad-quantity",
        "A quantity in no form or in two",
        "A quantity is one of value:, about:, at_least:, or low: with high:. With none of them there is no number, and "
        "with two of them nobody can tell which one counts.",
        """
claims:
  - subject: hill-army
    fighters: {value: 871, about: 900, counted_by: state-army}
    date: 2024-08-03
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    fighters: {about: 900, counted_by: state-army}
    date: 2024-08-03
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "low-above-high",
        "A range that begins above its end",
        "The two ends are swapped, or one has a slip of a digit. A range that holds no number would agree with none.",
        """
claims:
  - subject: hill-army
    fighters: {low: 900, high: 600, counted_by: state-army}
    date: 2024-08-03
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    fighters: {low: 600, high: 900, counted_by: state-army}
    date: 2024-08-03
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "bad-url",
        "An address that leads nowhere",
        "Readers follow it: it begins with http:// or https:// and holds no space. The base of the dataset also ends "
        "in / or #, since every address of the record is made by adding to it.",
        """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    url: example.org/post/9
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}
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
    ),
    Code(
        "bad-locator",
        "An empty locator after a source",
        "What follows the # says where in the source it stands: a paragraph, a page, a minute. An empty one is a slip "
        "of the one that was meant.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: ["post-2024-08-04#"]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: ["post-2024-08-04#p2"]
""",
    ),
    Code(
        "bad-point",
        "A point that is not on the earth",
        "A point is [latitude, longitude] in degrees, in this order. Where the first number is above 90 the two are "
        "swapped, as many maps write them; where both are below 90 only a map shows it.",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    within: upland
    point: [97.7, 22.9]
    sources: [gazetteer-2020]
""",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    within: upland
    point: [22.9, 97.7]
    sources: [gazetteer-2020]
""",
    ),
    Code(
        "bad-language",
        "Invalid language tag",
        "A name, like a source, has the tag of its language and, where it matters, of its script or country (BCP 47): "
        "en, my, th, zh-Hans, en-GB. A reader is shown the name in a language they read. chinese, en_GB and my-Burmese "
        "are no tags. A name with a comma must be quoted inside braces, or its rest is taken for a tag.",
        """
entities:
  - id: oxbow
    kind: Town
    name: {english: Oxbow}
    within: upland
    sources: [gazetteer-2020]
""",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    within: upland
    sources: [gazetteer-2020]
""",
    ),
    Code(
        "empty-record",
        "There is no record",
        "Under data/ there is no YAML file but dataset.yaml, so that there is nothing to check or to build. The folder "
        "is another one than was meant, or the record has yet to be begun.",
        "# only data/dataset.yaml\n",
        """
sources:
  - id: my-notes-2026-05-01
    publisher: our-desk
    title: Notes of the first day
    published: 2026-05-01
    retrieved: 2026-05-01
    read: whole
    no_url: because they are on paper
    language: en

entities:
  - {id: our-desk, kind: Association, name: {en: Our desk}, sources: [my-notes-2026-05-01]}
""",
    ),
)
