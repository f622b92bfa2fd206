"""Phone numbers as people write them: by their form, by the words around them, digit by digit, and in words."""

import re

from tickets_service.finding.facts import find_facts
from tickets_service.finding.labels import is_called_phone, is_carriers, is_named_fact, is_phone_named
from tickets_service.finding.spans import Span, masked

MOST_DIGITS = 15
FEWEST_DIGITS = 5

_SEPARATOR = r"(?:[ \t]{0,2}[()/.|~-]{0,2}[ \t]{0,2})"
_RUN = re.compile(
    rf"(?<![\w])(?<![\d][.,/:-])"
    rf"(?:\+[ \t]?|\([ \t]?\+?[ \t]?|\+\+)?\d(?:{_SEPARATOR}\d){{{FEWEST_DIGITS - 1},60}}+(?![\w])"
)
_GROUP = re.compile(r"\d+")
_CODES_ABROAD = (
    r"(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
    r"|2[1-689]\d|3[578]\d|42[013]|5[09]\d|6[789]\d|8[058]\d|9[679]\d)"
)
_ABROAD = re.compile(rf"{_CODES_ABROAD}0?\d{{6,12}}")
_MOBILE = re.compile(r"01[5-7]\d{7,9}")
_LANDLINE = re.compile(r"0(?:[2-9]\d{5,11}|1(?:80|37|8)\d{5,9})")
_LONGEST_UNBROKEN, _SHORTEST_UNBROKEN, _SHORTEST_BROKEN = 12, 9, 7
_UNIT_CODES = (12, 13)
_NUMBER_OF_YEAR = re.compile(r"0\d{1,4}[/-]20\d{2}")
_DIGITS_AND_DOT = frozenset("0123456789.")
_WORDS = (
    r"(?:null|eins|zwo|zwei|drei|vier|fünf|fuenf|sechs|sieben|acht|neun|doppel-?null|plus|zero|one|two|three|four|five|six"
    r"|seven|eight|nine)"
)
_SPOKEN = re.compile(rf"(?<!\w){_WORDS}(?:[\s,./-]{{1,3}}{_WORDS}){{5,20}}(?!\w)", re.IGNORECASE)


def find_phones(text: str) -> list[Span]:
    """*text* is folded. What has the form of a date, an amount or an order is none."""
    clear = masked(text, find_facts(text))
    found = [span for run in _RUN.finditer(clear) for span in _phones_in(clear, run.start(), run.end())]
    spoken = [Span(match.start(), match.end(), match[0].lower()) for match in _SPOKEN.finditer(clear)]
    return sorted(found + spoken)


def _phones_in(text: str, start: int, end: int) -> list[Span]:
    """A run of digits may hold a number of an order first, then the phone, then a postcode."""
    groups = [(match.start(), match.end()) for match in _GROUP.finditer(text, start, end)]
    found: list[Span] = []
    first = 0
    while first < len(groups):
        begin = start if first == 0 else _with_plus(text, groups[first][0])
        last = _last_group(text, groups, first, begin)
        if last is None:
            first = _next_beginning(text, groups, first)
        else:
            end = groups[last][1]
            begin = _without_open_bracket(text, begin, end)
            found.append(Span(begin, end, _plain_form(text[begin:end])))
            first = last + 1
    return found


def _with_plus(text: str, begin: int) -> int:
    while begin > 0 and text[begin - 1] in "(+":
        begin -= 1
    return begin


def _without_open_bracket(text: str, begin: int, end: int) -> int:
    """A bracket that closes after the number is not part of it."""
    while text[begin] in "( \t" and (text[begin] != "(" or text.count("(", begin, end) > text.count(")", begin, end)):
        begin += 1
    return begin


def _next_beginning(text: str, groups: list[tuple[int, int]], first: int) -> int:
    """The next group after white space that could begin a number of its own."""
    for index in range(first + 1, len(groups)):
        begin, end = groups[index]
        if end - begin == 1 == groups[index - 1][1] - groups[index - 1][0]:
            continue  # in the midst of a number written digit by digit
        if text[begin - 1] in " \t(+" and (text[begin] == "0" or text[begin - 1] == "+"):
            return index
    return len(groups)


def _last_group(text: str, groups: list[tuple[int, int]], first: int, begin: int) -> int | None:
    """The end of the longest phone number that begins here."""
    if not text.startswith(("+", "(+"), begin) and is_named_fact(text, begin):
        return None
    is_named = is_phone_named(text, begin)
    longest = min(len(groups), first + 16)
    if sum(end - start for start, end in groups[first:longest]) > MOST_DIGITS + 8:
        longest = min(longest, first + 8)
    for last in range(longest - 1, first - 1, -1):
        if last > first and _is_other_number(text, groups, first, last):
            continue
        if _is_phone(text, begin, groups[last][1], is_named=is_named):
            return last
    return None


def _is_other_number(text: str, groups: list[tuple[int, int]], first: int, last: int) -> bool:
    """A lone digit after longer groups counts things; a group that begins anew after white space is another phone."""
    before, (begin, end) = groups[last - 1], groups[last]
    is_spaced = text[before[1] : begin].isspace()
    if not is_spaced:
        return False
    return end - begin == 1 and any(stop - start > 2 for start, stop in groups[first + 1 : last])  # noqa: PLR2004


def _is_phone(text: str, begin: int, end: int, *, is_named: bool) -> bool:
    written = text[begin:end]
    digits = "".join(filter(str.isdigit, written))
    if not FEWEST_DIGITS <= len(digits) <= MOST_DIGITS + 2:
        return False
    if written.lstrip("( \t").startswith("+"):
        return _ABROAD.fullmatch(digits) is not None
    if digits.startswith("00"):
        return _ABROAD.fullmatch(digits[2:]) is not None
    if is_named or is_called_phone(text, end):
        return len(digits) <= MOST_DIGITS and not _is_postcode(text, digits, end)
    if len(digits) < end - begin:
        return _is_broken_up(digits, written)
    return _is_unbroken(digits) and not is_carriers(text, end)


def _is_postcode(text: str, digits: str, end: int) -> bool:
    return len(digits) == FEWEST_DIGITS and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _is_broken_up(digits: str, written: str) -> bool:
    if not (_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits)) or len(digits) < _SHORTEST_BROKEN:
        return False
    if _NUMBER_OF_YEAR.fullmatch(written):
        return False
    is_dotted = set(written) <= _DIGITS_AND_DOT
    return not is_dotted or len(digits) >= _SHORTEST_UNBROKEN


def _is_unbroken(digits: str) -> bool:
    if _MOBILE.fullmatch(digits):
        return True
    if not _SHORTEST_UNBROKEN <= len(digits) <= _LONGEST_UNBROKEN or not _LANDLINE.fullmatch(digits):
        return False
    return not (len(digits) in _UNIT_CODES and _is_unit_code(digits))


def _is_unit_code(digits: str) -> bool:
    """EAN and UPC: every second digit counts three times, and the sum is a round number."""
    return (sum(map(int, digits[-1::-2])) + 3 * sum(map(int, digits[-2::-2]))) % 10 == 0


def _plain_form(written: str) -> str:
    """As dialled from abroad, a German number if it does not say otherwise."""
    digits = "".join(filter(str.isdigit, written))
    if written.lstrip("( \t").startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        return digits[:2] + digits[3:] if digits.startswith(("490", "430", "410")) else digits
    return "49" + digits[1:] if digits.startswith("0") else digits
