"""What a query is told that most likely does not mean what it says."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

import salween
from salween.query.advice import advice
from salween.query.questions import filled

BASE = "https://example.org/small/"
PREFIXES = {
    "sal": "https://example.org/small/ontology#",
    "": f"{BASE}id/",
    "claim": f"{BASE}claim/",
    "source": f"{BASE}source/",
    "graph": f"{BASE}graph/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
NQUADS = """
<https://example.org/small/ontology#controls> <urn:p> "declared" <https://example.org/small/graph/ontology> .
<https://example.org/small/ontology#Meeting> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> \
<https://example.org/small/ontology#EventKind> <https://example.org/small/graph/ontology> .
<https://example.org/small/ontology#Town> <urn:p> "declared" <https://example.org/small/graph/ontology> .
<https://example.org/small/ontology#Claim> <urn:p> "declared" <https://example.org/small/graph/ontology> .
<https://example.org/small/ontology#kind> <urn:p> "declared" <https://example.org/small/graph/ontology> .
<https://example.org/small/ontology#mode> <urn:p> "declared" <https://example.org/small/graph/ontology> .
<https://example.org/small/ontology#modePlanned> <urn:p> "declared" <https://example.org/small/graph/ontology> .
<https://example.org/small/ontology#negated> <urn:p> "declared" <https://example.org/small/graph/ontology> .
<https://example.org/small/ontology#object> <urn:p> "declared" <https://example.org/small/graph/ontology> .
<https://example.org/small/id/bridgetown> <urn:p> "a town" <https://example.org/small/graph/entities> .
<https://example.org/small/claim/hill-army.controls.bridgetown> <urn:p> "" <https://example.org/small/graph/claims> .
"""


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("ASK { ?x sal:controls :bridgetown }", ""),
        ("ASK { ?x rdfs:lable :bridgetown . ?x <urn:nobody> ?y }", ""),  # others' names are theirs
        ("ASK { ?x sal:controls 'sal:controlls' } # :nobody", ""),
        ("ASK { ?x sal:controlls ?y }", "no sal:controlls: did you mean sal:controls?"),
        ("ASK { ?x sal:controls :Bridgetown }", "no :Bridgetown: did you mean :bridgetown?"),
        ("ASK { ?x ?y :quite-another }", "no :quite-another: a name in : that nothing has matches nothing"),
        ("ASK { ?x ?y claim:hill-army.controls.bridgetwn }", "did you mean claim:hill-army.controls.bridgetown?"),
        (f"ASK {{ ?x ?y <{BASE}id/bridgtown> }}", f"no <{BASE}id/bridgtown>: did you mean :bridgetown?"),
        (f"PREFIX s: <{PREFIXES['sal']}> ASK {{ ?x s:control ?y }}", "no s:control: did you mean sal:controls?"),
        ("ASK { GRAPH graph:claims { ?x ?y ?z } }", ""),
        ("ASK { GRAPH graph:claim { ?x ?y ?z } }", "no graph:claim: did you mean graph:claims?"),
        ("ASK { ?c sal:controls ?e FILTER(?e > 2) }", ""),
        ("ASK { ?m a sal:Meeting ; sal:mode sal:modePlanned }", "is a sal:Meeting: ask for sal:kind sal:Meeting"),
        ("ASK { ?m a sal:Claim ; sal:negated true }", "a sal:Claim: ask for sal:PlannedClaim or sal:NegatedClaim"),
        ("ASK { ?m sal:kind sal:Meeting ; sal:mode sal:modePlanned ; sal:object [ a sal:Town ] }", ""),
        ("ASK { ?m a sal:Meeting, sal:Town }", ""),
    ],
)
def test_names_that_mean_nothing_are_told(query: str, said: str) -> None:
    store = ox.Store()
    store.load(input=NQUADS.encode(), format=ox.RdfFormat.N_QUADS)
    found = advice(query, store, PREFIXES)
    assert said in "; ".join(found) and len(found) == bool(said), found


def test_saved_questions_need_no_advice() -> None:
    kg = salween.load(Path(__file__).parent.parent)
    store, prefixes = kg.perspective.slice.store, kg.perspective.slice.prefixes
    for question in kg.loaded.questions.values():
        text, _ = filled(question, {}, kg.judge.finder)
        assert advice(text, store, prefixes) == [], question.id


def test_from_python_it_is_a_warning() -> None:
    kg = salween.load(Path(__file__).parent / "small")
    with pytest.warns(UserWarning, match=r"no sal:controlls: did you mean sal:controls\?"):
        assert len(kg.query("SELECT ?x { ?x sal:controlls ?y }")) == 0
