"""The texts of the pages as the catalogues must hold them. Run as a program it brings the catalogues up to date."""

from __future__ import annotations

from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from tickets_service.inbox.languages import FALLBACK, LANGUAGES, catalogue_file

PACKAGE = Path(__file__).parents[2] / "tickets_service"
METHODS = [("inbox/templates/**.html", "jinja2.ext.babel_extract"), ("**.py", "python")]
REFUSALS = (
    "AccessDenied",
    "Busy",
    "CannotDraft",
    "CapReached",
    "Conflict",
    "CutOff",
    "EmptyAnswer",
    "EndpointRefused",
    "Forbidden",
    "Invalid",
    "LoginRefused",
    "ModelBusy",
    "NotConnected",
    "NotFound",
    "Problem",
    "TokenRefused",
    "TooManyAttempts",
    "Unauthenticated",
    "Unclear",
    "UpstreamFailed",
    "_invalid",
    "_refused",
)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "_gettext", "N_", "Sentence", "good", "bad", "_invalid", "_refused")),
    "ngettext": (1, 2),
    **{name: None for name in REFUSALS if name != "Problem"},
    "Problem": (2,),
}
ROOMS_SHOWN = (
    "accounts",
    "addresses.py",
    "checks.py",
    "drafting",
    "inbox",
    "knowledge",
    "replies",
    "routers",
    "tickets",
    "plenty",
)
"""Whose refusals people may see on a page."""


def extracted() -> Catalog:
    catalogue = Catalog(charset="utf-8")
    for name, _line, message, _comments, context in extract_from_dir(
        PACKAGE, METHODS, keywords=KEYWORDS, options_map={"**.html": {"newstyle_gettext": "true", "trimmed": "true"}}
    ):
        if Path(name).parts[0] in ROOMS_SHOWN:
            catalogue.add(message, locations=[(name, 0)], context=context)
    return catalogue


def stored(language: str) -> Catalog:
    with catalogue_file(language).open("rb") as source:
        return read_po(source, locale=language)


HEADER = """# {name}.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def main() -> None:
    """New texts come in untranslated, except in the language the source is written in; unused ones go."""
    wanted = extracted()
    for language in LANGUAGES:
        catalogue = stored(language)
        catalogue.update(wanted, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        for message in catalogue:
            if language == FALLBACK and message.id:
                message.string = message.id
        with catalogue_file(language).open("wb") as target:
            name = Locale.parse(language).english_name
            target.write(HEADER.format(name=name, language=language).encode())
            write_po(target, catalogue, omit_header=True, no_location=True, sort_output=True, width=120)


if __name__ == "__main__":
    main()
