"""The command: what there is, and where it lives. A command's module is imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from tickets_service.errors import TicketsError

COMMANDS = {
    "demo": (
        "demonstration:demo",
        "Try it: practice Plenty and model, database, web and worker, with one login.",
    ),
    "serve": ("running:serve", "Web on TICKETS_HOST:TICKETS_PORT, and a worker inside."),
    "worker": ("running:worker", "Jobs only: sync, drafts, sending."),
    "migrate": ("migrating:migrate", "Bring the database schema to this version."),
    "sync": ("syncing:sync", "One sync pass now, with a progress bar."),
    "doctor": ("doctor:doctor", "Check database, schema, keys, Plenty login and rights, call limits, model."),
    "user": ("accounts:user", "People who sign in."),
    "token": ("accounts:token", "Tokens for programs."),
    "plenty": ("upstreams:plenty", "The connection to Plentymarkets."),
    "openai": ("upstreams:openai", "Credentials of the language model."),
    "replay": (
        "replaying:replay",
        "Draft for answered tickets as they stood before, and compare with what was sent.",
    ),
    "knowledge": ("knowledge:knowledge", "Articles: policies, how-tos, verbatim blocks, templates."),
    "keys": ("keys:keys", "The keys that seal stored secrets."),
}
"""Name → where it lives in this package, and what the list of commands says of it."""


class Commands(TyperGroup):
    """Listing the commands, or mistyping one, imports none of them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the library's signature
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:  # noqa: ARG002 - the library's signature
        found = COMMANDS.get(cmd_name)
        return _Later(cmd_name, *found) if found is not None else None


class _Later(TyperCommand):
    """Stands for a command until it is called."""

    def __init__(self, name: str, place: str, sentence: str) -> None:
        super().__init__(name=name, help=sentence)
        self.place = place

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        return get_command(typer_of(self.place)).make_context(info_name, args, parent, **extra)


def typer_of(place: str) -> typer.Typer:
    """*place* is "module:name" in this package, of a function or of a group."""
    module, _, name = place.partition(":")
    found = getattr(import_module(f"tickets_service.cli.{module}"), name)
    if isinstance(found, typer.Typer):
        return found
    alone = typer.Typer(add_completion=False)
    alone.command(name)(found)
    return alone


app = typer.Typer(
    name="service-tickets", cls=Commands, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


@app.callback()
def service_tickets() -> None:
    """The reply desk for merchants who sell through Plentymarkets."""


def main() -> NoReturn:
    """Every failure is one clear sentence on stderr and a non-zero exit."""
    try:
        app()
    except TicketsError as error:
        fail(error.message)
    except KeyboardInterrupt:
        fail("Interrupted.", code=130)
    except Exception as error:
        sentence = _database_is_away(error)
        if sentence is None:
            raise
        fail(sentence)
    sys.exit(0)


def _database_is_away(error: Exception) -> str | None:
    """None for every other error. Whoever met the database has SQLAlchemy imported already."""
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415

    from tickets_service.db import away  # noqa: PLC0415

    return away(error) if isinstance(error, OperationalError) else None


def fail(sentence: str, *, code: int = 1) -> NoReturn:
    typer.echo(sentence, err=True)
    sys.exit(code)
