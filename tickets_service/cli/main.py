"""The command and its groups."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer
from sqlalchemy.exc import OperationalError

from tickets_service.cli import accounts, doctor, keys, running, upstreams
from tickets_service.errors import TicketsError

app = typer.Typer(
    name="service-tickets",
    help="The reply desk for merchants who sell through Plentymarkets.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (running.demo, running.serve, running.worker, running.migrate, running.sync, doctor.doctor):
    app.command()(command)
app.add_typer(accounts.user, name="user")
app.add_typer(accounts.token, name="token")
app.add_typer(upstreams.plenty, name="plenty")
app.add_typer(upstreams.openai, name="openai")
app.add_typer(keys.keys, name="keys")


def main() -> NoReturn:
    """Every failure is one clear sentence on stderr and a non-zero exit."""
    try:
        app()
    except TicketsError as error:
        fail(error.message)
    except OperationalError as error:
        fail(f"The database cannot be reached: {str(error.orig).splitlines()[0] if error.orig else 'no answer'}")
    except KeyboardInterrupt:
        fail("Interrupted.", code=130)
    sys.exit(0)


def fail(sentence: str, *, code: int = 1) -> NoReturn:
    typer.echo(sentence, err=True)
    sys.exit(code)
