"""Client metadata (RFC 7591 section 2), with what later RFCs add to it, as frozen values.

Names are those of the RFCs; four members are ours: ``refresh_token_rotation``, ``services``,
``subcontractors`` and ``needed_scopes``. How a stranger's JSON becomes these values: ``registering``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any

from joincard_core.keys import Alg

CODE, CIBA = "authorization_code", "urn:openid:params:grant-type:ciba"
IMPLICIT = "implicit"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
GRANT_TYPES = (
    CODE,
    "client_credentials",
    "refresh_token",
    CIBA,
    DEVICE,
    "urn:ietf:params:oauth:grant-type:token-exchange",
)
TLS_AUTH_METHODS = ("tls_client_auth", "self_signed_tls_client_auth")
AUTH_METHODS = ("private_key_jwt", *TLS_AUTH_METHODS)
SECRET_METHODS = ("client_secret_basic", "client_secret_post")
"""For clients that only sign people in, and can do nothing else (see ``ClientMetadata.signs_in``)."""
FRONT_TYPES = ("id_token", "id_token token")
"""Response types of the implicit flow, for such clients alone and where the operator wants it."""
FRONT_MODES = ("fragment", "form_post")
RESPONSE_MODES = ("query", "form_post", "jwt", "query.jwt", "form_post.jwt")
DETAILS_TYPES = ("card_verification",)
DELIVERY_MODES = ("poll", "ping")
"""How a system that asks at a counter learns of the holder's decision (OpenID CIBA Core section 5)."""
SIGNING_ALGS = ("ES256", "PS256", "EdDSA")
"""What clients may sign with (FAPI 2.0 section 5.4.1)."""
OUR_ALGS: tuple[Alg, ...] = ("ES256", "PS256")
"""What the authority may be asked to sign with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientMetadata:
    """How a client behaves, beside its keys and scopes. The defaults are those of a system without people.

    ``services``: codes or sectors of services it may ask about, all of its provider's when empty.
    ``subcontractors``: ids of clients that may exchange its tokens (RFC 8693). ``needed_scopes``: those that
    a holder cannot leave out, since it cannot work without. ``response_modes``: how it may be answered, in
    any way when empty; those of JARM alone make signed answers a must.
    """

    redirect_uris: tuple[str, ...] = ()
    grant_types: tuple[str, ...] = ("client_credentials",)
    response_types: tuple[str, ...] = ()
    response_modes: tuple[str, ...] = ()
    token_endpoint_auth_method: str = "private_key_jwt"  # noqa: S105 - the name of a method
    token_endpoint_auth_signing_alg: str | None = None
    jwks_uri: str | None = None
    tls_client_auth_subject_dn: str | None = None
    tls_client_auth_san_dns: str | None = None
    tls_client_auth_san_uri: str | None = None
    tls_client_auth_san_ip: str | None = None
    tls_client_auth_san_email: str | None = None
    tls_client_certificate_bound_access_tokens: bool = False
    dpop_bound_access_tokens: bool = True
    require_signed_request_object: bool = False
    request_object_signing_alg: str | None = None
    authorization_signed_response_alg: Alg = "ES256"
    id_token_signed_response_alg: Alg = "ES256"  # noqa: S105 - an algorithm
    introspection_signed_response_alg: Alg = "ES256"
    authorization_details_types: tuple[str, ...] = ()
    client_uri: str | None = None
    contacts: tuple[str, ...] = ()
    software_id: str | None = None
    software_version: str | None = None
    refresh_token_rotation: bool = False
    services: tuple[str, ...] = ()
    subcontractors: tuple[str, ...] = ()
    needed_scopes: tuple[str, ...] = ()
    application_type: str = "web"
    userinfo_signed_response_alg: Alg | None = None
    default_max_age: int | None = None
    require_auth_time: bool = False
    default_acr_values: tuple[str, ...] = ()
    initiate_login_uri: str | None = None
    request_uris: tuple[str, ...] = ()
    sector_identifier_uri: str | None = None
    post_logout_redirect_uris: tuple[str, ...] = ()
    backchannel_logout_uri: str | None = None
    backchannel_logout_session_required: bool = False
    backchannel_token_delivery_mode: str | None = None
    backchannel_client_notification_endpoint: str | None = None
    backchannel_authentication_request_signing_alg: str | None = None
    logo_uri: str | None = None
    policy_uri: str | None = None
    tos_uri: str | None = None

    @property
    def signs_in(self) -> bool:
        """Whether it is a sign-in client: its tokens are bound to nothing, and open userinfo alone.

        All others are systems, at the level of FAPI 2.0; nothing here loosens anything for them.
        """
        return not (self.dpop_bound_access_tokens or self.tls_client_certificate_bound_access_tokens)

    @property
    def counter_alone(self) -> bool:
        """Whether holders meet it at a counter (CIBA) and never in a browser."""
        return CIBA in self.grant_types and CODE not in self.grant_types

    @property
    def allowed_modes(self) -> tuple[str, ...]:
        """How it may be answered, the usual way first."""
        return self.response_modes or RESPONSE_MODES

    def to_json(self) -> dict[str, object]:
        """The members that differ from their defaults."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if value != DEFAULTS[name]
        }

    @classmethod
    def from_json(cls, members: Mapping[str, Any]) -> ClientMetadata:
        """What ``to_json`` wrote: trusted, from our own database."""
        return cls(**{name: _value(value) for name, value in members.items() if name in DEFAULTS})


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


DEFAULTS: Mapping[str, object] = {
    f.name: None if f.default is MISSING else f.default for f in fields(ClientMetadata)
}
USUAL = ClientMetadata()
"""A system that asks for itself alone: client credentials, signed assertions, DPoP."""


def covers(scope: str, service: str) -> bool:
    """Whether ``scope`` opens ``service``: a service, a group (``healthcare.clinic.*``), a sector, or ``*``.

    ``service`` may be such a scope itself. A whole part counts, never a mere beginning: "health" must not
    open "healthcare".
    """
    wide, narrow = (name.removesuffix("*").removesuffix(".") for name in (scope, service))
    return not wide or wide == narrow or narrow.startswith(wide + ".")
