"""E-mail addresses, plain ones and those written so that no machine should find them."""

import re

from tickets_service.finding.spans import Span

_LOCAL = r"[^\W_](?:[\w.!#$%&'*+^`{|}~-]{0,62}[\w+-])?+"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?+"
_OPEN, _CLOSE = r"[(\[{<*|\"'„“«»~_-]", r"[)\]}>*|\"'“”«»~_-]"
_AT_WORDS = r"a[ ]?t|ä[ ]?t|klammeraffe|at-zeichen|(?<=[(\[{<])[ ]?(?:et|a|affe)(?=[ ]?[)\]}>])"
_LABEL_OF_ONE = r"[^\W_](?:[^\W_-]|-(?!dot-|punkt-)){0,40}"
_AT = (
    rf"(?:[ \t]?@[ \t]?|[ \t]{{0,2}}{_OPEN}{{1,2}}[ \t]?(?:{_AT_WORDS}|@)[ \t]?{_CLOSE}{{1,2}}[ \t]{{0,2}}"
    r"|[ \t]+(?-i:AT|ÄT)[ \t]+)"
)
_DOT = (
    rf"(?:\.|[ \t]{{0,2}}{_OPEN}{{1,2}}[ \t]?(?:dot|punkt|pkt|\.)[ \t]?{_CLOSE}{{1,2}}[ \t]{{0,2}}"
    r"|[ \t]+(?:dot|punkt)[ \t]+|[ \t]\.[ \t]?)"
)
_PLAIN = re.compile(rf"(?<![\w.+-])({_LOCAL})@((?:{_LABEL}\.){{1,6}}+(?:xn--[\w-]{{2,59}}|[^\W\d_]{{2,24}})+)(?!\w)")
_QUOTED = re.compile(r'(?<!\w)("[^"\n@]{1,62}")@((?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24})(?!\w)')
_DISGUISED = re.compile(
    rf"(?<![\w.+-])({_LOCAL}){_AT}({_LABEL}(?:{_DOT}{_LABEL}){{0,4}}{_DOT}[^\W\d_]{{2,12}})(?![\w@])", re.IGNORECASE
)
_SPOKEN = re.compile(
    rf"(?<![\w.+-])({_LOCAL})[ \t]+(?:at|ät|klammeraffe)[ \t]+({_LABEL}(?:[ \t]+(?:dot|punkt)[ \t]+{_LABEL}){{0,3}}"
    r"[ \t]+(?:dot|punkt)[ \t]+[^\W\d_]{2,12})(?![\w@])",
    re.IGNORECASE,
)
_UNDERSCORED = re.compile(
    rf"(?<![\w.+-])([^\W_][\w.+]{{0,40}}?)[_-]at[_-]({_LABEL_OF_ONE}(?:(?:[_-](?:dot|punkt)[_-]"
    rf"|\.){_LABEL_OF_ONE}){{0,3}}?"
    r"(?:[_-](?:dot|punkt)[_-]|\.)[^\W\d_]{2,12})(?![\w@])",
    re.IGNORECASE,
)
_MARKS = re.compile(
    rf"@|{_OPEN}(?=[ \t]?(?:{_AT_WORDS})[ \t]?{_CLOSE})|[ \t](?=(?:at|ät|klammeraffe)[ \t])|[_-](?=at[_-])",
    re.IGNORECASE,
)
_BEFORE_THE_MARK = re.compile(
    rf"(?<![\w.+-])(?:[^\W_][\w.!#$%&'*+^`{{|}}~-]{{0,64}}|\"[^\"\n@]{{1,62}}\")(?:[ \t]|{_OPEN}){{0,5}}\Z"
)
_DOT_WORDS = re.compile(
    rf"(?:[ \t_-]|{_OPEN}){{0,4}}(?:\b|_)(?:dot|punkt|pkt|\.)(?:\b|_)(?:[ \t_-]|{_CLOSE}){{0,4}}|\.", re.IGNORECASE
)
_LONGEST_LOCAL, _LONGEST_DOMAIN = 70, 280


def find_emails(text: str) -> list[Span]:
    """*text* is folded. Only the neighbourhood of an at-sign, or of a word for one, is looked at."""
    found: list[Span] = []
    done = 0
    for mark in _MARKS.finditer(text):
        if mark.start() < done:
            continue
        match = _address_around(text, mark, done)
        if match is not None:
            found.append(Span(match.start(), match.end(), _plain_form(match)))
            done = match.end()
    return found


def _address_around(text: str, mark: re.Match[str], done: int) -> re.Match[str] | None:
    local = _BEFORE_THE_MARK.search(text, max(done, mark.start() - _LONGEST_LOCAL), mark.start())
    if local is None:
        return None
    for pattern in (_PLAIN, _QUOTED, _DISGUISED, _SPOKEN, _UNDERSCORED):
        match = pattern.match(text, local.start(), mark.end() + _LONGEST_DOMAIN)
        if match is not None and match.end(1) <= mark.start() < match.start(2):
            return match
    return None


def _plain_form(match: re.Match[str]) -> str:
    return f"{match[1]}@{_DOT_WORDS.sub('.', match[2])}".lower().replace(" ", "")
