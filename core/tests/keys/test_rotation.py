"""Keys that change while they are used: two workers on one database, and nobody is told."""

from datetime import timedelta
from threading import Event, Thread
from typing import Any

import pytest
from joincard_core.clock import FixedClock
from joincard_core.keys import (
    BadSignature,
    Keeper,
    KeyNotAllowed,
    KeyRing,
    KeysMissing,
    KeyUnknown,
    MasterKey,
    RotatedTooSoon,
    SealBroken,
    entries,
    require_rest,
)
from joincard_core.keys.lifecycle import REST
from joincard_core.keys.store import signing_keys
from joincard_core.storage import Database, DatabaseAway
from joserfc import jws as library
from joserfc.jwk import KeySet

CLAIMS = {"iss": "https://card.example.cn", "jti": "1"}


class Ticks:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


class Pair:
    """Two workers on one database, and an operator's shell."""

    def __init__(self, database: Database, master: MasterKey, clock: FixedClock) -> None:
        self.database, self.master, self.clock = database, master, clock
        self.ticks = Ticks()
        self.one = KeyRing(database, master, self.ticks)
        self.other = KeyRing(database, master, self.ticks)
        self.keeper = Keeper(master)
        for ring in (self.one, self.other):
            ring.refresh()

    def rotate(self, use: Any = "token", alg: Any = "ES256") -> str:
        with self.database.write() as tx:
            return self.keeper.rotate(tx, use, alg, self.clock.now())

    def revoke(self, kid: str) -> None:
        with self.database.write() as tx:
            self.keeper.revoke(tx, kid, self.clock.now())

    def states(self, use: str = "token", alg: str = "ES256") -> list[str]:
        with self.database.read() as tx:
            return sorted(key.state for key in entries(tx) if (key.use, key.alg) == (use, alg))


@pytest.fixture
def pair(database: Database, master_key: MasterKey, key_ring: KeyRing, clock: FixedClock) -> Pair:
    return Pair(database, master_key, clock)


def token(ring: KeyRing, alg: Any = "ES256") -> str:
    return ring.sign("token", "at+jwt", CLAIMS, alg)


def kid_of(signed: str) -> str:
    return str(library.extract_compact(signed.encode()).headers()["kid"])


def holds(ring: KeyRing, signed: str, use: Any = "token", typ: str = "at+jwt") -> bool:
    try:
        return ring.verify(use, signed, typ) == CLAIMS
    except BadSignature:
        return False


def published(ring: KeyRing) -> list[str]:
    return [key["kid"] for key in ring.jwks()["keys"]]


class TestARotation:
    @pytest.mark.parametrize("alg", ["ES256", "PS256"])
    def test_reaches_every_worker_within_a_second(self, pair: Pair, alg: Any) -> None:
        before = token(pair.one, alg)
        begun = pair.rotate(alg=alg)
        pair.ticks.at += 1.0
        for ring in (pair.one, pair.other):
            assert kid_of(token(ring, alg)) == begun != kid_of(before)

    def test_lets_a_key_sign_that_was_published_before(self, pair: Pair) -> None:
        known = published(pair.one)
        assert pair.rotate() in known

    def test_is_no_news_to_a_worker_that_has_not_looked_yet(self, pair: Pair) -> None:
        pair.rotate()
        fresh = KeyRing(pair.database, pair.master, pair.ticks)
        assert holds(pair.one, token(fresh))
        assert holds(fresh, token(pair.one))

    def test_keeps_the_previous_key_and_retires_the_one_before(self, pair: Pair) -> None:
        oldest = token(pair.one)
        for still in (True, False):
            pair.rotate()
            pair.ticks.at += 1.0
            assert holds(pair.other, oldest) is still
            assert (kid_of(oldest) in published(pair.other)) is still
            assert pair.states() == ["current", "next", "previous"]

    @pytest.mark.parametrize("use", ["receipt", "snapshot"])
    def test_keeps_what_is_checked_for_years(self, pair: Pair, use: Any) -> None:
        """A receipt of the first day is good, by the ring and by the published keys alone."""
        first = pair.one.sign(use, "t", CLAIMS)
        for _ in range(5):
            pair.rotate(use)
            pair.ticks.at += 1.0
            assert holds(pair.other, first, use, "t")
        keys: Any = pair.other.jwks()
        assert library.deserialize_compact(first, KeySet.import_key_set(keys), algorithms=["ES256"])
        assert pair.states(use).count("previous") == 5

    def test_touches_no_other_keys(self, pair: Pair) -> None:
        others = [token(pair.one, "PS256"), pair.one.sign("receipt", "at+jwt", CLAIMS)]
        pair.rotate()
        pair.ticks.at += 1.0
        assert kid_of(token(pair.one, "PS256")) == kid_of(others[0])
        assert holds(pair.other, others[1], "receipt")

    def test_forgets_the_private_half_of_what_signs_no_more(self, pair: Pair) -> None:
        old = kid_of(pair.one.sign("receipt", "t", CLAIMS))
        pair.rotate("receipt")
        with pair.database.read() as tx:
            row = tx.execute(signing_keys.select().where(signing_keys.c.kid == old)).one()
        sealed = row.private_sealed
        assert len(sealed) < 32  # one version byte, a nonce, a tag, and nothing else
        assert KeyRing(pair.database, pair.master).jwks()["keys"]

    def test_without_a_next_key_says_what_to_do(self, pair: Pair) -> None:
        with pair.database.write() as tx:
            tx.execute(signing_keys.delete().where(signing_keys.c.state == "next"))
        with pytest.raises(KeysMissing, match="init"):
            pair.rotate()
        assert pair.states() == ["current"]

    def test_that_rolls_back_changes_nothing(self, pair: Pair) -> None:
        before = pair.states(), kid_of(token(pair.one))

        def stumble() -> None:
            with pair.database.write() as tx:
                pair.keeper.rotate(tx, "token", "ES256", pair.clock.now())
                raise InterruptedError

        with pytest.raises(InterruptedError):
            stumble()
        pair.ticks.at += 1.0
        assert (pair.states(), kid_of(token(pair.other))) == before


class TestTheRestBetweenTwoRotations:
    def rest(self, pair: Pair, after: timedelta) -> None:
        with pair.database.write() as tx:
            require_rest(tx, "token", "ES256", pair.clock.now() + after)

    def test_is_not_needed_before_the_first(self, pair: Pair) -> None:
        self.rest(pair, timedelta())

    def test_is_longer_than_a_token_lives_and_a_key_set_is_kept(self, pair: Pair) -> None:
        assert timedelta(seconds=600 + 60) < REST
        pair.rotate()
        for after in (timedelta(), REST - timedelta(seconds=1)):
            with pytest.raises(RotatedTooSoon, match="--force"):
                self.rest(pair, after)
        self.rest(pair, REST)

    def test_is_needed_after_a_revocation_too(self, pair: Pair) -> None:
        """The new next key is known to nobody yet."""
        pair.clock.advance(timedelta(days=1))
        pair.revoke(kid_of(token(pair.one)))
        with pytest.raises(RotatedTooSoon):
            self.rest(pair, timedelta(seconds=30))

    def test_is_needed_after_the_next_key_was_revoked(self, pair: Pair) -> None:
        pair.clock.advance(timedelta(days=1))
        pair.revoke(published(pair.one)[1])
        with pytest.raises(RotatedTooSoon):
            self.rest(pair, timedelta(seconds=30))
        self.rest(pair, REST)

    def test_lets_one_of_many_operators_rotate(self, pair: Pair) -> None:
        ended: list[str] = []

        def rotate() -> None:
            try:
                with pair.database.write() as tx:
                    require_rest(tx, "token", "ES256", pair.clock.now())
                    pair.keeper.rotate(tx, "token", "ES256", pair.clock.now())
                ended.append("rotated")
            except RotatedTooSoon:
                ended.append("too soon")

        operators = [Thread(target=rotate) for _ in range(6)]
        for operator in operators:
            operator.start()
        for operator in operators:
            operator.join()
        assert sorted(ended) == ["rotated", *["too soon"] * 5]
        assert pair.states() == ["current", "next", "previous"]

    def test_is_each_ones_own(self, pair: Pair) -> None:
        pair.rotate(alg="PS256")
        self.rest(pair, timedelta())


class TestARevokedKey:
    def test_is_gone_from_every_worker_within_a_second(self, pair: Pair) -> None:
        stolen = token(pair.one)
        pair.revoke(kid_of(stolen))
        pair.ticks.at += 1.0
        for ring in (pair.one, pair.other):
            assert not holds(ring, stolen)
            assert kid_of(stolen) not in published(ring)
            assert kid_of(token(ring)) != kid_of(stolen)

    def test_is_followed_by_the_next(self, pair: Pair) -> None:
        known = published(pair.one)
        pair.revoke(kid_of(token(pair.one)))
        pair.ticks.at += 1.0
        assert kid_of(token(pair.one)) in known
        assert pair.states() == ["current", "next"]

    def test_may_be_the_next(self, pair: Pair) -> None:
        current, after = (key["kid"] for key in pair.one.jwks()["keys"][:2])
        pair.revoke(after)
        pair.ticks.at += 1.0
        assert kid_of(token(pair.other)) == current
        assert pair.states() == ["current", "next"]
        assert after not in published(pair.other)

    def test_may_be_the_previous(self, pair: Pair) -> None:
        old = token(pair.one)
        pair.rotate()
        pair.revoke(kid_of(old))
        pair.ticks.at += 1.0
        assert not holds(pair.other, old)
        assert pair.states() == ["current", "next"]

    def test_without_a_next_gets_a_successor_all_the_same(self, pair: Pair) -> None:
        with pair.database.write() as tx:
            tx.execute(signing_keys.delete().where(signing_keys.c.state == "next"))
        pair.revoke(kid_of(token(pair.one)))
        assert pair.states() == ["current", "next"]

    @pytest.mark.parametrize("kid", ["", "x", "'; DROP TABLE signing_keys; --"])
    def test_that_is_none_is_refused(self, pair: Pair, kid: str) -> None:
        with pytest.raises(KeyUnknown):
            pair.revoke(kid)

    def test_cannot_be_revoked_again(self, pair: Pair) -> None:
        kid = kid_of(token(pair.one))
        pair.revoke(kid)
        with pytest.raises(KeyUnknown):
            pair.revoke(kid)


class TestAnAlgorithm:
    def test_signs_once_it_was_added(self, pair: Pair) -> None:
        with pytest.raises(KeysMissing):
            token(pair.one, "RS256")
        assert pair.one.algorithms("token") == ("ES256", "PS256")
        with pair.database.write() as tx:
            pair.keeper.add(tx, "token", "RS256", pair.clock.now())
        pair.ticks.at += 1.0
        assert pair.one.algorithms("token") == ("ES256", "PS256", "RS256")
        signed = token(pair.one, "RS256")
        keys: Any = pair.one.jwks()
        assert library.deserialize_compact(signed, KeySet.import_key_set(keys), algorithms=["RS256"])
        assert holds(pair.other, signed)

    def test_is_known_sooner_to_a_worker_that_meets_it(self, pair: Pair) -> None:
        with pair.database.write() as tx:
            pair.keeper.add(tx, "token", "RS256", pair.clock.now())
        signed = token(KeyRing(pair.database, pair.master), "RS256")
        assert not holds(pair.other, signed)  # it looked a moment ago, and strangers make up kids
        pair.ticks.at += 0.1
        assert holds(pair.other, signed)

    @pytest.mark.parametrize("use", ["receipt", "snapshot"])
    @pytest.mark.parametrize("alg", ["PS256", "RS256"])
    def test_is_not_for_every_use(self, pair: Pair, use: Any, alg: Any) -> None:
        with pair.database.write() as tx, pytest.raises(KeyNotAllowed, match="ES256"):
            pair.keeper.add(tx, use, alg, pair.clock.now())
        assert pair.one.algorithms(use) == ("ES256",)

    def test_is_added_once(self, pair: Pair) -> None:
        with pair.database.write() as tx, pytest.raises(KeyNotAllowed, match="already"):
            pair.keeper.add(tx, "token", "PS256", pair.clock.now())

    def test_is_accepted_by_a_library(self, pair: Pair) -> None:
        keys: Any = pair.one.jwks()
        signed = token(pair.one, "PS256")
        assert library.deserialize_compact(signed, KeySet.import_key_set(keys), algorithms=["PS256"])
        assert holds(pair.other, signed)


class TestLookingAgain:
    def test_happens_a_bounded_number_of_times(self, pair: Pair, seen_queries: Any) -> None:
        signed = token(pair.one)
        with seen_queries() as seen:
            for _ in range(1000):
                pair.ticks.at += 0.01  # ten seconds of work
                assert holds(pair.one, signed)
                token(pair.one)
                pair.one.jwks()
        assert 10 <= len(seen) <= 20

    def test_waits_while_every_connection_is_in_use(
        self, pair: Pair, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A thread inside a transaction signs its receipt without a second connection."""
        looks: list[float] = []
        read = pair.database.read

        def looked() -> Any:
            looks.append(pair.ticks.at)
            return read()

        monkeypatch.setattr(pair.database, "read", looked)
        pair.ticks.at += 1.0
        with filled(pair.database):
            assert token(pair.one)
        assert not looks
        assert token(pair.one)
        assert len(looks) == 1

    def test_is_put_off_while_the_database_is_away(self, pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
        def away() -> Any:
            raise DatabaseAway("The database cannot be reached.")

        with monkeypatch.context() as patch:
            patch.setattr(pair.database, "read", away)
            pair.ticks.at += 60.0
            assert holds(pair.one, token(pair.one))
            assert published(pair.one)
            with pytest.raises(DatabaseAway):
                KeyRing(pair.database, pair.master).jwks()
        begun = pair.rotate()
        pair.ticks.at += 1.0
        assert kid_of(token(pair.one)) == begun

    def test_passes_over_a_key_that_somebody_put_into_the_table(
        self, pair: Pair, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """Who can write the table, but has not the master key, brings in no key and stops no worker."""
        other = tmp_path_factory.mktemp("other") / "master.key"
        MasterKey.create(other)
        forger = Keeper(MasterKey.read(other))
        with pair.database.write() as tx:
            kid = forger.create(tx, "receipt", pair.clock.now())
        pair.ticks.at += 1.0
        assert kid not in published(pair.one)
        assert token(pair.one)

    def test_passes_over_a_public_key_that_was_exchanged(self, pair: Pair) -> None:
        kid = kid_of(token(pair.one))
        stranger = pair.one.jwks()["keys"][-1]
        changed = signing_keys.update().where(signing_keys.c.kid == kid)
        with pair.database.write() as tx:
            tx.execute(changed.values(public_jwk=str(stranger).replace("'", '"')))
        with pytest.raises(SealBroken):
            KeyRing(pair.database, pair.master).jwks()


class filled:  # noqa: N801  # reads as a word in a with statement
    """Every connection of the pool is in use."""

    def __init__(self, database: Database) -> None:
        self.engine = database.engine
        self.taken: list[Any] = []

    def __enter__(self) -> None:
        pool: Any = self.engine.pool
        self.taken = [self.engine.connect() for _ in range(pool.size())]

    def __exit__(self, *_: object) -> None:
        for connection in self.taken:
            connection.close()


class TestSigningWhileKeysRotate:
    @pytest.mark.parametrize("alg", ["ES256", "PS256"])
    def test_never_fails_and_is_always_recognised(
        self, database: Database, master_key: MasterKey, key_ring: KeyRing, clock: FixedClock, alg: Any
    ) -> None:
        """Two workers, four threads, real time."""
        rings = [KeyRing(database, master_key), KeyRing(database, master_key)]
        signers = [Signer(rings[n % 2], rings[1 - n % 2], alg) for n in range(4)]
        for signer in signers:
            signer.thread.start()
        for _ in range(4):
            with database.write() as tx:
                kid = Keeper(master_key).rotate(tx, "token", alg, clock.now())
            for signer in signers:  # the next rotation retires the key that each of them has left by then
                signer.wait_for(kid)
        for signer in signers:
            signer.stop()
        assert [signer.failures for signer in signers] == [[]] * 4
        assert all(len(signer.kids) == 5 for signer in signers)


class Signer:
    """A thread that signs with one ring and checks with another, until it is stopped."""

    def __init__(self, ring: KeyRing, other: KeyRing, alg: Any) -> None:
        self.ring, self.other, self.alg = ring, other, alg
        self.kids: list[str] = []
        self.failures: list[Exception] = []
        self.ended = Event()
        self.seen: dict[str, Event] = {}
        self.thread = Thread(target=self.work)

    def work(self) -> None:
        while not self.ended.is_set():
            try:
                signed = token(self.ring, self.alg)
                self.other.verify("token", signed, "at+jwt")
            except Exception as failure:
                self.failures.append(failure)
                return
            kid = kid_of(signed)
            if kid not in self.kids:
                self.kids.append(kid)
            self.seen.setdefault(kid, Event()).set()

    def wait_for(self, kid: str) -> None:
        assert self.seen.setdefault(kid, Event()).wait(10)

    def stop(self) -> None:
        self.ended.set()
        self.thread.join(10)
