"""Authorization server metadata (RFC 8414).

The issuer is compared character by character (section 3.3). Every address must be https; http is taken
for this machine alone, where there is no network to listen on.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2

from joincard_sdk.client.errors import UnexpectedAnswer, WrongAuthority
from joincard_sdk.client.members import Members
from joincard_sdk.client.wire import Answer

WELL_KNOWN = "/.well-known/oauth-authorization-server"
HIGHEST_PORT = 65_535
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Metadata:
    """What this client needs to know of the authority."""

    issuer: str
    token_endpoint: str
    jwks_uri: str


def checked_issuer(issuer: str) -> str:
    """The issuer as it is. Raises ``ValueError`` for one that RFC 8414 section 2 does not allow."""
    fault = unsafe(issuer, plain=True)
    if fault:
        raise ValueError(f"The issuer {fault}.")
    if "?" in issuer or "#" in issuer:
        raise ValueError("The issuer has a query or a fragment, which an issuer must not have.")
    return issuer


def unsafe(address: str, plain: bool) -> str:
    """Why an address may not be used, as the end of a sentence; empty when it may.

    ``plain`` allows http on this machine.
    """
    try:
        url = httpx2.URL(address)
    except (httpx2.InvalidURL, ValueError):
        return "is not an address"
    if not url.host or not address.isascii() or " " in address or not 0 < (url.port or 443) <= HIGHEST_PORT:
        return "is not an address"
    if url.userinfo:
        return "has a user name in it"
    if url.scheme != "https" and not (plain and url.scheme == "http" and url.host in THIS_MACHINE):
        return "is not https (http is taken for localhost only)"
    return ""


def metadata_address(issuer: str) -> str:
    """Where the metadata of an issuer is: the well-known part stands before its path (section 3.1)."""
    parts = urlsplit(issuer)
    return f"{parts.scheme}://{parts.netloc}{WELL_KNOWN}{parts.path.rstrip('/')}"


def read_metadata(answer: Answer, issuer: str) -> Metadata:
    """The metadata of ``issuer``. Raises ``WrongAuthority``."""
    if answer.status != 200:
        raise WrongAuthority(
            f"The metadata of {issuer} is answered with status {answer.status}.", answer.status
        )
    try:
        members = Members.of(answer)
        found = Metadata(members.text("issuer"), members.text("token_endpoint"), members.text("jwks_uri"))
        methods = members.texts("token_endpoint_auth_methods_supported")
        algorithms = members.texts("dpop_signing_alg_values_supported")
    except UnexpectedAnswer as error:
        raise WrongAuthority(f"The metadata of {issuer} cannot be used: {error}", answer.status) from None
    if found.issuer != issuer:
        raise WrongAuthority(f"The metadata at {issuer} is of another issuer.")
    if "private_key_jwt" not in methods or "ES256" not in algorithms:
        raise WrongAuthority(f"{issuer} does not offer private_key_jwt with DPoP and ES256.")
    for name, address in (("token_endpoint", found.token_endpoint), ("jwks_uri", found.jwks_uri)):
        if fault := unsafe(address, plain=issuer.startswith("http:")):
            raise WrongAuthority(f"The {name} of {issuer} {fault}.")
    return found
