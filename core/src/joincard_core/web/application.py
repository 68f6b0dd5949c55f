"""The Flask application: sections of the API, pages, and what surrounds every request."""

from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from joincard_core.web import failures, headers, pages, watching
from joincard_core.web.api.catalogue import catalogue
from joincard_core.web.api.events import events
from joincard_core.web.api.health import health, metrics
from joincard_core.web.api.me import me
from joincard_core.web.api.oauth import document, oauth
from joincard_core.web.api.profile import profile
from joincard_core.web.api.registration import registration
from joincard_core.web.api.verifications import verifications
from joincard_core.web.openapi import described
from joincard_core.web.parts import NAME, Parts
from joincard_core.web.swift import Swift
from joincard_core.web.terminators import certificates_from_terminators
from joincard_core.web.waiting import patient

SECTIONS = (verifications, catalogue, events, me, profile, oauth, registration, health)
PAGES = Path(__file__).with_name("pages")
AN_HOUR = 3_600


def application(parts: Parts) -> Flask:
    """A WSGI application over these parts."""
    app = Flask(
        "joincard_core.web",
        static_folder=str(PAGES / "static"),
        template_folder=str(PAGES / "templates"),
    )
    app.config.update(
        MAX_CONTENT_LENGTH=parts.settings.body_limit,
        SEND_FILE_MAX_AGE_DEFAULT=AN_HOUR,
        PROPAGATE_EXCEPTIONS=False,
        TRAP_HTTP_EXCEPTIONS=False,
    )
    app.url_map.merge_slashes = False  # //catalogue is another address: a 404, no redirect
    app.extensions[NAME] = parts
    headers.register(app)
    watching.register(app)
    failures.register(app)
    for section in SECTIONS:
        app.register_blueprint(section.blueprint)
    written = described(SECTIONS, parts.settings.issuer)
    app.add_url_rule("/metrics", view_func=metrics)
    app.add_url_rule("/v1/openapi.json", "openapi", lambda: document(written))
    pages.register(app, written)
    waiting = patient(Swift(app, parts, app.wsgi_app), parts.settings.lock_wait)
    app.wsgi_app = waiting  # type: ignore[method-assign,assignment]  # Flask's own way to wrap
    if parts.settings.proxies:
        fixed = ProxyFix(app.wsgi_app, x_for=parts.settings.proxies, x_proto=0, x_host=0)
        app.wsgi_app = fixed  # type: ignore[method-assign]  # the same
    believed = certificates_from_terminators(app.wsgi_app, parts.settings)
    app.wsgi_app = believed  # type: ignore[method-assign,assignment]  # the same
    return app
