"""What protects people: victims are not named, and the kin of private persons are left in peace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ..judge import Judge
from ..problem import Problem, Severity


def named_victim(judge: Judge) -> Iterator[Problem]:
    """Code named-victim: whoever is in a role that protects is private, or went public in person, with a source."""
    for event in judge.corpus.events:
        for fill in event.roles:
            entity = judge.corpus.entities.get(fill.actor)
            if entity is None or entity.kind != "Person" or not judge.ontology.roles[fill.role].protects:
                continue
            if entity.is_private or (entity.public_because == "self-published" and entity.attestations):
                continue
            what = f'"{fill.actor}" is named as {fill.role} of "{event.id}"'
            fix = "write private: true and no name. Or public_because: self-published, with sources: that show it"
            why = "being harmed makes nobody a public figure"
            yield Problem("named-victim", fill.actor.place, what, fix, why, others=(("declared at", entity.place),))


#: The kinds of event that show a reason for naming somebody who is not in office.
_SHOWN_BY = {
    "listed": ("Listing",),
    "convicted": ("Conviction", "Sentence", "FinalJudgment", "Execution"),
    "officially-wanted": ("WantedNotice", "Warrant", "WarrantRequest", "Arrest", "Handover", "Extradition"),
}


def reason_that_nothing_shows(judge: Judge) -> Iterator[Problem]:
    """Code reason-not-shown (warning): the reason for naming a person stands in the dataset as well."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for event in judge.corpus.events:
        for fill in event.roles:
            kinds[fill.actor].update(judge.ontology.event_lineage(event.kind))
    for id, entity in judge.corpus.entities.items():
        wanted = _SHOWN_BY.get(entity.public_because, ())
        if wanted and not kinds[id] & set(wanted):
            what = f'"{id}" has public_because: {entity.public_because}, but no record shows it'
            fix = f"add an event of kind {wanted[0]}, or give another reason, as in public_because: office"
            why = "a reader must be able to see why this person is named"
            yield Problem("reason-not-shown", entity.place_of("public_because"), what, fix, why, Severity.WARNING)


def kinship_of_private(judge: Judge) -> Iterator[Problem]:
    """Code private-kin: kinship joins public persons, or a court or a list states it."""
    for claim in judge.corpus.claims:
        if not judge.ontology.predicates[claim.predicate].is_kinship or claim.object is None:
            continue
        if any(a.basis in ("court", "list") for a in claim.attestations if a.stance == "supports"):
            continue
        for end in (claim.subject, claim.object):
            entity = judge.corpus.entities.get(end)
            if entity is not None and entity.is_private:
                what = f'"{claim.predicate}" names a relative of the private person "{end}"'
                fix = "remove it, or cite the court or sanctions list that states it: {source: source-id, basis: court}"
                yield Problem("private-kin", end.place, what, fix, "family ties make a private person easy to find")
