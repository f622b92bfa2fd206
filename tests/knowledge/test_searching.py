"""What is found, and what must never be."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from tickets_service.knowledge import articles
from tickets_service.knowledge.ranking import LONGEST_QUERY_CHARACTERS, Scope, fuse, plan
from tickets_service.knowledge.schemas import ArticlePatch
from tickets_service.models import ArticleKind, DocumentKind, Ticket, Weight

SHIPPING = "Der Versand innerhalb Deutschlands dauert zwei bis drei Werktage. Wir verschicken mit DHL."
INVOICE = "Die Rechnung kommt als PDF per E-Mail. Auf Wunsch stellen wir sie auf eine Firma aus."


async def test_word_forms_and_titles_are_found_with_the_reason(write, find):
    await write("versand", SHIPPING, title="Lieferzeiten")
    await write("rechnung", INVOICE, title="Rechnungen")
    (first, *_) = await find("An welchem Werktag kommt mein Paket und welche Lieferzeit gilt?")

    assert (first.source, first.kind, first.title) == ("article:versand", DocumentKind.ARTICLE, "Lieferzeiten")
    assert {"Werktag", "Lieferzeit"} <= set(first.why)
    assert "Werktage" in first.excerpt
    assert 0 < first.score <= 1


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("Haben Sie ein USB-C Kabel?", "usb"),
        ("opening", "hours"),
        ("hours", "hours"),
        ("open Sunday", "hours"),
        ("Semikolon", "semikolon"),
        ("Semikolon-Text", "semikolon"),
        ("Heeft u ook een USB-C kabel voor mij?", "usb"),
        ("Welche Werktage sind es beim Versand?", "versand"),
    ],
)
async def test_an_article_of_every_language_is_found_in_any(write, find, query, key):
    await write("usb", "USB-C 20 W", title="USB-C")
    await write("hours", "We are open on Sunday.", title="Opening hours")
    await write("semikolon", "Semikolon-Text; noch einer", title="Semikolon")
    await write("versand", SHIPPING)
    await write("rechnung", INVOICE)
    await write("scoped", "The opening of this USB-C thing: Semikolon, on Sunday, Werktage.", language="it")

    assert (await find(query))[0].key == key
    assert "scoped" not in [found.key for found in await find(query)]


async def test_what_is_rare_among_all_articles_counts_for_most(write, find):
    await write("hours", "We are open on Sunday, and that is all there is to it.", title="Opening hours")
    for number in range(5):
        await write(f"versand/{number}", f"{SHIPPING} Sonntag ist frei.", title=f"Versand {number}")

    (first, *rest) = await find("Ist der Versand bei euch open on Sunday", language="de")
    assert (first.key, len(rest)) == ("hours", 5)
    assert {"Sunday", "open"} <= set(first.why)


async def test_no_word_in_common_finds_nothing(write, find):
    await write("versand", SHIPPING)

    assert await find("Giraffe") == ()
    assert await find("   ") == ()
    assert await find("'\"\\%_{}[]()<>&|!:*") == ()


async def test_a_whole_conversation_finds_what_it_is_about(write, find):
    await write("versand", SHIPPING)
    await write("rechnung", INVOICE)
    talk = "Guten Tag, ich habe eine Frage zu meiner Bestellung. " * 50 + "Ich brauche eine Rechnung auf meine Firma."

    assert (await find(talk))[0].key == "rechnung"
    assert (await find(talk * 40 + "x" * LONGEST_QUERY_CHARACTERS))[0].key == "rechnung"


@pytest.mark.parametrize(
    ("scope", "language", "keys"),
    [
        (Scope(), "de", {"all"}),
        (Scope(1, None), "de", {"all", "store"}),
        (Scope(1, "eBay"), "de", {"all", "store", "channel", "both"}),
        (Scope(1, "ebay"), "de", {"all", "store", "channel", "both"}),
        (Scope(2, "Amazon"), "de", {"all"}),
    ],
)
async def test_only_what_applies_there_is_found(write, find, scope, language, keys):
    await write("all", SHIPPING)
    await write("store", SHIPPING, plenty_id=1)
    await write("channel", SHIPPING, source="eBay")
    await write("both", SHIPPING, plenty_id=1, source="eBay")
    await write("english", "Shipping takes two days within Germany.", language="en")

    assert {found.key for found in await find("Versand", scope=scope, language=language)} == keys


async def test_each_language_is_searched_with_its_own_stems(write, find):
    await write("versand", SHIPPING)
    await write("shipping", "Parcels are shipped within two days. Returns are free of charge.", language="en")

    assert [found.key for found in await find("When are you shipping my parcel, and is the return free?")] == [
        "shipping"
    ]
    assert [found.key for found in await find("Wie lange dauert der Versand?")] == ["versand"]


async def test_blocks_and_templates_are_not_searched(write, find):
    await write("a", SHIPPING, kind=ArticleKind.BLOCK)
    await write("b", SHIPPING, kind=ArticleKind.TEMPLATE)

    assert await find("Versand") == ()


async def test_a_changed_text_is_found_by_its_new_words_at_once(write, find, sessions):
    article = await write("a", SHIPPING)
    async with sessions.begin() as session:
        await articles.change(session, article.id, ArticlePatch(revision=1, text=INVOICE), actor="user:1")

    assert await find("DHL") == ()
    assert [found.key for found in await find("Rechnung als PDF")] == ["a"]


async def test_a_solved_ticket_is_found_with_its_answer_and_without_its_customer(solve, find):
    ticket = await solve(
        1,
        "Hallo, meine Kaffeemaschine tropft. Bestellung 4711223. Grüße\nErika Muster\nerika@example.org",
        "Guten Tag Frau Muster, wir tauschen die Kaffeemaschine zu 4711223 aus. Das Etikett kommt per E-Mail.",
        title="Defekt von Erika Muster",
    )
    (found,) = await find("Die Kaffeemaschine ist undicht und tropft")

    assert (found.source, found.ticket_id, found.kind) == (f"ticket:{ticket.id}", ticket.id, DocumentKind.PRECEDENT)
    assert "tauschen die Kaffeemaschine" in found.answer
    for identity in ("Erika", "Muster", "4711223", "example.org"):
        assert identity not in f"{found.title}{found.excerpt}{found.answer}{found.why}"
    assert await find("Erika Muster 4711223") == ()


async def test_a_ticket_is_no_precedent_for_itself(solve, find):
    ticket = await solve(1, "Meine Kaffeemaschine tropft")

    assert await find("Kaffeemaschine tropft", not_ticket_id=ticket.id) == ()


async def test_a_ticket_that_becomes_confidential_is_found_no_more(solve, find, sessions):
    ticket = await solve(1, "Meine Kaffeemaschine tropft")
    async with sessions.begin() as session:
        await session.execute(update(Ticket).where(Ticket.id == ticket.id).values(confidential=True))

    assert await find("Kaffeemaschine tropft") == ()


async def test_an_erased_ticket_takes_everything_along(solve, find, sessions):
    ticket = await solve(1, "Meine Kaffeemaschine tropft")
    async with sessions.begin() as session:
        await session.delete(await session.get_one(Ticket, ticket.id))
    async with sessions() as session:
        assert (await session.execute(select(Weight))).all() == []

    assert await find("Kaffeemaschine tropft") == ()


async def test_articles_and_precedents_come_side_by_side(write, solve, find):
    await write("tausch", "Defekte Kaffeemaschinen tauschen wir aus.")
    await solve(1, "Meine Kaffeemaschine tropft")
    both = await find("Kaffeemaschine defekt")

    assert [found.kind for found in both] == [DocumentKind.ARTICLE, DocumentKind.PRECEDENT]
    assert len(await find("Kaffeemaschine defekt", kinds=(DocumentKind.PRECEDENT,))) == 1
    assert len(await find("Kaffeemaschine defekt", limit=1)) == 1


def test_a_long_question_reads_the_rarest_terms_whole_and_the_others_in_part():
    asked = plan([(1, 900_000, 1, 1_000_000), (2, 10, 1, 1_000_000), *((n, 4_000, 1, 1_000_000) for n in range(3, 40))])

    assert (asked.terms[0], asked.takes[0]) == (2, 10)
    assert sum(asked.takes) <= 40_000
    assert (asked.terms[-1], asked.is_whole) == (1, False)
    assert plan([(1, 5, 2, 10)]).is_whole


def test_what_is_high_in_two_rankings_wins():
    assert [found for found, _ in fuse([[1, 2, 3], [2, 4]])] == [2, 1, 4, 3]
    assert fuse([[7]]) == [(7, 1.0)]
