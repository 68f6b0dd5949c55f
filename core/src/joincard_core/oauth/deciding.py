"""A holder agrees: what is looked at once more, and the grant and code that come of it.

Everything that may have changed since the page was shown is read in the transaction that grants: the session
and the card of who signed in, the client, what it is registered for, and the services with their provider.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeAlias

from joincard_core.clock import to_epoch
from joincard_core.errors import JoincardError
from joincard_core.keys import Vault
from joincard_core.oauth import allowing, authorization_code, authorization_details, grants, session_clients
from joincard_core.oauth.allowing import Allowed, Withheld
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.authorization_code import Decided
from joincard_core.oauth.authorization_details import Offered
from joincard_core.oauth.client_metadata import IMPLICIT
from joincard_core.oauth.errors import InteractionUnknown, InvalidRequest, OAuthError, OfferGone
from joincard_core.oauth.front_channel import FrontChannel
from joincard_core.oauth.grants import Grant
from joincard_core.oauth.interaction import Interaction, SignedIn
from joincard_core.oauth.model import Client
from joincard_core.oauth.response import Answer, Responses
from joincard_core.oauth.stepping_up import BestWay, password_alone
from joincard_core.settings import Settings
from joincard_core.storage import Tx, new_id

SignInOverBy: TypeAlias = Callable[[Tx, SignedIn, datetime], JoincardError | None]
"""Why a sign-in counts no more: its session has ended, or its card is lost, expired or cancelled."""
Delivers: TypeAlias = Callable[[Tx, str, str, tuple[str, ...], datetime], bool]
"""Whether a provider may (still) ask about a service in one of these cities; in any, when none is named."""


def still_counts(tx: Tx, signed_in: SignedIn, now: datetime) -> JoincardError | None:
    """Where nothing is known of sessions and cards."""
    return None


def delivers_all(tx: Tx, provider: str, service: str, cities: tuple[str, ...], now: datetime) -> bool:
    """Where nothing is known of providers."""
    return True


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the authority knows beside OAuth: the catalogue, sessions, cards, ways in, and providers."""

    offered: Offered
    over_by: SignInOverBy = still_counts
    delivers: Delivers = delivers_all
    best_way: BestWay = password_alone


@dataclass(frozen=True, slots=True)
class Deciding:
    """Turns what a holder allows into a grant and a code."""

    vault: Vault
    responses: Responses
    front: FrontChannel
    settings: Settings
    around: Surroundings

    def still_open(self, tx: Tx, opened: Interaction, client: Client, now: datetime) -> Asked:
        """What of the request can still be agreed to. Raises ``OfferGone`` when it is nothing."""
        asked = opened.asked
        there = [
            service
            for service in authorization_details.services_of(asked.details)
            if self._is_open(tx, service, asked, client, now)
        ]
        kept = authorization_details.only(asked.details, there)
        left = replace(asked, scopes=asked.scopes & client.scopes, details=kept)
        if not left.scopes or (asked.details and not kept):
            raise OfferGone(nothing_left=True)
        return left

    def _is_open(self, tx: Tx, service: str, asked: Asked, client: Client, now: datetime) -> bool:
        """Whether a service is in the catalogue, and this client may ask about it wherever it is named."""
        return (
            self.around.offered(service)
            and client.may_ask(service)
            and all(
                self.around.delivers(tx, client.provider_id, service, each.cities, now)
                for each in asked.details
                if service in each.services
            )
        )

    def grant(
        self,
        tx: Tx,
        opened: Interaction,
        client: Client,
        allowed: Allowed | None,
        now: datetime,
        until: datetime | None = None,
    ) -> tuple[Grant, Answer]:
        """A grant of what is allowed and the code for it; ``until``: not longer than that.

        Raises ``ChoiceRefused``, ``OfferGone``, or an ``OAuthError`` with its answer.
        """
        if opened.signed_in is None:
            raise InteractionUnknown("The page was sent before anyone had signed in.")
        signed_in, asked = opened.signed_in, self.still_open(tx, opened, client, now)
        require_open(opened.asked, asked, allowed)
        sub = grants.pairwise(self.vault, client.provider_id, signed_in.person_id)
        if unmet := asked.wanted.unmet(sub, signed_in.acr):
            raise self.told(asked, client, unmet, now)
        left = allowing.left(asked, client, allowed)
        usual = now + timedelta(days=self.settings.grant_lifetime)
        grant = Grant(
            id=new_id(),
            client_id=client.id,
            provider_id=client.provider_id,
            sub=sub,
            scopes=left.scopes,
            details=left.details,
            created_at=now,
            expires_at=usual if until is None else min(usual, until),
            person_id=signed_in.person_id,
            card_id=signed_in.card_id,
            claims=left.claims,
            verified=left.verified,
            session_id=session_clients.ends_with(signed_in, client, left.scopes),
            withheld=left.withheld,
        )
        grants.add(tx, grant)
        signed_in = self._joined(tx, signed_in, grant, now)
        members = self._members(tx, grant, Decided(opened.asked, signed_in), client, now)
        return grant, self.responses.granted(asked, client, members, to_epoch(now))

    def _members(
        self, tx: Tx, grant: Grant, decided: Decided, client: Client, now: datetime
    ) -> Mapping[str, str]:
        """What the client is given: a code, or tokens at once where it asked for them."""
        if decided.asked.response_type != authorization_code.RESPONSE_TYPE:
            return self.front.members(tx, grant, decided, client, now)
        expires_at = now + timedelta(seconds=self.settings.code_lifetime)
        return {"code": authorization_code.add(tx, grant, decided, expires_at)}

    def told(self, asked: Asked, client: Client, error: OAuthError, now: datetime) -> OAuthError:
        """An error with its answer for the client."""
        return told(error, client, self.responses.refused(asked, client, error, to_epoch(now)))

    def _joined(self, tx: Tx, signed_in: SignedIn, grant: Grant, now: datetime) -> SignedIn:
        """The same, knowing what the client calls the session, where it learns who signed in."""
        if session_clients.OPENID not in grant.scopes:
            return signed_in
        until = now + timedelta(seconds=self.settings.session_lifetime)
        return session_clients.join(tx, signed_in, grant.client_id, grant.sub, until)


def require_open(asked: Asked, left: Asked, allowed: Allowed | None) -> None:
    """Nothing that the holder allows has gone meanwhile. Raises ``OfferGone``."""
    missing = gone(asked, left)
    scopes, services = asked.scopes, missing.services
    if allowed is not None:
        scopes, services = allowed.scopes, services if allowed.services is None else allowed.services
    if missing.scopes & scopes or missing.services & services:
        raise OfferGone(nothing_left=False)


def gone(asked: Asked, left: Asked) -> Withheld:
    """What was asked for and cannot be agreed to any more."""
    services = authorization_details.services_of(asked.details)
    return Withheld(
        scopes=asked.scopes - left.scopes,
        services=services - authorization_details.services_of(left.details),
    )


def still_registered(client: Client, asked: Asked) -> None:
    """The answer's address and the flow are still the client's: both may have been taken away meanwhile.

    Raises ``InvalidRequest``, without an address to answer to.
    """
    metadata = client.metadata
    flow = authorization_code.GRANT_TYPE
    if asked.response_type != authorization_code.RESPONSE_TYPE:
        flow = IMPLICIT
    if asked.redirect_uri not in metadata.redirect_uris or flow not in metadata.grant_types:
        raise told(InvalidRequest("The client's registration has changed. Begin again."), client)


def told(error: OAuthError, client: Client, answer: Answer | None = None) -> OAuthError:
    """An error with whose request it was, and what the client may be told of it."""
    error.client_id, error.answer = client.id, answer
    return error
