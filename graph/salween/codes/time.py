"""Dates: what a date may say, and what a source can know about it."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "bad-date",
        "Invalid date",
        "Write 2024-08-03, 2024-08 or 2024 (ISO 8601 and EDTF), with ~ for about and ? for unsure. `[a..b]` is one "
        "day in that range, and a/b, in `date:` only, is every day of it. Slashes mean different days in different "
        "countries, and so do seasons. Leave out an open end: 9999 or present would claim to know it.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 03/08/2024
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
        "impossible-day",
        "Impossible date",
        "The month has fewer days, or its number is above 12. A digit is wrong, or day and month are swapped.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-06-31
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-06-30
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "buddhist-era",
        "Thai (Buddhist era) year",
        "Thai years run 543 ahead: 2567 is 2024. Burmese calendars differ again. A year between 2400 and 2700 is "
        "refused, with the converted year in the fix, because it would lie far in the future.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2567-08-03
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
        "interval-not-allowed",
        "Range of days as one day",
        "`a/b` covers every day from a to b and belongs in `date:`. A start is one day, even if it is not known "
        "which: `[a..b]`. For something that lasted from a to b, write `from: a`, and `until:` with the day after b.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03/2024-08-06
    sources: [times-2024-08-07]
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
        "two-times",
        "Event with `date:` and `from:`",
        "Use `date:` for what happened on one day or over some days. Use `from:` and `until:` for what holds until "
        "it ends, such as a lease or a ceasefire. With both it is unclear when the event was over.",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    from: 2024-08-01
    sides: [[hill-army], [river-union]]
    sources: [post-2024-08-04]
""",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-01/2024-08-02
    sides: [[hill-army], [river-union]]
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "no-time",
        "Record without a date",
        "A state without a date would be read as current, and every event happened on some day. Give a state "
        "`from:`, or `date:` with a day on which it was seen. Write `from: unknown` if no source says.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    date: 2024-08-04
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "end-before-start",
        "End before start",
        "One of the two dates is wrong, or they are swapped. `until` is the first day on which it no longer holds, "
        "so it is always later than `from`.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    until: 2024-07-01
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-07-01
    until: 2024-08-03
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "end-equals-start",
        "End on the start day",
        "`until` is the first day on which it no longer holds, so equal dates mean that it never held. If it held "
        "for one day, it ends the next day. For something that happened on one day, write an event with `date:`.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    until: 2024-08-03
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
        "source-before-event",
        "Source older than its fact",
        "A source can support only what it could know. A start, end or date needs a supporting source from that day "
        "or later. Record what a source only expected as a plan: `mode: planned`.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    until: 2025-04-21
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    until: 2025-04-21
    sources: [post-2024-08-04, {source: post-2025-04-23, of: until}]
""",
    ),
    Code(
        "source-after-edition",
        "Source newer than the edition",
        "`edition` in dataset.yaml is the day by which everything in it was known, and answers are as known on that "
        "day. A newer source needs a new edition.",
        """
sources:
  - id: post-2026-07-01
    publisher: border-post
    title: Two years after
    published: 2026-07-01
    retrieved: 2026-07-02
    read: whole
    url: https://example.org/post/10
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2026-07-01]}
""",
        """
sources:
  - id: post-2026-05-01
    publisher: border-post
    title: Two years after
    published: 2026-05-01
    retrieved: 2026-05-02
    read: whole
    url: https://example.org/post/10
    language: en

claims:
  - {subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2026-05-01]}
""",
    ),
    Code(
        "still-undated",
        "`still: true` from an undated source",
        "`still: true` says that the state held on the day the source was published. If that day is unknown, give "
        "the day that the source speaks of, as in `still: 2025-05`.",
        """
sources:
  - id: post-undated
    publisher: border-post
    title: Life in Bridgetown
    published: unknown
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/11
    language: en

claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04, {source: post-undated, still: true}]
""",
        """
sources:
  - id: post-undated
    publisher: border-post
    title: Life in Bridgetown
    published: unknown
    retrieved: 2026-05-01
    read: whole
    url: https://example.org/post/11
    language: en

claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04, {source: post-undated, still: 2025-05}]
""",
    ),
    Code(
        "contradiction-outside-time",
        "Contradiction outside the record's dates",
        "Contradicting a whole record means that it did not hold on a day when the record says it did. On any other "
        "day there is nothing to contradict, except the start or the end. For a lasting claim, add `date:` with the "
        "day.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources:
      - post-2024-08-04
      - {source: voice-2024-08-09, said_by: state-army, stance: contradicts}
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources:
      - post-2024-08-04
      - {source: voice-2024-08-09, said_by: state-army, stance: contradicts, date: 2024-08-09}
""",
    ),
    Code(
        "holders-in-conflict",
        "Two holders at one time",
        "The ontology allows one holder at a time, yet two are certain on the same day. The earlier may have ended, "
        "each may hold a part, or they may hold it jointly. If the sources disagree, both are shown as disputed.",
        """
claims:
  - subject: state-army
    controls: bridgetown
    from: 2024-08-01
    sources: [{source: post-2024-08-04, still: true}]
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: state-army
    controls: bridgetown
    from: 2024-08-01
    sources: [post-2024-08-04]
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    taken_from: state-army
    sources: [post-2024-08-04]
""",
        severity=WARNING,
    ),
)
