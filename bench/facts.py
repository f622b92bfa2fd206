"""The fact check on hand-written drafts, as they are and with one fact of each kind changed."""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from bench.fact_changes import changed, with_goods_of_others
from bench.fact_drafts import LANGUAGES, Draft, drafts
from bench.figures import WIDTH_WHERE_NOBODY_LOOKS, Figure
from tickets_service.facts import FactKind, FactSheet, Finding, Verdict, check

SEED = 20260312
ROUNDS = 12
CLASSES = ("order", "date", "amount", "quantity", "tracking", "item", "status")
CLASS_OF_KIND = {
    FactKind.ORDER_NUMBER: "order", FactKind.EXTERNAL_ORDER_NUMBER: "order", FactKind.DOCUMENT: "order",
    FactKind.RETURN: "order",
    FactKind.DATE: "date", FactKind.AMOUNT: "amount", FactKind.QUANTITY: "quantity",
    FactKind.TRACKING_NUMBER: "tracking",
    FactKind.ITEM: "item", FactKind.EVENT: "status", FactKind.STATUS: "status", FactKind.LINK: "tracking",
}  # fmt: skip
OTHERS = "goods of others"
"""An item as it stands in any other draft: food, tools, clothes. No figure asks for it."""
MOST_FOUND, MOST_MARKED = 0.98, 0.02


@dataclass
class Counts:
    changes: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)
    """Correct facts that were marked."""
    besides: Counter[str] = field(default_factory=Counter)
    """Other marks in drafts as they are: vouchers, fees, deadlines, parts of goods."""
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def measure(*, is_small: bool) -> list[Figure]:
    figures: list[Figure] = []
    table = Table("language", "class", "changes", "found", "share", "correct facts", "marked", "share", "marks besides")
    for language in LANGUAGES:
        counts = count(language, rounds=1 if is_small else ROUNDS)
        for name in CLASSES:
            figures += figures_of(f"{language} {name}", counts, (name,))
            add_row(table, language, name, counts, (name,))
        figures += figures_of(f"{language} all", counts, CLASSES)
        add_row(table, language, "all", counts, CLASSES)
        add_row(table, language, OTHERS, counts, (OTHERS,))
    Console(width=WIDTH_WHERE_NOBODY_LOOKS).print(table)
    return figures


def add_row(table: Table, language: str, name: str, counts: Counts, names: tuple[str, ...]) -> None:
    changes, found, facts, marked = totals(counts, names)
    table.add_row(
        language,
        name,
        str(changes),
        str(found),
        f"{found / max(1, changes):.3f}",
        str(facts),
        str(marked),
        f"{marked / max(1, facts):.3f}",
        str(sum(counts.besides[one] for one in names)),
    )


def totals(counts: Counts, names: tuple[str, ...]) -> tuple[int, int, int, int]:
    changes, found = (sum(counter[name] for name in names) for counter in (counts.changes, counts.found))
    facts, marked = (sum(counter[name] for name in names) for counter in (counts.facts, counts.marked))
    return changes, found, facts, marked


def figures_of(name: str, counts: Counts, names: tuple[str, ...]) -> list[Figure]:
    changes, found, facts, marked = totals(counts, names)
    share_found, share_marked = found / max(1, changes), marked / max(1, facts)
    return [
        Figure(
            f"fact check, {name}: changes found", f">= {MOST_FOUND}", f"{share_found:.3f}", f"{found} of {changes}",
            share_found >= MOST_FOUND,
        ),
        Figure(
            f"fact check, {name}: correct facts marked", f"<= {MOST_MARKED}", f"{share_marked:.3f}",
            f"{marked} of {facts}",
            share_marked <= MOST_MARKED,
        ),
    ]  # fmt: skip


def count(language: str, part: str = "*", *, rounds: int = ROUNDS) -> Counts:
    counts = Counts()
    found = drafts(language, part)
    items = [draft.text[fact.start : fact.end] for draft in found for fact in draft.facts if fact.name == "item"]
    for draft in found:
        count_as_it_is(draft, counts)
        chance = random.Random(f"{SEED} {draft.name}")
        for _ in range(rounds):
            count_changes(draft, counts, chance)
        for fact in draft.facts:
            if fact.name == "item":
                count_change(draft, counts, OTHERS, with_goods_of_others(draft, fact, items, chance))
    return counts


def count_as_it_is(draft: Draft, counts: Counts) -> None:
    for fact in draft.facts:
        counts.facts[fact.name] += 1
    for finding in bad_ones(draft.text, draft.sheet):
        name = CLASS_OF_KIND.get(finding.kind, "order")
        facts = [fact for fact in draft.facts if fact.start < finding.end and finding.start < fact.end]
        counts.marked.update(fact.name for fact in facts)
        counts.besides[name] += not facts
        words = draft.text[finding.start : finding.end]
        counts.wrong.append(f"{draft.name} {name} {words!r} {finding.verdict} {finding.reason}")


def count_changes(draft: Draft, counts: Counts, chance: random.Random) -> None:
    """One fact of each class, by turns of chance."""
    for name in CLASSES:
        facts = [fact for fact in draft.facts if fact.name == name]
        change = changed(draft, chance.choice(facts), chance) if facts else None
        if change is not None:
            count_change(draft, counts, name, change)


def count_change(draft: Draft, counts: Counts, name: str, change: tuple[str, int, int]) -> None:
    text, start, end = change
    counts.changes[name] += 1
    if any(finding.start < end and start < finding.end for finding in bad_ones(text, draft.sheet)):
        counts.found[name] += 1
    else:
        counts.missed.append(f"{draft.name} {name} {text[max(0, start - 40) : end + 30]!r} [{text[start:end]}]")


def bad_ones(text: str, sheet: FactSheet) -> Iterator[Finding]:
    return (finding for finding in check(text, sheet) if finding.verdict != Verdict.VERIFIED)


def main() -> None:
    """`python -m bench.facts [PART]` lists what was missed and what was wrongly marked."""
    for language in LANGUAGES:
        counts = count(language, *sys.argv[1:2])
        changes, found, facts, marked = totals(counts, CLASSES)
        missed, wrong = sorted(set(counts.missed)), counts.wrong
        print("\n".join([*(f"MISSED {line}" for line in missed), *(f"WRONG {line}" for line in wrong)]))
        print(language, f"found {found}/{changes}", f"marked {marked}/{facts}")
        for name in CLASSES:
            print("  ", name, *totals(counts, (name,)))


if __name__ == "__main__":
    main()
