"""Credentials: sealed, bound to their row, one of them active."""

from __future__ import annotations

import asyncio

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text

from tickets_service.drafting import credentials
from tickets_service.drafting.probing import probe
from tickets_service.drafting.schemas import CredentialIn, CredentialPatch
from tickets_service.errors import Invalid, NotFound
from tickets_service.models import OpenAICredentialDB
from tickets_service.vault import CannotOpen, Vault, new_key

SECRET = "sk-practice-very-secret-9876"


def offered(label="main", **more):
    return CredentialIn(label=label, token=SecretStr(SECRET), **more)


async def add(sessions, vault, **more):
    async with sessions.begin() as session:
        return await credentials.add(session, vault, offered(**more), actor="user:1")


async def test_the_token_is_sealed_and_only_its_end_is_kept_in_the_open(sessions, vault):
    row = await add(sessions, vault)
    async with sessions() as session:
        stored = str((await session.execute(text("SELECT openai_credentials::text FROM openai_credentials"))).all())
        audited = str((await session.execute(text("SELECT audit_log::text FROM audit_log"))).all())
    assert "very-secret" not in stored + audited + repr(row) + repr(offered())
    assert row.token_hint == "9876"
    assert credentials.opened(row, vault).token == SECRET
    assert SECRET not in repr(credentials.opened(row, vault))


async def test_a_seal_copied_to_another_row_does_not_open(sessions, vault):
    first, second = await add(sessions, vault), await add(sessions, vault, label="other")
    second.encrypted_token = first.encrypted_token

    with pytest.raises(CannotOpen):
        credentials.opened(second, vault)


async def test_many_at_once_still_leave_one_active(sessions, vault):
    await asyncio.gather(*(add(sessions, vault, label=f"c{number}") for number in range(6)))

    async def activate(credential_id):
        async with sessions.begin() as session:
            await credentials.activate(session, credential_id, actor="user:1")

    await asyncio.gather(*(activate(number) for number in range(1, 7)))
    async with sessions() as session:
        active = (await session.scalars(select(OpenAICredentialDB.id).where(OpenAICredentialDB.is_active))).all()
    assert len(active) == 1


async def patch(sessions, vault, credential_id, **wanted):
    async with sessions.begin() as session:
        return await credentials.patch(session, vault, credential_id, CredentialPatch(**wanted), actor="user:1")


async def test_another_endpoint_needs_its_token(sessions, vault):
    row = await add(sessions, vault)
    with pytest.raises(Invalid) as refusal:
        await patch(sessions, vault, row.id, base_url="https://other.example/v1")
    assert list(refusal.value.errors) == ["token"]

    changed = await patch(sessions, vault, row.id, base_url="https://other.example/v1/", token=SecretStr("new-token"))
    assert (changed.base_url, changed.token_hint) == ("https://other.example/v1", "oken")


async def test_removing_the_active_one_leaves_none_active(sessions, vault):
    row = await add(sessions, vault)
    await add(sessions, vault, label="spare")
    async with sessions.begin() as session:
        await credentials.remove(session, row.id, actor="user:1")
    async with sessions() as session:
        assert await credentials.active(session) is None
        with pytest.raises(NotFound):
            await credentials.get(session, row.id)


async def test_a_new_key_seals_anew_while_the_old_one_still_opens(sessions):
    old, new = new_key(), new_key()
    row = await add(sessions, Vault.from_texts([old]))
    both = Vault.from_texts([new, old])
    async with sessions.begin() as session:
        assert await credentials.rotate(session, both) == 1
        assert await credentials.rotate(session, both) == 0
    async with sessions() as session:
        row = await credentials.get(session, row.id)
        assert credentials.opened(row, Vault.from_texts([new])).token == SECRET


async def test_testing_lists_the_models_or_says_what_is_wrong(sessions, vault, practice, models):
    good = await add(sessions, vault, base_url=practice.base_url)
    gone = await add(sessions, vault, label="gone", base_url="http://127.0.0.1:9/v1")

    tested = await probe(sessions, vault, models, good.id)
    assert (tested.ok, "gpt-4o-mini" in tested.models) == (True, True)
    tested = await probe(sessions, vault, models, gone.id)
    assert (tested.ok, tested.error) == (False, "The model cannot be reached.")
