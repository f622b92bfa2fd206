"""A ticket that waits for an answer, a model that gives one, and a helpdesk that knows the order."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from helpdesk import Helpdesk
from pydantic import SecretStr
from rows import add_message, add_ticket

from tickets_service.drafting import credentials
from tickets_service.drafting.connections import ModelConnections
from tickets_service.drafting.schemas import CredentialIn
from tickets_service.drafting.writing import Writer
from tickets_service.models import AIResponseDB
from tickets_service.plenty.errors import Unknown
from tickets_service.plenty.orders import with_returns
from tickets_service.plenty.schemas import ContactOrders, OrderItem, OrderRecord, Package
from tickets_service.practice.model import Knobs, run_practice_model

ORDER = OrderRecord(
    id=30001,
    external_id=None,
    status_id=Decimal(7),
    status_name="Warenausgang gebucht",
    created_at=datetime(2026, 11, 10, tzinfo=UTC),
    paid_at=datetime(2026, 11, 10, tzinfo=UTC),
    completed_at=None,
    estimated_delivery_at=None,
    payment_status="fullyPaid",
    total=Decimal("94.80"),
    currency="EUR",
    contact_id=7,
    items=(OrderItem("Stehlampe Lumea", Decimal(1), Decimal("89.90"), "EUR"),),
    packages=(Package("00340434161094042557"),),
    carrier="DHL",
    shipped_at=datetime(2026, 11, 12, tzinfo=UTC),
    delivery_address="Erika Muster, Lindenallee 12, 28203 Bremen",
)


class Shop(Helpdesk):
    """A helpdesk with orders; `errors["order"]` is raised first."""

    def __init__(self, *orders):
        super().__init__()
        self.orders = {order.id: order for order in orders or (ORDER,)}

    async def order(self, order_id, *, lane):
        self._called("order")
        if order_id not in self.orders:
            raise Unknown("Plenty has no such order.")
        return self.orders[order_id]

    async def order_by_external_id(self, external_id, *, lane):
        self._called("order_by_external_id")
        return next((order for order in self.orders.values() if order.external_id == external_id), None)

    async def complete(self, order, *, lane):
        self._called("complete")
        return with_returns(order, list(self.orders.values())) if order.is_sale else order

    async def contact_orders(self, contact_id, *, lane):
        self._called("contact_orders")
        theirs = [order for order in self.orders.values() if order.contact_id == contact_id]
        newest = tuple(sorted(theirs, key=lambda order: -order.id))
        return ContactOrders(len(newest), newest)


@pytest.fixture
def practice():
    with run_practice_model(knobs=Knobs(latency_seconds=0.02)) as running:
        yield running


@pytest.fixture
def shop():
    return Shop()


@pytest.fixture
async def models():
    clients = ModelConnections()
    yield clients
    await clients.aclose()


@pytest.fixture
async def credential(sessions, vault, practice):
    offered = CredentialIn(label="main", token=SecretStr("sk-practice-1"), base_url=practice.base_url)
    async with sessions.begin() as session:
        return await credentials.add(session, vault, offered, actor="user:1")


@pytest.fixture
def writer(sessions, shop, vault, models):
    return Writer(sessions, shop, vault, models)


@pytest.fixture
async def ticket(sessions):
    async with sessions.begin() as session:
        row = await add_ticket(session, 1, contact_id=7, order_id=30001, customer_name="Erika Muster")
        await add_message(session, row, 1, text="Guten Tag, wo bleibt meine Stehlampe? Viele Grüße, Erika Muster")
        return row


@pytest.fixture
def reread(sessions):
    async def read(draft_id) -> AIResponseDB:
        async with sessions() as session:
            return await session.get(AIResponseDB, draft_id)

    return read
