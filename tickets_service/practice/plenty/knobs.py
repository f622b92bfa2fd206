"""Where the real Plenty is not known for sure, a knob: a client must work with every setting."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

PRESETS = {
    "basic": (80, 59_760, 40, 17_280),
    "classic": (200, 166_000, 80, 48_000),
    "flex": (240, 282_000, 100, 72_000),
    "plus": (280, 282_000, 120, 72_000),
}
"""Read a minute, read a day, write a minute, write a day, as the developer guide publishes them."""


@dataclass
class Knobs:
    login_fail: str = "401"
    """`401` or `200_without_token`."""
    token_fields: str = "both"  # noqa: S105 - which spelling
    """`both`, `camel` or `snake`."""
    unauth_body: str = "json"
    """`json`, `empty` or `html`."""
    throttle_body: str = "error_object"
    """`error_object` or `error_string`."""
    limit_headers: str = "always"
    """`always` or `absent`."""
    login_counts_as_write: bool = True
    ticket_dates: str = "iso"
    """`iso`, `epoch_int`, `epoch_str`, `naive` or `object`."""
    ticket_order: str = "id_desc"
    """`id_desc` or `id_asc`."""
    ticket_items_per_page_max: int = 250
    unknown_filter: str = "ignore"
    """`ignore` or `422`."""
    unknown_with: str = "ignore"
    """`ignore` or `500`."""
    past_end_page: str = "empty"
    """`empty` or `last_page`."""
    message_bumps_updated_at: bool = True
    complimentary_close_appended: bool = False
    ticket_message_fires_mail: bool = False
    status_type_names_field: str = "typeId"
    """`typeId` or `absent`."""
    conversation_list_shape: str = "envelope"
    """`envelope` or `array`."""
    reply_target: str = "any"
    """`linkedTo`, `conversationId`, `parentUuid` or `any`."""
    search_lazily: str = "asked"
    """Whether a search of orders leaves out relations: `asked` (unless `lazyLoaded=false`), `always` or `never`."""
    order_search_filters: str = "all"
    """`all`; `some`: those with an underscore in their name are ignored; `422`: they are refused."""
    order_references: str = "both"
    """Which field of a reference names the order something came from: `both`, `origin`, `reference` or `absent`."""
    order_documents: str = "with"
    """`with`: given out with an order that is asked for with them; `absent`: by their own route alone."""
    document_types: str = "snake"
    """`snake` or `camel`, in answers."""
    address_emails: str = "field"
    """`field`, `option` or `absent`."""
    status_number_in_name: bool = False
    """Whether an order names its status itself, with the number in front."""
    ids_as_strings: bool = True
    """For orders and contacts."""
    page_as_string: bool = False
    batch_method: str = "both"
    """`POST`, `GET` or `both`."""
    user_id_in_login: bool = True
    confidential_takes_messages: bool = False
    seat_limit: int = 3
    seats_taken_by_others: int = 0
    token_life_seconds: int = 86_400
    latency_seconds: float = 0.0
    unlimited: bool = False
    short_read_limit: int = 280
    long_read_limit: int = 282_000
    short_write_limit: int = 120
    long_write_limit: int = 72_000
    short_window_seconds: float = 60.0
    long_window_seconds: float = 86_400.0

    @classmethod
    def preset(cls, name: str, **more: Any) -> Knobs:
        read, read_day, write, write_day = PRESETS[name]
        return cls(
            short_read_limit=read,
            long_read_limit=read_day,
            short_write_limit=write,
            long_write_limit=write_day,
            **more,
        )

    def turn(self, changes: dict[str, Any]) -> None:
        """Raises KeyError for a knob there is none of."""
        known = {field.name for field in fields(self)}
        if "preset" in changes:
            read, read_day, write, write_day = PRESETS[changes["preset"]]
            self.short_read_limit, self.long_read_limit = read, read_day
            self.short_write_limit, self.long_write_limit = write, write_day
        for name, value in changes.items():
            if name == "preset":
                continue
            if name not in known:
                raise KeyError(name)
            setattr(self, name, value)
