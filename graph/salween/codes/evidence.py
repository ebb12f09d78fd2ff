"""Sources, what they say, and assessments."""

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
        "Fact without a supporting source",
        "Every fact needs a source that supports it. Give the record `sources:`, or give the file one `source:` for "
        "every record without any. Sources that only contradict or report a fact do not support it. The same applies"
        " to replies, outcomes, identity judgements and facts in an entity's row.",
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
        "Source without an address",
        "A reader must be able to check the source. Give it `url:`, or `no_url:` with the reason: a book, an "
        "interview, or a page that would endanger somebody if linked.",
        _SOURCE.format(line="archive: https://example.org/archive/9"),
        _SOURCE.format(line="no_url: because it is a printed paper"),
    ),
    Code(
        "unknown-stance",
        "Unknown stance",
        "A source `supports` a record, `contradicts` it, or `reports` what others say. A report counts neither for "
        "nor against. Anything more subtle goes in `says:`.",
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
        "Unknown basis",
        "`basis:` says how the speaker knows. It can change the weight: an admission against one's own interest is "
        "stronger than a party's claim. A court finding is enough for an accusation.",
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
        "Unknown reliability grade",
        "Reliability is one letter of the Admiralty scale, from A (completely reliable) to F (cannot be judged). It "
        "grades the publisher or speaker. The scale's number grades one report. Leave the number out: Salween works "
        "that out from the sources.",
        _SOURCE.format(line=f"{_URL}\n    reliability: B2"),
        _SOURCE.format(line=f"{_URL}\n    reliability: B"),
    ),
    Code(
        "unknown-field",
        "Unknown field in `of:`",
        "`of:` names the field, role or qualifier that a source is about, or `whole`. This record has no field of "
        "that name.",
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
        "Unknown assessment status",
        "An analyst may replace the status worked out from the sources with accepted, provisional, disputed or "
        "rejected. Put how likely you think it is in `because:`.",
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
        "Assessment without a reason",
        "An analyst's status replaces the one worked out from the sources. Readers need the reason so that they can "
        "disagree.",
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
        "Source derived from itself",
        "`derives_from:` names the earlier page that a source repeats, so that copies are not counted as independent"
        " origins. In a loop no page comes first, so no origin can be counted.",
        _SOURCE.format(line=f"{_URL}\n    derives_from: [post-2024-09-01]"),
        _SOURCE.format(line=f"{_URL}\n    derives_from: [post-2024-08-04]"),
    ),
    Code(
        "same-attestation",
        "Citation written twice",
        "A citation is identified by its source, locator, speaker and stance. Two that match in all four are the "
        "same citation. Merge them, or give each its own `locator:`.",
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
        "Count without `counted_by`",
        "A count depends on who counted, and two counts can be compared only if that is known. Add `counted_by:`, or"
        " `said_by:` at the source.",
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
        "Accusation on weak evidence",
        "The record accuses somebody, but it has only weak sources, a single source or a single party. It is shown "
        "as an allegation, never as a finding. Consider the harm to the person it names.",
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
        "`of:` without a value",
        "`of:` names the field that a source is about. Either nobody gives that field a value, or the source "
        "contradicts the record but gives the same value. Readers would see a dispute about nothing.",
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
        "`still:` on a one-off event",
        "`still:` says that a lasting state held on a later day. A one-off event is over, and a permanent fact never"
        " ends, so neither takes `still:`.",
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
        "`still:` after the end",
        "The record gives an end date, yet one of its sources says that the state still held afterwards. Either the "
        "source disputes the end, or one of the dates is wrong.",
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
        "Assessment dated after the edition",
        "An assessment counts from its own date, and the edition answers as of its day. A later assessment would "
        "have no effect, without warning.",
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
        "Coverage ends after the edition",
        "`covers_to` is the last day that the dataset covers, and `edition` is the day by which it was known. An "
        "edition cannot cover days that had not yet come.",
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
