"""Runs of words that may name goods no list knows: "cedar chest", "Lippenbalsam-Set", "swing-top bottles"."""

from __future__ import annotations

from collections.abc import Sequence

from tickets_service.facts.goods import is_look, is_ordinary, root
from tickets_service.facts.item_names import parts_of
from tickets_service.facts.looking import is_a_plain_noun
from tickets_service.facts.mentions import MEASURE_ROOTS
from tickets_service.facts.tokens import Token
from tickets_service.facts.words import words_of
from tickets_service.facts.words.support import SUPPORT, SUPPORT_ENDINGS

LONGEST = 6
LEAST_NOUN = 4
HEADS = words_of(
    """
    set sets satz case cases card cards bar bars pad pads label labels bag bags box boxes pack packs stand light lights cup cups bottle bottles
    stick sticks tray trays roll rolls tube tubes jar jars pot pots glass glasses bin bins
    hat hats strap straps net nets cream oil pump pumps pen pens kit kits monitor monitors razor poles rope ropes mat mats charger chargers splitter
    knife knives sleeves packs belt belts boots gloves gaiter gaiters socket brush brushes lamp lamps caps drill tree bed beds feeder toy toys mask
    paint paints ink inks glue tape thread chain chains ring rings stone stones block blocks mug mugs bowl bowls basket crate bucket pegs stakes
    weights tank stove heater cooker grinder rack dress shirt polos skirt scarf leggings socks shoes trainers chart charts book books poster posters
    album journal planner calendar game figure figures tracks train trains string strings drum reed reeds tuner speaker mouse console cartridge
    cartridges lens tripod soil feed litter treats powder gel foam lotion balm soap serum candle candles wax seeds bulbs trimmer saw sander butt butts
    warmers tyres canvases yarn fabric curtain rug towel towels pillow blanket chair chairs bench stool cabinet mirror clock vase pan pans kettle teapot
    """
)
"""Alone they name no goods, in a compound they do: a chess set."""
ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
SUPPORT_ROOTS = frozenset(root(word) for word in SUPPORT) | MEASURE_ROOTS


def noun_phrase(text: str, tokens: Sequence[Token], place: int, *, is_english: bool) -> list[Token]:
    """The words from *place* up to what cannot be a part of a name; empty where their head is an ordinary noun."""
    words: list[Token] = []
    for token in tokens[place : place + LONGEST]:
        if words and text[words[-1].end : token.start] != " ":
            break
        if not may_be_of_a_name(token, is_english=is_english, is_first=not words):
            if is_english and token.low in SUPPORT:
                return []
            break
        words.append(token)
    while words and not (is_english or words[0].is_capital):
        words.pop(0)
    nouns = [word for word in words if not word.has_digit and not is_look(word) and not word.low.endswith("ing")]
    if not nouns or is_only_support(words, nouns, is_english=is_english):
        return []
    head = nouns[-1] if is_english else nouns[0]
    return words if len(head.text) >= LEAST_NOUN or len(nouns) > 1 else []


def is_only_support(words: Sequence[Token], nouns: Sequence[Token], *, is_english: bool) -> bool:
    head = nouns[-1] if is_english else nouns[0]
    is_a_title = is_english and len(nouns) > 1 and all(word.is_capital for word in nouns)
    front, _, back = head.text.rpartition("-")
    others = [noun for noun in nouns if noun is not head]
    is_a_compound = (head.low in HEADS and not all(map(is_support, others))) or (
        len(front) > LEAST_NOUN and back.lower() in HEADS and root(front) not in SUPPORT_ROOTS
    )
    if is_support(head) and not (is_a_title or is_a_compound):
        return True
    return is_support(words[0]) and not is_a_compound


def may_be_of_a_name(token: Token, *, is_english: bool, is_first: bool) -> bool:
    if token.has_digit:
        return not is_first and not token.text.isdecimal()
    if is_english:
        is_gerund = is_first and token.low.endswith("ing") and token.text.islower() and not is_ordinary(token)
        return is_gerund or is_a_plain_noun(token) or (token.is_capital and not is_ordinary(token)) or is_look(token)
    is_adjective = (
        is_first and token.text.islower() and token.low.endswith(ADJECTIVE_ENDINGS) and not is_ordinary(token)
    )
    return is_adjective or (token.is_capital and not is_ordinary(token))


def is_support(token: Token) -> bool:
    last = parts_of(token)[-1]
    return (
        not {root(last), root(token.text)}.isdisjoint(SUPPORT_ROOTS)
        or last.lower().endswith(SUPPORT_ENDINGS)
        or is_ordinary(token)
    )
