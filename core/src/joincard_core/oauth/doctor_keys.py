"""Keys and certificates of a client, as the doctor looks at them (RFC 7517, RFC 8705)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cryptography import x509
from joserfc.jwk import RSAKey

from joincard_core.oauth import client_certificate, registered_keys
from joincard_core.oauth.certificate_keys import UNREADABLE
from joincard_core.oauth.client_certificate import ClientCertificate
from joincard_core.oauth.client_metadata import TLS_AUTH_METHODS
from joincard_core.oauth.errors import ClientMalformed, OAuthError
from joincard_core.oauth.fetching import FetchFailed, FetchJson, Reach, fetch_json
from joincard_core.oauth.finding import SOON, Finding, Patient, fine, note, wrong
from joincard_core.oauth.jwk import jkt
from joincard_core.oauth.model import Client, ClientKey, client_keys, signing_keys
from joincard_core.oauth.remote_keys import published
from joincard_core.settings import Settings

USUAL_ALG = {"EC": "ES256", "RSA": "PS256", "OKP": "EdDSA"}
TERMINATORS = "Name the machine that ends TLS in JOINCARD_TLS_TERMINATORS, and let it pass certificates on."
ROTATE = "Have the provider make a new key, and add it with: joincard-authority client keys {} --add FILE"


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
    needs = client.metadata.token_endpoint_auth_method not in TLS_AUTH_METHODS
    if needs and not signing:
        yield wrong(f"{where} is no key that it can sign with.", ROTATE.format(client.id))
    for key in signing:
        yield fine(f"{where} is a key {described(key)}, called {' or '.join(sorted(key.kids))}.")
    reasons = [unusable(jwk) for jwk in listed] if needs else []
    for reason in filter(None, reasons):
        yield note(f"{where} is a key that is not used. {reason}", ROTATE.format(client.id))
    if reasons.count("") > len(signing):
        yield note(f"{where} is one key twice.", "Have the provider take one of them out.")
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


def described(key: ClientKey) -> str:
    """The kind of a key for people."""
    bits = f" of {key.key.public_key.key_size} bits" if isinstance(key.key, RSAKey) else ""
    return f"for {key.alg or USUAL_ALG[key.key.key_type]}{bits}"


def unusable(jwk: Mapping[str, object]) -> str:
    """Why nothing can be signed with a key; empty when it can."""
    try:
        client_keys({"keys": [jwk]})
    except ClientMalformed as error:
        return error.sentence
    return ""


def fits(key: ClientKey, alg: str) -> bool:
    """Whether a key can make a signature of this algorithm."""
    return USUAL_ALG[key.key.key_type] == alg and key.alg in (None, alg)
