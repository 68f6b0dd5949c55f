"""What is wrong with a client's set-up, before its provider finds out: one line each, with what to do.

Nothing here changes anything. What a client may ask about is the registry's, and is added by the command.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from cryptography import x509

from joincard_core.oauth import client_certificate, redirect_uri, registered_keys, registering
from joincard_core.oauth.certificate_chain import Anchors
from joincard_core.oauth.certificate_keys import UNREADABLE
from joincard_core.oauth.client_certificate import ClientCertificate
from joincard_core.oauth.client_metadata import TLS_AUTH_METHODS
from joincard_core.oauth.errors import OAuthError
from joincard_core.oauth.events import Event
from joincard_core.oauth.fetching import FetchFailed, FetchJson, Reach, fetch_json
from joincard_core.oauth.jwk import jkt
from joincard_core.oauth.model import Client, ClientKey, ClientStatus, signing_keys
from joincard_core.oauth.remote_keys import published
from joincard_core.settings import Settings

SOON = timedelta(days=30)
RECENT = timedelta(days=7)
CLOCK = re.compile(r"\b(?:exp|iat|nbf) of the\b")
TERMINATORS = "Name the machine that ends TLS in JOINCARD_TLS_TERMINATORS, and let it pass certificates on."
ROTATE = "Have the provider make a new key, and add it with: joincard-authority client keys {} --add FILE"
CHANGE = "Change it with: joincard-authority client change {}"


class Grade(StrEnum):
    """``wrong``: requests fail. ``note``: they will, or somebody should look."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence; a remedy with every one that is not ok."""

    grade: Grade
    sentence: str
    remedy: str = ""

    def to_json(self) -> dict[str, str]:
        """The members as the command shows them."""
        return {"grade": self.grade.value, "sentence": self.sentence, "remedy": self.remedy}


@dataclass(frozen=True, slots=True)
class Patient:
    """A client, with all that is looked at. ``named``: clients that it names, ``None`` if unknown."""

    client: Client
    settings: Settings
    now: datetime
    jwks: Mapping[str, object] | FetchFailed = field(repr=False)
    anchors: Anchors
    events: tuple[Event, ...] = ()
    siblings: tuple[Client, ...] = ()
    named: Mapping[str, Client | None] = field(default_factory=dict)

    @property
    def keys(self) -> Mapping[str, object]:
        """The keys as they are now; none when they cannot be fetched."""
        return registered_keys.NO_KEYS if isinstance(self.jwks, FetchFailed) else self.jwks

    @property
    def signing(self) -> tuple[ClientKey, ...]:
        """The keys that it may sign with."""
        return tuple(key for key, _ in signing_keys(registered_keys.listed(self.keys)))

    @property
    def change(self) -> str:
        """How staff change it."""
        return CHANGE.format(self.client.id)


Check = Callable[[Patient], Iterator[Finding]]


def current_keys(
    client: Client, settings: Settings, fetch: FetchJson = fetch_json
) -> Mapping[str, object] | FetchFailed:
    """The keys of a client now, fetched anew where they stand at an address."""
    uri = client.metadata.jwks_uri
    if uri is None:
        return client.jwks
    try:
        found = fetch(uri, Reach.of(settings))
        return {"keys": list(published(found))}
    except FetchFailed as error:
        return error


def examined(patient: Patient) -> Iterator[Finding]:
    """Every finding about a client."""
    for check in CHECKS:
        yield from check(patient)


def status(patient: Patient) -> Iterator[Finding]:
    """It is active, and stays so for a while."""
    client = patient.client
    stands = client.status(patient.now)
    if stands is ClientStatus.SUSPENDED:
        yield wrong(
            "The client is suspended: every request is refused.",
            f"Take it back with: joincard-authority client reinstate {client.id}",
        )
    elif stands is ClientStatus.EXPIRED:
        yield wrong(
            f"The client ended on {client.expires_at:%Y-%m-%d}.",
            f"Let it run on with: joincard-authority client expire {client.id} --last DAY",
        )
    elif client.expires_at is not None and client.expires_at - patient.now < SOON:
        yield note(
            f"The client ends on {client.expires_at:%Y-%m-%d}.",
            f"Let it run on with: joincard-authority client expire {client.id} --last DAY",
        )
    else:
        yield fine("The client is active.")


def registration(patient: Patient) -> Iterator[Finding]:
    """What is registered could be registered today."""
    members = registering.written(patient.client)
    try:
        registering.read(members, registering.Bounds(), local=patient.settings.demo)
    except OAuthError as error:
        yield wrong(f"The registration does not hold together: {error.sentence}", patient.change)
    else:
        yield fine("The registration holds together.")


def keys(patient: Patient) -> Iterator[Finding]:
    """There are keys that it can sign with."""
    client = patient.client
    if isinstance(patient.jwks, FetchFailed):
        yield wrong(
            f"The client's jwks_uri {patient.jwks.what}.",
            "Have the provider mend the address: https, a public host, JSON, within three seconds.",
        )
        return
    listed, signing = registered_keys.listed(patient.keys), patient.signing
    where = "At its jwks_uri" if client.metadata.jwks_uri else "In the registration"
    needs = client.metadata.token_endpoint_auth_method == "private_key_jwt"  # noqa: S105 - a method
    if needs and not signing:
        yield wrong(f"{where} is no key that it can sign with.", ROTATE.format(client.id))
    for key in signing:
        yield fine(f"{where} is a key {described(key)}, called {' or '.join(sorted(key.kids))}.")
    if (unused := len(listed) - len(signing)) and needs:
        yield note(
            f"{where} are {unused} keys that are not used: of another kind or use, or twice the same.",
            "Have the provider take them out, unless they are for another server.",
        )
    yield from names_of_keys(patient, listed)
    yield from algorithms(patient)


def names_of_keys(patient: Patient, listed: registered_keys.Keys) -> Iterator[Finding]:
    """With several keys, each has a name that no other one looks like."""
    kids = [str(jwk["kid"]) for jwk in listed if "kid" in jwk]
    if len(listed) > 1 and len(kids) < len(listed):
        yield note(
            "There are several keys, and not every one has a kid: a header with any kid but its thumbprint "
            "fits none of those.",
            "Have the provider give every key a kid, and send it in the header of what it signs.",
        )
    alike = Counter(kid.strip().casefold() for kid in kids)
    for kid, count in alike.items():
        if count > 1:
            yield note(
                f"{count} keys have names that are easily taken for another: {kid}.", "Rename one of them."
            )


def algorithms(patient: Patient) -> Iterator[Finding]:
    """What the client says that it signs with, it has a key for."""
    metadata, client = patient.client.metadata, patient.client
    for member in ("token_endpoint_auth_signing_alg", "request_object_signing_alg"):
        alg = getattr(metadata, member)
        if alg is not None and patient.signing and not any(fits(key, alg) for key in patient.signing):
            yield wrong(f"No key of the client signs with its {member}, {alg}.", ROTATE.format(client.id))


def own_keys(patient: Patient) -> Iterator[Finding]:
    """No other client of its provider signs with the same key."""
    own = {name for key in patient.signing for name in key.kids}
    for other in patient.siblings:
        if other.id == patient.client.id:
            continue
        shared = signing_keys(registered_keys.listed(other.jwks))
        if any(jkt(key.key) in own for key, _ in shared):
            yield note(
                f"The client {other.id} has a key of this one: whoever runs one can act as the other.",
                ROTATE.format(patient.client.id),
            )


def certificates(patient: Patient) -> Iterator[Finding]:
    """Where it shows a certificate, this authority gets to see it, and can trust it."""
    client, metadata = patient.client, patient.client.metadata
    by_tls = metadata.token_endpoint_auth_method in TLS_AUTH_METHODS
    if not by_tls and not metadata.tls_client_certificate_bound_access_tokens:
        return
    if not patient.settings.tls_terminators:
        yield wrong(
            "The client shows a certificate, and no TLS terminator is trusted to pass it on.", TERMINATORS
        )
    for fault in client_certificate.faults(client, patient.keys, patient.anchors):
        yield wrong(fault, patient.change)
    for jwk in registered_keys.listed(patient.keys):
        yield from certificate(jwk, patient)


def certificate(jwk: Mapping[str, object], patient: Patient) -> Iterator[Finding]:
    """The registered certificate of a key is in time. Sign-in goes by the key; TLS in front may not."""
    chain = jwk.get("x5c")
    if not isinstance(chain, list) or not chain:
        return
    try:
        found = x509.load_der_x509_certificate(ClientCertificate.read(f":{chain[0]}:").der)
    except (OAuthError, *UNREADABLE):
        yield wrong("A registered certificate cannot be read.", patient.change)
        return
    end = found.not_valid_after_utc
    remedy = "Have the provider register the next certificate beside it, and then change over."
    if end <= patient.now:
        yield wrong(f"A registered certificate ended on {end:%Y-%m-%d}.", remedy)
    elif end - patient.now < SOON:
        yield note(f"A registered certificate ends on {end:%Y-%m-%d}.", remedy)
    elif found.not_valid_before_utc > patient.now:
        yield wrong(f"A registered certificate begins on {found.not_valid_before_utc:%Y-%m-%d}.", remedy)


def binding(patient: Patient) -> Iterator[Finding]:
    """What its tokens are bound to."""
    if patient.client.metadata.tls_client_certificate_bound_access_tokens:
        yield fine("Its tokens are bound to its certificate, and are sent with the scheme Bearer.")
    else:
        yield fine(
            "Its tokens are bound to a DPoP key: the scheme is DPoP, with a new proof for each request."
        )


def redirects(patient: Patient) -> Iterator[Finding]:
    """Browsers can be sent to each redirect URI."""
    for uri in patient.client.metadata.redirect_uris:
        if fault := redirect_uri.fault(uri, local=patient.settings.demo):
            yield wrong(f"The redirect URI {uri[:100]} is not allowed: {fault}", patient.change)
        else:
            yield fine(f"Holders come back to {uri} exactly, character by character.")


def subcontractors(patient: Patient) -> Iterator[Finding]:
    """Clients that may exchange its tokens exist, are active, and can do so."""
    for client_id, found in patient.named.items():
        if found is None:
            yield wrong(f"The subcontractor {client_id} does not exist.", patient.change)
        elif found.status(patient.now) is not ClientStatus.ACTIVE:
            yield note(
                f"The subcontractor {client_id} is {found.status(patient.now).value}.",
                f"See it with: joincard-authority client doctor {client_id}",
            )
        elif registering.EXCHANGE not in found.metadata.grant_types:
            yield wrong(
                f"The subcontractor {client_id} is not registered for token-exchange.",
                CHANGE.format(client_id),
            )


def audience(patient: Patient) -> Iterator[Finding]:
    """What most set-ups get wrong first."""
    if patient.client.metadata.token_endpoint_auth_method == "private_key_jwt":  # noqa: S105 - a method
        yield fine(
            f"The aud of its assertions is {patient.settings.issuer} alone, not the address of an endpoint."
        )


def recent(patient: Patient) -> Iterator[Finding]:
    """What was refused lately, and whether a clock is off."""
    lately = [event for event in patient.events if patient.now - event.at < RECENT]
    counts = Counter(event.refusal.code for event in lately)
    if not lately:
        yield fine("No request was refused in the last seven days.")
    for code, count in counts.most_common():
        last = next(event for event in reversed(lately) if event.refusal.code == code)
        yield note(
            f"{count} times in seven days {code}, last {last.at:%Y-%m-%d %H:%M}: {last.refusal.cause}",
            last.refusal.remedy,
        )
    if any(CLOCK.search(event.refusal.cause) for event in lately):
        yield note(
            "Times in what the client signed did not fit ours.",
            "Have the provider set the clock of its system by NTP, and sign anew for each request.",
        )


CHECKS: tuple[Check, ...] = (
    status,
    registration,
    keys,
    own_keys,
    certificates,
    binding,
    redirects,
    subcontractors,
    audience,
    recent,
)


def described(key: ClientKey) -> str:
    """The kind of a key for people."""
    alg = key.alg or {"EC": "ES256", "RSA": "PS256", "OKP": "EdDSA"}[key.key.key_type]
    return f"for {alg}"


def fits(key: ClientKey, alg: str) -> bool:
    """Whether a key can make a signature of this algorithm."""
    kind = {"ES256": "EC", "PS256": "RSA", "EdDSA": "OKP"}.get(alg)
    return key.key.key_type == kind and key.alg in (None, alg)


def fine(sentence: str) -> Finding:
    """Nothing to do."""
    return Finding(Grade.OK, sentence)


def note(sentence: str, remedy: str) -> Finding:
    """Something to look at."""
    return Finding(Grade.NOTE, sentence, remedy)


def wrong(sentence: str, remedy: str) -> Finding:
    """Something that fails."""
    return Finding(Grade.WRONG, sentence, remedy)
