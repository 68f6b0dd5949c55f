"""Clients register themselves (RFC 7591) and manage what they registered (RFC 7592)."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from joincard_core.clock import FixedClock
from joincard_core.errors import JoincardError
from joincard_core.oauth import handle, listed_keys, store
from joincard_core.oauth.client_metadata import ClientMetadata
from joincard_core.oauth.errors import ClientExists, ClientUnknown, OAuthError, TooManyFailures
from joincard_core.oauth.initial_access import InitialAccess, InvitationAsked
from joincard_core.oauth.model import ClientStatus
from joincard_core.oauth.registration import RegistrationRequest, Registrations
from joincard_core.oauth.registration_errors import (
    InvalidClientMetadata,
    InvalidRedirectUri,
    InvalidRegistrationToken,
    InvitationMalformed,
    InvitationUnknown,
    NoRegistrationToken,
)
from joincard_core.oauth.service import Clients, NewClient
from joincard_core.oauth.standing import STANDING
from joincard_core.oauth.tables import grants, initial_access_tokens, refresh_tokens
from joincard_core.settings import Settings
from joincard_core.storage import Database
from joserfc.jwk import ECKey
from sqlalchemy import func, insert, select

KEY, NEXT = (ECKey.generate_key("P-256").as_dict(private=False) for _ in range(2))
PLAIN: dict[str, Any] = {"client_name": "HIS", "jwks": {"keys": [KEY]}}
FORBIDDEN = ("registration_access_token", "registration_client_uri", "client_id_issued_at")


@dataclass
class Desk:
    """A provider's developer with an initial access token."""

    registrations: Registrations
    access: InitialAccess
    clients: Clients
    clock: FixedClock
    database: Database

    def invite(self, **changes: Any) -> str:
        return self.access.invite(InvitationAsked("jiaxing-first", **changes)).token

    def register(self, token: str, **members: Any) -> dict[str, Any]:
        return self.registrations.register(request(token, {**PLAIN, **members}))


@dataclass
class Registered:
    """A client that registered, and what it was told."""

    desk: Desk
    told: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.told["client_id"])

    @property
    def token(self) -> str:
        return str(self.told["registration_access_token"])

    @property
    def members(self) -> dict[str, Any]:
        """What a client sends back to change a little of it."""
        return {name: value for name, value in self.told.items() if name not in FORBIDDEN}

    def read(self) -> dict[str, Any]:
        return self.desk.registrations.read(self.id, request(self.token))

    def put(self, **members: Any) -> dict[str, Any]:
        return self.desk.registrations.replace(self.id, request(self.token, {**self.members, **members}))


def request(token: str = "", body: object = None, **changes: Any) -> RegistrationRequest:
    given = RegistrationRequest(
        address="192.0.2.1",
        authorization=f"Bearer {token}" if token else "",
        content_type="application/json",
        body=body if isinstance(body, bytes) else json.dumps(body).encode(),
    )
    return replace(given, **changes)


@pytest.fixture
def desk(database: Database, clock: FixedClock) -> Desk:
    settings = Settings(issuer="https://card.example.cn")
    return Desk(
        Registrations(database, settings, clock),
        InitialAccess(database, clock),
        Clients(database, clock),
        clock,
        database,
    )


@pytest.fixture
def client(desk: Desk) -> Registered:
    return Registered(desk, desk.register(desk.invite(uses=3, services=("healthcare",))))


class TestAnInitialAccessToken:
    def test_registers_a_client_of_its_provider(self, desk: Desk) -> None:
        told = desk.register(desk.invite())
        found = desk.clients.find(told["client_id"])
        assert (found.provider_id, found.name, found.scopes) == (
            "jiaxing-first",
            "HIS",
            frozenset({"verify"}),
        )
        assert found.status(desk.clock.now()) is ClientStatus.ACTIVE
        assert told["registration_client_uri"] == f"https://card.example.cn/oauth/register/{found.id}"
        assert told["client_id_issued_at"] == int(desk.clock.now().timestamp())
        assert not {name for name in told if "secret" in name}

    def test_answers_with_all_that_is_registered(self, desk: Desk) -> None:
        told = desk.register(desk.invite())
        assert told["grant_types"] == ["client_credentials"]
        assert told["token_endpoint_auth_method"] == "private_key_jwt"
        assert told["dpop_bound_access_tokens"] is True
        assert told["scope"] == "verify"

    def test_is_used_as_often_as_it_says(self, desk: Desk) -> None:
        token = desk.invite(uses=2)
        desk.register(token)
        desk.register(token)
        with pytest.raises(InvalidRegistrationToken):
            desk.register(token)

    def test_is_not_used_up_by_a_registration_that_is_refused(self, desk: Desk) -> None:
        token = desk.invite()
        for wrong in ({"grant_types": ["password"]}, {"scope": "admin"}):
            with pytest.raises(InvalidClientMetadata):
                desk.register(token, **wrong)
        with pytest.raises(InvalidRedirectUri):
            desk.register(token, redirect_uris=["http://his.example/"])
        assert desk.register(token)

    def test_ends_with_its_time(self, desk: Desk) -> None:
        token = desk.invite(lifetime=timedelta(days=1))
        desk.clock.advance(timedelta(days=1))
        with pytest.raises(InvalidRegistrationToken):
            desk.register(token)

    def test_is_withdrawn(self, desk: Desk) -> None:
        invited = desk.access.invite(InvitationAsked("jiaxing-first"))
        assert desk.access.usable("jiaxing-first") == (invited.invitation,)
        desk.access.withdraw(invited.invitation.id)
        assert desk.access.usable() == ()
        with pytest.raises(InvalidRegistrationToken):
            desk.register(invited.token)
        with pytest.raises(InvitationUnknown):
            desk.access.withdraw(invited.invitation.id)

    def test_is_kept_as_a_digest_alone(self, desk: Desk) -> None:
        token = desk.invite()
        with desk.database.read() as tx:
            row = tx.execute(select(initial_access_tokens)).one()
        assert bytes(row.digest) == handle.digest(token)
        assert token not in str(tuple(row))

    def test_has_one_last_use_for_many_at_once(self, desk: Desk) -> None:
        token = desk.invite()

        def attempt(_: int) -> bool:
            with suppress(InvalidRegistrationToken, TooManyFailures):
                return bool(desk.register(token))
            return False

        with ThreadPoolExecutor(8) as pool:
            assert sum(pool.map(attempt, range(16))) == 1
        assert len(desk.clients.of_provider("jiaxing-first")) == 1

    @pytest.mark.parametrize(
        "asked",
        [
            {"uses": 0},
            {"uses": 101},
            {"lifetime": timedelta(0)},
            {"lifetime": timedelta(days=91)},
            {"scopes": frozenset()},
            {"scopes": frozenset({"admin"})},
            {"services": ("Healthcare",)},
            {"services": ("a b",)},
        ],
    )
    def test_is_for_what_can_be(self, asked: dict[str, Any]) -> None:
        with pytest.raises(InvitationMalformed):
            InvitationAsked("jiaxing-first", **asked)

    def test_bounds_what_is_registered(self, desk: Desk) -> None:
        token = desk.invite(services=("healthcare.clinic.*",))
        with pytest.raises(InvalidClientMetadata):
            desk.register(token, services=["healthcare"])
        with pytest.raises(InvalidClientMetadata):
            desk.register(token, scope="openid", redirect_uris=["https://his.example/"])
        found = desk.clients.find(desk.register(token)["client_id"])
        assert found.may_ask("healthcare.clinic.day_visit")
        assert not found.may_ask("healthcare.registration.walk_in")


class TestARequestToRegister:
    @pytest.mark.parametrize(
        "authorization", ["Basic abc", "Bearer", "Bearer ", "DPoP {}", "{}", "Bearer  ", "bearer\t{}"]
    )
    def test_shows_its_token_as_bearer(self, desk: Desk, authorization: str) -> None:
        shown = authorization.format(desk.invite())
        with pytest.raises(InvalidRegistrationToken):
            desk.registrations.register(request(body=PLAIN, authorization=shown))

    def test_without_a_token_is_told_to_bring_one(self, desk: Desk) -> None:
        with pytest.raises(NoRegistrationToken):
            desk.registrations.register(request(body=PLAIN))

    @pytest.mark.parametrize(
        "body", [b"", b"x", b"[]", b"\xff", b'{"a":1,"a":2}', b'{"a":NaN}', b"[" * 5000, b'{"a":' + b"[" * 40]
    )
    def test_is_one_strict_object(self, desk: Desk, body: bytes) -> None:
        with pytest.raises(InvalidClientMetadata):
            desk.registrations.register(request(desk.invite(), body))

    @pytest.mark.parametrize("content_type", ["", "text/plain", "application/x-www-form-urlencoded"])
    def test_is_json(self, desk: Desk, content_type: str) -> None:
        with pytest.raises(InvalidClientMetadata):
            desk.registrations.register(request(desk.invite(), PLAIN, content_type=content_type))

    def test_cannot_guess_for_long(self, desk: Desk) -> None:
        token = desk.invite()
        for n in range(10):
            with pytest.raises(InvalidRegistrationToken):
                desk.register(f"guess-{n}")
        with pytest.raises(TooManyFailures):
            desk.register(token)
        assert desk.registrations.register(request(token, PLAIN, address="192.0.2.2"))
        desk.clock.advance(timedelta(seconds=61))
        with pytest.raises(InvalidRegistrationToken):
            desk.register("guess-11")

    def test_cannot_choose_whose_it_is_or_its_id(self, desk: Desk) -> None:
        told = desk.register(desk.invite(), client_id="his-1", provider_id="other-bank", suspended=True)
        assert told["client_id"] != "his-1"
        assert desk.clients.find(told["client_id"]).provider_id == "jiaxing-first"


class TestARegisteredClient:
    def test_reads_what_it_registered(self, client: Registered) -> None:
        assert client.read() == client.told

    def test_replaces_it_all(self, client: Registered) -> None:
        told = client.put(jwks={"keys": [KEY, NEXT]}, client_name=None, software_version="2")
        assert told["software_version"] == "2"
        assert told["client_name"] == client.id
        assert client.read() == told
        assert client.put() == client.told

    def test_stays_within_what_it_was_invited_to(self, client: Registered) -> None:
        assert client.put(services=["healthcare.clinic"])["services"] == ["healthcare.clinic"]
        assert client.put(services=["healthcare"])["services"] == ["healthcare"]
        assert client.put(services=None)["services"] == ["healthcare"]
        for wider in (["finance"], ["*"]):
            with pytest.raises(InvalidClientMetadata):
                client.put(services=wider)
        assert client.read()["services"] == ["healthcare"]

    def test_stays_within_what_staff_left_it(self, client: Registered) -> None:
        def narrowed(found: Any) -> Any:
            return replace(found, metadata=replace(found.metadata, services=("healthcare.clinic",)))

        client.desk.clients.change(client.id, narrowed)
        with pytest.raises(InvalidClientMetadata):
            client.put(services=["healthcare"])

    @pytest.mark.parametrize("members", [{"client_id": "another"}, {"client_id": None}, {"client_id": 7}])
    def test_says_that_it_is_itself(self, client: Registered, members: dict[str, Any]) -> None:
        with pytest.raises(InvalidClientMetadata) as caught:
            client.put(**members)
        assert caught.value.client_id == client.id

    @pytest.mark.parametrize("name", [*FORBIDDEN, "client_secret_expires_at"])
    def test_sends_nothing_that_is_ours_to_give(self, client: Registered, name: str) -> None:
        with pytest.raises(InvalidClientMetadata):
            client.put(**{name: "x"})

    def test_is_not_changed_by_an_update_that_is_refused(self, client: Registered) -> None:
        with pytest.raises(InvalidClientMetadata):
            client.put(client_name="Other", jwks={"keys": []})
        assert client.read() == client.told

    def test_is_removed_with_all_that_hangs_on_it(self, client: Registered) -> None:
        desk, now = client.desk, client.desk.clock.now()
        later = now + timedelta(days=1)
        about = {"client_id": client.id, "created_at": now, "expires_at": later}
        with desk.database.write() as tx:
            tx.execute(
                insert(grants),
                {**about, "id": "g", "provider_id": "p", "sub": "s", "scopes": "verify", "details": "[]"},
            )
            tx.execute(insert(refresh_tokens), {**about, "digest": b"d" * 32, "grant_id": "g", "asked": "{}"})
        desk.registrations.remove(client.id, request(client.token))
        with pytest.raises(InvalidRegistrationToken):
            client.read()
        with pytest.raises(ClientUnknown):
            desk.clients.find(client.id)
        with desk.database.read() as tx:
            assert store.find(tx, client.id) is None
            token = {"client_id": client.id, "jti": "1", "now": now}
            assert not STANDING.rows(tx, **token)
            assert tx.execute(select(grants.c.revoked_at)).scalar() == now
            assert tx.execute(select(func.count()).select_from(refresh_tokens)).scalar() == 0

    def test_leaves_its_id_to_nobody(self, client: Registered) -> None:
        client.desk.registrations.remove(client.id, request(client.token))
        with pytest.raises(ClientExists):
            client.desk.clients.add(NewClient(client.id, "other-bank", "Other", {"keys": [KEY]}))
        for call in (client.desk.clients.suspend, client.desk.clients.reinstate, client.desk.clients.remove):
            with pytest.raises(ClientUnknown):
                call(client.id)
        assert client.desk.clients.of_provider("jiaxing-first") == ()

    def test_that_is_suspended_or_over_manages_nothing(self, client: Registered) -> None:
        client.desk.clients.suspend(client.id)
        with pytest.raises(InvalidRegistrationToken):
            client.read()
        client.desk.clients.reinstate(client.id)
        client.desk.clients.expire(client.id, client.desk.clock.now())
        for call in (client.read, client.put):
            with pytest.raises(InvalidRegistrationToken):
                call()
        client.desk.clients.expire(client.id, None)
        assert client.read()


class TestAStranger:
    def test_learns_nothing_of_a_client(self, client: Registered) -> None:
        client.desk.clients.add(NewClient("his-1", "jiaxing-first", "HIS", {"keys": [KEY]}))
        other = Registered(client.desk, client.desk.register(client.desk.invite()))
        sentences: set[str] = set()
        for client_id in (client.id, "his-1", "nobody", "NO ID \ud800", "x" * 5000, ""):
            for call in (client.desk.registrations.read, client.desk.registrations.replace):
                with pytest.raises(OAuthError) as caught:
                    call(client_id, request(other.token, other.members, address=f"192.0.2.{len(sentences)}"))
                assert isinstance(caught.value, InvalidRegistrationToken)
                sentences.add(caught.value.sentence)
        assert len(sentences) == 1

    def test_cannot_guess_for_long(self, client: Registered) -> None:
        for n in range(10):
            with pytest.raises(InvalidRegistrationToken):
                client.desk.registrations.read(client.id, request(f"guess-{n}"))
        with pytest.raises(TooManyFailures):
            client.read()
        assert client.desk.registrations.read(client.id, request(client.token, address="192.0.2.9"))


class TestKeys:
    @pytest.fixture
    def clients(self, desk: Desk) -> Clients:
        desk.clients.add(NewClient("his-1", "jiaxing-first", "HIS", {"keys": [{**KEY, "kid": "old"}]}))
        return desk.clients

    def test_overlap_when_they_are_changed(self, clients: Clients) -> None:
        both = clients.add_keys("his-1", {"keys": [{**NEXT, "kid": "new"}]}).jwks
        assert [key["kid"] for key in listed_keys(both)] == ["old", "new"]
        assert clients.remove_key("his-1", "old").jwks == {"keys": [{**NEXT, "kid": "new"}]}

    def test_may_be_named_by_their_thumbprint(self, clients: Clients) -> None:
        clients.add_keys("his-1", {"keys": [NEXT]})
        thumbprint = ECKey.import_key(NEXT).thumbprint()
        assert len(listed_keys(clients.remove_key("his-1", thumbprint).jwks)) == 1

    def test_do_not_run_out(self, clients: Clients) -> None:
        with pytest.raises(JoincardError, match="only key"):
            clients.remove_key("his-1", "old")
        with pytest.raises(JoincardError, match="no key of this name"):
            clients.remove_key("his-1", "new")

    def test_are_added_once(self, clients: Clients) -> None:
        with pytest.raises(InvalidClientMetadata):
            clients.add_keys("his-1", {"keys": [KEY]})
        with pytest.raises(InvalidClientMetadata):
            clients.add_keys("his-1", {"keys": [{**NEXT, "kid": "old"}]})

    def test_at_an_address_are_changed_there(self, desk: Desk) -> None:
        metadata = ClientMetadata(jwks_uri="https://his.example/jwks")
        desk.clients.add(NewClient("his-2", "jiaxing-first", "HIS", {"keys": []}, metadata=metadata))
        with pytest.raises(JoincardError, match="jwks_uri"):
            desk.clients.add_keys("his-2", {"keys": [NEXT]})

    def test_are_all_kept_when_two_add_at_once(self, clients: Clients) -> None:
        more = [ECKey.generate_key("P-256").as_dict(private=False) for _ in range(5)]
        with ThreadPoolExecutor(5) as pool:
            list(pool.map(lambda key: clients.add_keys("his-1", {"keys": [key]}), more))
        assert len(listed_keys(clients.find("his-1").jwks)) == 6
