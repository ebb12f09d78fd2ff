"""Queries that would never end, fill the memory, or overflow the engine's stack: name → text."""

from __future__ import annotations

from collections.abc import Iterator

#: As long as a query may be.
LENGTH = 100_000
ANY = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"


def bombs(length: int = LENGTH) -> dict[str, str]:
    """Return all of them; each is longer than it need be, or asks for more than there is. Those that are deep or long
    are of a length."""
    return dict([*_endless(), *_large(), *_deep(length), *_hidden(), *_odd()])


def _endless() -> Iterator[tuple[str, str]]:
    for name, form in {
        "count": f"SELECT (COUNT(*) AS ?n) {{ {ANY} }}",
        "count distinct": f"SELECT (COUNT(DISTINCT ?f) AS ?n) {{ {ANY} }}",
        "distinct": f"SELECT DISTINCT ?a ?f ?i ?l {{ {ANY} }}",
        "order": f"SELECT * {{ {ANY} }} ORDER BY ?l ?a",
        "order by chance": f"SELECT * {{ {ANY} }} ORDER BY RAND()",
        "group": f"SELECT ?a (SAMPLE(?l) AS ?x) {{ {ANY} }} GROUP BY ?a",
        "group of all": f"SELECT ?a ?f ?i (COUNT(*) AS ?n) {{ {ANY} }} GROUP BY ?a ?f ?i HAVING(?n > 1)",
        "offset": f"SELECT * {{ {ANY} }} OFFSET 999999999999 LIMIT 1",
        "filter": f"ASK {{ {ANY} FILTER(STRLEN(STR(?a)) < 0) }}",
        "not exists": f"ASK {{ {ANY} FILTER NOT EXISTS {{ ?l ?k ?j }} FILTER(?a = ?l && ?a != ?l) }}",
        "optional": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i } } }",
        "union": f"SELECT (COUNT(*) AS ?n) {{ {{ {ANY} }} UNION {{ {ANY} }} }}",
        "subquery": f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT ?x {{ {ANY} BIND(?a AS ?x) }} }} ?m ?n2 ?o }}",
        "minus": f"SELECT (COUNT(*) AS ?n) {{ {ANY} MINUS {{ ?a ?m ?n2 }} }}",
        "lateral": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c LATERAL { ?d ?e ?f LATERAL { ?g ?h ?i } } }",
        "any path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?c (!<urn:x>)* ?d . ?e (!<urn:x>)* ?f }",
        "path both ways": "SELECT (COUNT(*) AS ?n) { ?a (!(<urn:x>|^<urn:x>))+ ?b . ?b (!(<urn:x>|^<urn:x>))+ ?c }",
        "path of paths": "SELECT (COUNT(*) AS ?n) { ?a (((!<urn:x>)*/(!<urn:y>)*)*/((!<urn:x>)*)*)* ?b }",
        "construct": f"CONSTRUCT {{ ?a ?e ?i . ?d ?h ?l . [] ?b ?f }} WHERE {{ {ANY} }}",
        "describe": f"DESCRIBE * {{ {ANY} }}",
        "graphs": "SELECT (COUNT(*) AS ?n) { GRAPH ?p { ?a ?b ?c } GRAPH ?q { ?d ?e ?f } GRAPH ?r { ?g ?h ?i } }",
        "hashes": f"SELECT (COUNT(?x) AS ?n) {{ {ANY} BIND(SHA512(CONCAT(STR(?a), STR(?l))) AS ?x) }}",
        "uuids": f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {ANY} BIND(UUID() AS ?x) }}",
        "regular expression": f'ASK {{ {ANY} FILTER(REGEX(CONCAT(STR(?c), STR(?l)), "^(a|aa|b|.)*never$")) }}',
    }.items():
        yield f"endless: {name}", form
    numbers = " ".join(map(str, range(2_000)))
    values = " ".join(f"VALUES ?x{i} {{ {numbers} }}" for i in range(6))
    yield "endless: values", f"SELECT (COUNT(*) AS ?n) {{ {values} }}"
    yield "endless: values that nothing meets", f"ASK {{ {values} FILTER(?x0 + ?x1 + ?x2 + ?x3 + ?x4 + ?x5 < 0) }}"


def _large() -> Iterator[tuple[str, str]]:
    doubled = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(50))
    tenfold = " ".join(f'BIND(REPLACE(?x{i}, "a", "aaaaaaaaaa") AS ?x{i + 1})' for i in range(15))
    coded = " ".join(f"BIND(ENCODE_FOR_URI(?x{i}) AS ?x{i + 1})" for i in range(60))
    yield "large: doubled", f'SELECT * {{ BIND("aaaaaaaa" AS ?x0) {doubled} }}'
    yield "large: doubled length", f'SELECT (STRLEN(?x50) AS ?n) {{ BIND("aaaaaaaa" AS ?x0) {doubled} }}'
    yield "large: tenfold", f'SELECT (STRLEN(?x15) AS ?n) {{ BIND("a" AS ?x0) {tenfold} }}'
    yield "large: coded", f'SELECT * {{ BIND("%%%%%%%%" AS ?x0) {coded} }}'
    for separator in ("", ", " * 1_000):
        text = f'SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f)); separator="{separator}") AS ?x) {{ {ANY} }}'
        yield f"large: joined by {len(separator)}", text
    yield "large: collected", f"SELECT ?a (COUNT(DISTINCT CONCAT(STR(?a), STR(?l))) AS ?n) {{ {ANY} }} GROUP BY ?a"
    yield "large: sorted", f"SELECT (CONCAT(STR(?a), STR(?d), STR(?g)) AS ?x) {{ {ANY} }} ORDER BY DESC(?x)"
    yield "large: flood", f"SELECT * {{ {ANY} }}"
    yield "large: flood of triples", f"CONSTRUCT {{ ?a ?e ?l }} WHERE {{ {ANY} }}"
    yield "large: expression", 'ASK { ?s ?p ?o FILTER(REGEX(STR(?o), "((x{1000}){1000}){1000}")) }'
    yield "large: expressions", 'ASK { ?s ?p ?o FILTER(REGEX(STR(?o), CONCAT("(", STR(?o), "){900}"))) }'


def _deep(length: int) -> Iterator[tuple[str, str]]:
    """Each construct over which the engine recurses, as deep or as long as the length of a query allows."""
    for name, (before, opening, middle, closing, after) in {
        "!": ("ASK{FILTER(", "!", "1", "", ")}"),
        "(": ("ASK{FILTER(", "(", "1", ")", ")}"),
        "{": ("ASK", "{", "?s ?p ?o", "}", ""),
        "exists": ("ASK{", "FILTER EXISTS{", "", "}", "}"),
        "exists in a filter": ("ASK{FILTER(", "EXISTS{FILTER(", "1", ")}", ")}"),
        "not exists": ("ASK{", "FILTER NOT EXISTS{?s ?p ?o ", "", "}", "}"),
        "subquery": ("ASK{", "{SELECT*{", "", "}}", "}"),
        "function": ("ASK{FILTER(", "ABS(", "1", ")", ")}"),
        "if": ("ASK{FILTER(", "IF(1,1,", "1", ")", ")}"),
        "coalesce": ("ASK{FILTER(", "COALESCE(1/0,", "1", ")", ")}"),
        "graph": ("ASK{", "GRAPH?g{", "", "}", "}"),
        "optional": ("ASK{", "OPTIONAL{", "", "}", "}"),
        "minus": ("ASK{", "MINUS{", "", "}", "}"),
        "lateral": ("ASK{", "LATERAL{", "", "}", "}"),
        "union": ("ASK{", "{}UNION{", "", "}", "}"),
        "service": ("ASK{", "SERVICE<urn:x>{", "", "}", "}"),
        "list": ("ASK{?s ?p", "(", "1", ")", "}"),
        "blank node": ("ASK{?s ?p", "[?p", "[]", "]", "}"),
        "path": ("ASK{?s ", "(", "a", ")*", " ?o}"),
        "inverse path": ("ASK{?s ", "^(", "a", ")", " ?o}"),
        "triple term": ("ASK{FILTER(isTriple(", "<<(?a?b ", "?c", ")>>", "))}"),
        "reifier": ("ASK{?s?p ", "<<?a?b ", "?c", ">>", "}"),
        "annotation": ("ASK{?s?p?o", "{|?p ?o", "", "|}", "}"),
    }.items():
        times = (length - len(before + middle + after)) // len(opening + closing)
        yield f"deep: {name}", before + opening * times + middle + closing * times + after
        yield f"unclosed: {name}", before + opening * times
    for name, (before, first, more, after) in {
        "||": ("ASK{FILTER(", "1", "||1", ")}"),
        "&&": ("ASK{FILTER(", "1", "&&1", ")}"),
        "+": ("ASK{FILTER(", "1", "+1", ")}"),
        "*": ("ASK{FILTER(", "1", "*1", ")}"),
        "/": ("ASK{?s a", "", "/a", " ?o}"),
        "|": ("ASK{?s a", "", "|a", " ?o}"),
        "union": ("ASK{", "{}", "UNION{}", "}"),
        "optional": ("ASK{", "", "OPTIONAL{}", "}"),
        "filter": ("ASK{", "", "FILTER(1)", "}"),
        "values": ("ASK{", "", "VALUES?x{1}", "}"),
        "order": ("SELECT*{}ORDER BY", "", "(1)", ""),
        "group": ("SELECT(1AS?x){}GROUP BY", "", "(1)", ""),
        "having": ("SELECT(1AS?x){}GROUP BY ?y HAVING", "", "(1)", ""),
        "triples": ("ASK{", "", "?s?p?o.", "}"),
        "arguments": ("ASK{FILTER(CONCAT(1", "", ",1", "))}"),
        "choices": ("ASK{FILTER(1IN(2", "", ",2", "))}"),
    }.items():
        yield f"long: {name}", before + first + more * ((length - len(before + first + after)) // len(more)) + after


def _hidden() -> Iterator[tuple[str, str]]:
    """Depth that a reader of the text alone takes for a comment, a text or a name."""
    deep = 20_000
    nest = "(" * deep + "1" + ")" * deep
    yield "hidden: in a comment that a carriage return ends", f"ASK{{FILTER(#\r{nest}\n)}}"
    yield "hidden: in a text that a comparison begins", f"ASK{{FILTER(1<'>'&&{nest}&&'1'<'>')}}"
    yield "hidden: in a name that two comparisons make", f"ASK{{FILTER(?a<{nest}&&?b>1)}}"
    yield "hidden: in a text after an IRI", f"ASK{{?s ?p <urn:'>FILTER({nest})?o ?q <urn:'>}}"
    yield "hidden: behind escapes", f"PREFIX : <urn:x> ASK{{?s :a\\' ?o FILTER({nest})?o :b\\' ?s}}"
    yield "hidden: !", "ASK{FILTER(#\r" + "!" * 50_000 + "1\n)}"


def _odd() -> Iterator[tuple[str, str]]:
    yield "odd: from", "SELECT * " + "FROM <urn:g> " * 7_000 + "{}"
    yield "odd: from without an end", "SELECT * " + "FROM" * 24_000
    yield "odd: from in names", "ASK { ?from " + "?from " * 16_000 + "}"
    yield "odd: from and colons", "SELECT * " + "FROM:" * 19_000 + "{}"
    yield "odd: service in texts", "ASK { VALUES ?x { " + "'SERVICE' " * 9_000 + "} }"
    yield "odd: form words", "#" + "select" * 16_000 + "\nSELECT * FROM <urn:x> {}"
    yield "odd: prefixes", "".join(f"PREFIX p{i}: <urn:{i}>\n" for i in range(4_500)) + "ASK {}"
    yield "odd: bases", "BASE <a/>" * 10_000 + "ASK {}"
    yield "odd: quotes", "ASK { ?s ?p " + "'" * 90_001
    yield "odd: open text", 'ASK { ?s ?p """' + '"a' * 49_000
    yield "odd: backslashes", "ASK { ?s ?p '" + "\\" * 90_001
    yield "odd: open filters", "ASK { ?s sal:endLatest ?e " + "FILTER(" * 14_000
    yield "odd: open blocks", "ASK { " + "OPTIONAL{" * 99 + "FILTER(?e<1) " * 7_000
    yield "odd: number", "ASK { FILTER(" + "9" * 90_000 + " > 1e" + "9" * 9_000 + ") }"
    yield "odd: variable", "SELECT * { ?" + "a" * 99_000 + " ?p ?o }"
    yield "odd: nothing", "\0" * 1_000
    yield "odd: order marks", "\ufeff" * 1_000 + "ASK {}"
    yield "odd: function", "SELECT (<urn:f>(1) AS ?x) {}"
    yield "odd: functions", "SELECT * { ?s ?p ?o FILTER(<urn:f>(?s) || <urn:g>(?o)) }"
    yield "odd: triple term", "SELECT ?x { BIND(<<( <urn:a> <urn:b> <<( <urn:c> <urn:d> 'e'@en--ltr )>> )>> AS ?x) }"
    yield "odd: unbound service", "SELECT * { SERVICE ?u { ?s ?p ?o } }"
    yield "odd: division", "SELECT (1/0 AS ?x) (-9223372036854775808 / -1 AS ?y) (9223372036854775807 + 1 AS ?z) {}"
    yield "odd: days", "SELECT ('2024-01-01'^^xsd:date + 'P99999999999Y'^^xsd:duration AS ?x) {}"
