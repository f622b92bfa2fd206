"""What a message is about."""

from __future__ import annotations

import pytest

from tickets_service.practice.model.answering.topics import topic_of


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("Der Code HERBST10 aus dem Newsletter wurde nicht angenommen.", "discount"),
        ("Mein Paket ist nicht angekommen.", "late"),
        ("Bitte stornieren Sie die Bestellung.", "cancellation"),
        ("Guten Tag", "general"),
    ],
)
def test_the_words_of_a_message_tell_its_topic(message, topic):
    assert topic_of(message) == topic
