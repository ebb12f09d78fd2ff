"""A synthetic record of any size, in the authoring language: the same bytes for the same size."""

from __future__ import annotations

import random
from pathlib import Path

PREDICATES = (
    # predicate, kind of subject, kind of object
    ("member_of", "Person", "Organization"),
    ("allied_with", "ArmedGroup", "ArmedGroup"),
    ("controls", "ArmedGroup", "Town"),
    ("commands", "Person", "ArmedGroup"),
    ("owns", "Company", "Company"),
    ("operates", "Company", "Compound"),
    ("guards", "ArmedGroup", "Compound"),
    ("based_in", "ArmedGroup", "Town"),
)
KINDS = ("Person", "Person", "Person", "Organization", "ArmedGroup", "Company", "Town", "Compound")
GIVEN = [
    "Anna",
    "Boris",
    "Chen",
    "Dina",
    "Emil",
    "Farid",
    "Greta",
    "Hugo",
    "Ines",
    "Jakub",
    "Kira",
    "Leo",
    "Mara",
    "Nils",
    "Olga",
    "Pavel",
]
FAMILY = [
    "Novak",
    "Silva",
    "Tanaka",
    "Haddad",
    "Rossi",
    "Dupont",
    "Wang",
    "Aung",
    "Htoo",
    "Lin",
    "Min",
    "Soe",
    "Tun",
    "Win",
    "Zaw",
    "Kyaw",
]
HAN = "安博晨迪恩法格胡英雅"


def write(root: Path, claims: int, seed: int = 1, entities_count: int = 0) -> None:
    """Write a project with that many claims, a fifth as many entities if not told and a tenth as many sources."""
    rng = random.Random(seed)
    data = root / "data"
    data.mkdir(parents=True, exist_ok=True)
    about = "title: Synthetic\nbase: https://w3id.org/salween/\nedition: 2026-06-01\ncovers_to: 2026-04-30\n"
    (data / "dataset.yaml").write_text(about, "utf-8")
    by_kind: dict[str, list[str]] = {kind: [] for kind in KINDS}
    entities = []
    for number in range(entities_count or max(40, claims // 5)):
        kind = KINDS[number % len(KINDS)]
        id = f"{kind.lower()}-{number}"
        by_kind[kind].append(id)
        name = f"{rng.choice(GIVEN)} {rng.choice(FAMILY)} {number}"
        public = ", public_because: office" if kind == "Person" else ""
        han = "".join(rng.choice(HAN) for _ in range(3))
        entities.append(
            f"  - {{id: {id}, kind: {kind}{public}, alias: [A{number}],"
            f" name: {{en: {name}, zh-Hans: {han}{number}}}}}\n"
        )
    sources = [f"source-{number}" for number in range(max(10, claims // 10))]
    outlets = [f"outlet-{number}" for number in range(20)]
    source_rows = [
        f"  - {{id: {id}, publisher: {rng.choice(outlets)}, title: Report {id}, "
        f"published: 2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}, "
        f"retrieved: 2026-05-01, read: whole, url: https://example.org/{id}, language: en}}\n"
        for id in sources
    ]
    rows = [
        "entities:\n",
        *(
            f"  - {{id: {id}, kind: MediaOutlet, name: {{en: {id}}}, reliability: {'ABC'[n % 3]}}}\n"
            for n, id in enumerate(outlets)
        ),
    ]
    (data / "outlets.yaml").write_text("".join(rows), "utf-8")
    _chunks(data / "entities", "entities:\n", entities)
    _chunks(data / "sources", "sources:\n", source_rows)
    seen: set[tuple[str, str, str]] = set()
    claim_rows = []
    while len(claim_rows) < claims:
        predicate, subject_kind, object_kind = rng.choice(PREDICATES)
        subject, object = _skewed(rng, by_kind[subject_kind]), _skewed(rng, by_kind[object_kind])
        if subject == object or (subject, predicate, object) in seen:
            continue
        seen.add((subject, predicate, object))
        year, month = rng.randint(2015, 2024), rng.randint(1, 12)
        start = (f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{rng.randint(1, 28):02}")[rng.randrange(3)]
        until = (
            f"    until: {year + 1 + rng.randrange(3)}-{rng.randint(1, 12):02}\n"
            if rng.random() < 0.4 and year < 2022
            else ""
        )
        share = (
            f"    share: {{value: {60 if rng.random() < 0.1 else 20}, unit: percent}}\n" if predicate == "owns" else ""
        )
        cited = rng.sample(sources, k=1 + (rng.random() < 0.5))
        cited_text = ", ".join(f"{id}#p{rng.randint(1, 9)}" for id in cited)
        claim_rows.append(
            f"  - subject: {subject}\n    {predicate}: {object}\n    from: {start}\n"
            f"{until}{share}    sources: [{cited_text}]\n"
        )
    _chunks(data / "claims", "claims:\n", claim_rows)


def _chunks(folder: Path, head: str, rows: list[str]) -> None:
    folder.mkdir(exist_ok=True)
    for number in range(0, len(rows), 100):
        (folder / f"{number // 100:05}.yaml").write_text(head + "".join(rows[number : number + 100]), "utf-8")


def _skewed(rng: random.Random, ids: list[str]) -> str:
    return ids[min(len(ids) - 1, int(len(ids) * rng.random() ** 1.6))]
