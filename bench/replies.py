"""Replies a shop could send: greeting, facts of an order, closing; German and English."""

from __future__ import annotations

import random

_GERMAN = [
    "vielen Dank für Ihre Nachricht.",
    "Ihre Bestellung {order} haben wir am {date} an {carrier} übergeben.",
    "Die Sendungsnummer lautet {parcel}.",
    "Das Paket sollte in zwei bis drei Werktagen bei Ihnen sein.",
    "Wir haben {amount} auf das Zahlungsmittel zurückgebucht, das Sie beim Kauf verwendet haben.",
    "Leider ist der Artikel {item} zurzeit nicht lieferbar.",
    "Bitte legen Sie der Rücksendung den Lieferschein bei, z. B. als Ausdruck.",
    "Die Rechnung finden Sie in Ihrem Kundenkonto, Rechnungsnummer {invoice}.",
    "Der Akku hält ca. 3 bis 4 Std. und lädt in 90 Min. auf.",
    "Falls die Größe nicht passt, tauschen wir gern in 42/43 um.",
    "Es tut uns leid, dass die Lieferung unvollständig war (2 von 3 Stück).",
    "Wir haben beim Versanddienstleister am {date} einen Nachforschungsauftrag gestellt.",
    "Die EAN {ean} steht auf dem Karton, das Modell ist Typ {model}.",
    "Sobald uns Neues vorliegt, melden wir uns um spätestens {time} Uhr.",
    "Bitte teilen Sie uns mit, ob der Schaden außen am Paket zu sehen war.",
    "Die Maße sind 120 x 60 x 75 cm, das Gewicht beträgt 12,5 kg.",
    "Die Garantie gilt 24 Monate ab Kaufdatum ({date}).",
    "Ein Teil der Ware, ggf. auch die Zubehörtasche, folgt in einer zweiten Sendung.",
    "Die Bewertung des Schadens dauert ein paar Tage.",
    "Für die Unannehmlichkeiten bitten wir um Entschuldigung.",
    "Ihr Widerruf ist bei uns eingegangen, Vorgang {ticket}.",
    "Bitte drehen Sie das Display nach links, dann den Punkt in der Mitte antippen.",
]
_ENGLISH = [
    "thank you for your message.",
    "Your order {order} was handed to {carrier} on {date}.",
    "The tracking number is {parcel}.",
    "It should arrive within two to three working days.",
    "We have refunded {amount} to your original payment method.",
    "Unfortunately the item {item} is out of stock at the moment.",
    "Please put the delivery note into the parcel, e.g. as a printout.",
    "We are sorry that only 2 of 3 pieces arrived.",
    "Please let us know whether the parcel was damaged on the outside.",
    "The warranty lasts 24 months from the date of purchase ({date}).",
    "It weighs 12.5 kg and measures 120 x 60 x 75 cm.",
    "You will hear from us by {time} at the latest.",
    "Please set the dot in the middle and look at the display.",
]
_OPENINGS = {
    "de": ["Sehr geehrte Frau Schröder,", "Guten Tag Herr Öztürk,", "Hallo Katharina,", "Guten Tag,", "Liebe Kundin,"],
    "en": ["Dear Ms Baker,", "Hello John,", "Good morning,", "Dear customer,"],
}
_CLOSINGS = {
    "de": [
        "Mit freundlichen Grüßen\nIhr Serviceteam",
        "Viele Grüße\nLena aus dem Kundenservice",
        "Freundliche Grüße\n\nIhr Team",
    ],
    "en": ["Kind regards\nYour service team", "Best regards\n\nLena"],
}


def digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))


def fill(chance: random.Random, sentence: str) -> str:
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    return sentence.format(
        order=chance.choice(
            [
                str(chance.randint(10_000, 9_999_999)),
                f"303-{digits(chance, 7)}-{digits(chance, 7)}",
                f"{digits(chance, 2)}-{digits(chance, 5)}-{digits(chance, 5)}",
            ]
        ),
        date=chance.choice(
            [f"{day:02d}.{month:02d}.2026", f"{day}.{month}.", f"2026-{month:02d}-{day:02d}", f"{day}. März"]
        ),
        carrier=chance.choice(["DHL", "DPD", "GLS", "Hermes", "UPS"]),
        parcel=chance.choice(
            [f"00340434{digits(chance, 12)}", f"0{digits(chance, 13)}", f"1Z{digits(chance, 16)}", digits(chance, 12)]
        ),
        amount=chance.choice(
            [f"{chance.randint(1, 900)},{digits(chance, 2)} €", f"EUR {chance.randint(1, 900)}.00", "1.234,50 Euro"]
        ),
        item=chance.choice(["Sneaker Air 42", "Kaffeemaschine KX-300", "Satin-Bettwäsche 135x200", "USB-C-Kabel 2.0"]),
        invoice=f"RE-2026-{digits(chance, 5)}",
        ean=f"40{digits(chance, 11)}",
        model=f"{digits(chance, 4)}-{digits(chance, 3)}",
        time=f"{chance.randint(8, 19)}:{chance.choice(['00', '30'])}",
        ticket=digits(chance, 6),
    )


def sentences_of(chance: random.Random, language: str, most: int) -> list[str]:
    pool = _GERMAN if language == "de" else _ENGLISH
    chosen = chance.sample(pool[1:], min(most, len(pool) - 1))
    return [fill(chance, sentence) for sentence in [pool[0], *chosen]]


def reply(chance: random.Random, language: str, sentences: list[str]) -> str:
    body, between = "", chance.choice([" ", " ", "\n\n"])
    for sentence in sentences:
        body += (between if body else "") + sentence
    return "\n\n".join([chance.choice(_OPENINGS[language]), body, chance.choice(_CLOSINGS[language])])
