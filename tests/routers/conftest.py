"""Clients of the edge: nobody, an agent's program, an admin's program."""

from __future__ import annotations

import pytest
from edge import Held, application, token_for, visitor

from tickets_service.models import Role
from tickets_service.settings import Settings


@pytest.fixture
def settings():
    return Settings(_env_file=None)


@pytest.fixture
def held(settings, engine, sessions, vault):
    return Held(settings, engine, sessions, vault)


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
