"""Fetch the vendored YASGUI again, or another version of it.

    python graph/salween/serve/static/vendor/refresh.py [VERSION]

Asks the npm registry for one package and what it is bundled from, keeps the built script and style, gathers the
licences of all that is inside, and writes SHA256SUMS. The version is pinned here and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE, VERSION = "@zazuko/yasgui", "4.6.2"
HERE = Path(__file__).parent
BUILT = ("yasgui.min.js", "yasgui.min.css")
LICENSES = "yasgui.LICENSES"


def refresh(version: str) -> None:
    """Replace the kept files by those of a version, and write their sums."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"{PACKAGE}@{version}"
        subprocess.run(["npm", "install", "--silent", "--ignore-scripts", "--no-save", wanted], cwd=folder, check=True)
        modules = Path(folder) / "node_modules"
        for name in BUILT:
            text = (modules / PACKAGE / "build" / name).read_text("utf-8")
            text = re.sub(r"\n(?://|/\*)# sourceMappingURL=.*", "", text)
            (HERE / name).write_text(text.rstrip("\n") + "\n", "utf-8", newline="\n")
        (HERE / LICENSES).write_text(licenses(modules, version), "utf-8", newline="\n")
    (HERE / "SHA256SUMS").write_text(sums(), "utf-8", newline="\n")


def licenses(modules: Path, version: str) -> str:
    """Return the licence of the package and of each package that is bundled into it, with its text where it has one."""
    parts = [f"{PACKAGE} {version}, MIT, by Triply and Zazuko, and the packages it is bundled from.\n"]
    for manifest in sorted(modules.glob("*/package.json")) + sorted(modules.glob("@*/*/package.json")):
        about = json.loads(manifest.read_text("utf-8"))
        author = about.get("author", "")
        author = author.get("name", "") if isinstance(author, dict) else author
        license = about.get("license") or about.get("licenses") or "see its repository"
        parts.append(f"\n{'=' * 80}\n{about['name']} {about['version']}: {license}{f', {author}' if author else ''}\n")
        for text in sorted(manifest.parent.iterdir()):
            if text.is_file() and re.match(r"(licen[cs]e|copying)", text.name, re.IGNORECASE):
                parts.append(f"\n{text.read_text('utf-8', errors='replace').strip()}\n")
    return "".join(line.rstrip() + "\n" for line in "".join(parts).splitlines())


def sums() -> str:
    """Return the sums of the kept files, as `sha256sum -c` reads them."""
    names = sorted((*BUILT, LICENSES))
    return "".join(f"{hashlib.sha256((HERE / name).read_bytes()).hexdigest()}  {name}\n" for name in names)


if __name__ == "__main__":
    refresh(sys.argv[1] if len(sys.argv) > 1 else VERSION)
