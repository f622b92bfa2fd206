"""The lists a refresh walks: those of the open statuses, without asking every minute for lists that are empty.

Where nothing was open lately, tickets turn up in two ways. New ones are on the newest page of everything; one that
moved there from a list in use is missed in that list and read by itself. What remains, a closed ticket that is opened
again, waits for the turn of its list.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import func, select, update

from tickets_service.models import Ticket, TicketStatus, TicketStatusName
from tickets_service.plenty.schemas import TicketPage, TicketQuery
from tickets_service.tickets.mirror import Meanings
from tickets_service.tickets.walking import Mirror, list_page, pages, take


@dataclass(frozen=True)
class Chosen:
    """*asked* are the statuses whose lists are read now, *left_out* the open ones that wait for their turn."""

    asked: tuple[int, ...]
    left_out: frozenset[int]


async def walk_open_lists(work: Mirror, names: Meanings, *, has_read_names: bool) -> set[int]:
    """Returns the ids (ours) of every ticket met in an open status.

    Three calls a refresh go beside the lists in use: the status names, else the newest page, and one list in turn.
    """
    chosen = await _chosen(work, names)
    seen: set[int] = set()
    for status_id in chosen.asked:
        async for page in pages(work, TicketQuery(status_id=status_id)):
            seen |= await _stored(work, names, page)
        async with work.sessions.begin() as session:
            await session.execute(
                update(TicketStatusName)
                .where(TicketStatusName.plenty_status_id == status_id)
                .values(listed_at=func.clock_timestamp())
            )
    if chosen.left_out and not has_read_names:
        seen |= await _stored(work, names, _only_of(await _newest(work), chosen.left_out))
    return seen


async def _stored(work: Mirror, names: Meanings, page: TicketPage) -> set[int]:
    async with work.sessions.begin() as session:
        taken = await take(work, session, page, names)
        await work.counters.tell(session)
    return set(taken.ticket_ids)


async def _chosen(work: Mirror, names: Meanings) -> Chosen:
    """The lists in use, those never read before, and of the empty ones the one whose turn it is."""
    open_ones = {key: name for key, name in names.items() if name.status is not TicketStatus.DONE}
    async with work.sessions() as session:
        in_use = set(await session.scalars(select(Ticket.plenty_status_id).where(Ticket.listed_open).distinct()))
    asked = {key for key, name in open_ones.items() if key in in_use or name.listed_at is None}
    empty = sorted((name.listed_at, key) for key, name in open_ones.items() if key not in asked and name.listed_at)
    asked.update(key for _, key in empty[:1])
    return Chosen(tuple(key for key in open_ones if key in asked), frozenset(open_ones.keys() - asked))


async def _newest(work: Mirror) -> TicketPage:
    """The end of the list of everything at which new tickets appear."""
    page = await list_page(work, TicketQuery(), 1)
    if page.is_oldest_first and page.last_page is not None and page.last_page > 1:
        page = await list_page(work, TicketQuery(), page.last_page)
    return page


def _only_of(page: TicketPage, status_ids: Collection[int]) -> TicketPage:
    return replace(page, records=tuple(record for record in page.records if record.status_id in status_ids))
