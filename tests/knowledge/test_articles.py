"""Articles: written, changed, archived; of each what there was before."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from tickets_service.errors import Conflict, Invalid, NotFound, Outdated
from tickets_service.knowledge import articles
from tickets_service.knowledge.ranking import Scope
from tickets_service.knowledge.schemas import ArticleIn, ArticlePatch
from tickets_service.models import ArticleKind, AuditEntry


@pytest.fixture
def change(sessions):
    async def change(article_id, revision, **fields):
        async with sessions.begin() as session:
            return await articles.change(session, article_id, ArticlePatch(revision=revision, **fields), actor="user:2")

    return change


async def audited(sessions):
    async with sessions() as session:
        return [(row.actor, row.action) for row in await session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


async def test_a_change_keeps_what_was_there_and_who_wrote_it(write, change, sessions):
    article = await write("versand", "Zwei Tage.")
    changed = await change(article.id, 1, text="Drei Tage.\r\n")
    async with sessions() as session:
        (before,) = await articles.versions(session, article.id, before=None, limit=10)

    assert (changed.text, changed.revision, changed.updated_by) == ("Drei Tage.", 2, "user:2")
    assert changed.updated_at > article.updated_at
    assert (before.text, before.revision, before.updated_by) == ("Zwei Tage.", 1, "user:1")
    assert await audited(sessions) == [("user:1", "article_added"), ("user:2", "article_changed")]


async def test_who_read_an_older_one_changes_nothing(write, change):
    article = await write("versand", "Zwei Tage.")
    await change(article.id, 1, text="Drei Tage.")

    with pytest.raises(Outdated) as refused:
        await change(article.id, 1, text="Vier Tage.")
    assert refused.value.stored["text"] == "Drei Tage."


async def test_of_two_who_change_it_at_once_one_is_told(write, change):
    article = await write("versand", "Zwei Tage.")
    results = await asyncio.gather(
        change(article.id, 1, text="Drei Tage."), change(article.id, 1, text="Vier Tage."), return_exceptions=True
    )

    assert sorted(isinstance(result, Outdated) for result in results) == [False, True]


async def test_of_two_who_add_the_same_one_is_told(write):
    results = await asyncio.gather(write("versand", "a"), write("versand", "b"), return_exceptions=True)

    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]


async def test_the_same_change_twice_is_recorded_once(write, change, sessions):
    article = await write("versand", "Zwei Tage.")
    await change(article.id, 1, text="Drei Tage.")
    again = await change(article.id, 2, text="Drei Tage.", title=None)

    assert again.revision == 2
    assert len(await audited(sessions)) == 2


async def test_an_archived_one_is_kept_and_not_found_until_it_comes_back(write, change, find):
    article = await write("versand", "Der Versand dauert zwei Tage.")
    await change(article.id, 1, is_archived=True)
    archived = await find("Versand")
    await change(article.id, 2, is_archived=False)

    assert archived == ()
    assert [found.key for found in await find("Versand")] == ["versand"]


async def test_the_same_key_may_stand_once_for_each_scope(write, change):
    await write("widerruf", "a")
    german = await write("widerruf", "b", language="de")
    await write("widerruf", "c", language="de", plenty_id=1)

    with pytest.raises(Conflict):
        await write("widerruf", "d")
    with pytest.raises(Conflict):
        await change(german.id, 1, plenty_id=1)


async def test_a_template_with_a_placeholder_nobody_knows_is_refused(write, change):
    with pytest.raises(Invalid, match=r"custmer_name.*Known are customer_name"):
        await write("hallo", "Guten Tag {{custmer_name}}", kind=ArticleKind.TEMPLATE)
    article = await write("hallo", "Guten Tag {{custmer_name}}")
    with pytest.raises(Invalid, match="custmer_name"):
        await change(article.id, 1, kind=ArticleKind.TEMPLATE)


async def test_an_article_that_names_a_block_that_is_not_there_is_refused(write, change):
    article = await write("ruecksendung", "Zwei Wochen.")
    with pytest.raises(Conflict, match=r"no verbatim block widerruf. There are none yet"):
        await change(article.id, 1, text="Siehe {{block:widerruf}}")
    await write("Widerruf", "Sie haben das Recht.", kind=ArticleKind.BLOCK)
    changed = await change(article.id, 1, text="Siehe {{block:widerruf}}")

    assert changed.revision == 2
    with pytest.raises(Conflict, match=r"no verbatim block garantie. There are Widerruf"):
        await write("garantie", "Siehe {{block:garantie}}")


async def test_an_old_article_can_be_archived_although_its_block_is_gone(write, change):
    block = await write("widerruf", "Sie haben das Recht.", kind=ArticleKind.BLOCK)
    article = await write("ruecksendung", "Siehe {{block:widerruf}}")
    await change(block.id, 1, is_archived=True)

    assert (await change(article.id, 1, title="Anders", is_archived=True)).archived_at is not None


async def test_an_article_that_does_not_exist(sessions):
    async with sessions() as session:
        with pytest.raises(NotFound):
            await articles.get(session, 7)


@pytest.mark.parametrize("key", ["", "/a", "a/", "a//b", "../a", "a/./b", "a\nb", "a}b", " "])
def test_a_key_is_a_path_below_its_folder(key):
    with pytest.raises(ValueError, match="key"):
        ArticleIn(key=key, title="a", text="a")


async def test_the_most_particular_block_wins(write, sessions):
    for number, scope in enumerate([{}, {"source": "eBay"}, {"plenty_id": 1}, {"language": "de"}, {"language": "en"}]):
        await write("widerruf", f"Text {number}", kind=ArticleKind.BLOCK, **scope)
    await write("garantie", "Zwei Jahre", kind=ArticleKind.BLOCK)

    async def text_for(scope, language):
        async with sessions() as session:
            return (await articles.texts_of(session, ArticleKind.BLOCK, scope, language))["widerruf"]

    assert await text_for(Scope(1, "eBay"), "de") == "Text 3"
    assert await text_for(Scope(1, "eBay"), None) == "Text 2"
    assert await text_for(Scope(1, "EBAY"), None) == "Text 2"
    assert await text_for(Scope(2, "eBay"), "fr") == "Text 1"
    assert await text_for(Scope(), None) == "Text 0"
