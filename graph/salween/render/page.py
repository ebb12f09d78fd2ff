"""The index and the positions → one HTML file: pyvis writes the marks, our template the rest, nothing is fetched.

Every script and style is inline and hashed into the Content-Security-Policy, so that nothing else can run.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from ..dates import Day, iso
from ..infer import Conclusion, Rule
from ..judge import Judge
from ..layout import Point, bubbles, groups
from ..model import Claim
from ..tell.words import held
from ..ties import all_ties
from .asking import Asking, compressed, packed
from .index import Index, page_index
from .shell import in_script, policy, pyvis_network, read_part, vis_network, words
from .views import View

#: The modules of the page, each after those that it imports; they are joined into one script.
MODULES = (
    "fold", "names", "say", "time", "known", "index", "words", "filters", "state", "dom", "recent", "search", "shapes",
    "ego", "labels", "overview", "paint", "rings", "still", "graph", "focus", "paths", "holders", "hatch", "bars",
    "pieces", "suggest", "evidence", "pathpanel", "panel", "table", "cards", "months", "geomap", "timeline", "picture",
    "save", "facets", "legend", "guard", "engine", "boxes", "answers", "editor", "ask", "main",
)
#: The scripts whose fonts are embedded, each with its first and last letter.
FONTS = {"my": ("\u1000", "\u109f"), "th": ("\u0e01", "\u0e5b")}
MOST_MARKS = 400
MOST_LINES = 1000
#: An index with fewer characters than this is written as it is.
PLAIN = 500_000
_DECLARED = re.compile(r"^(?:async )?(?:function|const|class|let) (\w+)", re.MULTILINE)
OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"font": {"size": 0}, "labelHighlightBold": False},
    "edges": {"smooth": False, "font": {"size": 0}},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "selectable": False,
        "selectConnectedEdges": False,
        "hoverConnectedEdges": False,
        "tooltipDelay": 3_600_000,
        "zoomSpeed": 0.7,
    },
}


def to_html(
    judge: Judge,
    conclusions: Iterable[Conclusion],
    positions: Mapping[str, Point],
    as_of: Day | None = None,
    views: Iterable[View] = (),
    opens: str = "",
    asking: Asking | None = None,
    rules: Iterable[Rule] = (),
) -> bytes:
    """Return the page as UTF-8, opening on a day (the end of coverage where None) and in a view (the first where
    there is none). It can be asked what `asking` holds; `rules` are those that the conclusions follow from. The same
    input, the same bytes."""
    index = page_index(judge, conclusions, positions, as_of, views, opens, rules)
    has_map = any(entity.point is not None for entity in judge.corpus.entities.values())
    index["outlines"] = json.loads(read_part("vendor/outlines.json")) if has_map else None
    vis, script, css = vis_network(), page_script(), read_part("page.css")
    index_type, index_text = written(index)
    dataset = judge.corpus.dataset
    lines = list(_lines(judge))
    network = pyvis_network(dataset.title, "template.html")
    engine = {"script": Markup(_engine()), "code": _engine_code()} if asking and asking.dataset else None
    network.templateEnv.globals.update(
        csp=Markup(policy([vis, script], [css], with_engine=engine is not None)),
        say=words(),
        asking=asking,
        engine=engine,
        css=Markup(css),
        vis=Markup(compressed(vis.encode("utf-8"))),
        script=Markup(script),
        index=Markup(index_text),
        index_type=index_type,
        dataset=dataset,
        fonts=list(_fonts(judge)),
        edition=iso(dataset.edition),
        covers_to=iso(dataset.covers_to),
        lines=lines[:MOST_LINES],
        more=len(lines) - MOST_LINES if len(lines) > MOST_LINES else 0,
    )
    _add_marks(network, judge, positions)
    network.set_options(json.dumps(OPTIONS))
    html: str = network.generate_html()
    return html.encode("utf-8")


def _fonts(judge: Judge) -> Iterator[dict[str, str]]:
    """Yield the fonts of those scripts that some name is written in, as the template takes them."""
    names = "".join(name.text for entity in judge.corpus.entities.values() for name in entity.names)
    for tag, (first, last) in FONTS.items():
        if any(first <= char <= last for char in names):
            data = files(__package__).joinpath("page", f"vendor/font-{tag}.woff2").read_bytes()
            yield {"id": f"font-{tag}", "data": base64.b64encode(data).decode("ascii")}


@cache
def shipped() -> tuple[str, ...]:
    """Return what a page holds of the program whatever the dataset is, as it stands in the page."""
    vis = vis_network()
    plain = [page_script(), vis, compressed(vis.encode("utf-8")), _engine(), _engine_code()]
    plain += [in_script(read_part("plain.js")), read_part("page.css"), read_part("plain.css")]
    fonts = (files(__package__).joinpath("page", f"vendor/font-{tag}.woff2").read_bytes() for tag in FONTS)
    return (*plain, *(base64.b64encode(font).decode("ascii") for font in fonts))


def written(index: Index) -> tuple[str, str]:
    """Return the type and the text of the index: plain where it is small, since a reader's browser takes longer to
    unpack it than to read it, and packed where it is large. Neither holds a character that could end a script."""
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return ("application/json", text.replace("<", "\\u003c")) if len(text) < PLAIN else ("text/plain", packed(index))


@cache
def page_script() -> str:
    """Return our modules joined into one script: imports dropped, exports made plain, in one scope."""
    parts: list[str] = []
    for name in MODULES:
        text = read_part(f"js/{name}.js")
        text = re.sub(r"^import\s[^;]*?;\n", "", text, flags=re.MULTILINE)
        parts.append(re.sub(r"^export (?=(?:async )?(?:function|const|class)\b)", "", text, flags=re.MULTILINE))
    names = [name for part in parts for name in _DECLARED.findall(part)]
    twice = sorted({name for name in names if names.count(name) > 1})
    assert not twice, f"joined modules share one scope, and two declare {twice}"
    table = f"const WORDS = {json.dumps(words(), ensure_ascii=False)};\n"
    script = '"use strict";\n(() => {\n' + table + "\n".join(parts) + "\nstart();\n})();\n"
    assert not re.search(r"^(?:import|export)\b", script, re.MULTILINE), "a module was not joined"
    return in_script(script)


def _engine() -> str:
    """Return the script of the worker: what calls the engine, and what listens. A page that is opened as a file may
    make a plain worker of its own text but none of modules, so the exports go, and the address of what is embedded."""
    glue = re.sub(r"^export (?:(?=class|function)|\{.*\};\n?)", "", read_part("vendor/oxigraph.js"), flags=re.MULTILINE)
    glue = glue.replace("new URL('web_bg.wasm', import.meta.url)", "''")
    assert not re.search(r"^(?:import|export)\b|import\.meta", glue, re.MULTILINE), "Oxigraph's script is a module"
    parser = re.sub(r"^export ", "", read_part("js/parsed.js"), flags=re.MULTILINE)
    return in_script(glue + parser + read_part("worker.js"))


def _engine_code() -> str:
    """Return the engine's code as it is shipped, compressed, in base64."""
    data = files(__package__).joinpath("page", "vendor/oxigraph.wasm.gz").read_bytes()
    return base64.b64encode(data).decode("ascii")


def _add_marks(network: Any, judge: Judge, positions: Mapping[str, Point]) -> None:
    """Add what the map shows from far: a bubble a group, named for its leader, and the largest of the rest."""
    for leader, members, (x, y), radius in bubbles(positions, groups(judge))[:MOST_MARKS]:
        entity = judge.corpus.entities[leader]
        kind = judge.ontology.kinds[entity.kind]
        look = {"shape": kind.shape, "color": kind.colour, "size": round(radius), "value": len(members)}
        network.add_node(leader, label=entity.label(), x=round(x), y=round(y), **look)


def _lines(judge: Judge) -> Iterator[str]:
    """Yield each tie as a line of text, for readers without JavaScript."""
    predicates = judge.ontology.predicates
    for tie in all_ties(judge):
        ends = [_label(judge, end) for end in (tie.subject, tie.object)]
        when = held(judge, judge.corpus.records[tie.record], tie.validity)
        said = f"{ends[0]} {predicates[tie.predicate].label} {ends[1]}" + (f", {when}" if when else "")
        yield f"{said} ({tie.verdict.in_words})"


def _label(judge: Judge, id: str) -> str:
    """Return the name of an entity, or the kind and id of an event."""
    record = judge.corpus.records.get(id)
    if record is None or isinstance(record, Claim):
        return judge.corpus.label(id)
    return f"{judge.ontology.event_kinds[record.kind].label} {id}"
