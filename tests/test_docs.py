"""The documentation is what the program is: generated pages are up to date, and no command named is gone."""

import importlib.util
import re
import shutil
from pathlib import Path

import salween
from salween.cli import main

ROOT = Path(__file__).resolve().parents[1]


def _pages() -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("docs", ROOT / "tests" / "tools" / "docs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pages()  # type: ignore[no-any-return]


def test_generated_pages_are_up_to_date() -> None:
    """`make docs` writes them anew."""
    stale = [name for name, text in _pages().items() if (ROOT / "docs" / name).read_text("utf-8") != text]
    assert stale == []


def test_every_link_in_the_documentation_leads_somewhere() -> None:
    broken = []
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []


def test_the_guide_s_record_of_your_own_is_sound(tmp_path: Path) -> None:
    """Written as the guide has it, with what it says to copy and nothing else, it has no problem and an answer."""
    section = (ROOT / "docs" / "guide.md").read_text("utf-8").split("## A record of your own")[1].split("\n## ")[0]
    for name, text in re.findall(r"```yaml\n# (\S+)\n(.*?)```", section, re.S):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "harbours" / "ontology").mkdir()
    for name in re.findall(r"salween/ontology/(\S+)", section):
        shutil.copy(ROOT / "ontology" / name, tmp_path / "harbours" / "ontology")
    kg = salween.load(tmp_path / "harbours")
    assert list(kg.loaded.problems) == []
    assert kg.who_held("north-harbour", "2025-12-01") == "probably held by Harbour Militia"
    assert b"https://example.org/harbours/id/north-harbour" in kg.nquads


def test_the_queries_of_the_guide_answer() -> None:
    kg = salween.load(ROOT)
    queries = re.findall(r"```sparql\n(.*?)```", (ROOT / "docs" / "guide.md").read_text("utf-8"), re.S)
    assert len(queries) > 1
    for query in queries:
        assert len(kg.as_of("2024-10-01").query(query)) > 0, query


def test_the_documentation_names_no_command_that_is_gone() -> None:
    text = "\n".join(path.read_text("utf-8") for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))
    named = set(re.findall(r"(?:^|[`/ ])salween ([a-z]+)\b", text)) - {"reads", "and", "ontology", "record", "with"}
    commands = set(main.commands)
    assert {name for name in named if name not in commands} & set(re.findall(r"`salween ([a-z]+)", text)) == set()
    assert {"check", "build", "ask", "show", "why", "query", "export", "schema", "explain"} <= named


def test_every_dependency_has_its_reason_in_the_design() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(x for extra in project["optional-dependencies"].values() for x in extra)]
    design = (ROOT / "docs" / "design.md").read_text("utf-8")
    names = {re.split(r"[<>=\[ ;]", requirement)[0] for requirement in wanted}
    assert sorted(name for name in names if name not in design) == []
