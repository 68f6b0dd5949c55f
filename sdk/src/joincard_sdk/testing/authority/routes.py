"""Addresses of the HTTP contract, and what is declined before any of them is reached."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from joserfc.jwk import ECKey

from joincard_sdk.keys import public_set
from joincard_sdk.testing.authority import listing, tokens
from joincard_sdk.testing.authority.asking import check_ledger_only
from joincard_sdk.testing.authority.holders import shown
from joincard_sdk.testing.authority.problems import Declined
from joincard_sdk.testing.authority.reading import (
    MOVES,
    VERIFICATION,
    held_to,
    json_object,
    key_of,
)
from joincard_sdk.testing.authority.serving import Reply, Request
from joincard_sdk.testing.authority.story import Asked, Story, mismatch
from joincard_sdk.testing.authority.tokens import SCOPE, Registered, Tokens

METADATA = "/.well-known/oauth-authorization-server"
JWKS = "/.well-known/jwks.json"
CATALOGUE = "/v1/catalogue"
VERIFICATIONS = "/v1/verifications"
UNREADABLE = ("request.invalid", "request.not-json", "presentation.malformed")

View = Callable[[Request], Reply]


class Routes:
    """Answers one request after another: what is in memory is changed by one thread at a time."""

    def __init__(self, issuer: str, key: ECKey, story: Story, guard: Tokens) -> None:
        self._issuer = issuer
        self._story = story
        self._guard = guard
        self._key = key
        self._lock = threading.Lock()

    def answer(self, request: Request) -> Reply:
        """Answer; every failure is a problem of RFC 9457."""
        try:
            with self._lock:
                return self._view(request)(request)
        except Declined as error:
            return self._problem(error)
        except Exception:
            logging.getLogger(__name__).exception("a request failed")
            return self._problem(Declined("authority.failed", "The authority failed to answer."))

    def _problem(self, error: Declined) -> Reply:
        body = json.dumps(error.to_json(self._issuer), ensure_ascii=False).encode()
        kind = {"Content-Type": "application/problem+json", "Cache-Control": "no-store"}
        return Reply(error.status, body, kind | error.headers)

    def _view(self, request: Request) -> View:
        views = self._views(request.path)
        if not views:
            raise Declined("request.unknown-address", "Nothing is at this address.")
        if request.method not in views:
            allowed = ", ".join(sorted(views))
            raise Declined("request.method", f"This address takes {allowed}.", headers={"Allow": allowed})
        return views[request.method]

    def _views(self, path: str) -> Mapping[str, View]:
        fixed: Mapping[str, Mapping[str, View]] = {
            METADATA: {"GET": lambda _: Reply.of(200, self._metadata())},
            tokens.RESOURCE: {"GET": lambda _: Reply.of(200, self._resource())},
            JWKS: {"GET": lambda _: Reply.of(200, public_set([self._key]))},
            tokens.PATH: {"POST": self._guard.token},
            CATALOGUE: {"GET": lambda request: listing.page(self._story.catalogue, request)},
            VERIFICATIONS: {"POST": self._verify},
        }
        if path in fixed:
            return fixed[path]
        if not path.startswith(f"{VERIFICATIONS}/"):
            return {}
        verification, *rest = path.removeprefix(f"{VERIFICATIONS}/").split("/")
        if not rest and verification:
            return {"GET": lambda request: self._story.read(self._guard.caller(request), verification)}
        if len(rest) == 1 and rest[0] in MOVES:
            return {"POST": lambda request: self._move(request, verification, rest[0])}
        return {}

    def _verify(self, request: Request) -> Reply:
        client, key = self._guard.caller(request), key_of(request)
        with self._known_key(client, key):
            told = json_object(request)
            check_ledger_only(told.get("use"))
            held_to(told, VERIFICATION)
            card = shown(**told["presentation"])
        return self._story.verify(Asked(client, key, "verify", request.body or b""), told, card)

    def _move(self, request: Request, verification: str, move: str) -> Reply:
        client, key = self._guard.caller(request), key_of(request)
        with self._known_key(client, key):
            told = json_object(request)
            held_to(told, MOVES[move])
        asked = Asked(client, key, f"{move} {verification}", request.body or b"")
        return self._story.move(move, asked, told, verification)

    @contextmanager
    def _known_key(self, client: Registered, key: str) -> Iterator[None]:
        """A body that is wrong in itself was never answered: with a key that was, it is another request."""
        try:
            yield
        except Declined as error:
            if error.code in UNREADABLE and self._story.remembers(client, key):
                raise mismatch() from None
            raise

    def _metadata(self) -> dict[str, object]:
        algorithms = [tokens.ALGORITHM]
        return {
            "issuer": self._issuer,
            "token_endpoint": self._issuer + tokens.PATH,
            "jwks_uri": self._issuer + JWKS,
            "scopes_supported": [SCOPE],
            "response_types_supported": [],
            "grant_types_supported": ["client_credentials"],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": algorithms,
            "dpop_signing_alg_values_supported": algorithms,
            "protected_resources": [self._issuer],
        }

    def _resource(self) -> dict[str, object]:
        return {
            "resource": self._issuer,
            "authorization_servers": [self._issuer],
            "jwks_uri": self._issuer + JWKS,
            "scopes_supported": [SCOPE],
            "bearer_methods_supported": ["header"],
            "dpop_signing_alg_values_supported": [tokens.ALGORITHM],
            "dpop_bound_access_tokens_required": True,
        }
