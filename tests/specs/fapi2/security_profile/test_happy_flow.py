"""The whole way, by both clients; a holder who says no; tokens that are kept fresh."""

from tests.specs.fapi2 import demands
from tests.specs.fapi2.demands import Tokens
from tests.specs.fapi2.party import Party
from tests.specs.fapi2.sender import RESOURCE
from tests.specs.fapi2.suite import Suite

PARTS_THAT_STAY = ("iss", "sub", "aud", "auth_time", "acr", "amr")


def is_not_opened_by_the_other(suite: Suite, tokens: Tokens) -> None:
    """The second client's token, with the first client's key or certificate."""
    demands.turned_away(suite.first.call(tokens))


def test_fapi2_security_profile_final_happy_flow(suite: Suite) -> None:
    first, second, row = suite.first, suite.second, suite.row
    tokens = first.signed_in()
    demands.turned_away(first.system.get(f"{RESOURCE}?access_token={tokens.access}"))
    for accept in ("application/json;charset=UTF-8", "application/json, application/*+json, */*"):
        more = {"Accept": accept, "X-Fapi-Customer-Ip-Address": "2001:db8::1893:25c8:1946"}
        bound = first.certificate if row.certificate_bound else first.proof("GET", RESOURCE, tokens.access)
        demands.admitted(first.call(tokens, {**bound, **more}))
    # The second one binds its code without a proof, has a query in its redirect URI and a longer state.
    jkt = None if row.certificate_bound else second.confirmation["jkt"]
    is_not_opened_by_the_other(suite, second.signed_in(second.wish(dpop_jkt=jkt)))


def test_fapi2_security_profile_final_user_rejects_authentication(suite: Suite) -> None:
    for party, sign_in, no in ((suite.first, False, "cancel"), (suite.second, True, "deny")):
        wish, browser = party.wish(state="s" * 128, prompt="consent"), party.browser()
        page = browser.open(party.address(party.pushed(wish), wish))
        if sign_in:
            page = browser.press(page, "sign-in", party.holder.typed)
        assert party.error(browser.press(page, no), wish) == "access_denied"


def test_fapi2_security_profile_final_access_token_type_header_case_sensitivity(suite: Suite) -> None:
    tokens = suite.first.signed_in()
    demands.admitted(suite.first.call(tokens, scheme=tokens.scheme.swapcase()))


def test_fapi2_security_profile_final_refresh_token(suite: Suite) -> None:
    first, second = suite.first, suite.second
    told = {"refresh_token": keeps_fresh(suite, first).refresh, "scope": first.client.scope}
    asks = {"grant_type": "refresh_token", **told}
    unauthenticated = {"client_assertion": None, "client_assertion_type": None, "client_id": first.id}
    if not suite.row.tls_authentication:
        errors = ("invalid_client", "invalid_grant", "invalid_request")
        demands.refused(first.ask({**asks, **unauthenticated}), *errors)
    unproved = "invalid_client" if suite.row.tls_authentication else "invalid_request"
    unproved = unproved if suite.row.certificate_bound else "invalid_dpop_proof"
    demands.refused(first.ask(asks, {}), unproved)
    tokens = keeps_fresh(suite, second)
    is_not_opened_by_the_other(suite, tokens)
    others = {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
    demands.refused(first.ask(others), "invalid_grant")


def keeps_fresh(suite: Suite, party: Party) -> Tokens:
    """Sign in and refresh twice, each time with a new DPoP key: the tokens of the end."""
    assert (
        "refresh_token" in party.system.get("/.well-known/openid-configuration").json["grant_types_supported"]
    )
    began = kept = party.signed_in()
    for seconds in (1, 30):
        suite.wait(seconds)
        if not suite.row.certificate_bound:
            party.take_new_proof_key()
        scope = None if party.is_second else party.client.scope
        asked = {"grant_type": "refresh_token", "refresh_token": began.refresh, "scope": scope}
        found = party.tokens(party.ask(asked))
        assert found.access != kept.access
        for name in PARTS_THAT_STAY if suite.row.openid else ():
            assert found.id_claims[name] == began.id_claims[name]
        kept = Tokens(found.access, found.scheme, found.refresh or kept.refresh, found.id_claims)
        demands.admitted(party.call(kept))
    return kept
