"""A made-up ticket, so that an admin sees what a model would be told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tickets_service.drafting.belonging import Customer
from tickets_service.drafting.facts import told
from tickets_service.drafting.known_models import room_for
from tickets_service.drafting.prompt import Line, Material, Prompt, build
from tickets_service.drafting.schemas import DEFAULT_MODEL
from tickets_service.drafting.sheets import Case, sheet_of
from tickets_service.drafting.speaking import Voice
from tickets_service.models import Choice, ChoiceReason
from tickets_service.plenty.schemas import OrderItem, OrderRecord, Package

USUAL = Voice()
CUSTOMER = Customer("Erika Muster", "erika@example.com", "de")


def sample_prompt(shop_name: str, house_rules: str, *, now: datetime, voice: Voice = USUAL) -> Prompt:
    def line(who: str, days_ago: int, text: str) -> Line:
        return Line(who, f"{now - timedelta(days=days_ago):%Y-%m-%d %H:%M} UTC", text)

    order = _order(now)
    case = Case(CUSTOMER, Choice(order.id, ChoiceReason.LINKED), order, (), now, "email")
    material = Material(
        shop_name=shop_name,
        facts=told(case, sheet_of(case, now=now), now=now),
        history=(
            line("Customer", 5, "Guten Tag, wann wird meine Bestellung verschickt?"),
            line("Shop", 4, "Guten Tag Frau Muster, Ihre Bestellung geht in den nächsten Tagen auf den Weg."),
        ),
        newest=line("Customer", 0, "Guten Morgen, mein Paket ist immer noch nicht da. Können Sie nachsehen?"),
        hint=None,
        house_rules=house_rules,
        voice=voice.told(),
    )
    return build(material, room=room_for(DEFAULT_MODEL, None).prompt)


def _order(now: datetime) -> OrderRecord:
    ordered = (now - timedelta(days=6)).astimezone(UTC)
    return OrderRecord(
        id=30001,
        external_id=None,
        status_id=Decimal(7),
        status_name="Warenausgang gebucht",
        created_at=ordered,
        paid_at=ordered,
        completed_at=None,
        estimated_delivery_at=None,
        payment_status="fullyPaid",
        total=Decimal("94.80"),
        currency="EUR",
        contact_id=None,
        items=(OrderItem("Stehlampe Lumea", Decimal(1), Decimal("89.90"), "EUR"),),
        packages=(Package("00340434161094042557"),),
        carrier="DHL",
        shipped_at=ordered + timedelta(days=3),
        delivery_address="Erika Muster, Lindenallee 12, 28203 Bremen",
    )
