"""Where a carrier shows the way of a parcel."""

from __future__ import annotations

from urllib.parse import quote

TRACKING = {
    "dhl": "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode={}",
    "deutsche post": "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode={}",
    "dpd": "https://tracking.dpd.de/status/de_DE/parcel/{}",
    "gls": "https://gls-group.com/DE/de/paketverfolgung?match={}",
    "hermes": "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#{}",
    "ups": "https://www.ups.com/track?tracknum={}",
    "fedex": "https://www.fedex.com/fedextrack/?trknbr={}",
}


def tracking_link(carrier: str | None, number: str) -> str | None:
    """None for a carrier we do not know."""
    name = (carrier or "").lower()
    pattern = next((address for known, address in TRACKING.items() if known in name), None)
    return pattern.format(quote(number, safe="")) if pattern else None
