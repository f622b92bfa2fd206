"""Messages that only thank. Every word must be one that asks for nothing; what could be a wish, a complaint, an answer
to an offer or a number is none. In doubt there is a draft.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tickets_service.drafting.closings import CLOSING
from tickets_service.drafting.speaking import SALUTATION

MOST_WORDS = 60
WORDS_OF_A_NAME = 4
LINES_AFTER_A_CLOSING = 3
ASKS = re.compile(r"[?¿]")
ASKS_BY_ORDER = re.compile(
    r"(?:^|[.!,;:\n\u2013-])\s*(?:und |and |et )?"
    r"(?:ist|sind|hat|haben|kommt|wird|geht|is|are|has|have|did|does|do|will|can|est)\s+"
    r"(?:das|die|der|es|sie|mein\w*|ihr\w*|alles|auch|the|it|my|you|your|everything|all|this|that|le|la|mon|ma|tout)\b",
    re.IGNORECASE,
)
"""A question without its mark begins with its verb."""
THEY_RECEIVED = re.compile(
    r"\b(?:sie|ihr|du|you)\s+(?:haben|habt|hast|have)\b[^.!\n]*\b(?:erhalten|bekommen|received|got)\b", re.IGNORECASE
)
"""Goods that came back to the shop: somebody waits for the money."""
WORD = re.compile(r"[^\W\d_]+|\d+")
A_SOLVED_PROBLEM = re.compile(
    r"\b(?:das|mein|unser|the|my|our) (?:problem|anliegen|issue) (?:ist|hat sich|wurde|is|was|has been)"
    r"(?: (?:damit|nun|jetzt|inzwischen|bereits|schon|now|already))*"
    r" (?:gelöst|behoben|geklärt|erledigt|solved|resolved|fixed)\b"
)
A_NICE_DAY = re.compile(
    r"\b(?:noch )?(?:ein(?:en?)? )?(?:schöne[ns]?|gute[ns]?|erholsame[ns]?|angenehme[ns]?) "
    r"(?:wochenende|tag|abend|woche|restwoche|sonntag|feierabend|adventszeit|feiertage)\b"
)
IN_OTHER_LANGUAGES = re.compile(
    r"\W*(?:(?:mille |molte )?grazie(?: mille| tante| ancora| di cuore)?(?: e buon(?:a giornata|a serata| weekend))?"
    r"|(?:hartelijk |heel erg |heel |erg )?(?:bedankt|dank (?:je|u)(?: wel)?|dankjewel)(?: en een fijne (?:dag|avond))?"
    r"|(?:muchas |mil |muchísimas )?gracias(?: y (?:un saludo|saludos|buen día|buen fin de semana))?"
    r"|(?:muito )?obrigad[oa]|(?:bardzo )?dziękuję(?: bardzo)?|dzięki|(?:moc )?děkuji|ďakujem"
    r"|tack(?: så mycket)?|mange tak|köszönöm|hvala|teşekkür(?:ler| ederim))\W*",
    re.IGNORECASE,
)
"""Nothing but thanks from the first word to the last."""
PRAISE = re.compile(
    r"\W*(?:(?:(?:das ist |das klingt |alles |sehr |einfach |that is |that's )?"
    r"(?:perfekt|super|prima|toll|klasse|spitze|wunderbar|großartig|hervorragend|fantastisch|bestens|perfect|great|awesome"
    r"|wonderful|excellent|brilliant|parfait|génial|perfetto|perfecto)|alles klar"
    r"|(?:nun |jetzt |inzwischen )?alles (?:ist )?(?:nun |jetzt |heute |gestern |gut |heil |wohlbehalten )*"
    r"(?:angekommen|eingetroffen|erledigt|geklärt|gut|da)"
    r"|(?:das |es |alles |meine frage |mein anliegen )?hat sich "
    r"(?:damit |schon |inzwischen |bereits |nun |jetzt |alles |somit |von selbst )*"
    r"(?:erledigt|geklärt)"
    r"|(?:it is |it's |it has |everything is |now )?all (?:is )?(?:sorted|solved|resolved|arrived)(?: now| out| here)?"
    r"|everything (?:has )?(?:arrived|is here|is fine)(?: safely| now)?)(?:\W+|$))+",
    re.IGNORECASE,
)
"""Content that needs no word of thanks. `Gut` and `ja` are answers."""
NOD = re.compile(
    r"\W*(?:(?:o\.?k\.?|okay|okey|oki|geht klar|verstanden|in ordnung|super|prima|top|perfekt|great|perfect|alright"
    r"|all right|noted|got it)(?:\W+|$))+",
    re.IGNORECASE,
)
"""An answer where something was asked or offered, and else nothing anybody waits for."""
OFFERS = re.compile(
    r"[?¿]|\b(?:bescheid|mitteilen|teilen sie|teil\w* uns|geben sie|sagen sie|bestätig\w*|rückmeldung|einverstanden"
    r"|zustimm\w*|möchten sie|wünschen sie|falls|wenn|sofern|würden|könnten|können ihnen|bieten|angebot|alternativ|oder"
    r"|let us know|confirm\w*|would you|if|could|can offer|offer\w*|alternative\w*|or|agree\w*)\b",
    re.IGNORECASE,
)
UNHAPPY = re.compile(
    "[:;]['\N{RIGHT SINGLE QUOTATION MARK}]?-?[(]|[\N{THUMBS DOWN SIGN}\N{ANGRY FACE}\N{POUTING FACE}\N{CRYING FACE}"
    "\N{LOUDLY CRYING FACE}\N{DISAPPOINTED FACE}\N{WHITE FROWNING FACE}\N{SLIGHTLY FROWNING FACE}]"
)
LETTERS_FOR_A_CLOSING = re.compile(r"(?:(?<=[.!,)&])[ \t]+|\n[ \t]*)(?=(?:LG|GLG|VG|BG)\b)")
SHORT_CLOSING = re.compile(r"(?:G?LG|VG|BG)\b")
IT_WORKED = re.compile(
    r"(?:^|(?<=[.!,;:\n]))\s*(?:es |nun |jetzt )?hat (?:alles|es|bestens|soweit|so weit|gut|prima|super|wunderbar|\s)+"
    r"(?:geklappt|funktioniert)\s*(?=[.!,;\n]|$)",
    re.IGNORECASE,
)
"""Without a question's mark it is none, though its verb comes first."""
THUMBS_UP = re.compile(
    "(?:[\N{THUMBS UP SIGN}\N{OK HAND SIGN}\N{CLAPPING HANDS SIGN}\N{PERSON WITH FOLDED HANDS}\N{HEAVY BLACK HEART}"
    "\N{SMILING FACE WITH SMILING EYES}]"
    "[\N{VARIATION SELECTOR-16}\N{EMOJI MODIFIER FITZPATRICK TYPE-1-2}-\N{EMOJI MODIFIER FITZPATRICK TYPE-6}"
    "\\s!.]*+){1,10}"
)
CLAUSE = re.compile(r"[.!,;:\n]|\s[\N{EN DASH}-]\s")


@dataclass(frozen=True)
class Words:
    thanking: frozenset[str]
    beside: frozenset[str]
    """May stand beside thanks without asking for anything."""
    phrases: re.Pattern[str]
    """Whose words would be too much by themselves."""
    demands: frozenset[str]
    """What somebody may want: never a clause of its own, and never a name."""


def is_thanks(text: str) -> bool:
    """Nothing but words people thank with, a salutation, a closing and a name."""
    text = IT_WORKED.sub(" alles bestens", text).strip()
    if UNHAPPY.search(text) or ASKS.search(text) or ASKS_BY_ORDER.search(text) or THEY_RECEIVED.search(text):
        return False
    if THUMBS_UP.fullmatch(text) or IN_OTHER_LANGUAGES.fullmatch(text):
        return True
    body = _without_name(_without_salutation(text))
    if body is None or any(_demands(clause) for clause in CLAUSE.split(body)):
        return False
    if PRAISE.fullmatch(body):
        return True
    body = A_NICE_DAY.sub(" ", A_SOLVED_PROBLEM.sub(" ", body.casefold()))
    known, words = _words(), WORD.findall(body)
    if len(words) > MOST_WORDS or known.thanking.isdisjoint(words):
        return False
    return known.thanking | known.beside >= set(WORD.findall(known.phrases.sub(" ", body)))


def is_nod(text: str, *, answers: str | None) -> bool:
    """`OK`, where the shop's last words (*answers*) left nothing open."""
    if ASKS.search(text) or UNHAPPY.search(text):
        return False
    body = _without_name(_without_salutation(text.strip()))
    return body is not None and NOD.fullmatch(body) is not None and not OFFERS.search(answers or "")


def _demands(clause: str) -> bool:
    """A thing and nothing else, or only when: `Rechnung`, `Antwort heute`."""
    words = WORD.findall(clause.casefold())
    return bool(words) and words[0] in _words().demands and set(words[1:]) <= {"heute", "today", "now", "noch", "gern"}


def _without_salutation(text: str) -> str:
    """Only where it is followed by a name: a whole sentence may begin with `Hallo`."""
    found = SALUTATION.match(text)
    if found is None:
        return text
    words = found[0].split()[1:]
    known = _words().beside
    strange = [word for word in words if word.casefold().strip(",!:.") not in known]
    return text[found.end() :] if not strange or _are_names([" ".join(strange)]) else text


def _without_name(text: str) -> str | None:
    """Without the closing and the name below it; None where more follows than a name."""
    lines = [line.strip() for line in LETTERS_FOR_A_CLOSING.sub("\n", text).split("\n") if line.strip()]
    closing = next((place for place, line in enumerate(lines) if _closes(line)), None)
    if closing is not None:
        pattern = SHORT_CLOSING if SHORT_CLOSING.match(lines[closing]) else CLOSING
        after = [pattern.sub("", lines[closing], count=1), *lines[closing + 1 :]]
        return "\n".join(lines[:closing]) if _are_names(after) else None
    if len(lines) > 1 and _are_names(lines[-1:]):
        lines.pop()
    return "\n".join(lines)


def _closes(line: str) -> bool:
    return CLOSING.match(line) is not None or SHORT_CLOSING.match(line) is not None


def _are_names(lines: list[str]) -> bool:
    named = [line.strip(" ,.!:") for line in lines if line.strip(" ,.!:")]
    return len(named) <= LINES_AFTER_A_CLOSING and all(
        len(line.split()) <= WORDS_OF_A_NAME
        and all(word[0].isupper() or word in {"von", "van", "de"} for word in line.split())
        and not any(word.casefold() in _words().demands for word in line.split())
        for line in named
    )


@cache
def _words() -> Words:
    written = Path(__file__).with_name("thanks.txt").read_text(encoding="utf-8")
    thanking, beside, phrases, demands = written.split("\n---\n")
    phrase = "|".join(line for line in phrases.splitlines() if line.strip())
    return Words(
        frozenset(thanking.split()),
        frozenset(beside.split()),
        re.compile(rf"\b(?:{phrase})\b"),
        frozenset(demands.split()),
    )
