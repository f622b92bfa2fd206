"""The words before a number that say what it is."""

import re

FACT_WORDS = (
    r"bestell\w*|auftrag\w*|auftr\.?|order\w*|sendung\w*|tracking\w*|track\s?(?:&|and)\s?trace|paket\w*|parcel\w*"
    r"|shipment\w*"
    r"|artikel\w*|art\.?|item\w*|ean|gtin|isbn|upc|asin|sku|mpn|rechnung\w*|rg|rgnr|invoice\w*|re|kunden(?:nummer"
    r"|nr|-nr)|customer"
    r"|ticket\w*|vorgang\w*|vorgangs\w*|fall\w*|case|retoure\w*|retouren\w*|rma|rücksend\w*|return\w*"
    r"|seriennummer|serien\w*"
    r"|serial|lieferschein\w*|liefer\w*|gutschein\w*|voucher|gutschrift\w*|referenz\w*|ref|transaktion\w*"
    r"|transaction\w*"
    r"|charge\w*|lot|modell\w*|model|typ|variante\w*|varianten\w*|position\w*|id|dhl|dpd|gls|ups|hermes|fedex"
    r"|amazon|ebay"
    r"|otto|kaufland|frachtbrief\w*|steuernummer|ust-?id\w*|hrb|plz"
)
_FILLING = (
    r"(?:[ \t:#=(-]|:\n|nr\.?|nummern?|no\.?|number|code|id|lautet|ist|war|is|was|die|der|das|unsere?|von|vom|bei"
    r"|the|from|for|über){0,9}"
)
_FACT_BEFORE = re.compile(rf"(?<!\w)(?:{FACT_WORDS}){_FILLING}\Z", re.IGNORECASE)
_PHONE_BEFORE = re.compile(
    r"(?<!\w)(?:tel\w*|fon|phone|ph|handy\w*|mobil\w*|mobile|cell|fax\w*|festnetz\w*|rufnummer\w*|rückruf\w*|durchwahl"
    r"|whats\s?app|signal|sms|ruf\w*|anruf\w*|angerufen|call\w*|erreich\w*|reach|hotline|dial|mob"
    r"|meine nummer|my number|unsere nummer)\b[^\d\n]{0,30}\Z"
    r"|[☎📞📱][^\d\n]{0,5}\Z",
    re.IGNORECASE,
)
_FACT_AFTER = re.compile(
    r"[ ,]{0,2}\(?(?:(?:von|bei|per|mit|der|from|with|by|via)\s)?"
    r"(?:DHL|DPD|GLS|Hermes|UPS|FedEx"
    r"|Deutsche[nr]?\sPost|TNT)(?!\w)",
    re.IGNORECASE,
)
_CARD_BEFORE = re.compile(
    r"(?<!\w)(?:kredit\w*|karten?\w*|card\w*|credit|visa|master\w*|amex|american\s+express|diners)\b"
    r"[^\d\n]{0,30}\Z",
    re.IGNORECASE,
)
_PHONE_AFTER = re.compile(
    r"[\s,]{0,3}(?:\(\s?(?:handy|mobil|tel|privat|festnetz|büro)|(?:zu\s+)?erreich|anruf|zurückruf|an(?:zu)?rufen)",
    re.IGNORECASE,
)
_AS_FAR_BACK = 48


def is_named_fact(text: str, start: int) -> bool:
    """True for the number after "Bestellung Nr." and its like."""
    return _FACT_BEFORE.search(text[max(0, start - _AS_FAR_BACK) : start]) is not None


def is_carriers(text: str, end: int) -> bool:
    """True for the number before "von DHL" and its like."""
    return _FACT_AFTER.match(text[end : end + 30]) is not None


def is_phone_named(text: str, start: int) -> bool:
    """True for the number after "Tel." and its like."""
    return _PHONE_BEFORE.search(text[max(0, start - _AS_FAR_BACK) : start]) is not None


def is_called_phone(text: str, end: int) -> bool:
    """True for the number before "(Handy)", "erreichbar" and their like."""
    return _PHONE_AFTER.match(text[end : end + 30]) is not None


def is_named_card(text: str, start: int) -> bool:
    return _CARD_BEFORE.search(text[max(0, start - _AS_FAR_BACK) : start]) is not None
