"""A seal opens with a key we hold, in the row it was made for, and nowhere else."""

import base64
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets_service.errors import CannotStart
from tickets_service.vault import CannotOpen, Place, Vault, keys_from_folder, new_key

HERE = Place("openai_credentials", "encrypted_token", "1")
OLD, NEW = new_key(), new_key()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_was_sealed_opens(secret):
    vault = Vault.from_texts([NEW])
    assert vault.open(vault.seal(secret, HERE), HERE) == secret


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("plenty_connection", "encrypted_token", "1"),
        Place("openai_credentials", "other", "1"),
        Place("openai_credentials", "encrypted_token", "2"),
    ],
)
def test_a_copied_seal_opens_nowhere_else(elsewhere):
    vault = Vault.from_texts([NEW])
    with pytest.raises(CannotOpen):
        vault.open(vault.seal("geheim", HERE), elsewhere)


@given(st.data())
def test_no_flipped_bit_goes_unnoticed(data):
    vault = Vault.from_texts([NEW])
    sealed = bytearray(vault.seal("geheim", HERE))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(CannotOpen):
        vault.open(bytes(sealed), HERE)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x02" * 60, b"\x01" * 20])
def test_damage_is_refused(sealed):
    with pytest.raises(CannotOpen):
        Vault.from_texts([NEW]).open(sealed, HERE)


def test_a_newer_key_seals_and_an_older_one_still_opens():
    sealed = Vault.from_texts([OLD]).seal("geheim", HERE)
    both = Vault.from_texts([NEW, OLD])

    assert both.open(sealed, HERE) == "geheim"
    assert not both.is_current(sealed)
    assert both.is_current(both.seal("geheim", HERE))
    with pytest.raises(CannotOpen):
        Vault.from_texts([NEW]).open(sealed, HERE)


def test_no_two_seals_are_alike():
    vault = Vault.from_texts([NEW])
    assert len({vault.seal("geheim", HERE) for _ in range(1000)}) == 1000


@pytest.mark.parametrize("spelling", [bytes.hex, lambda key: base64.b64encode(key).decode()])
def test_keys_may_be_hex_or_base64(spelling):
    assert Vault.from_texts([spelling(bytes(range(32)))])


@pytest.mark.parametrize("text", ["", "kurz", "x" * 40, "00" * 31])
def test_a_key_of_another_length_refuses_the_start(text):
    with pytest.raises(CannotStart):
        Vault.from_texts([text])


def test_no_key_at_all_refuses_the_start():
    with pytest.raises(CannotStart):
        Vault.from_texts([])


def test_the_key_in_the_data_folder_is_made_once_and_private(tmp_path):
    folder = tmp_path / "data"
    first = keys_from_folder(folder)

    assert keys_from_folder(folder) == first
    assert stat.S_IMODE((folder / "secret.keys").stat().st_mode) == 0o600


def test_an_emptied_key_file_is_not_replaced_silently(tmp_path):
    (tmp_path / "secret.keys").write_text("")
    with pytest.raises(CannotStart):
        keys_from_folder(tmp_path)


def test_a_vault_does_not_show_its_keys():
    assert NEW not in repr(Vault.from_texts([NEW]))


def test_a_key_that_cannot_be_read_is_said_in_one_sentence(tmp_path):
    (tmp_path / "secret.keys").mkdir()

    with pytest.raises(CannotStart, match="must belong to the user who runs the service"):
        keys_from_folder(tmp_path)


def test_a_key_that_was_added_to_the_folder_is_found_by_who_runs_already(tmp_path):
    running = Vault.from_folder(tmp_path)
    sealed = running.seal("geheim", HERE)
    file = tmp_path / "secret.keys"
    file.write_text(new_key() + "\n" + file.read_text())

    rotating = Vault.from_folder(tmp_path)
    assert not rotating.is_current(sealed)
    anew = rotating.seal(rotating.open(sealed, HERE), HERE)
    file.write_text(file.read_text().split()[0])

    assert running.open(anew, HERE) == "geheim"
    assert running.is_current(running.seal("neu", HERE))
    with pytest.raises(CannotOpen):
        Vault.from_folder(tmp_path).open(sealed, HERE)
