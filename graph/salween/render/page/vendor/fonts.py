"""Cut the fonts that the page embeds: Burmese and Thai, which many readers' machines cannot write. Run rarely.

    python graph/salween/render/page/vendor/fonts.py FOLDER        (needs: pip install fonttools brotli)

FOLDER holds NotoSansMyanmar-Regular.ttf and NotoSansThai-Regular.ttf, as Debian's fonts-noto-core has them. Whole
scripts are kept, with their shaping, so that a record may hold any word. Chinese is not embedded: its 27,000
characters do not fit, and every system that opens the page has them. Licence: SIL OFL 1.1, in fonts.LICENSE-OFL.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
FONTS = {
    "my": ("NotoSansMyanmar-Regular.ttf", "U+1000-109F,U+AA60-AA7F,U+A9E0-A9FE,U+25CC,U+200B-200D"),
    "th": ("NotoSansThai-Regular.ttf", "U+0E00-0E7F,U+25CC,U+200B-200D"),
}


def cut(folder: Path) -> None:
    """Write font-my.woff2 and font-th.woff2."""
    for tag, (name, unicodes) in FONTS.items():
        out = HERE / f"font-{tag}.woff2"
        options = [
            f"--unicodes={unicodes}",
            "--layout-features=*",
            "--flavor=woff2",
            "--no-hinting",
            "--desubroutinize",
            f"--output-file={out}",
        ]
        subprocess.run([sys.executable, "-m", "fontTools.subset", str(folder / name), *options], check=True)


if __name__ == "__main__":
    cut(Path(sys.argv[1]))
