"""What is wrong with a client's set-up, before its provider finds out: one line each, with what to do.

Nothing here changes anything. What a client may ask about is the registry's, and is added by the command.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from joincard_core.clock import in_china
from joincard_core.oauth import redirect_uri, registering
from joincard_core.oauth.client_metadata import TLS_AUTH_METHODS
from joincard_core.oauth.doctor_keys import certificates, keys, own_keys
from joincard_core.oauth.errors import OAuthError
from joincard_core.oauth.finding import CHANGE, SOON, Check, Finding, Patient, fine, note, wrong
from joincard_core.oauth.model import ClientStatus

RECENT = timedelta(days=7)
CLOCK = re.compile(r"\b(?:exp|iat|nbf) of the\b")


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
    if patient.client.metadata.token_endpoint_auth_method not in TLS_AUTH_METHODS:
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
            f"{code}: {count} in seven days, the last {in_china(last.at)}: {last.refusal.cause}",
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
