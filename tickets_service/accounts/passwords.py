"""Passwords: what is accepted, and how they are kept (argon2id)."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from tickets_service.errors import Invalid

SHORTEST_CHARACTERS = 12
LONGEST_CHARACTERS = 128
"""Long enough for any sentence, short enough to be cheap to hash."""
FEWEST_DIFFERENT_CHARACTERS = 5
FEWEST_OWN_CHARACTERS = 8
"""What must be left when the words anybody would guess are taken out."""
OUR_OWN_WORDS = ("ticketsservice", "tickets", "ticket", "service", "plentymarkets", "plentyone", "plenty")
SHORTEST_PERSONAL_WORD = 4

_MEMORY_KIB = 19 * 1024
_HASHER = PasswordHasher(time_cost=2, memory_cost=_MEMORY_KIB, parallelism=1)
_HASHING = ThreadPoolExecutor(max_workers=2, thread_name_prefix="hashing")
"""Two at a time: a flood of sign-ins may fill this queue, not the machine."""


async def hashed(password: str) -> str:
    return await asyncio.get_running_loop().run_in_executor(_HASHING, _HASHER.hash, _bytes(password))


async def is_right(password: str, password_hash: str | None) -> bool:
    """None takes as long as a real one, so that the time does not tell who has an account."""
    known = password_hash is not None
    found = password_hash if password_hash is not None else _hash_of_nobody()
    return await asyncio.get_running_loop().run_in_executor(_HASHING, _verify, found, password) and known


def is_outdated(password_hash: str) -> bool:
    return _HASHER.check_needs_rehash(password_hash)


def require_good(password: str, *, email: str) -> None:
    """Raises Invalid with the one thing to change. Length counts; no kinds of characters are demanded."""
    complaint = _complaint(password, email)
    if complaint is not None:
        raise Invalid(complaint, password=complaint)


def _complaint(password: str, email: str) -> str | None:
    if len(password) < SHORTEST_CHARACTERS:
        return f"The password needs at least {SHORTEST_CHARACTERS} characters; several words make a good one."
    if len(password) > LONGEST_CHARACTERS:
        return f"The password may have at most {LONGEST_CHARACTERS} characters."
    folded = password.casefold()
    if folded in _common() or len(set(folded)) < FEWEST_DIFFERENT_CHARACTERS or _is_one_piece_repeated(folded):
        return "This password is among the first that are tried; choose another."
    if len(_without(folded, _guessable_words(email))) < FEWEST_OWN_CHARACTERS:
        return "The password is mostly the e-mail address or the name of the service; choose another."
    return None


def _guessable_words(email: str) -> list[str]:
    local, _, domain = email.casefold().partition("@")
    words = {*OUR_OWN_WORDS, email.casefold(), local, domain, *domain.split("."), *local.replace("-", ".").split(".")}
    return sorted((word for word in words if len(word) >= SHORTEST_PERSONAL_WORD), key=len, reverse=True)


def _without(text: str, words: list[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text


def _is_one_piece_repeated(text: str) -> bool:
    """`abcabcabcabc` is found inside itself doubled, before the end."""
    return text in (text + text)[1:-1]


@cache
def _common() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "common_passwords.txt").read_text().split())


@cache
def _hash_of_nobody() -> str:
    return _HASHER.hash("nobody has this password")


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")
