"""The tokenizer of current OpenAI models (o200k_base), offline."""

from __future__ import annotations

from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from threading import Lock
from typing import Protocol

_reading = Lock()


class Tokenizer(Protocol):
    def encode(self, text: str) -> list[int]:
        """Special tokens in the text count as ordinary characters. Raises ValueError for a million characters."""
        ...

    def decode(self, tokens: list[int]) -> str:
        """Raises ValueError where a character is not whole."""
        ...


def tokenizer() -> Tokenizer:
    """Read at the first use; threads that want it meanwhile wait for that one."""
    with _reading:
        return _read()


@cache
def _read() -> Tokenizer:
    """The compiled part of the wheel alone: the package around it unpacks every vocabulary it has into a hundred
    megabytes of dictionaries nobody here asks for."""
    package = find_spec("bpe_openai")
    spec = PathFinder.find_spec("bpe_openai._bindings", package.submodule_search_locations if package else None)
    if spec is None or spec.loader is None:
        raise ImportError("The tokenizer's wheel bpe-openai has no compiled part.")
    bindings = module_from_spec(spec)
    spec.loader.exec_module(bindings)
    found: Tokenizer = bindings.tokenizer_for_encoding("o200k_base")
    return found
