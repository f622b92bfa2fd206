"""Facts about orders, and whether a text agrees with them. Pure: no database, no network, no clock."""

from tickets_service.facts.sheet import Event, Fact, FactKind, FactSheet, Role

__all__ = ["Event", "Fact", "FactKind", "FactSheet", "Role"]
