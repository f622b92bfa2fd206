"""Lighthouse's scores of the three pages an agent lives on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from bench.browsing import FLAGS, Watched, browser_path, launched
from bench.figures import Figure
from bench.shop import EMAIL, PASSWORD, open_shop

FOLDER = Path(__file__).parent / "lighthouse"
MUST = {"performance": 95, "accessibility": 100, "best-practices": 95}
"""A score is a hundred at best."""


def measure(*, is_small: bool) -> list[Figure]:
    """Needs Node; Lighthouse itself is installed beside its lock file on first use."""
    _install()
    with open_shop() as shop, launched(browser_path()) as browser:
        watched = Watched(browser, shop.url).sign_in(EMAIL, PASSWORD)
        session = "; ".join(f"{each['name']}={each['value']}" for each in watched.context.cookies())
        wanted = {
            "sign-in": ("/login", ""),
            "inbox": ("/inbox", session),
            "ticket": (_first_ticket(watched.page), session),
        }
        watched.context.close()
        named = list(wanted.items())[: 1 if is_small else None]
        return [figure for name, (path, cookie) in named for figure in _audited(name, f"{shop.url}{path}", cookie)]


def _install() -> None:
    if shutil.which("npm") is None:
        raise RuntimeError("Lighthouse needs Node: install nodejs and npm.")
    if not (FOLDER / "node_modules").exists():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=FOLDER, check=True)


def _first_ticket(page: Page) -> str:
    page.goto("/inbox?view=draft_ready")
    return str(page.locator("#rows .t").first.get_attribute("href"))


def _audited(name: str, address: str, cookie: str) -> list[Figure]:
    report = _report(address, cookie)
    paint = f"largest paint after {report['audits']['largest-contentful-paint']['numericValue']:.0f} ms"
    figures = []
    for category, must in MUST.items():
        found = report["categories"][category]
        missed = [ref["id"] for ref in found["auditRefs"] if ref["weight"] and _is_missed(report["audits"][ref["id"]])]
        numbers = "; ".join([paint, *missed])
        figures.append(Figure.at_least(f"Lighthouse, {name}, {category}", must, found["score"] * 100, numbers))
    return figures


def _is_missed(audit: dict[str, Any]) -> bool:
    return audit["score"] is not None and audit["score"] < 1


def _report(address: str, cookie: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        target = Path(folder) / "report.json"
        command = [
            "node_modules/.bin/lighthouse", address, "--quiet", "--no-enable-error-reporting", "--preset=desktop",
            "--output=json", f"--output-path={target}", f"--only-categories={','.join(MUST)}",
            f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}",
        ]  # fmt: skip
        if cookie:
            headers = Path(folder) / "headers.json"
            headers.write_text(json.dumps({"Cookie": cookie}))
            command.append(f"--extra-headers={headers}")
        subprocess.run(command, cwd=FOLDER, env=os.environ | {"CHROME_PATH": browser_path()}, check=True)
        report: dict[str, Any] = json.loads(target.read_text())
        assert report["finalDisplayedUrl"] == address, f"{address} led to {report['finalDisplayedUrl']}"
        return report
