"""The words of the ontology: predicates, kinds, roles and qualifiers, and what they may join."""

from __future__ import annotations

from .page import Code

CODES = (
    Code(
        "no-predicate",
        "A claim without a predicate",
        "A claim says one thing of its subject, under a key that is one predicate of the ontology. Without it the row "
        "has a subject, dates and sources, and says nothing.",
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
        "A claim with more than one predicate",
        "Each proposition has its own dates, sources and doubt, so each is a claim of its own. Often the dash before "
        "the second one was forgotten.",
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
        "A predicate that is not declared",
        "Predicates are declared in ontology/, where their domain, range, family and lapse stand; what is not declared "
        "can be neither checked nor drawn. A new one needs no Python: declare it beside its neighbours.",
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
        "A kind that is not declared, or only groups others",
        "The kind says what may be said of an entity, or which roles an event has. A kind that groups others (Actor, "
        "Event) is too wide to say anything; a kind of event stands under events:, never under entities:.",
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
        "A role that the event does not have",
        "The ontology gives each kind of event its roles, and by them it folds to ties: who leased from whom, who met "
        "whom. A role of another kind of event would be lost, and a claim has none.",
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
        "A qualifier that does not go with this",
        "A qualifier says more about a claim, an event or a role, and the ontology says about which: a share goes with "
        "owning, an extent with holding ground.",
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
        "A tie that is never authored",
        "Who met whom, or who leased from whom, comes from events, which say when, where and in which role; what a "
        "rule concludes comes from the rule, which says what it rests on. Authored as a bare claim it would hide both.",
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
        "A subject of a kind that the predicate does not take",
        "The ontology lists the kinds that may be the subject of a predicate. Subject and object have changed places, "
        "or another predicate is meant, or the kind of the entity is a slip.",
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
        "An object, a role or a speaker of a kind that is not allowed",
        "The ontology lists the kinds that may be the object of a predicate or play a role; whoever publishes, says or "
        "counts something must be able to speak. A slip here draws a tie that means nothing.",
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
        "Somebody twice in one role of an event",
        "A part of an event has an address of its own, made of its role and who has it, so that a title or a source "
        "can hang on it. Two with one address are one: a name was entered twice, or another was meant.",
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
