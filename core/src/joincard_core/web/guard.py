"""Who is calling: every address that needs a token is marked with the scope it needs."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, request

from joincard_core.oauth import Caller, Presented, form_parameters
from joincard_core.web.bodies import raw
from joincard_core.web.parts import parts
from joincard_core.web.terminators import client_certificate

FORM = "application/x-www-form-urlencoded"


def caller(scope: str, *, in_form: bool = False) -> Caller:
    """The caller of this request. Raises an ``OAuthError``."""
    path = request.environ.get("RAW_URI") or request.full_path
    found = parts().bearer.caller(
        Presented(
            method=request.method,
            path=str(path).partition("?")[0],
            authorization=request.headers.get("Authorization", ""),
            dpop=request.headers.get("DPoP", ""),
            certificate=client_certificate(),
            form_token=form_token() if in_form else "",
        ),
        scope,
    )
    g.client_id = found.client_id
    return found


def form_token() -> str:
    """The token of a form (RFC 6750 section 2.2), where no header has one. Raises ``InvalidRequest``."""
    if request.headers.get("Authorization") or request.mimetype != FORM:
        return ""
    return form_parameters(request.content_type or "", raw(request)).get("access_token", "")


def guarded(scope: str, *, in_form: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give the view its caller as first argument, before anything else of the request is looked at.

    ``in_form``: the token may stand in a form.
    """

    def decorator(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            return view(caller(scope, in_form=in_form), *args, **kwargs)

        return wrapper

    return decorator
