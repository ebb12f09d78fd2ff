"""What a query most likely does not mean: unknown names, ends that may be missing, plans asked for as facts.

SPARQL has no error for any of them. A misspelt name matches nothing, and an answer of no rows looks like a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from urllib.parse import urljoin

import pyoxigraph as ox

from ..compile import GRAPHS, OPT_IN_GRAPHS
from ..compile.terms import RDF
from ..problem import did_you_mean
from .guard import open_end_filters, own_prefixes, tokens

#: The name spaces in which every name that means something is in the record.
OURS = ("sal", "", "claim", "source", "graph")


def advice(query: str, store: ox.Store, prefixes: Mapping[str, str], include: Iterable[str] = ()) -> list[str]:
    """Return a sentence for each thing in a query that it is worth reading again for; most queries have none.

    `include` are the opt-in graphs that it sees.
    """
    said = [f"the record has no {name}: {hint}" for name, hint in _strangers(query, store, prefixes)]
    for end in open_end_filters(query):
        said.append(f"comparing {end}, an end, leaves out every record without one: use OPTIONAL and COALESCE")
    said += _merged(query, store, prefixes)
    said += _opt_in(query, prefixes, frozenset(include))
    return said + list(_mistyped(query, store, prefixes))


def _strangers(query: str, store: ox.Store, prefixes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each name of ours in a query that stands nowhere in the store, and what may be meant."""
    ours = {prefixes[name]: name for name in OURS}
    written: dict[str, str] = {}
    for text, iri in _names(query, {**prefixes, **own_prefixes(query)}):
        written.setdefault(iri, text)
    for iri, text in written.items():
        space = max((space for space in ours if iri.startswith(space)), key=len, default=None)
        if space is None or iri == space:
            continue
        local, is_graph = iri.removeprefix(space), ours[space] == "graph"  # a slice has its graphs under other names
        if local in GRAPHS if is_graph else _is_known(store, ox.NamedNode(iri)):
            continue
        near = did_you_mean(local, GRAPHS if is_graph else _locals(store, space))
        short = f"{ours[space]}:{near}"
        yield text, f"did you mean {short}?" if near else f"a name in {ours[space]}: that nothing has matches nothing"


def _merged(query: str, store: ox.Store, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each id in a query that another stands for: what is said of it is said of the other."""
    base, names = prefixes[""], dict.fromkeys(_names(query, {**prefixes, **own_prefixes(query)}))
    same, kind = ox.NamedNode(f"{prefixes['sal']}same"), ox.NamedNode(RDF + "type")
    if any(iri == same.value for _, iri in names):  # it knows
        return
    for text, iri in names:
        node = ox.NamedNode(iri)
        if not iri.startswith(base) or any(store.quads_for_pattern(node, kind, None, None)):
            continue
        others = (quad.object for quad in store.quads_for_pattern(node, same, None, None))
        nodes = (other for other in others if isinstance(other, ox.NamedNode))
        typed = (other for other in nodes if any(store.quads_for_pattern(other, kind, None, None)))
        leader = next((other.value.removeprefix(base) for other in typed), None)
        if leader is not None:
            yield f"{text} is judged to be the same as :{leader}, which bears all that is said of either"


def _opt_in(query: str, prefixes: Mapping[str, str], include: frozenset[str]) -> Iterator[str]:
    """Yield a sentence for each opt-in graph that a query names and does not see."""
    if any(token.kind == "word" and token.text.lower() == "from" for token in tokens(query)):
        return
    graphs = {f"{prefixes['graph']}{name}": name for name in OPT_IN_GRAPHS}
    for _, iri in dict.fromkeys(_names(query, {**prefixes, **own_prefixes(query)})):
        if iri in graphs and graphs[iri] not in include:
            yield f"graph:{graphs[iri]} is an opt-in graph, not seen here: include {graphs[iri]} to see it"


def _mistyped(query: str, store: ox.Store, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield a sentence for each class of records in a query that also asks for plans or for what is negated."""
    known = {**prefixes, **own_prefixes(query)}
    written = {iri.removeprefix(prefixes["sal"]) for _, iri in _names(query, known)}
    if written.isdisjoint(("modePlanned", "negated")):
        return
    kind = ox.NamedNode(f"{prefixes['sal']}EventKind")
    for text, iri in dict.fromkeys(_names(query, known, after="a")):
        local = iri.removeprefix(prefixes["sal"])
        if local == "Claim":
            yield f"no plan and nothing negated is a {text}: ask for sal:PlannedClaim or sal:NegatedClaim"
        elif any(store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(RDF + "type"), kind, None)):
            yield f"no plan and nothing negated is a {text}: ask for sal:kind {text}"


def _names(query: str, prefixes: Mapping[str, str], after: str = "") -> Iterator[tuple[str, str]]:
    """Yield each name in the body of a query, as it is written and as an IRI; with `after`, those after that word."""
    before = ""
    for token in tokens(query):
        if token.kind in ("space", "comment"):
            continue
        iri = ""
        if after and before != after:
            pass
        elif token.kind == "iri" and not before.endswith(":"):
            iri = urljoin(prefixes[""].removesuffix("id/"), token.text[1:-1])
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if local and prefix in prefixes:
                iri = prefixes[prefix] + re.sub(r"\\(.)", r"\1", local.rstrip("."))
        with suppress(ValueError):  # none here, or two comparisons that look like one
            yield token.text, ox.NamedNode(iri).value
        before = token.text


def _is_known(store: ox.Store, node: ox.NamedNode) -> bool:
    found = (store.quads_for_pattern(*(node if place == wanted else None for place in range(4))) for wanted in range(4))
    return any(next(quads, None) is not None for quads in found)


def _locals(store: ox.Store, space: str) -> set[str]:
    """Return the local names that the record has in a name space: of its subjects, as all it names is described."""
    subjects = {quad.subject.value for quad in store if isinstance(quad.subject, ox.NamedNode)}
    return {iri.removeprefix(space) for iri in subjects if iri.startswith(space)}
