"""Users, links and tokens as the command line uses them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from edge import PASSWORD, person
from sqlalchemy import func, select

from tickets_service.accounts import links, signing_in, tokens, users
from tickets_service.accounts.signing_in import Attempt
from tickets_service.errors import Conflict, Invalid, NotFound
from tickets_service.models import Role


async def test_a_user_with_a_password_can_sign_in_at_once(sessions):
    user_id = await person(sessions)

    signed_in = await signing_in.sign_in(sessions, Attempt("ada@example.com", PASSWORD, "127.0.0.1"))

    assert signed_in.user_id == user_id


async def test_a_weak_password_adds_nobody(sessions):
    with pytest.raises(Invalid):
        await person(sessions, password="password1234")

    async with sessions() as session:
        assert await users.list_users(session) == []


async def test_without_a_name_the_address_is_shown(sessions):
    async with sessions.begin() as session:
        assert (await users.add_user(session, email=" a@b.de ", name="", role=Role.AGENT)).name == "a@b.de"


async def test_an_address_is_found_in_any_case_and_an_unknown_one_is_not(sessions):
    user_id = await person(sessions, password=None)

    async with sessions() as session:
        assert (await users.by_email(session, "ADA@example.com ")).id == user_id
        with pytest.raises(NotFound, match=r"bob@example\.com"):
            await users.by_email(session, "bob@example.com")


async def test_nobody_unknown_can_be_disabled_or_invited(sessions):
    async with sessions.begin() as session:
        with pytest.raises(NotFound):
            await users.disable(session, 99)
        with pytest.raises(NotFound):
            await links.invite(session, 99)


async def test_the_last_active_admin_cannot_be_disabled(sessions):
    user_id = await person(sessions, password=None)
    other_id = await person(sessions, "bob@example.com", password=None)

    async with sessions.begin() as session:
        await users.disable(session, other_id)
        with pytest.raises(Conflict):
            await users.disable(session, user_id)
        await users.enable(session, other_id)
        await users.disable(session, user_id)


@pytest.mark.parametrize(("make", "hours"), [(links.invite, 7 * 24), (links.reset, 24)])
async def test_a_link_works_for_its_time_and_no_longer(sessions, make, hours):
    user_id = await person(sessions, password=None)
    async with sessions.begin() as session:
        now = await session.scalar(select(func.now()))
        token = await make(session, user_id, now=now)

    async with sessions() as session:
        last = now + timedelta(hours=hours) - timedelta(seconds=1)
        assert (await links.look_at(session, token, now=last)).email == "ada@example.com"
        with pytest.raises(NotFound):
            await links.look_at(session, token, now=now + timedelta(hours=hours))


async def test_a_token_works_until_it_ends(sessions):
    async with sessions.begin() as session:
        now = await session.scalar(select(func.now()))
        made = await tokens.add(session, name="reports", expires_at=now + timedelta(hours=1))

    async with sessions() as session:
        assert (await tokens.find(session, made.token, now=now + timedelta(minutes=59))).actor.subject == "token:1"
        assert await tokens.find(session, made.token, now=now + timedelta(hours=1)) is None
        assert await tokens.find(session, made.token.removeprefix("tkt_")) is None
        assert await tokens.find(session, made.token[:-1]) is None


async def test_a_token_is_revoked_by_name_once(sessions):
    async with sessions.begin() as session:
        made = await tokens.add(session, name="reports")
        await tokens.revoke_named(session, "reports")

    async with sessions.begin() as session:
        assert await tokens.find(session, made.token) is None
        with pytest.raises(NotFound, match="reports"):
            await tokens.revoke_named(session, "reports")


async def test_fifty_tokens_differ_and_hold_256_bits(sessions):
    async with sessions.begin() as session:
        made = [(await tokens.add(session, name=f"t{n}")).token for n in range(50)]

    assert len(set(made)) == 50
    assert all(len(token) == 4 + 43 for token in made)
