"""What identifies a person is hidden; what belongs to the order stays."""

import pytest

from tickets_service.privacy import Known, Pseudonyms

PERSONAL = [
    "+49 (0) 30 123456-78",
    "0171-2345678",
    "030/12 34 56",
    "(030) 12 34 56",
    "0171.123.45.67",
    "+49.171.1234567",
    "0049-(0)171-2345678",
    "+43 664 1234567",
    "+41 (0)44 668 18 00",
    "+1 (415) 555-2671",
    "415-555-2671",
    "415.555.2671",
    "0 1 7 6 - 1 2 3 4 5 6 7 8",
    "null eins sieben sechs drei drei vier fünf",
    "DE89 3704 0044 0532 0130 00",
    "de89370400440532013000",
    "DE89 3704 0044 0532 0130 0",
    "DE88 3704 0044 0532 0130 00",
    "AT61 1904 3002 3457 3201",
    "GB29 NWBK 6016 1331 9268 19",
    "4111 1111 1111 1111",
    "5500-0000-0000-0004",
    "378282246310005",
    "erika@example.org",
    "Erika.Müller+shop@müller-söhne.de",
    "erika (at) web (dot) de",
    "erika[ät]web.de",
    "erika at web punkt de",
    "erika(at)mail.web.co.uk",
    "e\u200brika\uff20web.de",
]
FACTS = [
    "028-1234567-1234567",
    "12-34567-89012",
    "Bestellung 1234567",
    "Bestellnummer: 0171234567",
    "00340434161094042557",
    "0034 0434 1610 9404 2557",
    "Sendungsnummer 012345678901",
    "DPD 01234567890123",
    "1Z 999 AA1 01 2345 6784",
    "JJD000390007882145236",
    "RR123456785DE",
    "12.03.2024",
    "01.02.-14.02.2026",
    "2026-03-01",
    "14:30",
    "1.234,50 €",
    "EUR 1 234,50",
    "EAN 4006381333931",
    "4006381333931",
    "Artikel 4711-0815",
    "Rechnung RE-2026-01234",
    "USt-IdNr. DE123456789",
    "10 x 20 x 30 cm",
    "Kundennummer 0301234567",
    "Bestellung 415-555-2671",
    "415-555-2671-3",
    "Sneaker Schwarz 42",
    "034043416109 von DHL",
    "Rg. 030/2026",
    "Herr der Ringe",
    "ISBN 978-3-16-148410-0",
    "Modell 06150-1234",
    "24.12.2025-06.01.2026",
    "Einschreiben RT 12 345 678 9 DE",
]


@pytest.mark.parametrize("value", PERSONAL)
@pytest.mark.parametrize("frame", ["Guten Tag, {}. Danke!", "{}", "Bitte {} nutzen, danke", "siehe\n{}\nGruß", "({}),"])
def test_what_is_a_persons_own_is_hidden_and_comes_back(value, frame):
    text = frame.format(value)
    pseudonyms = Pseudonyms()

    hidden = pseudonyms.hide(text)

    opening, _, closing = frame.partition("{}")
    assert hidden.startswith(opening + "[")
    assert hidden.endswith("]" + closing)
    assert pseudonyms.restore(hidden) == text


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("frame", ["Guten Tag, es geht um {}. Danke!", "{}", "Was ist mit {} los?", "siehe\n{}\nGruß"])
def test_what_belongs_to_the_order_stays(fact, frame):
    text = frame.format(fact)

    assert Pseudonyms().hide(text) == text


@pytest.mark.parametrize(
    ("said", "hidden"),
    [
        ("ruf mich an:017612345678danke", "ruf mich an:[PHONE_1]danke"),
        ("Handy0176 12345678", "Handy[PHONE_1]"),
        ("nr0176/12345678bitte", "nr[PHONE_1]bitte"),
        ("_017612345678_", "_[PHONE_1]_"),
        ("meine Nummer:0301234567danke", "meine Nummer:[PHONE_1]danke"),
        ("unter+4917612345678erreichbar", "unter[PHONE_1]erreichbar"),
        ("017612345678Danke", "[PHONE_1]Danke"),
    ],
)
def test_a_phone_glued_to_words_is_hidden(said, hidden):
    assert Pseudonyms().hide(said) == hidden


@pytest.mark.parametrize(
    "said",
    [
        "bestellung017612345678",
        "Bestellung017612345678danke",
        "RE017612345678",
        "AB017612345678X",
        "lampe0301234567blau",
        "a3f017612345678bc",
        "https://shop.example/bild017612345678gross.jpg",
        "2x017612345678mm",
        "100x200x300cm",
        "JJD000390007882145236danke",
    ],
)
def test_codes_glued_to_letters_stay(said):
    assert Pseudonyms().hide(said) == said


def test_a_phone_beside_an_order_number_is_told_from_it():
    text = "Zu Bestellung 1234567 bitte 0171 2345678 anrufen, 10115 Berlin, am 12.03. um 14:30"

    assert Pseudonyms().hide(text) == "Zu Bestellung 1234567 bitte [PHONE_1] anrufen, 10115 Berlin, am 12.03. um 14:30"


def test_one_value_is_one_placeholder_in_all_texts_of_a_prompt():
    pseudonyms = Pseudonyms()

    assert pseudonyms.hide("a@b.de, c@d.de") == "[EMAIL_1], [EMAIL_2]"
    assert pseudonyms.hide("c@d.de, a@b.de") == "[EMAIL_2], [EMAIL_1]"
    assert pseudonyms.hide("0171 2345678 und +49 171 2345678") == "[PHONE_1] und [PHONE_1B]"


def test_a_known_name_is_hidden_in_each_of_its_forms():
    pseudonyms = Pseudonyms(Known(names=("Dr. Erika Müller",)))

    assert pseudonyms.hide("Erika Müller") == "[NAME_1] [NAME_2]"
    assert pseudonyms.hide("Sehr geehrte Frau Dr. Müller,") == "Sehr geehrte Frau Dr. [NAME_2],"
    assert pseudonyms.hide("Müllers Paket, ERIKA MUELLER, Müller, Erika") == (
        "[NAME_2]s Paket, [NAME_1B] [NAME_2B], [NAME_2], [NAME_1]"
    )
    assert pseudonyms.hide("Müllerei und Erikahaus") == "Müllerei und Erikahaus"


def test_a_name_that_is_a_word_too_stays_a_word_where_it_is_one():
    pseudonyms = Pseudonyms(Known(names=("Mark Schwarz",)))

    assert pseudonyms.hide("Hallo Herr Schwarz, der Sneaker in Schwarz kostet 20 Mark.") == (
        "Hallo Herr [NAME_1], der Sneaker in Schwarz kostet 20 Mark."
    )


def test_a_label_is_hidden_line_by_line():
    known = Known(names=("Erika Müller",), addresses=("Erika Müller\nHinterhaus\nLange Straße 5\n20095 Hamburg",))

    hidden = Pseudonyms(known).hide("Erika Müller\nHinterhaus\nLange Str. 5\n20095 Hamburg")

    assert hidden == "[NAME_1] [NAME_2]\n[ADDRESS_1]\n[ADDRESS_2]\n[ADDRESS_3]"


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Sort code 20-00-00 account 55779911", "Sort code [ACCOUNT_1] account [ACCOUNT_2]"),
        ("sort code: 200000, account no. 55779911.", "sort code: [ACCOUNT_1], account no. [ACCOUNT_2]."),
        ("My bank account number is 55779911", "My bank account number is [ACCOUNT_1]"),
        ("routing number 121000248", "routing number [ACCOUNT_1]"),
        ("Mein Insta ist @friedhelm_oe, danke", "Mein Insta ist [ACCOUNT_1], danke"),
        ("Telegram: friedhelm_oe", "Telegram: [ACCOUNT_1]"),
    ],
)
def test_accounts_elsewhere_are_hidden(text, hidden):
    pseudonyms = Pseudonyms()

    assert pseudonyms.hide(text) == hidden
    assert pseudonyms.restore(hidden) == text


@pytest.mark.parametrize(
    "text", ["Please sort code A from B", "account 4711 of mine", "@Team bitte prüfen", "auf Instagram gesehen"]
)
def test_what_only_sounds_like_an_account_stays(text):
    assert Pseudonyms().hide(text) == text


def test_what_nobody_told_us_is_found_by_the_words_around_it():
    hidden = Pseudonyms().hide(
        "Ich heiße Jörg von Berg. Neue Adresse: Hauptstraße 12a, 10115 Berlin. Konto 532013000\n"
        "Mit freundlichen Grüßen\nJörg von Berg"
    )

    assert "Jörg" not in hidden
    assert "Hauptstraße" not in hidden
    assert "532013000" not in hidden


def test_facts_passed_in_are_left_whatever_they_look_like():
    known = Known(names=("Erika Stein",), facts=("0171 2345678", "Stein Massiv"))

    assert Pseudonyms(known).hide("Stein Massiv 0171 2345678") == "Stein Massiv 0171 2345678"


def test_the_log_gets_numbers_alone():
    pseudonyms = Pseudonyms()
    pseudonyms.hide("a@b.de a@b.de c@d.de 0171 2345678")

    assert pseudonyms.counts() == {"email": 2, "phone": 1}
    assert pseudonyms.occurrences() == {"email": 3, "phone": 1}
