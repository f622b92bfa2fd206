"""Money that is said to go to the customer, however it is said."""

import pytest

from tickets_service.guard import Allowed, Key, inspect


def is_flagged(text):
    return Key.money in {found.key for found in inspect(f"Guten Tag,\n\n{text}\n\nGruß", Allowed()).flags}


@pytest.mark.parametrize(
    "text",
    [
        "Die Gutschrift über 50 € ist bestätigt.",
        "Sie bekommen 50 € zurück.",
        "Sie müssen die Ware nicht zurücksenden und erhalten den vollen Betrag.",
        "We transferred 94.80 EUR to you on 20 November.",
        "The money has been transferred to your account.",
        "Sie erhalten 1.234,50 € von uns zurück.",
        "We have sent you 50 EUR.",
        "50 € gehen morgen an Sie.",
        "You will receive the full amount.",
        "Der Betrag wurde Ihnen geschickt.",
        "Du bekommst von uns 20 €.",
        "Ihr Geld geht morgen auf Ihr Konto.",
        "The full purchase price is being returned to you.",
        "$50 was sent to you yesterday.",
        "Nothing is left to do: the price has been refunded.",
        "The cost of 129 euros was sent to you.",
        "Sie dürfen nicht nur die Ware behalten, Sie bekommen auch das Geld wieder.",
    ],
)
def test_a_sum_for_the_customer_is_flagged(text):
    assert is_flagged(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sie erhalten eine Rechnung über 50 €.",
        "Ihre Zahlung über 50 € haben wir erhalten.",
        "Der Gesamtbetrag beträgt 50 €.",
        "Wir haben Ihre Zahlung von 50 € erhalten.",
        "We received your payment of 50 EUR.",
        "Sie haben uns 50 € überwiesen.",
        "We sent you the invoice for 50 EUR.",
        "Die Rechnung über 50 € haben wir Ihnen geschickt.",
        "Sie erhalten die Ware in 3 Tagen, sie kostet 50 €.",
        "Ihre Bestellung über 50 € geht morgen an Sie raus.",
        "Your order of 50 EUR was sent to you on Monday.",
        "The parcel (50 EUR) was sent to your address.",
        "Sie bekommen 2 Kissen zu je 12 €.",
        "Sie erhalten den vollen Betrag nicht.",
        "Leider erhalten Sie kein Geld zurück.",
        "We have received 50 EUR from you.",
        "Die Versandkosten betragen 4,90 €.",
        "Nothing has been refunded so far.",
        "None of the amount has been refunded.",
        "Your lamp, which cost 129 euros, was sent to you on 3 May.",
        "The lamp cost you 129 EUR and was sent to your address.",
    ],
)
def test_what_the_customer_paid_or_is_billed_is_not(text):
    assert not is_flagged(text)
