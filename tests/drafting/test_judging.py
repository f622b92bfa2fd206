"""What a text has to be looked at for before it is sent."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service.channels import load_rules
from tickets_service.drafting.judging import Yardstick, judge, unacknowledged
from tickets_service.facts import Event, Fact, FactKind, FactSheet
from tickets_service.guard import Allowed

ORDER = Fact(id="order:4711", kind=FactKind.ORDER_NUMBER, label="Order number", value="4711")
SENT = Fact(id="order:4711/sent", kind=FactKind.EVENT, label="Sent", value=True, of="order:4711", event=Event.SENT)
ON = Fact(id="order:4711/sent/on", kind=FactKind.DATE, label="Sent on", value=date(2026, 3, 12), of="order:4711/sent")
SHEET = FactSheet((ORDER, SENT, ON), date(2026, 3, 20))


def held_against(source="shop", **fields):
    given = {"sheet": SHEET, "channel": load_rules().for_source(source), "allowed": Allowed()} | fields
    return Yardstick(**given)


def verdicts(checks):
    return {(mark.of, mark.what, mark.verdict) for mark in checks.marks}


def test_what_agrees_needs_nobody():
    checks = judge("Ihre Bestellung 4711 wurde am 12.03.2026 verschickt.", held_against())

    assert ("fact", "date", "verified") in verdicts(checks)
    assert checks.must_acknowledge == []


def test_what_contradicts_the_order_must_be_acknowledged_with_the_fact_behind_it():
    checks = judge("Ihre Bestellung 4711 wurde am 14.03.2026 verschickt.", held_against())
    [mark] = unacknowledged(checks, [])

    assert (mark.verdict, mark.excerpt, mark.fact.value) == ("contradicted", "14.03.2026", "2026-03-12")
    assert checks.must_acknowledge == [f"fact:date:14.03.2026:{mark.fact.id}"]
    assert unacknowledged(checks, [mark.key]) == []


def test_one_acknowledgement_is_not_of_every_claim_in_the_same_words():
    bought = Fact(id="o", kind=FactKind.EVENT, label="Ordered", value=True, of="order:4711", event=Event.ORDERED)
    bought_on = Fact(id="o/on", kind=FactKind.DATE, label="Ordered on", value=date(2026, 3, 9), of="o")
    sheet = FactSheet((*SHEET.facts, bought, bought_on), SHEET.today)
    [sent] = unacknowledged(judge("Die Bestellung 4711 wurde am 14.03.2026 verschickt.", held_against(sheet=sheet)), [])
    others = judge("Ihre Bestellung 4711 vom 14.03.2026 ist unterwegs.", held_against(sheet=sheet))

    assert [mark.excerpt for mark in unacknowledged(others, [sent.key])] == ["14.03.2026"]


def test_without_a_sheet_no_fact_is_judged():
    assert judge("Ihre Bestellung 4711 wurde am 14.03.2026 verschickt.", held_against(sheet=None)).marks == []


def test_a_block_in_other_words_must_be_acknowledged_and_tells_its_own():
    block = "Wir senden Ersatzteile innerhalb von drei Werktagen. Einbau und Entsorgung sind nicht enthalten."
    said = "Ersatzteile senden wir innerhalb von drei Werktagen; Entsorgung und Einbau sind enthalten."
    [mark] = judge(said, held_against(sheet=None, blocks={"spare parts": block})).marks

    assert (mark.of, mark.what, mark.verdict, mark.verbatim) == ("block", "spare parts", "rephrased", block)
    assert mark.must_be_acknowledged
    assert judge(f"Guten Tag,\n{block}", held_against(sheet=None, blocks={"spare parts": block})).marks == []


def test_numbers_of_a_block_may_stand_in_a_text():
    block = "Rücksendungen kosten 4,90 Euro und werden am 24.12.2026 nicht bearbeitet."

    assert judge(block, held_against(blocks={})).marks
    assert [
        mark for mark in judge(block, held_against(blocks={"cost": block})).marks if mark.verdict == "unsupported"
    ] == []


def test_a_block_word_for_word_says_nothing_of_this_order():
    block = "Die Frist beginnt an dem Tag, an dem Sie die Ware erhalten haben, spätestens am 24.12.2026."

    assert judge(f"Guten Tag,\n\n{block}\n\nIhr Team", held_against(blocks={"withdrawal": block})).marks == []


def test_an_address_of_the_shops_own_texts_is_no_strangers():
    text = "Bitte senden Sie die Ware an: Hof Nord, Hinterhof 3, 10115 Berlin."

    assert [mark.what for mark in judge(text, held_against(sheet=None)).marks] == ["address_change"]
    assert judge(text, held_against(sheet=None, policies=("Hof Nord, Hinterhof 3, 10115 Berlin",))).marks == []


def test_the_rules_of_the_channel_are_counted_and_named():
    checks = judge("x " * 600 + "mail@example.com", held_against("ebay"))

    assert (checks.length, checks.limit) == (1223, 950)  # with the tags that go out
    assert {"channel:too_long", "channel:email:mail@example.com"} <= set(checks.must_acknowledge)


def test_what_is_risky_must_be_acknowledged_each():
    checks = judge("Wir erstatten Ihnen 20 Euro. Mehr auf https://evil.example/x", held_against())

    assert {mark.what for mark in unacknowledged(checks, [])} >= {"money", "foreign_link"}


@pytest.mark.parametrize("source", ["ebay", "amazon", "shop", None, "?"])
@given(text=st.text(max_size=400))
def test_whatever_the_text_it_is_judged_and_places_are_in_it(source, text):
    checks = judge(text, held_against(source))

    assert all(0 <= mark.start <= mark.end <= len(text) for mark in checks.marks if mark.reason != "customer")
    assert unacknowledged(checks, checks.must_acknowledge) == []
