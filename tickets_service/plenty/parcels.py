"""Where a parcel can be followed."""

from __future__ import annotations

import re
from urllib.parse import quote

PAGES = (
    (r"\bdhl\b", "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode={}"),
    (r"\bdeutsche post\b", "https://www.deutschepost.de/de/s/sendungsverfolgung.html?piececode={}"),
    (r"\bdpd\b", "https://tracking.dpd.de/status/de_DE/parcel/{}"),
    (r"\bgls\b", "https://gls-group.com/DE/de/paketverfolgung/?match={}"),
    (r"\bhermes\b", "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#{}"),
    (r"\bups\b", "https://www.ups.com/track?tracknum={}"),
    (r"\bfedex\b", "https://www.fedex.com/fedextrack/?trknbr={}"),
    (r"(?:österreichische post|post\.at)\b", "https://www.post.at/sv/sendungsdetails?snr={}"),
    (r"(?:swiss post|schweizerische post|post\.ch)\b", "https://service.post.ch/ekp-web/ui/entry/search/{}"),
)
NUMBER = re.compile(r"[A-Za-z0-9 -]{6,40}")


def tracking_url(carrier: str | None, number: str | None) -> str | None:
    """None for a carrier whose page is not known, and for what is no parcel number."""
    if carrier is None or number is None or not NUMBER.fullmatch(number):
        return None
    page = next((page for name, page in PAGES if re.search(name, carrier, re.IGNORECASE)), None)
    return None if page is None else page.format(quote(number.replace(" ", ""), safe=""))
