"""The IRI scheme and the literals of the compiled record, as N-Quads text. One id, one IRI, everywhere."""

from __future__ import annotations

import re
from decimal import Decimal
from urllib.parse import quote

from ..check.sources import attestation_key
from ..dates import Day, Edtf, iso
from ..model import Attestation, Fill, Name
from ..ontology import SAL

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
GEO = "http://www.opengis.net/ont/geosparql#"
SCHEMA = "https://schema.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"

#: The named graphs, in the order in which they are written.
GRAPHS = ("ontology", "entities", "sources", "claims", "assessments", "snapshot", "claimed", "inferred", "dataset")
#: Those that the two clocks change; the last is counted over all.
JUDGED = ("assessments", "snapshot", "claimed", "inferred", "dataset")
#: Those that a query sees only where it opts in, by name.
OPT_IN_GRAPHS = ("claimed", "inferred")

PREFIXES = {
    "sal": SAL,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "dct": DCT,
    "dcat": DCAT,
    "void": VOID,
    "geo": GEO,
    "schema": SCHEMA,
    "xsd": XSD,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
}

_IN_AN_ADDRESS = "%:/?#@!$&'()*+,;="
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
#: What an IRI may not hold in its last part (RFC 3987), or what would end it; brackets and private code points too.
_UNSAFE = re.compile(
    '[\x00-\x20<>"{}|\\\\^`#%/?\\[\\]\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff'
    "\U0001fffe\U0001ffff\U000e0000-\U0010ffff]"
)


def sal(name: str) -> str:
    """Return one of our own terms in N-Quads form."""
    return f"<{SAL}{name}>"


class Iris:
    """Makes the IRIs of a record under its base. What it returns stands in angle brackets."""

    def __init__(self, base: str, mark: str = "") -> None:
        self.base = base
        self.mark = mark  # the end of the names of the judged graphs, where slices share a store

    def of(self, id: str) -> str:
        """Return the IRI of an entity, an event, or a claim: a claim's id has a dot, no other has."""
        return f"<{self.base}claim/{id}>" if "." in id else f"<{self.base}id/{id}>"

    def source(self, id: str) -> str:
        return f"<{self.base}source/{id}>"

    def graph(self, layer: str) -> str:
        return f"<{self.base}graph/{layer}{self.mark if layer in JUDGED else ''}>"

    def conclusion(self, id: str) -> str:
        return f"<{self.base}conclusion/{id}>"

    def part(self, id: str, *parts: str) -> str:
        """Return the IRI of something that belongs to an entity or record: `…#part.part`."""
        return f"{self.of(id)[:-1]}#{'.'.join(_fragment(part) for part in parts)}>"

    def attestation(self, id: str, attestation: Attestation, *within: str) -> str:
        """Return `<record>#<source>[.<locator>][.<speaker>][.<stance>[.<of>]]`, after the part it stands in."""
        return self.part(id, *within, *(part for part in attestation_key(attestation) if part))

    def role(self, id: str, fill: Fill) -> str:
        return self.part(id, fill.role, str(fill.actor))

    def name(self, id: str, name: Name) -> str:
        return self.part(id, "name", name.lang, name.text)


def _fragment(text: str) -> str:
    return _UNSAFE.sub(lambda match: "_" if match[0] == " " else quote(match[0], safe=""), text)


def text(value: str, language: str = "") -> str:
    """Return a literal, with a language tag where given."""
    return f'"{value.translate(_ESCAPES)}"' + (f"@{language}" if language else "")


def typed(value: str, datatype: str) -> str:
    return f'"{value.translate(_ESCAPES)}"^^<{datatype}>'


def day(value: Day) -> str:
    return f'"{iso(value)}"^^<{XSD}date>'


def edtf(value: Edtf) -> str:
    return typed(value.text, EDTF)


def number(value: Decimal) -> str:
    if value == value.to_integral_value():
        return f'"{int(value)}"^^<{XSD}integer>'
    return f'"{value.normalize():f}"^^<{XSD}decimal>'


def boolean(value: bool) -> str:
    return f'"{str(value).lower()}"^^<{XSD}boolean>'


def iri(value: str) -> str:
    """Return an outside address as an IRI, with what N-Quads does not allow escaped."""
    return f"<{quote(value, safe=_IN_AN_ADDRESS)}>"
