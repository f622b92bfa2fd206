"""What OpenAI answers when it refuses: a status, a body of four fields and sometimes headers."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class ApiError(Exception):
    def __init__(
        self,
        status: int,
        message: str,
        *,
        kind: str = "invalid_request_error",
        param: str | None = None,
        code: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"message": message, "type": kind, "param": param, "code": code}}
        self.headers = headers or {}


async def answer_with_error(_: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)  # noqa: S101 -- the handler is registered for nothing else
    return JSONResponse(error.body, status_code=error.status, headers=error.headers)


async def answer_unknown_address(request: Request, _: Exception) -> Response:
    return await answer_with_error(request, ApiError(404, f"Invalid URL ({request.method} {request.url.path})"))


async def answer_wrong_method(request: Request, _: Exception) -> Response:
    return await answer_with_error(request, ApiError(405, f"Not allowed to {request.method} on {request.url.path}"))


def no_key() -> ApiError:
    return ApiError(401, "You didn't provide an API key. Send it as Authorization: Bearer YOUR_KEY.")


def wrong_key(ending: str = "****") -> ApiError:
    return ApiError(
        401,
        f"Incorrect API key provided: ****{ending}. The practice model accepts keys that begin with sk-practice.",
        code="invalid_api_key",
    )


def unknown_model(name: str) -> ApiError:
    return ApiError(404, f"The model `{name}` does not exist or you do not have access to it.", code="model_not_found")


def rate_limited(model: str, retry_after: float | None) -> ApiError:
    when = "" if retry_after is None else f" Please try again in {retry_after:g}s."
    return ApiError(
        429,
        f"Rate limit reached for {model} in organization org-practice on requests per min (RPM): "
        f"Limit 3, Used 3.{when}",
        kind="requests",
        code="rate_limit_exceeded",
        headers={} if retry_after is None else {"Retry-After": f"{retry_after:g}"},
    )


def out_of_quota() -> ApiError:
    return ApiError(
        429,
        "You exceeded your current quota, please check your plan and billing details.",
        kind="insufficient_quota",
        code="insufficient_quota",
    )


def context_too_long(window: int, prompt_tokens: int, answer_tokens: int = 0) -> ApiError:
    asked = (
        f"you requested {prompt_tokens + answer_tokens} tokens ({prompt_tokens} in the messages, "
        f"{answer_tokens} in the completion). Please reduce the length of the messages or completion."
        if answer_tokens
        else f"your messages resulted in {prompt_tokens} tokens. Please reduce the length of the messages."
    )
    return ApiError(
        400,
        f"This model's maximum context length is {window} tokens. However, {asked}",
        param="messages",
        code="context_length_exceeded",
    )


def unsupported_parameter(name: str) -> ApiError:
    other = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}.get(name)
    instead = f" Use '{other}' instead." if other else ""
    return ApiError(
        400,
        f"Unsupported parameter: '{name}' is not supported with this model.{instead}",
        param=name,
        code="unsupported_parameter",
    )


def unsupported_value(name: str, value: object) -> ApiError:
    return ApiError(
        400,
        f"Unsupported value: '{name}' does not support {value} with this model. Only the default value is supported.",
        param=name,
        code="unsupported_value",
    )


def server_error() -> ApiError:
    return ApiError(
        500, "The server had an error while processing your request. Sorry about that!", kind="server_error"
    )


def overloaded() -> ApiError:
    return ApiError(503, "The engine is currently overloaded, please try again later.", kind="server_error")
