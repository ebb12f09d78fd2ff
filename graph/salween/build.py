"""The river in one place: from a folder to what it holds, and from that to the artefacts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .check import check_corpus
from .check.people import private_names
from .infer import Conclusion, Rule, infer, read_rules
from .judge import Judge
from .model import Corpus
from .ontology import Ontology, read_ontology
from .place import Place
from .problem import Problem, sorted_problems
from .read import data_files, read_file
from .resolve import gather, resolve_dataset, resolve_file, resolve_withdrawals
from .resolve.link import link


@dataclass(frozen=True)
class Loaded:
    """A project as read, checked and judged. `judge` is None where there is nothing to judge."""

    root: Path
    ontology: Ontology
    rules: tuple[Rule, ...]
    corpus: Corpus | None
    judge: Judge | None
    problems: list[Problem]

    @property
    def conclusions(self) -> list[Conclusion]:
        return infer(self.judge, self.rules) if self.judge is not None else []


def find_root(start: Path) -> Path | None:
    """Return the nearest folder, from start upward, that has data/dataset.yaml."""
    return next((f for f in (start, *start.parents) if (f / "data" / "dataset.yaml").is_file()), None)


def load(root: Path) -> Loaded:
    """Read, resolve, judge and check a project. Its problems are sorted by place, each once."""
    ontology, problems = read_ontology(root)
    if problems:
        return Loaded(root, ontology, (), None, None, sorted_problems(problems))
    rules, problems = read_rules(root, ontology)
    dataset_tree, found = read_file(root, root / "data" / "dataset.yaml")
    problems += found
    dataset, found = resolve_dataset(dataset_tree, ontology)
    problems += found
    parts = []
    for path in data_files(root):
        tree, found = read_file(root, path)
        part = resolve_file(path.relative_to(root).as_posix(), tree, ontology)
        problems += found + part.problems
        parts.append(part)
    corrections = root / "data" / "corrections.yaml"
    tree, found = read_file(root, corrections) if corrections.is_file() else (None, [])
    withdrawals, more = resolve_withdrawals(tree, ontology)
    problems += found + more
    if dataset is None:
        return Loaded(root, ontology, rules, None, None, sorted_problems(problems))
    corpus, found = gather(dataset, parts, withdrawals)
    problems += found
    corpus, found = link(corpus, ontology)
    problems += found
    judge = Judge(corpus, ontology)
    problems += check_corpus(judge)
    problems += private_names(root, data_files(root))
    if not parts:
        what, fix = "there are no records under data/", "add a YAML file with entities:, sources: and claims:"
        problems.append(Problem("empty-record", Place("data", 0, 0), what, fix))
    return Loaded(root, ontology, rules, corpus, judge, sorted_problems(problems))
