"""Publishers and their keys, on both databases."""

import pytest
from joincard_core.clock import FixedClock
from joincard_core.registry import PublisherKeyRefused, PublisherUnknown, publishers
from joincard_core.storage import Database
from joincard_sdk.keys import new_key, public_set

KEY = new_key()


class TestAPublisher:
    def test_signs_with_registered_keys(self, database: Database, clock: FixedClock) -> None:
        with database.write() as tx:
            (kid,) = publishers.add_keys(tx, "joincard", public_set([KEY]), clock.now())
        with database.read() as tx:
            assert [key.kid for key in publishers.keys_of(tx, "joincard").keys] == [kid] == [KEY.kid]

    def test_without_keys_is_unknown(self, database: Database) -> None:
        with database.read() as tx, pytest.raises(PublisherUnknown):
            publishers.keys_of(tx, "joincard")

    def test_may_register_a_key_twice(self, database: Database, clock: FixedClock) -> None:
        with database.write() as tx:
            publishers.add_keys(tx, "joincard", public_set([KEY]), clock.now())
            publishers.add_keys(tx, "joincard", public_set([KEY]), clock.now())
            assert len(publishers.keys_of(tx, "joincard").keys) == 1

    def test_signs_no_more_with_a_key_that_ended(self, database: Database, clock: FixedClock) -> None:
        with database.write() as tx:
            (kid,) = publishers.add_keys(tx, "joincard", public_set([KEY]), clock.now())
            assert publishers.end_key(tx, kid, clock.now())
            with pytest.raises(PublisherUnknown):
                publishers.keys_of(tx, "joincard")


class TestAKey:
    def test_speaks_for_one_publisher(self, database: Database, clock: FixedClock) -> None:
        with database.write() as tx:
            publishers.add_keys(tx, "joincard", public_set([KEY]), clock.now())
            with pytest.raises(PublisherKeyRefused, match="registered for joincard"):
                publishers.add_keys(tx, "another", public_set([KEY]), clock.now())

    def test_that_claims_the_name_of_another_keeps_its_own(
        self, database: Database, clock: FixedClock
    ) -> None:
        """The name of a key is worked out, not believed: else one could stand in for another's."""
        liar = {**new_key().as_dict(private=False), "kid": KEY.kid}
        with database.write() as tx:
            (kid,) = publishers.add_keys(tx, "another", liar, clock.now())
        assert kid != KEY.kid

    def test_that_is_private_is_refused(self, database: Database, clock: FixedClock) -> None:
        with database.write() as tx, pytest.raises(PublisherKeyRefused, match="private"):
            publishers.add_keys(tx, "joincard", KEY.as_dict(private=True), clock.now())
