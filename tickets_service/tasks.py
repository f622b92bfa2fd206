"""One shallow function per job. Here the features meet: what a sync brings is told to drafting and to replies."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import TypeVar, cast
from uuid import UUID

import structlog
from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate import jobs as queued
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import jobs
from tickets_service.accounts import actors
from tickets_service.bookcase import Bookcase
from tickets_service.drafting import asking, automatic, learning
from tickets_service.drafting.writing import Writer
from tickets_service.errors import Busy, UpstreamFailed
from tickets_service.jobs import queue
from tickets_service.knowledge import keeping
from tickets_service.models import Reply, ReplyKind, RunKind
from tickets_service.plenty.schemas import MessageRecord
from tickets_service.replies import adopting
from tickets_service.replies import queries as replies
from tickets_service.replies.reconcile import Reconciler
from tickets_service.replies.resolving import Resolver
from tickets_service.replies.sending import SendPath
from tickets_service.resources import Resources
from tickets_service.tickets import closed, lifecycle, pushing, retrying, runs, sweeping, sync, threads
from tickets_service.tickets.threads import ThreadTaken
from tickets_service.tickets.walking import OnThread

log = structlog.get_logger()

Job = TypeVar("Job", bound=Callable[..., Awaitable[None]])

LONGEST_BACK_OFF = 300
"""Seconds."""


class AsTheErrorSays(BaseRetryStrategy):
    """Waiting is the queue's business: a busy upstream names the time, a broken one is asked ever less often."""

    def get_retry_decision(self, *, exception: BaseException, job: queued.Job) -> RetryDecision | None:
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, Busy):
            return RetryDecision(retry_in={"seconds": max(1, math.ceil(exception.retry_after))})
        if isinstance(exception, UpstreamFailed | DBAPIError | OSError):
            return RetryDecision(retry_in={"seconds": min(LONGEST_BACK_OFF, 2 ** min(job.attempts + 1, 9))})
        return None


def resources_of(context: JobContext) -> Resources:
    resources = context.additional_context["resources"]
    assert isinstance(resources, Resources)  # noqa: S101 - the worker puts it there
    return resources


def job(name: str, queue_name: str, priority: int = 0) -> Callable[[Job], Job]:
    registered = queue.task(name=name, queue=queue_name, priority=priority, pass_context=True, retry=AsTheErrorSays())
    return cast("Callable[[Job], Job]", registered)


@job("tickets_refresh_cron", jobs.SYNCING)
async def tickets_refresh_cron(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - the queue hands in the tick
    await ask_for_refresh(resources_of(context))


async def ask_for_refresh(resources: Resources) -> None:
    """Starts a refresh unless one is under way; without a connection there is nothing to do."""
    async with resources.sessions.begin() as session:
        if await runs.is_connected(session):
            await runs.ask_for_run(session, RunKind.REFRESH)


@job("refresh_tickets", jobs.SYNCING)
async def refresh_tickets(context: JobContext, run_id: int) -> None:
    await run_sync(resources_of(context), run_id)


@job("import_everything", jobs.BACKFILL)
async def import_everything(context: JobContext, run_id: int) -> None:
    await run_sync(resources_of(context), run_id)


@job("compare_closed_cron", jobs.BACKFILL)
async def compare_closed_cron(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - the queue hands in the tick
    resources = resources_of(context)
    await closed.compare_closed(resources.sessions, resources.plenty)


@job("sweep_cron", jobs.BACKFILL)
async def sweep_cron(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - the queue hands in the tick
    async with resources_of(context).sessions.begin() as session:
        if await runs.is_connected(session):
            await jobs.sweep_later(session)


@job("sweep_tickets", jobs.BACKFILL)
async def sweep_tickets(context: JobContext) -> None:
    resources = resources_of(context)
    await sweeping.sweep(resources.engine, resources.sessions, resources.plenty)


@job("push_ticket", jobs.SYNCING, priority=5)
async def push_ticket(context: JobContext, ticket_id: int) -> None:
    resources = resources_of(context)
    await pushing.push_ticket(resources.sessions, resources.plenty, ticket_id)


@job("create_ticket", jobs.SENDING)
async def create_ticket(context: JobContext, ticket_id: int) -> None:
    resources = resources_of(context)
    await pushing.create_ticket(resources.sessions, resources.plenty, ticket_id)


@job("send_reply", jobs.SENDING, priority=10)
async def send_reply(context: JobContext, reply_id: str) -> None:
    resources = resources_of(context)
    await SendPath(resources.sessions, resources.plenty, follow_sent).send(UUID(reply_id))
    async with resources.sessions() as session:
        passed = await replies.ticket_of_stale(session, UUID(reply_id))
    if passed is not None:  # somebody wrote meanwhile: whoever reads why may read that too
        await refresh_ticket(resources, passed)


@job("reconcile_reply", jobs.SENDING)
async def reconcile_reply(context: JobContext, reply_id: str) -> None:
    resources = resources_of(context)
    await Reconciler(resources.sessions, resources.plenty, follow_sent).reconcile(UUID(reply_id))


@job("write_draft", jobs.DRAFTING)
async def write_draft(context: JobContext, ai_response_id: int) -> None:
    resources = resources_of(context)
    library = Bookcase(resources.sessions, resources.embedder)
    await Writer(resources.sessions, resources.plenty, resources.vault, resources.models, library).write(ai_response_id)


@job("draft_waiting_tickets", jobs.DRAFTING, priority=5)
async def draft_waiting_tickets(context: JobContext) -> None:
    resources = resources_of(context)
    if resources.settings.auto_draft:
        async with resources.sessions.begin() as session:
            await automatic.draft_waiting(session)


@job("learn_ticket", jobs.BACKFILL, priority=5)
async def learn_ticket(context: JobContext, ticket_id: int) -> None:
    await keeping.learn_ticket(resources_of(context).sessions, ticket_id)


@job("keep_knowledge", jobs.BACKFILL)
async def keep_knowledge(context: JobContext) -> None:
    resources = resources_of(context)
    await keeping.keep(resources.sessions, await resources.embedder())


@job("knowledge_cron", jobs.BACKFILL)
async def knowledge_cron(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - the queue hands in the tick
    async with resources_of(context).sessions.begin() as session:
        if not await jobs.is_due(session, "keep_knowledge"):
            await jobs.keep_knowledge_later(session)


@job("rebuild_knowledge_cron", jobs.BACKFILL)
async def rebuild_knowledge_cron(context: JobContext, timestamp: int) -> None:  # noqa: ARG001 - the queue hands in the tick
    await keeping.rebuild(resources_of(context).sessions)


async def run_sync(resources: Resources, run_id: int) -> None:
    await sync.run(resources.engine, resources.sessions, resources.plenty, follow_thread(resources), run_id)
    if resources.settings.auto_draft:
        async with resources.sessions.begin() as session:
            if (since := await runs.news_since(session, run_id)) is not None:
                await automatic.draft_arrived(session, since)


async def refresh_ticket(resources: Resources, ticket_id: int) -> None:
    await sync.refresh_ticket(resources.sessions, resources.plenty, follow_thread(resources), ticket_id)


async def retry_quarantined(resources: Resources, quarantined_id: int) -> str | None:
    """What is still wrong with the record; None if it reads well now."""
    return await retrying.retry(resources.sessions, resources.plenty, follow_thread(resources), quarantined_id)


def resolver(resources: Resources) -> Resolver:
    return Resolver(resources.sessions, resources.plenty, follow_sent)


def follow_thread(resources: Resources) -> OnThread:
    """What a read thread means for drafts and replies, in the transaction that stores it."""

    async def follow(session: AsyncSession, taken: ThreadTaken, *, may_draft: bool) -> None:
        if not taken.has_a_past and not may_draft:
            return
        await adopting.adopt(session, taken.ticket_id, taken.records, on_sent=follow_sent)
        if taken.has_new_public:
            await learning.learn_of_plenty(session, taken.ticket_id, taken.newest_public_message_id)
            await asking.make_stale(session, taken.ticket_id, taken.newest_public_message_id)
        await asking.drop_confidential(session, taken.ticket_id)
        is_news = taken.has_new_customer_message or taken.is_first_read
        if may_draft and is_news and resources.settings.auto_draft:
            await automatic.draft_new_message(session, taken.ticket_id)

    return follow


async def follow_sent(session: AsyncSession, reply: Reply, record: MessageRecord) -> None:
    """What a sent reply means: it stands in the conversation, the ticket moves on, the draft was of use.

    A note answers nobody, so it uses no draft up.
    """
    if reply.kind is ReplyKind.MESSAGE:
        await learning.learn(
            session,
            learning.Answer(
                reply.ticket_id, reply.text, reply.based_on_message_id, reply.ai_response_id, reply_id=reply.id
            ),
        )
        if reply.ai_response_id is not None:
            await asking.mark_used(session, reply.ai_response_id)
    author = await actors.name_of(session, reply.author)
    newest = await threads.file_own_message(session, reply.ticket_id, record, body=reply.body, author=author)
    await asking.make_stale(session, reply.ticket_id, newest)
    await lifecycle.after_reply(session, reply)
    if reply.kind is ReplyKind.MESSAGE:
        await jobs.learn_ticket_later(session, reply.ticket_id)
