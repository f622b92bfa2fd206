"""`sync`."""

from __future__ import annotations

from typing import Annotated

import typer

from tickets_service.cli import progress
from tickets_service.cli.session import with_resources
from tickets_service.models import RunKind


def sync(
    full: Annotated[bool, typer.Option("--full", help="Import the whole history.")] = False,  # noqa: FBT002
) -> None:
    """One sync pass now, with a progress bar."""
    run = with_resources(lambda resources: progress.follow(resources, RunKind.FULL if full else RunKind.REFRESH))
    typer.echo(
        f"{run.tickets_seen} tickets seen, {run.tickets_changed} new or changed, "
        f"{run.messages_new} new messages, {run.calls} calls."
    )
