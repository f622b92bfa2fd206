"""Facts beside a text, written as people of the page's language write them."""

from __future__ import annotations

import html
import re
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tickets_service.drafting.judging import Checks, FactOut, Mark
from tickets_service.facts import Event, Fact, FactKind, FactSheet, Role
from tickets_service.inbox.grounds import Source, read
from tickets_service.models import AIResponseDB, DraftState, Ticket

SHEET = FactSheet(
    (
        Fact(id="o1", kind=FactKind.ORDER_NUMBER, label="Order number", value="4711"),
        Fact(id="o1.c", kind=FactKind.EVENT, label="Cancelled", value=False, of="o1", event=Event.CANCELLED),
        Fact(id="o1.p", kind=FactKind.DATE, label="Paid on", value=date(2026, 3, 9), of="o1"),
        Fact(
            id="o1.t",
            kind=FactKind.AMOUNT,
            label="Order total",
            value=Decimal("1069.80"),
            role=Role.TOTAL,
            currency="EUR",
        ),
        Fact(id="o1.q", kind=FactKind.QUANTITY, label="Quantity", value=Decimal("2.0000"), of="o1"),
    ),
    date(2026, 3, 14),
)
CLAIMS = (("event", "Cancelled", "no"), ("amount", "Price of one", "69.95 EUR"), ("date", "Paid on", "2026-03-09"))


@pytest.fixture
async def draft(sessions, ticket):
    marks = [
        Mark(
            key=f"fact:{kind}",
            of="fact",
            what=kind,
            verdict="contradicted",
            reason="differs",
            start=0,
            end=5,
            excerpt="Hallo",
            fact=FactOut(id="o1", label=label, value=shown, as_of=None),
        )
        for kind, label, shown in CLAIMS
    ]
    checks = Checks(marks=marks, length=5, limit=None, must_acknowledge=[mark.key for mark in marks])
    async with sessions.begin() as session:
        newest = await session.scalar(select(Ticket.last_public_message_id).where(Ticket.id == ticket.id))
        session.add(
            AIResponseDB(
                ticket_id=ticket.id,
                state=DraftState.READY,
                generated_text="Hallo",
                facts=SHEET.as_json(),
                used_ids=[fact.id for fact in SHEET.facts],
                checks=checks.model_dump(mode="json"),
                based_on_message_id=newest,
            )
        )


@pytest.mark.parametrize(
    ("language", "rests_on", "against"),
    [
        (
            "de",
            ["4711", "nein", "09.03.2026", "1.069,80 €", "2"],
            ["Storniert: nein", "Stückpreis: 69,95 €", "Bezahlt am: 09.03.2026"],
        ),
        (
            "en",
            ["4711", "no", "9 Mar 2026", "€1,069.80", "2"],
            ["Cancelled: no", "Price of one: €69.95", "Paid on: 9 Mar 2026"],
        ),
    ],
)
async def test_facts_are_written_in_the_language_of_the_page(browser, ticket, draft, language, rests_on, against):
    page = (await browser.get(f"/inbox/{ticket.id}", headers={"Accept-Language": language})).text
    page = html.unescape(page).replace("\N{NO-BREAK SPACE}", " ")

    assert re.findall(r'class="source">[^<]*<b>([^<]*)</b>', page) == rests_on
    assert re.findall(r"<small>([^<]*: [^<]*)</small></span></label>", page) == against


@pytest.mark.parametrize(
    ("shown", "kind", "value"),
    [
        ("4711", "order_number", "4711"),
        ("20261103", "order_number", "20261103"),
        ("2026-13-45", "document", "2026-13-45"),
        ("69.95", "item_number", "69.95"),
        ("2.0000", "quantity", Decimal("2.0000")),
        ("-3.10", "amount", Decimal("-3.10")),
        ("Vase, 12.50 EUR", "item", "Vase, 12.50 EUR"),
    ],
)
def test_only_what_surely_is_one_is_read_as_a_day_or_an_amount(shown, kind, value):
    assert read("Fact", shown, kind=kind) == Source("Fact", value)
