"""The list of the inbox: what a row says, and what the list can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import get_args

from sqlalchemy import Text, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.accounts.actors import Actor
from tickets_service.inbox import people, snoozing
from tickets_service.inbox.snoozing import SnoozeChoice
from tickets_service.inbox.upstreams import Upstreams, upstreams
from tickets_service.inbox.views import Place, Views, views_for
from tickets_service.models import LIVE_REPLIES, Reply, ReplyKind, ReplyState, Ticket, TicketStatus
from tickets_service.tickets import listing
from tickets_service.tickets import queries as tickets
from tickets_service.tickets.listing import DraftFilter, InboxKey, Sort
from tickets_service.tickets.schemas import Piece, TicketOut, TicketRow

ROWS_PER_PAGE = 50
NEWEST_LOOKED_AT = 1_000
"""Tickets among which sources and languages are looked for."""


@dataclass(frozen=True)
class Due:
    seconds: float
    """Left until the deadline; less than nothing when it is over."""

    @property
    def is_late(self) -> bool:
        return self.seconds < 0


@dataclass(frozen=True)
class Row:
    id: int
    address: str
    who: list[Piece]
    initials: str
    tint: int
    at: datetime | None
    customer_wrote_at: datetime | None
    """What the list is sorted by."""
    subject: list[Piece]
    snippet: list[Piece]
    is_ours: bool
    """The newest message is not the customer's."""
    order: list[Piece]
    """Its number, where a search hit it."""
    reply_state: ReplyState | None
    """Of the reply that is neither sent nor over; None without one."""
    draft_state: str
    due: Due | None
    snoozed_until: datetime | None
    source: str | None
    language: str | None
    status: TicketStatus
    is_confidential: bool
    assignee_id: int | None
    assignee: str | None

    @property
    def is_new(self) -> bool:
        """Nobody has taken it up yet."""
        return self.status is TicketStatus.TODO


@dataclass(frozen=True)
class Rows:
    items: list[Row]
    next_key: InboxKey | None
    place: Place

    @property
    def found(self) -> str:
        """How many a search or a filter left; empty on a later page, where it is not known."""
        if self.place.cursor:
            return ""
        return f"{len(self.items)}+" if self.next_key else str(len(self.items))


@dataclass(frozen=True)
class Choices:
    """What the list can be narrowed by, and the order it can stand in."""

    statuses: tuple[TicketStatus, ...]
    sources: list[str]
    languages: list[str]
    people: dict[int, str]
    draft_states: tuple[str, ...]
    sorts: tuple[Sort, ...]


@dataclass(frozen=True)
class InboxView:
    rows: Rows
    views: Views
    choices: Choices
    snoozes: list[SnoozeChoice]
    place: Place
    upstreams: Upstreams
    is_empty_service: bool
    """Not one ticket is stored yet."""


async def inbox_view(session: AsyncSession, place: Place, after: InboxKey | None, actor: Actor) -> InboxView:
    names = await tickets.assignees(session)
    rows = await rows_of(session, place, after, actor, names=names)
    return InboxView(
        rows=rows,
        views=await views_for(session, place, actor),
        choices=await _choices(session, place, names),
        snoozes=snoozing.choices(datetime.now(UTC)),
        place=place,
        upstreams=await upstreams(session),
        is_empty_service=not rows.items and await session.scalar(select(Ticket.id).limit(1)) is None,
    )


async def rows_of(
    session: AsyncSession,
    place: Place,
    after: InboxKey | None,
    actor: Actor,
    *,
    names: dict[int, str] | None = None,
    among: tuple[int, ...] | None = None,
) -> Rows:
    """A page of them, or all that are *among* some tickets.

    *names* are those of the people a ticket may be assigned to, where they are known already.
    """
    wanted = replace(place.filter_for(actor.user_id), ids=among)
    limit = ROWS_PER_PAGE if among is None else len(among)
    page = await listing.inbox(session, wanted, limit=limit, after=after)
    known = await tickets.assignees(session) if names is None else names
    live = await _live_replies(session, [ticket.id for ticket in page.items])
    return Rows([_row(each, place, known, live.get(each.id)) for each in page.items], page.next_key, place)


async def _live_replies(session: AsyncSession, ticket_ids: list[int]) -> dict[int, ReplyState]:
    """Few replies are ever in these states, and an index holds them: literals let it be seen to fit."""
    wanted = select(Reply.ticket_id, Reply.state).where(
        Reply.state.in_([literal_column(f"'{state.value}'", Text) for state in LIVE_REPLIES]),
        Reply.kind == ReplyKind.MESSAGE,
        Reply.ticket_id.in_(ticket_ids),
    )
    return {ticket_id: state for ticket_id, state in await session.execute(wanted)}  # noqa: C416 - as pairs to mypy


def _row(ticket: TicketRow, place: Place, names: dict[int, str], reply_state: ReplyState | None) -> Row:
    hits = {hit.field: hit.pieces for hit in ticket.hits}
    who = ticket.customer_name or ticket.customer_email or ""
    return Row(
        id=ticket.id,
        address=place.address(f"/inbox/{ticket.id}"),
        who=hits.get("customer_name") or hits.get("customer_email") or _plain(who),
        initials=people.initials(who),
        tint=people.tint(who),
        at=ticket.last_customer_message_at or ticket.last_message_at,
        customer_wrote_at=ticket.last_customer_message_at,
        subject=hits.get("title") or _plain(ticket.title),
        snippet=hits.get("message") or _plain(ticket.snippet),
        is_ours="message" not in hits and ticket.snippet_direction not in (None, "customer"),
        order=hits.get("order_id", []),
        reply_state=reply_state,
        draft_state=ticket.draft_state,
        due=due_of(ticket),
        snoozed_until=snoozed_until(ticket),
        source=ticket.source,
        language=ticket.language,
        status=ticket.status,
        is_confidential=ticket.confidential,
        assignee_id=ticket.assignee_id,
        assignee=names.get(ticket.assignee_id) if ticket.assignee_id is not None else None,
    )


def _plain(text: str) -> list[Piece]:
    return [Piece(text=text, hit=False)] if text else []


def due_of(ticket: TicketOut) -> Due | None:
    """None without a deadline, and once there is nothing to do any more."""
    if ticket.deadline_at is None or ticket.status is TicketStatus.DONE:
        return None
    return Due((ticket.deadline_at - datetime.now(UTC)).total_seconds())


def snoozed_until(ticket: TicketOut) -> datetime | None:
    """None once it is awake again, and for what is done."""
    until = ticket.snoozed_until
    is_asleep = until is not None and until > datetime.now(UTC) and ticket.status is not TicketStatus.DONE
    return until if is_asleep else None


async def _choices(session: AsyncSession, place: Place, names: dict[int, str]) -> Choices:
    newest = select(Ticket.source, Ticket.language).order_by(
        Ticket.last_customer_message_at.desc().nulls_last(), Ticket.id.desc()
    )
    some = newest.limit(NEWEST_LOOKED_AT).subquery()
    found = (await session.execute(select(some).distinct())).all()
    return Choices(
        statuses=tuple(TicketStatus),
        sources=_distinct([place.wanted.source, *(row[0] for row in found)]),
        languages=_distinct([place.wanted.language, *(row[1] for row in found)]),
        people=names,
        draft_states=get_args(DraftFilter),
        sorts=tuple(Sort),
    )


def _distinct(values: Iterable[str | None]) -> list[str]:
    return sorted({value for value in values if value})
