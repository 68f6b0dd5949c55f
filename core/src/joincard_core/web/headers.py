"""Headers of every answer: what a browser may do with it, and which request it belongs to."""

import re
import secrets
from uuid import uuid4

from flask import Flask, Response, g, request

from joincard_core.web.parts import parts

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'none'",
    )
)
EVERYWHERE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
A_YEAR = "max-age=31536000; includeSubDomains"
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
INTERACTION = "X-Fapi-Interaction-Id"
UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
RESOURCES = ("/v1/", "/oauth/userinfo")


def register(app: Flask) -> None:
    """Name every request, and add the headers to every answer."""
    app.before_request(name)
    app.after_request(add)


def name() -> None:
    """A request's own id: the one that a proxy in front gave it, or a new one."""
    g.request_id = id_of(request.headers.get("X-Request-Id", ""))


def id_of(given: str) -> str:
    """The id of a request to which a proxy gave this one, or none that we take."""
    return given if REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def add(response: Response) -> Response:
    """The headers of every answer."""
    there = {header.lower() for header, _ in response.headers}
    found = surrounding(parts().settings.issuer, g.get("request_id", ""))
    found |= interaction(request.path, request.headers.get(INTERACTION, ""))
    for header, value in found.items():
        if header.lower() not in there:
            response.headers.add(header, value)
    return response


def surrounding(issuer: str, request_id: str) -> dict[str, str]:
    """The headers that an answer has where it says nothing else."""
    found = {**EVERYWHERE, "X-Request-Id": request_id, "Cache-Control": "no-store"}
    if issuer.startswith("https:"):
        found["Strict-Transport-Security"] = A_YEAR
    return found


def interaction(path: str, given: str) -> dict[str, str]:
    """By what both sides know a call with a token (FAPI 1.0 Baseline section 6.2.1): theirs, or a new one."""
    if not path.startswith(RESOURCES):
        return {}
    return {INTERACTION: given if UUID.fullmatch(given) else str(uuid4())}
