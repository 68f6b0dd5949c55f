"""The endpoints of the authorization server, joined: what they share is made once."""

from __future__ import annotations

from dataclasses import dataclass

from joincard_core.clock import Clock
from joincard_core.keys import KeyRing, Vault
from joincard_core.oauth.access_token import AccessTokens
from joincard_core.oauth.authorization import AuthorizationEndpoint
from joincard_core.oauth.authorization_details import Offered
from joincard_core.oauth.backchannel_authentication import BackchannelEndpoint, FindHolder, nobody
from joincard_core.oauth.bearer import Bearer
from joincard_core.oauth.certificate_chain import Anchors
from joincard_core.oauth.client_authentication import ClientAuthentication
from joincard_core.oauth.deciding import (
    Deciding,
    Delivers,
    SignInOverBy,
    Surroundings,
    delivers_all,
    still_counts,
)
from joincard_core.oauth.delivery import Delivery
from joincard_core.oauth.device_authorization import DeviceEndpoint
from joincard_core.oauth.events import ClientEvents
from joincard_core.oauth.fetching import Reach
from joincard_core.oauth.front_channel import FrontChannel
from joincard_core.oauth.granting import CardStands, always
from joincard_core.oauth.id_token import IdTokens
from joincard_core.oauth.introspection import IntrospectionEndpoint
from joincard_core.oauth.logout import LogoutEndpoint
from joincard_core.oauth.logout_delivery import LogoutDelivery
from joincard_core.oauth.nonce import Nonces
from joincard_core.oauth.ping_delivery import PingDelivery
from joincard_core.oauth.pruning import Pruning
from joincard_core.oauth.pushed import PushedEndpoint
from joincard_core.oauth.registration import Registrations
from joincard_core.oauth.remote_keys import RemoteKeys
from joincard_core.oauth.requesting import Requests
from joincard_core.oauth.response import Responses
from joincard_core.oauth.revocation import RevocationEndpoint
from joincard_core.oauth.sender_constraint import SenderConstraint
from joincard_core.oauth.sign_in_object import SignInObjects
from joincard_core.oauth.stepping_up import BestWay, password_alone
from joincard_core.oauth.token import TokenEndpoint
from joincard_core.oauth.userinfo import UserinfoSigner
from joincard_core.settings import Settings
from joincard_core.storage import Database


@dataclass(frozen=True, slots=True)
class Endpoints:
    """One of each. ``nonces`` are what DPoP proofs may have to carry."""

    bearer: Bearer
    token: TokenEndpoint
    pushed: PushedEndpoint
    backchannel: BackchannelEndpoint
    device: DeviceEndpoint
    authorization: AuthorizationEndpoint
    introspection: IntrospectionEndpoint
    revocation: RevocationEndpoint
    registrations: Registrations
    events: ClientEvents
    logout: LogoutEndpoint
    logout_delivery: LogoutDelivery
    ping_delivery: PingDelivery
    userinfo: UserinfoSigner
    nonces: Nonces

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """What is delivered to clients beside the requests."""
        return (self.logout_delivery, self.ping_delivery)

    @classmethod
    def of(
        cls,
        database: Database,
        keys: KeyRing,
        vault: Vault,
        offered: Offered,
        settings: Settings,
        clock: Clock,
        find_holder: FindHolder = nobody,
        card_stands: CardStands = always,
        over_by: SignInOverBy = still_counts,
        delivers: Delivers = delivers_all,
        best_way: BestWay = password_alone,
    ) -> Endpoints:
        """The endpoints over this ground.

        ``offered`` tells which services there are, ``find_holder`` whose card a clerk named,
        ``card_stands`` whether a card is still good, ``over_by`` why a sign-in counts no more,
        ``delivers`` whether a provider may ask about a service, and ``best_way`` how a holder can sign in.
        """
        issuer = settings.issuer
        around = Surroundings(offered, over_by, delivers, best_way)
        tokens = AccessTokens(issuer, issuer, settings.token_lifetime, keys)
        id_tokens = IdTokens(issuer, settings.token_lifetime, keys)
        responses, nonces = Responses(issuer, keys), Nonces(vault, settings.proof_nonce)
        constraint = SenderConstraint(issuer, settings.proof_leeway, nonces)
        clients = ClientAuthentication(
            database,
            RemoteKeys(database, settings, clock),
            Anchors.of_file(settings.client_ca_file),
            settings,
        )
        events, pruning, reach = ClientEvents(database, clock), Pruning(), Reach.of(settings)
        return cls(
            bearer=Bearer(database, tokens, nonces, settings, clock, card_stands),
            token=TokenEndpoint(
                database,
                clients,
                constraint,
                tokens,
                id_tokens,
                offered,
                settings,
                clock,
                card_stands,
                pruning,
            ),
            pushed=PushedEndpoint(database, clients, constraint, offered, settings, clock, pruning),
            backchannel=BackchannelEndpoint(
                issuer, database, clients, keys, vault, offered, find_holder, clock
            ),
            device=DeviceEndpoint(issuer, database, vault, clients, offered, clock, pruning),
            authorization=AuthorizationEndpoint(
                database,
                vault,
                Requests(database, SignInObjects(clients, settings), responses, settings, clock),
                Deciding(vault, responses, FrontChannel(tokens, id_tokens), settings, around),
                settings,
                clock,
                pruning,
            ),
            introspection=IntrospectionEndpoint(database, clients, tokens, keys, clock),
            revocation=RevocationEndpoint(database, clients, tokens, clock),
            registrations=Registrations(database, settings, clock),
            events=events,
            logout=LogoutEndpoint(issuer, database, keys),
            logout_delivery=LogoutDelivery(
                database=database, clock=clock, events=events, reach=reach, issuer=issuer, keys=keys
            ),
            ping_delivery=PingDelivery(
                database=database, clock=clock, events=events, reach=reach, vault=vault
            ),
            userinfo=UserinfoSigner(issuer, keys),
            nonces=nonces,
        )
