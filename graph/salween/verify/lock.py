"""The citations lock: what was verified when, and fingerprints by which a later copy is compared, without any text.

Threat. Somebody who holds the lock must not be able to rebuild a page from it. For each passage there are at most 16
hashes of 24 bits: 48 bytes, whatever its length. They are the smallest of the hashes of all its shingles (runs of five
words or as much of a script without spaces), salted by source. Who already has a candidate text can test it, which is
the purpose; who has none finds that every hash fits one in 16 million of all conceivable runs of words, so nothing can
be read out of it. A passage with fewer than four shingles gets no fingerprint: too little to guess.

Source: Broder 1997, "On the resemblance and containment of documents" (the smallest hashes as a sample).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ..dates import day_of, iso
from ..model import Attestation, Checked, Claim, Corpus, Entity, Event
from ..names import fold
from ..ontology import Ontology
from ..place import Place
from ..problem import Problem
from .expected import citations_of

LOCK = "data/citations.lock.json"
FORMAT = 1
SAMPLE, WIDTH, FEWEST = 16, 3, 4
#: A run of words is a shingle from this weight on: a word weighs 3, a Chinese sign 2, a Thai or Burmese letter 1.
SHINGLE = 15
#: Below this share of its fingerprint a passage is gone, not changed.
GONE_BELOW = 0.3

UNCHANGED, MOVED, CHANGED, GONE, NEW = "unchanged", "moved", "changed", "gone", "new"


@dataclass(frozen=True)
class Kept:
    """What the lock holds of one source: fingerprints by locator with their day, and the citations by key.

    `was` is the id by which the fingerprints were salted, where the source has another one now.
    """

    passages: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    facts: dict[str, Checked] = field(default_factory=dict)
    was: str = ""


@dataclass(frozen=True)
class Lock:
    """The lock as a value. `salt` is one for the dataset; each source has its own, made from it."""

    salt: str
    sources: dict[str, Kept] = field(default_factory=dict)

    def hashes(self, source: str, text: str) -> set[bytes]:
        """Return the salted hashes of every shingle of a text."""
        kept = self.sources.get(source)
        name = kept.was if kept is not None and kept.was else source
        key = hashlib.blake2b(f"{self.salt}\0{name}".encode(), digest_size=16).digest()
        return {hashlib.blake2b(s.encode(), digest_size=WIDTH, key=key).digest() for s in shingles(text)}

    def fingerprint(self, source: str, text: str) -> bytes:
        """Return the smallest hashes of a text, sorted; empty where it is too short to be told from a guess."""
        found = self.hashes(source, text)
        return b"".join(sorted(found)[:SAMPLE]) if len(found) >= FEWEST else b""


def compare(fingerprint: bytes, passage: set[bytes], page: set[bytes]) -> str:
    """Say what became of a passage: `passage` are the hashes at its place now, `page` those of the whole copy."""
    kept = {fingerprint[n : n + WIDTH] for n in range(0, len(fingerprint), WIDTH)}
    if kept <= passage:
        return UNCHANGED
    if kept <= page:
        return MOVED
    return CHANGED if len(kept & page) >= GONE_BELOW * len(kept) else GONE


_UNIT = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]"
    r"|[\u0e00-\u0eff\u1000-\u109f\uaa60-\uaa7f\u1780-\u17ff]"
    r"|[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+"
)


def shingles(text: str) -> set[str]:
    """Return the runs of five words in a text, or of as much in a script that has no spaces, folded.

    >>> sorted(shingles("One two, three four five six."))
    ['one two three four five', 'two three four five six']
    """
    units = [fold(unit) for unit in _UNIT.findall(text)]
    weights = [_weight(unit) for unit in units]
    found, first, weight = set(), 0, 0
    for last, added in enumerate(weights):
        weight += added
        while weight - weights[first] >= SHINGLE:
            weight -= weights[first]
            first += 1
        if weight >= SHINGLE:
            found.add(" ".join(units[first : last + 1]))
    return found


def _weight(unit: str) -> int:
    if not unit:
        return 0
    return 1 if "\u0e00" <= unit[0] <= "\u17ff" else 2 if "\u3040" <= unit[0] <= "\ud7a3" else 3


# ---- the file --------------------------------------------------------------------------------------------------


def read_lock(root: Path) -> tuple[Lock, list[Problem]]:
    """Return the lock of a project, a new one where it has none; problem: bad-citations-lock."""
    path = root / LOCK
    if not path.exists():
        return Lock(secrets.token_hex(8)), []
    try:
        return from_json(path.read_text("utf-8")), []
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        line = error.lineno - 1 if isinstance(error, json.JSONDecodeError) else 0
        what = "the citations lock cannot be read"
        fix = "restore it from git, or delete it and run salween verify on your copies of pages"
        why = "it records which citations are verified"
        return Lock(secrets.token_hex(8)), [Problem("bad-citations-lock", Place(LOCK, line, 0), what, fix, why)]


def from_json(text: str) -> Lock:
    """Return the lock that a text holds; ValueError, KeyError, TypeError or AttributeError where it holds none."""
    found: Mapping[str, Any] = json.loads(text)
    if found["format"] != FORMAT:
        raise ValueError(f"format {found['format']} is not {FORMAT}")
    sources = {}
    for id, kept in found["sources"].items():
        passages = {
            str(locator): (day_of(day), base64.b64decode(sample, validate=True))
            for locator, (day, sample) in kept.get("passages", {}).items()
        }
        if any(len(sample) % WIDTH for _, sample in passages.values()):
            raise ValueError(f"a fingerprint of {id} is cut")
        facts = {}
        for day, by_key in kept.get("facts", {}).items():
            for key, said in by_key.items():
                counts, digest = said.split(" ")
                found_count, missing, unchecked = (int(count) for count in counts.split("/"))
                facts[str(key)] = Checked(day_of(day), found_count, missing, unchecked, digest)
        sources[str(id)] = Kept(passages, facts, str(kept.get("was", "")))
    return Lock(str(found["salt"]), sources)


def to_json(lock: Lock) -> str:
    """Return the lock as text: sorted, one source a line, so that the locks of two authors merge."""
    lines = []
    for id, kept in sorted(lock.sources.items()):
        by_day: dict[str, dict[str, str]] = {}
        for key, c in sorted(kept.facts.items()):
            by_day.setdefault(iso(c.day), {})[key] = f"{c.found}/{c.missing}/{c.unchecked} {c.digest}"
        row: dict[str, Any] = {"was": kept.was} if kept.was else {}
        row |= {
            "passages": {
                locator: [iso(day), base64.b64encode(sample).decode()]
                for locator, (day, sample) in sorted(kept.passages.items())
            },
            "facts": dict(sorted(by_day.items())),
        }
        shown = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        lines.append(f"{json.dumps(id, ensure_ascii=False)}: {shown}")
    head = f'{{"format": {FORMAT},\n"salt": {json.dumps(lock.salt)},\n"sources": {{\n'
    return head + ",\n".join(lines) + "\n}}\n"


def write_lock(root: Path, lock: Lock) -> bool:
    """Write the lock where it differs from what is there; return whether it did."""
    path, text = root / LOCK, to_json(lock)
    if path.is_file() and path.read_text("utf-8") == text:
        return False
    working = path.with_name(f".{path.name}.tmp")
    working.write_text(text, "utf-8", newline="\n")
    working.replace(path)
    return True


def checked(corpus: Corpus, ontology: Ontology, thing: Claim | Event | Entity) -> dict[Attestation, Checked]:
    """Return how each attestation of a record or an entity fared when it was verified, if it says the same now."""
    found = {}
    for citation in citations_of(corpus, ontology, thing):
        kept = corpus.checked.get(citation.attestation.source, {}).get(citation.key)
        if kept is not None and kept.digest == citation.digest:
            found[citation.attestation] = kept
    return found


def is_verified(kept: Checked | None) -> bool:
    """Tell whether a citation was found on its page, with nothing missing."""
    return kept is not None and kept.found > 0 and kept.missing == 0


def today() -> int:
    return date.today().toordinal()


_BETWEEN_IDS = re.compile(r"(\.@|[:!#~=])")


def renamed(lock: Lock, moves: Mapping[str, str], is_source: bool) -> Lock:
    """Return the lock after ids have moved, of sources or of anything else."""
    if is_source:
        gone = {id: moves[id] for id in lock.sources if id in moves}
        sources = {id: kept for id, kept in lock.sources.items() if id not in gone}
        for old, new in gone.items():
            kept = lock.sources[old]
            sources[new] = Kept(kept.passages, kept.facts, kept.was or old)
        return Lock(lock.salt, sources)

    def moved(key: str) -> str:
        parts = _BETWEEN_IDS.split(key)
        for n, part in enumerate(parts):
            role, dot, actor = part.partition(".")
            if n and parts[n - 1] == "#" and dot:
                parts[n] = f"{role}.{moves.get(actor, actor)}"
            else:
                parts[n] = moves.get(part, part)
        return "".join(parts)

    sources = {
        id: Kept(kept.passages, {moved(key): fact for key, fact in kept.facts.items()})
        for id, kept in lock.sources.items()
    }
    return Lock(lock.salt, sources)


def without(lock: Lock, known: Iterable[str]) -> Lock:
    """Return the lock without the sources that the dataset no longer has."""
    wanted = set(known)
    return Lock(lock.salt, {id: kept for id, kept in lock.sources.items() if id in wanted})
