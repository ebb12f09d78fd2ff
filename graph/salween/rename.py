"""A project and two ids → the same project with the one in place of the other, and no other character changed.

Works on the places of nodes as read, never on text that looks like an id. What is renamed keeps its old id in
`was:`, so that its address lives (a source has no `was:`). Nothing is written unless all of it can be, and unless
the result has just the problems that the project had before.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .build import Loaded, load
from .layout import LOCK
from .model import VERDICTS, Claim, Corpus, Event, Quantity, Ref
from .ontology import Ontology
from .place import Place
from .problem import Problem, any_errors, suggest
from .read import Mapping as Row
from .read import Node, Sequence, data_files, read_bytes
from .resolve import resolve_file
from .resolve.fields import CLAIM_ID, SLUG
from .verify import LOCK as CITATIONS
from .verify.lock import from_json, renamed, to_json

#: The two sorts of ids; an entity or a record may have the same one as a source.
THING, SOURCE = "thing", "source"
#: What a key's value names, beside the terms of the ontology.
_SORTS = {
    **dict.fromkeys(("source", "sources", "derives_from"), SOURCE),
    **dict.fromkeys(("id", "subject", "object", "actor", "said_by", "counted_by", "publisher", "taken_from"), THING),
    **dict.fromkeys(("as", *VERDICTS), THING),
}
#: Keys under which every word is the author's own; and the addresses that once were, which must stay.
_OPAQUE = ("name", "ids", "was")
_LINE_END = re.compile(r"\r\n|\n|\r")
_PARAMETER = re.compile(r"#[ \t]*param[ \t]+\w+:[ \t]*(\w+)\??[ \t]*=[ \t]*(\S+)[ \t\r]*$", re.MULTILINE)


class RenameError(ValueError):
    """A renaming that is refused, with the reason in words. Nothing has been changed."""


def rename(loaded: Loaded, old: str, new: str) -> list[tuple[str, int]]:
    """Change an id everywhere and write the files; return those that changed, each with its number of changes.

    The id is an entity's, an event's, a claim's or a source's. Ids of claims that begin with what is renamed change
    with it wherever they are written. By path. Raises RenameError.
    """
    corpus = loaded.corpus
    if corpus is None or any_errors(loaded.problems):
        raise RenameError("the record has errors: mend what salween check shows, then rename")
    _refuse(corpus, old, new)
    files = [_File.read(loaded.root, path) for path in _inputs(loaded.root)]
    sort = SOURCE if old in corpus.sources else THING
    moves = {old: new} if sort == SOURCE else _moves(files, loaded.ontology, old, new)
    for file in files:
        file.rename(moves, sort, loaded.ontology)
    record = corpus.records.get(old)
    if isinstance(record, Claim):
        _write_id(files, record, new)
    changed = [file for file in files if file.edits]
    _same_problems(loaded, changed, moves)
    _swap(changed)
    return [(file.path, len(file.edits)) for file in changed]


def _refuse(corpus: Corpus, old: str, new: str) -> None:
    """Raise RenameError where the old id is nobody's, or the new one is no id, or somebody's already."""
    things = {**corpus.entities, **corpus.merged, **corpus.records}
    thing, source = things.get(old), corpus.sources.get(old)
    if thing is None and source is None:
        otherwise = "salween show NAME finds the id of a name"
        raise RenameError(f'no id "{old}": {suggest(old, [*things, *corpus.sources], otherwise)}')
    if thing is not None and source is not None:
        raise RenameError(f'"{old}" is a source and something else: give one of the two another id by hand')
    if isinstance(thing, Claim):
        if not CLAIM_ID.fullmatch(new):
            raise RenameError(f'"{new}" is no id of a claim: write it with a dot, as in {old}.2')
    elif not SLUG.fullmatch(new):
        raise RenameError(f'"{new}" is no id: write small letters, digits and hyphens')
    taken = things.get(new) or corpus.sources.get(new)
    if taken is not None:
        raise RenameError(f'the id "{new}" is taken, at {taken.id.place}')
    if any(withdrawal.id == new for withdrawal in corpus.withdrawals):
        raise RenameError(f'the id "{new}" was withdrawn: its address must keep its meaning')
    for other in (*corpus.entities.values(), *corpus.records.values()):
        if new in other.was and other is not thing:
            raise RenameError(f'"{new}" is an old id of "{other.id}": its address must keep its meaning')


def _inputs(root: Path) -> list[str]:
    """Return the files in which an id may stand, relative to the root, sorted."""
    found = [*data_files(root), root / "data" / "corrections.yaml", root / LOCK, root / CITATIONS]
    for pattern in ("questions/*.rq", "rules/*.yaml", "views/*.yaml"):
        # an ontology outside of the project is shared with others, and is not ours to change
        found += [p for p in (root / "ontology").glob(pattern) if p.resolve().is_relative_to(root.resolve())]
    return sorted(path.relative_to(root).as_posix() for path in found if path.is_file())


# ---- which ids change ----------------------------------------------------------------------------------------


def _moves(files: Iterable[_File], ontology: Ontology, old: str, new: str) -> dict[str, str]:
    """Return every id that changes, with what it becomes: the one, and those of claims that begin with it."""
    moves = {old: new}
    claims = [record for file in files for record in file.records(ontology) if isinstance(record, Claim)]
    while True:  # a claim about a claim
        found = {str(c.id): moved for c in claims if c.id not in moves and (moved := _moved(c, moves)) != c.id}
        if not found:
            return moves
        moves |= found


def _moved(claim: Claim, moves: Mapping[str, str]) -> str:
    """Return a claim's id after its ends have moved, as far as the id says what the claim says.

    A default id does, `subject.predicate.object`, and so does one with a number behind it.
    """
    counter = claim.value.counter if isinstance(claim.value, Quantity) else None
    subject, target = str(claim.subject), str(claim.object or counter or "")
    if not claim.id.startswith(f"{subject}."):
        return str(claim.id)
    predicate, _, rest = claim.id[len(subject) + 1 :].partition(".")
    if target and predicate == claim.predicate and (rest == target or rest.startswith(f"{target}.")):
        rest = moves.get(target, target) + rest[len(target) :]
    return ".".join(part for part in (moves.get(subject, subject), predicate, rest) if part)


def _ids(node: Node, section: str, key: str, ontology: Ontology) -> Iterator[tuple[str, Ref]]:
    """Yield every scalar that is an id, with its sort: by its key, since a key means one thing wherever it stands."""
    if isinstance(node, Ref):
        sort = _sort(section, key, ontology)
        if sort:
            yield sort, node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _ids(item, section, key, ontology)
    elif key != "alias" or "name" in node.items:  # else its keys are languages
        for inner, item in node.items.items():
            if inner not in _OPAQUE:
                yield from _ids(item, section, inner, ontology)


def _sort(section: str, key: str, ontology: Ontology) -> str:
    if key == "id":
        return {"sources": SOURCE, "": ""}.get(section, THING)
    if key in ontology.predicates:
        return "" if ontology.predicates[key].value_type else THING
    if key in ontology.qualifiers:
        return THING if ontology.qualifiers[key].value_type == "entity" else ""
    return THING if key in ontology.roles else _SORTS.get(key, "")


# ---- one file ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _File:
    """A file as it is, and what changes in it: `edits` are (start, end, text), by position in its text."""

    root: Path
    path: str
    text: str
    tree: Row | None
    starts: list[int]  # of its lines
    edits: list[tuple[int, int, str]] = field(default_factory=list)

    @classmethod
    def read(cls, root: Path, path: str) -> _File:
        data = (root / path).read_bytes()
        text = data.decode("utf-8")
        tree = read_bytes(path, data)[0] if path.endswith((".yaml", ".yml")) else None
        mark = 1 if text.startswith("\ufeff") else 0  # has no column
        return cls(root, path, text, tree, [mark, *(match.end() for match in _LINE_END.finditer(text))])

    @property
    def changed(self) -> bytes:
        text = self.text
        for start, end, instead in sorted(self.edits, reverse=True):
            text = text[:start] + instead + text[end:]
        return text.encode("utf-8")

    @property
    def sections(self) -> dict[str, Node]:
        """The sections of a file under data/; of a rule or a view, its keys, as one section without a name."""
        if self.tree is None:
            return {}
        return self.tree.items if self.path.startswith("data/") else {"": self.tree}

    def records(self, ontology: Ontology) -> Iterable[Claim | Event]:
        """Return the records of the file, withdrawn ones too."""
        is_of_record = self.path.startswith("data/") and self.path != "data/corrections.yaml"
        return resolve_file(self.path, self.tree, ontology).records if is_of_record else ()

    def rows(self, section: str) -> list[Row]:
        node = self.sections.get(section)
        return [row for row in node.items if isinstance(row, Row)] if isinstance(node, Sequence) else []

    # ---- ids ------------------------------------------------------------------------------------------------

    def rename(self, moves: Mapping[str, str], sort: str, ontology: Ontology) -> None:
        """Note every place where an id of a sort changes, and the old id of what is renamed."""
        for section, node in self.sections.items():
            for found, ref in _ids(node, section, section, ontology):
                old = ref.partition("#")[0]
                if found == sort and old in moves:
                    start = self.at(ref)
                    self.edits.append((start, start + len(old), moves[old]))
        if self.path.endswith(".rq"):
            self._rename_examples(moves, sort)
        if self.path == CITATIONS:
            text = to_json(renamed(from_json(self.text), moves, sort == SOURCE))
            self.edits += [(0, len(self.text), text)] if text != self.text else []
        if sort == SOURCE:
            return
        if self.path == LOCK:
            keys = re.finditer(r'"([a-z0-9-]+)"\s*:', self.text)
            self.edits += [(key.start(1), key.end(1), moves[key[1]]) for key in keys if key[1] in moves]
        for row in (row for section in ("entities", "claims", "events") for row in self.rows(section)):
            id = row.items.get("id")
            if isinstance(id, Ref) and id in moves:
                self.keep_old(row, id, moves[id])

    def _rename_examples(self, moves: Mapping[str, str], sort: str) -> None:
        """Note the examples of a question's parameters: `# param place: Place = lashio`."""
        for start in self.starts:
            if not self.text.startswith("#", start):
                break
            match = _PARAMETER.match(self.text, start)
            if match and (match[1] == "Source") == (sort == SOURCE) and match[2] in moves:
                self.edits.append((match.start(2), match.end(2), moves[match[2]]))

    def keep_old(self, row: Row, old: str, new: str) -> None:
        """Note the old id in `was:` of a row; where it goes back to an id that it had, the two change places."""
        was = row.items.get("was")
        if was is None:
            id = row.items["id"]
            assert isinstance(id, Ref)
            self.insert_after(row, id, row.keys["id"].column, f"was: [{old}]")
            return
        olds = [ref for ref in (was.items if isinstance(was, Sequence) else [was]) if isinstance(ref, Ref)]
        back, last = next((ref for ref in olds if ref == new), None), olds[-1]
        if back is not None:
            self.edits.append((self.at(back), self.at(back) + len(back), old))
        elif isinstance(was, Sequence) and self.text[self.offset(was.place)] != "[":
            self.insert_after(row, last, was.place.column, f"- {old}")
        else:
            if not isinstance(was, Sequence):
                self.edits.append((self.offset(last.place), self.offset(last.place), "["))
            closing = "" if isinstance(was, Sequence) else "]"
            self.edits.append((self.end(last), self.end(last), f", {old}{closing}"))

    # ---- places ---------------------------------------------------------------------------------------------

    def offset(self, place: Place) -> int:
        return self.starts[place.line] + place.column

    def at(self, ref: Ref) -> int:
        """Return where an id begins, inside its quotes if it has some; RenameError where it is spelt with escapes."""
        start = self.offset(ref.place)
        start += self.text[start] in "'\""
        if not self.text.startswith(ref, start):
            raise RenameError(f"{ref.place}: write {ref} as it is first, without escapes")
        return start

    def end(self, ref: Ref) -> int:
        return self.at(ref) + len(ref) + (self.text[self.offset(ref.place)] in "'\"")

    def insert_after(self, row: Row, ref: Ref, column: int, text: str) -> None:
        """Note a new item behind an id: on its line where the row has braces, else on a line of its own."""
        end = self.end(ref)
        if self.is_flow(row):
            self.edits.append((end, end, f", {text}"))
            return
        match = _LINE_END.search(self.text, end)
        end = match.start() if match else len(self.text)
        self.edits.append((end, end, f"{self.line_end}{' ' * column}{text}"))

    def is_flow(self, row: Row) -> bool:
        return self.text[self.offset(row.place)] == "{"

    @property
    def line_end(self) -> str:
        match = _LINE_END.search(self.text)
        return match[0] if match else "\n"


def _write_id(files: Iterable[_File], claim: Claim, new: str) -> None:
    """Note the new id in the row of a claim whose old one is its default, and stands nowhere; refuse in a list."""
    if claim.marks.get("id") == claim.id.place:  # it is written out, and has been changed where it stands
        return
    for file in files:
        for row in file.rows("claims"):
            node = row.items.get(claim.predicate)
            if row.place != claim.place or (isinstance(node, Sequence) and len(node.items) > 1):
                continue
            first = min(row.keys.values())
            between = ", " if file.is_flow(row) else file.line_end + " " * first.column
            keys = [f"id: {new}"]
            if "was" in row.items:
                file.keep_old(row, claim.id, new)
            else:
                keys.append(f"was: [{claim.id}]")
            start = file.offset(first)
            file.edits.append((start, start, "".join(key + between for key in keys)))
            return
    raise RenameError(f"{claim.place}: the claim shares its row with others: write it as one of its own first")


# ---- all or nothing ------------------------------------------------------------------------------------------


def _same_problems(loaded: Loaded, changed: Iterable[_File], moves: Mapping[str, str]) -> None:
    """Raise RenameError where the project would have other problems than before, but for the ids in their words."""

    def words(problem: Problem) -> tuple[str, ...]:
        said = (moves.get(word, word) for word in re.findall(r"[\w.-]+", problem.what))
        return (problem.code, *sorted(said))

    texts = {file.path: file.changed for file in changed}
    with tempfile.TemporaryDirectory(prefix="salween-rename-") as name:
        copy = Path(name)
        for folder in ("data", "ontology"):
            for path in (loaded.root / folder).rglob("*"):
                inside = path.relative_to(loaded.root)
                if path.is_file():
                    _mirror(path, copy / inside, texts.get(inside.as_posix()))
        private = loaded.root / "private.txt"
        if private.is_file():
            _mirror(private, copy / private.name, None)
        after = load(copy).problems
    before = Counter(words(problem) for problem in loaded.problems)
    for problem in after:
        before[words(problem)] -= 1
        if before[words(problem)] < 0:
            raise RenameError(f"it would be wrong at {problem.place}: {problem.what}")


def _mirror(path: Path, copy: Path, text: bytes | None) -> None:
    """Put a file into a copy of the project: with its changed text, else as a link to where it is."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    if text is None:
        copy.symlink_to(path.absolute())
    else:
        copy.write_bytes(text)


def _swap(changed: Iterable[_File]) -> None:
    """Write every changed file beside itself, then put them all in place; on a failure, put back what was."""
    paths = {(file.root / file.path).resolve(): file for file in changed}
    working = {path: path.with_name(f".{path.name}.{os.getpid()}") for path in paths}
    placed: list[Path] = []
    try:
        for path, file in paths.items():
            working[path].write_bytes(file.changed)
            shutil.copymode(path, working[path])
        for path in paths:
            working[path].replace(path)
            placed.append(path)
    except BaseException as error:
        for path in placed:
            path.write_bytes(paths[path].text.encode("utf-8"))
        if isinstance(error, OSError):
            raise RenameError(f"nothing is changed, for not all can be written: {error}") from error
        raise
    finally:
        for path in working.values():
            path.unlink(missing_ok=True)
