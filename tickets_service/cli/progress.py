"""`sync`: ask for a run, work on it here unless a worker does, and show how far it is."""

from __future__ import annotations

import asyncio

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tickets_service import tasks
from tickets_service.errors import Busy, UpstreamFailed
from tickets_service.models import RunKind, RunState, SyncRun
from tickets_service.resources import Resources
from tickets_service.tickets import queries, runs

LOOK_EVERY_SECONDS = 0.5
STOPPED = (
    "Stopped; what was read is kept. A running service goes on with the import, and so does `sync --full` when it is "
    "called again."
)


async def follow(resources: Resources, kind: RunKind) -> SyncRun:
    """Raises UpstreamFailed with the run's own sentence if it fails."""
    async with resources.sessions.begin() as session:
        run = await runs.ask_for_run(session, kind)
    working = asyncio.create_task(_work_until_done(resources, run.id))
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    try:
        with bar:
            shown = bar.add_task(f"{kind.value} sync", total=None)
            while (run := await _read(resources, run.id)).state is RunState.RUNNING:
                description = f"{kind.value} sync" + (f": {run.error} It goes on by itself." if run.error else "")
                done = await _done(resources, run)
                bar.update(shown, completed=done, total=run.tickets_total, description=description)
                await asyncio.wait([working], timeout=LOOK_EVERY_SECONDS)
            bar.update(shown, completed=run.tickets_seen, total=run.tickets_seen, description=f"{kind.value} sync")
    except asyncio.CancelledError:
        if kind is RunKind.FULL:
            typer.echo(STOPPED, err=True)
        raise
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
    if run.state is RunState.FAILED:
        raise UpstreamFailed(run.error or "The sync failed.")
    return run


async def _work_until_done(resources: Resources, run_id: int) -> None:
    """Where no worker runs, this process does the work; where one does, its lock makes this a mere wait."""
    while True:
        try:
            await tasks.run_sync(resources, run_id)
            await asyncio.sleep(LOOK_EVERY_SECONDS)
        except Busy as busy:
            await asyncio.sleep(busy.retry_after)


async def _done(resources: Resources, run: SyncRun) -> int:
    async with resources.sessions() as session:
        return await queries.tickets_done(session, run)


async def _read(resources: Resources, run_id: int) -> SyncRun:
    async with resources.sessions() as session:
        return await session.get_one(SyncRun, run_id)
