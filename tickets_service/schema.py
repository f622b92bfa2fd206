"""Which schema the database has, and bringing it to ours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Connection, create_engine, text

from tickets_service.db import sqlalchemy_url
from tickets_service.errors import CannotStart

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 0x7469636B
"""One process migrates, the others wait and then find nothing to do."""


@cache
def revisions() -> tuple[str, ...]:
    """Oldest first, as the files are named: most processes have nothing to migrate and need not load the machinery."""
    return tuple(sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py")))


def head() -> str:
    return revisions()[-1]


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
            if before != head():
                _upgrade(connection)
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
            connection.commit()
            return before
    finally:
        engine.dispose()


def revision_of(connection: Connection) -> str:
    """ "" for a database without a schema of ours."""
    if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


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
    if found and found not in revisions():
        raise CannotStart(
            f"The database schema is at {found}, which this version does not know (its own is {head()}): a newer "
            "one made it. Run that version again, or restore the backup from before the upgrade."
        )


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - loaded only by who needs it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()
