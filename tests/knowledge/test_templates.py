"""Templates: filled literally, and what is missing has a name."""

from __future__ import annotations

from tickets_service.knowledge.templates import fill, placeholders, unknown_placeholders

TEMPLATE = "Hallo {{customer_name}},\nIhre Bestellung {{ order_number }} ist unterwegs: {{tracking_link}}"


def test_values_are_put_in_literally():
    values = {"customer_name": "{{order_number}} \\1", "order_number": "4711", "tracking_link": "https://dhl.de/1"}
    filled = fill(TEMPLATE, values)

    assert filled.text == "Hallo {{order_number}} \\1,\nIhre Bestellung 4711 ist unterwegs: https://dhl.de/1"
    assert filled.is_complete


def test_what_is_missing_is_named_and_no_placeholder_is_left():
    filled = fill(TEMPLATE, {"customer_name": "Erika", "order_number": "  ", "tracking_link": None})

    assert filled.missing == ("order_number", "tracking_link")
    assert filled.text == "Hallo Erika,\nIhre Bestellung [order number?] ist unterwegs: [tracking link?]"
    assert "{{" not in filled.text


def test_placeholders_nobody_knows_are_told():
    assert placeholders(TEMPLATE + "{{Nonsense}}{{block:withdrawal}}") == (
        "customer_name", "order_number", "tracking_link", "nonsense",
    )  # fmt: skip
    assert unknown_placeholders(TEMPLATE + "{{nonsense}}") == ("nonsense",)
