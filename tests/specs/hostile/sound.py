"""What holds of every answer, whatever was asked."""

from __future__ import annotations

import json
import re
from collections import Counter
from urllib.parse import urlsplit

from werkzeug.wrappers import Response

from tests.specs.hostile.generating import SCRIPT
from tests.specs.hostile.target import CALLBACK

REGISTERED = {
    *(
        "invalid_request",
        "invalid_client",
        "invalid_grant",
        "unauthorized_client",
        "unsupported_grant_type",
    ),  # 6749
    *(
        "invalid_scope",
        "access_denied",
        "unsupported_response_type",
        "server_error",
        "temporarily_unavailable",
    ),
    *("invalid_token", "insufficient_scope"),  # RFC 6750
    "unsupported_token_type",  # RFC 7009
    *("invalid_redirect_uri", "invalid_client_metadata", "invalid_software_statement"),  # RFC 7591
    "invalid_target",  # RFC 8707
    *("invalid_request_uri", "invalid_request_object", "request_not_supported"),  # RFC 9101
    "invalid_authorization_details",  # RFC 9396
    *("invalid_dpop_proof", "use_dpop_nonce"),  # RFC 9449
    "login_required",  # OpenID Connect Core
}
PAGES = re.compile(r"(/oauth/authorize|/oauth/logout|/me)(/.*)?", re.DOTALL)
OWN = re.compile(
    r"/oauth/authorize/(sign-in(/code)?|consent)\?[!-~]+|/oauth/logout(\?[!-~]+)?|/me(/[a-z-]+(/[A-Za-z0-9_-]+)?)?(\?[!-~]+)?"
)
SENT: Counter[str] = Counter()
"""How many generated requests were sent, and to what."""


def is_sound(path: str, answer: Response) -> bool:
    """No failure of ours, no way out but to a client's own address, and every refusal in registered words."""
    status, kind = answer.status_code, answer.content_type or ""
    assert status < 500, (path, status, answer.get_data()[:300])
    if "Location" in answer.headers:
        assert leads_home(answer.headers["Location"]), answer.headers["Location"]
    if kind.startswith("text/html"):
        assert SCRIPT not in answer.get_data(as_text=True)
        assert "Content-Security-Policy" in answer.headers
    if status >= 400:
        is_told(urlsplit(path).path, answer)
    return True


def is_told(path: str, answer: Response) -> None:
    """A refusal in the words of its endpoint: RFC 6749, RFC 9457, or a page."""
    kind, body = answer.content_type or "", answer.get_data()
    if not body:  # to HEAD
        return
    if PAGES.fullmatch(path):
        assert kind.startswith(("text/html", "application/problem+json")), kind
    elif kind == "application/json":
        assert json.loads(body)["error"] in REGISTERED, body
    else:
        assert kind == "application/problem+json", (path, kind)
        assert {"type", "title", "status", "detail", "code", "request_id"} <= set(json.loads(body))
    if answer.status_code == 401:
        assert "WWW-Authenticate" in answer.headers
    if answer.status_code == 429:
        assert int(answer.headers["Retry-After"]) > 0


def leads_home(location: str) -> bool:
    """To a page of ours, or to the address that the client has registered."""
    return bool(OWN.fullmatch(location)) or location.partition("?")[0] == CALLBACK
