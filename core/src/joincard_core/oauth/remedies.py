"""What an operator or a provider does about a refusal, by its code. One row for each code of OAuth."""

from __future__ import annotations

from collections.abc import Mapping

from joincard_core.oauth.remedies_by_cause import BY_CAUSE

REMEDIES: Mapping[str, str] = {
    "oauth.invalid-request": (
        "Compare the request with /docs: each parameter once, in the body, form-encoded in UTF-8."
    ),
    "oauth.invalid-client": (
        "Check that client_id, iss and sub are the id of the client, aud is the issuer alone, exp is "
        "near, jti is new, and the key is one that is registered: joincard-authority client doctor ID."
    ),
    "oauth.unsupported-grant-type": "Send one of the grant types that the server metadata lists.",
    "oauth.invalid-scope": (
        "Ask for scopes of the client alone, or have staff add one: client change ID --scope."
    ),
    "oauth.invalid-target": (
        "Leave resource out, or send the issuer as it is written in the server metadata."
    ),
    "oauth.invalid-dpop-proof": (
        "Sign a new proof for each request: typ dpop+jwt, htm and htu of this very request, iat of now,"
        " a new jti, and ath when a token goes with it. Set the clock by NTP."
    ),
    "oauth.too-many-failures": "Stop the retries, mend the first refusal in this list, and wait a minute.",
    "oauth.no-token": (
        "Send Authorization: DPoP TOKEN with a proof, or Bearer TOKEN where tokens are bound to a "
        "certificate."
    ),
    "oauth.invalid-token": (
        "Ask for a new token; use it within its expires_in, at this authority alone, with the key or "
        "certificate that it was asked for with. If it is refused at once, check the client's status."
    ),
    "oauth.insufficient-scope": "Ask for a token with the scope that the answer names.",
    "oauth.insufficient-user-authentication": (
        "Send the holder again, with the acr_values and max_age that the answer names."
    ),
    "oauth.insufficient-authorization": (
        "Ask about services and cities that the token's authorization_details and the client's services"
        " name, or have staff change the client: client change ID --service."
    ),
    "oauth.unauthorized-client": "Have staff register the client for this: client change ID --grant-type.",
    "oauth.invalid-grant": (
        "Begin the authorization again. Redeem a code once, within a minute, with the same "
        "redirect_uri, its code_verifier and the same key; keep the newest refresh token and share it "
        "between no two processes."
    ),
    "oauth.unsupported-response-type": "Send response_type=code.",
    "oauth.invalid-request-object": (
        "Sign the request object with a registered key: iss is the client, aud the issuer, exp at most "
        "an hour after nbf, all parameters inside."
    ),
    "oauth.invalid-request-uri": "Push the request again, and send the browser there within a minute.",
    "oauth.invalid-authorization-details": (
        "Send details of type card_verification with services that the client is registered for."
    ),
    "oauth.invalid-binding": (
        "Connect with the client's certificate: check that the client sends it, and that the TLS "
        "terminator in front asks for one and passes it on from an address in JOINCARD_TLS_TERMINATORS."
    ),
    "oauth.bad-certificate": (
        "Let the TLS terminator pass the client's certificate on in one header, as RFC 9440 writes it or "
        "in PEM form with percent escapes, and remove that header from what clients send."
    ),
    "oauth.use-dpop-nonce": (
        "Take the nonce of the header DPoP-Nonce into the next proof. Libraries do it by themselves."
    ),
    "oauth.unsupported-token-type": "Exchange an access token of this authority for an access token.",
    "oauth.access-denied": "Nothing to mend: the holder said no. Ask again only when the holder wants it.",
    "oauth.invalid-binding-message": (
        "Send a binding_message of 60 printable characters at most, and show the same one to the clerk."
    ),
    "oauth.authorization-pending": "Nothing to mend: ask again after the interval, until the request ends.",
    "oauth.slow-down": "Wait for the interval between two polls, and 5 seconds longer after each slow_down.",
    "oauth.expired-token": (
        "Begin the request again, and poll until the holder has decided; requested_expiry gives more time."
    ),
    "oauth.holder-denied": "Nothing to mend: the holder said no. Ask again only when the holder wants it.",
    "oauth.too-many-questions": "Wait for Retry-After, and ask a holder once for each visit.",
    "oauth.user-code-unknown": "Let the terminal ask for a new code, and type it as it is shown.",
    "oauth.too-many-user-codes": "Wait for a minute, and type the code as the terminal shows it.",
    "oauth.registration-not-supported": "Register the client before, and send its client_id.",
    "oauth.consent-required": "Send the holder without prompt=none.",
    "oauth.login-required": (
        "Send the holder without prompt=none, and without a sub of somebody else in the claims parameter."
    ),
    "oauth.unmet-authentication": "Demand an acr that the sentence names, or none.",
    "oauth.interaction-unknown": "Begin the authorization again; the holder finishes it in one browser.",
    "oauth.already-decided": "Nothing to mend: the holder went back to a page that was decided.",
    "oauth.sign-in-over": "Nothing to mend: the holder signs in again, and decides then.",
    "oauth.choice-refused": "Nothing to mend: the holder is shown the page again.",
    "oauth.offer-gone": "Ask for services that are in the catalogue, and that the provider may ask about.",
    "oauth.invalid-logout": (
        "Send the ID token of the sign-in as id_token_hint, and an address exactly as it is registered in "
        "post_logout_redirect_uris."
    ),
    "oauth.invalid-client-metadata": (
        "Mend the member that the sentence names, and send the whole registration again."
    ),
    "oauth.invalid-redirect-uri": (
        "Register complete https addresses of your own server, without fragment or wildcard."
    ),
    "oauth.no-registration-token": (
        "Send Authorization: Bearer with the token that staff or the registration gave you."
    ),
    "oauth.invalid-registration-token": (
        "Check which token it is: the initial one registers, the registration_access_token manages. "
        "Staff make a new one: client invite PROVIDER."
    ),
}


def remedy(code: str, cause: str = "") -> str:
    """What to do about a refusal with this code and exact cause."""
    for phrase, exact in BY_CAUSE:
        if phrase in cause:
            return exact
    return REMEDIES.get(code, "Ask the staff of the authority, with the request id.")
