"""Fetch the vendored vis-network again, or another version of it.

    python graph/salween/render/page/vendor/refresh.py [VERSION]

Asks the npm registry through `npm pack` for one package, keeps the standalone build and both licences, and writes
SHA256SUMS. The page inlines the file; a test holds the file to its sum. The version is pinned here and nowhere else.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "10.1.5"
HERE = Path(__file__).parent
KEPT = {
    "package/standalone/umd/vis-network.min.js": "vis-network.min.js",
    "package/LICENSE-MIT": "vis-network.LICENSE-MIT",
    "package/LICENSE-APACHE-2.0": "vis-network.LICENSE-APACHE-2.0",
}


def refresh(version: str) -> None:
    """Replace the kept files by those of a version, and write their sums."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"vis-network@{version}"], cwd=folder, check=True)
        [archive] = Path(folder).glob("vis-network-*.tgz")
        with tarfile.open(archive) as tar:
            for member, name in KEPT.items():
                found = tar.extractfile(member)
                assert found is not None, f"the package has no {member}"
                (HERE / name).write_bytes(found.read())
    (HERE / "SHA256SUMS").write_text(sums(), "utf-8", newline="\n")


def sums() -> str:
    """Return the sums of the kept files, as `sha256sum -c` reads them."""
    names = sorted(KEPT.values())
    return "".join(f"{hashlib.sha256((HERE / name).read_bytes()).hexdigest()}  {name}\n" for name in names)


if __name__ == "__main__":
    refresh(sys.argv[1] if len(sys.argv) > 1 else VERSION)
