"""Which order a ticket is about, and why that one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tickets_service.drafting.belonging import Customer
from tickets_service.drafting.orders import Question, resolve
from tickets_service.models import Choice, ChoiceReason
from tickets_service.plenty.errors import AccessDenied, BudgetSpent, Unknown
from tickets_service.plenty.schemas import ContactRecord, Document, Lane, OrderItem, Package

ERIKA = Customer("Erika Muster", "erika@example.org", "de", contact_id=7)
STRANGER = Customer("Karl Fremd", "karl@example.org", "de", contact_id=9)


def item(name):
    return OrderItem(name, Decimal(1), Decimal(10), "EUR")


@pytest.fixture
def order(shop):
    base = shop.orders[30001]

    def make(number, *items, **fields):
        made = replace(base, id=number, items=tuple(map(item, items)) or base.items, **fields)
        shop.orders[number] = made
        return made

    return make


def about(text="", *, title="Frage", customer=ERIKA, standing=None, older=()):
    messages = (text, *older) if text else tuple(older)
    return Question(1, customer, title, messages, 5, "email", standing)


async def chosen(shop, question):
    resolved = await resolve(shop, question, lane=Lane.AGENT)
    return resolved.choice.order_id, resolved.choice.reason


async def test_what_plenty_links_is_believed(shop, order):
    order(30002)
    standing = Choice(30001, ChoiceReason.LINKED)

    assert await chosen(shop, about("Bestellung 30002", standing=standing)) == (30001, ChoiceReason.LINKED)
    assert shop.calls == ["order", "complete"]


async def test_an_agent_is_believed_even_about_somebody_elses(shop):
    standing = Choice(30001, ChoiceReason.CHOSEN_BY_AGENT)

    found = await resolve(shop, about("Hallo", customer=STRANGER, standing=standing), lane=Lane.AGENT)
    assert (found.choice, found.order.id) == (standing, 30001)


@pytest.mark.parametrize(
    ("text", "title", "wanted"),
    [
        ("Wo bleibt Bestellung 30001?", "Frage", (30001, ChoiceReason.NAMED_IN_MESSAGE)),
        ("Wo bleibt mein Paket?", "Bestellung 30001", (30001, ChoiceReason.NAMED_IN_SUBJECT)),
        ("Wo bleibt Bestellung 30001?", "Bestellung 30002", (30001, ChoiceReason.NAMED_IN_MESSAGE)),
        ("Zu 30001: wo bleibt das?", "Frage", (30001, ChoiceReason.NAMED_IN_MESSAGE)),
        ("Zu 30001: wo bleibt das?", "Bestellung 30002", (30002, ChoiceReason.NAMED_IN_SUBJECT)),
        ("It is about order 302 4455667 1122334", "Frage", (30001, ChoiceReason.NAMED_IN_MESSAGE)),
        ("It is about 302-4455667-1122334", "Frage", (30001, ChoiceReason.NAMED_IN_MESSAGE)),
        ("Bestell-Nr.: 30 001 fehlt", "Frage", (30001, ChoiceReason.NAMED_IN_MESSAGE)),
        ("Bestellung 30001 30 Tage später", "Frage", (30001, ChoiceReason.NAMED_IN_MESSAGE)),
        ("Mein Paket 30001 fehlt", "Frage", (30001, ChoiceReason.NAMED_IN_MESSAGE)),
    ],
)
async def test_a_number_the_customer_names_leads_to_their_order(shop, order, text, title, wanted):
    order(30001, external_id="302-4455667-1122334")
    order(30002)

    assert await chosen(shop, about(text, title=title)) == wanted
    assert shop.calls == ["contact_orders"], "an order of theirs need not be looked up"


async def test_the_newest_message_comes_before_older_ones(shop, order):
    order(30002)

    assert (await chosen(shop, about("Jetzt zu Bestellung 30001.", older=["Bestellung 30002?"])))[0] == 30001
    assert (await chosen(shop, about("Und nun?", older=["Bestellung 30002?", "Bestellung 30001?"])))[0] == 30002


async def test_several_named_orders_are_all_kept(shop, order):
    order(30002)
    found = await resolve(shop, about("Bestellungen 30002 und 30001 fehlen."), lane=Lane.AGENT)

    assert (found.choice.order_id, found.choice.others) == (30002, (30001,))
    assert [other.id for other in found.others] == [30001]


async def test_a_named_return_leads_to_what_was_sold(shop, order):
    order(30009, type_id=3, origin_ids=(30001,))
    order(30010)

    assert (await chosen(shop, about("Bestellung 30009 ist zurück.")))[0] == 30001


async def test_somebody_elses_order_is_named_but_not_shown(shop):
    shop.contacts[7] = ContactRecord(7, "Erika Muster", "erika@example.org", "de")
    found = await resolve(shop, about("Bestellung 30001 bitte stornieren", customer=STRANGER), lane=Lane.AGENT)

    assert (found.order, found.others) == (None, ())
    assert found.choice == Choice(None, None, (), ("30001",), 5)


@pytest.mark.parametrize(
    ("customer", "emails", "names", "is_theirs"),
    [
        (Customer(None, "Erika@Example.org", None), ("erika@example.org",), (), True),
        (Customer("Erika Muster", "other@example.org", None), ("erika@example.org",), ("Erika Muster",), False),
        (Customer("Muster, Erika", None, None), ("erika@example.org",), ("Erika Muster",), True),
        (Customer("Frau Erika Muster", "erika@example.org", None), (), ("ERIKA MUSTER",), False),
        (Customer("Erika", None, None), (), ("Erika",), False),
        (Customer(None, None, None), (), (), False),
        (Customer("Jürgen Weiß", None, None), (), ("Juergen Weiss",), True),
    ],
)
async def test_an_order_is_theirs_by_address_or_where_there_is_none_by_name(
    shop, order, customer, emails, names, is_theirs
):
    order(30001, emails=emails, names=names)
    shop.contacts[7] = ContactRecord(7, "Erika Muster", "someone@example.net", "de")

    found = await resolve(shop, about("Bestellung 30001", customer=customer), lane=Lane.AGENT)
    assert (found.choice.order_id, found.choice.elsewhere) == ((30001, ()) if is_theirs else (None, ("30001",)))


async def test_where_the_order_names_no_address_its_contact_is_asked(shop, order):
    order(30001, emails=(), names=())
    shop.contacts[7] = ContactRecord(7, "Erika Muster", "erika@example.org", "de")

    assert (await chosen(shop, about("Bestellung 30001", customer=Customer(None, "erika@example.org", None))))[
        0
    ] == 30001
    assert shop.calls == ["order", "contact", "complete"]


@pytest.mark.parametrize(
    ("text", "title", "number"),
    [
        ("Wie steht es um Bestellung 30002?", "Frage", "30002"),
        ("Wo bleibt meine Lampe?", "Bestellung 30002", "30002"),
        ("Wo ist 30012?", "Frage", "30012"),
        ("Und 302-4455667-1122334, wo bleibt das?", "Frage", "302-4455667-1122334"),
        ("Bestellung 88888 fehlt", "Frage", "88888"),
        ("Bestell-Nr.: 30 002 fehlt", "Frage", "30002"),
        ("It is about order no 30001a", "Frage", "30001a"),
        ("Mein Paket 30003 fehlt", "Frage", "30003"),
        ("Mein Paket 41003 fehlt", "Frage", "41003"),
        ("Where is my parcel 30002?", "Frage", "30002"),
    ],
)
async def test_who_names_an_order_that_is_not_theirs_is_told_nothing_of_another(shop, order, text, title, number):
    order(30002, contact_id=9, emails=("karl@example.org",), names=("Karl Fremd",))
    order(30025, "Leuchtmittel E27")

    found = await resolve(shop, about(text, title=title), lane=Lane.AGENT)
    assert (found.order, found.others) == (None, ())
    assert found.choice == Choice(None, None, (), (number,), 5)


async def test_the_newest_message_decides_whether_they_ask_for_an_order_of_theirs(shop, order):
    order(30002, contact_id=9, emails=("karl@example.org",), names=("Karl Fremd",))

    assert await chosen(shop, about("Und Bestellung 30002?", older=["Bestellung 30001?"])) == (None, None)
    later = about("Und wann kommt sie?", title="Bestellung 30002", older=["Ich meine Bestellung 30001."])
    assert await chosen(shop, later) == (30001, ChoiceReason.NAMED_IN_MESSAGE)
    both = await resolve(shop, about("Bestellungen 30002 und 30001 fehlen."), lane=Lane.AGENT)
    assert (both.choice.order_id, both.choice.elsewhere) == (30001, ("30002",))


@pytest.mark.parametrize(
    "text",
    [
        "Artikel steht in 28203, wo bleibt es?",
        "M16YXQ5 blinkt",
        "Wo bleibt mein Paket?",
        "Wo bleibt mein Paket 4711?",
        "Mein Paket für 30003,50 Euro fehlt",
        "Mein Paket nach 28203 Bremen fehlt, seit 2025, Tel. 0421 30003",
        "Artikel 30003 im Paket fehlt",
    ],
)
async def test_what_need_not_be_an_order_number_leaves_their_newest_order(shop, order, text):
    order(30025)

    older = ["Ich meinte Bestellung 88888."]
    assert await chosen(shop, about(text, older=older)) == (30025, ChoiceReason.NEWEST_ORDER)


async def test_few_numbers_are_looked_up_and_none_that_is_unsure(shop):
    text = "Bestellungen 41001, 41002, 41003, 41004. Auch 51001 und 51002."

    assert await chosen(shop, about(text, customer=Customer("A B", None, None))) == (None, None)
    assert shop.calls == ["order", "order"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Meine Lampe flackert", (30001, ChoiceReason.FITS_MESSAGE)),
        ("Die Teekannen sind da", (30002, ChoiceReason.FITS_MESSAGE)),
        ("Ich habe am 10.11. bestellt", (30001, ChoiceReason.FITS_MESSAGE)),
        ("I ordered on November 15", (30002, ChoiceReason.FITS_MESSAGE)),
        ("Bestellt am 15. November", (30002, ChoiceReason.FITS_MESSAGE)),
        ("Lampe und Teekanne fehlen", (30002, ChoiceReason.NEWEST_ORDER)),
        ("Wo bleibt mein Paket?", (30002, ChoiceReason.NEWEST_ORDER)),
    ],
)
async def test_without_a_number_the_customers_orders_are_compared(shop, order, text, wanted):
    order(30001, "Lampe Lumea groß")
    order(30002, "Teekanne groß", created_at=datetime(2026, 11, 15, tzinfo=UTC))

    assert await chosen(shop, about(text)) == wanted


PARCEL, DOCUMENT = ChoiceReason.NAMED_BY_PARCEL, ChoiceReason.NAMED_BY_DOCUMENT


@pytest.mark.parametrize(
    ("text", "title", "reason"),
    [
        ("Mein Paket mit der Sendungsnummer 00340434161094042557 ist seit Tagen in Hagen.", "Frage", PARCEL),
        ("Mein Paket 0034 0434 1610 9404 2557 ist weg", "Frage", PARCEL),
        ("Wo bleibt es?", "Sendung 00340434161094042557", PARCEL),
        ("Das Label 99340434161094049999 fehlt.", "Frage", PARCEL),
        ("Auf der Rechnung re10001 fehlt die Steuernummer.", "Frage", DOCUMENT),
        ("RE 10001 ist falsch", "Frage", DOCUMENT),
        ("Rechnungsnummer: 10001", "Frage", DOCUMENT),
        ("Bitte korrigieren.", "Rechnung RE-10001", DOCUMENT),
        ("Lieferschein 30001, bitte prüfen", "Frage", DOCUMENT),
        ("Lieferschein LS-77-30001", "Frage", DOCUMENT),
    ],
)
async def test_who_names_a_parcel_or_a_document_means_its_order(papers, shop, text, title, reason):
    assert await chosen(shop, about(text, title=title)) == (30001, reason)
    assert shop.calls == ["contact_orders"]


@pytest.fixture
def papers(order):
    documents = (Document("invoice", "RE10001", None), Document("deliveryNote", "LS-77-30001", None))
    packages = (Package("00340434161094042557", "99340434161094049999"),)
    order(30001, "Lampe", packages=packages, documents=documents)
    order(30002, "Teekanne", packages=(), documents=(Document("invoice", "RE10002", None),))


async def test_the_only_order_is_known_by_its_parcel_too(shop):
    assert await chosen(shop, about("Sendung 00340434161094042557")) == (30001, PARCEL)


async def test_a_named_order_comes_before_a_parcel(papers, shop):
    text = "Bestellung 30002: im Paket 00340434161094042557 lag etwas anderes."

    assert await chosen(shop, about(text)) == (30002, ChoiceReason.NAMED_IN_MESSAGE)


async def test_orders_of_several_documents_are_all_kept(papers, shop):
    found = await resolve(shop, about("Rechnungen RE10001 und RE10002 fehlen."), lane=Lane.AGENT)

    assert (found.choice.order_id, found.choice.reason, found.choice.others) == (30001, DOCUMENT, (30002,))


async def test_the_parcel_of_a_return_leads_to_what_was_sold(papers, order, shop):
    order(30009, type_id=3, origin_ids=(30001,), packages=(Package("00340434161094047777"),))

    assert await chosen(shop, about("Retoure 00340434161094047777")) == (30001, PARCEL)


@pytest.mark.parametrize(
    "text",
    [
        "Mein Paket 00340434161094042558 ist weg",
        "1Z999AA10123456784 ist weg",
        "Sendungsnummer 12345678901234 und nun?",
        "RR123456789DE kommt nicht",
        "Rechnung RE10077 ist falsch",
        "Lampe auf Rechnung Nr. 10077 fehlt",
        "My invoice number is 2026-10077",
    ],
)
async def test_a_parcel_or_a_document_of_no_known_order_leaves_a_guess(papers, shop, text):
    assert (await chosen(shop, about(text)))[1] is ChoiceReason.NUMBER_UNKNOWN
    del shop.orders[30002]
    assert await chosen(shop, about(text)) == (30001, ChoiceReason.NUMBER_UNKNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "30001 Hannover",
        "Artikelnummer 30001",
        "Artikel 10001 fehlt",
        "Rechnung vom 12.03.2026",
        "Rechnung 2026",
        "Rechnung EUR 1500",
        "Rechnung über 1500 Euro",
        "Rechnung 1500 €",
        "Rechnung mit 1500 Posten",
        "Rechnung an 28203 Bremen",
        "Tel. 0049 421 1234567",
        "RE100010 und ARE10001",
        "IBAN DE89 3704 0044 0532 0130 00",
    ],
)
async def test_other_numbers_are_no_parcels_and_no_documents(papers, shop, text):
    assert await chosen(shop, about(text)) == (30002, ChoiceReason.NEWEST_ORDER)


@pytest.mark.parametrize("text", ["302 4455667 1122334", "30244556671122334", "Bestellung 302-44556671122334"])
async def test_an_order_of_theirs_is_known_without_its_hyphens(shop, order, text):
    order(30001, external_id="302-4455667-1122334")
    order(30002)

    assert await chosen(shop, about(f"Wo bleibt {text}?")) == (30001, ChoiceReason.NAMED_IN_MESSAGE)


@pytest.mark.parametrize(
    ("number", "typed"), [("M53KUW5", "m53kuw5"), ("4yxc9k2pqz", "4YXC9K2PQZ"), ("SHOPAB2C3D", "SHOPAB2C3D")]
)
async def test_an_order_of_theirs_is_known_in_either_case(shop, order, number, typed):
    order(30001, external_id=number)
    order(30002)

    assert await chosen(shop, about(f"Es geht um {typed}.")) == (30001, ChoiceReason.NAMED_IN_MESSAGE)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Wo ist meine Lampe?", (30001, ChoiceReason.FITS_MESSAGE)),
        ("Beide Lampen flackern", (30001, ChoiceReason.FITS_MESSAGE)),
        ("Die Stühle wackeln", (30002, ChoiceReason.FITS_MESSAGE)),
        ("Ich habe mich bestellt umgesehen", (30025, ChoiceReason.NEWEST_ORDER)),
    ],
)
async def test_a_word_may_be_the_end_of_what_the_item_is_called(shop, order, text, wanted):
    order(30001, "Stehlampe Lumea, Eiche")
    order(30002, "Gartenstuhl Teller")
    order(30025, "Leuchtmittel E27 warmweiß, 3er-Pack")

    assert await chosen(shop, about(text)) == wanted


async def test_the_only_order_is_said_to_be_the_only_one(shop, order):
    order(30009, type_id=3, origin_ids=(30001,))

    found = await resolve(shop, about("Wo bleibt mein Paket?"), lane=Lane.AGENT)
    assert (found.choice.order_id, found.choice.reason) == (30001, ChoiceReason.ONLY_ORDER)


@pytest.mark.parametrize("error", [Unknown("gone"), AccessDenied("no right")])
async def test_an_order_that_is_hidden_is_a_trouble(shop, error):
    shop.errors["order"] = [error]
    found = await resolve(shop, about(standing=Choice(30001, ChoiceReason.LINKED)), lane=Lane.AGENT)

    assert (found.order, found.choice.order_id) == (None, 30001)
    assert "could not be read" in found.trouble


async def test_a_busy_plenty_is_waited_for(shop):
    shop.errors["contact_orders"] = [BudgetSpent("later", retry_after=3)]
    with pytest.raises(BudgetSpent):
        await resolve(shop, about("Hallo"), lane=Lane.AGENT)
