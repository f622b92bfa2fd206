"""Signing in and out, and how long a session lives."""

from __future__ import annotations

import asyncio
import re

from edge import PASSWORD, SAME_ORIGIN, person, sign_in, visitor
from sqlalchemy import select, text

from tickets_service.accounts import users
from tickets_service.models import Role, UserSession


async def test_a_person_signs_in_and_is_known(stranger, sessions):
    await person(sessions)

    answer = await sign_in(stranger)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    me = await stranger.get("/api/me")
    assert me.json()["name"] == "Ada"
    assert me.json()["role"] == "admin"


async def test_case_and_spaces_of_an_address_do_not_matter(stranger, sessions):
    await person(sessions, "Jürgen.Groß@example.com")

    assert (await sign_in(stranger, " jürgen.groß@EXAMPLE.com ")).status_code == 303


async def test_the_sign_in_page_asks_for_address_and_password(stranger):
    answer = await stranger.get("/login")

    assert answer.status_code == 200
    assert 'type="password"' in answer.text


WRONG = [
    ("ada@example.com", "wrong"),
    ("nobody@example.com", PASSWORD),
    ("", ""),
    ("ada@example.com", PASSWORD.upper()),
    ("ada@example.com", PASSWORD + " "),
    ("' OR 1=1 --", "x"),
]


async def test_wrong_credentials_are_refused_with_the_same_words(stranger, sessions):
    await person(sessions)

    for email, password in WRONG:
        answer = await sign_in(stranger, email, password)

        assert answer.status_code == 401, (email, password)
        assert "The e-mail address or the password is wrong." in answer.text
        assert "set-cookie" not in answer.headers


async def test_who_has_no_password_yet_cannot_sign_in(stranger, sessions):
    await person(sessions, password=None)

    assert (await sign_in(stranger, password="")).status_code == 401


async def test_the_address_that_was_typed_stays_in_the_field_and_is_escaped(stranger):
    answer = await sign_in(stranger, '"><script>alert(1)</script>')

    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


async def test_signing_in_twice_gives_a_new_session_and_ends_the_old_one(stranger, sessions):
    await person(sessions)
    await sign_in(stranger)
    first = stranger.cookies["session"]

    await sign_in(stranger)

    assert stranger.cookies["session"] != first
    stranger.cookies.set("session", first, domain="127.0.0.1")
    async with sessions() as session:
        assert len((await session.scalars(select(UserSession))).all()) == 1


async def test_a_session_that_somebody_planted_is_not_taken_over(stranger, sessions):
    await person(sessions)
    stranger.cookies.set("session", "planted")

    await sign_in(stranger)

    assert stranger.cookies.get("session", domain="127.0.0.1") != "planted"


async def test_the_table_holds_no_cookie(stranger, sessions):
    await person(sessions)
    await sign_in(stranger)

    async with sessions() as session:
        row = (await session.execute(text("SELECT sessions::text FROM sessions"))).scalar_one()
    assert stranger.cookies["session"] not in row


async def test_signing_out_ends_the_session_and_takes_the_cookie(stranger, sessions):
    await person(sessions)
    await sign_in(stranger)
    cookie = stranger.cookies["session"]

    answer = await stranger.post("/logout", headers=SAME_ORIGIN)

    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert "session" not in stranger.cookies
    assert (await stranger.get("/api/me", headers={"Cookie": f"session={cookie}"})).status_code == 401


async def test_signing_out_twice_is_fine(stranger, sessions):
    await person(sessions)
    await sign_in(stranger)

    for _ in range(2):
        assert (await stranger.post("/logout", headers=SAME_ORIGIN)).status_code == 303


async def test_who_is_signed_in_is_not_asked_again(stranger, sessions):
    await person(sessions)
    await sign_in(stranger)

    answer = await stranger.get("/login", params={"next": "/inbox/7"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/inbox/7")


SENT_TO = {
    "/inbox/7?q=a": "/inbox/7?q=a",
    "https://evil.example/": "/",
    "//evil.example/": "/",
    "/\\evil.example": "/",
    "\\\\evil.example": "/",
    "/\tevil": "/",
    "/%0d%0aSet-Cookie:a": "/%0d%0aSet-Cookie:a",
    "/inbox\r\nSet-Cookie: a=b": "/",
    "javascript:alert(1)": "/",
    "http:evil": "/",
    "": "/",
    "//[": "/",
}


async def test_after_signing_in_one_stays_on_this_site(stranger, sessions):
    await person(sessions)

    went = {wanted: (await sign_in(stranger, next=wanted)).headers["location"] for wanted in SENT_TO}

    assert went == SENT_TO


async def test_a_page_sends_strangers_to_sign_in_and_back(stranger, sessions):
    await person(sessions)

    first = await stranger.get("/inbox/7", params={"q": "Größe & Farbe"})
    page = await stranger.get(first.headers["location"])
    wanted = re.search(r'name="next" value="([^"]*)"', page.text)[1].replace("&amp;", "&")
    answer = await sign_in(stranger, next=wanted)

    assert first.status_code == 303
    assert answer.headers["location"] == "/inbox/7?q=Gr%C3%B6%C3%9Fe+%26+Farbe"


async def test_who_is_disabled_is_out_at_once_and_cannot_come_back(stranger, sessions):
    await person(sessions)
    user_id = await person(sessions, "bob@example.com", Role.AGENT)
    await sign_in(stranger, "bob@example.com")

    async with sessions.begin() as session:
        await users.disable(session, user_id)

    assert (await stranger.get("/api/me")).status_code == 401
    assert (await sign_in(stranger, "bob@example.com")).status_code == 401


async def test_a_new_role_counts_with_the_next_request(stranger, sessions, admin):
    await person(sessions)
    user_id = await person(sessions, "bob@example.com", Role.AGENT)
    await sign_in(stranger, "bob@example.com")
    assert (await stranger.get("/api/users")).status_code == 403

    await admin.patch(f"/api/users/{user_id}", json={"role": "admin"})

    assert (await stranger.get("/api/users")).status_code == 200


async def test_ten_wrong_passwords_close_the_account_for_strangers_but_not_for_its_owner(app, stranger, sessions):
    await person(sessions)
    await sign_in(stranger)
    async with visitor(app, address="203.0.113.5") as guesser:
        for _ in range(10):
            assert (await sign_in(guesser, password="wrong")).status_code == 401

        refused = await sign_in(guesser)

        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 900
        assert "Too many failed sign-ins" in refused.text
    assert (await sign_in(stranger)).status_code == 303


async def test_guessing_with_many_tries_at_once_gives_no_more_of_them(app, sessions):
    await person(sessions)
    async with visitor(app) as guesser:
        answers = await asyncio.gather(*(sign_in(guesser, password=f"wrong {n}") for n in range(30)))

    assert sorted(answer.status_code for answer in answers) == [401] * 10 + [429] * 20


async def test_a_forged_device_note_helps_nobody(app, stranger, sessions):
    await person(sessions)
    await person(sessions, "eve@example.com", Role.AGENT)
    await sign_in(stranger, "eve@example.com")
    note_of_eve = stranger.cookies["device"]
    async with visitor(app) as guesser:
        for _ in range(10):
            await sign_in(guesser, password="wrong")

        for note in (note_of_eve, "nonsense", "AAAA", note_of_eve[:-4] + "AAAA", "ü"):
            answer = await guesser.post(
                "/login",
                data={"email": "ada@example.com", "password": PASSWORD},
                headers=[(b"sec-fetch-site", b"same-origin"), (b"cookie", f"device={note}".encode())],
            )
            assert answer.status_code == 429
