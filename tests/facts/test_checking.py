from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.fact_drafts import LANGUAGES, drafts
from tickets_service.facts import Event, Fact, FactKind, FactSheet, Role, Verdict, check, find_claims

ORDER = "order:4711"
ITEM = f"{ORDER}/item:1"
SHEET = FactSheet(
    (
        Fact(id=ORDER, kind=FactKind.ORDER_NUMBER, label="Order", value="47110"),
        Fact(id=ITEM, kind=FactKind.ITEM, label="Item", value="Stehlampe Arvid, schwarz", of=ORDER),
        Fact(id=f"{ITEM}/quantity", kind=FactKind.QUANTITY, label="Quantity", value=Decimal(2), of=ITEM),
        Fact(id=f"{ITEM}/price", kind=FactKind.AMOUNT, label="Price", value=Decimal("89.90"), of=ITEM, role=Role.PRICE),
        Fact(
            id=f"{ORDER}/total",
            kind=FactKind.AMOUNT,
            label="Total",
            value=Decimal("1234.50"),
            of=ORDER,
            role=Role.TOTAL,
        ),
        Fact(id=f"{ORDER}/sent", kind=FactKind.EVENT, label="Sent", value=True, of=ORDER, event=Event.SENT),
        Fact(id=f"{ORDER}/sent/date", kind=FactKind.DATE, label="Sent on", value=date(2026, 3, 12), of=f"{ORDER}/sent"),
        Fact(id=f"{ORDER}/ordered", kind=FactKind.EVENT, label="Ordered", value=True, of=ORDER, event=Event.ORDERED),
        Fact(id=f"{ORDER}/ordered/date", kind=FactKind.DATE, label="On", value=date(2026, 3, 9), of=f"{ORDER}/ordered"),
        Fact(
            id=f"{ORDER}/refunded", kind=FactKind.EVENT, label="Refunded", value=False, of=ORDER, event=Event.REFUNDED
        ),
    ),
    date(2026, 3, 14),
)


def bad(text, **said):
    return [
        (text[one.start : one.end], one.verdict)
        for one in check(text, SHEET, **said)
        if one.verdict != Verdict.VERIFIED
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ihre Bestellung 47110 wurde am 12. März versandt.",
        "Ihre Bestellung 47110 vom 09.03. wurde am 12.03.2026 verschickt.",
        "Your order #47110 was shipped on March 12.",
        "It was shipped on the 12th of March, so the day before yesterday.",
        "We dispatched it on 2026-03-12.",
        "Der Gesamtbetrag ist 1.234,50 €.",
        "The total is EUR 1,234.50 for two Arvid floor lamps.",
        "2 x Stehlampe Arvid in Schwarz, je 89,90 €",
        "Es tut uns leid, dass Ihr Rabattcode Schwierigkeiten macht.",
        "Ihr Geld wurde noch nicht erstattet.",
        "Sobald die Ware bei uns eingegangen ist, erstatten wir den Betrag.",
        "Falls Sie die Bestellung storniert haben möchten, schreiben Sie uns.",
        "Sie haben 14 Tage Zeit, wir sind Montag bis Freitag von 9 bis 17 Uhr unter 0421 / 33 44 55 da.",
        "Die Stehlampe Arvid hat ein Kabel von 1.5 m, über einem Tisch brauchen Sie zwei Haken und ein Leuchtmittel.",
        "Ab 49 € versenden wir kostenlos, der Zoll nimmt etwa 12 €, der Gutschein gilt bis 31.12.",
        "Spend over €100 next time. Your letter dated 2 March is with us; please let us know by 28 March.",
        "Die Lieferung dauert 2-3 Werktage und geht an Hauptstraße 12, 28195 Bremen (§ 355 BGB, 19 % MwSt.).",
    ],
)
def test_what_agrees_with_the_sheet_or_says_nothing_of_it_is_not_marked(text):
    assert bad(text) == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Die Rücksendung kostet 4,95 €.", "4,95 €"),
        ("Der Gutschein über 15 € gilt bis 31.12.", "15 €"),
        ("Spend €100 next time and get €15 off.", "€15"),
        ("We can also deduct €10 if you keep it.", "€10"),
    ],
)
def test_what_the_shop_charges_or_offers_is_unsupported_until_a_text_of_the_shop_has_it(text, amount):
    assert (amount, Verdict.UNSUPPORTED) in bad(text)
    assert bad(text, policies=(text,)) == []


@pytest.mark.parametrize(
    ("text", "words", "verdict"),
    [
        ("Ihre Bestellung 47119 wurde versandt.", "47119", Verdict.CONTRADICTED),
        ("Versandt wurde am 9. März.", "9. März", Verdict.CONTRADICTED),
        ("It was shipped on March 13.", "March 13", Verdict.CONTRADICTED),
        ("Der Gesamtbetrag ist 89,90 €.", "89,90 €", Verdict.CONTRADICTED),
        ("Drei Stehlampen Arvid sind unterwegs.", "Drei", Verdict.CONTRADICTED),
        ("Ihre Stehlampe Nilas ist unterwegs.", "Stehlampe Nilas", Verdict.CONTRADICTED),
        ("Der Couchtisch wurde am 12. März versandt.", "Couchtisch", Verdict.CONTRADICTED),
        ("Your wall mirror is on its way.", "wall mirror", Verdict.CONTRADICTED),
        ("We shipped eight of them.", "eight", Verdict.CONTRADICTED),
        ("Ihre Stehlampe Arvid in Weiß ist unterwegs.", "Stehlampe Arvid in Weiß", Verdict.CONTRADICTED),
        ("Ihre Bestellung wurde erstattet.", "erstattet", Verdict.CONTRADICTED),
        ("Your order has not been shipped yet.", "shipped", Verdict.CONTRADICTED),
        ("Your order was cancelled.", "cancelled", Verdict.UNSUPPORTED),
        ("Wir stornieren Ihre Bestellung.", "stornieren", Verdict.UNSUPPORTED),
        ("Die Rechnung vom 9. März liegt bei.", "9. März", Verdict.UNSUPPORTED),
        ("Die Stehlampe Arvid kostet 1.234,50 €.", "1.234,50 €", Verdict.CONTRADICTED),
        ("We are talking about €62.30 here.", "€62.30", Verdict.UNSUPPORTED),
        ("I won't quibble over €9.40.", "€9.40", Verdict.UNSUPPORTED),
        ("It is insured for €62.30 and has cleared German customs.", "€62.30", Verdict.UNSUPPORTED),
        ("Die Sendungsnummer ist 00340434161094042557.", "00340434161094042557", Verdict.UNSUPPORTED),
        ("Mehr unter https://example.com/track", "https://example.com/track", Verdict.UNSUPPORTED),
    ],
)
def test_what_the_sheet_does_not_bear_out_is_marked(text, words, verdict):
    assert (words, verdict) in bad(text)


def test_numbers_the_customer_wrote_may_be_repeated():
    text = "Sie nennen die Bestellung 99887 und 12,34 €."

    assert len(bad(text)) == 2
    assert bad(text, said=["Meine Bestellung 99887 hat 12,34 € gekostet."]) == []


@pytest.mark.parametrize(
    ("said", "marked"),
    [
        ("Mir fehlen fünf der Stehlampen.", []),
        ("Es sollten 5 schwarze Stehlampen sein.", []),
        ("Ich schicke 5 Fotos von der Stehlampe.", ["fünf"]),
        ("Das ist schon meine fünfte Frage, seit 5 Tagen warte ich.", ["fünf"]),
    ],
)
def test_a_number_of_the_customer_is_only_excused_for_what_it_counted(said, marked):
    found = bad("Sie schreiben, es fehlten fünf Stehlampen.", said=[said])

    assert [words for words, _ in found] == marked


def test_an_account_is_no_tracking_number_even_if_it_is_wrong():
    sheet = FactSheet(
        (*SHEET.facts, Fact(id="t", kind=FactKind.TRACKING_NUMBER, label="T", value="DE123")), SHEET.today
    )

    assert check("Unsere IBAN: DE00 1234 5678 9012 3456 78.", sheet) == ()


def test_a_finding_names_the_fact_behind_it():
    finding = next(one for one in check("Versandt am 12. März.", SHEET) if one.kind == FactKind.DATE)

    assert finding.fact == SHEET.get(f"{ORDER}/sent/date")


@pytest.mark.parametrize("language", LANGUAGES)
def test_drafts_written_by_hand_are_borne_out_by_their_sheets(language):
    wrong = {
        draft.name: [
            draft.text[one.start : one.end] for one in check(draft.text, draft.sheet) if one.verdict != Verdict.VERIFIED
        ]
        for draft in drafts(language)
    }

    assert sum(map(len, wrong.values())) <= 0.02 * sum(len(draft.facts) for draft in drafts(language))


PIECES = st.sampled_from(
    [
        "Bestellung",
        "4711",
        "order",
        "#",
        "12.03.",
        "€",
        "1.234,50",
        "EUR",
        "zwei",
        "x",
        "Kissen",
        "Lampe",
        "nicht",
        "versandt",
        "wird",
        "erstattet",
        ".",
        ",",
        "?",
        "\n",
        "(",
        ")",
        "„",
        "“",
        "https://",
        "März",
        "May",
        "00",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(
        st.text(max_size=400), st.lists(PIECES, max_size=80).map(" ".join), st.lists(PIECES, max_size=80).map("".join)
    )
)
@example("1" * 5000)
def test_any_text_is_checked_and_findings_lie_inside_it(text):
    for finding in check(text, SHEET):
        assert 0 <= finding.start < finding.end <= len(text)
    for claim in find_claims(text, SHEET).claims:
        assert 0 <= claim.start < claim.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "1.", "12 ", "Kissen ", "\n", "versandt am 12. März ", "1-", "(", "a.b@c.", "2 x ", "€ 12,", "0 "],
)
def test_a_long_text_of_one_piece_is_checked_in_seconds(piece):
    check(piece * (100_000 // len(piece)), SHEET)


def test_an_amount_in_another_currency_is_contradicted():
    sheet = FactSheet(
        (
            Fact(id=ORDER, kind=FactKind.ORDER_NUMBER, label="Order", value="47110"),
            Fact(
                id=f"{ORDER}/total", kind=FactKind.AMOUNT, label="Total", value=Decimal("94.80"), of=ORDER,
                role=Role.TOTAL, currency="EUR",
            ),
        ),
        date(2026, 3, 14),
    )  # fmt: skip

    def verdicts(text):
        return [one.verdict for one in check(text, sheet)]

    assert verdicts("Der Gesamtbetrag ist 94,80 €.") == [Verdict.VERIFIED]
    assert verdicts("Der Gesamtbetrag ist 94,80 USD.") == [Verdict.CONTRADICTED]
    assert verdicts("The total is CHF 94.80.") == [Verdict.CONTRADICTED]
