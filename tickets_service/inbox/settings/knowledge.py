"""Articles as forms: a blank scope is everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from tickets_service.inbox.languages import N_, Sentence
from tickets_service.inbox.settings.forms import Form, FormRefused, read
from tickets_service.knowledge.files import LARGEST_BYTES, READERS, Read, Refused
from tickets_service.knowledge.schemas import ArticleIn, ArticlePatch
from tickets_service.knowledge.templates import unknown_placeholders
from tickets_service.models import Article, ArticleKind

FIELDS = ("kind", "key", "title", "text", "plenty_id", "source", "language")
NEW = Form({"kind": ArticleKind.HOW_TO})
KINDS = {
    ArticleKind.POLICY: N_("Policy"),
    ArticleKind.HOW_TO: N_("How-to"),
    ArticleKind.BLOCK: N_("Verbatim block"),
    ArticleKind.TEMPLATE: N_("Template"),
}
UNKNOWN_PLACES = N_("Nothing will ever stand for %(names)s: please look at the list of placeholders.")
NO_FILE = Sentence(N_("Please choose a file."))
NO_ARTICLES = "It is neither a Markdown (.md) nor a CSV (.csv) file."
NO_TEXT = "It is no UTF-8 text."
TOO_LARGE = f"It is larger than {LARGEST_BYTES:,} bytes."


@dataclass(frozen=True)
class Offered:
    """A file as it was chosen in a form."""

    name: str
    content: bytes


def form_of(article: Article) -> Form:
    values = {name: getattr(article, name) for name in FIELDS}
    return Form({name: "" if value is None else str(value) for name, value in values.items()} | _revision(article))


def refused_form(article: Article, refused: Form) -> Form:
    """What was typed, for a second try on what is stored by now."""
    return Form(dict(refused.values) | _revision(article), complaints=refused.complaints, complaint=refused.complaint)


def new_from(typed: Mapping[str, str]) -> ArticleIn:
    wanted = read(ArticleIn, {name: typed.get(name, "") for name in FIELDS})
    _require_known_places(wanted)
    return wanted


def change_from(typed: Mapping[str, str]) -> ArticlePatch:
    wanted = new_from(typed)
    revision = typed.get("revision", "")
    return read(ArticlePatch, {"revision": revision} | {name: getattr(wanted, name) for name in FIELDS})


def archiving_from(typed: Mapping[str, str]) -> ArticlePatch:
    return read(ArticlePatch, {"revision": typed.get("revision", ""), "is_archived": typed.get("is_archived") == "yes"})


def read_offered(files: list[Offered]) -> list[Read | Refused]:
    """Raises FormRefused when none was chosen."""
    if not files:
        raise FormRefused({"files": NO_FILE})
    return [entry for file in files for entry in _read_one(file)]


def _read_one(file: Offered) -> list[Read | Refused]:
    reader = READERS.get(PurePosixPath(file.name).suffix.lower())
    if reader is None:
        return [Refused(file.name, NO_ARTICLES)]
    if len(file.content) > LARGEST_BYTES:
        return [Refused(file.name, TOO_LARGE)]
    try:
        written = file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [Refused(file.name, NO_TEXT)]
    return [Refused(file.name, NO_TEXT)] if "\x00" in written else list(reader(written, file.name))


def _require_known_places(wanted: ArticleIn) -> None:
    unknown = unknown_placeholders(wanted.text) if wanted.kind is ArticleKind.TEMPLATE else ()
    if unknown:
        names = ", ".join(f"{{{{{name}}}}}" for name in unknown)
        raise FormRefused({"text": Sentence(UNKNOWN_PLACES, {"names": names})})


def _revision(article: Article) -> dict[str, str]:
    return {"revision": str(article.revision)}
