"""Whatever holders, clerks and time do in any order: a request does what its table says, and nothing else."""

from __future__ import annotations

from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from joincard_core.keys import Vault
from joincard_core.oauth import BackchannelOutcome, OAuthError
from joincard_core.oauth.backchannel_lifecycle import MOVES, Move, Status

from core.tests.oauth.counter import Hall
from core.tests.oauth.party import Party, Server

LIFETIME = 60
ACTIONS = st.sampled_from(["approve", "deny", "poll", "wait", "steal"])
DONE = {Move.APPROVE: BackchannelOutcome.APPROVED, Move.DENY: BackchannelOutcome.DENIED}
NAMES = iter(range(1_000_000))


class TestARequest:
    def test_leaves_a_state_only_by_a_move_of_the_table(self) -> None:
        assert {source for source, _ in MOVES} == {Status.PENDING}
        assert set(MOVES.values()) == {Status.APPROVED, Status.DENIED}

    @trying(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
    @given(actions=st.lists(ACTIONS, max_size=12))
    def test_lives_as_its_table_says(self, server: Server, vault: Vault, actions: list[str]) -> None:
        hall = Hall(server, vault)
        number = next(NAMES)
        clerk, thief = hall.clerk(f"desk-{number}"), hall.clerk(f"thief-{number}")
        asked = hall.ask(clerk, requested_expiry=str(LIFETIME))["auth_req_id"]
        (request,) = (each.request.id for each in hall.waiting() if each.client.id == clerk.id)
        status, age, given_out = Status.PENDING, 0, 0

        for action in actions:
            expired = age >= LIFETIME
            if action == "wait":
                hall.server.wait(21)
                age += 21
            elif action in ("approve", "deny"):
                move = Move(action)
                outcome = hall.approve(request) if move is Move.APPROVE else hall.deny(request)
                after = None if expired else MOVES.get((status, move))
                assert (outcome is DONE[move]) is (after is not None)
                status = after or status
            elif action == "steal":
                assert told(hall, thief, asked) == "invalid_grant"
            else:
                found = told(hall, clerk, asked)
                given_out += found == "tokens"
                if expired:
                    assert found == "expired_token"
                elif status is Status.PENDING:
                    assert found in ("authorization_pending", "slow_down")
                elif status is Status.DENIED:
                    assert found == "access_denied"
                else:
                    assert found == "tokens" or given_out == 1
        assert given_out <= 1


def told(hall: Hall, who: Party, asked: str) -> str:
    """What a poll leads to, in one word."""
    try:
        hall.poll(who, asked)
    except OAuthError as error:
        return error.error
    return "tokens"
