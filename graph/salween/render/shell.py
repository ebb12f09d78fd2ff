"""What every page of ours is made of: a policy that lets nothing else run, vis-network inline, words, and pyvis.

pyvis as it comes calls CDNs, runs markup from data and lays out in the reader's browser; here it gets our template
(with autoescape put back), and a newer vis-network that is shipped with the package.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyvis.network import Network

#: What vis-network does to bring its own style sheets, which the policy would refuse, and what it does here.
VIS_STYLES = ('if(g&&"undefined"!=typeof document){', "if(!1){")


def policy(scripts: Iterable[str], styles: Iterable[str], with_engine: bool = False) -> str:
    """Return the Content-Security-Policy that lets these inline scripts and styles through and nothing else.

    An engine runs in a worker that the page makes from its own text, and compiles its own code: that, and no more.
    """

    def hashes(texts: Iterable[str]) -> str:
        digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
        return " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)

    compiles, works = (" 'wasm-unsafe-eval'", "worker-src blob:; ") if with_engine else ("", "")
    return (
        f"default-src 'none'; script-src {hashes(scripts)}{compiles}; style-src {hashes(styles)}; "
        f"{works}img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


@cache
def words() -> dict[str, Any]:
    """Return the words of the page's own, by key: a text, or texts by the plural form of {n}."""
    found: dict[str, Any] = json.loads(read_part("words.json"))
    return found


@cache
def vis_network() -> str:
    text = read_part("vendor/vis-network.min.js")
    text = re.sub(r"\n//# sourceMappingURL=.*", "", text)
    assert text.count(VIS_STYLES[0]) == 1, "vis-network brings its styles in another way: see VIS_STYLES"
    return in_script(text.replace(*VIS_STYLES))


def in_script(text: str) -> str:
    """Return a script that cannot end its element early, with the line ends that a parser leaves."""
    return text.replace("\r\n", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def read_part(name: str) -> str:
    return files(__package__).joinpath("page", name).read_text("utf-8")


def pyvis_network(title: str, template: str) -> Network:
    """Return a pyvis network that draws with a template of ours. pyvis takes a second to import, so it waits for us."""
    from jinja2 import FileSystemLoader
    from jinja2.sandbox import SandboxedEnvironment
    from pyvis.network import Network

    class PageNetwork(Network):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(directed=True, heading=title, cdn_resources="in_line")
            folder = str(files(__package__).joinpath("page"))
            self.set_template_dir(folder, template)
            self.templateEnv = SandboxedEnvironment(loader=FileSystemLoader(folder), autoescape=True)

    return PageNetwork()
