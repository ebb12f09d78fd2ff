"""Numbers and units: what a figure can be."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "unknown-unit",
        "Missing or unknown unit",
        "Figures are comparable only in the same unit, so yuan beside CNY, or a sum without a currency, could not be"
        " checked. The ontology lists the units for money, land, time and shares. For anything else use a plain "
        "word, such as buildings.",
        """
claims:
  - subject: bluegate
    turnover: {at_least: 1000000, unit: dollars}
    date: 2024-08-03
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: bluegate
    turnover: {at_least: 1000000, unit: USD}
    date: 2024-08-03
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "negative-number",
        "Negative figure",
        "People, money, land and time start from zero. A minus sign is a mistake, or a dash copied with the figure. "
        "Use the predicate for losses to record a loss.",
        """
claims:
  - subject: hill-army
    fighters: {value: -900, counted_by: state-army}
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
    ),
    Code(
        "fraction-of-one",
        "Fraction in a count",
        "There is no half a fighter. A decimal point in a count is a thousands separator, an average, or a figure in"
        " thousands. Money, land and other measured amounts need a unit from the ontology.",
        """
claims:
  - subject: hill-army
    fighters: {value: 1.5, counted_by: state-army}
    date: 2024-08-03
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: hill-army
    fighters: {value: 1500, counted_by: state-army}
    date: 2024-08-03
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "share-over-100",
        "Share above 100 percent",
        "A share is part of a whole, in percent, so nobody holds more than 100. The ownership rules add shares up, "
        "so a wrong figure would mislead them.",
        """
claims:
  - subject: wei-an
    owns: bluegate
    date: 2024-08-03
    share: 510
    sources: [post-2024-08-04]
""",
        """
claims:
  - subject: wei-an
    owns: bluegate
    date: 2024-08-03
    share: 51
    sources: [post-2024-08-04]
""",
    ),
    Code(
        "shares-over-100",
        "Shares adding up to over 100 percent",
        "Together, holders cannot own more than the whole on one day. Either one of them had sold by then, or a "
        "figure is wrong. The ownership rules depend on these figures.",
        """
claims:
  - {subject: wei-an, owns: bluegate, date: 2024-08-03, share: 70, sources: [post-2024-08-04, times-2024-08-07]}
  - {subject: ko-lin, owns: bluegate, date: 2024-08-03, share: 60, sources: [post-2024-08-04, times-2024-08-07]}
""",
        """
claims:
  - {subject: wei-an, owns: bluegate, date: 2024-08-03, share: 40, sources: [post-2024-08-04, times-2024-08-07]}
  - {subject: ko-lin, owns: bluegate, date: 2024-08-03, share: 60, sources: [post-2024-08-04, times-2024-08-07]}
""",
        severity=WARNING,
    ),
)
