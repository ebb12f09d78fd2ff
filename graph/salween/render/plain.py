"""Judged records → a plain drawing by pyvis: every tie of a day, for a slide or a notebook. The page is `page.py`'s.

The same care as there: our template, positions, no physics, no network, and every text as text.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from ..dates import Day, iso
from ..infer import Conclusion
from ..infer import holds as conclusion_holds
from ..judge import ACCEPTED, DISPUTED, NO, Judge
from ..layout import Point
from ..ties import all_ties, on_day
from .shell import in_script, policy, pyvis_network, read_part, vis_network, words

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"font": {"face": "Noto Sans", "color": "#1b2127", "strokeWidth": 4, "strokeColor": "#fcfbf8"}},
    "edges": {
        "smooth": {"type": "continuous"},
        "font": {"size": 11, "color": "#5c656e"},
        "arrows": {"to": {"scaleFactor": 0.6}},
        "color": {"color": "#8a939c", "opacity": 0.45, "hover": "#0b5d8a"},
    },
    "interaction": {"hover": True, "tooltipDelay": 120},
}
#: How a tie is drawn by our reading: a full line is well supported.
DASHES: dict[str, Any] = {ACCEPTED: False, DISPUTED: [8, 5]}
DOTTED = [2, 4]


def to_plain_html(
    judge: Judge, conclusions: Iterable[Conclusion], positions: Mapping[str, Point], as_of: Day | None = None
) -> bytes:
    """Return the ties of a day (the end of coverage where None), drawn by pyvis, as UTF-8. The same input, the same
    bytes."""
    dataset = judge.corpus.dataset
    day = dataset.covers_to if as_of is None else as_of
    vis, script, css = vis_network(), in_script(read_part("plain.js")), read_part("plain.css")
    network = pyvis_network(dataset.title, "plain.html")
    on_day_of = words()["onDay"].replace("{day}", iso(day))
    line = f"{on_day_of}, {words()['edition'].replace('{edition}', iso(dataset.edition))}."
    network.templateEnv.globals.update(
        csp=Markup(policy([vis, script], [css])),
        say=words(),
        css=Markup(css),
        vis=Markup(vis),
        script=Markup(script),
        line=line[:1].upper() + line[1:],
    )
    _draw(network, judge, conclusions, positions, day)
    network.set_options(json.dumps(OPTIONS))
    html: str = network.generate_html()
    return html.encode("utf-8")


def _draw(
    network: Any, judge: Judge, conclusions: Iterable[Conclusion], positions: Mapping[str, Point], day: Day
) -> None:
    """Add the ties of the day, and those whom they join; a tie to an event stands in the page, not here."""
    predicates = judge.ontology.predicates
    drawn: list[tuple[str, str, str, str, Any]] = []
    for tie in all_ties(judge):
        if on_day(judge, predicates[tie.predicate].lapse, tie.validity, day) != NO:
            reading = tie.verdict.in_words
            drawn.append((tie.subject, tie.predicate, tie.object, reading, DASHES.get(tie.status, DOTTED)))
    for conclusion in conclusions:
        if conclusion_holds(judge, conclusion, day) != NO:
            inferred = words()["style inferred"]
            drawn.append((conclusion.subject, conclusion.predicate, conclusion.object, inferred, DOTTED))
    weight = Counter(end for subject, _, object, *_ in drawn for end in (subject, object))
    ends = weight.keys() & positions.keys()
    for id in sorted(ends):
        kind = judge.ontology.kinds[judge.corpus.entities[id].kind]
        x, y = positions[id]
        bits = math.log2(1 + weight[id])  # names of those with many ties can be read from far
        look: dict[str, Any] = {"shape": kind.shape, "color": kind.colour, "title": kind.label}
        look |= {"size": round(6 + 4 * bits), "font": {"size": round(6 + 8 * bits)}}
        network.add_node(id, label=judge.corpus.label(id), x=round(x), y=round(y), **look)
    for subject, predicate, object, reading, dashes in drawn:
        if subject in ends and object in ends:
            label = predicates[predicate].label
            arrows = "" if predicates[predicate].is_symmetric else "to"
            network.add_edge(subject, object, label=label, title=reading, dashes=dashes, arrows=arrows)
