"""Nothing of a confidential ticket is told to a model."""

from __future__ import annotations

import pytest
from rows import add_message, add_ticket
from sqlalchemy import select, update

from tickets_service.drafting import asking, automatic, queries
from tickets_service.drafting.connections import ModelConnections
from tickets_service.drafting.refining import RefinementIn, Refiner, Way
from tickets_service.drafting.translating import Translator
from tickets_service.drafting.writing import Writer
from tickets_service.errors import Conflict
from tickets_service.models import LIVE_DRAFTS, AIResponseDB, DraftState, NoDraft, Ticket, TicketMessage
from tickets_service.tickets import queries as tickets


@pytest.fixture
def make_confidential(sessions, ticket):
    async def make():
        async with sessions.begin() as session:
            await session.execute(update(Ticket).where(Ticket.id == ticket.id).values(confidential=True))

    return make


@pytest.fixture
def ask(sessions, ticket, credential):
    async def ask():
        async with sessions.begin() as session:
            return (await asking.request_draft(session, ticket.id, hint=None, credential_id=None, actor="user:1")).id

    return ask


def asked(practice):
    return [call for call in practice.model.calls if call.path.endswith("/chat/completions")]


async def test_a_draft_cannot_be_asked_for_and_the_page_says_why(sessions, ticket, ask, make_confidential):
    await make_confidential()

    with pytest.raises(Conflict, match="confidential"):
        await ask()
    async with sessions() as session:
        assert (await tickets.ticket(session, ticket.id)).no_draft_reason is NoDraft.CONFIDENTIAL


async def test_none_is_made_unasked(sessions, ticket, credential, make_confidential):
    await make_confidential()
    async with sessions.begin() as session:
        await session.execute(update(TicketMessage).values(created_at=await automatic.now(session)))
        await automatic.draft_new_message(session, ticket.id)
        assert await automatic.draft_waiting(session) == 0
        await session.execute(update(Ticket).values(confidential=False))
        assert await automatic.draft_waiting(session) == 1


async def test_one_that_waits_is_not_written(ask, writer, reread, practice, make_confidential):
    draft = await ask()
    await make_confidential()
    await writer.write(draft)

    assert (await reread(draft)).state is DraftState.STALE
    assert asked(practice) == []


async def test_one_whose_ticket_became_confidential_while_the_order_was_read_is_not_written(
    ask, writer, shop, reread, practice, make_confidential
):
    draft = await ask()
    read = shop.order

    async def order(order_id, *, lane):
        await make_confidential()
        return await read(order_id, lane=lane)

    shop.order = order
    await writer.write(draft)

    assert asked(practice) == []
    assert (await reread(draft)).generated_text == ""


async def test_what_is_written_when_a_ticket_becomes_confidential_is_not_kept(
    sessions, ticket, ask, vault, shop, reread, practice, make_confidential, models
):
    class TurnsConfidential(ModelConnections):
        async def open_model(self):
            await make_confidential()
            return await models.open_model()

    draft = await ask()
    await Writer(sessions, shop, vault, TurnsConfidential()).write(draft)
    async with sessions.begin() as session:
        await asking.drop_confidential(session, ticket.id)

    assert ((await reread(draft)).state, (await reread(draft)).generated_text) == (DraftState.STALE, "")


@pytest.mark.parametrize("state", LIVE_DRAFTS)
async def test_a_ticket_that_became_confidential_has_no_draft_any_more(sessions, ticket, make_confidential, state):
    async with sessions.begin() as session:
        other = await add_ticket(session, 2)
        await add_message(session, other, 2)
        for each in (ticket, other):
            session.add(AIResponseDB(ticket_id=each.id, state=state, generated_text="Guten Tag"))
    await make_confidential()
    async with sessions() as session:
        assert await queries.current(session, ticket.id) is None
    async with sessions.begin() as session:
        await asking.drop_confidential(session, ticket.id)
        await asking.drop_confidential(session, other.id)
        states = dict((await session.execute(select(AIResponseDB.ticket_id, AIResponseDB.state))).all())

    assert states == {ticket.id: DraftState.STALE, other.id: state}


async def test_its_texts_are_neither_refined_nor_translated(
    sessions, ticket, ask, writer, vault, models, practice, make_confidential
):
    draft = await ask()
    await writer.write(draft)
    told = len(asked(practice))
    await make_confidential()

    with pytest.raises(Conflict, match="confidential"):
        await Refiner(sessions, vault, models).refine(
            ticket.id, RefinementIn(text="Guten Tag", way=Way.SHORTER), actor="user:1"
        )
    with pytest.raises(Conflict, match="confidential"):
        await Translator(sessions, vault, models).translate(draft, "fr")
    assert len(asked(practice)) == told
