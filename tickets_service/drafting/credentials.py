"""OpenAI credentials: sealed, one of them active."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service import audit, jobs
from tickets_service.addresses import check_model_url
from tickets_service.drafting.connections import Endpoint
from tickets_service.drafting.schemas import CredentialIn, CredentialPatch
from tickets_service.errors import Conflict, Invalid, NotFound
from tickets_service.models import OpenAICredentialDB
from tickets_service.vault import Place, Vault

HINT_CHARACTERS = 4
ONE_AT_A_TIME = 0x6372656474
"""Adding and activating take turns, so that there is never more than one active credential."""


def _hint(token: str) -> str:
    """Of a short one less, for it is shown."""
    return token[len(token) - min(HINT_CHARACTERS, len(token) // 2) :]


def place_of(credential_id: int) -> Place:
    return Place("openai_credentials", "encrypted_token", str(credential_id))


async def add(session: AsyncSession, vault: Vault, offered: CredentialIn, *, actor: str) -> OpenAICredentialDB:
    """The first one becomes active."""
    token = _clean_token(offered.token.get_secret_value())
    base_url = check_model_url(offered.base_url) if offered.base_url else None
    await _take_turns(session)
    row = OpenAICredentialDB(
        label=offered.label.strip(),
        encrypted_token=b"",
        token_hint=_hint(token),
        model=offered.model,
        base_url=base_url,
        embedding_model=offered.embedding_model,
        context_window=offered.context_window,
        monthly_cap_usd=offered.monthly_cap_usd,
        hides_persons=offered.hides_persons,
        is_active=await session.scalar(select(OpenAICredentialDB.id).limit(1)) is None,
    )
    session.add(row)
    await session.flush()
    row.encrypted_token = vault.seal(token, place_of(row.id))
    await session.flush()
    await session.refresh(row)
    await audit.record(session, actor, "credential_added", f"credential:{row.id}", model=row.model)
    if row.is_active:
        await jobs.draft_waiting_tickets_later(session)
    return row


async def list_all(session: AsyncSession) -> Sequence[OpenAICredentialDB]:
    return (await session.scalars(select(OpenAICredentialDB).order_by(OpenAICredentialDB.id))).all()


async def get(session: AsyncSession, credential_id: int, *, lock: bool = False) -> OpenAICredentialDB:
    row = await session.get(OpenAICredentialDB, credential_id, with_for_update=lock or None)
    if row is None:
        raise NotFound(f"There is no credential {credential_id}.")
    return row


async def patch(
    session: AsyncSession, vault: Vault, credential_id: int, wanted: CredentialPatch, *, actor: str
) -> OpenAICredentialDB:
    row = await get(session, credential_id, lock=True)
    given = wanted.model_fields_set
    if not given:
        return row
    if "base_url" in given:
        base_url = check_model_url(wanted.base_url) if wanted.base_url else None
        if base_url != row.base_url and wanted.token is None:
            complaint = "Another endpoint needs its token: send both together."
            raise Invalid(complaint, token=complaint)
        row.base_url = base_url
    if wanted.token is not None:
        token = _clean_token(wanted.token.get_secret_value())
        row.encrypted_token, row.token_hint = vault.seal(token, place_of(row.id)), _hint(token)
    if wanted.label is not None:
        row.label = wanted.label.strip()
    for name in ("model", "hides_persons"):
        if getattr(wanted, name) is not None:
            setattr(row, name, getattr(wanted, name))
    for name in given & {"embedding_model", "context_window", "monthly_cap_usd"}:
        setattr(row, name, getattr(wanted, name))
    row.refused_parameters, row.failing_since, row.last_error = [], None, None
    await session.flush()
    await audit.record(session, actor, "credential_changed", f"credential:{row.id}", fields=sorted(given))
    if row.is_active:
        await jobs.draft_waiting_tickets_later(session)
    return row


async def note_health(session: AsyncSession, credential_id: int, error: str | None) -> None:
    """What is wrong with its endpoint, and since when; None: it works."""
    since = func.coalesce(OpenAICredentialDB.failing_since, func.clock_timestamp()) if error else None
    statement = update(OpenAICredentialDB).where(OpenAICredentialDB.id == credential_id)
    await session.execute(statement.values(failing_since=since, last_error=error))


async def remove(session: AsyncSession, credential_id: int, *, actor: str) -> None:
    """Drafts made with it stay. Removing the active one leaves none active."""
    await session.delete(await get(session, credential_id, lock=True))
    await audit.record(session, actor, "credential_removed", f"credential:{credential_id}")


async def activate(session: AsyncSession, credential_id: int, *, actor: str) -> None:
    """Tickets that wait for an answer are drafted now."""
    await _take_turns(session)
    row = await get(session, credential_id, lock=True)
    await session.execute(
        update(OpenAICredentialDB).where(OpenAICredentialDB.id != credential_id).values(is_active=False)
    )
    row.is_active = True
    await session.flush()
    await audit.record(session, actor, "credential_activated", f"credential:{credential_id}")
    await jobs.draft_waiting_tickets_later(session)


async def active(session: AsyncSession) -> OpenAICredentialDB | None:
    row: OpenAICredentialDB | None = await session.scalar(
        select(OpenAICredentialDB).where(OpenAICredentialDB.is_active)
    )
    return row


async def require_active(session: AsyncSession) -> OpenAICredentialDB:
    row = await active(session)
    if row is None:
        raise Conflict("No OpenAI credential is active: add one, or activate one of those stored.")
    return row


def opened(row: OpenAICredentialDB, vault: Vault) -> Endpoint:
    return Endpoint(
        token=vault.open(row.encrypted_token, place_of(row.id)),
        model=row.model,
        base_url=row.base_url,
        refused_parameters=frozenset(row.refused_parameters),
    )


async def rotate(session: AsyncSession, vault: Vault) -> int:
    """Seals with the newest key whatever an older one sealed; returns how many."""
    changed = 0
    for row in await session.scalars(select(OpenAICredentialDB).with_for_update()):
        if not vault.is_current(row.encrypted_token):
            place = place_of(row.id)
            row.encrypted_token = vault.seal(vault.open(row.encrypted_token, place), place)
            changed += 1
    await session.flush()
    return changed


async def _take_turns(session: AsyncSession) -> None:
    await session.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


def _clean_token(token: str) -> str:
    """Copied tokens carry line ends; one with other odd characters could not be sent."""
    token = token.strip()
    if not token or not token.isascii() or not token.isprintable():
        raise Invalid("This is no API token.", token="has characters no token has")  # noqa: S106 - a complaint
    return token
