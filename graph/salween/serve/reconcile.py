"""OpenRefine's Reconciliation API 0.2 over the names of the record: which entity does a cell mean, and what of it.

Scores are of names: 100 the same main name (in any script, folded), 95 another name of it, below 90 another spelling.
A type that does not fit leaves a candidate out; properties make a quarter of the score where they are given. Each
candidate brings what its score is made of. JSONP is not spoken. Source: Reconciliation Service API v0.2, W3C
Entity Reconciliation Community Group, 2023.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from ..model import Entity
from ..names import SURE, Match, Rung, fold
from ..ontology import SAL, XSD, Kind
from ..tell import words
from .frames import Job, Out
from .limits import MAX_BATCH
from .reply import as_json, refusal
from .served import Served

SUGGESTIONS = 20
DEFAULT_LIMIT, MOST_CANDIDATES = 10, 50
#: How near a name is: the same, another name of it, another spelling at best; a part of a name at least.
SAME, OTHER_NAME, NEAREST, PART = 100.0, 95.0, 90.0, 0.7
#: What a property agreed is worth of the score, where properties are asked for.
PROPERTY_SHARE = 0.25
#: From here on one candidate alone is a match.
CERTAIN_SCORE = 95.0
OWN_PROPERTIES = {
    "kind": "kind", "alias": "other names", "latitude": "latitude", "longitude": "longitude", "note": "note",
}  # fmt: skip


class BadBatch(ValueError):
    """A batch that is not one, in words."""


def answer_batch(served: Served, job: Job, out: Out) -> None:
    """Answer the endpoint itself: the manifest, a batch of queries, or an extension."""
    fields: dict[str, str] = job["fields"]
    try:
        if "queries" in fields:
            batch = _object(fields["queries"], "queries")
            if len(batch) > MAX_BATCH:
                return refusal(out, 413, f"a batch holds at most {MAX_BATCH} queries, this one has {len(batch)}")
            return as_json(out, {key: {"result": candidates(served, query)} for key, query in batch.items()})
        if "extend" in fields:
            return as_json(out, extension(served, _object(fields["extend"], "extend")))
    except BadBatch as error:
        return refusal(out, 400, str(error))
    as_json(out, manifest(served, job["origin"]))


def manifest(served: Served, origin: str) -> dict[str, Any]:
    corpus = served.judge.corpus
    counts = Counter(entity.kind for entity in corpus.entities.values())
    service = {"service_url": origin}
    return {
        "versions": ["0.2"],
        "name": corpus.dataset.title,
        "identifierSpace": f"{served.base}id/",
        "schemaSpace": SAL,
        "documentation": f"{origin}/",
        "defaultTypes": [_type(served, kind) for kind, _ in counts.most_common(8)],
        "view": {"url": f"{origin}/id/{{{{id}}}}"},
        "preview": {"url": f"{origin}/reconcile/preview?id={{{{id}}}}", "width": 430, "height": 300},
        "suggest": {
            what: {**service, "service_path": f"/reconcile/suggest/{what}"} for what in ("entity", "type", "property")
        },
        "extend": {
            "propose_properties": {**service, "service_path": "/reconcile/properties"},
            "property_settings": [],
        },
        "batchSize": MAX_BATCH,
    }


# ---- which entity ----------------------------------------------------------------------------------------------


def candidates(served: Served, query: Any) -> list[dict[str, Any]]:
    """Return who a query may mean, best first."""
    if not isinstance(query, dict) or not (query.get("query") or query.get("properties")):
        raise BadBatch("a query is an object with query, properties, or both")
    text = str(query.get("query") or "")
    wanted = _types(query.get("type"))
    properties = [p for p in query.get("properties") or () if isinstance(p, dict) and "pid" in p]
    limit = query.get("limit", DEFAULT_LIMIT)
    limit = min(int(limit), MOST_CANDIDATES) if isinstance(limit, int | float) and limit > 0 else DEFAULT_LIMIT
    entities = served.judge.corpus.entities
    finder = served.judge.finder
    near = finder.near(text) if text else [Match(str(id), Rung.LIKE, "", False, 0.0) for id in entities]
    found = []
    for one in near:
        entity = entities[one.id]
        if wanted and not served.judge.ontology.is_a(entity.kind, wanted):
            continue
        agreed = _agreement(served, entity, properties)
        if not text and not agreed:
            continue
        found.append(_candidate(served, entity, one, agreed if properties else None, bool(wanted), bool(text)))
    found.sort(key=lambda candidate: (-candidate["score"], candidate["id"]))
    sure = [candidate for candidate in found if candidate["score"] >= CERTAIN_SCORE]
    if len(sure) == 1 and text:
        sure[0]["match"] = True
    return found[:limit]


def score_of(near: Match) -> float:
    """Return how sure a name alone makes a candidate, 0 to 100."""
    if near.rung <= SURE:
        return SAME if near.is_main or near.rung == Rung.ID else OTHER_NAME
    least = PART if near.rung < Rung.LIKE else 0.0
    return round(max(near.likeness, least) * NEAREST, 1)


def _candidate(
    served: Served, entity: Entity, near: Match, agreed: float | None, is_typed: bool, is_named: bool
) -> dict[str, Any]:
    named = score = score_of(near)
    if agreed is not None:
        score = named * (1 - PROPERTY_SHARE) + 100 * PROPERTY_SHARE * agreed if is_named else 100 * agreed
    why = []
    if is_named:
        same = "like the name" if named < CERTAIN_SCORE else "the name" if near.is_main else "another name"
        why.append(f"{same}: {near.name}")
    if agreed is not None:
        why.append(f"properties agree: {agreed:.0%}")
    features: list[dict[str, Any]] = [{"id": "name_similarity", "value": named}]
    features += [{"id": "is_main_name", "value": near.is_main}]
    features += [{"id": "type_match", "value": True}] if is_typed else []
    features += [{"id": "property_agreement", "value": agreed}] if agreed is not None else []
    return {
        "id": str(entity.id),
        "name": words.label(served.judge, str(entity.id)),
        "description": f"{describe(served, entity)} ({'; '.join(why)})",
        "type": [_type(served, kind) for kind in served.judge.ontology.kinds[entity.kind].lineage],
        "score": round(score, 1),
        "features": features,
        "match": False,
    }


def _types(given: Any) -> list[str]:
    found = [given] if isinstance(given, str) else given if isinstance(given, list) else []
    names = [item.get("id", "") if isinstance(item, dict) else str(item) for item in found]
    return [name.removeprefix(SAL) for name in names if name]


def _agreement(served: Served, entity: Entity, properties: list[dict[str, Any]]) -> float:
    """Return which part of the properties asked for an entity has."""
    hits = 0
    for item in properties:
        has = {fold(text) for value in values(served, entity, str(item["pid"])) for text in _texts(value)}
        asked = item.get("v")
        for one in asked if isinstance(asked, list) else [asked]:
            text = one.get("id", one.get("name", "")) if isinstance(one, dict) else one
            if fold(str(text)) in has:
                hits += 1
                break
    return hits / len(properties) if properties else 0.0


def _texts(value: dict[str, Any]) -> Iterator[str]:
    return (str(part) for part in value.values())


def describe(served: Served, entity: Entity) -> str:
    """Return what an entity is, so that namesakes are told apart: its kind, and where or in what it lies."""
    label = served.judge.ontology.kinds[entity.kind].label
    within = [v["name"] for v in values(served, entity, "within") if "name" in v]
    return f"{label} in {within[0]}" if within else label


# ---- what of it ------------------------------------------------------------------------------------------------


def extension(served: Served, asked: dict[str, Any]) -> dict[str, Any]:
    """Return the values of properties for entities: of ties, those well supported that hold on the day."""
    ids, wanted = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(wanted, list) or not all(isinstance(p, dict) for p in wanted):
        raise BadBatch("extend is an object with ids and properties, both lists")
    pids = [str(item.get("id", "")) for item in wanted]
    names = {item["id"]: item["name"] for item in properties(served, "")}
    corpus, rows = served.judge.corpus, {}
    for id in map(str, ids):
        entity = corpus.entities.get(corpus.now(id))
        rows[id] = {pid: values(served, entity, pid) if entity is not None else [] for pid in pids}
    return {"meta": [{"id": pid, "name": names.get(pid, pid)} for pid in pids], "rows": rows}


def values(served: Served, entity: Entity, pid: str) -> list[dict[str, Any]]:
    """Return the values of one property, in the forms of the data extension API."""
    pid = pid.removeprefix(SAL)
    if entity.is_private:
        return []
    if pid in OWN_PROPERTIES or pid.startswith("name-"):
        return _own(served, entity, pid)
    outside = [{"str": value} for scheme, value in entity.ids if scheme == pid]
    if outside:
        return outside
    me, graph = ox.NamedNode(f"{served.base}id/{entity.id}"), ox.NamedNode(served.graphs["snapshot"])
    found = served.dataset.store.quads_for_pattern(me, ox.NamedNode(SAL + pid), None, graph) if _is_name(pid) else ()
    return [value for quad in sorted(found, key=str) if (value := _term(served, quad.object))]


def _is_name(pid: str) -> bool:
    return pid.isalnum() and pid.isascii()


def _own(served: Served, entity: Entity, pid: str) -> list[dict[str, Any]]:
    if pid == "kind":
        return [{"id": entity.kind, "name": served.judge.ontology.kinds[entity.kind].label}]
    if pid == "note":
        return [{"str": entity.note}] if entity.note else []
    if pid in ("latitude", "longitude"):
        return [{"float": entity.point[pid == "longitude"]}] if entity.point is not None else []
    if pid == "alias":
        return [{"str": name.text} for name in entity.names if name.sort != "name"]
    language = pid.removeprefix("name-")
    return [{"str": n.text} for n in entity.names if n.sort == "name" and n.lang.partition("-")[0] == language]


def _term(served: Served, term: Any) -> dict[str, Any] | None:
    if isinstance(term, ox.NamedNode):
        id = term.value.removeprefix(f"{served.base}id/")
        return {"id": id, "name": words.label(served.judge, id)}
    if isinstance(term, ox.Literal):
        try:
            if term.datatype.value == XSD + "integer":
                return {"int": int(term.value)}
            if term.datatype.value == XSD + "decimal":
                return {"float": float(term.value)}
        except ValueError:  # ill-typed: shown as it was written
            pass
        return {"str": term.value}
    return None


def properties(served: Served, kind: str) -> list[dict[str, str]]:
    """Return what can be asked of entities of a kind (of any, where empty): our own, then predicates that fit."""
    ontology, corpus = served.judge.ontology, served.judge.corpus
    kind = kind.removeprefix(SAL)
    languages = sorted({n.lang.partition("-")[0] for e in corpus.entities.values() for n in e.names})
    schemes = sorted({scheme for entity in corpus.entities.values() for scheme, _ in entity.ids})
    found = [{"id": key, "name": name} for key, name in OWN_PROPERTIES.items()]
    found += [{"id": f"name-{language}", "name": f"name in {language}"} for language in languages]
    found += [{"id": scheme, "name": f"{scheme} id"} for scheme in schemes]
    lineage = ontology.kinds[kind].lineage if kind in ontology.kinds else ()
    fitting = (p for p in ontology.predicates.values() if not lineage or set(p.domain) & set(lineage))
    return found + [{"id": p.name, "name": p.label} for p in sorted(fitting, key=lambda p: p.label)]


# ---- suggestions -----------------------------------------------------------------------------------------------


def answer_suggest(served: Served, job: Job, out: Out) -> None:
    """Complete what somebody types: an entity, a type or a property."""
    prefix = job["prefix"].strip()
    start = int(job["cursor"]) if job["cursor"].isdecimal() and len(job["cursor"]) < 7 else 0
    if job["what"] == "entity":
        entities = served.judge.corpus.entities
        found = [_suggestion(served, entities[near.id]) for near in served.judge.finder.beginning(prefix)]
    elif job["what"] == "type":
        kinds = served.judge.ontology.kinds.values()
        found = list(_beginning(prefix, ({"id": k.name, "name": k.label, "description": k.definition} for k in kinds)))
    else:
        found = list(_beginning(prefix, properties(served, "")))
    as_json(out, {"result": found[start : start + SUGGESTIONS]})


def answer_proposal(served: Served, job: Job, out: Out) -> None:
    """Propose properties to fetch for a type."""
    limit = int(job["limit"]) if job["limit"].isdecimal() and len(job["limit"]) < 7 else 100
    as_json(out, {"type": job["type"], "limit": limit, "properties": properties(served, job["type"])[:limit]})


def _suggestion(served: Served, entity: Entity) -> dict[str, Any]:
    return {
        "id": str(entity.id),
        "name": words.label(served.judge, str(entity.id)),
        "description": describe(served, entity),
        "notable": [_type(served, entity.kind)],
    }


def _beginning(prefix: str, items: Iterable[dict[str, str]]) -> Iterator[dict[str, str]]:
    wanted = prefix.casefold()
    return (item for item in items if any(text.casefold().startswith(wanted) for text in (item["id"], item["name"])))


def _type(served: Served, kind: str) -> dict[str, str]:
    known: Kind | None = served.judge.ontology.kinds.get(kind)
    return {"id": kind, "name": known.label if known else kind}


def _object(text: str, what: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise BadBatch(f"{what} is not JSON") from None
    if not isinstance(found, dict):
        raise BadBatch(f"{what} is an object by keys of your choice")
    return found
