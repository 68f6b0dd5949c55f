"""What a request may say, how long it may be, and what beside it does not count."""

import json
from urllib.parse import urlencode

import pytest

from tests.specs.fapi2 import demands
from tests.specs.fapi2.party import Party
from tests.specs.fapi2.sender import AUTHORIZE
from tests.specs.fapi2.suite import Suite
from tests.specs.fapi2.wish import Wish

USERINFO = "/oauth/userinfo"
NAMES = """
name given_name family_name middle_name nickname preferred_username profile picture website gender birthdate
zoneinfo locale updated_at email email_verified phone_number phone_number_verified address
"""
STANDARD_CLAIMS = frozenset(NAMES.split())
"""OpenID Connect Core section 5.1, without ``sub``."""


def goes_all_the_way(party: Party, wish: Wish, **outside: str) -> None:
    """The request leads to tokens, whatever stands beside it in the address."""
    code = party.code(wish, party.address(party.pushed(wish), wish, **outside))
    tokens = party.tokens(party.redeem(wish, code), wish.parameters.get("nonce"))
    demands.admitted(party.call(tokens))


def test_fapi2_security_profile_final_ensure_authorization_request_without_state_success(
    suite: Suite,
) -> None:
    wish = suite.first.wish(state=None)
    assert set(suite.first.told(suite.first.agreed(to(suite.first, wish)), wish)) == {"code"}
    goes_all_the_way(suite.first, suite.first.wish(state=None))


def to(party: Party, wish: Wish) -> str:
    """Where a request that was pushed sends the holder."""
    return party.address(party.pushed(wish), wish)


def test_fapi2_security_profile_final_ensure_authorization_request_without_nonce_success(
    suite: Suite,
) -> None:
    assert "nonce" not in suite.first.signed_in(suite.first.wish(nonce=None)).id_claims


@pytest.mark.parametrize("length", [43, 64])
def test_fapi2_security_profile_final_ensure_authorization_request_with_64_char_nonce_success(
    suite: Suite, length: int
) -> None:
    nonce = "n" * length
    assert suite.first.signed_in(suite.first.wish(nonce=nonce)).id_claims["nonce"] == nonce


def test_fapi2_security_profile_final_ensure_authorization_request_with_long_nonce(suite: Suite) -> None:
    nonce = "0123456789abcdef" * 24
    assert suite.first.signed_in(suite.first.wish(nonce=nonce)).id_claims["nonce"] == nonce


def test_fapi2_security_profile_final_ensure_authorization_request_with_long_state(suite: Suite) -> None:
    goes_all_the_way(suite.first, suite.first.wish(state="0123456789" * 100))


def test_fapi2_security_profile_final_ensure_other_scope_order_succeeds(suite: Suite) -> None:
    turned = " ".join(reversed(suite.first.client.scope.split()))
    assert turned != suite.first.client.scope
    goes_all_the_way(suite.first, suite.first.wish(scope=turned))


def test_fapi2_security_profile_final_test_claims_parameter_identity_claims(suite: Suite) -> None:
    """Every standard claim that we list is told, in one place or the other, to the client that asks for it."""
    metadata = suite.first.system.get("/.well-known/openid-configuration").json
    assert metadata["claims_parameter_supported"] is True
    listed = STANDARD_CLAIMS & set(metadata["claims_supported"])
    assert listed
    wanted: dict[str, object] = dict.fromkeys(listed) | {"no_such_claim": {"essential": True}}
    claims = json.dumps({"id_token": wanted, "userinfo": wanted, "elsewhere": wanted})
    tokens = suite.first.signed_in(suite.first.wish(claims=claims))
    answer = suite.first.call(tokens, path=USERINFO)
    demands.admitted(answer)
    assert answer.json["sub"] == tokens.id_claims["sub"]
    assert set(answer.json) <= {"sub", *listed}
    assert listed <= set(answer.json) | set(tokens.id_claims)
    # Who does not ask is told nothing more than whom.
    assert set(suite.first.call(suite.first.signed_in(), path=USERINFO).json) == {"sub"}


def test_fapi2_security_profile_final_ensure_different_nonce_inside_and_outside_request_object(
    suite: Suite,
) -> None:
    goes_all_the_way(suite.first, suite.first.wish(), nonce="another-one")


def test_fapi2_security_profile_final_ensure_different_state_inside_and_outside_request_object(
    suite: Suite,
) -> None:
    goes_all_the_way(suite.first, suite.first.wish(), state="another-one")


def test_fapi2_security_profile_final_state_only_outside_request_object_not_used(suite: Suite) -> None:
    goes_all_the_way(suite.first, suite.first.wish(state=None), state="outside")


def test_fapi2_security_profile_final_ensure_request_object_without_redirect_uri_fails(suite: Suite) -> None:
    answer = suite.first.push(suite.first.wish(redirect_uri=None))
    demands.refused(answer, "invalid_request", "invalid_request_object")


def test_fapi2_security_profile_final_ensure_redirect_uri_in_authorization_request(suite: Suite) -> None:
    """We take no default, though RFC 6749 would let us where a client has registered one address only."""
    answer = suite.second.push(suite.second.wish(redirect_uri=None))
    demands.refused(answer, "invalid_request", "invalid_request_object")


def test_fapi2_security_profile_final_plain_fapi_tolerate_unregistered_redirect_uri(suite: Suite) -> None:
    """RFC 9126 section 2.4 would let us take it; we do not."""
    registered = suite.first.client.redirect_uris[0]
    for other in (
        f"{registered}/Vf8w2",
        f"{registered}?more=1",
        registered.upper(),
        "https://evil.example/cb",
    ):
        answer = suite.first.push(suite.first.wish(redirect_uri=other))
        demands.refused(answer, "invalid_request", "invalid_request_object")


def test_fapi2_security_profile_final_ensure_unsigned_authorization_request_without_using_par_fails(
    suite: Suite,
) -> None:
    wish = suite.first.wish()
    page = suite.first.browser().open(f"{AUTHORIZE}?{urlencode(wish.parameters)}")
    assert suite.first.error(page, wish) == "invalid_request"


def test_fapi2_security_profile_final_ensure_response_type_code_idtoken_fails(suite: Suite) -> None:
    answer = suite.first.push(suite.first.wish(response_type="code id_token"))
    demands.refused(answer, "unsupported_response_type")


def test_fapi2_security_profile_final_ensure_response_type_token_fails(suite: Suite) -> None:
    answer = suite.first.push(suite.first.wish(response_type="token"))
    demands.refused(answer, "unsupported_response_type")
