"""openid-client (npm), as it is published, at the demo: a website that signs people in, and a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from demo import counter
from demo.founding import settings_of
from demo.place import Place
from demo.portal import invitation
from tests.demo.browsing import Browser, Cookies, typed
from tests.demo.running import Running
from tests.journeys.clients import program
from tests.journeys.clients.holder import Taken

Seen = dict[str, Any]
VISIT = "healthcare.registration.walk_in"
CALLBACK, LEFT = "https://shop.example.org/callback", "https://shop.example.org/left"


@pytest.fixture(scope="session")
def programs() -> Iterator[Path]:
    with program.installed() as folder:
        yield folder


@pytest.fixture(scope="session")
def seen(running: Running, programs: Path) -> Any:
    """What the website saw; ingrid is who signs in, from one browser."""
    place = Place.of(running.folder / ".demo")
    with settings_of(place):
        token = invitation()
    given = {"issuer": place.issuer, "callback": CALLBACK, "left": LEFT, "invitation": token}
    with Browser.opened(running, "ingrid") as browser:

        def visit(address: str, decision: str) -> Taken:
            led = browser.leave(address, decision)
            return Taken(led.method, str(led.url), led.read().decode())

        return program.run(programs / "openid_client_sign_in.mjs", given, visit)


@pytest.fixture(scope="session")
def shown(running: Running, programs: Path, signed_in: Cookies) -> Any:
    """What a terminal saw; stephen stands before it."""
    place, card = Place.of(running.folder / ".demo"), typed("stephen")
    given = {
        "issuer": place.issuer,
        "client_id": counter.CLIENT,
        "jwk": json.loads(place.key(counter.CLIENT).read_text(encoding="utf-8")),
        "details": json.loads(counter.Wish(VISIT, "To register you today.").details),
        "service": VISIT,
        "card": {"region": card["region"], "number": card["number"]},
    }
    with Browser.opened(running, cookies=signed_in) as browser:

        def visit(address: str, decision: str) -> Taken:
            page = browser.open(address)
            if page.url.path == "/me/requests":
                return Taken("GET", str(browser.answer(page, decision).url))
            return Taken("GET", str(browser.press(page, decision).url))

        return program.run(programs / "openid_client_terminal.mjs", given, visit)


class TestWhatTheWebsiteReadsWhenItIsRefused:
    @pytest.mark.parametrize(
        ("what", "error"),
        [
            ("denied", "access_denied"),
            ("wrongVerifier", "invalid_grant"),
            ("afterwards", "login_required"),
        ],
    )
    def test_is_the_registered_code(self, seen: Seen, what: str, error: str) -> None:
        assert seen[what]["error"] == error

    @pytest.mark.parametrize(
        ("what", "code"),
        [
            ("wrongNonce", "OAUTH_JWT_CLAIM_COMPARISON_FAILED"),
            ("wrongState", "OAUTH_INVALID_RESPONSE"),
            ("otherSub", "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED"),
        ],
    )
    def test_is_what_the_library_checks_by_itself(self, seen: Seen, what: str, code: str) -> None:
        assert seen[what]["code"] == code

    def test_is_that_its_token_verifies_no_card(self, seen: Seen) -> None:
        assert seen["verify"] in (401, 403)

    def test_is_that_the_token_ended_with_the_session(self, seen: Seen) -> None:
        assert seen["userinfoAfterwards"]["challenges"][0]["error"] == "invalid_token"


class TestTheWebsite:
    def test_signs_somebody_in_and_learns_who(self, seen: Seen) -> None:
        claims = seen["claims"]
        assert claims["aud"] == seen["client"]
        assert claims["acr"] == "urn:joincard:acr:password-otp"
        assert claims["amr"] == ["pwd", "otp"]
        assert seen["userinfo"]["sub"] == claims["sub"]
        assert seen["userinfo"]["name"] == "Ingrid Solvang Haugland"

    def test_gets_a_token_for_userinfo_alone(self, seen: Seen) -> None:
        assert seen["tokens"] == {"type": "bearer", "scope": "openid profile", "refresh": None}

    def test_knows_them_again_without_a_page_and_by_a_form(self, seen: Seen) -> None:
        assert seen["silent"] == seen["form"] == seen["claims"]["sub"]

    def test_signs_them_out_and_gets_them_back(self, seen: Seen) -> None:
        assert seen["left"] == {"address": LEFT, "state": True}


class TestATerminal:
    def test_is_refused_when_the_holder_says_no(self, shown: Seen) -> None:
        assert shown["denied"]["error"] == "access_denied"

    def test_gets_tokens_once(self, shown: Seen) -> None:
        assert shown["again"]["error"] == "invalid_grant"

    def test_shows_a_code_and_verifies_what_the_holder_agreed_to(self, shown: Seen) -> None:
        assert shown["asked"]["page"] == "?done=approved"
        assert shown["tokens"]["type"] == "dpop"
        assert shown["tokens"]["scope"] == "openid verify"
        assert shown["verified"] == {"status": 201, "outcome": "permitted", "receipt": "string"}

    def test_asks_on_the_holders_page_too_and_knows_them_by_the_same_name(self, shown: Seen) -> None:
        assert shown["clerk"]["sub"] == shown["tokens"]["sub"]
        assert shown["clerk"]["verified"]["outcome"] == "permitted"
