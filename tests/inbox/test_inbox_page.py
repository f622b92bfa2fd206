"""The list: views, search, what a row says, and reading on."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from edge import SAME_ORIGIN
from rows import NOW, add_message, add_ticket

from tickets_service.inbox.people import initials
from tickets_service.models import AIResponseDB, Direction, DraftState, TicketStatus, User

GERMAN = SAME_ORIGIN | {"Accept-Language": "de"}


@pytest.fixture
async def shop(sessions, browser):
    """Six tickets, one for each place a ticket can be in."""
    async with sessions.begin() as session:
        me = (await session.get_one(User, 1)).id
        soon = datetime.now(UTC) + timedelta(minutes=48.5)
        made = [
            await add_ticket(session, 1, title="Frei", customer_name="Karin Vogel"),
            await add_ticket(session, 2, title="Meins", assignee_id=me, deadline_at=soon),
            await add_ticket(session, 3, title="Wartend", status=TicketStatus.WAITING),
            await add_ticket(session, 4, title="Vorbei", status=TicketStatus.DONE),
            await add_ticket(session, 5, title="Überfällig", deadline_at=NOW - timedelta(hours=2), language="fr"),
            await add_ticket(session, 6, title="Später", snoozed_until=soon),
        ]
        for row in made:
            message = await add_message(session, row, row.id, text=f"Zu {row.title}: wo bleibt die Stehlampe?")
        session.add(
            AIResponseDB(
                ticket_id=made[0].id, state=DraftState.READY, generated_text="Gern", based_on_message_id=message.id
            )
        )


def titles(answer):
    return set(re.findall(r'class="t-sub">(?:<mark>)?(\w+)', answer.text))


@pytest.mark.parametrize(
    ("view", "shown"),
    [
        ("", {"Frei", "Meins", "Wartend", "Überfällig"}),
        ("mine", {"Meins"}),
        ("unassigned", {"Frei", "Wartend", "Überfällig"}),
        ("draft_ready", {"Frei"}),
        ("waiting", {"Wartend"}),
        ("snoozed", {"Später"}),
        ("done", {"Vorbei"}),
        ("all", {"Frei", "Meins", "Wartend", "Vorbei", "Überfällig", "Später"}),
        ("nonsense", {"Frei", "Meins", "Wartend", "Überfällig"}),
    ],
)
async def test_a_view_shows_what_its_name_says(browser, shop, view, shown):
    assert titles(await browser.get("/inbox", params={"view": view})) == shown


async def test_a_row_says_draft_and_deadline_in_words(browser, shop):
    text = (await browser.get("/inbox", headers=GERMAN)).text

    assert "Entwurf bereit" in text
    assert "noch 48 Minuten" in text
    assert "seit 2 Stunden fällig" in text
    assert '<html lang="de"' in text
    assert "Karin Vogel" in text


async def test_a_search_marks_what_it_found(browser, shop):
    text = (await browser.get("/inbox", params={"q": "stehl"})).text

    assert "die <mark>Stehl</mark>ampe?" in text
    assert f'<span class="count">{text.count("t-sub")}</span>' in text


async def test_a_search_that_finds_nothing_says_so_and_leads_on(browser, shop):
    text = (await browser.get("/inbox", params={"q": "<b>zebra", "view": "done"}, headers=GERMAN)).text

    assert "Kein Ticket passt zu „&lt;b&gt;zebra“" in text
    assert "/inbox?view=all&amp;q=%3Cb%3Ezebra" in text


async def test_the_list_is_read_on_in_pages_of_fifty(browser, sessions):
    async with sessions.begin() as session:
        for number in range(1, 121):
            await add_ticket(session, number, last_customer_message_at=NOW - timedelta(minutes=number))
    seen, address = [], "/inbox/rows"
    for expected in (50, 50, 20):
        text = (await browser.get(address)).text
        found = re.findall(r'data-ticket="(\d+)"', text)
        assert len(found) == expected
        seen += found
        more = re.search(r'hx-get="([^"]+)"', text)
        address = more[1].replace("&amp;", "&") if more else None

    assert address is None
    assert len(set(seen)) == 120


async def test_an_empty_service_says_why(browser):
    assert "Noch ist nichts verbunden" in (await browser.get("/inbox", headers=GERMAN)).text


async def test_a_ticket_can_be_taken_and_given_back(browser, ticket):
    address = f"/inbox/{ticket.id}/assignee"
    await browser.post(address, data={"assignee_id": "1"})
    assert titles(await browser.get("/inbox?view=mine")) == {"Ticket"}
    await browser.post(address, data={"assignee_id": ""})

    assert titles(await browser.get("/inbox?view=mine")) == set()


async def test_the_newest_twenty_messages_are_shown_and_the_rest_on_request(browser, sessions, ticket):
    async with sessions.begin() as session:
        for number in range(2, 31):
            created_at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
            await add_message(session, ticket, number, created_at=created_at, text=f"Nachricht {number}.")
    text = (await browser.get(f"/inbox/{ticket.id}")).text
    earlier = (await browser.get(re.search(r'hx-get="([^"]+earlier[^"]+)"', text)[1])).text

    assert text.count('<article class="msg') == 20
    assert earlier.count('<article class="msg') == 10
    assert "hx-get" not in earlier


async def test_a_formatted_mail_has_an_address_and_a_policy_of_its_own(browser, sessions, ticket):
    async with sessions.begin() as session:
        message = await add_message(session, ticket, 9, html="<p>Ein <b>fetter</b> Satz</p>")
        other = await add_ticket(session, 2)
    page = (await browser.get(f"/inbox/{ticket.id}")).text
    address = f"/inbox/{ticket.id}/messages/{message.id}/formatted"
    frame = await browser.get(address)

    assert f'sandbox="allow-same-origin allow-popups" referrerpolicy="no-referrer" src="{address}"' in page
    assert "<b>fetter</b>" in frame.text
    assert "default-src 'none'" in frame.headers["content-security-policy"]
    assert "allow-scripts" not in frame.headers["content-security-policy"]
    assert (await browser.get(f"/inbox/{other.id}/messages/{message.id}/formatted")).status_code == 404


async def test_the_pictures_of_a_mail_are_loaded_when_asked_for_alone(browser, sessions, ticket):
    picture = '<p>Schaden</p><img src="https://img.example/a.jpg" alt="Foto">'
    async with sessions.begin() as session:
        message = await add_message(session, ticket, 9, html=picture)
        await add_message(session, ticket, 10, html="<p>Ein <b>fetter</b> Satz</p>")
    page = (await browser.get(f"/inbox/{ticket.id}")).text
    address = f"/inbox/{ticket.id}/messages/{message.id}/formatted"
    without, with_pictures = await browser.get(address), await browser.get(f"{address}?pictures=1")

    assert page.count("?pictures=1") == 1
    assert f'href="{address}?pictures=1" target="mail-{message.id}"' in page
    assert '<img alt="Foto">' in without.text
    assert 'src="https://img.example/a.jpg"' in with_pictures.text
    assert "img-src data:;" in without.headers["content-security-policy"]
    assert "img-src data: https:;" in with_pictures.headers["content-security-policy"]
    assert with_pictures.headers["referrer-policy"] == "no-referrer"


async def test_a_note_stands_apart_and_a_confidential_ticket_takes_nothing_else(browser, sessions):
    async with sessions.begin() as session:
        row = await add_ticket(session, 3, confidential=True)
        await add_message(session, row, 3, direction=Direction.INTERNAL, text="Bitte kulant sein")
    text = (await browser.get(f"/inbox/{row.id}", headers=GERMAN)).text

    assert re.search(r'<aside class="note".*?Bitte kulant sein', text, re.DOTALL)
    assert "vertraulich" in text
    assert 'value="message_and_close"' not in text


async def test_a_dismissed_draft_is_gone_and_its_reason_kept(browser, sessions, ticket):
    async with sessions.begin() as session:
        draft = AIResponseDB(
            ticket_id=ticket.id,
            state=DraftState.READY,
            generated_text="Gern geschehen",
            based_on_message_id=ticket.last_public_message_id,
        )
        session.add(draft)
    assert "Gern geschehen" in (await browser.get(f"/inbox/{ticket.id}")).text
    for _ in range(2):
        await browser.post(f"/inbox/{ticket.id}/ai-responses/{draft.id}/dismissal", data={"reason": "too long"})

    assert "Gern geschehen" not in (await browser.get(f"/inbox/{ticket.id}")).text
    assert (await browser.post(f"/inbox/999/ai-responses/{draft.id}/dismissal")).status_code == 404


async def test_static_files_are_kept_for_good_under_their_digest_alone(browser):
    page = (await browser.get("/inbox")).text
    address = re.search(r'href="(/static/[0-9a-f]{12}/css/base\.css)"', page)[1]
    kept = await browser.get(address, headers={"Accept-Encoding": "gzip"})
    old = await browser.get("/static/000000000000/css/base.css")

    assert "immutable" in kept.headers["cache-control"]
    assert kept.headers["content-encoding"] == "gzip"
    assert (old.status_code, old.headers["cache-control"]) == (200, "no-cache")
    assert old.text == kept.text


def test_people_without_a_name_have_initials_too():
    assert [initials(name) for name in ("Karin von Vogel", "ayla@example.org", "", None, "#1")] == [
        "KV",
        "A",
        "?",
        "?",
        "?",
    ]


async def test_a_cursor_that_is_nonsense_shows_the_first_page(browser, shop):
    first, strange = await browser.get("/inbox"), await browser.get("/inbox", params={"cursor": "zz"})

    assert strange.status_code == 200
    assert strange.text.count('class="pick"') == first.text.count('class="pick"') > 0
