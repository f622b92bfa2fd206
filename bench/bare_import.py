"""The bare script: what an import costs without anything the service adds. Prints the seconds it took."""

import asyncio
import hashlib
import sys
import time

import httpx2
import psycopg

from tickets_service.markup import read_message
from tickets_service.tickets.statuses import guess_meaning

FIELDS = "id,title,typeId,priorityId,source,plentyId,contactId,orderId,documentsCount,createdAt,updatedAt".split(",")  # noqa: SIM905
COLUMNS = """plenty_ticket_id, title, type_id, priority, source, plenty_id, contact_id, order_id, documents_count,
  created_at, updated_at, confidential, plenty_status_id, status, plenty_status_name, listed_open"""
WHO = "plenty_contact_id, name, email, language, read_at"
BODY = "plenty_message_id, direction, plenty_user_id, text, quoted_text, html, body_hash, created_at"
COPIES = {"t": "COPY t FROM STDIN", "c": "COPY c FROM STDIN", "m": f"COPY m (ticket_id, {BODY}) FROM STDIN"}
STAGE = f"""CREATE TEMP TABLE t AS SELECT {COLUMNS} FROM tickets; CREATE TEMP TABLE c AS SELECT {WHO} FROM contacts;
CREATE TEMP TABLE m AS SELECT id, ticket_id, {BODY} FROM ticket_messages;
ALTER TABLE m ALTER id SET DEFAULT nextval('ticket_messages_id_seq')"""
UPSERT = f"""INSERT INTO contacts ({WHO}) TABLE c ON CONFLICT (plenty_contact_id) DO UPDATE SET name = excluded.name;
INSERT INTO tickets ({COLUMNS}, messages_read_at, synced_at, customer_name, customer_email, language, last_message_at,
  last_public_message_id, last_customer_message_id, last_customer_message_at)
SELECT t.*, now(), now(), name, email, language, newest, public[1], customers[1], at FROM t
LEFT JOIN contacts ON plenty_contact_id = contact_id LEFT JOIN (SELECT ticket_id, max(created_at) AS newest,
  array_agg(id ORDER BY created_at DESC, plenty_message_id DESC) FILTER (WHERE direction <> 'internal') AS public,
  array_agg(id ORDER BY created_at DESC, plenty_message_id DESC) FILTER (WHERE direction = 'customer') AS customers,
  max(created_at) FILTER (WHERE direction = 'customer') AS at FROM m GROUP BY 1) n ON ticket_id = plenty_ticket_id
ON CONFLICT (plenty_ticket_id) DO UPDATE SET title = excluded.title, updated_at = excluded.updated_at;
INSERT INTO ticket_messages (id, ticket_id, {BODY}) SELECT m.id, k.id, {BODY.replace("created", "m.created")} FROM m
JOIN tickets k ON plenty_ticket_id = ticket_id ON CONFLICT (plenty_message_id) DO UPDATE SET text = excluded.text;
TRUNCATE t, m, c"""


def message_row(raw: dict) -> tuple:
    body, is_staff = read_message(raw["text"]), raw["source"] == "backend" or raw["userId"]
    direction = "internal" if raw["type"] == "comment" else "agent" if is_staff else "customer"
    row = (raw["ticketId"], raw["id"], direction, raw["userId"], body.text, body.quoted_text, body.html)
    return (*row, hashlib.sha256(raw["text"].encode()).digest(), raw["createdAt"])


async def write(db: psycopg.AsyncConnection, found: dict[str, list]) -> None:
    async with db.transaction(), db.cursor() as cursor:
        for table, rows in found.items():
            async with cursor.copy(COPIES[table]) as copy:
                for row in rows:
                    await copy.write_row(row)
        await cursor.execute(UPSERT)


async def main(url: str, database: str) -> None:
    plenty, began = httpx2.AsyncClient(base_url=f"{url}/rest"), time.perf_counter()
    await (db := await psycopg.AsyncConnection.connect(database, autocommit=True)).execute(STAGE)
    login = await plenty.post("/login", json={"username": "practice", "password": "practice"})
    plenty.headers["Authorization"] = f"Bearer {login.json()['accessToken']}"
    names = {one["statusId"]: one["name"] for one in (await plenty.get("/tickets/status/type/names")).json()[::-1]}
    statuses = {key: (key, (is_ := guess_meaning([name])), name, is_ != "DONE") for key, name in names.items()}
    url_of = "/tickets?itemsPerPage=250&page={}".format
    known, writing, asked = set(), asyncio.sleep(0), asyncio.ensure_future(plenty.get(url_of(1)))
    while asked:
        turns, found = (page := (await asked).json())["entries"], {"t": [], "m": [], "c": []}
        asked = None if page["isLastPage"] else asyncio.ensure_future(plenty.get(url_of(page["page"] + 1)))

        async def read(turns: list, found: dict[str, list]) -> None:
            while one := turns and turns.pop():
                found["m"] += map(message_row, (await plenty.get(f"/tickets/{one['id']}/messages")).json())
                found["t"].append((*map(one.get, FIELDS), bool(one["confidential"]), *statuses[one["statusId"]]))
                if (contact := one["contactId"]) and contact not in known:
                    known.add(contact)
                    who = (await plenty.get(f"/accounts/contacts/{contact}?with=options")).json()
                    found["c"].append((who["id"], who["fullName"], who["email"], who["lang"], "now"))

        await asyncio.gather(*(read(turns, found) for _ in range(4)), writing)
        writing = write(db, found)
    print(await writing or time.perf_counter() - began)


asyncio.run(main(*sys.argv[1:]))
