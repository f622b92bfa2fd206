"""Phones of North America without their country, which look like a number of an order anywhere else."""

import re
from collections.abc import Iterator

from tickets_service.finding.labels import is_carriers, is_named_fact

_AMERICAN = re.compile(r"(?<![\w.,/+-])[2-9]\d{2}([-.])[2-9]\d{2}\1\d{4}(?![\w-]|[.,/]\d)")


def find_american(text: str) -> Iterator[tuple[int, int]]:
    for found in _AMERICAN.finditer(text):
        if not is_named_fact(text, found.start()) and not is_carriers(text, found.end()):
            yield found.span()
