"""Which schema the database has, and bringing it to ours."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from tickets_service.db import sqlalchemy_url
from tickets_service.errors import CannotStart

MIGRATION_LOCK = 0x7469636B
"""One process migrates, the others wait and then find nothing to do."""


def head() -> str:
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None  # noqa: S101 - the package ships its migrations
    return revision


def migrate(url: str) -> str:
    """Brings the database to head and returns the revision it had before ("" when it was empty).

    Raises CannotStart for a schema of a newer version.
    """
    engine = create_engine(sqlalchemy_url(url))
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
            connection.commit()
            before = revision_of(connection)
            connection.commit()
            _refuse_newer(before)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
            connection.commit()
            return before
    finally:
        engine.dispose()


def revision_of(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or ""


def require_head(connection: Connection) -> None:
    """Raises CannotStart unless the schema is exactly ours."""
    found = revision_of(connection)
    _refuse_newer(found)
    if found != head():
        raise CannotStart(
            f"The database schema is at {found or 'nothing'} and this version needs {head()}: "
            "run `service-tickets migrate`."
        )


def _refuse_newer(found: str) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found and found not in known:
        raise CannotStart(
            f"The database schema is at {found}, which this version does not know (its own is {head()}): a newer "
            "one made it. Run that version again, or restore the backup from before the upgrade."
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
