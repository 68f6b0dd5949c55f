"""The authorization endpoint (RFC 6749 section 3.1), opened with a pushed request alone (FAPI 2.0).

Choices: only ``client_id`` and ``request_uri`` count. An error goes to the client where the address is one
that it has registered, and onto a page where it is not (section 4.1.2.1): never a redirect to elsewhere. The
request is used up when the holder decides, not when a page is opened, so a reload harms nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from joincard_core.clock import Clock, to_epoch
from joincard_core.keys import Vault
from joincard_core.oauth import (
    allowing,
    consents,
    deciding,
    grants,
    handle,
    interaction,
    stepping_up,
    store,
    verified_request,
)
from joincard_core.oauth.allowing import Allowed, Withheld
from joincard_core.oauth.asked import Asked
from joincard_core.oauth.consents import Remembered
from joincard_core.oauth.deciding import Deciding, still_registered
from joincard_core.oauth.errors import (
    AccessDenied,
    AlreadyDecided,
    ConsentRequired,
    InteractionUnknown,
    LoginRequired,
    OAuthError,
    SignInOver,
)
from joincard_core.oauth.interaction import Interaction, SignedIn
from joincard_core.oauth.model import Client
from joincard_core.oauth.pruning import Pruning
from joincard_core.oauth.requesting import Requests, known
from joincard_core.oauth.response import Answer
from joincard_core.oauth.stepping_up import StepUpNeeded
from joincard_core.settings import Settings
from joincard_core.storage import Database, Tx

PATH = "/oauth/authorize"
AGAIN, PICK = "login", "select_account"


@dataclass(frozen=True, slots=True)
class Begun:
    """A page to show, or an answer at once where there is nothing to ask.

    ``browser`` is the value of the cookie that belongs to the page; ``picks``: who has a session is asked
    first whether to go on with this card (``prompt=select_account``).
    """

    interaction: Interaction
    browser: str
    answer: Answer | None = None
    picks: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What a holder decides about: ``asked`` is what can still be agreed to, ``gone`` what cannot any more.

    ``needed`` cannot be withheld; ``withheld`` was not allowed to this client before.
    """

    asked: Asked
    needed: Allowed
    gone: Withheld
    withheld: Withheld

    @property
    def claims(self) -> frozenset[str]:
        """Every claim, by whatever way it is asked for."""
        return allowing.claims_of(self.asked)

    @property
    def scopes(self) -> frozenset[str]:
        """The scopes that are more than names for claims."""
        return frozenset(scope for scope in self.asked.scopes if not allowing.named_by(scope))

    def allowing(self, claims: frozenset[str], scopes: frozenset[str], services: frozenset[str]) -> Allowed:
        """What is allowed by these; a scope that names claims goes with them."""
        return Allowed(claims, scopes | (self.asked.scopes - self.scopes), services)


@dataclass(frozen=True, slots=True)
class AuthorizationEndpoint:
    """Leads a browser from a pushed request to a decision, and back to the client."""

    database: Database
    vault: Vault
    requests: Requests
    deciding: Deciding
    settings: Settings
    clock: Clock
    pruning: Pruning

    def begin(
        self,
        sent: Mapping[str, str],
        browser: str | None,
        held: SignedIn | None = None,
        network: str | None = None,
    ) -> Begun:
        """Open a pushed request; ``held`` is who has a session in this browser, ``network`` where it is.

        Raises an ``OAuthError``; its ``answer``, if any, is for the client.
        """
        now, browser = self.clock.now(), browser or handle.new()
        sent = self.requests.opened_object(sent, now)
        with self.database.write() as tx:
            self.pruning.now_and_then(tx, now)
            client, asked = self.requests.requested(tx, sent, now)
            verified = verified_request.hidden(asked.wanted.verified, self.vault)
            asked = replace(asked, wanted=replace(asked.wanted, verified=verified))
            opened = self._opened(client, asked, sent.get("request_uri") or handle.new(), now)
            held = held if held and self.deciding.around.over_by(tx, held, now) is None else None
            missing = self._unsigned(tx, opened, held, now) or self._unasked(tx, opened, client, held, now)
            if "none" in asked.prompt and missing is not None:
                raise self.deciding.told(asked, client, missing, now)
            if not isinstance(missing, LoginRequired):
                opened = replace(opened, signed_in=held)
            picks = PICK in asked.prompt and opened.signed_in is not None
            if missing is None and not picks:
                return Begun(opened, browser, self._at_once(tx, opened, client, now))
            place = None if network is None else self.vault.index("page network", network)
            interaction.add(tx, browser, opened, place)
        return Begun(opened, browser, picks=picks)

    def interaction(self, shown: str, browser: str) -> Interaction:
        """A page in progress, which its browser came to see. Raises ``InteractionUnknown``."""
        with self.database.read() as tx:
            opened = self._found(tx, shown, browser)
        if opened.opened_at is None:
            with self.database.write() as tx:
                interaction.came(tx, opened, self.clock.now())
        return opened

    def falls_short(self, shown: str, browser: str, held: SignedIn) -> bool:
        """Whether a session is good for a page but for a stronger way to sign in, which its holder has.

        Raises ``InteractionUnknown``.
        """
        with self.database.read() as tx:
            opened = self._found(tx, shown, browser)
            return isinstance(self._unsigned(tx, opened, held, self.clock.now()), StepUpNeeded)

    def in_time(self, opened: Interaction, signed_in: SignedIn) -> bool:
        """Whether a sign-in is recent enough for what the client asked (``prompt``, ``max_age``)."""
        opened_at = opened.expires_at - timedelta(seconds=self.settings.interaction_lifetime)
        now = to_epoch(self.clock.now())
        return stepping_up.in_time(opened.asked, signed_in, to_epoch(opened_at), now)

    def sign_in(self, shown: str, browser: str, signed_in: SignedIn) -> Interaction:
        """Note who signed in. Raises ``InteractionUnknown``."""
        with self.database.write() as tx:
            opened = self._found(tx, shown, browser)
            interaction.sign_in(tx, opened, signed_in)
        return replace(opened, signed_in=signed_in)

    def go_on(self, shown: str, browser: str, held: SignedIn | None = None) -> Answer | None:
        """The answer, where the holder has decided on all of this before; ``None``: ask.

        Nobody is asked in vain: who cannot sign in as the client demands is answered for. Raises as
        ``approve`` does.
        """
        now = self.clock.now()
        with self.database.write() as tx:
            opened = self._found(tx, shown, browser)
            client = known(tx, opened.asked.client_id, now)
            if opened.signed_in is not None and (unmet := self._unmet(opened, opened.signed_in)):
                self._use_up(tx, opened, now)
                interaction.end(tx, opened, now)
                return self.deciding.responses.refused(opened.asked, client, unmet, to_epoch(now))
            if opened.signed_in is None or self._unasked(tx, opened, client, opened.signed_in, now):
                return None
            still_registered(client, opened.asked)
            opened = self._still_signed_in(tx, opened, held, now)
            answer = self._at_once(tx, opened, client, now)
            interaction.end(tx, opened, now)
        return answer

    def approve(
        self, shown: str, browser: str, allowed: Allowed | None = None, held: SignedIn | None = None
    ) -> Answer:
        """The holder agrees to what is ``allowed`` (``None``: to all of it): a code.

        ``held`` is who has a session in this browser now; without one, who signed in on the page counts.
        Raises ``InteractionUnknown`` (``SignInOver`` and ``AlreadyDecided`` among them), ``ChoiceRefused``,
        ``OfferGone``, what says that the card is at its end, or an ``OAuthError`` with its answer.
        """

        def write(tx: Tx, opened: Interaction, client: Client, now: datetime) -> Answer:
            opened = self._still_signed_in(tx, opened, held, now)
            grant, answer = self.deciding.grant(tx, opened, client, allowed, now)
            consents.remember(tx, grant)
            return answer

        return self._decided(shown, browser, write)

    def choice(self, shown: str, browser: str) -> Choice:
        """What the holder of a page can decide. Raises ``InteractionUnknown`` or ``OfferGone``."""
        now = self.clock.now()
        with self.database.read() as tx:
            opened = self._found(tx, shown, browser)
            client = known(tx, opened.asked.client_id, now)
            left = self.deciding.still_open(tx, opened, client, now)
            before = self._before(tx, opened, opened.signed_in, now)
        return Choice(
            asked=left,
            needed=allowing.needed(left, client),
            gone=deciding.gone(opened.asked, left),
            withheld=Withheld() if before is None else before.withheld,
        )

    def deny(self, shown: str, browser: str) -> Answer:
        """The holder does not agree. Raises as ``approve`` does."""
        return self._decided(shown, browser, self._denied)

    def _decided(
        self, shown: str, browser: str, write: Callable[[Tx, Interaction, Client, datetime], Answer]
    ) -> Answer:
        now = self.clock.now()
        with self.database.write() as tx:
            opened = self._found(tx, shown, browser)
            client = known(tx, opened.asked.client_id, now)
            still_registered(client, opened.asked)
            self._use_up(tx, opened, now)
            answer = write(tx, opened, client, now)
            interaction.end(tx, opened, now)
        return answer

    def _still_signed_in(
        self, tx: Tx, opened: Interaction, held: SignedIn | None, now: datetime
    ) -> Interaction:
        """The same, in the session that this browser has now; read here, where the decision is written."""
        found = opened.signed_in
        if found is None:
            return opened
        if held is not None:
            if (held.person_id, held.card_id) != (found.person_id, found.card_id):
                raise SignInOver
            found = replace(found, session_id=held.session_id)
        if (why := self.deciding.around.over_by(tx, found, now)) is not None:
            raise why
        return replace(opened, signed_in=found)

    def _use_up(self, tx: Tx, opened: Interaction, now: datetime) -> None:
        until = now + timedelta(seconds=self.settings.interaction_lifetime)
        if not store.use_once(tx, "request_uri", opened.client_id, opened.request.hex(), until):
            raise AlreadyDecided(opened.client_name, opened.leads_to)  # in another window, a moment ago

    def _at_once(self, tx: Tx, opened: Interaction, client: Client, now: datetime) -> Answer:
        """The answer without a page: what was allowed before, for as long as it was allowed."""
        before = self._before(tx, opened, opened.signed_in, now)
        allowed = None if before is None else before.allowed(opened.asked, client)
        if before is None or allowed is None:
            raise ConsentRequired
        self._use_up(tx, opened, now)
        _, answer = self.deciding.grant(tx, opened, client, allowed, now, before.expires_at)
        return answer

    @staticmethod
    def _before(tx: Tx, opened: Interaction, held: SignedIn | None, now: datetime) -> Remembered | None:
        return None if held is None else consents.remembered(tx, held.person_id, opened.client_id, now)

    def _unsigned(
        self, tx: Tx, opened: Interaction, held: SignedIn | None, now: datetime
    ) -> OAuthError | None:
        """Why the holder must sign in (again), if so (OpenID Connect Core section 3.1.2.1 and 3.1.2.3)."""
        asked = opened.asked
        if held is None or AGAIN in asked.prompt:
            return LoginRequired()
        if asked.max_age is not None and to_epoch(now) - held.auth_time > asked.max_age:
            return LoginRequired("The holder signed in longer ago than max_age allows.")
        unmet, best = self._unmet(opened, held), self.deciding.around.best_way(tx, held.person_id)
        if not isinstance(unmet, LoginRequired) and stepping_up.falls_short(asked, held, best):
            return StepUpNeeded("The client wants a stronger sign-in than the holder's session is.")
        return LoginRequired(unmet.cause) if unmet else None

    def _unmet(self, opened: Interaction, signed_in: SignedIn) -> OAuthError | None:
        """Why this is not the holder, or not the sign-in, that the client demands."""
        sub = grants.pairwise(self.vault, opened.provider_id, signed_in.person_id)
        return opened.asked.wanted.unmet(sub, signed_in.acr)

    def _unasked(
        self, tx: Tx, opened: Interaction, client: Client, held: SignedIn | None, now: datetime
    ) -> OAuthError | None:
        """Why the holder must be asked, if so."""
        before = self._before(tx, opened, held, now)
        known = before is not None and before.allowed(opened.asked, client) is not None
        return None if known else ConsentRequired()

    def _denied(self, tx: Tx, opened: Interaction, client: Client, now: datetime) -> Answer:
        return self.deciding.responses.refused(opened.asked, client, AccessDenied(), to_epoch(now))

    def _opened(self, client: Client, asked: Asked, request_uri: str, now: datetime) -> Interaction:
        return Interaction(
            handle=handle.new(),
            request=handle.digest(request_uri),
            asked=asked,
            client_name=client.name,
            client_uri=client.metadata.client_uri,
            policy_uri=client.metadata.policy_uri,
            tos_uri=client.metadata.tos_uri,
            provider_id=client.provider_id,
            expires_at=now + timedelta(seconds=self.settings.interaction_lifetime),
        )

    def _found(self, tx: Tx, shown: str, browser: str) -> Interaction:
        opened = interaction.find(tx, shown, browser, self.clock.now())
        if opened is None:
            raise InteractionUnknown("It has expired, or belongs to another browser.")
        if opened.decided_at is not None:
            raise AlreadyDecided(opened.client_name, opened.leads_to)
        return opened
