"""Names as others type them → entities, with a score and the reasons for it. Knows every name in every script."""

from __future__ import annotations

from collections import defaultdict
from difflib import SequenceMatcher
from typing import NamedTuple

from ..model import Corpus
from ..names import fold

#: How near a name is: the same, another name of it, another spelling at best.
SAME, OTHER_NAME, NEAREST = 100.0, 95.0, 90.0
#: Names looked at letter by letter, those that share the most pieces with what was typed.
MOST_COMPARED = 200


class Near(NamedTuple):
    """An entity that a text may mean: how near its nearest name is, 0 to 100, and which name that is."""

    id: str
    score: float
    name: str
    is_main: bool


class Names:
    """All names of a corpus, folded, and the pieces of three letters that they are made of."""

    def __init__(self, corpus: Corpus) -> None:
        self.owners: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
        self.pieces: dict[str, set[str]] = defaultdict(set)
        for entity in corpus.entities.values():
            for name in entity.names:
                if not entity.is_private:
                    self.owners[fold(name.text)].append((str(entity.id), name.text, name.sort == "name"))
        for key in self.owners:
            for piece in _pieces(key):
                self.pieces[piece].add(key)
        self.ids = {str(id) for id in corpus.entities}

    def near(self, text: str) -> list[Near]:
        """Return who may be meant, nearest first, each once."""
        wanted = fold(text)
        best: dict[str, Near] = {}
        if text in self.ids:
            best[text] = Near(text, SAME, text, True)
        for key, ratio in self._close(wanted):
            for id, name, is_main in self.owners[key]:
                score = (SAME if is_main else OTHER_NAME) if key == wanted else round(ratio * NEAREST, 1)
                if id not in best or best[id].score < score:
                    best[id] = Near(id, score, name, is_main)
        return sorted(best.values(), key=lambda near: (-near.score, near.id))

    def beginning(self, prefix: str) -> list[Near]:
        """Return whose name or id begins with a text, then whose has it inside, shortest first."""
        wanted = fold(prefix)
        found: dict[str, tuple[int, int, Near]] = {}
        for key, owners in self.owners.items():
            at = key.find(wanted)
            if at >= 0 and wanted:
                for id, name, is_main in owners:
                    rank = (min(at, 1), len(key), Near(id, SAME, name, is_main))
                    found[id] = min(found.get(id, rank), rank)
        for id in self.ids:
            if prefix and id.startswith(prefix.casefold()) and id not in found:
                found[id] = (0, len(id), Near(id, SAME, id, True))
        return [near for _, _, near in sorted(found.values())]

    def _close(self, wanted: str) -> list[tuple[str, float]]:
        shared: dict[str, int] = defaultdict(int)
        for piece in _pieces(wanted):
            for key in self.pieces.get(piece, ()):
                shared[key] += 1
        likely = sorted(shared, key=lambda key: (-2 * shared[key] / (len(key) + len(wanted)), key))[:MOST_COMPARED]
        close = []
        for key in likely:
            ratio = SequenceMatcher(None, wanted, key, autojunk=False).ratio()
            if ratio >= 0.6 or (len(wanted) >= 4 and wanted in key):
                close.append((key, max(ratio, 0.7) if wanted in key else ratio))
        return close


def _pieces(key: str) -> set[str]:
    padded = f"^{key}$"
    return {padded[at : at + 3] for at in range(max(len(padded) - 2, 1))}
