"""Decoding, limits, addresses and the proxy's table: pure, and never surprised."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from decimal import Decimal
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service import addresses
from tickets_service.addresses import AddressRefused, check_model_url, check_plenty_url, model_may, plenty_may
from tickets_service.errors import Forbidden, Invalid
from tickets_service.plenty import decoding, orders
from tickets_service.plenty.decoding import Unreadable
from tickets_service.plenty.limits import Quota, pause_after_refusal, quotas
from tickets_service.plenty.proxy import checked
from tickets_service.retry_after import seconds_in

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)
FIELDS = ["id", "title", "typeId", "text", "type", "createdAt", "entries", "page", "isLastPage", "amounts", "names"]
RECORDS = st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2021-12-22T14:43:55+01:00", datetime(2021, 12, 22, 13, 43, 55, tzinfo=UTC)),
        ("2014-07-09 23:18:24", datetime(2014, 7, 9, 21, 18, 24, tzinfo=UTC)),
        (1756713660, datetime(2025, 9, 1, 8, 1, tzinfo=UTC)),
        ("1756713660", datetime(2025, 9, 1, 8, 1, tzinfo=UTC)),
        (
            {"date": "2025-03-25 21:41:01.000000", "timezone_type": 3, "timezone": "Europe/Berlin"},
            datetime(2025, 3, 25, 20, 41, 1, tzinfo=UTC),
        ),
        ({"date": "2025-03-25 21:41:01", "timezone": "Nowhere/Else"}, datetime(2025, 3, 25, 20, 41, 1, tzinfo=UTC)),
        (None, None),
        ("", None),
        ("0000-00-00 00:00:00", None),
        ({}, None),
    ],
)
def test_a_date_in_every_spelling(written, moment):
    assert decoding.moment(written) == moment


@pytest.mark.parametrize("written", ["gestern", "2021-13-01", "99999999999999999999", {"date": "x"}, [1]])
def test_nonsense_is_no_date(written):
    with pytest.raises(Unreadable):
        decoding.moment(written)


@pytest.mark.parametrize(
    ("written", "number"), [("3", 3), (3, 3), ("3.0", 3), (3.0, 3), ("", None), (None, None), (True, 1)]
)
def test_a_number_in_every_spelling(written, number):
    assert decoding.integer(written, "n") == number


@pytest.mark.parametrize("written", ["three", "3.5", "1e40", "nan", [], {}])
def test_what_is_no_whole_number_is_refused(written):
    with pytest.raises(Unreadable):
        decoding.integer(written, "n")


def test_decimals_are_never_rounded():
    assert decoding.decimal("5.7") == Decimal("5.7")
    assert decoding.decimal("") is None
    assert decoding.decimal("soon") is None


@given(JSON | RECORDS)
def test_whatever_plenty_sends_it_is_read_or_refused(raw):
    for read in (decoding.ticket, decoding.message, decoding.contact, lambda one: orders.order(one, status_names={})):
        if isinstance(raw, dict):
            with contextlib.suppress(Unreadable):
                read(raw)
    with contextlib.suppress(Unreadable):
        decoding.page(raw, 1)
    decoding.complaint(raw)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"error": {"message": "Resource not found."}}, "Resource not found."),
        ({"error": "short period read limit reached"}, "short period read limit reached"),
        ([{"error": {"message": "first"}}, {"error": "second"}], "first"),
        ({"message": "plain"}, "plain"),
        (
            {"error": {"message": "Invalid."}, "validation_errors": {"statusId": ["required"], "title": ["x"]}},
            "Invalid. (statusId, title)",
        ),
        ({"validation_errors": {"text": ["required"]}}, "text"),
        ("<html><body>oops</body></html>", ""),
        ("", ""),
        (None, ""),
        ([], ""),
        (7, ""),
    ],
)
def test_an_error_body_of_any_shape_becomes_a_sentence(body, sentence):
    assert decoding.complaint(body) == sentence


def test_what_postgres_cannot_store_is_replaced():
    record = decoding.message({"id": 1, "type": "message", "text": "a\x00b\ud800c"})

    assert record.text == "ab?c"


def headers(limit, left, decay, period="Short"):
    prefix = f"x-plenty-global-{period.lower()}-period"
    return {f"{prefix}-limit": limit, f"{prefix}-calls-left": left, f"{prefix}-decay": decay}


def test_the_three_families_are_read():
    route = {"x-plenty-route-limit": "5", "x-plenty-route-calls-left": "4", "x-plenty-route-decay": "9"}
    assert quotas(headers("80", "79", "23") | headers("1000", "999", "4000", "Long") | route) == (
        Quota("short", 80, 79, 23.0),
        Quota("long", 1000, 999, 4000.0),
        Quota("route", 5, 4, 9.0),
    )


@pytest.mark.parametrize(
    "said", [{}, headers("many", "1", "1"), headers("80", "", "1"), headers("0", "0", "1"), headers("80", "-5", "nan")]
)
def test_a_family_with_nonsense_says_nothing(said):
    assert quotas(said) == ()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("23", 23.0),
        ("0.5", 0.5),
        ("Tue, 24 Nov 2026 12:00:30 GMT", 30.0),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
        ("999999999", 86_400),
        ("soon", None),
        ("-1", None),
        ("inf", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_in_every_spelling(value, seconds):
    assert seconds_in(value, NOW) == seconds


def test_after_a_refusal_the_longer_wait_counts():
    assert pause_after_refusal(headers("80", "0", "40") | {"retry-after": "23"}, NOW) == 40
    assert pause_after_refusal(headers("80", "5", "40") | {"retry-after": "23"}, NOW) == 23
    assert pause_after_refusal({}, NOW) == 10


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("https://p1.my.plentysystems.com", "https://p1.my.plentysystems.com"),
        (" https://P1.my.plentysystems.com/rest/ ", "https://p1.my.plentysystems.com"),
        ("https://shop.example:8443/sub/rest", "https://shop.example:8443/sub"),
        ("http://127.0.0.1:8017/", "http://127.0.0.1:8017"),
        ("http://localhost:8017", "http://localhost:8017"),
        ("http://[::1]:8017", "http://[::1]:8017"),
    ],
)
def test_an_address_is_normalised(url, normal):
    assert check_plenty_url(url) == normal


@pytest.mark.parametrize(
    "url",
    ["http://shop.example", "ftp://shop.example", "shop.example", "https://", "", "https://user@shop.example",
     "https://user:pw@shop.example", "https://shop.example?x=1", "https://shop.example#x", "https://10.0.0.1",
     "https://192.168.1.1", "https://172.16.0.1", "https://169.254.169.254", "https://100.64.0.1", "https://0.0.0.0",
     "https://224.0.0.1", "https://[fe80::1]", "https://[fc00::1]", "https://[::ffff:10.0.0.1]",
     "https://[64:ff9b::a00:1]", "https://[2002:a00:1::]", "https://167772161", "https://0x0a000001",
     "https://012.0.0.1", "https://10.1", "http://[::ffff:10.0.0.1]", "https://shop.example\\@evil.example",
     "https://shop .example", "https://shop.example:99999"],
)  # fmt: skip
def test_an_address_no_plenty_can_have_is_refused(url):
    with pytest.raises(Invalid) as refusal:
        check_plenty_url(url)
    assert list(refusal.value.errors) == ["base_url"]


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:11434/v1", "http://192.168.1.5:8000/v1", "https://api.openai.com/v1"]
)
def test_a_model_may_be_at_home(url):
    assert check_model_url(url) == url


@pytest.mark.parametrize(
    "url",
    ["http://169.254.169.254/v1", "http://[fe80::1]/v1", "http://[fd00:ec2::254]", "http://100.100.100.200",
     "http://2852039166/latest", "http://0.0.0.0:1",
     "http://metadata.google.internal/v1", "http://127.0.0.1:0/v1", "http://[::ffff:169.254.169.254]", "file:///etc/passwd"],
)  # fmt: skip
def test_a_model_is_never_where_clouds_keep_their_secrets(url):
    with pytest.raises(Invalid):
        check_model_url(url)


def test_the_rules_look_inside_addresses_that_carry_others():
    assert plenty_may(ip_address("8.8.8.8"))
    assert plenty_may(ip_address("::1"))
    assert not plenty_may(ip_address("::ffff:192.168.0.1"))
    assert model_may(ip_address("192.168.0.1"))
    assert not model_may(ip_address("::ffff:169.254.169.254"))


async def test_the_address_is_checked_again_when_connecting():
    assert await addresses.resolve_allowed("localhost", 80, plenty_may) in ("127.0.0.1", "::1")
    with pytest.raises(AddressRefused):
        await addresses.resolve_allowed("10.0.0.1", 80, plenty_may)
    with pytest.raises(AddressRefused):
        await addresses.resolve_allowed("169.254.169.254", 80, model_may)


PASSED_ON = {
    "tickets": [("page", "2")],
    "tickets/4711": [],
    "tickets/4711/messages": [],
    "tickets/status/type/names": [],
    "orders/1": [("with[]", "addresses")],
    "orders/1/shipping/packages": [],
    "accounts/contacts/7": [],
}


@pytest.mark.parametrize(("path", "query"), PASSED_ON.items())
def test_what_stands_in_the_table_is_passed_on(path, query):
    assert checked(path, query)[0] == f"/rest/{path}"


@pytest.mark.parametrize(
    "path",
    ["", "/", "login", "login/refresh", "logout", "users/me", "batch", "tickets/", "tickets//1", "/tickets",
     "tickets/1/", "tickets/0", "tickets/01", "tickets/-1", "tickets/1.0", "tickets/1;x", "tickets/1?x", "tickets/1#x",
     "tickets/%31",
     "tickets/..", "tickets/../login", "tickets/%2e%2e/login", "tickets/%252e%252e/login", "tickets/1/messages/1",
     "tickets/1@evil.example", "//evil.example/rest/tickets", "http://evil.example", "TICKETS", "tickets\\1",
     "tickets/1\r\nX: 1", "tickets/1\n", "tickets/\uff11", "orders", "orders/1/shipping/returns", "items",
     "rest/tickets", "tickets/99999999999999999999"],
)  # fmt: skip
def test_nothing_else_is(path):
    with pytest.raises(Forbidden):
        checked(path, [])


@pytest.mark.parametrize("query", [[("access_token", "x")], [("with", "a"), ("_method", "POST")], [("page", "1\r\n2")]])
def test_no_other_parameter_is_passed_on(query):
    with pytest.raises(Forbidden):
        checked("tickets", query)
