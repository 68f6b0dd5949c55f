"""What the members of a registration must be together (RFC 7591 section 2): a row of short checks.

``registering`` reads each member by itself; what is checked here is seen only when all of them are there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from joincard_core.oauth.client_metadata import CIBA, CODE, DEVICE, GRANT_TYPES, IMPLICIT, ClientMetadata
from joincard_core.oauth.registered_keys import holds_certificates
from joincard_core.oauth.registration_errors import InvalidClientMetadata, InvalidRedirectUri
from joincard_core.oauth.tls_subject import TLS_MEMBERS

TELLING = frozenset({"profile", "email", "phone", "address"})
"""Scopes that ask for claims (OpenID Connect Core section 5.4)."""
OF_HOLDERS = TELLING | {"openid"}
SIGN_IN_SCOPES = OF_HOLDERS | {"offline_access"}
NOTIFICATION = "backchannel_client_notification_endpoint"
OF_CIBA = (
    "backchannel_token_delivery_mode",
    "backchannel_authentication_request_signing_alg",
    NOTIFICATION,
)
PING = "ping"


@dataclass(frozen=True, slots=True)
class Registration:
    """What a client registered, checked. ``name`` is empty where it gave none; so is ``jwks``."""

    name: str
    jwks: Mapping[str, object] = field(repr=False)
    scopes: frozenset[str]
    metadata: ClientMetadata


def code_flow(found: Registration) -> None:
    """The code flow has redirect URIs and the response type ``code``; nothing else has them."""
    flow = {CODE, IMPLICIT} & set(found.metadata.grant_types)
    if flow and not found.metadata.redirect_uris:
        raise InvalidRedirectUri("The grant type authorization_code needs at least one address.")
    if flow != {CODE if each == "code" else IMPLICIT for each in found.metadata.response_types}:
        raise InvalidClientMetadata(
            "response_types", "code together with the grant type authorization_code, otherwise none."
        )
    if found.metadata.redirect_uris and not flow:
        raise InvalidClientMetadata("grant_types", "Redirect URIs are for authorization_code alone.")
    if found.scopes & OF_HOLDERS and not {CODE, IMPLICIT, CIBA, DEVICE} & set(found.metadata.grant_types):
        raise InvalidClientMetadata(
            "scope", f"openid and profile need the grant type authorization_code, {CIBA} or {DEVICE}."
        )
    if found.scopes & TELLING and "openid" not in found.scopes:
        raise InvalidClientMetadata("scope", f"{_listed(TELLING)} go with openid.")


def _listed(scopes: frozenset[str]) -> str:
    *most, last = sorted(scopes)
    return f"{', '.join(most)} and {last}"


def needs_what_it_has(found: Registration) -> None:
    """The scopes that a holder cannot leave out are among the client's."""
    if not set(found.metadata.needed_scopes) <= found.scopes:
        raise InvalidClientMetadata("needed_scopes", "A list of scopes that are in scope, too.")


def some_grant(found: Registration) -> None:
    """There is a grant to begin with; a refresh token comes out of what a holder agreed to."""
    grants = set(found.metadata.grant_types)
    if not grants:
        raise InvalidClientMetadata("grant_types", f"At least one of {', '.join(GRANT_TYPES)}.")
    if "refresh_token" in grants and not grants & {CODE, CIBA}:
        raise InvalidClientMetadata("grant_types", f"refresh_token goes with {CODE} or {CIBA}.")


def asks_at_a_counter(found: Registration) -> None:
    """What belongs to CIBA stands with its grant type alone (OpenID CIBA Core section 4)."""
    metadata = found.metadata
    asks = CIBA in metadata.grant_types
    if asks and "openid" not in found.scopes:
        raise InvalidClientMetadata("scope", f"The grant type {CIBA} needs openid.")
    for name in OF_CIBA:
        if not asks and getattr(metadata, name) is not None:
            raise InvalidClientMetadata(name, f"For the grant type {CIBA} alone.")
    pinged = metadata.backchannel_token_delivery_mode == PING
    if pinged != (metadata.backchannel_client_notification_endpoint is not None):
        raise InvalidClientMetadata(
            NOTIFICATION, "An https address in the delivery mode ping, and in no other."
        )


def one_source_of_keys(found: Registration) -> None:
    """Keys stand in the registration or at an address (section 2), and are there where they are needed."""
    metadata, here = found.metadata, bool(found.jwks.get("keys"))
    if here and metadata.jwks_uri:
        raise InvalidClientMetadata("jwks_uri", "Either jwks or jwks_uri, not both.")
    by_keys = metadata.token_endpoint_auth_method in ("private_key_jwt", "self_signed_tls_client_auth")
    signs = (
        metadata.require_signed_request_object
        or metadata.request_object_signing_alg is not None
        or metadata.backchannel_authentication_request_signing_alg is not None
    )
    if (by_keys or signs) and not (here or metadata.jwks_uri):
        raise InvalidClientMetadata(
            "jwks", "A client that signs, or shows its own certificate, has jwks or jwks_uri."
        )


def authenticates(found: Registration) -> None:
    """Each method has what it needs, and nothing of another one's (RFC 8705 section 2)."""
    metadata = found.metadata
    method = metadata.token_endpoint_auth_method
    named = [name for name in TLS_MEMBERS if getattr(metadata, name) is not None]
    if len(named) != (1 if method == "tls_client_auth" else 0):
        raise InvalidClientMetadata(
            "token_endpoint_auth_method",
            f"tls_client_auth has exactly one of {', '.join(TLS_MEMBERS)}; others have none.",
        )
    if method != "private_key_jwt" and metadata.token_endpoint_auth_signing_alg is not None:
        raise InvalidClientMetadata("token_endpoint_auth_signing_alg", "For private_key_jwt alone.")
    if method == "self_signed_tls_client_auth" and not (metadata.jwks_uri or holds_certificates(found.jwks)):
        raise InvalidClientMetadata(
            "jwks", "self_signed_tls_client_auth has a key with its certificate in x5c."
        )


def sender_constrained(found: Registration) -> None:
    """Tokens are bound in one way (FAPI 2.0 section 5.3.2.1)."""
    metadata = found.metadata
    if metadata.dpop_bound_access_tokens == metadata.tls_client_certificate_bound_access_tokens:
        raise InvalidClientMetadata(
            "dpop_bound_access_tokens",
            "Either this or tls_client_certificate_bound_access_tokens is true, and only one of them.",
        )


def signs_people_in(found: Registration) -> None:
    """A sign-in client has tokens that are bound to nothing, and so may do nothing but sign people in."""
    if not found.metadata.signs_in:
        raise InvalidClientMetadata(
            "dpop_bound_access_tokens", "Neither this nor tls_client_certificate_bound_access_tokens is true."
        )
    if not found.scopes <= SIGN_IN_SCOPES:
        raise InvalidClientMetadata("scope", f"Out of {' '.join(sorted(SIGN_IN_SCOPES))}.")
    if not set(found.metadata.grant_types) <= {CODE, IMPLICIT, "refresh_token"}:
        raise InvalidClientMetadata("grant_types", "authorization_code, with refresh_token or without.")


CHECKS: tuple[Callable[[Registration], None], ...] = (
    some_grant,
    needs_what_it_has,
    code_flow,
    asks_at_a_counter,
    one_source_of_keys,
    authenticates,
    sender_constrained,
)
SIGN_IN_CHECKS: tuple[Callable[[Registration], None], ...] = (
    some_grant,
    needs_what_it_has,
    code_flow,
    asks_at_a_counter,
    one_source_of_keys,
    authenticates,
    signs_people_in,
)
