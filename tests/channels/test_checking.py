"""What breaks a rule is found, also in disguise; what does not is let alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service.channels import BreakKind, check, check_attachments, check_subject, cut, load_rules
from tickets_service.markup import html_from_plain

RULES = load_rules()
EBAY = RULES.for_source("ebay")
LONG = "Das ist ein ganzer Satz mit Inhalt. " * 60

BROKEN = [
    ("kontakt{at}laden{dot}com", BreakKind.email),
    ("kontakt (ät) laden . com", BreakKind.email),
    ("kontakt(a)laden.com", BreakKind.email),
    ("kontakt ät laden punkt com", BreakKind.email),
    ("ⓚⓞⓝⓣⓐⓚⓣ@ⓛⓐⓓⓔⓝ.ⓓⓔ", BreakKind.email),
    ("𝐰𝐰𝐰.𝐥𝐚𝐝𝐞𝐧.𝐝𝐞", BreakKind.link),  # noqa: RUF001
    ("w w w . laden . de", BreakKind.link),
    ("l a d e n . d e", BreakKind.link),
    ("bit.ly/x", BreakKind.link),
    ("laden。de", BreakKind.link),
    ("laden,de", BreakKind.link),
    ("http://2130706433/", BreakKind.link),
    ("https://ebay.de.laden.com", BreakKind.link),
    ("https://ebay.de@laden.com", BreakKind.link),
    ("https://eb\u0430y.de", BreakKind.link),
    ("https://laden.com\\@ebay.de", BreakKind.link),
    ("0\ufe0f\u20e31\ufe0f\u20e37\ufe0f\u20e31\ufe0f\u20e3 2345678", BreakKind.phone),
    ("0 1 7 1 / 2 3 4 5 6 7 8", BreakKind.phone),
    ("O171 2345678", BreakKind.phone),
    ("0171_234_56_78", BreakKind.phone),
    ("zero one seven one two three four", BreakKind.phone),
    ("Insta: @laden", BreakKind.social),
    ("t e l e g r a m", BreakKind.social),
    ("Facebookseite", BreakKind.social),
    ("Wh\u200bats\u0410pp", BreakKind.social),
    ("Ihr Gutscheincode: X1", BreakKind.phrase),
    ("Kontakt außerhalb von eBay", BreakKind.phrase),
    ("outside of eBay", BreakKind.phrase),
    ("nicht mehr kaufen, sondern: Kaufen Sie direkt bei uns", BreakKind.phrase),
    ("unsere Ware über unseren Onlineshop", BreakKind.phrase),
    ("lieber hier, dort ist es günstiger", BreakKind.phrase),
    ("laden punkt example", BreakKind.link),
    ("Dies ist eine automatische\nAntwort", BreakKind.auto_reply),
]
CLEAN = [
    "Ihre Bestellung 12-34567-89012 vom 12.03.2024 ist unterwegs, Paket 00340434161094042557.",
    "Bitte bis 14.30 Uhr, d.h. am Montag; 2-3 Stück zu 1.299,00 Euro.",
    "Sehen Sie unter https://www.ebay.de/mye/myebay/purchase nach.",
    "Version 2.0.1, 5 GHz, IP54, 230 V/50 Hz, 10 x 20 x 30 cm, Größe 38/39/40.",
    "Charge 20260112-33, MHD 12/2027, Ref. 4711-0815-2024.",
    "Schalten Sie auf I und dann auf O; der Punkt in der Mitte leuchtet.",
    "Danke.Ihr Paket kommt.Es dauert.Im Anhang nichts.",
    "Filiale 10115 Berlin hat es angenommen. A B C D sind die Tasten.",
]


@pytest.mark.parametrize(("value", "kind"), BROKEN)
def test_what_breaks_a_rule_is_found_where_it_stands(value, kind):
    text = f"Hallo,\n\nvielen Dank. Bitte {value} nutzen.\n\nGruß"
    fit = check(text, EBAY)

    assert not fit.is_fit
    assert kind in {found.kind for found in fit.breaks}
    assert all(
        text.index(value) - 1 <= found.start < found.end <= text.index(value) + len(value) + 6 for found in fit.breaks
    )
    assert value not in cut(text, EBAY)


@pytest.mark.parametrize("text", CLEAN)
@pytest.mark.parametrize("source", ["ebay", "kaufland", "otto", "email"])
def test_facts_of_an_order_break_no_rule(text, source):
    fit = check(text, RULES.for_source(source))

    assert [found for found in fit.breaks if found.kind is not BreakKind.link or source == "ebay"] == []


def test_a_name_on_a_network_is_no_address_of_e_mail():
    kinds = {found.kind for found in check("Instagram @wohnlicht", EBAY).breaks}

    assert kinds == {BreakKind.social}
    assert BreakKind.email in {found.kind for found in check("hilfe @ wohnlicht", EBAY).breaks}


def test_the_shops_own_mail_is_free():
    assert check("www.laden.de, 0171 2345678, a@b.de, @laden " + LONG, RULES.for_source("email")).is_fit


def test_length_is_counted_as_it_goes_out():
    text = "Zeile\r\nzwei\u200b  \n\nAbsatz &"

    assert check(text, EBAY).length == len(html_from_plain(text))
    assert check(text, RULES.for_source("amazon")).length == len("Zeile\nzwei\n\nAbsatz &")


def test_too_long_is_marked_from_where_it_is_too_long():
    fit = check(LONG, EBAY)
    (found,) = fit.breaks

    assert (found.kind, found.reason, found.end, fit.limit) == (BreakKind.length, "too_long", len(LONG), 950)
    assert check(LONG[: found.start], EBAY).is_fit
    assert not check(LONG[: found.start + 2], EBAY).is_fit


def test_subject_and_attachments_have_rules_too():
    amazon = RULES.for_source("amazon")

    assert check_subject("[Wichtig] Ihre Bestellung", amazon) == ()
    assert check_subject("Ihre Bestellung", amazon)[0].reason == "subject_lacks_word"
    assert check_subject("Ihre Bestellung", EBAY) == ()
    assert check_attachments(1, EBAY)[0].kind is BreakKind.attachment
    assert check_attachments(0, EBAY) == ()
    assert check_attachments(50, RULES.for_source("email")) == ()


def test_a_cut_keeps_greeting_and_closing_and_drops_from_the_end():
    offered = cut(
        f"Hallo Frau Müller,\n\n{LONG}Und zuletzt das.\n\nMit freundlichen Grüßen\nIhr Team\nTel. 030 123456", EBAY
    )

    assert offered.startswith("Hallo Frau Müller,\n\nDas ist ein ganzer Satz mit Inhalt. Das")
    assert offered.endswith("Inhalt.\n\nMit freundlichen Grüßen\nIhr Team")
    assert 880 < check(offered, EBAY).length <= 950


def test_a_sentence_does_not_end_at_an_abbreviation():
    text = "Hallo,\n\nIhr Paket kommt am 12. März, z. B. mit DHL, ca. 3 Std. später. Siehe www.laden.de bitte.\n\nGruß"

    assert cut(text, EBAY) == "Hallo,\n\nIhr Paket kommt am 12. März, z. B. mit DHL, ca. 3 Std. später.\n\nGruß"


def test_a_fit_text_is_not_touched():
    text = "Hallo,\r\n\n\n  alles gut. \n"

    assert cut(text, EBAY) == text


PIECES = [
    "Hallo,\n",
    "a@b.de ",
    "www.",
    "laden",
    ".de",
    " . ",
    "0171",
    " ",
    "/",
    "2345678",
    "Insta",
    "@",
    "Gutscheincode",
    "&" * 50,
    "x" * 300,
]
PIECES += [
    "\n\n",
    "Gruß\n",
    "Satz. ",
    "\u200b",
    "<b>",
    "Mit freundlichen Grüßen\n",
    "s h o p",
    "bit.ly/x",
    "dies ist eine automatische",
    "(at)",
]
TEXTS = st.one_of(st.text(st.characters(codec=None)), st.lists(st.sampled_from(PIECES), max_size=25).map("".join))


@given(TEXTS, st.sampled_from(["ebay", "amazon", "kaufland", "otto", "email"]), st.integers(1, 300))
def test_a_cut_is_always_fit(text, source, limit):
    rules = load_rules({"channels": {"ebay": {"length": {"most": limit}}}}).for_source(source)
    fit = check(text, rules)

    assert all(0 <= found.start <= found.end <= len(text) for found in fit.breaks)
    assert check(cut(text, rules), rules).is_fit


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "0",
        "0 ",
        "a.",
        "a@",
        "w w ",
        "a b ",
        ". de",
        "punkt ",
        "(at) ",
        "//",
        "1.",
        "Insta",
        "@",
        "eins ",
        "http:",
        "\n",
        "x.de ",
    ],
)
def test_no_text_takes_long(piece):
    text = piece * (20_000 // len(piece))
    began = time.process_time()

    check(text, EBAY)

    assert time.process_time() - began < 1
