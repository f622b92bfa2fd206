"""Thank-yous that need no answer, and what only looks like one."""

from __future__ import annotations

import pytest

from tickets_service.drafting.thanking import is_thanks
from tickets_service.drafting.worthwhile import Incoming, why_no_draft
from tickets_service.models import NoDraft

THANKS = [
    "Danke, das Problem ist gelöst.",
    "Vielen Dank, mein Anliegen hat sich inzwischen erledigt!",
    "Thanks, the problem is solved.",
    "Vielen Dank und ein schönes Wochenende!",
    "\N{THUMBS UP SIGN}",
    "\N{THUMBS UP SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4} \N{HEAVY BLACK HEART}\N{VARIATION SELECTOR-16}!",
    "Grazie mille!",
    "Bedankt!",
    "Merci beaucoup !",
    "¡Gracias!",
    "Muchas gracias y un saludo",
    "Dziękuję bardzo!",
    "Nur kurz: Der Kontakt war freundlich. Vielen Dank und schönes Wochenende!",
    "Nur kurz: Vielen Dank!",
    "Ware angekommen, danke!",
    "Danke, Lieferung ist gut angekommen.",
    "Super schnell, danke!",
    "Einwandfrei, vielen Dank!",
    "Prima, danke und schönes Wochenende.",
    "Top Service, danke!",
    "Klasse, danke. Gerne wieder!",
    "Hallo,\n\ndie Ware ist heute pünktlich eingetroffen. Vielen Dank für die unkomplizierte Abwicklung!\n\nLG",
    "Ich wollte nur kurz danke sagen.",
    "Wir wollten uns nur bedanken.",
    "Hallo Frau Weber, ich möchte mich ganz herzlich bedanken.",
    "Danke für die schnelle Erstattung!",
    "Gutschrift erhalten, vielen Dank.",
    "Vielen Dank, alles bestens. Noch einen schönen Abend!",
    "Sehr freundlicher Kontakt, vielen Dank. Ich kann Sie nur weiterempfehlen!",
    "Danke, es hat alles prima geklappt. Weiter so!",
    "Sehr geehrte Damen und Herren,\n\nvielen Dank für Ihre Hilfe.\n\nMit freundlichen Grüßen\nUwe Graf",
    "Vielen Dank, hat alles geklappt. Schönes Wochenende!",
    "Danke, hat alles prima funktioniert!",
    "Alles klar, dann warte ich. Danke Ihnen!",
    "Alles klar, vielen Dank, dann warten wir noch ab.",
    "Passt, danke",
    "Danke, passt so.",
    "Hat sich erledigt, danke.",
    "Danke, das hat sich inzwischen erledigt!",
    "Perfekt!",
    "Super, alles klar!\n\nViele Grüße\nAnna Berg",
    "Great, perfect!",
    "Perfekt, alles angekommen. LG",
    "Perfekt, alles angekommen. LG Anna Berg",
    "Super, alles gut angekommen!\nVG Uwe",
    "Danke. LG",
    "Top, alles da. Danke & LG",
    "Thanks a million, all sorted :)",
    "All sorted!",
    "Hat sich erledigt.",
    "Hallo Frau Weber,\n\ndas hat sich inzwischen geklärt.\n\nViele Grüße\nAnna Berg",
    "Just wanted to say thanks!",
    "Just a quick thank you. The delivery was super fast.",
    "Great service, thank you. Have a nice weekend!",
    "Thanks for the quick refund!",
    "Friendly contact and fast shipping, thanks!",
    "Hello Anna,\n\nthe parcel arrived today, everything is perfect. Thank you so much!\n\nBest regards\nTom",
]
NEARLY = [
    "Danke, aber es fehlt noch ein Teil",
    "Vielen Dank, wann kommt der Rest?",
    "Vielen Dank, wann kommt der Rest",
    "Hat alles geklappt?",
    "Danke, hat alles geklappt mit der Stornierung",
    "Danke, hat alles geklappt? Schönes Wochenende!",
    "Danke, hat nicht geklappt.",
    "Danke, dann warte ich auf die Rückmeldung.",
    "Danke, dann warte ich noch heute auf das Paket.",
    "Danke, ich warte.",
    "Alles klar, dann stornieren Sie. Danke!",
    "Passt nicht, danke",
    "Danke, passt die Lieferung heute",
    "Die Lieferung hat sich erledigt, danke.",
    "Die Bestellung hat sich erledigt, danke.",
    "Perfekt, dann die blaue!",
    "Perfekt, alles angekommen. LG Rechnung",
    "Perfekt, alles angekommen, nur die Birne nicht. LG",
    "Perfekt, alles zerbrochen angekommen. LG",
    "Danke. LG Fernseher OLED 55 defekt",
    "Alles angekommen, aber das Kabel fehlt.",
    "Ist alles angekommen",
    "Thanks a million for nothing",
    "All sorted except the refund",
    "Hat sich erledigt, stornieren Sie.",
    "Hat sich nicht erledigt.",
    "Danke :(",
    "Thanks \N{ANGRY FACE}",
    "Perfekt! Und die Rechnung",
    "Alles klar, wie geht es weiter",
    "Passt",
    "Gut",
    "Super Sache, und jetzt",
    "Danke, das Problem ist gelöst, aber wo ist die Rechnung?",
    "Danke, das Problem ist gelöst, aber wo ist die Rechnung",
    "Danke, das Problem ist nicht gelöst.",
    "Danke, das Problem ist wieder da.",
    "Danke, ein Problem ist gelöst.",
    "Vielen Dank! Wann kommt der Rest?",
    "Danke, hat sich erledigt. Bitte stornieren Sie die Bestellung.",
    "Vielen Dank und ein schönes Wochenende! Und die Rechnung",
    "\N{THUMBS UP SIGN} wann kommt es",
    "\N{THUMBS DOWN SIGN}",
    "Grazie, ma dov'è il pacco",
    "Bedankt, maar het pakket is leeg",
    "Gracias, falta una pieza",
    "Tak!",
    "Danke, nur eine Lieferung angekommen.",
    "Danke, es ist nur das Paket mit der Lampe angekommen.",
    "Danke, das Kabel ist zu kurz.",
    "Danke, der Kontakt ist locker.",
    "Danke für den freundlichen Kontakt, aber die Ware ist zerkratzt.",
    "Super, und jetzt",
    "Prima, danke, dann bitte die Rechnung.",
    "Klasse, danke. Das war das letzte Mal.",
    "Top, danke. Schicken Sie mir noch ein Etikett.",
    "Ware angekommen, danke. 1 Teil fehlt.",
    "Danke, Ware angekommen. Alles kaputt.",
    "Danke, 2 angekommen.",
    "Danke, fast alles angekommen.",
    "Ja, danke.",
    "Ja gerne, danke!",
    "Danke, die Gutschrift ist in Ordnung.",
    "Danke, Ersatzlieferung ist ok.",
    "Hilfe! Danke.",
    "Antwort, danke.",
    "Danke\nRückruf",
    "Vielen Dank!\n\nMit freundlichen Grüßen\nKarl Otto\nRechnung Firma Otto",
    "Hallo wo bleibt meine Lieferung, danke",
    "Guten Tag ich brauche eine Rechnung! Danke",
    "Hallo Rückruf, danke",
    "Danke, Lieferung noch heute",
    "Danke. Sie haben die Ware gestern erhalten.",
    "Ihr habt das Paket gestern bekommen, danke.",
    "Danke, das Paket ist wieder da.",
    "Ich wollte nur wissen, ob alles geklappt hat. Danke!",
    "Nur kurz: Der Kontakt war unfreundlich. Danke.",
    "Vielen Dank, und weiter",
    "Danke für eine schnelle Rückmeldung",
    "Danke im Voraus für die schnelle Erstattung.",
    "Vielen Dank für die fehlende Antwort",
    "Thanks, I wish it worked.",
    "Thanks, only one arrived.",
    "Thank you, the replacement is fine.",
    "Thanks, fast charging works now and then.",
    "Thank you. You have received my parcel yesterday.",
    "Thanks, the cable is too short.",
    "Just wanted to say thanks and ask for the invoice.",
    "Just a quick one: thanks, where is it",
    "Yes, thank you.",
    "Help! Thanks.",
    "Great, thanks. Refund today.",
    "Hello I need a new label, thanks",
    "Thanks! Order 4711 arrived.",
]


@pytest.mark.parametrize("text", THANKS)
def test_nobody_waits_for_an_answer_to_thanks(text):
    assert why_no_draft(Incoming("Ihre Bestellung", text)) is NoDraft.THANKS


NODS = ["OK", "ok super", "Ok.", "ok!", "Okay", "O.K.", "Alright, noted.", "Hallo Frau Weber,\nin Ordnung.\nLG Anna"]


@pytest.mark.parametrize("text", NODS)
@pytest.mark.parametrize("before", [None, "Guten Tag, Ihr Paket wurde heute verschickt.", "Your parcel is on its way."])
def test_nobody_waits_for_an_answer_to_a_nod(text, before):
    assert why_no_draft(Incoming("Ihre Bestellung", text, before=before)) is NoDraft.THANKS


@pytest.mark.parametrize("text", NODS)
@pytest.mark.parametrize(
    "before",
    [
        "Sollen wir Ihnen Ersatz schicken?",
        "Wir können Ihnen 10 Euro erstatten. Geben Sie uns kurz Bescheid.",
        "Please confirm the address.",
        "We can offer a replacement.",
    ],
)
def test_a_nod_to_a_question_or_an_offer_is_an_answer(text, before):
    assert why_no_draft(Incoming("Ihre Bestellung", text, before=before)) is None


@pytest.mark.parametrize("text", ["OK, und wo ist es", "Ok?", "Ok, dann stornieren", "Not ok", "ok :("])
def test_more_than_a_nod_gets_a_draft(text):
    assert why_no_draft(Incoming("Ihre Bestellung", text)) is None


@pytest.mark.parametrize("title", ["AW: Ihre Bestellung 4711", "Re: Wo ist mein Paket?", ""])
def test_the_title_of_a_reply_asks_for_nothing(title):
    assert why_no_draft(Incoming(title, "Vielen Dank und ein schönes Wochenende!")) is NoDraft.THANKS


@pytest.mark.parametrize("text", NEARLY)
def test_a_question_complaint_wish_or_number_beside_thanks_gets_a_draft(text):
    assert why_no_draft(Incoming("Ihre Bestellung", text)) is None


@pytest.mark.parametrize("text", THANKS)
@pytest.mark.parametrize(
    "more", ["Und die Rechnung", "Wann kommt der Rest", "Ein Teil fehlt.", "4711", "Please call me."]
)
def test_no_thanks_hide_what_stands_below_them(text, more):
    assert not is_thanks(f"{text}\n{more}")
    assert not is_thanks(f"{more}\n{text}")
