"""`ontology/views/*.yaml` → the views of the page: which ties belong to one, how it is drawn, its cards.

A view is data, as a question is: a new one needs no Python. Problems: bad-view.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ..model import Ref
from ..ontology import Ontology
from ..place import Place
from ..problem import Problem, suggest
from ..read import Mapping, Node, Sequence, read_file

FOLDER = "ontology/views"
#: How a view opens. The reader can change it.
DRAWINGS = ("ties", "map", "months", "timeline", "cards", "table")
_KEYS = ("title", "about", "order", "draw", "predicates", "families", "events", "kinds", "cards")
_ROW_KEYS = ("label", "by", "to", "event", "own", "other", "stages")
_WHY = "a view lists the relationships to show and how to draw them"


class Row(NamedTuple):
    """One line of a card: who is tied to the card's own entity, by predicates, or by two roles of an event.

    `by` are predicates whose object it is, `to` those whose subject it is; `event` may be empty: any kind. `stages`
    tells the legal steps of whoever has the other role.
    """

    label: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    event: str
    own: str
    other: str
    stages: bool


@dataclass(frozen=True, slots=True)
class View:
    """A view. No predicates and no families: every tie. `kinds`: one end at least is of such a kind, or narrower."""

    id: str
    title: str
    about: str
    order: int
    draw: str
    predicates: tuple[str, ...]
    families: tuple[str, ...]
    events: tuple[str, ...]
    kinds: tuple[str, ...]
    card_kinds: tuple[str, ...]
    rows: tuple[Row, ...]


def read_views(root: Path, ontology: Ontology) -> tuple[tuple[View, ...], list[Problem]]:
    """Read `ontology/views/*.yaml`, sorted by their order, then by id; the id is the name of the file."""
    views, problems = [], []
    for path in sorted((root / FOLDER).glob("*.yaml")):
        tree, found = read_file(root, path)
        problems += found
        if tree is not None:
            reader = _Reader(ontology)
            view = reader.view(path.stem, tree)
            problems += reader.problems
            views += [] if reader.problems else [view]
    return tuple(sorted(views, key=lambda view: (view.order, view.id))), problems


def packed_views(views: Iterable[View]) -> list[dict[str, Any]]:
    """Return the views as plain JSON values for the page's index."""
    return [
        {
            **{name: getattr(view, name) for name in ("id", "title", "about", "draw")},
            **{name: [*getattr(view, name)] for name in ("predicates", "families", "events", "kinds")},
            "cards": {"kinds": [*view.card_kinds], "rows": [_packed_row(row) for row in view.rows]},
        }
        for view in views
    ]


def _packed_row(row: Row) -> dict[str, Any]:
    return {key: [*value] if isinstance(value, tuple) else value for key, value in row._asdict().items()}


class _Reader:
    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.problems: list[Problem] = []
        self.kinds = {kind.name for kind in ontology.kinds.values()}
        self.events = {kind.name for kind in ontology.event_kinds.values()}

    def bad(self, place: Place, what: str, fix: str) -> None:
        self.problems.append(Problem("bad-view", place, what, fix, _WHY))

    def view(self, id: str, tree: Mapping) -> View:
        ontology = self.ontology
        self.keys(tree, _KEYS, "a view")
        for key in ("title", "draw"):
            if key not in tree.items:
                self.bad(tree.place, f"view without {key}:", f"add {key}:")
        draw = self.text(tree, "draw")
        if draw and draw not in DRAWINGS:
            self.bad(
                tree.items["draw"].place,
                f'draw: "{draw}" is not an allowed value',
                suggest(draw, DRAWINGS, "see docs/design.md"),
            )
        order = self.text(tree, "order") or "0"
        if not order.isdigit():
            self.bad(tree.items["order"].place, f'order: "{order}" is not a number', "write digits, as in order: 3")
        cards = tree.items.get("cards")
        if cards is not None and not isinstance(cards, Mapping):
            self.bad(cards.place, "cards: is not a set of key: value pairs", "write kinds: and rows: under cards:")
        card = cards if isinstance(cards, Mapping) else Mapping(tree.place)
        self.keys(card, ("kinds", "rows"), "cards")
        rows = card.items.get("rows")
        if draw == "cards" and not isinstance(rows, Sequence):
            self.bad(card.place, "view with draw: cards but no rows:", "add cards: with kinds: and rows:")
        return View(
            id,
            self.text(tree, "title"),
            self.text(tree, "about"),
            int(order) if order.isdigit() else 0,
            draw,
            self.words(tree, "predicates", ontology.predicates, "predicate"),
            self.words(tree, "families", ontology.families, "family"),
            self.words(tree, "events", self.events, "kind of event"),
            self.words(tree, "kinds", self.kinds, "kind"),
            self.words(card, "kinds", self.kinds, "kind"),
            tuple(self.row(node) for node in (rows.items if isinstance(rows, Sequence) else ())),
        )

    def row(self, node: Node) -> Row:
        if not isinstance(node, Mapping):
            self.bad(
                node.place,
                "row that is not a set of key: value pairs",
                "write label:, with by:, to:, or own: and other:",
            )
            return Row("", (), (), "", "", "", False)
        self.keys(node, _ROW_KEYS, "a row")
        if "label" not in node.items:
            self.bad(node.place, "row without label:", "add label:")
        if not {"by", "to", "own"} & node.items.keys():
            self.bad(
                node.place,
                "row without by:, to: or own:",
                "add by: or to: with predicates, or own: and other: with roles",
            )
        if ("own" in node.items) != ("other" in node.items):
            self.bad(node.place, "row with only one of own: and other:", "add both own: and other:")
        [event] = self.words(node, "event", self.events, "kind of event") or ("",)
        [own] = self.words(node, "own", self.ontology.roles, "role") or ("",)
        [other] = self.words(node, "other", self.ontology.roles, "role") or ("",)
        by, to = (self.words(node, key, self.ontology.predicates, "predicate") for key in ("by", "to"))
        return Row(self.text(node, "label"), by, to, event, own, other, self.text(node, "stages") == "true")

    def keys(self, tree: Mapping, allowed: Iterable[str], where: str) -> None:
        for key in tree.items:
            if key not in allowed:
                self.bad(
                    tree.keys[key], f'no key "{key}" in {where}', suggest(key, allowed, f"use {', '.join(allowed)}")
                )

    def text(self, tree: Mapping, key: str) -> str:
        node = tree.items.get(key)
        if node is not None and not isinstance(node, Ref):
            self.bad(node.place, f"{key}: is not a single text", "write a single text")
        return str(node) if isinstance(node, Ref) else ""

    def words(self, tree: Mapping, key: str, allowed: Iterable[str], noun: str) -> tuple[str, ...]:
        """Return the words under a key, one or a list; each must be declared."""
        node = tree.items.get(key)
        nodes = node.items if isinstance(node, Sequence) else [] if node is None else [node]
        found = []
        for item in nodes:
            if not isinstance(item, Ref) or item not in allowed:
                written = item if isinstance(item, Ref) else "…"
                self.bad(
                    item.place,
                    f'no {noun} "{written}"',
                    suggest(str(written), allowed, f"use a term from {self.ontology.path}"),
                )
            else:
                found.append(str(item))
        return tuple(found)
