"""The record itself: it checks without an error, every seed sentence is attested, and nobody private is named."""

import re
from functools import cache
from pathlib import Path

from salween.build import Loaded, load

ROOT = Path(__file__).resolve().parents[1]
SEED = "stimson-2025-04-17"


@cache
def record() -> Loaded:
    return load(ROOT)


def test_the_record_has_no_problem() -> None:
    assert [f"{p.place} {p.code} {p.what}" for p in record().problems] == []


def test_every_sentence_of_the_seed_article_is_attested() -> None:
    """47 located sentences: each by at least one record, through its locator."""
    corpus = record().corpus
    assert corpus is not None
    cited = {
        locator
        for item in corpus.records.values()
        for attestation in item.attestations
        if attestation.source == SEED
        for locator in re.findall(r"p\d+s\d+", attestation.locator)
    }
    sentences = {
        f"p{paragraph}s{sentence}"
        for paragraph, count in enumerate((5, 6, 4, 1, 4, 1, 6, 2, 4, 7, 7), start=1)
        for sentence in range(1, count + 1)
    }
    assert len(sentences) == 47
    assert cited == sentences


def test_the_slips_of_the_seed_article_stand_as_errors_with_a_reason() -> None:
    judge = record().judge
    assert judge is not None
    slips = {
        "paetongtarn-shinawatra.holds_office.thai-mfa",
        "liu-zhongyi.holds_office.china-mps.2",
        "largest-repatriation",
    }
    assert {id: judge.judgements[id].status for id in slips} == dict.fromkeys(slips, "rejected")
    assert all(judge.judgements[id].verdict.because for id in slips)


def test_every_source_has_an_address_or_a_reason_for_none() -> None:
    corpus = record().corpus
    assert corpus is not None
    assert [id for id, source in corpus.sources.items() if not (source.url or source.no_url)] == []


def test_no_file_of_the_record_is_longer_than_a_person_reads() -> None:
    long = {
        path.name: count for path in (ROOT / "data").rglob("*.yaml") if (count := path.read_text().count("\n")) > 400
    }
    assert long == {}


def test_the_address_of_the_list_of_victims_is_nowhere() -> None:
    """Lists of victims are no sources."""
    found = [path.name for path in (ROOT / "data").rglob("*.yaml") if "docs.google" in path.read_text()]
    assert found == []
