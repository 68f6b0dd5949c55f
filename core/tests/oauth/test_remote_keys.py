"""Keys behind a client's jwks_uri: when they are fetched, kept, and no longer believed."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from joincard_core.oauth import ClientMetadata, FetchFailed, InvalidClient, RemoteKeys
from joincard_core.oauth.fetching import Reach
from joincard_core.oauth.remote_keys import COOL_DOWN, FRESH, MOST_HELD, STALE
from joincard_core.oauth.tables import remote_keys
from joincard_core.settings import Settings
from joserfc.jwk import ECKey, RSAKey
from sqlalchemy import func, select

from core.tests.oauth.certificates import client, public_jwk, self_signed, x5c
from core.tests.oauth.servers import answers, serving

if TYPE_CHECKING:
    from joincard_core.clock import FixedClock
    from joincard_core.storage import Database

ISSUER = "https://card.example.cn"
URI = "https://his.example.cn/jwks"
MOMENT = timedelta(seconds=1)
TLS_ONLY = ec.generate_private_key(ec.SECP384R1())


def published(kid: str) -> dict[str, object]:
    """A new public key that may sign."""
    return {**ECKey.generate_key("P-256").as_dict(private=False), "kid": kid}


FOR_TLS = public_jwk(TLS_ONLY)
ONE, TWO = published("one"), published("two")
REMOTE = replace(client(), metadata=ClientMetadata(jwks_uri=URI))
SELF_SIGNED = replace(
    client(),
    metadata=ClientMetadata(jwks_uri=URI, token_endpoint_auth_method="self_signed_tls_client_auth"),
)


class Publisher:
    """What is behind the address: keys, or a failure. ``asked`` counts."""

    def __init__(self, *keys: object) -> None:
        self.keys: tuple[object, ...] = keys
        self.failure = ""
        self.asked = 0

    def __call__(self, uri: str, reach: Reach) -> Mapping[str, object]:
        assert reach == Reach()
        self.asked += 1
        if self.failure:
            raise FetchFailed(self.failure)
        return {"keys": list(self.keys)}


@pytest.fixture
def publisher() -> Publisher:
    return Publisher(ONE)


@pytest.fixture
def keys(database: Database, clock: FixedClock, publisher: Publisher) -> RemoteKeys:
    return worker(database, clock, publisher)


def worker(database: Database, clock: FixedClock, publisher: Publisher) -> RemoteKeys:
    """The keys as one process knows them."""
    return RemoteKeys(database, Settings(issuer=ISSUER), clock, publisher)


def found(keys: RemoteKeys, kid: str | None = "one", alg: str = "ES256") -> list[object]:
    """The keys for a token of the client."""
    jwks = keys.keys(REMOTE, kid, alg)
    listed = jwks["keys"]
    assert isinstance(listed, list)
    return listed


class TestAClientWithoutAnAddress:
    def test_has_the_keys_that_are_registered(self, keys: RemoteKeys, publisher: Publisher) -> None:
        registered = client([ONE])
        assert keys.keys(registered, "one", "ES256") == {"keys": [ONE]}
        assert keys.keys(registered, None, "") == {"keys": [ONE]}
        assert keys.keys_of_certificate(registered, self_signed(TLS_ONLY)) == {"keys": [ONE]}
        assert publisher.asked == 0

    def test_signs_with_none_that_is_for_certificates_alone(self, keys: RemoteKeys) -> None:
        both = client(
            [FOR_TLS | x5c(self_signed(TLS_ONLY)), ONE],
            token_endpoint_auth_method="self_signed_tls_client_auth",
        )
        assert keys.keys(both, None, "ES256") == {"keys": [ONE]}
        assert keys.keys(both, "two", "ES256") == {"keys": []}
        assert keys.keys(both, None, "") == both.jwks


class TestKeysAtAnAddress:
    def test_are_fetched_once_for_all_workers(
        self, keys: RemoteKeys, database: Database, clock: FixedClock, publisher: Publisher
    ) -> None:
        other = worker(database, clock, publisher)
        assert [found(keys), found(keys), found(other), found(other)] == [[ONE]] * 4
        assert publisher.asked == 1

    def test_are_chosen_by_name_and_algorithm(self, keys: RemoteKeys, publisher: Publisher) -> None:
        rsa = {**RSAKey.generate_key(2048).as_dict(private=False), "kid": "rsa", "alg": "PS256"}
        publisher.keys = (ONE, TWO, ONE, rsa, FOR_TLS, {"kty": "oct2"}, "text")
        assert found(keys, "two") == [TWO]
        assert found(keys, None) == [ONE, TWO]
        assert found(keys, "rsa", "PS256") == [rsa]
        assert keys.keys(REMOTE, None, "") == {"keys": list(publisher.keys)}

    def test_are_fetched_again_when_they_are_old(
        self, keys: RemoteKeys, clock: FixedClock, publisher: Publisher
    ) -> None:
        assert found(keys) == [ONE]
        publisher.keys = (TWO,)
        clock.advance(FRESH - MOMENT)
        assert (found(keys), publisher.asked) == ([ONE], 1)
        clock.advance(MOMENT)
        assert (found(keys), publisher.asked) == ([], 2)

    def test_are_fetched_again_for_a_new_name_but_not_at_a_strangers_will(
        self, keys: RemoteKeys, clock: FixedClock, publisher: Publisher
    ) -> None:
        assert found(keys) == [ONE]
        publisher.keys = (ONE, TWO)
        assert (found(keys, "two"), publisher.asked) == ([], 1)
        clock.advance(COOL_DOWN)
        assert (found(keys, "two"), publisher.asked) == ([TWO], 2)
        for number in range(100):
            assert found(keys, f"guess-{number}") == []
        assert publisher.asked == 2

    def test_are_not_fetched_again_by_a_worker_beside(
        self, keys: RemoteKeys, database: Database, clock: FixedClock, publisher: Publisher
    ) -> None:
        assert found(keys) == [ONE]
        clock.advance(COOL_DOWN - MOMENT)
        assert found(worker(database, clock, publisher), "two") == []
        assert publisher.asked == 1

    def test_that_another_worker_fetched_are_taken_over(
        self, keys: RemoteKeys, database: Database, clock: FixedClock, publisher: Publisher
    ) -> None:
        assert found(keys) == [ONE]
        clock.advance(COOL_DOWN)
        publisher.keys = (ONE, TWO)
        assert found(worker(database, clock, publisher), "two") == [TWO]
        assert found(keys, "two") == [TWO]
        assert publisher.asked == 2

    def test_are_asked_for_once_by_many_threads(
        self, keys: RemoteKeys, publisher: Publisher, database: Database
    ) -> None:
        together = threading.Barrier(8)

        def ask(_: int) -> list[object]:
            together.wait()
            return found(keys)

        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(ask, range(8))) == [[ONE]] * 8
        assert publisher.asked == 1

    def test_of_many_addresses_do_not_fill_the_memory(
        self, keys: RemoteKeys, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert MOST_HELD >= 100
        monkeypatch.setattr("joincard_core.oauth.remote_keys.MOST_HELD", 2)
        for number in range(4):
            metadata = ClientMetadata(jwks_uri=f"{URI}/{number}")
            assert keys.keys(replace(REMOTE, metadata=metadata), "one", "ES256") == {"keys": [ONE]}
        assert len(keys._held) <= 2
        assert found(keys) == [ONE]

    def test_of_addresses_long_unused_leave_the_database(
        self, keys: RemoteKeys, database: Database, clock: FixedClock
    ) -> None:
        found(keys)
        clock.advance(STALE + MOMENT)
        keys.keys(replace(REMOTE, metadata=ClientMetadata(jwks_uri=URI + "/2")), "one", "ES256")
        with database.read() as tx:
            assert tx.execute(select(func.count()).select_from(remote_keys)).scalar() == 1


class TestAnAddressThatFails:
    def test_is_explained_to_the_operator_and_not_to_the_wire(
        self, keys: RemoteKeys, publisher: Publisher
    ) -> None:
        publisher.failure = "answered 404 instead of 200"
        with pytest.raises(InvalidClient) as refused:
            found(keys)
        assert refused.value.cause == "The client's jwks_uri answered 404 instead of 200."
        assert "404" not in str(refused.value)

    def test_is_left_alone_for_a_while(
        self, keys: RemoteKeys, clock: FixedClock, publisher: Publisher
    ) -> None:
        publisher.failure = "answered 404 instead of 200"
        for _ in range(3):
            with pytest.raises(InvalidClient):
                found(keys)
        assert publisher.asked == 1
        publisher.failure = ""
        clock.advance(COOL_DOWN)
        assert found(keys) == [ONE]

    def test_leaves_the_keys_of_before_in_use_for_an_hour(
        self, keys: RemoteKeys, clock: FixedClock, publisher: Publisher
    ) -> None:
        assert found(keys) == [ONE]
        publisher.failure = "did not answer within 3 seconds"
        clock.advance(STALE - MOMENT)
        assert (found(keys), publisher.asked) == ([ONE], 2)
        clock.advance(COOL_DOWN)
        with pytest.raises(InvalidClient):
            found(keys)

    def test_does_not_take_fresh_keys_away(
        self, keys: RemoteKeys, clock: FixedClock, publisher: Publisher
    ) -> None:
        assert found(keys) == [ONE]
        clock.advance(COOL_DOWN)
        publisher.failure = "did not answer within 3 seconds"
        assert [found(keys, "two"), found(keys, "two"), found(keys)] == [[], [], [ONE]]
        assert publisher.asked == 2

    @pytest.mark.parametrize(
        ("published", "cause"),
        [
            ((), "1 to 32 keys"),
            (tuple([ONE] * 33), "1 to 32 keys"),
            ((ECKey.generate_key("P-256").as_dict(private=True),), "publishes a private key"),
        ],
    )
    def test_in_what_it_publishes_is_refused_whole(
        self, keys: RemoteKeys, publisher: Publisher, published: tuple[object, ...], cause: str
    ) -> None:
        publisher.keys = published
        with pytest.raises(InvalidClient) as refused:
            found(keys)
        assert cause in refused.value.cause

    def test_of_many_addresses_do_not_fill_the_memory(
        self, keys: RemoteKeys, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("joincard_core.oauth.remote_keys.MOST_HELD", 2)
        publisher.failure = "answered 404 instead of 200"
        for number in range(4):
            with pytest.raises(InvalidClient):
                keys.keys(replace(REMOTE, metadata=ClientMetadata(jwks_uri=f"{URI}/{number}")), None, "ES256")
        assert len(keys._failures) <= 2


class TestACertificatesKey:
    def test_is_fetched_again_when_it_is_new(
        self, keys: RemoteKeys, clock: FixedClock, publisher: Publisher
    ) -> None:
        certificate = self_signed(TLS_ONLY)
        assert keys.keys_of_certificate(SELF_SIGNED, certificate) == {"keys": [ONE]}
        publisher.keys = (ONE, FOR_TLS)
        clock.advance(COOL_DOWN)
        assert keys.keys_of_certificate(SELF_SIGNED, certificate) == {"keys": [ONE, FOR_TLS]}
        assert keys.keys(SELF_SIGNED, None, "ES256") == {"keys": [ONE]}
        assert publisher.asked == 2


class TestARealAddress:
    def test_is_asked_in_the_demo(self, database: Database, clock: FixedClock) -> None:
        settings = Settings(issuer="http://localhost:8000", demo=True, private_addresses=True)
        with serving(answers({"keys": [ONE]})) as server:
            remote = replace(REMOTE, metadata=ClientMetadata(jwks_uri=f"{server.origin}/jwks"))
            assert RemoteKeys(database, settings, clock).keys(remote, "one", "ES256") == {"keys": [ONE]}

    def test_beside_us_is_never_asked_outside_it(self, database: Database, clock: FixedClock) -> None:
        with serving(answers({"keys": [ONE]})) as server:
            uri = server.origin.replace("http:", "https:")
            remote = replace(REMOTE, metadata=ClientMetadata(jwks_uri=uri))
            with pytest.raises(InvalidClient) as refused:
                RemoteKeys(database, Settings(issuer=ISSUER), clock).keys(remote, "one", "ES256")
        assert "not on the public internet" in refused.value.cause
        assert server.seen == []
