"""Coordinates: where a place can be, and how precisely."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "point-at-zero",
        "Coordinates of zero",
        "Zero and zero usually mean that a table had no value. On the map the place would lie in the Gulf of Guinea."
        " If the point is not known, leave it out.",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    within: upland
    point: [0, 0]
    precision: town
    sources: [gazetteer-2020]
""",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    within: upland
    point: [22.8, 97.6]
    precision: town
    sources: [gazetteer-2020]
""",
    ),
    Code(
        "point-too-exact",
        "Precision finer than the point",
        "`precision: exact` means that the point is the thing itself. Two decimals of a degree are more than a "
        "kilometre, so a reader could pick the wrong building.",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    within: upland
    point: [22.83, 97.61]
    precision: exact
    sources: [gazetteer-2020]
""",
        """
entities:
  - id: oxbow
    kind: Town
    name: {en: Oxbow}
    within: upland
    point: [22.8312, 97.6134]
    precision: exact
    sources: [gazetteer-2020]
""",
        severity=WARNING,
    ),
    Code(
        "point-far-off",
        "Point far from its neighbours",
        "Places in one province or town lie near each other. This one is hundreds of kilometres away: a digit is "
        "wrong, or the place belongs in another area.",
        """
entities:
  - {id: oxbow, kind: Town, name: {en: Oxbow}, within: upland, point: [22.8, 97.6], precision: town}
  - {id: ferry, kind: Town, name: {en: Ferry}, within: upland, point: [29.8, 97.6], precision: town}

source: gazetteer-2020
""",
        """
entities:
  - {id: oxbow, kind: Town, name: {en: Oxbow}, within: upland, point: [22.8, 97.6], precision: town}
  - {id: ferry, kind: Town, name: {en: Ferry}, within: upland, point: [22.9, 97.6], precision: town}

source: gazetteer-2020
""",
        severity=WARNING,
    ),
)
