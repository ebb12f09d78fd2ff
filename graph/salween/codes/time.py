"""Dates and times: what a date may say, and what a source can know of it."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "bad-date",
        "A date that cannot be read",
        "A date is written as in ISO 8601 and EDTF: 2024-08-03, 2024-08 or 2024, with ~ for about and ? for unsure; "
        "[a..b] is one day within, and a/b, in date: only, all the days. Numbers with slashes mean one day here and "
        "another there, and seasons differ from place to place. An open end is not written at all: 9999 or present "
        "would claim to know it.",
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
        "A day that is in no calendar",
        "The month has fewer days, or there is no such month: a slip of a digit, or day and month in the other order.",
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
        "A year of the Buddhist era",
        "Thai sources count the years from 543 before our era, and Burmese ones from other years again. A year between "
        "2400 and 2700 is refused with the converted one, since it would otherwise stand in the far future in silence.",
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
        "A duration where one day is meant",
        "`a/b` covers all the days from a to b, and belongs to date:. A start is one day, even if nobody knows which: "
        "[a..b]. What lasted from a to b has from: a, and until: the day after b.",
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
        "An event that happened once and lasted",
        "An event has a date:, if it happened on a day or over some days, or from: and until:, if it holds until "
        "something ends it, as a lease or a ceasefire does. With both nobody can tell when it was over.",
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
        "A state or an occurrence without a time",
        "A state without a time would be read as now, and what happened, happened on some day. A state has from:, or "
        "date: for a day on which it was seen, or from: unknown where no source says.",
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
        "An end before its start",
        "One of the two dates is a slip, or they are swapped. `until` is the first day on which it no longer holds, so "
        "it is always later than `from`.",
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
        "An end on the day of the start",
        "`until` is the first day on which it no longer holds: what begins and ends on one day has held for none. What "
        "held for a single day ends on the next one; what happened on a day is an event with a date.",
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
        "A date that no source could know",
        "A source vouches only for what it could know: a start, an end or a day rests on a supporting source that is "
        "dated on or after it. What a source only expected is a plan.",
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
        "A source newer than the edition",
        "The edition in dataset.yaml is the day by which everything in it was known; answers are given as known on "
        "that day. A newer source makes a new edition.",
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
        "“Still true” by a source of unknown date",
        "`still: true` says that it held on the day the source came out. Where that day is unknown, the day on which "
        "we read it would be taken for the day on which it was true.",
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
        "A denial of the whole for a day on which nothing is claimed",
        "To contradict the whole of a record is to say that it did not hold on some day on which the record says that "
        "it did. On another day it denies nothing, or only the start or the end; a lasting claim needs the day.",
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
        "Two accepted holders of one thing on one day",
        "The ontology says that the object has one holder at a time, and on some day two are certain. Either the "
        "earlier one has ended, or each holds a part, or they hold it jointly; or the sources disagree, and then both "
        "are shown as disputed.",
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
