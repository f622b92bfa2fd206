"""What must be right for the service to do its job, each check with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from tickets_service import alarms, db, schema
from tickets_service.drafting import credentials, probing
from tickets_service.errors import TicketsError
from tickets_service.inbox import vitals
from tickets_service.models import TicketStatusName
from tickets_service.plenty import budget, connection
from tickets_service.plenty.errors import AccessDenied
from tickets_service.plenty.schemas import Lane, TicketPage, TicketQuery
from tickets_service.resources import Resources

OLDEST_POSTGRES = 160_000


@dataclass(frozen=True)
class Verdict:
    is_good: bool
    sentence: str


async def database(resources: Resources) -> Verdict:
    async with resources.sessions() as session:
        version = int(await session.scalar(text("SHOW server_version_num")) or 0)
        name = await session.scalar(text("SHOW server_version"))
    if version < OLDEST_POSTGRES:
        return Verdict(is_good=False, sentence=f"PostgreSQL {name} is too old: 16 or newer is needed.")
    return Verdict(is_good=True, sentence=f"PostgreSQL {name}.")


async def database_schema(resources: Resources) -> Verdict:
    async with resources.engine.connect() as opened:
        await opened.run_sync(schema.require_head)
    return Verdict(is_good=True, sentence=f"at {schema.head()}.")


async def keys(resources: Resources) -> Verdict:
    async with resources.sessions() as session:
        opens = await vitals.keys_open_everything(session, resources.vault)
    if not opens:
        return Verdict(
            is_good=False,
            sentence="A stored secret was sealed with another key: put that key into TICKETS_SECRET_KEYS.",
        )
    return Verdict(is_good=True, sentence="every stored secret opens.")


async def plenty_login(resources: Resources) -> Verdict:
    async with resources.sessions() as session:
        stored = await connection.show(session)
    if stored.base_url is None:
        return Verdict(is_good=False, sentence="No connection is stored: `service-tickets plenty connect` stores one.")
    user_id = await resources.plenty.own_user_id()
    who = f"as user {user_id}" if user_id is not None else "as a user whose number Plenty does not tell"
    await resources.plenty.statuses(lane=Lane.AGENT)
    return Verdict(is_good=True, sentence=f"{stored.base_url} lets {stored.username} in, {who}.")


async def plenty_rights(resources: Resources) -> Verdict:
    page = await resources.plenty.list_changed(TicketQuery(), 1, lane=Lane.AGENT)
    lacking = await _lacking_rights(resources, page)
    if lacking:
        return Verdict(
            is_good=False,
            sentence=f"The API user may not read {' and '.join(lacking)}, so names or facts will be missing: give its "
            "role that right in Plenty (Setup » Account management » Roles).",
        )
    async with resources.sessions() as session:
        mapped = await session.scalar(select(TicketStatusName.plenty_status_id).limit(1))
    reminder = "a ticket reply is e-mailed only where an event procedure in Plenty sends it"
    hint = "" if mapped is not None else " No status is mapped yet: the first sync does that."
    return Verdict(is_good=True, sentence=f"tickets can be read ({page.total} in all). Remember: {reminder}.{hint}")


async def _lacking_rights(resources: Resources, page: TicketPage) -> list[str]:
    """Asks for one contact and one order that tickets name; without any there is nothing to ask for."""
    contact_id = next((record.contact_id for record in page.records if record.contact_id), None)
    order_id = next((record.order_id for record in page.records if record.order_id), None)
    lacking = []
    try:
        if contact_id is not None:
            await resources.plenty.contact(contact_id, lane=Lane.AGENT)
    except AccessDenied:
        lacking.append("contacts")
    try:
        if order_id is not None:
            await resources.plenty.order(order_id, lane=Lane.AGENT)
    except AccessDenied:
        lacking.append("orders")
    return lacking


async def call_limits(resources: Resources) -> Verdict:
    async with resources.sessions() as session:
        windows = await budget.overview(session)
    blocked = [window.scope for window in windows if window.blocked_until is not None]
    if blocked:
        return Verdict(
            is_good=False, sentence=f"Plenty refuses calls for now ({', '.join(blocked)}): wait, it goes on by itself."
        )
    known = ", ".join(f"{window.scope} {window.left} of {window.limit}" for window in windows)
    return Verdict(is_good=True, sentence=known or "no call was made yet.")


async def model(resources: Resources) -> Verdict:
    async with resources.sessions() as session:
        active = await credentials.active(session)
    if active is None:
        return Verdict(
            is_good=False, sentence="No OpenAI credential is active: `service-tickets openai add` stores one."
        )
    tested = await probing.probe(resources.sessions, resources.vault, resources.models, active.id)
    if not tested.ok:
        return Verdict(is_good=False, sentence=tested.error or "The model's endpoint does not work.")
    if active.model not in tested.models:
        return Verdict(
            is_good=False, sentence=f"The endpoint does not list the model {active.model}: choose another one."
        )
    return Verdict(is_good=True, sentence=f"{active.label} answers, {active.model} is there.")


async def alarms_waiting(resources: Resources) -> Verdict:
    async with resources.sessions() as session:
        waiting = await alarms.waiting(session)
    if waiting:
        return Verdict(is_good=False, sentence=" ".join(alarm.sentence for alarm in waiting))
    return Verdict(is_good=True, sentence="none.")


CHECKS: dict[str, Callable[[Resources], Awaitable[Verdict]]] = {
    "database": database,
    "schema": database_schema,
    "keys": keys,
    "plenty login": plenty_login,
    "plenty rights": plenty_rights,
    "call limits": call_limits,
    "model": model,
    "alarms": alarms_waiting,
}
OF_PLENTY = ("plenty login", "plenty rights", "call limits")


async def examine(resources: Resources, names: Collection[str] = tuple(CHECKS)) -> list[tuple[str, Verdict]]:
    """Every check for itself: one that cannot be made is a bad verdict with its reason."""
    return [(name, await _safely(CHECKS[name], resources)) for name in names]


async def _safely(check: Callable[[Resources], Awaitable[Verdict]], resources: Resources) -> Verdict:
    try:
        return await check(resources)
    except TicketsError as error:
        return Verdict(is_good=False, sentence=error.message)
    except OperationalError as error:
        return Verdict(is_good=False, sentence=db.away(error))
    except DBAPIError:
        return Verdict(is_good=False, sentence="The database does not hold what this version needs: see `schema`.")
