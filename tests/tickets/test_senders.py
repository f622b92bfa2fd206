"""Who wrote, when Plenty links no contact."""

import pytest

from tickets_service.tickets.senders import Sender, sender_in


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        (
            "Name: Holger Franke\nE-Mail: holger.franke@example.com\n\nIch habe bestellt.",
            Sender("Holger Franke", "holger.franke@example.com"),
        ),
        ("Wo ist mein Paket?\n\nMit freundlichen Grüßen\nElfriede Baumann", Sender("Elfriede Baumann", None)),
        ("Where is it?\n\nBest wishes\nEmily Carter", Sender("Emily Carter", None)),
        ("Von: Uwe Kaiser <uwe@example.org>\nHallo", Sender("Uwe Kaiser", "uwe@example.org")),
        ("LG mia@example.com", Sender(None, "mia@example.com")),
        ("Hallo wo ist meine Bestellung", Sender(None, None)),
        ("", Sender(None, None)),
    ],
)
def test_the_message_gives_its_sender_away(text, sender):
    assert sender_in(text) == sender


def test_a_long_text_is_no_obstacle():
    assert sender_in("a@" * 500_000 + "x " * 500_000) == Sender(None, None)
