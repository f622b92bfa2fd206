"""Approving a reply: what its text has to be looked at for is asked of whoever sends it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import yardsticks
from tickets_service.drafting.order_facts import fresh_facts
from tickets_service.errors import NotFound, TicketsError
from tickets_service.inbox.blocks import checks_of
from tickets_service.models import Reply, ReplyKind
from tickets_service.replies import approving
from tickets_service.replies.approving import Approval

if TYPE_CHECKING:
    from tickets_service.resources import Resources

FACTS_WITHIN_SECONDS = 3
"""Longer nobody waits after pressing Send."""

log = structlog.get_logger()


async def look_at_facts(resources: Resources, ticket_id: int, approval: Approval) -> None:
    """Reads again what is older than ten minutes, before a text that began as a draft is judged by it.

    No transaction is open then. Where Plenty does not answer, what is known has to do.
    """
    if approval.ai_response_id is None or approval.kind is not ReplyKind.MESSAGE:
        return
    try:
        async with asyncio.timeout(FACTS_WITHIN_SECONDS):
            await fresh_facts(resources.sessions, resources.plenty, ticket_id)
    except NotFound:
        raise
    except (TicketsError, TimeoutError) as error:
        log.warning("facts_not_fresh", ticket_id=ticket_id, reason=type(error).__name__)


async def approve(
    session: AsyncSession, ticket_id: int, approval: Approval, *, author: str, undo: timedelta
) -> tuple[Reply, bool]:
    """The reply, and whether it is new. Raises Unacknowledged, which takes all of it back, for a text that began as a
    draft and holds something nobody has answered for."""
    reply, is_new = await approving.approve(session, ticket_id, approval, author=author, undo=undo)
    if is_new and approval.kind is ReplyKind.MESSAGE and approval.ai_response_id is not None:
        yardsticks.require_acknowledged(await checks_of(session, ticket_id, approval.text), approval.acknowledged)
    return reply, is_new
