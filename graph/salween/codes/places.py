"""Points: where a place can be, and how exactly."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "point-at-zero",
        "Point at zero",
        "Zero and zero stand where a table had nothing. Drawn, the place lies in the Gulf of Guinea. A place whose "
        "point is not known has none.",
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
        "Point less exact than it says",
        "precision: exact says that the point is the thing itself. Two decimals of a degree are more than a "
        "kilometre, so a reader would take the wrong building for it.",
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
        "What lies inside one province or town lies near the rest of it. A point hundreds of kilometres off has a "
        "slip in a digit, or the place is inside something else.",
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
