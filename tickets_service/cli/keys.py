"""`keys …`."""

from __future__ import annotations

import typer

from tickets_service import rotation
from tickets_service.cli.session import BY_COMMAND, with_resources
from tickets_service.resources import Resources
from tickets_service.settings import read_settings

keys = typer.Typer(help="The keys that seal stored secrets.", no_args_is_help=True)


@keys.callback()
def _keys() -> None:
    """The keys that seal stored secrets."""


@keys.command("rotate")
def rotate() -> None:
    """Re-seal every stored secret with the newest key, while the service runs."""

    async def work(resources: Resources) -> int:
        return await rotation.rotate(resources, actor=BY_COMMAND)

    typer.echo(f"{with_resources(work)} secrets were sealed anew.")
    if read_settings().secret_keys:
        typer.echo("Restart now every process that was started without the first of TICKETS_SECRET_KEYS.", err=True)
