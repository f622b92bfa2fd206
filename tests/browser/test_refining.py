"""A text changed by the model in the page: first seen as a difference, then kept or not, and never elsewhere."""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import Error, expect

pytestmark = pytest.mark.timeout(180)

FIRST, SECOND = "Das Paket 30015 ist da.", "Wir prüfen die Angaben."
TEXT = f"Guten Tag,\n\n{FIRST} {SECOND} Der Fahrer klingelt. Das Wetter ist schön.\n\nMit freundlichen Grüßen"
PLEASANT = "Wir kümmern uns so schnell wie möglich um Ihr Anliegen. "
TOO_LONG = f"Guten Tag,\n\n{FIRST} {PLEASANT * 20}\n\nMit freundlichen Grüßen"


FORBIDDEN = "Mail: a@other.example, b@other.example. Siehe https://woanders.example/x1. Telefon 030 1234567. "
TO_ACKNOWLEDGE = f"Guten Tag,\n\n{FIRST} {FORBIDDEN} {PLEASANT * 20}\n\nMit freundlichen Grüßen"


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


class Writing:
    """The open ticket and what changes its text."""

    def __init__(self, page):
        self.page = page
        self.field, self.box = page.locator("#text"), page.locator("#refined")
        self.keep = self.box.locator(".btn.line")

    def write(self, text=TEXT):
        press(self.page, "b")
        self.field.fill(text)
        press(self.page, "Escape")

    def select(self, part):
        self.field.evaluate("(field, [start, end]) => field.setSelectionRange(start, end)", self.ends(part))

    def ends(self, part):
        start = self.field.input_value().index(part)
        return [start, start + len(part)]

    def ask(self, key):
        self.page.evaluate("document.activeElement.blur()")
        press(self.page, "w", key)
        expect(self.box.locator(".difference")).to_be_visible()

    @contextmanager
    def held(self):
        """The model's answer arrives when the block ends."""
        waiting = []

        def keep(route):
            waiting.append(route)

        self.page.route("**/refinements", keep)
        yield waiting
        for route in waiting:
            try:
                route.continue_()
            except Error:  # the page has given it up
                continue
        self.page.unroute("**/refinements")


def ebay_ticket(desk):
    tickets = desk.admin.get("/tickets?limit=200").json()["items"]
    return next(each["id"] for each in tickets if each["source"] == "ebay" and each["status"] != "DONE")


@pytest.fixture
def watched(visit):
    watched = visit().sign_in()
    yield watched
    assert [each for each in watched.complaints if "409" not in each] == []


@pytest.fixture
def writing(watched):
    ticket_id = watched.open_with_draft(skip=11)
    yield Writing(watched.page)
    watched.forget(ticket_id)


def test_the_whole_way_by_keyboard(writing):
    page = writing.page
    drafted = writing.field.input_value()
    press(page, "v")
    expect(page.get_by_role("button", name="Kürzer")).to_be_focused()
    press(page, "Enter")
    expect(writing.keep).to_be_focused()
    expect(writing.box.locator("del").first).to_contain_text("entfernt:")
    assert writing.field.input_value() == drafted
    press(page, "Enter")
    expect(writing.field).to_be_focused()
    shorter = writing.field.input_value()
    assert len(shorter) < len(drafted)
    expect(page.locator("#saved")).to_have_text("Gespeichert")
    press(page, "Control+z")
    expect(writing.field).to_have_value(drafted)


def test_what_was_kept_is_taken_back_by_its_key_and_by_its_button(writing):
    page = writing.page
    for way_back in (lambda: press(page, "Escape", "z"), lambda: page.locator(".toast button").click()):
        writing.write()
        writing.ask("s")
        press(page, "w", "k")
        expect(writing.field).not_to_have_value(TEXT)
        way_back()
        expect(writing.field).to_have_value(TEXT)


def test_only_the_selection_is_changed_and_stays_selected(writing):
    writing.write()
    writing.select(SECOND)
    writing.ask("f")
    expect(writing.box).to_contain_text("ausgewählte Teil")
    expect(writing.box.locator("ins")).to_have_count(1)
    writing.keep.click()
    changed = "Wir prüfen gern die Angaben."

    expect(writing.field).to_have_value(TEXT.replace(SECOND, changed))
    selected = writing.field.evaluate("field => [field.selectionStart, field.selectionEnd]")
    assert selected == writing.ends(changed)


def test_what_is_discarded_leaves_the_text_as_it_was(writing):
    writing.write()
    for way_out in ("Escape", "d"):
        writing.ask("m")
        press(writing.page, *(["w", "d"] if way_out == "d" else [way_out]))
        expect(writing.box).to_be_hidden()
        expect(writing.field).to_have_value(TEXT)
    expect(writing.field).to_be_focused()


def test_it_can_be_given_up_while_it_runs(writing):
    writing.write()
    with writing.held():
        press(writing.page, "w", "s")
        expect(writing.box).to_contain_text("wird geschrieben")
        press(writing.page, "Escape")
        expect(writing.box).to_be_hidden()
    writing.page.wait_for_timeout(300)

    expect(writing.box).to_be_hidden()
    expect(writing.field).to_have_value(TEXT)


def test_what_is_typed_meanwhile_is_never_replaced(writing):
    page = writing.page
    writing.write()
    with writing.held():
        press(page, "w", "s")
        expect(writing.box).to_be_visible()
        writing.field.press("Control+End")
        page.keyboard.type(" PS: Danke!")
    expect(writing.box).to_contain_text("ersetzt nichts")
    expect(writing.box.locator(".difference")).to_contain_text("Guten Tag")
    press(page, "Escape")
    press(page, "w", "k")

    expect(writing.field).to_have_value(f"{TEXT} PS: Danke!")


def test_what_is_typed_beside_a_shown_difference_is_never_replaced(writing):
    writing.write()
    writing.ask("s")
    writing.field.press("Control+End")
    writing.page.keyboard.type("!")

    expect(writing.box).to_contain_text("ersetzt nichts")
    expect(writing.field).to_have_value(f"{TEXT}!")


def test_nothing_is_carried_to_another_ticket(writing):
    page = writing.page
    first = page.locator("#pane").get_attribute("data-ticket")
    writing.write()
    with writing.held() as waiting:
        press(page, "w", "s")
        expect(writing.box).to_be_visible()
        page.locator("#rows .t[aria-current]").focus()
        press(page, "j")
        page.wait_for_selector(f'#pane:not([data-ticket="{first}"])')
        there = writing.field.input_value()
        assert len(waiting) == 1
    page.wait_for_timeout(400)
    expect(writing.box).to_be_hidden()
    press(page, "w", "k")
    expect(writing.field).to_have_value(there)
    page.goto(f"/inbox/{first}")

    expect(writing.field).to_have_value(TEXT)
    expect(writing.box).to_be_hidden()


def test_an_error_is_told_in_place_and_the_text_stays(writing, desk):
    writing.write()
    (credential,) = desk.admin.get("/openai/credentials").json()["items"]
    address = f"/openai/credentials/{credential['id']}"
    assert desk.admin.patch(address, json={"monthly_cap_usd": "0"}).status_code == 200
    try:
        press(writing.page, "w", "s")
        expect(writing.box).to_contain_text("hat diesen Monat so viel gekostet")
        expect(writing.box.locator(".difference")).to_have_count(0)
    finally:
        desk.admin.patch(address, json={"monthly_cap_usd": None})
    expect(writing.field).to_have_value(TEXT)
    writing.box.get_by_role("button", name="Noch einmal").click()

    expect(writing.box.locator(".difference")).to_be_visible()


def test_an_instruction_and_a_language_are_asked_for_first(writing):
    page = writing.page
    replies = page.locator("#thread [data-reply]").count()
    writing.write()
    press(page, "w", "i")
    expect(page.locator("#refine-instruct")).to_be_focused()
    page.keyboard.type("Sag, dass morgen Feiertag ist")
    press(page, "Enter")
    expect(writing.box.locator("ins").first).to_contain_text("dass morgen Feiertag ist")
    press(page, "Escape", "Escape", "w", "t")
    expect(page.locator("#refine-translate")).to_be_focused()
    page.locator("#refine-translate").select_option("en")
    page.get_by_role("button", name=re.compile("^Übersetzen")).click()
    expect(writing.box.locator("ins").first).to_contain_text("Hello,")

    expect(page.locator("#thread [data-reply]")).to_have_count(replies)


def test_a_reply_over_the_limit_of_ebay_is_made_to_fit(watched, desk):
    page = watched.page
    page.goto(f"/inbox/{ebay_ticket(desk)}")
    page.wait_for_selector("#keys-list div", state="attached")
    page.wait_for_selector("#text", state="attached")
    writing = Writing(page)
    writing.write(TEXT)
    page.locator('[data-menu="refine"] summary').click()
    expect(page.locator('[data-way="fit"]')).to_be_hidden()
    press(page, "Escape")
    writing.write(TOO_LONG)
    expect(page.locator(".count-of.over")).to_be_visible()
    page.locator('[data-menu="refine"] summary').click()
    page.locator('[data-way="fit"]').click()
    expect(writing.box.locator("del").first).to_be_visible()
    writing.keep.click()
    expect(page.locator(".count-of:not(.over)")).to_be_visible()

    assert FIRST in writing.field.input_value()


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1024, 768), (390, 844), (320, 640)])
def test_sending_stays_in_reach_beside_a_difference_and_much_to_acknowledge(visit, desk, size):
    watched = visit(width=size[0], height=size[1]).sign_in()
    page = watched.page
    ticket = ebay_ticket(desk)
    page.goto(f"/inbox/{ticket}")
    page.wait_for_selector("#keys-list div", state="attached")
    writing = Writing(page)
    writing.write(TO_ACKNOWLEDGE)
    expect(page.locator(".count-of.over")).to_be_attached()
    writing.ask("s")

    expect(writing.keep).to_be_in_viewport(ratio=1)
    expect(page.locator("#subject")).to_be_in_viewport(ratio=1)
    for button in page.locator("#reply .send button").all():
        expect(button).to_be_in_viewport(ratio=1)
    page.locator("#checks input").last.check()
    expect(page.locator("#checks input").last).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    watched.forget(ticket)


def test_the_palette_knows_every_way_and_its_key(writing):
    press(writing.page, "Control+k")
    writing.page.keyboard.type("Text kürzer")

    expect(writing.page.locator("#palette-list li")).to_contain_text("W S")
    press(writing.page, "Enter")
    expect(writing.box.locator(".difference")).to_be_visible()


def test_without_a_script_nothing_of_it_is_shown(writing, without_script):
    without_script.goto(writing.page.url)

    expect(without_script.locator('[data-menu="template"]')).to_be_visible()
    expect(without_script.locator('[data-menu="refine"]')).to_be_hidden()
    expect(without_script.locator("#refined")).to_be_hidden()
