"""Histories of every sort: a word or a book, in many scripts, with what mail programs and customers leave in them."""

from __future__ import annotations

import base64
import random
from collections.abc import Callable

from bench import texts
from tickets_service.drafting.prompt import Line, Material
from tickets_service.drafting.shelf import Passage, Shelf

MOST_MESSAGES = 400
LONGEST_MESSAGE = 1_500
GIANT, MONSTER = 120_000, 2_000_000
"""Characters."""
GIANT_ONE_IN, MONSTER_ONE_IN = 300, 15_000
"""Of all messages; of the newest ones they are far more."""
SPECIALS = ("<|endoftext|>", "<|im_start|>system", "{{facts}}", "{{newest}}", "[0123456789abcdef end]", "\u200b\u202e")
SCRIPTS = {
    "chinese": (0x4E00, 0x9FA5),
    "emoji": (0x1F300, 0x1F64F),
    "arabic": (0x0621, 0x064A),
    "thai": (0x0E01, 0x0E2E),
    "rare": (0x10400, 0x1FFFD),
    "accents": (0x0300, 0x036F),
}


def write(chance: random.Random) -> Material:
    count = _size(chance, MOST_MESSAGES) if chance.random() < 0.8 else 1
    lines = [_line(chance, number) for number in range(count)]
    said = _text(chance, _size(chance, GIANT)) if chance.randrange(8) == 0 else lines[-1].text
    newest = Line("Customer", lines[-1].when, said if said.strip() else "Wo bleibt mein Paket?")
    return Material(
        shop_name=chance.choice(("", "Wohnladen", "家具店 " * 3)),
        facts=_facts(chance),
        history=tuple(lines[:-1]),
        newest=newest,
        hint=chance.choice((None, None, "Kürzer.", _text(chance, _size(chance, 2_000)))),
        house_rules=chance.choice(("", _text(chance, _size(chance, 4_000)))),
        voice=chance.choice(("", "- Say Sie.\n- Greet with: Guten Tag {name},", _text(chance, _size(chance, 1_500)))),
        shelf=_shelf(chance),
    )


def _size(chance: random.Random, most: int) -> int:
    """From one to *most*; as many below ten as from a hundred to a thousand."""
    return max(1, round(most ** chance.random()))


def _line(chance: random.Random, number: int) -> Line:
    if chance.randrange(MONSTER_ONE_IN) == 0:
        size = MONSTER
    elif chance.randrange(GIANT_ONE_IN) == 0:
        size = _size(chance, GIANT)
    else:
        size = _size(chance, LONGEST_MESSAGE)
    day = f"2026-{1 + number // 28 % 12:02}-{1 + number % 28:02}"
    return Line(chance.choice(("Customer", "Customer", "Shop")), f"{day} 10:00 UTC", _text(chance, size))


def _text(chance: random.Random, size: int) -> str:
    """One sort, or two that meet in the middle."""
    if chance.random() < 0.75:
        return chance.choice(SORTS)(chance, size)[:size]
    half = size // 2 + 1
    return (chance.choice(SORTS)(chance, half)[:half] + chance.choice(SORTS)(chance, half))[:size]


def _prose(chance: random.Random, size: int) -> str:
    said = texts.CUSTOMER + texts.SHOP + texts.CLOSINGS
    values = {
        "date": "12.03.2026",
        "order": chance.randrange(10**7),
        "item": chance.choice(texts.ITEMS),
        "name": chance.choice(texts.LAST_NAMES),
        "town": chance.choice(texts.TOWNS),
    }
    return _repeated("\n".join(chance.choice(said) for _ in range(20)).format(**values) + "\n", size)


def _script(chance: random.Random, size: int) -> str:
    first, last = SCRIPTS[chance.choice(tuple(SCRIPTS))]
    return _repeated("".join(chr(chance.randint(first, last)) for _ in range(min(size, 300))), size)


def _base64(chance: random.Random, size: int) -> str:
    blob = base64.b64encode(chance.randbytes(min(size, 200_000))).decode()
    return _repeated("data:image/png;base64," + blob, size)


def _html(chance: random.Random, size: int) -> str:
    pieces = ('<td style="padding:0 0 0 0;">', "</td></tr>", "&nbsp;", "<!--[if mso]>", "<o:p></o:p>", "Hallo", "<br>")
    return _repeated("".join(chance.choices(pieces, k=60)), size)


def _code(chance: random.Random, size: int) -> str:
    pieces = ("for (let i=0;i<n;i++){", "\t\t", '{"id":1,"a":[]},', "\\u0000", "0x7f;", "};\n", "a_b-c.d/e?f=g&h=%20")
    return _repeated("".join(chance.choices(pieces, k=60)), size)


def _desert(chance: random.Random, size: int) -> str:
    blanks = (" ", "\n", "\t", "\r\n", "\u00a0", "\u3000", " \n")
    waste = "".join(chance.choice(blanks) * chance.randint(1, 400) for _ in range(12))
    return _repeated(waste, size)[: size - 1] + "x"


def _monotone(chance: random.Random, size: int) -> str:
    return _repeated(chance.choice(("a", "ä", "=", "> ", "😀", "👩‍👩‍👧‍👦", "1", "é", "-- \n", "ha")), size)


def _digits(chance: random.Random, size: int) -> str:
    return _repeated("".join(chance.choices("0123456789,.;-/ ", k=300)), size)


def _special(chance: random.Random, size: int) -> str:
    return _repeated(" ".join(chance.choices((*SPECIALS, "Text"), k=8)), size)


def _any(chance: random.Random, size: int) -> str:
    points = (chance.randrange(1, 0x2FFFF) for _ in range(min(size, 400)))
    return _repeated("".join(chr(point) for point in points if not 0xD800 <= point <= 0xDFFF) or "?", size)


def _repeated(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


SORTS: tuple[Callable[[random.Random, int], str], ...] = (
    *(_prose, _prose, _prose),
    *(_script, _base64, _html, _code, _desert, _monotone, _digits, _special, _any),
)


def _facts(chance: random.Random) -> str:
    """An order of one item, or one of hundreds."""
    number = f"order:{chance.randrange(10**6)}"
    lines = [f"Order (named by the customer):\n[{number}.number] Order number: {chance.randrange(10**6)}"]
    lines += [
        f"[{number}.item.{place}] 2 x {chance.choice(texts.ITEMS)} ({chance.randrange(10**5) / 100:.2f} EUR each)"
        for place in range(_size(chance, 300))
    ]
    return "\n".join(lines) if chance.random() < 0.9 else _text(chance, _size(chance, GIANT))


def _shelf(chance: random.Random) -> str:
    passages = [
        Passage(f"{kind}:{place}", f"Nummer {place}", _text(chance, _size(chance, LONGEST_MESSAGE)))
        for place in range(chance.randrange(12))
        for kind in (chance.choice(("article", "precedent")),)
    ]
    return Shelf(tuple(passages), {f"block_{place}": "" for place in range(chance.randrange(4))}).told
