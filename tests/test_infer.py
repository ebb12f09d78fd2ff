"""Rules: what a conclusion rests on, and in whose time. What those of ontology/rules conclude is in pairs/rules.txt."""

from __future__ import annotations

from collections import Counter
from types import ModuleType

from salween.dates import day_of, iso
from salween.infer import Pattern, Rule, holds, infer

LISTING = """
- {id: listing, event: Listing, from: 2024-05-05, issuer: treasury,
   listed: [company, {actor: boss, until: 2025-03-01, sources: [treasury-2025-03-01]}],
   sources: [{source: treasury-2024-05-05, still: true}, {source: b-2025-06-01, still: true}]}
"""


def rule(*patterns: str, then: str, kinds: tuple[tuple[str, str], ...] = ()) -> Rule:
    """Return a rule from patterns of three words."""

    def pattern(text: str) -> Pattern:
        subject, predicate, object = text.split()
        return Pattern(subject, predicate, object)

    limited = tuple((name, (kind,)) for name, kind in kinds)
    return Rule("a-rule", "", tuple((pattern(text),) for text in patterns), pattern(then), limited)


def test_a_conclusion_holds_as_the_tie_that_it_rests_on_not_as_the_whole_event(asked: ModuleType) -> None:
    """The listing goes on; the name that was taken off it supports nothing from that day."""
    judge = asked.judged(LISTING)
    found = {c.subject: c for c in infer(judge, [rule("$a listed_by $b", then="$a near $b")])}
    days = ("2025-02-28", "2025-03-01", "2025-06-01")
    assert [holds(judge, found["boss"], day_of(day)) for day in days] == ["certain", "no", "no"]
    assert [holds(judge, found["company"], day_of(day)) for day in days] == ["certain", "certain", "certain"]
    assert found["boss"].rests_on == found["company"].rests_on == ("listing",)


def test_a_conclusion_was_last_confirmed_when_its_weakest_premise_was(asked: ModuleType) -> None:
    judge = asked.judged(LISTING + "- {subject: hill, controls: bridge, date: 2024-06-01, sources: [b-2024-06-02]}\n")
    both = rule("$a listed_by $b", "$c controls $d", then="$a near $d")
    found = {c.subject: c for c in infer(judge, [both])}
    assert {name: iso(c.confirmed or 0) for name, c in found.items()} == {"boss": "2024-06-01", "company": "2024-06-01"}
    undated = rule("$a part_of $b", "$a commands $c", then="$b near $c")
    assert infer(asked.judged("- {subject: state, commands: army, sources: [b-2024-01-01]}"), [undated]) == []


def test_what_never_held_together_concludes_nothing(asked: ModuleType) -> None:
    """One ended before the other began; and what nobody saw within its horizon does not reach the other."""
    given = """
- {subject: hill, guards: park, from: 2020-01-01, until: 2021-01-01, sources: [b-2022-01-01]}
- {subject: hill, controls: bridge, from: 2022-01-01, sources: [b-2022-01-01]}
- {subject: river, guards: park, date: 2020-01-01, sources: [b-2022-01-01]}
- {subject: river, controls: ford, from: 2022-01-01, sources: [b-2022-01-01]}
"""
    both = rule("$a guards $b", "$a controls $c", then="$b near $c")
    assert infer(asked.judged(given), [both]) == []


def test_what_is_permanent_and_undated_narrows_no_time(asked: ModuleType) -> None:
    given = """
- {subject: hill, controls: bridge, from: 2024-08-03, until: 2025-04-21, sources: [b-2025-04-22]}
- {subject: bridge, near: ford, sources: [b-2025-04-22]}
"""
    [found] = infer(asked.judged(given), [rule("$a controls $b", "$b near $c", then="$a garrisons $c")])
    assert [iso(day or 0) for day in found.bounds] == ["2024-08-03", "2024-08-03", "2025-04-21", "2025-04-21"]


def test_a_rule_may_name_an_end(asked: ModuleType) -> None:
    judge = asked.judged("- {subject: hill, controls: bridge, from: 2024-08-03, sources: [b-2024-08-04]}\n")
    [found] = infer(judge, [rule("$a controls bridge", then="$a garrisons ford")])
    assert (found.subject, found.object) == ("hill", "ford")


def test_a_kind_limits_a_variable(asked: ModuleType) -> None:
    judge = asked.judged("- {subject: hill, controls: [bridge, park], from: 2024-08-03, sources: [b-2024-08-04]}\n")
    found = infer(judge, [rule("$a controls $b", then="$a garrisons $b", kinds=(("$b", "Town"),))])
    assert [c.object for c in found] == ["bridge"]


def test_every_time_in_which_it_followed_is_told_however_often(asked: ModuleType) -> None:
    """A town retaken six times gives six conclusions."""
    held = "- {{id: hill.controls.bridge.{0}, subject: hill, controls: bridge, from: 20{0}-01-01, until: 20{0}-06-01"
    rows = [f"{held.format(year)}, sources: [b-2025-01-01]}}" for year in range(11, 17)]
    judge = asked.judged("\n".join(rows))
    found = infer(judge, [rule("$a controls $b", then="$a garrisons $b")])
    assert sorted(iso(c.bounds.start_earliest or 0) for c in found) == [f"20{year}-01-01" for year in range(11, 17)]


def test_a_knot_of_owners_has_an_end(asked: ModuleType) -> None:
    """Ten companies that own one another: the ways from one to another are past counting, and few are told."""
    names = [f"co{letter}" for letter in "abcdefghij"]
    kinds = [f"- {{id: {name}, kind: Company, name: {name}}}" for name in names]
    owns = [
        f"- {{subject: {one}, owns: {other}, share: {{value: 50, unit: percent}}, sources: [b-2025-01-01]}}"
        for one in names
        for other in names
        if one != other
    ]
    found = infer(asked.judged("\n".join(kinds + owns)), asked.rules())
    assert len({(c.subject, c.object) for c in found}) == 90
    assert max(Counter((c.subject, c.object) for c in found).values()) <= 4
