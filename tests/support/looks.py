"""What axe and the screen's edge say of a page in the browser."""

from __future__ import annotations

from pathlib import Path

AXE = Path(__file__).parents[1] / "browser" / "vendor" / "axe-core-4.14.1.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = [(1440, 900), (1024, 768), (390, 844), (320, 640)]


def faults(page):
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found["violations"]]


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")
