"""What a process holds open: opened once, closed in reverse order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncEngine

from tickets_service import schema
from tickets_service.db import Sessions, open_engine, sessions_of
from tickets_service.drafting.model import ModelClients
from tickets_service.embedded import start_embedded
from tickets_service.plenty.manager import PlentyManager
from tickets_service.settings import Settings
from tickets_service.vault import Vault, keys_from_folder


@dataclass(frozen=True)
class Resources:
    settings: Settings
    database_url: str
    engine: AsyncEngine
    sessions: Sessions
    vault: Vault
    plenty: PlentyManager
    models: ModelClients


@asynccontextmanager
async def open_resources(settings: Settings, *, name: str = "service-tickets") -> AsyncIterator[Resources]:
    """Raises CannotStart with one sentence when the database, its schema or the keys are not usable."""
    async with AsyncExitStack() as stack:
        vault = open_vault(settings)
        url = await open_database(settings, stack)
        engine = open_engine(url, application_name=name)
        stack.push_async_callback(engine.dispose)
        async with engine.connect() as connection:
            await connection.run_sync(schema.require_head)
        sessions = sessions_of(engine)
        plenty = PlentyManager(engine, sessions, vault)
        stack.push_async_callback(plenty.aclose)
        models = ModelClients()
        stack.push_async_callback(models.aclose)
        yield Resources(settings, url, engine, sessions, vault, plenty, models)


def open_vault(settings: Settings) -> Vault:
    texts = [key.get_secret_value() for key in settings.secret_keys]
    return Vault.from_texts(texts or keys_from_folder(settings.data_dir))


async def open_database(settings: Settings, stack: AsyncExitStack) -> str:
    """The database's address. The embedded one is started or joined, and migrated; it stops with its last user."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    server = await asyncio.to_thread(start_embedded, settings.data_dir)
    stack.push_async_callback(asyncio.to_thread, server.close)
    await asyncio.to_thread(schema.migrate, server.url)
    return server.url
