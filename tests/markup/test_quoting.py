"""New text and quoted history are told apart, and nothing the customer wrote is lost."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tickets_service.markup import read_message

CORPUS = Path(__file__).parents[1] / "data/mail-replies/crisp.jsonl"

WHOLE = "the whole text"


def squeezed(text):
    return re.sub(r"\s+", " ", text).strip()


def test_the_corpus_of_replies_is_split_as_expected():
    cases = [json.loads(line) for line in CORPUS.read_text().split("\n") if line]
    expected = {case["id"]: case.get("expected_visible_text") or case.get("expected_first_fragment") for case in cases}
    read = {case["id"]: squeezed(read_message(case["text"]).text) for case in cases}
    exact = {name for name, text in expected.items() if text and squeezed(text) == read[name]}

    assert len(exact) >= 47
    assert {name for name in exact if "german" in name} == {name for name in expected if "german" in name}
    assert [name for name, text in expected.items() if text and squeezed(text) not in read[name]] == []


PLAIN = {
    "Thunderbird": ("Danke!\n\nAm 12.03.24 um 10:15 schrieb Shop Service:\n> Hallo\n> Max\n\nGrüße", "Danke! Grüße"),
    "without marks": ("Danke!\n\nAm 12.03.2024 um 10:15 schrieb Shop Service:\n\nHallo Max", "Danke!"),
    "below the quote": ("Am 12.03.24 um 10:15 schrieb Shop:\n> Wo?\n\nIn Köln.", "In Köln."),
    "over three lines": ("Danke\n\nOn 3 May 2026,\nat 10:18,\nShop <mail@shop.example> wrote:\n\n> Hi", "Danke"),
    "a greeting right above": ("Hallo\nOn 3 May 2026, Shop <mail@shop.example> wrote:\n> Hi\n\nText", "Hallo Text"),
    "French": ("Merci\n\nLe 3 mai 2026 à 22:03, Shop <a@shop.example> a écrit :\n\nBonjour", "Merci"),
    "Italian": ("Grazie\n\nIl giorno 3 mag 2026, alle ore 10:15, Shop <a@shop.example> ha scritto:\n\nCiao", "Grazie"),
    "Spanish": ("Gracias\n\nEl mar, 3 may 2026 a las 10:15, Shop (<a@shop.example>) escribió:\n\nHola", "Gracias"),
    "Dutch": ("Dank\n\nOp 3 mei 2026, om 13:18 heeft Shop <a@shop.example> het volgende geschreven:\n\nHoi", "Dank"),
    "Polish": ("Dzięki\n\nwt., 3 maj 2026 o 10:15 Sklep <a@shop.example> napisał(a):\n\n> Cześć", "Dzięki"),
    "Yahoo": (
        "Danke\n\nAm Dienstag, 3. Mai 2026 um 10:15 MEZ hat Shop <a@b.example> Folgendes geschrieben:\n\nHi",
        "Danke",
    ),
    "name first": ("Danke\n\nShop <a@shop.example> schrieb am 10:15 Dienstag, 3. Mai 2026:\n\nHallo", "Danke"),
    "Outlook": (
        "Ja\n\n\nVon: Shop <a@b.example>\nGesendet: Dienstag, 3. Mai 2026\nAn: Max\nBetreff: AW: Hi\n\nHi",
        "Ja",
    ),
    "Outlook in bold": ("Ja\n\n*Von:* Shop\n*Gesendet:* Dienstag\n*An:* Max\n*Betreff:* AW: Hi\n\nHi", "Ja"),
    "GMX": ('Ja\n\nGesendet: Montag, 2. Mai 2026 um 10:15 Uhr\nVon: "S" <a@b.example>\nAn: m\nBetreff: Re\n\nHi', "Ja"),
    "French Outlook": ("Oui\n\nDe : Shop\nEnvoyé : mardi 3 mai 2026 10:15\nÀ : Max\nObjet : RE\n\nBonjour", "Oui"),
    "Italian Outlook": ("Sì\n\nDa: Shop\nInviato: martedì 3 maggio 2026 10:15\nA: Max\nOggetto: R\n\nCiao", "Sì"),
    "Spanish Outlook": ("Sí\n\nDe: Shop\nEnviado el: martes, 3 de mayo\nPara: Max\nAsunto: RE\n\nHola", "Sí"),
    "Dutch Outlook": ("Ja\n\nVan: Shop\nVerzonden: dinsdag 3 mei 2026\nAan: Max\nOnderwerp: RE\n\nHoi", "Ja"),
    "Polish Outlook": ("Tak\n\nOd: Shop\nWysłano: wtorek, 3 maja 2026\nDo: Max\nTemat: ODP\n\nCześć", "Tak"),
    "separator": ("Ja\n\n-----Ursprüngliche Nachricht-----\nHallo Max", "Ja"),
    "Samsung": ("Ja\n\nVon meinem Galaxy gesendet.\n\n-------- Ursprüngliche Nachricht --------\nVon: S", "Ja"),
    "iPhone": ("Danke\n\nVon meinem iPhone gesendet\n\n> Am 3.5.2026 um 10:15 schrieb S:\n>\n> Hi", "Danke"),
    "signature": ("Bitte melden\n-- \nMax Muster\nMusterweg 1", "Bitte melden"),
    "wrapped quote": ("Ja\n\n> " + "langes Wort " * 6 + "und\nhier weiter\n> Ende", "Ja"),
    "form": ("Von: Max\nE-Mail: max@x.example\nBetreff: Frage\nNachricht:\nWo ist mein Paket?", WHOLE),
    "facts": ("Hier die Daten:\n\nName: Max\nDatum: 12.3.2026\nAn: Lager\nNachricht: Bitte prüfen", WHOLE),
    "told story": ("Hallo,\n\nam 12.03.2026 um 10:15 schrieb ich an a@shop.example:\n\nBitte stornieren.", WHOLE),
    "told answer": ("Am 12.03.2026 um 10:15 schrieb mir Ihr Kollege:\n\nEs sei da. Ist es nicht.", WHOLE),
    "answers one by one": ("> Welche Farbe?\nRot.\n> Welche Größe?\n42", WHOLE),
    "cited sentence": ("Sie schrieben\n\n> es kommt morgen\n\nEs kam nicht.", WHOLE),
    "only a forward": ("-------- Weitergeleitete Nachricht --------\nVon: A\nDatum: 1.1.2026\n\nInhalt", WHOLE),
    "only a quote": ("> Hallo\n> Max", WHOLE),
    "only a signature": ("--\nMax", WHOLE),
    "a sentence about sending": ("Hallo\n\nGesendet mit DHL, aber nie angekommen.\n\nGruß", WHOLE),
    "a list": ("Es fehlen:\n- Schraube\n- Mutter\n\n--- dringend ---\n\nDanke", WHOLE),
}


@pytest.mark.parametrize(("body", "text"), PLAIN.values(), ids=PLAIN)
def test_plain_text_is_split(body, text):
    read = read_message(body)

    assert squeezed(read.text) == squeezed(body if text is WHOLE else text)
    assert (read.quoted_text == "") == (text is WHOLE)


GMAIL = """
<div dir="ltr">Danke</div><br><div class="gmail_quote">
<div class="gmail_attr">Am Di., 3. Mai 2026 um 10:15 Uhr schrieb S &lt;s@x.example&gt;:<br></div>
<blockquote class="gmail_quote">Hallo</blockquote></div>
"""
ANSWERS_IN_GMAIL = """
<div class="gmail_quote"><blockquote class="gmail_quote">Farbe?</blockquote><div>Rot</div>
<blockquote class="gmail_quote">Größe?</blockquote><div>42</div></div>
"""
THUNDERBIRD = """
<div class="moz-cite-prefix">Am 03.05.26 um 10:15 schrieb S:<br></div>
<blockquote type="cite">Hallo</blockquote><p>Danke</p>
"""
OUTLOOK = """
<div class="WordSection1"><p>Danke</p><div style="border-top:solid #E1E1E1 1.0pt"><p>
<b>Von:</b> S<br><b>Gesendet:</b> Dienstag<br><b>An:</b> M<br><b>Betreff:</b> AW</p></div><p>Hallo</p></div>
"""
APPLE = """
Danke<br><br><div>Von meinem iPhone gesendet</div><div><br>
<blockquote type="cite">Am 3.5.26 schrieb S:</blockquote></div><blockquote type="cite">Hallo</blockquote>
"""
CITED_BEFORE = """
Danke<blockquote>Zitat</blockquote>
<div>On 3 May 2026, S &lt;s@x.example&gt; wrote:</div><blockquote>Hallo</blockquote>
"""
HTML = {
    "Gmail": (GMAIL, "Danke"),
    "old Gmail": (
        'Danke<div class="gmail_quote">On 3 May 2026, S &lt;s@x.example&gt; wrote:<div>Hi</div></div>',
        "Danke",
    ),
    "answers in Gmail": (ANSWERS_IN_GMAIL, "> Farbe? Rot > Größe? 42"),
    "Thunderbird": (THUNDERBIRD, "Danke"),
    "Outlook": (OUTLOOK, "Danke"),
    "Outlook in a browser": (
        '<div>Danke</div><hr><div id="divRplyFwdMsg"><b>Von:</b> Shop</div><div>Hallo</div>',
        "Danke",
    ),
    "GMX": ('<div>Danke</div><div name="quote"><div>Gesendet: Montag</div>Hallo</div>', "Danke"),
    "Apple": (APPLE, "Danke"),
    "ruled header": (
        "<div>Danke<hr>Date: Tue, 3 May 2026 12:35:31<br>To: M<br>From: S<br>Subject: You<br><br>Hi</div>",
        "Danke",
    ),
    "a cited sentence before": (CITED_BEFORE, "Danke > Zitat"),
    "all of it indented": ("<blockquote>Hallo</blockquote>", "Hallo"),
}


@pytest.mark.parametrize(("body", "text"), HTML.values(), ids=HTML)
def test_html_is_split(body, text):
    assert squeezed(read_message(body).text) == text


LINES = st.sampled_from(
    [
        "",
        "Hallo",
        "> Zitat",
        ">> älter",
        "-- ",
        "____________",
        "Von: S <s@x.example>",
        "Gesendet: 3.5.2026 10:15",
        "Betreff: AW",
        "Am 3.5.2026 um 10:15 schrieb S <s@x.example>:",
        "Von meinem iPhone gesendet",
        "-----Original Message-----",
        "Sehr geehrte Damen und Herren, bitte prüfen Sie das noch einmal genau und",
        "antworten Sie bald.",
    ]
)


@settings(max_examples=500)
@given(st.lists(LINES, max_size=25))
def test_every_line_is_in_one_part_or_the_other(lines):
    read = read_message("\n".join(lines))
    kept = read.text.split("\n") + read.quoted_text.split("\n")

    assert sorted(line.strip() for line in kept if line.strip()) == sorted(
        line.strip() for line in lines if line.strip()
    )
    assert bool(read.text) == any(lines)
