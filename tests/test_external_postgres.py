"""A Postgres of one's own: the oldest and the newest version the service promises, over TCP, as an ordinary role."""

import psycopg
import pytest
from external import FOLDERS, external_postgres
from rows import add_message, add_ticket
from sqlalchemy import func, select, text

from tickets_service import jobs
from tickets_service.checks import OLDEST_POSTGRES
from tickets_service.db import close_engine, open_engine, sessions_of
from tickets_service.schema import head, migrate, require_head
from tickets_service.tickets import queries
from tickets_service.tickets.queries import InboxFilter


@pytest.fixture(scope="module", params=FOLDERS, ids="PostgreSQL {}".format)
def address(request, tmp_path_factory):
    with external_postgres(request.param, tmp_path_factory.mktemp("external")) as address:
        migrate(address)
        yield address


@pytest.fixture
async def sessions(address):
    engine = open_engine(address)
    yield sessions_of(engine)
    await close_engine(engine)


async def test_the_schema_is_at_head_and_migrating_again_changes_nothing(address):
    assert migrate(address) == head()

    engine = open_engine(address)
    async with engine.connect() as connection:
        await connection.run_sync(require_head)
    await close_engine(engine)


async def test_a_ticket_is_stored_listed_and_found_by_its_words(sessions):
    async with sessions.begin() as session:
        ticket = await add_ticket(session, 4711, title="Lampe für Öztürk defekt")
        await add_message(session, ticket, 1, text="Der Schirm ist gesprungen.")

    async with sessions() as session:
        for wanted in (InboxFilter(), InboxFilter(q="öztürk"), InboxFilter(q="GESPRUNGEN")):
            page = await queries.inbox(session, wanted, limit=50, after=None)
            assert [found.plenty_ticket_id for found in page.items] == [4711]


async def test_a_job_is_queued_on_the_connection_of_a_session(sessions):
    async with sessions.begin() as session:
        await jobs.sweep_later(session)

        assert await session.scalar(text("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")) == 1


async def test_it_brings_vectors(address):
    with psycopg.connect(address, autocommit=True) as connection:
        nearest = connection.execute("SELECT '[1,2,3]'::vector <-> '[1,2,5]'::vector").fetchone()

    assert nearest == (2.0,)


async def test_doctor_finds_it_new_enough(sessions):
    async with sessions() as session:
        assert int(await session.scalar(select(func.current_setting("server_version_num")))) >= OLDEST_POSTGRES
