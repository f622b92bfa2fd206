"""Browsers an account signed in with before: a sealed note they keep, so that strangers cannot lock their owner out."""

from __future__ import annotations

import base64
import binascii

from tickets_service.accounts import throttle
from tickets_service.accounts.bearers import new_secret
from tickets_service.vault import CannotOpen, Place, Vault

PLACE = Place("login_attempts", "device", "")


def note_for(vault: Vault, email: str) -> str:
    """The cookie. It lets nobody in; it only gives this browser its own count of failed sign-ins."""
    sealed = vault.seal(f"{throttle.of_account(email).key} {new_secret()}", PLACE)
    return base64.urlsafe_b64encode(sealed).decode()


def device_in(vault: Vault, note: str | None, email: str) -> str | None:
    """None when the note is not ours or speaks of another account."""
    if note is None:
        return None
    try:
        account, device = vault.open(base64.urlsafe_b64decode(note), PLACE).split(" ")
    except (CannotOpen, binascii.Error, ValueError):
        return None
    return device if account == throttle.of_account(email).key else None
