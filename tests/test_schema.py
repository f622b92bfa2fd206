"""The migrations make exactly the schema the models describe."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from tickets_service.db import sqlalchemy_url
from tickets_service.errors import CannotStart
from tickets_service.models import Ticket
from tickets_service.schema import MIGRATIONS, head, migrate, require_head, revision_of, revisions


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


def test_the_schema_of_a_newer_version_is_refused_with_what_to_do(database_url):
    engine = create_engine(sqlalchemy_url(database_url))
    with engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
        try:
            for refuse in (lambda: migrate(database_url), lambda: require_head(connection)):
                with pytest.raises(CannotStart, match=r"9999.*does not know.*restore the backup"):
                    refuse()
        finally:
            connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": head()})
            connection.commit()
    engine.dispose()


def test_the_names_of_the_files_are_the_revisions_in_their_order():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)

    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == revisions()
    assert scripts.get_current_head() == head()
