"""POST /v1/embeddings: hashed words and parts of words, so that texts about the same thing lie close together."""

from __future__ import annotations

import base64
import math
import re
import struct
import unicodedata
from collections import Counter
from functools import lru_cache
from hashlib import blake2b

from pydantic import JsonValue
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from tickets_service.practice.model import errors
from tickets_service.practice.model.catalogue import embedding_model
from tickets_service.practice.model.faults import Endpoint
from tickets_service.practice.model.gate import admit, spoiled
from tickets_service.practice.model.tokens import tokens_of

MOST_INPUTS = 2048
PART_OF_A_WORD = 4  # letters
WEIGHT_OF_A_PART = 0.3


async def create_embeddings(request: Request) -> Response:
    practice, body, fault = await admit(request, Endpoint.embeddings)
    answer = await spoiled(practice, fault, request)
    if answer is not None:
        return answer
    model = embedding_model(str(body.get("model") or ""))
    size = _size(body.get("dimensions"), longest=model.embedding_dimensions or 1)
    texts = _texts(body.get("input"))
    counts = [len(tokens_of(text)) for text in texts]
    if max(counts) > model.context_window:
        raise errors.context_too_long(model.context_window, max(counts))
    as_text = body.get("encoding_format") == "base64"
    entries = [
        {"object": "embedding", "index": place, "embedding": _packed(vector) if as_text else vector}
        for place, vector in enumerate(vector_of(text, size) for text in texts)
    ]
    usage = {"prompt_tokens": sum(counts), "total_tokens": sum(counts)}
    return JSONResponse({"object": "list", "data": entries, "model": model.name, "usage": usage})


def vector_of(text: str, size: int) -> list[float]:
    """Of length one; the same text always gives the same vector."""
    vector = [0.0] * size
    for word, times in Counter(_words(text)).items():
        weight = 1 + math.log(times)
        for feature, share in _features(word):
            vector[feature % size] += share * weight if feature & (1 << 40) else -share * weight
    length = math.sqrt(sum(value * value for value in vector))
    if length == 0:
        vector[0] = length = 1.0
    return [value / length for value in vector]


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.findall(r"\w+", "".join(letter for letter in plain if not unicodedata.combining(letter)))


@lru_cache(maxsize=50_000)
def _features(word: str) -> tuple[tuple[int, float], ...]:
    parts = [word[at : at + PART_OF_A_WORD] for at in range(len(word) - PART_OF_A_WORD + 1)]
    return ((_hash(word), 1.0), *((_hash(f"~{part}"), WEIGHT_OF_A_PART) for part in parts))


def _hash(feature: str) -> int:
    return int.from_bytes(blake2b(feature.encode(errors="replace"), digest_size=8).digest(), "big")


def _size(dimensions: JsonValue, *, longest: int) -> int:
    if dimensions is None:
        return longest
    if isinstance(dimensions, bool) or not isinstance(dimensions, int) or not 1 <= dimensions <= longest:
        raise errors.ApiError(400, f"Invalid 'dimensions': at most {longest}.", param="dimensions")
    return dimensions


def _texts(value: JsonValue) -> list[str]:
    """One text or several; token numbers are taken as well."""
    texts = value if isinstance(value, list) and not _is_tokens(value) else [value]
    if not 0 < len(texts) <= MOST_INPUTS:
        raise errors.ApiError(400, f"'$.input' is invalid: 1 to {MOST_INPUTS} entries are needed.", param="input")
    return [_text(entry) for entry in texts]


def _text(entry: JsonValue) -> str:
    if isinstance(entry, str) and entry:
        return entry
    if isinstance(entry, list) and entry and _is_tokens(entry):
        return " ".join(str(token) for token in entry)
    raise errors.ApiError(400, "'$.input' is invalid. Please check the API reference.", param="input")


def _is_tokens(value: list[JsonValue]) -> bool:
    return bool(value) and all(isinstance(token, int) for token in value)


def _packed(vector: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()
