"""The worker: runs jobs until told to stop, and heals what died elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
from procrastinate import App, PsycopgConnector
from procrastinate.jobs import Status
from procrastinate.periodic import PeriodicRegistry
from procrastinate.utils import utcnow
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import jobs, live, tasks
from tickets_service.db import libpq_url
from tickets_service.drafting import reaping as lost_drafts
from tickets_service.drafting.connections import CALLS_AT_ONCE
from tickets_service.drafting.writing import warm_up
from tickets_service.replies import reaping as lost_replies
from tickets_service.resources import Resources
from tickets_service.tickets import lifecycle, presence, runs
from tickets_service.tickets import reaping as lost_changes

log = structlog.get_logger()

CLOSED_COMPARISON = "7,37 * * * *"
"""Twice an hour; a comparison younger than an hour makes it a no-op, so a missed tick costs half an hour at most."""
POLL_SECONDS = 1.0
"""Due jobs are looked for this often; new ones announce themselves."""
HEARTBEAT_SECONDS = 5.0
STALLED_AFTER_SECONDS = 20.0
HEAL_EVERY_SECONDS = 5.0
NIGHTLY_SWEEP = "23 2 * * *"
KNOWLEDGE = "*/5 * * * *"
NIGHTLY_RECOUNT = "41 3 * * *"
GRACE_SECONDS = 30.0
CONNECTIONS_OF_THE_QUEUE = 8
DRAFTS_BESIDE_THE_CALLS = 8
"""Being prepared or filed while as many others as may be wait for the model."""


@dataclass(frozen=True)
class Crew:
    """Jobs of one kind with slots of their own, so that two hundred drafts never hold up one reply."""

    queues: tuple[str, ...]
    slots: int


CREWS = (
    Crew((jobs.SENDING,), 8),
    Crew((jobs.SYNCING,), 4),
    Crew((jobs.DRAFTING,), CALLS_AT_ONCE + DRAFTS_BESIDE_THE_CALLS),
    Crew((jobs.BACKFILL,), 2),
)


async def work(resources: Resources, stop: asyncio.Event) -> None:
    """Returns after *stop* is set and running jobs have ended, at most GRACE_SECONDS later."""
    async with open_queue(resources) as app:
        await keep_trying("first_refresh", lambda: tasks.ask_for_refresh(resources), stop)
        loops = [asyncio.create_task(_crew_at_work(app, resources, crew)) for crew in CREWS]
        loops.append(asyncio.create_task(_heal_for_ever(app, resources)))
        loops.append(asyncio.create_task(warm_up(resources.models)))
        log.info("worker_started")
        await stop.wait()
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)
        log.info("worker_stopped")


@asynccontextmanager
async def open_queue(resources: Resources) -> AsyncIterator[App]:
    """The queue on a pool of its own, with the schedule of this deployment."""
    connector = PsycopgConnector(
        conninfo=libpq_url(resources.database_url), min_size=1, max_size=CONNECTIONS_OF_THE_QUEUE
    )
    jobs.queue.perform_import_paths()  # type: ignore[no-untyped-call]
    schedule = {
        "tickets_refresh_cron": resources.settings.refresh_cron,
        "compare_closed_cron": CLOSED_COMPARISON,
        "sweep_cron": NIGHTLY_SWEEP,
        "knowledge_cron": KNOWLEDGE,
        "rebuild_knowledge_cron": NIGHTLY_RECOUNT,
    }
    with jobs.queue.replace_connector(connector) as app:
        app.periodic_registry = PeriodicRegistry()  # type: ignore[no-untyped-call]
        for name, cron in schedule.items():
            app.periodic_registry.register_task(app.tasks[name], cron, periodic_id="", configure_kwargs={})
        async with app.open_async():
            yield app


async def _crew_at_work(app: App, resources: Resources, crew: Crew) -> None:
    """A crew that falls over (the database restarts) gets up again until it is cancelled."""
    while True:
        try:
            await app.run_worker_async(
                queues=list(crew.queues),
                name="+".join(crew.queues),
                concurrency=crew.slots,
                fetch_job_polling_interval=POLL_SECONDS,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_AFTER_SECONDS,
                shutdown_graceful_timeout=GRACE_SECONDS,
                delete_jobs="successful",
                install_signal_handlers=False,
                additional_context={"resources": resources},
            )
        except Exception as error:  # noqa: BLE001 - whatever stopped the crew, the others and the next try go on
            log.warning("crew_fell_over", queues=crew.queues, reason=type(error).__name__)
        await asyncio.sleep(POLL_SECONDS)


async def _heal_for_ever(app: App, resources: Resources) -> None:
    while True:
        for name, heal in (
            ("stalled_jobs", lambda: heal_stalled_jobs(app)),
            ("replies", lambda: _heal(resources, lost_replies.reap)),
            ("drafts", lambda: _heal(resources, lost_drafts.reap)),
            ("tickets", lambda: _heal(resources, lost_changes.reap)),
            ("live_changes", lambda: _heal(resources, live.forget_old)),
            ("presence", lambda: _heal(resources, presence.forget_the_silent)),
            ("snoozed", lambda: _heal(resources, lifecycle.wake_due)),
            ("runs", lambda: _heal(resources, runs.heal_crashed)),
        ):
            await _logged(name, heal)
        await asyncio.sleep(HEAL_EVERY_SECONDS)


async def heal_stalled_jobs(app: App) -> None:
    """A job whose worker died runs again: every job here finds what an earlier try left and may be repeated.

    A periodic job is finished instead: its next tick is near, and retrying one whose twin is queued already can
    block the queue for good.
    """
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        if job.task_name.endswith("_cron"):
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            await app.job_manager.retry_job(job, retry_at=utcnow())
        log.warning("stalled_job_healed", job_id=job.id, task=job.task_name)


async def _heal(resources: Resources, heal: Callable[[AsyncSession], Awaitable[None]]) -> None:
    async with resources.sessions.begin() as session:
        await heal(session)


async def keep_trying(name: str, step: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    while not stop.is_set():
        if await _logged(name, step):
            return
        await asyncio.sleep(POLL_SECONDS)


async def _logged(name: str, step: Callable[[], Awaitable[None]]) -> bool:
    try:
        await step()
    except Exception as error:  # noqa: BLE001 - healing must go on when one step of it fails
        log.warning("healing_failed", step=name, reason=type(error).__name__)
        return False
    return True
