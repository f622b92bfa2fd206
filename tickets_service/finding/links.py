"""Links: with a scheme, bare, with words or spaces for their dots, and spelled letter by letter."""

import re
from dataclasses import dataclass
from pathlib import Path

TOP_LEVEL_DOMAINS = frozenset(Path(__file__).with_name("top_level_domains.txt").read_text(encoding="utf-8").split())
WORDS_TOO = frozenset(Path(__file__).with_name("domains_that_are_words.txt").read_text(encoding="utf-8").split())
"""Where a blank was forgotten after a full stop, the next sentence begins with one of them, in capitals."""

_LABEL = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?+)"
_TAIL = r"(?::\d{1,5})?(?:[/?#][^\s<>\"'`|^{}\[\]]*)?"
_WITH_SCHEME = re.compile(
    r"(?<![^\W_])(?:h[ ]?[tx][ ]?[tx][ ]?p[ ]?s?[ ]?:[ ]?[/\\][ ]?[/\\][ ]?|(?:ftps?|wss?|file|ssh|sms|tel|skype"
    r"|whatsapp|tg|intent)://"
    r"|[a-z][a-z0-9+.-]{1,12}://|(?:mailto|javascript|vbscript|data|tel|sms):(?=[^\s])"
    r"|(?<![:\w])//(?=[\w-]+\.))[^\s<>\"'`]+",
    re.IGNORECASE,
)
_WWW = re.compile(
    rf"(?<![^\W_])w[ ]?w[ ]?w[ ]{{0,2}}(?:\.|[(\[{{]?(?:punkt|dot)[)\]}}]?|[ ])[ ]{{0,2}}"
    rf"{_LABEL}(?:[ ]{{0,2}}\.[ ]{{0,2}}{_LABEL}){{0,4}}{_TAIL}",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"(?<![\w@.-])((?:{_LABEL}\.){{1,8}})(xn--[a-z0-9-]{{2,59}}|[^\W\d_]{{2,24}})\.?(?![\w@-])({_TAIL})", re.IGNORECASE
)
_NUMERIC = re.compile(rf"(?<![\w.])\d{{1,3}}(?:\.\d{{1,3}}){{3}}(?![\w.])(?::\d{{1,5}}|(?=/\w)){_TAIL}")
_DOT = (
    r"(?:[ ]?[(\[{<*][ ]?(?:punkt|dot|pkt|\.)[ ]?[)\]}>*][ ]?|[ ](?:punkt|dot)[ ]|[_-](?:punkt|dot)[_-]"
    r"|,(?=(?:com|de|net|org)(?!\w))|[ ]\.[ ]?|\.[ ](?=(?:com|de|net|org|eu)(?!\w)))"
)
_DISGUISED = re.compile(
    rf"(?<![\w@.-])({_LABEL}(?:(?:\.|{_DOT}){_LABEL}){{0,3}}?){_DOT}([^\W\d_]{{2,12}})(?!\w)({_TAIL})", re.IGNORECASE
)
_SPELLED = re.compile(r"(?<!\w)(?:[\w@./:-][ ]){5,80}[\w@./:-](?!\w)")
_TRAILING = ".,;:!?)'\"*_…>"
_SIGNS_OF_DISGUISE = re.compile(
    r",(?=(?:com|de|net|org)(?!\w))|punkt|dot|pkt|[ ]\.|\.[ ](?:com|de|net|org|eu)(?!\w)|[(\[{<*][ ]?\.", re.IGNORECASE
)


@dataclass(frozen=True, order=True)
class Link:
    """*value* is the address without what disguised it."""

    start: int
    end: int
    value: str


def find_links(text: str) -> list[Link]:
    """*text* is folded. Addresses of e-mail are no links; see `find_emails`."""
    found: list[Link] = []
    taken = bytearray(len(text))
    for link in _candidates(text):
        if link.end > link.start and not any(taken[link.start : link.end]):
            taken[link.start : link.end] = b"\x01" * (link.end - link.start)
            found.append(link)
    return sorted(found)


def _candidates(text: str) -> list[Link]:
    links = [_trimmed(match) for match in _WITH_SCHEME.finditer(text)]
    links += [_trimmed(match) for match in _WWW.finditer(text)]
    links += [_trimmed(match) for match in _BARE.finditer(text) if _is_domain(match)]
    links += [_trimmed(match) for match in _NUMERIC.finditer(text)]
    links += _disguised(text)
    links += [
        Link(match.start(), match.end(), joined)
        for match in _SPELLED.finditer(text)
        if (bare := _BARE.search(joined := match[0].replace(" ", ""))) and _is_domain(bare)
    ]
    return links


def _disguised(text: str) -> list[Link]:
    """Only around what could stand for a dot: the pattern is too wide to be tried at every word."""
    links = []
    done = 0
    for sign in _SIGNS_OF_DISGUISE.finditer(text):
        line = max(done, text.rfind("\n", 0, sign.start()) + 1, sign.start() - 70)
        for match in _DISGUISED.finditer(text, line, sign.end() + 90):
            if match.start() > sign.start():
                break
            if match.end() > sign.start() and _is_meant(match):
                value = re.sub(_DOT, ".", match[1], flags=re.IGNORECASE) + "." + match[2] + match[3]
                links.append(Link(match.start(), match.end(), value))
                done = match.end()
                break
    return links


def _is_meant(match: re.Match[str]) -> bool:
    """A word that is a domain's end too is one where brackets or signs stand around the dot."""
    end = match[2].lower()
    is_spoken = re.search(r"[ ](?:punkt|dot)[ ]", match[0], re.IGNORECASE) is not None
    return end in TOP_LEVEL_DOMAINS and not (is_spoken and end in WORDS_TOO - {"de", "info", "shop", "online", "store"})


def _trimmed(match: re.Match[str]) -> Link:
    value = match[0].rstrip(_TRAILING)
    return Link(match.start(), match.start() + len(value), re.sub(r"\s", "", value))


def _is_domain(match: re.Match[str]) -> bool:
    """A domain by its end; what follows a slash makes one of any word, and a capital after small letters a sentence."""
    before, end = match[1][:-1], match[2]
    known = end.lower() in TOP_LEVEL_DOMAINS or end.lower().startswith("xn--")
    if not known:
        return bool(match[3]) and match[3][0] in "/?:" and len(match[3]) > 1 and len(before) > 2  # noqa: PLR2004
    if end.lower() in WORDS_TOO and end[0].isupper() and not before.isupper():
        return end.lower() == "de" and before[0].isupper() and len(before) > 2 and not match[3]  # noqa: PLR2004
    if len(before) == 1 and not match[3]:
        return before.lower() in "xtg" and end.lower() in {"com", "co"}
    return not before.replace(".", "").isdigit() or bool(match[3]) or len(end) > 2  # noqa: PLR2004
