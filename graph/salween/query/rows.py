"""Rows: what a query gave, as plain Python values, and how it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
from wcwidth import wcswidth

from ..compile import PREFIXES
from ..ontology import XSD

if TYPE_CHECKING:
    import pandas

Cell = str | int | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: variables without `?`, and a tuple of values a row. IRIs are text; unbound is None."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    base: str = ""

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Cell, ...]]:
        return iter(self.rows)

    def column(self, name: str) -> list[Cell]:
        """Return the values of one variable; KeyError where there is none of that name."""
        if name not in self.variables:
            raise KeyError(f"no column {name!r}: there are {', '.join(self.variables)}")
        index = self.variables.index(name)
        return [row[index] for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """Return a data frame; needs pandas (`pip install salween[notebook]`)."""
        import pandas

        return pandas.DataFrame([list(row) for row in self.rows], columns=list(self.variables))

    def to_table(self, width: int = 0) -> str:
        """Return the rows as a text table: screen cells counted, long cells wrapped to `width` (0: as they are)."""
        cells = [[shorten(value, self.base) for value in row] for row in self.rows]
        return text_table([name.replace("_", " ") for name in self.variables], cells, width)

    def _repr_html_(self) -> str:
        from html import escape

        head = "".join(f"<th>{escape(name)}</th>" for name in self.variables)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(shorten(value, self.base))}</td>" for value in row) + "</tr>"
            for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def from_solutions(solutions: ox.QuerySolutions, base: str) -> Rows:
    """Return the solutions of a SELECT as rows, in the order given."""
    variables = tuple(variable.value for variable in solutions.variables)
    rows = tuple(tuple(_plain(solution[name]) for name in variables) for solution in solutions)
    return Rows(variables, rows, base)


def first_rows(
    result: ox.QuerySolutions | ox.QueryBoolean, most: int
) -> tuple[ox.QuerySolutions | ox.QueryBoolean, bool]:
    """Return no more than so many rows of a result, and whether there were more.

    The engine writes whole results only, so the rows pass through TSV, which says every term exactly: that a result is
    cut can then be told in its head, before its first byte.
    """
    if isinstance(result, ox.QueryBoolean) or not result.variables:
        return result, False
    names = [variable.value for variable in result.variables]
    rows, is_cut = ["\t".join(f"?{name}" for name in names)], False
    for number, solution in enumerate(result):
        is_cut = number == most
        if is_cut:
            break
        rows.append("\t".join(_written(solution[name]) for name in names))
    again = ox.parse_query_results("\n".join([*rows, ""]).encode(), format=ox.QueryResultsFormat.TSV)
    assert isinstance(again, ox.QuerySolutions)
    return again, is_cut


def _written(term: Any) -> str:
    """Return a term as TSV has it, empty where there is none; a triple term says its own three without brackets."""
    if term is None:
        return ""
    return f"<<( {term} )>>" if isinstance(term, ox.Triple) else str(term)


def _plain(term: Any) -> Cell:
    """Return an RDF term as the Python value that it is."""
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        try:
            if kind == XSD + "integer":
                return int(term.value)
            if kind == XSD + "decimal":
                return Decimal(term.value)
            if kind == XSD + "boolean":
                return term.value in ("true", "1")
            if kind == XSD + "date":
                return date.fromisoformat(term.value)
        except ValueError:  # an ill-typed literal is shown as it was written
            pass
        return term.value
    return str(getattr(term, "value", term))


def shorten(value: Cell, base: str) -> str:
    """Return a cell as a person reads it: ids without their base, terms with their prefix."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if text.startswith("http"):
        for prefix, namespace in PREFIXES.items():  # before the base: it may be the head of the ontology's address
            if text.startswith(namespace):
                local = text[len(namespace) :]
                return local if prefix == "sal" else f"{prefix}:{local}"
    if base and text.startswith(base):
        return text[len(base) :].partition("/")[2] or text[len(base) :]
    return text


def text_table(head: Sequence[str], cells: Sequence[Sequence[str]], width: int = 0) -> str:
    """Return a table for the terminal. Where it is wider than `width`, the widest columns are wrapped, and rows are
    set apart by an empty line; where even that is too wide, each row is a block of its own, a line a column.

    Widths are in screen cells: a Chinese character has two, a Burmese mark none.
    """
    columns = [[_one_line(row[index]) for row in cells] for index in range(len(head))]
    wide = [max([_cells(name), *(_cells(cell) for cell in column)]) for name, column in zip(head, columns, strict=True)]
    if width:
        while sum(wide) + 2 * (len(wide) - 1) > width and max(wide) > 12:
            wide[wide.index(max(wide))] -= 1
        if sum(wide) + 2 * (len(wide) - 1) > width:
            return "\n\n".join(_block(head, row, width) for row in zip(*columns, strict=True))
    top = [_line([_wrap(name, w) for name, w in zip(head, wide, strict=True)], wide)]
    top.append(_line([["─" * w] for w in wide], wide))
    rows = [_line([_wrap(columns[c][index], wide[c]) for c in range(len(head))], wide) for index in range(len(cells))]
    between = "\n\n" if any("\n" in row for row in rows) else "\n"
    return "\n".join([*top, between.join(rows)])


def _block(head: Sequence[str], row: Sequence[str], width: int) -> str:
    """Return one row as a name and a text a line; what is empty is left out."""
    margin = max(map(_cells, head))
    room = max(12, width - margin - 2)
    lines = []
    for name, cell in zip(head, row, strict=True):
        first, *rest = _wrap(cell, room)
        if cell:
            lines += [f"{name}{' ' * (margin - _cells(name))}  {first}", *(" " * (margin + 2) + more for more in rest)]
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cells(text: str) -> int:
    return max(wcswidth(text), 0) or (len(text) if text else 0)


def _wrap(text: str, width: int) -> list[str]:
    """Break a text at spaces where it can, else inside a word."""
    lines, line = [], ""
    for word in text.split(" "):
        candidate = f"{line} {word}" if line else word
        if _cells(candidate) <= width:
            line = candidate
            continue
        if line:
            lines.append(line)
        line = word
        while _cells(line) > width:
            cut = len(line)
            while cut > 1 and _cells(line[:cut]) > width:
                cut -= 1
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def _line(cells: Sequence[Sequence[str]], wide: Sequence[int]) -> str:
    height = max(len(cell) for cell in cells)
    lines = []
    for number in range(height):
        parts = [cell[number] if number < len(cell) else "" for cell in cells]
        padded = (part + " " * (w - _cells(part)) for part, w in zip(parts, wide, strict=True))
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines)
