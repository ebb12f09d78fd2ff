"""What is joined: no thing with itself, no circle, one verdict."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "joined-to-itself",
        "Claim about one thing twice",
        "A claim joins two things. With one id at both ends, one of the two is a slip. Nobody takes a place from "
        "themselves either.",
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
        "Part that contains its whole",
        "What is inside something does not contain it, a department is not above its ministry, and nobody is their "
        "own ancestor. A circle makes every answer that follows the chain wrong.",
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
        "Two verdicts on one pair",
        "Two things are the same, different, or it is not known. One pair has one verdict, and names two things.",
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
        "Malformed id of a register",
        "Other data is joined by the ids of Wikidata, GeoNames and other registers, so an address or a name in place "
        "of the id joins nothing.",
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
        "One outside id on two things",
        "A register has one id for one thing. Two entities with the same are one thing written twice, or one of the "
        "ids was copied. If they differ all the same, say so under identity:.",
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
