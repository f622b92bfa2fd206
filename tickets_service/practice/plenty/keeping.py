"""Keeping the practice shop from one start to the next, so that what is stored elsewhere still fits it."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

from tickets_service.practice.plenty.store import Store

KEPT = ("tickets", "contacts", "orders", "outbox")


def save(store: Store, path: Path) -> None:
    """Appears under its name only when it is whole."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with store.lock, os.fdopen(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        pickle.dump({name: getattr(store, name) for name in KEPT}, file)
    new.replace(path)


def load(path: Path) -> Store | None:
    """None if nothing was kept, or another version kept it."""
    try:
        parts = pickle.loads(path.read_bytes())  # noqa: S301 - our own file, readable and writable by its owner alone
        return Store(**{name: parts[name] for name in KEPT})
    except (OSError, pickle.UnpicklingError, AttributeError, KeyError, TypeError, EOFError):
        return None
