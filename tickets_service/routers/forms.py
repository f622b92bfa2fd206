"""What was typed into a form, and the pages of the settings that show it again."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tickets_service.errors import TicketsError
from tickets_service.routers.pages import page

SEE_OTHER = 303
AS_TYPED = frozenset({"password", "token"})


async def typed_into(request: Request) -> dict[str, str]:
    """Field → text, without blanks around it, except in secrets. Files are no texts."""
    form = await request.form()
    texts = {name: value.replace("\r\n", "\n") for name, value in form.items() if isinstance(value, str)}
    return {name: value if name in AS_TYPED else value.strip() for name, value in texts.items()}


Typed = Annotated[dict[str, str], Depends(typed_into)]


def settings_page(request: Request, name: str, refusal: TicketsError | None = None, **context: Any) -> HTMLResponse:
    """`?done=` names what was just done; the template has a sentence for what it knows."""
    done = request.query_params.get("done", "")
    status = refusal.status if refusal else 200
    context |= {"section": name, "done": done, "is_answer": request.method == "POST"}
    return page(request.scope, f"settings_{name}.html", status=status, **context)


def back_to(name: str, done: str) -> Response:
    return RedirectResponse(f"/settings/{name}?done={done}", SEE_OTHER)
