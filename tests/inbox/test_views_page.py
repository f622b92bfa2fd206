"""Views of the inbox: what narrows them, and keeping them under a name."""

from __future__ import annotations

import re

import pytest
from edge import PASSWORD, SAME_ORIGIN, application, person, sign_in, visitor
from rows import add_message, add_ticket
from sqlalchemy import text

from tickets_service.inbox.views import Place
from tickets_service.models import Role, TicketStatus
from tickets_service.tickets.listing import Sort, ViewName

GERMAN = SAME_ORIGIN | {"Accept-Language": "de"}
NARROWED = "view=all&status=TODO&status=WAITING&source=email&language=fr&q=lampe&sort=oldest"


@pytest.fixture
async def shop(sessions, browser):
    async with sessions.begin() as session:
        made = [
            await add_ticket(session, 1, title="Lampe", source="email", language="fr"),
            await add_ticket(session, 2, title="Lampe", source="email", language="de", assignee_id=1),
            await add_ticket(session, 3, title="Lampe", source="backend", language="fr", status=TicketStatus.WAITING),
        ]
        for row in made:
            await add_message(session, row, row.id)
        return [row.id for row in made]


def shown(answer):
    return [int(number) for number in re.findall(r'data-ticket="(\d+)"', answer.text)]


def place_of(query):
    return Place.named_by([tuple(pair.split("=")) for pair in query.split("&") if pair])


@pytest.mark.parametrize("query", ["", "view=mine", NARROWED, "assignee=7&draft_state=FAILED&saved=3", "order_id=501"])
def test_an_address_carries_the_whole_place(query):
    place = place_of(query)

    assert place_of(place.address().partition("?")[2]) == place
    assert place.address().partition("?")[2] == query


def test_nonsense_in_an_address_is_left_out():
    place = place_of("view=theirs&status=TODO&assignee=me&sort=random&saved=x&colour=red&source=")

    assert (place.view, place.wanted.status, place.sort) == (ViewName.OPEN, [TicketStatus.TODO], Sort.NEWEST)
    assert place.address() == "/inbox?status=TODO"


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("source=email", [1, 0]),
        ("language=fr", [2, 0]),
        ("language=fr&sort=oldest", [0, 2]),
        ("assignee=1", [1]),
        ("status=WAITING", [2]),
        ("status=WAITING&status=TODO&language=de", [1]),
        ("draft_state=READY", []),
    ],
)
async def test_a_view_can_be_narrowed_and_turned_round(browser, shop, query, places):
    assert shown(await browser.get(f"/inbox?{query}")) == [shop[place] for place in places]


async def test_what_narrows_the_list_stands_above_it_and_can_be_taken_away(browser, shop):
    text = (await browser.get("/inbox?view=mine&language=fr&source=email", headers=GERMAN)).text

    assert "Kein Ticket passt zu diesen Filtern" in text
    assert "Französisch" in text
    assert 'href="/inbox?view=mine&amp;source=email"' in text
    assert 'href="/inbox?view=mine"' in text


async def test_another_order_stands_above_the_list_too(browser, shop):
    text = (await browser.get("/inbox?sort=oldest", headers=GERMAN)).text

    assert "Am längsten wartende zuerst" in text.partition('class="chips"')[2].partition("</nav>")[0]


async def save(browser, name, query=NARROWED, **fields):
    return await browser.post(f"/inbox/views?{query}", data={"name": name, **fields}, headers=GERMAN)


async def test_what_is_shown_can_be_kept_under_a_name(browser, shop):
    answer = await save(browser, " Französische ")
    text = (await browser.get(answer.headers["location"], headers=GERMAN)).text

    assert answer.status_code == 303
    assert place_of(answer.headers["location"].partition("?")[2]).address() == answer.headers["location"]
    assert re.search(r'<h1 id="list-name">Französische</h1><span class="count" data-count="\d+">1<', text)
    assert "so ändern" not in text


async def test_a_saved_view_that_was_narrowed_anew_can_be_changed_to_that(browser, shop):
    saved = (await save(browser, "Französische")).headers["location"]
    number = re.search(r"saved=(\d+)", saved)[1]
    elsewhere = f"language=de&saved={number}"
    before = (await browser.get(f"/inbox?{elsewhere}", headers=GERMAN)).text
    changed = await browser.post(f"/inbox/views/{number}/filter?{elsewhere}")
    links = (await browser.get("/inbox/views")).text

    assert "„Französische“ so ändern" in before
    assert changed.headers["location"] == f"/inbox?{elsewhere}"
    assert f'href="/inbox?language=de&amp;saved={number}"' in links


@pytest.mark.parametrize(("name", "status"), [("", 422), ("   ", 422), ("EILIG", 409), ("x" * 101, 422)])
async def test_a_view_needs_a_name_of_its_own(browser, shop, name, status):
    await save(browser, "Eilig")
    answer = await save(browser, name)

    assert answer.status_code == status
    assert 'class="bar bad"' in answer.text or status == 422


async def test_a_view_is_renamed_shared_and_deleted_on_its_page(browser, shop):
    number = re.search(r"saved=(\d+)", (await save(browser, "Eilig")).headers["location"])[1]
    await save(browser, "Andere")
    taken = await browser.post(f"/inbox/views/{number}", data={"name": "andere"}, headers=GERMAN)
    await browser.post(f"/inbox/views/{number}", data={"name": "Sehr eilig", "is_shared": "true"})
    text = (await browser.get("/inbox/views")).text
    await browser.post(f"/inbox/views/{number}/deletion")

    assert taken.status_code == 409
    assert "Sehr eilig" in text
    assert text.count(" checked") == 1
    assert "Sehr eilig" not in (await browser.get("/inbox/views")).text


async def test_a_shared_view_is_everybodys_to_use_and_its_owners_to_change(browser, held, sessions, shop):
    number = re.search(r"saved=(\d+)", (await save(browser, "Alle", is_shared="true")).headers["location"])[1]
    await save(browser, "Meine eigene")
    await person(sessions, "eve@example.com", Role.AGENT)
    async with visitor(application(held), headers=GERMAN) as other:
        await sign_in(other, "eve@example.com", PASSWORD)
        text = (await other.get("/inbox/views")).text

        assert "Alle" in text
        assert "Meine eigene" not in text
        assert "Gehört jemand anderem" in text
        assert (await other.post(f"/inbox/views/{number}", data={"name": "x"})).status_code == 403
        assert (await other.post(f"/inbox/views/{number}/filter")).status_code == 403
        assert (await other.post(f"/inbox/views/{number}/deletion")).status_code == 403


async def test_a_view_another_version_stored_is_not_shown_and_breaks_nothing(browser, sessions, shop):
    await save(browser, "Eilig")
    async with sessions.begin() as session:
        await session.execute(text("""UPDATE saved_views SET filter = '{"colour": "red"}'"""))

    assert "Eilig" not in (await browser.get("/inbox")).text
