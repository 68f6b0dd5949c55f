"""Proofs at the resource: each is wrong, or odd but right, in one way (RFC 9449 section 4.3)."""

from base64 import urlsafe_b64decode
from collections.abc import Mapping
from typing import Any

from tests.specs.fapi2 import demands
from tests.specs.fapi2.demands import Tokens
from tests.specs.fapi2.party import Party
from tests.specs.fapi2.sender import RESOURCE
from tests.specs.fapi2.suite import Suite
from tests.specs.system import ISSUER, Reply, another, b64, public, sign

HOUR = 3600
UNSIGNED = b64(b'{"alg":"none","typ":"dpop+jwt"}')
HOST = ISSUER.removeprefix("https://")
WRONG_CLAIMS: tuple[Mapping[str, object], ...] = (
    {"jti": None},
    {"htm": None},
    {"htu": None},
    {"iat": None},
    {"ath": None},
    {"htm": "PUT"},
    {"htu": f"{ISSUER}{RESOURCE}ohnonotagain"},
    {"ath": b64(b"\0" * 32)},
)
ODD_BUT_RIGHT: tuple[Mapping[str, object], ...] = (
    {"htu": f"{ISSUER}{RESOURCE}?a=b#c"},
    {"htu": f"{ISSUER}{RESOURCE}"},
    {"htu": f"HTTPS://{HOST.upper()}{RESOURCE}"},
    {"htu": f"https://{HOST}:443{RESOURCE}"},
    {"header": {"tx_id": 1}, "tx_id_key": 1},
)


def calls(party: Party, tokens: Tokens, proof: str) -> Reply:
    """Ask for the resource with this proof."""
    return party.call(tokens, {"DPoP": proof})


def forged(proof: str) -> tuple[str, ...]:
    """What can be done to a finished proof that must not get through."""
    header, claims, signature = proof.split(".")
    flipped = "B" if signature[9] == "A" else "A"
    return (
        f"{header}.{claims}",
        f"{UNSIGNED}.{claims}.",
        f"{header}.{claims}.{signature[:9]}{flipped}{signature[10:]}",
        f"{proof},{proof}",
    )


def wrong_headers(party: Party) -> tuple[Mapping[str, object], ...]:
    """Headers of a proof, each with one thing missing or wrong."""
    private = dict(party.system.proof_key.as_dict(private=True))
    return ({"typ": None}, {"typ": "dpop+jwt+wrongyousee"}, {"jwk": None}, {"jwk": private}, {"alg": None})


def test_fapi2_security_profile_final_dpop_negative_tests(suite: Suite) -> None:
    for party in (suite.first, suite.second):
        tokens = party.signed_in()
        are_turned_away(party, tokens)
        are_admitted(party, tokens)


def are_turned_away(party: Party, tokens: Tokens) -> None:
    """Wrong proofs, and none; a token of its own is no better as Bearer."""

    def proof(**changes: Any) -> str:
        return party.proof("GET", RESOURCE, tokens.access, **changes)["DPoP"]

    for claims in (*WRONG_CLAIMS, {"iat": party.now + HOUR}, {"iat": party.now - HOUR}):
        demands.turned_away(calls(party, tokens, proof(**claims)))
    for header in wrong_headers(party):
        demands.turned_away(calls(party, tokens, proof(header=header)))
    for text in (*forged(proof()), proof(key=another(party.key))):
        demands.turned_away(calls(party, tokens, text))
    if party.key.key_type == "RSA":
        demands.turned_away(calls(party, tokens, signed_with_rs256(party, tokens)))
    demands.turned_away(party.call(tokens, {}))
    demands.turned_away(party.call(tokens, {}, scheme="Bearer"))
    twice = [("Authorization", f"DPoP {tokens.access}"), ("DPoP", proof()), ("DPoP", proof())]
    demands.turned_away(Reply.of(party.system.web.get(RESOURCE, headers=twice)))


def are_admitted(party: Party, tokens: Tokens) -> None:
    """Proofs that are right, however they are written; the same one a second time is not."""
    for changes in ODD_BUT_RIGHT:
        demands.admitted(party.call(tokens, party.proof("GET", RESOURCE, tokens.access, **dict(changes))))
    once = party.proof("GET", RESOURCE, tokens.access)["DPoP"]
    demands.admitted(party.call(tokens, {"DPOP": once}))
    demands.turned_away(calls(party, tokens, once))
    demands.admitted(party.call(tokens))


def signed_with_rs256(party: Party, tokens: Tokens) -> str:
    """A proof that is right but for its algorithm."""
    key = party.system.proof_key
    good = party.proof("GET", RESOURCE, tokens.access)["DPoP"]
    header = {"typ": "dpop+jwt", "alg": "RS256", "jwk": public(key)}
    return sign(header, urlsafe_b64decode(good.split(".")[1] + "=="), key, alg="RS256")
