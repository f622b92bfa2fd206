"""What is lost when a text is made to fit, what a model is told, and which text is cut."""

from __future__ import annotations

from datetime import date

import pytest

from tickets_service.channels import load_rules
from tickets_service.drafting.channel_fit import Target
from tickets_service.errors import Invalid
from tickets_service.facts import Event, Fact, FactKind, FactSheet

EBAY = load_rules().for_source("ebay")
SHEET = FactSheet(
    (
        Fact(id="order:1", kind=FactKind.ORDER_NUMBER, label="Order number", value="4711"),
        Fact(id="order:1.i1", kind=FactKind.ITEM, label="Item", value="Stehlampe Nord", of="order:1"),
        Fact(id="order:1.sent", kind=FactKind.EVENT, label="Sent", value=True, of="order:1", event=Event.SENT),
    ),
    date(2026, 3, 14),
)


def lost(before, after, sheet=None):
    return Target(before, EBAY, sheet).reached_by(after).lost


@pytest.mark.parametrize(
    ("before", "after", "missing"),
    [
        ("Am 12.03. kommen 3 Kisten.", "Am 12.03. kommen Kisten.", ("3",)),
        ("Es kostet 1.234,50 €.", "Es kostet etwas.", ("1.234,50",)),
        ("Nummer: 00340434161094042557!", "Siehe 00340434161094042557", ()),
        ("Bestellung 4711, (Größe M2).", "Größe M2, Bestellung 4711", ()),
        ("Mail an a1@b.example bitte, 4711.", "4711.", ()),
        ("Ohne jede Zahl.", "", ()),
    ],
)
def test_words_with_a_digit_must_stay(before, after, missing):
    assert lost(before, after) == missing


def test_what_agrees_with_the_order_must_stay_though_it_has_no_digit():
    before = "Die Stehlampe Nord aus Bestellung 4711 wurde versandt."

    assert lost(before, "Die Bestellung 4711 wurde versandt.", SHEET) == ("Stehlampe Nord",)
    assert lost(before, before, SHEET) == ()


def test_an_empty_text_is_never_good():
    assert not Target("Ohne jede Zahl.", EBAY, None).reached_by("").is_good


def test_a_model_is_told_the_room_and_what_may_not_be_in_it():
    target = Target(f"{'Ein Satz. ' * 120}Mehr auf www.laden.example, Tel. 030 1234567, Rabattcode!", EBAY, None)
    told = target.task(None)

    assert "at most 8" in told
    assert "no links" in told
    assert "no phone numbers" in told
    assert 'without the words "Rabattcode"' in told


def test_the_second_time_it_is_told_what_was_wrong_with_the_first():
    target = Target("Bestellung 4711. " + "Ein Satz. " * 120, EBAY, None)
    told = target.task(target.reached_by("Ein Satz. " * 110))

    assert "what was lost: 4711" in told
    assert "characters, where" in told


def test_the_cut_is_made_of_a_try_that_lost_nothing():
    target = Target("Bestellung 4711. " + "Ein alter Satz. " * 120, EBAY, None)
    good, bad = (target.reached_by(text + "Ein neuer Satz. " * 80) for text in ("Bestellung 4711. ", ""))

    assert "neuer" in target.cut([good, bad]).text
    assert "alter" in target.cut([bad]).text
    assert target.cut([bad]).fit.is_fit


@pytest.mark.parametrize(
    ("text", "in_the_way"),
    [
        ("Kontakt: info@other.de", "e-mail addresses"),
        ("Guten Tag,\n\nKontakt: info@other.de\n\nMit freundlichen Grüßen", "e-mail addresses"),
        ("Siehe https://woanders.example/x1.", "links"),
        ("Rufen Sie an: 030 1234567.", "phone numbers"),
        ("Folgen Sie uns auf Instagram.", "social networks"),
        ("Hier ist ein Rabattcode.", "some of its words"),
    ],
)
def test_a_cut_that_leaves_no_sentence_is_refused_with_the_rule_in_its_way(text, in_the_way):
    target = Target(text, EBAY, None)
    empty = target.reached_by("Guten Tag,\n\nMit freundlichen Grüßen")

    with pytest.raises(Invalid, match=in_the_way):
        target.cut([empty])
    assert not empty.is_good


@pytest.mark.parametrize("text", ["x" * 1_500, "Guten Tag,\n\n" + "x" * 1_500 + "\n\nMit freundlichen Grüßen"])
def test_no_word_is_cut_in_two(text):
    target = Target(text, EBAY, None)

    with pytest.raises(Invalid, match="too long"):
        target.cut([])
    assert Target(f"Siehe hier {'x' * 1_500}", EBAY, None).cut([]).text == "Siehe hier"
