"""Orders and contacts, as the practice Plenty gives them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tickets_service.practice.plenty.answers import Answer, Request, envelope, not_found
from tickets_service.practice.plenty.store import Store

ORDER_STATUSES = {
    "3": ("Warten auf Zahlung", "Waiting for payment"),
    "5": ("Freigabe Versand", "Cleared for shipping"),
    "5.7": ("In Versandvorbereitung", "Preparing for shipping"),
    "7": ("Warenausgang gebucht", "Outgoing items booked"),
    "8": ("Storniert", "Cancelled"),
    "9": ("Retoure", "Return"),
}
RELATIONS = ("addresses", "shippingPackages", "shippingInformation")
"""Only given out when asked for by `with[]`."""


class ShopRoutes:
    def __init__(self, store: Store) -> None:
        self.store = store

    def order(self, request: Request, order_id: int) -> Answer:
        found = self.store.orders.get(order_id)
        return not_found() if found is None else Answer(200, shown(found, request))

    def search(self, request: Request) -> Answer:
        wanted = dict(request.query) | {str(name): str(value) for name, value in request.body.items()}
        found = [order for order in self.store.orders.values() if _fits(order, wanted)]
        found.sort(key=lambda order: -int(order["id"]))
        return self._page(request, found)

    def of_contact(self, request: Request, contact_id: int) -> Answer:
        found = [order for order in self.store.orders.values() if receiver(order) == contact_id]
        found.sort(key=lambda order: -int(order["id"]))
        return self._page(request, found)

    def _page(self, request: Request, found: list[dict[str, Any]]) -> Answer:
        size, page = int(request.query.get("itemsPerPage", 50)), int(request.query.get("page", 1))
        return envelope(found, page, min(size, 250), request.knobs, lambda order: shown(order, request))

    def packages(self, _: Request, order_id: int) -> Answer:
        found = self.store.orders.get(order_id)
        return not_found() if found is None else Answer(200, found.get("shippingPackages", []))

    def history(self, _: Request, order_id: int) -> Answer:
        found = self.store.orders.get(order_id)
        if found is None:
            return not_found()
        entry = {"id": 1, "orderId": order_id, "statusId": found["statusId"], "createdAt": found["updatedAt"]}
        return Answer(200, [entry])

    def documents(self, request: Request, order_id: int) -> Answer:
        return not_found() if order_id not in self.store.orders else envelope([], 1, 50, request.knobs, dict)

    def statuses(self, _: Request) -> Answer:
        return Answer(200, [self._status(status_id) for status_id in ORDER_STATUSES])

    def status(self, _: Request, status_id: str) -> Answer:
        return Answer(200, self._status(status_id)) if status_id in ORDER_STATUSES else not_found()

    def _status(self, status_id: str) -> dict[str, Any]:
        german, english = ORDER_STATUSES[status_id]
        return {"statusId": status_id, "isErasable": False, "names": {"de": german, "en": english}}

    def contact(self, _: Request, contact_id: int) -> Answer:
        found = self.store.contacts.get(contact_id)
        return not_found() if found is None else Answer(200, found)

    def contacts(self, request: Request) -> Answer:
        email = request.query.get("email") or request.query.get("contactEmail")
        found = [one for one in self.store.contacts.values() if email is None or email in str(one.get("email"))]
        return envelope(found, int(request.query.get("page", 1)), 50, request.knobs, dict)

    def comments(self, _: Request, order_id: int) -> Answer:
        return Answer(200, []) if order_id in self.store.orders else not_found()


def shown(order: Mapping[str, Any], request: Request) -> dict[str, Any]:
    asked = request.query.get("with[]", "") + "," + request.query.get("with", "")
    plain = {name: value for name, value in order.items() if name not in RELATIONS or name in asked}
    if not request.knobs.ids_as_strings:
        plain["statusId"] = float(plain["statusId"])
        plain["ownerId"] = 3
    return plain


def receiver(order: Mapping[str, Any]) -> int | None:
    return next((int(row["referenceId"]) for row in order["relations"] if row["relation"] == "receiver"), None)


def _fits(order: Mapping[str, Any], wanted: Mapping[str, str]) -> bool:
    if "orderId" in wanted and str(order["id"]) not in wanted["orderId"].removeprefix("eq:").split(","):
        return False
    if "packageNumber" in wanted:
        return any(row["packageNumber"] == wanted["packageNumber"] for row in order.get("shippingPackages", []))
    contact = wanted.get("relationReference_contact_receiver")
    return contact is None or str(receiver(order)) == contact
