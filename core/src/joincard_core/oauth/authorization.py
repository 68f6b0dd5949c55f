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
    authorization_code,
    consents,
    grants,
    handle,
    interaction,
    pushed,
    session_clients,
    store,
)
from joincard_core.oauth.asked import Asked, Asking, checked
from joincard_core.oauth.authorization_code import Decided
from joincard_core.oauth.errors import (
    AccessDenied,
    ConsentRequired,
    InteractionUnknown,
    InvalidRequest,
    InvalidRequestUri,
    LoginRequired,
    OAuthError,
    RegistrationNotSupported,
)
from joincard_core.oauth.grants import Grant
from joincard_core.oauth.id_token_hint import expecting
from joincard_core.oauth.interaction import Interaction, SignedIn
from joincard_core.oauth.model import Client, ClientStatus
from joincard_core.oauth.pruning import Pruning
from joincard_core.oauth.response import Answer, Responses
from joincard_core.oauth.sign_in_object import WAYS, SignInObjects
from joincard_core.settings import Settings
from joincard_core.storage import Database, Tx, new_id

PATH = "/oauth/authorize"
CODE = authorization_code.GRANT_TYPE
NOT_HERE: Mapping[str, Callable[[], OAuthError]] = {
    "registration": RegistrationNotSupported,
}
"""Ways to send a request that do not exist here (OpenID Connect Core section 7.2.1)."""
AGAIN = frozenset({"login", "select_account"})


@dataclass(frozen=True, slots=True)
class Begun:
    """A page to show, or an answer at once where there is nothing to ask.

    ``browser`` is the value of the cookie that belongs to the page.
    """

    interaction: Interaction
    browser: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class AuthorizationEndpoint:
    """Leads a browser from a pushed request to a decision, and back to the client."""

    database: Database
    vault: Vault
    responses: Responses
    objects: SignInObjects
    settings: Settings
    clock: Clock
    pruning: Pruning

    def begin(self, sent: Mapping[str, str], browser: str | None, held: SignedIn | None = None) -> Begun:
        """Open a pushed request; ``held`` is who has a session in this browser.

        Raises an ``OAuthError``; its ``answer``, if any, is for the client.
        """
        now, browser = self.clock.now(), browser or handle.new()
        sent = self._opened_object(sent, now)
        with self.database.write() as tx:
            self.pruning.now_and_then(tx, now)
            client, asked = self._requested(tx, sent, now)
            opened = self._opened(client, asked, sent.get("request_uri") or handle.new(), now)
            missing = self._unsigned(opened, held, now) or self._unasked(tx, opened, held, now)
            if "none" in asked.prompt and missing is not None:
                raise self._told(asked, client, missing, now)
            if not isinstance(missing, LoginRequired):
                opened = replace(opened, signed_in=held)
            if missing is None:
                return Begun(opened, browser, self._at_once(tx, opened, client, now))
            interaction.add(tx, browser, opened)
        return Begun(opened, browser)

    def interaction(self, shown: str, browser: str) -> Interaction:
        """A page in progress. Raises ``InteractionUnknown``."""
        with self.database.read() as tx:
            return self._found(tx, shown, browser)

    def sign_in(self, shown: str, browser: str, signed_in: SignedIn) -> Interaction:
        """Note who signed in. Raises ``InteractionUnknown``."""
        with self.database.write() as tx:
            opened = self._found(tx, shown, browser)
            interaction.sign_in(tx, opened, signed_in)
        return replace(opened, signed_in=signed_in)

    def go_on(self, shown: str, browser: str) -> Answer | None:
        """The answer, where the holder has agreed to all of this before; ``None``: ask.

        Raises ``InteractionUnknown``.
        """
        now = self.clock.now()
        with self.database.read() as tx:
            opened = self._found(tx, shown, browser)
            ask = opened.signed_in is None or self._unasked(tx, opened, opened.signed_in, now) is not None
        return None if ask else self.approve(shown, browser)

    def approve(self, shown: str, browser: str) -> Answer:
        """The holder agrees: a code. Raises ``InteractionUnknown``, or an ``OAuthError`` with its answer."""
        return self._decided(shown, browser, self._granted)

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
            interaction.end(tx, opened)
        return answer

    def _use_up(self, tx: Tx, opened: Interaction, now: datetime) -> None:
        until = now + timedelta(seconds=self.settings.interaction_lifetime)
        if not store.use_once(tx, "request_uri", opened.client_id, opened.request.hex(), until):
            raise InteractionUnknown("The request was decided already, in another window.")

    def _at_once(self, tx: Tx, opened: Interaction, client: Client, now: datetime) -> Answer:
        self._use_up(tx, opened, now)
        return self._granted(tx, opened, client, now)

    def _unsigned(self, opened: Interaction, held: SignedIn | None, now: datetime) -> OAuthError | None:
        """Why the holder must sign in (again), if so (OpenID Connect Core section 3.1.2.1 and 3.1.2.3)."""
        asked = opened.asked
        if held is None or asked.prompt & AGAIN:
            return LoginRequired()
        if asked.max_age is not None and to_epoch(now) - held.auth_time > asked.max_age:
            return LoginRequired("The holder signed in longer ago than max_age allows.")
        sub = grants.pairwise(self.vault, opened.provider_id, held.person_id)
        return LoginRequired(unmet.cause) if (unmet := asked.wanted.unmet(sub, held.acr)) else None

    @staticmethod
    def _unasked(tx: Tx, opened: Interaction, held: SignedIn | None, now: datetime) -> OAuthError | None:
        """Why the holder must be asked, if so."""
        known = held is not None and consents.covers(tx, held.person_id, opened.asked, now)
        return None if known else ConsentRequired()

    def _granted(self, tx: Tx, opened: Interaction, client: Client, now: datetime) -> Answer:
        if opened.signed_in is None:
            raise InteractionUnknown("The page was sent before anyone had signed in.")
        person, asked = opened.signed_in.person_id, opened.asked
        sub = grants.pairwise(self.vault, client.provider_id, person)
        if unmet := asked.wanted.unmet(sub, opened.signed_in.acr):
            raise self._told(asked, client, unmet, now)
        grant = Grant(
            id=new_id(),
            client_id=client.id,
            provider_id=client.provider_id,
            sub=sub,
            scopes=asked.scopes,
            details=asked.details,
            created_at=now,
            expires_at=now + timedelta(days=self.settings.grant_lifetime),
            person_id=person,
            card_id=opened.signed_in.card_id,
            claims=asked.wanted.claims,
            verified=asked.wanted.verified,
            session_id=session_clients.ends_with(opened.signed_in, client, asked.scopes),
        )
        grants.add(tx, grant)
        consents.remember(tx, grant)
        expires_at = now + timedelta(seconds=self.settings.code_lifetime)
        signed_in = self._joined(tx, opened.signed_in, grant, now)
        code = authorization_code.add(tx, grant, Decided(asked, signed_in), expires_at)
        return self.responses.granted(asked, client, code, to_epoch(now))

    def _joined(self, tx: Tx, signed_in: SignedIn, grant: Grant, now: datetime) -> SignedIn:
        """The same, knowing what the client calls the session, where it learns who signed in."""
        if session_clients.OPENID not in grant.scopes:
            return signed_in
        until = now + timedelta(seconds=self.settings.session_lifetime)
        return session_clients.join(tx, signed_in, grant.client_id, grant.sub, until)

    def _denied(self, tx: Tx, opened: Interaction, client: Client, now: datetime) -> Answer:
        return self.responses.refused(opened.asked, client, AccessDenied(), to_epoch(now))

    def _requested(self, tx: Tx, sent: Mapping[str, str], now: datetime) -> tuple[Client, Asked]:
        client = known(tx, sent.get("client_id", ""), now)
        if client.metadata.signs_in and not sent.get("request_uri", "").startswith(pushed.SCHEME):
            return client, self._direct(client, sent, now)
        if "request_uri" not in sent:
            error = InvalidRequest("The request must be pushed first (RFC 9126), to the address /oauth/par.")
            raise told(error, client, self._plain(client, sent, error))
        request_uri = sent["request_uri"]
        found = pushed.pending(tx, request_uri, client.id)
        if found is None:
            unknown = InvalidRequestUri("The request_uri is unknown, or another client's.")
            raise told(unknown, client, self._plain(client, sent, unknown))
        asked, expires_at = found
        still_registered(client, asked)
        if expires_at <= now:
            raise self._told(asked, client, InvalidRequestUri("The request_uri has expired."), now)
        if store.was_used(tx, "request_uri", client.id, handle.digest(request_uri).hex()):
            raise self._told(asked, client, InvalidRequestUri("The request_uri was used before."), now)
        try:
            return client, expecting(asked, self.settings.issuer, self.responses.keys)
        except InvalidRequest as error:
            raise self._told(asked, client, error, now) from None

    def _opened_object(self, sent: Mapping[str, str], now: datetime) -> Mapping[str, str]:
        """The parameters that count: those in the request object of a sign-in client, where there is one."""
        if not WAYS & set(sent) or sent.get("request_uri", "").startswith(pushed.SCHEME):
            return sent
        with self.database.read() as tx:
            client = known(tx, sent.get("client_id", ""), now)
        if not client.metadata.signs_in:
            return sent
        try:
            return self.objects.parameters(sent, client, now)
        except OAuthError as error:
            raise told(error, client, self._plain(client, sent, error)) from None

    def _direct(self, client: Client, sent: Mapping[str, str], now: datetime) -> Asked:
        """A request of a sign-in client, as it stands in the address (OpenID Connect Core section 3.1.2)."""
        for name, error in NOT_HERE.items():
            if name in sent:
                raise told(error(), client, self._plain(client, sent, error()))
        try:
            asked = checked(Asking(sent, client, self.settings.issuer, nothing_offered))
            return expecting(asked, self.settings.issuer, self.responses.keys)
        except OAuthError as error:
            raise told(error, client, self._plain(client, sent, error)) from None

    def _told(self, asked: Asked, client: Client, error: OAuthError, now: datetime) -> OAuthError:
        return told(error, client, self.responses.refused(asked, client, error, to_epoch(now)))

    def _plain(self, client: Client, sent: Mapping[str, str], error: OAuthError) -> Answer | None:
        """An answer where no pushed request tells the address, and the one sent is the client's own."""
        if sent.get("redirect_uri") not in client.metadata.redirect_uris:
            return None
        mode, allowed = sent.get("response_mode", "query"), client.metadata.allowed_modes
        asked = Asked(
            client_id=client.id,
            redirect_uri=sent["redirect_uri"],
            response_mode=mode if mode in allowed else allowed[0],
            scopes=frozenset(),
            details=(),
            state=sent.get("state"),
        )
        return self.responses.refused(asked, client, error, to_epoch(self.clock.now()))

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
            raise InteractionUnknown("It has expired, was decided, or belongs to another browser.")
        return opened


def nothing_offered(_: str) -> bool:
    """A sign-in client asks about no service."""
    return False


def known(tx: Tx, client_id: str, now: datetime) -> Client:
    """A client that may act now. Raises ``InvalidRequest``, without an address to answer to."""
    client = store.find(tx, client_id)
    if client is None or client.status(now) is not ClientStatus.ACTIVE:
        raise InvalidRequest("The client_id is not that of an active client.")
    return client


def still_registered(client: Client, asked: Asked) -> None:
    """The answer's address and the flow are still the client's: both may have been taken away meanwhile.

    Raises ``InvalidRequest``, without an address to answer to.
    """
    metadata = client.metadata
    if asked.redirect_uri not in metadata.redirect_uris or CODE not in metadata.grant_types:
        raise told(InvalidRequest("The client's registration has changed. Begin again."), client)


def told(error: OAuthError, client: Client, answer: Answer | None = None) -> OAuthError:
    """An error with whose request it was, and what the client may be told of it."""
    error.client_id, error.answer = client.id, answer
    return error
