"""Events and plans: sides, roles and outcomes."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "one-sided",
        "Event with only one side",
        "A meeting, clash or ceasefire is between sides, and each name on one side is linked to each on the other. "
        "With one side it links nobody. Write each side as a list: `sides: [[hill-army], [river-union]]`.",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[hill-army, river-union]]
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
        "seen-not-begun",
        "`date:` where `from:` is needed",
        "A listing, lease, agreement or sentence starts with an act and lasts until something ends it. `date:` is a "
        "day on which a lasting state was seen, so the start would be lost. If it was only seen in force, write "
        "`from: unknown` and `still: true` at the source.",
        """
events:
  - id: west-listing-2024-08
    event: Listing
    date: 2024-08-03
    issuer: treasury
    list: west-list
    listed: wei-an
    sources: [post-2024-08-04]
""",
        """
events:
  - id: west-listing-2024-08
    event: Listing
    from: 2024-08-03
    issuer: treasury
    list: west-list
    listed: wei-an
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "outside-its-event",
        "Role outside the event's dates",
        "A participant has a role only while the event lasts. A `from:` before the event starts, or an `until:` "
        "after it ends, means that one of the dates is wrong.",
        """
events:
  - id: west-listing-2024-08
    event: Listing
    from: 2024-08-03
    issuer: treasury
    list: west-list
    listed: {actor: wei-an, from: 2024-07-01}
    sources: [post-2024-08-04]
""",
        """
events:
  - id: west-listing-2024-08
    event: Listing
    from: 2024-08-03
    issuer: treasury
    list: west-list
    listed: {actor: wei-an, from: 2024-08-04}
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "outcome-too-early",
        "Outcome older than its plan",
        "Nobody can know the outcome of a plan before its day. Cite a source from that day or later. Until there is "
        "one, the outcome is unknown.",
        """
events:
  - id: capital-talks-2024-09
    event: Meeting
    mode: planned
    date: 2024-09-10
    sides: [[hill-army], [river-union]]
    sources: [post-2024-08-04]
    outcome: {happened: no, sources: [times-2024-08-07]}
""",
        """
events:
  - id: capital-talks-2024-09
    event: Meeting
    mode: planned
    date: 2024-09-10
    sides: [[hill-army], [river-union]]
    sources: [post-2024-08-04]
    outcome: {happened: no, sources: [post-2025-04-23]}
""",
    ),
    Code(
        "plan-without-outcome",
        "Past plan without `outcome:`",
        "The dataset covers the day of this plan, so the plan either came about or did not. Add `outcome:` with a "
        "source. Write `outcome: {happened: unknown}` if you know of no source.",
        """
events:
  - id: capital-talks-2024-09
    event: Meeting
    mode: planned
    date: 2024-09-10
    sides: [[hill-army], [river-union]]
    sources: [post-2024-08-04]
""",
        """
events:
  - id: capital-talks-2024-09
    event: Meeting
    mode: planned
    date: 2024-09-10
    sides: [[hill-army], [river-union]]
    sources: [post-2024-08-04]
    outcome: {happened: unknown}
""",
        severity=WARNING,
    ),
    Code(
        "title-repeats-name",
        "Title that repeats the name",
        "A title gives a person's post on that day, such as envoy or deputy minister, and is shown beside the name. "
        "Repeating the name adds nothing.",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[{actor: ko-lin, title: Ko Lin}], [river-union]]
    sources: [post-2024-08-04]
""",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[{actor: ko-lin, title: envoy}], [river-union]]
    sources: [post-2024-08-04]
""",
        severity=WARNING,
    ),
    Code(
        "only-own-word",
        "Participant named only by themselves",
        "A spokesperson who describes a meeting did not necessarily attend it. If no other source names them as a "
        "participant, put the name in `said_by:` at the source, not in the event. Their own account is enough for "
        "what they suffered or did to others.",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[hill-army, ko-lin], [river-union]]
    sources: [{source: post-2024-08-04, said_by: ko-lin}]
""",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[hill-army], [river-union]]
    sources: [{source: post-2024-08-04, said_by: ko-lin}]
""",
        severity=WARNING,
    ),
    Code(
        "same-event",
        "Event recorded twice",
        "Two events with the same kind, day, place and names are one event. Recorded twice, it is counted twice and "
        "confirms itself. If there were two events, add the place, name or day that tells them apart.",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[hill-army], [river-union]]
    sources: [post-2024-08-04]
  - id: union-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[river-union], [hill-army]]
    sources: [post-2024-08-04]
""",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[hill-army], [river-union]]
    sources: [post-2024-08-04]
  - id: union-talks-2024-08
    event: Meeting
    date: 2024-08-02
    place: bridgetown
    sides: [[river-union], [hill-army]]
    sources: [post-2024-08-04]
""",
        severity=WARNING,
    ),
)
