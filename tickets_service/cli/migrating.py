"""`migrate`."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import typer

from tickets_service import schema
from tickets_service.cli.session import settings_and_logs
from tickets_service.resources import open_database


def migrate() -> None:
    """Bring the database schema to this version."""
    settings = settings_and_logs()

    async def run() -> str:
        async with AsyncExitStack() as stack:
            url = await open_database(settings, stack)
            await asyncio.to_thread(schema.migrate, url)
            return schema.head()

    typer.echo(f"The schema is at {asyncio.run(run())}.")
