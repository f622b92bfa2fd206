"""Which words name goods, colours and sizes, and whether two of them can mean the same thing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tickets_service.facts.tokens import Token, stem
from tickets_service.facts.words.goods import AMBIGUOUS, GOODS, MODIFIERS, NOT_GOODS
from tickets_service.facts.words.looks import LOOKS, SHADES
from tickets_service.facts.words.ordinary import ORDINARY
from tickets_service.facts.words.trades import FAMILIES, PARTS, SURROUNDINGS, VERBS_TOO, WHOLES

GERMAN, ENGLISH = 0, 1
LEAST_HEAD = 3
LEAST_HEAD_OF_TRADES = 5
LONGEST_WORD = 50
NO_GOODS_ENDINGS = (
    "pauschal",
    "schalt",
    "steller",
    "schreib",
    "treib",
    "beiter",
    "leiter",
    "zweck",
    "geleg",
    "anlieg",
    "verlieg",
    "fliese",
)
TRUE_SYNONYMS = ({"lampe", "leuchte"}, {"sofa", "couch"}, {"vorhang", "gardine"}, {"grey", "gray"})


def root(word: str) -> str:
    return stem(word.replace("-", ""))


def by_root(lines: str) -> dict[str, set[tuple[int, int]]]:
    """Root of a word: the concepts it stands for, each with its language."""
    found: dict[str, set[tuple[int, int]]] = {}
    for concept, line in enumerate(lines.strip().splitlines()):
        for language, words in enumerate(line.split("|")):
            for word in words.split():
                found.setdefault(root(word), set()).add((concept, language))
    return found


OF_TRADES = Path(__file__).with_name("words").joinpath("goods_of_trades.txt").read_text(encoding="utf-8")
"""As the families, and of every trade."""
GOODS_BY_ROOT = by_root(GOODS.strip() + FAMILIES + OF_TRADES)
LISTED_BY_HAND = frozenset(by_root(GOODS.strip() + FAMILIES))
COMPOUNDS = frozenset(
    root(word)
    for line in (*FAMILIES.splitlines(), *OF_TRADES.splitlines())
    for word in line.partition("|")[2].split()
    if "-" in word
)
FIRST_FAMILY = len(GOODS.strip().splitlines())
LOOKS_BY_ROOT = by_root(LOOKS)
SHADE_ROOTS = frozenset(SHADES)
AMBIGUOUS_ROOTS = frozenset(root(word) for word in AMBIGUOUS)
MODIFIER_ROOTS = frozenset(root(word) for word in MODIFIERS)
NOT_GOODS_ROOTS = frozenset(root(word) for word in NOT_GOODS)
ORDINARY_ROOTS = frozenset(root(word) for word in ORDINARY)
PART_ROOTS = frozenset(root(word) for word in PARTS)
WHOLE_ROOTS = frozenset(root(word) for word in WHOLES)
SURROUNDING_ROOTS = frozenset(root(word) for word in SURROUNDINGS)
VERB_ROOTS = frozenset(root(word) for word in VERBS_TOO)
SYNONYM_ROOTS = tuple(frozenset(root(word) for word in words) for words in TRUE_SYNONYMS)


@cache
def head_in(word_root: str, *, is_german_noun: bool) -> str | None:
    """The root of the goods a word names: of Stehlampe, Lampe."""
    if word_root in NOT_GOODS_ROOTS or word_root.endswith(NO_GOODS_ENDINGS):
        return None
    if word_root in GOODS_BY_ROOT:
        return word_root
    if is_german_noun and len(word_root) < LONGEST_WORD:
        for start in range(1, len(word_root) - LEAST_HEAD + 1):
            if is_german_good(word_root[start:]):
                return word_root[start:] if start > 1 else None
    return None


def is_german_good(word_root: str) -> bool:
    """Whether a German compound that ends so names goods: only the tried short words do."""
    if word_root not in LISTED_BY_HAND and len(word_root) < LEAST_HEAD_OF_TRADES:
        return False
    return any(language == GERMAN for _, language in GOODS_BY_ROOT.get(word_root, ()))


def is_good(token: Token) -> bool:
    if token.low.endswith("status"):  # its stem is that of a statue
        return False
    head = head_in(root(token.text), is_german_noun=token.is_capital)
    return head is not None and (token.is_capital or any(language == ENGLISH for _, language in GOODS_BY_ROOT[head]))


def are_a_compound(front: Token, back: Token) -> bool:
    """A fishing rod: goods as two English words, of which neither alone need be any."""
    return front.end + 1 == back.start and root(f"{front.low}{back.low}") in COMPOUNDS


def is_look(token: Token) -> bool:
    if token.text in ("samt", "wollen"):  # "together with" and "want", not velvet and woollen
        return False
    return look_root(token.text) in LOOKS_BY_ROOT or is_shaded(token.low)


def is_shaded(word: str) -> bool:
    """Hellgrün, lightred: a colour with a shade in front, whether or not a list has it."""
    return any(
        word.startswith(shade) and look_root(word[len(shade) :].lstrip("-")) in LOOKS_BY_ROOT for shade in SHADES
    )


def look_root(word: str) -> str:
    """Of an adjective with its ending or its -farben: grauer and graufarben are grau."""
    word_root = root(word)
    for ending in ("er", "farb", "farbig", "coloured", "colored"):
        if word_root not in LOOKS_BY_ROOT and word_root.removesuffix(ending) in LOOKS_BY_ROOT:
            return word_root.removesuffix(ending)
    return word_root


def is_ambiguous(token: Token) -> bool:
    return root(token.text) in AMBIGUOUS_ROOTS


def is_a_verb_too(token: Token) -> bool:
    return root(token.text) in VERB_ROOTS


def is_a_part(token: Token) -> bool:
    return not own_and_head(token).isdisjoint(PART_ROOTS)


def is_a_whole(token: Token) -> bool:
    return not own_and_head(token).isdisjoint(WHOLE_ROOTS)


def is_of_the_surroundings(token: Token) -> bool:
    return root(token.text) in SURROUNDING_ROOTS


def own_and_head(token: Token) -> set[str | None]:
    word = root(token.text)
    return {word, head_in(word, is_german_noun=token.is_capital)}


def is_ordinary(token: Token) -> bool:
    return root(token.text) in ORDINARY_ROOTS or token.low in ORDINARY


def mean_the_same(word: str, name: str) -> bool:
    """Whether *word* of a text can stand for *name* of an item's name: itself, less exactly, or in the other language."""
    if word == name or any(word in words and name in words for words in SYNONYM_ROOTS):
        return True
    if len(word) >= LEAST_HEAD and len(name) > len(word) and name.endswith(word):
        return True
    if is_one_slip(word, name) or (len(name) > len(word) > LEAST_HEAD and name.startswith(word)):
        return True
    word_head = head_in(word, is_german_noun=True)
    name_head = head_in(name, is_german_noun=True)
    if word_head is None or name_head is None:
        looks = LOOKS_BY_ROOT.get(look_root(word), set())
        return any(concept == other for concept, _ in looks for other, _ in LOOKS_BY_ROOT.get(name, set()))
    if word.endswith(name) or (
        word.startswith(name_head) and word != name_head and name.endswith(name_head) and word_head not in GOODS_BY_ROOT
    ):
        return True
    is_plain = word == word_head
    if word_head == name_head and not is_plain and name != name_head:
        return False
    if is_plain and any(word in words and name_head in words for words in SYNONYM_ROOTS):
        return True
    concepts, others = GOODS_BY_ROOT[word_head], GOODS_BY_ROOT[name_head]
    return other_language(concepts, others) or are_akin(concepts, others)


def other_language(some: set[tuple[int, int]], others: set[tuple[int, int]]) -> bool:
    return any(concept == other and language != spoken for concept, language in some for other, spoken in others)


def are_akin(some: set[tuple[int, int]], others: set[tuple[int, int]]) -> bool:
    """Of one family: who ordered sneakers has ordered shoes."""
    return any(concept == other and concept >= FIRST_FAMILY for concept, _ in some for other, _ in others)


A_LONG_WORD = 7


def is_one_slip(word: str, name: str) -> bool:
    """One letter wrong, missing or too much in a long word."""
    if min(len(word), len(name)) < A_LONG_WORD or abs(len(word) - len(name)) > 1 or word[0] != name[0]:
        return False
    front = next(
        (place for place, (a, b) in enumerate(zip(word, name, strict=False)) if a != b), min(len(word), len(name))
    )
    rest, other = word[front:], name[front:]
    return rest[1:] == other[1:] or rest[1:] == other or rest == other[1:]
