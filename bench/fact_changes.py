"""Changes one fact of a draft into another value that could have been written there, in the same style."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bench.fact_drafts import Draft, Marked
from tickets_service.facts import Event, FactKind, FactSheet
from tickets_service.facts.amounts import find_money
from tickets_service.facts.dates import find_days
from tickets_service.facts.happenings import DOING, DONE, NOUNS, OPEN_DONE
from tickets_service.facts.numbers import number_of
from tickets_service.facts.words.calendar import MONTHS, ORDINALS, WEEKDAYS

NUMBERS = {
    "de": ["zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht"],
    "en": ["two", "three", "four", "five", "six", "seven", "eight"],
}
GOODS = {
    "de": [
        "Couchtisch",
        "Hängeleuchte",
        "Garderobe",
        "Fußmatte",
        "Wandspiegel",
        "Bettdecke",
        "Gießkanne",
        "Sitzkissen",
        "Kerzenhalter",
        "Bücherregal",
        "Salatschüssel",
        "Tischdecke",
        "Läufer",
        "Übertopf",
        "Schneidebrett",
        "Weinglas",
        "Wäschekorb",
        "Bilderrahmen",
        "Bademantel",
        "Obstschale",
        "Barhocker",
        "Teekanne",
        "Matratze",
        "Wecker",
        "Gardine",
    ],
    "en": """side table|pendant lamp|coat rack|door mat|wall mirror|duvet|watering can|seat cushion|candlestick|bookcase
        salad bowl|tablecloth|runner rug|plant pot
        chopping board|wine glass|laundry basket|picture frame|bathrobe|fruit bowl
        bar stool|teapot|mattress|alarm clock|curtain|blanket""".replace("\n        ", "|").split("|"),
}
NAMES = ["Nilas", "Tilda", "Bergen", "Ronja", "Oslo", "Kalmar", "Fenja", "Greta", "Lund", "Milano", "Stella", "Vega"]
LOOKS = {
    "de": ["rot", "blau", "grün", "gelb", "schwarz", "weiß", "grau", "rosa", "braun", "türkis"],
    "en": ["red", "blue", "green", "yellow", "black", "white", "grey", "pink", "brown", "turquoise"],
}
STATUS = {
    "de": {
        Event.SENT: ["versandt", "verschickt"],
        Event.REFUNDED: ["erstattet", "zurückerstattet", "gutgeschrieben"],
        Event.REPLACED: ["ersetzt", "ausgetauscht", "umgetauscht"],
        Event.CANCELLED: ["storniert"],
        Event.DELIVERED: ["zugestellt", "geliefert"],
    },
    "en": {
        Event.SENT: ["shipped", "dispatched", "sent"],
        Event.REFUNDED: ["refunded", "reimbursed", "credited"],
        Event.REPLACED: ["replaced", "exchanged"],
        Event.CANCELLED: ["cancelled"],
        Event.DELIVERED: ["delivered"],
    },
}
STATUS_NOUNS = {
    "de": {Event.REFUNDED: "Rückerstattung", Event.REPLACED: "Austausch", Event.CANCELLED: "Stornierung"},
    "en": {Event.REFUNDED: "refund", Event.REPLACED: "replacement", Event.CANCELLED: "cancellation"},
}
UNCHANGED = {"ersatz", "replacement", "nicht", "kein", "keine", "keinen", "not", "no"}
""" "Ersatz geschickt": no other participle could stand there. What denies is no part of what is changed."""
MONTHS_OF_YEAR = 12
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def changed(draft: Draft, fact: Marked, chance: random.Random) -> tuple[str, int, int] | None:
    """The text and the place of the change in it; None where this fact cannot be changed into something untrue."""
    words = draft.text[fact.start : fact.end]
    makers = {
        "order": other_code,
        "tracking": other_code,
        "date": other_date,
        "amount": other_amount,
        "quantity": other_quantity,
    }
    if fact.name == "item":
        new: str | None = other_item(words, draft, chance)
    elif fact.name == "status":
        new = other_status(words, draft, chance)
    else:
        new = makers[fact.name](words, draft, chance)
    if new is None or new == words:
        return None
    return draft.text[: fact.start] + new + draft.text[fact.end :], fact.start, fact.start + len(new)


def other_code(words: str, draft: Draft, chance: random.Random) -> str:
    """One to three of its digits or letters are others."""
    places = [place for place, letter in enumerate(words) if letter.isalnum()]
    places = [place for place in places if words[place].isdigit()] or places
    letters = list(words)
    for place in chance.sample(places, min(len(places), chance.choice((1, 1, 2, 3)))):
        letters[place] = chance.choice([digit for digit in "0123456789" if digit != letters[place]])
    new = "".join(letters)
    values = {re.sub(r"\W", "", str(fact.value)) for fact in draft.sheet.facts}
    return new if re.sub(r"\W", "", new) not in values else other_code(words, draft, chance)


def other_date(words: str, draft: Draft, chance: random.Random) -> str | None:
    """Another day, month or both, that no date of the sheet has."""
    known = {
        (fact.value.month, fact.value.day)
        for fact in draft.sheet.of_kind(FactKind.DATE)
        if isinstance(fact.value, date)
    }
    known.add((draft.sheet.today.month, draft.sheet.today.day))
    before = find_days(words, draft.sheet.today)
    for _ in range(40):
        new = with_other_month(words, chance) if chance.random() < 0.25 else with_other_day(words, chance)
        days = find_days(new, draft.sheet.today)
        if (
            before
            and days
            and not any(day.value and (day.value.month, day.value.day) in known for day in days)
            and days[-1].value
        ):
            return new
        if not before and new != words and int(re.sub(r"\D", "", new)) not in {day for _, day in known}:
            return new
    return None


def with_other_day(words: str, chance: random.Random) -> str:
    day = chance.randint(1, 28)
    if iso := re.fullmatch(r"(\d{4}-\d{2}-)\d{2}", words):
        return f"{iso.group(1)}{day:02}"
    number = re.search(r"\d{1,2}(?!\d)", words)
    if american := re.fullmatch(r"(\d{1,2})/(\d{1,2})", words):
        number = re.search(r"(?<=/)\d+", words) if int(american[2]) > MONTHS_OF_YEAR else number
    if number is None:
        ordinal = next((word for word in words.split() if word.lower() in ORDINALS), None)
        return words.replace(ordinal, chance.choice([*ORDINALS])) if ordinal else words
    written = f"{day:02}" if number.group().startswith("0") else str(day)
    after = re.sub(r"^(?:st|nd|rd|th)", ending(day), words[number.end() :])
    return words[: number.start()] + written + after


def ending(day: int) -> str:
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def with_other_month(words: str, chance: random.Random) -> str:
    for word in re.findall(r"[A-Za-zäöüÄÖÜ]+", words):
        if word.lower() in MONTHS and word.lower() not in WEEKDAYS:
            german = (
                "de" if re.search(r"ä|z$|Mai|i$|Oktober|Januar|Februar", word) or re.search(r"\d\.", words) else "en"
            )
            names = [
                "Januar",
                "Februar",
                "März",
                "April",
                "Mai",
                "Juni",
                "Juli",
                "August",
                "September",
                "Oktober",
                "November",
                "Dezember",
            ]
            if german == "en":
                names = [
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December",
                ]
            return words.replace(word, chance.choice(names))
    if dotted := re.fullmatch(r"(\d{1,2}[./])(\d{1,2})(.*)", words):
        return f"{dotted.group(1)}{chance.randint(1, 12):02}{dotted.group(3)}"
    return words


def other_amount(words: str, draft: Draft, chance: random.Random) -> str:
    known = {fact.value for fact in draft.sheet.of_kind(FactKind.AMOUNT)}
    for _ in range(40):
        places = [place for place, letter in enumerate(words) if letter.isdigit()]
        letters = list(words)
        for place in chance.sample(places, min(len(places), chance.choice((1, 1, 2)))):
            letters[place] = chance.choice([digit for digit in "123456789" if digit != letters[place]])
        new = "".join(letters)
        if all(money.value not in known for money in find_money(new)):
            return new
    return words


def other_quantity(words: str, draft: Draft, chance: random.Random) -> str | None:
    known = {fact.value for fact in draft.sheet.of_kind(FactKind.QUANTITY)}
    known |= {Decimal(len(known)), sum((value for value in known if isinstance(value, Decimal)), Decimal(0))}
    said = list(re.finditer(r"\d+|[^\W\d]+(?:-[^\W\d]+)*", words))
    word = next((at for at in said if number_of(at.group().removesuffix("mal")) is not None), said[0] if said else None)
    if word is None:
        return None
    if word.group().lower() in ("beide", "beiden", "both"):
        known.add(Decimal(2))
    if word.group().isdigit():
        choices = [str(number) for number in range(1, 13) if Decimal(number) not in known]
    else:
        choices = [name for name in NUMBERS[draft.language] if Decimal(number_of(name) or 0) not in known]
    new = chance.choice(choices) + ("mal" if word.group().endswith("mal") else "")
    if words.lower() in ("a dozen", "ein dutzend", "das dutzend"):
        return new
    return words[: word.start()] + (new.capitalize() if word.group()[0].isupper() else new) + words[word.end() :]


def other_item(words: str, draft: Draft, chance: random.Random) -> str | None:
    """Another noun, another name, another colour, another size, or another item altogether."""
    ways = [with_other_name, with_other_noun, another_item]
    for way in chance.sample(ways, len(ways)):
        new = way(words, draft, chance)
        if new is not None and new != words:
            return with_other_look(words, draft, chance) if chance.random() < 0.2 and has_look(words, draft) else new
    return None


def has_look(words: str, draft: Draft) -> bool:
    return any(re.search(rf"\b{look}\b", words, re.IGNORECASE) for look in LOOKS[draft.language])


def with_other_look(words: str, draft: Draft, chance: random.Random) -> str:
    for look in LOOKS[draft.language]:
        if found := re.search(rf"\b{look}\b", words, re.IGNORECASE):
            new = chance.choice([other for other in LOOKS[draft.language] if other not in item_words(draft.sheet)])
            return (
                words[: found.start()]
                + (new.capitalize() if found.group()[0].isupper() else new)
                + words[found.end() :]
            )
    return words


def proper_names(words: str, draft: Draft) -> list[str]:
    """German: capitals behind the first; English: capitals in small-letter mentions. A colour behind "in" is none."""
    capitals = re.findall(r"(?<![\w-])(?<!\bin )[A-ZÄÖÜ][a-zäöüß]{2,}\b(?!-)", words)
    if draft.language == "de":
        return capitals[1:2]
    return capitals[:1] if any(word[0].islower() for word in words.split()) else []


def with_other_name(words: str, draft: Draft, chance: random.Random) -> str | None:
    names = proper_names(words, draft)
    if not names:
        return None
    return words.replace(
        names[0], chance.choice([name for name in NAMES if name.lower() not in item_words(draft.sheet)])
    )


def with_other_noun(words: str, draft: Draft, chance: random.Random) -> str | None:
    nouns = [noun for noun in GOODS[draft.language] if not shares_a_word(noun, draft.sheet)]
    if draft.language == "de":
        found = re.match(r"[A-ZÄÖÜ][\wäöüß-]+", words)
        return chance.choice(nouns) + words[found.end() :] if found else None
    lower = re.search(r"\b[a-z][a-z ]+$", words)
    return words[: lower.start()] + chance.choice(nouns) if lower else None


def another_item(_words: str, draft: Draft, chance: random.Random) -> str:
    noun = chance.choice([noun for noun in GOODS[draft.language] if not shares_a_word(noun, draft.sheet)])
    name = chance.choice([name for name in NAMES if name.lower() not in item_words(draft.sheet)])
    return f"{noun} {name}" if draft.language == "de" else f"{name} {noun}"


def with_goods_of_others(
    draft: Draft, fact: Marked, others: Sequence[str], chance: random.Random
) -> tuple[str, int, int]:
    """The item is one of *others*: goods of all trades, with no word that begins like one of the order's."""
    mine = item_words(draft.sheet)
    while True:
        new = chance.choice(others)
        words = [word for word in re.findall(r"\w+", new.lower()) if len(word) > 2]
        if not any(word[:4] in own or own[:4] in word for word in words for own in mine if len(own) > 2):
            return draft.text[: fact.start] + new + draft.text[fact.end :], fact.start, fact.start + len(new)


def item_words(sheet: FactSheet) -> set[str]:
    return {word for fact in sheet.of_kind(FactKind.ITEM) for word in re.findall(r"\w+", str(fact.value).lower())}


def shares_a_word(noun: str, sheet: FactSheet) -> bool:
    """A Kissen in the order makes a Sitzkissen no clear change."""
    words = item_words(sheet)
    last = noun.lower().split()[-1]
    return any(word.endswith(last) or last.endswith(word) or word[:5] == last[:5] for word in words if len(word) > 3)


def other_status(words: str, draft: Draft, chance: random.Random) -> str | None:
    """A status that the sheet does not have: whether it happened or not is then unknown, or it did not."""
    told = {fact.event for fact in draft.sheet.of_kind(FactKind.EVENT)}
    happened = {fact.event for fact in draft.sheet.of_kind(FactKind.EVENT) if fact.value}
    participles = {word for forms in STATUS[draft.language].values() for word in forms}
    is_capital = words[0].isupper()
    *others, last = words.lower().split()
    if UNCHANGED.intersection([*others, last]):
        return None
    is_participle = last in participles | DONE.keys() | OPEN_DONE.keys()
    is_noun = last in NOUNS and last not in DOING
    if not (is_participle or is_noun or is_capital):
        return None  # "left us", "refund": no participle could stand there
    if (is_capital and not is_participle) or is_noun:
        nouns = [
            noun
            for event, noun in STATUS_NOUNS[draft.language].items()
            if event not in told | happened and noun != words
        ]
        return chance.choice(nouns) if nouns else None
    events = [event for event in STATUS[draft.language] if event not in told | happened]
    if Event.PAID in told:
        events = [event for event in events if event != Event.REFUNDED]  # a payment that is credited has come in
    if any(fact.event == Event.SENT and not fact.value for fact in draft.sheet.of_kind(FactKind.EVENT)):
        events = [event for event in events if event != Event.DELIVERED]  # what was not sent was not delivered
    if not events:
        return None
    new = chance.choice(STATUS[draft.language][chance.choice(events)])
    return new.capitalize() if is_capital else new
