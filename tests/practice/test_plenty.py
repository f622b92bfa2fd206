"""The practice Plenty behaves as the reference says, knob by knob."""

from __future__ import annotations

import httpx2
import pytest

from tickets_service.practice.plenty import Knobs, PracticePlenty, run_practice_plenty


@pytest.fixture
def running():
    with run_practice_plenty(seeded=True) as running:
        yield running


@pytest.fixture
def client(running):
    with httpx2.Client(base_url=running.url) as client:
        token = client.post("/rest/login", json={"username": "practice", "password": "practice"}).json()["accessToken"]
        client.headers["Authorization"] = f"Bearer {token}"
        yield client


def test_every_seed_refers_to_what_exists():
    plenty = PracticePlenty(seeded=True)
    tickets = plenty.tickets.values()

    assert len(tickets) >= 55
    assert all(ticket.contact_id is None or ticket.contact_id in plenty.store.contacts for ticket in tickets)
    assert all(ticket.order_id is None or ticket.order_id in plenty.store.orders for ticket in tickets)
    assert any(ticket.confidential for ticket in tickets)
    assert any(ticket.source == "ebay" for ticket in tickets)
    assert any(ticket.contact_id is None and ticket.order_id is None for ticket in tickets)
    assert any("<blockquote" in message.text for ticket in tickets for message in ticket.messages)
    assert sum(ticket.messages[-1].user_id is None for ticket in tickets) > 45


def test_it_says_everywhere_that_it_is_practice(client):
    for path in ("/", "/_practice/view/4711", "/rest/tickets"):
        answer = client.get(path)
        assert answer.headers["x-practice"] == "true"
    assert "PRACTICE" in client.get("/").text
    assert "PRACTICE" in client.get("/_practice/view/4711").text


@pytest.mark.parametrize(("knob", "status"), [("401", 401), ("200_without_token", 200)])
def test_a_wrong_password(running, client, knob, status):
    running.plenty.knobs.login_fail = knob
    answer = client.post("/rest/login", json={"username": "practice", "password": "wrong"})

    assert (answer.status_code, answer.json().get("accessToken")) == (status, None)


def test_seats_are_counted(running, client):
    running.plenty.knobs.seats_taken_by_others = 3
    answer = client.post("/rest/login", json={"username": "practice", "password": "practice"})

    assert (answer.status_code, answer.json()["error"]) == (429, "too_many_concurrent_sessions")


def test_a_token_ends_with_logout_and_is_renewed_once_by_its_refresh_token(client):
    login = client.post("/rest/login", json={"username": "practice", "password": "practice"}).json()
    body = {"refreshToken": login["refresh_token"]}
    assert client.post("/rest/login/refresh", json=body).status_code == 200
    assert client.post("/rest/login/refresh", json=body).status_code == 401
    client.post("/rest/logout")
    assert client.get("/rest/tickets").status_code == 401


def test_limits_refuse_before_anything_is_done(running, client):
    running.plenty.knobs.short_write_limit = 2
    ticket = next(iter(running.plenty.tickets))
    message = {"type": "comment", "text": "x"}
    answers = [client.post(f"/rest/tickets/{ticket}", json=message) for _ in range(3)]
    before = len(running.plenty.messages(ticket))

    assert [answer.status_code for answer in answers] == [200, 429, 429]
    assert answers[0].headers["x-plenty-global-short-period-calls-left"] == "0"
    assert {"retry-after", "x-plenty-global-short-period-calls-reset"} <= set(answers[1].headers)
    assert len(running.plenty.messages(ticket)) == before
    assert client.get("/rest/tickets").status_code == 200, "reads are counted apart"


@pytest.mark.parametrize(("past_end", "entries"), [("empty", 0), ("last_page", 10)])
def test_a_page_past_the_end(running, client, past_end, entries):
    running.plenty.knobs.past_end_page = past_end
    page = client.get("/rest/tickets?itemsPerPage=25&page=9").json()

    assert (len(page["entries"]), page["isLastPage"], page["totalsCount"]) == (entries, True, 60)


def test_filters_narrow_and_unknown_ones_are_ignored_or_refused(running, client):
    assert client.get("/rest/tickets?contactId=1001&statusId=1").json()["totalsCount"] == 2
    assert client.get("/rest/tickets?updatedAtFrom=2026").json()["totalsCount"] == 60
    running.plenty.knobs.unknown_filter = "422"
    assert client.get("/rest/tickets?updatedAtFrom=2026").status_code == 422


def test_orders_are_searched_by_what_the_reference_names(running, client):
    def found(query):
        return [entry["id"] for entry in client.get(f"/rest/orders/search?{query}").json()["entries"]]

    assert found("orderProperty_7=M53KUW5") == [30027]
    assert found("orderTypeId=3&relationReference_contact_receiver=1008") == [30026]
    assert found("orderReference_parent=30008") == [30026]
    assert found("packageNumber=01405123456789") == [30002]
    running.plenty.knobs.order_search_filters = "some"
    assert len(found("orderProperty_7=M53KUW5")) == 27
    running.plenty.knobs.order_search_filters = "422"
    assert client.get("/rest/orders/search?orderProperty_7=M53KUW5").status_code == 422


@pytest.mark.parametrize(
    ("knob", "query", "has_items"),
    [
        ("asked", "", False),
        ("asked", "&lazyLoaded=false", True),
        ("always", "&lazyLoaded=false", False),
        ("never", "", True),
    ],
)
def test_a_search_gives_out_little_unless_it_is_told_to(running, client, knob, query, has_items):
    running.plenty.knobs.search_lazily = knob
    entry = client.get(f"/rest/orders/search?orderId=30001{query}").json()["entries"][0]

    assert ("orderItems" in entry) is has_items


def test_documents_come_with_an_order_or_by_their_own_route(running, client):
    with_order = client.get("/rest/orders/30001?with[]=documents").json()["documents"]
    assert [one["type"] for one in with_order] == ["invoice", "delivery_note"]
    assert "documents" not in client.get("/rest/orders/30001").json()
    alone = client.get("/rest/orders/30001/documents/deliveryNote").json()["entries"]
    assert [one["numberWithPrefix"] for one in alone] == ["LS10001"]
    running.plenty.knobs.turn({"order_documents": "absent", "document_types": "camel"})
    assert "documents" not in client.get("/rest/orders/30001?with[]=documents").json()
    assert client.get("/rest/orders/30001/documents/deliveryNote").json()["entries"][0]["type"] == "deliveryNote"


def test_what_is_missing_is_named(client):
    assert client.get("/rest/tickets/1").json() == {"error": {"message": "Resource not found."}}
    assert client.get("/rest/nothing").status_code == 404
    refused = client.post("/rest/tickets/4711", json={"type": "message"})
    assert (refused.status_code, list(refused.json()["validation_errors"])) == (422, ["text"])


def test_a_batch_counts_each_of_its_calls(client):
    payloads = [{"resource": f"rest/tickets/{number}", "method": "GET"} for number in (4711, 1)]
    answer = client.post("/rest/batch", json={"payloads": payloads}).json()

    assert len(answer) == 2
    assert isinstance(answer[0]["content"], str)


def test_the_control_interface_plays_customer_staff_and_judge(client):
    made = client.post("/_practice/tickets", json={"text": "Hallo", "contact_id": 1001}).json()
    client.post(f"/_practice/tickets/{made['id']}/messages", json={"text": "Und?"})
    client.post(f"/_practice/tickets/{made['id']}/messages", json={"text": "Ja", "from": "staff"})
    whole = client.get(f"/_practice/tickets/{made['id']}").json()
    assert [message["userId"] for message in whole["messages"]] == [None, None, 9]
    assert client.patch(f"/_practice/tickets/{made['id']}", json={"status_id": 4}).json()["statusId"] == 4
    assert client.put("/_practice/knobs", json={"latency_seconds": 0.01}).json()["latency_seconds"] == 0.01
    assert client.put("/_practice/knobs", json={"volume": 11}).status_code == 422
    assert client.post("/_practice/faults", json={"kind": "boom"}).status_code == 422
    assert client.get("/_practice/calls").json()["count"] >= 1


def test_thousands_of_tickets_are_made_and_paged_quickly():
    plenty = PracticePlenty(Knobs(unlimited=True))
    plenty.store.generate(5_000, 4)

    assert len(plenty.tickets) == 5_000
    assert len(plenty.messages(100_000)) == 4
    assert plenty.messages(100_000)[-1].user_id is None


@pytest.mark.parametrize("target", ["conversationId", "linkedTo", "parentUuid"])
def test_the_messenger_takes_a_reply_by_the_field_that_is_set(running, client, target):
    running.plenty.knobs.reply_target = target
    conversation = client.post("/rest/conversations", json={"title": "Frage"}).json()["uuid"]
    running.plenty.messenger.messages[conversation].append({"uuid": "11111111-1111-4111-8111-111111111111"})
    named = {
        "conversationId": {"conversationId": conversation},
        "linkedTo": {"linkedTo": [{"type": "message", "value": "11111111-1111-4111-8111-111111111111"}]},
        "parentUuid": {"parentUuid": "11111111-1111-4111-8111-111111111111"},
    }
    for name, field in named.items():
        answer = client.post("/rest/messages", json={"message": "<p>Guten Tag</p>", **field}).json()
        assert (answer["conversationId"] == conversation) is (name == target)


def test_the_messenger_lists_reads_and_closes(running, client):
    conversation = client.post("/rest/conversations", json={"title": "Frage"}).json()["uuid"]
    client.post("/rest/messages", json={"message": "<p>Hallo</p>", "conversationId": conversation})
    assert client.get("/rest/conversations").json()["entries"][0]["uuid"] == conversation
    assert client.put("/rest/conversations/close", json={"uuids": [conversation], "isClosed": True}).json() == 1
    assert client.get(f"/rest/conversations/{conversation}?with=messages").json()["isClosed"] is True
    found = client.get(f"/rest/messages/forConversation?conversationId={conversation}").json()["entries"]
    assert client.get(f"/rest/messages/{found[0]['uuid']}").json() == found
    assert client.get("/rest/conversations/totals").json() == {"totalUnread": 1}
    running.plenty.knobs.conversation_list_shape = "array"
    assert isinstance(client.get("/rest/conversations").json(), list)
