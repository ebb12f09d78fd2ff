"""A dossier as one HTML file to open, print or paste into a report: no script, no request, all escaped."""

from __future__ import annotations

import re
from html import escape

from ..judge import STATUS_IN_WORDS
from .dossier import MOST_WITHIN, WITHIN, Dossier, Line

_STYLE = """
body { font: 1rem/1.5 Georgia, "Noto Serif", "Noto Serif Myanmar", "Noto Serif Thai", "Noto Serif CJK SC", serif;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff }
h1 { line-height: 1.2; margin-bottom: .2rem } h2 { margin: 1.6rem 0 .4rem; font-size: 1.15rem }
.about, .when, .id, footer { color: #555 } .about, footer { font-size: .9rem }
.id { font: .75rem ui-monospace, monospace; overflow-wrap: anywhere }
ul, ol { padding-left: 1.3rem } li { margin: .35rem 0 } li ul { font-size: .92rem }
sup a { text-decoration: none } a { color: #0a4b8f } :target { background: #fff3c4 }
@media print { body { margin: 0; max-width: none } a { color: inherit } }
"""


def to_html(found: Dossier) -> str:
    """Return the dossier as HTML: sources are numbered links, clocks and edition stand at its head and its foot."""
    notes: dict[str, int] = {}
    clocks = (
        f"On {found.as_of}, using sources up to {found.known_at}; edition {found.edition} of {found.record}. "
        "What is said here are claims, each with who says so; what no source says is not known."
    )
    head = [
        f"<h1>{escape(found.label)}</h1>",
        f'<p class="about">{escape(found.kind)} <span class="id">{escape(found.id)}</span></p>',
        f'<p class="about">{escape(clocks)}</p>',
    ]
    if found.names:
        head.append(f"<p>Names: {'; '.join(_name(*name) for name in found.names)}.</p>")
    if found.identities:
        told = (f"<li>{escape(one.sentence)}.{_notes(one.sources, notes)}</li>" for one in found.identities)
        head.append(f"<ul>{''.join(told)}</ul>")
    if found.control:
        head.append(f"<p><b>Control on {found.as_of}:</b> {escape(found.control)}.</p>")
    if found.within:
        parts = (f"<li>{escape(name)}: {escape(state)}</li>" for _, name, state in found.within[:MOST_WITHIN])
        more = len(found.within) - MOST_WITHIN
        rest = f"<li>and {more} more</li>" if more > 0 else ""
        head.append(f"<p>{escape(WITHIN.format(found.label, found.as_of))}</p><ul>{''.join(parts)}{rest}</ul>")
    if found.stages:
        stages = "".join(f"<li>{escape(stage)}</li>" for stage in found.stages)
        head.append(f"<h2>Legal stage</h2><ul>{stages}</ul>")
    sections = [_section(found, name, part, notes) for name, part in found.parts]
    title = escape(f"{found.label} – {found.record}, {found.as_of}")
    return "\n".join([
        '<!DOCTYPE html>', '<html lang="en">', "<head>", '<meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">', f"<title>{title}</title>",
        f"<style>{_STYLE}</style>", "</head>", "<body>", *head, *sections, *_sources(found, notes),
        "</body>", "</html>", "",
    ])  # fmt: skip


def _name(text: str, lang: str, sort: str) -> str:
    kind = f", {escape(sort)}" if sort != "name" else ""
    return f'<span lang="{escape(lang)}">{escape(text)}</span> ({escape(lang)}{kind})'


def _section(found: Dossier, name: str, part: tuple[Line, ...], notes: dict[str, int]) -> str:
    lines = "\n".join(_line(line, found.is_current(name), notes) for line in part)
    return f"<h2>{escape(name[0].upper() + name[1:])}</h2>\n<ul>\n{lines}\n</ul>"


def _line(line: Line, is_current: bool, notes: dict[str, int]) -> str:
    said = escape(line.sentence) + (f', <span class="when">{escape(line.when)}</span>' if line.when else "") + "."
    if line.status != STATUS_IN_WORDS["accepted"]:
        said += f" <strong>{escape(line.status)}.</strong>"
    if line.confirmed and is_current:
        said += f' <span class="when">Last confirmed on {escape(line.confirmed)}.</span>'
    said += _notes(line.sources, notes)
    under = [escape(text) for text in (*line.dissent, *line.reply)]
    if line.rests_on:
        under.append(f'rests on <span class="id">{escape(", ".join(line.rests_on))}</span>')
    inner = f"<ul>{''.join(f'<li>{text}</li>' for text in under)}</ul>" if under else ""
    return f'<li>{said} <span class="id">{escape(line.record)}</span>{inner}</li>'


def _notes(sources: tuple[str, ...], notes: dict[str, int]) -> str:
    """Return the numbers of sources as links to them; a new one takes the next number."""
    numbers = [notes.setdefault(source, len(notes) + 1) for source in sources]
    return "".join(f'<sup><a href="#source-{number}">[{number}]</a></sup>' for number in numbers)


def _sources(found: Dossier, notes: dict[str, int]) -> list[str]:
    if not notes:
        return []
    links, days = dict(found.links), dict(found.verified)
    items = []
    for text, number in notes.items():
        seen = f'; <span class="when">citations verified on {escape(days[text])}</span>' if text in days else ""
        items.append(f'<li id="source-{number}">{_source(text, links.get(text, ""))}{seen}</li>')
    return ["<h2>Sources</h2>", "<ol>", *items, "</ol>"]


def _source(text: str, url: str) -> str:
    """Return a footnote, its address a link where a reader may follow it: http and https only."""
    if not re.match(r"https?://", url, re.IGNORECASE):
        return escape(text)
    before, _, after = text.rpartition(url)
    return f'{escape(before)}<a href="{escape(url)}" rel="noreferrer">{escape(url)}</a>{escape(after)}'
