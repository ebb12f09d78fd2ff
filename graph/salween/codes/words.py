"""Ontology terms: predicates, kinds, roles and qualifiers, and what they may link."""

from __future__ import annotations

from .page import Code

CODES = (
    Code(
        "no-predicate",
        "Claim without a predicate",
        "A claim needs one predicate key, such as `controls: bridgetown`. Without it the row has a subject, dates "
        "and sources but says nothing.",
        """
claims:
  - subject: hill-army
    from: 2024-08-03
    extent: town
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
        "two-predicates",
        "Claim with two predicates",
        "Each claim has separate dates, sources and status, so each predicate needs a separate claim. Often the dash"
        " before the second claim is missing.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    contests: capital
    from: 2024-08-03
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    sources: [post-2024-08-04]
  - subject: hill-army
    contests: capital
    from: 2024-08-03
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "unknown-predicate",
        "Unknown predicate",
        "Predicates are declared in ontology/ with their domain, range, family and staleness limit. Salween can "
        "neither check nor draw one that is not declared. A new one needs no Python: add it beside similar ones.",
        """
claims:
  - subject: hill-army
    controlls: bridgetown
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
        "unknown-kind",
        "Unknown kind",
        "The kind decides what can be said of an entity and which roles an event has. Group kinds (Actor, Event) are"
        " too broad: choose a narrower one. Kinds of event go under `events:` as `event:`, and kinds of entity under"
        " `entities:` as `kind:`.",
        """
entities:
  - id: river-guard
    kind: Actor
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
        "unknown-role",
        "Unknown role",
        "The ontology lists the roles of each kind of event, and they give the edges: who leased from whom, who met "
        "whom. A claim has no roles. To use this role, write an event of a kind that has it.",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[hill-army], [river-union]]
    mediater: treasury
    sources: [post-2024-08-04]
""",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[hill-army], [river-union]]
    mediator: treasury
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "unknown-qualifier",
        "Qualifier not allowed here",
        "A qualifier adds detail to a claim, an event or a role, and the ontology says which ones take it. A share "
        "goes with owning, and an extent with control of ground.",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    share: 50
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: bridgetown
    from: 2024-08-03
    extent: part
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "folded-only",
        "Derived-only predicate",
        "Salween derives who met whom, or who leased from whom, from events, which give the date, place and roles. "
        "It derives conclusions from rules, which give their reasons. Written as a claim, the edge would lose both.",
        """
claims:
  - subject: hill-army
    met: river-union
    date: 2024-08-02
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
        "wrong-domain",
        "Wrong kind of subject",
        "The ontology lists the kinds that can be the subject of each predicate. Subject and object may be swapped, "
        "the predicate may be wrong, or the entity has the wrong `kind:`.",
        """
claims:
  - subject: bridgetown
    controls: upland
    from: 2024-08-03
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    controls: upland
    from: 2024-08-03
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "wrong-range",
        "Wrong kind of object, role or speaker",
        "The ontology lists the kinds that can be the object of a predicate or have a role. A publisher, speaker or "
        "counter must be an actor. A wrong kind here would draw an edge that means nothing.",
        """
claims:
  - subject: hill-army
    controls: river-union
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
        "twice-in-role",
        "Name twice in one role",
        "A role assignment is identified by its event, role and actor, so that it can have a title or a source. The "
        "same name twice in one role is a repeat, or another name was meant.",
        """
events:
  - id: capital-talks-2024-08
    event: Meeting
    date: 2024-08-02
    sides: [[hill-army, river-union], [river-union]]
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
)
