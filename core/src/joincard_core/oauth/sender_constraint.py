"""What a token is bound to: the key of a DPoP proof (RFC 9449) or a client certificate (RFC 8705 section 3).

Choice: no system has a token that whoever finds it can use (FAPI 2.0 section 5.3.2.1). Which of the two it
is stands in the client's registration. A client that only signs people in may have tokens bound to nothing
(OpenID Connect); they open userinfo and no other address.
"""

from __future__ import annotations

from dataclasses import dataclass

from joincard_core.clock import from_epoch
from joincard_core.oauth import dpop, store
from joincard_core.oauth.certificate_keys import is_strong
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.oauth.errors import InvalidBinding, InvalidDpopProof
from joincard_core.oauth.nonce import Nonces
from joincard_core.oauth.request import FormRequest
from joincard_core.storage import Tx


@dataclass(frozen=True, slots=True)
class Binding:
    """One of two thumbprints: ``jkt`` of a DPoP key, ``x5t`` of a certificate; none for signing in alone."""

    jkt: str | None = None
    x5t: str | None = None

    @property
    def token_type(self) -> str:
        """How a token bound like this is presented (RFC 9449 section 5, RFC 6750)."""
        return "Bearer" if self.jkt is None else "DPoP"

    @property
    def is_bound(self) -> bool:
        """Whether there is a key to prove."""
        return self.jkt is not None or self.x5t is not None

    def cnf(self) -> dict[str, str]:
        """The claim that confirms it (RFC 7800); empty where there is nothing to confirm."""
        members = {"jkt": self.jkt, "x5t#S256": self.x5t}
        return {name: value for name, value in members.items() if value is not None}


UNBOUND = Binding()


@dataclass(frozen=True, slots=True)
class Bound:
    """A binding that this request has proved. The proof, if there is one, must still be used up."""

    binding: Binding
    proof: dpop.Proof | None = None

    def use_up(self, tx: Tx) -> None:
        """Take the proof once. Raises ``InvalidDpopProof``."""
        if self.proof is not None:
            use_up(tx, self.proof)


@dataclass(frozen=True, slots=True)
class SenderConstraint:
    """Finds out what a token request is bound to. ``leeway`` of a proof's time is in seconds."""

    issuer: str
    leeway: int
    nonces: Nonces

    def bound(self, request: FormRequest, metadata: ClientMetadata, now: int) -> Bound:
        """The binding of a request. Raises ``InvalidBinding``, ``InvalidDpopProof`` or ``UseDpopNonce``."""
        if metadata.signs_in:
            return Bound(UNBOUND)
        if metadata.tls_client_certificate_bound_access_tokens:
            if request.certificate is None:
                raise InvalidBinding(
                    "This client's tokens are bound to its certificate; the request came without one."
                )
            if not is_strong(request.certificate.x509()):
                raise InvalidBinding(
                    "The key of the certificate must be RSA of 2048 bits at least, EC of 224, or Ed25519."
                )
            return Bound(Binding(x5t=request.certificate.thumbprint))
        proof = self.proof(request, now)
        return Bound(Binding(jkt=proof.jkt), proof)

    def proof(self, request: FormRequest, now: int) -> dpop.Proof:
        """The DPoP proof of a request. Raises ``InvalidDpopProof`` or ``UseDpopNonce``."""
        expected = dpop.Expected("POST", self.issuer + request.endpoint, now, self.leeway, nonces=self.nonces)
        return dpop.proof(request.dpop, expected)


def use_up(tx: Tx, proof: dpop.Proof) -> None:
    """Take a proof once. Raises ``InvalidDpopProof``."""
    if not store.use_once(tx, "dpop", proof.jkt, proof.jti, from_epoch(proof.expires_at)):
        raise InvalidDpopProof("The DPoP proof was used before. Sign a new one for each request.")
