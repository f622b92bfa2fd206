"""The list of the inbox: what a row says."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.inbox import people, views
from tickets_service.inbox.hits import Piece, pattern_of, pieces, snippet
from tickets_service.inbox.upstreams import Upstreams, upstreams
from tickets_service.inbox.views import Place, ViewLink
from tickets_service.models import Ticket, TicketMessage, TicketStatus
from tickets_service.tickets import queries as tickets
from tickets_service.tickets.queries import InboxKey
from tickets_service.tickets.schemas import TicketOut

ROWS_PER_PAGE = 50
SNIPPET_CHARACTERS = 120
SEARCHED_CHARACTERS = 20_000


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
    subject: list[Piece]
    snippet: list[Piece]
    draft_state: str
    due: Due | None
    source: str | None
    language: str | None
    status: TicketStatus
    is_confidential: bool
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


@dataclass(frozen=True)
class InboxView:
    rows: Rows
    links: list[ViewLink]
    place: Place
    upstreams: Upstreams
    is_empty_service: bool
    """Not one ticket is stored yet."""


async def inbox_view(session: AsyncSession, place: Place, after: InboxKey | None, user_id: int | None) -> InboxView:
    rows = await rows_of(session, place, after, user_id)
    return InboxView(
        rows=rows,
        links=await views.links(session, place, user_id),
        place=place,
        upstreams=await upstreams(session),
        is_empty_service=not rows.items and await session.scalar(select(Ticket.id).limit(1)) is None,
    )


async def rows_of(session: AsyncSession, place: Place, after: InboxKey | None, user_id: int | None) -> Rows:
    wanted = place.view.filter_for(user_id)
    page = await tickets.inbox(session, replace(wanted, q=place.q or None), limit=ROWS_PER_PAGE, after=after)
    pattern = pattern_of(place.q)
    texts = await _texts(session, [ticket.id for ticket in page.items], pattern)
    names = await tickets.assignees(session)
    items = [_row(ticket, texts.get(ticket.id, ""), pattern, place, names) for ticket in page.items]
    return Rows(items, page.next_key, place)


def _row(ticket: TicketOut, text: str, pattern: re.Pattern[str] | None, place: Place, names: dict[int, str]) -> Row:
    who = ticket.customer_name or ticket.customer_email or ""
    return Row(
        id=ticket.id,
        address=place.address(f"/inbox/{ticket.id}"),
        who=pieces(who, pattern),
        initials=people.initials(who),
        tint=people.tint(who),
        at=ticket.last_customer_message_at or ticket.last_message_at,
        subject=pieces(ticket.title, pattern),
        snippet=pieces(snippet(text, pattern, length=SNIPPET_CHARACTERS), pattern),
        draft_state=ticket.draft_state,
        due=due_of(ticket),
        source=ticket.source,
        language=ticket.language,
        status=ticket.status,
        is_confidential=ticket.confidential,
        assignee=names.get(ticket.assignee_id) if ticket.assignee_id is not None else None,
    )


def due_of(ticket: TicketOut) -> Due | None:
    """None without a deadline, and once there is nothing to do any more."""
    if ticket.deadline_at is None or ticket.status is TicketStatus.DONE:
        return None
    return Due((ticket.deadline_at - datetime.now(UTC)).total_seconds())


async def _texts(session: AsyncSession, ids: list[int], pattern: re.Pattern[str] | None) -> dict[int, str]:
    """What the customer said last; in a search the newest message the words stand in, where there is one."""
    if not ids:
        return {}
    length = SNIPPET_CHARACTERS * 4 if pattern is None else SEARCHED_CHARACTERS
    newest = select(Ticket.id, func.left(TicketMessage.text, length)).join(
        TicketMessage, TicketMessage.id == Ticket.last_customer_message_id
    )
    texts = {row[0]: str(row[1]) for row in await session.execute(newest.where(Ticket.id.in_(ids)))}
    if pattern is not None:
        words = [ticket_id for ticket_id in ids if not pattern.search(texts.get(ticket_id, ""))]
        older = (
            select(TicketMessage.ticket_id, func.left(TicketMessage.text, length))
            .where(TicketMessage.ticket_id.in_(words), TicketMessage.text.regexp_match(_posix(pattern), flags="i"))
            .ext(distinct_on(TicketMessage.ticket_id))
            .order_by(TicketMessage.ticket_id, TicketMessage.id.desc())
        )
        texts |= {row[0]: str(row[1]) for row in await session.execute(older)}
    return texts


def _posix(pattern: re.Pattern[str]) -> str:
    """The same words for Postgres: they hold letters and digits alone."""
    return r"\m" + pattern.pattern.partition(")")[2]
