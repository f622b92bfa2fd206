"""Drafting for answered tickets as they stood: what the model is told, what is measured, and that nothing changes."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest
from pydantic import SecretStr
from rows import NOW, add_message, add_ticket
from sqlalchemy import select, text, update

from tickets_service.bookcase import Bookcase
from tickets_service.drafting import caps, credentials
from tickets_service.drafting.errors import CapReached, EndpointRefused
from tickets_service.drafting.replay.configurations import Configuration, Instructions
from tickets_service.drafting.replay.outcomes import Drafted, Failed, figures_of
from tickets_service.drafting.replay.replaying import MOST_TICKETS, Replayer
from tickets_service.drafting.schemas import CredentialPatch
from tickets_service.drafting.sheets import SHOP_ZONE
from tickets_service.errors import Conflict, Invalid, NotFound
from tickets_service.knowledge.learning import learn
from tickets_service.knowledge.weighing import weigh
from tickets_service.models import Choice, ChoiceReason, Direction, OpenAICredentialDB, ProcessorCall, Ticket
from tickets_service.plenty import copies

ASKED = "Guten Tag, wo bleibt meine Stehlampe? Ich warte seit einer Woche darauf. Viele Grüße, Erika Muster"
ANSWERED = "Guten Tag Frau Muster, Ihre Stehlampe ging am Montag auf die Reise. HUMAN-ANSWER Viele Grüße"
FIRST = Configuration("A")
TOLD_APART = "xmin::text || ' ' || t::text"
"""A row written anew with the same values is a change too."""


async def no_pause(_seconds):
    pass


def nobody(_done, _of):
    pass


@pytest.fixture
def replayer(sessions, vault, models, credential):
    return Replayer(sessions, vault, models, Bookcase(sessions), pause=no_pause)


@pytest.fixture
def answered(sessions):
    """A ticket that a person answered; numbers follow one another in time."""

    async def answered(number, *later, question=ASKED, answer=ANSWERED, **fields):
        values = {"contact_id": 7, "customer_name": "Erika Muster", "language": "de"} | fields
        async with sessions.begin() as session:
            row = await add_ticket(session, number, **values)
            await add_message(session, row, number * 10, text=question)
            await add_message(session, row, number * 10 + 1, text=answer, direction=Direction.AGENT)
            for place, (direction, words) in enumerate(later, start=2):
                await add_message(session, row, number * 10 + place, text=words, direction=direction)
            return row

    return answered


@pytest.fixture
async def known_order(sessions, shop):
    async with sessions.begin() as session:
        await copies.keep(session, shop.orders.values())


def asked(practice):
    return [call.body for call in practice.model.calls if call.path.endswith("/chat/completions")]


async def everything(sessions):
    """Table → its rows, with what tells a row that was written anew."""
    async with sessions() as session:
        names = list(await session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")))
        return {
            name: sorted(await session.scalars(text(f'SELECT {TOLD_APART} FROM public."{name}" AS t')))
            for name in names
        }


async def test_a_draft_is_held_against_what_was_sent(replayer, answered, known_order):
    await answered(1, order_id=30001)
    done = await replayer.replay(5, [FIRST], nobody)

    (ticket,) = done.tickets
    drafted = ticket.attempts["A"]
    assert "00340434161094042557" in drafted.measured.text
    assert (drafted.measured.contradicted, drafted.measured.unsupported, drafted.measured.breaks) == (0, 0, 0)
    assert (drafted.measured.language, drafted.measured.is_language_right) == ("de", True)
    assert 0 < drafted.similarity < 1
    assert (drafted.cost_usd > 0, drafted.seconds > 0, drafted.measured.words > 5) == (True, True, True)
    assert (ticket.sent.text, ticket.question) == (ANSWERED, ASKED)


async def test_nothing_changes_but_the_log_of_calls_and_what_they_cost(replayer, answered, known_order, sessions):
    for number in range(1, 4):
        await answered(number, order_id=30001)
    before = await everything(sessions)
    await replayer.replay(3, [FIRST, Configuration("B", model="gpt-4o")], nobody)
    after = await everything(sessions)

    assert {name for name in after if after[name] != before[name]} == {"processor_calls", "replay_calls"}
    assert len(after["replay_calls"]) == 6
    async with sessions() as session:
        calls = (await session.scalars(select(ProcessorCall))).all()
    assert {(call.purpose, call.ai_response_id, call.credential) for call in calls} == {("replay", None, "main")}
    assert sorted(call.model for call in calls) == ["gpt-4o"] * 3 + ["gpt-4o-mini"] * 3


async def test_neither_the_answer_nor_what_came_later_reaches_the_model(replayer, answered, practice, sessions):
    later = [(Direction.CUSTOMER, "LATER-CUSTOMER vielen Dank, und noch etwas: Bestellung 30777?")]
    row = await answered(1, *later, question=f"{ASKED} EARLIER-CUSTOMER")
    other = await answered(2, question=f"{ASKED} OTHER-QUESTION", answer=f"OTHER-ANSWER {ANSWERED}")
    async with sessions.begin() as session:
        await learn(session, [row.id, other.id])
        await weigh(session)
        found = Choice(
            None, None, elsewhere=("30777",), message_id=(await session.get(Ticket, row.id)).last_customer_message_id
        )
        await session.execute(update(Ticket).where(Ticket.id == row.id).values(order_choice=found.as_json()))
    await replayer.replay(5, [FIRST], nobody)

    (of_row,) = [str(body) for body in asked(practice) if "OTHER-QUESTION" not in str(body)]
    assert "EARLIER-CUSTOMER" in of_row
    for hidden in ("HUMAN-ANSWER", "LATER-CUSTOMER", "30777", "OTHER-ANSWER"):
        assert hidden not in of_row


async def test_earlier_answers_to_others_help_as_they_did_then(replayer, answered, practice, sessions):
    """The older ticket was answered before the newer one was asked; the newest only afterwards."""
    old = await answered(1, answer=f"OLD-ANSWER {ANSWERED}")
    await answered(2, question=f"{ASKED} MIDDLE")
    new = await answered(3, answer=f"NEW-ANSWER {ANSWERED}")
    async with sessions.begin() as session:
        await learn(session, [old.id, new.id])
        await weigh(session)
    await replayer.replay(3, [FIRST], nobody)

    (middle,) = [str(body) for body in asked(practice) if "MIDDLE" in str(body)]
    assert "OLD-ANSWER" in middle
    assert "NEW-ANSWER" not in middle


async def test_an_order_placed_later_or_named_later_is_not_known_yet(
    replayer, answered, practice, sessions, known_order
):
    placed_later = await answered(1, question=f"{ASKED} ONE", order_id=30001)
    named_later = await answered(2, (Direction.CUSTOMER, "Es geht um 30001."), question=f"{ASKED} TWO")
    async with sessions.begin() as session:
        found = Choice(
            30001,
            ChoiceReason.NAMED_IN_MESSAGE,
            message_id=(await session.get(Ticket, named_later.id)).last_customer_message_id,
        )
        await session.execute(update(Ticket).where(Ticket.id == named_later.id).values(order_choice=found.as_json()))
        await session.execute(
            text("UPDATE ticket_messages SET created_at = created_at - interval '2000 days' WHERE ticket_id = :id"),
            {"id": placed_later.id},
        )
    await replayer.replay(2, [FIRST], nobody)

    assert len(asked(practice)) == 2
    assert not any("00340434161094042557" in str(body) for body in asked(practice))


async def test_persons_stay_hidden(replayer, answered, practice):
    await answered(1)
    done = await replayer.replay(1, [FIRST], nobody)

    assert "Erika" not in str(asked(practice))
    assert "Muster" in done.tickets[0].attempts["A"].measured.text


async def test_confidential_and_unanswered_tickets_are_left_out_and_the_newest_taken(replayer, answered, sessions):
    rows = [await answered(number) for number in range(1, 5)]
    await answered(5, confidential=True)
    await answered(6, gone_at=NOW)
    async with sessions.begin() as session:
        waiting = await add_ticket(session, 7)
        await add_message(session, waiting, 70)
        own = await add_ticket(session, 8)
        await add_message(session, own, 80, direction=Direction.AGENT)
        await add_message(session, own, 81)
    done = await replayer.replay(3, [FIRST], nobody)

    assert [ticket.ticket_id for ticket in done.tickets] == [row.id for row in reversed(rows[1:])]


async def test_what_follows_an_answer_is_no_answer_of_its_own(replayer, answered):
    await answered(1, (Direction.AGENT, "Nachtrag: die Rechnung hängt an."), (Direction.INTERNAL, "Notiz"))
    done = await replayer.replay(1, [FIRST], nobody)

    assert done.tickets[0].sent.text == ANSWERED


async def test_a_second_configuration_has_its_own_model_and_words(replayer, answered, practice):
    await answered(1)
    words = Instructions("brief.txt", "Write one sentence.{{voice}}\n")
    done = await replayer.replay(1, [FIRST, Configuration("B", model="gpt-4o", instructions=words)], nobody)

    by_model = {body["model"]: body["messages"][0]["content"] for body in asked(practice)}
    assert by_model["gpt-4o"].startswith("Write one sentence.")
    assert "At most 90 words" in by_model["gpt-4o"]
    assert by_model["gpt-4o-mini"].startswith("You write replies")
    assert len({setting.prompt_version for setting in done.settings}) == 2
    assert done.tickets[0].attempts["B"].cost_usd != done.tickets[0].attempts["A"].cost_usd


async def test_a_failed_draft_is_a_row_and_the_rest_goes_on(replayer, answered, practice):
    for number in range(1, 4):
        await answered(number)
    practice.model.add_fault("refusal", times=1)
    done = await replayer.replay(3, [FIRST], nobody)

    reasons = [one.attempts["A"].reason for one in done.tickets if isinstance(one.attempts["A"], Failed)]
    figures = figures_of(done, "A")
    assert (figures.texts, figures.failed) == (2, 1)
    assert "refused" in reasons[0]


async def test_a_busy_model_is_asked_again_and_given_up_after_three_tries(replayer, answered, practice):
    await answered(1)
    practice.model.add_fault("rate_limit_exceeded", times=2)
    assert isinstance((await replayer.replay(1, [FIRST], nobody)).tickets[0].attempts["A"], Drafted)

    practice.model.add_fault("server_error", times=None)
    done = await replayer.replay(1, [FIRST], nobody)
    assert "3 tries" in done.tickets[0].attempts["A"].reason
    assert not done.has_a_draft


async def test_a_model_the_endpoint_does_not_know_ends_it_at_the_first_ticket(replayer, answered, practice):
    for number in range(1, 9):
        await answered(number)
    practice.model.add_fault("model_not_found", times=None)

    with pytest.raises(EndpointRefused, match="Configuration A: The endpoint knows no model 'gpt-x'"):
        await replayer.replay(8, [Configuration("A", model="gpt-x")], nobody)
    assert len(asked(practice)) == 1


async def test_the_credentials_cap_holds_and_counts_replays(replayer, answered, sessions, vault, credential):
    for number in range(1, 4):
        await answered(number)
    await replayer.replay(1, [FIRST], nobody)
    async with sessions.begin() as session:
        spent = await caps.spent_this_month(session, credential.id)
        await session.execute(update(OpenAICredentialDB).values(monthly_cap_usd=Decimal("0.01")))
    assert spent > 0

    async with sessions.begin() as session:
        await session.execute(text("UPDATE replay_calls SET cost_usd = 0.01"))
    with pytest.raises(CapReached, match="this month"):
        await replayer.replay(3, [FIRST], nobody)


async def test_a_cap_that_is_reached_on_the_way_stops_the_calls(replayer, answered, sessions, practice):
    for number in range(1, 9):
        await answered(number)
    async with sessions.begin() as session:
        await session.execute(update(OpenAICredentialDB).values(monthly_cap_usd=Decimal("0.01")))
        await session.execute(text("INSERT INTO model_prices VALUES ('gpt-4o-mini', 100, 100, 100)"))
    done = await replayer.replay(8, [FIRST], nobody)

    figures = figures_of(done, "A")
    assert (figures.texts, figures.failed) == (1, 7)
    assert len(asked(practice)) == 1


@pytest.mark.parametrize("last", [0, -1, MOST_TICKETS + 1])
async def test_a_number_that_makes_no_sense_is_refused(replayer, answered, last):
    with pytest.raises(Invalid, match="from 1 to 200"):
        await replayer.replay(last, [FIRST], nobody)


async def test_nothing_to_replay_and_no_credential_are_said(replayer, answered, sessions, credential):
    with pytest.raises(NotFound, match="nothing to replay"):
        await replayer.replay(3, [FIRST], nobody)
    async with sessions.begin() as session:
        await credentials.remove(session, credential.id, actor="u")
    with pytest.raises(Conflict, match="No OpenAI credential"):
        await replayer.replay(3, [FIRST], nobody)


async def test_words_that_leave_no_room_are_refused(replayer, answered, practice):
    await answered(1)
    long = Instructions("long.txt", "Immer freundlich bleiben. " * 2_000)

    with pytest.raises(Invalid, match=r"long\.txt fills more than half"):
        await replayer.replay(1, [Configuration("A", model="practice-8k", instructions=long)], nobody)
    assert asked(practice) == []


async def test_cancelled_it_ends_with_what_there_is_and_notes_what_was_asked(replayer, answered, practice, sessions):
    for number in range(1, 9):
        await answered(number)
    reached = asyncio.Event()
    running = asyncio.create_task(replayer.replay(8, [FIRST], lambda done, _of: reached.set() if done else None))
    await reached.wait()
    practice.model.knobs.latency_seconds = 5
    await asyncio.sleep(0.3)
    running.cancel()
    done = await running

    assert done.is_interrupted
    assert 1 <= len(done.tickets) < 8
    assert all(ticket.attempts for ticket in done.tickets)
    async with sessions() as session:
        noted = await session.scalar(text("SELECT count(*) FROM processor_calls"))
    assert noted >= len(done.tickets)


async def test_an_endpoints_refused_parameters_are_met_once_and_not_stored(replayer, answered, practice, sessions):
    for number in range(1, 4):
        await answered(number)
    practice.model.knobs.refused_parameters = {"temperature"}
    await replayer.replay(3, [FIRST], nobody)

    assert len(asked(practice)) == 4
    async with sessions() as session:
        assert (await session.get(OpenAICredentialDB, 1)).refused_parameters == []


async def test_a_token_that_is_not_accepted_is_one_sentence(replayer, answered, sessions, vault, practice):
    await answered(1)
    practice.model.add_fault("invalid_api_key", times=None)

    with pytest.raises(EndpointRefused, match="does not accept the token"):
        await replayer.replay(1, [FIRST], nobody)


async def test_a_model_that_is_away_is_a_reason_in_the_row(replayer, answered, sessions, vault, credential):
    await answered(1)
    async with sessions.begin() as session:
        elsewhere = CredentialPatch(base_url="http://127.0.0.1:9/v1", token=SecretStr("sk-practice-1"))
        await credentials.patch(session, vault, credential.id, elsewhere, actor="u")
    done = await replayer.replay(1, [FIRST], nobody)

    assert "cannot be reached" in done.tickets[0].attempts["A"].reason


async def test_today_is_the_day_of_the_answer_or_of_the_facts(replayer, answered, practice, sessions, known_order):
    row = await answered(1, question=f"{ASKED} LONG-AGO")
    await answered(2, question=f"{ASKED} WITH-ORDER", order_id=30001)
    async with sessions.begin() as session:
        await session.execute(
            text("UPDATE ticket_messages SET created_at = created_at - interval '100 days' WHERE ticket_id = :id"),
            {"id": row.id},
        )
    await replayer.replay(2, [FIRST], nobody)

    (long_ago,) = [str(body) for body in asked(practice) if "LONG-AGO" in str(body)]
    (with_order,) = [str(body) for body in asked(practice) if "WITH-ORDER" in str(body)]
    today = NOW.astimezone(SHOP_ZONE)
    assert f"Today: {today - timedelta(days=100):%A, %Y-%m-%d}" in long_ago
    assert f"Today: {today:%A, %Y-%m-%d}" in with_order
