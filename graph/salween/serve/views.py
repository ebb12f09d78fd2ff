"""What a page shows, as plain values: sentences with links, voices, notes. No markup but links in sentences.

The words are those of `tell`; the templates hold the layout and escape whatever comes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from ..infer import Conclusion
from ..judge import Judge, Judgement, Voice
from ..model import Claim, Entity, Event, Source
from ..tell import words
from .look import path_of
from .served import Served

STATUS_CLASS = {"accepted": "good", "provisional": "thin", "disputed": "split", "rejected": "wrong"}
#: Records that a source's page lists.
MOST_LISTED = 500


def web_address(text: str) -> str:
    """Return an address that a reader may follow, or nothing: a link of another scheme is none."""
    return text if re.match(r"https?://", text, re.IGNORECASE) else ""


def quoted(path: str) -> str:
    return quote(path, safe="/-._~!$&'()*+,;=:@")


def linked(text: str, targets: Mapping[str, str]) -> Markup:
    """Return a text, escaped, with the first of each name in it made a link.

    >>> linked("A <b> met A", {"A": "/id/a"})
    Markup('<a href="/id/a">A</a> &lt;b&gt; met A')
    """
    names = sorted((name for name in targets if name), key=lambda name: (-len(name), name))
    parts, left = [], set(names)
    pattern = "|".join(map(re.escape, names)) or r"(?!)"
    end = 0
    for match in re.finditer(pattern, text):
        if match[0] in left:
            left.remove(match[0])
            parts += [escape(text[end : match.start()])]
            parts += [Markup('<a href="{}">{}</a>').format(quoted(targets[match[0]]), match[0])]
            end = match.end()
    return Markup("").join([*parts, escape(text[end:])])


def targets(judge: Judge, ids: Iterable[str]) -> dict[str, str]:
    """Return the addresses of entities and records, by the names that sentences give them."""
    return {words.label(judge, id): path_of(id) for id in ids}


def named_in(record: Claim | Event) -> list[str]:
    if isinstance(record, Claim):
        return [str(record.subject), *([str(record.object)] if record.object is not None else [])]
    return [str(fill.actor) for fill in record.roles]


def entity(served: Served, thing: Entity) -> dict[str, Any]:
    """Return the dossier of an entity with its sources numbered in the order of first mention."""
    judge = served.judge
    found = served.perspective.dossier(str(thing.id))
    concluded = {conclusion.id: conclusion for conclusion in served.conclusions}
    notes: dict[str, int] = {}
    parts = []
    for name, lines in found.parts:
        shown = []
        for line in lines:
            follows = concluded.get(line.record)
            support = (voice for id in line.rests_on or (line.record,) for voice in judge.judgements[id].support)
            ids = dict.fromkeys(str(voice.attestation.source) for voice in support)
            if follows is not None:
                path, chip, ends = f"/conclusion/{follows.id}", "thin", [follows.subject, follows.object]
            else:
                path, chip = path_of(line.record), STATUS_CLASS[judge.judgements[line.record].status]
                ends = named_in(judge.corpus.records[line.record])
            shown.append({
                "path": path,
                "sentence": linked(line.sentence, targets(judge, (id for id in ends if id != thing.id))),
                "line": line,
                "chip": chip,
                "notes": [notes.setdefault(id, len(notes) + 1) for id in ids],
            })  # fmt: skip
        parts.append((name, shown))
    return {
        "found": found,
        "thing": thing,
        "sections": parts,
        "notes": [(number, note(judge, id)) for id, number in notes.items()],
    }


def note(judge: Judge, id: str) -> dict[str, Any]:
    """Return a source as a footnote: who published it, when, its own page and its address."""
    source = judge.corpus.sources[id]
    day = words.published(source)
    return {
        "id": id,
        "publisher": words.label(judge, source.publisher),
        "title": f"{source.title}{words.overlay_mark(judge, source.place)}",
        "day": day,
        "url": source.url,
        "no_url": source.no_url,
        "archive": source.archive,
    }


def record(served: Served, thing: Claim | Event) -> dict[str, Any]:
    """Return why a record is judged as it is, voice by voice; and the same as text, for a report."""
    judge = served.judge
    thing, judgement = judge.known(thing), judge.judgements.get(str(thing.id))
    found: dict[str, Any] = {
        "thing": thing,
        "sentence": linked(words.sentence(judge, thing), targets(judge, named_in(thing))),
        "title": words.sentence(judge, thing),
        "when": words.when(thing),
        "text": served.perspective.why(str(thing.id)),
        "judgement": judgement,
        "replies": [
            (words.label(judge, reply.said_by) if reply.said_by is not None else "the subject", reply.says)
            for reply in thing.replies
        ],
    }
    if judgement is None:
        return found
    shown = judgement.verdict.in_words
    return found | {
        "status": shown,
        "chip": STATUS_CLASS[judgement.status],
        "because": "" if judgement.verdict.because == shown else judgement.verdict.because,
        "voices": _voices(judge, judgement),
        "disputes": [
            (dispute.field, dispute.is_equal, [voice_of(judge, voice) for voice in dispute.dissent], dispute.others)
            for dispute in judgement.disputes
        ],
        "answer": words.answer(judgement.validity, served.as_of),
        "bounds": words.bounds(judgement.validity.bounds),
        "is_lasting": judgement.validity.lapse != "occurrence",
    }


def _voices(judge: Judge, judgement: Judgement) -> list[tuple[str, list[dict[str, Any]]]]:
    repeated = [v for v in judgement.voices if v.attestation.stance == "reports"]
    heads = (
        ("Who says so", [v for v in judgement.voices if v.attestation.stance == "supports"]),
        ("Who denies it", list(judgement.denial)),
        ("Who repeats it, which counts for nothing", repeated),
    )
    return [(head, [voice_of(judge, voice) for voice in voices]) for head, voices in heads if voices]


def voice_of(judge: Judge, voice: Voice) -> dict[str, Any]:
    marks = [f"grade {voice.grade}", *(["a party"] if voice.is_party else [])]
    marks += [voice.attestation.basis] if voice.attestation.basis else []
    return {
        "cited": words.cited(judge, voice),
        "marks": ", ".join([*marks, "strong" if voice.is_strong else "weak"]),
        "says": voice.attestation.says,
        "source": note(judge, str(voice.attestation.source)),
    }


def source(served: Served, thing: Source) -> dict[str, Any]:
    """Return a source, and the records that rest on it or that it denies."""
    judge = served.judge
    stances: dict[str, set[str]] = {}
    for record in judge.corpus.records.values():
        for attestation in record.attestations:
            if attestation.source == thing.id:
                stances.setdefault(str(record.id), set()).add(attestation.stance)
    listed = [
        {"path": path_of(id), "sentence": words.sentence(judge, judge.corpus.records[id]), "stances": sorted(found)}
        for id, found in sorted(stances.items())
    ]
    return {
        "thing": thing,
        "note": note(judge, str(thing.id)),
        "publisher_path": path_of(str(thing.publisher)),
        "listed": listed[:MOST_LISTED],
        "more": max(len(listed) - MOST_LISTED, 0),
    }


def conclusion(served: Served, thing: Conclusion) -> dict[str, Any]:
    judge = served.judge
    sentence = words.concluded(judge, thing)
    premises = [
        {"path": path_of(id), "sentence": words.sentence(judge, judge.corpus.records[id]),
         "status": judge.judgements[id].verdict.in_words}
        for id in thing.rests_on
    ]  # fmt: skip
    return {
        "thing": thing,
        "title": sentence,
        "sentence": linked(sentence, targets(judge, (thing.subject, thing.object))),
        "premises": premises,
        "text": served.perspective.why(thing.id),
    }


def preview(served: Served, thing: Entity) -> dict[str, Any]:
    found = served.perspective.dossier(str(thing.id))
    lines = [line for _, part in found.parts for line in part]
    return {"found": found, "lines": lines[:4], "path": path_of(str(thing.id))}


def kinds(served: Served) -> list[tuple[str, int]]:
    counts = Counter(served.judge.ontology.kinds[e.kind].label for e in served.judge.corpus.entities.values())
    return counts.most_common()
