"""Sources, attestations and judgements: who says what, and what we make of it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from ..dates import Edtf
from ..model import VERDICTS, Assessment, Attestation, Identity, Outcome, Ref, Reply, Source, Value
from ..ontology import ATTESTATION_KEYS, SOURCE_KEYS
from ..problem import suggest
from ..read import Mapping, Node, Sequence
from .fields import ADD_PAGE, SLUG, Fields, named

#: How a detail on which a source may differ is read, by its key.
Details = dict[str, Callable[[Node], Value | tuple[Ref, ...] | None]]


class Evidence(Fields):
    """Adds to the plain fields what sources say. `default_source` is the file's `source:`.

    It is lost where it could not be read: then a record of the file lacks it through no fault of its own.
    """

    default_source: Ref | None = None
    default_is_lost: bool = False

    def source(self, row: Mapping) -> Source | None:
        """Return one source; problems: missing-key, source-without-url, and those of its fields."""
        self.unknown_keys(row, SOURCE_KEYS, "a source")
        id = self.id(row.items.get("id"), "id")
        publisher = self.id(row.items.get("publisher"), "publisher")
        title = self.text(row, "title")
        retrieved = self.date(row.items.get("retrieved"), "retrieved")
        published_node = row.items.get("published")
        published = None if published_node == "unknown" else self.date(published_node, "published")
        for key, fix in (
            ("id", "border-post-2024-08-04, or another id with publisher and date"),
            ("publisher", "the id of the actor that published it"),
            ("title", "the title on the page"),
            ("published", "the day of publication, or unknown"),
            ("retrieved", "the day you read it, as in 2026-05-01"),
            ("read", "whole or part"),
            ("language", "its language tag, as in en, my or zh-Hans"),
        ):
            if key not in row.items:
                self.missing(row, key, named("the source", id), fix)
        language = self.text(row, "language")
        if language:
            self.is_language(language, row.items["language"].place)
        read = self.word(row.items.get("read"), self.ontology.vocabulary("ReadExtent"), "wrong-value", "read")
        url_node = self.scalar(row.items.get("url"), "url")
        url = self.url(url_node, "url") if url_node is not None else None
        no_url = self.text(row, "no_url")
        addresses = {(row.place, key) for key in ("url", "no_url")}
        if not {"url", "no_url"} & row.items.keys() and not addresses & self.meant:
            why = "a reader must be able to check the source"
            fix = "add url: https://…, or give the reason, as in no_url: because it is a printed paper"
            self.report("source-without-url", row.place, f"{named('the source', id)} has no address", fix, why)
        archive_node = self.scalar(row.items.get("archive"), "archive")
        if id is None or publisher is None or retrieved is None:
            return None
        return Source(
            id=id,
            title=title,
            publisher=publisher,
            author=self.text(row, "author"),
            published=published,
            retrieved=retrieved,
            read=read,
            url=url or "",
            no_url=no_url,
            archive=(self.url(archive_node, "archive") or "") if archive_node is not None else "",
            language=language,
            reliability=self.grade(row.items.get("reliability")),
            derives_from=self.ids(row.items.get("derives_from"), "derives_from"),
            note=self.text(row, "note"),
            place=row.place,
            marks=dict(row.keys),
        )

    def grade(self, node: Node | None) -> str:
        grades = self.ontology.vocabulary("Reliability")
        return self.word(node, grades, "unknown-reliability", "reliability") if node is not None else ""

    def attestations(self, row: Mapping, details: Details | None = None, needed: str = "") -> tuple[Attestation, ...]:
        """Return what the sources say of a row: its own `sources`, else the file's `source`.

        `details` are the fields on which a source may differ. `needed` names what the row is, by its predicate or kind,
        where a supporting source is a must; problem: no-source.
        """
        node = row.items.get("sources")
        if node is None:
            single = row.items.get("source")
            if single is not None:
                fix = f"write sources: [{single}]" if isinstance(single, Ref) and single else "write sources: [ … ]"
                if isinstance(single, Ref) and "://" in single:
                    fix = ADD_PAGE.format(single)
                why = "source: is for a whole file, and a record has sources:"
                self.report("unknown-key", row.keys["source"], 'no key "source" in a record', fix, why)
                return ()
            if self.default_source is not None:
                return (_plain(self.default_source),)
            if self.default_is_lost:
                return ()
        found = [self.attestation(item, details or {}) for item in self.items(node, "sources")]
        read = tuple(attestation for attestation in found if attestation is not None)
        is_told = (row.place, "sources") in self.meant or (isinstance(node, Sequence) and not node.items)
        is_carried = any(a.stance == "supports" and a.is_whole for a in read)
        if needed and not is_told and None not in found and not is_carried:
            lacks = "no source" if not read else "no source that supports it"
            fix = "add sources: [source-id], or one source: for the whole file"
            if any(a.stance == "supports" for a in read):
                lacks = "no source for the whole record"
                fix = "add a source that states who, what and when, or remove of: from one that does"
            self.report(
                "no-source",
                row.place,
                f"{_told(row, needed)} has {lacks}",
                fix,
                "every fact needs a source that supports it",
            )
        return read

    def attestation(self, node: Node, details: Details) -> Attestation | None:
        """Return what one source says; problems: unknown-stance, unknown-basis, unknown-field and others."""
        if isinstance(node, Ref):
            return self._cited(node)
        row = self.mapping(node, "an item of sources:")
        if row is None:
            return None
        self.unknown_keys(row, ATTESTATION_KEYS | details.keys(), "an item of sources")
        if "source" not in row.items:
            self.missing(row, "source", "an item of sources", "the id of the source, as in {source: source-id}")
            return None
        cited = self.scalar(row.items["source"], "source")
        plain = self._cited(cited) if cited is not None else None
        stance = "supports"
        if "stance" in row.items:
            stance = self.word(row.items["stance"], self.ontology.vocabulary("Stance"), "unknown-stance", "stance")
        if plain is None or not stance:
            return None
        of = self._of(row, {"whole", *details})
        if of is None:
            return None
        still_node = row.items.get("still")
        bases = self.ontology.vocabulary("Basis")
        still: Edtf | str | None = "published" if still_node == "true" else self.date(still_node, "still")
        # a saying has a role said_by as well: here it is the source's own speaker, and no word on who spoke
        differing = [key for key in details if key in row.items and key != "said_by"]
        found = [(key, details[key](row.items[key])) for key in differing]
        return plain._replace(
            locator=plain.locator or self.text(row, "locator"),
            stance=stance,
            of=of or (("whole",) if stance == "contradicts" else ()),
            said_by=self.id(row.items.get("said_by"), "said_by"),
            basis=self.word(row.items["basis"], bases, "unknown-basis", "basis") if "basis" in row.items else "",
            says=self.text(row, "says"),
            by_eye=self.text(row, "by_eye"),
            is_party=self.flag(row.items.get("party"), "party"),
            still=still,
            details=tuple((key, value) for key, value in found if value is not None),
            place=row.place,
        )

    def _of(self, row: Mapping, allowed: Collection[str]) -> tuple[str, ...] | None:
        """Return the fields that a source speaks of, one or a list, sorted; problem: unknown-field, then None."""
        found = set()
        for node in self.items(row.items.get("of"), "of"):
            field = self.scalar(node, "of")
            if field is None:
                return None
            if field not in allowed:
                fix = suggest(str(field), allowed, f"choose from {', '.join(sorted(allowed))}")
                self.report("unknown-field", node.place, f'of: this record has no field "{field}"', fix)
                return None
            found.add(str(field))
        return ("whole",) if "whole" in found else tuple(sorted(found))

    def _cited(self, cited: Ref) -> Attestation | None:
        """Return a plain supporting attestation from `source-id#locator`."""
        id, hash, locator = cited.partition("#")
        ref = self.id(Ref(id, cited.place), "source", SLUG)
        if ref is None:
            return None
        if hash and not locator:
            self.report(
                "bad-locator",
                cited.place,
                f'"{cited}" has nothing after the #',
                f"write {id}#p3 with the paragraph or page, or only {id}",
            )
        return _plain(ref)._replace(locator=locator)

    def assessment(self, node: Node | None) -> Assessment | None:
        """Return an analyst's judgement; problems: override-without-reason, missing-key, unknown-status."""
        row = self.mapping(node, "assessment:")
        if row is None:
            return None
        self.unknown_keys(row, ("status", "because", "assessed_by", "date"), "an assessment")
        statuses = self.ontology.vocabulary("Status")
        status = self.word(row.items.get("status"), statuses, "unknown-status", "status")
        date = self.date(row.items.get("date"), "date")
        for key, fix in (
            ("status", f"one of {', '.join(statuses)}"),
            ("assessed_by", "the name of who judged"),
            ("date", "the day of the judgement"),
        ):
            if key not in row.items:
                self.missing(row, key, "an assessment", fix)
        because = self.text(row, "because")
        if "because" not in row.items and (row.place, "because") not in self.meant:
            what = f"{named('the assessment', status)} has no reason"
            fix = "add the reason, as in because: the Post withdrew it"
            self.report(
                "override-without-reason", row.place, what, fix, "readers need the reason so that they can disagree"
            )
        if not status or date is None or not because:
            return None
        return Assessment(status, because, self.text(row, "assessed_by"), date, row.place)

    def replies(self, node: Node | None) -> tuple[Reply, ...]:
        found = []
        for item in self.items(node, "reply"):
            row = self.mapping(item, "reply:")
            if row is not None:
                self.unknown_keys(row, ("says", "said_by", "sources"), "a reply")
                if "says" not in row.items:
                    self.missing(row, "says", "a reply", "the answer, summarised in English")
                said_by = self.id(row.items.get("said_by"), "said_by")
                found.append(Reply(self.text(row, "says"), said_by, self.attestations(row, needed="the reply")))
        return tuple(found)

    def outcome(self, node: Node | None) -> Outcome | None:
        row = self.mapping(node, "outcome:")
        if row is None:
            return None
        self.unknown_keys(row, ("happened", "as", "sources"), "an outcome")
        outcomes = self.ontology.vocabulary("Outcome")
        happened = self.word(row.items.get("happened"), outcomes, "wrong-value", "happened")
        if "happened" not in row.items:
            self.missing(row, "happened", "an outcome", f"one of {', '.join(outcomes)}")
        event = self.id(row.items.get("as"), "as")
        needed = "" if happened == "unknown" else "the outcome"
        return Outcome(happened, event, self.attestations(row, needed=needed)) if happened else None

    def identity(self, row: Mapping) -> Identity | None:
        """Return a judgement on two ids; problems: missing-key, wrong-shape."""
        verdicts = [key for key in VERDICTS if key in row.items]
        self.unknown_keys(row, (*VERDICTS, "because", "sources"), "an identity judgement")
        if not verdicts:
            if not any((row.place, key) in self.meant for key in VERDICTS):
                what = "identity judgement without same:, different: or unsure:"
                self.report(
                    "missing-key",
                    row.place,
                    what,
                    "add one of them with two ids, as in different: [hill-army, river-union]",
                )
            return None
        if len(verdicts) > 1:
            what, fix = f"an identity judgement with {' and '.join(verdicts)}", "keep one of them"
            self.report("wrong-shape", row.keys[verdicts[1]], what, fix)
            return None
        node = row.items[verdicts[0]]
        pair = self.ids(node, verdicts[0])
        if len(pair) != 2:
            named_ids = node.items if isinstance(node, Sequence) else [node]
            if len(named_ids) not in (0, 2):
                what = f"{verdicts[0]}: has {len(named_ids)} id{'s' if len(named_ids) > 1 else ''}, but needs two"
                self.report(
                    "wrong-shape", node.place, what, f"write two ids, as in {verdicts[0]}: [hill-army, river-union]"
                )
            return None
        if "because" not in row.items:
            self.missing(row, "because", "an identity judgement", "the reason for the judgement")
        both = " and ".join(f'"{id}"' for id in pair)
        sources = self.attestations(row, needed=f"the identity judgement on {both}")
        return Identity(verdicts[0], (pair[0], pair[1]), self.text(row, "because"), sources, row.place)


def _told(row: Mapping, noun: str) -> str:
    """Return what a row is, in words: a claim by its subject, predicate and object, an event by its kind and id."""
    subject, object, id = (row.items.get(key) for key in ("subject", noun, "id"))
    if isinstance(subject, Ref):
        return f'the claim "{subject} {noun}{f" {object}" if isinstance(object, Ref) else ""}"'
    return named(f"the {noun}", id) if isinstance(id, Ref) and "event" in row.items else noun


def _plain(source: Ref) -> Attestation:
    return Attestation(source, "", "supports", (), None, "", "", False, None, (), source.place)
