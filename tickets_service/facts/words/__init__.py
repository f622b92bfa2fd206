"""The words the fact check knows, German and English, as plain lists."""


def words_of(lines: str) -> frozenset[str]:
    return frozenset(lines.split())
