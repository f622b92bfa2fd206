"""Languages by their codes, and which one a text is written in."""

from tickets_service.language.codes import LanguageCode, english_name, known
from tickets_service.language.detecting import LANGUAGES, language_of
from tickets_service.language.little_words import USUAL

__all__ = ["LANGUAGES", "USUAL", "LanguageCode", "english_name", "known", "language_of"]
