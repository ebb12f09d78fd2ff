"""Judged records → the network: who is tied to whom, as a networkx MultiDiGraph to draw, measure and export.

Comes from a judge and the conclusions; goes to render, export and whoever measures. Every record stands in it once,
as a node, as its ties or as an attribute of what it speaks of; `graph["left_out"]` says why another does not.
Knows no file format, no position and no pixel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import networkx as nx

from ..compile.wording import PRIVATE
from ..dates import Day, iso
from ..infer import Conclusion
from ..infer import holds as holds_concluded
from ..judge import CERTAIN, NO, POSSIBLE, Judge, Judgement, Presence, Validity
from ..model import Claim, Entity, Event, Fill, Quantity
from ..ties import Tie, claim_tie, folded, on_day
from .evidence import (
    ASIDE,
    Attributes,
    Days,
    asides,
    certain_days,
    counted,
    evidence,
    inferred,
    label,
    marked,
    possible_days,
    role_text,
    text,
    texts,
)

EVENTS = ("folded", "nodes")
_GREY = "#777777"


def to_network(
    judge: Judge,
    as_of: Day | None = None,
    events: str = "folded",
    include: frozenset[str] = frozenset(),
    conclusions: Iterable[Conclusion] = (),
) -> nx.MultiDiGraph[str]:
    """Return the network of the whole record, or of what holds, certainly or possibly, on a day.

    Keys of edges are ids: a claim's, `<event>~a~b` of a tie that an event folds to, `<event>#<role>.<actor>` where
    an event is a node. Folded, an event is its ties, and a node only if it has none; with events="nodes" all are.
    Nodes stand in the order of their ids, edges in the order of their keys. An attribute that is unknown is absent.

    A node has: label, labels (language → text), kind, kind_label, colour, shape, aliases, is_event, is_private,
    values; same_as, the other ids that are judged to be the same, where there are any; and lat, lon in degrees WGS 84
    where it has a point. A private person has neither names nor values.

    An edge has: label, kind (the key of a predicate or role), family, colour, is_symmetric, is_role, is_inferred,
    roles (who else is in its event, as text), values; an inferred one also rule and rests_on.

    An edge, an event that is a node, and each of the values have the evidence: record (an id), status, confidence,
    because, is_accepted, is_accusation, is_negated, is_planned, disputed, disputed_fields, disputed_with, denied_by,
    said_by, sources, origins (how many), reply, holds (on the day, by default the end of coverage), start_earliest,
    start_latest, end_earliest, end_latest (an end is the first day on which it no longer held), last_confirmed,
    certain and possible (Days), outcome, qualifiers (key → text).

    The values are the claims about a node, or about the event that an edge is of, that tie no two nodes: each has
    id, kind, label, text, family, and for a number low, high, unit, is_about, scope, window, counted_by.

    Errors: ValueError for a word in `events` or `include` that is none of EVENTS or ASIDE.
    """
    unknown = sorted({events} - set(EVENTS) | set(include) - set(ASIDE))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join((*EVENTS, *ASIDE))}")
    return _Projection(judge, as_of, events == "folded", include).network(conclusions)


class _Projection:
    """The network as it grows. `carriers` are the attributes that bear what is said of an entity or a record."""

    def __init__(self, judge: Judge, as_of: Day | None, is_folded: bool, include: frozenset[str]) -> None:
        self.judge = judge
        self.ontology = judge.ontology
        self.records = judge.corpus.records
        self.entities = judge.corpus.entities
        self.as_of = as_of
        self.day = judge.corpus.dataset.covers_to if as_of is None else as_of
        self.is_folded = is_folded
        self.include = include
        self.left_out: dict[str, str] = {}
        self.nodes: dict[str, Attributes] = {}
        self.edges: dict[str, tuple[str, str, Attributes]] = {}
        self.carriers: dict[str, list[Attributes]] = defaultdict(list)
        self.chosen = {judgement.id: judgement for judgement in self._chosen()}

    def network(self, conclusions: Iterable[Conclusion]) -> nx.MultiDiGraph[str]:
        for entity in self.entities.values():
            self._add_node(str(entity.id), self._entity(entity))
        for id, judgement in self.chosen.items():
            record = self.records[id]
            if isinstance(record, Event):
                self._add_event(record, judgement)
        self._add_roles()
        claims = [record for id in self.chosen if isinstance(record := self.records[id], Claim)]
        for claim in claims:
            if claim.subject in self.nodes and claim.object in self.nodes:
                self._add_tie_of(claim)
        for claim in claims:
            if claim.subject not in self.nodes or claim.object not in self.nodes:
                self._add_value_of(claim)
        for conclusion in conclusions:
            self._add_conclusion(conclusion)
        return self._drawn()

    def _drawn(self) -> nx.MultiDiGraph[str]:
        dataset = self.judge.corpus.dataset
        network: nx.MultiDiGraph[str] = nx.MultiDiGraph(
            title=dataset.title,
            base=dataset.base,
            licence=dataset.licence,
            creator=dataset.creator,
            contact=dataset.contact,
            edition=iso(dataset.edition),
            as_of="" if self.as_of is None else iso(self.as_of),
            known_at=iso(self.judge.known_at),
            covers_to=iso(dataset.covers_to),
            events="folded" if self.is_folded else "nodes",
            include=sorted(self.include),
            left_out=dict(sorted(self.left_out.items())),
        )
        network.add_nodes_from(sorted(self.nodes.items()))
        for key, (start, end, attributes) in sorted(self.edges.items()):
            network.add_edge(start, end, key=key, **attributes)
        return network

    # ---- which records ----------------------------------------------------------------------------------------

    def _chosen(self) -> Iterator[Judgement]:
        """Yield the judgements of the records that were asked for, whatever their day, by id."""
        for id, record in self.records.items():
            judgement = self.judge.judgements.get(id)
            if judgement is None:
                self.left_out[id] = f"no source was out by {iso(self.judge.known_at)}"
                continue
            unwanted = [word for word in asides(record, judgement.status) if word not in self.include]
            if unwanted:
                self.left_out[id] = " and ".join(unwanted)
            else:
                yield judgement

    def _why_not(self, lapse: str, validity: Validity) -> str:
        """Return why something does not belong to the day; empty where it does, or where no day was asked for."""
        if self.as_of is None:
            return ""
        answer = on_day(self.judge, lapse, validity, self.as_of)
        if answer in (CERTAIN, POSSIBLE):
            return ""
        return f"{'it did not hold' if answer == NO else 'nobody knows whether it held'} on {iso(self.as_of)}"

    # ---- nodes ------------------------------------------------------------------------------------------------

    def _add_node(self, id: str, attributes: Attributes) -> None:
        self.nodes[id] = attributes
        self.carriers[id].append(attributes)

    def _entity(self, entity: Entity) -> Attributes:
        kind = self.ontology.kinds[entity.kind]
        shown = label(self.judge, str(entity.id))
        names = () if entity.is_private else entity.names
        labels: dict[str, str] = {}
        for name in names:
            if name.sort == "name":
                labels.setdefault(name.lang, name.text)
        others = dict.fromkeys(name.text for name in names if name.text != shown and name.text not in labels.values())
        is_placed = entity.point is not None and not entity.is_private
        return {
            "label": shown,
            "labels": labels,
            "kind": kind.name,
            "kind_label": kind.label,
            "colour": kind.colour,
            "shape": kind.shape,
            "aliases": list(others),
            "is_event": False,
            "is_private": entity.is_private,
            **({"same_as": same} if (same := self.judge.corpus.others(str(entity.id))) else {}),
            **(dict(zip(("lat", "lon"), entity.point or (), strict=True)) if is_placed else {}),
            "values": [],
        }

    def _add_event(self, event: Event, judgement: Judgement) -> None:
        """Add an event as its ties, or as a node where it has none."""
        ties = list(folded(self.judge, event, judgement)) if self.is_folded else []
        reasons = []
        for tie in ties:
            why_not = self._why_not(self.ontology.predicates[tie.predicate].lapse, tie.validity)
            if not why_not:
                self._add_tie(tie, event, judgement)
            reasons.append(why_not)
        if not ties:
            kind = self.ontology.event_kinds[event.kind]
            reasons.append(self._why_not(kind.lapse, judgement.validity))
            if not reasons[0]:
                self._add_node(judgement.id, self._event(event, judgement))
        if "" not in reasons:
            self.left_out[judgement.id] = reasons[0]

    def _event(self, event: Event, judgement: Judgement) -> Attributes:
        kind = self.ontology.event_kinds[event.kind]
        return {
            "label": marked(self.judge, label(self.judge, judgement.id), event, judgement.status),
            "labels": {},
            "kind": kind.name,
            "kind_label": kind.label,
            "colour": self._colour(kind.family),
            "shape": "box",
            "aliases": [],
            "is_event": True,
            "is_private": False,
            "family": kind.family,
            **evidence(self.judge, judgement, judgement.validity, kind.lapse, self.day, judgement.verdict),
            **({"says": event.says} if event.says else {}),
            "roles": [],
            "values": [],
        }

    # ---- edges ------------------------------------------------------------------------------------------------

    def _edge(self, text: str, kind: str, family: str, proof: Attributes, is_symmetric: bool = False) -> Attributes:
        return {
            "label": text,
            "kind": kind,
            "family": family,
            "colour": self._colour(family),
            "is_symmetric": is_symmetric,
            "is_role": False,
            "is_inferred": False,
            **proof,
            "roles": [],
            "values": [],
        }

    def _colour(self, family: str) -> str:
        found = self.ontology.families.get(family)
        return found.colour if found is not None and found.colour else _GREY

    def _add_tie_of(self, claim: Claim) -> None:
        """Add a claim that ties two nodes as an edge."""
        judgement = self.chosen[claim.id]
        why_not = self._why_not(self.ontology.predicates[claim.predicate].lapse, judgement.validity)
        if why_not:
            self.left_out[judgement.id] = why_not
            return
        self._add_tie(claim_tie(claim, judgement), claim, judgement)

    def _add_tie(self, tie: Tie, record: Claim | Event, judgement: Judgement) -> None:
        predicate = self.ontology.predicates[tie.predicate]
        ends = [name for name in judgement.presences if name.fill.actor in (tie.subject, tie.object)]
        proof = evidence(self.judge, judgement, tie.validity, predicate.lapse, self.day, tie.verdict, ends)
        shown = marked(self.judge, predicate.label, record, judgement.status)
        edge = self._edge(shown, predicate.key, predicate.family, proof, predicate.is_symmetric)
        if isinstance(record, Event):
            edge["roles"] = [role_text(fill) for fill in self._beyond(record, [name.fill for name in ends])]
        self.edges[tie.id] = (tie.subject, tie.object, edge)
        self.carriers[judgement.id].append(edge)

    def _beyond(self, event: Event, ends: Sequence[Fill]) -> Iterator[Fill]:
        """Yield the roles that the ends of a folded tie do not show, and its ends where they bear a title."""
        folds = self.ontology.event_kinds[event.kind].folds
        shown = {self.ontology.role_names[name].key for fold in folds for name in (fold.start, fold.end)}
        for fill in event.roles:
            is_wanted = fill.role not in shown or (fill in ends and fill.qualifiers)
            if is_wanted and (fill.actor in self.entities or fill.actor in self.chosen):
                yield fill

    def _add_roles(self) -> None:
        """Add the edges of each event that is a node; a role that names no node is written on the event."""
        for id, node in self.nodes.items():
            event = self.records.get(id)
            if isinstance(event, Event):
                for name in self.chosen[event.id].presences:
                    self._add_role(event, name, node)

    def _add_role(self, event: Event, name: Presence, node: Attributes) -> None:
        judgement, fill = self.chosen[event.id], name.fill
        kind, role = self.ontology.event_kinds[event.kind], self.ontology.roles[fill.role]
        key = f"{event.id}#{fill.role}.{fill.actor}"
        why_not = self._why_not(kind.lapse, name.validity)
        if fill.actor not in self.nodes and fill.actor not in self.chosen:
            why_not = "it speaks of a record that is left out"
        if why_not:
            self.left_out[key] = why_not
        elif fill.actor not in self.nodes:
            node["roles"].append(role_text(fill))
        else:
            proof = evidence(self.judge, judgement, name.validity, kind.lapse, self.day, name.verdict, [name])
            proof["qualifiers"] = texts(fill.qualifiers)  # the event's own stand on its node
            edge = self._edge(marked(self.judge, role.label, event, judgement.status), role.key, kind.family, proof)
            self.edges[key] = (str(event.id), str(fill.actor), edge | {"is_role": True})

    def _add_conclusion(self, conclusion: Conclusion) -> None:
        answer = holds_concluded(self.judge, conclusion, self.day)
        if self.as_of is None or answer in (CERTAIN, POSSIBLE):
            predicate = self.ontology.predicates[conclusion.predicate]
            proof = inferred(self.judge, conclusion, answer)
            shown = f"{predicate.label} (inferred)"
            edge = self._edge(shown, predicate.key, predicate.family, proof, predicate.is_symmetric)
            self.edges[conclusion.id] = (conclusion.subject, conclusion.object, edge | {"is_inferred": True})

    # ---- claims that tie no two nodes -------------------------------------------------------------------------

    def _add_value_of(self, claim: Claim) -> None:
        """Add a claim as an attribute of what it speaks of, or say why it is left out."""
        judgement = self.chosen[claim.id]
        predicate = self.ontology.predicates[claim.predicate]
        why_not = self._why_not(predicate.lapse, self._time_of(claim, judgement))
        subject = self.entities.get(claim.subject)
        if subject is not None and subject.is_private:
            why_not = "it describes a private person"
        elif claim.subject not in self.carriers or (claim.object is not None and claim.object not in self.carriers):
            why_not = why_not or "it speaks of a record that is left out"
        if why_not:
            self.left_out[judgement.id] = why_not
            return
        is_doubted = judgement.has_equal_dispute("value", "object")
        proof = evidence(self.judge, judgement, judgement.validity, predicate.lapse, self.day, judgement.verdict)
        value = {
            "id": judgement.id,
            "kind": predicate.key,
            "label": marked(self.judge, predicate.label, claim, judgement.status),
            "text": text(claim.value) if claim.value is not None else label(self.judge, str(claim.object)),
            "family": predicate.family,
            **({} if claim.object is None else {"object": str(claim.object)}),
            **(counted(self.judge, claim.value) if isinstance(claim.value, Quantity) else {}),
            **proof,
            **({"is_accepted": False, "disputed": True} if is_doubted else {}),
        }
        for carrier in self.carriers[claim.subject]:
            carrier["values"].append(value)

    def _time_of(self, claim: Claim, judgement: Judgement) -> Validity:
        """Return when a claim held; an undated figure of an event belongs to the event's own time."""
        about = self.judge.judgements.get(claim.subject)
        is_undated = claim.start is None and claim.until is None and claim.date is None
        if is_undated and about is not None and isinstance(self.records[about.id], Event):
            return about.validity
        return judgement.validity


__all__ = ["ASIDE", "EVENTS", "PRIVATE", "Days", "certain_days", "possible_days", "to_network"]
