"""The facts a reply may name: only what stands in the prompt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tickets_service.practice.model.answering.dates import first_date
from tickets_service.practice.model.answering.labels import Label, labels_in

Facts = dict[str, str]

CARRIERS = ("DHL", "DPD", "GLS", "Hermes", "UPS", "FedEx", "Colissimo", "Chronopost", "La Poste", "Mondial Relay", "Deutsche Post",
            "Österreichische Post", "Post AT", "TNT")  # fmt: skip
NOTHING = re.compile(
    r"^\W*(?:none|null|n/?a|unknown|unbekannt|keine?|not (?:yet|known|shipped)|noch nicht|-+|\?+|inconnu|aucune?)\b|^\W*$",
    re.I,
)
NUMBER = r"(?:number|nummer|numéro|nr|no|n°|id|code)"
ORDER_LABEL = re.compile(rf"^(?:.*\b)?(?:order|bestell|bestellung|auftrag|auftrags|commande)s?[- ]?{NUMBER}?\.?$|^(?:order|bestell|auftrags).*{NUMBER}$|"
                         rf"^{NUMBER} de commande$", re.I)  # fmt: skip
ORDER_IN_PROSE = re.compile(
    rf"(?:order|bestell\w*|auftrag\w*|commande)[^\d\n.?!]{{0,25}}?#?\s?(\d[\d-]{{2,18}}\d)(?!\d|[./]\d)", re.I
)
TRACKING_LABEL = re.compile(
    r"track|sendungs|paketnummer|package ?n|parcel ?n|shipment ?n|suivi|packagenumber|sendung$", re.I
)
TRACKING_IN_PROSE = re.compile(
    r"(?:tracking|sendungs\w*|paketnummer|parcel number|package number|suivi)[^\n.!?]{0,40}?[:# ]\s*\(?([A-Z0-9]{8,30})\b",
    re.I,
)
TRACKING_VALUE = re.compile(r"\b(?=[A-Z]{0,6}\d)(?:[A-Z0-9]{8,30}|\d{4}(?: \d{4}){2,6}(?: \d{1,4})?)\b")
MONEY = re.compile(r"(?:EUR|€|CHF|£|\$)\s?\d[\d.,]*\d|\d[\d.,]*\s?(?:€|EUR|CHF|£|\$)")
ITEM_LINE = re.compile(r"^\W*(\d{1,3})\s?(?:x|×|Stück|pcs\.?)\s+([^\n;|]{3,70})", re.IGNORECASE | re.MULTILINE)
PERSON = re.compile(
    r"(?:(?:Herrn?|Frau|Mr\.?|Mrs\.?|Ms\.?|M\.|Mme|Madame|Monsieur|Dr\.) )*[^\W\d_][\w'’-]+(?: (?:[^\W\d_][\w'’.-]+|[A-Z]\.)){0,3}"
)
NAME_LABEL = re.compile(r"^(?:(?:customer|kunden?|kundin|client|contact|kontakt|buyer|käufer|full|nom|ticket|order) ?(?:full )?(?:name|nom)?|"
                        r"(?:customer|contact|ticket)[ '](?!.*(?:first|last|sur|file|user)).*name|kundenname|name(?: (?:of|des|der).*)?|nom(?: du client)?)$", re.I)  # fmt: skip
NO_PERSON = re.compile(
    r"\b(?:unknown|unbekannt|customer|kundin|kunde|client|shop|team|support|guest|gast|none|null|order|die|der|the|is)\b",
    re.I,
)
SIGNED = re.compile(
    r"(?:grüße?n?|grüßle|gruß|mfg|regards|wishes|thanks|cordialement|salutations|sincerely|cheers|danke)\s*[,.!]?\s*\n+\s*(\S[^\n]{1,40})\s*(?:\n|$)",
    re.I,
)
SHOP_LABEL = re.compile(
    r"^(?:shop|store|shop name|name (?:of|des) (?:the )?shops?|company|firma|händler|merchant|boutique|brand|marke)$",
    re.I,
)
SHOP_IN_PROSE = re.compile(
    r"(?:support|service|kundenservice|kundendienst|team|agent|assistant|replies|e-?mails|reply desk|shop|onlineshop|boutique)\s+"
    r"(?:team\s+)?(?:of|for|at|von|des|bei|für|de|chez)\s+(?:the\s+|dem\s+|den\s+)?(?:online\s+|web)?(?:shop\s+|store\s+|merchant\s+)?"
    r"[\"„“»']?([A-ZÄÖÜ][\w&'’-]+(?: (?:&|und|and|[A-ZÄÖÜ][\w&'’-]+)){0,3})"
)  # fmt: skip
LABELLED_DATES = {
    "shipped": re.compile(
        r"shipped|dispatched|sent on|versandt|versendet|verschickt|warenausgang|versanddatum|outgoing|expédi", re.I
    ),
    "delivered": re.compile(r"delivered|zugestellt|zustellung am|livrée? le", re.I),
    "expected": re.compile(r"expected|estimated|voraussichtlich|liefertermin|eta$|prévue?", re.I),
    "ordered": re.compile(
        r"ordered|order(?:ed)? ?(?:date|on|at)|bestellt|bestelldatum|bestellt am|placed|commandée?", re.I
    ),
}


def facts_in(prompt: str, message: str) -> Facts:
    """*message* is the customer's and may be wrong, so the rest of the prompt is believed first."""
    rest = prompt.replace(message, "\n") if message else prompt
    labels = [(label, value) for label, value in labels_in(rest) if not NOTHING.match(value)]
    tracking = _labelled(labels, TRACKING_LABEL, _tracking_number) or _found(TRACKING_IN_PROSE, rest, _tracking_number)
    facts = {
        "name": name_in(prompt, labels) or _signed(message),
        "order": _labelled(labels, ORDER_LABEL, _order_number)
        or _found(ORDER_IN_PROSE, rest, str)
        or _found(ORDER_IN_PROSE, message, str),
        "status": _status(labels),
        "tracking": tracking,
        "carrier": _carrier(rest, tracking),
        "item": _item(rest, labels, message),
        "total": _labelled(labels, re.compile(r"total|summe|gesamt|betrag|amount|montant", re.I), _money),
        "shop": _labelled(labels, SHOP_LABEL, _short) or _found(SHOP_IN_PROSE, rest, str),
    }
    for name, pattern in LABELLED_DATES.items():
        facts[name] = _labelled(labels, pattern, first_date) or _dated_in_prose(rest, pattern)
    return {name: value for name, value in facts.items() if value}


def name_in(prompt: str, labels: list[Label] | None = None) -> str | None:
    known = labels_in(prompt) if labels is None else labels
    whole = _labelled(known, NAME_LABEL, _person)
    if whole is not None:
        return whole
    first = _labelled(known, re.compile(r"first ?name|vorname|prénom", re.I), _person)
    last = _labelled(known, re.compile(r"last ?name|surname|nachname|nom de famille", re.I), _person)
    return " ".join(part for part in (first, last) if part) or None


def _labelled(labels: list[Label], wanted: re.Pattern[str], read: Callable[[str], str | None]) -> str | None:
    values = (read(value) for label, value in labels if wanted.search(label))
    return next((value for value in values if value), None)


def _found(wanted: re.Pattern[str], text: str, read: Callable[[str], str | None]) -> str | None:
    return next((value for value in (read(hit[1]) for hit in wanted.finditer(text)) if value), None)


def _person(value: str) -> str | None:
    found = PERSON.match(value.strip("\"'„“ "))
    if found is None or NO_PERSON.search(found[0]) or not found[0][0].isupper():
        return None
    after = value.strip("\"'„“ ")[found.end() :].strip()
    return found[0].strip() if not after or after[0] in '<(,;|·-–["' else None


def _signed(message: str) -> str | None:
    return _found(SIGNED, message, _person)


def _order_number(value: str) -> str | None:
    found = re.match(r"\W{0,3}(\d[\d-]{1,18}\d)\b(?![./]\d)", value)
    return found[1] if found else None


def _tracking_number(value: str) -> str | None:
    found = TRACKING_VALUE.search(value)
    return found[0] if found and sum(letter.isdigit() for letter in found[0]) > 5 else None  # noqa: PLR2004 -- shorter ones are order numbers


def _carrier(rest: str, tracking: str | None) -> str | None:
    """The one nearest to the tracking number; without a number only one that a line names as such."""
    if tracking is not None:
        at = rest.find(tracking)
        near = rest[max(0, at - 200) : at + 200]
        return next((name for name in CARRIERS if re.search(rf"\b{name}\b", near)), None)
    named = re.search(
        r"(?:carrier|versanddienst\w*|versandart|shipping|shipped (?:with|via|by)|transporteur)\W{1,4}(.{2,40})",
        rest,
        re.I,
    )
    return next((name for name in CARRIERS if named and re.search(rf"\b{name}\b", named[1])), None)


def _status(labels: list[Label]) -> str | None:
    about_order = re.compile(r"(?:order|bestell\w*|auftrags?\w*|commande|paket|package|shipping|versand|lieferung)\W?.*(?:status|state|statut)|"
                             r"(?:bestell|auftrags|versand|liefer)status", re.I)  # fmt: skip
    return _labelled(labels, about_order, _short) or _after_the_order(labels)


def _after_the_order(labels: list[Label]) -> str | None:
    """A bare 'status' belongs to the order when the order was named before it."""
    seen = False
    for label, value in labels:
        seen = seen or bool(ORDER_LABEL.match(label))
        if (
            seen
            and re.fullmatch(r"(?:\w+ )?(?:status|state|statut)(?: name)?", label, re.I)
            and "ticket" not in label.lower()
        ):
            return _short(value)
    return None


def _short(value: str) -> str | None:
    plain = re.sub(r"^\W*\[?\d+(?:\.\d+)?\]?\W+", "", value).strip(" .\"'„“*|")
    return plain if 1 < len(plain) <= 60 and not NOTHING.match(plain) else None  # noqa: PLR2004 -- longer is a sentence


def _money(value: str) -> str | None:
    found = MONEY.search(value)
    return found[0] if found else None


def _items(rest: str, labels: list[Label]) -> Iterator[str]:
    for hit in ITEM_LINE.finditer(rest):
        yield hit[2]
    for label, value in labels:
        if re.fullmatch(
            r"(?:order )?(?:items?|artikel|positionen|products?|produkte?|articles?)(?: name)?", label, re.I
        ):
            yield from (re.sub(r"^\d+\s?[x×]\s+", "", part.strip()) for part in value.split(","))


def _item(rest: str, labels: list[Label], message: str) -> str | None:
    """The one the customer speaks of, else the only one."""
    items = list(dict.fromkeys(_without_price(item) for item in _items(rest, labels)))
    said = set(re.findall(r"[^\W\d_]{4,}", message.casefold()))
    spoken_of = [item for item in items if said & set(re.findall(r"[^\W\d_]{4,}", item.casefold()))]
    if spoken_of:
        return spoken_of[0]
    return items[0] if len(items) == 1 else None


def _without_price(item: str) -> str:
    return re.split(r"\s*[,(–|]|\s-\s|\s(?:à|zu je|at|for)\s|\s\d+[.,]\d\d", item.strip(), maxsplit=1)[0].strip()


def _dated_in_prose(rest: str, pattern: re.Pattern[str]) -> str | None:
    for hit in pattern.finditer(rest):
        after = rest[hit.end() : hit.end() + 30].split("\n")[0]
        moment = first_date(after)
        if moment is not None:
            return moment
    return None
