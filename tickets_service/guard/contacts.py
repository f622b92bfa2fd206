"""Does the text have the customer write or call where the shop is not: at another address, number or network?"""

import re
from collections.abc import Iterable, Iterator, Sequence

from tickets_service.finding import Span, find_emails, find_links, find_phones
from tickets_service.finding.spans import masked
from tickets_service.guard.sentences import joined

_NETWORK = (
    r"(?:whats\s?app|telegram|signal|insta(?:gram)?|facebook|messenger|tik\s?tok|threema|we\s?chat|viber|skype|discord|snapchat"
    r"|linked\s?in|twitter|xing|youtube|pinterest)"
)
_NETWORKS = re.compile(rf"(?<!\w){_NETWORK}(?!\w)", re.IGNORECASE)
_INVITES = re.compile(
    r"(?<!wir )(?<!ich )(?<!\w)(?:schreib|meld|wend|kontaktier|antwort|send|schick|richt|erreich|ruf)(?:en|e|et|t)?\s"
    r"(?:bitte\s)?(?:sie|uns|mich|dich|an|unter)(?!\w)"
    r"|(?<!\w)(?:sie|du)\s(?:uns|mich)(?!\w)|(?<!\w)(?:uns|mich)\s(?:\w+\s){0,3}?(?:unter|per|über|auf|via|an)(?!\w)"
    r"|(?<!\w)(?:unsere?[rn]?|our|my|meine?)\s(?:\w+\s)?"
    r"(?:e-?mail\w*|\w*adresse|\w*nummer|address|number|support|hotline|account)(?!\w)"
    r"|(?<!we )(?<!i )(?<!\w)(?:write|contact|reach|call|text|message|mail|e-?mail|reply|ring|add|send(?:\s\w+){1,2})\s"
    r"(?:to\s)?(?:us|me|to|at|on|back)(?!\w)|(?<!\w)(?:please|just)\s(?:write|contact|mail|e-?mail|message|text)(?!\w)"
    r"|(?<!\w)kontakt\w*\s(?:über|unter|per|an|:)",
    re.IGNORECASE,
)
_CALLS = re.compile(
    r"(?:(?<!wir )(?<!ich )(?<!\w)rufe?n?\s(?:bitte\s|einfach\s|gern\s|doch\s)?(?:sie|uns|mich|dort|unter)(?!\w)"
    r"|(?<!\w)(?:sie|du)\s(?:erreich(?:en|st)|können|kannst)\s(?:uns|mich)(?!\w)|(?<!\w)erreich(?:en|st)\s(?:sie|du)\s(?:uns|mich)(?!\w)"
    r"|(?<!\w)unsere?[nr]?\s(?:\w+\s)?(?:\w*nummer|hotline|\w*telefon)(?!\w)"
    r"|(?<!we )(?<!i )(?<!to )(?<!will )(?<!'ll )(?<!can )(?<!may )"
    r"(?<!\w)(?:call|ring|dial|phone)(?!\w)(?!\s(?:you|from|was)(?!\w))"
    r"|(?<!\w)(?:you\s(?:can|may)|please)\s(?:call|ring|dial|phone)(?!\w)(?!\s(?:you|from)(?!\w))"
    r"|(?<!\w)(?:call|reach|ring|phone)\s(?:us|me)(?!\w)|(?<!\w)our\s(?:\w+\s)?(?:number|hotline|helpline|phone)(?!\w))"
    r"[^.!?\n\d]{0,60}\Z",
    re.IGNORECASE,
)
"""Just before a number: it is the customer who is to call."""
_FREE = re.compile(r"(?:49|43|41|44|1|33)?800\d+")
"""Of charge, whoever answers: plain forms."""
_TO_US = re.compile(r"(?<!\w)(?:uns|mich|us|me|our|unsere?[rnm]?)(?!\w)", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.@/])@[ ]?([A-Za-z_][\w.]{2,30})")
_NAMED_HANDLE = re.compile(
    rf"(?<!\w){_NETWORK}(?:[ -](?:kanal|channel|account|konto|profil|id|name|nutzer))?"
    r"(?:[ ](?:unter|als|at|as|named|called)|[ ]?:)[ ]{1,2}[\"'„“]?([A-Za-z][\w.]{3,30})",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_DIGITS = re.compile(r"\d(?:[ /.()-]{0,3}\d){5}")
_AS_FAR = 160  # characters
_NO_LETTERS = re.compile(r"[\W_]")


def offered_emails(text: str, emails: Sequence[Span]) -> Iterator[Span]:
    """Those of *emails* that the customer is told to write to."""
    whole = joined(text) if emails else ""
    for email in emails:
        if _INVITES.search(_sentence(whole, email)):
            yield email


def foreign_phones(text: str, emails: Sequence[Span], own_texts: Iterable[str], said: str) -> Iterator[Span]:
    """Numbers no text of the shop names: on another network, to be called at somebody's cost, or the customer's own
    (*said*) as the shop's."""
    clear = masked(text, emails)
    clear = masked(clear, (Span(link.start, link.end, "") for link in find_links(clear)))
    own = {phone.value for one in own_texts for phone in find_phones(one)}
    theirs = {phone.value for phone in find_phones(said)}
    whole = joined(text)
    for phone in find_phones(clear):
        sentence = _sentence(whole, phone)
        is_theirs = phone.value in theirs
        is_taken_for_ours = is_theirs and _INVITES.search(sentence) and _TO_US.search(sentence)
        is_called = (
            not is_theirs
            and not _FREE.fullmatch(phone.value)
            and _CALLS.search(whole[max(0, phone.start - _AS_FAR) : phone.start])
        )
        if phone.value not in own and (is_taken_for_ours or is_called or _NETWORKS.search(sentence)):
            yield phone


def foreign_handles(
    text: str, emails: Sequence[Span], hosts: Iterable[str], own_texts: Iterable[str]
) -> Iterator[Span]:
    """`@name` is the shop's where its host is called so, or one of its own texts says it."""
    own = {_plain(host.removeprefix("www.").split(".")[0]) for host in hosts}
    for one in own_texts:
        own |= {_plain(found[1]) for pattern in (_HANDLE, _NAMED_HANDLE) for found in pattern.finditer(one)}
    clear = masked(text, emails)
    clear = masked(clear, (Span(link.start, link.end, "") for link in find_links(clear)))
    for found in _HANDLE.finditer(clear):
        if _plain(found[1]) not in own:
            yield Span(found.start(), found.end(), found[1])
    for found in _NAMED_HANDLE.finditer(clear):
        is_name = ":" in found[0] or any(sign in found[1].rstrip(".") for sign in "_.0123456789")
        if is_name and _plain(found[1]) not in own:
            yield Span(found.start(1), found.end(1), found[1])


def emails_in(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(email.value for one in texts for email in find_emails(one))


def _plain(name: str) -> str:
    return _NO_LETTERS.sub("", name).casefold()


def _sentence(whole: str, span: Span) -> str:
    """What stands around a place, its own dots left out."""
    before = whole[max(0, span.start - _AS_FAR) : span.start]
    after = whole[span.end : span.end + _AS_FAR]
    starts = [found.end() for found in _SENTENCE_END.finditer(before)]
    stop = _SENTENCE_END.search(after)
    begin = span.start - len(before) + (starts[-1] if starts else 0)
    return whole[begin : span.end + (stop.start() if stop else len(after))]
