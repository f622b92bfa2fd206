"""The pages of the knowledge: agents read, admins write, and forms say what is wrong beside the field."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from edge import SAME_ORIGIN, application, enter, person, visitor

ARTICLE = {
    "kind": "policy",
    "key": "versand",
    "title": "Versand",
    "text": "Der Versand dauert zwei Werktage.",
    "plenty_id": "",
    "source": "",
    "language": "de",
}
WRITING = ("/knowledge", "/knowledge/1", "/knowledge/1/archive", "/knowledge/files")


@pytest.fixture
async def admin(held, sessions):
    admin_id = await person(sessions, "admin@example.com")
    async with visitor(application(held), headers=SAME_ORIGIN) as client:
        await enter(client, sessions, admin_id)
        yield client


@pytest.fixture
async def article(admin):
    answer = await admin.post("/knowledge", data=ARTICLE)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].partition("?")[0]


def complaints(answer):
    return re.findall(r'id="(\w+)-complaint"', answer.text)


@pytest.mark.parametrize("path", WRITING)
async def test_agents_write_nothing(browser, path):
    assert (await browser.post(path, data=ARTICLE)).status_code == 403


@pytest.mark.parametrize("path", ["/knowledge/new", "/knowledge/files", "/knowledge/export"])
async def test_agents_are_not_shown_what_only_admins_do(browser, path):
    assert (await browser.get(path)).status_code == 403


async def test_agents_read_and_search(admin, browser, article):
    listed = await browser.get("/knowledge")
    read = await browser.get(article)
    found = await browser.get("/knowledge", params={"q": "Wie lange dauert der Versand?", "kind": "", "archived": ""})

    assert (listed.status_code, "Versand" in listed.text, "/knowledge/new" in listed.text) == (200, True, False)
    assert (read.status_code, "zwei Werktage" in read.text, "<textarea" in read.text) == (200, True, False)
    assert (found.status_code, f'<a href="{article}">' in found.text) == (200, True)
    assert "Nothing found" in (await browser.get("/knowledge", params={"q": "zzz"})).text


async def test_the_list_narrows_and_goes_on(admin, article):
    await admin.post("/knowledge", data=ARTICLE | {"key": "wider", "title": "Widerruf", "kind": "block"})
    blocks = (await admin.get("/knowledge", params={"kind": "block"})).text
    first = (await admin.get("/knowledge", params={"limit": 1})).text
    more = re.search(r'href="(/knowledge\?[^"]+cursor[^"]+)"', first)[1].replace("&amp;", "&")

    assert ("Widerruf" in blocks, "Versand</a>" in blocks) == (True, False)
    assert "Widerruf" in (await admin.get(more)).text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"key": ""}, "key"),
        ({"key": "a{b"}, "key"),
        ({"title": ""}, "title"),
        ({"text": ""}, "text"),
        ({"kind": "song"}, "kind"),
        ({"language": "deutsch"}, "language"),
        ({"plenty_id": "Berlin"}, "plenty_id"),
        ({"kind": "template", "text": "Guten Tag {{custmer_name}}"}, "text"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(admin, article, wrong, field):
    for path in ("/knowledge", article):
        answer = await admin.post(path, data=ARTICLE | {"revision": "1", "title": "Neuer Titel"} | wrong)

        assert (answer.status_code, complaints(answer)) == (422, [field])
        assert "title" in wrong or 'value="Neuer Titel"' in answer.text


async def test_a_key_that_is_taken_is_refused(admin, article):
    again = await admin.post("/knowledge", data=ARTICLE | {"title": "Noch einer"})

    assert (again.status_code, 'value="Noch einer"' in again.text) == (409, True)


async def test_an_article_is_changed_and_its_versions_stay(admin, article):
    changed = await admin.post(article, data=ARTICLE | {"revision": "1", "text": "Drei Werktage."})
    page = (await admin.get(changed.headers["location"])).text
    outdated = await admin.post(article, data=ARTICLE | {"revision": "1", "text": "Vier Werktage."})

    assert ("Saved." in page, "Drei Werktage.</textarea>" in page, "Der Versand dauert" in page) == (True, True, True)
    assert (outdated.status_code, "Vier Werktage.</textarea>" in outdated.text) == (409, True)
    assert 'name="revision" value="2"' in outdated.text


async def test_a_scope_can_be_taken_away_again(admin, article):
    await admin.post(article, data=ARTICLE | {"revision": "1", "plenty_id": "7", "source": "ebay"})
    assert "Store 7 · ebay" in (await admin.get("/knowledge")).text

    await admin.post(article, data=ARTICLE | {"revision": "2", "language": ""})

    page = (await admin.get("/knowledge")).text
    assert ("Everywhere" in page, "Every language" in page) == (True, True)


async def test_an_article_is_archived_and_comes_back(admin, article):
    await admin.post(f"{article}/archive", data={"revision": "1", "is_archived": "yes"})
    assert "/knowledge/1" not in (await admin.get("/knowledge")).text
    assert f'href="{article}"' in (await admin.get("/knowledge", params={"archived": "true"})).text

    back = await admin.post(f"{article}/archive", data={"revision": "2", "is_archived": "no"})

    assert "In use again." in (await admin.get(back.headers["location"])).text
    assert (await admin.post(f"{article}/archive", data={"revision": "2"})).status_code == 409


async def test_files_go_in_and_come_out(admin, article):
    files = [
        ("files", ("garantie.md", b"# Garantie\n\nZwei Jahre.", "text/markdown")),
        ("files", ("mehr.csv", b"key,title,text\na,A,Text\nb,,Text\n", "text/csv")),
        ("files", ("bild.png", b"\x89PNG", "image/png")),
    ]
    taken = await admin.post("/knowledge/files", files=files)
    packed = await admin.get("/knowledge/export")

    assert taken.status_code == 200, taken.text
    assert "2 added, 0 changed, 0 as they were." in taken.text
    assert ("bild.png" in taken.text, "mehr.csv, line 3" in taken.text) == (True, True)
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert sorted(archive.namelist()) == ["a.md", "garantie.md", "versand.de.md"]


async def test_importing_needs_a_file(admin):
    answer = await admin.post("/knowledge/files", data={})

    assert (answer.status_code, complaints(answer)) == (422, ["files"])
