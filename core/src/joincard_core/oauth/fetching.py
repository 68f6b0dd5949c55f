"""Fetching what a client names by address, without becoming its messenger (RFC 7591 section 5).

Choices: https; public addresses; the name is resolved once and the connection goes to an address that was
checked; no redirects, no proxies, no cookies; one deadline over all steps; a bounded body. The demo may use
http. The setting ``private_addresses``, of the demo too, opens private addresses; certificates are not
verified there, since no public authority vouches for them.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Self, TypeVar
from urllib.parse import SplitResult, urlsplit

import httpcore2

from joincard_core.errors import JoincardError
from joincard_core.oauth.pinned import Deadline, PinnedBackend
from joincard_core.oauth.public_address import Address, is_public
from joincard_core.oauth.resolving import MOST_ADDRESSES, Resolve, addresses_of
from joincard_core.oauth.strict_json import NotStrict, read_array, read_object
from joincard_core.settings import Settings

LONGEST = 2_000  # characters of an address
AGENT = "joincard-authority"
# RFC 9325 section 4.2, as FAPI 2.0 section 5.2.2 wants them for TLS 1.2; every suite of TLS 1.3 is good.
CIPHERS = "ECDHE+AESGCM"
T = TypeVar("T")
FAILURES = (httpcore2.NetworkError, httpcore2.ProtocolError)


class FetchFailed(JoincardError):
    """An address gave no usable answer. ``what`` continues a sentence whose subject is the address."""

    code = "oauth.fetch-failed"

    def __init__(self, what: str) -> None:
        super().__init__(f"The address {what}.")
        self.what = what


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a fetch may go beyond https at public addresses."""

    http: bool = False
    private: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """What the settings allow."""
        return cls(http=settings.demo, private=settings.private_addresses)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost: ``seconds`` in all, ``size`` of the body in bytes."""

    seconds: float = 3.0
    size: int = 65_536


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. ``body`` is sent with POST alone; ``authorization`` shows the other side who asks."""

    uri: str
    method: str = "GET"
    accept: str = "application/json"
    content_type: str = ""
    body: bytes = field(default=b"", repr=False)
    authorization: str = field(default="", repr=False)

    def headers(self) -> list[tuple[bytes | str, bytes | str]]:
        """The headers of the request; the library adds Host and the length."""
        sent = [("Accept", self.accept), ("Accept-Encoding", "identity"), ("User-Agent", AGENT)]
        some = (("Content-Type", self.content_type), ("Authorization", self.authorization))
        return [*sent, *((name, value) for name, value in some if value)]


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. ``media_type`` is in small letters, without parameters."""

    status: int
    media_type: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Addresses of one host, checked. ``private`` when one of them is."""

    addresses: tuple[Address, ...]
    private: bool


USUAL = Limits()
PUBLIC = Reach()
FetchJson = Callable[[str, Reach], Mapping[str, object]]


def fetch_json(
    uri: str, reach: Reach = PUBLIC, limits: Limits = USUAL, resolve: Resolve = addresses_of
) -> dict[str, object]:
    """The JSON object at an address. Raises ``FetchFailed``."""
    return _json(fetch(Ask(uri), reach, limits, resolve), read_object)


def fetch_array(uri: str, reach: Reach = PUBLIC) -> list[object]:
    """The JSON array at an address. Raises ``FetchFailed``."""
    return _json(fetch(Ask(uri), reach), read_array)


def _json(fetched: Fetched, read: Callable[[bytes], T]) -> T:
    if fetched.status != 200:
        raise FetchFailed(f"answered {fetched.status} instead of 200")
    if fetched.media_type != "application/json" and not fetched.media_type.endswith("+json"):
        raise FetchFailed("answered with something that is not of type application/json")
    try:
        return read(fetched.body)
    except NotStrict as error:
        raise FetchFailed(f"answered with JSON that cannot be used: {str(error).rstrip('.')}") from None


def fetch(
    ask: Ask, reach: Reach = PUBLIC, limits: Limits = USUAL, resolve: Resolve = addresses_of
) -> Fetched:
    """What an address answers, whatever its status. Raises ``FetchFailed``."""
    parts = checked_uri(ask.uri, reach)
    deadline = Deadline(limits.seconds)
    try:
        return exchange(ask, place(str(parts.hostname), reach, deadline, resolve), limits, deadline)
    except httpcore2.TimeoutException:
        raise FetchFailed(f"did not answer within {limits.seconds:g} seconds") from None
    except (*FAILURES, ValueError) as error:  # a name that TLS cannot carry, for example
        raise FetchFailed(f"could not be asked: {str(error)[:200] or type(error).__name__}") from None


def checked_uri(uri: str, reach: Reach) -> SplitResult:
    """An address that may be asked at all, in its parts. Raises ``FetchFailed``."""
    if not 0 < len(uri) <= LONGEST or not uri.isascii() or not uri.isprintable() or " " in uri:
        raise FetchFailed(f"is not an address of at most {LONGEST} plain characters")
    try:
        parts = urlsplit(uri)
        port = parts.port
    except ValueError:
        raise FetchFailed("is not an address") from None
    if parts.scheme not in (("https", "http") if reach.http else ("https",)):
        raise FetchFailed("does not begin with https://")
    if not parts.hostname or parts.username is not None or port == 0 or "#" in uri or "\\" in uri:
        raise FetchFailed("has no host, or has a user, a fragment or a backslash in it")
    return parts


def place(host: str, reach: Reach, deadline: Deadline, resolve: Resolve = addresses_of) -> Place:
    """The addresses of a host, all of which may be asked. Raises ``FetchFailed``."""
    addresses = resolve(host, deadline.left())
    if not addresses:
        raise FetchFailed("has a host whose name leads nowhere")
    private = not all(is_public(address) for address in addresses)
    if private and not reach.private:
        raise FetchFailed("has a host that is not on the public internet")
    return Place(addresses[:MOST_ADDRESSES], private)


def exchange(ask: Ask, there: Place, limits: Limits, deadline: Deadline) -> Fetched:
    """One request to a place that was checked. Raises ``FetchFailed`` or what the library raises."""
    pool = httpcore2.ConnectionPool(
        ssl_context=tls(verified=not there.private),
        max_connections=1,
        retries=0,
        network_backend=PinnedBackend(there.addresses, deadline),
    )
    body = ask.body if ask.method == "POST" else None
    with pool, pool.stream(ask.method, ask.uri, headers=ask.headers(), content=body) as response:
        headers = {name.lower(): value for name, value in response.headers}
        if headers.get(b"content-encoding", b"identity").lower() != b"identity":
            raise FetchFailed("answered in a compressed form that was not asked for")
        media_type = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0]
        return Fetched(response.status, media_type.strip().lower(), _bounded(response, limits))


def _bounded(response: httpcore2.Response, limits: Limits) -> bytes:
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk
        if len(body) > limits.size:
            raise FetchFailed(f"answered with more than {limits.size} bytes")
    return bytes(body)


@cache
def tls(*, verified: bool) -> ssl.SSLContext:
    """Rules for TLS: the machine's authorities, or none where no public authority could vouch."""
    context = httpcore2.default_ssl_context() if verified else ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(CIPHERS)
    if not verified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
