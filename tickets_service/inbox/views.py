"""Where somebody is in the inbox: a view, what narrows it, the order. The address carries all of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.accounts.actors import Actor
from tickets_service.models import SavedView
from tickets_service.tickets import views
from tickets_service.tickets.filters import ListFilter, StoredFilter
from tickets_service.tickets.listing import InboxFilter, Sort, ViewName
from tickets_service.tickets.schemas import ViewCount

NARROWING = ("status", "source", "language", "assignee", "draft_state", "order_id", "contact_id")
"""What narrows a view, besides a search."""
SIZE_TELLS_NOTHING = (ViewName.DONE, ViewName.ALL)


@dataclass(frozen=True)
class Place:
    """Which part of the inbox somebody looks at."""

    wanted: ListFilter = field(default_factory=ListFilter)
    saved_id: int | None = None
    """The saved view one came by; what narrows it may have been changed since."""
    cursor: str = ""

    @classmethod
    def named_by(cls, query: Iterable[tuple[str, str]]) -> Place:
        """What is nonsense in an address is left out, as what a form left empty is."""
        given: dict[str, list[str]] = {}
        for name, value in query:
            if value.strip():
                given.setdefault(name, []).append(value.strip())
        fields = {
            name: values if name == "status" else values[-1]
            for name, values in given.items()
            if name in ListFilter.model_fields
        }
        try:
            wanted = ListFilter.model_validate(fields)
        except ValidationError as nonsense:
            wrong = {error["loc"][0] for error in nonsense.errors()}
            wanted = ListFilter.model_validate({name: fields[name] for name in fields.keys() - wrong})
        saved = given.get("saved", [""])[-1]
        return cls(wanted, int(saved) if saved.isascii() and saved.isdecimal() else None, given.get("cursor", [""])[-1])

    @classmethod
    def of_saved(cls, row: SavedView) -> Place | None:
        """None for one that another version stored."""
        try:
            stored = StoredFilter.model_validate(row.filter)
            wanted = ListFilter(**stored.model_dump(exclude={"view"}), view=stored.view or ViewName.ALL, sort=row.sort)
        except ValidationError:
            return None
        return cls(wanted, row.id)

    @property
    def view(self) -> ViewName:
        return self.wanted.view or ViewName.OPEN

    @property
    def q(self) -> str:
        return self.wanted.q or ""

    @property
    def sort(self) -> Sort:
        return self.wanted.sort

    @property
    def is_narrowed(self) -> bool:
        return any(getattr(self.wanted, name) not in (None, []) for name in NARROWING)

    @property
    def is_searched(self) -> bool:
        """The list is a part of its view."""
        return self.is_narrowed or bool(self.q)

    @property
    def stored(self) -> StoredFilter:
        """As a saved view keeps it."""
        return StoredFilter(**self.wanted.model_dump(exclude={"sort", "view"}), view=self.view)

    def filter_for(self, user_id: int | None) -> InboxFilter:
        """*user_id* is whose tickets are mine; programs have none."""
        return replace(self.wanted.for_viewer(user_id, self.sort), view=self.view)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Names and values of the address, as a form carries them on."""
        pairs = [("view", "" if self.view is ViewName.OPEN else self.view.value)]
        pairs += [("status", status.value) for status in self.wanted.status]
        pairs += [(name, _written(getattr(self.wanted, name))) for name in (*NARROWING[1:], "q")]
        pairs += [("sort", "" if self.sort is Sort.NEWEST else self.sort.value), ("saved", _written(self.saved_id))]
        return [(name, value) for name, value in pairs if value]

    def address(self, path: str = "/inbox", **more: str) -> str:
        query = urlencode([*self.pairs, *((name, value) for name, value in more.items() if value)])
        return f"{path}?{query}" if query else path

    def of(self, view: ViewName) -> Place:
        """Another view, for the same words."""
        return Place(ListFilter(view=view, q=self.wanted.q))

    def without(self, *names: str) -> Place:
        left = self.wanted.model_dump(exclude=set(names))
        return Place(ListFilter.model_validate(left), self.saved_id)


def _written(value: object) -> str:
    return "" if value is None else str(value)


@dataclass(frozen=True)
class ViewLink:
    view: ViewName
    address: str
    is_current: bool
    count: str
    """`99+` when there are more; empty for views whose size tells nothing, and when counting took too long."""


@dataclass(frozen=True)
class SavedLink:
    id: int
    name: str
    is_shared: bool
    may_change: bool
    address: str
    is_current: bool
    is_changed: bool
    """What narrows it now is not what was saved."""
    count: str


@dataclass(frozen=True)
class Views:
    fixed: list[ViewLink]
    saved: list[SavedLink]

    @property
    def current(self) -> SavedLink | None:
        return next((link for link in self.saved if link.is_current), None)


async def views_for(session: AsyncSession, place: Place, actor: Actor) -> Views:
    rows = await views.visible(session, actor.subject)
    counts = {each.view: _count(each) for each in await views.counts(session, rows, user_id=actor.user_id)}
    saved = saved_links(rows, place, actor, counts)
    by_name = not any(link.is_current for link in saved)
    fixed = [
        ViewLink(
            view,
            place.of(view).address(),
            by_name and view is place.view,
            "" if view in SIZE_TELLS_NOTHING else counts[view.value],
        )
        for view in ViewName
    ]
    return Views(fixed, saved)


def saved_links(rows: Sequence[SavedView], place: Place, actor: Actor, counts: dict[str, str]) -> list[SavedLink]:
    return [
        SavedLink(
            id=row.id,
            name=row.name,
            is_shared=row.is_shared,
            may_change=row.owner == actor.subject or actor.is_admin,
            address=saved.address(),
            is_current=row.id == place.saved_id,
            is_changed=place.address() != saved.address(),
            count=counts.get(str(row.id), ""),
        )
        for row in rows
        if (saved := Place.of_saved(row)) is not None
    ]


def _count(found: ViewCount) -> str:
    if found.count is None:
        return ""
    return f"{found.count}+" if found.more else str(found.count)
