"""Secrets at rest: AES-256-GCM, each seal bound to the row it belongs to."""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tickets_service.errors import CannotStart, TicketsError

VERSION = b"\x01"
KEY_BYTES = 32
KEY_ID_BYTES = 8
NONCE_BYTES = 12
KEY_FILE = "secret.keys"


class CannotOpen(TicketsError):
    """The seal was made with a key we do not have, or for another row."""


@dataclass(frozen=True)
class Place:
    """Where a secret lives. A ciphertext copied to any other place does not open."""

    table: str
    column: str
    row: str

    def bound_to(self, key_id: bytes) -> bytes:
        return b"\x00".join((VERSION, self.table.encode(), self.column.encode(), self.row.encode(), key_id))


class Vault:
    """Seals with the newest key and opens with any it was given."""

    def __init__(self, keys: list[bytes], *, look_again: Callable[[], list[bytes]] | None = None) -> None:
        """*look_again* is asked when a seal names a key that is not known: the keys may have been rotated meanwhile."""
        self._look_again = look_again
        self._take(keys)

    def _take(self, keys: list[bytes]) -> None:
        if not keys:
            raise CannotStart("There is no secret key: set TICKETS_SECRET_KEYS or let the data folder hold one.")
        self._keys = {_id_of(key): AESGCM(key) for key in keys}
        self._newest = _id_of(keys[0])

    def __repr__(self) -> str:
        return f"Vault({len(self._keys)} keys)"

    @classmethod
    def from_texts(cls, texts: list[str]) -> Self:
        """*texts* are base64 or hex spellings of 32 bytes, newest first."""
        return cls([_key_from(text) for text in texts])

    @classmethod
    def from_folder(cls, folder: Path) -> Self:
        """The keys of the data folder, made there on the first call; a key added later is found when it is needed."""

        def read() -> list[bytes]:
            return [_key_from(text) for text in keys_from_folder(folder)]

        return cls(read(), look_again=read)

    def seal(self, secret: str, place: Place) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._keys[self._newest].encrypt(nonce, secret.encode(), place.bound_to(self._newest))
        return VERSION + self._newest + nonce + sealed

    def open(self, sealed: bytes, place: Place) -> str:
        key_id, nonce, body = _parts(sealed)
        if not self._knows(key_id):
            raise CannotOpen("A stored secret was sealed with a key that TICKETS_SECRET_KEYS no longer holds.")
        try:
            return self._keys[key_id].decrypt(nonce, body, place.bound_to(key_id)).decode()
        except InvalidTag:
            raise CannotOpen(f"The stored secret in {place.table} does not belong to its row.") from None

    def is_current(self, sealed: bytes) -> bool:
        return _parts(sealed)[0] == self._newest

    def knows_key_of(self, sealed: bytes) -> bool:
        return self._knows(_parts(sealed)[0])

    def _knows(self, key_id: bytes) -> bool:
        if key_id not in self._keys and self._look_again is not None:
            self._take(self._look_again())
        return key_id in self._keys


def new_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def keys_from_folder(folder: Path) -> list[str]:
    """The keys in the data folder, made on the first call. The file is ours alone (0600)."""
    path = folder / KEY_FILE
    make_data_folder(folder)
    try:
        with contextlib.suppress(FileExistsError):
            _write_first_key(path)
        keys = path.read_text().split()
    except OSError as error:
        raise CannotStart(
            f"{path} cannot be used ({error.strerror}): the data folder and what is in it must belong to the user "
            "who runs the service."
        ) from error
    if not keys:
        raise CannotStart(f"{path} is empty: restore it from your backup, or delete it if nothing was stored yet.")
    return keys


def _write_first_key(path: Path) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(new_key() + "\n")
        file.flush()
        os.fsync(file.fileno())


def make_data_folder(folder: Path) -> None:
    """Raises CannotStart where it cannot be."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotStart(
            f"The data folder {folder} cannot be made ({error.strerror}): set TICKETS_DATA_DIR to a folder that can."
        ) from error


def _key_from(text: str) -> bytes:
    for decode in (bytes.fromhex, _from_base64):
        try:
            key = decode(text)
        except (ValueError, binascii.Error):
            continue
        if len(key) == KEY_BYTES:
            return key
    raise CannotStart(
        "Each of TICKETS_SECRET_KEYS must be 32 bytes in base64 or hex; `openssl rand -base64 32` makes one."
    )


def _from_base64(text: str) -> bytes:
    padded = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
    return base64.b64decode(padded, validate=True)


def _id_of(key: bytes) -> bytes:
    return hashlib.sha256(b"key id\x00" + key).digest()[:KEY_ID_BYTES]


def _parts(sealed: bytes) -> tuple[bytes, bytes, bytes]:
    start = len(VERSION) + KEY_ID_BYTES
    if sealed[:1] != VERSION or len(sealed) <= start + NONCE_BYTES:
        raise CannotOpen("A stored secret is damaged.")
    return sealed[len(VERSION) : start], sealed[start : start + NONCE_BYTES], sealed[start + NONCE_BYTES :]
