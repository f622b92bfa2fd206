"""Articles and what a search finds, as programs outside see them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from tickets_service.models import ArticleKind, DocumentKind

LARGEST_ID = 2**63 - 1
LONGEST_TEXT = 200_000


def _one_line(written: str) -> str:
    written = re.sub(r"\s+", " ", written).strip()
    if not written:
        raise ValueError("It is empty.")
    return written


def _without_line_ends(written: str) -> str:
    """One kind of line end, none after the last line."""
    written = written.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if not written.strip():
        raise ValueError("It is empty.")
    return written


def _relative(key: str) -> str:
    """A key is the path of a file when it is exported: it stays below its folder."""
    if key != key.strip() or any(part.strip(". ") == "" for part in key.split("/")):
        raise ValueError("It has an empty part or one that is only dots, or white space around it.")
    return key


Key = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r'^[^\x00-\x1f\x7f\\{}:*?"<>|]+$'), AfterValidator(_relative)
]
Title = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_one_line)]
ArticleText = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT), AfterValidator(_without_line_ends)]
LanguageCode = Annotated[str, Field(pattern=r"^[a-z]{2}$")]
Source = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]*\S[^\x00-\x1f]*$")]
PlentyId = Annotated[int, Field(ge=0, le=LARGEST_ID)]


class ArticleIn(BaseModel):
    """`plenty_id` (a store), `source` (a channel) and `language` say where it applies; without them, everywhere."""

    model_config = ConfigDict(extra="forbid")

    key: Key
    kind: ArticleKind = ArticleKind.HOW_TO
    title: Title
    text: ArticleText
    language: LanguageCode | None = None
    plenty_id: PlentyId | None = None
    source: Source | None = None


class ArticlePatch(BaseModel):
    """Only what is given changes. `revision` is the one that was read: an article changed since then is not touched."""

    model_config = ConfigDict(extra="forbid")

    revision: Annotated[int, Field(ge=1, le=LARGEST_ID)]
    key: Key | None = None
    kind: ArticleKind | None = None
    title: Title | None = None
    text: ArticleText | None = None
    language: LanguageCode | None = None
    plenty_id: PlentyId | None = None
    source: Source | None = None
    is_archived: bool | None = None


class ArticleLine(BaseModel):
    """An article in a list: without its text."""

    model_config = ConfigDict(from_attributes=True)

    id: int
    key: str
    kind: ArticleKind
    title: str
    language: str | None
    plenty_id: int | None
    source: str | None
    revision: int
    created_at: datetime
    updated_at: datetime
    updated_by: str
    archived_at: datetime | None


class ArticleOut(ArticleLine):
    text: str


class ArticleVersionOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    revision: int
    kind: ArticleKind
    title: str
    text: str
    updated_at: datetime
    updated_by: str


class FoundOut(BaseModel):
    """`why` are the words that spoke for it most. `answer` is what a person once wrote, without who it was to."""

    model_config = ConfigDict(from_attributes=True)

    source: str
    kind: DocumentKind
    article_kind: ArticleKind | None
    article_id: int | None
    key: str | None
    ticket_id: int | None
    language: str
    title: str
    excerpt: str
    answer: str | None
    score: float
    why: tuple[str, ...]
