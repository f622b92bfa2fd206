"""Approving a reply: what its text has to be looked at for is asked of whoever sends it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.drafting import yardsticks
from tickets_service.models import Reply, ReplyKind
from tickets_service.replies import approving
from tickets_service.replies.approving import Approval


async def approve(
    session: AsyncSession, ticket_id: int, approval: Approval, *, author: str, undo: timedelta
) -> tuple[Reply, bool]:
    """The reply, and whether it is new. Raises Unacknowledged, which takes all of it back, for a text that began as a
    draft and holds something nobody has answered for."""
    reply, is_new = await approving.approve(session, ticket_id, approval, author=author, undo=undo)
    if is_new and approval.kind is ReplyKind.MESSAGE and approval.ai_response_id is not None:
        await yardsticks.require_acknowledged(session, ticket_id, approval.text, approval.acknowledged)
    return reply, is_new
