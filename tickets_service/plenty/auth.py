"""The one token of all processes: kept sealed in the database, renewed by one process at a time."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from tickets_service.db import Sessions
from tickets_service.errors import Busy, UpstreamFailed
from tickets_service.models import ConnectionState, PlentyConnection, PlentyToken
from tickets_service.plenty import decoding
from tickets_service.plenty.budget import CallBudget
from tickets_service.plenty.errors import LoginRefused, NotConnected, TooManySessions, Unclear
from tickets_service.plenty.schemas import Lane
from tickets_service.plenty.sealing import ACCESS_TOKEN, PASSWORD, REFRESH_TOKEN
from tickets_service.plenty.wire import (
    ACCESS_DENIED,
    BAD_REQUESTS,
    NOT_THERE,
    TOKEN_REFUSED,
    Answer,
    Wire,
    is_over_the_limit,
    raise_for,
    refuse_too_many_sessions,
)
from tickets_service.vault import Vault

RENEW_BEFORE_END = timedelta(minutes=10)
ONE_LOGIN_EVERY = timedelta(minutes=1)
REFUSED_LOGIN_IS_REMEMBERED_FOR = timedelta(minutes=15)
"""A wrong password is not tried again by itself: Plenty locks accounts."""
USUAL_LIFE_SECONDS = 86_400
RENEWAL_LOCK = 0x746F6B6E
RENEWAL_TAKES_AT_MOST_SECONDS = 40
LOOK_EVERY_SECONDS = 0.1
REMEMBERED_FOR_SECONDS = 5.0


@dataclass(frozen=True)
class Pass:
    """What a call needs to be let in."""

    base_url: str
    token: str
    generation: int

    def __repr__(self) -> str:
        return f"Pass({self.base_url}, generation {self.generation})"


@dataclass(frozen=True)
class Login:
    """What a login answered, in either spelling of its fields."""

    access_token: str
    refresh_token: str | None
    expires_in: int
    user_id: int | None


class Tokens:
    """Opens its own short transactions, and none while Plenty is asked."""

    def __init__(self, engine: AsyncEngine, sessions: Sessions, vault: Vault, wire: Wire, budget: CallBudget) -> None:
        self._engine, self._sessions, self._vault = engine, sessions, vault
        self._wire, self._budget = wire, budget
        self._remembered: tuple[float, Pass] | None = None

    async def current(self) -> Pass:
        """A token that is good for a while. Raises NotConnected, LoginRefused, TooManySessions, Busy."""
        if self._remembered is not None and time.monotonic() - self._remembered[0] < REMEMBERED_FOR_SECONDS:
            return self._remembered[1]
        return await self._stored() or await self.renew(None)

    async def renew(self, refused: Pass | None) -> Pass:
        """A newer token than *refused*: another process's if there is one, else our own login."""
        self._remembered = None
        generation = refused.generation if refused is not None else None
        deadline = time.monotonic() + RENEWAL_TAKES_AT_MOST_SECONDS
        while time.monotonic() < deadline:
            found = await self._stored(newer_than=generation)
            if found is not None:
                return found
            async with self._renewing() as mine:
                if mine:
                    return await self._stored(newer_than=generation) or await self._log_in(generation)
            await asyncio.sleep(LOOK_EVERY_SECONDS)
        raise Busy("Another process is logging in to Plenty.", retry_after=5)

    @asynccontextmanager
    async def _renewing(self) -> AsyncIterator[bool]:
        """A lock of the connection, not of a transaction; Postgres frees it when its holder dies."""
        async with self._engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            mine = bool(await connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": RENEWAL_LOCK}))
            try:
                yield mine
            finally:
                if mine:
                    await connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": RENEWAL_LOCK})

    async def _stored(self, newer_than: int | None = None) -> Pass | None:
        """None if there is no token, it ends soon, or it is the one that was refused."""
        async with self._sessions() as session:
            connection = await session.get(PlentyConnection, 1)
            if connection is None:
                raise NotConnected("No Plenty connection is stored yet: connect one first.")
            row = await session.scalar(
                select(PlentyToken).where(PlentyToken.expires_at > func.clock_timestamp() + RENEW_BEFORE_END)
            )
        if row is None or row.encrypted_access_token is None or row.generation == newer_than:
            return None
        found = Pass(connection.base_url, self._vault.open(row.encrypted_access_token, ACCESS_TOKEN), row.generation)
        self._remembered = (time.monotonic(), found)
        return found

    async def _log_in(self, refused_generation: int | None) -> Pass:
        """By the refresh token where there is a good one, else by name and password."""
        async with self._sessions() as session:
            connection = await session.get_one(PlentyConnection, 1)
            row = await session.get(PlentyToken, 1)
        base_url = connection.base_url
        login = None
        if row is not None and row.encrypted_refresh_token is not None and refused_generation is None:
            refresh_token = self._vault.open(row.encrypted_refresh_token, REFRESH_TOKEN)
            login = await self._by_refresh_token(base_url, refresh_token)
        if login is None:
            await self._may_log_in(connection)
            password = self._vault.open(connection.encrypted_password, PASSWORD)
            try:
                login = await log_in(self._wire, self._budget, base_url, connection.username, password)
            except (LoginRefused, TooManySessions) as error:
                await self._note_refusal(error)
                raise
        async with self._sessions.begin() as session:
            generation = await store(session, self._vault, login)
        found = Pass(base_url, login.access_token, generation)
        self._remembered = (time.monotonic(), found)
        return found

    async def _by_refresh_token(self, base_url: str, refresh_token: str) -> Login | None:
        """None if that does not work: the password is the way then."""
        body = {"refreshToken": refresh_token, "refresh_token": refresh_token}
        try:
            return read_login(await _ask(self._wire, self._budget, f"{base_url}/rest/login/refresh", body))
        except (LoginRefused, UpstreamFailed):
            return None

    async def _may_log_in(self, connection: PlentyConnection) -> None:
        """At most one login a minute over all processes; a refused one rests longer. Meanwhile its reason is said."""
        async with self._sessions.begin() as session:
            await session.execute(insert(PlentyToken).values(id=1).on_conflict_do_nothing())
            row = await session.get_one(PlentyToken, 1, with_for_update=True)
            now = await session.scalar(select(func.clock_timestamp()))
            assert now is not None  # noqa: S101 - a SELECT of a function has one row
            since = now - row.login_tried_at if row.login_tried_at is not None else timedelta.max
            if connection.state is ConnectionState.LOGIN_REFUSED and since < REFUSED_LOGIN_IS_REMEMBERED_FOR:
                raise LoginRefused(
                    "Plenty refused the stored login: save the connection again with the right password."
                )
            if since < ONE_LOGIN_EVERY:
                wait = (ONE_LOGIN_EVERY - since).total_seconds()
                if connection.state is ConnectionState.TOO_MANY_SESSIONS and connection.last_error:
                    raise TooManySessions(connection.last_error, retry_after=max(1, wait))
                raise Busy("The service logged in to Plenty less than a minute ago.", retry_after=max(1, wait))
            row.login_tried_at = now

    async def _note_refusal(self, error: LoginRefused | TooManySessions) -> None:
        state = ConnectionState.LOGIN_REFUSED if isinstance(error, LoginRefused) else ConnectionState.TOO_MANY_SESSIONS
        async with self._sessions.begin() as session:
            await session.execute(
                update(PlentyConnection).values(
                    state=state,
                    checked_at=func.clock_timestamp(),
                    failing_since=func.coalesce(PlentyConnection.failing_since, func.clock_timestamp()),
                    last_error=error.message,
                )
            )


MACHINE_WORD = re.compile(r"[a-z_.]+")
"""`invalid_credentials` tells a person nothing that our sentence does not."""
NO_PLENTY = "What answers at this address is no Plenty system: check the address, without a path behind the name."


async def log_in(wire: Wire, budget: CallBudget, base_url: str, username: str, password: str) -> Login:
    """One login, counted as a write. Raises LoginRefused, TooManySessions, Busy, Unreachable, Unclear."""
    return read_login(await _ask(wire, budget, f"{base_url}/rest/login", {"username": username, "password": password}))


async def _ask(wire: Wire, budget: CallBudget, url: str, body: Mapping[str, str]) -> Answer:
    """A 429 because all seats are taken says nothing of the call limits."""
    reserved = await budget.reserve("write", Lane.AGENT)
    try:
        answer = await wire.send("POST", url, json=body)
    except UpstreamFailed:
        await budget.give_back(reserved)
        raise
    await budget.learn(reserved, answer.headers, was_refused=is_over_the_limit(answer))
    return answer


def read_login(answer: Answer) -> Login:
    """A 200 without a token is a refused login, as older systems answer it."""
    refuse_too_many_sessions(answer)
    said = decoding.complaint(answer.body)
    if MACHINE_WORD.fullmatch(said):
        said = ""
    if answer.status in (*BAD_REQUESTS, TOKEN_REFUSED):
        raise _refused(f"Plenty does not accept this user name and password. {said}".strip())
    if answer.status == ACCESS_DENIED:
        raise _refused("Plenty has locked this account: unlock it in the back end, under Setup » Account management.")
    if answer.status == NOT_THERE or (answer.is_success and not isinstance(answer.body, Mapping)):
        raise Unclear(NO_PLENTY)
    if not answer.is_success:
        raise_for(answer, is_write=False)
    token = _field(answer.body, "access_token", "accessToken")
    if token is None:
        raise _refused(f"Plenty does not accept this user name and password. {said}".strip())
    life = _number(_field(answer.body, "expires_in", "expiresIn")) or USUAL_LIFE_SECONDS
    return Login(
        access_token=token,
        refresh_token=_field(answer.body, "refresh_token", "refreshToken"),
        expires_in=life,
        user_id=_number(_field(answer.body, "user_id", "userId")),
    )


def _refused(sentence: str) -> LoginRefused:
    return LoginRefused(sentence, username=sentence)


def _field(body: Mapping[str, Any], *names: str) -> str | None:
    return next((decoding.words(body[name]) for name in names if decoding.words(body.get(name))), None)


def _number(value: str | None) -> int | None:
    try:
        return decoding.integer(value, "number")
    except decoding.Unreadable:
        return None


async def store(session: AsyncSession, vault: Vault, login: Login) -> int:
    """Keeps the token for all processes and returns its generation."""
    values = {
        "encrypted_access_token": vault.seal(login.access_token, ACCESS_TOKEN),
        "encrypted_refresh_token": vault.seal(login.refresh_token, REFRESH_TOKEN) if login.refresh_token else None,
        "expires_at": func.clock_timestamp() + timedelta(seconds=login.expires_in),
        "login_tried_at": func.clock_timestamp(),
    }
    statement = insert(PlentyToken).values(id=1, generation=1, plenty_user_id=login.user_id, **values)
    generation: int | None = await session.scalar(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={
                **values,
                "generation": PlentyToken.generation + 1,
                "plenty_user_id": func.coalesce(login.user_id, PlentyToken.plenty_user_id),
            },
        ).returning(PlentyToken.generation)
    )
    assert generation is not None  # noqa: S101 - inserted or updated
    return generation
