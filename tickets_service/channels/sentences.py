"""A reply taken apart: greeting, body sentence by sentence, closing."""

import re
from dataclasses import dataclass

_GREETING = re.compile(
    r"(?:sehr geehrte|guten (?:tag|morgen|abend)|hallo|hi\b|hey\b|liebe[rs]?\b|moin|servus|grüezi|dear|hello"
    r"|good (?:morning|day))[^\n]{0,80}$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:mit |beste |viele |liebe |freundliche |herzliche |schöne |sonnige )+(?:\w+ )?grü(?:ß|ss)"
    r"|(?:beste|viele|liebe|freundliche|herzliche)n? gr|mfg\b|vg\b|lg\b|gruß\b|grüße\b|ihr [\w. -]{0,30}team"
    r"|(?:kind|best|warm)\s(?:regards|wishes)|regards\b|sincerely|yours )",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(
    r"(?:(?<!\w)(?:z\.\s?B|d\.\s?h|u\.\s?a|i\.\s?d\.\s?R|ca|Nr|bzw|Str|Dr|Prof|St|inkl|exkl|zzgl|ggf|evtl|Tel|Hr|Fr"
    r"|usw|etc|Art|Abs|Std|Min|Mr|Mrs|No|max|min)|(?<!\d)\d{1,2})\.$"
)
_END = re.compile(r"[.!?…]+[\"“”)]*(?=\s)|\n+")
_LONGEST_CLOSING_LINES = 12


@dataclass(frozen=True)
class Reply:
    """*sentences* keep the white space after them, so that all together are the text."""

    greeting: str
    sentences: tuple[str, ...]
    closing: str

    def text(self) -> str:
        body = "".join(self.sentences).strip()
        return "\n\n".join(filter(None, (self.greeting.strip(), body, self.closing.strip())))


def take_apart(text: str) -> Reply:
    lines = text.strip().split("\n")
    greeting = 1 if _GREETING.match(lines[0].strip()) else 0
    closing = len(lines)
    for number in range(len(lines) - 1, max(greeting, len(lines) - _LONGEST_CLOSING_LINES) - 1, -1):
        if _CLOSING.match(lines[number].strip()):
            closing = number
    return Reply(
        "\n".join(lines[:greeting]), tuple(_sentences("\n".join(lines[greeting:closing]))), "\n".join(lines[closing:])
    )


def _sentences(text: str) -> list[str]:
    sentences, start = [], 0
    for end in _END.finditer(text):
        if end[0][0] == "." and _ABBREVIATION.search(text[max(0, end.end() - 14) : end.end()]):
            continue
        stop = end.end()
        while stop < len(text) and text[stop].isspace():
            stop += 1
        if stop > start:
            sentences.append(text[start:stop])
            start = stop
    return [sentence for sentence in [*sentences, text[start:]] if sentence]
