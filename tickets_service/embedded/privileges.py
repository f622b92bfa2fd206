"""Postgres refuses to run as root, so root steps down to a system user and keeps only the right to reach its files."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

from tickets_service.errors import CannotStart

SYSTEM_USERS = ("postgres", "nobody")
REMEDY = "start the service as an ordinary user, or set TICKETS_DATABASE_URL to a Postgres of your own."


@dataclass(frozen=True)
class Servant:
    """Who the server runs as, and the command that makes it so (empty when we run it as ourselves)."""

    uid: int
    gid: int
    prefix: tuple[str, ...]

    @property
    def owner(self) -> tuple[int, int]:
        return self.uid, self.gid


@cache
def servant() -> Servant:
    """Raises CannotStart, naming the remedy, where root may not step down."""
    if os.geteuid() != 0:
        return Servant(os.geteuid(), os.getegid(), ())
    account = next(filter(None, map(_account, SYSTEM_USERS)), None)
    setpriv = shutil.which("setpriv")
    if account is None or setpriv is None:
        raise CannotStart(f"The embedded database cannot run as root on this machine: {REMEDY}")
    stepping_down = (
        setpriv,
        f"--reuid={account.pw_uid}",
        f"--regid={account.pw_gid}",
        "--clear-groups",
        "--inh-caps=-all,+dac_override",
        "--ambient-caps=-all,+dac_override",
        "--",
    )
    tried = subprocess.run([*stepping_down, "true"], capture_output=True, check=False)  # noqa: S603 - our own words
    if tried.returncode != 0:
        raise CannotStart(f"Root may not step down to the user {account.pw_name} on this machine: {REMEDY}")
    return Servant(account.pw_uid, account.pw_gid, stepping_down)


def _account(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None
