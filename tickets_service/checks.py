"""What must be right for the service to do its job, each check with a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from tickets_service import alarms, db, schema
from tickets_service.drafting import caps, credentials, probing
from tickets_service.errors import TicketsError
from tickets_service.inbox import vitals
from tickets_service.inbox.languages import Sentence
from tickets_service.models import TicketStatus
from tickets_service.plenty import budget, connection
from tickets_service.plenty.errors import AccessDenied
from tickets_service.plenty.schemas import Lane, TicketPage, TicketQuery
from tickets_service.resources import Resources
from tickets_service.tickets import statuses

OLDEST_POSTGRES = 160_000
LACKING = {
    ("contacts",): Sentence("contacts"),
    ("orders",): Sentence("orders"),
    ("contacts", "orders"): Sentence("contacts and orders"),
}


@dataclass(frozen=True)
class Verdict:
    is_good: bool
    sentence: Sentence


def good(text: str, **values: object) -> Verdict:
    return Verdict(is_good=True, sentence=Sentence(text, values))


def bad(text: str, **values: object) -> Verdict:
    return Verdict(is_good=False, sentence=Sentence(text, values))


async def database(resources: Resources) -> Verdict:
    async with resources.sessions() as session:
        version = int(await session.scalar(text("SHOW server_version_num")) or 0)
        name = await session.scalar(text("SHOW server_version"))
    if version < OLDEST_POSTGRES:
        return bad("PostgreSQL %(version)s is too old: 16 or newer is needed.", version=name)
    return good("PostgreSQL %(version)s.", version=name)


async def database_schema(resources: Resources) -> Verdict:
    async with resources.engine.connect() as opened:
        await opened.run_sync(schema.require_head)
    return good("at %(revision)s.", revision=schema.head())


async def keys(resources: Resources) -> Verdict:
    async with resources.sessions() as session:
        opens = await vitals.keys_open_everything(session, resources.vault)
    if not opens:
        return bad("A stored secret was sealed with another key: put that key into TICKETS_SECRET_KEYS.")
    return good("every stored secret opens.")


async def plenty_login(resources: Resources) -> Verdict:
    async with resources.sessions() as session:
        stored = await connection.show(session)
    if stored.base_url is None:
        return bad("No connection is stored: `service-tickets plenty connect` stores one.")
    user_id = await resources.plenty.own_user_id()
    with suppress(AccessDenied):  # which is no matter of the login
        await resources.plenty.statuses(lane=Lane.AGENT)
    if user_id is None:
        return good("Plenty at %(url)s lets %(name)s in.", url=stored.base_url, name=stored.username)
    return good(
        "Plenty at %(url)s lets %(name)s in, as user %(id)s.", url=stored.base_url, name=stored.username, id=user_id
    )


async def plenty_rights(resources: Resources) -> Verdict:
    try:
        page = await resources.plenty.list_changed(TicketQuery(), 1, lane=Lane.AGENT)
    except AccessDenied:
        return bad(
            "The API user may not read tickets, so nothing can come in: give its role that right in Plenty (Setup » "
            "Account management » Roles)."
        )
    lacking = await _lacking_rights(resources, page)
    if lacking:
        return bad(
            "The API user may not read %(records)s, so names or facts will be missing: give its role that right in "
            "Plenty (Setup » Account management » Roles).",
            records=LACKING[tuple(lacking)],
        )
    return good(
        "tickets can be read (%(count)s in all), and so can the contacts and orders they name.", count=page.total
    )


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
    blocked = ", ".join(window.scope for window in windows if window.blocked_until is not None)
    if blocked:
        return bad("Plenty refuses calls for now (%(windows)s): wait, it goes on by itself.", windows=blocked)
    known = ", ".join(f"{each.scope} {each.left} / {each.limit}" for each in windows)
    return good("calls left: %(windows)s", windows=known) if known else good("no call was made yet.")


async def plenty_statuses(resources: Resources) -> Verdict:
    async with resources.sessions() as session:
        mapped = (await statuses.meanings(session)).values()
    if not mapped:
        return good("No status is mapped yet: the first sync does that.")
    written = {row.status for row in mapped if row.is_target}
    if written < set(TicketStatus):
        return good(
            "%(count)s statuses are mapped; not every status here has one that is written into Plenty.",
            count=len(mapped),
        )
    return good(
        "%(count)s statuses are mapped, and for each status here one is written into Plenty.", count=len(mapped)
    )


async def event_procedure(_: Resources) -> Verdict:
    """Nothing can be asked; who connects Plenty has to know it."""
    return good("a ticket reply is e-mailed only where an event procedure in Plenty sends it: see that there is one.")


async def model(resources: Resources) -> Verdict:
    async with resources.sessions() as session:
        active = await credentials.active(session)
        spent = await caps.month_is_spent(session, active) if active is not None else None
    if active is None:
        return bad("No OpenAI credential is active: `service-tickets openai add` stores one.")
    if spent is not None:
        return bad(spent.message)
    tested = await probing.probe(resources.sessions, resources.vault, resources.models, active.id)
    if not tested.ok:
        return bad(tested.error or "The model's endpoint does not work.")
    if active.model not in tested.models:
        return bad("The endpoint does not list the model %(model)s: choose another one.", model=active.model)
    return good("%(label)s answers, %(model)s is there.", label=active.label, model=active.model)


async def embeddings(resources: Resources) -> Verdict:
    """Asks for one vector."""
    async with resources.sessions() as session:
        active = await credentials.active(session)
    if active is None or active.embedding_model is None:
        return good("none are made: no embedding model is set.")
    embedder = await resources.embedder()
    if embedder is None:
        return bad("none are made: the credential has cost as much this month as it may.")
    await embedder.embed(["doctor"])
    return good("%(model)s answers.", model=embedder.model)


async def alarms_waiting(resources: Resources) -> Verdict:
    async with resources.sessions() as session:
        waiting = await alarms.waiting(session)
    if waiting:
        sentences = " ".join(alarm.sentence for alarm in waiting)
        return bad(sentences)
    return good("none.")


CHECKS: dict[str, Callable[[Resources], Awaitable[Verdict]]] = {
    "database": database,
    "schema": database_schema,
    "keys": keys,
    "plenty login": plenty_login,
    "plenty rights": plenty_rights,
    "call limits": call_limits,
    "plenty statuses": plenty_statuses,
    "e-mail": event_procedure,
    "model": model,
    "embeddings": embeddings,
    "alarms": alarms_waiting,
}
OF_PLENTY = ("plenty login", "plenty rights", "call limits", "plenty statuses", "e-mail")


async def examine(resources: Resources, names: Collection[str] = tuple(CHECKS)) -> list[tuple[str, Verdict]]:
    """Every check for itself: one that cannot be made is a bad verdict with its reason."""
    return [(name, await _safely(CHECKS[name], resources)) for name in names]


async def _safely(check: Callable[[Resources], Awaitable[Verdict]], resources: Resources) -> Verdict:
    try:
        return await check(resources)
    except TicketsError as error:
        return bad(error.message)
    except OperationalError as error:
        return bad(db.away(error))
    except DBAPIError:
        return bad("The database does not hold what this version needs: see `schema`.")
