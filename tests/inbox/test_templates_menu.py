"""Templates in the composer: answers that need no model."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from tickets_service.facts import Event, Fact, FactKind, FactSheet, Role
from tickets_service.inbox.filling import order_values
from tickets_service.inbox.wording import Wording
from tickets_service.knowledge import articles
from tickets_service.knowledge.schemas import ArticleIn
from tickets_service.models import ArticleKind, Ticket, TicketMessage

SCRIPT = {"Accept": "application/json"}
ENGLISH = ArticleIn(
    key="late", kind=ArticleKind.TEMPLATE, title="It is late", text="Sorry for the delay.", language="en"
)

BLOCK = ArticleIn(key="frist", kind=ArticleKind.BLOCK, title="Frist", text="Sie haben {{first_name}} Tage.")
WITH_BLOCK = ArticleIn(key="widerruf", kind=ArticleKind.TEMPLATE, title="Widerruf", text="Gern: {{block:frist}}")


@pytest.fixture
async def templates(sessions):
    texts = {
        "hallo": "Guten Tag {{customer_name}},\n\ndanke. {{agent_name}}",
        "paket": "Paket {{tracking_number}} zu {{order_number}}",
    }
    async with sessions.begin() as session:
        for key, text in texts.items():
            wanted = ArticleIn(key=key, kind=ArticleKind.TEMPLATE, title=f"Vorlage {key}", text=text)
            await articles.add(session, wanted, actor="test")
        other = ArticleIn(key="markt", kind=ArticleKind.TEMPLATE, title="Marktplatz", text="x", source="otto")
        await articles.add(session, other, actor="test")


async def test_the_composer_offers_those_that_apply(templates, page):
    assert ("Vorlage hallo" in page.answer.text, "Marktplatz" in page.answer.text) == (True, False)


async def test_without_any_the_menu_says_so(page):
    assert "No template applies here." in page.answer.text


async def test_without_a_script_it_comes_back_in_the_field_below_what_was_written(templates, page):
    answer = await page.post("/template", {"template": "hallo", "text": "Moin"})

    assert answer.status_code == 200
    assert page.text.startswith("Moin\n\nGuten Tag Erika Muster,\n\ndanke. ")
    assert page.is_held


async def test_what_is_not_known_is_named(templates, page):
    await page.post("/template", {"template": "paket", "text": ""})

    assert page.text == "Paket [die Sendungsnummer?] zu [die Auftragsnummer?]"
    assert "please fill in: the tracking number, the order number." in page.answer.text


async def test_a_block_of_it_stands_there_word_for_word(templates, page, sessions):
    async with sessions.begin() as session:
        await articles.add(session, BLOCK, actor="test")
        await articles.add(session, WITH_BLOCK, actor="test")
    await page.post("/template", {"template": "widerruf", "text": ""})

    assert page.text == "Gern:\n\nSie haben {{first_name}} Tage."


async def test_a_script_gets_the_text_alone(templates, page, browser):
    form = {"template": "paket"}
    answer = await browser.post(f"{page.address}/template", data=form, headers=SCRIPT | {"Accept-Language": "de"})

    assert answer.json() == {
        "text": "Paket [die Sendungsnummer?] zu [die Auftragsnummer?]",
        "told": "Hier nicht bekannt, bitte ergänzen: die Sendungsnummer, die Auftragsnummer.",
    }


async def test_without_a_known_language_it_is_the_one_the_customer_writes_in(
    templates, page, browser, sessions, ticket
):
    async with sessions.begin() as session:
        await articles.add(session, ENGLISH, actor="test")
        row = await session.get_one(Ticket, ticket.id)
        row.language = None
        written = await session.scalar(select(TicketMessage).where(TicketMessage.ticket_id == ticket.id))
        written.text = "Hello, I have been waiting for my parcel for two weeks. Could you please tell me where it is?"

    offered = (await browser.get(page.address)).text
    answer = await browser.post(f"{page.address}/template", data={"template": "late"}, headers=SCRIPT)

    assert "It is late" in offered
    assert answer.json()["text"] == "Sorry for the delay."


async def test_one_that_does_not_apply_is_not_there(templates, page, browser):
    for key in ("markt", "nie"):
        assert (await browser.post(f"{page.address}/template", data={"template": key})).status_code == 404


def test_values_are_of_the_main_order_and_written_in_the_customers_language():
    facts = (
        Fact(id="order:1", kind=FactKind.ORDER_NUMBER, label="Order number", value="1207"),
        Fact(id="order:1.sent", kind=FactKind.EVENT, label="Sent", value=True, of="order:1", event=Event.SENT),
        Fact(
            id="order:1.sent.on", kind=FactKind.DATE, label="on", value=date(2026, 3, 12), of="order:1.sent",
            event=Event.SENT,
        ),
        Fact(
            id="order:1.total", kind=FactKind.AMOUNT, label="Total", value=Decimal("1234.50"), of="order:1",
            role=Role.TOTAL, currency="EUR",
        ),
        Fact(id="order:1.i1", kind=FactKind.ITEM, label="Item", value="Lampe", of="order:1"),
        Fact(id="order:1.i1.qty", kind=FactKind.QUANTITY, label="Quantity", value=Decimal(2), of="order:1.i1"),
        Fact(id="order:1.p1", kind=FactKind.TRACKING_NUMBER, label="Tracking", value="00340", of="order:1"),
        Fact(id="order:1.p1.link", kind=FactKind.LINK, label="Page", value="https://dhl.de/1", of="order:1.p1"),
        Fact(id="order:1.p1.back", kind=FactKind.TRACKING_NUMBER, label="Back", value="99", of="order:1"),
        Fact(id="order:2", kind=FactKind.ORDER_NUMBER, label="Order number", value="1300"),
        Fact(id="order:2.i1", kind=FactKind.ITEM, label="Item", value="Stuhl", of="order:2"),
    )  # fmt: skip
    values = order_values(FactSheet(facts, date(2026, 3, 14)), Wording("de"))

    assert values | {"order_total": values["order_total"].replace("\N{NO-BREAK SPACE}", " ")} == {
        "order_number": "1207",
        "order_date": "",
        "order_total": "1.234,50 €",
        "items": "2 x Lampe",
        "carrier": "",
        "tracking_number": "00340",
        "tracking_link": "https://dhl.de/1",
        "shipped_date": "12.03.2026",
    }
