"""What stands beside the record: the ontology, its rules and questions, the layout lock."""

from __future__ import annotations

from .page import WARNING, Code

CODES = (
    Code(
        "bad-ontology",
        "The ontology cannot be read",
        "A file of ontology/ is not Turtle, or there is none. Nothing can be checked without it, so that this is then "
        "the only problem that is told.",
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
        "A key with two meanings",
        "Predicates, qualifiers, roles and the keys of the language itself are typed in the same places, so no two of "
        "them may have one key. A property in camelCase is typed in snake_case; a role under its sal:key.",
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
        "The shapes cannot be read",
        "ontology/shapes.ttl holds what the compiled record must be like; `salween check --shacl` runs it. The file is "
        "not Turtle, or is not there, or holds what no engine can follow.",
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
        "The compiled record has not the shape it should have",
        "The shapes are a second gate behind all the other checks, so this is seldom an author's mistake: the program "
        "has compiled something wrongly, or a shape asks for what the record need not have. It is shown where the "
        "thing that it is about was written.",
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
        "A rule that cannot be followed",
        "A rule is data: patterns under if:, the tie that they give under then:, each one subject and one predicate "
        "with its object. It names predicates and kinds of the ontology, concludes only of what its patterns found, "
        "and never concludes an offence: a program accuses nobody.",
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
        "A saved question that does not say what it asks",
        "The first lines of a question are comments: its title, the question in words, and each parameter with its "
        "kind and an example. Without them nobody can choose it or fill it in.",
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
        "A view that does not say what it shows",
        "A view of the page names the ties that belong to it, by predicates or families, and how it is drawn. A word "
        "that the ontology does not declare would leave the view empty without a sign.",
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
        "A question that misses what has no end",
        "A filter on an end leaves out every record without one, which are most of what still holds. The plain ties "
        "(`?who sal:controls ?town`) hold on the day that is asked about; or the missing end must be allowed for.",
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
        "The layout lock cannot be read",
        "data/layout.lock.json keeps the position of each actor, so that adding one moves no other. It is written by "
        "`salween layout` and seldom by hand; what goes wrong there is most often a merge.",
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
        "The citations lock cannot be read",
        "data/citations.lock.json says which citations were found on their pages and when, and holds fingerprints of "
        "the passages. `salween verify` writes it, one source a line; what goes wrong there is most often a merge.",
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
        "A value that is not on the page of its source",
        "`salween verify` looks in your copy of a page for the names, numbers and days that a record takes from it. "
        "One is not there: the page may state less than the record, or spell a name in a way that is no alias yet. "
        "(Below is a copy of the page; it never enters the dataset.)",
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
