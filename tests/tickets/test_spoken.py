"""The language a message is plainly in."""

# ruff: noqa: E501 - a message stays in one line

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from rows import add_message, add_ticket

from tickets_service.models import Contact
from tickets_service.plenty.schemas import ContactRecord
from tickets_service.tickets import mirror as tickets_mirror
from tickets_service.tickets import threads
from tickets_service.tickets.spoken import plain_language

TOLD = [
    ("de", "Guten Tag, ich habe vor über einer Woche die Stehlampe bestellt. Können Sie bitte nachsehen, wo sie ist?"),
    ("de", "Die Lampe flackert, seit ich sie aufgestellt habe. Was nun?"),
    ("en", "Hello, I ordered a lamp more than a week ago and have not heard anything. Could you please check?"),
    ("en", "Where is my parcel? It was due on Monday and there is no tracking."),
    ("nl", "Goedendag, ik heb een week geleden een lamp besteld en nog niets gehoord. Kunt u dat nakijken?"),
    ("pl", "Dzień dobry, zamówiłam lampę ponad tydzień temu i jeszcze nie mam żadnej wiadomości. Proszę o pomoc."),
    ("it", "Buongiorno, ho ordinato una lampada una settimana fa e non ho ancora ricevuto nulla. Potete controllare?"),
    (
        "fr",
        "Bonjour, j'ai commandé une lampe il y a une semaine et je n'ai pas de nouvelles. Pouvez-vous vérifier pour moi ?",
    ),
    ("es", "Hola, he pedido una lámpara hace una semana y no he recibido nada. ¿Pueden mirar dónde está mi pedido?"),
    ("cs", "Dobrý den, objednal jsem lampu před týdnem a ještě nemám žádnou zprávu. Prosím o pomoc, kde je?"),
]
NOT_TOLD = [
    "Danke!",
    "Where is my order?",
    "USB-C 20 W, 3 x 12,90 EUR, 00340434161094042557, Stehlampe Lumea Eiche",
    "Wo ist mein Paket? Where is my parcel? Ich warte auf die Lampe, I am waiting for the lamp.",
    "",
]


@pytest.mark.parametrize(("language", "text"), TOLD)
def test_a_whole_sentence_tells_its_language(language, text):
    assert plain_language(text) == language
    assert plain_language(text.upper()) == language


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_short_or_mixed_tells_none(text):
    assert plain_language(text) is None


@pytest.fixture
async def ticket(sessions):
    async with sessions.begin() as session:
        session.add(Contact(plenty_contact_id=7, name="Anna", language="de", read_at=datetime.now(UTC)))
        return await add_ticket(session, 1, contact_id=7, language="de")


@pytest.fixture
def language_after(sessions, ticket):
    async def write(number, text, **fields):
        async with sessions.begin() as session:
            row = await session.get_one(type(ticket), ticket.id)
            at = datetime.now(UTC) + timedelta(minutes=number)
            await add_message(session, row, number, text=text, created_at=at, **fields)
            await threads.take_thread(session, row.id, [])
            return row.language

    return write


async def test_a_ticket_has_the_language_of_its_newest_message_where_that_is_plain(language_after):
    english, german = TOLD[2][1], TOLD[0][1]

    assert await language_after(1, english) == "en"
    assert await language_after(2, "Danke, ok!") == "de", "else the contact's"
    assert await language_after(3, english) == "en"
    assert await language_after(4, german) == "de"


async def test_reading_the_contact_again_leaves_what_a_message_told(language_after, sessions, ticket):
    await language_after(1, TOLD[2][1])
    async with sessions.begin() as session:
        other = await add_ticket(session, 2, contact_id=7, language="de")
        fresh = await add_ticket(session, 3, contact_id=7, language=None)
        await tickets_mirror.take_contact(session, ContactRecord(7, "Anna", None, "fr"))
    async with sessions() as session:
        rows = [await session.get_one(type(ticket), each.id) for each in (ticket, other, fresh)]

    assert [row.language for row in rows] == ["en", "fr", "fr"]
