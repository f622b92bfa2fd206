"""Where an order stands, said without a word for what happened."""

from datetime import date

import pytest

from tickets_service.facts import Event, Fact, FactKind, FactSheet, Verdict, check


def sheet(**happened: bool) -> FactSheet:
    facts = [Fact(id="o", kind=FactKind.ORDER_NUMBER, label="Order", value="30001")]
    facts += [
        Fact(id=name, kind=FactKind.EVENT, label=name, value=value, of="o", event=Event(name))
        for name, value in happened.items()
    ]
    return FactSheet(tuple(facts), date(2026, 11, 28))


def verdicts(text: str, known: FactSheet) -> list[Verdict]:
    return [found.verdict for found in check(text, known) if found.kind == FactKind.EVENT]


@pytest.mark.parametrize(
    "text",
    [
        "Die Ware liegt noch bei uns im Lager.",
        "Das Paket hat unser Lager noch nicht verlassen.",
        "Your order is still being packed.",
        "Your parcel is still sitting in our warehouse.",
    ],
)
def test_what_still_lies_with_the_shop_was_not_sent(text: str) -> None:
    assert verdicts(text, sheet(sent=True)) == [Verdict.CONTRADICTED]
    assert verdicts(text, sheet(sent=False)) == [Verdict.VERIFIED]


@pytest.mark.parametrize("text", ["Die Ware hat unser Haus bereits verlassen.", "Leider ist die Ware schon raus."])
def test_what_left_the_house_was_sent(text: str) -> None:
    assert verdicts(text, sheet(sent=False)) == [Verdict.CONTRADICTED]
    assert verdicts(text, sheet(sent=True)) == [Verdict.VERIFIED]


@pytest.mark.parametrize("text", ["Ihre Bestellung wartet noch auf Zahlung.", "It is still awaiting your payment."])
def test_what_waits_for_money_is_not_paid(text: str) -> None:
    assert verdicts(text, sheet(paid=True)) == [Verdict.CONTRADICTED]


@pytest.mark.parametrize(
    "text", ["Sobald die Ware unser Haus verlassen hat, schreiben wir Ihnen.", "Is it still sitting in our warehouse?"]
)
def test_a_condition_and_a_question_say_nothing(text: str) -> None:
    assert not verdicts(text, sheet(sent=False))


def test_what_came_back_lies_with_the_shop() -> None:
    text = "Die Ware liegt noch bei uns im Lager."
    assert not verdicts(text, sheet(sent=True, received=True))
