"""The peer: the straight script that most people write. PyYAML's safe load, rdflib, N-Quads out; nothing checked."""

from __future__ import annotations

from pathlib import Path

import rdflib
import yaml
from rdflib import RDF, RDFS, SKOS, Literal, Namespace, URIRef

SAL = Namespace("https://w3id.org/salween/ontology#")
DCT = Namespace("http://purl.org/dc/terms/")
BASE = "https://w3id.org/salween/"
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")


def straight(root: Path) -> int:
    """Write what a record holds as quads, the authored part only; return how many."""
    dataset = rdflib.Dataset()
    graphs = {name: dataset.graph(URIRef(f"{BASE}graph/{name}")) for name in ("entities", "sources", "claims")}
    for path in sorted((root / "data").rglob("*.yaml")):
        content = yaml.safe_load(path.read_text("utf-8"))
        for entity in content.get("entities", ()):
            me, add = URIRef(f"{BASE}id/{entity['id']}"), graphs["entities"].add
            add((me, RDF.type, SAL[entity["kind"]]))
            add((me, SAL.kind, SAL[entity["kind"]]))
            names = [*entity.get("name", {}).items(), *(("en", alias) for alias in entity.get("alias", ()))]
            for number, (lang, name) in enumerate(names):
                node = URIRef(f"{me}#name.{number}")
                add(
                    (
                        me,
                        RDFS.label if number < len(entity.get("name", {})) else SKOS.altLabel,
                        Literal(name, lang=lang),
                    )
                )
                add((me, SAL.name, node))
                add((node, RDF.type, SAL.Name))
                add((node, SAL.literalForm, Literal(name, lang=lang)))
        for source in content.get("sources", ()):
            me, add = URIRef(f"{BASE}source/{source['id']}"), graphs["sources"].add
            add((me, RDF.type, SAL.Source))
            add((me, DCT.title, Literal(source["title"])))
            add((me, DCT.publisher, URIRef(f"{BASE}id/{source['publisher']}")))
            add((me, DCT.issued, Literal(str(source["published"]), datatype=EDTF)))
            add((me, DCT.language, Literal(source["language"])))
        for claim in content.get("claims", ()):
            add = graphs["claims"].add
            reserved = ("subject", "from", "until", "share", "sources")
            key = next(key for key in claim if key not in reserved)
            me = URIRef(f"{BASE}claim/{claim['subject']}.{key}.{claim[key]}")
            add((me, RDF.type, SAL.Claim))
            add((me, RDF.type, SAL.Attested))
            add((me, SAL.subject, URIRef(f"{BASE}id/{claim['subject']}")))
            add((me, SAL.predicate, SAL[key]))
            add((me, SAL.object, URIRef(f"{BASE}id/{claim[key]}")))
            for moment in ("from", "until"):
                if moment in claim:
                    add((me, SAL[moment], Literal(str(claim[moment]), datatype=EDTF)))
            for cited in claim["sources"]:
                id, _, locator = cited.partition("#")
                node = URIRef(f"{me}#{id}.{locator}")
                add((me, SAL.attestation, node))
                add((node, RDF.type, SAL.Attestation))
                add((node, SAL.source, URIRef(f"{BASE}source/{id}")))
                add((node, SAL.stance, SAL.stanceSupports))
                add((node, SAL.locator, Literal(locator)))
    dataset.serialize(root / "straight.nq", format="nquads", encoding="utf-8")
    return sum(1 for _ in (root / "straight.nq").open("rb"))
