"""Proofs at the pushed and the token endpoint; codes bound to a key (RFC 9449 sections 4 and 10)."""

from typing import Any

from tests.specs.fapi2 import demands
from tests.specs.fapi2.party import Party
from tests.specs.fapi2.sender import PAR, RESOURCE, TOKEN
from tests.specs.fapi2.suite import Suite
from tests.specs.fapi2.wish import Wish
from tests.specs.system import another

REFUSALS = ("invalid_request", "invalid_grant", "invalid_dpop_proof")


def goes_all_the_way(party: Party, **claims: int) -> None:
    """Every proof of the way, with these claims, is taken."""
    wish = party.wish()
    changes: dict[str, Any] = {**claims}
    if party.row.holder:
        address = party.address(party.pushed(wish, party.proof("POST", PAR, **changes)))
        answer = party.redeem(wish, party.code(wish, address), party.proof("POST", TOKEN, **changes))
    else:
        answer = party.ready()(party.proof("POST", TOKEN, **changes))
    tokens = party.tokens(answer, wish.parameters.get("nonce"))
    demands.admitted(party.call(tokens, party.proof("GET", RESOURCE, tokens.access, **changes)))


def code(party: Party, wish: Wish, *, proof: bool) -> str:
    """A code, of a request that was pushed with a proof or without one."""
    return party.code(wish, party.address(party.pushed(wish, party.proof("POST", PAR) if proof else None)))


def foreign_jkt(party: Party) -> str:
    """The thumbprint of a key that is not the client's."""
    return another(party.key).thumbprint()


def test_fapi2_security_profile_final_check_dpop_proof_nbf_exp(suite: Suite) -> None:
    goes_all_the_way(suite.first, nbf=suite.first.now, exp=suite.first.now + 300)


def test_fapi2_security_profile_final_ensure_dpopproof_with_iat_10seconds_before_succeeds(
    suite: Suite,
) -> None:
    goes_all_the_way(suite.first, iat=suite.first.now - 10)


def test_fapi2_security_profile_final_ensure_dpopproof_with_iat_10seconds_after_succeeds(
    suite: Suite,
) -> None:
    goes_all_the_way(suite.first, iat=suite.first.now + 10)


def test_fapi2_security_profile_final_ensure_mismatched_dpop_jkt_fails(suite: Suite) -> None:
    party = suite.first
    answer = party.push(party.wish(dpop_jkt=foreign_jkt(party)), party.proof("POST", PAR))
    demands.refused(answer, "invalid_request", "invalid_dpop_proof")


def test_fapi2_security_profile_final_ensure_token_endpoint_fails_with_mismatched_dpop_proof_jkt(
    suite: Suite,
) -> None:
    wish = suite.first.wish()
    bound = code(suite.first, wish, proof=True)
    suite.first.take_new_proof_key()
    demands.refused(suite.first.redeem(wish, bound), *REFUSALS)


def test_fapi2_security_profile_final_ensure_token_endpoint_fails_with_mismatched_dpop_jkt(
    suite: Suite,
) -> None:
    wish = suite.first.wish(dpop_jkt=foreign_jkt(suite.first))
    demands.refused(suite.first.redeem(wish, code(suite.first, wish, proof=False)), *REFUSALS)


def test_fapi2_security_profile_final_ensure_dpopproof_at_par_endpoint_binding_success(suite: Suite) -> None:
    for party in (suite.first, suite.second):
        wish = party.wish()
        answer = party.redeem(wish, code(party, wish, proof=True))
        party.tokens(answer, wish.parameters.get("nonce"))


def test_fapi2_security_profile_final_ensure_dpop_auth_code_binding_success(suite: Suite) -> None:
    for party in (suite.first, suite.second):
        wish = party.wish(dpop_jkt=party.confirmation["jkt"])
        answer = party.redeem(wish, code(party, wish, proof=True))
        party.tokens(answer, wish.parameters.get("nonce"))
