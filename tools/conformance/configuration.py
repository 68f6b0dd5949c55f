"""What the suite is told of a row: a server, two clients with their private keys, how to use the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tools.conformance.clients import TestClient
from tools.conformance.place import Target
from tools.conformance.plans import Row

DISCOVERY = {True: "openid-configuration", False: "oauth-authorization-server"}
ERROR_PAGE = "This request cannot go on"
LEFT_OR_REFUSED = f"(?s).*({ERROR_PAGE}|You are signed out).*"
SECONDS = 10
DONE = {
    "task": "Done",
    "match": "*/test/a/*/callback*",
    "commands": [["wait", "id", "submission_complete", SECONDS]],
}
REJECTING = "fapi2-security-profile-final-user-rejects-authentication"
UNREGISTERED = (
    "oidcc-ensure-registered-redirect-uri",
    "oidcc-ensure-redirect-uri-in-authorization-request",
    "oidcc-redirect-uri-query-added",
    "oidcc-redirect-uri-query-mismatch",
)
"""The address of the request is none of the client's: there is a page, and no way back."""
SIGNING_IN_SEEN = (
    "oidcc-registration-logo-uri",
    "oidcc-registration-policy-uri",
    "oidcc-registration-tos-uri",
)
SIGNING_IN_AGAIN = ("oidcc-prompt-login", "oidcc-max-age-1")
VISITING_TWICE = (
    "fapi2-security-profile-final-par-ensure-reused-request-uri-prior-to-auth-completion-succeeds"
)
Commands = Sequence[Sequence[str | int]]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who signs in on the pages."""

    region: str
    number: str
    password: str

    def typed(self) -> Commands:
        """What is typed into the sign-in page, where one is shown."""
        return [
            ["text", "id", name, getattr(self, name), "optional"] for name in ("region", "number", "password")
        ]


@dataclass(frozen=True, slots=True)
class Holders:
    """Who signs in and agrees, and who refuses: of somebody who agreed once, nobody asks again."""

    agrees: Holder
    refuses: Holder


def configuration(
    row: Row, clients: tuple[TestClient, TestClient], target: Target, holders: Holders
) -> dict[str, object]:
    """The suite's configuration of one plan and variant."""
    first, second = clients
    told: dict[str, object] = {
        "alias": row.name,
        "description": f"Join in Card, {row.name}",
        "server": {"discoveryUrl": f"{target.issuer}/.well-known/{DISCOVERY[row.openid]}"},
        "client": client(first),
        "client2": client(second),
        "resource": {"resourceUrl": target.resource},
        "options": {"browsercontrol_css_enable": False},
    }
    if row.tls_authentication or row.certificate_bound:
        told |= {"mtls": certificate(first), "mtls2": certificate(second)}
    return told | (pages(target, holders) if row.holder else {})


def client(known: TestClient) -> dict[str, object]:
    """One client, with its private key."""
    return {
        "client_id": known.id,
        "scope": known.scope,
        "jwks": {"keys": [known.jwk]},
        "dpop_signing_alg": known.jwk["alg"],
    }


def certificate(known: TestClient) -> dict[str, str]:
    """A client's certificate and its private key."""
    return {"cert": known.certificate.pem, "key": known.certificate.key_pem}


def pages(target: Target, holders: Holders) -> dict[str, object]:
    """What the suite's browser does on our pages."""
    start, ours = f"{target.issuer}/oauth/authorize*", f"{target.issuer}/*"

    def on(name: str, commands: Commands) -> dict[str, object]:
        # Optional: an answer can also lead straight back to the suite.
        return {"task": name, "match": ours, "optional": True, "commands": commands}

    def signing_in(holder: Holder) -> dict[str, object]:
        return on("Sign in", [*holder.typed(), ["click", "id", "sign-in", "optional"]])

    approving = on("Approve", [["click", "id", "approve", "optional"]])
    refused = on(
        "Error page",
        [["wait", "xpath", "//*", SECONDS, ERROR_PAGE, "update-image-placeholder-optional"]],
    )
    usual = visit(start, signing_in(holders.agrees), approving, refused, {**DONE, "optional": True})
    first = visit(start, signing_in(holders.agrees), approving, DONE, times=1)
    again = on("See the page", [["wait", "id", "sign-in", SECONDS, ".*", "update-image-placeholder"]])
    second = visit(start, again, signing_in(holders.agrees), approving, {**DONE, "optional": True})
    cancelled = visit(start, on("Cancel", [["click", "id", "cancel"]]), DONE, times=1)
    denied = visit(start, signing_in(holders.refuses), on("Deny", [["click", "id", "deny"]]), DONE)
    looked = visit(start, on("Look only", [["wait", "id", "sign-in", SECONDS]]), times=1)
    leaving = visit(
        f"{target.issuer}/oauth/logout*",
        on("Sign out", [["click", "id", "sign-out", "optional"]]),
        on(
            "Signed out",
            [["wait", "xpath", "//*", SECONDS, LEFT_OR_REFUSED, "update-image-placeholder-optional"]],
        ),
        {"task": "Gone back", "match": "*/test/a/*/post_logout_redirect*", "optional": True},
    )
    return {
        "browser": [usual, leaving],
        "override": {
            # The first client's holder turns back at the sign-in page, the second's at the question.
            REJECTING: {"browser": [cancelled, denied]},
            VISITING_TWICE: {"browser": [looked, usual]},
            **{module: {"browser": [first, second]} for module in SIGNING_IN_AGAIN},
            **{module: {"browser": [visit(start, again)]} for module in SIGNING_IN_SEEN},
            **{module: {"browser": [visit(start, refused)]} for module in UNREGISTERED},
        },
    }


def visit(match: str, *tasks: Mapping[str, object], times: int | None = None) -> dict[str, object]:
    """What is done at an address, that many times at most."""
    limit = {} if times is None else {"match-limit": times}
    return {"match": match, **limit, "tasks": list(tasks)}
