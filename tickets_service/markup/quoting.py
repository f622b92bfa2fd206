"""What the writer added and what they quoted."""

from collections.abc import Sequence

from tickets_service.markup.lines import Line


def split_quotes(lines: Sequence[Line]) -> tuple[str, str]:
    own = "\n".join(line.text for line in lines if not line.is_quoted).strip()
    quoted = "\n".join(line.text for line in lines if line.is_quoted).strip()
    return (own, quoted) if own else (quoted, "")
