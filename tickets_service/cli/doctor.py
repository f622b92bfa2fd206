"""`doctor`: one line for each thing that must be right."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import typer
from sqlalchemy.exc import DBAPIError, OperationalError

from tickets_service.checks import CHECKS, Verdict
from tickets_service.cli.session import away, with_resources
from tickets_service.errors import TicketsError
from tickets_service.resources import Resources


def doctor() -> None:
    """Check database, schema, keys, Plenty login and rights, call limits, model.

    Exit 1 if one fails.
    """
    verdicts = with_resources(_examine, as_found=True)
    for name, verdict in verdicts:
        typer.echo(f"{'ok  ' if verdict.is_good else 'FAIL'} {name}: {verdict.sentence}")
    if not all(verdict.is_good for _, verdict in verdicts):
        raise typer.Exit(1)


async def _examine(resources: Resources) -> list[tuple[str, Verdict]]:
    return [(name, await _safely(check, resources)) for name, check in CHECKS.items()]


async def _safely(check: Callable[[Resources], Awaitable[Verdict]], resources: Resources) -> Verdict:
    try:
        return await check(resources)
    except TicketsError as error:
        return Verdict(is_good=False, sentence=error.message)
    except OperationalError as error:
        return Verdict(is_good=False, sentence=away(error))
    except DBAPIError:
        return Verdict(is_good=False, sentence="The database does not hold what this version needs: see `schema`.")
