"""Commands that run the service."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Annotated

import structlog
import typer

from tickets_service import serving
from tickets_service.accounts import links
from tickets_service.cli.session import settings_and_logs, with_resources
from tickets_service.listening import bind
from tickets_service.resources import Resources, open_resources

log = structlog.get_logger()


def serve(
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Only the web part; run `worker` elsewhere.")] = False,  # noqa: FBT002
) -> None:
    """Web on TICKETS_HOST:TICKETS_PORT, and a worker inside."""
    settings = settings_and_logs()

    async def run() -> None:
        with contextlib.closing(bind(settings)) as listening:
            async with open_resources(settings, name="service-tickets web") as resources:
                await _print_setup_link(resources)
                await serving.run_web(resources, listening, with_worker=not no_worker, announce=settings.origin)

    asyncio.run(run())


async def _print_setup_link(resources: Resources) -> None:
    """On the first start there is nobody who could sign in."""
    async with resources.sessions.begin() as session:
        token = await links.first_setup_link(session)
    if token is not None:
        typer.echo(f"Create the first admin here (once, within a day): {resources.settings.origin}/setup/{token}")


def worker() -> None:
    """Jobs only: sync, drafts, sending."""
    with_resources(serving.run_worker, name="service-tickets worker")
