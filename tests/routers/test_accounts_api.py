"""Users and tokens over HTTP, and the links that set passwords."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from edge import ORIGIN, PASSWORD, SAME_ORIGIN, person, sign_in, visitor
from sqlalchemy import func, select, text, update

from tickets_service.accounts import links
from tickets_service.models import ApiToken, AuditEntry, PasswordLink, Role, User


async def open_link(client, address: str, password: str = PASSWORD, **form):
    return await client.post(address, data={"password": password, **form}, headers=SAME_ORIGIN)


async def test_an_invited_person_sets_a_password_once_and_is_signed_in(admin, stranger):
    made = await admin.post("/api/users", json={"email": "bob@example.com", "name": "Bob"})
    link = made.json()["link"]

    page = await stranger.get(link)
    answer = await open_link(stranger, link)

    assert made.status_code == 201
    assert link.startswith(f"{ORIGIN}/setup/")
    assert "bob@example.com" in page.text
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (await stranger.get("/api/me")).json() == {
        "kind": "user",
        "id": made.json()["id"],
        "name": "Bob",
        "role": "agent",
    }
    assert (await open_link(stranger, link)).status_code == 404
    assert (await sign_in(stranger, "bob@example.com")).status_code == 303


async def test_a_link_opened_twice_at_once_sets_one_password(admin, app):
    link = (await admin.post("/api/users", json={"email": "bob@example.com"})).json()["link"]

    async with visitor(app) as one, visitor(app) as two:
        answers = await asyncio.gather(open_link(one, link), open_link(two, link, "another pair of words"))

    assert sorted(answer.status_code for answer in answers) == [303, 404]


async def test_a_bad_password_does_not_use_up_the_link(admin, stranger):
    link = (await admin.post("/api/users", json={"email": "bob@example.com"})).json()["link"]

    refused = await open_link(stranger, link, "short")

    assert refused.status_code == 422
    assert "at least 12 characters" in refused.text
    assert (await open_link(stranger, link)).status_code == 303


async def test_a_reset_ends_every_session_of_the_person_and_the_old_password(admin, stranger, app, sessions):
    user_id = await person(sessions)
    async with visitor(app) as thief:
        await sign_in(thief)
        link = (await admin.post(f"/api/users/{user_id}/link")).json()["link"]
        assert (await thief.get("/api/me")).status_code == 200

        await open_link(stranger, link, "a whole new sentence")

        assert (await thief.get("/api/me")).status_code == 401
        assert (await sign_in(thief)).status_code == 401
    assert (await stranger.get("/api/me")).status_code == 200


async def test_a_newer_link_replaces_the_older_one(admin, stranger):
    made = (await admin.post("/api/users", json={"email": "bob@example.com"})).json()

    newer = (await admin.post(f"/api/users/{made['id']}/link")).json()["link"]

    assert (await stranger.get(made["link"])).status_code == 404
    assert (await stranger.get(newer)).status_code == 200


async def test_a_link_expires_and_dies_with_its_person(admin, stranger, sessions):
    first = (await admin.post("/api/users", json={"email": "bob@example.com"})).json()
    second = (await admin.post("/api/users", json={"email": "eve@example.com"})).json()
    async with sessions.begin() as session:
        await session.execute(
            update(PasswordLink)
            .where(PasswordLink.user_id == first["id"])
            .values(expires_at=func.now() - timedelta(seconds=1))
        )
    await admin.patch(f"/api/users/{second['id']}", json={"disabled": True})

    for link in (first["link"], second["link"]):
        assert (await stranger.get(link)).status_code == 404
        assert (await open_link(stranger, link)).status_code == 404


async def test_nobody_disabled_gets_a_link_until_enabled(admin, sessions):
    address = f"/api/users/{await person(sessions, role=Role.AGENT)}"
    await admin.patch(address, json={"disabled": True})

    refused = await admin.post(f"{address}/link")

    assert (refused.status_code, "enable it first" in refused.json()["detail"]) == (409, True)
    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(PasswordLink)) == 0
    await admin.patch(address, json={"disabled": False})
    assert (await admin.post(f"{address}/link")).status_code == 201


async def test_links_and_tokens_are_kept_as_hashes(admin, sessions):
    link = (await admin.post("/api/users", json={"email": "bob@example.com"})).json()["link"]
    token = (await admin.post("/api/tokens", json={"name": "reports"})).json()["token"]

    async with sessions() as session:
        rows = str((await session.execute(text("SELECT password_links::text FROM password_links"))).all())
        rows += str((await session.execute(text("SELECT api_tokens::text FROM api_tokens"))).all())
        rows += str((await session.execute(text("SELECT audit_log::text FROM audit_log"))).all())
    assert link.rpartition("/")[2] not in rows
    assert token not in rows
    assert token.removeprefix("tkt_")[:-4] not in rows


async def test_the_first_admin_is_made_through_a_link_that_then_closes(stranger, sessions):
    async with sessions.begin() as session:
        token = await links.first_setup_link(session)
        spare = await links.first_setup_link(session)
    address = f"/setup/{token}"

    page = await stranger.get(address)
    assert 'name="email"' in page.text
    assert (await open_link(stranger, address, email="not an address")).status_code == 422
    answer = await open_link(stranger, address, email="ada@example.com", name="Ada")

    assert answer.status_code == 303
    assert (await stranger.get("/api/me")).json()["role"] == "admin"
    for used in (token, spare, "anything"):
        assert (await stranger.get(f"/setup/{used}")).status_code == 404
        assert (await open_link(stranger, f"/setup/{used}", email="eve@example.com")).status_code == 404
    async with sessions.begin() as session:
        assert await links.first_setup_link(session) is None


async def test_two_who_set_up_at_once_make_one_admin(app, sessions):
    async with sessions.begin() as session:
        tokens = [await links.first_setup_link(session) for _ in range(2)]

    async with visitor(app) as one, visitor(app) as two:
        answers = await asyncio.gather(
            open_link(one, f"/setup/{tokens[0]}", email="ada@example.com"),
            open_link(two, f"/setup/{tokens[1]}", email="eve@example.com"),
        )

    assert sorted(answer.status_code for answer in answers) == [303, 404]
    async with sessions() as session:
        assert len((await session.scalars(select(User))).all()) == 1


async def test_a_set_up_link_goes_stale_when_the_first_user_is_added_otherwise(stranger, sessions):
    async with sessions.begin() as session:
        token = await links.first_setup_link(session)
    await person(sessions)

    assert (await stranger.get(f"/setup/{token}")).status_code == 404


IMPOSSIBLE_USERS = [
    ({}, "email"),
    ({"email": "no at sign"}, "email"),
    ({"email": "a b@c"}, "email"),
    ({"email": "@"}, "email"),
    ({"email": "a" * 250 + "@b.de"}, "email"),
    ({"email": "a@b", "role": "owner"}, "role"),
    ({"email": "a@b", "name": "x" * 201}, "name"),
    ({"email": "a@b", "name": "a\u202eb"}, "name"),
    ({"email": "a@b", "id": 1}, "id"),
    ({"email": "a@b", "password_hash": "x"}, "password_hash"),
    ({"email": "a\x00@b"}, "email"),
]


async def test_a_user_that_cannot_be_is_refused_by_field(admin):
    for body, field in IMPOSSIBLE_USERS:
        answer = await admin.post("/api/users", json=body)

        assert (answer.status_code, set(answer.json()["errors"])) == (422, {field}), body


async def test_spaces_around_an_address_are_no_part_of_it(admin):
    assert (await admin.post("/api/users", json={"email": " a@b\n"})).json()["email"] == "a@b"


async def test_an_address_belongs_to_one_user_whatever_its_case(admin):
    answers = await asyncio.gather(
        *(admin.post("/api/users", json={"email": email}) for email in ("bob@example.com", "BOB@example.com"))
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409]


async def test_users_are_listed_page_by_page(admin):
    for number in range(5):
        await admin.post("/api/users", json={"email": f"u{number}@example.com"})

    first = (await admin.get("/api/users", params={"limit": 3})).json()
    second = (await admin.get("/api/users", params={"limit": 3, "cursor": first["next_cursor"]})).json()

    assert [user["email"][:2] for user in first["items"] + second["items"]] == ["u0", "u1", "u2", "u3", "u4"]
    assert second["next_cursor"] is None
    assert set(first["items"][0]) == {"id", "email", "name", "role", "disabled", "disabled_at", "created_at"}


async def test_the_last_active_admin_stays(admin, sessions):
    user_id = await person(sessions)
    await person(sessions, "bob@example.com", Role.AGENT)

    for change in ({"disabled": True}, {"role": "agent"}):
        answer = await admin.patch(f"/api/users/{user_id}", json=change)
        assert answer.status_code == 409
        assert "make somebody else an admin first" in answer.json()["detail"]
    assert (await admin.patch(f"/api/users/{user_id}", json={"name": "Ada Lovelace"})).json()["name"] == "Ada Lovelace"


async def test_of_two_admins_who_disable_each_other_at_once_one_stays(admin, sessions):
    ids = [await person(sessions, f"{name}@example.com") for name in ("ada", "bob")]

    answers = await asyncio.gather(*(admin.patch(f"/api/users/{each}", json={"disabled": True}) for each in ids))

    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_somebody_disabled_can_be_let_in_again(admin, stranger, sessions):
    await person(sessions)
    user_id = await person(sessions, "bob@example.com", Role.AGENT)

    for disabled, status in ((True, 401), (True, 401), (False, 303), (False, 303)):
        answer = await admin.patch(f"/api/users/{user_id}", json={"disabled": disabled})
        assert (answer.status_code, answer.json()["disabled"]) == (200, disabled)
        assert (await sign_in(stranger, "bob@example.com")).status_code == status


async def test_what_does_not_exist_is_not_found(admin):
    for method, path in (("PATCH", "/api/users/99"), ("DELETE", "/api/tokens/99"), ("POST", "/api/users/99/link")):
        assert (await admin.request(method, path, json={})).status_code == 404
        assert (await admin.get(path.removesuffix("/link"))).status_code == 404


async def test_a_token_is_shown_once_and_listed_by_its_last_characters(admin):
    made = (await admin.post("/api/tokens", json={"name": "reports", "role": "admin"})).json()

    shown = (await admin.get(f"/api/tokens/{made['id']}")).json()
    listed = (await admin.get("/api/tokens")).json()["items"]

    assert made["token"].startswith("tkt_")
    assert len(made["token"]) >= 4 + 43
    assert made["token_hint"] == made["token"][-4:]
    assert "token" not in shown
    assert shown in listed
    assert made["token"] not in str(listed)


async def test_a_token_name_is_free_again_once_its_token_is_revoked(admin):
    made = (await admin.post("/api/tokens", json={"name": "reports"})).json()
    assert (await admin.post("/api/tokens", json={"name": "reports"})).status_code == 409

    for _ in range(2):
        assert (await admin.delete(f"/api/tokens/{made['id']}")).status_code == 204

    assert (await admin.post("/api/tokens", json={"name": "reports"})).status_code == 201


IMPOSSIBLE_TOKENS = [
    ({}, "name"),
    ({"name": "  "}, "name"),
    ({"name": "x", "role": "root"}, "role"),
    ({"name": "x", "expires_at": "soon"}, "expires_at"),
    ({"name": "x", "expires_at": "2020-01-01T00:00:00"}, "expires_at"),
    ({"name": "x", "expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
    ({"name": "x", "token": "tkt_mine"}, "token"),
]


async def test_a_token_that_cannot_be_is_refused_by_field(admin):
    for body, field in IMPOSSIBLE_TOKENS:
        answer = await admin.post("/api/tokens", json=body)

        assert (answer.status_code, set(answer.json()["errors"])) == (422, {field}), body


async def test_the_use_of_a_token_is_noted_at_most_once_a_minute(agent, sessions):
    async def last_used():
        async with sessions() as session:
            return await session.scalar(select(ApiToken.last_used_at))

    await agent.get("/api/me")
    first = await last_used()
    await agent.get("/api/me")
    assert first is not None
    assert await last_used() == first
    async with sessions.begin() as session:
        await session.execute(update(ApiToken).values(last_used_at=datetime.now(UTC) - timedelta(seconds=61)))
    await agent.get("/api/me")
    assert await last_used() > first


async def test_who_did_what_is_in_the_audit_log_without_names_or_secrets(admin, stranger, sessions):
    made = (await admin.post("/api/users", json={"email": "bob@example.com", "name": "Bob"})).json()
    await open_link(stranger, made["link"])
    await admin.patch(f"/api/users/{made['id']}", json={"role": "admin"})
    await person(sessions)
    await admin.patch(f"/api/users/{made['id']}", json={"disabled": True})

    async with sessions() as session:
        entries = (await session.scalars(select(AuditEntry).order_by(AuditEntry.id))).all()
    of_bob = [(entry.actor, entry.action) for entry in entries if entry.subject == f"user:{made['id']}"]
    admins_token = (await admin.get("/api/me")).json()["id"]
    assert of_bob == [
        (f"token:{admins_token}", "user_added"),
        (f"user:{made['id']}", "password_set"),
        (f"token:{admins_token}", "user_changed"),
        (f"token:{admins_token}", "user_changed"),
    ]
    assert "bob@example.com" not in str([entry.detail for entry in entries])
