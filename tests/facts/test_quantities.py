"""How many there are of an article, as people write it: the right number is borne out, another is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tickets_service.facts import Fact, FactKind, FactSheet, Verdict, check

TODAY = date(2026, 3, 10)
ENGLISH = {"Wine Glass Crystal 400 ml": 4, "Cotton Napkin Sage": 6, "Olive Oil Extra Virgin": 3, "Beeswax Candle": 2}
GERMAN = {"Weinglas Kristall 400 ml": 4, "Serviette Baumwolle Salbei": 6, "Olivenöl nativ": 3, "Bienenwachskerze": 2}
HELLO = "Hello Anna, thank you for your message, we have looked it up for you. "
HALLO = "Hallo Frau Meier, vielen Dank für Ihre Nachricht, wir haben das für Sie geprüft. "


def sheet(items: dict[str, int]) -> FactSheet:
    facts = [Fact(id="order:1", kind=FactKind.ORDER_NUMBER, label="Order", value="AB-1234")]
    for name, quantity in items.items():
        item = f"order:1/{name}"
        facts.append(Fact(id=item, kind=FactKind.ITEM, label="Item", value=name, of="order:1"))
        facts.append(
            Fact(id=f"{item}/n", kind=FactKind.QUANTITY, label="quantity", value=Decimal(quantity), of=item),
        )
    return FactSheet(tuple(facts), TODAY)


def verdicts(text: str, items: dict[str, int]) -> list[Verdict]:
    return [one.verdict for one in check(text, sheet(items)) if one.kind == FactKind.QUANTITY]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("All {} wine glasses left us today.", "four", "seven"),
        ("None of your {} wine glasses should be chipped.", "four", "seven"),
        ("You ordered wine glasses, {} in total.", "four", "seven"),
        ("The wine glasses, all {}, are in the second box.", "four", "seven"),
        ("Please send all {} back.", "four", "seven"),
        ("I mean the {} you ordered.", "four", "seven"),
        ("Out of {} glasses, one arrived chipped.", "four", "three"),
        ("Of the {} jars one is broken.", "four", "five"),
        ("We have you down for {} napkins.", "six", "eight"),
        ("The {} sage green napkins are here.", "six", "twenty-six"),
        ("I see {} on the delivery note.", "six", "eight"),
        ("Wine glasses: {}\nNapkins: 6", "4", "7"),
        ("We sent Wine Glass Crystal ({}) by DHL.", "4", "7"),
        ("We sent Wine Glass Crystal, {}x, by DHL.", "4", "7"),
        ("The {} bottles of the olive oil came.", "three", "five"),
        ("You originally had {} of them.", "four", "five"),
        ("Napkins are no problem either: you have {}, each wrapped by itself.", "six", "five"),
    ],
)
def test_english_quantities(text: str, right: str, wrong: str) -> None:
    assert set(verdicts(HELLO + text.format(right), ENGLISH)) == {Verdict.VERIFIED}
    assert Verdict.CONTRADICTED in verdicts(HELLO + text.format(wrong), ENGLISH)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Alle {} Weingläser sind unterwegs.", "vier", "sieben"),
        ("Keines Ihrer {} Gläser sollte beschädigt sein.", "vier", "sieben"),
        ("Sie hatten Weingläser bestellt, insgesamt {}.", "vier", "sieben"),
        ("Meine Kollegin hat {} Gläser gezählt.", "vier", "sieben"),
        ("Das sind zusammen {} Gläser.", "vier", "vierundzwanzig"),
        ("Sie haben {} Gläser in diesem Auftrag.", "vier", "sieben"),
        ("Die {} von Ihnen bestellten Servietten liegen bei.", "sechs", "acht"),
        ("Ihre {} neuen, schönen Servietten liegen bei.", "sechs", "acht"),
        ("Von den Kerzen hatten Sie {} bestellt.", "zwei", "fünf"),
        ("Von {} Gläsern ist eines zerbrochen.", "vier", "drei"),
        ("Anzahl Weingläser: {}", "4", "7"),
        ("Wir senden Weinglas Kristall ({}) mit DHL.", "4", "7"),
        ("Es waren {} Flaschen, nicht mehr.", "drei", "fünf"),
        ("Da Sie {} Flaschen davon haben, reicht es lange.", "drei", "fünf"),
        ("Ihre Bestellung:\n- Serviette Salbei, {}\n- Weinglas Kristall, viermal", "sechsmal", "achtmal"),
        ("Zu den Gläsern: Sie haben {}, eines tausche ich um.", "vier", "sieben"),
        ("Das Olivenöl, von dem Sie {} Kanister haben, hält lange.", "drei", "fünf"),
    ],
)
def test_german_quantities(text: str, right: str, wrong: str) -> None:
    assert set(verdicts(HALLO + text.format(right), GERMAN)) <= {Verdict.VERIFIED}
    assert Verdict.CONTRADICTED in verdicts(HALLO + text.format(wrong), GERMAN)


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("You were charged for {}.", "four", "seven"),
        ("The invoice lists {}.", "4", "7"),
        ("Your {} arrived in one box.", "four", "seven"),
        ("We sent {} out on Monday.", "four", "seven"),
        ("We sent {} out on Monday, the fourth follows.", "three", "seven"),
        ("Sie haben {} bestellt.", "vier", "sieben"),
        ("Auf der Rechnung stehen {}.", "vier", "sieben"),
        ("Wir haben Ihnen {} geschickt.", "4", "7"),
        ("Jedes der {} war verpackt.", "vier", "sieben"),
        ("Statt der {} kamen zwei.", "vier", "sieben"),
        ("You need not return the first {}.", "four", "seven"),
    ],
)
def test_numbers_without_a_noun(text: str, right: str, wrong: str) -> None:
    glasses = {"Weinglas Kristall 400 ml": 4}

    assert verdicts(HALLO + text.format(right), glasses) == [Verdict.VERIFIED]
    assert verdicts(HALLO + text.format(wrong), glasses) == [Verdict.CONTRADICTED]


@pytest.mark.parametrize(
    "text",
    [
        "Could two glasses have got stuck under the flap?",
        "Two glasses are lost.",
        "We pack two new glasses as a replacement.",
        "The first of seventy-one steps is done.",
    ],
)
def test_a_part_of_what_was_ordered_is_not_another_number(text: str) -> None:
    assert Verdict.CONTRADICTED not in verdicts(HELLO + text, ENGLISH)
