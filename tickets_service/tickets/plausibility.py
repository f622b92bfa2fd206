"""An answer must prove itself: a list that shrank by half is more likely a fault than a clean-up."""

from __future__ import annotations

from sqlalchemy import select, update

from tickets_service import alarms
from tickets_service.db import Sessions
from tickets_service.errors import UpstreamFailed
from tickets_service.models import AlarmKind, SyncState


async def require_plausible_total(sessions: Sessions, total: int | None) -> None:
    """Compares the length of Plenty's unfiltered list with the last one. None says nothing.

    Raises UpstreamFailed, with an alarm, below half of it; once a person has accepted that, it is the new measure.
    """
    if total is None:
        return
    async with sessions.begin() as session:
        before = await session.scalar(select(SyncState.listed_total)) or 0
        has_shrunk = total * 2 < before
        if not has_shrunk or await alarms.is_accepted(session, AlarmKind.FEW_TICKETS_LISTED):
            await alarms.end(session, AlarmKind.FEW_TICKETS_LISTED)
            await session.execute(update(SyncState).values(listed_total=total))
            return
        sentence = (
            f"Plenty lists {total} tickets where it listed {before} before, so nothing was done. Look whether the "
            "API user still sees every ticket (roles, rights); if so many were really deleted, accept this alarm."
        )
        await alarms.sound(session, AlarmKind.FEW_TICKETS_LISTED, sentence)
    raise UpstreamFailed(sentence)
