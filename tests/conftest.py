"""A real Postgres for every test: one server and one database per process, as the migrations made it for each test."""

from __future__ import annotations

import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from tickets_service.db import Sessions, close_engine, libpq_url, open_engine, sessions_of, sqlalchemy_url
from tickets_service.embedded import start_embedded
from tickets_service.schema import migrate
from tickets_service.vault import Vault, new_key

DATABASE = f"test_{os.getpid()}"
RESET = Path(__file__).with_name("reset.sql").read_text()


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage again and again takes a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that only this test process uses, durability off; or the one TICKETS_TEST_DATABASE_URL names."""
    if external := os.environ.get("TICKETS_TEST_DATABASE_URL"):
        yield external
        return
    with start_embedded(tmp_path_factory.mktemp("postgres"), durable=False) as server:
        yield server.url


def in_database(url: str, name: str) -> str:
    return make_url(sqlalchemy_url(url)).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def migrated_database_url(postgres_url: str) -> Iterator[str]:
    with psycopg.connect(libpq_url(postgres_url), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {DATABASE}")
        url = in_database(postgres_url, DATABASE)
        migrate(url)
        with psycopg.connect(libpq_url(url), autocommit=True) as connection:
            connection.execute(RESET)
        yield url
        server.execute(f"DROP DATABASE {DATABASE} WITH (FORCE)")


class Resetting:
    """One connection that brings the database back, test after test. A test may have hung up on it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.connection: psycopg.Connection | None = None

    def __call__(self) -> None:
        try:
            self._reset()
        except psycopg.OperationalError:
            self.connection = None
            self._reset()

    def _reset(self) -> None:
        if self.connection is None:
            self.connection = psycopg.connect(libpq_url(self.url), autocommit=True)
        self.connection.execute("SELECT as_migrated.reset()")

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()


@pytest.fixture(scope="session")
def reset(migrated_database_url: str) -> Iterator[Resetting]:
    resetting = Resetting(migrated_database_url)
    yield resetting
    resetting.close()


@pytest.fixture
def database_url(migrated_database_url: str, reset: Resetting) -> str:
    """As the migrations left it: emptying the tables takes a tenth of the time of making a database."""
    reset()
    return migrated_database_url


@pytest.fixture(scope="session")
def lasting_engine(migrated_database_url: str) -> AsyncEngine:
    """Remembers from test to test how statements are compiled. Each test opens its own connections and closes them."""
    return open_engine(migrated_database_url)


@pytest.fixture
async def engine(database_url: str, lasting_engine: AsyncEngine) -> AsyncIterator[AsyncEngine]:
    yield lasting_engine
    await close_engine(lasting_engine)


@pytest.fixture
def sessions(engine: AsyncEngine) -> Sessions:
    return sessions_of(engine)


@pytest.fixture
def vault() -> Vault:
    return Vault.from_texts([new_key()])
