"""Files other than data: the ontology, rules, questions, views and lock files."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "bad-ontology",
        "Unreadable ontology file",
        "ontology/ has no Turtle file, or one that is not valid. Nothing else can be checked without it, so no other"
        " problem is reported.",
        """
@prefix sal: <https://w3id.org/salween/ontology#> .

sal:mistrusts a sal:Predicate
sal:fears a sal:Predicate .
""",
        """
@prefix sal: <https://w3id.org/salween/ontology#> .

sal:mistrusts a sal:Predicate .
sal:fears a sal:Predicate .
""",
        file="ontology/example.ttl",
    ),
    Code(
        "ontology-overlap",
        "Key with two meanings",
        "Authors type predicates, qualifiers, roles and built-in keys in the same places, so each key has only one "
        "meaning. A property in camelCase is typed in snake_case. A role is typed by its sal:key.",
        """
@prefix sal: <https://w3id.org/salween/ontology#> .

sal:note a sal:Predicate .
""",
        """
@prefix sal: <https://w3id.org/salween/ontology#> .

sal:remarksOn a sal:Predicate .
""",
        file="ontology/example.ttl",
    ),
    Code(
        "bad-shapes",
        "Unreadable shapes file",
        "ontology/shapes.ttl holds the SHACL rules that `salween check --shacl` applies to the compiled dataset. The"
        " file is missing, is not valid Turtle, or contains a shape that cannot be run.",
        """
@prefix sh: <http://www.w3.org/ns/shacl#> .

<https://example.org/shapes#Court> a sh:NodeShape
""",
        """
@prefix sh: <http://www.w3.org/ns/shacl#> .

<https://example.org/shapes#Court> a sh:NodeShape .
""",
        file="ontology/shapes.ttl",
    ),
    Code(
        "shacl",
        "Failed SHACL shape",
        "SHACL shapes are a second test after all other checks, so the author is seldom at fault. Either Salween "
        "compiled something wrongly, or a shape asks for too much. The problem is shown where the thing was written.",
        """
@prefix sal: <https://w3id.org/salween/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

<https://example.org/shapes#Court> a sh:NodeShape ; sh:targetClass sal:Court ;
    sh:property <https://example.org/shapes#CourtPrecision> .
<https://example.org/shapes#CourtPrecision> a sh:PropertyShape ; sh:path sal:precision ; sh:minCount 1 ;
    sh:message "a court has a precision"@en .
""",
        """
@prefix sal: <https://w3id.org/salween/ontology#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

<https://example.org/shapes#Court> a sh:NodeShape ; sh:targetClass sal:Court ;
    sh:property <https://example.org/shapes#CourtPrecision> .
<https://example.org/shapes#CourtPrecision> a sh:PropertyShape ; sh:path sal:precision ; sh:maxCount 0 ;
    sh:message "a court has no precision"@en .
""",
        file="ontology/shapes.ttl",
    ),
    Code(
        "bad-rule",
        "Invalid inference rule",
        "A rule is data: patterns under `if:` and the relationship they give under `then:`. Each has one subject, "
        "one predicate and its object. A rule uses terms from the ontology and variables from its patterns. It never"
        " concludes an offence: a program must not accuse people.",
        """
id: owner-controls
label: controlled through what one owns
if:
  - {subject: $owner, owns: $company}
then: {subject: $owner, controlls: $company}
""",
        """
id: owner-controls
label: profits through what one owns
if:
  - {subject: $owner, owns: $company}
then: {subject: $owner, invests_in: $company}
""",
        file="ontology/rules/example.yaml",
    ),
    Code(
        "bad-question",
        "Incomplete saved question",
        "The first lines of a question are comments: its title, the question in words, and each parameter with its "
        "kind and an example. Users need them to choose the question and fill it in.",
        """
# title: Control
# param town: Twon = bridgetown
SELECT ?who WHERE { ?who sal:controls $town }
""",
        """
# title: Control
# question: Who controls a town?
# param town: Town = bridgetown
SELECT ?who WHERE { ?who sal:controls $town }
""",
        file="ontology/questions/example.rq",
    ),
    Code(
        "bad-view",
        "Invalid view",
        "A view names the relationships to show, by predicate or family, and how to draw them. A word missing from "
        "the ontology would leave the view empty without warning.",
        """
title: Who controls what
draw: map
predicates: [controlls]
""",
        """
title: Who controls what
draw: map
predicates: [controls]
""",
        file="ontology/views/example.yaml",
    ),
    Code(
        "open-end-filter",
        "Filter that skips open ends",
        "A filter on an end date drops every record without one, which is most current records. Use the plain edge "
        "(`?who sal:controls ?town`), which holds on the day asked about. Or allow for a missing end.",
        """
# title: Control
# question: Who controls a town?
SELECT ?who WHERE { ?claim sal:subject ?who ; sal:endLatest ?end . FILTER(?end > $asOf) }
""",
        """
# title: Control
# question: Who controls a town?
SELECT ?who ?town WHERE { ?who sal:controls ?town }
""",
        severity=WARNING,
        file="ontology/questions/example.rq",
    ),
    Code(
        "bad-layout-lock",
        "Unreadable layout lock",
        "data/layout.lock.json keeps the position of each actor, so that adding one moves no other. `salween layout`"
        " writes it. The usual cause of damage is a merge.",
        """
{
"hill-army": [120, -40]
"bridgetown": [0, 15]
}
""",
        """
{
"bridgetown": [0, 15],
"hill-army": [120, -40]
}
""",
        file="data/layout.lock.json",
    ),
    Code(
        "bad-citations-lock",
        "Unreadable citations lock",
        "data/citations.lock.json records which citations were found on their pages and when, with fingerprints of "
        "the passages. `salween verify` writes it, one source a line. The usual cause of damage is a merge.",
        """
{"format": 1,
"salt": "5f0c41d2a7b89e63",
"sources": {
"post-2024-08-04": {"facts": {"2026-05-01": {"capital-gathering-2024-08": "all of it"}}}
}}
""",
        """
{"format": 1,
"salt": "5f0c41d2a7b89e63",
"sources": {
"post-2024-08-04": {"facts": {"2026-05-01": {"capital-gathering-2024-08": "9/0/2 k3x9qa"}}}
}}
""",
        file="data/citations.lock.json",
    ),
    Code(
        "not-on-page",
        "Value not found on the page",
        "`salween verify` searches your copy of a page for the names, numbers and dates of each record that cites "
        "it. This one was not found. The page may say less than the record, or spell a name in a way that is not yet"
        " an alias. (The example is a copy of a page, which never enters the dataset.)",
        """
On 1 August the State Army, the Hill Army and the River Union met in the Capital. Bluegate Holdings, the Treasury of
the West, the Court of the East and Wei An sent word.
""",
        """
On 1 August the State Army, the Hill Army and the River Union met in the Capital. Bluegate Holdings, the Treasury of
the West, the Court of the East, Ko Lin and Wei An sent word.
""",
        severity=WARNING,
        file="pages/times-2024-08-07.txt",
    ),
)
