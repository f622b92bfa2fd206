"""Static files: read once, addressed by what they hold, so that browsers may keep them for good."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
ADDRESS = "/static"
DIGEST_CHARACTERS = 12
SQUEEZED = frozenset({".css", ".js", ".txt", ".toml", ".svg"})
STYLES = (
    "tokens",
    "base",
    "parts",
    "rail",
    "list",
    "picking",
    "ticket",
    "composer",
    "context",
    "pages",
    "small",
)
"""In the order in which the cascade reads them."""
WORKERS = frozenset({"js/live-worker.js"})
"""Fetched by those who start them."""
SCRIPTS_OF_OTHER_MOMENTS = frozenset(
    {
        "js/bulk.js",
        "js/checks.js",
        "js/difference.js",
        "js/draft.js",
        "js/ordering.js",
        "js/palette.js",
        "js/passing.js",
        "js/refining.js",
        "js/rooms.js",
        "js/settings.js",
        "js/signed-out.js",
        "js/sse.js",
        "js/templates.js",
    }
)
"""Fetched when they are wanted, or by other pages, so that the inbox loads less."""
STYLES_OF_SOME_PAGES = ("rooms", "figures", "settings", "steps", "knowledge")
"""Linked by those pages alone, so that the inbox loads less."""


@dataclass(frozen=True)
class StaticFile:
    """*squeezed* is None where compression gains nothing."""

    content: bytes
    squeezed: bytes | None
    media_type: str


@cache
def files() -> Mapping[str, StaticFile]:
    """Name below the folder → file."""
    paths = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return {path.relative_to(FOLDER).as_posix(): _read(path) for path in paths}


@cache
def digest() -> str:
    """Changes with every byte of any file: one for all, so that modules find each other by relative names."""
    whole = hashlib.sha256()
    for name, file in files().items():
        whole.update(name.encode() + b"\0" + hashlib.sha256(file.content).digest())
    return whole.hexdigest()[:DIGEST_CHARACTERS]


def address(name: str) -> str:
    """Where a page finds it."""
    return f"{ADDRESS}/{digest()}/{name}"


def style_addresses() -> list[str]:
    return [address(f"css/{name}.css") for name in STYLES]


def module_addresses() -> list[str]:
    """Of the inbox: to be fetched at once instead of one after the other."""
    later = WORKERS | SCRIPTS_OF_OTHER_MOMENTS
    return [address(name) for name in files() if name.startswith("js/") and name not in later]


def _read(path: Path) -> StaticFile:
    content = path.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    squeezed = gzip.compress(content, mtime=0) if path.suffix in SQUEEZED else None
    return StaticFile(content, squeezed, "text/javascript" if path.suffix == ".js" else media_type)
