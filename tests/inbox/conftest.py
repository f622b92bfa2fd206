"""A signed-in agent in front of a ticket, without a script."""

from __future__ import annotations

import re

import pytest
from edge import SAME_ORIGIN, application, enter, person, visitor
from rows import add_message, add_ticket

from tickets_service.drafting.connections import ModelConnections
from tickets_service.live import LiveHub
from tickets_service.models import Role
from tickets_service.plenty.manager import PlentyManager
from tickets_service.resources import Resources
from tickets_service.settings import Settings


@pytest.fixture
async def held(database_url, engine, sessions, vault):
    plenty, models = PlentyManager(engine, sessions, vault), ModelConnections()
    live = LiveHub(database_url, sessions)
    live.close()  # a stream says hello and ends: the transport of these tests waits for the end of an answer
    yield Resources(Settings(_env_file=None), database_url, engine, sessions, vault, plenty, models, live)
    await plenty.aclose()
    await models.aclose()


@pytest.fixture
async def browser(held, sessions):
    ada_id = await person(sessions, role=Role.AGENT)
    async with visitor(application(held), headers=SAME_ORIGIN) as client:
        await enter(client, sessions, ada_id)
        yield client


@pytest.fixture
async def ticket(sessions):
    async with sessions.begin() as session:
        row = await add_ticket(session, 1, customer_name="Erika Muster")
        await add_message(session, row, 1, text="Wo bleibt mein Paket?")
        return row


class TicketPage:
    """What the page of one ticket shows, and its forms."""

    def __init__(self, browser, ticket):
        self.browser, self.address = browser, f"/inbox/{ticket.id}"
        self.answer = None

    async def open(self, **query):
        self.answer = await self.browser.get(self.address, params=query)
        return self

    async def send(self, text, kind="message", **fields):
        """Presses a button of the composer; the page that comes back is shown."""
        form = {name: self.field(name) for name in ("reply_id", "based_on_message_id", "ai_response_id")}
        return await self.post("/replies", form | {"text": text, "kind": kind} | fields)

    async def undo(self, reply_id):
        return await self.post(f"/replies/{reply_id}/undo", {})

    async def post(self, path, form):
        answer = await self.browser.post(self.address + path, data=form)
        self.answer = answer
        if answer.status_code == 303:
            self.answer = await self.browser.get(answer.headers["location"])
        return answer

    def field(self, name):
        found = re.search(rf'name="{name}" value="([^"]*)"', self.answer.text)
        assert found, self.answer.text
        return found[1]

    @property
    def text(self):
        """What stands in the field."""
        return re.search(r"<textarea[^>]*>(.*?)</textarea>", self.answer.text, re.DOTALL)[1].lstrip("\n")

    @property
    def is_held(self):
        """Whether the page stays until the agent leaves it."""
        return re.search(r"<textarea[^>]*data-typed", self.answer.text) is not None


@pytest.fixture
async def page(browser, ticket):
    return await TicketPage(browser, ticket).open()
