"""A resource that needs a stronger or newer sign-in says so (section 3), and the client asks again (section 4)."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from core.tests.signing_in.stepping import Letters
from tests.specs.fapi2 import demands
from tests.specs.fapi2.demands import Tokens
from tests.specs.fapi2.party import Party
from tests.specs.fapi2.wish import Wish
from tests.specs.oidc.client import Client
from tests.specs.system import Reply, Running

CODE = "urn:joincard:acr:password-otp"
PARTS = re.compile(r'(\w+)="([^"]*)"')


def challenge(answer: Reply) -> dict[str, str]:
    """The parts of a challenge; its scheme is under ``scheme``."""
    assert answer.status_code == 401, answer.data
    scheme, _, rest = answer.headers["WWW-Authenticate"].partition(" ")
    return {"scheme": scheme, **dict(PARTS.findall(rest))}


def tokens(party: Party, letters: Letters, **wanted: str) -> Tokens:
    """The tokens that a request gives, with a code where one is asked for."""
    wish: Wish = party.wish(**wanted)
    browser = party.browser()
    page = browser.open(party.address(party.pushed(wish), wish))
    page = browser.press(page, "sign-in", party.holder.typed)
    if page.shown.action.endswith("/code"):
        page = browser.press(page, "sign-in", {"code": letters.code()})
    if "approve" in page.shown.buttons:
        page = browser.press(page, "approve")
    answer = party.redeem(wish, str(party.told(page, wish)["code"]))
    return party.tokens(answer, wish.parameters.get("nonce"))


class TestATokenOfASystem:
    def test_whose_holder_typed_a_password_alone_is_told_what_is_missing(
        self, party: Party, letters: Letters
    ) -> None:
        told = challenge(party.call(tokens(party, letters)))
        assert told["scheme"] == "DPoP"
        assert told["error"] == "insufficient_user_authentication"
        assert (told["acr_values"], told["max_age"]) == (CODE, "300")

    def test_is_good_after_a_request_with_what_the_challenge_named(
        self, party: Party, letters: Letters
    ) -> None:
        told = challenge(party.call(tokens(party, letters)))
        again = tokens(party, letters, acr_values=told["acr_values"], max_age=told["max_age"])
        demands.admitted(party.call(again))
        assert again.id_claims["acr"] == CODE
        assert again.id_claims["amr"] == ["pwd", "otp"]

    def test_is_good_for_as_long_as_the_sign_in_is_recent(
        self, party: Party, letters: Letters, running: Running
    ) -> None:
        found = tokens(party, letters, acr_values=CODE)
        running.clock.advance(timedelta(seconds=300))
        demands.admitted(party.call(found))
        running.clock.advance(timedelta(seconds=1))
        assert challenge(party.call(found))["error"] == "insufficient_user_authentication"

    def test_uses_up_no_proof_that_was_refused(self, party: Party, letters: Letters) -> None:
        found = tokens(party, letters)
        proof = party.proof("GET", "/v1/events", found.access)
        first, second = party.call(found, proof), party.call(found, proof)
        assert challenge(first)["error"] == challenge(second)["error"] == "insufficient_user_authentication"


class TestATokenForSigningIn:
    def test_is_refused_and_taken_alike(self, client: Client, letters: Letters) -> None:
        def asked(**wanted: str) -> Any:
            wish = client.wish(**wanted)
            page = client.begin(wish)
            if "step-up" in page.shown.buttons:
                handle = {"interaction": page.shown.fields["interaction"], "action": "step-up"}
                page = client.browser.press(page, "step-up", handle)
            elif "sign-in" in page.shown.buttons:
                page = client.browser.press(page, "sign-in", client.holder.typed)
            if page.shown.action.endswith("/code"):
                page = client.browser.press(page, "sign-in", {"code": letters.code()})
            found = client.told(client.agreed(page), wish)
            return client.tokens(client.redeem(found["code"], wish), wish["nonce"], alg="ES256")

        weak = asked()
        told = challenge(client.userinfo(weak))
        assert (told["scheme"], told["acr_values"]) == ("Bearer", CODE)
        assert "max_age" not in told
        strong = asked(acr_values=told["acr_values"])
        assert client.userinfo(strong).status_code == 200
        assert strong.claims["acr"] == CODE


class TestIntrospection:
    """Section 6.2."""

    @pytest.mark.parametrize(
        ("wanted", "acr"), [({}, "urn:joincard:acr:password"), ({"acr_values": CODE}, CODE)]
    )
    def test_tells_how_and_when_the_holder_signed_in(
        self, party: Party, letters: Letters, wanted: dict[str, str], acr: str
    ) -> None:
        found = tokens(party, letters, **wanted)
        form = party.authenticated({"token": found.access})
        answer = party.post("/oauth/introspect", form, {})
        assert (answer.json["active"], answer.json["acr"]) == (True, acr)
        assert answer.json["auth_time"] == found.id_claims["auth_time"]
