"""The two files of `data/` that are not records: what the dataset is, and what has been withdrawn."""

from __future__ import annotations

import re

from ..model import Dataset, Withdrawal
from ..ontology import Ontology
from ..place import Place
from ..problem import Problem
from ..read import Mapping
from .fields import RECORD_ID, Fields

DATASET_KEYS = ("title", "base", "edition", "covers_to", "licence", "contact", "description", "creator")
#: Stands in where no sound base is given, as in editions older than the key; what has errors is never built from it.
_FALLBACK = "https://w3id.org/salween/"
_BASE = re.compile(r"https?://[^\s/?#<>\"{}|\\^`]+/(?:[^\s?#<>\"{}|\\^`]*/)?")


def resolve_dataset(root: Mapping | None, ontology: Ontology) -> tuple[Dataset | None, list[Problem]]:
    """Return what `data/dataset.yaml` says; problems: missing-key, bad-date and others."""
    path = "data/dataset.yaml"
    if root is None:
        what, fix = "data/dataset.yaml is empty or missing", "add title:, base:, edition: and covers_to:"
        return None, [Problem("missing-key", Place(path, 0, 0), what, fix)]
    fields = Fields(ontology, path)
    fields.unknown_keys(root, DATASET_KEYS, "dataset.yaml")
    days = {}
    for key, meaning in (("edition", "the day of this edition"), ("covers_to", "the last day the dataset covers")):
        date = fields.date(root.items.get(key), key)
        if key not in root.items:
            fields.missing(root, key, "dataset.yaml", f"{meaning}, as in {key}: 2026-11-24")
        elif date is not None and not date.span.is_one_day:
            what, fix = f'{key}: "{date.text}" is not one day', f"write a full date, as in {key}: 2026-06-01"
            fields.report("bad-date", root.items[key].place, what, fix)
        elif date is not None and date.span.earliest is not None:
            days[key] = date.span.earliest
    if "title" not in root.items:
        fields.missing(root, "title", "dataset.yaml", "the name of the dataset")
    base = fields.text(root, "base")
    if "base" not in root.items:
        fix = "a web address of yours that starts every id, as in https://example.org/harbours/"
        fields.missing(root, "base", "dataset.yaml", fix)
    elif not _BASE.fullmatch(base):
        why = "every address in the dataset is built on it"
        what, fix = (
            f'base: "{base}" is not a web address ending in /',
            "write an address that ends in /, as in https://w3id.org/salween/",
        )
        if _BASE.fullmatch(f"{base}/"):
            what, fix = f'base: "{base}" does not end in /', f"write {base}/"
        fields.report("bad-url", root.items["base"].place, what, fix, why)
    if len(days) < 2:
        return None, fields.found()
    dataset = Dataset(
        title=fields.text(root, "title"),
        base=base if _BASE.fullmatch(base) else _FALLBACK,
        edition=days["edition"],
        covers_to=days["covers_to"],
        licence=fields.text(root, "licence"),
        contact=fields.text(root, "contact"),
        description=fields.text(root, "description"),
        creator=fields.text(root, "creator"),
        place=root.place,
    )
    return dataset, fields.found()


def laid_over(
    record: Mapping | None, overlay: Mapping | None, path: str, ontology: Ontology
) -> tuple[Mapping | None, list[Problem]]:
    """Return dataset.yaml with the two days of an overlay's own, which may know and cover more than the record."""
    if record is None or overlay is None:
        return record, []
    fields = Fields(ontology, path)
    fields.unknown_keys(overlay, ("edition", "covers_to"), "an overlay's dataset.yaml")
    days = {key: node for key, node in overlay.items.items() if key in ("edition", "covers_to")}
    keys = {key: overlay.keys[key] for key in days}
    return Mapping(record.place, {**record.items, **days}, {**record.keys, **keys}), fields.found()


def resolve_withdrawals(root: Mapping | None, ontology: Ontology) -> tuple[list[Withdrawal], list[Problem]]:
    """Return what `data/corrections.yaml` withdraws: a list `withdrawn:` of id, date, because."""
    if root is None:
        return [], []
    fields = Fields(ontology, "data/corrections.yaml")
    fields.unknown_keys(root, ("withdrawn",), "corrections.yaml")
    found = []
    for row in fields.rows(root.items.get("withdrawn"), "withdrawn"):
        fields.unknown_keys(row, ("id", "date", "because"), "a withdrawal")
        for key, fix in (
            ("id", "the id of the record"),
            ("date", "the day of withdrawal"),
            ("because", "the reason"),
        ):
            if key not in row.items:
                fields.missing(row, key, "a withdrawal", fix)
        id = fields.id(row.items.get("id"), "id", RECORD_ID)
        date = fields.date(row.items.get("date"), "date")
        if id is not None and date is not None:
            found.append(Withdrawal(id, date, fields.text(row, "because")))
    return found, fields.found()
