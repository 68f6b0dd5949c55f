"""What ties a page to one browser: a cookie, where a form came from, and the policy of the page.

The cookie is bound to the host by its prefix (RFC 6265bis section 4.1.3.2), except over http, where browsers
refuse such a name; that is the demo on this machine alone.
"""

from __future__ import annotations

import re
import secrets
from urllib.parse import urlsplit

from flask import Response, after_this_request, request

from joincard_core.web.errors import ForeignForm
from joincard_core.web.parts import parts

NAME = "joincard-interaction"
BYTES = 32
VALUE = re.compile(r"[A-Za-z0-9_-]{16,128}")
HOST = re.compile(r"[A-Za-z0-9.-]+")
OWN_SITES = (None, "same-origin", "none")
"""``none`` is the holder alone, as when a page is loaded again; browsers of old send nothing."""
NOTHING = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; img-src 'self'; style-src 'self'"


def browser() -> str:
    """The browser of this request, as its cookie names it; empty when it has none that could be ours."""
    value = request.cookies.get(cookie_name(), "")
    return value if VALUE.fullmatch(value) else ""


def new_browser() -> str:
    """A name for a browser that has none."""
    return secrets.token_urlsafe(BYTES)


def recognise(response: Response, value: str) -> None:
    """Give the browser its cookie."""
    response.set_cookie(cookie_name(), value, secure=is_secure(), httponly=True, samesite="Lax", path="/")


def cookie_name() -> str:
    """The name under which browsers hold it."""
    return named(NAME)


def named(name: str) -> str:
    """The name of a cookie of ours, bound to the host where the browser allows it."""
    return f"__Host-{name}" if is_secure() else name


def give_cookie(name: str, value: str) -> None:
    """Send a cookie with the answer to this request, whatever that becomes; empty: take it away."""

    @after_this_request
    def send(response: Response) -> Response:
        lives = None if value else 0
        response.set_cookie(
            named(name), value, lives, secure=is_secure(), httponly=True, samesite="Lax", path="/"
        )
        return response


def is_secure() -> bool:
    """Whether the authority is reached over https."""
    return parts().settings.issuer.startswith("https:")


def came_by_itself() -> bool:
    """Whether the holder or a page of ours led here; of a browser that does not tell nobody knows."""
    return request.headers.get("Sec-Fetch-Site") in ("same-origin", "none")


def require_own_form() -> None:
    """The form was sent by a page of ours. Raises ``ForeignForm``.

    Our pages send no referrer, and browsers then say ``null`` for the origin.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site not in OWN_SITES or origin not in (None, "null", source(parts().settings.issuer)):
        raise ForeignForm


def policy(leads_to: str, *, script: bool = False) -> str:
    """The Content-Security-Policy of a page with a form whose answer may go on to ``leads_to``.

    Browsers hold redirects after a form to ``form-action``, too.
    """
    scripts = "; script-src 'self'" if script else ""
    return f"{NOTHING}; form-action 'self' {source(leads_to)}{scripts}"


def source(uri: str) -> str:
    """Scheme, host and port of an address, as a policy or an Origin header writes them.

    For a host that a policy cannot spell, and an application's own scheme, the scheme alone.
    """
    found = urlsplit(uri)
    host, port = found.hostname or "", f":{found.port}" if found.port else ""
    if found.scheme in ("http", "https") and HOST.fullmatch(host):
        return f"{found.scheme}://{host}{port}"
    return f"{found.scheme}:"
