"""Clients of the edge: nobody, an agent's program, an admin's program."""

from __future__ import annotations

import pytest
from edge import application, token_for, visitor

from tickets_service.drafting.connections import ModelConnections
from tickets_service.live import LiveHub
from tickets_service.models import Role
from tickets_service.plenty.manager import PlentyManager
from tickets_service.practice.model import run_practice_model
from tickets_service.practice.plenty import run_practice_plenty
from tickets_service.resources import Resources
from tickets_service.settings import Settings


@pytest.fixture
def settings():
    return Settings(_env_file=None)


@pytest.fixture
async def held(settings, database_url, engine, sessions, vault):
    plenty, models = PlentyManager(engine, sessions, vault), ModelConnections()
    live = LiveHub(database_url, sessions)
    live.close()  # a stream says hello and ends: the transport of these tests waits for the end of an answer
    yield Resources(settings, database_url, engine, sessions, vault, plenty, models, live)
    await plenty.aclose()
    await models.aclose()


@pytest.fixture
def app(held):
    return application(held)


@pytest.fixture
async def stranger(app):
    async with visitor(app) as client:
        yield client


@pytest.fixture
async def admin(app, sessions):
    async with visitor(app, headers=await token_for(sessions, Role.ADMIN)) as client:
        yield client


@pytest.fixture
async def agent(app, sessions):
    async with visitor(app, headers=await token_for(sessions, Role.AGENT)) as client:
        yield client


@pytest.fixture
def plenty():
    with run_practice_plenty(seeded=True) as running:
        yield running


@pytest.fixture
def model():
    with run_practice_model() as running:
        yield running
