"""Numbers and units: what a figure can be."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "unknown-unit",
        "Missing or unknown unit",
        "Two figures are compared only where their units are the same, so yuan beside CNY, or a sum with no currency, "
        "would agree with everything. The ontology lists the units of what is measured. Anything else is counted in a "
        "word of your own, such as buildings.",
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
        "People, money, land and time are counted from zero up. A minus is a slip, or a dash that was copied with the "
        "figure. A loss has a predicate of its own.",
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
        "Fraction of something whole",
        "There is no half a fighter. A decimal point in a count is a thousands separator, an average, or thousands "
        "that were not written out. What is measured, such as money or land, has a unit of the ontology.",
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
        "A share is a part of a whole, in percent. Nobody holds more than all of it, and the rules that conclude who "
        "owns half of a company add shares up.",
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
        "Shares above 100 percent together",
        "What several people certainly hold of one thing on one day is no more than all of it. Either one of them had "
        "sold by then, or a figure is wrong, and the rules on ownership would rest on it.",
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
