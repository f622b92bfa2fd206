"""Articles in from files and out again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tickets_service.knowledge import transfer
from tickets_service.knowledge.files import read_all
from tickets_service.knowledge.weighing import weigh_all
from tickets_service.models import Article, AuditEntry

GERMAN = """---
key: recht/widerruf
kind: block
title: Widerruf
language: de
---

Sie haben das Recht …
"""
ENGLISH = """---
kind: block
title: Withdrawal
---

You have the right …
"""
TEMPLATE = """---
key: danke
kind: template
title: Danke
plenty_id: 65411
source: eBay
---

Hallo {{customer_name}}
"""
FILES = {
    "versand.md": "# Versand\n\nZwei Tage.\n",
    "recht/widerruf.de.md": GERMAN,
    "recht/widerruf.md": ENGLISH,
    "danke.65411.eBay.md": TEMPLATE,
}


@pytest.fixture
def folder(tmp_path):
    for path, content in FILES.items():
        place = tmp_path / "in" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content)
    return tmp_path / "in"


@pytest.fixture
def take(sessions):
    async def take(path):
        async with sessions.begin() as session:
            taken = await transfer.take(session, read_all(path), actor="command")
        await weigh_all(sessions)
        return taken

    return take


def counts(taken):
    return taken.added, taken.changed, taken.unchanged, len(taken.refused)


async def test_what_came_in_goes_out_as_it_was(take, sessions, folder, tmp_path):
    await take(folder)
    async with sessions() as session:
        written = await transfer.give(session, tmp_path / "out")
    out = {path.relative_to(tmp_path / "out").as_posix(): path.read_text() for path in (tmp_path / "out").rglob("*.md")}

    assert (written, out) == (4, FILES)
    assert counts(await take(tmp_path / "out")) == (0, 0, 4, 0)


async def test_twice_is_like_once(take, sessions, folder):
    assert counts(await take(folder)) == (4, 0, 0, 0)
    assert counts(await take(folder)) == (0, 0, 4, 0)
    async with sessions() as session:
        assert len((await session.scalars(select(AuditEntry))).all()) == 4


async def test_a_changed_file_changes_its_article_and_brings_it_back(take, sessions, folder, find):
    await take(folder)
    async with sessions.begin() as session:
        article = (await session.scalars(select(Article).where(Article.key == "versand"))).one()
        await transfer.rewrite(session, article, {}, is_archived=True, actor="user:1")
    (folder / "versand.md").write_text("# Versand\n\nDrei Werktage.\n")

    assert counts(await take(folder)) == (0, 1, 3, 0)
    assert [found.key for found in await find("Werktage")] == ["versand"]


async def test_the_rest_goes_in_beside_what_is_bad(take, folder):
    (folder / "bad.md").write_text("---\nkind: recipe\n---\nText")
    (folder / "again.md").write_text("---\nkey: versand\n---\nText")
    (folder / "more.csv").write_text("key,title,text\na,A,Text\nb,,Text\n")
    taken = await take(folder)

    assert counts(taken) == (5, 0, 0, 3)
    assert {refused.where for refused in taken.refused} == {"bad.md", "more.csv, line 3", "versand.md"}


async def test_two_articles_are_never_written_over_each_other(take, sessions, tmp_path):
    (tmp_path / "a.csv").write_text("key,title,text,language\na.de,A,One,\na,A,Two,de\nCase,C,Three,\ncase,C,Four,\n")
    await take(tmp_path / "a.csv")

    async with sessions() as session:
        await transfer.give(session, tmp_path / "out")
    assert len({path.name.casefold() for path in (tmp_path / "out").iterdir()}) == 4
    assert counts(await take(tmp_path / "out")) == (0, 0, 4, 0)


@pytest.mark.parametrize("text", ["Hallo {{nonsense}}", "Hallo {{customer_name", "Hallo customer_name}}"])
async def test_a_template_with_a_place_that_stays_empty_is_refused(take, tmp_path, text):
    (tmp_path / "t.md").write_text(f"---\nkind: template\n---\n{text}\n")
    taken = await take(tmp_path / "t.md")

    assert counts(taken) == (0, 0, 0, 1)
    assert "Nothing will ever stand for" in taken.refused[0].why
