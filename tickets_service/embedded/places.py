"""Where the embedded server keeps what: data, password, socket, and the register of its users."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tickets_service.errors import CannotStart

LONGEST_SOCKET_FOLDER = 103 - len("/.s.PGSQL.5432")
"""Bytes: a Unix socket's whole path must fit 104 bytes on macOS, 108 on Linux."""


@dataclass(frozen=True)
class Places:
    """Everything lies below `root`, but for a socket whose path would be too long."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def password(self) -> Path:
        return self.root / "password"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def users(self) -> Path:
        return self.root / "users"

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    def socket(self, owner: tuple[int, int]) -> Path:
        """A folder only *owner* may enter. A long path gets one under an unguessable name in the temporary folder."""
        near = self.root / "socket"
        if len(os.fsencode(near)) <= LONGEST_SOCKET_FOLDER:
            return private_folder(near, owner)
        name = self.root / "socket-name"
        if not name.exists():
            write_private(name, f"tickets-{secrets.token_hex(8)}")
        return private_folder(Path(tempfile.gettempdir()).resolve() / name.read_text().strip(), owner)

    def leave_temporary_folder(self) -> None:
        """Takes the socket's folder away again where it had to lie outside of ours."""
        name = self.root / "socket-name"
        if name.exists():
            with contextlib.suppress(OSError):
                (Path(tempfile.gettempdir()).resolve() / name.read_text().strip()).rmdir()


def private_folder(path: Path, owner: tuple[int, int]) -> Path:
    """Made with mode 0700 for *owner*. One that stands already must be exactly that: it is refused, not repaired."""
    try:
        path.mkdir(mode=0o700)
        os.chown(path, *owner)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner[0] or stat.S_IMODE(found.st_mode) & 0o077:
            raise CannotStart(
                f"{path} is not a private folder of the database's user: remove it and start again."
            ) from None
    return path


def write_private(path: Path, content: str) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
