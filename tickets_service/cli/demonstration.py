"""`demo`: a whole shop to try. The practice servers are real processes; everything else is the ordinary service."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import sys
from importlib import import_module
from pathlib import Path

import structlog
import typer
from pydantic import SecretStr
from sqlalchemy import select

from tickets_service.accounts import users
from tickets_service.cli import practice_servers
from tickets_service.cli.session import settings_and_logs
from tickets_service.drafting import credentials
from tickets_service.drafting.schemas import CredentialIn
from tickets_service.errors import Conflict
from tickets_service.listening import bind
from tickets_service.models import OpenAICredentialDB, PlentyConnection, Role, User
from tickets_service.plenty import connection
from tickets_service.resources import Resources, open_resources
from tickets_service.settings import Settings

log = structlog.get_logger()

PRACTICE_PLENTY_PORT = 8017
PRACTICE_MODEL_PORT = 8018
"""Fixed: the stored tickets belong to the practice Plenty at this address."""
PLENTY_URL = f"http://127.0.0.1:{PRACTICE_PLENTY_PORT}"
MODEL_URL = f"http://127.0.0.1:{PRACTICE_MODEL_PORT}/v1"
ADMIN = "admin@example.com"
PRACTICE_SHOP = "practice-shop"
PASSWORD_FILE = "demo-password"  # noqa: S105 - a file name


def demo() -> None:
    """Try it: practice Plenty and model, database, web and worker, with one login."""
    asyncio.run(run(settings_and_logs()))


async def run(settings: Settings) -> None:
    """The practice servers, the database and the import of the application take a second or more each: side by side."""
    ports = (PRACTICE_PLENTY_PORT, PRACTICE_MODEL_PORT)
    with contextlib.closing(bind(settings)) as listening:
        async with practice_servers.running(settings.data_dir / PRACTICE_SHOP, ports) as are_answering:
            importing = asyncio.create_task(asyncio.to_thread(import_module, "tickets_service.serving"))
            async with open_resources(settings, name="service-tickets demo") as resources:
                await _refuse_a_real_shop(resources)
                await are_answering()
                await _connect(resources)
                password = await _login(resources)
                await importing
                from tickets_service import serving  # noqa: PLC0415 - imported above, in a thread

                await serving.run_web(resources, listening, with_worker=True, announce=_greeting(settings, password))


def _greeting(settings: Settings, password: str) -> str:
    typer.echo(
        f"\nThe Tickets Service is running with practice data:\n\n"
        f"  address   {settings.origin}\n  e-mail    {ADMIN}\n  password  {password}\n\n"
        f"  practice Plenty  {PLENTY_URL}\n  practice model   {MODEL_URL}\n\nCtrl-C stops everything.\n"
    )
    sys.stdout.flush()
    return settings.origin


async def _refuse_a_real_shop(resources: Resources) -> None:
    async with resources.sessions() as session:
        stored = await session.scalar(select(PlentyConnection.base_url))
    if stored is not None and stored != PLENTY_URL:
        raise Conflict(
            f"This database belongs to the Plenty system {stored}, so the demo would mix practice data into it: "
            "set TICKETS_DATA_DIR to another folder."
        )


async def _connect(resources: Resources) -> None:
    async with resources.sessions() as session:
        is_connected = await session.get(PlentyConnection, 1) is not None
        has_model = await session.scalar(select(OpenAICredentialDB.id).where(OpenAICredentialDB.base_url == MODEL_URL))
    if not is_connected:
        practice = connection.Offered(PLENTY_URL, "practice", "practice")
        await connection.connect(resources.sessions, resources.vault, resources.plenty.wire, practice, actor="system")
    if has_model is None:
        offered = CredentialIn(label="Practice model", token=SecretStr("sk-practice-offline"), base_url=MODEL_URL)
        async with resources.sessions.begin() as session:
            await credentials.add(session, resources.vault, offered, actor="system")


async def _login(resources: Resources) -> str:
    """The same login at every start: kept beside the generated key, readable by its owner alone."""
    path = resources.settings.data_dir / PASSWORD_FILE
    password = path.read_text().strip() if path.exists() else _new_password(path)
    async with resources.sessions.begin() as session:
        if await session.scalar(select(User.id).where(User.email == ADMIN)) is None:
            await users.add_user(session, email=ADMIN, name="Demo admin", role=Role.ADMIN, password=password)
    return password


def _new_password(path: Path) -> str:
    password = f"practice-{secrets.token_hex(6)}"
    with os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        file.write(password + "\n")
    return password
