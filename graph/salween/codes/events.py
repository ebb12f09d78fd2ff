"""Events and plans: sides, roles, and what a plan can have come to."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "one-sided",
        "Meeting with one side",
        "A meeting, a clash or a ceasefire is between sides, and each name on one side is joined to each on the "
        "other. With one side it joins nobody, and the event says less than it seems to.",
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
        "Day seen on what begins by an act",
        "A listing, a lease, an agreement or a sentence begins by an act and stands until something ends it. date: is "
        "a day on which something lasting was seen, so nothing would say when it began. Where it was only seen in "
        "force, write from: unknown and still: at the source.",
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
        "Role outside the time of its event",
        "Who is in a role of an event is in it while the event lasts. An own from: before the event begins, or an own "
        "until: after it has ended, is a slip in one of the two.",
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
        "Before its day nobody knows whether a plan comes about. What a source expected, or called off, before that "
        "day leaves the outcome unknown until a source of that day or later says so.",
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
        "Plan whose day is over",
        "A plan for a day that the dataset covers either came about or did not. Without an outcome a reader is left "
        "with a plan that may be a year old. outcome: {happened: unknown} says that no source is known.",
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
        "A title tells what somebody was on that day, and is shown beside the name: an envoy, a deputy minister. The "
        "name again says nothing.",
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
        "Participant on their own word alone",
        "A spokesperson who tells of a meeting was not thereby there. Where nobody else names them as a participant, "
        "the name belongs to said_by: at the source, not into the event. What somebody did to them, or is done by "
        "them, may well be their own account.",
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
        "Event written twice",
        "Two events of one kind, on one day, in one place, with the same names are one event: written twice, it is "
        "counted twice and confirms itself. What tells two apart is the place, the names or the day.",
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
