"""The keys of the language itself, by where they stand; a term of the ontology may bear none of them."""

from __future__ import annotations

RECORD_KEYS = frozenset(
    [
        "id",
        "subject",
        "from",
        "until",
        "date",
        "still",
        "source",
        "sources",
        "negated",
        "mode",
        "outcome",
        "assessment",
        "reply",
        "was",
        "taken_from",
        "note",
    ]
)
EVENT_KEYS = RECORD_KEYS - {"subject", "taken_from"} | {"event", "says"}
ENTITY_KEYS = frozenset(
    [
        "id",
        "kind",
        "name",
        "alias",
        "ids",
        "point",
        "precision",
        "public_because",
        "private",
        "reliability",
        "was",
        "note",
        "source",
        "sources",
    ]
)
SOURCE_KEYS = frozenset(
    [
        "id",
        "publisher",
        "title",
        "author",
        "published",
        "retrieved",
        "read",
        "url",
        "no_url",
        "archive",
        "language",
        "reliability",
        "derives_from",
        "note",
    ]
)
ATTESTATION_KEYS = frozenset(
    [
        "source",
        "locator",
        "stance",
        "of",
        "said_by",
        "basis",
        "by_eye",
        "says",
        "party",
        "still",
        "date",
        "from",
        "until",
        "value",
    ]
)
QUANTITY_KEYS = frozenset(
    ["value", "about", "at_least", "low", "high", "unit", "scope", "window", "cumulative", "counted_by"]
)
ITEM_KEYS = frozenset(["id", "actor", "object", "from", "until", "date", "sources", "negated", "note"])
RESERVED = (RECORD_KEYS | EVENT_KEYS | ENTITY_KEYS | ATTESTATION_KEYS | ITEM_KEYS) - {"said_by"}  # a role as well
