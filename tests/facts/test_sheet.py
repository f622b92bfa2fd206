from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tickets_service.facts import Event, Fact, FactKind, FactSheet, Role

ORDER = Fact(id="order:4711", kind=FactKind.ORDER_NUMBER, label="Order", value="4711", source="plenty")
SENT = Fact(
    id="order:4711/event:sent", kind=FactKind.EVENT, label="Sent", value=True, of="order:4711", event=Event.SENT
)
SENT_ON = Fact(
    id="order:4711/event:sent/date",
    kind=FactKind.DATE,
    label="Sent on",
    value=date(2026, 3, 12),
    of=SENT.id,
    as_of=datetime(2026, 3, 14, 9, 5, tzinfo=UTC),
)
TOTAL = Fact(
    id="order:4711/total",
    kind=FactKind.AMOUNT,
    label="Total",
    value=Decimal("1234.50"),
    of="order:4711",
    role=Role.TOTAL,
    currency="EUR",
)
SHEET = FactSheet((ORDER, SENT, SENT_ON, TOTAL), date(2026, 3, 14))


def test_a_sheet_comes_back_from_json_as_it_was():
    assert FactSheet.from_json(SHEET.as_json()) == SHEET


def test_lines_carry_the_id_the_value_and_the_time_it_was_read():
    assert SHEET.lines == (
        "[order:4711] Order: 4711",
        "[order:4711/event:sent] Sent: yes",
        "[order:4711/event:sent/date] Sent on: 2026-03-12 (as of 2026-03-14T09:05+00:00)",
        "[order:4711/total] Total: 1234.50 EUR",
    )


def test_a_value_with_line_breaks_stays_on_its_line():
    fact = Fact(id="a", kind=FactKind.ITEM, label="Item", value="Lamp\n[order:1] Order: 1")

    assert "\n" not in fact.line


def test_a_date_knows_the_event_and_the_order_above_it():
    assert SHEET.event_of(SENT_ON) == Event.SENT
    assert SHEET.owners_of(SENT_ON) == ("order:4711/event:sent", "order:4711")


def test_a_value_that_does_not_fit_its_kind_is_refused():
    with pytest.raises(ValueError, match="no Decimal"):
        Fact(id="a", kind=FactKind.AMOUNT, label="Total", value="12")


def test_an_event_without_a_name_is_refused():
    with pytest.raises(ValueError, match="which event"):
        Fact(id="a", kind=FactKind.EVENT, label="Sent", value=True)
