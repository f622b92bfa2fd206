"""What every command does first: read the settings, set up logs, open the resources."""

from __future__ import annotations

import asyncio
import getpass
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from tickets_service.errors import Invalid
from tickets_service.logs import configure_logs
from tickets_service.resources import Resources, open_resources
from tickets_service.settings import LogFormat, Settings, read_settings

T = TypeVar("T")

BY_COMMAND = "command"
"""The actor of what is done on the machine itself."""


def settings_and_logs() -> Settings:
    settings = read_settings()
    configure_logs(as_json=settings.log_format is LogFormat.JSON)
    return settings


def with_resources(
    work: Callable[[Resources], Awaitable[T]], *, name: str = "service-tickets", as_found: bool = False
) -> T:
    """Runs *work* with everything open and closes it again. *as_found*: whatever state it is in."""
    settings = settings_and_logs()

    async def run() -> T:
        async with open_resources(settings, name=name, as_found=as_found) as resources:
            return await work(resources)

    return asyncio.run(run())


def secret_from_stdin(what: str, *, ask: bool = False) -> str:
    """The first line of standard input. With *ask*, a terminal is asked for it without showing it."""
    if ask and sys.stdin.isatty():
        secret = getpass.getpass(f"{what}: ", stream=sys.stderr)
    else:
        secret = sys.stdin.readline().rstrip("\r\n")
    if not secret:
        raise Invalid(f"No {what.lower()} was given on standard input.")
    return secret
