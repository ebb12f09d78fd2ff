"""Salween: a knowledge graph that people write in a text editor, checked like code.

    import salween
    kg = salween.load(".")
    kg.as_of("2024-10-01").query("SELECT ?who WHERE { ?who sal:controls :lashio }")

The rooms, in the order in which the river runs (a module imports only from those before it): place, problem, codes,
dates, names, ontology, model, read, resolve, judge, check, ties, infer, paths, compile, verify, network, layout, query,
tell, render, export, schema, diff, build, rename, kg, serve, publish, cli.
"""

from .kg import KnowledgeGraph, RecordError, load

__all__ = ["KnowledgeGraph", "RecordError", "load"]
