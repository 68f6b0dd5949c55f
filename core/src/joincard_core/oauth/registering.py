"""Client metadata from a stranger's JSON (RFC 7591 section 2, with RFC 8705, 9101, 9126, 9396 and 9449).

Unknown members are ignored and not kept (section 2). Choices: ``grant_types`` left out is the code flow
where there are redirect URIs and client credentials where there are none; a system has no secret, so one that
asks for it is refused, and its tokens are bound to a DPoP key or to a certificate, to one of them, always.
Only where staff invited a client that signs people in and does nothing else are there secrets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from joincard_core.keys import Alg
from joincard_core.oauth import redirect_uri
from joincard_core.oauth.client_metadata import (
    AUTH_METHODS,
    CIBA,
    CODE,
    DELIVERY_MODES,
    DETAILS_TYPES,
    FRONT_TYPES,
    GRANT_TYPES,
    IMPLICIT,
    OUR_ALGS,
    RESPONSE_MODES,
    SECRET_METHODS,
    SIGNING_ALGS,
    USUAL,
    ClientMetadata,
    covers,
)
from joincard_core.oauth.jws import algorithm
from joincard_core.oauth.members import Members
from joincard_core.oauth.model import ID, SCOPES, USUAL_SCOPES, Client
from joincard_core.oauth.registered_keys import NO_KEYS, key_set
from joincard_core.oauth.registration_checks import (
    CHECKS,
    NOTIFICATION,
    SIGN_IN_CHECKS,
    Registration,
)
from joincard_core.oauth.registration_errors import InvalidClientMetadata, InvalidRedirectUri
from joincard_core.oauth.sign_in_members import sign_in_members
from joincard_core.oauth.tls_subject import tls_subject

SERVICE = re.compile(r"\*|[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){0,2}(?:\.\*)?")
SIGN_IN_ALG: Alg = "RS256"
EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a registration may reach at most. ``services`` are scopes of services, all when empty.

    ``signs_in``: it is for a client that signs people in and does nothing else, and for no other.
    """

    scopes: frozenset[str] = frozenset(SCOPES)
    services: tuple[str, ...] = ()
    signs_in: bool = False

    def to_text(self) -> str:
        """As a row keeps it."""
        kept = {"scopes": sorted(self.scopes), "services": self.services, "signs_in": self.signs_in}
        return json.dumps(kept)

    @classmethod
    def of_text(cls, text: str) -> Bounds:
        """What ``to_text`` wrote."""
        kept = json.loads(text)
        return cls(frozenset(kept["scopes"]), tuple(kept["services"]), kept.get("signs_in", False))


def read(
    members: Mapping[str, object], bounds: Bounds, *, local: bool = False, implicit: bool = False
) -> Registration:
    """What ``members`` register. ``local``: http is allowed where the demo can use it.

    ``implicit``: a client that signs people in may register the implicit flow.

    Raises ``InvalidClientMetadata`` or ``InvalidRedirectUri``.
    """
    sent = Members(members)
    found = Registration(
        name=sent.text("client_name") or "",
        jwks=key_set(sent.raw("jwks"), signs_in=bounds.signs_in) if "jwks" in sent else NO_KEYS,
        scopes=_scopes(sent, bounds),
        metadata=_metadata(sent, bounds, local, implicit and bounds.signs_in),
    )
    for check in SIGN_IN_CHECKS if bounds.signs_in else CHECKS:
        check(found)
    return found


def written(client: Client) -> dict[str, object]:
    """The members of a client as ``read`` takes them: everything that is registered, defaults included."""
    members: dict[str, object] = {"client_name": client.name, "scope": " ".join(sorted(client.scopes))}
    if client.jwks.get("keys"):
        members["jwks"] = dict(client.jwks)
    for each in fields(ClientMetadata):
        value = getattr(client.metadata, each.name)
        if value is not None and (value != () or each.name in ("grant_types", "response_types")):
            members[each.name] = list(value) if isinstance(value, tuple) else value
    return members


def _metadata(sent: Members, bounds: Bounds, local: bool, implicit: bool) -> ClientMetadata:
    redirect_uris = _redirect_uris(sent, local)
    usual = (CODE,) if redirect_uris else USUAL.grant_types
    grant_types = sent.choices("grant_types", (*GRANT_TYPES, *((IMPLICIT,) if implicit else ())), usual)
    response_types = ("code", *(FRONT_TYPES if implicit else ()))
    by_certificate = sent.flag("tls_client_certificate_bound_access_tokens", False)
    return ClientMetadata(
        redirect_uris=redirect_uris,
        grant_types=grant_types,
        response_types=sent.choices(
            "response_types", response_types, ("code",) if CODE in grant_types else ()
        ),
        response_modes=sent.choices("response_modes", RESPONSE_MODES, ()),
        token_endpoint_auth_method=_method(sent, bounds),
        token_endpoint_auth_signing_alg=_alg(sent, "token_endpoint_auth_signing_alg", bounds),
        jwks_uri=sent.address("jwks_uri", http=local),
        tls_client_certificate_bound_access_tokens=by_certificate,
        dpop_bound_access_tokens=sent.flag(
            "dpop_bound_access_tokens", not (by_certificate or bounds.signs_in)
        ),
        require_signed_request_object=sent.flag("require_signed_request_object", False),
        request_object_signing_alg=_alg(sent, "request_object_signing_alg", bounds),
        authorization_signed_response_alg=_ours(sent, "authorization_signed_response_alg"),
        id_token_signed_response_alg=_of_id_token(sent, bounds),
        introspection_signed_response_alg=_ours(sent, "introspection_signed_response_alg"),
        authorization_details_types=sent.choices("authorization_details_types", DETAILS_TYPES, ()),
        client_uri=sent.address("client_uri"),
        contacts=sent.texts("contacts"),
        software_id=sent.text("software_id"),
        software_version=sent.text("software_version"),
        refresh_token_rotation=sent.flag("refresh_token_rotation", False),
        services=_services(sent, bounds),
        subcontractors=_subcontractors(sent),
        needed_scopes=sent.texts("needed_scopes"),
        backchannel_token_delivery_mode=_delivery(sent, grant_types),
        backchannel_client_notification_endpoint=sent.address(NOTIFICATION, http=local),
        backchannel_authentication_request_signing_alg=_alg(
            sent, "backchannel_authentication_request_signing_alg"
        ),
        **tls_subject(sent),
        **sign_in_members(sent, bounds.signs_in, local=local),
    )


def _redirect_uris(sent: Members, local: bool) -> tuple[str, ...]:
    try:
        found = sent.texts("redirect_uris", redirect_uri.LONGEST)
    except InvalidClientMetadata:
        raise InvalidRedirectUri("A list of different addresses, 20 at most.") from None
    for uri in found:
        if fault := redirect_uri.fault(uri, local=local):
            raise InvalidRedirectUri(fault)
    return found


def _scopes(sent: Members, bounds: Bounds) -> frozenset[str]:
    needed = frozenset({"openid"} if CIBA in sent.texts("grant_types") else ())
    usual = (USUAL_SCOPES | needed) & bounds.scopes or bounds.scopes
    found = frozenset((sent.text("scope") or " ".join(usual)).split(" "))
    if not found <= bounds.scopes:
        raise InvalidClientMetadata(
            "scope", f"Out of {' '.join(sorted(bounds.scopes))}, parted by one space."
        )
    return found


def _services(sent: Members, bounds: Bounds) -> tuple[str, ...]:
    found = sent.texts("services") or bounds.services
    for service in found:
        if not SERVICE.fullmatch(service) or service.count(".") > 2:
            raise InvalidClientMetadata(
                "services", "Services such as healthcare.clinic.day_visit, healthcare.clinic.* or healthcare."
            )
        if bounds.services and not any(covers(scope, service) for scope in bounds.services):
            raise InvalidClientMetadata("services", f"Within {', '.join(bounds.services)}.")
    return found


def _subcontractors(sent: Members) -> tuple[str, ...]:
    found = sent.texts("subcontractors")
    if not all(ID.fullmatch(client) for client in found):
        raise InvalidClientMetadata("subcontractors", "A list of client ids.")
    return found


def _alg(sent: Members, name: str, bounds: Bounds | None = None) -> str | None:
    if name not in sent:
        return None
    of_sign_in = (SIGN_IN_ALG,) if bounds and bounds.signs_in else ()
    return algorithm(sent.choice(name, (*SIGNING_ALGS, "Ed25519", *of_sign_in), ""))


def _method(sent: Members, bounds: Bounds) -> str:
    """How the client authenticates; with a secret only where it signs people in and does nothing else."""
    methods = (*SECRET_METHODS, AUTH_METHODS[0]) if bounds.signs_in else AUTH_METHODS
    return sent.choice("token_endpoint_auth_method", methods, methods[0])


def _of_id_token(sent: Members, bounds: Bounds) -> Alg:
    """RS256 is what OpenID Connect takes for granted (section 15.1), and FAPI 2.0 forbids."""
    if not bounds.signs_in:
        return _ours(sent, "id_token_signed_response_alg")
    chosen = sent.choice("id_token_signed_response_alg", (SIGN_IN_ALG, *OUR_ALGS), SIGN_IN_ALG)
    return next(alg for alg in (SIGN_IN_ALG, *OUR_ALGS) if alg == chosen)


def _delivery(sent: Members, grant_types: tuple[str, ...]) -> str | None:
    """How tokens come after a holder was asked at a counter; where nothing is said, by polling."""
    name = "backchannel_token_delivery_mode"
    if name not in sent and CIBA not in grant_types:
        return None
    return sent.choice(name, DELIVERY_MODES, DELIVERY_MODES[0])


def _ours(sent: Members, name: str) -> Alg:
    chosen = sent.choice(name, OUR_ALGS, OUR_ALGS[0])
    return next(alg for alg in OUR_ALGS if alg == chosen)
