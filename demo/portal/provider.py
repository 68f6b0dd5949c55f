"""The authority as Authlib's client for Flask sees it; what is ours is only that no proxy is between."""

from __future__ import annotations

from typing import Any

from authlib.integrations.flask_client import FlaskOAuth2App, OAuth  # type: ignore[import-untyped]  # no types in the library
from authlib.integrations.requests_client import OAuth2Session  # type: ignore[import-untyped]  # the same
from flask import Flask

from demo.place import Place
from demo.portal.registering import SCOPES, Registered

DISCOVERY = "/.well-known/openid-configuration"
NAME = "card"


class Direct(OAuth2Session):  # type: ignore[misc]  # no types in the library
    """The authority is on this machine: a proxy of the environment is not asked."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.trust_env = False


class App(FlaskOAuth2App):  # type: ignore[misc]  # no types in the library
    """A client that goes there directly."""

    client_cls = Direct


class Clients(OAuth):  # type: ignore[misc]  # no types in the library
    """The registry of the site's only client."""

    oauth2_client_cls = App


def provider(app: Flask, place: Place, registered: Registered) -> Any:
    """The client: code flow with PKCE, state and nonce, secret in the header."""
    return Clients(app).register(
        NAME,
        client_id=registered.client_id,
        client_secret=registered.client_secret,
        server_metadata_url=place.issuer + DISCOVERY,
        client_kwargs={
            "scope": " ".join(SCOPES),
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": "client_secret_basic",
        },
    )
