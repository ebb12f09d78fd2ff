"""A record in a few lines, and what a table of expected answers can ask of it: one line, one question and answer.

    2024-10-01 certain                     did it hold on that day?
    start 2024-08-03..2024-08-06           also end, confirmed; - where there is none
    reads accepted moderate strong-support status, confidence and the rule that decided
    disputes from equally, value weakly    on which fields; - for none
    denied army                            by whom, the whole or a field
    against other-record                   who holds the same, or counts otherwise
    parties b-2024-08-04                   which of its sources are a party's
    grades b-2024-08-04 B                  how far each of its sources can be relied on
    origins 2                              how many independent ones support it
    names sides hill accepted, sides army disputed    what we make of each name in an event
    start-by b-2024-08-04                  whose word the start is; also end-by
    absent until                           which of its fields nobody vouches for; all: the whole of it
    outcome no                             what is known of what became of a plan
    bridge 2024-10-01 held hill            who holds a place, of which extent, or who held it last
    hill controls bridge 2024-10-01 no     a tie, also one that an event folds to or a rule concludes; none: no such tie
    boss 2024-10-01 charged                at which stage somebody's case stands
    concluded co owned_half_or_more_by boss accepted from x, y    a conclusion, its status and all that it rests on
    known 2024-08-04                       from here on, by sources out by that day

A line about a record may begin with its id; without one it is about the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from salween.dates import Day, Span, day_of, iso
from salween.infer import Conclusion, Rule, holds, infer, read_rules
from salween.judge import DISPUTED, Judge, Judgement, Voice
from salween.judge.law import legal_stages
from salween.judge.places import Holds
from salween.model import Claim, Corpus, Dataset
from salween.ontology import Ontology, read_ontology
from salween.place import Place
from salween.read import read_bytes
from salween.resolve import Part, gather, link, resolve_file
from salween.ties import all_ties, on_day

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests" / "pairs" / "base.yaml"
EDITION, COVERS_TO = day_of("2026-06-01"), day_of("2026-04-30")
DATASET = Dataset("Pairs", "https://example.org/", EDITION, COVERS_TO, "", "", "", "", Place("", 0, 0))

_AUTO = re.compile(r"\b([a-z]+(?:-[a-z]+)*)-(\d{4}(?:-\d\d(?:-\d\d)?)?|undated)([a-z])?\b")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


# ---- a record in a few lines ---------------------------------------------------------------------------------


@cache
def ontology() -> Ontology:
    found, problems = read_ontology(ROOT)
    assert problems == []
    return found


@cache
def base() -> Part:
    return part_of("base.yaml", BASE.read_text("utf-8"))


def part_of(name: str, text: str) -> Part:
    tree, problems = read_bytes(name, text.encode())
    part = resolve_file(name, tree, ontology())
    assert [str(problem.what) for problem in [*problems, *part.problems]] == [], text
    return part


@cache
def rules() -> tuple[Rule, ...]:
    found, problems = read_rules(ROOT, ontology())
    assert problems == []
    return found


def judged(given: str) -> Judge:
    """Return the judge of a few records."""
    return Judge(corpus_of(given), ontology())


def corpus_of(given: str) -> Corpus:
    """Return the corpus of a few records: they, the base of the pairs, and the sources that their names declare."""
    parts = [base(), part_of("case.yaml", sections(given))]
    declared = {str(source.id) for part in parts for source in part.sources}
    actors = {str(entity.id) for part in parts for entity in part.entities}
    named = {m[0]: m for m in _AUTO.finditer("a-2000-01-01\n" + given) if m[1] in actors and m[0] not in declared}
    parts.append(part_of("auto.yaml", "sources:\n" + "\n".join(map(source_row, named.values()))))
    corpus, problems = gather(DATASET, parts)
    assert [str(problem.what) for problem in problems] == [], given
    corpus, problems = link(corpus, ontology())
    assert [str(problem.what) for problem in problems] == [], given
    return corpus


def sections(given: str) -> str:
    """Return the records of a case under the section that each belongs to."""
    rows = re.split(r"^(?=- )", given.strip("\n"), flags=re.MULTILINE)
    found: dict[str, list[str]] = {}
    for row in filter(None, rows):
        kinds = {"event:": "events", "kind:": "entities", "publisher:": "sources"}
        section = next((kinds[key] for key in kinds if re.search(rf"[{{ ]{key}", row)), "claims")
        found.setdefault(section, []).append(row.rstrip("\n"))
    return "\n".join(f"{section}:\n" + "\n".join(rows) for section, rows in found.items())


def source_row(match: re.Match[str]) -> str:
    published = "unknown" if match[2] == "undated" else match[2]
    return (
        f"  - {{id: {match[0]}, publisher: {match[1]}, title: T, published: {published}, retrieved: 2026-05-01, "
        f"read: whole, url: https://example.org/{match[0]}, language: en}}"
    )


# ---- what can be asked ---------------------------------------------------------------------------------------


class Asked:
    """Answers the lines of a case, each with the words of the line, and what is really so."""

    def __init__(self, judge: Judge, first: str = "") -> None:
        self.judge = judge
        self.ontology = judge.ontology
        self.first = first

    def answers(self, lines: Iterable[str]) -> list[str]:
        return [self.answer(line) for line in lines]

    def answer(self, line: str) -> str:
        words = line.split()
        if words[0] == "known":
            self.judge = self.judge.seen_from(day_of(words[1]))
            return line
        if words[0] == "concluded":
            return " ".join([*words[:4], self.concluded(words[1:4])])
        days = [word for word in words if _DAY.fullmatch(word)]
        if len(words) > 3 and words[1] in self.ontology.predicates and days:
            return " ".join([*words[:4], self.tie(words, day_of(words[3]))])
        if words[0] in self.judge.corpus.entities:
            return " ".join([*words[:2], self.of_entity(words[0], day_of(words[1]))])
        id, rest = (words[0], words[1:]) if words[0] in self.judge.corpus.records else (self.first, words)
        lead = words[: len(words) - len(rest)]
        return " ".join([*lead, rest[0], self.of_record(id, rest[0])])

    def of_record(self, id: str, question: str) -> str:
        judgement = self.judge.judgements.get(id)
        if question == "outcome":
            outcome = self.judge.outcome(self.judge.corpus.records[id])
            return outcome.happened if outcome is not None else "-"
        if judgement is None:
            return "all" if question == "absent" else "not heard of"
        if _DAY.fullmatch(question):
            return judgement.validity.on(day_of(question))
        if question in ("start-by", "end-by"):
            field = {"start-by": "from", "end-by": "until"}[question]
            return listed(sorted(str(voice.attestation.source) for voice in self.judge.support_of(id, field)))
        return RECORD[question](judgement)

    def of_entity(self, id: str, day: Day) -> str:
        """Answer for a place, who holds it; for anybody else, at which stage each case stands."""
        if not self.ontology.is_a(self.judge.corpus.entities[id].kind, ["Place"]):
            stages = sorted((case, stage) for (who, case), stage in legal_stages(self.judge, day).items() if who == id)
            return ", ".join(f"{stage.word} in {case}" if case else stage.word for case, stage in stages) or "-"
        state = Holds(self.judge).on(id, day)
        holders = []
        for claim_id in state.claims:
            claim = self.judge.corpus.records[claim_id]
            assert isinstance(claim, Claim)
            extent = claim.qualifier("extent")
            holders.append(f"{claim.subject}/{extent}" if extent else str(claim.subject))
        since = [f"since {iso(state.since)}"] if state.since is not None else []
        return " ".join([state.answer, *since, *sorted(set(holders))])

    def tie(self, words: list[str], day: Day) -> str:
        for found in all_ties(self.judge):
            if [found.subject, found.predicate, found.object] == words[:3]:
                answer = on_day(self.judge, self.ontology.predicates[found.predicate].lapse, found.validity, day)
                return answer if found.status != DISPUTED else f"{answer} not agreed"
        return next((holds(self.judge, c, day) for c in self.conclusions(words[:3])), "none")

    def conclusions(self, tie: list[str]) -> list[Conclusion]:
        return [c for c in infer(self.judge, rules()) if [c.subject, c.predicate, c.object] == tie]

    def concluded(self, tie: list[str]) -> str:
        found = [f"{c.status} from {', '.join(c.rests_on)}" for c in self.conclusions(tie)]
        return "; ".join(found) or "not"


def span(earliest: Day | None, latest: Day | None) -> str:
    if earliest is None and latest is None:
        return "-"
    ends = ["" if day is None else iso(day) for day in (earliest, latest)]
    return ends[0] if Span(earliest, latest).is_one_day else "..".join(ends)


def listed(items: list[str]) -> str:
    return ", ".join(items) if items else "-"


def denials(judgement: Judgement) -> list[Voice]:
    voices = [*judgement.denial, *(voice for dispute in judgement.disputes for voice in dispute.dissent)]
    return [voice for voice in voices if voice.attestation.stance == "contradicts"]


RECORD: dict[str, Callable[[Judgement], str]] = {
    "start": lambda j: span(j.validity.bounds.start_earliest, j.validity.bounds.start_latest),
    "end": lambda j: span(j.validity.bounds.end_earliest, j.validity.bounds.end_latest),
    "confirmed": lambda j: span(j.validity.confirmed, j.validity.confirmed),
    "reads": lambda j: " ".join(j.verdict[:3]),
    "disputes": lambda j: listed([f"{d.field} {'equally' if d.is_equal else 'weakly'}" for d in j.disputes]),
    "denied": lambda j: listed(sorted({v.speaker for v in denials(j)})),
    "against": lambda j: listed(sorted({*j.disputed_with, *(other for d in j.disputes for other in d.others)})),
    "parties": lambda j: listed([str(v.attestation.source) for v in j.voices if v.is_party]),
    "grades": lambda j: listed([f"{v.attestation.source} {v.grade}" for v in j.voices]),
    "origins": lambda j: str(len(j.origins)),
    "names": lambda j: listed([f"{p.fill.role} {p.fill.actor} {p.status}" for p in j.presences]),
    "absent": lambda j: listed(sorted(j.absent)),
}
