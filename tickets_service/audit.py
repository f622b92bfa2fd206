"""The audit log: who did what to which thing. Ids only, never customer text or secrets."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

_ENTRY = text(
    "INSERT INTO audit_log (actor, action, subject, detail) VALUES (:actor, :action, :subject, :detail)"
).bindparams(bindparam("detail", type_=JSONB))


async def record(session: AsyncSession, actor: str, action: str, subject: str, **detail: Any) -> None:
    """Part of the caller's transaction: what was rolled back was not done.

    *actor* is `user:7`, `token:3` or `system`; *subject* is `ticket:12`, `reply:…` and so on.
    """
    await session.execute(_ENTRY, {"actor": actor, "action": action, "subject": subject, "detail": detail})
