"""The way to Postgres: engine, sessions, the base of every table."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

import psycopg
from sqlalchemy import ARRAY, ColumnElement, DateTime, MetaData, any_, func, literal
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, mapped_column
from sqlalchemy.pool import QueuePool
from sqlalchemy.types import BigInteger, Text

Sessions = async_sessionmaker[AsyncSession]

CONNECTIONS_PER_PROCESS = 20
MORE_UNDER_LOAD = 10
LOST_AFTER_SECONDS = 30
"""Of silence each side asks whether the other is still there: a machine that vanished must not keep its locks."""
LOOKS_FOR_CONNECTIONS_OUT = 200
BETWEEN_LOOKS_SECONDS = 0.01

NAMES_OF_CONSTRAINTS = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(DeclarativeBase):
    """Every int is a bigint and every datetime knows its zone: Plenty's ids are not ours to bound."""

    metadata = MetaData(naming_convention=NAMES_OF_CONSTRAINTS)
    type_annotation_map = {int: BigInteger, str: Text, datetime: DateTime(timezone=True)}  # noqa: RUF012 - SQLAlchemy's own form


def now_column(**options: Any) -> Any:
    """A time the database fills in: its clock is the only one all processes share."""
    return mapped_column(DateTime(timezone=True), server_default=func.now(), **options)


def among(column: InstrumentedAttribute[Any], numbers: Iterable[int]) -> ColumnElement[bool]:
    """`column IN (…)` as one parameter: the statement stays the same for any number of them and is parsed once."""
    return column == any_(literal(list(numbers), ARRAY(BigInteger)))


def sqlalchemy_url(url: str) -> str:
    """Take any of the usual spellings of a Postgres address and name our driver."""
    for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def libpq_url(url: str) -> str:
    """The same address for psycopg and Procrastinate, which know no driver names."""
    return "postgresql://" + sqlalchemy_url(url).removeprefix("postgresql+psycopg://")


def open_engine(url: str, *, application_name: str = "service-tickets") -> AsyncEngine:
    return create_async_engine(
        sqlalchemy_url(url),
        pool_size=CONNECTIONS_PER_PROCESS,
        max_overflow=MORE_UNDER_LOAD,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "application_name": application_name,
            "keepalives_idle": LOST_AFTER_SECONDS,
            "options": "-c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=120s"
            " -c jit=off"  # compiling a search takes longer than running it
            f" -c tcp_keepalives_idle={LOST_AFTER_SECONDS} -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3",
        },
    )


async def close_engine(engine: AsyncEngine) -> None:
    """Waits for the connection of a session that was cut off and still rolls back: it would stay open otherwise."""
    pool = cast("QueuePool", engine.pool)
    for _ in range(LOOKS_FOR_CONNECTIONS_OUT):
        if not pool.checkedout():
            break
        await asyncio.sleep(BETWEEN_LOOKS_SECONDS)
    await engine.dispose()


def sessions_of(engine: AsyncEngine) -> Sessions:
    return async_sessionmaker(engine, expire_on_commit=False)


async def driver_connection(session: AsyncSession) -> psycopg.AsyncConnection[Any]:
    """The psycopg connection under *session*, so that a job can be queued in the same transaction as its row."""
    raw = await (await session.connection()).get_raw_connection()
    return cast("psycopg.AsyncConnection[Any]", raw.driver_connection)


def away(error: OperationalError) -> str:
    """What is wrong with the way to the database, in one sentence."""
    return f"The database cannot be reached: {str(error.orig).splitlines()[0] if error.orig else 'no answer'}"
