"""Links: no self-links, no circles, one identity judgement for each pair."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "joined-to-itself",
        "Claim linking a thing to itself",
        "A claim links two different things. With the same id at both ends, one of them is wrong. Nor can an actor "
        "take a place from itself.",
        """
claims:
  - subject: hill-army
    sides_with: hill-army
    from: 2024-08-03
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    sides_with: river-union
    from: 2024-08-03
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "circular-chain",
        "Circular chain",
        "A place cannot lie inside its own part, a department cannot be above its ministry, and nobody is their own "
        "ancestor. A circle would make every answer along the chain wrong.",
        """
entities:
  - {id: oxbow, kind: District, name: {en: Oxbow}, within: ferry, sources: [gazetteer-2020]}
  - {id: ferry, kind: District, name: {en: Ferry}, within: oxbow, sources: [gazetteer-2020]}
""",
        """
entities:
  - {id: oxbow, kind: District, name: {en: Oxbow}, within: upland, sources: [gazetteer-2020]}
  - {id: ferry, kind: District, name: {en: Ferry}, within: oxbow, sources: [gazetteer-2020]}
""",
    ),
    Code(
        "contrary-identity",
        "Conflicting identity judgements",
        "Two things are the `same`, `different`, or we are `unsure`. Each pair gets one judgement, and a judgement "
        "names two different ids.",
        """
identity:
  - {different: [moonpark, bridgetown], because: one is a compound, sources: [post-2024-08-04]}
  - {unsure: [bridgetown, moonpark], because: both are on the river, sources: [post-2024-08-04]}
""",
        """
identity:
  - {different: [moonpark, bridgetown], because: one is a compound, sources: [post-2024-08-04]}
""",
    ),
    Code(
        "bad-outside-id",
        "Invalid external id",
        "Other datasets are linked by the ids of Wikidata, GeoNames and other registers. An address or a name in "
        "place of the id links nothing.",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    within: upland
    ids: {wikidata: https://www.wikidata.org/wiki/Q42}
    sources: [gazetteer-2020]
""",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    within: upland
    ids: {wikidata: Q42}
    sources: [gazetteer-2020]
""",
    ),
    Code(
        "shared-outside-id",
        "External id on two entities",
        "A register gives one thing one id. Two entities with the same id are one thing written twice, or one id was"
        " copied by mistake. If they are different things, say so under `identity:`.",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    within: upland
    ids: {wikidata: Q42}
    sources: [gazetteer-2020]
  - {id: ferry, kind: Town, name: {en: Ferry}, within: upland, ids: {wikidata: Q42}, sources: [gazetteer-2020]}
""",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    within: upland
    ids: {wikidata: Q42}
    sources: [gazetteer-2020]
  - {id: ferry, kind: Town, name: {en: Ferry}, within: upland, ids: {wikidata: Q43}, sources: [gazetteer-2020]}
""",
        severity=WARNING,
    ),
)
