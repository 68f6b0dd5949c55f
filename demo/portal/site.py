"""The site as a Flask application."""

from __future__ import annotations

import secrets
from pathlib import Path

from flask import Flask

from demo.place import Place
from demo.portal.clerk import Clerk, qr
from demo.portal.logout_token import LogoutTokens
from demo.portal.pages import harden
from demo.portal.provider import provider
from demo.portal.registering import Registered
from demo.portal.sessions import Sessions
from demo.portal.signing_in import SigningIn
from demo.portal.visits import Visits

COOKIE = "portal-session"  # cookies know no ports: the authority on the next one has names of its own
LARGEST = 64 * 1024  # bytes of a form


def site(place: Place, registered: Registered, visits: Visits) -> Flask:
    """The site of a registered client."""
    app = Flask(__name__, root_path=str(Path(__file__).parent))
    app.secret_key = secrets.token_bytes(32)
    app.config.update(SESSION_COOKIE_NAME=COOKIE, SESSION_COOKIE_SAMESITE="Lax", MAX_CONTENT_LENGTH=LARGEST)
    app.jinja_env.filters["qr"] = qr
    harden(app, place)
    tokens = LogoutTokens(place.issuer, registered.client_id)
    SigningIn(place, provider(app, place, registered), Sessions(), tokens).add_to(app)
    Clerk(place, visits).add_to(app)
    return app
