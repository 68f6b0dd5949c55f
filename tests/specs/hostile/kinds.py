"""Every place where the authority takes a JWT: how one in order is made, sent, and known to be taken."""

from __future__ import annotations

import json
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from joincard_core.keys import KeyRing

from tests.specs.hostile import forged_claims, forged_forms, forged_headers, forged_signatures
from tests.specs.hostile.forged_claims import Wrong, wrong_claims
from tests.specs.hostile.genuine import Genuine, Mutant, Signer, forger, of_key
from tests.specs.hostile.target import Target, hash_of
from tests.specs.system import EC, ISSUER, TOKEN, Reply, public, sign

API = "/v1/verifications/" + "0" * 32  # known to be empty: a token that is taken gets a 404
BAD_CLIENT = {"invalid_client", "invalid_request"}
BAD_GRANT = {"invalid_grant", "invalid_request"}
BAD_PROOF = {"invalid_dpop_proof", "use_dpop_nonce"}
BAD_OBJECT = {
    *("invalid_request_object", "invalid_request", "invalid_client", "invalid_scope"),
    *("unsupported_response_type", "invalid_authorization_details", "invalid_target"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of token at one door. ``types``: the ``typ`` that it may have."""

    name: str
    genuine: Callable[[Target], Genuine]
    send: Callable[[Target, Genuine, str], Reply]
    taken: Callable[[Reply], bool]
    refused: Callable[[Reply], bool]
    wrong: Callable[[Genuine], Wrong]
    types: tuple[str, ...]
    in_a_header: bool = False
    ours: bool = False
    kid_counts: bool = False

    def mutants(self, of: Genuine) -> Iterator[Mutant]:
        """Everything that must be refused, and can be sent."""
        for family in (*forged_signatures.FAMILIES, *forged_headers.FAMILIES):
            yield from family(of)
        # Nobody else has a key of ours: what is wrong in its form is the forger's.
        formed = replace(of, signer=forger(of)[1]) if self.ours else of
        for family in forged_forms.FAMILIES:
            yield from family(formed)
        yield from wrong_claims(of, self.wrong(of))
        yield from forged_headers.wrong_type(of, self.types)
        named = forged_headers.unknown_kid if self.kid_counts else forged_headers.no_text_as_kid
        yield from named(of)

    def sendable(self, of: Genuine) -> Iterator[Mutant]:
        """Mutants that HTTP carries as they are: a header loses what is white around it, and may not be empty."""
        for mutant in self.mutants(of):
            text = mutant.compact
            clean = text.isascii() and text.isprintable() and text == text.strip(" ") != ""
            if clean or not self.in_a_header:
                yield mutant


def assertion(target: Target) -> Genuine:
    """A client assertion of the hospital."""
    now = target.portal("hospital").now
    claims = {"iss": "hospital", "sub": "hospital", "aud": ISSUER, "exp": now + 60, "iat": now}
    return of_key(EC, {"typ": "JWT"}, {**claims, "jti": secrets.token_hex(8)})


def request_object(target: Target) -> Genuine:
    """A signed request of the portal."""
    portal = target.portal()
    times = {"nbf": portal.now, "exp": portal.now + 300, "jti": secrets.token_hex(8)}
    claims = {"iss": "portal", "aud": ISSUER, "client_id": "portal", **times, **portal.wishes()}
    return of_key(EC, {"typ": "oauth-authz-req+jwt"}, claims)


def proof_for_a_token(target: Target) -> Genuine:
    """A DPoP proof at the token endpoint."""
    claims = {"htm": "POST", "htu": TOKEN, "iat": target.portal().now, "jti": secrets.token_hex(8)}
    return of_key(EC, {"typ": "dpop+jwt", "jwk": public(EC)}, claims)


def proof_for_the_api(target: Target) -> Genuine:
    """A DPoP proof that goes with an access token."""
    hospital = target.portal("hospital")
    token = hospital.token()
    claims = {"htm": "GET", "htu": ISSUER + API, "iat": hospital.now, "jti": secrets.token_hex(8)}
    return of_key(EC, {"typ": "dpop+jwt", "jwk": public(EC)}, {**claims, "ath": hash_of(token)}, token)


def access_token(target: Target) -> Genuine:
    """An access token of the hospital, with the authority's own key to sign others."""
    header, claims, _ = target.portal("hospital").token().split(".")
    found = json.loads(unb64(header))
    (known,) = (jwk for jwk in target.keys.jwks()["keys"] if jwk["kid"] == found["kid"])
    return Genuine(found, json.loads(unb64(claims)), signer_of(target.keys), known)


def signer_of(ring: KeyRing) -> Signer:
    """What signs with the authority's key: in a test alone, as if it had been made to sign anything."""
    key = ring._look().current["token", "ES256"]
    return partial(ring._backend.sign, key.reference, "ES256")


def unb64(text: str) -> bytes:
    """The bytes of base64url."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def ask_for_a_token(target: Target, of: Genuine, compact: str) -> Reply:
    """Send an assertion."""
    return target.portal("hospital").ask(client_assertion=compact)


def prove_for_a_token(target: Target, of: Genuine, compact: str) -> Reply:
    """Send a proof to the token endpoint."""
    return target.portal("hospital").ask(compact)


def prove_for_the_api(target: Target, of: Genuine, compact: str) -> Reply:
    """Send a proof with a good token."""
    return target.portal("hospital").call(of.beside, compact)


def call_the_api(target: Target, of: Genuine, compact: str) -> Reply:
    """Send an access token with a proof that is made for it."""
    portal = target.portal("hospital")
    header = {"typ": "dpop+jwt", "alg": "ES256", "jwk": public(EC)}
    claims = {"htm": "GET", "htu": ISSUER + API, "iat": portal.now, "jti": secrets.token_hex(8)}
    return portal.call(compact, sign(header, {**claims, "ath": hash_of(compact)}, EC))


def push(target: Target, of: Genuine, compact: str) -> Reply:
    """Send a request object."""
    return target.portal().post("/oauth/par", request=compact)


def exchange(target: Target, of: Genuine, compact: str) -> Reply:
    """Send a subject token."""
    return target.portal("cleaner").exchange(compact)


def introspect(target: Target, of: Genuine, compact: str) -> Reply:
    """Ask about a token."""
    return target.portal("hospital").introspect(compact)


def status(number: int) -> Callable[[Reply], bool]:
    """Whether an answer has a status."""
    return lambda reply: reply.status_code == number


def says(number: int, errors: set[str]) -> Callable[[Reply], bool]:
    """Whether an answer is a refusal in the words of RFC 6749."""
    return lambda reply: reply.status_code == number and reply.json.get("error") in errors


def problem(*codes: str) -> Callable[[Reply], bool]:
    """Whether an answer is a refusal of the API, with its challenge."""
    return lambda reply: (
        reply.status_code == 401 and reply.json.get("code") in codes and "WWW-Authenticate" in reply.headers
    )


def of_a_client(name: str, genuine: Callable[[Target], Genuine], **rest: Any) -> Kind:
    """A token that a client signs, in a form."""
    return Kind(name=name, genuine=genuine, kid_counts=True, **rest)


def of_ours(name: str, **rest: Any) -> Kind:
    """An access token at one of its doors."""
    return Kind(
        name=name,
        genuine=access_token,
        wrong=forged_claims.of_an_access_token,
        types=("at+jwt",),
        ours=True,
        kid_counts=True,
        **rest,
    )


KINDS = (
    of_a_client(
        "client assertion",
        assertion,
        send=ask_for_a_token,
        taken=status(200),
        refused=says(400, BAD_CLIENT),
        wrong=forged_claims.of_an_assertion,
        types=("JWT", "client-authentication+jwt"),
    ),
    of_a_client(
        "request object",
        request_object,
        send=push,
        taken=status(201),
        refused=says(400, BAD_OBJECT),
        wrong=forged_claims.of_a_request_object,
        types=("JWT", "oauth-authz-req+jwt"),
    ),
    Kind(
        name="proof for a token",
        genuine=proof_for_a_token,
        send=prove_for_a_token,
        taken=status(200),
        refused=says(400, BAD_PROOF),
        wrong=forged_claims.of_a_proof_for_a_token,
        types=("dpop+jwt",),
        in_a_header=True,
    ),
    Kind(
        name="proof for the API",
        genuine=proof_for_the_api,
        send=prove_for_the_api,
        taken=status(404),
        refused=problem("oauth.invalid-dpop-proof", "oauth.use-dpop-nonce"),
        wrong=forged_claims.of_a_proof,
        types=("dpop+jwt",),
        in_a_header=True,
    ),
    of_ours(
        "access token",
        send=call_the_api,
        taken=status(404),
        refused=problem("oauth.invalid-token", "oauth.invalid-dpop-proof"),
        in_a_header=True,
    ),
    of_ours(
        "subject token",
        send=exchange,
        taken=status(200),
        refused=says(400, BAD_GRANT),
    ),
    of_ours(
        "introspected token",
        send=introspect,
        taken=lambda reply: bool(reply.json.get("active")),
        refused=lambda reply: reply.json == {"active": False} or says(400, {"invalid_request"})(reply),
    ),
)
