"""The states of keys: the table, and any order of moves in a real database."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from joincard_core.clock import SHANGHAI
from joincard_core.keys import (
    KEY_USES,
    STANDARD,
    BadSignature,
    Keeper,
    KeyRing,
    MasterKey,
    RotatedTooSoon,
    entries,
    require_rest,
)
from joincard_core.keys.algorithms import ALGORITHMS
from joincard_core.keys.lifecycle import LASTING, MOVES, OPTIONAL, REST, KeyUse, Move, State, rotation
from joincard_core.storage import Database, Tx
from sqlalchemy.exc import IntegrityError

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=SHANGHAI)


class TestTheTable:
    def test_lets_nothing_come_back(self) -> None:
        order = list(State)
        assert all(order.index(before) < order.index(after) for (before, _), after in MOVES.items())

    def test_ends_with_retired(self) -> None:
        assert not any(before == State.RETIRED for before, _ in MOVES)

    @pytest.mark.parametrize("state", [State.NEXT, State.CURRENT, State.PREVIOUS])
    def test_lets_every_key_in_use_be_revoked(self, state: State) -> None:
        assert MOVES[state, Move.REVOKE] == State.RETIRED

    @pytest.mark.parametrize("use", KEY_USES)
    def test_holds_every_step_of_a_rotation(self, use: KeyUse) -> None:
        steps = rotation(use)
        assert all(step in MOVES for step in steps)
        assert ((State.PREVIOUS, Move.LAPSE) in steps) is (use not in LASTING)

    def test_names_every_algorithm(self) -> None:
        named = {alg for table in (STANDARD, OPTIONAL) for algs in table.values() for alg in algs}
        assert named == set(ALGORITHMS)


class Lives(RuleBasedStateMachine):
    """Rotations and revocations in any order, beside a model of nothing but sets."""

    template: Path
    master: MasterKey

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        path = shutil.copy(self.template, Path(self.folder.name) / "keys.db")
        self.database = Database(f"sqlite:///{path}")
        self.now = NOON
        self.ticks = 0.0
        self.keeper = Keeper(self.master)
        self.ring = KeyRing(self.database, self.master, lambda: self.ticks)
        self.signed: dict[str, tuple[KeyUse, str]] = {}
        self.gone: set[str] = set()
        with self.database.write() as tx:
            for use in KEY_USES:
                for state in (State.CURRENT, State.NEXT):
                    self.keeper._make(tx, use, "ES256", state, self.now)

    def teardown(self) -> None:
        self.database.dispose()
        self.folder.cleanup()

    def states(self, tx: Tx) -> dict[str, tuple[KeyUse, State]]:
        return {key.kid: (key.use, key.state) for key in entries(tx)}

    @rule(use=st.sampled_from(KEY_USES))
    def sign(self, use: KeyUse) -> None:
        token = self.ring.sign(use, "t", {"n": len(self.signed)})
        with self.database.read() as tx:
            current = [key for key in entries(tx) if (key.use, key.state) == (use, State.CURRENT)]
        self.signed[token] = (use, current[0].kid)

    @rule(use=st.sampled_from(KEY_USES))
    def rotate(self, use: KeyUse) -> None:
        with self.database.write() as tx:
            before = self.states(tx)
            begun = self.keeper.rotate(tx, use, "ES256", self.now)
            after = self.states(tx)
        assert before[begun] == (use, State.NEXT)
        assert after[begun] == (use, State.CURRENT)
        lapsed = {kid for kid in before if before[kid] == (use, State.PREVIOUS)}
        self.gone |= set() if use in LASTING else lapsed
        self.seen()

    @rule(use=st.sampled_from(KEY_USES), state=st.sampled_from([State.NEXT, State.CURRENT, State.PREVIOUS]))
    def revoke(self, use: KeyUse, state: State) -> None:
        with self.database.write() as tx:
            kids = [key.kid for key in entries(tx) if (key.use, key.state) == (use, state)]
            for kid in kids:
                self.keeper.revoke(tx, kid, self.now)
        self.gone.update(kids)
        self.seen()

    @rule(use=st.sampled_from(KEY_USES), wait=st.sampled_from([timedelta(), timedelta(minutes=5), REST]))
    def rotate_when_rested(self, use: KeyUse, wait: timedelta) -> None:
        self.now += wait
        with self.database.write() as tx:
            previous = [k for k in entries(tx) if (k.use, k.state) == (use, State.PREVIOUS)]
            try:
                require_rest(tx, use, "ES256", self.now)
            except RotatedTooSoon:
                return
        assert all(self.now - key.since >= REST for key in previous)

    @precondition(lambda self: self.signed)
    @invariant()
    def what_was_signed_holds_until_its_key_is_gone(self) -> None:
        for token, (use, kid) in self.signed.items():
            try:
                self.ring.verify(use, token, "t")
                holds = True
            except BadSignature:
                holds = False
            assert holds is (kid not in self.gone)

    @invariant()
    def there_is_one_that_signs_and_one_that_waits(self) -> None:
        with self.database.read() as tx:
            found = sorted((use, state) for use, state in self.states(tx).values() if state != State.PREVIOUS)
        assert found == sorted((use, s) for use in KEY_USES for s in (State.CURRENT, State.NEXT))

    @invariant()
    def exactly_those_in_use_are_published(self) -> None:
        with self.database.read() as tx:
            assert {key["kid"] for key in self.ring.jwks()["keys"]} == set(self.states(tx))

    def seen(self) -> None:
        """A second passes."""
        self.ticks += 1.0


def test_any_order_of_moves(sqlite_template: Path, master_key: MasterKey) -> None:
    class Here(Lives):
        template, master = sqlite_template, master_key

    quick = settings(
        max_examples=30, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    run_state_machine_as_test(Here, settings=quick)


@pytest.mark.parametrize("state", [State.CURRENT, State.NEXT])
def test_the_database_itself_holds_one_of_each(
    database: Database, master_key: MasterKey, key_ring: KeyRing, state: State
) -> None:
    with pytest.raises(IntegrityError), database.write() as tx:
        Keeper(master_key)._make(tx, "token", "ES256", state, NOON)
