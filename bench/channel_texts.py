"""What sellers write to get round the rules of a marketplace, plain and disguised."""

from __future__ import annotations

import random
from collections.abc import Callable

from bench.replies import digits

_SHOPS = ["meinshop", "schuh-profi", "kaffeewelt24", "technikhaus", "büro-müller"]
_ENDS = ["de", "com", "shop", "eu", "net", "at", "io"]
_FRAMES = {
    "de": [
        "Mehr dazu: {}",
        "Schreiben Sie uns an {} bitte.",
        "Sie finden uns unter {}.",
        "({})",
        "Nutzen Sie gern {} für Rückfragen.",
        "{}",
    ],
    "en": ["More at {}", "Please use {} instead.", "Contact: {}", "You can reach us via {} any time."],
}


def _wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def _pierced(chance: random.Random, text: str) -> str:
    place = chance.randrange(1, len(text))
    return text[:place] + chance.choice(["\u200b", "\u2060", "\u00ad", "\ufeff", "\u200d"]) + text[place:]


def email(chance: random.Random) -> str:
    local, shop, end = (
        chance.choice(["info", "service", "hilfe.team", "lena_m"]),
        chance.choice(_SHOPS),
        chance.choice(_ENDS),
    )
    plain = f"{local}@{shop}.{end}"
    return chance.choice(
        [
            plain,
            plain,
            f"{local}(at){shop}.{end}",
            f"{local} (at) {shop} (dot) {end}",
            f"{local}[at]{shop}[punkt]{end}",
            f"{local} {{ät}} {shop}.{end}",
            f"{local} AT {shop} DOT {end}",
            f"{local} at {shop} punkt {end}",
            f"{local} @ {shop} . {end}",
            f"{local}\uff20{shop}\uff0e{end}",
            _wide(plain),
            _pierced(chance, plain),
            f"{local}_at_{shop}_dot_{end}",
            f"{local} *at* {shop}.{end}",
            " ".join(plain),
        ]
    )


def link(chance: random.Random) -> str:
    shop, end = chance.choice(_SHOPS), chance.choice(_ENDS)
    return chance.choice(
        [
            f"https://www.{shop}.{end}/hilfe?x=1",
            f"http://{shop}.{end}",
            f"www.{shop}.{end}",
            f"{shop}.{end}",
            f"{shop}.{end}/retoure",
            f"w w w . {shop} . {end}",
            f"www . {shop} . {end}",
            f"{shop} (punkt) {end}",
            f"{shop}[.]{end}",
            f"{shop} dot {end}" if end in ("com", "de", "net", "eu", "io") else f"{shop}(dot){end}",
            f"hxxps://{shop}.{end}",
            "bit.ly/3xK9",
            "t.co/AbC1",
            "tinyurl.com/y7",
            "youtu.be/dQw4",
            _wide(f"www.{shop}.{end}"),
            _pierced(chance, f"www.{shop}.{end}"),
            f"https://ebay.de.{shop}.{end}/x",
            f"https://ebay.de@{shop}.{end}/x",
            f"https://www.amazоn.de.{shop}.{end}",  # noqa: RUF001 - a Cyrillic letter
            f"//{shop}.{end}/x",
            " ".join(f"{shop}.{end}"),
            f"http://{chance.randint(11, 99)}.12.14.{chance.randint(1, 99)}/shop",
            f"[unser Shop](https://{shop}.{end})",
            f'<a href="https://{shop}.{end}">hier</a>',
        ]
    )


def phone(chance: random.Random) -> str:
    code, number = (
        chance.choice(["171", "30", "40", "89", "5131", "160"]),
        chance.choice("23456789") + digits(chance, 6),
    )
    return chance.choice(
        [
            f"0{code} {number}",
            f"0{code}/{number}",
            f"+49 {code} {number}",
            f"+49 (0) {code} / {number[:3]} {number[3:]}",
            f"0{code}-{number[:2]}-{number[2:]}",
            " ".join(f"0{code}") + " / " + " ".join(number),
            "-".join(f"0{code}{number}"),
            f"O{code} {number}",
            _wide(f"0{code} {number}"),
            _pierced(chance, f"0{code} {number}"),
            f"0049{code}{number}",
            "null eins sieben eins zwei drei vier fünf sechs sieben",
            f"Tel. {number}",
            f"Hotline: {code} {number}",
            f"0{code}.{number[:2]}.{number[2:4]}.{number[4:]}",
        ]
    )


def social(chance: random.Random) -> str:
    name = chance.choice(["Instagram", "WhatsApp", "Facebook", "TikTok", "Telegram", "YouTube"])
    return chance.choice(
        [
            f"Insta: @{chance.choice(_SHOPS[:1])}",
            f"unsere Seite auf {name}",
            name.upper(),
            name.lower(),
            _wide(name),
            _pierced(chance, name),
            " ".join(name),
            f"@{chance.choice(['mein.shop', 'schuhprofi_de'])}",
            name.replace("a", "а"),  # noqa: RUF001 - a Cyrillic letter
            ".".join(name),
        ]
    )


def phrase(chance: random.Random) -> str:
    return chance.choice(
        [
            "Ihr Gutscheincode für das nächste Mal: DANKE10.",
            "Abonnieren Sie unseren Newsletter.",
            "Besuchen Sie unseren Shop!",
            "Über eine positive Bewertung freuen wir uns.",
            "Here is your discount code: SAVE5",
            "Please leave positive feedback.",
            "Dies ist eine automatische Antwort.",
            "This is an automated message.",
        ]
    )


PLANTS: dict[str, Callable[[random.Random], str]] = {
    "email": email,
    "link": link,
    "phone": phone,
    "social": social,
    "phrase": phrase,
}


def planted(chance: random.Random, kind: str, language: str) -> tuple[str, str]:
    """(The sentence, what is forbidden in it.)"""
    value = PLANTS[kind](chance)
    return (value if kind == "phrase" else chance.choice(_FRAMES[language]).format(value)), value
