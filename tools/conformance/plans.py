"""The plans of the suite that this authority is held to: one row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SECURITY_PROFILE = "fapi2-security-profile-final-test-plan"
MESSAGE_SIGNING = "fapi2-message-signing-final-test-plan"
ASSURANCE = "ekyc-test-plan-oidccore"
CIBA = "fapi-ciba-id1-test-plan"


@dataclass(frozen=True, slots=True)
class Row:
    """A plan in one variant, in the suite's own words. ``name`` is ours, and that of its files."""

    name: str
    plan: str
    variant: Mapping[str, str] = field(hash=False)

    @property
    def signs_in(self) -> bool:
        """Whether it is for clients that sign people in, not for systems at the level of FAPI 2.0."""
        return self.plan.startswith("oidcc-") or self.assures

    @property
    def assures(self) -> bool:
        """Whether it is for claims that are told with how they were verified."""
        return self.plan == ASSURANCE

    @property
    def at_counter(self) -> bool:
        """Whether it is for systems that ask a holder at a counter."""
        return self.plan == CIBA

    @property
    def dynamic(self) -> bool:
        """Whether each module registers clients of its own."""
        some = self.signs_in or self.at_counter
        return some and self.variant.get("client_registration") != "static_client"

    @property
    def openid(self) -> bool:
        """Whether ID tokens are asked for."""
        return self.variant["openid"] == "openid_connect"

    @property
    def holder(self) -> bool:
        """Whether a holder signs in: everywhere but with client credentials."""
        return self.variant["fapi_profile"] == "plain_fapi"

    @property
    def tls_authentication(self) -> bool:
        """Whether clients authenticate with a certificate, not with a signed assertion."""
        return self.variant["client_auth_type"] == "mtls"

    @property
    def certificate_bound(self) -> bool:
        """Whether tokens are bound to a certificate, not to a DPoP key."""
        return self.variant["sender_constrain"] == "mtls"

    @property
    def signed(self) -> bool:
        """Whether requests are signed objects (JAR)."""
        return self.variant.get("fapi_request_method") == "signed_non_repudiation"


def security(name: str, auth: str, constrain: str, openid: str, profile: str = "plain_fapi") -> Row:
    """A row of FAPI 2.0 Security Profile."""
    return Row(name, SECURITY_PROFILE, _variant(auth, constrain, openid, profile))


def signing(name: str, auth: str, constrain: str, openid: str) -> Row:
    """A row of FAPI 2.0 Message Signing: JAR and JARM."""
    signed = {"fapi_request_method": "signed_non_repudiation", "fapi_response_mode": "jarm"}
    return Row(name, MESSAGE_SIGNING, _variant(auth, constrain, openid, "plain_fapi") | signed)


def _variant(auth: str, constrain: str, openid: str, profile: str) -> dict[str, str]:
    return {
        "client_auth_type": auth,
        "sender_constrain": constrain,
        "openid": openid,
        "fapi_profile": profile,
    }


def signing_in(name: str, plan: str, **variant: str) -> Row:
    """A row of OpenID Connect."""
    return Row(name, f"oidcc-{plan}" if plan == "test-plan" else f"oidcc-{plan}-test-plan", variant)


def at_counter(name: str, auth: str, mode: str) -> Row:
    """A row of FAPI-CIBA."""
    variant = {"client_auth_type": auth, "ciba_mode": mode, "fapi_ciba_profile": "plain_fapi"}
    return Row(name, CIBA, variant | DYNAMIC)


JWT, MTLS, DPOP = "private_key_jwt", "mtls", "dpop"
OPENID, OAUTH = "openid_connect", "plain_oauth"
CREDENTIALS = "fapi_client_credentials_grant"

ROWS: tuple[Row, ...] = (
    security("fapi2-jwt-dpop-openid", JWT, DPOP, OPENID),
    security("fapi2-jwt-dpop-oauth", JWT, DPOP, OAUTH),
    security("fapi2-jwt-mtls-openid", JWT, MTLS, OPENID),
    security("fapi2-mtls-mtls-openid", MTLS, MTLS, OPENID),
    security("fapi2-credentials-jwt-dpop", JWT, DPOP, OAUTH, CREDENTIALS),
    security("fapi2-credentials-mtls-mtls", MTLS, MTLS, OAUTH, CREDENTIALS),
    signing("fapi2-signing-jwt-dpop-openid", JWT, DPOP, OPENID),
    signing("fapi2-signing-mtls-mtls-oauth", MTLS, MTLS, OAUTH),
)
DISCOVERED = {"server_metadata": "discovery"}
STATIC, DYNAMIC = {"client_registration": "static_client"}, {"client_registration": "dynamic_client"}
SIGN_IN_ROWS: tuple[Row, ...] = (
    signing_in("oidcc-config", "config-certification"),
    signing_in("oidcc-basic-static", "basic-certification", **DISCOVERED, **STATIC),
    signing_in("oidcc-basic-dynamic", "basic-certification", **DISCOVERED, **DYNAMIC),
    signing_in("oidcc-formpost-dynamic", "formpost-basic-certification", **DISCOVERED, **DYNAMIC),
    signing_in("oidcc-dynamic", "dynamic-certification", response_type="code"),
    signing_in(
        "oidcc-jwt-code",
        "test-plan",
        client_auth_type=JWT,
        response_type="code",
        response_mode="default",
        **DYNAMIC,
    ),
    signing_in(
        "oidcc-rp-initiated-logout", "rp-initiated-logout-certification", response_type="code", **DYNAMIC
    ),
    signing_in(
        "oidcc-backchannel-logout",
        "backchannel-rp-initiated-logout-certification",
        response_type="code",
        **DYNAMIC,
    ),
    signing_in("oidcc-3rdparty-init-login", "3rdparty-init-login-certification", response_type="code"),
    Row(
        "ekyc-userinfo",
        ASSURANCE,
        {
            "client_auth_type": "client_secret_basic",
            **DISCOVERED,
            "response_type": "code",
            **DYNAMIC,
            "response_mode": "default",
            "security_profile": "none",
            "auth_request_method": "http_query",
            "auth_request_non_repudiation_method": "unsigned",
            "sender_constrain": "none",
            "fapi_response_mode": "plain_response",
            "ekyc_verified_claims_response_support": "userinfo",
            "ekyc_profile": "plain_ekyc",
        },
    ),
)
COUNTER_ROWS: tuple[Row, ...] = (
    at_counter("fapi-ciba-poll-jwt", JWT, "poll"),
    at_counter("fapi-ciba-ping-mtls", MTLS, "ping"),
)
EVERY = (*ROWS, *SIGN_IN_ROWS, *COUNTER_ROWS)


def named(name: str) -> Row:
    """The row of a name. Raises ``LookupError``."""
    for row in EVERY:
        if row.name == name:
            return row
    raise LookupError(f"{name} is no plan here. There are: {', '.join(row.name for row in EVERY)}.")
