"""Who is calling: every address that needs a token is marked with the scope it needs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, request

from joincard_core.oauth import Caller, Presented
from joincard_core.web.parts import parts
from joincard_core.web.terminators import client_certificate


def caller(scope: str) -> Caller:
    """The caller of this request. Raises an ``OAuthError``."""
    path = request.environ.get("RAW_URI") or request.full_path
    found = parts().bearer.caller(
        Presented(
            method=request.method,
            path=str(path).partition("?")[0],
            authorization=request.headers.get("Authorization", ""),
            dpop=request.headers.get("DPoP", ""),
            certificate=client_certificate(),
        ),
        scope,
    )
    g.client_id = found.client_id
    return found


def guarded(scope: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give the view its caller as first argument, before anything else of the request is looked at."""

    def decorator(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return view(caller(scope), *args, **kwargs)

        return wrapper

    return decorator
