"""A real Postgres for every test: one server per process, a fresh database per test, made by the migrations."""

from __future__ import annotations

import itertools
import os
from collections.abc import AsyncIterator, Iterator

import psycopg
import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from tickets_service.db import Sessions, libpq_url, open_engine, sessions_of, sqlalchemy_url
from tickets_service.embedded import start_embedded
from tickets_service.schema import migrate
from tickets_service.vault import Vault, new_key

TEMPLATE = f"template_for_tests_{os.getpid()}"
_numbers = itertools.count()


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
def migrated_template(postgres_url: str) -> str:
    with psycopg.connect(libpq_url(postgres_url), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {TEMPLATE}")
    migrate(in_database(postgres_url, TEMPLATE))
    return TEMPLATE


@pytest.fixture
def database_url(postgres_url: str, migrated_template: str) -> Iterator[str]:
    name = f"test_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(libpq_url(postgres_url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {migrated_template}")
        yield in_database(postgres_url, name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: AsyncEngine) -> Sessions:
    return sessions_of(engine)


@pytest.fixture
def vault() -> Vault:
    return Vault.from_texts([new_key()])
