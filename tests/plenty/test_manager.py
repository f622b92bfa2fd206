"""Plenty through its one door, with every spelling it may use."""

from __future__ import annotations

from decimal import Decimal

import httpx2
import pytest

from tickets_service.plenty import connection
from tickets_service.plenty.errors import (
    AccessDenied,
    CallsRefused,
    Refused,
    TokenRefused,
    TooLate,
    Unclear,
    Unknown,
    Unreachable,
)
from tickets_service.plenty.schemas import Lane, NewTicket, PostPermit, TicketQuery
from tickets_service.plenty.wire import Wire, raise_for

SYNC = Lane.SYNC


def first_open(plenty):
    return next(ticket for ticket in plenty.tickets.values() if not ticket.confidential and ticket.status_id == 1)


async def test_tickets_come_page_by_page_newest_first(manager, plenty):
    plenty.knobs.ticket_items_per_page_max = 25
    met, page = [], 1
    while True:
        found = await manager.list_changed(TicketQuery(), page, lane=SYNC)
        met += [record.id for record in found.records]
        assert found.total == 60
        if found.is_last:
            break
        page += 1

    assert met == sorted(plenty.tickets, reverse=True)


@pytest.mark.parametrize("past_end", ["empty", "last_page"])
async def test_a_page_past_the_end_is_empty_and_the_last(manager, plenty, past_end):
    plenty.knobs.past_end_page = past_end
    found = await manager.list_changed(TicketQuery(), 9, lane=SYNC)

    assert (found.records, found.is_last) == ((), True)


async def test_a_filter_plenty_ignores_is_applied_here(manager, plenty):
    found = await manager.list_changed(TicketQuery(status_id=4), 1, lane=SYNC)

    assert found.records
    assert {record.status_id for record in found.records} == {4}


@pytest.mark.parametrize("style", ["iso", "epoch_int", "epoch_str", "naive", "object"])
async def test_every_spelling_of_a_date_is_the_same_moment(manager, plenty, style):
    plenty.knobs.ticket_dates = style
    ticket = first_open(plenty)
    record = await manager.ticket(ticket.id, lane=SYNC)

    assert record.created_at == ticket.created_at
    assert (await manager.thread(ticket.id, lane=SYNC)).messages[0].created_at == ticket.messages[0].created_at


@pytest.mark.parametrize(
    "knobs",
    [{"page_as_string": True}, {"ids_as_strings": False}, {"limit_headers": "absent"}, {"ticket_order": "id_asc"},
     {"status_type_names_field": "absent"}, {"throttle_body": "error_string"}],
    ids=str,
)  # fmt: skip
async def test_everything_is_read_with_every_knob(manager, plenty, knobs):
    plenty.knobs.turn(knobs)
    ticket = next(ticket for ticket in plenty.tickets.values() if ticket.order_id == 30001)

    assert len((await manager.list_changed(TicketQuery(), 1, lane=SYNC)).records) == 60
    contact = await manager.contact(ticket.contact_id, lane=SYNC)
    assert (contact.name, contact.email, contact.language) == ("Sabine Krüger", "sabine.krueger@example.org", "de")
    order = await manager.order(30001, lane=SYNC)
    assert (order.id, order.status_id, order.status_name) == (30001, Decimal(7), "Warenausgang gebucht")
    assert [package.number for package in order.packages] == ["00340434161094042557"]
    assert [(item.name, item.quantity, item.price) for item in order.items] == [
        ("Stehlampe Lumea, Eiche", Decimal(1), Decimal("89.9"))
    ]
    assert (order.total, order.currency, order.carrier, order.payment_status) == (
        Decimal("94.80"), "EUR", "DHL", "fullyPaid",
    )  # fmt: skip
    assert order.delivery_address == "Sabine Krüger, Lindenallee 12, 28203 Bremen"
    statuses = {record.id: record for record in await manager.statuses(lane=SYNC)}
    assert len(statuses) == 8
    assert statuses[1].names == {"de": "Neu", "en": "New"}
    assert statuses[5].type_id == (None if knobs.get("status_type_names_field") == "absent" else 2)


async def test_the_newest_orders_of_a_contact_come_first(manager):
    assert [order.id for order in (await manager.contact_orders(1001, lane=SYNC)).newest] == [30025, 30001]


async def test_what_plenty_does_not_have_is_unknown(manager):
    with pytest.raises(Unknown):
        await manager.ticket(1, lane=SYNC)
    with pytest.raises(Unknown):
        await manager.order(1, lane=SYNC)


async def test_a_missing_right_is_said(unconnected, connect):
    await connect(username="limited", password="limited")
    with pytest.raises(AccessDenied):
        await unconnected.order(30001, lane=SYNC)


async def test_a_reply_and_a_note_arrive_once_with_their_kind(manager, plenty):
    ticket = first_open(plenty)
    message = await manager.post_message(ticket.id, "<p>Guten Tag</p>", await manager.reserve_post())
    comment = await manager.post_comment(ticket.id, "<p>intern</p>", await manager.reserve_post())

    assert (message.kind, comment.kind) == ("message", "comment")
    assert message.user_id == await manager.own_user_id() == 3
    assert [one.text for one in plenty.messages(ticket.id)][-2:] == ["<p>Guten Tag</p>", "<p>intern</p>"]


async def test_status_priority_and_new_tickets_are_written(manager, plenty):
    ticket = first_open(plenty)
    await manager.set_status(ticket.id, 3)
    await manager.set_priority(ticket.id, 4)
    made = await manager.create_ticket(NewTicket("Rückruf", 1, 2, 65411, contact_id=1001))

    assert (plenty.tickets[ticket.id].status_id, plenty.tickets[ticket.id].priority_id) == (3, 4)
    assert plenty.tickets[made.id].title == "Rückruf"
    with pytest.raises(Refused):
        await manager.set_status(ticket.id, 99)


async def test_a_broken_record_comes_back_with_its_reason(manager, plenty):
    plenty.add_fault("malformed", path="/rest/tickets", record={"id": None})
    found = await manager.list_changed(TicketQuery(), 1, lane=SYNC)
    assert (len(found.records), [bad.reason for bad in found.malformed]) == (59, ["it has no id"])

    plenty.add_fault("malformed", path=r"/rest/tickets/\d+/messages", record={"createdAt": "gestern"})
    thread = await manager.thread(first_open(plenty).id, lane=SYNC)
    assert [bad.reason for bad in thread.malformed] == ["createdAt is no date"]


POSTS = {"method": "POST", "path": r"/rest/tickets/\d+"}


@pytest.mark.parametrize(
    ("fault", "error", "was_written"),
    [
        ("500_after", Unclear, True),
        ("502_before", Unclear, False),
        ("504_after", Unclear, True),
        ("reset_before", Unclear, False),
        ("reset_after", Unclear, True),
        ("html", Unclear, False),
        ("html_after", Unclear, True),
        ("truncated", Unclear, True),
        ("empty", Unclear, True),
        ("late", Unclear, False),
        ("401", TokenRefused, False),
        ("403", Refused, False),
        ("429", CallsRefused, False),
    ],
)
async def test_a_post_says_what_is_known_and_is_never_repeated(manager, plenty, fault, error, was_written):
    ticket = first_open(plenty)
    before = len(plenty.messages(ticket.id))
    plenty.add_fault(fault, **POSTS, seconds=60)
    with pytest.raises(error):
        await manager.post_message(ticket.id, "<p>Guten Tag</p>", await manager.reserve_post())

    assert len([call for call in plenty.calls if call.method == "POST" and call.path.endswith(str(ticket.id))]) == 1
    assert (len(plenty.messages(ticket.id)) > before) is was_written


async def test_a_confidential_ticket_refuses_a_public_message(manager, plenty):
    ticket = next(ticket for ticket in plenty.tickets.values() if ticket.confidential)
    with pytest.raises(Refused):
        await manager.post_message(ticket.id, "<p>x</p>", await manager.reserve_post())


async def test_a_permit_that_ran_out_posts_nothing(manager, plenty, running):
    calls = len(plenty.calls)
    with pytest.raises(TooLate):
        await manager.post_message(4711, "<p>x</p>", PostPermit(0.0, running.url, "t", 1))
    assert len(plenty.calls) == calls


async def test_nothing_left_this_machine_when_nobody_listens(manager):
    permit = await manager.reserve_post()
    with pytest.raises(Unreachable):
        await manager.post_message(
            4711, "<p>x</p>", PostPermit(permit.expires_at, "http://127.0.0.1:9", permit.access_token, 1)
        )


async def test_a_read_survives_one_broken_connection(manager, plenty):
    plenty.add_fault("reset_before", method="GET")

    assert (await manager.list_changed(TicketQuery(), 1, lane=SYNC)).records


@pytest.mark.parametrize("fault", ["500_before", "html", "truncated", "empty"])
async def test_an_answer_that_is_none_is_said_and_its_beginning_noted(manager, plenty, sessions, fault):
    plenty.add_fault(fault, method="GET", path="/rest/tickets", times=2)
    with pytest.raises(Unclear):
        await manager.list_changed(TicketQuery(), 1, lane=SYNC)
    async with sessions() as session:
        shown = await connection.show(session)
    assert shown.state == ("UNREACHABLE" if fault != "truncated" else shown.state)
    plenty.faults.clear()
    assert (await manager.list_changed(TicketQuery(), 1, lane=SYNC)).records
    async with sessions() as session:
        assert (await connection.show(session)).failing_since is None


async def test_a_redirect_is_not_followed():
    asked = []

    def moved(request):
        asked.append(request)
        return httpx2.Response(302, headers={"location": "https://elsewhere.example/rest/tickets"})

    wire = Wire(httpx2.MockTransport(moved))
    answer = await wire.send("GET", "https://shop.example/rest/tickets")
    await wire.aclose()

    assert (answer.status, len(asked)) == (302, 1)
    with pytest.raises(Unclear):
        raise_for(answer, is_write=False)
