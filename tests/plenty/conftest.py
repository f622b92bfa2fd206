"""A manager connected to a practice Plenty."""

from __future__ import annotations

import pytest

from tickets_service.plenty import connection
from tickets_service.plenty.connection import Offered
from tickets_service.plenty.manager import PlentyManager
from tickets_service.practice.plenty import run_practice_plenty


@pytest.fixture
def running():
    with run_practice_plenty(seeded=True) as running:
        yield running


@pytest.fixture
def plenty(running):
    return running.plenty


@pytest.fixture
async def unconnected(engine, sessions, vault):
    manager = PlentyManager(engine, sessions, vault)
    yield manager
    await manager.aclose()


@pytest.fixture
def connect(sessions, vault, unconnected, running):
    async def connect(**more):
        offered = Offered(**{"base_url": running.url, "username": "practice", "password": "practice"} | more)
        return await connection.connect(sessions, vault, unconnected.wire, offered, actor="user:1")

    return connect


@pytest.fixture
async def manager(unconnected, connect):
    await connect()
    return unconnected
