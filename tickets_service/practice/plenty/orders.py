"""Orders and contacts, as the practice Plenty gives them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
RELATIONS = ("addresses", "shippingPackages", "shippingInformation", "documents")
"""Only given out when asked for by `with[]`."""
LAZY = ("amounts", "properties", "dates", "addressRelations", "relations", "orderReferences", "orderItems")
"""What a search leaves out unless it is told not to."""
EXTERNAL_ORDER_ID = "7"


class ShopRoutes:
    def __init__(self, store: Store) -> None:
        self.store = store

    def order(self, request: Request, order_id: int) -> Answer:
        found = self.store.orders.get(order_id)
        return not_found() if found is None else Answer(200, shown(found, request))

    def search(self, request: Request) -> Answer:
        wanted = dict(request.query) | {str(name): str(value) for name, value in request.body.items()}
        named = sorted(name for name in wanted if "_" in name)
        if request.knobs.order_search_filters == "422" and named:
            unknown = f"The following filter do not exist: {', '.join(named)}"
            return Answer(
                422, {"error": {"message": "Invalid filter given."}, "validation_errors": {"invalid filter": [unknown]}}
            )
        if request.knobs.order_search_filters == "some":
            wanted = {name: value for name, value in wanted.items() if "_" not in name}
        found = [order for order in self.store.orders.values() if _fits(order, wanted)]
        found.sort(key=lambda order: -int(order["id"]))
        lazily = {"asked": wanted.get("lazyLoaded") != "false", "always": True, "never": False}
        return self._page(request, found, without=LAZY if lazily[request.knobs.search_lazily] else ())

    def of_contact(self, request: Request, contact_id: int) -> Answer:
        found = [order for order in self.store.orders.values() if receiver(order) == contact_id]
        found.sort(key=lambda order: -int(order["id"]))
        return self._page(request, found)

    def _page(self, request: Request, found: list[dict[str, Any]], *, without: Sequence[str] = ()) -> Answer:
        def spelled(order: dict[str, Any]) -> dict[str, Any]:
            return {name: value for name, value in shown(order, request).items() if name not in without}

        size, page = int(request.query.get("itemsPerPage", 50)), int(request.query.get("page", 1))
        return envelope(found, page, min(size, 250), request.knobs, spelled)

    def packages(self, _: Request, order_id: int) -> Answer:
        found = self.store.orders.get(order_id)
        return not_found() if found is None else Answer(200, found.get("shippingPackages", []))

    def history(self, _: Request, order_id: int) -> Answer:
        found = self.store.orders.get(order_id)
        if found is None:
            return not_found()
        entry = {"id": 1, "orderId": order_id, "statusId": found["statusId"], "createdAt": found["updatedAt"]}
        return Answer(200, [entry])

    def documents(self, request: Request, order_id: int, kind: str | None = None) -> Answer:
        found = self.store.orders.get(order_id)
        if found is None:
            return not_found()
        wanted = [one for one in found.get("documents", []) if kind is None or camel(one["type"]) == kind]
        return envelope(_documents(wanted, request), 1, 50, request.knobs, dict)

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
    asked = f"{request.query.get('with[]', '')},{request.query.get('with', '')}".split(",")
    plain = {name: value for name, value in order.items() if name not in RELATIONS or name in asked}
    knobs = request.knobs
    if "documents" in plain:
        plain["documents"] = _documents(order["documents"], request)
        if knobs.order_documents == "absent":
            del plain["documents"]
    if "orderItems.variation" not in asked:
        plain["orderItems"] = [
            {name: item[name] for name in item if name != "variation"} for item in order["orderItems"]
        ]
    if "addresses" in plain:
        plain["addresses"] = [_address(address, knobs.address_emails) for address in order["addresses"]]
    hidden = {"both": (), "origin": ("referenceOrderId",), "reference": ("originOrderId",)}.get(knobs.order_references)
    if hidden is None:
        del plain["orderReferences"]
    else:
        plain["orderReferences"] = [
            {name: value for name, value in one.items() if name not in hidden} for one in order["orderReferences"]
        ]
    if knobs.status_number_in_name:
        plain["statusName"] = f"[{order['statusId']}] {ORDER_STATUSES[order['statusId']][0]}"
    if not knobs.ids_as_strings:
        plain["statusId"] = float(plain["statusId"])
        plain["ownerId"] = 3
    return plain


def camel(kind: str) -> str:
    first, *rest = kind.split("_")
    return first + "".join(part.title() for part in rest)


def _documents(found: Sequence[Mapping[str, Any]], request: Request) -> list[dict[str, Any]]:
    spelled = camel if request.knobs.document_types == "camel" else str
    return [{**one, "type": spelled(one["type"])} for one in found]


def _address(address: Mapping[str, Any], style: str) -> dict[str, Any]:
    plain = {name: value for name, value in address.items() if name != "email" or style == "field"}
    if style == "option":
        plain["options"] = [{"id": 1, "addressId": address["id"], "typeId": 5, "value": address["email"]}]
    return plain


def receiver(order: Mapping[str, Any]) -> int | None:
    return next((int(row["referenceId"]) for row in order["relations"] if row["relation"] == "receiver"), None)


def _fits(order: Mapping[str, Any], wanted: Mapping[str, str]) -> bool:
    """By the filters that are known; the others are ignored."""
    external = [str(row["value"]) for row in order["properties"] if str(row["typeId"]) == EXTERNAL_ORDER_ID]
    sources = [str(row["referenceOrderId"]) for row in order["orderReferences"]]
    packages = [row["packageNumber"] for row in order.get("shippingPackages", [])]
    has = {
        "orderId": [str(order["id"])],
        "orderTypeId": [str(order["typeId"])],
        "packageNumber": packages,
        f"orderProperty_{EXTERNAL_ORDER_ID}": external,
        "orderReference_parent": sources,
        "relationReference_contact_receiver": [str(receiver(order))],
    }
    return all(
        any(value in has[name] for value in asked.removeprefix("eq:").split(","))
        for name, asked in wanted.items()
        if name in has
    )
