"""How a store speaks: what a model is told of it, and what code keeps to whatever the model wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tickets_service.drafting.closings import parted
from tickets_service.models import Address

SALUTATION = re.compile(
    r"(?:sehr geehrte\w*|guten (?:tag|morgen|abend)|hallo|liebe[rs]?|moin|servus|grüezi|grüß\w* \w+|hey|hi|dear|hello"
    r"|good (?:morning|afternoon|evening|day)|bonjour|bonsoir|cher|chère|madame|monsieur|buongiorno|gentile|salve|ciao"
    r"|buenos días|buenas tardes|estimad[oa]|hola|beste|geachte|goedendag|dzień dobry|szanown\w+|dobrý den|vážen\w+)\b"
    r"[^\n,!:]{0,50}[,!:]?",
    re.IGNORECASE,
)
INFORMAL_WORDS = re.compile(r"\b(?:du|dich|dir|dein(?:e[nmrs]?)?|euch|euer|eure[nmrs]?)\b", re.IGNORECASE)
FORMAL_WORDS = re.compile(r"\bIhnen\b|(?<=[a-zäöüß,] )(?:Sie|Ihr(?:e[nmrs]?)?)\b")
"""Within a sentence: at its beginning they may stand for somebody else."""

Mark = dict[str, object]


@dataclass(frozen=True)
class Voice:
    """A voice card, or the usual where a shop has none."""

    address: Address = Address.FORMAL
    language: str = "de"
    greeting: str = ""
    sign_off: str = ""
    sign_off_is_added_later: bool = False
    tone: str = ""
    words_to_avoid: tuple[str, ...] = ()
    most_words: int = 90

    def told(self) -> str:
        """As lines of a prompt."""
        elsewhere = f"; in a language other than {self.language}, its counterpart there"
        lines = [f'In German address the customer with "{self.address}", never with the other form.']
        if self.greeting:
            lines.append(f'Begin with "{self.greeting}", the customer\'s name in place of {{name}}{elsewhere}.')
        else:
            lines.append("Begin with a salutation, by name if the name is known.")
        if self.sign_off_is_added_later:
            lines.append("End without a closing line, name or signature: the shop adds its own.")
        elif self.sign_off:
            lines.append(f'End with "{self.sign_off}"{elsewhere}, and nothing after it.')
        else:
            lines.append("End with a short closing line, without a personal name or signature.")
        if self.tone:
            lines.append(f"Tone: {self.tone}")
        if self.words_to_avoid:
            lines.append(f"Do not use these words: {', '.join(self.words_to_avoid)}.")
        lines.append(f"At most {self.most_words} words, unless the facts need more.")
        return "\n".join(f"- {line}" for line in lines)


def in_voice(text: str, voice: Voice, *, language: str | None, customer_name: str | None) -> str:
    """The store's greeting and sign-off, each once, where the text is in their language; no sign-off ever twice."""
    is_own_language = language in (None, voice.language)
    text = text.strip()
    if is_own_language and voice.greeting:
        text = _greeted(text, voice.greeting, customer_name)
    return _signed_off(text, voice, is_own_language=is_own_language)


def marks(text: str, voice: Voice, *, language: str | None) -> list[Mark]:
    """What an agent should look at. Places count characters of *text*."""
    found = [
        _mark("avoided_word", hit)
        for word in voice.words_to_avoid
        for hit in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
    ]
    if language == "de":
        wrong = INFORMAL_WORDS if voice.address is Address.FORMAL else FORMAL_WORDS
        found += [_mark("wrong_address", hit) for hit in wrong.finditer(text)]
    words = len(text.split())
    if words > voice.most_words:
        found.append({"kind": "long", "words": words, "most_words": voice.most_words})
    return found


def _mark(kind: str, hit: re.Match[str]) -> Mark:
    return {"kind": kind, "text": hit[0], "start": hit.start(), "end": hit.end()}


def _greeted(text: str, greeting: str, customer_name: str | None) -> str:
    """A salutation that already begins as the store's does is left: it may name the customer better."""
    begins = greeting.partition("{name}")[0].strip(" ,!").casefold()
    if begins and text.casefold().startswith(begins):
        return text
    named = re.sub(r"\s*\{name\}", f" {customer_name}" if customer_name else "", greeting).strip()
    salutation = SALUTATION.match(text)
    if salutation is None:
        return f"{named}\n\n{text}"
    rest = text[salutation.end() :]
    return named + (rest if rest.startswith("\n") else f"\n\n{rest.lstrip()}")


def _signed_off(text: str, voice: Voice, *, is_own_language: bool) -> str:
    """A postscript stands below the sign-off, as people write it; whatever else stood below a closing is kept above."""
    letter = parted(text, voice.sign_off)
    if not letter.body or (letter.how_many == 0 and voice.sign_off_is_added_later):
        return text
    has_card = bool(voice.sign_off) and is_own_language
    if letter.how_many == 1 and not has_card and not voice.sign_off_is_added_later:
        return text
    wanted = voice.sign_off.strip() if has_card else letter.closing
    pieces = [letter.body, "" if voice.sign_off_is_added_later else wanted, letter.postscript]
    return "\n\n".join(piece for piece in pieces if piece)
