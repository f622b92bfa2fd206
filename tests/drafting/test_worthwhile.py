"""Which messages get no draft, and that no question is among them."""

# ruff: noqa: E501 - a message stays in one line

from __future__ import annotations

from time import perf_counter

import pytest

from tickets_service.drafting.worthwhile import Incoming, is_held_back, why_no_draft
from tickets_service.models import NoDraft

THANKS = [
    "Danke!",
    "Vielen Dank!",
    "Vielen lieben Dank für die schnelle Hilfe!\n\nLiebe Grüße\nMarion Krause",
    "Super, danke.",
    "Hallo Frau Weber,\n\nherzlichen Dank für Ihre schnelle Rückmeldung.\n\nMit freundlichen Grüßen\nThomas Berg",
    "Paket ist heute angekommen, vielen Dank 😊",
    "Perfekt, danke und einen schönen Abend!\nAnna",
    "Besten Dank für die Info.\nViele Grüße, Jens Otto",
    "Thanks a lot!",
    "Thank you so much for your quick reply.\n\nKind regards\nJohn Miller",
    "Hi Anna,\n\ngreat, thank you! Everything arrived safely.\n\nBest regards,\nSarah",
    "Merci beaucoup pour votre aide !\n\nCordialement\nPaul Martin",
    "Bonjour,\n\nMerci, bonne journée !",
]
NOTHING_BUT_NOISE = [
    (NoDraft.BOUNCE, "Undelivered Mail Returned to Sender", "I'm sorry to have to inform you that your message could not be delivered.\n<a@b.de>: host mx.b.de said: 550 5.1.1 User unknown", "MAILER-DAEMON@mx.example"),
    (NoDraft.BOUNCE, "Unzustellbar: Ihre Anfrage", "Ihre Nachricht konnte nicht zugestellt werden. Der Empfänger ist unbekannt.", "postmaster@firma.example"),
    (NoDraft.BOUNCE, "Delivery Status Notification (Failure)", "Final-Recipient: rfc822; x@y.example\nDiagnostic-Code: smtp; 550 5.2.1", None),
    (NoDraft.BOUNCE, "Non remis : votre demande", "Votre message n'a pas pu être remis. 550 5.1.10", None),
    (NoDraft.AUTO_REPLY, "Automatische Antwort: Ihre Bestellung", "Ich bin bis zum 12. August nicht im Büro. In dringenden Fällen wenden Sie sich an meine Kollegin.", None),
    (NoDraft.AUTO_REPLY, "Abwesenheitsnotiz", "Guten Tag, ich bin derzeit im Urlaub und lese keine Mails.", None),
    (NoDraft.AUTO_REPLY, "Out of Office: Your order", "I am out of the office until Monday with limited access to email.", None),
    (NoDraft.AUTO_REPLY, "Réponse automatique : commande", "Je suis actuellement en congés jusqu'au 3 mai.", None),
    (NoDraft.AUTO_REPLY, "Out of office: Re: Your order", "I am away until Monday and will answer then.", None),
    (NoDraft.AUTO_REPLY, "Automatic reply: Your order 30001", "Thank you for your message. I'm currently travelling.", None),
    (NoDraft.AUTO_REPLY, "Automatic reply", "Hello, I will be back on 3 May. In urgent matters please write to info@firm.example.", None),
    (NoDraft.AUTO_REPLY, "Automatische Antwort: AW: Ihre Bestellung", "Guten Tag, ich bin ab Montag wieder für Sie da. Ihre E-Mail wird nicht weitergeleitet.", None),
    (NoDraft.AUTO_REPLY, "Abwesenheitsnotiz: Ihre Nachricht", "Ich bin bis einschließlich 4. Juni auf Dienstreise.", None),
    (NoDraft.AUTO_REPLY, "Out-of-Office", "We are closed until 2 January and will reply after that.", None),
    (NoDraft.SYSTEM_NOTICE, "Auszahlung veranlasst", "Die Auszahlung für den Zeitraum 1. bis 14. März wurde veranlasst. Diese E-Mail wurde automatisch erstellt, bitte antworten Sie nicht auf diese E-Mail.", "noreply@payments.example"),
    (NoDraft.SYSTEM_NOTICE, "Weekly report", "The weekly report is ready. This is an automated message, please do not reply to this email.", None),
    (NoDraft.OWN_OUTBOUND, "Versandbestätigung", "Guten Tag Frau Muster,\n\nIhre Bestellung 30001 wurde heute verschickt.\n\nHaben Sie Fragen? Wir helfen gern.", None),
    (NoDraft.OWN_OUTBOUND, "Order confirmation", "Thank you for your order! We will let you know as soon as it ships.", None),
    (NoDraft.SPAM, "Rank #1", "Hi, we can bring your site to the first page of Google with quality backlinks. Interested?", None),
    (NoDraft.SPAM, "Zusammenarbeit", "Guten Tag, wir bieten SEO und Backlinks. Fordern Sie Ihre kostenlose Analyse an.", None),
]  # fmt: skip
QUESTIONS = [
    "Danke, aber wo bleibt mein Paket?",
    "Vielen Dank für die Antwort. Wann kommt die Erstattung",
    "Danke für die schnelle Lieferung, leider ist die Lampe kaputt.",
    "Danke, bitte stornieren Sie die Bestellung.",
    "Super, danke. Ist das Paket heute da",
    "Thanks, but I still have not received it.",
    "Thank you. Please send the invoice to my company.",
    "Merci, mais le colis est vide.",
    "Danke!\n\nMit freundlichen Grüßen\nKarl Otto\n\nPS: Wann bekomme ich die Rechnung",
    "Vielen Dank vorab, ich hätte gern eine Rechnung",
    "Danke für nichts",
    "Wo ist meine Bestellung",
    "",
    "Ja",
    "Ich bin bis Freitag im Urlaub, bitte liefern Sie danach.",
    "Die Rechnung konnte nicht zugestellt werden, schicken Sie sie noch einmal.",
    "Ich bin nicht im Büro, wenn DHL kommt. Können Sie die Abwesenheit beachten?",
    "Kontaktformular\nName: Erika\nNachricht: Ich suche die Lampe in Blau.\nDiese E-Mail wurde automatisch erstellt.",
    "Habe die Mail 'Ihre Bestellung wurde versendet' bekommen, aber mein Paket ist nicht da.",
    "Bieten Sie auch Gutscheine? Your casino lamp order 123456 is broken, click here for the picture.",
    "Moin, ich möchte das Sofa zurückgeben.",
    "Danke, nein.",
    "10000 Dank, Größe 42 passt nicht",
]

WRITTEN_LATER = [
    ("Frage", "I am away until Monday, is that a problem for the courier"),
    ("Frage", "Ich bin bis Montag unterwegs und wieder erst am Dienstag da."),
    ("Automatic reply: your question", "I tried it again. The lamp still flickers."),
    ("Out of office: your question", "I am away until Monday. Where is my parcel"),
    ("Abwesenheitsnotiz", "Ich bin ab Montag wieder da, ändern Sie bis dahin die Bestellung."),
    ("Abwesenheit im Urlaub", "Wir sind im Urlaub, liefern Sie das Paket erst ab dem 20. Juni."),
    ("Undelivered", "My mail could not be delivered, so once more: the lamp from order 4711 flickers."),
    ("Unzustellbar", "Meine E-Mail konnte nicht zugestellt werden. Ich möchte die Vase umtauschen."),
    ("Kontakt", "Nachricht: Rechnung an Firma Otto senden.\n\nDiese Nachricht wurde automatisch erzeugt."),
    ("Kontakt", "Größe 44 statt 42 schicken bitte. Diese E-Mail wurde automatisch erstellt."),
    ("Versand", "Ihre Bestellung 30001 wurde versendet - seit zwei Wochen kam nichts an!"),
    ("Order", "Thank you for your order. Still missing."),
    ("Danke", "Vielen Dank, Frau Weber. Eine Lampe war allerdings zerkratzt."),
    ("Danke", "Danke, dann nehme ich die blaue."),
    ("Thanks", "Thank you, I will take the refund then."),
    ("Merci", "Merci, envoyez la facture."),
    ("Danke", "Danke\n\nKarl Otto\nNeue Anschrift: Ring 3"),
    (
        "Out of office",
        "The courier says I am out of office all day, leave it with the neighbour at no. 5, parcel 123456.",
    ),
]


MACHINES_UNDER_ANOTHER_TITLE = [
    (NoDraft.AUTO_REPLY, "Ich bin bis zum 12.12. nicht im Büro. Ihre E-Mail wird nicht weitergeleitet."),
    (NoDraft.AUTO_REPLY, "Ich bin vom 3. bis einschließlich 12. Dezember nicht im Büro."),
    (NoDraft.AUTO_REPLY, "Guten Tag,\n\nvielen Dank für Ihre Nachricht. Ich bin derzeit nicht im Büro. In dringenden Fällen wenden Sie sich bitte an info@firma.example.\n\nMit freundlichen Grüßen\nUwe Graf"),
    (NoDraft.AUTO_REPLY, "I am out of office until Monday."),
    (NoDraft.AUTO_REPLY, "Out of office until 4 May."),
    (NoDraft.AUTO_REPLY, "Out of office: I am away until 5 May."),
    (NoDraft.AUTO_REPLY, "I'm out of the office until 12/12."),
    (NoDraft.AUTO_REPLY, "Guten Tag, ich bin aktuell nicht im Büro und ab 3.1. wieder da."),
    (NoDraft.BOUNCE, "Hello\nDelivery Status Notification (Failure)\nIt could not be delivered."),
    (NoDraft.SPAM, "I will get your site to the first page of Google."),
    (NoDraft.AUTO_REPLY, "Hello,\n\nthank you for your email. I'm currently out of the office until 4 May. I will reply when I am back.\n\nKind regards\nTom Miller"),
    (NoDraft.BOUNCE, "Delivery Status Notification (Failure)\n\nThe following message to <a@b.example> could not be delivered."),
    (NoDraft.BOUNCE, "Mail delivery failed: returning message to sender. User unknown."),
    (NoDraft.BOUNCE, "Unzustellbar: Ihre Anfrage\nEmpfänger unbekannt."),
    (NoDraft.SPAM, "Hi, we can bring your website to page one of Google. Reply for a free audit."),
    (NoDraft.SPAM, "Guten Tag, wir bringen Ihren Shop auf Seite 1 bei Google. Interesse?"),
    (NoDraft.SPAM, "Hello, my name is John. We noticed your site does not rank on Google. Interested in more?"),
]  # fmt: skip
NEARLY_MACHINES = [
    "Ich bin bis zum 12.12. nicht im Büro. Schicken Sie es danach.",
    "Ich bin nicht im Büro. Ihre E-Mail wird nicht weitergeleitet. Die Lampe flackert.",
    "Ich bin bis Montag nicht im Büro. Wo bleibt die Lampe?",
    "Ich bin nicht im Büro, wenn der Fahrer kommt.",
    "I am out of office until Monday. Can you ship it on Tuesday?",
    "I am out of office until Monday, so leave it with the neighbour.",
    "I am out of office until Monday. The lamp flickers.",
    "Delivery Status Notification (Failure): could not be delivered. So tell me where it is.",
    "Delivery Status Notification (Failure), could not be delivered. Is my address wrong?",
    "We can bring your website to page one of Google, they wrote. Where is my lamp?",
    "Ich habe Sie auf der ersten Seite bei Google gefunden. Wir bieten 20 Euro für die Lampe mit Kratzer, fehlt etwas",
]


@pytest.mark.parametrize(("reason", "text"), MACHINES_UNDER_ANOTHER_TITLE)
@pytest.mark.parametrize("title", ["", "AW: Ihre Frage"])
def test_machines_are_known_by_what_they_say_where_the_title_is_the_tickets(title, reason, text):
    assert why_no_draft(Incoming(title, text, None)) is reason


@pytest.mark.parametrize("text", NEARLY_MACHINES)
def test_a_wish_or_trouble_beside_what_machines_say_gets_a_draft(text):
    assert why_no_draft(Incoming("Frage", text, None)) is None


@pytest.mark.parametrize("text", ["Ich bin 12.12." + "12.12." * 900, "ich bin " + "bis zum " * 700, "alles gut " * 600])
def test_long_nonsense_is_looked_at_quickly(text):
    began = perf_counter()
    why_no_draft(Incoming("Frage", text, None))
    assert perf_counter() - began < 1


PLAIN_SPAM = [
    "SEO service! We offer cheap packages, buy backlinks",
    "SEO service! … buy backlinks",
    "Sie haben gewonnen! Klicken Sie http://win.example",
    "You have won! Click http://win.example to claim your prize.",
    "Günstige Kredite ohne Schufa",
    "Kredit ohne Schufa, jetzt beantragen!",
]
NEARLY_SPAM = [
    "Sie haben gewonnen, siehe https://www.dhl.de/track",
    "Sie haben einen treuen Kunden gewonnen! Angebot und Service sind top.",
    "Angebot über 20 Lampen erbeten. SEO Services GmbH, www.seo.example",
    "Kann man bei Ihnen auf Kredit ohne Schufa zahlen",
    "Günstige Kredite ohne Schufa, dazu stand ein Zettel im Paket 123456.",
    "Der Link geht nicht: Sie haben gewonnen, hier klicken.",
    "Sie haben gewonnen! Klicken Sie hier. Ist das von Ihnen?",
    "Ich brauche für SEO und Backlinks das Buch noch einmal.",
]


TO_MANY = [
    "Unser Newsletter im November! Jetzt 20% sparen. Abmelden: https://x.example/unsub",
    "Black Week!\nNur heute 30% Rabatt auf alles.\nhttps://x.example/sale\n\nWenn Sie keine E-Mails mehr möchten, können Sie sich hier abmelden: https://x.example/u?1",
    "Unser Newsletter im Dezember: Bestellen Sie jetzt unsere neuen Artikel.\nNewsletter abbestellen: https://x.example/u/123456789",
    "Save up to 50% off. Shop now! Unsubscribe: https://x.example/u",
]
AGENCIES = [
    "Hallo, wir sind eine Agentur und möchten Ihre SEO verbessern. Ihre Website hat Potenzial. Termin?",
    "Guten Tag, wir würden gern Ihre Website bei Google nach vorn bringen, SEO vom Fachmann.",
    "Suchmaschinenoptimierung vom Profi: Ihr Onlineshop hat noch Potenzial.",
]
NEARLY_TO_MANY = [
    "Bitte melden Sie mich vom Newsletter ab.",
    "Abmelden",
    "Newsletter abbestellen https://shop.example/unsub",
    "Newsletter abmelden: https://shop.example/unsub geht nicht",
    "Ihr Newsletter: Jetzt 20% sparen. Gilt das auch für Lampen? Abmelden: https://x.example",
    "Unser Newsletter im November! Jetzt 20% sparen. Abmelden: https://x.example/unsub\n\nDer Code geht nicht.",
    "Ich habe den Code aus dem Newsletter: Jetzt 20% sparen. Abmelden: https://x.example/unsub",
    "20% Rabatt laut Newsletter wurden vergessen. Abmelden: https://x.example",
    "Bestellung 123456 mit 20% Rabatt. Abmelden: https://x.example",
    "Hallo, wir sind eine Agentur und möchten 20 Lampen kaufen. Termin?",
    "Wir sind eine SEO-Agentur und möchten Ihre Lampen für unser Büro.",
    "Ihre Website hat viel Potenzial, aber die Bestellung klappt nicht.",
]


@pytest.mark.parametrize("text", [*TO_MANY, *AGENCIES])
@pytest.mark.parametrize("title", ["", "Newsletter"])
def test_newsletters_and_agencies_get_no_answer(title, text):
    assert why_no_draft(Incoming(title, text)) is NoDraft.SPAM


@pytest.mark.parametrize("text", NEARLY_TO_MANY)
def test_what_only_quotes_a_newsletter_gets_a_draft(text):
    assert why_no_draft(Incoming("Newsletter", text)) is None


@pytest.mark.parametrize("text", TO_MANY)
def test_a_newsletter_in_a_conversation_gets_a_draft(text):
    assert why_no_draft(Incoming("AW: Ihr Rabatt", text)) is None
    assert why_no_draft(Incoming("Rabatt", text, before="Welchen Rabatt meinen Sie?")) is None


@pytest.mark.parametrize("text", PLAIN_SPAM)
@pytest.mark.parametrize("title", ["", "AW: Ihre Bestellung 4711"])
def test_plain_spam_gets_no_answer_whatever_its_title(title, text):
    assert why_no_draft(Incoming(title, text, None)) is NoDraft.SPAM


@pytest.mark.parametrize("text", NEARLY_SPAM)
def test_what_only_sounds_like_spam_gets_a_draft(text):
    assert why_no_draft(Incoming("Frage", text, None)) is None


@pytest.mark.parametrize(("title", "text"), WRITTEN_LATER)
def test_no_question_that_was_written_after_the_rules_is_left_out(title, text):
    assert why_no_draft(Incoming(title, text, None)) is None


@pytest.mark.parametrize("text", THANKS)
def test_thanks_need_no_answer(text):
    assert why_no_draft(Incoming("Ihre Bestellung", text)) is NoDraft.THANKS


@pytest.mark.parametrize(("reason", "title", "text", "sender"), NOTHING_BUT_NOISE)
def test_machines_and_peddlers_get_no_answer(reason, title, text, sender):
    assert why_no_draft(Incoming(title, text, sender)) is reason


@pytest.mark.parametrize("text", QUESTIONS)
@pytest.mark.parametrize("title", ["Frage", "AW: Automatische Antwort: Ihre Anfrage", "Unzustellbar"])
def test_no_question_is_left_out(text, title):
    assert why_no_draft(Incoming(title, text, "erika@example.com")) is None


@pytest.mark.parametrize(
    "noise", [text for _, _, text, _ in NOTHING_BUT_NOISE if "SEO" not in text and "Google" not in text]
)
def test_a_question_beside_a_notice_is_answered(noise):
    whole = f"{noise}\n\nWann kommt meine Bestellung 12345 an?"

    assert why_no_draft(Incoming("Abwesenheitsnotiz", whole, "noreply@payments.example")) is None


def test_the_share_held_back_is_the_same_tickets_every_time_and_as_many_as_asked_for():
    few = {number for number in range(10_000) if is_held_back(number, 0.1)}
    more = {number for number in range(10_000) if is_held_back(number, 0.3)}

    assert few < more
    assert 900 < len(few) < 1_100
    assert not any(is_held_back(number, 0.0) for number in range(1_000))
    assert all(is_held_back(number, 1.0) for number in range(1_000))
