"""German messages of customers who were never there: every value in them is known, and whether it is a person's."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tickets_service.finding.cards import has_check_digit

FIRST = [
    "Anna",
    "Jürgen",
    "Aylin",
    "Björn",
    "Katharina",
    "Stefan",
    "Özlem",
    "Günter",
    "Sophie",
    "Maximilian",
    "Chloé",
    "Piotr",
    "Irina",
    "Hans-Peter",
    "Marie",
]
LAST = [
    "Müller",
    "Schröder",
    "Yilmaz",
    "Großmann",
    "Kowalczyk",
    "Weiß",
    "von-Thun",
    "Öztürk",
    "Lehmann",
    "Nguyen",
    "Bäcker",
    "Hoffmann",
    "d'Angelo",
    "Fuchs",
]
HOSTS = [
    "gmx.de",
    "web.de",
    "t-online.de",
    "googlemail.com",
    "müller-söhne.de",
    "kanzlei-weiß.de",
    "mail.example.co.uk",
    "firma24.eu",
    "freenet.de",
    "büro.wien",
]
AREAS = [
    "30",
    "40",
    "89",
    "221",
    "69",
    "711",
    "351",
    "341",
    "5131",
    "6221",
    "9131",
    "4101",
    "7031",
    "2151",
    "33203",
    "39452",
]
MOBILE = ["151", "152", "157", "160", "162", "170", "171", "172", "175", "176", "177", "178", "179", "163", "1590"]
ABROAD = ["43", "41", "44", "33", "31", "48", "39", "420", "352", "90", "1", "46"]
MONTHS = ["Januar", "März", "April", "Mai", "Juni", "Juli", "Oktober", "Dezember"]
ITEMS = ["Sneaker Air 42", "Kaffeemaschine KX-300", "Bettwäsche Satin 135x200", "Akkuschrauber 18V", "USB-C Kabel 2 m"]


@dataclass
class Text:
    """*personal* are (kind, as written); *facts* as written."""

    text: str = ""
    personal: list[tuple[str, str]] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choices("0123456789", k=count))


def _grouped(chance: random.Random, digits: str, separator: str) -> str:
    pieces = []
    while digits:
        size = chance.choice([2, 2, 3, 4]) if len(digits) > 4 else len(digits)
        pieces.append(digits[:size])
        digits = digits[size:]
    return separator.join(pieces)


def phone(chance: random.Random) -> str:
    code, number = chance.choice(AREAS), chance.choice("123456789") + _digits(chance, chance.randint(4, 7))
    if chance.random() < 0.5:
        code, number = chance.choice(MOBILE), _digits(chance, chance.choice([7, 7, 8]))
    number = number[: 11 - len(code)]
    spaced = _grouped(chance, number, chance.choice([" ", " ", "-", "."]))
    return chance.choice(
        [
            f"+49 (0) {code} {spaced}",
            f"+49{code}{number}",
            f"+49 {code} {number}",
            f"0049 {code} {spaced}",
            f"0{code}/{spaced}",
            f"0{code} {number}",
            f"0{code}-{number}",
            f"(0{code}) {spaced}",
            f"0{code} / {number}",
            f"+49-{code}-{number}",
            f"0{code}.{_grouped(chance, number, '.')}",
            f"+49(0){code}/{number}",
            f"0{code} - {spaced}",
            f"(+49) {code} {spaced}",
            " ".join(f"0{code}{number}"),
            f"+{chance.choice(ABROAD)} {chance.randint(100, 999)} {_digits(chance, 6)}",
            f"01{chance.choice(['51', '60', '72', '76', '77'])}{_digits(chance, 8)}",
            f"+49 {code} {number[:-2]}-{number[-2:]}",
        ]
    )


def iban(chance: random.Random) -> str:
    country, form = chance.choice(
        [("DE", "9" * 18)] * 6
        + [
            ("AT", "9" * 16),
            ("CH", "9" * 17),
            ("NL", "A" * 4 + "9" * 10),
            ("GB", "A" * 4 + "9" * 14),
            ("FR", "9" * 23),
            ("BE", "9" * 12),
        ]
    )
    account = "".join(
        chance.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") if sign == "A" else chance.choice("0123456789") for sign in form
    )
    number = "".join(str(int(sign, 36)) for sign in account + country + "00")
    whole = f"{country}{98 - int(number) % 97:02d}{account}"
    if chance.random() < 0.15:
        place = chance.randrange(6, len(whole))
        whole = chance.choice(
            [
                whole[:place] + _digits(chance, 1) + whole[place + 1 :],
                whole[:place] + whole[place + 1 :],
                whole[:place] + "O" + whole[place + 1 :],
            ]
        )
    in_fours = " ".join(whole[start : start + 4] for start in range(0, len(whole), 4))
    return chance.choice(
        [
            whole,
            in_fours,
            in_fours,
            in_fours.lower(),
            in_fours.replace(" ", "-"),
            f"{whole[:4]} {whole[4:]}",
            in_fours.replace(" ", "\xa0"),
        ]
    )


def card(chance: random.Random) -> str:
    start, length = chance.choice(
        [("4", 16), ("5" + chance.choice("12345"), 16), ("34", 15), ("37", 15), ("6011", 16), ("2221", 16)]
    )
    body = start + _digits(chance, length - len(start) - 1)
    whole = next(body + last for last in "0123456789" if has_check_digit(body + last))
    sizes = (4, 6, 5) if length == 15 else (4, 4, 4, 4)
    groups, place = [], 0
    for size in sizes:
        groups.append(whole[place : place + size])
        place += size
    return chance.choice([whole, " ".join(groups), "-".join(groups)])


def email(chance: random.Random) -> str:
    first, last, host = chance.choice(FIRST).lower(), chance.choice(LAST).lower().replace("'", ""), chance.choice(HOSTS)
    local = chance.choice(
        [
            f"{first}.{last}",
            f"{first[0]}{last}",
            f"{last}_{_digits(chance, 2)}",
            f"{first}+shop",
            f"{first}-{last}{_digits(chance, 4)}",
        ]
    )
    plain, dotted = f"{local}@{host}", host.replace(".", " (dot) ")
    spoken = host.replace(".", " punkt ")
    return chance.choice(
        [plain] * 8
        + [
            plain.upper(),
            f"{local} (at) {dotted}",
            f"{local}(at){host}",
            f"{local}[at]{host}",
            f"{local} at {spoken}",
            f"{local} [ät] {host}",
            f"{local} @ {host}",
            f"{local}(at){host.replace('.', '(punkt)')}",
        ]
    )


PERSONAL: dict[str, tuple[Callable[[random.Random], str], list[str]]] = {
    "e-mail": (
        email,
        [
            "Bitte antworten Sie an {}.",
            "Meine E-Mail-Adresse: {}",
            "Mail geht an {}, danke!",
            "Ich habe mit {} bestellt.",
            "({})",
            "Kontakt: <{}>",
        ],
    ),
    "phone": (
        phone,
        [
            "Sie erreichen mich unter {}.",
            "Tel.: {}",
            "Rückruf gern an {}, ab 17 Uhr.",
            "Handy {}",
            "Mobil: {} (abends)",
            "Meine Nummer ist {}, bitte melden!",
            "{}",
            "Oder einfach kurz durchklingeln: {}",
        ],
    ),
    "IBAN": (
        iban,
        [
            "Meine IBAN lautet {}.",
            "IBAN: {}",
            "Bitte auf {} überweisen.",
            "Konto {} bei der Sparkasse",
            "Erstattung an {}, Kontoinhaber bin ich.",
        ],
    ),
    "card": (
        card,
        [
            "Bezahlt mit Karte {}.",
            "Kreditkarte {} wurde belastet",
            "Die Abbuchung ging von {} ab.",
            "Visa {}, gültig bis 09/27",
        ],
    ),
}


def _fact(chance: random.Random) -> tuple[str, str]:
    """(The sentence with a gap, what fills it.)"""
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2019, 2026)
    euros, cents = chance.randint(1, 2999), chance.randint(0, 99)
    return chance.choice(
        [
            ("Es geht um Bestellung {}.", str(chance.randint(10000, 9999999))),
            ("Auftragsnummer: {}", str(chance.randint(100000, 999999))),
            (
                "Amazon-Bestellung {} fehlt noch.",
                f"{chance.choice(['028', '302', '303', '304', '305'])}-{_digits(chance, 7)}-{_digits(chance, 7)}",
            ),
            ("Bei eBay unter {} gekauft.", f"{chance.randint(1, 27):02d}-{_digits(chance, 5)}-{_digits(chance, 5)}"),
            ("Laut DHL ({}) zugestellt.", f"00340434{_digits(chance, 12)}"),
            ("Sendungsnummer {}", _digits(chance, 12)),
            ("Das DPD-Paket {} hängt seit Tagen.", f"0{_digits(chance, 13)}"),
            ("Trackingnummer: {} (GLS)", _digits(chance, 11)),
            ("UPS sagt zu {} nichts.", f"1Z{_digits(chance, 3)}AA{_digits(chance, 11)}"),
            ("Paket {} ist verschollen", f"JJD0{_digits(chance, 17)}"),
            ("Hermes-Sendung {}", _digits(chance, 14)),
            ("Post-Einschreiben {}", f"RR{_digits(chance, 9)}DE"),
            ("Gekauft am {}.", f"{day:02d}.{month:02d}.{year}"),
            ("Am {} kam die Mail.", f"{day}.{month}."),
            ("seit dem {}", f"{day}. {chance.choice(MONTHS)} {year}"),
            ("Zeitraum {} laut Shop", f"{day:02d}.{month:02d}.-{min(28, day + 3):02d}.{month:02d}.{year}"),
            ("Stand {}", f"{year}-{month:02d}-{day:02d}"),
            ("Abgebucht wurden {}.", f"{euros},{cents:02d} €"),
            ("Betrag: {}", f"EUR {euros}.{cents:02d}"),
            ("statt {} berechnet", f"1.{chance.randint(100, 999)},{cents:02d} Euro"),
            ("EAN {}", f"40{_digits(chance, 11)}"),
            ("Artikelnummer {}", f"{_digits(chance, 4)}-{_digits(chance, 4)}"),
            ("Artikel: {}", chance.choice(ITEMS)),
            ("Rechnung {} liegt bei.", f"RE-{year}-{_digits(chance, 5)}"),
            ("Rechnungsnr. {}", f"{year}{_digits(chance, 6)}"),
            ("um {} Uhr", f"{chance.randint(8, 20)}:{chance.choice(['00', '15', '30'])}"),
            ("Kundennummer {}", _digits(chance, 7)),
            ("Ich habe {} bekommen", f"{chance.randint(2, 12)} Stück"),
            ("OTTO-Bestellung {}", _digits(chance, 10)),
            ("Kaufland {}", f"M{_digits(chance, 1)}K{_digits(chance, 3)}T"),
            ("Die Nummer {} führt ins Leere.", f"00340434{_digits(chance, 12)}"),
            ("Gutschein {} geht nicht", f"DANKE{_digits(chance, 4)}"),
            ("Retoure {} ist unterwegs.", _digits(chance, 6)),
        ]
    )


def write(chance: random.Random) -> Text:
    made = Text()
    sentences = [chance.choice(["Guten Tag,", "Hallo zusammen,", "Sehr geehrte Damen und Herren,", "Moin!"])]
    for kind in chance.sample(list(PERSONAL), chance.randint(1, 3)):
        value_of, frames = PERSONAL[kind]
        value = value_of(chance)
        made.personal.append((kind, value))
        sentences.append(chance.choice(frames).format(value))
    for _ in range(chance.randint(1, 4)):
        frame, value = _fact(chance)
        made.facts.append(value)
        sentences.append(frame.format(value))
    opening, *rest = sentences
    chance.shuffle(rest)
    made.text = (
        opening
        + "\n"
        + chance.choice([" ", "\n", "\n\n"]).join(
            [*rest, chance.choice(["Danke und Gruß", "Mit freundlichen Grüßen", ""])]
        )
    )
    return made
