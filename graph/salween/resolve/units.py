"""What a quantity may be: no less than nothing, no more than the whole, and in a unit that others can be compared with.

The ontology says what each quantity measures and in which units. Two figures are compared only where their units are
the same, so a unit has one spelling. Knows no YAML; a fault is the code, what is wrong and the fix.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ..dates import Fault
from ..ontology import Ontology
from ..problem import suggest

#: The dimension of the parts of a whole, and how much the whole is in its own unit.
SHARE, WHOLE = "dimensionShare", 100


def unit_of(written: str, dimension: str, ontology: Ontology, is_needed: bool = True) -> str | Fault:
    """Return the unit of a quantity, or why what is written is none.

    Where only one unit measures a dimension, it need not be written. A rate begins with its unit: "THB an acre".
    `is_needed` is false where a figure without a unit takes that of the figure it differs from.
    """
    units = ontology.units
    allowed = [unit.key for unit in units.values() if unit.dimension == dimension]
    if not written:
        if len(allowed) == 1:
            return allowed[0]
        if not allowed or not is_needed:
            return ""
        return Fault("unknown-unit", "has no unit", f"add unit: with one of {', '.join(allowed)}")
    if written in units and (not dimension or written in allowed):
        return written
    meant = next((unit.key for unit in units.values() if written.casefold() in map(str.casefold, unit.spellings)), "")
    if meant and (not dimension or meant in allowed):
        return Fault("unknown-unit", f'"{written}" is not the standard unit', f"write unit: {meant}")
    if not dimension or written.split()[0] in allowed:
        return written
    fix = suggest(written, allowed, f"choose from {', '.join(allowed)}, or declare it in {ontology.path}")
    measured = dimension.removeprefix("dimension").lower()
    return Fault("unknown-unit", f'"{written}" is not a unit of {measured}', fix)


def number_fault(number: Decimal, unit: str, dimension: str, ontology: Ontology) -> Fault | None:
    """Return why a number cannot be one of its unit, or None where it can."""
    if number < 0:
        return Fault("negative-number", f'"{number}" is negative', f"write {-number}, or correct the figure")
    if dimension == SHARE and number > WHOLE:
        return Fault("share-over-100", f'"{number} {unit}" is more than 100 percent', "write a figure from 0 to 100")
    if number != number.to_integral_value() and _is_whole(unit, ontology):
        fix = f"write the figure in full, as in {number * 1000:.0f} for {number} thousand"
        fix += "" if dimension else ". Or add the unit: it is measured in"
        return Fault("fraction-of-one", f'"{number}" is not a whole number of {unit or "things"}', fix)
    return None


def _is_whole(unit: str, ontology: Ontology) -> bool:
    """Tell whether a unit counts: a measure that the ontology declares can have fractions, any other word cannot."""
    first: Iterable[str] = unit.split()[:1]
    measure = next((ontology.units[word] for word in first if word in ontology.units), None)
    return measure is None or measure.is_whole
