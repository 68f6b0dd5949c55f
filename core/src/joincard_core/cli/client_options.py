"""Options that describe a client, as the members of RFC 7591 that they stand for.

The command line and a provider's JSON go through one reader: what staff type is checked like what a stranger
sends.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from joincard_core.cli.opening import Opened
from joincard_core.oauth import (
    AUTH_METHODS,
    GRANT_TYPES,
    SCOPES,
    Bounds,
    ClientMalformed,
    NotStrict,
    Registration,
    read_object,
    read_registration,
)

Command = TypeVar("Command", bound=Callable[..., Any])
LARGEST = 64 * 1024  # bytes of a file
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
EXCHANGE = "token-exchange"
GRANTS = {name.rpartition(":")[2]: name for name in GRANT_TYPES}
TLS = {
    "tls_subject_dn": "tls_client_auth_subject_dn",
    "tls_san_dns": "tls_client_auth_san_dns",
    "tls_san_uri": "tls_client_auth_san_uri",
    "tls_san_ip": "tls_client_auth_san_ip",
    "tls_san_email": "tls_client_auth_san_email",
}
#: Options that are one member each, under another name.
MEMBERS = {
    "name": "client_name",
    "redirect_uris": "redirect_uris",
    "auth_method": "token_endpoint_auth_method",
    "jwks_uri": "jwks_uri",
    "services": "services",
    "response_modes": "response_modes",
    "subcontractors": "subcontractors",
    "require_signed_request_object": "require_signed_request_object",
    "rotate_refresh_tokens": "refresh_token_rotation",
    "notification_endpoint": "backchannel_client_notification_endpoint",
    **TLS,
}
OPTIONS = (
    click.option("--metadata", type=FILE, help="File with client metadata (RFC 7591); options go first."),
    click.option("--name", help="A name for people; the ID when absent."),
    click.option("--jwks", type=FILE, help="File with its public keys: a JWK set, or one JWK."),
    click.option("--jwks-uri", metavar="URL", help="Where it publishes its keys, instead of --jwks."),
    click.option(
        "--scope",
        "scopes",
        multiple=True,
        type=click.Choice(sorted(SCOPES)),
        help="What tokens may be for; verify when absent.",
    ),
    click.option(
        "--service",
        "services",
        multiple=True,
        metavar="SCOPE",
        help="What it may ask about; all of its provider's when absent.",
    ),
    click.option(
        "--grant-type",
        "grant_types",
        multiple=True,
        type=click.Choice(sorted(GRANTS)),
        help="How it gets tokens; client_credentials when absent.",
    ),
    click.option(
        "--redirect-uri",
        "redirect_uris",
        multiple=True,
        metavar="URL",
        help="Where holders come back to, exactly; makes it authorization_code.",
    ),
    click.option(
        "--response-mode",
        "response_modes",
        multiple=True,
        metavar="MODE",
        help="How it may be answered; those with jwt alone make signed answers (JARM) a must.",
    ),
    click.option(
        "--auth-method",
        type=click.Choice(AUTH_METHODS),
        help="How it proves who it is; private_key_jwt when absent.",
    ),
    click.option("--tls-subject-dn", metavar="DN", help="Subject of its certificate, for tls_client_auth."),
    click.option("--tls-san-dns", metavar="NAME", help="DNS name in its certificate, instead."),
    click.option("--tls-san-uri", metavar="URI", help="URI in its certificate, instead."),
    click.option("--tls-san-ip", metavar="ADDRESS", help="IP address in its certificate, instead."),
    click.option("--tls-san-email", metavar="ADDRESS", help="E-mail address in its certificate, instead."),
    click.option(
        "--bound-to",
        type=click.Choice(["dpop", "certificate"]),
        help="What its tokens are bound to; dpop when absent.",
    ),
    click.option(
        "--require-signed-request-object/--no-require-signed-request-object",
        default=None,
        help="Whether pushed requests must be signed (RFC 9101).",
    ),
    click.option(
        "--rotate-refresh-tokens/--keep-refresh-tokens",
        default=None,
        help="Whether each use of a refresh token brings a new one; kept when absent.",
    ),
    click.option(
        "--notification-endpoint",
        metavar="URL",
        help="Where a system at a counter is told that the holder has decided (CIBA); it polls when absent.",
    ),
    click.option(
        "--subcontractor",
        "subcontractors",
        multiple=True,
        metavar="ID",
        help="A client that may exchange its tokens (RFC 8693).",
    ),
)


def metadata_options(command: Command) -> Command:
    """Give a command the options that describe a client."""
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def registration(authority: Opened, members: Mapping[str, object], *, signs_in: bool = False) -> Registration:
    """What the members describe; staff are bound by nothing but what exists.

    ``signs_in``: of a client that signs people in, which stays one, as a system stays a system.
    """
    return read_registration(members, Bounds(signs_in=signs_in), local=authority.settings.demo)


def members(given: Mapping[str, Any], known: Mapping[str, object]) -> dict[str, object]:
    """Members of a client: those known, then the file's, then the options'.

    An option that was not given changes nothing. Raises ``ClientMalformed``.
    """
    path = given["metadata"]
    found = dict(read(path, "client metadata")) if path else dict(known)
    for option, member in MEMBERS.items():
        value = given[option]
        if value is not None and value != ():
            found[member] = list(value) if isinstance(value, tuple) else value
    if given["scopes"]:
        found["scope"] = " ".join(given["scopes"])
    for step in (_keys, _grants, _authentication, _binding, _counter):
        step(found, given)
    return found


def key_set(path: Path) -> Mapping[str, object]:
    """The JWK set in a file; one JWK is a set of one. Raises ``ClientMalformed``."""
    found = read(path, "a JWK set")
    return found if "keys" in found else {"keys": [found]}


def read(path: Path, what: str) -> Mapping[str, object]:
    """The JSON object in a file. Raises ``ClientMalformed``."""
    if path.stat().st_size > LARGEST:
        raise ClientMalformed(f"{path} is too large for {what}.")
    try:
        return read_object(path.read_bytes())
    except NotStrict as error:
        raise ClientMalformed(f"{path} is not {what}: {error}") from None


def shown(value: object) -> str:
    """A member for people, on one line."""
    if isinstance(value, list):
        return " ".join(str(each) for each in value) or "none"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _keys(found: dict[str, object], given: Mapping[str, Any]) -> None:
    """Keys in the registration replace an address, and the other way round."""
    if given["jwks"]:
        found["jwks"] = key_set(given["jwks"])
        if not given["jwks_uri"]:
            found.pop("jwks_uri", None)
    elif given["jwks_uri"]:
        found.pop("jwks", None)


def _grants(found: dict[str, object], given: Mapping[str, Any]) -> None:
    """Response types follow from the grants."""
    if given["grant_types"]:
        found["grant_types"] = [GRANTS[name] for name in given["grant_types"]]
        found.pop("response_types", None)


def _authentication(found: dict[str, object], given: Mapping[str, Any]) -> None:
    """Another method, or another name in the certificate, replaces what the last one needed."""
    if given["auth_method"] or any(given[option] for option in TLS):
        for option, member in TLS.items():
            if not given[option]:
                found.pop(member, None)
    if given["auth_method"] not in (None, "private_key_jwt"):
        found.pop("token_endpoint_auth_signing_alg", None)


def _binding(found: dict[str, object], given: Mapping[str, Any]) -> None:
    if given["bound_to"]:
        by_certificate = given["bound_to"] == "certificate"
        found["tls_client_certificate_bound_access_tokens"] = by_certificate
        found["dpop_bound_access_tokens"] = not by_certificate


def _counter(found: dict[str, object], given: Mapping[str, Any]) -> None:
    """Who has an address for it is told."""
    if given["notification_endpoint"]:
        found["backchannel_token_delivery_mode"] = "ping"  # noqa: S105 - the name of a mode
