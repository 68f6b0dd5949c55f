"""What to do about the causes that occur most: a phrase of the cause and its remedy, exacter than by code.

A test holds every phrase to a sentence that some endpoint really writes.
"""

from __future__ import annotations

NTP = "Set the clock of the system by NTP, and sign anew for each request, just before it is sent."
KEYS = (
    "Compare the kid that the system signs with to the client's keys: joincard-authority client keys ID. A "
    "new key is registered before it is used."
)
BY_CAUSE: tuple[tuple[str, str], ...] = (
    ("The aud of the client_assertion", "Put the issuer into aud, alone; not the address of an endpoint."),
    ("The exp of the client_assertion", NTP),
    ("of the client_assertion is not a time", NTP),
    ("The iat of the DPoP proof", NTP),
    ("The nbf of the request object", NTP),
    ("The exp of the request object", NTP),
    (
        "The client_assertion was used before",
        "Make a new assertion with a new jti for each request, also for repeats.",
    ),
    (
        "The DPoP proof was used before",
        "Make a new proof with a new jti for each request, also for repeats.",
    ),
    ("The client_assertion is not signed with one of its keys", KEYS),
    ("The request object is not signed with one of the client's keys", KEYS),
    (
        "and tried ",
        "Let the system authenticate as it is registered, or have staff change it: client change ID "
        "--auth-method.",
    ),
    (
        "The client's jwks_uri",
        "Mend the address; see what fails with: joincard-authority client doctor ID.",
    ),
    ("The certificate ended at", "Get a new certificate for the client, and let the system use it."),
    ("The key of the certificate is none of", "Register the new certificate: client keys ID --add FILE."),
    (
        "The client is suspended",
        "Ask the staff why. They take it back with: joincard-authority client reinstate ID.",
    ),
    (
        "The client is expired",
        "Ask the staff. They let it run on with: joincard-authority client expire ID --last DAY.",
    ),
    (
        "must be for htu",
        "Sign the address that the authority has in public, without query; a proxy must not show the "
        "system another.",
    ),
    ("must be for htm", "Sign the method of this very request."),
    (
        "The access token has expired",
        "Ask for a new token when expires_in has passed; do not wait for a refusal.",
    ),
    (
        "The code was used before",
        "Redeem each code once: a repeat looks like theft, so the grant is revoked. Begin the "
        "authorization again.",
    ),
    (
        "The refresh token was used before",
        "Keep the newest refresh token where all processes see it: a repeat looks like theft. Begin again.",
    ),
    (
        "The code_verifier does not belong",
        "Keep the code_verifier of each request in the session of its browser.",
    ),
    (
        "has not named this client a subcontractor",
        "Have staff name it: client change ID --subcontractor THIS.",
    ),
    (
        "The redirect_uri must be one that the client has registered",
        "Send a registered address character by character, or have staff add it: client change ID "
        "--redirect-uri.",
    ),
)
