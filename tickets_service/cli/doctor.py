"""`doctor`: one line for each thing that must be right."""

from __future__ import annotations

import typer

from tickets_service.checks import examine
from tickets_service.cli.session import with_resources


def doctor() -> None:
    """Check database, schema, keys, Plenty login and rights, call limits, model.

    Exit 1 if one fails.
    """
    verdicts = with_resources(examine, as_found=True)
    for name, verdict in verdicts:
        typer.echo(f"{'ok  ' if verdict.is_good else 'FAIL'} {name}: {verdict.sentence}")
    if not all(verdict.is_good for _, verdict in verdicts):
        raise typer.Exit(1)
