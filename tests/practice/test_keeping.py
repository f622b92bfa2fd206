"""The practice shop is the same after a restart: what was sent is there, and no id comes twice."""

from __future__ import annotations

from tickets_service.practice.plenty import PracticePlenty
from tickets_service.practice.plenty.keeping import load, save


def test_what_was_written_is_there_after_a_restart(tmp_path):
    file = tmp_path / "data" / "practice-shop"
    before = PracticePlenty(seeded=True, keep=file)
    ticket = next(iter(before.tickets.values()))
    sent = before.staff_writes(ticket.id, "Ihr Paket kommt morgen.")
    save(before.store, file)

    after = PracticePlenty(seeded=True, keep=file)

    assert after.messages(ticket.id) == before.messages(ticket.id)
    assert len(after.tickets) == len(before.tickets)
    assert after.staff_writes(ticket.id, "Noch etwas").id > sent.id
    assert file.stat().st_mode & 0o077 == 0


def test_what_another_version_kept_is_left_alone(tmp_path):
    file = tmp_path / "practice-shop"
    file.write_bytes(b"something else")

    assert load(file) is None
    assert load(tmp_path / "nothing") is None
    assert PracticePlenty(seeded=True, keep=file).tickets
