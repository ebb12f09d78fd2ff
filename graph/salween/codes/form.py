"""Keys, shapes and values: whether a value can be read at all."""

from __future__ import annotations

from .page import Code

CODES = (
    Code(
        "unknown-key",
        "Unknown key",
        "The key is misspelt, at the wrong level, or the rest of a text cut at its comma. Unknown keys are errors "
        "because a key that is ignored would lose a fact.",
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
        "Missing key",
        "The row cannot be used or checked without this key: a kind for an entity, sides for a meeting, a reading "
        "date for a source. A misspelt key is reported as unknown-key instead.",
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
        "Wrong YAML shape",
        "A value is a single value, a list, or a set of key: value pairs. This key needs a different shape, and "
        "guessing could change the meaning. For example, a flat list of sides does not say who met whom.",
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
        "Empty list",
        "An empty list reads like a fact: that there were no sources, or no sides. Leave out what is not known.",
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
        "Not an allowed value",
        "This key takes a word from a fixed list, so that records can be compared and counted. Write true and false "
        "in full, never yes or no.",
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
        "Not a number",
        "Write a number in digits, with a point for decimals and no commas, signs or units. For inexact numbers use "
        "`about:`, `at_least:`, or `low:` with `high:`. Put the unit in `unit:`.",
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
        "Quantity without one clear number",
        "A quantity has exactly one of `value:`, `about:`, `at_least:`, or `low:` with `high:`. With none there is "
        "no number. With two it is unclear which one counts.",
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
        "Range with `low` above `high`",
        "The two ends are swapped, or one has a wrong digit. Nothing can lie in such a range.",
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
        "Invalid web address",
        "An address starts with http:// or https:// and contains no spaces. The `base:` of the dataset also ends in "
        "/ or #, because every address in the dataset is built on it.",
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
        "Empty locator",
        "The text after # says where in the source to look: a paragraph, a page or a minute. Write it, or remove the"
        " #.",
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
        "Invalid coordinates",
        "A point is [latitude, longitude] in degrees, in that order. A first number above 90 means that the two are "
        "swapped. If both are below 90, check the map.",
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
        "Each name and source has a language tag, with script or country if needed (BCP 47): en, my, th, zh-Hans, "
        "en-GB. Readers see the name in their own language. Not chinese, en_GB or my-Burmese. Inside braces, quote a"
        " name that contains a comma.",
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
        "Dataset without records",
        "There is no YAML file under data/ except dataset.yaml, so there is nothing to check or build. Check that "
        "this is the right folder, or add the first file.",
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
