"""An authorization request that was checked (RFC 6749 section 4.1.1, OpenID Connect Core section 3.1.2.1).

Read once, at the pushed endpoint; from there on it travels as this frozen value. The row of checks is
``STEPS``: each looks at one thing and says what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from joincard_core.oauth import authorization_details, card_claims, claims_request, pkce, resource, scope
from joincard_core.oauth.authorization_details import Details, Offered
from joincard_core.oauth.claims_request import ANY, Wanted
from joincard_core.oauth.client_metadata import CODE, FRONT_MODES, FRONT_TYPES, IMPLICIT
from joincard_core.oauth.errors import (
    InvalidRequest,
    InvalidScope,
    UnauthorizedClient,
    UnsupportedResponseType,
)
from joincard_core.oauth.model import Client

PROMPTS = frozenset({"none", "login", "consent", "select_account"})
LONGEST = 1024  # characters of state and nonce: what a client needs, and an address can carry
LONGEST_HINT = 200
JKT = re.compile(r"[A-Za-z0-9_-]{43}")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a client asks a holder for. ``max_age`` is in seconds."""

    client_id: str
    redirect_uri: str
    response_mode: str
    scopes: frozenset[str]
    details: Details
    state: str | None = None
    nonce: str | None = None
    code_challenge: str = field(default="", repr=False)
    dpop_jkt: str | None = None
    prompt: frozenset[str] = frozenset()
    max_age: int | None = None
    login_hint: str | None = field(default=None, repr=False)
    id_token_hint: str | None = field(default=None, repr=False)
    ui_locales: tuple[str, ...] = ()
    wanted: Wanted = ANY
    response_type: str = "code"
    acr_values: tuple[str, ...] = ()

    @property
    def acrs(self) -> tuple[str, ...]:
        """The ways to sign in of which one is demanded, or else wished for."""
        return self.wanted.acrs or self.acr_values

    @property
    def claims(self) -> frozenset[str]:
        """The claims of the card that it asks for, by scope or by name."""
        return card_claims.of_scopes(self.scopes) | self.wanted.claims

    def to_json(self) -> dict[str, object]:
        """For a row of ours."""
        found = asdict(self)
        found |= {"scopes": sorted(self.scopes), "prompt": sorted(self.prompt)}
        found |= {"wanted": self.wanted.to_json()}
        return found | {"details": [each.to_json() for each in self.details]}

    @classmethod
    def from_json(cls, members: Mapping[str, Any]) -> Asked:
        """What ``to_json`` wrote."""
        kept = dict(members)
        kept |= {"scopes": frozenset(members["scopes"]), "prompt": frozenset(members["prompt"])}
        kept |= {"acr_values": tuple(members.get("acr_values", ()))}
        kept |= {"ui_locales": tuple(members["ui_locales"]), "wanted": Wanted.from_json(members["wanted"])}
        return cls(**(kept | {"details": authorization_details.of_json(members["details"])}))


@dataclass(frozen=True, slots=True)
class Asking:
    """A request on its way through the checks. ``resource`` is ours; ``implicit``: that flow is offered."""

    sent: Mapping[str, str]
    client: Client
    resource: str
    offered: Offered
    implicit: bool = False

    @property
    def response_type(self) -> str:
        """As it was sent, in one order (OAuth 2.0 Multiple Response Types section 3)."""
        return " ".join(sorted(self.sent.get("response_type", "").split(" ")))

    @property
    def in_front(self) -> bool:
        """Whether tokens are to come by the browser, and the operator offers that."""
        return self.implicit and self.response_type in FRONT_TYPES

    @property
    def modes(self) -> tuple[str, ...]:
        """How it may be answered, the usual way first."""
        return FRONT_MODES if self.in_front else self.client.metadata.allowed_modes


def checked(asking: Asking) -> Asked:
    """The request as a value. Raises an ``OAuthError``."""
    for step in STEPS:
        step(asking)
    sent, client = asking.sent, asking.client
    by_secret = client.metadata.signs_in
    raw = sent.get("authorization_details")
    return Asked(
        client_id=client.id,
        redirect_uri=sent["redirect_uri"],
        response_mode=sent.get("response_mode", "fragment" if asking.in_front else "query"),
        response_type=asking.response_type,
        scopes=scope.known(sent, client.scopes) if by_secret else scope.granted(sent, client.scopes),
        details=authorization_details.read(raw, client, asking.offered) if raw else (),
        state=sent.get("state"),
        nonce=sent.get("nonce"),
        code_challenge="" if by_secret and not pkce.was_sent(sent) else pkce.challenge(sent),
        dpop_jkt=sent.get("dpop_jkt"),
        prompt=frozenset(sent.get("prompt", "").split()),
        max_age=int(sent["max_age"]) if "max_age" in sent else client.metadata.default_max_age,
        login_hint=sent.get("login_hint"),
        id_token_hint=sent.get("id_token_hint") if by_secret else None,
        ui_locales=tuple(filter(LANGUAGE.fullmatch, sent.get("ui_locales", "").split())),
        acr_values=tuple(sent.get("acr_values", "").split()) or client.metadata.default_acr_values,
        wanted=claims_request.read(sent["claims"]) if "claims" in sent else ANY,
    )


def known_response_type(asking: Asking) -> None:
    """``response_type`` is ``code`` (FAPI 2.0 section 5.3.2.2), or another that the client has registered."""
    if "response_type" not in asking.sent:
        raise InvalidRequest("The parameter response_type is missing.")
    if asking.sent["response_type"] != "code" and not asking.in_front:
        raise UnsupportedResponseType
    if asking.in_front and asking.response_type not in asking.client.metadata.response_types:
        raise UnauthorizedClient("The client is not registered for this response_type.")


def may_use_the_flow(asking: Asking) -> None:
    """The client is registered for the authorization code flow, or for the other one that it asks for."""
    flow = IMPLICIT if asking.in_front else CODE
    if flow not in asking.client.metadata.grant_types:
        raise UnauthorizedClient(f"The client is not registered for the grant {flow}.")


def exact_redirect_uri(asking: Asking) -> None:
    """``redirect_uri`` is one of the client's, character by character (RFC 9700 section 2.1)."""
    if "redirect_uri" not in asking.sent:
        raise InvalidRequest("The parameter redirect_uri is missing. It must be one of those registered.")
    if asking.sent["redirect_uri"] not in asking.client.metadata.redirect_uris:
        raise InvalidRequest("The redirect_uri must be one that the client has registered, exactly.")


def nonce_in_front(asking: Asking) -> None:
    """What comes by the browser answers a ``nonce`` (OpenID Connect Core section 3.2.2.1)."""
    if asking.in_front and not asking.sent.get("nonce"):
        raise InvalidRequest("The parameter nonce is missing, which this response_type needs.")


def known_response_mode(asking: Asking) -> None:
    """``response_mode`` puts no code into a fragment and no token into a query; the client may use it.

    FAPI 2.0 Message Signing section 5.3.3: a client that is registered for signed answers gets no others.
    """
    allowed = asking.modes
    if asking.sent.get("response_mode", "fragment" if asking.in_front else "query") not in allowed:
        raise InvalidRequest(f"The response_mode must be one of: {', '.join(allowed)}.")


def names_its_scopes(asking: Asking) -> None:
    """``scope`` is given: a holder must be asked for something that was named."""
    if "scope" not in asking.sent:
        raise InvalidScope(asking.client.scopes)


def bounded(asking: Asking) -> None:
    """``state``, ``nonce``, ``login_hint`` and ``acr_values`` are of a length that an address can carry."""
    for name in ("state", "nonce", "login_hint", "acr_values"):
        most = LONGEST_HINT if name == "login_hint" else LONGEST
        value = asking.sent.get(name, "")
        if len(value) > most or (value and not value.isprintable()):
            raise InvalidRequest(f"The {name} has {most} printable characters at most.")


def one_resource(asking: Asking) -> None:
    """``resource`` is ours."""
    resource.check(asking.sent, asking.resource)


def known_prompt(asking: Asking) -> None:
    """``prompt`` is known, and ``none`` stands alone; ``max_age`` is a number."""
    prompts = asking.sent.get("prompt", "").split()
    if not set(prompts) <= PROMPTS or ("none" in prompts and len(prompts) > 1):
        raise InvalidRequest(f"The prompt is none, or some of: {', '.join(sorted(PROMPTS - {'none'}))}.")
    max_age = asking.sent.get("max_age", "0")
    if not (max_age.isascii() and max_age.isdigit() and len(max_age) <= 9):
        raise InvalidRequest("The max_age is a number of seconds.")


def well_formed_key(asking: Asking) -> None:
    """``dpop_jkt`` is a thumbprint (RFC 9449 section 10)."""
    if "dpop_jkt" in asking.sent and not JKT.fullmatch(asking.sent["dpop_jkt"]):
        raise InvalidRequest("The dpop_jkt is a SHA-256 thumbprint: 43 characters of base64url.")


STEPS = (
    known_response_type,  # first: it says which flow it is
    may_use_the_flow,
    exact_redirect_uri,
    nonce_in_front,
    known_response_mode,
    names_its_scopes,
    bounded,
    one_resource,
    known_prompt,
    well_formed_key,
)
