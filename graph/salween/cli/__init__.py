"""The command line: arguments in, exit code out. The only room that prints or exits.

Data goes to stdout, talk to stderr. Exit codes: 0 fine, 1 problems in the input, 2 the command line is wrong,
3 nothing found, 4 a limit was reached. Heavy rooms are imported by the command that needs them.
"""

from __future__ import annotations

from pathlib import Path

import click

from . import asking, checking, comparing, making, serving, verifying
from .session import VERSION, Session, overlay_option


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    help="The project (default: the nearest folder with data/dataset.yaml).",
)
@click.option("--quiet", is_flag=True, help="Print answers only.")
@click.version_option(VERSION, prog_name="salween")
@click.pass_context
def main(context: click.Context, root: Path | None, quiet: bool) -> None:
    """Salween: a knowledge graph that people write in a text editor.

    Facts are YAML files under data/. `check` reads them as a compiler reads code; `build` makes the page, the RDF
    and the files for Gephi; `ask`, `show`, `why` and `query` answer.
    """
    context.obj = Session(root, quiet)
    context.obj.overlay = context.meta.get("salween.overlay")


main.params.insert(1, overlay_option())


#: They make a release or write into data/, and stop where an overlay is given.
WITHOUT_OVERLAY = (
    making.build, making.export, making.layout, making.answers, checking.rename, serving.publish, verifying.verify,
)  # fmt: skip

for command in (
    checking.check, making.build, asking.ask, asking.show, asking.why, asking.path, asking.query, making.export,
    making.render, making.layout, making.answers, checking.explain, checking.schema, checking.rename, checking.stats,
    checking.todo, verifying.verify, comparing.diff, comparing.what_if, serving.serve, serving.publish,
):  # fmt: skip
    main.add_command(command)
    if command is not checking.explain:
        command.params.append(overlay_option(command in WITHOUT_OVERLAY))
