"""Signing in with the card, once more and stronger, with more claims, and out again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from authlib.integrations.base_client import OAuthError  # type: ignore[import-untyped]  # no types in the library
from flask import Flask, Response, request, session
from joserfc.errors import JoseError

from demo.place import Place
from demo.portal.logout_token import BadLogoutToken, LogoutTokens
from demo.portal.pages import language, page, require_own_form, say, see, to
from demo.portal.registering import BACK, HOME, LEFT
from demo.portal.sessions import Sessions, Visitor
from demo.portal.words import WORDS

KEY, WANTED, TRIED = "key", "wanted", "tried"
ACRS = ("urn:joincard:acr:password", "urn:joincard:acr:password-otp", "urn:joincard:acr:passkey")
"""How people may have signed in, the weakest first, as the authority's documents say."""
STRONGER = {"code": ACRS[1], "passkey": ACRS[2]}


@dataclass(frozen=True, slots=True)
class SigningIn:
    """The pages of the site that have to do with who is there."""

    place: Place
    card: Any
    sessions: Sessions
    tokens: LogoutTokens

    def add_to(self, app: Flask) -> None:
        """Add the pages."""
        for rule, view, methods in (
            (HOME, self.home, ["GET"]),
            ("/sign-in", self.sign_in, ["GET"]),
            ("/more", self.more, ["GET"]),
            ("/records/<way>", self.records, ["GET"]),
            (BACK, self.come_back, ["GET"]),
            ("/sign-out", self.sign_out, ["POST"]),
            (LEFT, self.left, ["POST"]),
        ):
            app.add_url_rule(rule, view.__name__, view, methods=methods)

    def home(self) -> Response:
        """Who is there, with all that the site was told; or the way in."""
        visitor = self.visitor()
        if visitor is None:
            if "state" in request.args and not self.was_signed_out():
                return see(HOME)
            return page("home.html", out="state" in request.args)
        return page("visitor.html", visitor=visitor, told=told(visitor), ways=tuple(STRONGER))

    def sign_in(self) -> Response:
        """Lead to the authority."""
        return self.lead(HOME)

    def more(self) -> Response:
        """Lead there for more claims; the holder may leave some of them out."""
        return self.lead(HOME, claims=json.dumps(more_claims()), prompt="consent")

    def records(self, way: str) -> Response:
        """A page for who signed in strongly; everybody else is led to do so (RFC 9470), and comes back."""
        wanted = STRONGER.get(way, ACRS[-1])
        visitor = self.visitor()
        if visitor is not None and at_least(visitor.acr, wanted):
            return page("records.html", visitor=visitor)
        if session.pop(TRIED, None) == way:
            acr, passkeys = visitor.acr if visitor else "", f"{self.place.issuer}/me/passkeys"
            return page("too_weak.html", 403, acr=acr, wanted=wanted, passkeys=passkeys, way=way)
        return self.lead(f"/records/{way}", way, acr_values=wanted)

    def lead(self, back_to: str, way: str = "", **asked: str) -> Response:
        """To the authority, which sends the browser back here."""
        session["back_to"], session[WANTED] = to(back_to), way
        # One address is registered: the language goes along in the session.
        led: Response = self.card.authorize_redirect(self.place.portal + BACK, ui_locales=language(), **asked)
        return led

    def come_back(self) -> Response:
        """Take the code; from here on this browser is signed in, with a new session."""
        back_to = session.pop("back_to", HOME)
        if request.args.get("iss") != self.place.issuer:  # RFC 9207
            return self.failed("iss", 400)
        try:
            token = self.card.authorize_access_token()
            userinfo = self.card.userinfo(token=token)
        except (OAuthError, JoseError) as error:
            return self.failed(getattr(error, "error", "") or type(error).__name__)
        if userinfo.get("sub") != token["userinfo"]["sub"]:
            return self.failed("sub")
        self.sessions.close(session.get(KEY))
        session[TRIED] = session.pop(WANTED, "")
        session[KEY] = self.sessions.open(Visitor(token["id_token"], dict(token["userinfo"]), dict(userinfo)))
        return Response(status=303, headers={"Location": back_to})

    def failed(self, error: str, status: int = 403) -> Response:
        """Say that nobody was signed in; who was before still is."""
        return page("failed.html", status, error=error, visitor=self.visitor())

    def sign_out(self) -> Response:
        """Out here first, then at the authority (RP-Initiated Logout)."""
        require_own_form()
        visitor = self.visitor()
        self.sessions.close(session.pop(KEY, None))
        if visitor is None:
            return see(HOME)
        led: Response = self.card.logout_redirect(
            self.place.portal + HOME, visitor.id_token, ui_locales=language()
        )
        led.status_code = 303
        return led

    def left(self) -> Response:
        """The authority says that somebody has left (Back-Channel Logout section 2.5)."""
        try:
            jwks = self.card.fetch_jwk_set(force=True)
            self.sessions.end(*self.tokens.read(request.form.get("logout_token", ""), jwks))
        except BadLogoutToken as error:
            members = {"error": "invalid_request", "error_description": str(error)}
            return Response(json.dumps(members), 400, mimetype="application/json")
        return Response(status=200)

    def visitor(self) -> Visitor | None:
        """Who is signed in in this browser."""
        return self.sessions.find(session.get(KEY))

    def was_signed_out(self) -> bool:
        """Whether the authority sends this browser back from signing out."""
        try:
            self.card.validate_logout_response()
        except OAuthError:
            return False
        return True


def more_claims() -> dict[str, object]:
    """What the form wants beside the name: two claims, and two that a register vouches for."""
    purpose = {"purpose": say(WORDS["purpose"])}
    verified = {
        "verification": {"trust_framework": None},
        "claims": {"name": purpose, "birthdate": purpose},
    }
    essential = {**purpose, "essential": True}
    wanted = {"nationalities": purpose, "work_permit_number": essential, "verified_claims": verified}
    return {"userinfo": wanted}


def at_least(acr: str, wanted: str) -> bool:
    """Whether somebody signed in as strongly as that."""
    return acr in ACRS and ACRS.index(acr) >= ACRS.index(wanted)


def told(visitor: Visitor) -> dict[str, list[tuple[str, str]]]:
    """All that the site was told, in three tables: name and value."""
    verified = visitor.userinfo.get("verified_claims")
    plain = {name: value for name, value in visitor.userinfo.items() if name != "verified_claims"}
    found = verified if isinstance(verified, list) else [verified] if verified else []
    sure = [
        (f"{name} ({each['verification'].get('trust_framework', '')})", written(value))
        for each in found
        for name, value in each.get("claims", {}).items()
    ]
    return {"userinfo": rows(plain), "verified": sure, "id_token": rows(visitor.claims)}


def rows(members: Any) -> list[tuple[str, str]]:
    """Members as rows."""
    return [(name, written(value)) for name, value in members.items()]


def written(value: object) -> str:
    """A value on a page."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
