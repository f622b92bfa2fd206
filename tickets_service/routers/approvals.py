"""Approving a reply: what its text has to be looked at for is asked of whoever sends it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import yardsticks
from tickets_service.drafting.judging import told_as_old
from tickets_service.drafting.order_facts import fresh_facts, kept_facts
from tickets_service.errors import NotFound, TicketsError, Unacknowledged
from tickets_service.inbox.blocks import checks_of
from tickets_service.models import Reply, ReplyKind
from tickets_service.replies import approving
from tickets_service.replies.approving import Approval

if TYPE_CHECKING:
    from tickets_service.resources import Resources

FACTS_WITHIN_SECONDS = 3
"""Longer nobody waits after pressing Send."""

log = structlog.get_logger()


async def look_at_facts(resources: Resources, ticket_id: int, approval: Approval) -> bool:
    """Reads again what is older than ten minutes, before a text that began as a draft is judged by it.

    False: it is older and could not be read, so whoever sends what it says answers for it. No transaction is open then.
    """
    if approval.ai_response_id is None or approval.kind is not ReplyKind.MESSAGE:
        return True
    try:
        async with asyncio.timeout(FACTS_WITHIN_SECONDS):
            facts = await fresh_facts(resources.sessions, resources.plenty, ticket_id)
        if facts.case.order is not None or facts.case.trouble is None:
            return True
        reason = "Hidden"
    except NotFound:
        raise
    except (TicketsError, TimeoutError) as error:
        reason = type(error).__name__
    log.warning("facts_not_fresh", ticket_id=ticket_id, reason=reason)
    async with resources.sessions() as session:
        return (await kept_facts(session, ticket_id)).is_fresh


async def approve(  # noqa: PLR0913 - who sends what, how long it can be taken back, and by what it is judged
    session: AsyncSession,
    ticket_id: int,
    approval: Approval,
    *,
    author: str,
    undo: timedelta,
    facts_are_fresh: bool = True,
    is_seen: bool = False,
) -> tuple[Reply, bool]:
    """The reply, and whether it is new. Raises Unacknowledged, which takes all of it back, for a text that holds
    something nobody has answered for: one that began as a draft, and where it *is_seen* with its checks any."""
    reply, is_new = await approving.approve(session, ticket_id, approval, author=author, undo=undo)
    if is_new and approval.kind is ReplyKind.MESSAGE and (is_seen or approval.ai_response_id is not None):
        checks = await checks_of(session, ticket_id, approval.text)
        yardsticks.require_acknowledged(checks if facts_are_fresh else told_as_old(checks), approval.acknowledged)
    return reply, is_new


def asked_in(refusal: TicketsError) -> tuple[str, ...]:
    """The keys of what somebody is to answer for."""
    return tuple(str(mark["key"]) for mark in refusal.marks) if isinstance(refusal, Unacknowledged) else ()
