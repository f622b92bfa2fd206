"""Judges cleaned HTML with a parser and a list of its own, so that a mistake of the cleaner is not shared."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

HARMLESS_NAMES = """
    a b blockquote br caption code col colgroup dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre s small
    span strong sub sup table tbody td tfoot th thead tr u ul html head body
"""
HARMLESS = frozenset(HARMLESS_NAMES.split())
OPEN_ADDRESS = re.compile(
    r"(?:https?://[a-z0-9._~%!$&'()*+,;=\[\]:-]+[/?#]|mailto:[^\s@?]+@[a-z0-9.-]+$)", re.IGNORECASE
)


def live_nodes(html: str) -> list[str]:
    """What could act or load anything: elements, attributes and addresses beyond the few harmless ones."""
    found: list[str] = []
    root = LexborHTMLParser(html).root
    for node in root.traverse(include_text=False) if root else ():
        if node.tag not in HARMLESS:
            found.append(str(node.tag))
        found.extend(
            f"{node.tag} {name}={value}"
            for name, value in node.attributes.items()
            if not _is_harmless(str(node.tag), name, value)
        )
    return found


def _is_harmless(tag: str, name: str, value: str | None) -> bool:
    if tag == "a":
        fixed = {"rel": "noopener noreferrer nofollow", "target": "_blank"}
        return bool(OPEN_ADDRESS.match(value or "")) if name == "href" else fixed.get(name) == value
    if tag == "img":  # the policy of the frame keeps it from being loaded
        return name == "alt" or (name == "src" and (value or "").startswith("https://"))
    return tag in {"td", "th"} and name in {"colspan", "rowspan"} and (value or "").isdigit()
