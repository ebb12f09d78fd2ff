"""Sources, what they say, and what we make of it."""

from __future__ import annotations

from .page import WARNING, Code

_SOURCE = """
sources:
  - id: post-2024-09-01
    publisher: border-post
    title: A month after
    published: 2024-09-01
    retrieved: 2026-05-01
    read: whole
    {line}
    language: en

claims:
  - {{subject: hill-army, controls: bridgetown, from: 2024-08-03, sources: [post-2024-09-01]}}
"""
_URL = "url: https://example.org/post/9"

CODES = (
    Code(
        "no-source",
        "A fact without a source that supports it",
        "Every fact says who says so. A record has sources: of its own, or the file has one source: for all that have "
        "none. Sources that only contradict it, or only report it, do not carry it. So it is for a reply, an outcome, "
        "a judgement of identity, and for what is said of an entity in its own row.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04#p2]
""",
    ),
    Code(
        "source-without-url",
        "A source that a reader cannot find",
        "A reader must be able to look. A source has a url:, or no_url: with the reason why there is none: a book, an "
        "interview, a page that would harm somebody if it were linked.",
        _SOURCE.format(line="archive: https://example.org/archive/9"),
        _SOURCE.format(line="no_url: because it is a printed paper"),
    ),
    Code(
        "unknown-stance",
        "A stance that is none",
        "A source supports a record, contradicts it, or reports what others say and counts for nothing. Anything "
        "between these is said in says:.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04, {source: times-2024-08-07, stance: agrees}]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04, {source: times-2024-08-07, stance: supports}]
""",
    ),
    Code(
        "unknown-basis",
        "A basis that is none",
        "The basis says on what a speaker's word rests, and some of them change the weight: an admission against one's "
        "own interest is not a party's word, and a court's finding carries an accusation.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [{source: post-2024-08-04, basis: eyewitness}]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [{source: post-2024-08-04, basis: witness}]
""",
    ),
    Code(
        "unknown-reliability",
        "A grade that is not of the Admiralty scale",
        "Reliability is one letter from A, completely reliable, to F, cannot be judged, of the outlet or the speaker. "
        "The number that often stands beside it grades a single piece of news; here that is judged from the sources.",
        _SOURCE.format(line=f"{_URL}\n    reliability: B2"),
        _SOURCE.format(line=f"{_URL}\n    reliability: B"),
    ),
    Code(
        "unknown-field",
        "of: names no field of the record",
        "`of` says which field, role or qualifier a source speaks of, or whole. A name that the record does not have "
        "would make the source speak of nothing.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources:
      - post-2024-08-04
      - {source: times-2024-08-07, stance: contradicts, of: start, from: 2024-08-06}
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources:
      - post-2024-08-04
      - {source: times-2024-08-07, stance: contradicts, of: from, from: 2024-08-06}
""",
    ),
    Code(
        "unknown-status",
        "A status that is none",
        "An analyst may override the status that follows from the sources: accepted, provisional, disputed or "
        "rejected. How likely it is, in words, belongs into because:.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04]
    assessment: {status: probable, because: one source only, assessed_by: editors, date: 2026-05-01}
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04]
    assessment: {status: provisional, because: one source only, assessed_by: editors, date: 2026-05-01}
""",
    ),
    Code(
        "override-without-reason",
        "A judgement without a reason",
        "What an analyst decides stands in place of what follows from the sources, so a reader must be able to see why "
        "and to disagree.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04]
    assessment: {status: rejected, assessed_by: editors, date: 2026-05-01}
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04]
    assessment: {status: rejected, because: the Post withdrew it, assessed_by: editors, date: 2026-05-01}
""",
    ),
    Code(
        "circular-derivation",
        "A source that copies itself",
        "derives_from: says which earlier page a source rewrites, so that copies are not counted as a second origin. "
        "In a ring nothing is first, and nothing can be counted.",
        _SOURCE.format(line=f"{_URL}\n    derives_from: [post-2024-09-01]"),
        _SOURCE.format(line=f"{_URL}\n    derives_from: [post-2024-08-04]"),
    ),
    Code(
        "same-attestation",
        "One source cited twice for the same",
        "What a source says of a record has an address of its own, made of the source, the locator, the speaker and "
        "the stance. Two with one address are one: join them, or tell them apart by their locators.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04#p2, {source: post-2024-08-04, locator: p2}]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04#p2, {source: post-2024-08-04, locator: p5}]
""",
    ),
    Code(
        "count-without-counter",
        "A count that is nobody's",
        "A count is the claim of whoever counted, and two counts can be compared only when it is known who made them. "
        "It has counted_by:, or the source says who said it.",
        """
claims:
  - subject: hill-army
    fighters: 900
    date: 2024-08-03
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    fighters: {value: 900, counted_by: state-army}
    date: 2024-08-03
    sources: [post-2024-08-04]
""",
        severity=WARNING,
    ),
    Code(
        "weak-accusation",
        "An accusation on weak ground",
        "The record says that somebody did what law or decency condemns, and no source can carry it: only weak ones, "
        "only a party, or only one. It will be shown as a claim, never as a finding; still, think of whom it names.",
        """
claims:
  - subject: bluegate
    runs_scam_compound: moonpark
    from: 2024-08-03
    sources: [voice-2024-08-09]
""",
        """
claims:
  - subject: bluegate
    runs_scam_compound: moonpark
    from: 2024-08-03
    sources: [times-2024-08-07, post-2024-08-04]
""",
        severity=WARNING,
    ),
    Code(
        "about-nothing",
        "Source on a field that is not there",
        "of: names the field that a source speaks of. If neither the record nor the source says anything of it, or "
        "the source gives what the record gives and is said to contradict it, a reader is shown a dispute about "
        "nothing.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04, {source: times-2024-08-07, stance: contradicts, of: from, from: 2024-08-03}]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04, {source: times-2024-08-07, stance: contradicts, of: from, from: 2024-08-06}]
""",
    ),
    Code(
        "still-without-end",
        "Still true of what cannot end",
        "still: says that something lasting held on a later day. What happened once is over, and what never ends "
        "needs no such word.",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[hill-army], [river-union]]
    sources: [{source: post-2024-08-04, still: true}]
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
        "still-after-end",
        "Still true after the end",
        "The record says that it ended, and one of its sources that it still held afterwards. Both cannot be: the "
        "source contradicts the end, or one of the days is a slip.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    until: 2025-01-01
    sources: [post-2024-08-04, {source: post-2025-04-23, still: true}]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04, {source: post-2025-04-23, still: true}]
""",
    ),
    Code(
        "judged-after-edition",
        "Judgement after the edition",
        "An assessment counts from its day on, and the answers of an edition are those of its day. A judgement dated "
        "later changes nothing, without a word.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    assessment: {status: disputed, because: the map shows another flag, assessed_by: an editor, date: 2026-07-01}
    sources: [post-2024-08-04, times-2024-08-07]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    assessment: {status: disputed, because: the map shows another flag, assessed_by: an editor, date: 2026-05-01}
    sources: [post-2024-08-04, times-2024-08-07]
""",
    ),
    Code(
        "covers-after-edition",
        "Coverage after the edition",
        "covers_to is the last day the dataset vouches for, edition the day by which it was known. Nobody vouches for "
        "days that had not come.",
        """
title: A small record for tests
edition: 2026-06-01
covers_to: 2026-12-31
base: https://w3id.org/salween/
""",
        """
title: A small record for tests
edition: 2026-06-01
covers_to: 2026-04-30
base: https://w3id.org/salween/
""",
        file="data/dataset.yaml",
    ),
)
