"""Languages a text can be searched in: Postgres brings stems and stop words for each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

USUAL = "de"
CONFIGURATIONS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
TOLD_BY_CHARACTERS = 600

_TOLD = text(f"""
SELECT place, (
  SELECT language
  FROM (SELECT DISTINCT word
        FROM regexp_split_to_table(lower(left(written, {TOLD_BY_CHARACTERS})), '[^[:alpha:]]+') AS word) AS words,
       unnest(CAST(:languages AS text[]), CAST(:dictionaries AS regdictionary[])) AS known (language, dictionary)
  WHERE ts_lexize(dictionary, word) = '{{}}'
  GROUP BY language ORDER BY count(*) DESC, language = :usual DESC LIMIT 1)
FROM unnest(CAST(:texts AS text[])) WITH ORDINALITY AS given (written, place)
ORDER BY place
""")  # noqa: S608 - a constant of ours
_WITH_STOP_WORDS = tuple(language for language in CONFIGURATIONS if language != "ro")
"""Postgres ships no Romanian ones."""


def known(language: str | None) -> str | None:
    """`de` of `de`, `DE`, `de_DE`; None for a language without stems here."""
    short = (language or "")[:2].lower()
    return short if short in CONFIGURATIONS else None


async def languages_of(session: AsyncSession, texts: Sequence[str]) -> list[str | None]:
    """The language most of whose stop words each text has; None where there is not one."""
    if not texts:
        return []
    parameters = {
        "texts": list(texts),
        "languages": list(_WITH_STOP_WORDS),
        "dictionaries": [f"{CONFIGURATIONS[language]}_stem" for language in _WITH_STOP_WORDS],
        "usual": USUAL,
    }
    return [told for _, told in await session.execute(_TOLD, parameters)]


async def language_of(session: AsyncSession, written: str, otherwise: str | None = None) -> str:
    (told,) = await languages_of(session, [written])
    return told or known(otherwise) or USUAL
