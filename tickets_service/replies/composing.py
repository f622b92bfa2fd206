"""Unsent text: kept for its ticket, author and kind until it is sent or thrown away. Nothing older overwrites it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from tickets_service.errors import Invalid, NotFound, Outdated
from tickets_service.models import AIResponseDB, ComposerText, Reply, ReplyKind, Ticket
from tickets_service.replies.schemas import ComposerTextOut

CHANGED_ELSEWHERE = "This text was changed elsewhere since you read it: here is how it stands now."
KEYS = ["ticket_id", "author", "kind"]


@dataclass(frozen=True)
class Place:
    """Whose text, for which ticket, of which kind."""

    ticket_id: int
    author: str
    kind: ReplyKind

    @property
    def columns(self) -> dict[str, object]:
        return {"ticket_id": self.ticket_id, "author": self.author, "kind": self.kind}


async def texts(session: AsyncSession, ticket_id: int, *, author: str) -> list[ComposerTextOut]:
    """One of each kind; one that was never begun is empty and has revision 0."""
    if await session.scalar(select(Ticket.id).where(Ticket.id == ticket_id)) is None:
        raise NotFound(f"There is no ticket {ticket_id}.")
    rows: Sequence[ComposerText] = (
        await session.scalars(
            select(ComposerText).where(ComposerText.ticket_id == ticket_id, ComposerText.author == author)
        )
    ).all()
    known = {row.kind: ComposerTextOut.model_validate(row) for row in rows}
    return [known.get(kind) or ComposerTextOut(kind=kind) for kind in ReplyKind]


async def save(
    session: AsyncSession, place: Place, text: str, *, ai_response_id: int | None, revision: int
) -> ComposerText:
    """*revision* is the one last seen; the answer has the next. The same save again changes nothing.

    Raises Outdated, with what is stored, when somebody else or a send was faster.
    """
    row = await _locked(session, place)
    if ai_response_id is not None:
        owner = await session.scalar(select(AIResponseDB.ticket_id).where(AIResponseDB.id == ai_response_id))
        if owner != place.ticket_id:
            raise Invalid(f"Draft {ai_response_id} is not of this ticket.", ai_response_id="is no draft of this ticket")
    if row.revision == revision:
        row.text, row.ai_response_id = text, ai_response_id
        await _touch(session, row)
    elif (row.revision, row.text, row.ai_response_id) != (revision + 1, text, ai_response_id):
        raise Outdated(CHANGED_ELSEWHERE, stored=ComposerTextOut.model_validate(row).model_dump(mode="json"))
    return row


async def throw_away(session: AsyncSession, place: Place, *, revision: int) -> ComposerText:
    return await save(session, place, "", ai_response_id=None, revision=revision)


async def clear(session: AsyncSession, place: Place) -> None:
    """The text is on its way as a reply. Leaves a row even where there was none: the first save may still come in."""
    cleared = {"text": "", "ai_response_id": None, "updated_at": func.clock_timestamp()}
    await session.execute(
        insert(ComposerText)
        .values(**place.columns, revision=1)
        .on_conflict_do_update(index_elements=KEYS, set_=cleared | {"revision": ComposerText.revision + 1})
        .execution_options(synchronize_session=False)
    )


async def give_back(session: AsyncSession, reply: Reply) -> None:
    """A reply that will not go out is text to work on again. What was typed meanwhile stays below it."""
    place = Place(reply.ticket_id, reply.author, reply.kind)
    kept = {"text": reply.text, "ai_response_id": reply.ai_response_id}
    statement = insert(ComposerText).values(**place.columns, **kept, revision=1)
    below = func.concat(statement.excluded.text, "\n\n", ComposerText.text)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=KEYS,
            set_={
                "text": case((ComposerText.text == "", statement.excluded.text), else_=below),
                "ai_response_id": statement.excluded.ai_response_id,
                "revision": ComposerText.revision + 1,
                "updated_at": func.clock_timestamp(),
            },
        ).execution_options(synchronize_session=False)
    )


async def _locked(session: AsyncSession, place: Place) -> ComposerText:
    """The ticket first: an approval holds it while it clears the text, so a save comes before or after, not between."""
    ticket = select(Ticket.id).where(Ticket.id == place.ticket_id).with_for_update(read=True, key_share=True)
    if await session.scalar(ticket) is None:
        raise NotFound(f"There is no ticket {place.ticket_id}.")
    await session.execute(insert(ComposerText).values(**place.columns).on_conflict_do_nothing())
    row: ComposerText = (
        await session.scalars(
            select(ComposerText)
            .where(*(getattr(ComposerText, name) == value for name, value in place.columns.items()))
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    ).one()
    return row


async def _touch(session: AsyncSession, row: ComposerText) -> None:
    row.revision += 1
    row.updated_at = (await session.execute(select(func.clock_timestamp()))).scalar_one()
    await session.flush()
