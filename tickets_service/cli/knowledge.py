"""`knowledge …`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tickets_service.cli.session import BY_COMMAND, with_resources
from tickets_service.errors import Invalid
from tickets_service.knowledge import transfer
from tickets_service.knowledge.files import read_all
from tickets_service.knowledge.weighing import weigh_all
from tickets_service.resources import Resources

knowledge = typer.Typer(help="Articles: policies, how-tos, verbatim blocks, templates.", no_args_is_help=True)


@knowledge.callback()
def _knowledge() -> None:
    """Articles: policies, how-tos, verbatim blocks, templates."""


@knowledge.command("import")
def import_articles(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A Markdown or CSV file, or a folder of them.")],
) -> None:
    """Take articles in, by their key: twice is like once. What cannot be read is named, and the rest goes in."""
    if not path.exists():
        raise Invalid(f"There is no {path}.")

    async def work(resources: Resources) -> transfer.Taken:
        async with resources.sessions.begin() as session:
            taken = await transfer.take(session, read_all(path), actor=BY_COMMAND)
        await weigh_all(resources.sessions)
        return taken

    taken = with_resources(work)
    for refused in taken.refused:
        typer.echo(f"{refused.where}: {refused.why}", err=True)
    typer.echo(f"{taken.added} added, {taken.changed} changed, {taken.unchanged} as they were.")
    if taken.refused:
        raise Invalid(f"{len(taken.refused)} could not be taken in.")


@knowledge.command("export")
def export_articles(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Made if it is not there.", file_okay=False)],
) -> None:
    """Write every article that is not archived as a Markdown file; `import` takes them in again."""

    async def work(resources: Resources) -> int:
        async with resources.sessions() as session:
            return await transfer.give(session, folder)

    typer.echo(f"{with_resources(work)} articles were written to {folder}.")
