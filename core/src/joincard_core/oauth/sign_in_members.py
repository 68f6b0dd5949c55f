"""What OpenID Connect adds to the metadata of a client (Dynamic Client Registration 1.0 section 2).

With what the specifications of logout add. Members that mean nothing to a system are not read for one.
"""

from __future__ import annotations

import re
from typing import Any

from joincard_core.oauth.client_metadata import OUR_ALGS
from joincard_core.oauth.members import LONGEST_URI, Members, is_address
from joincard_core.oauth.registration_errors import InvalidClientMetadata

VERSION = re.compile(r"[A-Za-z0-9_-]{0,128}")
LONGEST_AGE = 999_999_999  # s
ADDRESSES = (
    "initiate_login_uri",
    "sector_identifier_uri",
    "logo_uri",
    "policy_uri",
    "tos_uri",
)


def sign_in_members(sent: Members, signs_in: bool, *, local: bool = False) -> dict[str, Any]:
    """The members, checked. ``local``: http is allowed for logout, which the demo can use.

    Raises ``InvalidClientMetadata``.
    """
    if not signs_in:
        return {}
    sent.choice("application_type", ("web",), "web")
    sent.choice("subject_type", ("pairwise",), "pairwise")
    alg = "userinfo_signed_response_alg"
    signed = sent.choice(alg, ("RS256", *OUR_ALGS), "RS256") if alg in sent else None
    return {
        **{name: sent.address(name) for name in ADDRESSES},
        "backchannel_logout_uri": sent.address("backchannel_logout_uri", http=local),
        alg: signed,
        "default_max_age": _age(sent),
        "require_auth_time": sent.flag("require_auth_time", False),
        "default_acr_values": sent.texts("default_acr_values"),
        "request_uris": _request_uris(sent),
        "post_logout_redirect_uris": _addresses(sent, "post_logout_redirect_uris", local),
        "backchannel_logout_session_required": sent.flag("backchannel_logout_session_required", False),
    }


def _age(sent: Members) -> int | None:
    value = sent.raw("default_max_age")
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LONGEST_AGE:
        raise InvalidClientMetadata("default_max_age", "A number of seconds.")
    return value


def _request_uris(sent: Members) -> tuple[str, ...]:
    """Addresses of request objects; a fragment tells their versions apart (Core section 6.2)."""
    found = sent.texts("request_uris", LONGEST_URI)
    for uri in found:
        address, _, version = uri.partition("#")
        if not is_address(address) or not VERSION.fullmatch(version):
            raise InvalidClientMetadata("request_uris", "A list of https addresses.")
    return found


def _addresses(sent: Members, name: str, local: bool) -> tuple[str, ...]:
    found = sent.texts(name, 2_000)
    if not all(uri.startswith(("https://", "http://localhost:") if local else "https://") for uri in found):
        raise InvalidClientMetadata(name, "A list of https addresses.")
    return found
