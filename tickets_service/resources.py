"""What a process holds open: opened once, closed in reverse order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from tickets_service import schema
from tickets_service.db import Sessions, close_engine, open_engine, sessions_of
from tickets_service.drafting.connections import ModelConnections
from tickets_service.drafting.embedding import CredentialEmbedder, active_embedder
from tickets_service.embedded import EmbeddedPostgres, start_embedded
from tickets_service.errors import CannotStart
from tickets_service.inbox import vitals
from tickets_service.live import LiveHub
from tickets_service.plenty.manager import PlentyManager
from tickets_service.settings import Settings
from tickets_service.vault import Vault

log = structlog.get_logger()

LOOK_AFTER_THE_DATABASE_EVERY_SECONDS = 2.0


@dataclass(frozen=True)
class Resources:
    settings: Settings
    database_url: str
    engine: AsyncEngine
    sessions: Sessions
    vault: Vault
    plenty: PlentyManager
    models: ModelConnections
    live: LiveHub

    async def embedder(self) -> CredentialEmbedder | None:
        """None where texts are to be compared by their words alone."""
        return await active_embedder(self.sessions, self.vault, self.models)


@asynccontextmanager
async def open_resources(
    settings: Settings, *, name: str = "service-tickets", as_found: bool = False
) -> AsyncIterator[Resources]:
    """Raises CannotStart with one sentence when the database, its schema or the keys are not usable.

    *as_found* leaves that to whoever asked, to look at each of them.
    """
    async with AsyncExitStack() as stack:
        vault = open_vault(settings)
        url = await open_database(settings, stack)
        engine = open_engine(url, application_name=name)
        stack.push_async_callback(close_engine, engine)
        sessions = sessions_of(engine)
        if not as_found:
            async with engine.connect() as connection:
                await connection.run_sync(schema.require_head)
            await _require_keys(sessions, vault)
        plenty = PlentyManager(engine, sessions, vault)
        stack.push_async_callback(plenty.aclose)
        models = ModelConnections()
        stack.push_async_callback(models.aclose)
        live = LiveHub(url, sessions)
        stack.push_async_callback(live.aclose)
        yield Resources(settings, url, engine, sessions, vault, plenty, models, live)


async def _require_keys(sessions: Sessions, vault: Vault) -> None:
    async with sessions() as session:
        if not await vitals.keys_open_everything(session, vault):
            raise CannotStart(
                "A stored secret was sealed with a key that is not among TICKETS_SECRET_KEYS: put that key back, "
                "or restore the key file of the data folder from your backup."
            )


async def _keep_alive(server: EmbeddedPostgres) -> None:
    """The embedded database is ours to start again when it dies under us."""
    while True:
        await asyncio.sleep(LOOK_AFTER_THE_DATABASE_EVERY_SECONDS)
        try:
            await asyncio.to_thread(server.revive)
        except CannotStart as error:
            log.warning("embedded_database_down", reason=error.message)


def open_vault(settings: Settings) -> Vault:
    texts = [key.get_secret_value() for key in settings.secret_keys]
    return Vault.from_texts(texts) if texts else Vault.from_folder(settings.data_dir)


async def open_database(settings: Settings, stack: AsyncExitStack) -> str:
    """The database's address. The embedded one is started or joined, and migrated; it stops with its last user."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    server = await asyncio.to_thread(start_embedded, settings.data_dir)
    stack.push_async_callback(asyncio.to_thread, server.close)
    watching = asyncio.create_task(_keep_alive(server))
    stack.callback(watching.cancel)
    await asyncio.to_thread(schema.migrate, server.url)
    return server.url
