"""The migrations make exactly the schema the models describe."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from tickets_service.db import sqlalchemy_url
from tickets_service.models import Ticket
from tickets_service.schema import head, migrate, revision_of


def is_ours(_object, name, kind, *_):
    return not (kind == "table" and name.startswith("procrastinate_"))


def test_models_and_migrations_agree(database_url):
    engine = create_engine(sqlalchemy_url(database_url))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": True})
        assert compare_metadata(context, Ticket.metadata) == []
        assert revision_of(connection) == head()
    engine.dispose()


def test_migrating_twice_changes_nothing(database_url):
    assert migrate(database_url) == head()
