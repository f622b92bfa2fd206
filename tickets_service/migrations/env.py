"""Alembic's entry: the connection is handed in by `schema.py`, or opened from `-x url=…` when a revision is written."""

from alembic import context
from sqlalchemy import Connection, create_engine

from tickets_service import models
from tickets_service.db import sqlalchemy_url

metadata = models.Ticket.metadata


def _is_ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith("procrastinate_"))


def run(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=metadata, include_object=_is_ours, transaction_per_migration=True
    )
    with context.begin_transaction():
        context.run_migrations()


handed_in = context.config.attributes.get("connection")
if handed_in is not None:
    run(handed_in)
else:
    with create_engine(sqlalchemy_url(context.get_x_argument(as_dictionary=True)["url"])).connect() as opened:
        run(opened)
