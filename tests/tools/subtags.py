"""Write graph/salween/resolve/subtags.txt anew from a copy of the IANA Language Subtag Registry, given as argument.

The registry: https://www.iana.org/assignments/language-subtag-registry. What is deprecated or private is left out.
"""

import sys
from pathlib import Path

SORTS = ("language", "script", "region", "variant")
TARGET = Path(__file__).resolve().parents[2] / "graph" / "salween" / "resolve" / "subtags.txt"


def subtags(registry: str) -> str:
    """Return the registry's subtags, a line a sort, under the day of its edition."""
    found: dict[str, list[str]] = {sort: [] for sort in SORTS}
    head, *records = registry.split("\n%%\n")
    for record in records:
        fields = dict(line.split(": ", 1) for line in record.splitlines() if ": " in line and line[0] != " ")
        subtag = fields.get("Subtag", "")
        if fields["Type"] in found and subtag and ".." not in subtag and "Deprecated" not in fields:
            found[fields["Type"]].append(subtag)
    lines = [f"# IANA Language Subtag Registry, {head.strip()}"]
    return "\n".join([*lines, *(f"{sort} {' '.join(sorted(found[sort]))}" for sort in SORTS)]) + "\n"


if __name__ == "__main__":
    TARGET.write_text(subtags(Path(sys.argv[1]).read_text("utf-8")), "utf-8")
